"""Which profile the links are in, found out again after every audit; switching is a plan."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.plan import Proposal
from cvlink_gui.core.profiles import Profile, State
from cvlink_gui.core.settings import PROFILES
from cvlink_gui.features import profiles
from cvlink_gui.features.project import Project
from cvlink_gui.gui.jobs import once

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench


class Profiles(QObject):
    """The profiles of the project that is open, and the one its links are in.

    An audit follows every scan, every edit and every change made elsewhere: they are recognised
    after each, by a look at the links they name.
    """

    told = Signal()  # `found` or `state` is another one

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self.found: Sequence[Profile] = ()
        self.state: State | None = None
        self._bench = bench
        self._is_asking = self._is_stale = False
        self._wrong = ""  # what was told of a mistake in `cvlink.toml`
        bench.opened.connect(self._opened)
        bench.audited.connect(lambda _audit, _uses: self.ask())

    def ask(self) -> None:
        """Recognise the profile again; once more where that is just being done."""
        project = self._bench.project
        self._is_stale = self._is_asking
        if project is None or self._is_asking:
            return
        if not project.settings[PROFILES]:
            self._take((), None)
            return
        self._is_asking = True

        def work() -> tuple[list[Profile], State]:
            found = profiles.profiles(project)
            return found, profiles.state(project, found)

        def done(told: tuple[Sequence[Profile], State | None]) -> None:
            self._is_asking = False
            if self._bench.project is project:
                self._take(*told)
            if self._is_stale:
                self.ask()

        def failed(error: CvlinkError) -> None:
            if self._bench.project is project and str(error) != self._wrong:
                self._wrong = str(error)
                self._bench.tell(error)
            done(((), None))

        self._bench.start("", once(work), done, on_error=failed)

    def switch(self, profile: Profile) -> None:
        """Propose to let all links of a profile lead where it says."""
        project = self._bench.project
        if project is None:
            return

        def work() -> Proposal:
            return project.propose(profiles.propose_switch(project, profile))

        def done(proposal: Proposal) -> None:
            if self._bench.project is project:
                self._bench.planner.proposed.emit(proposal)

        self._bench.start(self.tr("Planning"), once(work), done, reads_tree=True)

    def _take(self, found: Sequence[Profile], state: State | None) -> None:
        if (list(found), state) != (list(self.found), self.state):
            self.found, self.state = found, state
            self.told.emit()

    def _opened(self, _project: Project) -> None:
        self._wrong = ""
        self._take((), None)
        self.ask()
