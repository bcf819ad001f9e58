"""Dropping, the dialog, undo and redo: what is planned is shown, what is shown is done."""

import os
import re
import threading

import pytest
from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from cvlink_gui.features import linking
from cvlink_gui.gui.dialogs.plan import LinkDialog, PlanDialog
from cvlink_gui.gui.mime import from_mime
from cvlink_gui.gui.models.levels import STATE
from tests.conftest import build, seen
from tests.gui.driver import AT_ONCE, drop_at, row, texts

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
NOWHERE = QModelIndex()
SPLITS = ("train", "val", "test")


def undo(ui):
    ui.key(Qt.Key.Key_Z, CTRL)
    ui.settle()


def redo(ui):
    ui.key(Qt.Key.Key_Z, CTRL_SHIFT)
    ui.settle()


def accept(ui, dialog):
    ui.key(Qt.Key.Key_Return, widget=dialog)
    ui.settle()


def new_experiment(ui):
    """v2 dropped on the empty area: the dialog that proposes experiments/v2."""
    assert ui.drop(ui.experiments, NOWHERE, *ui.inside("data/splits/v2"))
    return ui.dialog()


# From a drop to links on the disk and back


def test_a_drop_on_the_empty_area_shows_the_exact_links_of_a_new_experiment(ui):
    dialog = new_experiment(ui)
    assert ui.planned(dialog) == [
        ("experiments/v2", "—", "folder"),
        *((f"experiments/v2/{s}", "—", f"→ ../../data/splits/v2/{s}") for s in SPLITS),
    ]
    assert dialog.accept_button.text() == "Create links"
    assert dialog.accept_button.isEnabled()
    assert dialog.accept_button.hasFocus()


def test_return_makes_the_links_undo_removes_them_and_redo_makes_them_again(ui):
    before = seen(ui.root)
    accept(ui, new_experiment(ui))
    made = seen(ui.root)
    assert {path: made[path] for path in made.keys() - before.keys()} == {
        b"experiments/v2": None,
        **{f"experiments/v2/{s}".encode(): f"../../data/splits/v2/{s}".encode() for s in SPLITS},
    }
    assert "v2" in texts(ui.experiments.model())
    undo(ui)
    assert seen(ui.root) == before
    assert "v2" not in texts(ui.experiments.model())
    redo(ui)
    assert seen(ui.root) == made
    assert "v2" in texts(ui.experiments.model())


def test_links_that_were_made_are_judged_and_their_experiment_gets_a_verdict(ui):
    accept(ui, new_experiment(ui))
    train = ui.at(ui.experiments, "v2", "train")
    assert train.siblingAtColumn(STATE).data() == "ok"
    state = row(ui.experiments.model(), "v2").siblingAtColumn(STATE)
    ui.until(lambda: state.data() == "Ready")


def test_escape_leaves_no_trace(ui):
    before = seen(ui.root)
    dialog = new_experiment(ui)
    ui.key(Qt.Key.Key_Escape, widget=dialog)
    ui.settle()
    assert ui.dialogs() == []
    assert seen(ui.root) == before
    assert not ui.bench.runner.undo_stack.canUndo()
    assert "v2" not in texts(ui.experiments.model())


def test_a_drop_changes_nothing_before_it_is_agreed_to(ui):
    before = seen(ui.root)
    new_experiment(ui)
    assert seen(ui.root) == before


def test_undo_and_redo_say_what_they_would_do(ui):
    dialog = new_experiment(ui)
    title = dialog.proposal.plan.title
    accept(ui, dialog)
    assert ui.window.actions_by_id["undo"].text() == f"Undo: {title}"
    undo(ui)
    assert ui.window.actions_by_id["redo"].text() == f"Redo: {title}"
    assert ui.window.actions_by_id["undo"].text() == "Undo"


def test_the_notice_after_a_change_has_an_undo_that_works(ui):
    before = seen(ui.root)
    accept(ui, new_experiment(ui))
    assert ui.window.notices.text.endswith("done")
    ui.window.notices._action.click()
    ui.settle()
    assert seen(ui.root) == before


