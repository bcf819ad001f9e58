"""The rows of the link tree as a Qt model: their shape lives in Qt, what they are in the tree.

A view asks for the index, the flags and the children of every row of every open folder whenever
rows come or go. Answered in Python that is half a second for a folder of 118,287; Qt's own
QStandardItemModel answers it in 40 ms. So it has the shape: how many rows there are, and an item
for every folder with something in it. All other rows are empty places; which node a row stands
for is in `Level.nodes`. The rows of a folder are made when somebody first asks for them.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel

from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.filter import Marks
from cvlink_gui.core.links import Kind
from cvlink_gui.core.order import By, Order, arranged, natural
from cvlink_gui.core.tree import Change, LinkTree

Index = QModelIndex | QPersistentModelIndex
NAME, DETAIL, STATE = range(3)
_COLUMNS = 3
_BY = {NAME: By.NAME, DETAIL: By.DETAIL, STATE: By.STATE}
_TOP = -1


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


class Rows(QStandardItemModel):
    """Some nodes of a LinkTree as top rows, and what lies below them."""

    arrows_changed = Signal()  # folders have become empty, or not, whose rows nobody has seen

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
        self._moving: tuple[Level, Sequence[int]] | None = None  # rows on their way in
        self._is_untidy = False  # a row may stand where the order does not have it
        # Before any view hears of it: rows and nodes have to agree.
        self.rowsInserted.connect(self._inserted)
        self.rowsRemoved.connect(self._removed)
        self._build()

    # What is shown

    def show_tree(self, tree: LinkTree, tops: Sequence[int] | None = ()) -> None:
        """Show another tree; for `tops` see `set_tops`."""
        self.beginResetModel()
        self.tree, self._marks = tree, None
        self._bases.clear()
        self._tops = None if tops is None else dict.fromkeys(tops)
        self._build()
        self.endResetModel()

    def set_tops(self, tops: Sequence[int] | None) -> None:
        """Change the top rows; those that stay keep what is open below them.

        tops  the nodes, in the order of names; None for what lies in the root
        """
        is_other_kind = (tops is None) != (self._tops is None)
        self._tops = None if tops is None else dict.fromkeys(tops)
        if is_other_kind:
            self._rebuild()
            return
        level = self._levels[_TOP]
        level.base = self._base(level.folder)
        self._show(level)

    def set_marks(self, marks: Marks | None) -> None:
        """Show only what a filter left; None shows all."""
        if marks is not self._marks:
            self.beginResetModel()
            self._marks = marks
            self._build()
            self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort every folder, and the top rows, by a column."""
        wish = Order(_BY[column], order is Qt.SortOrder.DescendingOrder)
        if wish != self.order:
            self.order = wish
            self._rebuild()

    def tidy(self) -> None:
        """Bring rows into order that have come, or changed their state, since it was set."""
        if self._is_untidy:
            self._rebuild()

    def put(self, change: Change) -> None:
        """Follow a change of the tree."""
        flipped = self._marks.follow(change) if self._marks else ()
        self._bases.pop(change.folder, None)
        # What a folder says of itself, and those above it, may be something else now.
        self._is_untidy |= self.order.by is not By.NAME
        level = self._levels.get(change.folder)
        if change.before and change.before == change.after:
            self._judged(level)
        else:
            self._listed(change, level)
        self.follow(flipped)

    def follow(self, flipped: Iterable[int]) -> None:
        """Show and hide rows: below these folders there is a match now, or no longer."""
        touched: dict[int, Level] = {}
        for folder in flipped:
            for level in (self._home(folder), self._levels.get(folder)):
                if level is not None:
                    touched[id(level)] = level
        for level in touched.values():
            self._show(level)
        for folder in flipped:
            self._show_arrow(folder)

    # Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
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
        return [folder for folder in self._levels if folder != _TOP]

    def is_top(self, node: int) -> bool:
        """Whether a node is a top row."""
        return node in self._tops if self._tops is not None else self.tree.parent(node) == ROOT

    def renamed(self, ids: dict[int, int]) -> None:
        """Nodes have new ids; for what keeps some."""

    def states_changed(self) -> None:
        """Something is better or worse than it was: rows may not be in order any more."""
        self._is_untidy |= self.order.by is By.STATE

    def repaint(self, nodes: Iterable[int]) -> None:
        """Say that the words, the colours or the icons of some nodes are others."""
        for node in nodes:
            level = self._home(node)
            if level is not None and (row := level.row_of(node)) >= 0:
                self._tell_painted(level, row, row)

    def repaint_all(self) -> None:
        """The same of every row that was asked for."""
        for level in self._levels.values():
            self._tell_painted(level, 0, len(level.nodes) - 1)

    def _tell_painted(self, level: Level, first: int, last: int) -> None:
        if first <= last:
            above = self._item(level).index()
            self.dataChanged.emit(self.index(first, NAME, above), self.index(last, STATE, above))

    # Levels

    def _home(self, node: int) -> Level | None:
        """Where a node has its row, if those rows were asked for."""
        return self._levels.get(_TOP if self.is_top(node) else self.tree.parent(node))

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
            return self._levels[_TOP]
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
        if folder == _TOP and self._tops is None:
            self._levels[ROOT] = level
        was_blocked = self.blockSignals(True)
        count = len(level.nodes) or int(level.is_waiting and folder != _TOP)
        self._item(level).setRowCount(count)
        self._fill(level, 0, len(level.nodes))
        self.blockSignals(was_blocked)
        return level

    def _item(self, level: Level) -> QStandardItem:
        return self.invisibleRootItem() if level.item is None else level.item

    def _is_awaited(self, level: Level) -> bool:
        if level.folder == _TOP and self._tops is not None:
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
        self._ask(_TOP, None)

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._build()
        self.endResetModel()

    def _base(self, folder: int) -> Sequence[int]:
        if folder == _TOP and self._tops is not None:
            return list(self._tops)
        node = max(folder, ROOT)
        if node not in self._bases:
            self._bases[node] = natural(self.tree, node)
        return self._bases[node]

    def _wanted(self, level: Level) -> Sequence[int]:
        is_chosen = level.folder == _TOP and self._tops is not None
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

    def _forget(self, home: Level, nodes: Iterable[int]) -> None:
        """Rows are gone, and with them all rows below them."""
        for node in home.items.keys() & set(nodes):
            del home.items[node]
            if (level := self._levels.pop(node, None)) is not None:
                self._level_at.pop(level.key, None)
                self._forget(level, level.items)

    # Following the tree

    def _judged(self, level: Level | None) -> None:
        """The links of a folder have another health: its words change."""
        if level is not None:
            self._tell_painted(level, 0, len(level.nodes) - 1)
            if self._marks is not None:
                self._show(level)

    def _listed(self, change: Change, level: Level | None) -> None:
        home = self._levels[_TOP]
        if change.before and self._tops and any(node in change.before for node in home.nodes):
            renamed = _survivors(self.tree, change)
            self._tops = {renamed.get(node, node): None for node in self._tops}
            home.base = list(self._tops)
            self._rename(home, renamed)
        if level is None:
            self._show_arrow(change.folder)
            return
        if change.before:
            self._rename(level, _survivors(self.tree, change))
        level.base = self._base(level.folder)
        self._show(level)

    def _rename(self, level: Level, ids: dict[int, int]) -> None:
        """The rows of a folder are the same things under new ids."""
        level.nodes = array("i", [ids.get(node, node) for node in level.nodes])
        level.items = {ids.get(node, node): item for node, item in level.items.items()}
        self.renamed(ids)
        for node in self._bases.keys() & ids.keys():
            self._bases[ids[node]] = self._bases.pop(node)
        moved = [(ids[node], self._levels.pop(node)) for node in self._levels.keys() & ids.keys()]
        for node, below in moved:
            below.folder = node
            self._levels[node] = below

    def _show(self, level: Level) -> None:
        """Remove and insert rows until they are those that are wanted."""
        self._end_waiting(level)
        wanted = self._wanted(level)
        if list(wanted) == list(level.nodes):
            return
        keep, have = set(wanted), set(level.nodes)
        if keep != have:
            self._remove_all_but(level, keep)
        if list(level.nodes) != [node for node in wanted if node in have]:
            # They would have to be moved: they stay where they are until somebody tidies up.
            wanted = [*level.nodes, *(node for node in wanted if node not in have)]
            self._is_untidy = True
        for first, end in _runs([node not in have for node in wanted]):
            self._insert(level, first, wanted[first:end])

    def _end_waiting(self, level: Level) -> None:
        if level.is_waiting and not self._is_awaited(level):
            level.is_waiting = False
            was_blocked = self.blockSignals(True)
            self._item(level).setRowCount(0)
            self.blockSignals(was_blocked)
            self.arrows_changed.emit()

    def _remove_all_but(self, level: Level, keep: set[int]) -> None:
        gone = list(_runs([node not in keep for node in level.nodes]))
        for first, end in reversed(gone):
            self._item(level).removeRows(first, end - first)

    def _insert(self, level: Level, first: int, nodes: Sequence[int]) -> None:
        self._moving = (level, nodes)
        self._item(level).insertRows(first, len(nodes))
        self._moving = None

    def _inserted(self, _parent: QModelIndex, first: int, _last: int) -> None:
        if self._moving is None:
            return
        level, nodes = self._moving
        level.nodes = array("i", level.nodes)
        level.nodes[first:first] = array("i", nodes)
        was_blocked = self.blockSignals(True)
        self._fill(level, first, first + len(nodes))
        self.blockSignals(was_blocked)

    def _removed(self, parent: QModelIndex, first: int, last: int) -> None:
        level = self._level_below(parent)
        if level is not None:
            self._forget(level, level.nodes[first : last + 1])
            level.nodes = array("i", level.nodes)
            del level.nodes[first : last + 1]

    def _show_arrow(self, folder: int) -> None:
        """Give a folder whose rows nobody has asked for an arrow, or take it away."""
        home = self._home(folder)
        row = -1 if home is None or folder in self._levels else home.row_of(folder)
        if home is None or row < 0 or (folder in home.items) == self._has_rows(folder):
            return
        was_blocked = self.blockSignals(True)
        if folder in home.items:
            del home.items[folder]
            self._item(home).takeChild(row, NAME)
        else:
            self._give_item(home, row)
        self.blockSignals(was_blocked)
        self.arrows_changed.emit()


def _survivors(tree: LinkTree, change: Change) -> dict[int, int]:
    """New ids by old ones, of what was there before; what was a folder has to be one still."""
    new_ids = dict(zip(tree.names(change.folder), change.after, strict=True))
    pairs = zip(change.before, map(new_ids.get, change.names_before), strict=True)
    kinds = tree.kinds
    return {
        old: new
        for old, new in pairs
        if new is not None and (kinds[old] == Kind.DIR) is (kinds[new] == Kind.DIR)
    }


def _runs(wanted: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and end of every run of true values."""
    text = bytes(wanted)
    first = text.find(1)
    while first >= 0:
        end = text.find(0, first)
        end = len(text) if end < 0 else end
        yield first, end
        first = text.find(1, end)
