"""The link tree in memory: packed columns, integer ids, counts that are always right.

A node is a row of columns: 20 bytes beside its name and link text. The children of a folder
have consecutive ids, because a folder arrives complete; a folder that is listed again gets a
new run of ids, and its surviving sub-folders keep what is below them.
"""

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cvlink_gui.core.links import BROKEN, NUL, Entry, Health, Kind, Listing
from cvlink_gui.core.names import is_within, join
from cvlink_gui.core.relations import Relations

ROOT = 0
NO_FOLDER = 0xFFFFFFFF  # in the `ref` column: this folder was not listed yet
_COUNTS = 2 + len(Health)  # entries, folders, then links by health


@dataclass(frozen=True, slots=True)
class Totals:
    """What lies below a folder, at any depth."""

    entries: int
    folders: int
    by_health: tuple[int, ...]

    @property
    def links(self) -> int:
        return sum(self.by_health)

    @property
    def broken(self) -> int:
        return sum(self.by_health[health] for health in BROKEN)

    @property
    def worst(self) -> Health:
        """The worst health of any link below; OK where there is none."""
        return max((h for h in Health if self.by_health[h]), default=Health.OK)


@dataclass(frozen=True, slots=True)
class Change:
    """What one `put` did: the runs of ids before and after; the same run if only health changed.

    names_before  the names of the run before, in its order: after the put nobody else has them
    """

    folder: int
    before: range
    after: range
    names_before: tuple[bytes, ...] = ()