def test_what_an_undo_takes_away_is_not_inspected_any_more(ui):
    accept(ui, new_experiment(ui))
    inspector = ui.space.inspector
    ui.until(lambda: inspector.path is not None and inspector.path.startswith(b"experiments/v2"))
    undo(ui)
    ui.until(lambda: inspector.path is None)


def test_a_drop_on_an_experiment_links_into_it(ui):
    baseline = row(ui.experiments.model(), "baseline")
    assert ui.drop(ui.experiments, baseline, *ui.inside("data/raw/street/images"))
    accept(ui, ui.dialog())
    assert ui.link("experiments/baseline/images") == "../../data/raw/street/images"


def test_several_sources_are_several_links(ui):
    baseline = row(ui.experiments.model(), "baseline")
    sources = ui.inside("data/raw/street", "data/processed/masks")
    assert ui.drop(ui.experiments, baseline, *sources)
    dialog = ui.dialog()
    assert [path for path, *_ in ui.planned(dialog)] == [
        "experiments/baseline/street",
        "experiments/baseline/masks",
    ]


def test_a_drop_on_a_link_retargets_it(ui):
    train = ui.at(ui.experiments, "faulty", "train")
    assert ui.drop(ui.experiments, train, *ui.inside("data/splits/v2"))
    dialog = ui.dialog()
    assert ui.planned(dialog) == [
        (
            "experiments/faulty/train",
            "→ ../../data/splits/v3/train",
            "→ ../../data/splits/v2/train",
        )
    ]
    accept(ui, dialog)
    assert ui.link("experiments/faulty/train") == "../../data/splits/v2/train"
    painted = ui.painted(ui.experiments, ui.at(ui.experiments, "faulty", "train"))
    assert painted.siblingAtColumn(STATE).data() == "ok"
    undo(ui)
    assert ui.link("experiments/faulty/train") == "../../data/splits/v3/train"


def test_a_drop_on_splits_makes_a_split_there(ui):
    splits = row(ui.datasets.model(), "splits")
    assert ui.drop(ui.datasets, splits, *ui.inside("data/processed/masks"))
    accept(ui, ui.dialog())
    assert ui.link("data/splits/masks/masks") == "../../processed/masks"


def test_the_strip_below_the_experiments_takes_a_drop_for_a_new_one(ui):
    zone = ui.space.new_experiment
    assert drop_at(zone, zone.rect().center(), ui.inside("data/splits/v2"))
    assert ui.planned(ui.dialog())[0] == ("experiments/v2", "—", "folder")


def test_a_drop_from_another_program_that_proposes_a_copy_becomes_a_link(ui, tmp_path):
    outside = build(tmp_path / "outside", "train/a.jpg")
    baseline = row(ui.experiments.model(), "baseline")
    assert ui.drop(ui.experiments, baseline, os.path.join(outside, b"train"))


# Odd names


ODD = [b"bad\xff", b"new\nline", b"rtl\xe2\x80\xaegpj", b"\x1b[31mred", b"per%41cent", b"a b#c?d"]


@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_is_dragged_and_linked_as_the_bytes_it_is(open_window, tmp_path, name):
    root = build(tmp_path / "p", "data/raw/", "experiments/e/")
    source = os.path.join(root, b"data/raw", name)
    os.mkdir(source)
    ui = open_window(root)
    index = ui.select(
        ui.datasets, "raw", *texts(ui.datasets.model(), row(ui.datasets.model(), "raw"))
    )
    dragged = from_mime(ui.datasets.model().mimeData([index]))
    assert dragged == [source]
    assert ui.drop(ui.experiments, row(ui.experiments.model(), "e"), *dragged)
    accept(ui, ui.dialog())
    made = os.path.join(root, b"experiments/e", name)
    assert os.readlink(made) == b"../../data/raw/" + name
    assert os.path.samefile(made, source)


@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_is_copied_and_pasted_as_the_bytes_it_is(open_window, tmp_path, name):
    root = build(tmp_path / "p", "data/raw/", "experiments/e/")
    os.mkdir(os.path.join(root, b"data/raw", name))
    ui = open_window(root)
    ui.select(ui.datasets, "raw", *texts(ui.datasets.model(), row(ui.datasets.model(), "raw")))
    ui.key(Qt.Key.Key_C, CTRL)
    ui.select(ui.experiments, "e")
    ui.key(Qt.Key.Key_V, CTRL_SHIFT)
    accept(ui, ui.dialog())
    assert os.readlink(os.path.join(root, b"experiments/e", name)) == b"../../data/raw/" + name


