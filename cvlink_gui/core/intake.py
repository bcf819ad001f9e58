"""What a bundle brings into a tree, worked out for all of its folders at once.

The counts of a folder are one number made of 64-bit lanes: adding two of them adds all counts.
"""

import struct
import sys
from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, compress, count, pairwise, repeat
from operator import add

from cvlink_gui.core.bundle import Bundle, numbers
from cvlink_gui.core.links import NUL, Health, Kind
from cvlink_gui.core.totals import COUNTS

# As plain numbers: an enumeration's member takes as long to name as a count of a folder.
_DIR, _SYMLINK, _JUNCTION = int(Kind.DIR), int(Kind.SYMLINK), int(Kind.JUNCTION)
_IS_DIR = bytes(number == _DIR for number in range(256))
_OK = int(Health.OK)
_NOT_OK = tuple(int(health) for health in Health if health is not Health.OK)
_SMALL = 64  # entries
_LANES = struct.Struct(f"<{COUNTS}Q")


def split(counts: int) -> tuple[int, ...]:
    """The lanes of a number."""
    return _LANES.unpack(counts.to_bytes(_LANES.size, "little"))


def split_all(many: Iterable[int]) -> "array[int]":
    """The lanes of many numbers, one behind the other."""
    lanes = array("Q")
    lanes.frombytes(b"".join([counts.to_bytes(_LANES.size, "little") for counts in many]))
    if sys.byteorder == "big":
        lanes.byteswap()
    return lanes


def own_counts(found: Bundle) -> list[int]:
    """The counts of every folder's own entries, as numbers made of lanes."""
    ends = accumulate(numbers(found.sizes), initial=0)
    columns = ((found.kinds[a:b], found.health[a:b]) for a, b in pairwise(ends))
    known: dict[tuple[bytes, bytes], int] = {}  # small folders are much alike
    return [known.get(pair) or _remember(known, pair) for pair in columns]


def _remember(known: dict[tuple[bytes, bytes], int], pair: tuple[bytes, bytes]) -> int:
    counts = _own(*pair)
    if len(pair[0]) <= _SMALL:
        known[pair] = counts
    return counts


def _own(kinds: bytes, health: bytes) -> int:
    counts = len(kinds) | kinds.count(_DIR) << 64
    links = kinds.count(_SYMLINK) + kinds.count(_JUNCTION)
    if not links:
        return counts
    bad = len(kinds) - health.count(_OK)
    counts |= links - bad << 128
    for value in _NOT_OK if bad else ():
        counts |= health.count(value) << 64 * (2 + value)
    return counts


def subfolders(found: Bundle, first: int) -> Iterator[tuple[bytes, int]]:
    """The path and the id of every real folder that is named; entries count from `first` on."""
    mask = found.kinds.translate(_IS_DIR)
    prefixes = [path + b"/" if path else b"" for path in found.paths()]
    around = chain.from_iterable(map(repeat, prefixes, numbers(found.sizes)))
    names = compress(found.names.split(NUL), mask)
    return zip(map(add, compress(around, mask), names), compress(count(first), mask), strict=True)
