"""Keyboard and screen reader: everything has a name, every row says its state, keys differ."""

import re

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QMenu, QPushButton, QScrollBar, QWidget

from cvlink_gui.core.links import HEALTH_WORDS
from cvlink_gui.gui.actions import ACTIONS
from cvlink_gui.gui.models.levels import NAME
from tests.gui.driver import row, texts

PANELS = ("Datasets", "Experiments", "Inspector", "Problems", "History", "Filter")


def unnamed(widget: QWidget) -> list[str]:
    """Widgets one can get to by keys, and which a screen reader has no name for."""
    found = []
    for child in widget.findChildren(QWidget):
        tabs = child.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not tabs or not child.isVisibleTo(widget) or isinstance(child, QScrollBar):
            continue
        if child.focusProxy() is not None:  # it gives the focus on: that one has the name
            continue
        told = QAccessible.queryAccessibleInterface(child)
        if told is None or not told.text(QAccessible.Text.Name).strip():
            found.append(f"{type(child).__name__} in {type(child.parent()).__name__}")
    return found


def test_every_widget_of_the_start_page_has_a_name(open_window):
    assert unnamed(open_window().window) == []


def test_every_widget_of_an_open_project_has_a_name(ui):
    ui.select(ui.experiments, "baseline", "train")
    ui.until(lambda: ui.space.inspector.path is not None)
    assert unnamed(ui.window) == []
    ui.space.tabs.setCurrentIndex(1)
    assert unnamed(ui.window) == []


def test_every_widget_of_the_dialog_has_a_name(ui):
    ui.drop(ui.experiments, QModelIndex(), *ui.inside("data/splits/v2"))
    assert unnamed(ui.dialog()) == []


@pytest.mark.parametrize("name", PANELS)
def test_the_panels_have_their_english_names(ui, name):
    ui.space.tabs.setCurrentIndex(1 if name == "History" else 0)
    named = [w for w in ui.window.findChildren(QWidget) if w.accessibleName() == name]
    assert len(named) == 1
    assert named[0].isVisible()


def rows(view: QAbstractItemView, index: QModelIndex | None = None):
    model = view.model()
    for number, _ in enumerate(texts(model, index)):
        child = model.index(number, NAME) if index is None else model.index(number, NAME, index)
        yield child
        if model.hasChildren(child):
            yield from rows(view, child)


def test_every_row_names_its_kind_and_every_link_its_state(ui):
    states = "|".join(map(re.escape, HEALTH_WORDS.values()))
    for view in (ui.datasets, ui.experiments):
        for index in rows(view):
            said = index.data(Qt.ItemDataRole.AccessibleTextRole)
            assert re.search(rf", (folder|file|(broken )?link, ({states}))(, |$)", said), said


def test_a_screen_reader_hears_a_broken_link_as_one(ui):
    again = ui.select(ui.experiments, "faulty", "again")
    view = QAccessible.queryAccessibleInterface(ui.experiments)
    heard = [view.child(n).text(QAccessible.Text.Name) for n in range(view.childCount())]
    assert again.data(Qt.ItemDataRole.AccessibleTextRole) in heard
    assert "again, broken link, links in a circle" in heard


def test_an_experiment_says_its_verdict(ui):
    said = row(ui.experiments.model(), "faulty").data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("faulty, folder, Not ready")


# Actions


def reasons(ui):
    return {
        name: action.toolTip()
        for name, action in ui.window.actions_by_id.items()
        if not action.isEnabled()
    }


def test_an_action_that_is_off_says_why(open_window):
    ui = open_window()
    off = reasons(ui)
    assert {"undo", "redo", "copy", "unlink", "rename", "rescan", "filter", "paste"} <= off.keys()
    for name, words in off.items():
        assert words.endswith("."), name
    assert off["rescan"] == "No project is open."


def test_the_reason_follows_the_selection(ui):
    ui.select(ui.experiments, "baseline")
    assert reasons(ui)["rename"] == "Select exactly one link."
    ui.select(ui.experiments, "baseline", "train")
    assert "rename" not in reasons(ui)
    assert "F2" in ui.window.actions_by_id["rename"].toolTip()


def test_every_key_belongs_to_one_action():
    keys = [key for spec in ACTIONS for key in spec.keys]
    assert len(keys) == len(set(keys))


def test_every_action_is_in_a_menu_with_its_key(ui):
    in_menus = {a for menu in ui.window.menuBar().actions() for a in menu.menu().actions()}
    assert set(ui.window.actions_by_id.values()) <= in_menus


def test_a_menu_shows_what_is_switched_on(ui):
    for name in (spec.id for spec in ACTIONS if spec.is_on is not None):
        action, pictures = ui.window.actions_by_id[name], []
        menu = QMenu(ui.window)
        menu.addAction(action)
        for on in (False, True):
            action.setChecked(on)
            pictures.append(menu.grab().toImage())
        assert pictures[0] != pictures[1], name


def test_tab_goes_through_the_window_and_comes_back(ui):
    ui.experiments.setFocus()
    met = []
    for _ in range(60):
        ui.key(Qt.Key.Key_Tab, widget=ui.window.focusWidget())
        met.append(ui.window.focusWidget())
        if met[-1] is ui.experiments:
            break
    assert met[-1] is ui.experiments
    assert {ui.datasets, ui.window.filter_bar.edit, ui.space.problems.view} <= set(met)


def test_the_dialogs_button_is_called_create_links(ui):
    ui.drop(ui.experiments, QModelIndex(), *ui.inside("data/splits/v2"))
    named = [b.text() for b in ui.dialog().findChildren(QPushButton)]
    assert "Create links" in named


def test_the_way_to_a_target_leaves_one_row_selected_while_ctrl_is_still_held(ui):
    """Qt adds a row to what is selected where a key is down; then F2 and Del mean two rows."""
    ui.select(ui.experiments, "baseline", "train")
    ui.come_forward()
    ctrl = Qt.KeyboardModifier.ControlModifier
    ui.qtbot.keyPress(ui.window, Qt.Key.Key_Control, ctrl)
    try:
        ui.run("reveal")
        assert ui.window.selected_paths() == [b"data/splits/v1/train"]
        ui.select(ui.experiments, "baseline", "train")
        assert ui.window.selected_paths() == [b"experiments/baseline/train"]
        assert "rename" not in reasons(ui)
    finally:
        ui.qtbot.keyRelease(ui.window, Qt.Key.Key_Control)
