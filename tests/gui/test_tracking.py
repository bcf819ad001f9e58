"""The rows and the inspector say what git has of a link; without a repository nothing is drawn."""

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStyleOptionViewItem

from cvlink_gui.features.tracking import Track
from cvlink_gui.gui import theme, tracking
from tests.features.real_git import commit_all, git

ROLE = Qt.ItemDataRole


@pytest.fixture
def committed(sample, monkeypatch, own_git):
    monkeypatch.setattr(tracking, "_LOOK_MS", 50)
    git(sample, "init", "-q")
    commit_all(sample)
    return sample


def relink(root: bytes, path: str, text: str) -> None:
    full = os.path.join(os.fsdecode(root), path)
    os.unlink(full)
    os.symlink(text, full)


def marks(ui, view, *names: str) -> list[str]:
    """What is written at the end of the name of a row."""
    index = ui.at(view, *names)
    cell = view.model().cell(view.node(index), index.column())
    return [text for text, _ in cell.marks]


def controlled(ui) -> list[str]:
    """The labels of the inspector from its section on version control on."""
    body = ui.space.inspector.widget()
    texts = [label.text() for label in body.findChildren(QLabel) if label.isVisibleTo(body)]
    return texts[texts.index("Version control") :] if "Version control" in texts else []


def told(ui, then) -> None:
    """Wait until what git says is as it should be."""
    ui.until(lambda: then(ui.window.workbench.tracker.tracked))


def test_without_a_repository_nothing_is_drawn_and_nothing_said(open_window, sample):
    ui = open_window(sample)
    view = ui.experiments
    ui.select(view, "baseline", "train")
    ui.until(lambda: ui.space.inspector.path is not None)
    assert marks(ui, view, "baseline", "train") == []
    assert controlled(ui) == []


def test_a_retargeted_link_says_so_by_a_letter_a_tip_aloud_and_in_the_inspector(
    open_window, committed
):
    relink(committed, "experiments/baseline/train", "../../data/processed/v2/train")
    ui = open_window(committed)
    view = ui.experiments
    told(ui, lambda tracked: tracked.changed)
    ui.until(lambda: marks(ui, view, "baseline", "train") == ["M"])
    assert marks(ui, view, "baseline") == ["•"]
    assert marks(ui, view, "baseline", "val") == []
    words = "git: leads elsewhere than git has it recorded"
    train = ui.at(view, "baseline", "train")
    assert words in train.data(ROLE.ToolTipRole).splitlines()
    assert train.data(ROLE.AccessibleTextRole).endswith(words)
    ui.select(view, "baseline", "train")
    ui.until(lambda: controlled(ui)[1:3] == ["git", words.removeprefix("git: ")])
    ui.select(view, "baseline", "val")
    ui.until(lambda: controlled(ui)[1:3] == ["git", "as it was committed"])


def test_an_edit_is_followed(open_window, committed):
    ui = open_window(committed)
    told(ui, lambda tracked: tracked.tops)
    (source,) = ui.inside("data/processed/v2/val")
    view = ui.experiments
    assert ui.drop(view, ui.at(view, "baseline", "val"), source)
    ui.dialog().accept()
    ui.until(lambda: marks(ui, view, "baseline", "val") == ["M"])


def test_a_commit_made_elsewhere_is_seen(open_window, committed):
    relink(committed, "experiments/baseline/train", "../../data/processed/v2/train")
    ui = open_window(committed)
    view = ui.experiments
    ui.until(lambda: marks(ui, view, "baseline", "train") == ["M"])
    git(committed, "add", "experiments")
    ui.until(lambda: marks(ui, view, "baseline", "train") == ["A"])
    git(committed, "commit", "-qm", "retargeted")
    ui.until(lambda: marks(ui, view, "baseline", "train") == [])


def test_another_project_has_none_of_the_marks_of_the_one_before(open_window, committed, tmp_path):
    relink(committed, "experiments/baseline/train", "../../data/processed/v2/train")
    ui = open_window(committed)
    ui.until(lambda: marks(ui, ui.experiments, "baseline", "train") == ["M"])
    other = tmp_path / "other"
    (other / "experiments" / "e").mkdir(parents=True)
    (other / "experiments" / "e" / "train").symlink_to("nowhere")
    ui.open(os.fsencode(other))
    assert ui.window.workbench.tracker.tracked.is_empty
    assert marks(ui, ui.experiments, "e", "train") == []


def test_a_long_name_leaves_room_for_the_mark(open_window, committed):
    name = "a_link_with_a_name_that_is_much_longer_than_its_column_is_wide"
    os.symlink("../../data", os.path.join(os.fsdecode(committed), "experiments/baseline", name))
    ui = open_window(committed)
    view = ui.experiments
    ui.until(lambda: marks(ui, view, "baseline", name) == ["?"])
    index = ui.at(view, "baseline", name)
    cell = QStyleOptionViewItem()
    view.initViewItemOption(cell)
    cell.rect = view.visualRect(index)
    view.itemDelegate().initStyleOption(cell, index)
    room = cell.rect.width() - cell.fontMetrics.horizontalAdvance("?")
    assert "…" in cell.text
    assert cell.fontMetrics.horizontalAdvance(cell.text) < room


def test_every_state_that_is_not_calm_has_a_mark_of_its_own():
    calm = {Track.CLEAN, Track.IGNORED, Track.OUTSIDE, Track.INSIDE, Track.FETCHED, Track.UNREAD}
    assert set(theme.TRACK_MARKS) == set(Track) - calm
