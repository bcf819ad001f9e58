"""The exporter beside storage that hangs: it tells what is known, and what is not."""

import math
import os

import pytest

from tests.conftest import PROJECT, build
from tests.metrics.running import exporter, until

FILES = 5
BASELINE = ("cvlink_experiment_verdict", "baseline")


@pytest.fixture
def root(tmp_path, volume):
    """A sound project with an experiment of links into the volume."""
    build(volume.inside, *(f"{n}.jpg" for n in range(FILES)))
    lines = [f"experiments/far/{n}.jpg -> {volume.point}/{n}.jpg" for n in range(FILES)]
    return build(tmp_path / "project", *PROJECT, *lines)


def test_links_into_storage_that_hangs_are_not_broken_and_it_ends_soon(root, volume):
    place = os.fsdecode(volume.place)
    with exporter(root) as served:
        well = served.until_known()
        assert well["cvlink_mount_up", place] == 1
        assert well["cvlink_mount_access_seconds_count", place] >= 1
        assert well["cvlink_links", "not_answering", "experiments"] == 0
        volume.order(hang=True)
        until(lambda: served.samples()["cvlink_mount_up", place] == 0)
        found = served.samples()
        assert found["cvlink_up",] == 1
        assert found["cvlink_links", "not_answering", "experiments"] == FILES
        assert found["cvlink_links_broken",] == 0
        assert found["cvlink_experiment_verdict", "far", "unknown"] == 1
        judged = {key: n for key, n in well.items() if key[:2] == BASELINE}
        assert sum(judged.values()) == 1
        assert judged.items() <= found.items()  # nothing of it lies there
        assert found["cvlink_mount_access_timeouts_total", place] >= 1
        volume.order()
        until(lambda: served.samples()["cvlink_mount_up", place] == 1)
        until(lambda: served.samples()["cvlink_links", "not_answering", "experiments"] == 0)
        volume.order(hang=True)
        until(lambda: served.samples()["cvlink_scan_running_seconds",] > 0.5)
        code, seconds = served.end()
        assert (code, seconds < 2) == (0, True)


def test_of_a_project_on_storage_that_hangs_nothing_is_known_until_it_is_back(volume):
    build(volume.inside / "project", *PROJECT)
    place = os.fsdecode(volume.place)
    volume.order(hang=True)
    with exporter(volume.place + b"/project") as served:
        until(lambda: served.samples().get(("cvlink_up",)) == 0)
        found = served.samples()
        assert found["cvlink_scan_failures_total", "not_answering"] >= 1
        assert found["cvlink_mount_up", place] == 0
        assert math.isnan(found["cvlink_links_broken",])
        assert "is not answering since" in served.page("/-/healthy")
        volume.order()
        until(lambda: served.samples()["cvlink_up",] == 1)
        assert served.samples()["cvlink_links_broken",] == 0
