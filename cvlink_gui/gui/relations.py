"""What goes with what is selected: a dataset's experiments, an experiment's data.

Found in a job, through any number of links: in a project with a million entries that takes a
moment.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cvlink_gui.features.inspect import related
from cvlink_gui.features.project import Project
from cvlink_gui.gui.jobs import Job, once

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench


class Relations(QObject):
    """`asked` says at once what is selected now, `told` brings the paths that go with it."""

    asked = Signal(object)  # bytes, or None for nothing
    told = Signal(object)  # set[bytes]

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._job: Job | None = None
        bench.opened.connect(lambda _project: self.ask(None))

    def ask(self, path: bytes | None) -> None:
        """Find what goes with a path; with None, nothing does."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.asked.emit(path)
        project = self._bench.project
        if project is None or path is None:
            self.told.emit(set())
            return
        self._job = self._start(project, path)

    def _start(self, project: Project, path: bytes) -> Job:
        work = once(lambda: related(project, path))
        return self._bench.start("", work, self.told.emit, reads_tree=True)
