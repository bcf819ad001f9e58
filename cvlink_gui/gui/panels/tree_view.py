"""A tree that things are dragged from and dropped on, and that says what a drop would do."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeView,
    QWidget,
)

from cvlink_gui.gui import theme
from cvlink_gui.gui.mime import from_mime
from cvlink_gui.gui.models.tree_model import DETAIL, NAME, STATE, TreeModel
from cvlink_gui.gui.theme import ICON, UNIT

AT_ONCE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_OPEN_KEPT = 500  # open rows that are remembered
Say = Callable[[list[bytes], int | None], tuple[bool, str]]


class LinkTreeView(QTreeView):
    """Rows of a TreeModel. `dropped` carries absolute paths and the node dropped on, or None."""

    dropped = Signal(object, object, bool)  # sources, node or None, at once
    chosen = Signal(int)  # the node that is current now
    focused = Signal()

    def __init__(self, model: TreeModel, say: Say, empty_text: str) -> None:
        super().__init__()
        self._tree_model = model
        self._say = say
        self._target: QModelIndex | None = None
        self._widths: dict[int, int] = {}
        self.empty_text = empty_text
        self.setModel(model)
        self.setUniformRowHeights(True)
        self.setIconSize(QSize(ICON, ICON))
        self.setIndentation(4 * UNIT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.LinkAction)
        self.setDropIndicatorShown(False)
        self.setAutoExpandDelay(700)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.header().setStretchLastSection(False)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self._hint = _Hint(self)

    def set_widths(
        self, *, stretch: int, name: int = 40, detail: int = 40, state: int = 40
    ) -> None:
        """Widths of the columns in units; the stretched one takes what is left.

        Where the view is too narrow for all of them, each gives up the same part.
        """
        self._widths = {NAME: name, DETAIL: detail, STATE: state}
        for column in self._widths:
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        self.header().setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self._fit_columns()

    def selected_nodes(self) -> list[int]:
        """The selected nodes, each once, in the order of the rows."""
        rows = self.selectionModel().selectedRows(NAME)
        return [index.internalId() for index in sorted(rows, key=lambda i: self.visualRect(i).y())]

    def current_node(self) -> int | None:
        return self._tree_model.node(self.currentIndex())

    def select(self, node: int) -> bool:
        """Make a node current, with everything above it open; False if it is not shown."""
        index = self._tree_model.index_of(node)
        if not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the selected rows as a small label, so that the row below stays readable."""
        indexes = self.selectionModel().selectedRows(NAME)
        if not indexes:
            return
        first = str(self._tree_model.data(indexes[0]))
        more = f" + {len(indexes) - 1}" if len(indexes) > 1 else ""
        drag = QDrag(self)
        drag.setMimeData(self._tree_model.mimeData(indexes))
        drag.setPixmap(_label_picture(self, first + more))
        drag.setHotSpot(QPoint(-3 * UNIT, theme.ROW_HEIGHT + UNIT))
        drag.exec(self._tree_model.supportedDragActions(), Qt.DropAction.LinkAction)

    def expanded_nodes(self) -> list[int]:
        """Every open row, from the top."""
        found: list[int] = []
        ahead = [QModelIndex()]
        while ahead and len(found) < _OPEN_KEPT:
            parent = ahead.pop()
            for row in range(self._tree_model.rowCount(parent)):
                index = self._tree_model.index(row, NAME, parent)
                if self.isExpanded(index) and self._tree_model.hasChildren(index):
                    found.append(index.internalId())
                    ahead.append(index)
        return found

    def open_nodes(self, nodes: Iterable[int]) -> None:
        """Open rows, where they are shown here."""
        for node in nodes:
            index = self._tree_model.index_of(node)
            if index.isValid():
                self.expand(index)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        _prefer_link(event)
        super().dragEnterEvent(event)
        if from_mime(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        _prefer_link(event)
        super().dragMoveEvent(event)  # scrolls at the edges, opens folders
        index = self.indexAt(event.position().toPoint())
        self._target = index.siblingAtColumn(NAME) if index.isValid() else None
        allowed, words = self._say(from_mime(event.mimeData()), self._tree_model.node(index))
        self._hint.say(words, allowed, self._hint_place(index, event.position().toPoint()))
        self.viewport().update()
        if allowed:
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_drag()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._end_drag()
        _prefer_link(event)
        sources = from_mime(event.mimeData())
        node = self._tree_model.node(self.indexAt(event.position().toPoint()))
        if not self._say(sources, node)[0]:
            event.ignore()
            return
        event.accept()
        at_once = event.modifiers() & AT_ONCE == AT_ONCE
        self.dropped.emit(sources, node, at_once)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_columns()

    def _fit_columns(self) -> None:
        wanted = sum(self._widths.values()) * UNIT
        part = min(1.0, self.viewport().width() / wanted) if wanted else 1.0
        for column, width in self._widths.items():
            self.header().resizeSection(column, int(width * UNIT * part))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._target is not None:
            row = self.visualRect(self._target)
            row.setLeft(UNIT // 2)
            row.setRight(self.viewport().width() - UNIT // 2)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(row.adjusted(0, 1, 0, -1), 4, 4)
        if self.empty_text and not self._tree_model.rowCount():
            painter.setPen(theme.color("quiet"))
            place = self.viewport().rect().adjusted(6 * UNIT, 0, -6 * UNIT, 0)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(place, int(flags), self.empty_text)
        painter.end()

    def _hint_place(self, index: QModelIndex, pointer: QPoint) -> QRect:
        if index.isValid():
            return self.visualRect(index.siblingAtColumn(NAME))
        return QRect(pointer, QSize(1, ICON))

    def _end_drag(self) -> None:
        self._target = None
        self._hint.hide()
        self.viewport().update()

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        node = self._tree_model.node(current)
        if node is not None:
            self.chosen.emit(node)


class DropZone(QLabel):
    """A strip that is always there to drop on, also where the rows leave no empty area."""

    dropped = Signal(object, object, bool)  # sources, None, at once

    def __init__(self, words: str, say: Say) -> None:
        super().__init__(words)
        self._words = words
        self._say = say
        self.setAcceptDrops(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedHeight(9 * UNIT)
        self.setProperty("zone", True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        _prefer_link(event)
        allowed, words = self._say(from_mime(event.mimeData()), None)
        self.setText(words)
        self._set_hot(on=allowed)
        event.setAccepted(allowed)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._rest()

    def dropEvent(self, event: QDropEvent) -> None:
        self._rest()
        _prefer_link(event)
        event.accept()
        at_once = event.modifiers() & AT_ONCE == AT_ONCE
        self.dropped.emit(from_mime(event.mimeData()), None, at_once)

    def _rest(self) -> None:
        self.setText(self._words)
        self._set_hot(on=False)

    def _set_hot(self, *, on: bool) -> None:
        self.setProperty("hot", on)
        self.style().unpolish(self)
        self.style().polish(self)


class _Hint(QFrame):
    """The sentence under the row while something is dragged over it."""

    def __init__(self, view: LinkTreeView) -> None:
        super().__init__(view.viewport())
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        row.addWidget(self._label)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, words: str, allowed: bool, row: QRect) -> None:
        """Show words below a row, in the colour of yes or no."""
        around = self.parentWidget()
        if not words or around is None:
            self.hide()
            return
        self.setProperty("hint", allowed)
        self.setProperty("refused", not allowed)
        for widget in (self, self._label):
            self.style().unpolish(widget)
            self.style().polish(widget)
        self._label.setText(words)
        limit = around.width() - 4 * UNIT
        wanted = self._label.fontMetrics().horizontalAdvance(words) + 5 * UNIT
        self.setFixedWidth(min(limit, wanted))
        self.adjustSize()
        below = row.bottom() + UNIT
        top = below if below + self.height() < around.height() else row.top() - self.height()
        left = max(2 * UNIT, min(row.left(), around.width() - self.width() - 2 * UNIT))
        self.move(left, max(0, top))
        self.show()
        self.raise_()


def _label_picture(view: QWidget, words: str) -> QPixmap:
    """A rounded label with the name of what is dragged."""
    ratio = view.devicePixelRatioF()
    width = min(view.fontMetrics().horizontalAdvance(words) + 4 * UNIT, 60 * UNIT)
    picture = QPixmap(QSize(round(width * ratio), round(theme.ROW_HEIGHT * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.color("raised"))
    painter.setPen(theme.color("accent"))
    place = QRect(0, 0, width - 1, theme.ROW_HEIGHT - 1)
    painter.drawRoundedRect(place, 6, 6)
    painter.setPen(theme.color("text"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return picture


def _prefer_link(event: QDropEvent) -> None:
    # A drop that offers Copy|Move|Link proposes Copy, and Qt would refuse it.
    if event.possibleActions() & Qt.DropAction.LinkAction:
        event.setDropAction(Qt.DropAction.LinkAction)