# The dialog


def item(dialog, text):
    (found,) = dialog.table.findItems(text, Qt.MatchFlag.MatchExactly, 0)
    return found


def type_name(ui, dialog, old, new):
    """Edit a name of the plan as one does: F2, type; what is left is Return."""
    dialog.table.setCurrentItem(item(dialog, old))
    dialog.table.setFocus()
    ui.key(Qt.Key.Key_F2, widget=dialog.table)
    editor = editor_of(dialog)
    editor.selectAll()
    ui.qtbot.keyClicks(editor, new)
    return editor


def editor_of(dialog):
    """The open editor of a name; one that was closed may still be there for a moment."""
    (found,) = [e for e in dialog.table.findChildren(QLineEdit) if e.isVisible()]
    return found


def enter(ui, editor):
    """Return in an editor; its end is the next thing that happens, not this one."""
    ui.key(Qt.Key.Key_Return, widget=editor)
    QApplication.processEvents()


def rename(ui, dialog, old, new):
    enter(ui, type_name(ui, dialog, old, new))
    ui.settle()


def test_an_edited_name_is_the_one_that_is_made(ui):
    dialog = new_experiment(ui)
    rename(ui, dialog, "experiments/v2/val", "validation")
    assert "experiments/v2/validation" in [path for path, *_ in ui.planned(dialog)]
    assert ui.dialogs() == [dialog]
    accept(ui, dialog)
    assert ui.link("experiments/v2/validation") == "../../data/splits/v2/val"
    assert ui.link("experiments/v2/val") is None


def test_the_name_of_a_new_experiment_can_be_edited(ui):
    dialog = new_experiment(ui)
    rename(ui, dialog, "experiments/v2", "mine")
    accept(ui, dialog)
    assert ui.link("experiments/mine/train") == "../../data/splits/v2/train"
    assert "mine" in texts(ui.experiments.model())


def test_two_links_of_one_name_are_a_conflict(ui):
    dialog = new_experiment(ui)
    rename(ui, dialog, "experiments/v2/val", "train")
    assert not dialog.accept_button.isEnabled()


@pytest.fixture
def answers(monkeypatch):
    """Plans are made only while this is set."""
    set_when_planned = threading.Event()
    set_when_planned.set()
    real = linking.propose_links

    def late(*words, **options):
        assert set_when_planned.wait(60)
        return real(*words, **options)

    monkeypatch.setattr(linking, "propose_links", late)
    yield set_when_planned
    set_when_planned.set()


TWO_EDITS = {
    "two links": (
        [("experiments/v2/val", "validation"), ("experiments/v2/train", "training")],
        {"experiments/v2/validation", "experiments/v2/training", "experiments/v2/test"},
    ),
    "one link twice": (
        [("experiments/v2/val", "a"), ("experiments/v2/a", "validation")],
        {"experiments/v2/validation", "experiments/v2/train", "experiments/v2/test"},
    ),
    "the folder and a link": (
        [("experiments/v2", "mine"), ("experiments/mine/val", "validation")],
        {"experiments/mine/validation", "experiments/mine/train", "experiments/mine/test"},
    ),
    "the folder twice": (
        [("experiments/v2", "a"), ("experiments/a", "mine")],
        {"experiments/mine/val", "experiments/mine/train", "experiments/mine/test"},
    ),
}


@pytest.mark.parametrize(("edits", "links"), TWO_EDITS.values(), ids=TWO_EDITS)
def test_a_second_edit_before_the_plan_of_the_first_is_made_loses_neither(
    ui, answers, edits, links
):
    dialog = new_experiment(ui)
    answers.clear()
    for old, new in edits:
        enter(ui, type_name(ui, dialog, old, new))
    assert not dialog.accept_button.isEnabled()
    answers.set()
    ui.settle()
    assert {path for path, _, after in ui.planned(dialog) if after != "folder"} == links
    accept(ui, dialog)
    assert all(ui.link(path) for path in links)


