"""Looking again and again, in the background."""

import threading
import time
from collections.abc import Callable

from cvlink_gui.features.metrics.board import Board
from cvlink_gui.features.metrics.values import Look
from cvlink_gui.features.metrics.worker import Worker

_END_SECONDS = 1.0


class Rounds:
    """A thread that has the project looked at every `interval` seconds, and fills a board.

    It rests at least as long as the last look took, so that it is no burden to what it measures.
    """

    def __init__(
        self,
        board: Board,
        interval: float,
        patience: float,
        tell: Callable[[Look], None] = lambda _look: None,
    ) -> None:
        """Begins with a look. `tell` is called after each, by the thread."""
        self._board = board
        self._interval = interval
        self._worker = Worker(board.state.root, patience)
        self._tell = tell
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="cvlink-rounds", daemon=True)
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def _run(self) -> None:
        while not self._end.is_set():
            begin = time.monotonic()
            self._board.begin()
            found = self._worker.look(self._end.is_set)
            if found is None:
                return
            self._board.end(found)
            self._tell(found)
            took = time.monotonic() - begin
            self._end.wait(max(self._interval - took, took))
        self._worker.close()

    def close(self) -> None:
        """End it, soon whatever hangs."""
        self._end.set()
        self._thread.join(_END_SECONDS)
