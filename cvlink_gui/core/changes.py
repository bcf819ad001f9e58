"""What one listing changes in a tree, and which entries are the same as before.

Names are listed in the order of their bytes, so what was there before is, but for what has come or
gone, the same run of names: where one file comes into a folder of 100,000 nobody looks at them all.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cvlink_gui.core.links import NUL, Kind, Listing

_IS_FOLDER = bytes(number == Kind.DIR for number in range(256))  # for bytes.translate


@dataclass(frozen=True, slots=True)
class Change:
    """What one `put` did: the runs of ids before and after; the same run if only health changed.

    head, tail  so many of the first, and of the last, entries of both runs are the same things
    between     new ids by old ones, of what else is the same thing: the same name, and a folder
                again if it was one
    """

    folder: int
    before: range
    after: range
    head: int = 0
    tail: int = 0
    between: Mapping[int, int] = field(default_factory=dict)

    def now(self, node: int) -> int | None:
        """The id a node of the run before has now; None if it is gone, or was not in that run."""
        if node not in self.before:
            return None
        place = node - self.before.start
        if place < self.head:
            return self.after.start + place
        if node >= self.before.stop - self.tail:
            return self.after.stop - (self.before.stop - node)
        return self.between.get(node)

    def moved(self, run: range, *, gone: bool = False) -> Iterator[range]:
        """What has become of some consecutive nodes of the run before, in their order.

        gone  also those that are gone, under their old ids
        """
        head = max(0, self.before.start + self.head - run.start)
        tail = max(head, self.before.stop - self.tail - run.start)
        yield _shifted(run[:head], self.after.start - self.before.start)
        for node in run[head:tail]:
            now = self.between.get(node)
            if now is not None or gone:
                yield _shifted(range(node, node + 1), 0 if now is None else now - node)
        yield _shifted(run[tail:], self.after.stop - self.before.stop)

    def fresh(self) -> list[int]:
        """What was not there before, in the order of ids."""
        known = set(self.between.values())
        middle = self.after[self.head : len(self.after) - self.tail]
        return [node for node in middle if node not in known]


@dataclass(frozen=True, slots=True)
class Run:
    """The entries of one listing, with their columns as in `Listing`; `starts` as numbers."""

    nodes: range
    names: bytes
    starts: "array[int]"
    kinds: bytes

    @classmethod
    def of(cls, listing: Listing) -> "Run":
        """A listing, its entries numbered from 0."""
        starts = array("I", listing.starts)
        return cls(range(len(listing)), listing.names, starts, listing.kinds)

    def cut(self, head: int, tail: int) -> tuple[range, list[bytes]]:
        """Ids and names without the first and the last ones."""
        end = len(self.nodes) - tail
        if head == end:
            return self.nodes[head:end], []
        begin = self.starts[head]
        stop = self.starts[end] if tail else len(self.names)
        return self.nodes[head:end], self.names[begin : stop - 1].split(NUL)


def _shifted(run: range, by: int) -> range:
    return range(run.start + by, run.stop + by)


def compared(folder: int, old: Run, new: Run) -> Change:
    """The change from one listing of a folder to another."""
    is_folder = [run.kinds.translate(_IS_FOLDER) for run in (old, new)]
    head, tail = _same_ends(old, new, *is_folder)
    between: dict[int, int] = {}
    nodes, names = old.cut(head, tail)
    others, other_names = new.cut(head, tail)
    if nodes and others:
        ids = dict(zip(other_names, others, strict=True))
        pairs = zip(nodes, map(ids.get, names), strict=True)
        between = {
            was: now
            for was, now in pairs
            if now is not None
            and is_folder[0][was - old.nodes.start] == is_folder[1][now - new.nodes.start]
        }
    return Change(folder, old.nodes, new.nodes, head, tail, between)


def other_names(one: Listing, other: Listing) -> set[bytes]:
    """Names in two listings of a folder that are not in both, or are of another kind."""
    old, new = Run.of(one), Run.of(other)
    head, tail = _same_ends(old, new, old.kinds, new.kinds)
    found: list[set[tuple[bytes, int]]] = []
    for run in (old, new):
        nodes, names = run.cut(head, tail)
        found.append(set(zip(names, run.kinds[nodes.start : nodes.stop], strict=True)))
    return {name for name, _ in found[0] ^ found[1]}


def _same_ends(old: Run, new: Run, old_kinds: bytes, new_kinds: bytes) -> tuple[int, int]:
    """How many entries both begin and end with, by name and one number each."""
    end = old.names.rfind(NUL, 0, _same_begin(old.names, new.names)) + 1
    head = min(bisect_left(old.starts, end), _same_begin(old_kinds, new_kinds))
    most = min(len(old.nodes), len(new.nodes)) - head
    return head, min(most, _names_at_end(old, new), _same_end(old_kinds, new_kinds))


def _names_at_end(old: Run, new: Run) -> int:
    """How many names both end with."""
    same = _same_end(old.names, new.names)
    begin, other = len(old.names) - same, len(new.names) - same
    if (begin and old.names[begin - 1]) or (other and new.names[other - 1]):
        begin = old.names.find(NUL, begin) + 1  # it begins in the middle of a name
    return len(old.nodes) - bisect_left(old.starts, begin) if same else 0


def _same_begin(one: bytes, other: bytes) -> int:
    """How many bytes both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _same_end(one: bytes, other: bytes) -> int:
    """How many bytes both end with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        ends = (
            slice(len(one) - middle, len(one) - low),
            slice(len(other) - middle, len(other) - low),
        )
        if one[ends[0]] == other[ends[1]]:
            low = middle
        else:
            high = middle - 1
    return low
