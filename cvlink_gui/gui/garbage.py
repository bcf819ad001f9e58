"""Python's collector of garbage, kept to the GUI thread and to a few milliseconds.

Left alone it works in whatever thread makes the next object. In one of the pool it would take
apart what belongs to Qt, which only the GUI thread may do; and a look at all that was loaded for
the window takes 30 ms, for which every other thread waits.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1_000


class Collector(QObject):
    """Collects from a timer, from the first turn of the event loop until it is closed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(_collect)
        QTimer.singleShot(0, self, self._begin)

    def close(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _begin(self) -> None:
        gc.freeze()  # what a window is made of stays as long as the program
        self._timer.start()


def _collect() -> None:
    """What Python would do by now: the oldest generation that has enough that is new."""
    counts = gc.get_count()
    due = [
        generation
        for generation, (count, most) in enumerate(zip(counts, gc.get_threshold(), strict=True))
        if count > most
    ]
    if due:
        gc.collect(due[-1])
