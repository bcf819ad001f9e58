"""`--screenshot`: open, wait for scan and audit, draw the window into a PNG."""

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from cvlink_gui.gui.notices import Notice

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow

PANELS = ("problems", "history", "lineage", "dashboard")  # the tabs, in their order
_SETTLE_MS = 250  # the inspector answers within this, and a repaint follows
_TURNS = 20  # of so long that are waited for work under way: some goes on for ever
_TIMEOUT_MS = 120_000


@dataclass(frozen=True, slots=True)
class Shot:
    """What to draw: into which file, how large, which tab, what is selected."""

    file: str
    size: tuple[int, int]
    panel: str
    select: bytes | None
    waits: bool  # for a project to be scanned and audited


class Screenshot(QObject):
    """Takes one picture and ends the application."""

    def __init__(self, window: "MainWindow", shot: Shot) -> None:
        super().__init__(window)
        self._window = window
        self._shot = shot
        self._left = _TURNS

    def take(self) -> int:
        """Run the application until the picture is written; returns the exit code."""
        window, shot = self._window, self._shot
        window.resize(*shot.size)
        window.show()
        if shot.waits:
            window.workbench.audited.connect(self._arrange)
            window.workbench.noticed.connect(self._noticed)
        else:
            QTimer.singleShot(_SETTLE_MS, self._draw)
        QTimer.singleShot(_TIMEOUT_MS, self._give_up)
        app = QApplication.instance()
        return app.exec() if app else 3

    def _arrange(self) -> None:
        space = self._window.workspace
        space.tabs.setCurrentIndex(PANELS.index(self._shot.panel))
        if self._shot.select is not None and not space.reveal(self._shot.select):
            self._fail(f"--select: there is no such row: {self._shot.select!r}")
            return
        QTimer.singleShot(_SETTLE_MS, self._draw)

    def _draw(self) -> None:
        bench = self._window.workbench
        is_busy = bench.jobs.titles or bench.turns.is_busy or bench.gallery.is_busy
        if is_busy and self._left:
            self._left -= 1  # what is asked for is not all there yet
            QTimer.singleShot(_SETTLE_MS, self._draw)
            return
        if not self._window.grab().save(self._shot.file, "PNG"):
            self._fail(f"the picture could not be written to {self._shot.file}")
            return
        self._end(0)

    def _noticed(self, notice: Notice) -> None:
        if self._window.workbench.project is None:
            self._fail(notice.text)

    def _give_up(self) -> None:
        self._fail("the scan took longer than two minutes")

    def _fail(self, words: str) -> None:
        sys.stderr.write(f"cvlink-gui: {words}\n")
        self._end(2)

    def _end(self, code: int) -> None:
        self._window.close()
        QApplication.exit(code)
