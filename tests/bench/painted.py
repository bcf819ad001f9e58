"""How long it takes until something is painted in a window without a display."""

import os
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

_TURNS = 20  # of the event loop, in which a view paints what has changed


class Clock(QObject):
    """Tells when a view was painted."""

    def __init__(self, app: QApplication, view: QAbstractScrollArea) -> None:
        super().__init__()
        self._app = app
        self._view = view
        self._paints = 0
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        self._paints += event.type() is QEvent.Type.Paint
        return False

    def painted(self, act: Callable[[], object], ready: Callable[[], bool] = lambda: True) -> float:
        """Milliseconds from a deed until its end is painted.

        ready  true when what is to be painted is there; until then the view may paint other things
        """
        self.rest()
        begin, paints = time.perf_counter(), self._paints
        act()
        while not ready():
            paints = self._paints
            self._app.processEvents()
        for _ in range(_TURNS):
            if self._paints > paints:
                break
            self._app.processEvents()
        else:
            self._paint()  # nothing looks different: it is as if it had been painted
        return (time.perf_counter() - begin) * 1000

    def rest(self) -> None:
        """Let all come to its end that is under way."""
        self._paint()
        self._app.processEvents()

    def _paint(self) -> None:
        paints = self._paints
        self._view.viewport().update()
        while self._paints == paints:
            self._app.processEvents()
