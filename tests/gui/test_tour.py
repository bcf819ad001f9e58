"""The tour: a few steps beside real widgets; it holds nothing up and can be left at any time."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from cvlink_gui.core.settings import RECENT, TOURED
from cvlink_gui.gui import gestures
from cvlink_gui.gui.window import MainWindow
from tests.gui.driver import PATIENCE_MS
from tests.gui.test_reach import unnamed
from tests.gui.walking import told, walk


@pytest.fixture
def ui(open_window, root):
    """A window with a small project."""
    return open_window(root)


@pytest.fixture
def tour(ui):
    ui.act("tour")
    return ui.window.help.tour


def test_it_needs_a_project_to_point_at(open_window):
    ui = open_window()
    action = ui.window.actions_by_id["tour"]
    assert (action.isEnabled(), action.toolTip()) == (False, "No project is open.")


def test_every_step_points_at_a_widget_that_is_seen_and_lies_in_the_window(ui, tour):
    titles = []
    for step in range(6):
        ui.window.resize(*((760, 600) if step % 2 else (1400, 900)))
        ui.settle()
        bubble, frame = tour.bubble, tour._frame
        about = tour._steps[tour.step][2]()
        around = QRect(about.mapTo(ui.window, QPoint(0, 0)), about.size())
        assert about.isVisible()
        assert frame.geometry().contains(around)
        assert ui.window.rect().contains(bubble.geometry())
        assert bubble.height() >= bubble.layout().totalHeightForWidth(bubble.width())
        titles.append(bubble.title)
        bubble.next.click()
    assert len(set(titles)) == 6
    assert not tour.is_on


def test_keys_go_on_and_back_and_end_it_and_the_focus_returns(ui):
    ui.experiments.setFocus()
    ui.act("tour")
    tour = ui.window.help.tour
    for key, step in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Right, 2), (Qt.Key.Key_Left, 1)):
        QTest.keyClick(ui.window.focusWidget(), key)
        assert tour.step == step
    QTest.keyClick(ui.window.focusWidget(), Qt.Key.Key_Return)
    assert tour.step == 2
    assert unnamed(tour.bubble) == []
    QTest.keyClick(ui.window.focusWidget(), Qt.Key.Key_Escape)
    assert not tour.is_on
    assert ui.window.focusWidget() is ui.experiments


def test_it_holds_nothing_up(ui, tour):
    ui.select(ui.experiments, "baseline", "train")
    ui.act("rescan")
    assert tour.is_on
    assert ui.window.selected_paths() == [b"experiments/baseline/train"]


def test_it_can_be_taken_again(ui, tour):
    tour.bubble.skip.click()
    assert ui.bench.user[TOURED]
    ui.act("tour")
    assert (tour.is_on, tour.step) == (True, 0)


def test_it_moves_with_the_window(ui, tour):
    before = tour._frame.geometry()
    ui.window.resize(900, 700)
    ui.settle()
    assert tour._frame.geometry() != before


@pytest.mark.parametrize("size", [(760, 600), (1400, 900)])
def test_what_gets_the_keys_is_never_behind_the_words(ui, tour, size):
    ui.window.resize(*size)
    hidden = []
    for step in range(6):
        tour._go(step - tour.step)
        for widget in walk(ui.window).met:
            widget.setFocus()
            ui.until(lambda widget=widget: widget.hasFocus())
            place = QRect(widget.mapTo(ui.window, QPoint(0, 0)), widget.size())
            bubble = tour.bubble.geometry()
            if not tour.bubble.isAncestorOf(widget) and _half_of(place, bubble):
                hidden.append((step, told(widget)))
            assert ui.window.rect().contains(bubble)
    assert hidden == []


def _half_of(place: QRect, over: QRect) -> bool:
    common = place.intersected(over)
    return 2 * common.width() * common.height() > place.width() * place.height()


@pytest.fixture
def first_start(open_window):
    """A window as at the very first start: nothing was ever opened."""
    ui = open_window()
    ui.window.memory.is_on = True
    assert ui.bench.user[RECENT] == ()
    return ui


def test_at_the_very_first_project_it_is_offered_and_takes_no_focus(first_start, root):
    ui = first_start
    ui.open(root)
    notices = ui.window.notices
    assert notices.text == "New here? A short tour shows what is where."
    assert ui.window.focusWidget() is ui.experiments
    assert not ui.window.help.tour.is_on
    notices._action.click()
    assert ui.window.help.tour.is_on
    ui.window.help.tour.bubble.skip.click()
    ui.open(root)
    assert notices.text == ""


def test_who_has_opened_projects_before_is_not_toured(open_window, root):
    ui = open_window()
    ui.bench.recent.put(root)
    ui.settle()
    other = MainWindow(ui.bench, remember=True)
    ui.qtbot.addWidget(other)
    assert not other.help._had_none
    other.hide()


def test_the_start_page_offers_it_with_a_sample(open_window, tmp_path, monkeypatch):
    ui = open_window()
    monkeypatch.setattr(gestures.QFileDialog, "getExistingDirectory", lambda *_words: str(tmp_path))
    ui.window.memory.is_on = True
    with ui.qtbot.waitSignal(ui.bench.audited, timeout=PATIENCE_MS):
        ui.window.start.tour_wanted.emit()
    ui.settle()
    assert ui.window.help.tour.is_on
