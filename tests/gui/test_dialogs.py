"""The dialogs that ask for what a plan needs: replace a prefix, move a link."""

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTreeWidgetItem

from cvlink_gui.gui.dialogs.move import MoveDialog
from cvlink_gui.gui.dialogs.plan import PlanDialog
from cvlink_gui.gui.dialogs.prefix import PrefixDialog
from cvlink_gui.gui.planning import Targets
from tests.conftest import build, seen
from tests.gui.test_reach import unnamed

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def ui(open_window, root):
    return open_window(root)


def asked(ui, key: Qt.Key, kind):
    """The dialog that a key brings, when it has found out all it says."""
    ui.key(key, CTRL_SHIFT)
    ui.settle()
    (dialog,) = ui.dialogs(kind)
    return dialog


def prefix(ui) -> PrefixDialog:
    return asked(ui, Qt.Key.Key_T, PrefixDialog)


def move(ui) -> MoveDialog:
    return asked(ui, Qt.Key.Key_M, MoveDialog)


def type_into(ui, box, text: str) -> None:
    box.lineEdit().setFocus()
    box.lineEdit().selectAll()
    ui.qtbot.keyClicks(box.lineEdit(), text)


def planned(ui) -> PlanDialog:
    ui.settle()
    (dialog,) = ui.dialogs(PlanDialog)
    return dialog


def agree(ui, dialog) -> None:
    ui.key(Qt.Key.Key_Return, widget=dialog)
    ui.settle()


def examples(dialog) -> list[str]:
    return [label.text() for label in dialog._examples if label.text()]


# Replace a prefix


def test_the_old_prefix_is_what_the_selected_links_have_in_common(ui):
    ui.select(ui.datasets, "splits", "v1", "train")
    assert prefix(ui).old.currentText() == "data/processed/v1/train"


def test_of_a_folder_the_links_below_it_count(ui):
    ui.select(ui.datasets, "splits", "v1")
    dialog = prefix(ui)
    assert dialog.old.currentText() == "data/processed/v1"
    assert dialog.words.text() == "Links that lead there: 2 of 2. What shall be in its place?"
    assert not dialog.accept_button.isEnabled()


def test_without_a_selection_it_is_about_all_links(ui):
    dialog = prefix(ui)
    assert not dialog.only.isEnabled()
    assert dialog.old.currentText() == "data"
    assert dialog.words.text().startswith("Links that lead there: 8 of 8.")


def test_the_selection_can_be_widened_to_all_links(ui):
    ui.select(ui.datasets, "splits", "v1")
    dialog = prefix(ui)
    type_into(ui, dialog.old, "data/raw")
    assert dialog.words.text() == "Links that lead there: 0 of 2."
    dialog.only.setChecked(False)
    ui.until(lambda: dialog.words.text().startswith("Links that lead there: 4 of 8."))
    assert dialog.old.currentText() == "data/raw"


def test_what_is_typed_is_counted_and_shown_at_once(ui):
    dialog = prefix(ui)
    type_into(ui, dialog.new, "store")
    assert dialog.accept_button.isEnabled()
    assert dialog.words.text() == "Links that lead there: 8 of 8."
    type_into(ui, dialog.old, "data/processed/v1/val/")
    assert dialog.words.text() == "Links that lead there: 1 of 8."
    assert examples(dialog) == ["data/processed/v1/val → store"]
    type_into(ui, dialog.old, "data/processed/v")  # no path component
    assert dialog.words.text() == "Links that lead there: 0 of 8."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "data", "Which part of the targets"),
        ("nowhere", "data", "Links that lead there: 0 of 8."),
        ("data", "", "What shall be in its place?"),
        ("data", "data", "are the same"),
        ("data", "./data/", "are the same"),
    ],
)
def test_it_says_what_is_missing(ui, old, new, said):
    dialog = prefix(ui)
    type_into(ui, dialog.new, new) if new else dialog.new.setEditText("")
    type_into(ui, dialog.old, old) if old else dialog.old.setEditText("")
    assert said in dialog.words.text()
    assert not dialog.accept_button.isEnabled()
    ui.key(Qt.Key.Key_Return, widget=dialog)
    assert ui.dialogs(PrefixDialog) == [dialog]


def test_by_keys_alone_from_the_selection_to_the_disk_and_back(ui):
    before = seen(ui.root)
    ui.select(ui.datasets, "splits", "v1")
    dialog = prefix(ui)
    assert dialog.new.hasFocus() or dialog.new.lineEdit().hasFocus()
    ui.qtbot.keyClicks(dialog.new.lineEdit(), "data/processed/v2")
    ui.key(Qt.Key.Key_Return, widget=dialog.new.lineEdit())
    plan = planned(ui)
    assert plan.windowTitle() == "Retarget data/processed/v1 to data/processed/v2"
    assert seen(ui.root) == before
    agree(ui, plan)
    assert ui.link("data/splits/v1/train") == "../../processed/v2/train"
    assert ui.link("data/splits/v1/val") == "../../processed/v2/val"
    ui.act("undo")
    assert seen(ui.root) == before


def test_a_place_that_is_not_there_is_a_conflict_of_the_plan(ui):
    dialog = prefix(ui)
    type_into(ui, dialog.old, "data/processed/v1")
    type_into(ui, dialog.new, "data/processed/v9")
    ui.key(Qt.Key.Key_Return, widget=dialog)
    plan = planned(ui)
    assert not plan.accept_button.isEnabled()
    words = "".join(label.text() for label in plan.findChildren(QLabel))
    assert "the target is not there: data/processed/v9" in words


