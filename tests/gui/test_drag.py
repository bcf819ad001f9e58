"""Real drags with the mouse, from press to release, in a program of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import seen

TOP = Path(__file__).parents[2]


def drag(folder: bytes, begin: str, end: str) -> dict[str, object]:
    """What came of a drag: the plan that was shown and agreed to, or None."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.gui.dragging", folder, begin, end],
        capture_output=True,
        text=True,
        timeout=90,
        cwd=TOP,
        env={**os.environ, "QT_QPA_PLATFORM": "minimal"},
    )
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
    return json.loads(ended.stdout)


def link(folder: bytes, path: str) -> str:
    return os.readlink(os.path.join(os.fsdecode(folder), path))


NEW = [
    ["experiments/v2", "mkdir"],
    ["experiments/v2/train", "create"],
    ["experiments/v2/val", "create"],
    ["experiments/v2/test", "create"],
]


@pytest.mark.parametrize("place", ["experiments:", "zone:"])
def test_a_version_dragged_to_the_empty_area_or_the_strip_becomes_an_experiment(sample, place):
    assert drag(sample, "datasets:data/splits/v2", place)["plan"] == NEW
    assert link(sample, "experiments/v2/train") == "../../data/splits/v2/train"


def test_a_dataset_dragged_onto_an_experiment_is_linked_into_it(sample):
    told = drag(sample, "datasets:data/raw/street", "experiments:experiments/baseline")
    assert told["plan"] == [["experiments/baseline/street", "create"]]
    assert link(sample, "experiments/baseline/street") == "../../data/raw/street"


def test_a_version_dragged_onto_a_link_retargets_it(sample):
    told = drag(sample, "datasets:data/splits/v2", "experiments:experiments/faulty/train")
    assert told["plan"] == [["experiments/faulty/train", "retarget"]]
    assert link(sample, "experiments/faulty/train") == "../../data/splits/v2/train"


def test_a_link_dragged_onto_another_experiment_leads_through_it(sample):
    told = drag(sample, "experiments:experiments/faulty/masks", "experiments:experiments/baseline")
    assert told["plan"] == [["experiments/baseline/masks", "create"]]


@pytest.mark.parametrize("target", ["datasets:data/raw", "datasets:data/splits/v2"])
def test_a_wrong_drop_is_not_taken_and_leaves_no_trace(sample, target):
    before = seen(sample)
    told = drag(sample, "datasets:data/splits/v2", target)
    assert told == {"plan": None, "dropped": False}
    assert seen(sample) == before
