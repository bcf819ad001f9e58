"""The window fits on half of a small screen, in both languages."""

import os
import re

import pytest
from PySide6.QtCore import QLocale, QRect
from PySide6.QtWidgets import (
    QLabel,
    QStyle,
    QStyleOptionHeader,
    QStyleOptionViewItem,
    QToolButton,
)

from cvlink_gui.gui import words
from cvlink_gui.gui.models.levels import DETAIL, NAME, STATE
from cvlink_gui.gui.models.problems_model import PROBLEM, RULE, SEVERITY
from cvlink_gui.gui.panels.empty import EmptyWords
from cvlink_gui.gui.theme import ROW_HEIGHT, UNIT
from tests.gui.driver import row

LEAST = 760  # px


@pytest.fixture(params=["en", "tr"])
def spoken(qapp, request):
    before = QLocale()
    words.speak(qapp, request.param)
    yield
    while words._installed:
        qapp.removeTranslator(words._installed.pop())
    QLocale.setDefault(before)


@pytest.mark.usefixtures("spoken")
def test_the_window_can_be_narrow_whatever_an_experiment_is_called(open_window, sample):
    name = "an_experiment_" + "with_a_very_long_name_" * 8
    path = os.path.join(os.fsdecode(sample), "experiments", name)
    os.rename(os.path.join(os.fsdecode(sample), "experiments/baseline"), path)
    ui = open_window(sample)
    ui.select(ui.experiments, name)
    only = ui.space.problems.list.only
    ui.until(lambda: name in only.toolTip())
    assert ui.window.minimumSizeHint().width() <= LEAST
    ui.window.resize(LEAST, 700)
    assert ui.window.width() == LEAST
    assert only.width() < only.sizeHint().width()


@pytest.mark.usefixtures("spoken")
def test_the_filter_gets_a_row_of_its_own_where_it_does_not_fit(open_window, sample):
    ui = open_window(sample)
    window, bar = ui.window, ui.window.filter_bar
    for width, is_below in ((LEAST, True), (1_400, False), (LEAST, True)):
        window.resize(width, 700)
        ui.until(lambda: window.toolBarBreak(window.bars.search) is is_below)  # noqa: B023
        ui.until(lambda: bar.isVisible() and bar.width() >= bar.minimumSizeHint().width())


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("name", ["baseline/train", "faulty/train", "faulty/again", "faulty/test"])
def test_no_word_of_the_inspector_is_cut_off_where_it_is_narrow(open_window, sample, name):
    ui = open_window(sample)
    ui.window.resize(LEAST, 900)
    path = b"experiments/" + os.fsencode(name)
    assert ui.space.reveal(path)
    ui.until(lambda: ui.space.inspector.path == path)
    ui.settle()
    ui.until(lambda: not ui.bench.gallery.is_busy)
    body = ui.space.inspector.widget()
    assert body.width() <= ui.space.inspector.viewport().width()
    labels = [one for one in body.findChildren(QLabel) if one.isVisibleTo(body) and one.text()]
    assert len(labels) > 5
    for label in labels:
        words = re.split("[ \u200b\n]", label.text())
        widest = max(map(label.fontMetrics().horizontalAdvance, words))
        assert widest <= label.contentsRect().width(), label.text()


def elided(view, *path: str, column: int = NAME) -> bool:
    """Whether a name, or what another column says, is shortened where it is painted."""
    index = row(view.model(), *path).siblingAtColumn(column)
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.rect = view.visualRect(index)
    view.itemDelegate().initStyleOption(option, index)
    text = QStyle.SubElement.SE_ItemViewItemText
    room = view.style().subElementRect(text, option, view).width() - 6  # around a text
    return view.fontMetrics().horizontalAdvance(index.data()) > room