def test_a_name_that_is_being_typed_outlives_the_plan_of_the_edit_before(ui, answers):
    dialog = new_experiment(ui)
    answers.clear()
    enter(ui, type_name(ui, dialog, "experiments/v2/val", "validation"))
    editor = type_name(ui, dialog, "experiments/v2/train", "trai")
    answers.set()
    ui.settle()
    assert editor_of(dialog) is editor
    ui.qtbot.keyClicks(editor, "ning")
    enter(ui, editor)
    ui.settle()
    assert {path for path, *_ in ui.planned(dialog)} >= {
        "experiments/v2/validation",
        "experiments/v2/training",
    }


def test_a_name_that_is_not_changed_after_all_shows_the_plan_that_came_meanwhile(ui, answers):
    dialog = new_experiment(ui)
    answers.clear()
    enter(ui, type_name(ui, dialog, "experiments/v2/val", "validation"))
    editor = type_name(ui, dialog, "experiments/v2/train", "x")
    answers.set()
    ui.settle()
    ui.key(Qt.Key.Key_Escape, widget=editor)
    ui.until(dialog.accept_button.isEnabled)
    assert "experiments/v2/validation" in [path for path, *_ in ui.planned(dialog)]
    assert "experiments/v2/train" in [path for path, *_ in ui.planned(dialog)]


def test_a_style_chosen_right_after_an_edit_keeps_the_edit(ui, answers):
    dialog = new_experiment(ui)
    answers.clear()
    enter(ui, type_name(ui, dialog, "experiments/v2/val", "validation"))
    choose_style(dialog, "absolute")
    answers.set()
    ui.until(dialog.accept_button.isEnabled)
    accept(ui, dialog)
    assert ui.link("experiments/v2/validation").startswith("/")


def choose_style(dialog, style):
    dialog.style_box.setCurrentIndex(dialog.style_box.findData(style))


def test_the_style_can_be_changed_before_the_links_are_made(ui):
    dialog = new_experiment(ui)
    choose_style(dialog, "absolute")
    assert not dialog.accept_button.isEnabled()  # until it is planned anew
    ui.until(dialog.accept_button.isEnabled)
    accept(ui, dialog)
    root = os.fsdecode(ui.root)
    assert ui.link("experiments/v2/train") == f"{root}/data/splits/v2/train"


def test_return_right_after_a_change_never_makes_the_old_plan(ui):
    dialog = new_experiment(ui)
    choose_style(dialog, "absolute")
    ui.key(Qt.Key.Key_Return, widget=dialog)
    assert ui.dialogs() == [dialog]
    ui.until(dialog.accept_button.isEnabled)
    accept(ui, dialog)
    assert ui.link("experiments/v2/train").startswith("/")


def test_an_absolute_link_inside_the_project_is_warned_about(ui):
    dialog = new_experiment(ui)
    choose_style(dialog, "absolute")
    ui.until(dialog.accept_button.isEnabled)
    ui.until(lambda: "breaks when the project moves" in said(dialog))


def said(dialog) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(w.text() for w in dialog.findChildren(QLabel) if w.isVisibleTo(dialog))


def test_a_link_in_the_place_is_a_conflict_until_it_may_be_retargeted(ui):
    before = seen(ui.root)
    baseline = row(ui.experiments.model(), "baseline")
    assert ui.drop(ui.experiments, baseline, *ui.inside("data/splits/v2"))
    dialog = ui.dialog()
    assert not dialog.accept_button.isEnabled()
    assert "already in this place" in said(dialog)
    ui.key(Qt.Key.Key_Return, widget=dialog)
    ui.settle()
    assert seen(ui.root) == before
    dialog.replace_box.setChecked(True)
    ui.until(dialog.accept_button.isEnabled)
    accept(ui, dialog)
    assert ui.link("experiments/baseline/train") == "../../data/splits/v2/train"
    undo(ui)
    assert seen(ui.root) == before


