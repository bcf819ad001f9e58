"""A word of the desktop when long work ends while the window is not looked at."""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from cvlink_gui.core.names import shown
from cvlink_gui.core.settings import NOTIFY
from cvlink_gui.fs.desktop_bus import notify
from cvlink_gui.gui.jobs import once

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow

_LONG = 10.0  # seconds
_SHOWN_MS = 10_000  # the icon beside the clock, where the desktop has no better way


class DesktopNotices(QObject):
    """Tells the end of all that was under way since the window was left, once.

    Work nobody asked for begins while the window is in the background (it looks at storage again,
    takes a snapshot): it is not told.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._begun: float | None = None  # when the stretch of work under way began
        self._longest = ("", 0.0)  # its longest job
        self._last = 0  # the number of the notification, which the next one replaces
        self._icon: QSystemTrayIcon | None = None
        jobs = window.workbench.jobs
        jobs.busy.connect(self._follow)
        jobs.ended.connect(self._ended)

    def _follow(self, titles: list[str]) -> None:
        if titles and self._begun is None and self._is_looked_at():
            self._begun, self._longest = time.monotonic(), ("", 0.0)

    def _ended(self, title: str, seconds: float) -> None:
        if title and seconds > self._longest[1]:
            self._longest = title, seconds
        if self._window.workbench.jobs.titles or self._begun is None:
            return
        lasted, self._begun = time.monotonic() - self._begun, None
        title = self._longest[0]
        is_wanted = title and not self._is_looked_at() and self._window.workbench.user[NOTIFY]
        if is_wanted and lasted >= _LONG:
            self.tell(title, lasted)

    def tell(self, title: str, seconds: float) -> None:
        """Say that work has ended; falls back to the tray, and to nothing, without a word."""
        bench = self._window.workbench
        heading = shown(bench.project.name) if bench.project else "cvlink"
        minutes, rest = divmod(round(seconds), 60)
        lasted = self.tr("{0} min {1} s") if minutes else self.tr("{1} s")
        words = self.tr("{0}: ended after {1}").format(title, lasted.format(minutes, rest))
        replaced = self._last

        def done(number: int | None) -> None:
            if number is None:
                self._tell_by_tray(heading, words)
            else:
                self._last = number

        bench.start("", once(lambda: notify(heading, words, replaced)), done)

    def _is_looked_at(self) -> bool:
        """True if this window, or a dialog of the program, is in front."""
        active = QApplication.activeWindow()
        return active is not None and active.isVisible()

    def _tell_by_tray(self, heading: str, words: str) -> None:
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return
        if self._icon is None:
            self._icon = QSystemTrayIcon(QApplication.windowIcon(), self)
            self._icon.messageClicked.connect(lambda: self._window.come_forward(b""))
        self._icon.show()
        self._icon.showMessage(heading, words)
        QTimer.singleShot(_SHOWN_MS, self._icon, self._icon.hide)
