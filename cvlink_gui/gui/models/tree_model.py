"""The packed tree as a Qt model: ids inside, pages of rows, no proxy.

Rows of a folder are made when a view first asks for them, in natural order, filtered by marks,
and handed out in pages. What the views show is text made for them; a path never becomes one.
"""

import re
from array import array
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor

from cvlink_gui.core.filter import HIDDEN, MATCH
from cvlink_gui.core.findings import Verdict
from cvlink_gui.core.links import BROKEN, HEALTH_WORDS, Health, Kind
from cvlink_gui.core.names import is_odd, shown
from cvlink_gui.core.tree import ROOT, Change, LinkTree
from cvlink_gui.gui import theme
from cvlink_gui.gui.icons import icon
from cvlink_gui.gui.mime import URI_LIST, to_mime
from cvlink_gui.gui.words import tr_core

Index = QModelIndex | QPersistentModelIndex
PAGE = 2_000
NATURAL_LIMIT = 5_000  # larger folders keep the order of the bytes: a key for each name is slow
NAME, DETAIL, STATE = range(3)
_NUMBER = re.compile(rb"(\d+)")
_ROLE = Qt.ItemDataRole


class TreeModel(QAbstractItemModel):
    """Some nodes of a LinkTree as top rows, and what lies below them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tree = LinkTree()
        self.absolute: Callable[[bytes], bytes] = lambda path: path
        self.reached: Callable[[bytes, bytes], bytes] = lambda _link, text: text
        self.top_icon: Callable[[bytes], str] = lambda _path: "folder"
        self._tops: list[int] = []
        self._rows: dict[int, array[int]] = {}  # by folder: ids in the order shown; -1: the tops
        self._fetched: dict[int, int] = {}
        self._row_of: dict[int, int] = {}  # row of every shown folder in its own folder
        self._still: dict[int, int] = {}  # old id by new one, while views save what they have
        self._marks: bytearray | None = None
        self._verdicts: dict[bytes, tuple[Verdict, int]] = {}
        self._details: dict[bytes, str] = {}
        self._related: frozenset[int] = frozenset()
        self._answers: dict[int, Callable[[int, int], object]] = {
            int(_ROLE.DisplayRole): self._text,
            int(_ROLE.DecorationRole): self._icon,
            int(_ROLE.ForegroundRole): self._color,
            int(_ROLE.BackgroundRole): self._background,
            int(_ROLE.ToolTipRole): self._tip,
            int(_ROLE.AccessibleTextRole): self._accessible,
        }

    # What is shown

    def show_tree(self, tree: LinkTree, tops: Sequence[int] = ()) -> None:
        """Show another tree."""
        self.beginResetModel()
        self.tree = tree
        self._verdicts, self._details, self._related = {}, {}, frozenset()
        self._marks = None
        self._set_tops(tops)
        self.endResetModel()

    def set_tops(self, tops: Sequence[int]) -> None:
        """Change the top rows; rows that stay keep what is expanded below them."""
        self._remove_all_but(-1, set(tops))
        self._tops = list(tops)
        row = 0
        for node in tops:
            if node in self._rows[-1]:
                row = self._rows[-1].index(node) + 1
            elif self._is_visible(node, parent_matches=False):
                self._insert_rows(-1, row, array("l", [node]))
                row += 1

    def set_marks(self, marks: bytearray | None) -> None:
        """Show only what a filter left (see core.filter); None shows all."""
        if marks == self._marks:
            return
        self.beginResetModel()
        self._marks = marks
        self._set_tops(self._tops)
        self.endResetModel()

    def set_verdicts(self, verdicts: dict[bytes, tuple[Verdict, int]]) -> None:
        """Verdict and number of findings by experiment folder."""
        self._verdicts = verdicts
        self._repaint_tops()

    def set_details(self, details: dict[bytes, str]) -> None:
        """Words for the detail column, by path."""
        self._details = details
        self._repaint_tops()
        for node in [n for n in self._rows if n >= 0]:
            self._repaint(self._rows[node][:PAGE])

    def set_related(self, nodes: Iterable[int]) -> None:
        """Light up these nodes: they use, or are used by, what is selected elsewhere."""
        old, self._related = self._related, frozenset(nodes)
        self._repaint(old ^ self._related)

    def put(self, change: Change) -> None:
        """Follow a change of the tree."""
        if change.before == change.after:
            self._repaint(change.after[:PAGE] if change.folder in self._rows else ())
            return
        above_tops = any(top in change.before for top in self._tops)
        if change.folder not in self._rows and not above_tops:
            return
        renamed = self._survivors(change)
        self._keep_marks(renamed)
        if above_tops:
            self._rename(-1, renamed)
        else:
            self._swap(change.folder, renamed)

    def refresh(self, folders: Iterable[int]) -> None:
        """Paint folders again whose counts have changed."""
        self._repaint(folders)

    # Qt's questions

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        rows = self._rows_of(parent)
        if 0 <= row < len(rows) and 0 <= column < 3:
            return self.createIndex(row, column, rows[row])
        return QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        if not index.isValid():
            return QModelIndex()
        return self._index_of_folder(self._folder_of(index.internalId()))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.column() > 0:
            return 0
        self._rows_of(parent)
        return self._fetched.get(_id(parent), 0)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 3

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        if not parent.isValid():
            return bool(self._rows.get(-1))  # none before the first tree
        if parent.column() > 0:
            return False
        node = parent.internalId()
        if self.tree.kind(node) is not Kind.DIR:
            return False
        if not self.tree.is_listed(node):
            return True
        return bool(self._rows[node] if node in self._rows else self.tree.children(node))

    def canFetchMore(self, parent: Index) -> bool:
        node = _id(parent)
        return len(self._rows_of(parent)) > self._fetched.get(node, 0)

    def fetchMore(self, parent: Index) -> None:
        node, rows = _id(parent), self._rows_of(parent)
        have = self._fetched.get(node, 0)
        more = min(PAGE, len(rows) - have)
        if more > 0:
            self.beginInsertRows(parent, have, have + more - 1)
            self._fetched[node] = have + more
            self.endInsertRows()

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemIsDropEnabled
        )

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            return (self.tr("Name"), self.tr("Details"), self.tr("State"))[section]
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        answer = self._answers.get(role)  # a view asks for a dozen roles a cell: most have none
        if answer is None or not index.isValid():
            return None
        node = index.internalId()
        return answer(node, index.column()) if self.is_alive(node) else None

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.LinkAction | Qt.DropAction.CopyAction

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, _parent: Index
    ) -> bool:
        return data.hasFormat(URI_LIST)  # the view asks the workbench for the rest

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.LinkAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [URI_LIST]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        nodes = dict.fromkeys(index.internalId() for index in indexes)
        return to_mime([self.absolute(self.tree.path(node)) for node in nodes])

    # Nodes and indexes

    def node(self, index: Index) -> int | None:
        """The node of an index; None for the empty area."""
        return index.internalId() if index.isValid() else None

    def is_alive(self, node: int) -> bool:
        """False for the row of something that is gone, while the model has not followed yet."""
        return node == ROOT or node in self.tree.children(self.tree.parent(node))

    def index_of(self, node: int) -> QModelIndex:
        """The index of a node, with all pages fetched that it takes; invalid if it is hidden."""
        folder = self._folder_of(node)
        above = self._index_of_folder(folder) if folder < 0 else self.index_of(folder)
        if folder >= 0 and not above.isValid():
            return QModelIndex()
        rows = self._rows_of(above)
        if node not in rows:
            return QModelIndex()
        row = self._row_of.get(node)
        row = rows.index(node) if row is None else row
        while self._fetched.get(folder, 0) <= row and self.canFetchMore(above):
            self.fetchMore(above)
        return self.createIndex(row, 0, node)

    def _folder_of(self, node: int) -> int:
        if node in self._tops:
            return -1
        folder = self.tree.parent(node)
        return self._still.get(folder, folder)

    def _index_of_folder(self, folder: int) -> QModelIndex:
        row = self._row_of.get(folder)
        return QModelIndex() if folder < 0 or row is None else self.createIndex(row, 0, folder)

    def _rows_of(self, parent: Index) -> "array[int]":
        node = _id(parent)
        if node not in self._rows:
            # None for a folder that is not listed yet: `put` inserts them, now that they were asked
            rows = self._made_rows(node)
            self._rows[node] = rows
            self._fetched[node] = min(PAGE, len(rows))
            self._number(node)
        return self._rows[node]

    def _made_rows(self, folder: int) -> "array[int]":
        matches = self._marks is not None and self._under_match(folder)
        children = self.tree.children(folder)
        return array(
            "l", [n for n in _ordered(self.tree, folder, children) if self._is_visible(n, matches)]
        )

    def _is_visible(self, node: int, parent_matches: bool) -> bool:
        if self._marks is None or parent_matches or node >= len(self._marks):
            return True
        return self._marks[node] != HIDDEN

    def _under_match(self, node: int) -> bool:
        marks = self._marks or b""
        while node > 0:
            if node < len(marks) and marks[node] == MATCH:
                return True
            node = self.tree.parent(node)
        return False

    def _set_tops(self, tops: Sequence[int]) -> None:
        self._tops = list(tops)
        shown_tops = [n for n in tops if self._is_visible(n, parent_matches=False)]
        self._rows = {-1: array("l", shown_tops)}
        self._fetched = {-1: len(shown_tops)}
        self._row_of = {}
        self._number(-1)

    def _number(self, folder: int) -> None:
        for row, node in enumerate(self._rows[folder]):
            if folder == -1 or self.tree.kind(node) is Kind.DIR:
                self._row_of[node] = row

    # Following the tree

    def _survivors(self, change: Change) -> dict[int, int]:
        """New ids by old ones, of what was there before; what was a folder has to be one still."""
        new_ids = dict(zip(self.tree.names(change.folder), change.after, strict=True))
        pairs = zip(change.before, map(new_ids.get, change.names_before), strict=True)
        is_folder = {node: self.tree.kind(node) is Kind.DIR for node in change.before}
        return {
            old: new
            for old, new in pairs
            if new is not None and is_folder[old] is (self.tree.kind(new) is Kind.DIR)
        }

    def _swap(self, folder: int, renamed: dict[int, int]) -> None:
        """Give the rows of a folder their new ids; remove and insert only what differs.

        New ids first: while rows are removed, a view asks for the rows that stay.
        """
        wanted = self._made_rows(folder)
        visible = set(wanted)
        self._rename(folder, {old: new for old, new in renamed.items() if new in visible})
        self._remove_all_but(folder, visible)
        self._sort(folder, wanted)
        self._insert(folder, wanted)

    def _keep_marks(self, renamed: dict[int, int]) -> None:
        """What a filter has hidden stays hidden under its new id; what is new is shown."""
        if self._marks is not None:
            known = len(self._marks)
            self._marks += bytes([MATCH]) * (len(self.tree) - known)
            for old, new in renamed.items():
                self._marks[new] = self._marks[old]

    def _rename(self, folder: int, ids: dict[int, int]) -> None:
        """The rows of a folder are the same things under new ids."""
        if not ids:
            return
        self._still = {new: old for old, new in ids.items()}
        self.layoutAboutToBeChanged.emit()
        self._still = {}
        for index in self.persistentIndexList():
            if (new := ids.get(index.internalId())) is not None:
                fresh = self.createIndex(index.row(), index.column(), new)
                self.changePersistentIndex(index, fresh)
        for old, new in ids.items():
            self._row_of.pop(old, None)
            if old in self._rows:
                self._rows[new] = self._rows.pop(old)
                self._fetched[new] = self._fetched.pop(old)
        self._rows[folder] = array("l", [ids.get(node, node) for node in self._rows[folder]])
        self._tops = [ids.get(node, node) for node in self._tops]
        self._related = frozenset(ids.get(node, node) for node in self._related)
        self._number(folder)
        self.layoutChanged.emit()

    def _remove_all_but(self, folder: int, visible: set[int]) -> None:
        """Remove the rows of a folder that are not among these, from the last to the first."""
        rows, fetched = self._rows[folder], self._fetched[folder]
        kept = [node for node in rows[fetched:] if node in visible]
        self._rows[folder] = rows[:fetched] + array("l", kept)
        end = fetched
        while end > 0:
            first = end
            while first > 0 and rows[first - 1] not in visible:
                first -= 1
            if first < end:
                self._remove_rows(folder, first, end - 1)
            end = first - 1

    def _sort(self, folder: int, wanted: "array[int]") -> None:
        """Bring the rows into the order wanted: it changes as a folder becomes large."""
        rows = self._rows[folder]
        have = set(rows)
        ordered = array("l", [node for node in wanted if node in have])
        if ordered == rows:
            return
        self.layoutAboutToBeChanged.emit()
        self._rows[folder] = ordered
        self._number(folder)
        places = {node: row for row, node in enumerate(ordered[: self._fetched[folder]])}
        for index in self.persistentIndexList():
            if (node := index.internalId()) in have:
                row = places.get(node)
                fresh = self.createIndex(row, index.column(), node) if row is not None else None
                self.changePersistentIndex(index, fresh or QModelIndex())
        self.layoutChanged.emit()

    def _insert(self, folder: int, wanted: "array[int]") -> None:
        """Insert what is wanted and not there, as far as pages have been handed out."""
        have = set(self._rows[folder])
        everything = self._fetched[folder] == len(have)
        row = 0
        while row < self._fetched[folder] or (everything and row < len(wanted)):
            if wanted[row] in have:
                row += 1
                continue
            end = row
            while end < len(wanted) and wanted[end] not in have:
                end += 1
            at_end = row == self._fetched[folder]  # the rest comes as the view asks for it
            end = min(end, row + PAGE) if at_end else end
            self._insert_rows(folder, row, wanted[row:end])
            if at_end:
                break
            row = end
        self._rows[folder] = wanted
        self._number(folder)

    def _insert_rows(self, folder: int, first: int, nodes: "array[int]") -> None:
        parent = self._index_of_folder(folder)
        self.beginInsertRows(parent, first, first + len(nodes) - 1)
        self._rows[folder][first:first] = nodes
        self._fetched[folder] += len(nodes)
        self._number(folder)
        self.endInsertRows()

    def _remove_rows(self, folder: int, first: int, last: int) -> None:
        self.beginRemoveRows(self._index_of_folder(folder), first, last)
        for node in self._rows[folder][first : last + 1]:
            self._forget(node)
        del self._rows[folder][first : last + 1]
        self._fetched[folder] -= last - first + 1
        self._number(folder)
        self.endRemoveRows()

    def _forget(self, node: int) -> None:
        """A row is gone, and with it all rows below it."""
        self._row_of.pop(node, None)
        self._fetched.pop(node, None)
        for below in self._rows.pop(node, ()):
            if below in self._row_of:
                self._forget(below)

    def _repaint(self, nodes: Iterable[int]) -> None:
        for node in nodes:
            folder = self._folder_of(node)
            row = self._row_of.get(node)
            if row is None and folder in self._rows and node in self._rows[folder]:
                row = self._rows[folder].index(node)
            if row is not None and row < self._fetched.get(folder, 0):
                left, right = (self.createIndex(row, column, node) for column in (NAME, STATE))
                self.dataChanged.emit(left, right)

    def _repaint_tops(self) -> None:
        self._repaint(self._rows.get(-1, ()))

    # Words, icons, colours

    def _text(self, node: int, column: int) -> str:
        if column == NAME:
            return shown(self.tree.name(node)) or shown(self.tree.path(node))
        return self._detail(node) if column == DETAIL else self._state(node)

    def _detail(self, node: int) -> str:
        if self.tree.kind(node).is_link:
            path = self.tree.path(node)
            return "→ " + (shown(self.reached(path, self.tree.target(node))) or ".")
        if self._details and (words := self._details.get(self.tree.path(node))):
            return words
        if self.tree.kind(node) is Kind.DIR and self.tree.is_listed(node):
            return self.tr("%Ln item(s)", "", len(self.tree.children(node)))
        return ""

    def _state(self, node: int) -> str:
        if self.tree.kind(node).is_link:
            return tr_core(HEALTH_WORDS[self.tree.health(node)])
        if self.tree.kind(node) is not Kind.DIR:
            return ""
        if self.tree.error(node):
            return self.tr("unreadable")
        if node in self._tops and (found := self._verdicts.get(self.tree.path(node))):
            return self._verdict_text(*found)
        if not self.tree.is_listed(node):
            return "…"
        totals = self.tree.totals(node)
        if totals.broken:
            return self.tr("%Ln broken", "", totals.broken)
        return "" if totals.worst is Health.OK else tr_core(HEALTH_WORDS[totals.worst])

    def _verdict_text(self, verdict: Verdict, count: int) -> str:
        words = {
            Verdict.READY: self.tr("Ready"),
            Verdict.READY_WITH_WARNINGS: self.tr("Ready, %n warning(s)", "", count),
            Verdict.NOT_READY: self.tr("Not ready: %n problem(s)", "", count),
            Verdict.UNKNOWN: self.tr("Unknown"),
        }
        return words[verdict]

    def _icon(self, node: int, column: int) -> object:
        kind = self.tree.kind(node)
        if column == NAME and kind is Kind.DIR and node in self._tops:
            return icon(self.top_icon(self.tree.path(node)), "accent")
        if column == NAME:
            return _kind_icon(kind, self.tree.target_kind(node), self.tree.worst(node))
        if column == STATE:
            if node in self._tops and (found := self._verdicts.get(self.tree.path(node))):
                return icon(*theme.VERDICT_MARKS[found[0]])
            if kind.is_link:
                return icon(*theme.HEALTH_MARKS[self.tree.health(node)])
            if kind is Kind.DIR and (worst := self.tree.worst(node)):
                return icon(*theme.HEALTH_MARKS[worst])
        return None

    def _color(self, node: int, column: int) -> QColor | None:
        if column == NAME:
            broken = self.tree.kind(node).is_link and self.tree.health(node) in BROKEN
            return theme.color("bad") if broken else None
        if column == DETAIL:
            return theme.color("quiet")
        if node in self._tops and (found := self._verdicts.get(self.tree.path(node))):
            return theme.color(theme.VERDICT_MARKS[found[0]][1])
        worst = self.tree.worst(node)
        return theme.color(theme.HEALTH_MARKS[worst][1])

    def _background(self, node: int, _column: int) -> QColor | None:
        return theme.color("selection") if node in self._related else None

    def _tip(self, node: int, _column: int = NAME) -> str:
        path = self.tree.path(node)
        tip = shown(path)
        if self.tree.kind(node).is_link:
            tip += f"\n→ {shown(self.tree.target(node))}\n{self._state(node)}"
        if is_odd(path):
            tip += "\n" + self.tr("This name has characters that are shown escaped.")
        return tip

    def _accessible(self, node: int, column: int) -> str:
        if column != NAME:
            return self._text(node, column)
        kind = self.tree.kind(node)
        if kind.is_link:
            broken = self.tree.health(node) in BROKEN
            what = self.tr("broken link") if broken else self.tr("link")
        else:
            what = self.tr("folder") if kind is Kind.DIR else self.tr("file")
        parts = (self._text(node, NAME), what, self._state(node))
        return ", ".join(part for part in parts if part)


def _id(index: Index) -> int:
    return index.internalId() if index.isValid() else -1


def _ordered(tree: LinkTree, folder: int, children: range) -> Iterable[int]:
    """Natural order (v2 before v10), by the bytes where a folder is large."""
    if folder < 0 or len(children) > NATURAL_LIMIT:
        return children
    names = tree.names(folder)
    return sorted(children, key=lambda node: _natural(names[node - children.start]))


def _natural(name: bytes) -> list[tuple[int, bytes]]:
    parts = _NUMBER.split(name)
    return [(int(part), part) if part.isdigit() else (-1, part.lower()) for part in parts]


def _kind_icon(kind: Kind, target_kind: Kind, worst: Health) -> object:
    if kind.is_link:
        if worst in BROKEN:
            return icon("link-2-off", "bad")
        return icon("folder-symlink" if target_kind is Kind.DIR else "link", "accent")
    if kind is Kind.DIR:
        return icon("folder", "quiet")
    return icon("file" if kind is Kind.FILE else "file-question-mark", "faint")
