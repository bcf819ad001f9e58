"""Reading metadata ahead of a run, from storage that is slow, fails and hangs."""

import json
import os

import pytest

from cvlink_gui.features.project import Project
from cvlink_gui.features.warm import warm
from tests.conftest import build
from tests.storage.test_project import LONG, cvlink

FILES = 30


@pytest.fixture
def project(volumes_of, tmp_path):
    """A project with a link into each of two volumes, and both of them."""
    made = volumes_of(2)
    for volume in made:
        build(volume.inside, *(f"set/{n}.jpg" for n in range(FILES)))
    lines = [f"link{n} -> {volume.point}/set" for n, volume in enumerate(made)]
    return Project.open(build(tmp_path / "project", *lines)), *made


def warmed(project, **options):
    work = warm(project, **options)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value, {latency.mount.point: latency for latency in end.value.latencies}


def test_slow_storage_is_read_side_by_side(project):
    opened, slow, _ = project
    slow.order(delay=0.05)
    found, latencies = warmed(opened)
    latency = latencies[slow.place]
    assert latency.read == FILES + 1
    assert 0.05 <= latency.median <= latency.p95 <= latency.worst
    assert found.failed == 0
    assert found.seconds < len(slow.calls()) * 0.05 * 0.8
    assert [state.mount.point for state in opened.storage.states if state.is_slow] == [slow.place]


def test_what_fails_for_a_moment_is_read_all_the_same(project):
    opened, failing, _ = project
    failing.order(fail=2, only=("getattr",), part="7.jpg")
    found, latencies = warmed(opened)
    assert (found.read, found.failed) == (2 * FILES + 3, 0)
    assert latencies[failing.place].retries >= 1


def test_storage_that_hangs_is_in_the_report_and_the_rest_is_read(project):
    opened, hung, well = project
    hung.order(hang=True)
    found, latencies = warmed(opened)
    assert found.seconds < LONG
    assert latencies[hung.place].failed == 1  # the link; what lies behind it nobody knows
    assert latencies[hung.place].silent_since is not None
    assert latencies[well.place].read == FILES + 1
    hung.order()
    while warmed(opened)[0].failed:
        continue
    assert opened.storage.silent == []


def test_storage_that_only_fails_is_not_tried_for_ever(project):
    opened, failing, _ = project
    failing.order(fail=-1, part="jpg")
    found, latencies = warmed(opened)
    assert latencies[failing.place].failed == FILES
    assert latencies[failing.place].retries < FILES * 3
    assert found.read == FILES + 3  # the other set, both folders, and the project


def test_the_command_ends_with_3_and_says_which(project):
    opened, hung, well = project
    hung.order(hang=True)
    done = cvlink("warm", "--format", "json", root=opened.root)
    assert done.returncode == 3
    mounts = {mount["path"]: mount for mount in json.loads(done.stdout)["mounts"]}
    assert mounts[str(hung.point)]["not_answering_since"] > 0
    assert mounts[str(well.point)]["read"] == FILES + 1
    named = cvlink("warm", hung.point, root=opened.root)
    assert named.returncode == 3
    assert "not answering since" in named.stdout
    assert os.fsdecode(hung.place) in named.stdout
