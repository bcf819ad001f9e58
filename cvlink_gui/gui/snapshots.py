"""Snapshots in the window: taken, compared, restored as a plan; by a schedule as well."""

import time
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.settings import SNAPSHOT_HOURS
from cvlink_gui.core.snapshots import Difference, Snapshot, Why, difference
from cvlink_gui.features import snapshots
from cvlink_gui.features.project import Project
from cvlink_gui.fs.snapshots import Stored
from cvlink_gui.gui.jobs import once

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

T = TypeVar("T")
_LOOK_MS = 60_000  # between two looks at whether a snapshot is due


class How(StrEnum):
    """How a link of one side differs from the other side."""

    ADDED = "added"
    REMOVED = "removed"
    RETARGETED = "retargeted"


class Row(NamedTuple):
    """A link that differs: its texts on both sides, None where it is not there."""

    how: How
    path: bytes
    before: bytes | None
    after: bytes | None


class Compared(NamedTuple):
    """Two sides: how many links differ in which way, by path; folders one side does not know."""

    rows: list[Row]
    unread: tuple[bytes, ...]


class Keeper(QObject):
    """Everything slow about snapshots. `then` and `wrong` are called on the GUI thread."""

    kept = Signal(object)  # Stored

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._is_looking = self._has_told = False
        self._hours = 0
        self._tried: float | None = None  # on a monotonic clock: the last one by the schedule
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        bench.opened.connect(self._opened)
        bench.scanning.connect(self._scanning)
        bench.config.followed.connect(self._followed)

    def close(self) -> None:
        self._timer.stop()

    # What is asked for

    def stored(self, then: Callable[[list[Stored]], None]) -> None:
        """What is kept of the project, the newest first."""
        self._ask(self.tr("Listing the snapshots"), snapshots.stored, then, self._bench.tell)

    def take(self, then: Callable[[Stored], None], wrong: Callable[[CvlinkError], None]) -> None:
        """Take one now, and keep it."""

        def taken(stored: Stored) -> None:
            self.kept.emit(stored)
            then(stored)

        self._ask(self.tr("Taking a snapshot"), _taken, taken, wrong)

    def look_into(
        self, file: bytes, then: Callable[[Stored], None], wrong: Callable[[CvlinkError], None]
    ) -> None:
        """Read a file from anywhere as a snapshot of this project."""

        def work(project: Project) -> Stored:
            found = snapshots.read(project, file)
            return Stored(file, "", found.made, not found.unread, len(found.links))

        self._ask(self.tr("Reading the snapshot"), work, then, wrong)

    def compare(
        self,
        before: bytes,
        after: bytes | None,
        then: Callable[[Compared], None],
        wrong: Callable[[CvlinkError], None],
    ) -> None:
        """How the links of one file became those of another one, or those on the disk now."""

        def work(project: Project) -> Compared:
            old = snapshots.read(project, before)
            new = snapshots.take(project) if after is None else snapshots.read(project, after)
            return _compared(old, new)

        self._ask(self.tr("Comparing snapshots"), work, then, wrong)

    def restore(
        self,
        file: bytes,
        only: Sequence[bytes],
        wrong: Callable[[CvlinkError], None],
        *,
        exact: bool,
    ) -> None:
        """Propose to make the links at or below some paths, or all, what they were."""

        def work(project: Project) -> object:
            snapshot = snapshots.read(project, file)
            found = snapshots.propose_restore(project, snapshot, only, exact=exact)
            return project.propose(found)

        self._ask(self.tr("Planning"), work, self._bench.planner.proposed.emit, wrong)

    def schedule(self, hours: int, wrong: Callable[[CvlinkError], None]) -> None:
        """Take one every so many hours; kept in `cvlink.toml`. 0 for never."""
        project = self._bench.project
        if project is not None and hours != project.settings[SNAPSHOT_HOURS]:
            self._bench.preferences.put(SNAPSHOT_HOURS, hours, wrong)

    # The schedule

    def _opened(self, project: Project) -> None:
        self._has_told, self._tried = False, None
        self._hours = project.settings[SNAPSHOT_HOURS]
        self._timer.start()

    def _followed(self) -> None:
        """Another schedule begins at once."""
        project = self._bench.project
        if project is not None and project.settings[SNAPSHOT_HOURS] != self._hours:
            self._opened(project)
            self._look()

    def _scanning(self, on: bool) -> None:
        if not on:
            self._look()

    def _look(self) -> None:
        """Take one if it is due, and say nothing of it; what hinders it is told once."""
        project, bench = self._bench.project, self._bench
        hours = project.settings[SNAPSHOT_HOURS] if project else 0
        is_busy = self._is_looking or bench.is_scanning or bench.runner.is_running
        if project is None or not hours or is_busy or not project.tree.totals(0).links:
            return
        if self._tried is not None and time.monotonic() - self._tried < hours * 3600:
            return  # one that is not whole does not count as one, and is not taken all the time
        self._is_looking = True

        def work() -> Stored | None:
            return _taken(project, Why.SCHEDULE) if snapshots.is_due(project, hours) else None

        def done(stored: Stored | None) -> None:
            self._is_looking = False
            if stored is not None and bench.project is project:
                self._tried = time.monotonic()
                self.kept.emit(stored)

        def failed(error: CvlinkError) -> None:
            self._is_looking = False
            if bench.project is project and not self._has_told:
                self._has_told = True
                bench.tell(error)

        bench.start("", once(work), done, on_error=failed)

    def _ask(
        self,
        title: str,
        work: Callable[[Project], T],
        then: Callable[[T], object],
        wrong: Callable[[CvlinkError], None],
    ) -> None:
        """Do it off the GUI thread; an answer about a project that was left is of no use."""
        project = self._bench.project
        if project is None:
            return

        def done(found: T) -> None:
            if self._bench.project is project:
                then(found)

        def failed(error: CvlinkError) -> None:
            if self._bench.project is project:
                wrong(error)

        self._bench.start(title, once(lambda: work(project)), done, on_error=failed)


def _taken(project: Project, why: Why = Why.ASKED) -> Stored:
    return snapshots.keep(project, snapshots.take(project), why)


def _compared(before: Snapshot, after: Snapshot) -> Compared:
    found = difference(before, after)
    return Compared(sorted(_rows(found), key=lambda row: row.path), found.unread)


def _rows(found: Difference) -> list[Row]:
    return [
        *(Row(How.ADDED, path, None, text) for path, text in found.added),
        *(Row(How.REMOVED, path, text, None) for path, text in found.removed),
        *(Row(How.RETARGETED, *one) for one in found.retargeted),
    ]
