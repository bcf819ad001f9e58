"""The window fits on half of a small screen, in both languages."""

import os

import pytest
from PySide6.QtCore import QLocale

from cvlink_gui.gui import words

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
        ui.until(lambda: window.toolBarBreak(window._search_bar) is is_below)  # noqa: B023
        ui.until(lambda: bar.isVisible() and bar.width() >= bar.minimumSizeHint().width())