@pytest.mark.usefixtures("spoken")
def test_a_small_window_has_room_for_names_for_rows_and_for_what_is_wrong(open_window, sample):
    ui = open_window(sample)
    ui.window.resize(LEAST, 600)
    ui.select(ui.experiments, "faulty", "train")
    ui.settle()
    for view, paths in (
        (ui.datasets, [("raw",), ("raw", "street"), ("processed",)]),
        (ui.experiments, [("faulty",), ("faulty", "labels"), ("baseline",)]),
    ):
        assert [path for path in paths if elided(view, *path)] == []
        assert view.viewport().height() >= 5 * ROW_HEIGHT
    assert not elided(ui.datasets, "raw", "street", column=DETAIL)
    problems = ui.space.problems.list
    assert problems.view.columnWidth(PROBLEM) >= 50 * UNIT
    assert problems.edit.width() >= 30 * UNIT
    assert all(chip.toolTip() for chip in problems.chips.values())
    ui.window.resize(1400, 900)
    ui.until(lambda: not ui.experiments.isColumnHidden(DETAIL))
    assert not ui.datasets.isColumnHidden(STATE)
    assert not problems.view.isColumnHidden(RULE)


def test_actions_that_have_no_room_are_behind_an_arrow_that_is_seen(ui):
    bar = ui.window.bars.actions
    bar.setMaximumWidth(bar.sizeHint().width() // 2)
    more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
    ui.until(more.isVisible)
    seen = more.grab().toImage()
    points = ((x, y) for x in range(seen.width()) for y in range(seen.height()))
    assert len({seen.pixel(*point) for point in points}) > 3


def test_words_stand_below_their_heading(open_window, sample):
    """The texts of a list begin where its heading does."""
    ui = open_window(sample)
    view = ui.space.problems.view
    header, index = view.header(), ui.space.problems.model.index(0, SEVERITY)
    option, told = QStyleOptionViewItem(), QStyleOptionHeader()
    view.initViewItemOption(option)
    option.rect = view.visualRect(index)
    view.itemDelegate().initStyleOption(option, index)
    text = QStyle.SubElement.SE_ItemViewItemText
    words = view.style().subElementRect(text, option, view)
    header.initStyleOption(told)
    told.rect = QRect(header.sectionViewportPosition(SEVERITY), 0, 100, header.height())
    label = header.style().subElementRect(QStyle.SubElement.SE_HeaderLabel, told, header)
    margin = view.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, view) + 1
    assert abs(words.left() + margin - label.left()) <= 1


def test_the_charts_are_as_high_as_ever_when_the_window_was_made_small_meanwhile(ui):
    board = ui.space.dashboard
    ui.space.tabs.setCurrentWidget(board)
    ui.until(lambda: board._is_loaded and not board.turns.is_busy)
    high = board.cards[0].height()
    ui.space.tabs.setCurrentIndex(0)
    ui.window.resize(LEAST, 600)
    ui.settle()
    ui.space.tabs.setCurrentWidget(board)
    ui.settle()
    assert [card.height() >= high for card in board.cards] == [True] * len(board.cards)


def test_the_words_of_an_empty_list_are_whole_in_one_row(ui):
    words = ui.space.history.findChild(EmptyWords)
    view = words.parent().parent()
    high = view.header().height() + 2 * view.frameWidth()
    for rows in (ROW_HEIGHT, 5 * ROW_HEIGHT):
        view.setFixedHeight(high + rows)
        ui.space.tabs.setCurrentWidget(ui.space.history)
        ui.settle()
        assert words.height() - 2 * words.margin() >= words.fontMetrics().height()
    assert words.margin() == 2 * UNIT


def test_the_toolbar_is_in_the_order_of_the_work(ui):
    bar = ui.window.bars.actions
    ids = {action: name for name, action in ui.window.actions_by_id.items()}
    named = [ids.get(action, bar.widgetForAction(action)) for action in bar.actions()]
    assert named == [
        *("open", "rescan", "preflight"),
        *(ui.window.profile, ui.window.lens),
        *("undo", "redo"),
    ]
