"""How the project goes, for the dashboard: kept after every audit, never on the GUI thread."""

from collections.abc import Generator, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.trends import Moment
from cvlink_gui.features.audit import Audit
from cvlink_gui.features.project import Project
from cvlink_gui.fs.hashing import Cancelled
from cvlink_gui.gui.jobs import Job, once

if TYPE_CHECKING:
    from cvlink_gui.features.savings import Ledger
    from cvlink_gui.gui.workbench import Workbench


class Trends(QObject):
    """The moments that are kept of the project that is open, and how much its data is used.

    An audit follows every scan, every edit and every change made elsewhere, so a moment does.
    """

    told = Signal()  # something of it is another one

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self.moments: Sequence[Moment] = ()
        self.uses: Mapping[bytes, int] = {}  # experiments by the path of a dataset
        self.saved: Mapping[bytes, int] = {}  # bytes by the path of a dataset
        self.is_known = False
        self._bench = bench
        self._is_asking = self._is_stale = False
        self._wrong = ""
        self._ledger: Job | None = None
        self._wants_savings = False
        bench.opened.connect(self._opened)
        bench.audited.connect(self._audited)
        bench.scanning.connect(self._scanning)

    def want_savings(self, *, on: bool) -> None:
        """Add up what links save, now and after every audit: every file is asked for its size."""
        self._wants_savings = on
        if on and not self.saved:
            self._add_up()

    # Inside

    def _add_up(self) -> None:
        """At most one at a time; a scan is not kept waiting by it."""
        project, bench = self._bench.project, self._bench
        if project is None or self._ledger is not None or bench.is_scanning or not self.is_known:
            return

        def work(job: Job) -> "Generator[None, None, Ledger | None]":
            from cvlink_gui.features.savings import ledger

            yield
            try:
                return ledger(project, cancelled=lambda: job.cancelled)
            except Cancelled:
                return None

        def done(found: "Ledger | None") -> None:
            self._ledger = None
            if found is not None and bench.project is project:
                self.saved = {row.path: row.lent.allocated for row in found.rows}
                self._ask(found.total.saved)

        def failed(error: CvlinkError) -> None:
            self._ledger = None
            bench.tell(error)

        title = self.tr("Adding up what links save")
        self._ledger = bench.start(title, work, done, on_error=failed, reads_tree=True)

    def _scanning(self, on: bool) -> None:
        if on and self._ledger is not None:
            self._ledger.cancel()
            self._ledger = None

    def _audited(self, _audit: Audit, uses: Mapping[bytes, int]) -> None:
        self.uses = uses
        self._ask()

    def _ask(self, saved: int | None = None) -> None:
        project = self._bench.project
        self._is_stale = self._is_asking
        if project is None or self._is_asking:
            return
        self._is_asking = True

        def ended() -> None:
            self._is_asking = False
            if self._is_stale:
                self._ask()

        def done(found: tuple[list[Moment], CvlinkError | None]) -> None:
            moments, error = found
            if error is not None:
                self._complain(error)
            if self._bench.project is project:
                self.moments, self.is_known = moments, True
                self.told.emit()
                if self._wants_savings and saved is None:
                    self._add_up()
            ended()

        def failed(error: CvlinkError) -> None:
            self._complain(error)
            ended()

        self._bench.start("", once(lambda: _kept(project, saved)), done, on_error=failed)

    def _complain(self, error: CvlinkError) -> None:
        """Once: it would be said after every edit."""
        if str(error) != self._wrong:
            self._wrong = str(error)
            self._bench.tell(error)

    def _opened(self, _project: Project) -> None:
        self._scanning(on=True)  # what is added up is another project's
        self.moments, self.uses, self.saved, self.is_known, self._wrong = (), {}, {}, False, ""
        self.told.emit()


def _kept(project: Project, saved: int | None) -> tuple[list[Moment], CvlinkError | None]:
    """The moments that are kept, this one among them, and what kept it from being kept."""
    from cvlink_gui.features import trends

    moment = trends.now(project, saved)
    try:
        return trends.keep(project, moment), None
    except CvlinkError as error:
        return [moment], error  # it is shown all the same
