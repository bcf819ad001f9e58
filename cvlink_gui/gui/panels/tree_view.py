"""A tree that things are dragged from and dropped on, and that says what a drop would do."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeView,
)

from cvlink_gui.core.links import HEALTH_WORDS
from cvlink_gui.gui import theme
from cvlink_gui.gui.mime import from_mime
from cvlink_gui.gui.models.levels import DETAIL, NAME, STATE
from cvlink_gui.gui.models.tree_model import LIT, TreeModel
from cvlink_gui.gui.panels.cells import Cells
from cvlink_gui.gui.panels.dropping import AT_ONCE, Hint, Say, label_picture, prefer_link
from cvlink_gui.gui.panels.ticks import Ticks, tree_ticks
from cvlink_gui.gui.reasons import show_menu
from cvlink_gui.gui.theme import ICON, UNIT
from cvlink_gui.gui.words import tr_core

_OPEN_ROWS = 2_000  # a top row with more in it is not opened by itself
_LEAST = 41 * UNIT  # of the column that takes what is left
_OPEN_KEPT = 500  # open rows that are remembered
_SELECTED_KEPT = 1_000
_PAINTED_KEPT = 1_000  # cells, some screens of them
_BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody was in a tree: put back when only the order of its rows has changed."""

    shows: object  # TreeModel.shows
    expanded: list[int]
    selected: list[int]
    current: int | None
    scroll: int


