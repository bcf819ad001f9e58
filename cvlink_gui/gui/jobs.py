"""Work off the GUI thread: a job is a generator on a thread pool, drained by a timer.

The generator's values are put into a deque; the GUI thread takes them out again, never for
longer than a budget of milliseconds a turn. A pool thread touches no QObject.

A job begins when the GUI thread has nothing else to do: two threads of one interpreter at work
hold each other up, and what is new takes twice as long to be painted.
"""

import contextlib
import logging
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from functools import partial
from queue import SimpleQueue
from time import monotonic, perf_counter
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from cvlink_gui.core.errors import CvlinkError, Unexpected
from cvlink_gui.fs import together
from cvlink_gui.gui.turns import Turns

_TURN_SECONDS = 0.004
_TICK_MS = 8
_THREADS = 4
_PATIENCE = 0.7  # seconds for threads to end when all is closed
# A thread that wants the interpreter waits this long for it, not Python's 5 ms: the GUI thread
# asks often while a scan's thread unpacks messages.
_SWITCH_SECONDS = 0.0005

log = logging.getLogger(__name__)

Outcome = tuple[str, Any]  # "done" with a value, "error" with a CvlinkError, "cancelled"
_CANCELLED: Outcome = ("cancelled", None)


@dataclass(eq=False, slots=True)
class Job:
    """One piece of work. `work` gets the job, to ask `cancelled`; it yields, and returns.

    title  what is told while it runs; empty for what is too short to be named
    aside  it is neither told nor waited for: a look now and then, which hardly ever brings anything
    reads  it changes nothing, so it may be left where it is stuck
    alone  on a thread of its own: it is also done where all others are stuck

    All handlers are called on the GUI thread: `on_item` for every value yielded, `on_turn` after
    some of them, when it is time for something else, then exactly one of `on_done` (the value
    returned), `on_error`, or none if it was cancelled.
    """

    title: str
    work: Callable[["Job"], Generator[Any, None, Any]]
    on_item: Callable[[Any], None] = lambda _item: None
    on_turn: Callable[[], None] = lambda: None
    on_done: Callable[[Any], object] = lambda _result: None
    on_error: Callable[[CvlinkError], None] = lambda _error: None
    reads_tree: bool = False  # it reads; while it runs, no other job's items come into the tree
    aside: bool = False
    reads: bool = False
    alone: bool = False
    must_end: bool = False  # it is short, begins at once, and is done also while the window closes
    cancelled: bool = False
    items: deque[Any] = field(default_factory=deque)
    outcome: Outcome | None = None
    begun: float = field(default_factory=monotonic)
    thread: threading.Thread | None = None  # which runs it

    def cancel(self) -> None:
        """Ask it to stop; what it has found so far is kept by whoever took it."""
        self.cancelled = True


def once(function: Callable[[], Any]) -> Callable[[Job], Generator[Any, None, Any]]:
    """A plain function as the work of a job."""

    def work(_job: Job) -> Generator[Any, None, Any]:
        yield from ()
        return function()

    return work


