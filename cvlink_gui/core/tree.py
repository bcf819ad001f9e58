"""The link tree in memory: what is listed is taken in, and the counts are always right.

A folder that is listed again gets a new run of ids, and its surviving sub-folders keep what is
below them.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, repeat
from typing import Self

from cvlink_gui.core import intake
from cvlink_gui.core.bundle import Bundle, numbers
from cvlink_gui.core.cached import cached_property
from cvlink_gui.core.changes import Change, Run, compared
from cvlink_gui.core.columns import NO_FOLDER, NO_STAMP, ROOT, Column
from cvlink_gui.core.links import Kind, Listing
from cvlink_gui.core.lookup import Lookup
from cvlink_gui.core.names import is_within, join
from cvlink_gui.core.relations import Relations
from cvlink_gui.core.totals import COUNTS, own_counts, own_counts_of


class LinkTree(Lookup):
    """Listings by folder, with counts by folder and the relation of targets to links."""

    def __init__(self) -> None:
        super().__init__()
        self._pending: dict[bytes, int] = {b"": ROOT}  # folders seen, not yet listed
        self._recall: Callable[[], Relations] = Relations
        self.generation = 0  # grows with every put that changed anything

    @cached_property
    def relations(self) -> Relations:
        """Which folders' links reach what; of a tree that was kept it is made when first asked."""
        return self._recall()

    @classmethod
    def of(cls, columns: Sequence[Column], recall: Callable[[], Relations]) -> Self:
        """A tree from the columns of an earlier one, which are not copied.

        recall  gives the relations of that tree, once they are needed

        Raises ValueError for columns that do not fit together.
        """
        tree = cls()
        tree._take_columns(columns)
        tree._pending, tree._recall = {}, recall
        return tree

    @property
    def is_complete(self) -> bool:
        """True once every folder that was seen is listed."""
        return not self._pending

    @property
    def waste(self) -> int:
        """How many nodes are left of runs that were replaced."""
        return len(self) - 1 - self.totals(ROOT).entries

    def compacted(self) -> "LinkTree":
        """The same tree with new ids, without what replaced runs have left behind."""
        slim = LinkTree()
        for node in (ROOT, *self.folders()):
            slim.put(self.listing(node))
        slim.__dict__["relations"] = self.relations
        slim.generation = self.generation
        return slim

    def places(self) -> tuple[list[bytes], bytes]:
        """As `Lookup.places`: the paths as they came, where all came in bundles or from a crew."""
        found = self.relations.unasked()
        paths = found.names() if found is not None else []
        if len(paths) == len(self._owner) and NO_FOLDER not in self._owner:
            return paths, bytes(self._stamps)
        return super().places()

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
        old = None if row == NO_FOLDER else self._run(row)
        after = self._append(node, listing)
        change = Change(node, before, after)
        if old is None:
            row = self._new_row(node)
        else:
            starts = array("I", listing.starts)
            change = compared(node, old, Run(after, listing.names, starts, listing.kinds))
            self._replace(change)
        self._first[row], self._size[row] = after.start, len(after)
        self._names_at[row] = len(self._names) - len(listing.names)
        if self._runs is not None and after:
            self._runs[0].append(self._names_at[row])
            self._runs[1].append(row)
        self._targets_at[row] = len(self._targets) - len(listing.targets)
        self._set_stamp(row, listing.stamp)
        self.generation += 1
        self._add(node, own_counts(listing))
        self._set_error(node, listing.error)
        self._await(listing, after)
        return change

    def put_all(self, found: Bundle) -> None:
        """Take in many folders, parents first, at a fifth of what `put` costs where all are new."""
        paths = found.paths()
        base, row = len(self), len(self._first)
        seen = dict(intake.subfolders(found, base))
        if not paths or not self._are_new(paths, seen):
            for listing in found:
                self.put(listing)
            return
        self._pending.update(seen)
        nodes = [*map(self._pending.pop, paths)]
        self._append_all(found, nodes)
        self._add_all(nodes, row, intake.own_counts(found))
        self.relations.put_all(found.all_reaches())
        errors = numbers(found.errors) if found.has_errors else ()
        self._errors.update((nodes[at], number) for at, number in enumerate(errors) if number)
        self._runs = None
        self.generation += 1

    def _set_stamp(self, row: int, stamp: bytes) -> None:
        at = row * len(NO_STAMP)
        self._stamps[at : at + len(NO_STAMP)] = stamp or NO_STAMP

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
        before = own_counts_of(self._kind, self._health, run)
        self._health[run.start : run.stop] = listing.health
        self._target_kind[run.start : run.stop] = listing.target_kinds
        counts = own_counts(listing)
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

    def _are_new(self, paths: list[bytes], seen: Mapping[bytes, int]) -> bool:
        """True if every folder was seen, before or in one of the others, and none was listed."""
        fresh = set(paths)
        return len(fresh) == len(paths) and fresh.difference(seen) <= self._pending.keys()

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
        self._counts.extend(intake.split_all(sums))
        for node, counts in above.items():
            self._add(node, Counter(dict(enumerate(intake.split(counts)))))

    def _new_row(self, node: int) -> int:
        row = len(self._first)
        self._ref[node] = row
        for column in (self._first, self._size, self._names_at, self._targets_at):
            column.append(0)
        self._owner.append(node)
        self._stamps += NO_STAMP
        self._counts.extend([0] * COUNTS)
        return row

    def _run(self, row: int) -> Run:
        """A folder as it was listed."""
        run = range(self._first[row], self._first[row] + self._size[row])
        part = slice(run.start, run.stop)
        return Run(run, self._run_names(row), self._start[part], bytes(self._kind[part]))

    def _replace(self, change: Change) -> None:
        """Move what lay below surviving sub-folders to their new ids; forget the others."""
        before = change.before
        gone = own_counts_of(self._kind, self._health, before)
        old = self._kind.find(Kind.DIR, before.start, before.stop)
        while old >= 0:
            new, row = change.now(old), self._row(old)
            if new is None:
                gone.update(self._counts_of(row))
                self._forget(old)
            elif row is not None:
                self._adopt(old, new, row)
            old = self._kind.find(Kind.DIR, old + 1, before.stop)
        self._add(change.folder, Counter({key: -count for key, count in gone.items()}))

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
        base = 0 if row is None else row * COUNTS
        return Counter({} if row is None else {i: self._counts[base + i] for i in range(COUNTS)})

    def _add(self, node: int, counts: Counter[int]) -> None:
        changes = [(key, count) for key, count in counts.items() if count]
        while node >= ROOT:
            base = self._ref[node] * COUNTS
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
