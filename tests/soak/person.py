"""What somebody does with a window while its project changes: keys, the mouse, the menus."""

from random import Random

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragLeaveEvent, QDragMoveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeView

from cvlink_gui.gui.mime import to_mime
from cvlink_gui.gui.models.levels import DETAIL, NAME, STATE
from cvlink_gui.gui.panels.tree_view import LinkTreeView
from cvlink_gui.gui.window import MainWindow

_WORDS = ("", "", "l1", "f", "nowhere")
_KEYS = (
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_Right,
    Qt.Key.Key_Left,
    Qt.Key.Key_End,
    Qt.Key.Key_Home,
    Qt.Key.Key_PageDown,
)
_FAR = 60  # rows


class Person:
    """One pair of hands."""

    def __init__(self, window: MainWindow, random: Random) -> None:
        self.window, self.random = window, random
        self.deeds = [self.open_or_close] * 8 + [self.select] * 5 + [self.filter] * 4
        self.deeds += [self.drag] * 3 + [self.press] * 3 + [self.sort] * 2 + [self.problem] * 2
        self.deeds += [self.rescan, self.tab]
        self.seldom = [self.theme, self.open_again]
        self.dragged: QMimeData | None = None
        self.view: LinkTreeView = window.workspace.datasets

    def use(self) -> None:
        """Do one thing."""
        self.view = self.random.choice(self.window.workspace.views)
        self.random.choice(self.seldom if self.random.random() < 0.01 else self.deeds)()

    def open_or_close(self) -> None:
        index = self.view.model().index(0, NAME)
        for _ in range(self.random.randrange(_FAR)):
            below = self.view.indexBelow(index)
            index = below if below.isValid() else index
        self.view.setExpanded(index, not self.view.isExpanded(index))

    def select(self) -> None:
        self._choose_row(self.view)

    def problem(self) -> None:
        self._choose_row(self.window.workspace.problems.list.view)

    def _choose_row(self, view: QTreeView) -> None:
        count = view.model().rowCount()
        if count:
            view.setCurrentIndex(view.model().index(self.random.randrange(count), NAME))

    def sort(self) -> None:
        self.view.sort_by(self.random.choice((NAME, DETAIL, STATE)))

    def filter(self) -> None:
        self.window.filter_bar.edit.setText(self.random.choice(_WORDS))

    def press(self) -> None:
        QTest.keyClick(self.view, self.random.choice(_KEYS))

    def rescan(self) -> None:
        self.window.workbench.rescan()

    def tab(self) -> None:
        tabs = self.window.workspace.tabs
        tabs.setCurrentIndex(self.random.randrange(tabs.count()))

    def theme(self) -> None:
        self.window.appearance.switch_theme()

    def open_again(self) -> None:
        project = self.window.workbench.project
        if project is not None:
            self.window.workbench.open(project.root)

    def drag(self) -> None:
        """Take something over a row and stay there; or, with something there, leave."""
        viewport = self.view.viewport()
        if self.dragged is not None:
            self.dragged = None
            for view in self.window.workspace.views:
                QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
            return
        self.dragged = to_mime([b"/usr/share"])
        place = QPoint(
            self.random.randrange(viewport.width()), self.random.randrange(viewport.height())
        )
        actions = Qt.DropAction.LinkAction | Qt.DropAction.CopyAction
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        move = QDragMoveEvent(place, actions, self.dragged, left, none)
        QApplication.sendEvent(viewport, move)