def test_a_folder_in_the_place_is_a_conflict_that_another_name_solves(ui):
    baseline = row(ui.experiments.model(), "baseline")
    os.mkdir(os.path.join(ui.root, b"experiments/baseline/masks"))
    assert ui.drop(ui.experiments, baseline, *ui.inside("data/processed/masks"))
    dialog = ui.dialog()
    assert not dialog.accept_button.isEnabled()
    rename(ui, dialog, "experiments/baseline/masks", "masks2")
    accept(ui, dialog)
    assert ui.link("experiments/baseline/masks2") == "../../data/processed/masks"


def test_nothing_is_made_if_a_file_appears_while_the_dialog_is_open(ui):
    dialog = new_experiment(ui)
    build(os.fsdecode(ui.root), "experiments/v2/train")
    before = seen(ui.root)
    accept(ui, dialog)
    assert seen(ui.root) == before
    assert "experiments/v2" in ui.window.notices.text
    assert not ui.bench.runner.undo_stack.canUndo()


# At once


def test_a_drop_with_ctrl_and_shift_links_at_once_with_an_undo(ui):
    before = seen(ui.root)
    assert ui.drop(ui.experiments, NOWHERE, *ui.inside("data/splits/v2"), keys=AT_ONCE)
    ui.settle()
    assert ui.dialogs() == []
    assert ui.link("experiments/v2/train") == "../../data/splits/v2/train"
    assert ui.window.notices._action.text() == "Undo"
    undo(ui)
    assert seen(ui.root) == before


def test_a_conflict_is_shown_even_where_drops_link_at_once(ui):
    before = seen(ui.root)
    baseline = row(ui.experiments.model(), "baseline")
    assert ui.drop(ui.experiments, baseline, *ui.inside("data/splits/v2"), keys=AT_ONCE)
    dialog = ui.dialog()
    assert not dialog.accept_button.isEnabled()
    assert seen(ui.root) == before


# Refusals


REFUSED = {
    "onto raw": ("datasets", ("raw",), "data/splits/v2", "Raw data stays as it is"),
    "below raw": ("datasets", ("raw", "street"), "data/splits/v2", "Raw data stays as it is"),
    "onto itself": ("datasets", ("splits", "v1"), "data/splits/v1", "linked to itself"),
    "into itself": ("datasets", ("processed", "v1", "train"), "data/processed/v1", "lies inside"),
    "where it leads": (
        "experiments",
        ("baseline", "train"),
        "data/splits/v1/train",
        "already leads there",
    ),
}


@pytest.mark.parametrize(("view", "names", "source", "words"), REFUSED.values(), ids=REFUSED)
def test_a_drop_that_makes_no_sense_is_refused_and_says_why(ui, view, names, source, words):
    before = seen(ui.root)
    target = ui.at(getattr(ui, view), *names)
    assert not ui.drop(getattr(ui, view), target, *ui.inside(source))
    ui.settle()
    allowed, reason = ui.bench.planner.say_drop(ui.inside(source), ui.space.dataset_model.tree.path(
        target.model().node(target)))  # fmt: skip
    assert not allowed
    assert words in reason
    assert ui.dialogs() == []
    assert seen(ui.root) == before


def test_a_file_takes_no_links(ui):
    target = ui.at(ui.datasets, "processed", "v1", "train", "instances.json")
    assert not ui.drop(ui.datasets, target, *ui.inside("data/splits/v2"))


def test_links_that_would_go_round_in_a_circle_are_a_conflict(ui):
    before = seen(ui.root)
    target = ui.at(ui.datasets, "splits", "v1", "train")
    assert ui.drop(ui.datasets, target, *ui.inside("experiments/baseline/train"))
    dialog = ui.dialog()
    assert "circle" in said(dialog)
    assert not dialog.accept_button.isEnabled()
    dialog.reject()
    assert seen(ui.root) == before


def test_the_row_under_the_pointer_says_what_would_happen(ui):
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent

    from cvlink_gui.gui.mime import to_mime

    view = ui.experiments
    data = to_mime(ui.inside("data/splits/v2"))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = view.visualRect(row(view.model(), "faulty")).center()
    link = Qt.DropAction.LinkAction
    for kind in (QDragEnterEvent, QDragMoveEvent):
        event = kind(place, link, data, left, none)
        QApplication.sendEvent(view.viewport(), event)
    assert event.isAccepted()
    assert view._hint.isVisible()
    assert view._hint._label.text() == "Link train, val, test of v2 into faulty"
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
    assert not view._hint.isVisible()