def test_an_absolute_prefix_may_be_typed_and_a_name_of_any_bytes_filled_in(open_window, tmp_path):
    old = b"data/old\xff\\n"
    root = build(tmp_path / "p", "data/", "experiments/e/")
    for name in (old, b"data/new"):
        os.mkdir(os.path.join(root, name))
    os.symlink(b"../../" + old, root + b"/experiments/e/l")
    ui = open_window(root)
    ui.select(ui.experiments, "e", "l")
    dialog = prefix(ui)
    assert dialog.old.currentText() == r"data/old\xff\\n"
    type_into(ui, dialog.new, os.fsdecode(root) + "/data/new/")
    assert dialog.accept_button.isEnabled()
    ui.key(Qt.Key.Key_Return, widget=dialog)
    agree(ui, planned(ui))
    assert os.readlink(root + b"/experiments/e/l") == b"../../data/new"


def test_links_that_lead_outside_have_their_own_common_prefix(open_window, tmp_path):
    root = build(tmp_path / "p", "data/raw/", "experiments/e/")
    for name, target in (("a", "/mnt/x/a"), ("b", "/mnt/x/b"), ("c", "../../data/raw")):
        os.symlink(target, os.fsdecode(root) + "/experiments/e/" + name)
    ui = open_window(root)
    assert prefix(ui).old.currentText() == "/mnt/x"


@pytest.mark.parametrize(
    ("prefix", "count"),
    [(b"", 4), (b"/", 3), (b"a", 3), (b"a/b", 2), (b"a-", 0), (b"/m", 2), (b"/m/x", 1), (b"z", 0)],
)
def test_links_are_counted_by_parts_of_their_paths(prefix, count):
    places = (b"a", b"a/b", b"a/b", b"a-b", b"/m", b"/m/x", b"/mm")
    assert len(Targets(tuple(sorted(places))).below(prefix)) == count


# Move a link


def test_a_link_goes_to_another_folder_and_leads_where_it_led(ui):
    build(os.fsdecode(ui.root), "experiments/deep/er/")
    ui.act("rescan")
    before = seen(ui.root)
    ui.select(ui.experiments, "baseline", "train")
    dialog = move(ui)
    type_into(ui, dialog.folder, "experiments/deep/er")
    assert examples(dialog) == ["experiments/baseline/train → experiments/deep/er/train"]
    ui.key(Qt.Key.Key_Return, widget=dialog)
    agree(ui, planned(ui))
    assert ui.link("experiments/baseline/train") is None
    assert ui.link("experiments/deep/er/train") == "../../../data/splits/v1/train"
    ui.act("undo")
    assert seen(ui.root) == before


def test_other_experiments_are_offered_and_not_the_links_own(open_window, root):
    build(root, "experiments/other/", "experiments/link -> baseline")
    ui = open_window(root)
    ui.select(ui.experiments, "baseline", "train")
    box = move(ui).folder
    assert [box.itemText(n) for n in range(box.count())] == ["experiments/other"]


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("", "Which folder shall “train” be in?"),
        ("experiments/baseline", "It is in this folder."),
        ("experiments/./baseline/", "It is in this folder."),
        ("nowhere", "This is not a folder of the project."),
        ("data/raw/a.jpg", "This is not a folder of the project."),
        ("experiments/baseline/val", "This is not a folder of the project."),
        ("/etc", "This is not a folder of the project."),
        ("data/splits/v1", "Something of that name is there."),
    ],
)
def test_a_link_that_cannot_go_there_says_why(ui, folder, said):
    ui.select(ui.experiments, "baseline", "train")
    dialog = move(ui)
    type_into(ui, dialog.folder, folder)
    assert dialog.words.text() == said
    assert not dialog.accept_button.isEnabled()


def test_a_link_may_go_to_the_top_of_the_project(ui):
    ui.select(ui.experiments, "baseline", "train")
    dialog = move(ui)
    type_into(ui, dialog.folder, ".")
    ui.key(Qt.Key.Key_Return, widget=dialog)
    agree(ui, planned(ui))
    assert ui.link("train") == "data/splits/v1/train"


# Both


@pytest.mark.parametrize("dialog", [prefix, move])
def test_every_widget_has_a_name_and_escape_leaves_no_trace(ui, dialog):
    before = seen(ui.root)
    ui.select(ui.experiments, "baseline", "train")
    found = dialog(ui)
    assert unnamed(found) == []
    ui.key(Qt.Key.Key_Escape, widget=found)
    ui.settle()
    assert ui.dialogs() == []
    assert seen(ui.root) == before


# Find moved targets


def words_below(item: QTreeWidgetItem) -> list[str]:
    return [item.child(row).text(0) for row in range(item.childCount())]


def test_a_repair_shows_why_each_place_is_proposed(ui):
    os.rename(ui.root + b"/data/splits/v1", ui.root + b"/data/splits/first")
    ui.act("rescan")
    ui.settle()
    ui.select(ui.experiments, "baseline", "train")
    ui.act("repair")
    dialog = planned(ui)
    (item,) = [dialog.table.topLevelItem(0)]
    assert item.text(2) == "→ ../../data/splits/first/train"
    assert item.isExpanded()
    assert words_below(item)[0].startswith("because: ")
    assert all(words.startswith("or ") for words in words_below(item)[1:])
    agree(ui, dialog)
    assert ui.link("experiments/baseline/train") == "../../data/splits/first/train"


def test_a_repair_that_finds_nothing_does_not_say_all_is_well(ui):
    build(os.fsdecode(ui.root), "experiments/baseline/labels -> ../../nowhere/labels")
    ui.act("rescan")
    ui.settle()
    ui.select(ui.experiments, "baseline", "labels")
    ui.act("repair")
    dialog = planned(ui)
    assert dialog.table.topLevelItemCount() == 0
    assert not dialog.accept_button.isEnabled()
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert any(text.startswith("Nothing to do: what was left out") for text in texts)
    assert any("no place was found for it" in text for text in texts)
