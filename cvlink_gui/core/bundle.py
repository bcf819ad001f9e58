"""Many listings as one value: their columns laid end to end.

What a helper sends and the tree takes in: a hundred thousand folders would cost more as values
of their own than it costs to read them from the disk.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from cvlink_gui.core.links import NUL, Listing, joined

_STAMP = 32  # bytes of one
_NO_STAMP = bytes(_STAMP)


class Verdicts(NamedTuple):
    """What judging a bundle adds to it: columns that take the place of its own."""

    health: bytes
    target_kinds: bytes
    reaches: bytes
    reach_counts: bytes


class Reaches(NamedTuple):
    """What the links of many folders reach, packed: nothing costs a step a folder.

    folders  paths, each followed by NUL
    counts   uint32 a folder: how many of `paths` are its own
    paths    each followed by NUL
    astray   a byte a folder, 0 where each of its links leads into a folder that was listed, past
             real folders alone; empty where that is not known
    """

    folders: bytes
    counts: bytes
    paths: bytes
    astray: bytes = b""

    def names(self) -> list[bytes]:
        """The folders, one by one."""
        return self.folders.split(NUL)[:-1]

    def rows(self) -> Iterator[tuple[bytes, tuple[bytes, ...]]]:
        """Every folder whose links reach something, and what."""
        reached = self.paths.split(NUL)
        end = 0
        for folder, count in zip(self.names(), numbers(self.counts), strict=True):
            if count:
                end += count
                yield folder, tuple(reached[end - count : end])


@dataclass(frozen=True, slots=True)
class Bundle:
    """Listings in their order; parents come before their sub-folders.

    One row a folder:
    folders       its path followed by NUL
    sizes         uint32: its entries
    name_sizes    uint32: its bytes of `names`
    target_sizes  uint32: its bytes of `targets`
    errors        uint32: the errno
    stamps        32 bytes, zeros where it has none
    reaches       paths, each followed by NUL
    reach_counts  uint32: how many of those are the folder's

    One row an entry, as in `Listing` and with starts counted within the folder: names, kinds,
    starts, targets, target_starts, health, target_kinds.
    """

    folders: bytes
    sizes: bytes
    name_sizes: bytes
    target_sizes: bytes
    errors: bytes
    stamps: bytes
    names: bytes
    kinds: bytes
    starts: bytes
    targets: bytes
    target_starts: bytes
    health: bytes
    target_kinds: bytes
    reaches: bytes
    reach_counts: bytes

    def __len__(self) -> int:
        """The number of folders."""
        return len(self.sizes) // 4

    @property
    def entries(self) -> int:
        return len(self.kinds)

    @property
    def has_links(self) -> bool:
        return bool(self.targets)

    @property
    def has_errors(self) -> bool:
        return any(self.errors)

    def paths(self) -> list[bytes]:
        """The path of every folder."""
        return self.folders.split(NUL)[:-1]

    def columns(self) -> tuple[bytes, ...]:
        """What it is made of, in the order of its making."""
        return tuple([getattr(self, name) for name in self.__slots__])

    def judged(self, verdicts: Verdicts) -> "Bundle":
        """The same folders with the health of their links."""
        return replace(self, **verdicts._asdict())

    def all_reaches(self) -> Reaches:
        """What the links of every folder reach."""
        return Reaches(self.folders, self.reach_counts, self.reaches)

    def __iter__(self) -> Iterator[Listing]:
        reaches = iter(self.reaches.split(NUL))
        rows = zip(
            self.paths(),
            pairwise(accumulate(numbers(self.sizes), initial=0)),
            pairwise(accumulate(numbers(self.name_sizes), initial=0)),
            pairwise(accumulate(numbers(self.target_sizes), initial=0)),
            numbers(self.errors),
            numbers(self.reach_counts),
            range(len(self)),
            strict=True,
        )
        for folder, (one, end), (name, name_end), (text, text_end), error, count, stamp in rows:
            yield Listing(
                folder,
                self.names[name:name_end],
                self.kinds[one:end],
                self.starts[4 * one : 4 * end],
                self.targets[text:text_end],
                self.target_starts[4 * one : 4 * end],
                self.health[one:end],
                self.target_kinds[one:end],
                tuple([next(reaches) for _ in range(count)]),
                error,
                stamp_in(self.stamps, stamp),
            )


def bundle(listings: Sequence[Listing]) -> Bundle:
    """Listings as one value."""
    return Bundle(
        joined([x.folder for x in listings]),
        column(len(x) for x in listings),
        column(len(x.names) for x in listings),
        column(len(x.targets) for x in listings),
        column(x.error for x in listings),
        b"".join([x.stamp or _NO_STAMP for x in listings]),
        b"".join([x.names for x in listings]),
        b"".join([x.kinds for x in listings]),
        b"".join([x.starts for x in listings]),
        b"".join([x.targets for x in listings]),
        b"".join([x.target_starts for x in listings]),
        *verdicts_of(listings),
    )


def verdicts_of(listings: Sequence[Listing]) -> Verdicts:
    """The columns of listings that judging fills."""
    return Verdicts(
        b"".join([x.health for x in listings]),
        b"".join([x.target_kinds for x in listings]),
        joined([path for x in listings for path in x.reaches]),
        column(len(x.reaches) for x in listings),
    )


def numbers(column: bytes) -> "array[int]":
    """A column of uint32 as numbers."""
    found = array("I")
    found.frombytes(column)
    return found


def column(values: Iterable[int]) -> bytes:
    """Numbers as a column of uint32."""
    return array("I", values).tobytes()


def stamp_in(stamps: bytes, row: int) -> bytes:
    """The stamp in a row of `Bundle.stamps`; b"" where there is none."""
    stamp = stamps[_STAMP * row : _STAMP * (row + 1)]
    return b"" if stamp == _NO_STAMP else stamp
