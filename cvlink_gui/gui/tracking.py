"""What git, DVC and git-annex say of the rows, asked after every audit and every commit."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.features import tracking
from cvlink_gui.features.project import Project
from cvlink_gui.features.tracking import NOTHING_TRACKED, Stamps, Tracked
from cvlink_gui.gui.jobs import once

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

_LOOK_MS = 2_000  # between two looks at whether somebody has added or committed


class Tracker(QObject):
    """Keeps what the systems say of the project that is open.

    An audit follows every scan, every edit and every change made elsewhere, so it is asked for
    after each; what only git knows of, a commit, shows in a few files of its own.
    """

    told = Signal(object)  # Tracked

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self.tracked = NOTHING_TRACKED
        self._bench = bench
        self._stamps: Stamps = ()
        self._is_asking = self._is_stale = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        bench.opened.connect(self._opened)
        bench.audited.connect(lambda _audit, _uses: self.ask())

    def close(self) -> None:
        self._timer.stop()

    def ask(self) -> None:
        """Ask all of them again; once more where that is just being done."""
        project, audit = self._bench.project, self._bench.last_audit
        self._is_stale = self._is_asking
        if project is None or self._is_asking:
            return
        self._is_asking = True
        findings = audit.findings if audit is not None else ()

        def work() -> tuple[Tracked, Stamps]:
            found = tracking.track(project, findings)
            return found, tracking.stamps(project, found)

        def done(found: tuple[Tracked, Stamps]) -> None:
            self._is_asking = False
            if self._bench.project is project:
                self._take(*found)
            if self._is_stale:
                self.ask()

        title = self.tr("Asking git and DVC")
        self._bench.start(title, once(work), done, on_error=self._failed, reads_tree=True)

    def _failed(self, error: CvlinkError) -> None:
        self._is_asking = False
        self._take(NOTHING_TRACKED, ())  # what was said before may not be so any more
        self._bench.tell(error)

    def _take(self, tracked: Tracked, stamps: Stamps) -> None:
        self._stamps = stamps
        if stamps:
            self._timer.start()
        else:
            self._timer.stop()
        if not (tracked.is_empty and self.tracked.is_empty):
            self.tracked = tracked
            self.told.emit(tracked)

    def _look(self) -> None:
        """Look whether an index or a commit is another one; not while anything else is done."""
        tracked, project = self.tracked, self._bench.project
        if project is None or self._is_asking or self._bench.jobs.titles:
            return

        def done(stamps: Stamps) -> None:
            if self._bench.project is project and stamps != self._stamps:
                self.ask()

        self._bench.start("", once(lambda: tracking.stamps(project, tracked)), done)

    def _opened(self, _project: Project) -> None:
        self._timer.stop()
        self.tracked, self._stamps = NOTHING_TRACKED, ()
