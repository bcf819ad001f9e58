"""Many calls on storage: one after another where they are quick, side by side where they wait."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_FIRST = 4  # calls by which it is found out how long one takes
_SLOW_SECONDS = 0.0001  # local disks need a tenth of it
_WIDTH = 16


class Begun(Generic[R]):
    """Some work on a thread of its own; calling it waits for the work, and gives what it made.

    An error of the work is raised there.
    """

    def __init__(self, work: Callable[[], R]) -> None:
        self._work = work
        self._made: list[R] = []
        self._failed: list[Exception] = []
        # As a daemon: storage that dies holds no program at its end.
        self.thread = Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        with suppress(Left):
            try:
                self._made.append(self._work())
            except Exception as error:  # noqa: BLE001 (whatever it is, whoever waits gets it)
                self._failed.append(error)

    def has_ended(self, seconds: float) -> bool:
        """Wait so long, or until it has."""
        self.thread.join(seconds)
        return not self.thread.is_alive()

    def __call__(self) -> R:
        self.thread.join()
        if self._failed:
            raise self._failed[0]
        return self._made[0]


class Left(BaseException):
    """In a thread that was left: nobody waits for its work any more."""


def leave(thread: Thread) -> None:
    """Let a thread end at its next step, which comes after the call it is in."""
    import ctypes  # seldom needed

    ident = ctypes.c_ulong(thread.ident or 0)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ident, ctypes.py_object(Left))


def each(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """What `work` makes of every item, in their order. It may be called on other threads."""
    begin = time.monotonic()
    done = [work(item) for item in items[:_FIRST]]
    if time.monotonic() - begin < _SLOW_SECONDS * len(done) or len(items) <= _FIRST:
        return done + [work(item) for item in items[_FIRST:]]
    from concurrent.futures import ThreadPoolExecutor  # quick calls are slower on threads

    with ThreadPoolExecutor(_WIDTH) as pool:
        return done + list(pool.map(work, items[_FIRST:]))
