"""Pieces of work, each in a turn of the event loop of its own."""

import pytest
from PySide6.QtCore import QObject, QTimer
from shiboken6 import delete

from cvlink_gui.gui.jobs import Job, Jobs, once
from cvlink_gui.gui.turns import Turns


@pytest.fixture
def turns(qtbot, qapp):
    return Turns(qapp)


def test_a_piece_is_done_a_turn_in_the_order_they_came(turns, qtbot):
    done = []

    def step(number):
        done.append(number)
        QTimer.singleShot(0, lambda: done.append("a turn"))

    turns.add(turns, lambda: step(1), lambda: step(2))
    turns.add(turns, lambda: step(3))
    assert done == []
    qtbot.waitUntil(lambda: not turns.is_busy and done[-1] == "a turn")
    assert done == [1, "a turn", 2, "a turn", 3, "a turn"]


def test_what_comes_last_waits_for_what_comes_after_it(turns, qtbot):
    done = []
    turns.add_last(lambda: done.append("last"))
    turns.add(turns, lambda: turns.add(turns, lambda: done.append("second")), lambda: None)
    turns.add(turns, lambda: done.append("first"))
    qtbot.waitUntil(lambda: not turns.is_busy)
    assert done == ["first", "second", "last"]


def test_what_is_of_an_object_that_is_gone_is_not_done(turns, qtbot):
    done, gone = [], QObject()
    turns.add(gone, lambda: done.append("gone"))
    turns.add(turns, lambda: done.append("there"))
    delete(gone)
    qtbot.waitUntil(lambda: not turns.is_busy)
    assert done == ["there"]


def test_what_is_forgotten_is_not_done_but_what_comes_last_is(turns, qtbot):
    done = []
    turns.add(turns, lambda: done.append("forgotten"))
    turns.add_last(lambda: done.append("last"))
    turns.forget()
    qtbot.waitUntil(lambda: not turns.is_busy)
    assert done == ["last"]


def test_a_job_begins_when_nothing_else_is_to_be_done(qtbot):
    jobs, done = Jobs(), []
    jobs.start(Job("job", once(lambda: done.append("job"))))
    jobs.turns.add(jobs, *(lambda: done.append("shown") for _ in range(9)))
    qtbot.waitUntil(lambda: not jobs.titles)
    jobs.close()
    assert done == ["shown"] * 9 + ["job"]


def test_a_job_that_must_end_begins_at_once(qtbot):
    jobs, done = Jobs(), []
    jobs.start(Job("write", once(lambda: done.append("written")), must_end=True))
    jobs.close()
    assert done == ["written"]
