"""Two ways through the real program: one by keys alone, one by the mouse from the first start."""

import os

import pytest

from cvlink_gui.features.sample import create_sample
from tests.conftest import seen
from tests.e2e.conftest import until
from tests.e2e.person import link

pytestmark = pytest.mark.display
MAIN = "street - cvlink"


def test_by_keys_alone(person, tmp_path):
    """Open, find the broken link, repair, new experiment, link, audit, undo."""
    street = tmp_path / "street"
    create_sample(os.fsencode(street))
    before = seen(os.fsencode(street))
    someone = person("--language", "en", "--theme", "light")
    someone.keys("^cvlink$", "ctrl+o")
    someone.type("Open a project folder", str(street))
    someone.keys("Open a project folder", "Return")
    someone.hear("tree item", "^faulty, 6 errors")

    # The problems: the broken link of the training data, and the way to it.
    someone.keys(MAIN, "ctrl+p")
    someone.type(MAIN, "The target is missing: experiments/faulty/train")
    someone.keys(MAIN, "Return")
    broken = until(lambda: focused(someone), "a row with the focus")
    assert broken.name == "train, broken link, target missing"

    # Repaired: it leads to another version.
    someone.keys(MAIN, "ctrl+t")
    someone.type("Retarget", "data/splits/v2/train")
    someone.keys("Retarget", "Return")
    agree(someone, "^Retarget")
    until(lambda: link(street / "experiments/faulty/train") == "../../data/splits/v2/train", "it")

    # A new experiment, and one more dataset in it.
    someone.keys(MAIN, "ctrl+n")
    someone.type("New experiment", "mine")
    someone.keys("New experiment", "Return")
    until(lambda: link(street / "experiments/mine/val"), "the links of the experiment")
