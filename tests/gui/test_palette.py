"""The command palette: everything there is to do and to go to, by some letters of its name."""

import os

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cvlink_gui.gui import words
from cvlink_gui.gui.actions import ACTIONS
from cvlink_gui.gui.models.palette_model import Choice
from tests.gui.driver import Driver
from tests.gui.test_reach import unnamed

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
HEARD = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def ui(open_window, root):
    return open_window(root)


def view(ui: Driver):
    return ui.window.commands.view


def ask(ui: Driver, typed: str = "") -> None:
    """Open the palette, type, and wait until all is found."""
    if not view(ui).isVisible():
        ui.run("palette")
    view(ui).edit.setText(typed)  # QTest types ASCII only
    ui.until(lambda: not ui.window.commands.is_busy)


def groups(ui: Driver) -> dict[str, list[str]]:
    """The rows by their headings."""
    found: dict[str, list[str]] = {}
    for row in view(ui).model.rows:
        if row.choice is None:
            found[row.text] = []
        else:
            found[list(found)[-1]].append(row.text)
    return found


def current(ui: Driver) -> str:
    return view(ui).list.currentIndex().data()


def press(ui: Driver, key: Qt.Key) -> None:
    ui.key(key, widget=QApplication.focusWidget())


def test_its_keys_open_and_close_it_and_the_focus_comes_back(ui):
    ui.datasets.setFocus()
    ui.key(Qt.Key.Key_P, CTRL_SHIFT)
    assert view(ui).edit.hasFocus()
    ui.key(Qt.Key.Key_P, CTRL_SHIFT)
    assert not view(ui).isVisible()
    assert ui.datasets.hasFocus()


def test_every_action_is_in_it_with_its_keys(ui):
    ask(ui)
    listed = {row.choice.action for row in view(ui).model.rows if row.choice}
    assert listed == {spec.id for spec in ACTIONS} - {"palette"}
    keys = {row.text: row.keys for row in view(ui).model.rows}
    assert (keys["Rescan"], keys["New experiment…"]) == ("F5", "Ctrl+N")


def test_an_action_that_is_off_is_listed_with_its_reason_and_does_nothing(ui):
    ask(ui, "undo")
    row = next(row for row in view(ui).model.rows if row.text == "Undo")
    assert (row.is_off, row.detail) == (True, "Nothing to undo.")
    assert view(ui).words.text() == "Nothing to undo."
    assert view(ui).list.currentIndex().data(HEARD) == (
        "Undo, action, not available, Nothing to undo., Ctrl+Z"
    )
    press(ui, Qt.Key.Key_Return)
    assert view(ui).isVisible()


def test_an_action_is_found_by_its_menu_as_well_below_those_that_are_called_so(ui):
    ask(ui, "audit")
    assert groups(ui)["Actions"][0] == "Audit before training"
    assert {"Go to the problems", "Save report…"} < set(groups(ui)["Actions"])


def test_in_turkish_actions_are_found_by_both_names_and_either_i(open_window, qapp):
    words.speak(qapp, "tr")
    ui = open_window()
    for typed in ("yeniden", "rescan", "YENIDEN", "YENİDEN"):
        ask(ui, typed)
        assert "Yeniden tara" in next(iter(groups(ui).values())), typed
    ui.close()
    words.speak(qapp, "en")


def test_return_runs_an_action(ui):
    ask(ui, "snap")
    assert current(ui) == "Snapshots…"
    ask(ui, "sh lin")
    press(ui, Qt.Key.Key_Return)
    assert not view(ui).isVisible()
    assert ui.space.tabs.currentWidget() is ui.space.lineage


def test_what_is_found_is_in_groups_and_the_best_one_is_first(ui):
    ask(ui, "basel")
    assert list(groups(ui)) == ["Experiments", "Links"]
    assert groups(ui)["Experiments"] == ["experiments/baseline"]
    assert current(ui) == "experiments/baseline"
    ask(ui, "v1")
    assert groups(ui)["Datasets"] == ["data/splits/v1", "data/processed/v1"]


@pytest.mark.parametrize(
    ("typed", "path"),
    [("basel", "experiments/baseline"), ("bas val", "experiments/baseline/val"),
     ("raw v2", None), ("proc v2", "data/processed/v2")],
)  # fmt: skip
def test_return_goes_to_a_path_in_the_trees(ui, typed, path):
    ask(ui, typed)
    press(ui, Qt.Key.Key_Return)
    assert ui.space.selected_path() == (os.fsencode(path) if path else b"")
    assert view(ui).isVisible() == (path is None)


