"""The columns a link tree is packed into, and one node read from them.

A node is a row of columns: 20 bytes beside its name and link text. The children of a folder
have consecutive ids, because a folder arrives complete.
"""

from array import array
from collections.abc import Sequence
from itertools import chain
from typing import TypeAlias

from cvlink_gui.core.links import Entry, Health, Kind
from cvlink_gui.core.totals import COUNTS

ROOT = 0
NO_FOLDER = 0xFFFFFFFF  # in the `ref` column: this folder was not listed yet
NO_STAMP = bytes(32)
_LINKS = (int(Kind.SYMLINK), int(Kind.JUNCTION))

Column: TypeAlias = "bytearray | array[int]"
# What a tree is kept as: the columns of nodes, those of listed folders, pairs of node and errno.
# The type code of each array; a bytearray has none.
_NODES = {
    "_kind": "",
    "_health": "",
    "_target_kind": "",
    "_parent": "i",
    "_start": "I",
    "_ref": "I",
}
_ROWS = {"_first": "I", "_size": "I", "_names_at": "Q", "_targets_at": "Q", "_owner": "I"}
_KEPT = {**_NODES, **_ROWS, "_counts": "Q", "_stamps": "", "_names": "", "_targets": ""}
COLUMN_TYPES = (*_KEPT.values(), "I")


