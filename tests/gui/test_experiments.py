"""Experiments in the window: made, duplicated, compared, and warned of where they have results."""

import json
import os

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel

from cvlink_gui.core.snapshots import Difference, Retargeted
from cvlink_gui.features.comparing import Side, Split
from cvlink_gui.gui import theme
from cvlink_gui.gui.dialogs.comparison import ComparisonDialog
from cvlink_gui.gui.dialogs.experiment import DuplicateDialog, ExperimentDialog
from cvlink_gui.gui.dialogs.plan import PlanDialog
from cvlink_gui.gui.models.balance_model import BARS, LENGTHS, MIX, ONE, OTHER, BalanceModel
from cvlink_gui.gui.models.changes_model import ChangesModel
from cvlink_gui.gui.panels.bars import SIDES
from tests.conftest import build, seen
from tests.gui.driver import row, texts
from tests.gui.test_reach import unnamed

FAILS = QAbstractItemModelTester.FailureReportingMode.Fatal
ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ui(open_window, root):
    """A window on a project with two versions, and an experiment `baseline`."""
    return open_window(root)


def shown_as(ui, kind):
    ui.settle()
    (dialog,) = ui.dialogs(kind)
    return dialog


def new(ui) -> ExperimentDialog:
    ui.key(Qt.Key.Key_N, CTRL)
    dialog = shown_as(ui, ExperimentDialog)
    ui.until(lambda: dialog._parts is not None)
    return dialog


def duplicate(ui) -> DuplicateDialog:
    ui.select(ui.experiments, "baseline")
    ui.key(Qt.Key.Key_D, CTRL)
    return shown_as(ui, DuplicateDialog)


@pytest.mark.parametrize("opened", [new, duplicate])
def test_what_is_asked_for_stands_below_the_heading_and_above_the_plan(ui, opened):
    dialog = opened(ui)
    parts = (dialog._title, dialog.name, dialog._counts, dialog.table, dialog.accept_button)
    tops = [part.mapTo(dialog, QPoint()).y() for part in parts]
    assert tops == sorted(set(tops))


def named(ui, dialog, name: str):
    """The dialog after a name was typed, with its plan."""
    ui.qtbot.keyClicks(dialog.name, name)
    ui.until(lambda: dialog.proposal.plan.steps)
    ui.settle()
    return dialog


def steps(ui, dialog) -> list[tuple[str, str]]:
    return [(path.removeprefix("experiments/"), to) for path, _, to in ui.planned(dialog)]


def box_texts(dialog) -> dict[str, bool]:
    items = [dialog.splits.item(number) for number in range(dialog.splits.count())]
    return {item.text(): item.checkState() is Qt.CheckState.Checked for item in items}


# New


def test_by_keys_alone_from_the_version_to_the_disk_and_back(ui):
    before = seen(ui.root)
    ui.select(ui.datasets, "processed", "v2", "train")
    dialog = new(ui)
    assert dialog.name.hasFocus()
    assert dialog.data.currentText() == "data/processed/v2"
    assert not dialog.accept_button.isEnabled()
    named(ui, dialog, "second")
    assert steps(ui, dialog) == [
        ("second", "folder"),
        ("second/train", "→ ../../data/processed/v2/train"),
        ("second/val", "→ ../../data/processed/v2/val"),
        ("second/models", "folder"),
    ]
    assert seen(ui.root) == before
    ui.until(dialog.accept_button.isEnabled)
    ui.key(Qt.Key.Key_Return, widget=dialog.name)
    ui.settle()
    assert ui.link("experiments/second/val") == "../../data/processed/v2/val"
    assert os.listdir(ui.root + b"/experiments/second/models") == []
    assert ui.window.actions_by_id["undo"].text() == "Undo: Create experiment second"
    ui.act("undo")
    assert seen(ui.root) == before


def test_without_a_selection_the_first_version_is_offered_and_all_can_be_chosen(ui):
    dialog = new(ui)
    offered = [dialog.data.itemText(n) for n in range(dialog.data.count())]
    assert offered == ["data/splits/v1", "data/processed/v1", "data/processed/v2", "data/raw"]
    assert dialog.data.currentText() == offered[0]