class Jobs(QObject):
    """The jobs under way. `busy` tells their titles whenever one starts or ends.

    turns       what the GUI thread has to do before other jobs begin
    ended       a title, "" of what was cancelled, and the seconds since it was started
    unexpected  the exception of a job that is a mistake of the program
    """

    busy = Signal(list)
    ended = Signal(str, float)
    unexpected = Signal(object)  # BaseException

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.turns = Turns(self)
        self._pool = _Pool(_THREADS)
        sys.setswitchinterval(_SWITCH_SECONDS)
        self._jobs: list[Job] = []
        self._closed = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._drain)

    def start(self, job: Job) -> Job:
        """Run a job on the pool; after `close` nothing is started any more."""
        if self._closed:
            return job
        self._jobs.append(job)
        if job.must_end:
            self._pool.submit(job)
        else:
            self.turns.add_last(partial(self._begin, job))
        self._timer.start()
        self._tell(job)
        return job

    @property
    def titles(self) -> list[str]:
        return [job.title for job in self._jobs if not job.aside]

    @property
    def reading(self) -> list[Job]:
        """Those under way that may be left."""
        return [j for j in self._jobs if j.thread and not j.outcome and (j.reads or j.reads_tree)]

    def _begin(self, job: Job) -> None:
        if not self._closed:
            self._pool.submit(job)

    def leave(self, job: Job, error: CvlinkError) -> None:
        """Let a job that is stuck in a call end with an error; its thread ends after the call."""
        if job.thread is not None and job.outcome is None:
            self._pool.leave(job.thread)
            job.outcome = _CANCELLED if job.cancelled else ("error", error)

    def close(self) -> None:
        """Stop everything and take no more; waits a moment for the threads."""
        self._closed = True
        self._timer.stop()
        for job in self._jobs:
            if not job.must_end:
                job.cancel()
        for job in self._jobs:
            job.items.clear()
        self._jobs.clear()
        self._pool.close(_PATIENCE)

    @property
    def is_stuck(self) -> bool:
        """True if a thread has not ended after `close`, in a call that does not come back."""
        return self._closed and self._pool.is_alive

    def _drain(self) -> None:
        until = perf_counter() + _TURN_SECONDS
        reading = any(job.reads_tree and not job.outcome for job in self._jobs)
        for job in () if reading else tuple(self._jobs):
            if job.items and not job.cancelled:
                _take(job, until)
        for job in [j for j in self._jobs if j.outcome and (j.cancelled or not j.items)]:
            self._jobs.remove(job)
            self._tell(job)
            _finish(job)
            self._tell_end(job)
        if not self._jobs:
            self._timer.stop()

    def _tell(self, job: Job) -> None:
        if not job.aside:
            self.busy.emit(self.titles)

    def _tell_end(self, job: Job) -> None:
        word, value = job.outcome or _CANCELLED
        if word == "error" and isinstance(value, Unexpected):
            self.unexpected.emit(value.cause)
        is_told = word != "cancelled" and not job.cancelled
        self.ended.emit(job.title if is_told else "", monotonic() - job.begun)


class _Pool:
    """Some threads, none of which Python waits for at its end, as it does for an Executor's."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._others: list[threading.Thread] = []  # left, or with one job alone

    @property
    def is_alive(self) -> bool:
        return any(thread.is_alive() for thread in (*self._threads, *self._others))

    def submit(self, job: Job) -> None:
        if job.alone:
            self._others = [thread for thread in self._others if thread.is_alive()]
            self._others.append(_started(lambda: _run(job), "alone"))
            return
        self._jobs.put(job)
        if len(self._threads) < self._count:
            self._grow()

    def leave(self, thread: threading.Thread) -> None:
        """Have another thread in place of one that is stuck, which ends as soon as it can."""
        if thread in self._threads:
            self._threads.remove(thread)
            self._others.append(thread)
            self._grow()
            together.leave(thread)

    def _grow(self) -> None:
        self._threads.append(_started(self._work, str(len(self._threads))))

    def close(self, seconds: float) -> None:
        """End the threads when what is in the queue is done; waits no longer than said."""
        until = monotonic() + seconds
        for _ in self._threads:
            self._jobs.put(None)
        for thread in (*self._threads, *self._others):
            thread.join(max(0.0, until - monotonic()))

    def _work(self) -> None:
        with contextlib.suppress(together.Left):
            while (job := self._jobs.get()) is not None:
                _run(job)
                if threading.current_thread() in self._others:
                    return


def _started(work: Callable[[], None], name: str) -> threading.Thread:
    thread = threading.Thread(target=work, name=f"cvlink-job-{name}", daemon=True)
    thread.start()
    return thread


def _take(job: Job, until: float) -> None:
    while job.items and perf_counter() < until:
        job.on_item(job.items.popleft())
    job.on_turn()


def _run(job: Job) -> None:
    """On a pool thread. Whatever happens ends up in the job."""
    job.thread = threading.current_thread()
    try:
        steps = job.work(job)
        while not job.cancelled:
            try:
                job.items.append(next(steps))
            except StopIteration as end:
                job.outcome = ("done", end.value)
                return
        steps.close()
        job.outcome = _CANCELLED
    except CvlinkError as error:
        job.outcome = ("error", error)
    except Exception as error:
        # Of any kind: it would end the thread, and a bug would look like work without an end.
        # It is logged with its traceback and told in words.
        log.exception("%s", job.title)
        words = f"{job.title}: {type(error).__name__}: {error}"
        job.outcome = ("error", Unexpected(words, error))


def _finish(job: Job) -> None:
    word, value = job.outcome or _CANCELLED
    if word == "done" and not job.cancelled:
        job.on_done(value)
    elif word == "error":
        job.on_error(value)
