"""Links staged and unstaged from the window, with the real git."""

import os

import pytest

from cvlink_gui.features.git import LinkState
from cvlink_gui.gui import tracking
from cvlink_gui.gui.staging import STAGE
from tests.features.real_git import commit_all, git
from tests.gui.test_tracking import marks, relink, told

TRAIN = "experiments/baseline/train"


@pytest.fixture
def committed(sample, monkeypatch, own_git):
    monkeypatch.setattr(tracking, "_LOOK_MS", 50)
    git(sample, "init", "-q")
    commit_all(sample)
    return sample


def staged(root: bytes) -> list[str]:
    return os.fsdecode(git(root, "diff", "--cached", "--name-only")).splitlines()


def reason(ui, action: str) -> str:
    """Why an action is off; "" where it is on."""
    found = ui.window.actions_by_id[action]
    ui.window._update_actions()
    return "" if found.isEnabled() else found.toolTip()


def test_outside_of_git_the_actions_say_so(ui):
    ui.select(ui.experiments, "baseline", "train")
    for action in ("stage", "unstage"):
        assert reason(ui, action) == "This project lies in no repository of git."


def test_a_retargeted_link_is_staged_and_taken_out_again(open_window, committed):
    relink(committed, TRAIN, "../../data/processed/v2/train")
    relink(committed, "experiments/baseline/val", "../../data/processed/v2/val")
    ui = open_window(committed)
    view = ui.experiments
    ui.until(lambda: marks(ui, view, "baseline", "train") == ["M"])
    ui.select(view, "baseline", "train")
    assert reason(ui, "unstage") == "Nothing of the selection is staged."
    ui.act("stage")
    assert staged(committed) == [TRAIN], "only what was asked for"
    assert ui.noticed[-1] == f"Staged: {TRAIN}"
    ui.until(lambda: marks(ui, view, "baseline", "train") == ["A"])
    assert reason(ui, "stage") == "git has recorded the selected links as they are."
    ui.act("unstage")
    assert staged(committed) == []
    assert ui.noticed[-1] == f"No longer staged: {TRAIN}"
    ui.until(lambda: marks(ui, view, "baseline", "train") == ["M"])
    assert ui.link(TRAIN) == "../../data/processed/v2/train", "the disk stays as it is"


def test_of_several_links_those_that_differ_are_staged(open_window, committed):
    relink(committed, TRAIN, "../../data/processed/v2/train")
    relink(committed, "experiments/baseline/val", "../../data/processed/v2/val")
    ui = open_window(committed)
    told(ui, lambda tracked: len(tracked.changed) == 2)
    others = [b"experiments/improved/train", b"experiments/improved/val"]
    links = [TRAIN.encode(), *others, b"experiments/baseline/val"]
    ui.bench.stager.start(STAGE, links)
    ui.settle()
    assert staged(committed) == [TRAIN, "experiments/baseline/val"]
    assert ui.noticed[-1].startswith("2 link")


def test_what_git_refuses_is_said_in_its_words(open_window, committed):
    relink(committed, TRAIN, "../../data/processed/v2/train")
    ui = open_window(committed)
    told(ui, lambda tracked: tracked.changed.get(TRAIN.encode()) is LinkState.RETARGETED)
    ui.select(ui.experiments, "baseline", "train")
    ui.until(lambda: not reason(ui, "stage"))
    with open(committed + b"/.git/index.lock", "wb"):
        pass
    ui.act("stage")
    assert "index.lock" in ui.noticed[-1]
    os.unlink(committed + b"/.git/index.lock")
