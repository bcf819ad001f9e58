"""The window whose event loop and end `areas/hung.py` measures, in a process of its own.

It says what it is at, line by line, and goes on when it is told to. `late` is how many ms the
event loop was late at worst since the first scan began: what showing the window and opening a
project cost is no matter of storage.
"""

import os
import sys
import time

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from cvlink_gui.gui import app as program
from cvlink_gui.gui import theme
from cvlink_gui.gui.window import MainWindow
from cvlink_gui.gui.workbench import Workbench

_TICK_MS = 5
_LOOK_MS = 500
_SHOWN_MS = 500  # by then the window has been painted, as for somebody who chooses a project


class Driven:
    """Opens a project, looks at links into storage that hangs, and closes.

    knows  it waits until a scan has found out what hangs
    """

    def __init__(self, root: bytes, *, knows: bool) -> None:
        self._knows = knows
        self._late = self._last = 0.0
        self.bench = Workbench()
        self.window = MainWindow(self.bench, remember=False)
        self._timer = QTimer(self.window)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._told = QSocketNotifier(0, QSocketNotifier.Type.Read, self.window)
        self._told.activated.connect(self._go_on)
        self.bench.scanning.connect(self._scanning)
        self.bench.audited.connect(self._scanned)
        self.window.show()
        QTimer.singleShot(_SHOWN_MS, lambda: self.bench.open(root))

    def _tick(self) -> None:
        now = time.monotonic()
        self._late = max(self._late, (now - self._last) * 1000 - _TICK_MS)
        self._last = now

    def _scanning(self, on: bool) -> None:
        if on and not self._last:
            self._last = time.monotonic()
            self._timer.start()
            _say("scanning")

    def _scanned(self, *_found: object) -> None:
        self.bench.audited.disconnect(self._scanned)
        _say("scanned")

    def _go_on(self) -> None:
        sys.stdin.readline()
        self._told.setEnabled(False)
        if self._knows:
            self.bench.audited.connect(self._look_when_known)
            self.bench.rescan()
        else:
            self._look()

    def _look_when_known(self, *_found: object) -> None:
        if not self.bench.storage.known.silent:
            self.bench.rescan()
            return
        assert self.bench.project is not None
        _say(f"known {list(self.bench.project.tree.totals(0).by_health)}")
        self._look()

    def _look(self) -> None:
        for number in range(10):
            self.bench.inspect(b"data/sets/%d/far%d" % (number, number % 8))
        QTimer.singleShot(_LOOK_MS, self._close)

    def _close(self) -> None:
        _say(f"late {self._late:.1f}")
        _say("closing")
        self.window.close()


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> int:
    """`hung_window PROJECT`, and a further word to wait until all is known."""
    app = QApplication(["cvlink-gui"])
    theme.choose(app, "light")
    driven = Driven(os.fsencode(sys.argv[1]), knows=len(sys.argv) > 2)
    return program._ended(app.exec(), driven.bench)


if __name__ == "__main__":
    sys.exit(main())
