"""Stamps of many folders: device, inode, mtime and ctime in ns as four native int64.

A folder that cannot be looked at has the stamp -1, errno, 0, 0. As a process (`fs/lookout.py`): in
come the paths, a NUL between them, until the end of the input; out come the stamps in order.
"""

import contextlib
import errno
import os
import sys
import time
from array import array
from collections.abc import Iterable, Sequence

from cvlink_gui.fs.together import each

SIZE = 32
# A change may leave the time as it was within the grain of a file system's clock: 2 s on FAT.
GRAIN = 2_000_000_000  # ns
NONE = bytes(SIZE)  # kept where there is no stamp; no folder has it
UNANSWERED = array("q", (-1, errno.ETIMEDOUT, 0, 0)).tobytes()
_PORTION = 256  # paths looked at between two answers
_SLOW_SECONDS = 0.0001  # a call; local disks need a tenth of it


def look(paths: Iterable[bytes]) -> bytes:
    """The stamps of these folders as they are now, links on the way followed."""
    numbers: list[int] = []
    for path in paths:
        try:
            found = os.stat(path)
        except (OSError, ValueError) as error:
            numbers += (-1, getattr(error, "errno", 0), 0, 0)
        else:
            numbers += (found.st_dev, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)
    try:
        return array("q", numbers).tobytes()
    except OverflowError:  # inodes of 64 bits, as some file systems give them
        return array("q", [n - (1 << 64) if n >> 63 > 0 else n for n in numbers]).tobytes()


def look_all(paths: Sequence[bytes]) -> bytes:
    """The same, side by side where it takes long, as it does when nothing is in memory yet."""
    begin = time.monotonic()
    first = look(paths[:_PORTION])
    quick = time.monotonic() - begin < _SLOW_SECONDS * _PORTION
    rest = paths[_PORTION:]
    return first + (look(rest) if quick else b"".join(each(_look_at, rest)))


def _look_at(path: bytes) -> bytes:
    return look([path])


def main() -> None:
    """The process."""
    paths = sys.stdin.buffer.read().split(b"\0")
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        for at in range(0, len(paths), _PORTION):
            sys.stdout.buffer.write(b"".join(each(_look_at, paths[at : at + _PORTION])))
            sys.stdout.buffer.flush()
    os._exit(0)  # threads that are stuck would be waited for
