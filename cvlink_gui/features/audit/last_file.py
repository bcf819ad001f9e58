"""What is kept of the last audit of a project, as it is written: an index, then columns of folders.

Only the index is read as a whole. The columns of a folder are read where their sums say that
something is other by now: of 20 MB nearly always nothing. Numbers are those of this machine.
"""

import os
import struct
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import accumulate
from typing import NamedTuple
from zlib import crc32

from cvlink_gui.core.links import NUL
from cvlink_gui.fs.files import read_part

_MAGIC = b"cvlink last 2\n\0\0"
_HEAD = struct.Struct("<16sIIQQ")  # magic, CRC-32 of the index, folders, bytes, inode
_INDEX_LIMIT = 1 << 30  # bytes
_EACH = 4  # columns a folder

Columns = tuple[bytes, bytes, bytes, bytes]
Sums = tuple[int, ...]  # the CRC-32 of each column, then their lengths


class Kept(NamedTuple):
    """One folder.

    made     when it was audited, in seconds since 1970
    columns  gives `names`, `kinds` and `targets` of its listing, and size and mtime in ns of its
             data files in order, as native int64: first all sizes. OSError; ValueError for what is
             damaged
    """

    path: bytes
    made: float
    sums: Sums
    columns: Callable[[], Columns]

    @property
    def has_names(self) -> bool:
        return self.sums[_EACH] > 0

    @property
    def has_stamps(self) -> bool:
        """True where files of it count as data."""
        return self.sums[-1] > 0


class Last(NamedTuple):
    """Inode of the root: by it another folder in the same place is told apart."""

    root: bytes
    inode: int
    folders: list[Kept]


def sums_of(columns: Columns) -> Sums:
    return *map(crc32, columns), *map(len, columns)


def written(last: Last) -> list[bytes]:
    """The parts of the file; errors as those of the columns."""
    rows = last.folders
    paths = NUL.join([last.root, *(row.path for row in rows)])
    made = array("d", [row.made for row in rows])
    sums = array("Q", [number for row in rows for number in row.sums])
    index = b"".join((made.tobytes(), sums.tobytes(), paths))
    head = _HEAD.pack(_MAGIC, crc32(index), len(rows), len(index), last.inode)
    return [head, index, *(column for row in rows for column in row.columns())]


def read(path: bytes) -> Last:
    """The index of a file; ValueError for what is damaged, or of another version."""
    head = read_part(path, 0, _HEAD.size)
    if len(head) < _HEAD.size or not head.startswith(_MAGIC):
        raise ValueError("of another version")
    _, checksum, count, size, inode = _HEAD.unpack(head)
    index = read_part(path, _HEAD.size, min(size, _INDEX_LIMIT))
    if crc32(index) != checksum:
        raise ValueError("damaged")
    texts = 8 * count * (1 + 2 * _EACH)
    numbers = memoryview(index)
    made = numbers[: 8 * count].cast("d")
    sums = [*_by_row(numbers[8 * count : texts].cast("Q"))]
    root, *paths = index[texts:].split(NUL)
    begins = [*accumulate((sum(row[_EACH:]) for row in sums), initial=_HEAD.size + size)]
    if os.stat(path).st_size != begins[-1]:
        raise ValueError("of another length than it should be")
    columns = (partial(_columns, path, *row) for row in zip(begins, sums, strict=False))
    return Last(root, inode, [*map(Kept, paths, made, sums, columns)])


def _by_row(numbers: Sequence[int]) -> Iterable[Sums]:
    each = 2 * _EACH
    return (tuple(numbers[at : at + each]) for at in range(0, len(numbers), each))


def _columns(path: bytes, begin: int, sums: Sums) -> Columns:
    ends = [*accumulate(sums[_EACH:])]
    data = read_part(path, begin, ends[-1])
    parts = data[: ends[0]], data[ends[0] : ends[1]], data[ends[1] : ends[2]], data[ends[2] :]
    if sums_of(parts) != sums:
        raise ValueError("damaged, or written anew since")
    return parts
