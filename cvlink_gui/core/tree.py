"""The link tree in memory: packed columns, integer ids, counts that are always right.

A node is a row of columns: 20 bytes beside its name and link text. The children of a folder
have consecutive ids, because a folder arrives complete; a folder that is listed again gets a
new run of ids, and its surviving sub-folders keep what is below them.
"""

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, repeat
from typing import TypeAlias

from cvlink_gui.core import intake
from cvlink_gui.core.bundle import Bundle, numbers
from cvlink_gui.core.links import BROKEN, NO_TARGET, NUL, Entry, Health, Kind, Listing
from cvlink_gui.core.lowered import Lowered
from cvlink_gui.core.names import is_within, join, parent
from cvlink_gui.core.relations import Relations

ROOT = 0
NO_FOLDER = 0xFFFFFFFF  # in the `ref` column: this folder was not listed yet
_COUNTS = intake.COUNTS
_NO_STAMP = bytes(32)
_LINKS = (int(Kind.SYMLINK), int(Kind.JUNCTION))
_UNWELL = re.compile(rb"[^\0]")

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
        self._owner = array("I")  # the node it is the listing of; NO_FOLDER once it is forgotten
        self._counts = array("Q")
        self._stamps = bytearray()  # `Listing.stamp`, zeros where there is none
        self._errors: dict[int, int] = {}
        self._pending: dict[bytes, int] = {b"": ROOT}  # folders seen, not yet listed
        self._runs: tuple[array[int], array[int]] | None = None  # see `_all_runs`
        self._recall: Callable[[], Relations] = Relations
        self.generation = 0  # grows with every put that changed anything

    @cached_property
    def relations(self) -> Relations:
        """Which folders' links reach what; of a tree that was kept it is made when first asked."""
        return self._recall()

    @classmethod
    def of(cls, columns: Sequence[Column], recall: Callable[[], Relations]) -> "LinkTree":
        """A tree from the columns of an earlier one, which are not copied.

        recall  gives the relations of that tree, once they are needed

        Raises ValueError for columns that do not fit together.
        """
        tree = cls()
        for name, column in zip(_KEPT, columns, strict=False):
            setattr(tree, name, column)
        nodes = {len(getattr(tree, name)) for name in _NODES}
        rows = {len(getattr(tree, name)) for name in _ROWS}
        length = len(tree._first)
        shares = (len(tree._counts), len(tree._stamps)) == (_COUNTS * length, 32 * length)
        if len(columns) != len(COLUMN_TYPES) or len(nodes) != 1 or rows != {length} or not shares:
            raise ValueError("columns of different lengths")
        if not length:
            raise ValueError("nothing was listed")
        errors = iter(columns[-1])
        tree._errors = dict(zip(errors, errors, strict=True))
        tree._pending, tree._recall = {}, recall
        return tree

    def columns(self) -> list[Column]:
        """What `of` takes, of the types `COLUMN_TYPES`: the tree's own columns, no copies."""
        kept: list[Column] = [getattr(self, name) for name in _KEPT]
        return [*kept, array("I", chain.from_iterable(self._errors.items()))]

    @property
    def is_complete(self) -> bool:
        """True once every folder that was seen is listed."""
        return not self._pending

    @property
    def waste(self) -> int:
        """How many nodes are left of runs that were replaced."""
        return len(self) - 1 - self.totals(ROOT).entries

    def places(self) -> tuple[list[bytes], bytes]:
        """Every listed folder by its path, parents first, and their stamps in the same order."""
        paths: dict[int, bytes] = {}
        for row, node in enumerate(self._owner):
            if node == ROOT:
                paths[row] = b""
            elif node != NO_FOLDER:
                above = self._ref[self._parent[node]]
                begin = self._names_at[above] + self._start[node]
                name = bytes(self._names[begin : self._names.index(0, begin)])
                paths[row] = paths[above] + b"/" + name if paths[above] else name
        if len(paths) == len(self._owner):
            return list(paths.values()), bytes(self._stamps)
        return list(paths.values()), b"".join(self.stamp(row) or _NO_STAMP for row in paths)

    def any_text(self, pattern: re.Pattern[bytes]) -> bool:
        """True if the pattern finds something in the texts of all links, each after a NUL."""
        return pattern.search(b"\0" + self._targets) is not None

    def compacted(self) -> "LinkTree":
        """The same tree with new ids, without what replaced runs have left behind."""
        slim = LinkTree()
        for node in (ROOT, *self.folders()):
            slim.put(self.listing(node))
        slim.__dict__["relations"] = self.relations
        slim.generation = self.generation
        return slim

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
        if self._runs is not None and after:
            self._runs[0].append(self._names_at[row])
            self._runs[1].append(row)
        self._targets_at[row] = len(self._targets) - len(listing.targets)
        self._set_stamp(row, listing.stamp)
        self.generation += 1
        self._add(node, _own_counts(listing))
        self._set_error(node, listing.error)
        self._await(listing, after)
        return Change(node, before, after, names_before)

    def put_all(self, found: Bundle) -> None:
        """Take in many folders, parents first, at a fifth of what `put` costs where all are new."""
        paths = found.paths()
        if not paths or not self._are_new(paths):
            for listing in found:
                self.put(listing)
            return
        base, row = len(self), len(self._first)
        self._pending.update((path, base + at) for path, at in intake.subfolders(found))
        nodes = [self._pending.pop(path) for path in paths]
        self._append_all(found, nodes)
        self._add_all(nodes, row, intake.own_counts(found))
        for path, reaches in found.all_reaches():
            self.relations.put(path, reaches)
        for node, number in zip(nodes, numbers(found.errors), strict=True):
            if number:
                self._errors[node] = number
        self._runs = None
        self.generation += 1

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

    def paths(self, nodes: Iterable[int]) -> list[bytes]:
        """The paths of many nodes, of which many lie in the same folder."""
        folders: dict[int, bytes] = {-1: b""}
        paths = []
        for node in nodes:
            folder = self._parent[node]
            if folder not in folders:
                folders[folder] = self.path(folder)
            above, name = folders[folder], self.name(node)
            paths.append(above + b"/" + name if above else name)
        return paths

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

    def listing(self, node: int) -> Listing:
        """A folder's columns, to be worked on as a whole; without `reaches`."""
        row = self._row(node)
        if row is None or not self._size[row]:
            stamp = b"" if row is None else self.stamp(row)
            return Listing(self.path(node), error=self.error(node), stamp=stamp)
        first = self._first[row]
        run = slice(first, first + self._size[row])
        kinds = bytes(self._kind[run])
        return Listing(
            self.path(node),
            self._run_names(row),
            kinds,
            self._start[run].tobytes(),
            self._run_targets(row, kinds),
            _only_links(self._ref[run], kinds).tobytes(),
            bytes(self._health[run]),
            bytes(self._target_kind[run]),
            stamp=self.stamp(row),
        )

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

    def folders(self, node: int = ROOT) -> Iterator[int]:
        """Every folder below a node that was listed, parents first."""
        ahead = [node]
        while ahead:
            run = self.children(ahead.pop())
            at = self._kind.find(Kind.DIR, run.start, run.stop)
            while at >= 0:
                if self.is_listed(at):
                    yield at
                    ahead.append(at)
                at = self._kind.find(Kind.DIR, at + 1, run.stop)

    def links(self, node: int = ROOT) -> Iterator[int]:
        """Every link below a node."""
        return (n for n in self.walk(node) if self._kind[n] in (Kind.SYMLINK, Kind.JUNCTION))

    def unwell(self) -> list[int]:
        """Every link whose health is not OK, at the speed of a search in bytes."""
        found = (match.start() for match in _UNWELL.finditer(self._health))
        return [node for node in found if self.is_current(node)]

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

    def names(self, node: int) -> list[bytes]:
        """The names in a folder, in the order of `children`."""
        row = self._row(node)
        return [] if row is None else self._run_names(row).split(b"\0")[:-1]

    def joined_names(self, node: int) -> bytes:
        """The names in a folder, each followed by NUL, in the order of `children`."""
        row = self._row(node)
        return b"" if row is None else self._run_names(row)

    @property
    def text(self) -> bytearray:
        """Every name followed by NUL, folder by folder as they were listed; not to be changed."""
        return self._names

    @cached_property
    def lowered(self) -> Lowered:
        """`text` without capital letters."""
        return Lowered(self._names)

    @property
    def kinds(self) -> bytearray:
        """A Kind for every id, also of nodes that are gone; not to be changed."""
        return self._kind

    @property
    def healths(self) -> bytearray:
        """A Health for every id, also of nodes that are gone; not to be changed."""
        return self._health

    def run_at(self, place: int) -> tuple[int, int, int]:
        """Whose names lie around a place of `text`: (folder, begin, end).

        The folder is -1 where it was listed again since, or is gone.
        """
        starts, rows = self._all_runs()
        after = bisect_right(starts, place)
        if after:
            row, begin = rows[after - 1], starts[after - 1]
            if self._names_at[row] == begin and self._size[row] and self._owner[row] != NO_FOLDER:
                end = self._names_end(row)
                if place < end:
                    return self._owner[row], begin, end
        return -1, place, starts[after] if after < len(starts) else len(self._names)

    def ending(self, *ends: bytes) -> list[int]:
        """The nodes whose names end in one of some texts; a search over the text of all names."""
        found = []
        for end in ends:
            place = self._names.find(end + b"\0")
            while place >= 0:
                folder = self.run_at(place)[0]
                if folder >= 0:
                    found.append(self.node_at(folder, place))
                place = self._names.find(end + b"\0", place + 1)
        return found

    def node_at(self, folder: int, place: int) -> int:
        """The node in a folder whose name lies around a place of `text`."""
        run = self.children(folder)
        at = place - self._names_at[self._ref[folder]]
        return bisect_right(self._start, at, run.start, run.stop) - 1

    def _all_runs(self) -> "tuple[array[int], array[int]]":
        """Where the runs of names start in the text, ascending, and their rows."""
        if self._runs is None:
            rows = sorted(
                filter(self._size.__getitem__, range(len(self._size))),
                key=self._names_at.__getitem__,
            )
            self._runs = array("Q", map(self._names_at.__getitem__, rows)), array("I", rows)
        return self._runs

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

    def _row(self, node: int) -> int | None:
        row = self._ref[node] if self._kind[node] == Kind.DIR else NO_FOLDER
        return None if row == NO_FOLDER else row

    def stamp_of(self, node: int) -> bytes:
        """The stamp a folder was listed with; b"" where it has none, or is not listed."""
        row = self._row(node)
        return b"" if row is None else self.stamp(row)

    def stamp(self, row: int) -> bytes:
        """The stamp of the folder with this row; b"" where it has none."""
        stamp = bytes(self._stamps[row * len(_NO_STAMP) : (row + 1) * len(_NO_STAMP)])
        return b"" if stamp == _NO_STAMP else stamp

    def _set_stamp(self, row: int, stamp: bytes) -> None:
        at = row * len(_NO_STAMP)
        self._stamps[at : at + len(_NO_STAMP)] = stamp or _NO_STAMP

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
        self._note(node, run, listing)
        before = _own_counts_of(self._kind, self._health, run)
        self._health[run.start : run.stop] = listing.health
        self._target_kind[run.start : run.stop] = listing.target_kinds
        counts = _own_counts(listing)
        counts.subtract(before)
        self._add(node, counts)
        self._set_error(node, listing.error)
        return Change(node, run, run)

    def _note(self, node: int, run: range, listing: Listing) -> None:
        """Take the stamp; a listing that changes nothing at all leaves the generation."""
        row, part = self._ref[node], slice(run.start, run.stop)
        self.generation += (
            self._health[part] != listing.health
            or self._target_kind[part] != listing.target_kinds
            or self.error(node) != listing.error
            or self.stamp(row) != listing.stamp
        )
        self._set_stamp(row, listing.stamp)

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

    def _are_new(self, paths: list[bytes]) -> bool:
        """True if every folder was seen or lies in one of the others, and none was listed."""
        fresh: set[bytes] = set()
        for path in paths:
            if path in fresh or (path not in self._pending and parent(path) not in fresh):
                return False
            fresh.add(path)
        return True

    def _append_all(self, found: Bundle, nodes: list[int]) -> None:
        """The columns of new folders, with a row for each in their order."""
        row, sizes = len(self._first), numbers(found.sizes)
        self._first.extend(accumulate(sizes[:-1], initial=len(self)))
        self._size.extend(sizes)
        names, targets = numbers(found.name_sizes)[:-1], numbers(found.target_sizes)[:-1]
        self._names_at.extend(accumulate(names, initial=len(self._names)))
        self._targets_at.extend(accumulate(targets, initial=len(self._targets)))
        self._owner.extend(nodes)
        self._stamps += found.stamps
        self._names += found.names
        self._targets += found.targets
        self._parent.extend(chain.from_iterable(map(repeat, nodes, sizes)))
        self._start.frombytes(found.starts)
        self._ref.frombytes(found.target_starts)
        self._kind += found.kinds
        self._health += found.health
        self._target_kind += found.target_kinds
        for number, node in enumerate(nodes, row):
            self._ref[node] = number

    def _add_all(self, nodes: list[int], row: int, sums: list[int]) -> None:
        """Totals of the folders `nodes`, new in the rows from `row` on, and of those above.

        sums  the counts of their own entries; becomes those of all that lies below
        """
        above: Counter[int] = Counter()
        for at in range(len(nodes) - 1, -1, -1):
            over = self._parent[nodes[at]]
            its_row = self._ref[over] if over >= ROOT else -1
            if its_row >= row:
                sums[its_row - row] += sums[at]
            elif its_row >= 0:
                above[over] += sums[at]
        self._counts.extend(chain.from_iterable(map(intake.split, sums)))
        for node, counts in above.items():
            self._add(node, Counter(dict(enumerate(intake.split(counts)))))

    def _new_row(self, node: int) -> int:
        row = len(self._first)
        self._ref[node] = row
        for column in (self._first, self._size, self._names_at, self._targets_at):
            column.append(0)
        self._owner.append(node)
        self._stamps += _NO_STAMP
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
        self._owner[row] = new
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
            if (row := self._row(below)) is not None:
                self._owner[row] = NO_FOLDER

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


def _only_links(ref: "array[int]", kinds: bytes) -> "array[int]":
    """Where texts start; the column says of folders where their own listing is."""
    at = kinds.find(Kind.DIR)
    while at >= 0:
        ref[at] = NO_TARGET
        at = kinds.find(Kind.DIR, at + 1)
    return ref


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
