"""What goes with what is selected lights up, in the trees and in the lineage."""

import os

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QRegion

from cvlink_gui.gui import theme
from cvlink_gui.gui.models.tree_model import LIT, LIT_BELOW
from tests.conftest import build
from tests.gui.test_lineage import here, lit, show, view

HEARD = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def ui(open_window, root):
    build(
        root,
        "data/splits/v2/train -> ../../processed/v2/train",
        "experiments/odd/train -> ../../data/splits/v2/train",
        "experiments/deep/train -> ../baseline/train",
    )
    return open_window(root)


def lit_rows(ui, how: int = LIT) -> set[str]:
    project = ui.bench.project
    nodes = range(len(project.tree))
    models = (ui.space.dataset_model, ui.space.experiment_model)
    found = {n for n in nodes for m in models if project.tree.is_current(n) and m.lit(n) == how}
    return {os.fsdecode(project.tree.path(n)) for n in found}


def choose(ui, path: str) -> None:
    assert ui.space.reveal(os.fsencode(path))
    ui.until(lambda: not ui.window.selection.rest.isActive())
    ui.settle()
    ui.until(lambda: not ui.bench.jobs._jobs)


def test_a_dataset_lights_every_experiment_that_uses_it(ui):
    choose(ui, "data/splits/v1")
    assert lit_rows(ui) == {"experiments/baseline", "experiments/deep"}
    choose(ui, "data/raw")
    assert lit_rows(ui) == {"experiments/baseline", "experiments/deep", "experiments/odd"}


def test_an_experiment_lights_its_data_through_any_number_of_links(ui):
    choose(ui, "experiments/odd/train")
    found = lit_rows(ui)
    assert {"data/splits/v2", "data/processed/v2", "data/processed/v2/train"} <= found
    assert not {"data/splits/v1", "data/processed/v1", "data/splits"} & found
    assert "data/splits" in lit_rows(ui, LIT_BELOW)


def test_of_very_many_folders_only_the_datasets_are_lit(ui, monkeypatch):
    monkeypatch.setattr("cvlink_gui.features.inspect._RELATED", 1)
    choose(ui, "experiments/odd")
    assert {"data/splits/v2", "data/processed/v2"} <= lit_rows(ui)
    assert "data/processed/v2/train" not in lit_rows(ui)


def test_nothing_selected_lights_nothing(ui):
    choose(ui, "data/splits/v1")
    ui.experiments.clearSelection()
    ui.datasets.clearSelection()
    ui.window.selection.follow()
    assert lit_rows(ui) == set()


def test_a_row_that_is_lit_looks_unlike_one_that_is_selected_and_says_so(ui):
    choose(ui, "data/splits/v1")
    index = ui.at(ui.experiments, "baseline")
    assert "goes with what is selected" in index.data(HEARD)
    picture = ui.experiments.viewport().grab().toImage()
    rect = ui.experiments.visualRect(index)
    assert picture.pixelColor(rect.right() - 2, rect.top() + 2).name() == theme.LIGHT.lit
    assert picture.pixelColor(2, rect.center().y()).name() == theme.LIGHT.accent


class Painted(QObject):
    """What is painted of a view."""

    def __init__(self, view) -> None:
        super().__init__(view)
        self.region = QRegion()
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched, event) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.region = self.region.united(event.region())
        return False


def test_a_row_is_painted_to_its_edge_when_it_is_lit(ui):
    ui.datasets.expandAll()
    choose(ui, "experiments/odd")
    painted = Painted(ui.experiments)
    choose(ui, "data/splits/v1")
    row = ui.experiments.visualRect(ui.at(ui.experiments, "baseline"))
    ui.until(lambda: painted.region.contains(QPoint(2, row.center().y())))


def test_an_experiment_does_not_light_itself(ui, root):
    build(root, "experiments/odd/again -> train", "experiments/odd/self -> .")
    ui.act("rescan")
    choose(ui, "experiments/odd")
    assert "experiments/odd" not in lit_rows(ui)


def test_a_closed_folder_shows_that_something_in_it_is_lit(ui):
    choose(ui, "experiments/odd")
    index = ui.at(ui.datasets, "splits")
    ui.datasets.collapse(index)
    place = ui.datasets.visualRect(index)

    def mark() -> str:
        picture = ui.datasets.viewport().grab().toImage()
        return picture.pixelColor(2, place.center().y()).name()

    assert mark() == theme.LIGHT.accent
    ui.datasets.expand(index)
    assert mark() == theme.LIGHT.base


def test_what_is_selected_in_the_trees_is_lit_in_the_lineage(ui):
    show(ui)
    choose(ui, "experiments/baseline/train")
    assert here(ui) == "experiments/baseline"
    assert {"data/splits/v1", "data/processed/v1", "data/raw"} < set(lit(ui))
    assert "experiments/odd" not in lit(ui)
    choose(ui, "data/splits/v2")
    assert "experiments/odd" in lit(ui)
    assert not view(ui).hasFocus()


def test_the_lineage_lights_it_as_well_when_it_is_shown_later(ui):
    choose(ui, "experiments/odd")
    show(ui)
    assert here(ui) == "experiments/odd"
    assert "data/splits/v2" in lit(ui)


def test_keys_in_the_lineage_stay_where_they_are_after_an_audit(ui):
    show(ui)
    choose(ui, "experiments/odd")
    view(ui).setFocus()
    view(ui).go_to(view(ui)._first_of(0))
    before = here(ui)
    ui.act("rescan")
    ui.window.selection.follow()
    assert here(ui) == before
