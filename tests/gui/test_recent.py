"""Projects opened lately: on the start page and in the menu; those that are gone are grey."""

import os

import pytest
from PySide6.QtWidgets import QPushButton, QToolButton

from cvlink_gui.core.settings import RECENT
from tests.gui.driver import PATIENCE_MS


@pytest.fixture
def recents(open_window, root, tmp_path):
    """A window with one project that is there and one that is not, among the recent ones."""
    ui = open_window()
    gone = os.path.join(os.fsencode(tmp_path), b"gone & lost", b"n" * 120)
    ui.bench.set_user(RECENT, (os.fsdecode(root), os.fsdecode(gone)))
    ui.window.show_start()
    ui.settle()
    return ui


def rows(ui):
    buttons = ui.window.start.findChildren(QPushButton)
    return [b for b in buttons if ", /" in b.accessibleName()]


def test_the_start_page_greys_what_is_gone_and_says_so(recents):
    there, gone = rows(recents)
    assert (there.isEnabled(), gone.isEnabled()) == (True, False)
    assert "(not there)" in gone.text()
    assert "gone & lost" in gone.accessibleName()


def test_long_names_do_not_make_the_page_wider(recents):
    page = recents.window.start
    recents.window.resize(760, 600)
    recents.settle()
    card = rows(recents)[0].parentWidget().parentWidget()
    widths = [row.fontMetrics().horizontalAdvance(row.text()) for row in rows(recents)]
    assert max(widths) < card.width()
    assert page.minimumSizeHint().width() <= 760


def test_a_project_can_be_taken_off_the_list(recents):
    crosses = recents.window.start.findChildren(QToolButton)
    (cross,) = [b for b in crosses if b.accessibleName().startswith("Forget nnn")]
    cross.click()
    recents.settle()
    assert len(rows(recents)) == 1
    assert len(recents.bench.user[RECENT]) == 1


def entries(menu):
    return [a for a in menu.actions() if not a.isSeparator()]


def test_the_menu_has_them_and_greys_what_is_gone(recents, root):
    menu = recents.window.recent
    menu.aboutToShow.emit()
    recents.settle()
    there, gone, tidy = entries(menu)
    assert (there.isEnabled(), gone.isEnabled(), tidy.isEnabled()) == (True, False, True)
    assert "gone && lost" in gone.text()
    with recents.qtbot.waitSignal(recents.bench.audited, timeout=PATIENCE_MS):
        there.trigger()
    recents.settle()
    assert recents.root == root


def test_what_is_gone_can_be_forgotten_from_the_menu(recents, root):
    recents.window.recent.aboutToShow.emit()
    recents.settle()
    entries(recents.window.recent)[-1].trigger()
    recents.settle()
    assert recents.bench.user[RECENT] == (os.fsdecode(root),)


def test_the_menu_is_off_where_nothing_was_opened(open_window):
    ui = open_window()
    assert not ui.window.recent.menuAction().isEnabled()
    assert ui.window.recent.title() == "Open recent"
