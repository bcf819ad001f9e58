"""Sizes and identities of many files of one folder: 120,000 images at the price of a listing."""

import os
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from cvlink_gui.core.links import NUL
from cvlink_gui.core.names import join
from cvlink_gui.fs import native
from cvlink_gui.fs.together import each

_COLUMNS = 6
_GONE = (0, 0, -1, 0, 0, 0)
_BLOCK = 512  # bytes; the unit of st_blocks on every file system, stat(2)


@dataclass(frozen=True, slots=True)
class Stats:
    """Columns with a row for each name that was asked for, in the same order.

    sizes  in bytes; -1 for what is not there any more
    names  how many names a file has: more than one for a hard link
    times  mtime in ns
    allocated  bytes it takes on the disk; its size where the system does not say
    """

    devices: "array[int]"
    inodes: "array[int]"
    sizes: "array[int]"
    names: "array[int]"
    times: "array[int]"
    allocated: "array[int]"


def stats(folder: bytes, names: Sequence[bytes] | bytes) -> Stats:
    """What lies under some names of a folder (absolute), not following links; OSError.

    names  as bytes each is followed by NUL, as in a Listing
    """
    rows = array("q", native.stats(folder, names) if native.is_used() else _plain(folder, names))
    return Stats(*(rows[column::_COLUMNS] for column in range(_COLUMNS)))


def _plain(folder: bytes, names: Sequence[bytes] | bytes) -> bytes:
    if isinstance(names, bytes):
        names = names.split(NUL)[:-1]
    os.stat(folder)  # its own errno, as when it is opened
    rows = each(_row, [join(folder, name) for name in names])
    return array("q", [number for row in rows for number in row]).tobytes()


def _row(path: bytes) -> tuple[int, int, int, int, int, int]:
    try:
        found = os.lstat(path)
    except OSError:
        return _GONE
    device, inode = _signed(found.st_dev), _signed(found.st_ino)
    return (
        device,
        inode,
        found.st_size,
        found.st_nlink,
        found.st_mtime_ns,
        allocated(found),
    )


def allocated(found: os.stat_result) -> int:
    """The bytes something takes on the disk; its size where the system does not say."""
    return found.st_blocks * _BLOCK if hasattr(found, "st_blocks") else found.st_size


def _signed(number: int) -> int:
    return number - (1 << 64) if number >> 63 else number


def identity(path: bytes) -> tuple[int, int] | None:
    """Device and inode behind a path, links followed; None for what is not there to be asked."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
