"""Work of the GUI thread in pieces, each in a turn of the event loop of its own."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

Step = Callable[[], object]


class Turns(QObject):
    """Does one piece a turn, in the order they came; what it changed is painted before the next.

    To paint the window takes 20 ms: in one turn with all else that is new it would be late.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: deque[tuple[QObject, Step]] = deque()
        self._last: deque[Step] = deque()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    @property
    def is_busy(self) -> bool:
        """True while there is something to do."""
        return bool(self._steps or self._last)

    def add(self, of: QObject, *steps: Step) -> None:
        """Do these, unless the object they are of is gone by then."""
        self._steps.extend((of, step) for step in steps)
        self._timer.start()

    def add_last(self, step: Step) -> None:
        """Do this when there is nothing else to do, also of what comes later.

        Such pieces take no time: all of them are done in one turn.
        """
        self._last.append(step)
        self._timer.start()

    def forget(self) -> None:
        """Leave undone what was added, but for what comes last."""
        self._steps.clear()

    def _step(self) -> None:
        if self._steps:
            of, step = self._steps.popleft()
            if isValid(of):
                step()
        else:
            while self._last:
                self._last.popleft()()
        if not self.is_busy:
            self._timer.stop()
