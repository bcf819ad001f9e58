"""Watched folders, as the window has them: a process of its own does the watching."""

import contextlib
import os
import sys
from collections import deque
from collections.abc import Iterable
from itertools import islice
from typing import Any

from cvlink_gui.fs import children

_PLATFORM: str = sys.platform
_PORTION = 500  # folders a message
Folder = tuple[bytes, bytes | int]  # see `fs/watching.py` for the second one, the proof


def is_possible() -> bool:
    """True where the system tells of changes in a way this program understands."""
    return _PLATFORM == "linux"


class Watch:
    """A process that watches folders; nothing here ever waits for it."""

    def __init__(self) -> None:
        self._process = children.start("watching", bare=False)
        self.orders = self._process.stdin.fileno()
        self.news = self._process.stdout.fileno()
        for pipe in (self.orders, self.news):
            os.set_blocking(pipe, False)
        self._inbox = children.Inbox()
        self._ahead: deque[bytes] = deque()

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, folders: Iterable[Folder], *, first: bool = False) -> None:
        """Have folders watched, absolute; those that are `first` take the place of others."""
        rest = iter(folders)
        while portion := list(islice(rest, _PORTION)):
            packed = children.packed((first, portion))
            if first:
                self._ahead.insert(min(1, len(self._ahead)), packed)  # one may be half out
            else:
                self._ahead.append(packed)

    def send(self) -> bool:
        """Send as much as the pipe takes; False if it has to be called again."""
        while self._ahead:
            part = self._ahead[0]
            try:
                sent = os.write(self.orders, part)
            except BlockingIOError:
                return False
            except BrokenPipeError:  # it died: that is seen where its news end
                self._ahead.clear()
                return True
            if sent < len(part):
                self._ahead[0] = part[sent:]
                return False
            self._ahead.popleft()
        return True

    def read(self) -> list[tuple[Any, ...]]:
        """The messages that are there; EOFError if the process is gone."""
        with contextlib.suppress(BlockingIOError):
            return self._inbox.read(self.news)
        return []

    def close(self) -> None:
        """Let the process go; it is not waited for."""
        children.abandon(self._process)
