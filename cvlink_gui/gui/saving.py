"""The state of the window, written a moment after it changed: a crash costs nothing."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QSettings, QTimer, Signal

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.gui.jobs import Job, once

if TYPE_CHECKING:
    from cvlink_gui.gui.panels.filter_bar import FilterBar
    from cvlink_gui.gui.panels.workspace import Workspace
    from cvlink_gui.gui.workbench import Workbench

_REST_MS = 1_000  # after the last change; while somebody drags a splitter nothing is written


class Saver(QObject):
    """Writes files one after the other, in a job: the last wish of each kind counts.

    is_writing  something is still to be written
    """

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._wishes: dict[str, Callable[[], None]] = {}
        self.is_writing = False
        self._alone = threading.Lock()

    def keep(self, kind: str, write: Callable[[], None]) -> None:
        """Write something soon, in place of what is still waiting of its kind."""
        self._wishes[kind] = write
        if not self.is_writing:
            self._start()

    def close(self) -> None:
        """Begin to write what is left; the jobs wait for it."""
        if self._wishes:
            self._start()

    def _start(self) -> None:
        self.is_writing = True

        def failed(error: CvlinkError) -> None:
            self._bench.tell(error)
            self._ended()

        job = Job("", once(self._write), on_done=lambda _none: self._ended(), on_error=failed)
        job.must_end = job.aside = True
        self._bench.jobs.start(job)

    def _write(self) -> None:
        """On a pool thread. At the end two may be here: what is wished last is written last."""
        with self._alone:
            while self._wishes:
                _kind, write = self._wishes.popitem()
                write()

    def _ended(self) -> None:
        self.is_writing = False
        if self._wishes:
            self._start()


class Autosave(QObject):
    """Says when the window looks different and has come to rest."""

    wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.wanted)

    def follow(self, space: "Workspace", bar: "FilterBar") -> None:
        """Take note of what is opened, chosen, moved and filtered."""
        space.columns.splitterMoved.connect(self.touch)
        space.rows.splitterMoved.connect(self.touch)
        space.tabs.currentChanged.connect(self.touch)
        bar.changed.connect(self.touch)
        for view in space.views:
            view.expanded.connect(self.touch)
            view.collapsed.connect(self.touch)
            view.chosen.connect(self.touch)

    def touch(self, *_what: object) -> None:
        """Something looks different."""
        self._rest.start()


def keep_state(states: dict[str, QByteArray]) -> None:
    """Write states of widgets; QSettings puts the file in place whole."""
    settings = QSettings()
    for key, state in states.items():
        settings.setValue(key, state)
    settings.sync()
