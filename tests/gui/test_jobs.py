"""Work off the GUI thread, its results on it."""

import logging
import os
import threading
import time

import pytest

from cvlink_gui.core.errors import StorageError
from cvlink_gui.gui.jobs import Job, Jobs, once

FOREVER = 10_000


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.close()


def idle(jobs):
    return lambda: not jobs.titles


def counting(job):
    """Yields numbers until it is told to stop."""
    number = 0
    while not job.cancelled:
        yield number
        number += 1
        time.sleep(0.001)


def test_items_and_the_result_come_on_the_gui_thread_in_order(jobs, qtbot):
    seen, threads = [], set()

    def work(_job):
        threads.add(threading.current_thread())
        yield from range(500)
        return "end"

    def take(what):
        threads.discard(threading.current_thread())
        assert threading.current_thread() is threading.main_thread()
        seen.append(what)

    jobs.start(Job("count", work, on_item=take, on_done=take))
    qtbot.waitUntil(idle(jobs))
    assert seen == [*range(500), "end"]
    assert threads
    assert threading.main_thread() not in threads


def test_a_turn_is_told_after_some_items_and_before_the_end(jobs, qtbot):
    story = []
    jobs.start(
        Job(
            "turns",
            lambda _job: iter_and_return(3),
            on_item=lambda _n: story.append("item"),
            on_turn=lambda: story.append("turn"),
            on_done=lambda _r: story.append("done"),
        )
    )
    qtbot.waitUntil(idle(jobs))
    assert story[-2:] == ["turn", "done"]
    assert story.count("item") == 3


def iter_and_return(count):
    yield from range(count)


def test_the_gui_thread_is_not_held_longer_than_a_turn(jobs, qtbot):
    taken = []

    def slow(number):
        taken.append(number)
        time.sleep(0.003)

    jobs.start(Job("many", lambda _job: iter_and_return(50), on_item=slow))
    qtbot.waitUntil(lambda: bool(taken), timeout=FOREVER)
    turn = len(taken)
    assert turn < 50
    qtbot.waitUntil(idle(jobs), timeout=FOREVER)
    assert taken == list(range(50))


def test_an_expected_error_goes_to_its_handler(jobs, qtbot):
    told = []

    def fail():
        raise StorageError("no space left", path=b"/data")

    jobs.start(Job("write", once(fail), on_error=told.append, on_done=lambda _r: told.append("no")))
    qtbot.waitUntil(idle(jobs))
    assert [str(error) for error in told] == ["no space left: /data"]


