"""The window fits on half of a small screen, in both languages."""

import os
import re

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel

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