class Columns:
    """Every node by its id, and every listed folder by its row."""

    def __init__(self) -> None:
        self._names = bytearray(b"\0")
        self._targets = bytearray()
        self._parent = array("i", [-1])
        self._start = array("I", [0])  # where the name starts in its folder's run of names
        self._ref = array("I", [NO_FOLDER])  # a link: start of its text; a folder: its row below
        self._kind = bytearray([Kind.DIR])
        self._health = bytearray([Health.OK])
        self._target_kind = bytearray([Kind.OTHER])
        # One row a listed folder.
        self._first = array("I")
        self._size = array("I")
        self._names_at = array("Q")
        self._targets_at = array("Q")
        self._owner = array("I")  # the node it is the listing of; NO_FOLDER once it is forgotten
        self._counts = array("Q")
        self._stamps = bytearray()  # `Listing.stamp`, zeros where there is none
        self._errors: dict[int, int] = {}

    def columns(self) -> list[Column]:
        """What `of` takes, of the types `COLUMN_TYPES`: the tree's own columns, no copies."""
        kept: list[Column] = [getattr(self, name) for name in _KEPT]
        return [*kept, array("I", chain.from_iterable(self._errors.items()))]

    def _take_columns(self, columns: Sequence[Column]) -> None:
        """Have the columns of an earlier tree; ValueError if they do not fit together."""
        for name, column in zip(_KEPT, columns, strict=False):
            setattr(self, name, column)
        nodes = {len(getattr(self, name)) for name in _NODES}
        rows = {len(getattr(self, name)) for name in _ROWS}
        length = len(self._first)
        shares = (len(self._counts), len(self._stamps)) == (COUNTS * length, 32 * length)
        if len(columns) != len(COLUMN_TYPES) or len(nodes) != 1 or rows != {length} or not shares:
            raise ValueError("columns of different lengths")
        if not length:
            raise ValueError("nothing was listed")
        errors = iter(columns[-1])
        self._errors = dict(zip(errors, errors, strict=True))

    def __len__(self) -> int:
        return len(self._kind)

    def children(self, node: int) -> range:
        """Ids of what lies in a folder; empty for anything else and for a folder not listed yet."""
        row = self._row(node)
        if row is None:
            return range(0)
        return range(self._first[row], self._first[row] + self._size[row])

    def is_listed(self, node: int) -> bool:
        """False for a folder the scan has not reached, and for what is no folder."""
        return self._row(node) is not None

    def parent(self, node: int) -> int:
        """The folder a node lies in; -1 for the root."""
        return self._parent[node]

    def kind(self, node: int) -> Kind:
        return Kind(self._kind[node])

    def health(self, node: int) -> Health:
        return Health(self._health[node])

    def target_kind(self, node: int) -> Kind:
        return Kind(self._target_kind[node])

    def name(self, node: int) -> bytes:
        """The bytes of the name; `b""` for the root."""
        if node == ROOT:
            return b""
        begin = self._names_at[self._ref[self._parent[node]]] + self._start[node]
        return bytes(self._names[begin : self._names.index(0, begin)])

    def names(self, node: int) -> list[bytes]:
        """The names in a folder, in the order of `children`."""
        row = self._row(node)
        return [] if row is None else self._run_names(row).split(b"\0")[:-1]

    def joined_names(self, node: int) -> bytes:
        """The names in a folder, each followed by NUL, in the order of `children`."""
        row = self._row(node)
        return b"" if row is None else self._run_names(row)

    def target(self, node: int) -> bytes:
        """The text of a link, as stored; `b""` for what is no link."""
        if self._kind[node] not in _LINKS:
            return b""
        begin = self._targets_at[self._ref[self._parent[node]]] + self._ref[node]
        return bytes(self._targets[begin : self._targets.index(0, begin)])

    def entry(self, node: int) -> Entry:
        """One node as a value."""
        return Entry(
            self.name(node),
            self.kind(node),
            self.target(node),
            self.health(node),
            self.target_kind(node),
        )

    def path(self, node: int) -> bytes:
        """The path from the root, relative; `b""` for the root."""
        parts = []
        while node > ROOT:
            parts.append(self.name(node))
            node = self._parent[node]
        return b"/".join(reversed(parts))

    def error(self, node: int) -> int:
        """The errno of a folder that could not be read, else 0."""
        return self._errors.get(node, 0)

    def stamp_of(self, node: int) -> bytes:
        """The stamp a folder was listed with; b"" where it has none, or is not listed."""
        row = self._row(node)
        return b"" if row is None else self.stamp(row)

    def stamp(self, row: int) -> bytes:
        """The stamp of the folder with this row; b"" where it has none."""
        stamp = bytes(self._stamps[row * len(NO_STAMP) : (row + 1) * len(NO_STAMP)])
        return b"" if stamp == NO_STAMP else stamp

    def is_current(self, node: int) -> bool:
        """False for what is left of a run that was replaced."""
        if node == ROOT:
            return True
        folder = self._parent[node]
        row = self._ref[folder]
        if row == NO_FOLDER or self._owner[row] != folder:
            return False
        first = self._first[row]
        return first <= node < first + self._size[row]

    @property
    def text(self) -> bytearray:
        """Every name followed by NUL, folder by folder as they were listed; not to be changed."""
        return self._names

    @property
    def kinds(self) -> bytearray:
        """A Kind for every id, also of nodes that are gone; not to be changed."""
        return self._kind

    @property
    def healths(self) -> bytearray:
        """A Health for every id, also of nodes that are gone; not to be changed."""
        return self._health

    def _row(self, node: int) -> int | None:
        row = self._ref[node] if self._kind[node] == Kind.DIR else NO_FOLDER
        return None if row == NO_FOLDER else row

    def _run_names(self, row: int) -> bytes:
        if not self._size[row]:
            return b""
        return bytes(self._names[self._names_at[row] : self._names_end(row)])

    def _names_end(self, row: int) -> int:
        last = self._names_at[row] + self._start[self._first[row] + self._size[row] - 1]
        return self._names.index(0, last) + 1

    def _run_targets(self, row: int, kinds: bytes) -> bytes:
        last = max(kinds.rfind(Kind.SYMLINK), kinds.rfind(Kind.JUNCTION))
        if last < 0:
            return b""
        begin = self._targets_at[row]
        end = self._targets.index(0, begin + self._ref[self._first[row] + last]) + 1
        return bytes(self._targets[begin:end])
