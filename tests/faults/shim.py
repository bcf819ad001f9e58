"""A shim at the boundary of the system calls: it counts them, and can kill, refuse or wait.

Only calls the engine makes through Python are seen: of SQLite every statement.
"""

import contextlib
import errno
import fcntl
import itertools
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from cvlink_gui.fs import syscalls

Call = Callable[[], Any]
Act = Callable[[int, str, Call], Any]  # the number of the call (from 1), its name, the call
CHANGING = (
    (os, "symlink"), (os, "unlink"), (os, "rename"), (os, "replace"), (os, "mkdir"),
    (os, "rmdir"), (os, "link"), (os, "fchmod"), (os, "fsync"), (syscalls, "renameat2"),
    (syscalls, "syncfs"),
)  # fmt: skip
ALL = (
    *CHANGING, (os, "open"), (os, "stat"), (os, "readlink"), (os, "fstat"), (os, "dup"),
    (os, "write"), (os, "ftruncate"), (fcntl, "flock"), (syscalls, "openat2"),
)  # fmt: skip


@contextlib.contextmanager
def shim(act: Act, calls: tuple[tuple[Any, str], ...] = CHANGING) -> Iterator[None]:
    """Let `act` stand between the program and some calls, and the statements of SQLite."""
    numbers = itertools.count(1)

    def between(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            return act(next(numbers), name, partial(real, *arguments, **options))

        return call

    made = getattr(sqlite3.connect, "keywords", {}).get("factory", sqlite3.Connection)

    class Counted(made):  # type: ignore[misc]  # (on top of another shim's, if there is one)
        def execute(self, words: str, *values: Any) -> sqlite3.Cursor:
            real = super().execute
            if calls is CHANGING and words.startswith(("PRAGMA", "SELECT")):
                return real(words, *values)
            verb = f"sqlite {words.split()[0]}"
            done: sqlite3.Cursor = act(next(numbers), verb, partial(real, words, *values))
            return done

    new = [(where, name, between(name, getattr(where, name))) for where, name in calls]
    with swapped(*new, (sqlite3, "connect", partial(sqlite3.connect, factory=Counted))):
        yield


@contextlib.contextmanager
def swapped(*changes: tuple[Any, str, Any]) -> Iterator[None]:
    """Other values for attributes, for a while."""
    old = [(where, name, getattr(where, name)) for where, name, _ in changes]
    for where, name, value in changes:
        setattr(where, name, value)
    try:
        yield
    finally:
        for where, name, value in old:
            setattr(where, name, value)


def killed_at(number: int, *, before: bool) -> Act:
    """SIGKILL for this process just before, or just after, a call."""

    def act(count: int, _name: str, call: Call) -> Any:
        if count == number and before:
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            return call()
        finally:
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)

    return act


def in_child(work: Callable[[], None]) -> bool:
    """Do some work in a forked child; True if it came to its end, False if it was killed.

    RuntimeError if it ended in any other way.
    """
    pid = os.fork()
    if pid == 0:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(9)
    status = os.waitpid(pid, 0)[1]
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return False
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError("the child failed")
    return True


_RENAME = syscalls.renameat2


def _no_exchange(*arguments: Any) -> None:
    if arguments[-1] == syscalls.RENAME_EXCHANGE:
        raise OSError(errno.EINVAL, "no exchange here")
    _RENAME(*arguments)


def _unknown(*_arguments: Any) -> None:
    raise OSError(errno.ENOSYS, "no such call here")


# Systems that can do less, as changes for `swapped`.
SYSTEMS: dict[str, tuple[tuple[Any, str, Any], ...]] = {
    "all calls": (),
    "no exchange": ((syscalls, "renameat2", _no_exchange),),
    "no renameat2": ((syscalls, "renameat2", _unknown),),
    "no openat2": ((syscalls, "openat2", _unknown),),
}