def test_only_ticked_splits_become_links_and_what_has_no_splits_name_is_offered(ui):
    build(ui.root, "data/processed/v3/train/", "data/processed/v3/fold1/", "data/processed/v3/.x/")
    ui.act("rescan")
    ui.select(ui.datasets, "processed", "v3")
    dialog = named(ui, new(ui), "third")
    assert box_texts(dialog) == {"train": True, "fold1": False}
    dialog.splits.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Space):
        ui.key(key, widget=dialog.splits)
    assert box_texts(dialog) == {"train": False, "fold1": True}
    ui.until(lambda: [path for path, _ in steps(ui, dialog)][1:2] == ["third/fold1"])
    ui.key(Qt.Key.Key_Space, widget=dialog.splits)
    ui.settle()
    assert dialog.split_words.text() == "Tick one split at least."
    assert not dialog.accept_button.isEnabled()
    assert steps(ui, dialog) == []


def test_a_version_without_splits_is_one_link(ui):
    dialog = named(ui, new(ui), "whole")
    dialog.data.setEditText("data/raw")
    ui.until(lambda: steps(ui, dialog)[1:2] == [("whole/data", "→ ../../data/raw")])
    assert dialog.split_words.text() == "One link leads to all of it: data."
    assert not dialog.splits.isVisible()


def test_the_folders_of_a_version_that_is_a_link_are_found(ui):
    build(ui.root, "store/v9/a/", "data/processed/v9 -> ../../store/v9")
    ui.act("rescan")
    dialog = new(ui)
    dialog.data.setEditText("data/processed/v9")
    ui.until(lambda: box_texts(dialog) == {"a": False})


def test_the_style_of_the_links_is_chosen(ui):
    dialog = named(ui, new(ui), "abs")
    dialog.style_box.setCurrentIndex(dialog.style_box.findData("absolute"))
    full = os.fsdecode(ui.root) + "/data/splits/v1/train"
    ui.until(lambda: ("abs/train", f"→ {full}") in steps(ui, dialog))


@pytest.mark.parametrize("name", ["a/b", "..", "."])
def test_a_name_no_folder_can_have_is_refused_below_its_field(ui, name):
    dialog = new(ui)
    ui.qtbot.keyClicks(dialog.name, name)
    ui.settle()
    assert dialog.words.text() == "A folder cannot have this name."
    assert dialog.name.accessibleDescription() == dialog.words.text()
    assert not dialog.accept_button.isEnabled()
    ui.key(Qt.Key.Key_Return, widget=dialog.name)
    assert ui.dialogs(ExperimentDialog) == [dialog]


def test_a_name_that_is_taken_is_refused_at_once_and_one_only_the_disk_knows_of_too(ui):
    dialog = new(ui)
    ui.qtbot.keyClicks(dialog.name, "baseline")
    assert dialog.words.text() == "Something of this name is there. Choose another name."
    os.mkdir(ui.root + b"/experiments/unseen")
    dialog.name.setText("unseen")
    ui.until(lambda: dialog.words.text().startswith("something of this name is there."))
    assert not dialog.accept_button.isEnabled()


def test_a_name_too_long_for_the_disk_is_said_below_its_field(ui):
    dialog = new(ui)
    dialog.name.setText("n" * 300)
    ui.until(lambda: "longer than 255" in dialog.words.text())
    assert not dialog.accept_button.isEnabled()
    assert ui.noticed == []


def test_a_version_that_is_not_there_is_a_conflict(ui):
    dialog = named(ui, new(ui), "none")
    dialog.data.setEditText("data/processed/v9")
    ui.until(lambda: dialog.proposal.conflicts)
    assert not dialog.accept_button.isEnabled()
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    assert "data/processed/v9: the source is not there. Check its path." in labels


def test_what_is_shown_is_never_older_than_what_is_typed(ui):
    dialog = named(ui, new(ui), "one")
    ui.until(dialog.accept_button.isEnabled)
    ui.qtbot.keyClicks(dialog.name, "s")
    assert not dialog.accept_button.isEnabled()
    ui.until(dialog.accept_button.isEnabled)
    assert steps(ui, dialog)[0] == ("ones", "folder")


# Duplicate


