"""File, Open recent: the projects opened lately; those that are not there now are grey."""

import os
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from cvlink_gui.core.names import shown
from cvlink_gui.core.settings import RECENT
from cvlink_gui.gui import icons
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.workbench import Workbench


class RecentMenu(QMenu):
    """Filled when it is opened: whether a folder is there is asked of the disk each time."""

    path_wanted = Signal(object)  # bytes

    def __init__(self, bench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench = bench
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._ask)

    def name(self) -> None:
        """Say what it is, in the language of today; off where there is nothing in it."""
        self.setTitle(self.tr("Open recent"))
        reason = "" if self._bench.user[RECENT] else self.tr("No project was opened yet.")
        explain(self.menuAction(), reason, self.title())

    def show_paths(self, paths: Sequence[tuple[bytes, bool]]) -> None:
        """The projects, and whether each is there."""
        self.clear()
        for path, present in paths:
            action = QAction(icons.icon("folder"), _label(path), self)
            explain(action, "" if present else self.tr("(not there)"), shown(path))
            action.triggered.connect(lambda _on=False, path=path: self.path_wanted.emit(path))
            self.addAction(action)
        self.addSeparator()
        gone = [path for path, present in paths if not present]
        tidy = self.addAction(self.tr("Forget those that are not there"))
        explain(tidy, "" if gone else self.tr("All of them are there."))
        tidy.triggered.connect(lambda _on=False: self._bench.recent.forget(gone))

    def _ask(self) -> None:
        recent = list(self._bench.user.paths(RECENT))
        self.show_paths([(path, True) for path in recent])
        self._bench.recent.find_present(recent, self.show_paths)


def _label(path: bytes) -> str:
    """Name and folder; an ampersand is no key."""
    name, folder = shown(os.path.basename(path)), shown(os.path.dirname(path))
    return f"{name}    {folder}".replace("&", "&&")
