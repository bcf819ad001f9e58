"""The process that asks storage for metadata: many paths, some at a time on each mount.

Before anything on a mount is touched a path is queued there, and every mount has threads of its
own: one that does not answer holds up none of the others. Where a call takes longer than the
deadline, and no other has come back for as long, the mount does not answer; what waits there is
answered with ETIMEDOUT and never asked. So every path gets an answer, in bounded time. A call that
fails as storage fails for a moment is made again, each time after a longer while.

Protocol, pickled: a `Wish`, then lists of (number, path), then the end of the input; back come
messages with lists of rows. Nothing is opened but folders whose names are wanted.
"""

import contextlib
import errno
import os
import pickle
import stat
import sys
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TypeVar

from cvlink_gui.fs.children import end_with_threads, send
from cvlink_gui.fs.crossing import Crossings

T = TypeVar("T")

# What storage says that is out of order, for a moment or for good: nothing about the path.
TROUBLE = frozenset(
    {
        errno.EIO,
        errno.ESTALE,
        errno.ETIMEDOUT,
        errno.ENOTCONN,  # a FUSE server that died
        errno.EHOSTDOWN,
        errno.EHOSTUNREACH,
        errno.ENETUNREACH,
        errno.ENETDOWN,
        errno.ECONNRESET,
        errno.ECONNABORTED,
        errno.ECONNREFUSED,
        errno.EAGAIN,
        errno.EBUSY,
    }
)
_FIRST_WAIT, _LONGEST_WAIT, _JITTER = 0.1, 2.0, 0.1  # seconds between tries: 0.1, 0.2, 0.4, ...
_PATIENCE = 3  # paths on one mount that fail for all that was tried, before it is not tried again
_TICK_SECONDS = 0.02
_IDLE_SECONDS = 0.2
_MESSAGE_ROWS = 2_000