class LinkTree:
    """Listings by folder, with counts by folder and the relation of targets to links."""

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
        self._counts = array("Q")
        self._errors: dict[int, int] = {}
        self._pending: dict[bytes, int] = {b"": ROOT}  # folders seen, not yet listed
        self.relations = Relations()

    def __len__(self) -> int:
        return len(self._kind)

    def put(self, listing: Listing) -> Change | None:
        """Take in one folder; None if the folder itself is no longer in the tree."""
        node = self._pending.pop(listing.folder, None)
        if node is None:
            node = self.find(listing.folder)
        if node is None or self._kind[node] != Kind.DIR:  # gone, or no folder any more
            return None
        self.relations.put(listing.folder, listing.reaches)
        row = self._ref[node]
        before = self.children(node)
        if row != NO_FOLDER and self._same_names(row, listing):
            return self._judge(node, before, listing)
        names_before = tuple(self.names(node)) if before else ()
        after = self._append(node, listing)
        if row == NO_FOLDER:
            row = self._new_row(node)
        else:
            self._replace(node, before, listing, after)
        self._first[row], self._size[row] = after.start, len(after)
        self._names_at[row] = len(self._names) - len(listing.names)
        self._targets_at[row] = len(self._targets) - len(listing.targets)
        self._add(node, _own_counts(listing))
        self._set_error(node, listing.error)
        self._await(listing, after)
        return Change(node, before, after, names_before)

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

    def target(self, node: int) -> bytes:
        """The text of a link, as stored; `b""` for what is no link."""
        if not self.kind(node).is_link:
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

    def child(self, folder: int, name: bytes) -> int | None:
        """The node called `name` in a folder."""
        row = self._row(folder)
        if row is None or not self._size[row] or not name or NUL in name:
            return None
        run = self.children(folder)
        begin = self._names_at[row]
        end = self._names.index(0, begin + self._start[run[-1]]) + 1
        at = self._names.find(b"\0" + name + b"\0", begin - 1, end)
        if at < 0:
            return None
        return bisect_right(self._start, at + 1 - begin, run.start, run.stop) - 1

    def find(self, path: bytes) -> int | None:
        """The node at a relative path; links on the way are not followed."""
        node: int | None = ROOT
        for part in path.split(b"/") if path else ():
            node = None if node is None else self.child(node, part)
        return node

    def totals(self, node: int) -> Totals:
        """Counts of all that lies below a node; zeros for a file, a link, an unlisted folder."""
        row = self._row(node)
        if row is None:
            return Totals(0, 0, (0,) * len(Health))
        counts = self._counts[row * _COUNTS : (row + 1) * _COUNTS]
        return Totals(counts[0], counts[1], tuple(counts[2:]))

    def worst(self, node: int) -> Health:
        """The health of a link; of a folder that of its worst descendant."""
        return self.totals(node).worst if self.kind(node) is Kind.DIR else self.health(node)

    def error(self, node: int) -> int:
        """The errno of a folder that could not be read, else 0."""
        return self._errors.get(node, 0)

    def errors(self) -> list[tuple[bytes, int]]:
        """(path, errno) of every folder that could not be read."""
        return [(self.path(node), number) for node, number in self._errors.items()]

    def walk(self, node: int = ROOT) -> Iterator[int]:
        """Every node below, parents before children."""
        stack = [self.children(node)]
        while stack:
            for child in stack.pop():
                yield child
                if self._kind[child] == Kind.DIR:
                    stack.append(self.children(child))

    def links(self, node: int = ROOT) -> Iterator[int]:
        """Every link below a node."""
        return (n for n in self.walk(node) if self._kind[n] in (Kind.SYMLINK, Kind.JUNCTION))

    def search(self, pattern: re.Pattern[bytes], node: int = ROOT) -> Iterator[int]:
        """Every node below whose name the pattern finds something in."""
        stack = [node]
        while stack:
            row = self._row(stack.pop())
            if row is None or not self._size[row]:
                continue
            run = range(self._first[row], self._first[row] + self._size[row])
            names = self._run_names(row).split(b"\0")
            for child, name in zip(run, names, strict=False):
                if pattern.search(name):
                    yield child
            stack += [child for child in run if self._kind[child] == Kind.DIR]

    def names(self, node: int) -> list[bytes]:
        """The names in a folder, in the order of `children`."""
        row = self._row(node)
        return [] if row is None else self._run_names(row).split(b"\0")[:-1]

    def _run_names(self, row: int) -> bytes:
        if not self._size[row]:
            return b""
        begin = self._names_at[row]
        last = begin + self._start[self._first[row] + self._size[row] - 1]
        return bytes(self._names[begin : self._names.index(0, last) + 1])

    def _row(self, node: int) -> int | None:
        row = self._ref[node] if self._kind[node] == Kind.DIR else NO_FOLDER
        return None if row == NO_FOLDER else row

    def _same_names(self, row: int, listing: Listing) -> bool:
        begin, at = self._names_at[row], self._targets_at[row]
        first, size = self._first[row], self._size[row]
        return (
            size == len(listing)
            and self._kind[first : first + size] == listing.kinds
            and self._names[begin : begin + len(listing.names)] == listing.names
            and self._targets[at : at + len(listing.targets)] == listing.targets
        )

    def _judge(self, node: int, run: range, listing: Listing) -> Change:
        before = _own_counts_of(self._kind, self._health, run)
        self._health[run.start : run.stop] = listing.health
        self._target_kind[run.start : run.stop] = listing.target_kinds
        counts = _own_counts(listing)
        counts.subtract(before)
        self._add(node, counts)
        self._set_error(node, listing.error)
        return Change(node, run, run)

    def _append(self, node: int, listing: Listing) -> range:
        first = len(self._kind)
        self._names += listing.names
        self._targets += listing.targets
        self._parent.extend(array("i", [node]) * len(listing))
        self._start.frombytes(listing.starts)
        self._ref.frombytes(listing.target_starts)
        self._kind += listing.kinds
        self._health += listing.health
        self._target_kind += listing.target_kinds
        return range(first, first + len(listing))

    def _new_row(self, node: int) -> int:
        row = len(self._first)
        self._ref[node] = row
        for column in (self._first, self._size, self._names_at, self._targets_at):
            column.append(0)
        self._counts.extend([0] * _COUNTS)
        return row

    def _replace(self, node: int, before: range, listing: Listing, after: range) -> None:
        """Move what lay below surviving sub-folders to their new ids; forget the others."""
        gone = _own_counts_of(self._kind, self._health, before)
        survivors = dict(_folders(listing, after))
        for old in before:
            if self._kind[old] != Kind.DIR:
                continue
            new = survivors.get(self.name(old))
            row = self._row(old)
            if new is None:
                gone.update(self._counts_of(row))
                self._forget(old)
            elif row is not None:
                self._adopt(old, new, row)
        self._add(node, Counter({key: -count for key, count in gone.items()}))

    def _adopt(self, old: int, new: int, row: int) -> None:
        self._ref[new], self._ref[old] = row, NO_FOLDER
        run = range(self._first[row], self._first[row] + self._size[row])
        self._parent[run.start : run.stop] = array("i", [new]) * len(run)
        if old in self._errors:
            self._errors[new] = self._errors.pop(old)

    def _forget(self, node: int) -> None:
        path = self.path(node)
        self.relations.forget(path)
        for waiting in [p for p in self._pending if is_within(p, path)]:
            del self._pending[waiting]
        for below in [node, *self.walk(node)]:
            self._errors.pop(below, None)

    def _counts_of(self, row: int | None) -> Counter[int]:
        base = 0 if row is None else row * _COUNTS
        return Counter({} if row is None else {i: self._counts[base + i] for i in range(_COUNTS)})

    def _add(self, node: int, counts: Counter[int]) -> None:
        changes = [(key, count) for key, count in counts.items() if count]
        while node >= ROOT:
            base = self._ref[node] * _COUNTS
            for key, count in changes:
                self._counts[base + key] += count
            node = self._parent[node]

    def _set_error(self, node: int, number: int) -> None:
        if number:
            self._errors[node] = number
        else:
            self._errors.pop(node, None)

    def _await(self, listing: Listing, run: range) -> None:
        for name, node in _folders(listing, run):
            if self._ref[node] == NO_FOLDER:
                self._pending[join(listing.folder, name)] = node


def _folders(listing: Listing, run: range) -> Iterator[tuple[bytes, int]]:
    """Name and id of every real folder in a listing whose entries have the ids `run`."""
    at = listing.kinds.find(Kind.DIR)
    ids = []
    while at >= 0:
        ids.append(run[at])
        at = listing.kinds.find(Kind.DIR, at + 1)
    return zip(listing.subfolders(), ids, strict=True)


def _own_counts(listing: Listing) -> Counter[int]:
    return _counted(listing.kinds, listing.health)


def _own_counts_of(kinds: bytearray, health: bytearray, run: range) -> Counter[int]:
    part = slice(run.start, run.stop)
    return _counted(bytes(kinds[part]), bytes(health[part]))


def _counted(kinds: bytes, health: bytes) -> Counter[int]:
    """Counts of one folder's own entries, keyed as the rows of `_counts`."""
    links = kinds.count(Kind.SYMLINK) + kinds.count(Kind.JUNCTION)
    counts = Counter({0: len(kinds), 1: kinds.count(Kind.DIR)})
    if links:
        for value in Health:
            counts[2 + value] = health.count(value)
        counts[2 + Health.OK] -= len(kinds) - links
    return counts
