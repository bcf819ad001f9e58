"""Warming up: metadata is read ahead of a run, in the background, one round at a time."""

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.features.warm import Progress, Warmth, warm
from cvlink_gui.gui.jobs import Job

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench


class Warming(QObject):
    """Reads what a run will meet, so that it does not wait for it."""

    progressed = Signal(object)  # Progress; None when it has ended
    warmed = Signal(object)  # Warmth

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._job: Job | None = None
        bench.opened.connect(self.cancel)

    @property
    def is_under_way(self) -> bool:
        return self._job is not None

    def start(self, paths: Sequence[bytes]) -> None:
        """Read the metadata of all at or below these paths, and of what links there lead to."""
        project = self._bench.project
        if project is None or self._job is not None:
            return

        def work(_job: Job) -> Generator[Progress, None, Warmth]:
            return (yield from warm(project, paths or (b"",)))

        def done(found: Warmth) -> None:
            self._ended()
            self.warmed.emit(found)
            self._bench.storage.follow()

        def failed(error: CvlinkError) -> None:
            self._ended()
            self._bench.tell(error)

        title = self.tr("Warming up")
        self._job = self._bench.start(
            title, work, done, on_item=self.progressed.emit, on_error=failed
        )
        self.progressed.emit(Progress(0, 0))

    def cancel(self) -> None:
        """Stop reading; what was read stays in the system's memory."""
        if self._job is not None:
            self._job.cancel()
            self._ended()

    def _ended(self) -> None:
        self._job = None
        self.progressed.emit(None)
