"""Many calls on storage: one after another where they are quick, side by side where they wait."""

import time
from collections.abc import Callable, Sequence
from threading import Thread
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_FIRST = 4  # calls by which it is found out how long one takes
_SLOW_SECONDS = 0.0001  # local disks need a tenth of it
_WIDTH = 16


def begun(work: Callable[[], R]) -> Callable[[], R]:
    """Begin some work on a thread; calling what comes back waits for it, and gives what it made.

    An OSError of the work is raised there.
    """
    made: list[R] = []
    failed: list[OSError] = []

    def run() -> None:
        try:
            made.append(work())
        except OSError as error:
            failed.append(error)

    thread = Thread(target=run, daemon=True)  # storage that dies holds no program at its end
    thread.start()

    def wait() -> R:
        thread.join()
        if failed:
            raise failed[0]
        return made[0]

    return wait


def each(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """What `work` makes of every item, in their order. It may be called on other threads."""
    begin = time.monotonic()
    done = [work(item) for item in items[:_FIRST]]
    if time.monotonic() - begin < _SLOW_SECONDS * len(done) or len(items) <= _FIRST:
        return done + [work(item) for item in items[_FIRST:]]
    from concurrent.futures import ThreadPoolExecutor  # quick calls are slower on threads

    with ThreadPoolExecutor(_WIDTH) as pool:
        return done + list(pool.map(work, items[_FIRST:]))
