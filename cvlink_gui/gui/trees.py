"""The tree of the open project: kept for the next run, and made anew where it has become large."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cvlink_gui.core.tree import LinkTree
from cvlink_gui.features.project import Project
from cvlink_gui.gui.jobs import once

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

_WASTE = 10_000  # nodes left of earlier listings that are nobody's concern


class Trees(QObject):
    """`exchanged` tells the project that is shown in another tree: the same, with other ids."""

    exchanged = Signal(object)  # Project

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench

    def keep(self) -> None:
        """Keep what was found for the next run; the tree may become another one, made smaller."""
        project = self._bench.project
        if project is None:
            return

        def done(tree: LinkTree) -> None:
            self.exchange(project, tree)

        title = self.tr("Keeping what was found")
        self._bench.start(title, once(project.kept), done, reads_tree=True)

    def make_smaller(self) -> None:
        """Make the tree anew where most of it is left of earlier listings."""
        project = self._bench.project
        if project is None or project.tree.waste < max(_WASTE, len(project.tree) // 2):
            return
        tree = project.tree

        def done(slim: LinkTree) -> None:
            if project.tree is tree:
                self.exchange(project, slim)

        self._bench.start(self.tr("Tidying up"), once(tree.compacted), done, reads_tree=True)

    def exchange(self, project: Project, tree: LinkTree) -> None:
        """Show the same project in another tree that says the same."""
        if self._bench.project is not project or tree is project.tree:
            return
        if tree.generation == project.tree.generation:  # else something was taken in meanwhile
            project.tree = tree
            self.exchanged.emit(project)
            if not self._bench.filter.is_empty:
                self._bench.set_filter(self._bench.filter)
