"""Garbage is collected in the GUI thread, and little at a time."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from cvlink_gui.gui.garbage import Collector, _collect
from tests.gui.driver import PATIENCE_MS


class Node:
    """Something that holds itself."""

    def __init__(self):
        self.me = self


@pytest.fixture
def owner():
    return QObject()


@pytest.fixture
def collector(owner):
    collector = Collector(owner)
    yield collector
    collector.close()


def test_what_holds_itself_is_collected_by_the_gui_thread(qtbot, collector):
    threads = []
    weakref.finalize(Node(), lambda: threads.append(threading.current_thread()))

    def much():
        for _ in range(10 * gc.get_threshold()[0]):
            Node()

    with qtbot.waitSignal(collector._timer.timeout, timeout=PATIENCE_MS):
        worker = threading.Thread(target=much)
        worker.start()
        worker.join()
        assert threads == []
    qtbot.waitUntil(lambda: threads == [threading.main_thread()], timeout=PATIENCE_MS)


def test_what_the_window_is_made_of_is_not_looked_at(qtbot, collector):
    qtbot.waitUntil(collector._timer.isActive, timeout=PATIENCE_MS)
    assert len(gc.get_objects()) < gc.get_freeze_count() / 10


def test_older_garbage_is_collected_less_often(monkeypatch):
    collected = []
    monkeypatch.setattr(gc, "collect", collected.append)
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))  # 2,000 since Python 3.13
    for counts in ((700, 10, 10), (701, 0, 0), (5, 11, 10), (701, 11, 11)):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        _collect()
    assert collected == [0, 1, 2]


def test_python_collects_by_itself_when_the_window_is_closed(owner):
    collector = Collector(owner)
    assert not gc.isenabled()
    collector.close()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