# Keys


def test_copy_and_paste_as_link_by_keys_alone(ui):
    """From the datasets to the experiments without the mouse."""
    ui.datasets.setFocus()
    ui.datasets.setCurrentIndex(ui.at(ui.datasets, "splits", "v2"))
    ui.key(Qt.Key.Key_C, CTRL)
    ui.experiments.setFocus()
    ui.key(Qt.Key.Key_Space, widget=ui.experiments)
    assert ui.window.selected_paths() == [b"experiments/baseline"]
    while ui.window.selected_paths() != [b"experiments/faulty"]:
        ui.key(Qt.Key.Key_Down, widget=ui.experiments)
    ui.key(Qt.Key.Key_V, CTRL_SHIFT)
    dialog = ui.dialog()
    ui.key(Qt.Key.Key_Escape, widget=dialog)
    ui.settle()
    assert [pair.link for pair in dialog._draft.pairs] == [
        f"experiments/faulty/{split}".encode() for split in SPLITS
    ]


def test_paste_with_nothing_on_the_clipboard_says_so(ui):
    ui.experiments.setFocus()
    ui.key(Qt.Key.Key_V, CTRL_SHIFT)
    assert "clipboard" in ui.window.notices.text


def test_paste_where_it_makes_no_sense_says_why(ui):
    ui.select(ui.datasets, "splits", "v2")
    ui.key(Qt.Key.Key_C, CTRL)
    ui.key(Qt.Key.Key_V, CTRL_SHIFT)
    assert "linked to itself" in ui.window.notices.text


def answer(text):
    """Type into the dialog that comes next and agree."""

    def type_it():
        box = QApplication.activeModalWidget()
        if box is None:
            QTimer.singleShot(10, type_it)
            return
        box.setTextValue(text)
        box.accept()

    QTimer.singleShot(0, type_it)


def test_f2_renames_a_link_and_it_leads_where_it_led(ui):
    ui.select(ui.experiments, "baseline", "train")
    answer("training")
    ui.key(Qt.Key.Key_F2)
    accept(ui, ui.dialog(PlanDialog))
    assert ui.link("experiments/baseline/training") == "../../data/splits/v1/train"
    assert ui.link("experiments/baseline/train") is None
    undo(ui)
    assert ui.link("experiments/baseline/train") == "../../data/splits/v1/train"


def test_a_rename_onto_a_name_in_use_cannot_be_agreed_to(ui):
    ui.select(ui.experiments, "baseline", "train")
    answer("val")
    ui.key(Qt.Key.Key_F2)
    assert not ui.dialog(PlanDialog).accept_button.isEnabled()


def test_delete_removes_the_link_and_the_target_stays(ui):
    before = seen(ui.root)
    ui.select(ui.experiments, "baseline", "train")
    ui.key(Qt.Key.Key_Delete)
    dialog = ui.dialog(PlanDialog)
    assert "its target stays" in said(dialog)
    accept(ui, dialog)
    after = seen(ui.root)
    assert before.keys() - after.keys() == {b"experiments/baseline/train"}
    assert os.path.isdir(os.path.join(ui.root, b"data/splits/v1/train"))
    undo(ui)
    assert seen(ui.root) == before


def test_a_folder_cannot_be_removed(ui):
    ui.select(ui.experiments, "baseline")
    assert not ui.window.actions_by_id["unlink"].isEnabled()
    assert "No link is selected" in ui.window.actions_by_id["unlink"].toolTip()


def test_actions_work_on_the_tree_one_was_in_also_from_the_menu(ui):
    """The menu bar takes the focus while it is open; the selection stays that of the tree."""
    ui.select(ui.experiments, "baseline", "train")
    ui.select(ui.datasets, "splits", "v2", "val")
    ui.window.menuBar().setFocus(Qt.FocusReason.MenuBarFocusReason)
    assert ui.window.selected_paths() == [b"data/splits/v2/val"]
    ui.window.filter_bar.edit.setFocus()
    assert ui.window.selected_paths() == [b"data/splits/v2/val"]


