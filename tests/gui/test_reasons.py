"""Whatever is off says why: to the mouse, to keys, and to a screen reader."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QToolBar, QToolButton

from cvlink_gui.gui.reasons import explain
from tests.conftest import build
from tests.gui.every_dialog import look_at

# Of an offscreen display, when a menu comes up.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SHIFT = Qt.KeyboardModifier.ShiftModifier


def context_menu(view, reason=QContextMenuEvent.Reason.Mouse) -> QMenu:
    """The menu a right click on the current row shows."""
    place = view.visualRect(view.currentIndex()).center()
    event = QContextMenuEvent(reason, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def silent(actions: list[QAction]) -> list[str]:
    """Actions that are off and give no reason, in their tip or for the status bar."""
    off = [action for action in actions if not action.isEnabled() and not action.isSeparator()]
    assert off
    return [a.text() for a in off if not (a.toolTip().endswith(".") and a.statusTip())]


def test_rows_of_the_menu_bar_say_why_they_are_off(ui):
    menus = [action.menu() for action in ui.window.menuBar().actions()]
    assert all(menu.toolTipsVisible() for menu in menus)
    assert silent([action for menu in menus for action in menu.actions()]) == []


def test_rows_of_context_menus_say_why_they_are_off(ui):
    ui.select(ui.experiments, "baseline")
    for view in (ui.experiments, ui.datasets):
        menu = context_menu(view)
        assert menu.toolTipsVisible()
        assert silent(menu.actions()) == []
        menu.close()


def test_the_problems_say_why_nothing_can_be_done_about_them(ui):
    view = ui.space.problems.view
    ui.window.audits.go_to_problems()
    found = set()
    for row in range(view.model().rowCount(view.model().index(0, 0))):
        view.setCurrentIndex(view.model().index(row, 0, view.model().index(0, 0)))
        menu = context_menu(view)
        assert silent(menu.actions()) == []
        found |= {action.toolTip() for action in menu.actions() if not action.isEnabled()}
        menu.close()
    assert "No change of links mends this." in found
    assert "Only images that are in several splits are shown side by side." in found
    view.setCurrentIndex(view.model().index(0, 0))  # a group
    assert "Choose a problem first." in {action.toolTip() for action in view.actions()}


def test_a_key_opens_the_menu_at_the_row_and_hears_reasons_in_the_status_bar(ui):
    ui.select(ui.experiments, "baseline")
    menu = context_menu(ui.experiments, QContextMenuEvent.Reason.Keyboard)
    heard = set()
    for _ in menu.actions():
        QTest.keyClick(menu, Qt.Key.Key_Down)
        heard.add(ui.window.status.currentMessage())
    menu.close()
    assert {"Select exactly one link.", "No link is selected.", ""} <= heard


def test_buttons_of_the_toolbar_say_why_they_are_off(ui):
    buttons = [b for bar in ui.window.findChildren(QToolBar) for b in bar.findChildren(QToolButton)]
    off = {b.text().strip(): b.toolTip() for b in buttons if b.isVisible() and not b.isEnabled()}
    assert off["Undo"] == "Nothing to undo."
    assert [text for text, words in off.items() if not words.endswith(".")] == []


def test_the_filter_and_the_history_say_why_they_are_off(open_window):
    ui = open_window()
    bar = ui.window.filter_bar
    assert {w.toolTip() for w in (bar, bar.edit, bar.mode, *bar.chips)} == {"No project is open."}
    revert = ui.space.history._revert
    assert (revert.isEnabled(), revert.toolTip()) == (False, "Nothing was changed here yet.")


def test_the_tools_of_the_lineage_say_why_they_are_off(open_window, tmp_path):
    ui = open_window(build(tmp_path / "plain", "a/b.txt"))
    ui.run("lineage")
    ui.until(lambda: ui.bench.lineage.drawn is not None)
    panel = ui.space.lineage
    assert panel.export.toolTip().startswith("This folder has no raw")
    assert panel.export.accessibleDescription() == panel.export.toolTip()


def test_buttons_of_dialogs_say_why_they_are_off(ui):
    def wordless(dialog) -> list[str]:
        off = [b for b in dialog.findChildren(QAbstractButton) if b.isVisible()]
        return [b.text() for b in off if not b.isEnabled() and not b.toolTip()]

    for name in ("duplicate", "prefix", "snapshots", "savings", "containers", "dvc", "cancel"):
        assert (name, look_at(ui, name, wordless)) == (name, [])


def test_a_tip_comes_back_when_the_reason_goes(qtbot):
    button = QToolButton()
    qtbot.addWidget(button)
    button.setToolTip("Copies the text.")
    for reason in ("No text.", "Still none.", ""):
        explain(button, reason)
        assert button.toolTip() == (reason or "Copies the text.")
        assert button.isEnabled() is not bool(reason)
        assert button.accessibleDescription() == reason


# Chips of the filter bar


@pytest.fixture
def chip(ui):
    ui.window.filter_bar.chips[0].setFocus()
    return ui.window.filter_bar.chips[0]


def test_a_chip_has_three_states_in_words_and_looks(ui, chip):
    seen = []
    for _ in range(3):
        seen.append((chip.accessibleName(), chip.text().strip(), chip.grab().toImage()))
        chip.click()
    assert [name for name, _, _ in seen] == [
        "Broken: off",
        "Broken: only these are shown",
        "Broken: these are left out",
    ]
    assert [text for _, text, _ in seen] == ["Broken", "Broken", "Not Broken"]
    assert len({bytes(picture.constBits()) for _, _, picture in seen}) == 3
    assert chip.accessibleName() == "Broken: off"


@pytest.mark.parametrize(
    ("key", "state"),
    [(Qt.Key.Key_Plus, 1), (Qt.Key.Key_Minus, 2), (Qt.Key.Key_Space, 1), (Qt.Key.Key_Delete, 0)],
)
def test_keys_choose_a_state_of_a_chip(ui, chip, key, state):
    QTest.keyClick(chip, key)
    assert chip.state == state
    ui.until(lambda: bool(ui.bench.filter.healths) is (state > 0))


def test_shift_goes_back_and_backspace_switches_off(ui, chip):
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, SHIFT, QPoint(5, 5))
    assert chip.state == 2
    QTest.keyClick(chip, Qt.Key.Key_Backspace)
    assert chip.state == 0


def test_a_filter_that_leaves_nothing_says_so(ui):
    ui.window.filter_bar.edit.setText("nothing is called this")
    ui.until(lambda: ui.datasets.model().rowCount() == 0)
    picture = ui.datasets.viewport().grab().toImage()
    ui.datasets.empty_text = "other words"
    assert picture == ui.datasets.viewport().grab().toImage(), "it is about the filter"
