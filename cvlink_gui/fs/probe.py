"""Questions to storage that may not answer: asked by a process that can be left behind.

    with Probe(Wish(points)) as probe:
        probe.ask(paths)
        while probe.open:
            for answer in probe.answers(0.1): ...

Every path gets an answer, in bounded time: ETIMEDOUT where its mount does not give one.
"""

import contextlib
import pickle
import selectors
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from cvlink_gui.core.errors import StorageError
from cvlink_gui.core.said import say
from cvlink_gui.fs import children
from cvlink_gui.fs.asking import TROUBLE, Wish
from cvlink_gui.fs.children import Inbox, Process

_SENT = 500  # paths in one message
_AHEAD = 4_000  # paths sent and not answered


@dataclass(frozen=True, slots=True)
class Answer:
    """What storage said of one path.

    real     where the path ends, no link in it; b"" where that was not found out
    point    the mount it ends on, or the one that kept it from getting there
    seconds  the last call took
    error    errno, 0 for none
    retries  how often a call was made again
    mode     st_mode of what is there
    names    in a folder, where they were wanted
    """

    path: bytes
    real: bytes
    point: bytes
    seconds: float
    error: int
    retries: int
    mode: int
    names: tuple[bytes, ...]

    @property
    def is_answer(self) -> bool:
        """True if the storage answered, be it that nothing is there."""
        return self.error not in TROUBLE


class Probe:
    """One process that asks, for as long as it is open."""

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self.process: Process = children.start("asking", bare=False)
        self._ahead: deque[bytes] = deque()
        self._asked: dict[int, bytes] = {}
        self._number = 0
        self._inbox = Inbox()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._pipe, selectors.EVENT_READ)
        self._send(wish)

    def __enter__(self) -> "Probe":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def open(self) -> int:
        """Paths without an answer."""
        return len(self._ahead) + len(self._asked)

    def ask(self, paths: Iterable[bytes]) -> None:
        """Ask for absolute paths; their answers come in any order."""
        self._ahead.extend(paths)
        self._feed()

    def answers(self, seconds: float) -> list[Answer]:
        """What has come; waits so long for the first. StorageError if the process has died."""
        if not self._selector.select(seconds if self._asked else 0):
            return []
        try:
            messages = self._inbox.read(self._pipe)
        except EOFError:
            words = say("The process that asks storage has died")
            raise StorageError(words, hint=_HINT) from None
        answers = [self._answer(*row) for rows in messages for row in rows]
        self._feed()
        return answers

    def close(self) -> None:
        """End the process, or leave it behind where it is stuck."""
        self._selector.close()
        children.abandon(self.process)

    def _answer(self, number: int, *row: object) -> Answer:
        return Answer(self._asked.pop(number), *row)  # type: ignore[arg-type]  # (as in a Row)

    def _feed(self) -> None:
        while self._ahead and len(self._asked) < _AHEAD:
            part = []
            for _ in range(min(_SENT, len(self._ahead))):
                self._number += 1
                path = self._ahead.popleft()
                self._asked[self._number] = path
                part.append((self._number, path))
            self._send(part)

    def _send(self, value: object) -> None:
        with contextlib.suppress(BrokenPipeError):  # it died: its answers end, and that is seen
            pickle.dump(value, self.process.stdin, pickle.HIGHEST_PROTOCOL)
            self.process.stdin.flush()

    @property
    def _pipe(self) -> int:
        return self.process.stdout.fileno()


_HINT = say("Try again; if it stays so, look into the system's log for a lack of memory.")
