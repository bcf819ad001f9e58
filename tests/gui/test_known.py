"""What an earlier run has found is shown at once, and said not to be checked until it is."""

import os
import shutil

import pytest
from PySide6.QtCore import Qt

from cvlink_gui.core.links import Health
from cvlink_gui.features.project import Project
from cvlink_gui.fs import index
from cvlink_gui.gui import theme
from cvlink_gui.gui.icons import icon
from cvlink_gui.gui.models.levels import DETAIL, STATE
from tests.gui.driver import PATIENCE_MS, row, texts


@pytest.fixture
def known(open_window, sample):
    """A project that was scanned by a window that was closed again."""
    open_window(sample).close()
    return sample


@pytest.fixture
def waiting(known, open_window, monkeypatch):
    """A window that has opened it, and whose scan waits for a word: `go_on`."""
    import threading

    real, go = Project.scan, threading.Event()

    def scan(self, *args, **options):
        go.wait(PATIENCE_MS / 1000)
        yield from real(self, *args, **options)

    monkeypatch.setattr(Project, "scan", scan)
    ui = open_window()
    ui.at_end.append(go.set)
    ui.bench.open(known)
    ui.until(lambda: ui.bench.is_scanning)  # it comes turns after the rows

    def go_on():
        with ui.qtbot.waitSignal(ui.bench.audited, timeout=PATIENCE_MS):
            go.set()
        ui.settle()

    ui.go_on = go_on
    return ui


def state(ui, *names):
    return ui.at(ui.experiments, *names).siblingAtColumn(STATE)


def test_the_rows_are_there_before_anything_is_looked_at(waiting):
    assert texts(waiting.experiments.model()) == ["baseline", "faulty", "improved"]
    assert "raw" in texts(waiting.datasets.model())
    assert waiting.experiments.isExpanded(row(waiting.experiments.model(), "baseline"))
    assert waiting.bench.is_scanning


def test_nothing_known_from_before_is_shown_as_well_for_sure(waiting):
    well = state(waiting, "baseline", "train")
    assert well.data() == "before: ok"
    assert well.data(Qt.ItemDataRole.ForegroundRole) == theme.color("quiet")
    good = icon(*theme.HEALTH_MARKS[Health.OK]).cacheKey()
    assert well.data(Qt.ItemDataRole.DecorationRole).cacheKey() != good
    assert state(waiting, "faulty", "train").data() == "before: target missing"
    said = waiting.at(waiting.experiments, "baseline", "train")
    assert "before: ok" in said.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "0 broken" not in waiting.window.status._broken.text()
    waiting.go_on()
    assert state(waiting, "baseline", "train").data() == "ok"
    assert state(waiting, "baseline", "train").data(Qt.ItemDataRole.DecorationRole).cacheKey() == (
        good
    )


def test_the_status_bar_says_that_it_is_being_checked_and_since_when(waiting):
    known = waiting.window.status.known
    assert known.isVisible()
    assert "last known, being checked" in known.text()
    assert "last found to be true on" in known.toolTip()
    waiting.go_on()
    assert not known.isVisible()


def test_what_was_not_checked_stays_marked_when_the_check_is_cancelled(waiting):
    waiting.bench.cancel_scan()
    assert waiting.window.status.known.isVisible()
    assert "being checked" not in waiting.window.status.known.text()
    assert state(waiting, "baseline", "train").data() == "before: ok"
    waiting.at_end.pop()()
    waiting.settle()
    with waiting.qtbot.waitSignal(waiting.bench.audited, timeout=PATIENCE_MS):
        waiting.bench.rescan()
    waiting.settle()
    assert state(waiting, "baseline", "train").data() == "ok"


def test_what_has_changed_since_is_right_in_the_end(known, open_window):
    os.unlink(known + b"/experiments/faulty/again")
    os.symlink(b"gone", known + b"/experiments/baseline/extra")
    shutil.rmtree(known + b"/data/processed/v2")
    ui = open_window(known)
    assert "again" not in texts(ui.experiments.model(), ui.at(ui.experiments, "faulty"))
    assert state(ui, "baseline", "extra").data() == "target missing"
    assert state(ui, "improved", "train").data() == "target missing"
    assert ui.bench.known_at is None


def test_one_can_select_and_filter_before_it_is_checked(waiting):
    waiting.select(waiting.experiments, "faulty", "again")
    waiting.window.filter_bar.edit.setText("again")
    waiting.until(lambda: texts(waiting.experiments.model()) == ["faulty"])
    waiting.go_on()
    assert waiting.window.selected_paths() == [b"experiments/faulty/again"]
    assert texts(waiting.experiments.model()) == ["faulty"]


@pytest.mark.parametrize("kind", ["damaged", "foreign"])
def test_an_index_that_is_damaged_or_of_another_folder_is_passed_by_and_logged(
    known, open_window, kind, caplog
):
    path = index.path_of(known)
    if kind == "damaged":
        with open(path, "r+b") as file:
            file.seek(-20, os.SEEK_END)
            file.write(b"\xff" * 8)
    else:
        other = index.path_of(known + b"/data")
        open_window(known + b"/data").close()
        shutil.copy(other, path)
    with caplog.at_level("INFO", logger="cvlink_gui"):
        ui = open_window()
        ui.bench.open(known)
        ui.until(lambda: ui.bench.project)
        assert ui.bench.known_at is None
        ui.settle()
    assert "passing by" in caplog.text
    assert state(ui, "baseline", "train").data() == "ok"


def test_a_project_that_was_left_in_a_state_comes_back_in_it_at_once(waiting):
    """Nothing known is opened twice: what one closes meanwhile stays closed."""
    index = row(waiting.experiments.model(), "baseline")
    waiting.experiments.collapse(index)
    waiting.go_on()
    assert not waiting.experiments.isExpanded(row(waiting.experiments.model(), "baseline"))


def test_a_tree_made_smaller_takes_the_place_of_the_one_that_is_shown(ui):
    ui.at(ui.datasets, "processed", "v2", "val", "images")
    ui.select(ui.experiments, "faulty", "again")
    project, before = ui.bench.project, ui.bench.project.tree
    details = texts(ui.experiments.model(), None, DETAIL)
    states = texts(ui.experiments.model(), None, STATE)
    project.tree = before.compacted()
    ui.bench.trees.exchanged.emit(project)
    assert ui.space.dataset_model.tree is project.tree
    assert ui.window.selected_paths() == [b"experiments/faulty/again"]
    assert ui.datasets.isExpanded(row(ui.datasets.model(), "processed", "v2", "val"))
    assert texts(ui.experiments.model(), None, STATE) == states
    assert texts(ui.experiments.model(), None, DETAIL) == details
