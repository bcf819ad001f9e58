"""How the project goes, for the dashboard: kept after every audit, never on the GUI thread."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.trends import Moment
from cvlink_gui.features import trends
from cvlink_gui.features.audit import Audit
from cvlink_gui.features.project import Project
from cvlink_gui.gui.jobs import once

if TYPE_CHECKING:
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
        bench.opened.connect(self._opened)
        bench.audited.connect(self._audited)

    # Inside

    def _audited(self, _audit: Audit, uses: Mapping[bytes, int]) -> None:
        self.uses = uses
        self._ask()

    def _ask(self) -> None:
        project = self._bench.project
        self._is_stale = self._is_asking
        if project is None or self._is_asking:
            return
        self._is_asking = True

        def ended() -> None:
            self._is_asking = False
            if self._is_stale:
                self._ask()

        def done(moments: Sequence[Moment]) -> None:
            if self._bench.project is project:
                self.moments, self.is_known = moments, True
                self.told.emit()
            ended()

        def failed(error: CvlinkError) -> None:
            if str(error) != self._wrong:
                self._wrong = str(error)
                self._bench.tell(error)
            ended()

        self._bench.start("", once(lambda: trends.keep(project)), done, on_error=failed)

    def _opened(self, _project: Project) -> None:
        self.moments, self.uses, self.is_known, self._wrong = (), {}, False, ""
        self.told.emit()