def test_an_unexpected_error_is_logged_with_its_traceback_and_told_in_words(jobs, qtbot, caplog):
    told = []
    jobs.start(Job("Counting", once(lambda: 1 // 0), on_error=told.append))
    qtbot.waitUntil(idle(jobs))
    assert [str(error) for error in told] == [
        "Counting: ZeroDivisionError: integer division or modulo by zero"
    ]
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.exc_info[0] is ZeroDivisionError
    caplog.clear()


def test_what_came_before_an_error_is_kept(jobs, qtbot):
    seen, told = [], []

    def work(_job):
        yield 1
        raise StorageError("gone")

    jobs.start(Job("scan", work, on_item=seen.append, on_error=told.append))
    qtbot.waitUntil(idle(jobs))
    assert seen == [1]
    assert len(told) == 1


def test_a_cancelled_job_ends_and_tells_nothing_more(jobs, qtbot):
    seen, told = [], []
    job = jobs.start(
        Job("scan", counting, on_item=seen.append, on_done=told.append, on_error=told.append)
    )
    qtbot.waitUntil(lambda: len(seen) > 3)
    job.cancel()
    count = len(seen)
    qtbot.waitUntil(idle(jobs))
    assert len(seen) == count
    assert told == []


def test_a_job_that_reads_the_tree_is_not_disturbed_by_items(jobs, qtbot):
    """Items of other jobs wait: the tree must not change while another thread reads it."""
    taken, read = [], threading.Event()
    scan = jobs.start(Job("scan", counting, on_item=taken.append))
    qtbot.waitUntil(lambda: bool(taken))
    jobs.start(Job("read", once(lambda: read.wait(10)), reads_tree=True))
    count = len(taken)
    qtbot.wait(60)
    assert len(taken) == count
    read.set()
    qtbot.waitUntil(lambda: len(taken) > count)
    scan.cancel()
    qtbot.waitUntil(idle(jobs))


def test_busy_tells_what_is_under_way(jobs, qtbot):
    told = []
    jobs.busy.connect(lambda titles: told.append(list(titles)))
    jobs.start(Job("one", once(lambda: None)))
    qtbot.waitUntil(idle(jobs))
    assert told == [["one"], []]


def test_close_stops_everything_and_leaves_no_thread(qtbot):
    jobs = Jobs()
    told = []
    for _ in range(6):  # more than there are threads
        jobs.start(Job("scan", counting, on_item=told.append, on_done=told.append))
    qtbot.waitUntil(lambda: bool(told))
    jobs.close()
    assert not [t for t in threading.enumerate() if t.name.startswith("cvlink-job")]
    count = len(told)
    qtbot.wait(30)
    assert len(told) == count
    assert jobs.titles == []


def test_a_thread_that_is_stuck_does_not_keep_it_from_closing(qtbot):
    jobs, free = Jobs(), threading.Event()
    jobs.start(Job("stuck", once(free.wait)))
    jobs.start(Job("idle", once(lambda: None)))
    qtbot.waitUntil(lambda: not jobs.turns.is_busy)
    begin = time.monotonic()
    jobs.close()
    assert time.monotonic() - begin < 2
    assert jobs.is_stuck
    free.set()
    qtbot.waitUntil(lambda: not jobs.is_stuck)


def test_jobs_that_are_left_end_with_an_error_and_others_are_done(jobs, qtbot):
    ours, its = os.pipe()
    told, done = [], []
    stuck = [
        jobs.start(Job("read", once(lambda: os.read(ours, 1)), on_error=told.append, reads=True))
        for _ in range(4)
    ]
    qtbot.waitUntil(lambda: len(jobs.reading) == len(stuck))
    jobs.start(Job("next", once(lambda: 1), on_done=done.append))
    threads = [job.thread for job in stuck]
    stuck[0].cancel()
    for job in stuck:
        jobs.leave(job, StorageError("it hangs"))
    qtbot.waitUntil(lambda: bool(done))
    qtbot.waitUntil(idle(jobs))
    assert [str(error) for error in told] == ["it hangs"] * 3
    assert all(thread.is_alive() for thread in threads)
    os.write(its, b"1234")
    qtbot.waitUntil(lambda: not any(thread.is_alive() for thread in threads))
    os.close(ours)
    os.close(its)


def test_a_job_of_its_own_thread_is_done_where_all_others_are_stuck(jobs, qtbot):
    free, done = threading.Event(), []
    for _ in range(4):
        jobs.start(Job("stuck", once(free.wait)))
    jobs.start(Job("ask", once(lambda: 1), on_done=done.append, alone=True))
    qtbot.waitUntil(lambda: bool(done))
    free.set()


def test_after_close_nothing_is_started(qtbot):
    jobs = Jobs()
    jobs.close()
    ran = []
    jobs.start(Job("late", once(lambda: ran.append(1))))
    qtbot.wait(30)
    assert (ran, jobs.titles) == ([], [])


def test_a_handler_that_fails_does_not_stop_the_other_jobs(jobs, qtbot):
    done = []

    def fail(_result):
        raise RuntimeError("a handler")

    with qtbot.captureExceptions() as errors:
        jobs.start(Job("bad", once(lambda: None), on_done=fail))
        jobs.start(Job("good", once(lambda: None), on_done=done.append))
        qtbot.waitUntil(lambda: bool(done) and not jobs.titles)
    assert [str(error) for _, error, _ in errors] == ["a handler"]
    assert done == [None]
