"""The cells of a tree, and what is painted over its rows."""

from collections.abc import Callable, Container

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QRegion
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from cvlink_gui.gui import theme
from cvlink_gui.gui.icons import still
from cvlink_gui.gui.models.levels import Index
from cvlink_gui.gui.models.tree_model import LIT, Cell, Ends, TreeModel
from cvlink_gui.gui.theme import ICON, UNIT

_AROUND = ICON + 5 * UNIT  # the icon of a name, and what the style leaves around it
_NAME = 5 * UNIT  # of a name that are left where marks are painted beside it
_NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HAS = QStyleOptionViewItem.ViewItemFeature
_TEXT, _TEXT_AND_ICON = _HAS.HasDisplay, _HAS.HasDisplay | _HAS.HasDecoration


Look = tuple[str, QIcon | None, QColor | None]  # text, icon and colour of a cell


def _put(
    option: QStyleOptionViewItem, text: str, icon: QIcon | None, color: QColor | None, ratio: float
) -> None:
    """Say what is to be painted in a cell."""
    option.text = text
    option.features = _TEXT if icon is None else _TEXT_AND_ICON
    if icon is not None:
        option.icon = still(icon, ICON, ratio)
    if color is not None:
        palette = option.palette
        palette.setColor(QPalette.ColorRole.Text, color)
        option.palette = palette


class PlainCells(QStyledItemDelegate):
    """Asks once for all of a cell.

    Qt's own way asks seven times, and waits for Python's lock each time: with work under way in
    the background a paint took three times as long.

    look   what a cell says
    right  columns of numbers
    """

    def __init__(self, look: Callable[[Index], Look], right: Container[int], view: QWidget) -> None:
        super().__init__(view)
        self._look, self._right, self._view = look, right, view

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(index, QPersistentModelIndex):
            super().initStyleOption(option, index)
            return
        option.index = index
        _put(option, *self._look(index), self._view.devicePixelRatioF())
        if index.column() in self._right:
            option.displayAlignment = _NUMBER


class Cells(QStyledItemDelegate):
    """The same for the trees; it knows what was painted of a cell."""

    def __init__(self, model: TreeModel, parent: QTreeView) -> None:
        super().__init__(parent)
        self._model, self._view = model, parent
        self._area = QRegion()  # what is painted at the moment
        self._ratio = 1.0
        self.painted: dict[tuple[int, int], Cell | None] = {}  # by node and column; None: in part
        self._marked: list[tuple[QRect, Ends]] = []  # of the cells that are being painted
        self._lit: list[tuple[int, int, int]] = []  # top, height, and how, of the rows that are

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        node = self._model.node(index)
        if node is None or isinstance(index, QPersistentModelIndex):
            super().initStyleOption(option, index)
            return
        column = index.column()
        cell = self._model.cell(node, column)
        is_whole = QRegion(option.rect).subtracted(self._area).isEmpty()
        self.painted[node, column] = cell if is_whole else None
        option.index = index
        _put(option, cell.text, cell.icon, cell.color, self._ratio)
        if cell.marks:
            self._mark(option, cell.marks)
        if cell.lit == LIT or (cell.lit and not self._view.isExpanded(index)):
            self._lit.append((option.rect.top(), option.rect.height(), cell.lit))

    def _mark(self, option: QStyleOptionViewItem, marks: Ends) -> None:
        """Have marks painted, and the text shortened; not where the name would be lost by it."""
        advance = option.fontMetrics.horizontalAdvance
        taken = sum(advance(text) + 2 * UNIT for text, _ in marks)
        left = option.rect.width() - _AROUND - taken
        if left >= _NAME:
            self._marked.append((QRect(option.rect), marks))  # a copy: the option's is Qt's
            option.text = option.fontMetrics.elidedText(option.text, option.textElideMode, left)

    def begin(self, area: QRegion, ratio: float) -> None:
        """What is painted now, in the pixels of which screen."""
        self._area, self._ratio = area, ratio
        self._marked.clear()
        self._lit.clear()

    def paint_lit(self, painter: QPainter) -> None:
        """At the edge of rows that go with what is selected a bar; half of one where it is below.

        Colours alone would not tell them from what is selected.
        """
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        for top, height, lit in self._lit:
            high = height - 8 if lit == LIT else height // 3
            painter.drawRoundedRect(1, top + (height - high) // 2, 3, high, 1, 1)

    def paint_marks(self, painter: QPainter) -> None:
        """At the end of what was painted since `begin`: what git and its like say of it."""
        for rect, marks in self._marked:
            right = rect.right() - 2 * UNIT
            for text, color in reversed(marks):
                width = painter.fontMetrics().horizontalAdvance(text)
                place = QRect(right - width, rect.top(), width, rect.height())
                painter.setPen(color)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
                right -= width + 2 * UNIT

    def outdated(self) -> list[int]:
        """The nodes of which something else was painted than would be now."""
        tree, cell = self._model.tree, self._model.cell
        return [
            node
            for (node, column), painted in self.painted.items()
            if tree.is_current(node) and cell(node, column) != painted
        ]
