"""A sequence of ids as runs of consecutive ones: a change in one place costs next to nothing."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import overload


class Runs(Sequence[int]):
    """Ids in some order, each once; not to be changed."""

    def __init__(self, parts: Iterable[range]) -> None:
        self.parts: list[range] = []
        for part in parts:
            if self.parts and part and self.parts[-1].stop == part.start:
                self.parts[-1] = range(self.parts[-1].start, part.stop)
            elif part:
                self.parts.append(part)
        self._ends = list(accumulate(map(len, self.parts)))

    @classmethod
    def of(cls, nodes: Sequence[int]) -> "Runs | None":
        """The same as runs; None for what is none already: to find them would take long."""
        if isinstance(nodes, range):
            return cls([nodes]) if nodes.step == 1 else None
        return nodes if isinstance(nodes, Runs) else None

    @property
    def plain(self) -> Sequence[int]:
        """The same as a range, if it is one."""
        return self.parts[0] if len(self.parts) == 1 else self

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(self.parts)

    def __eq__(self, other: object) -> bool:
        return self.parts == other.parts if isinstance(other, Runs) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # like a list

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> "Sequence[int]": ...
    def __getitem__(self, place: int | slice) -> "int | Sequence[int]":
        if isinstance(place, slice):
            first, end, step = place.indices(len(self))
            return self.part(first, end) if step == 1 else list(self)[place]
        at = place + len(self) if place < 0 else place
        for part, end in zip(self.parts, self._ends, strict=True):
            if 0 <= at < end:
                return part[at - end]
        raise IndexError(place)

    def index(self, node: int, *_: int) -> int:
        """The place of an id; ValueError if it is not there."""
        for part, end in zip(self.parts, self._ends, strict=True):
            if node in part:
                return end - len(part) + node - part.start
        raise ValueError(node)

    def __contains__(self, node: object) -> bool:
        return any(node in part for part in self.parts)

    def part(self, first: int, end: int) -> "Runs":
        """The ids from one place to another."""
        ends = zip(self.parts, self._ends, strict=True)
        starts = ((part, stop - len(part)) for part, stop in ends)
        return Runs(part[max(0, first - at) : max(0, end - at)] for part, at in starts)

    def inserted(self, at: int, nodes: "Runs") -> "Runs":
        """The same with others from a place on."""
        return Runs((*self.part(0, at).parts, *nodes.parts, *self.part(at, len(self)).parts))

    def without(self, first: int, end: int) -> "Runs":
        """The same without those from one place to another."""
        return Runs((*self.part(0, first).parts, *self.part(end, len(self)).parts))

    def not_in(self, other: "Runs") -> list[tuple[int, int]]:
        """From where to where are ids that the other one has not: places, ascending."""
        known = sorted(other.parts, key=lambda part: part.start)
        gaps: list[tuple[int, int]] = []
        for part, end in zip(self.parts, self._ends, strict=True):
            begin = end - len(part)
            for first, last in _gaps(part, known):
                at = begin + first - part.start
                if gaps and gaps[-1][1] == at:
                    at = gaps.pop()[0]
                gaps.append((at, begin + last - part.start))
        return gaps


def _gaps(part: range, known: list[range]) -> Iterator[tuple[int, int]]:
    """What of a run lies in none of others, which are ascending."""
    at = part.start
    for other in known:
        if other.stop <= at:
            continue
        if other.start >= part.stop:
            break
        if other.start > at:
            yield at, other.start
        at = other.stop
    if at < part.stop:
        yield at, part.stop
