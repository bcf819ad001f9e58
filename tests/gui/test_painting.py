"""What is painted again when something may say something else."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QRect

from cvlink_gui.fs import fork
from cvlink_gui.fs.children import abandon, start
from cvlink_gui.gui.models.levels import STATE


class Painted(QObject):
    """The areas of a view that were painted since it was asked last."""

    def __init__(self, view):
        super().__init__(view)
        self._areas = []
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched, event):
        if event.type() is QEvent.Type.Paint:
            self._areas.append(event.region().boundingRect())
        return False

    def take(self):
        areas, self._areas = self._areas, []
        return areas


@pytest.fixture
def view(ui, qapp):
    ui.experiments.viewport().repaint()
    qapp.processEvents()
    return ui.experiments


@pytest.fixture
def painted(view):
    return Painted(view)


def whole_row(view, node):
    row = view.visualRect(view.model().index_of(node))
    return QRect(0, row.y(), view.viewport().width(), row.height())


def test_rows_that_say_the_same_are_not_painted_again(view, painted, qapp):
    view.refresh()
    qapp.processEvents()
    assert painted.take() == []


def test_a_row_that_says_something_else_is_painted_again_and_no_other(ui, view, painted, qapp):
    model = view.model()
    node = model.node(ui.at(view, "faulty"))
    said, model._state = model._state, lambda n: "another" if n == node else said(n)
    view.refresh()
    qapp.processEvents()
    assert painted.take() == [whole_row(view, node)]
    view.refresh()
    qapp.processEvents()
    assert painted.take() == []


def test_a_row_of_which_only_a_part_was_painted_anew_is_painted_whole(ui, view, painted, qapp):
    index = ui.at(view, "faulty").siblingAtColumn(STATE)
    part = view.visualRect(index).adjusted(4, 4, -4, -4)
    view.viewport().repaint(part)
    assert painted.take() == [part]
    view.refresh()
    qapp.processEvents()
    assert painted.take() == [whole_row(view, view.model().node(index))]


def test_much_that_was_painted_is_forgotten_and_painted_anew(view, painted, qapp, monkeypatch):
    monkeypatch.setattr("cvlink_gui.gui.panels.tree_view._PAINTED_KEPT", 1)
    view.refresh()
    qapp.processEvents()
    assert painted.take() == [view.viewport().rect()]


@pytest.mark.skipif(sys.platform == "win32", reason="niceness is a matter of Unix")
def test_a_process_beside_a_window_gives_way_to_it(monkeypatch):
    monkeypatch.setattr("cvlink_gui.fs.fork.is_possible", lambda: False)
    child = start("helper")
    try:
        assert not isinstance(child, fork.Forked)
        assert os.getpriority(os.PRIO_PROCESS, child.pid) > os.getpriority(os.PRIO_PROCESS, 0)
    finally:
        abandon(child)


@pytest.mark.skipif(not os.path.exists("/proc/self/autogroup"), reason="no sessions are grouped")
def test_so_does_its_session_which_linux_weighs_as_a_whole(monkeypatch):
    monkeypatch.setattr("cvlink_gui.fs.fork.is_possible", lambda: False)
    ours = Path("/proc/self/autogroup").read_text("ascii")
    child = start("helper")
    try:
        its = Path(f"/proc/{child.pid}/autogroup").read_text("ascii")
        if not its:  # a session of its own, and yet in no group
            pytest.skip("sessions are not weighed here (sched_autogroup_enabled)")
        assert its.split()[:1] != ours.split()[:1]
        assert its.split()[1:] == ["nice", "10"]
        assert Path("/proc/self/autogroup").read_text("ascii") == ours
    finally:
        abandon(child)
