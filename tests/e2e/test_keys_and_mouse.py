"""Two ways through the real program: one by keys alone, one by the mouse from the first start."""

import os

import pytest

from cvlink_gui.features.sample import create_sample
from tests.conftest import seen
from tests.e2e.conftest import until
from tests.e2e.person import link

pytestmark = pytest.mark.display
ENGLISH = ("--language", "en", "--theme", "light")
MAIN = "street - cvlink"


def test_by_keys_alone(person, tmp_path):
    """Open, find the broken link, repair, new experiment, link, audit, undo."""
    street = tmp_path / "street"
    create_sample(os.fsencode(street))
    before = seen(os.fsencode(street))
    someone = person(*ENGLISH)
    someone.keys("^cvlink$", "ctrl+o")
    someone.type("Open a project folder", str(street))
    someone.keys("Open a project folder", "Return")
    someone.hear("tree item", "^faulty, 6 errors")

    # Among the problems to the third, which is the link of the training data, and there.
    someone.keys(MAIN, "ctrl+p", "Down", "Down", "Down", "Return")
    someone.focus("tree item", "^train, broken link, target missing$")

    someone.keys(MAIN, "ctrl+t")
    someone.type("Retarget", "data/splits/v2/train")
    someone.keys("Retarget", "Return")
    someone.keys("^Retarget to", "Return")
    someone.focus("tree item", "^train, link, ok$")
    assert link(street / "experiments/faulty/train") == "../../data/splits/v2/train"

    someone.keys(MAIN, "ctrl+n")
    someone.type("New experiment", "mine")
    someone.hear("push button", "^Create experiment$", "enabled")
    someone.keys("New experiment", "Return")
    someone.hear("tree item", "^mine, folder, Ready$")
    assert link(street / "experiments/mine/val") == "../../data/splits/v1/val"

    # From its first link to the datasets, and one of them into it, as a drag would.
    someone.keys(MAIN, "shift+Tab", "Down")
    someone.focus("tree item", "^street, folder$")
    someone.keys(MAIN, "ctrl+c", "Tab", "Left")
    someone.focus("tree item", "^mine, folder, Ready$")
    someone.keys(MAIN, "ctrl+shift+v")
    someone.keys("^Link street into mine", "Return")
    someone.focus("tree item", "^street, link, ok$")
    assert link(street / "experiments/mine/street") == "../../data/raw/street"

    someone.keys(MAIN, "F7")
    someone.hear("label", "^Ready with 1 warning$")
    someone.keys("^Audit before training: mine", "Escape")

    for gone in ("experiments/mine/street", "experiments/mine/val"):
        someone.keys(MAIN, "ctrl+z")
        until(lambda: link(street / gone) is None, "an undo")  # noqa: B023
    someone.keys(MAIN, "ctrl+z")
    until(lambda: seen(os.fsencode(street)) == before, "the last undo")
    someone.keys(MAIN, "ctrl+q")
    assert someone.process.wait(30) == 0


def test_by_the_mouse_from_the_first_start_to_ready(person, tmp_path):
    """A sample is made, one of its versions is dragged to a new experiment, and that is audited."""
    someone = person(*ENGLISH)
    someone.click("push button", "^Create a sample project")
    someone.click("push button", "^Choose$")
    someone.hear("tree item", "^faulty, 6 errors")
    sample = tmp_path / "cvlink-sample"

    splits = someone.nth("tree item", "^v2, folder", 1)
    strip = someone.hear("label", "^Drop a dataset here")
    someone.drag(splits, strip)
    someone.click("push button", "^Create links$")
    someone.hear("tree item", "^v2, folder, Ready$")
    assert link(sample / "experiments/v2/train") == "../../data/splits/v2/train"

    someone.click("tree item", "^v2, folder, Ready$")
    someone.click("push button", "^Audit$")
    someone.hear("label", "^Ready$")