def test_a_filter_that_hides_a_path_is_taken_away(ui):
    ui.window.filter_bar.edit.setText("nothing is called this")
    ui.until(lambda: not ui.bench.filter.is_empty)
    ask(ui, "basel")
    press(ui, Qt.Key.Key_Return)
    assert ui.space.selected_path() == b"experiments/baseline"
    assert ui.bench.filter.is_empty
    assert ui.window.filter_bar.edit.text() == ""


def test_a_click_chooses_and_one_beside_it_closes(ui):
    ask(ui, "basel")
    rows = view(ui).list
    place = rows.visualRect(rows.currentIndex()).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ui.space.selected_path() == b"experiments/baseline"
    ask(ui)
    QTest.mouseClick(view(ui), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not view(ui).isVisible()


def test_arrows_pass_over_headings_and_go_round(ui):
    ask(ui, "basel")
    walked = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        press(ui, key)
        walked.append(current(ui))
    links = ["experiments/baseline/val", "experiments/baseline/train"]
    assert walked == [*links, "experiments/baseline", links[-1]]


def test_pages_stop_at_the_ends(ui):
    ask(ui)
    for _ in range(20):
        press(ui, Qt.Key.Key_PageDown)
    assert current(ui) == "About cvlink-gui"
    for _ in range(20):
        press(ui, Qt.Key.Key_PageUp)
    assert current(ui) == "Open…"


def test_tab_goes_to_the_list_where_letters_are_typed_on(ui):
    ask(ui, "bas")
    press(ui, Qt.Key.Key_Tab)
    assert view(ui).list.hasFocus()
    press(ui, Qt.Key.Key_E)
    assert (view(ui).edit.hasFocus(), view(ui).edit.text()) == (True, "base")
    press(ui, Qt.Key.Key_Escape)
    assert not view(ui).isVisible()


def test_what_was_chosen_lately_is_first(ui):
    for typed in ("light or dark", "basel"):
        ask(ui, typed)
        press(ui, Qt.Key.Key_Return)
        ui.settle()
    ask(ui)
    assert groups(ui)["Recent"] == ["experiments/baseline", "Light or dark"]
    assert "Light or dark" in groups(ui)["View"]
    ask(ui, "li")
    assert next(iter(groups(ui))) == "Recent"
    assert "Light or dark" not in groups(ui).get("Actions", [])


def test_choices_are_remembered_for_the_project(ui, root, monkeypatch):
    palette = ui.window.commands
    monkeypatch.setattr(palette, "_remember", True)
    ask(ui, "basel")
    press(ui, Qt.Key.Key_Return)
    palette._lately = []
    palette._opened(ui.bench.project)
    assert palette._lately == [Choice(path=b"experiments/baseline")]


def test_what_is_gone_is_no_longer_offered(ui, root):
    ask(ui, "bas train")
    press(ui, Qt.Key.Key_Return)
    os.unlink(os.path.join(root, b"experiments/baseline/train"))
    ui.act("rescan")
    ask(ui)
    assert "Recent" not in groups(ui)


def test_a_heading_says_what_was_left_out(ui, monkeypatch):
    monkeypatch.setattr("cvlink_gui.gui.palette._MOST", 2)
    ask(ui, "jpg")
    assert "Links: the best 2 of 4" in groups(ui)
    monkeypatch.setattr("cvlink_gui.features.seeking._COMPARED", 3)
    ask(ui, "jp")
    assert "Links: the best 2 of the first 3 that match" in groups(ui)


def test_without_a_project_it_says_that_there_are_only_actions(open_window):
    ui = open_window()
    ask(ui, "open")
    assert groups(ui) == {"Actions": ["Open…"]}
    assert view(ui).words.text().startswith("Datasets, experiments and links are found once")
    ask(ui, "rescan")
    assert view(ui).words.text() == "No project is open."


def test_nothing_found_is_said(ui):
    ask(ui, "qqqqqq")
    assert view(ui).model.rows == []
    assert view(ui).words.text() == "Nothing found."


def test_a_screen_reader_hears_the_current_row_while_letters_are_typed(ui):
    ask(ui, "basel")
    told = QAccessible.queryAccessibleInterface(view(ui).edit)
    heard = told.text(QAccessible.Text.Description)
    assert heard == "experiments/baseline, experiment, 2 items  ·  Ready"
    assert unnamed(view(ui)) == []


def test_reasons_follow_while_it_is_open(ui):
    ask(ui, "copy")
    assert view(ui).model.rows[1].is_off
    ui.space.experiments.select(ui.bench.project.tree.find(b"experiments/baseline"))
    assert not view(ui).model.rows[1].is_off
