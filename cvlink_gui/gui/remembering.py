"""The window and the project in it, shown as they were left and kept as they are."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QSettings

from cvlink_gui.features.project import Project
from cvlink_gui.gui import memory
from cvlink_gui.gui.saving import Autosave, keep_state

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow


class WindowMemory(QObject):
    """What a window remembers from one run to the next.

    is_on     off for pictures and tests
    autosave  says when there is something new to keep
    """

    def __init__(self, window: "MainWindow", *, is_on: bool) -> None:
        super().__init__(window)
        self._window = window
        self.is_on = is_on
        self._root: bytes | None = None  # of the project that is shown
        self._is_as_left = False  # it is shown as it was left: that can be kept anew
        self.autosave: Autosave = Autosave(self)
        self.autosave.wanted.connect(self.keep)

    def restore(self) -> None:
        """Give the window the size and the columns it had."""
        settings, space = QSettings(), self._window.workspace
        for key, restore in (
            ("geometry", self._window.restoreGeometry),
            ("columns", space.columns.restoreState),
            ("rows", space.rows.restoreState),
        ):
            state = settings.value(key) if self.is_on else None
            if isinstance(state, QByteArray):
                restore(state)

    def keep(self) -> None:
        """Remember the window and the project in it, as they are now."""
        self._keep_project()
        if self.is_on:
            space = self._window.workspace
            states = {
                "geometry": self._window.saveGeometry(),
                "columns": space.columns.saveState(),
                "rows": space.rows.saveState(),
            }
            self._window.workbench.saver.keep("window", partial(keep_state, states))

    def leave_for(self, project: Project) -> None:
        """Another project is about to be shown: remember the one that is left."""
        self._keep_project()
        self._root, self._is_as_left = project.root, False

    def _keep_project(self) -> None:
        """Remember the project that is shown: what is open, selected, filtered."""
        if not self.is_on or self._root is None or not self._is_as_left:
            return  # it would forget what is still to be opened
        root, space, bar = self._root, self._window.workspace, self._window.filter_bar
        kept = memory.Memory(
            space.expanded_paths(),
            space.selected_path(),
            bar.filter.words,
            bar.filter.mode,
            bar.chip_states,
            space.tabs.currentIndex(),
        )
        self._window.workbench.saver.keep(f"memory {root!r}", partial(memory.keep, root, kept))

    def show_as_left(self) -> None:
        """Show the project as it was left; all experiments open the first time."""
        project, space = self._window.workbench.project, self._window.workspace
        known = memory.recall(project.root) if project and self.is_on else None
        self._is_as_left = True
        if known is None:
            space.expand_experiments()
            return
        space.open_paths(known.expanded)
        space.tabs.setCurrentIndex(known.tab)
        if known.selected:
            space.reveal(known.selected)
        if known.is_filtered:
            self._window.filter_bar.restore(known.words, known.mode, known.chips)