def test_link_to_asks_for_an_experiment_or_a_new_name(ui):
    ui.select(ui.datasets, "splits", "v2")
    answer("brand new")
    ui.key(Qt.Key.Key_L, CTRL)
    accept(ui, ui.dialog())
    assert ui.link("experiments/brand new/train") == "../../data/splits/v2/train"


def test_ctrl_t_retargets_a_link(ui):
    ui.select(ui.experiments, "faulty", "train")
    answer("data/splits/v2/train")
    ui.key(Qt.Key.Key_T, CTRL)
    accept(ui, ui.dialog(PlanDialog))
    assert ui.link("experiments/faulty/train") == "../../data/splits/v2/train"


# Undo where the disk has changed


def test_undo_is_refused_where_the_disk_has_changed_since(ui):
    accept(ui, new_experiment(ui))
    link = os.path.join(ui.root, b"experiments/v2/train")
    os.unlink(link)
    os.symlink(b"elsewhere", link)
    before = seen(ui.root)
    undo(ui)
    assert seen(ui.root) == before
    assert "experiments/v2/train" in ui.window.notices.text
    assert ui.bench.runner.undo_stack.canUndo()


def test_redo_is_refused_where_something_else_is_in_the_place(ui):
    accept(ui, new_experiment(ui))
    undo(ui)
    build(os.fsdecode(ui.root), "experiments/v2/mine.txt")
    before = seen(ui.root)
    redo(ui)
    assert seen(ui.root) == before
    assert "experiments/v2" in ui.window.notices.text


def test_two_changes_are_undone_one_after_the_other_the_last_first(ui):
    before = seen(ui.root)
    accept(ui, new_experiment(ui))
    between = seen(ui.root)
    ui.select(ui.experiments, "v2", "val")
    ui.key(Qt.Key.Key_Delete)
    accept(ui, ui.dialog(PlanDialog))
    undo(ui)
    assert seen(ui.root) == between
    undo(ui)
    assert seen(ui.root) == before
    assert not ui.bench.runner.undo_stack.canUndo()


# The history


def history(ui):
    panel = ui.space.history.list
    items = [panel.topLevelItem(n) for n in range(panel.topLevelItemCount())]
    return [(entry.text(0), entry.text(3)) for entry in items]


def test_the_history_names_every_change_and_whether_it_is_in_force(ui):
    dialog = new_experiment(ui)
    title = dialog.proposal.plan.title
    accept(ui, dialog)
    assert history(ui) == [(title, "done")]
    undo(ui)
    assert (title, "undone") in history(ui)


def test_the_history_outlives_the_window(ui, open_window):
    before = seen(ui.root)
    accept(ui, new_experiment(ui))
    root = ui.root
    ui.close()
    again = open_window(root)
    assert re.match("Undo: .", again.window.actions_by_id["undo"].text())
    undo(again)
    assert seen(root) == before


def test_any_change_of_the_history_can_be_taken_back(ui):
    before = seen(ui.root)
    accept(ui, new_experiment(ui))
    panel = ui.space.history
    panel.list.setCurrentItem(panel.list.topLevelItem(0))
    panel._revert.click()
    ui.settle()
    assert seen(ui.root) == before


def test_a_dialog_is_a_link_dialog_only_where_names_can_be_chosen(ui):
    ui.select(ui.experiments, "baseline", "train")
    ui.key(Qt.Key.Key_Delete)
    assert not isinstance(ui.dialog(PlanDialog), LinkDialog)


def test_answers_that_come_after_the_end_of_a_dialog_find_nobody(ui, tmp_path):
    ui.drop(ui.experiments, QModelIndex(), *ui.inside("data/splits/v2"))
    dialog = ui.dialog()
    dialog._replan()
    ui.bench.preferences.allow_root(os.fsencode(tmp_path), "for a test", dialog._allowed)
    dialog.reject()
    ui.settle()
    assert ui.dialogs() == []
    assert ui.noticed == []
