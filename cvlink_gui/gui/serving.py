"""The metrics of the project that is open, served to Prometheus by a process that ends with us."""

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from cvlink_gui.core.said import NOTHING, Said, unpacked
from cvlink_gui.features.project import Project
from cvlink_gui.fs import children
from cvlink_gui.gui.notices import Notice, Tone
from cvlink_gui.gui.words import tr_said

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

PORT = 8000  # as `cvlink metrics --serve`; its module loads what only that process needs
INTERVAL = 60.0  # seconds
_MODULE = "features.metrics.exporter"


class Serving(QObject):
    """Starts and stops the exporter. The window's own tree is not asked: it looks for itself.

    url       where the metrics are; "" where nothing is served
    wrong     why nothing is known of the project; nothing for all is well
    port      where to listen, on this machine alone; 0 for any that is free
    interval  seconds between two looks
    """

    told = Signal()  # something of it is another one

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self.url = ""
        self.wrong: Said = NOTHING
        self.port, self.interval = PORT, INTERVAL
        self._bench = bench
        self._root: bytes | None = None
        self._process: children.Process | None = None
        self._notifier: QSocketNotifier | None = None
        self._inbox = children.Inbox()
        bench.opened.connect(self._opened)

    @property
    def is_on(self) -> bool:
        return self._process is not None

    def switch(self) -> None:
        """Start it, or stop it."""
        if self.is_on:
            self.close()
            self.told.emit()
        else:
            self.start()

    def start(self) -> None:
        """Serve the project that is open."""
        project = self._bench.project
        if project is None or self.is_on:
            return
        wish = json.dumps({"port": self.port, "interval": self.interval}).encode("ascii")
        self._root, self._inbox = project.root, children.Inbox()
        self._process = children.start(_MODULE, project.root, wish, bare=False)
        news = self._process.stdout.fileno()
        self._notifier = QSocketNotifier(news, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        self.told.emit()

    def close(self) -> None:
        """End it; it is not waited for."""
        self.url, self.wrong = "", NOTHING
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        process, self._process = self._process, None
        if process is not None:
            children.abandon(process)

    def _hear(self) -> None:
        if self._process is None:
            return
        try:
            messages = self._inbox.read(self._process.stdout.fileno())
        except EOFError:
            self._ended(self.tr("The process that serves the metrics has ended."))
            return
        for kind, words in messages:
            if kind == "url":
                self.url = words
            elif kind == "look":
                self.wrong = unpacked(words)
            else:
                self._ended(tr_said(unpacked(words)))
                return
        self.told.emit()

    def _ended(self, words: str) -> None:
        """It could not begin, or has died: said once, with another port to try."""
        self.close()
        again = self.tr("Use a free port")
        self._bench.noticed.emit(Notice(words, Tone.BAD, again, self._start_anywhere))
        self.told.emit()

    def _start_anywhere(self) -> None:
        self.port = 0
        self.start()

    def _opened(self, project: Project) -> None:
        """It ends with the project it was started for."""
        if self.is_on and project.root != self._root:
            self.close()
            self.told.emit()
