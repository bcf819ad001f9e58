"""The rows of the link tree as a Qt model that follows what is shown of it, and its changes."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from cvlink_gui.core.changes import Change
from cvlink_gui.core.filter import Marks
from cvlink_gui.core.order import By, Order, followed
from cvlink_gui.core.runs import Runs
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.gui.models.levels import DETAIL, NAME, STATE, TOP, Level, Levels

_BY = {NAME: By.NAME, DETAIL: By.DETAIL, STATE: By.STATE}


class Rows(Levels):
    """Levels that say what comes, goes and changes."""

    arrows_changed = Signal()  # folders have become empty, or not, whose rows nobody has seen

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moving: tuple[Level, Sequence[int]] | None = None  # rows on their way in
        # Before any view hears of it: rows and nodes have to agree.
        self.rowsInserted.connect(self._inserted)
        self.rowsRemoved.connect(self._removed)

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
        level = self._levels[TOP]
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
        base = self._bases.pop(change.folder, None)
        # What a folder says of itself, and those above it, may be something else now.
        self._is_untidy |= self.order.by is not By.NAME
        level = self._levels.get(change.folder)
        if change.before and change.before == change.after:
            self._judged(level)
        else:
            if level is not None and base is not None:
                self._bases[change.folder] = followed(self.tree, change, base)
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

    # What changes, and in which words

    def renamed(self, change: Change) -> None:
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

    # Following the tree

    def _judged(self, level: Level | None) -> None:
        """The links of a folder have another health: its words change."""
        if level is not None:
            self._tell_painted(level, 0, len(level.nodes) - 1)
            if self._marks is not None:
                self._show(level)

    def _listed(self, change: Change, level: Level | None) -> None:
        home = self._levels[TOP]
        if change.before and self._tops and any(node in change.before for node in home.nodes):
            self._tops = {_now(change, node): None for node in self._tops}
            home.base = list(self._tops)
            self._rename(home, change)
        if level is None:
            self._show_arrow(change.folder)
            return
        if change.before:
            self._rename(level, change)
        level.base = self._base(level.folder)
        self._show(level)

    def _rename(self, level: Level, change: Change) -> None:
        """The rows of a folder are the same things under new ids."""
        level.nodes = _renamed(level.nodes, change)
        level.items = {_now(change, node): item for node, item in level.items.items()}
        self.renamed(change)
        for node in [n for n in self._bases if change.now(n) is not None]:
            self._bases[_now(change, node)] = self._bases.pop(node)
        known = [n for n in self._levels if change.now(n) is not None]
        moved = [(_now(change, node), self._levels.pop(node)) for node in known]
        for node, below in moved:
            below.folder = node
            self._levels[node] = below

    def _show(self, level: Level) -> None:
        """Remove and insert rows until they are those that are wanted."""
        self._end_waiting(level)
        wanted = self._wanted(level)
        if self._show_runs(level, Runs.of(level.nodes), Runs.of(wanted)):
            return
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

    def _show_runs(self, level: Level, have: Runs | None, wanted: Runs | None) -> bool:
        """The same where both are runs of ids; False if rows would have to be moved."""
        if have is None or wanted is None:
            return False
        gone, fresh = have.not_in(wanted), wanted.not_in(have)
        kept, known = have, wanted
        for first, end in reversed(gone):
            kept = kept.without(first, end)
        for first, end in reversed(fresh):
            known = known.without(first, end)
        if kept != known:
            return False
        for first, end in reversed(gone):
            self._item(level).removeRows(first, end - first)
        for first, end in fresh:
            self._insert(level, first, wanted.part(first, end))
        return True

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
        level.nodes = _inserted(level.nodes, first, nodes)
        was_blocked = self.blockSignals(True)
        self._fill(level, first, first + len(nodes))
        self.blockSignals(was_blocked)

    def _removed(self, parent: QModelIndex, first: int, last: int) -> None:
        level = self._level_below(parent)
        if level is not None:
            self._forget(level, level.nodes[first : last + 1])
            level.nodes = _removed(level.nodes, first, last + 1)

    def _forget(self, home: Level, nodes: Iterable[int]) -> None:
        """Rows are gone, and with them all rows below them."""
        for node in home.items.keys() & set(nodes):
            del home.items[node]
            if (level := self._levels.pop(node, None)) is not None:
                self._level_at.pop(level.key, None)
                self._forget(level, level.items)

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


def _now(change: Change, node: int) -> int:
    """The new id of a node, or the old one of what is gone or lies elsewhere."""
    now = change.now(node)
    return node if now is None else now


def _renamed(nodes: Sequence[int], change: Change) -> Sequence[int]:
    """Rows under their new ids; those that are gone keep theirs."""
    runs, run = Runs.of(nodes), change.before
    if runs is None or not all(part.start in run and part[-1] in run for part in runs.parts):
        return array("i", [_now(change, node) for node in nodes])
    return Runs(chain.from_iterable(change.moved(part, gone=True) for part in runs.parts))


def _inserted(nodes: Sequence[int], at: int, fresh: Sequence[int]) -> Sequence[int]:
    runs, more = Runs.of(nodes), Runs.of(fresh)
    if runs is not None and more is not None:
        return runs.inserted(at, more)
    made = array("i", nodes)
    made[at:at] = array("i", fresh)
    return made


def _removed(nodes: Sequence[int], first: int, end: int) -> Sequence[int]:
    if (runs := Runs.of(nodes)) is not None:
        return runs.without(first, end)
    made = array("i", nodes)
    del made[first:end]
    return made


def _runs(wanted: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and end of every run of true values."""
    text = bytes(wanted)
    first = text.find(1)
    while first >= 0:
        end = text.find(0, first)
        end = len(text) if end < 0 else end
        yield first, end
        first = text.find(1, end)
