"""Jobs that only read, on storage that stops answering in the middle: they are left behind."""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from cvlink_gui.core.errors import NotAnswering
from cvlink_gui.core.said import say
from cvlink_gui.fs.attended import Pulse
from cvlink_gui.fs.storage import HINT
from cvlink_gui.gui import storage
from cvlink_gui.gui.jobs import Job

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

_LOOK_MS = 250


class Stuck(QObject):
    """Feels the threads of the jobs for their pulse.

    Whoever reads asks first whether storage answers; it may stop right after that. A call that
    does not come back would hold up the thread, and whatever waits for the job, for ever.
    """

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._pulses: dict[Job, Pulse] = {}
        self._is_asking = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        bench.jobs.busy.connect(self._follow)

    def _follow(self, titles: list[str]) -> None:
        if not titles:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def _look(self) -> None:
        if self._still(storage.QUIET_SECONDS) and not self._is_asking:
            self._is_asking = True
            self._bench.storage.ask(self._leave)

    def _still(self, seconds: float) -> list[Job]:
        """The jobs whose threads have not moved for so long."""
        now = time.monotonic()
        old = [job for job in self._bench.jobs.reading if now - job.begun >= storage.QUIET_SECONDS]
        self._pulses = {job: self._pulses.get(job) or Pulse() for job in old}
        return [job for job, pulse in self._pulses.items() if pulse.still(job.thread) >= seconds]

    def _leave(self, dead: frozenset[bytes]) -> None:
        """Leave the jobs that still stand still."""
        self._is_asking = False
        for job in self._still(storage.QUIET_SECONDS if dead else storage.GIVEN_UP_SECONDS):
            what = job.title or self.tr("Looking")
            words = say("Given up, since storage does not answer: {what}", what=what)
            self._bench.jobs.leave(job, NotAnswering(words, hint=HINT))
