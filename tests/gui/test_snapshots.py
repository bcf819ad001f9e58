"""The snapshots in the window: the list, the difference, restoring, the schedule."""

import json
import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from cvlink_gui.core.settings import SNAPSHOT_HOURS
from cvlink_gui.core.snapshots import Why
from cvlink_gui.features import snapshots
from cvlink_gui.fs import config
from cvlink_gui.fs.snapshots import Store
from cvlink_gui.gui import snapshots as keeping
from cvlink_gui.gui import theme
from cvlink_gui.gui.dialogs.plan import PlanDialog
from cvlink_gui.gui.dialogs.snapshots import SnapshotDialog
from tests.conftest import build, seen
from tests.gui.test_reach import unnamed

VAL = "experiments/baseline/val"


@pytest.fixture
def ui(open_window, root):
    return open_window(root)


def browser(ui) -> SnapshotDialog:
    ui.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    rest(ui)
    (dialog,) = ui.dialogs(SnapshotDialog)
    return dialog


def rest(ui) -> None:
    """Until the comparison has followed the list."""
    ui.settle()
    dialogs = ui.dialogs(SnapshotDialog)
    ui.until(lambda: not any(d._rest.isActive() for d in dialogs))
    ui.settle()


def listed(dialog) -> list[tuple[str, str]]:
    items = [dialog.list.topLevelItem(n) for n in range(dialog.list.topLevelItemCount())]
    return [(item.text(1), item.text(2)) for item in items]


def table(dialog) -> list[list[str]]:
    model = dialog.model
    return [[model.index(r, c).data() for c in range(4)] for r in range(model.rowCount())]


def keep(ui, why: Why = Why.ASKED) -> None:
    snapshots.keep(ui.bench.project, snapshots.take(ui.bench.project), why)


def change(root: bytes) -> None:
    os.unlink(os.path.join(root, VAL.encode()))
    os.unlink(root + b"/experiments/baseline/train")
    build(root, "experiments/baseline/train -> ../../data/splits/v2", "experiments/new -> ../data")


DIFFERENCE = [
    ["experiments/baseline/train", "retargeted", "../../data/splits/v1/train",
     "../../data/splits/v2"],
    [VAL, "removed", "../../data/splits/v1/val", "—"],
    ["experiments/new", "added", "—", "../data"],
]  # fmt: skip


def press(ui, button) -> None:
    assert button.isEnabled(), button.toolTip()
    ui.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    rest(ui)


def test_one_is_taken_now_and_the_list_says_when_how_many_and_why(ui):
    dialog = browser(ui)
    assert listed(dialog) == []
    assert "Take one now" in dialog.words.text()
    assert not dialog.all_button.isEnabled()
    press(ui, dialog.take_button)
    assert listed(dialog) == [("8", "asked for")]
    assert dialog.words.text() == "No difference."
    keep(ui, Why.PLAN)
    keep(ui, Why.SCHEDULE)
    dialog.refresh()
    rest(ui)
    whys = [why for _, why in listed(dialog)]
    assert whys == ["by the schedule", "before a large change", "asked for"]
    assert dialog.chosen().why is Why.ASKED, "what was chosen stays chosen"


def test_what_is_different_now_is_shown_restored_and_undone(ui, root):
    keep(ui)
    before = seen(root)
    change(root)
    changed = seen(root)
    dialog = browser(ui)
    QAbstractItemModelTester(dialog.model, dialog.model)
    assert table(dialog) == DIFFERENCE
    assert dialog.words.text() == "1 added  ·  1 removed  ·  1 retargeted"
    press(ui, dialog.all_button)
    (plan,) = ui.dialogs(PlanDialog)
    assert len(plan.proposal.plan.steps) == 2
    plan.accept()
    rest(ui)
    assert seen(root) == {**before, b"experiments/new": b"../data"}
    assert [row[1] for row in table(dialog)] == ["added"]
    ui.act("undo")
    assert seen(root) == changed
    rest(ui)
    assert table(dialog) == DIFFERENCE


def test_only_the_selected_rows_are_restored(ui, root):
    keep(ui)
    change(root)
    dialog = browser(ui)
    assert not dialog.selected_button.isEnabled()
    dialog.table.setCurrentIndex(dialog.model.index(1, 0))
    press(ui, dialog.selected_button)
    (plan,) = ui.dialogs(PlanDialog)
    assert [s.path for s in plan.proposal.plan.steps] == [VAL.encode()]
    plan.reject()


def test_a_new_link_is_removed_only_where_that_is_said(ui, root):
    keep(ui)
    change(root)
    dialog = browser(ui)
    dialog.table.setCurrentIndex(dialog.model.index(2, 0))
    assert not dialog.selected_button.isEnabled()
    dialog.exact.click()
    press(ui, dialog.selected_button)
    (plan,) = ui.dialogs(PlanDialog)
    assert [(s.action, s.path) for s in plan.proposal.plan.steps] == [
        ("remove", b"experiments/new")
    ]
    plan.reject()