# number, real path, the mount it ended on, seconds of the last call, errno, how often a call was
# made again, st_mode, names of a folder where they are wanted
Row = tuple[int, bytes, bytes, float, int, int, int, tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class Wish:
    """How to ask.

    points    where something is mounted that a walk can enter
    dead      those of them that are known not to answer: nothing on them is asked
    deadline  seconds a mount may leave a call, and all others, without an answer
    width     calls at a time on one mount
    attempts  times a call is made that fails as storage fails for a moment
    names     list folders, too: each once, whatever the way to it
    """

    points: tuple[bytes, ...]
    dead: frozenset[bytes] = frozenset()
    deadline: float = 3.0
    width: int = 1
    attempts: int = 1
    names: bool = False


@dataclass(eq=False, slots=True)
class _Task:
    """One path on its way; `walk` stops before every mount."""

    number: int
    path: bytes
    walk: Generator[bytes, None, bytes]
    retries: int = 0
    seconds: float = 0.0
    answered: bool = False


@dataclass(eq=False, slots=True)
class _Mount:
    """What waits for one mount, and its calls under way: by thread, since when and for what.

    came_back  the moment of the last call that did
    failures   paths one after the other that failed for all that was tried
    """

    point: bytes
    dead: bool
    greeted: bool = False
    threads: int = 0
    came_back: float = 0.0
    failures: int = 0
    queue: SimpleQueue[_Task] = field(default_factory=SimpleQueue)
    under_way: dict[int, tuple[float, _Task]] = field(default_factory=dict)

    def is_silent(self, moment: float) -> bool:
        """True if a call has been under way since before this moment, and none came back since."""
        waited = any(since < moment for since, _ in tuple(self.under_way.values()))
        return waited and self.came_back < moment


class Asker:
    """Asks until all is answered. The thread that calls it touches no path itself."""

    def __init__(self, wish: Wish) -> None:
        points = dict.fromkeys((b"/", *wish.points))
        self.open = 0  # paths without an answer that was handed out
        self._wish = wish
        self._mounts = {point: _Mount(point, point in wish.dead) for point in points}
        self._crossings = Crossings(points, self._read)
        self._listed: set[bytes] = set()
        self._rows: SimpleQueue[Row] = SimpleQueue()
        self._lock = threading.Lock()
        self._here = threading.local()  # of a thread: its mount, and the task it is at

    def ask(self, number: int, path: bytes) -> None:
        """Take an absolute path; its row comes some time later."""
        with self._lock:
            self.open += 1
        walk = self._crossings.walk(path) if self._wish.points else _as_named(path)
        task = _Task(number, path, walk)
        if b"\0" in path:
            self._answer(task, b"/", errno.EINVAL)
        else:
            self._queue(task, self._mounts[b"/"])

    def rows(self) -> list[Row]:
        """What was answered since; waits a moment for the first."""
        rows = []
        with contextlib.suppress(Empty):
            rows.append(self._rows.get(timeout=_TICK_SECONDS if self.open else _IDLE_SECONDS))
            while len(rows) < _MESSAGE_ROWS:
                rows.append(self._rows.get_nowait())
        with self._lock:
            self.open -= len(rows)
        return rows

    def give_up(self) -> None:
        """Answer for the mounts that have not answered within the deadline."""
        moment = time.monotonic() - self._wish.deadline
        for mount in self._mounts.values():
            if mount.dead or not mount.is_silent(moment):
                continue
            with self._lock:
                mount.dead = True
            for _, task in tuple(mount.under_way.values()):
                self._answer(task, mount.point, errno.ETIMEDOUT)
            with contextlib.suppress(Empty):
                while True:
                    self._answer(mount.queue.get_nowait(), mount.point, errno.ETIMEDOUT)

    def _queue(self, task: _Task, mount: _Mount) -> None:
        with self._lock:
            if not mount.dead:
                mount.queue.put(task)
                if mount.threads < self._wish.width:
                    mount.threads += 1
                    threading.Thread(target=self._serve, args=(mount,), daemon=True).start()
                return
        self._answer(task, mount.point, errno.ETIMEDOUT)

    def _serve(self, mount: _Mount) -> None:
        """A thread of one mount: it makes no call on any other."""
        self._here.mount = mount
        while True:
            self._here.task = task = mount.queue.get()
            try:
                self._greet(mount)
                point = next(task.walk)
            except StopIteration as end:
                self._look(task, end.value)
            except OSError as error:
                self._answer(task, mount.point, error.errno or errno.EIO)
            else:
                self._queue(task, self._mounts[point])

    def _greet(self, mount: _Mount) -> None:
        """One call that no memory of the kernel answers: attributes may be remembered, this not."""
        if not mount.greeted or self._here.task.path == mount.point:
            mount.greeted = True
            with contextlib.suppress(OSError):  # what is wrong comes with the path
                self._call(_greeting, mount.point)

    def _look(self, task: _Task, real: bytes) -> None:
        point: bytes = self._here.mount.point
        names: tuple[bytes, ...] = ()
        try:
            mode = self._patiently(os.stat, real).st_mode
            if self._wish.names and stat.S_ISDIR(mode) and self._is_new(real):
                names = tuple(self._patiently(os.listdir, real))
        except OSError as error:
            self._answer(task, point, error.errno or errno.EIO, real)
        else:
            self._answer(task, point, 0, real, mode, names)

    def _is_new(self, folder: bytes) -> bool:
        with self._lock:
            new = folder not in self._listed
            self._listed.add(folder)
        return new

    def _read(self, place: bytes) -> bytes:
        return self._patiently(os.readlink, place)

    def _patiently(self, call: Callable[[bytes], T], path: bytes) -> T:
        try:
            return self._call(call, path)
        except OSError as error:
            given_up = self._here.mount.failures >= _PATIENCE
            if error.errno not in TROUBLE or self._wish.attempts < 2 or given_up:
                raise
            return self._again(call, path, error)

    def _again(self, call: Callable[[bytes], T], path: bytes, first: OSError) -> T:
        """A call that failed, made again after longer and longer waits of random length."""
        import tenacity  # seldom needed

        failed, task = [first], self._here.task

        def attempt() -> T:
            if failed:
                raise failed.pop()
            task.retries += 1
            return self._call(call, path)

        wait = tenacity.wait_exponential(_FIRST_WAIT, _LONGEST_WAIT)
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(_is_trouble),
            stop=tenacity.stop_after_attempt(self._wish.attempts),
            wait=wait + tenacity.wait_random(0, _JITTER),
            reraise=True,
        )
        return retrying(attempt)

    def _call(self, call: Callable[[bytes], T], path: bytes) -> T:
        mount, task, thread = self._here.mount, self._here.task, threading.get_ident()
        begin = time.monotonic()
        mount.under_way[thread] = begin, task
        try:
            return call(path)
        finally:
            mount.came_back = time.monotonic()
            task.seconds = mount.came_back - begin
            del mount.under_way[thread]

    def _answer(
        self,
        task: _Task,
        point: bytes,
        error: int,
        real: bytes = b"",
        mode: int = 0,
        names: tuple[bytes, ...] = (),
    ) -> None:
        with self._lock:
            if task.answered:  # it came back after all, too late
                return
            task.answered = True
            mount = self._mounts[point]
            mount.failures = mount.failures + 1 if error in TROUBLE else 0
        self._rows.put((task.number, real, point, task.seconds, error, task.retries, mode, names))


def _as_named(path: bytes) -> Generator[bytes, None, bytes]:
    """The walk where the system does not say what is mounted: all is one mount."""
    yield from ()
    return path


def _greeting(point: bytes) -> object:
    return os.statvfs(point) if hasattr(os, "statvfs") else os.stat(point)


def _is_trouble(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in TROUBLE


def main() -> None:
    """The process: reads what to ask, writes rows, and ends when all is answered."""
    end_with_threads()  # one with a bug would leave a path without an answer
    asker = Asker(pickle.load(sys.stdin.buffer))  # noqa: S301 (our own parent)
    reader = threading.Thread(target=_read_paths, args=(asker,), daemon=True)
    reader.start()
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        while reader.is_alive() or asker.open:
            asker.give_up()
            if rows := asker.rows():
                send(rows, sys.stdout.buffer)
    os._exit(0)  # threads that are stuck would be waited for


def _read_paths(asker: Asker) -> None:
    with contextlib.suppress(EOFError):
        while True:
            for number, path in pickle.load(sys.stdin.buffer):  # noqa: S301 (our own parent)
                asker.ask(number, path)


if __name__ == "__main__":
    main()