def test_a_duplicate_has_a_free_name_and_the_same_links(ui):
    before = seen(ui.root)
    dialog = duplicate(ui)
    ui.until(dialog.accept_button.isEnabled)
    assert (dialog.name.text(), dialog.name.selectedText()) == ("baseline-2", "baseline-2")
    ui.key(Qt.Key.Key_Return, widget=dialog.name)
    ui.settle()
    assert ui.link("experiments/baseline-2/train") == "../../data/splits/v1/train"
    ui.select(ui.experiments, "baseline")
    again = duplicate(ui)
    assert again.name.text() == "baseline-3"
    again.reject()
    ui.act("undo")
    assert seen(ui.root) == before


def test_of_many_links_the_first_are_shown_and_all_are_made(ui):
    lines = (f"experiments/baseline/{n:04}.jpg -> ../../data/raw/a.jpg" for n in range(600))
    build(ui.root, *lines)
    ui.act("rescan")
    dialog = duplicate(ui)
    ui.until(dialog.accept_button.isEnabled)
    assert dialog.table.topLevelItemCount() == 501
    assert ui.planned(dialog)[-1][0] == "and 104 more"
    ui.key(Qt.Key.Key_Return, widget=dialog.name)
    ui.settle()
    made = os.listdir(ui.root + b"/experiments/baseline-2")
    assert len(made) == 603


def test_names_typed_while_one_is_planned_wait_for_its_end(ui):
    dialog = duplicate(ui)
    ui.until(dialog.accept_button.isEnabled)
    asked = []
    ask = dialog._ask_for
    dialog._ask_for = lambda name, *then: (asked.append(name), ask(name, *then))
    for name in ("one", "two", "three"):
        dialog.name.setText(name)
        dialog._ask()
    assert asked == [b"one"]
    ui.until(dialog.accept_button.isEnabled)
    assert asked[:2] == [b"one", b"three"]
    assert steps(ui, dialog)[0] == ("three", "folder")


def test_a_duplicate_of_the_same_name_is_refused(ui):
    dialog = duplicate(ui)
    dialog.name.setText("baseline")
    assert dialog.words.text() == "Something of this name is there. Choose another name."
    assert not dialog.accept_button.isEnabled()


def test_without_an_experiment_there_is_nothing_to_duplicate(ui):
    ui.select(ui.datasets, "raw")
    action = ui.window.actions_by_id["duplicate"]
    assert not action.isEnabled()
    assert action.toolTip() == "Select an experiment, or something in it."


# Both


@pytest.mark.parametrize("dialog", [new, duplicate])
def test_every_widget_has_a_name_and_escape_leaves_no_trace(ui, dialog):
    before = seen(ui.root)
    found = dialog(ui)
    found.name.setText("fresh")
    assert unnamed(found) == []
    ui.key(Qt.Key.Key_Escape, widget=found)
    ui.settle()
    assert ui.dialogs() == []
    assert seen(ui.root) == before


def test_tab_goes_through_the_fields_in_the_order_they_are_seen(ui):
    dialog = new(ui)
    met = []
    for _ in range(4):
        ui.key(Qt.Key.Key_Tab, widget=dialog.focusWidget())
        met.append(dialog.focusWidget())
    assert met == [dialog.data, dialog.splits, dialog.style_box, dialog.table]


@pytest.mark.parametrize("dialog", [new, duplicate])
def test_an_answer_after_the_end_finds_nobody(ui, dialog):
    found = dialog(ui)
    found.name.setText("late")
    found._ask()
    found.reject()
    ui.settle()
    assert ui.dialogs() == []
    assert ui.noticed == []


# Frozen


def test_a_plan_that_changes_an_experiment_with_results_warns(ui):
    build(ui.root, "experiments/baseline/models/best.pt")
    ui.bench.planner.retarget([b"experiments/baseline/train"], b"data/processed/v2/train")
    dialog = shown_as(ui, PlanDialog)
    said = [label.text() for label in dialog.findChildren(QLabel)]
    (warning,) = [text for text in said if "results: models/best.pt" in text]
    assert warning.startswith("experiments/baseline: this experiment has")
    assert dialog.accept_button.isEnabled()


# Compare


@pytest.fixture
def street(open_window, sample):
    """A window with the sample project, which has annotations."""
    return open_window(sample)


def compared(ui) -> ComparisonDialog:
    ui.act("compare")
    dialog = shown_as(ui, ComparisonDialog)
    ui.until(lambda: dialog._under_way is None)
    return dialog