def test_two_snapshots_are_compared_with_each_other(ui, root):
    keep(ui)
    change(root)
    keep(ui)
    dialog = browser(ui)
    assert table(dialog) == []
    dialog.list.setCurrentItem(dialog.list.topLevelItem(1))
    dialog.other.setCurrentIndex(1)
    rest(ui)
    assert table(dialog) == DIFFERENCE
    dialog.table.selectAll()
    assert not dialog.selected_button.isEnabled(), "rows that say nothing of now"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "This is no snapshot"),
        ('{"schema": "cvlink.snapshot/99"}', "newer version"),
        ('{"symlinks": {"../x": "y"}, "timestamp": 1}', "another project"),
    ],
)
def test_a_damaged_or_foreign_file_is_one_clear_message(ui, tmp_path, text, words):
    keep(ui)
    dialog = browser(ui)
    file = tmp_path / "s.json"
    file.write_text(text)
    dialog.add_file(os.fsencode(file))
    rest(ui)
    assert words in dialog.words.text()
    assert "Nothing was changed" in dialog.words.text()
    assert len(listed(dialog)) == 1
    assert ui.noticed == []


def test_a_kept_one_that_was_damaged_is_said_when_it_is_chosen(ui):
    keep(ui)
    (kept,) = snapshots.stored(ui.bench.project)
    os.truncate(kept.path, 200)
    dialog = browser(ui)
    assert "This is no snapshot" in dialog.words.text()
    press(ui, dialog.all_button)
    assert "This is no snapshot" in dialog.words.text()
    assert ui.dialogs(PlanDialog) == []


def test_a_backup_of_other_scripts_is_compared_and_restored(ui, root, tmp_path):
    links = {os.fsdecode(root + b"/" + path): os.fsdecode(text)
             for path, text in seen(root).items() if isinstance(text, bytes)}  # fmt: skip
    file = tmp_path / "symlink_backup.json"
    file.write_text(json.dumps({"timestamp": 1e9, "symlinks": links}))
    before = seen(root)
    change(root)
    dialog = browser(ui)
    dialog.add_file(os.fsencode(file))
    rest(ui)
    assert listed(dialog) == [("8", "a file")]
    assert table(dialog) == DIFFERENCE
    press(ui, dialog.all_button)
    (plan,) = ui.dialogs(PlanDialog)
    plan.accept()
    rest(ui)
    assert seen(root) == {**before, b"experiments/new": b"../data"}


def test_the_schedule_is_set_kept_and_carried_out_quietly(ui, root):
    dialog = browser(ui)
    assert dialog.hours.text() == "never"
    dialog.hours.setFocus()
    dialog.hours.selectAll()
    ui.qtbot.keyClicks(dialog.hours, "24")
    ui.qtbot.keyClick(dialog.hours, Qt.Key.Key_Return)
    ui.until(lambda: listed(dialog) == [("8", "by the schedule")])
    rest(ui)
    assert config.read_project(root)[SNAPSHOT_HOURS] == 24
    assert ui.noticed == []
    ui.bench.rescan()
    ui.settle()
    assert len(Store.of_project(root).all()) == 1, "it is not due again"


def test_one_is_taken_by_itself_after_a_project_was_opened(open_window, root, monkeypatch):
    monkeypatch.setattr(keeping, "_LOOK_MS", 20)
    build(root)
    with open(root + b"/cvlink.toml", "w", encoding="utf-8") as file:
        file.write("[snapshots]\nevery_hours = 1\n")
    ui = open_window(root)
    ui.until(lambda: len(Store.of_project(root).all()) == 1)
    assert Store.of_project(root).all()[0].why is Why.SCHEDULE
    ui.qtbot.wait(100)
    assert len(Store.of_project(root).all()) == 1


def test_what_hinders_the_schedule_is_told_once(open_window, root, monkeypatch):
    monkeypatch.setattr(keeping, "_LOOK_MS", 20)
    with open(root + b"/cvlink.toml", "w", encoding="utf-8") as file:
        file.write("[snapshots]\nevery_hours = 1\n")
    folder = os.path.dirname(Store.of_project(root).folder)
    os.makedirs(os.path.dirname(folder))
    with open(folder, "wb"):
        pass  # a file where the folder should be
    ui = open_window(root)
    ui.until(lambda: ui.noticed)
    ui.qtbot.wait(100)
    assert len(ui.noticed) == 1


def test_every_widget_has_a_name_and_every_row_says_what_it_is(ui, root):
    keep(ui)
    change(root)
    dialog = browser(ui)
    assert unnamed(dialog) == []
    said = dialog.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == f"{VAL}, removed, ../../data/splits/v1/val → —"


def test_the_dialog_goes_with_its_project_and_nothing_comes_after_it(ui, tmp_path):
    keep(ui)
    dialog = browser(ui)
    dialog.refresh()
    dialog._rest.start()
    ui.open(build(tmp_path / "other", "experiments/e/train -> ../../data"))
    assert ui.dialogs(SnapshotDialog) == []


def test_a_second_call_brings_the_dialog_that_is_open(ui):
    dialog = browser(ui)
    ui.run("snapshots")
    assert ui.dialogs(SnapshotDialog) == [dialog]


def test_what_is_wrong_has_the_colour_of_it(ui, tmp_path):
    dialog = browser(ui)
    dialog.add_file(os.fsencode(tmp_path / "none.json"))
    rest(ui)
    assert theme.color("bad").name() in dialog.words.styleSheet()
