"""A window as its user has it: rows by their words, keys, drops, what is on the disk."""

import os

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QTreeView, QWidget

from cvlink_gui.gui.dialogs.plan import LinkDialog, PlanDialog
from cvlink_gui.gui.mime import to_mime
from cvlink_gui.gui.models.levels import NAME
from cvlink_gui.gui.window import MainWindow
from cvlink_gui.gui.workbench import Workbench

PATIENCE_MS = 30_000
LINK = Qt.DropAction.LinkAction
NO_KEYS = Qt.KeyboardModifier.NoModifier
AT_ONCE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def texts(model: QAbstractItemModel, parent: QModelIndex | None = None, column: int = 0):
    """The words of the rows of one folder, with every page fetched."""
    parent = QModelIndex() if parent is None else parent
    while model.canFetchMore(parent):
        model.fetchMore(parent)
    return [model.index(row, column, parent).data() for row in range(model.rowCount(parent))]


def row(model: QAbstractItemModel, *names: str) -> QModelIndex:
    """The index of a row, by the words of the rows above it and its own."""
    index = QModelIndex()
    for name in names:
        index = model.index(texts(model, index).index(name), NAME, index)
    return index


class Driver:
    def __init__(self, qtbot, *, live: bool = False) -> None:
        self.qtbot = qtbot
        self.bench = Workbench(live=live)
        self.window = MainWindow(self.bench, remember=False)
        self.noticed = []
        self.bench.noticed.connect(lambda notice: self.noticed.append(notice.text))
        self.at_end = []  # what else has to be let go of, before the window can close
        qtbot.addWidget(self.window, before_close_func=lambda _window: self.close())
        self.window.resize(1400, 1200)
        self.window.show()
        self.come_forward()

    # The window

    @property
    def space(self):
        return self.window.workspace

    @property
    def datasets(self):
        return self.space.datasets

    @property
    def experiments(self):
        return self.space.experiments

    @property
    def root(self) -> bytes:
        return self.bench.project.root

    def open(self, folder: bytes) -> None:
        """Open a folder; all of it is scanned and audited when this returns."""
        with self.qtbot.waitSignal(self.bench.audited, timeout=PATIENCE_MS):
            self.bench.open(folder)
        self.settle()

    def come_forward(self) -> None:
        """Keys go to the window in front: after a dialog that has to be this one again."""
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    def settle(self) -> None:
        """Wait until no job is left, nothing to write or to show, and what came is painted."""
        for _ in range(2):
            self.until(lambda: not self._is_busy)
            QApplication.processEvents()

    @property
    def _is_busy(self) -> bool:
        bench, window = self.bench, self.window
        is_waiting = (
            window.selection.rest.isActive() or window._actions.isActive() or bench.turns.is_busy
        )
        is_working = bench.jobs.titles or bench.saver.is_writing or bench.gallery.is_busy
        return bool(is_waiting or is_working)

    def until(self, true) -> None:
        self.qtbot.waitUntil(lambda: bool(true()), timeout=PATIENCE_MS)

    def close(self) -> None:
        for let_go in self.at_end:
            let_go()
        for dialog in self.window.findChildren(QDialog):
            dialog.reject()
        self.window.end()
        self.until(lambda: not self.window.isVisible())

    # Rows

    def at(self, view: QTreeView, *names: str) -> QModelIndex:
        """The row of a view, with everything above it open."""
        index = row(view.model(), *names)
        above = index.parent()
        while above.isValid():
            view.expand(above)
            above = above.parent()
        return index

    def select(self, view: QTreeView, *names: str) -> QModelIndex:
        index = self.at(view, *names)
        view.setFocus()
        view.select(view.node(index))
        return index

    def painted(self, view: QTreeView, index: QModelIndex) -> QModelIndex:
        """The row the view itself has where `index` should be: what is painted there."""
        return view.indexAt(view.visualRect(index).center())

    # Keys and actions

    def key(self, key: Qt.Key, modifier=NO_KEYS, widget: QWidget | None = None) -> None:
        if widget is None:
            self.come_forward()
        self.qtbot.keyClick(widget or self.window, key, modifier)
        if modifier is not NO_KEYS:  # QTest leaves Qt believing that Ctrl or Shift is still held
            self.qtbot.keyRelease(self.window, Qt.Key.Key_Control)

    def run(self, action: str) -> None:
        """Trigger an action as its menu does: only if it is on."""
        found = self.window.actions_by_id[action]
        assert found.isEnabled(), found.toolTip()
        found.trigger()

    def act(self, action: str) -> None:
        """Trigger an action and wait for the end of all it started."""
        self.run(action)
        self.settle()

    # Dropping

    def drop(self, view, index: QModelIndex, *sources: bytes, keys=NO_KEYS) -> bool:
        """Drag absolute sources over a row (or the empty area) and let go; True if accepted."""
        place = view.visualRect(index).center() if index.isValid() else self.empty(view)
        return drop_at(view, place, sources, keys)

    def empty(self, view) -> QPoint:
        """A point of the view below its last row."""
        place = view.viewport().rect().bottomLeft() + QPoint(40, -6)
        assert not view.indexAt(place).isValid()
        return place

    def inside(self, *paths: str) -> tuple[bytes, ...]:
        """Absolute paths of things of the project."""
        return tuple(os.path.join(self.root, os.fsencode(path)) for path in paths)

    # Dialogs

    def dialog(self, kind: type[PlanDialog] = LinkDialog) -> PlanDialog:
        """The plan that is shown now, waited for."""
        self.settle()
        self.until(lambda: self.dialogs(kind))
        (found,) = self.dialogs(kind)
        return found

    def dialogs(self, kind: type[QDialog] = QDialog) -> list[QDialog]:
        return [d for d in self.window.findChildren(kind) if d.isVisible()]

    def planned(self, dialog: PlanDialog) -> list[tuple[str, ...]]:
        """The rows of a plan, as they are read."""
        table = dialog.table
        items = [table.topLevelItem(n) for n in range(table.topLevelItemCount())]
        return [tuple(item.text(c) for c in range(3)) for item in items]

    # The disk

    def link(self, path: str) -> str | None:
        """The text of a link of the project; None if there is none."""
        full = os.path.join(os.fsdecode(self.root), path)
        return os.readlink(full) if os.path.islink(full) else None


def drop_at(widget: QWidget, place: QPoint, sources, keys=NO_KEYS) -> bool:
    """The events of a drag that ends at a place of a widget (of a view: of its viewport)."""
    target = widget.viewport() if hasattr(widget, "viewport") else widget
    data = to_mime(sources)
    left = Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(place, LINK, data, left, keys)
    QApplication.sendEvent(target, enter)
    move = QDragMoveEvent(place, LINK, data, left, keys)
    QApplication.sendEvent(target, move)
    drop = QDropEvent(QPointF(place), LINK, data, left, keys)
    QApplication.sendEvent(target, drop)
    return drop.isAccepted()