def cells(model, *above: str) -> list[tuple[str, ...]]:
    parent = row(model, *above) if above else None
    columns = [texts(model, parent, column) for column in range(model.columnCount())]
    return list(zip(*columns, strict=True))


def two_selected(ui, *names: str) -> None:
    view = ui.experiments
    view.setFocus()
    view.clearSelection()
    for name in names:
        index = ui.at(view, name)
        view.selectionModel().select(
            index,
            view.selectionModel().SelectionFlag.Select | view.selectionModel().SelectionFlag.Rows,
        )


def test_two_selected_experiments_are_compared(street):
    two_selected(street, "baseline", "improved")
    dialog = compared(street)
    assert {dialog.one.currentText(), dialog.other.currentText()} == {"baseline", "improved"}
    assert dialog.words.text() == "3 retargeted"
    assert cells(dialog.changes)[0] == (
        "retargeted",
        "test",
        "→ data/splits/v1/test",
        "→ data/splits/v2/test",
    )
    splits = {cell[0]: cell for cell in cells(dialog.balance)}
    assert splits["train"][ONE : OTHER + 1] == ("22 images", "34 images")
    assert splits["train"][MIX].startswith("mix differs by ")
    path = os.fsdecode(street.root) + "/data/splits/v1/train/instances.json"
    with open(path, encoding="utf-8") as file:
        people = [a for a in json.load(file)["annotations"] if a["category_id"] == 1]
    classes = {cell[0]: cell for cell in cells(dialog.balance, "train")}
    assert classes["person"][ONE].split()[0] == str(len(people))


def test_the_sides_can_be_swapped_and_others_chosen(street):
    two_selected(street, "baseline", "faulty")
    dialog = compared(street)
    assert dialog.words.text() == "4 links added · 3 retargeted"
    dialog.swap.click()
    street.settle()
    assert dialog.one.currentText() == "faulty"
    assert dialog.words.text() == "4 removed · 3 retargeted"
    dialog.one.setCurrentIndex(dialog.one.findText("improved"))
    dialog.other.setCurrentIndex(dialog.other.findText("improved"))
    street.settle()
    assert dialog.words.text() == "Choose two different experiments."
    assert (dialog.changes.rowCount(), dialog.balance.rowCount()) == (0, 0)
    dialog.other.setCurrentIndex(dialog.other.findText("baseline"))
    street.settle()
    assert dialog.words.text() == "3 retargeted"


def test_a_comparison_follows_the_links(street):
    two_selected(street, "baseline", "improved")
    dialog = compared(street)
    street.bench.planner.retarget([b"experiments/improved/train"], b"data/splits/v1/train")
    plan = shown_as(street, PlanDialog)
    with street.qtbot.waitSignal(street.bench.audited):
        plan.accept()
    street.settle()
    assert dialog.words.text() == "2 retargeted"


def test_an_experiment_that_is_gone_is_said(street):
    two_selected(street, "baseline", "improved")
    dialog = compared(street)
    os.rename(street.root + b"/experiments/improved", street.root + b"/gone")
    street.act("rescan")
    assert dialog.words.text().startswith("There is no such experiment")
    assert dialog.balance.rowCount() == 0


def test_return_goes_to_the_link(street):
    two_selected(street, "baseline", "improved")
    dialog = compared(street)
    dialog.links.setFocus()
    dialog.links.setCurrentIndex(dialog.changes.index(1, 0))
    street.key(Qt.Key.Key_Return, widget=dialog.links)
    assert street.window.selected_paths() == [b"experiments/baseline/train"]


def test_another_theme_while_it_is_open_has_its_own_colours(street):
    two_selected(street, "baseline", "improved")
    dialog = compared(street)
    street.act("theme")
    assert theme.color("text").name() in dialog.words.styleSheet()
    picture = dialog.one.itemIcon(0).pixmap(16).toImage()
    assert picture.pixelColor(8, 8) == theme.color("accent")


def test_one_experiment_alone_cannot_be_compared(ui):
    action = ui.window.actions_by_id["compare"]
    assert not action.isEnabled()
    assert action.toolTip() == "There are no two experiments to compare."