class LinkTreeView(QTreeView):
    """Rows of a TreeModel. `dropped` carries absolute paths and the node dropped on, or None."""

    dropped = Signal(object, object, bool)  # sources, node or None, at once
    chosen = Signal(int)  # the node that is current now
    focused = Signal()

    def __init__(self, model: TreeModel, say: Say, empty_text: str) -> None:
        super().__init__()
        self._tree_model = model
        self._say = say
        self._target = QPersistentModelIndex()  # rows come and go while something is dragged
        self._place: Place | None = None
        self._widths: dict[int, int] = {}  # px by column
        self._stretch, self._spare, self._narrow = NAME, STATE, 0
        self.empty_text = empty_text
        self.setModel(model)
        self._cells = Cells(model, self)
        self.ticks: Ticks = Ticks(self, lambda: tree_ticks(self, model), self._say_tick)
        self.ticks.went.connect(self._go_to_tick)
        self.setItemDelegate(self._cells)
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
        self.header().setStretchLastSection(False)
        self.header().setSortIndicator(NAME, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.selectionModel().currentChanged.connect(self._current_changed)
        model.modelAboutToBeReset.connect(self._save_place)
        # After setModel, so that the selection model has been reset when this is called.
        model.modelReset.connect(self._cells.painted.clear)
        model.modelReset.connect(self._come_back)
        model.arrows_changed.connect(self.scheduleDelayedItemsLayout)
        model.lit_changed.connect(self.viewport().update)  # to the edge, beside the cells as well
        self._hint = Hint(self)

    def set_widths(
        self,
        *,
        stretch: int,
        spare: int,
        narrow: int,
        name: int = 40,
        detail: int = 40,
        state: int | None = None,
    ) -> None:
        """Widths of the columns in units; the stretched one takes what is left.

        Where the view is too narrow for all of them, each gives up the same part. Without a
        width for it the column of states fits the longest state there is. A view that is narrower
        than `narrow` has no column `spare`: names come first.
        """
        wide = self._longest_state() if state is None else state * UNIT
        self._stretch, self._spare, self._narrow = stretch, spare, narrow * UNIT
        self._widths = {NAME: name * UNIT, DETAIL: detail * UNIT, STATE: wide}
        self._fit_columns()

    def _longest_state(self) -> int:
        advance = self.fontMetrics().horizontalAdvance
        return max(advance(tr_core(words)) for words in HEALTH_WORDS.values()) + ICON + 7 * UNIT

    def selected_nodes(self) -> list[int]:
        """The selected nodes, each once, in the order of the rows."""
        ranges = self.selectionModel().selection().toList()
        ordered = sorted(ranges, key=lambda range_: self.visualRect(range_.topLeft()).y())
        found = (self._tree_model.nodes(r.topLeft(), r.bottom()) for r in ordered)
        return list(chain.from_iterable(found))

    def node(self, index: QModelIndex) -> int | None:
        """The node of a row."""
        return self._tree_model.node(index)

    def current_node(self) -> int | None:
        return self._tree_model.node(self.currentIndex())

    def select(self, node: int) -> bool:
        """Make a node current, with everything above it open; False if it is not shown."""
        index = self._tree_model.index_of(node)
        if not index.isValid():
            return False
        is_current = index == self.currentIndex()
        self._choose(index)
        self.scrollTo(index)
        if is_current:  # Qt makes a row current by itself; nobody has chosen it then
            self.chosen.emit(node)
        return True

    def _choose(self, index: QModelIndex) -> None:
        """Select one row and nothing else, whatever key is held down.

        QTreeView.setCurrentIndex would add it to what is selected, or take it away, under Ctrl.
        """
        how = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, how.ClearAndSelect | how.Rows)

    def select_only(self, nodes: Iterable[int]) -> None:
        """Select these rows, where they are shown, and leave what is current."""
        how = QItemSelectionModel.SelectionFlag
        self.clearSelection()
        for index in map(self._tree_model.index_of, nodes):
            self.selectionModel().select(index, how.Select | how.Rows)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the selected rows as a small label, so that the row below stays readable."""
        indexes = self.selectionModel().selectedRows(NAME)
        if not indexes:
            return
        first = str(self._tree_model.data(indexes[0]))
        more = f" + {len(indexes) - 1}" if len(indexes) > 1 else ""
        drag = QDrag(self)
        drag.setMimeData(self._tree_model.mimeData(indexes))
        drag.setPixmap(label_picture(self, first + more))
        drag.setHotSpot(QPoint(-3 * UNIT, theme.ROW_HEIGHT + UNIT))
        drag.exec(self._tree_model.supportedDragActions(), Qt.DropAction.LinkAction)

    def expanded_nodes(self) -> list[int]:
        """Every open row."""
        model = self._tree_model
        nodes = (n for n in model.opened_folders() if self.isExpanded(model.index_of(n)))
        return list(islice(nodes, _OPEN_KEPT))

    def open_nodes(self, nodes: Iterable[int]) -> None:
        """Open rows, where they are shown here."""
        for node in nodes:
            index = self._tree_model.index_of(node)
            if index.isValid():
                self.expand(index)

    def open_tops(self, most: int) -> None:
        """Open the top rows, if they are not too many, but for those with very much in them."""
        model = self._tree_model
        rows = (model.index(row, NAME) for row in range(min(model.rowCount(), most + 1)))
        nodes = [node for row in rows if (node := model.node(row)) is not None]
        if len(nodes) <= most:
            self.open_nodes(n for n in nodes if len(model.tree.children(n)) <= _OPEN_ROWS)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        prefer_link(event)
        super().dragEnterEvent(event)
        if from_mime(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        prefer_link(event)
        super().dragMoveEvent(event)  # scrolls at the edges, opens folders
        index = self.indexAt(event.position().toPoint())
        self._target = QPersistentModelIndex(index.siblingAtColumn(NAME))
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
        prefer_link(event)
        sources = from_mime(event.mimeData())
        node = self._tree_model.node(self.indexAt(event.position().toPoint()))
        if not self._say(sources, node)[0]:
            event.ignore()
            return
        event.accept()
        at_once = event.modifiers() & AT_ONCE == AT_ONCE
        self.dropped.emit(sources, node, at_once)

    def sort_by(self, column: int) -> None:
        """Sort by a column; again, the other way round."""
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        header = self.header()
        wish = down if column == STATE else up
        if header.sortIndicatorSection() == column and header.sortIndicatorOrder() is wish:
            wish = up if wish is down else down
        self.sortByColumn(column, wish)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Qt makes a row current, but what keys do is done to what is selected.
        if event.reason() in _BY_KEYS and not self.selectionModel().hasSelection():
            self._choose(self.currentIndex())
        self.focused.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        show_menu(self, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_columns()

    def _fit_columns(self) -> None:
        header, room = self.header(), self.viewport().width()
        is_narrow = room < self._narrow
        taker = NAME if is_narrow else self._stretch
        header.setSectionHidden(self._spare, is_narrow)
        header.setSectionResizeMode(self._spare, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(taker, QHeaderView.ResizeMode.Stretch)
        left_out = (taker, self._spare) if is_narrow else (taker,)
        fixed = {c: width for c, width in self._widths.items() if c not in left_out}
        part = min(1.0, room / (sum(fixed.values()) + _LEAST))
        for column, width in fixed.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, int(width * part))

    def refresh(self) -> None:
        """Paint those rows again that say something else now.

        Painting all of them takes 20 ms, and during a scan it is asked for five times a second.
        """
        self.ticks.renew()
        painted = self._cells.painted
        if len(painted) > _PAINTED_KEPT:
            painted.clear()
            self.viewport().update()
            return
        for node in dict.fromkeys(self._cells.outdated()):
            row = self.visualRect(self._tree_model.index_of(node))
            self.viewport().update(0, row.y(), self.viewport().width(), row.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        self._cells.begin(event.region(), self.devicePixelRatioF())
        if self._tree_model.has_lit:
            self._paint_lit()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._cells.paint_marks(painter)
        self._cells.paint_lit(painter)
        if self._target.isValid():
            row = self.visualRect(self._target)
            row.setLeft(UNIT // 2)
            row.setRight(self.viewport().width() - UNIT // 2)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(row.adjusted(0, 1, 0, -1), 4, 4)
        if self.empty_text and not self._tree_model.rowCount():
            painter.setPen(theme.color("quiet"))
            place = self.viewport().rect().adjusted(6 * UNIT, 0, -6 * UNIT, 0)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            is_filtered = self._tree_model.shows[1] is not None
            words = self.tr("Nothing here matches the filter.") if is_filtered else self.empty_text
            painter.drawText(place, int(flags), words)
        painter.end()

    def _paint_lit(self) -> None:
        """Behind the rows that go with what is selected: a style sheet paints no brush of a row."""
        painter = QPainter(self.viewport())
        index = self.indexAt(QPoint(0, 0))
        while index.isValid() and (row := self.visualRect(index)).top() <= self.viewport().height():
            node = self._tree_model.node(index)
            if node is not None and self._tree_model.lit(node) == LIT:
                place = QRect(0, row.top(), self.viewport().width(), row.height())
                painter.fillRect(place, theme.color("lit"))
            index = self.indexBelow(index)
        painter.end()

    def _go_to_tick(self, node: int) -> None:
        """Make a row with a problem current, in the middle."""
        if self._tree_model.tree.is_current(node) and self.select(node):
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _say_tick(self, node: object) -> str:
        """The name of a row and what is wrong with it."""
        model = self._tree_model
        if not isinstance(node, int) or not model.tree.is_current(node):
            return ""
        return f"{model.cell(node, NAME).text}: {model.cell(node, STATE).text}"

    def _hint_place(self, index: QModelIndex, pointer: QPoint) -> QRect:
        if index.isValid():
            return self.visualRect(index.siblingAtColumn(NAME))
        return QRect(pointer, QSize(1, ICON))

    def _end_drag(self) -> None:
        self._target = QPersistentModelIndex()
        self._hint.hide()
        self.viewport().update()

    def _save_place(self) -> None:
        model, selected = self._tree_model, self.selected_nodes()
        self._place = Place(
            model.shows,
            self.expanded_nodes(),
            selected if len(selected) <= _SELECTED_KEPT else [],
            self.current_node(),
            self.verticalScrollBar().value(),
        )

    def _come_back(self) -> None:
        place, self._place = self._place, None
        if place is not None and place.shows == self._tree_model.shows:
            self._go_to(place)

    def _go_to(self, place: "Place") -> None:
        self.open_nodes(place.expanded)
        self.select_only(place.selected)
        if place.current is not None:
            current = self._tree_model.index_of(place.current)
            how = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(current, how)
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(place.scroll)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        node = self._tree_model.node(current)
        if node is not None:
            self.chosen.emit(node)
