"""The lineage of the project that is open: made off the GUI thread, and only while it is looked at.

After a scan it is looked at again; what has not changed stays where it is drawn.
"""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.lineage import Graph, Places, arrange
from cvlink_gui.features.lineage import graph
from cvlink_gui.features.project import Project
from cvlink_gui.gui.jobs import once

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench


class Drawn(NamedTuple):
    """A graph and where everything stands."""

    graph: Graph
    places: Places


class Lineage(QObject):
    """`told` brings a Drawn that is another one than before; `drawn` is None until the first."""

    told = Signal(object)  # Drawn

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self.drawn: Drawn | None = None
        self._bench = bench
        self._is_wanted = self._is_making = False
        self._is_stale = True
        bench.opened.connect(self._opened)
        bench.audited.connect(lambda _audit, _uses: self._changed())

    def want(self, *, on: bool) -> None:
        """Keep it up to date from now on, or do not."""
        self._is_wanted = on
        if on and self._is_stale:
            self._make()

    # Inside

    def _changed(self) -> None:
        self._is_stale = True
        if self._is_wanted:
            self._make()

    def _make(self) -> None:
        project, before = self._bench.project, self.drawn
        if project is None or self._is_making or self._bench.last_audit is None:
            return
        self._is_making, self._is_stale = True, False

        def done(found: Drawn) -> None:
            self._is_making = False
            if self._bench.project is project and found != self.drawn:
                self.drawn = found
                self.told.emit(found)
            if self._is_stale and self._is_wanted:
                self._make()

        def failed(error: CvlinkError) -> None:
            self._is_making = False
            self._bench.tell(error)

        self._bench.start(
            self.tr("Drawing the lineage"),
            once(lambda: _made(project, before)),
            done,
            on_error=failed,
            reads_tree=True,
        )

    def _opened(self, _project: Project) -> None:
        self.drawn, self._is_stale = None, True


def _made(project: Project, before: Drawn | None) -> Drawn:
    found = graph(project)
    if before is None:
        return Drawn(found, arrange(found))
    if found.shape == before.graph.shape:
        return Drawn(found, before.places)
    names = (node.path for node in before.graph.nodes)
    return Drawn(found, arrange(found, dict(zip(names, before.places.heights, strict=True))))