def test_every_widget_of_a_comparison_has_a_name_and_it_ends_while_it_compares(street):
    dialog = compared(street)
    assert unnamed(dialog) == []
    dialog.compare()
    dialog.reject()
    street.settle()
    assert street.dialogs() == []
    assert street.noticed == []


def test_closing_a_comparison_ends_what_is_read_for_it(street):
    dialog = compared(street)
    dialog.compare()
    job = dialog._under_way
    dialog.reject()
    assert job.cancelled
    street.until(lambda: job.outcome is not None)


def test_of_two_comparisons_asked_for_the_first_is_given_up(street):
    two_selected(street, "baseline", "improved")
    dialog = compared(street)
    dialog.compare()
    first = dialog._under_way
    dialog.other.setCurrentIndex(dialog.other.findText("faulty"))
    assert first.cancelled
    street.settle()
    assert dialog.found.other == b"experiments/faulty"


# The rows


def difference() -> Difference:
    return Difference(
        ((b"b", b"data/new"),),
        ((b"a", b"data/old"),),
        (Retargeted(b"c\xff", b"data/one", b""),),
    )


def test_the_links_are_rows_in_the_order_of_their_paths(qtbot, qapp):
    model = ChangesModel(qapp)
    QAbstractItemModelTester(model, FAILS)
    model.show(difference(), ("one", "other"))
    assert cells(model) == [
        ("removed", "a", "→ data/old", "—"),
        ("added", "b", "—", "→ data/new"),
        ("retargeted", "c\\xff", "→ data/one", "→ ."),
    ]
    assert model.index(1, 0).data(ACCESSIBLE) == "b, added, one: —, other: → data/new"
    assert [model.headerData(n, Qt.Orientation.Horizontal) for n in (2, 3)] == ["one", "other"]


SPLITS = (
    Split(b"train", Side(20, {"cat": 30, "dog": 10}), Side(10, {"cat": 5, "owl": 5})),
    Split(b"val", Side(5, {}), Side(0, {})),
    Split(b"test", None, Side(1, {"cat": 1})),
)


def balance(qapp) -> BalanceModel:
    model = BalanceModel(qapp)
    QAbstractItemModelTester(model, FAILS)
    model.show(SPLITS, ("one", "other"))
    return model


def test_splits_have_images_and_classes_their_shares(qtbot, qapp):
    model = balance(qapp)
    assert cells(model) == [
        ("train", "20 images", "10 images", "", "mix differs by 50.0 %"),
        ("val", "5 images", "0 images", "", "classes not known"),
        ("test", "no data", "1 image", "", ""),
    ]
    assert cells(model, "train") == [
        ("cat", "30  (75.0 %)", "5  (50.0 %)", "", "\u221225.0 %"),
        ("dog", "10  (25.0 %)", "0  (0.0 %)", "", "\u221225.0 %"),
        ("owl", "0  (0.0 %)", "5  (50.0 %)", "", "+50.0 %"),
    ]
    assert cells(model, "test") == [("cat", "—", "1  (100.0 %)", "", "")]
    assert cells(model, "val") == []
    assert row(model, "train", "owl").data(ACCESSIBLE) == (
        "owl, one: 0  (0.0 %), other: 5  (50.0 %), +50.0 %"
    )


def test_bars_are_as_long_as_the_figures_say(qtbot, qapp):
    model = balance(qapp)
    assert row(model, "train").data(LENGTHS) == (1.0, 0.5)
    assert row(model, "test").data(LENGTHS) == (None, 0.05)
    assert row(model, "train", "cat").data(LENGTHS) == (1.0, 0.5 / 0.75)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_bars_are_painted_in_the_colours_of_the_sides(street, qapp, name):
    theme.choose(qapp, name)
    two_selected(street, "baseline", "improved")
    dialog = compared(street)
    index = row(dialog.balance, "train").siblingAtColumn(BARS)
    dialog.classes.scrollTo(index)
    rect = dialog.classes.visualRect(index)
    picture = QPixmap(dialog.classes.viewport().size())
    dialog.classes.viewport().render(picture, QPoint())
    image = picture.toImage()
    column = {
        image.pixelColor(rect.left() + 20, y).name() for y in range(rect.top(), rect.bottom())
    }
    assert {theme.color(field).name() for field in SIDES} <= column
    assert theme.color("base").name() in column
