"""Links put into git's index and taken out of it from the window, when somebody asks."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.names import shown
from cvlink_gui.features import staging
from cvlink_gui.features.git import LinkState
from cvlink_gui.features.project import Project
from cvlink_gui.gui.jobs import once
from cvlink_gui.gui.notices import Notice

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench


class Order(StrEnum):
    STAGE = "stage"
    UNSTAGE = "unstage"


STAGE, UNSTAGE = Order.STAGE, Order.UNSTAGE
# The states git has links in that an order makes others of.
_ABOUT = {
    STAGE: {LinkState.NEW, LinkState.RETARGETED, LinkState.BECAME_LINK, LinkState.IGNORED},
    UNSTAGE: {LinkState.STAGED},
}
_RUN: dict[Order, Callable[[Project, Sequence[bytes]], None]] = {
    STAGE: staging.stage,
    UNSTAGE: staging.unstage,
}


class Stager(QObject):
    """Goes by what the tracker knows of the rows, and lets it ask git again afterwards."""

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench

    def refusal(self, order: Order, links: Sequence[bytes]) -> str:
        """Why there is nothing to be done with these links; "" where there is."""
        if not self._bench.tracker.tracked.repositories:
            return self.tr("This project lies in no repository of git.")
        if self._concerned(order, links):
            return ""
        if order is STAGE:
            return self.tr("git has recorded the selected links as they are.")
        return self.tr("Nothing of the selection is staged.")

    def start(self, order: Order, links: Sequence[bytes]) -> None:
        """Do it with those of the links that it makes others of; a notice says what was done."""
        project, paths = self._bench.project, self._concerned(order, links)
        if project is None or not paths:
            return

        def done(_none: None) -> None:
            if self._bench.project is project:
                self._bench.noticed.emit(Notice(self._words(order, paths)))
                self._bench.tracker.ask()

        def failed(error: CvlinkError) -> None:
            self._bench.tell(error)
            self._bench.tracker.ask()  # it may have been done in one of several repositories

        work = once(lambda: _RUN[order](project, paths))
        self._bench.start(self.tr("Telling git"), work, done, on_error=failed)

    def _concerned(self, order: Order, links: Sequence[bytes]) -> list[bytes]:
        changed = self._bench.tracker.tracked.changed
        return [path for path in links if changed.get(path) in _ABOUT[order]]

    def _words(self, order: Order, paths: Sequence[bytes]) -> str:
        if len(paths) == 1:
            words = self.tr("Staged: {0}") if order is STAGE else self.tr("No longer staged: {0}")
            return words.format(shown(paths[0]))
        if order is STAGE:
            return self.tr("%Ln link(s) staged.", "", len(paths))
        return self.tr("%Ln link(s) no longer staged.", "", len(paths))
