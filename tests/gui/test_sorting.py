"""Sorting by a click or from the menu, where one was, and what keys are done to."""

import os

import pytest
from PySide6.QtCore import QPoint, Qt

from cvlink_gui.core import filter as filters
from cvlink_gui.gui.models.levels import DETAIL, NAME, STATE
from cvlink_gui.gui.panels import matches
from tests.gui.driver import row, texts


def click_header(ui, view, column):
    header = view.header()
    place = QPoint(header.sectionViewportPosition(column) + 8, header.height() // 2)
    ui.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def arrow(view):
    header = view.header()
    return header.sortIndicatorSection(), header.sortIndicatorOrder()


# Sorting


def test_rows_begin_in_the_order_of_names_and_say_so(ui):
    for view in (ui.datasets, ui.experiments):
        assert view.header().isSortIndicatorShown()
        assert arrow(view) == (NAME, Qt.SortOrder.AscendingOrder)


def test_a_click_on_state_brings_the_worst_to_the_top_another_one_to_the_end(ui):
    model = ui.experiments.model()
    click_header(ui, ui.experiments, STATE)
    assert arrow(ui.experiments) == (STATE, Qt.SortOrder.DescendingOrder)
    assert texts(model)[0] == "faulty"
    states = texts(model, row(model, "faulty"), STATE)
    assert states[-1] in ("ok", "")
    assert states[0] == "target missing"
    click_header(ui, ui.experiments, STATE)
    assert texts(model)[-1] == "faulty"
    assert texts(ui.datasets.model())[0] == "raw"  # the other tree has an order of its own


def test_sorting_leaves_what_is_open_and_selected(ui):
    ui.at(ui.datasets, "processed", "v2", "val", "images")
    ui.select(ui.datasets, "splits", "v1", "train")
    for column in (STATE, NAME, NAME, DETAIL):
        click_header(ui, ui.datasets, column)
        assert ui.window.selected_paths() == [b"data/splits/v1/train"]
        assert ui.datasets.currentIndex().data() == "train"
        assert ui.datasets.isExpanded(row(ui.datasets.model(), "processed", "v2", "val"))


@pytest.mark.parametrize(("action", "column"), [("sort_detail", DETAIL), ("sort_state", STATE)])
def test_the_menu_sorts_the_tree_that_had_the_focus(ui, action, column):
    ui.select(ui.datasets, "splits")
    ui.act(action)
    assert arrow(ui.datasets)[0] == column
    assert arrow(ui.experiments)[0] == NAME
    order = arrow(ui.datasets)[1]
    ui.act(action)
    assert arrow(ui.datasets)[1] != order


def test_experiments_are_in_natural_order(open_window, tmp_path):
    for number in (1, 2, 10):
        os.makedirs(tmp_path / "p" / "experiments" / f"run{number}" / "train")
    ui = open_window(os.fsencode(tmp_path / "p"))
    assert texts(ui.experiments.model()) == ["run1", "run2", "run10"]


# Filter


def type_filter(ui, words):
    with ui.qtbot.waitSignal(ui.bench.filtered):
        ui.window.filter_bar.edit.setText(words)
    ui.until(lambda: not words or ui.space.dataset_model.shows[1].is_complete)


def test_the_way_to_a_few_matches_is_opened_and_closed_again(ui):
    ui.experiments.collapseAll()
    type_filter(ui, "again")
    assert ui.experiments.isExpanded(row(ui.experiments.model(), "faulty"))
    type_filter(ui, "")
    assert not ui.experiments.isExpanded(row(ui.experiments.model(), "faulty"))


def test_in_a_large_project_matches_come_as_they_are_found(ui, monkeypatch):
    """The first view does not wait for all of them."""
    monkeypatch.setattr(filters, "_AT_ONCE", 0)
    monkeypatch.setattr(filters, "_TEXT_STEP", 16)
    monkeypatch.setattr(matches, "_FIRST_SECONDS", 0)
    monkeypatch.setattr(matches, "_TURN_SECONDS", 0)
    seen = []
    ui.bench.filtered.connect(lambda _m: seen.append(texts(ui.experiments.model())))
    type_filter(ui, "again")
    assert seen == [[]]
    ui.settle()
    assert texts(ui.experiments.model()) == ["faulty"]
    assert ui.experiments.isExpanded(row(ui.experiments.model(), "faulty"))


# Keys


def test_a_tree_one_comes_to_by_tab_has_a_row_selected(ui):
    for view in (ui.datasets, ui.experiments):
        view.clearSelection()
        ui.window.filter_bar.edit.setFocus()
        for _ in range(60):
            ui.key(Qt.Key.Key_Tab, widget=ui.window.focusWidget())
            if view.hasFocus():
                break
        assert view.hasFocus()
        assert view.selected_nodes() == [view.current_node()]


def test_a_selection_is_left_as_it_was_by_tab(ui):
    ui.select(ui.experiments, "baseline", "train")
    selected = ui.window.selected_paths()
    ui.key(Qt.Key.Key_Tab, widget=ui.experiments)
    ui.key(Qt.Key.Key_Backtab, widget=ui.window.focusWidget())
    assert ui.experiments.hasFocus()
    assert ui.window.selected_paths() == selected


# Columns


def test_every_state_fits_into_its_column_at_the_usual_width(ui):
    ui.window.resize(1400, 900)
    view = ui.experiments
    ui.at(view, "faulty", "test")
    assert view.sizeHintForColumn(STATE) <= view.header().sectionSize(STATE)
