"""Rows of a link tree that are made when somebody first asks for them.

A view asks for the index, the flags and the children of every row of every open folder whenever
rows come or go. Answered in Python that is half a second for a folder of 118,287; Qt's own
QStandardItemModel answers it in 40 ms. So it has the shape: how many rows there are, and an item
for every folder with something in it. All other rows are empty places; which node a row stands
for is in `Level.nodes`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QStandardItem, QStandardItemModel

from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.filter import Marks
from cvlink_gui.core.links import Kind
from cvlink_gui.core.order import Order, arranged, natural
from cvlink_gui.core.tree import LinkTree

Index = QModelIndex | QPersistentModelIndex
NOWHERE: Index = QModelIndex()  # what top rows are below
NAME, DETAIL, STATE = range(3)
TOP = -1
_COLUMNS = 3


@dataclass(eq=False, slots=True)
class Level:
    """The rows of one folder, or the top rows.

    item        what the rows are below; None for the top rows: Qt makes and deletes that item, and
                a Python object kept of it would be taken for whatever comes to its address
    base        the nodes in the order of names, hidden ones as well
    nodes       the nodes of the rows
    items       of those rows that have rows below them, by node
    key         the internal id of the rows' indexes; Qt gives one to all below an item
    is_waiting  its folder is not listed yet; an empty place in Qt is its arrow
    """

    folder: int
    item: QStandardItem | None
    base: Sequence[int] = ()
    nodes: Sequence[int] = ()
    items: dict[int, QStandardItem] = field(default_factory=dict)
    key: int = 0
    is_waiting: bool = False

    def row_of(self, node: int) -> int:
        """The row of a node; -1 if it has none."""
        try:
            return self.nodes.index(node)
        except ValueError:
            return -1


class Levels(QStandardItemModel):
    """Some nodes of a LinkTree as top rows, and what lies below them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tree = LinkTree()
        self.order = Order()
        self.rank: Callable[[int], int | None] = lambda _node: None  # see core.order.arranged
        self._marks: Marks | None = None
        self._tops: dict[int, None] | None = {}  # in their order; None for what lies in the root
        self.invisibleRootItem().setColumnCount(_COLUMNS)
        self._levels: dict[int, Level] = {}  # by folder
        self._level_at: dict[int, Level] = {}  # by internal id
        self._bases: dict[int, Sequence[int]] = {}  # by folder: what is in it in the order of names
        self._is_untidy = False  # a row may stand where the order does not have it
        self._build()

    # Qt's questions

    def rowCount(self, parent: Index = NOWHERE) -> int:
        level = self._level_below(parent)
        if level is None or level.is_waiting:
            return 0
        return super().rowCount(parent)

    # Nodes and indexes

    def node(self, index: Index) -> int | None:
        """The node of a row; None for the empty area, and for what is gone from the tree."""
        level = self._level_at.get(index.internalId()) if index.isValid() else None
        row = index.row()
        if level is None or row >= len(level.nodes):
            return None
        node = level.nodes[row]
        return node if node == ROOT or self.tree.is_current(node) else None

    def nodes(self, first: Index, last: int) -> list[int]:
        """The nodes of the rows of one folder, from an index to a row."""
        level = self._level_at.get(first.internalId()) if first.isValid() else None
        nodes = level.nodes[first.row() : last + 1] if level else ()
        return [node for node in nodes if node == ROOT or self.tree.is_current(node)]

    def index_of(self, node: int) -> QModelIndex:
        """The index of a node; invalid if it is hidden."""
        level = self._asked_home(node)
        row = -1 if level is None else level.row_of(node)
        if level is None or row < 0:
            return QModelIndex()
        return self.index(row, NAME, self._item(level).index())

    @property
    def shows(self) -> tuple[LinkTree, Marks | None]:
        """What is shown, but for the order."""
        return self.tree, self._marks

    def opened_folders(self) -> list[int]:
        """Every folder whose rows somebody has asked for."""
        return [folder for folder in self._levels if folder != TOP]

    def shown_in(self, folder: int) -> tuple[Sequence[int], list[int]]:
        """The nodes of the rows in a folder; those among them whose rows somebody has asked for.

        folder  or TOP for the top rows
        """
        level = self._levels.get(folder)
        if level is None or level.is_waiting:
            return (), []
        return level.nodes, [node for node in level.items if node in self._levels]

    def is_top(self, node: int) -> bool:
        """Whether a node is a top row."""
        return node in self._tops if self._tops is not None else self.tree.parent(node) == ROOT

    # Levels

    def _home(self, node: int) -> Level | None:
        """Where a node has its row, if those rows were asked for."""
        return self._levels.get(TOP if self.is_top(node) else self.tree.parent(node))

    def _asked_home(self, node: int) -> Level | None:
        home = self._home(node)
        if home is None and node > ROOT:
            folder = self.tree.parent(node)
            above = self._asked_home(folder)
            item = above.items.get(folder) if above else None
            home = None if item is None else self._ask(folder, item)
        return home

    def _level_below(self, parent: Index) -> Level | None:
        if not parent.isValid():
            return self._levels[TOP]
        home = self._level_at.get(parent.internalId())
        if home is None or parent.column() > 0 or parent.row() >= len(home.nodes):
            return None
        folder = home.nodes[parent.row()]
        item = home.items.get(folder)
        return None if item is None else self._levels.get(folder) or self._ask(folder, item)

    def _ask(self, folder: int, item: QStandardItem | None) -> Level:
        """Make the rows of a folder. Nobody was told of any, so nobody is told of these."""
        level = Level(folder, item, self._base(folder))
        level.nodes = self._wanted(level)
        level.is_waiting = self._is_awaited(level)
        self._levels[folder] = level
        if folder == TOP and self._tops is None:
            self._levels[ROOT] = level
        was_blocked = self.blockSignals(True)
        count = len(level.nodes) or int(level.is_waiting and folder != TOP)
        self._item(level).setRowCount(count)
        self._fill(level, 0, len(level.nodes))
        self.blockSignals(was_blocked)
        return level

    def _item(self, level: Level) -> QStandardItem:
        return self.invisibleRootItem() if level.item is None else level.item

    def _is_awaited(self, level: Level) -> bool:
        if level.folder == TOP and self._tops is not None:
            return False
        return not self.tree.is_listed(max(level.folder, ROOT))

    def _build(self) -> None:
        """Forget all rows, and make the top rows; inside of a reset."""
        self._levels.clear()
        self._level_at.clear()
        self._is_untidy = False
        was_blocked = self.blockSignals(True)
        self.removeRows(0, super().rowCount())
        self.blockSignals(was_blocked)
        self._ask(TOP, None)

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._build()
        self.endResetModel()

    def _base(self, folder: int) -> Sequence[int]:
        if folder == TOP and self._tops is not None:
            return list(self._tops)
        node = max(folder, ROOT)
        if node not in self._bases:
            self._bases[node] = natural(self.tree, node)
        return self._bases[node]

    def _wanted(self, level: Level) -> Sequence[int]:
        is_chosen = level.folder == TOP and self._tops is not None
        known = list(filter(self.tree.is_current, level.base)) if is_chosen else level.base
        nodes = arranged(self.tree, known, self.order, self.rank)
        if self._marks is None:
            return nodes
        if is_chosen:
            return [node for node in nodes if node == ROOT or self._marks.shows(node)]
        return self._marks.visible(max(level.folder, ROOT), nodes)

    def _fill(self, level: Level, first: int, end: int) -> None:
        """Give items to those new rows that have something below them; no signals."""
        if first == end:
            return
        for row in self._folder_rows(level.nodes, first, end):
            if self._has_rows(level.nodes[row]):
                self._give_item(level, row)
        level.key = self.index(first, NAME, self._item(level).index()).internalId()
        self._level_at[level.key] = level

    def _folder_rows(self, nodes: Sequence[int], first: int, end: int) -> Iterator[int]:
        kinds = bytes(map(self.tree.kinds.__getitem__, nodes[first:end]))
        at = kinds.find(Kind.DIR)
        while at >= 0:
            yield first + at
            at = kinds.find(Kind.DIR, at + 1)

    def _give_item(self, level: Level, row: int) -> None:
        item = QStandardItem()
        item.setColumnCount(_COLUMNS)
        item.setRowCount(1)  # one empty place: an arrow
        self._item(level).setChild(row, NAME, item)
        level.items[level.nodes[row]] = item

    def _has_rows(self, folder: int) -> bool:
        if not self.tree.is_listed(folder):
            return True
        if self._marks is None or not self.tree.children(folder):
            return bool(self.tree.children(folder))
        return self._marks.leads(folder) or self._marks.covers(folder)
