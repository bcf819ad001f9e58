"""Hashes of files, kept between runs: what was read once and has not changed is not read again.

One file for the user, in the cache folder; it may be deleted at any time. A file is known by
device, inode, size and mtime; one that was written to shortly before it was read is not kept.
"""

import os
from collections.abc import Callable
from itertools import islice

from cvlink_gui.core.names import shown
from cvlink_gui.fs.files import read_regular, write_atomic
from cvlink_gui.fs.hashing import Hashes
from cvlink_gui.fs.index import cache_folder

_LIMIT = 1 << 29  # bytes
_MOST = 2_000_000  # hashes; the first ones are forgotten
_Row = tuple[str, int, int, int, int, str]  # algorithm, device, inode, size, mtime in ns, hash
_File = tuple[str, list[_Row]]  # the machine whose devices and inodes these are


def recall(cancelled: Callable[[], bool]) -> Hashes:
    """Hashes that know what earlier runs read; a file that cannot be read is passed by."""
    import platform  # the next one loads it as well

    import msgspec

    try:
        data = read_regular(_path(), _LIMIT)
        machine, rows = msgspec.msgpack.decode(data, type=_File)
    except FileNotFoundError:
        return Hashes(cancelled)
    except (OSError, msgspec.DecodeError) as error:
        _log("passing by", error)
        return Hashes(cancelled)
    known = {(row[0], row[1:5]): row[5] for row in rows} if machine == platform.node() else {}
    return Hashes(cancelled, known)


def keep(hashes: Hashes) -> None:
    """Keep what was read, where there is any news."""
    if not hashes.has_news:
        return
    import platform

    import msgspec

    known = hashes.known
    rows = [
        (a, *stamp, number)
        for (a, stamp), number in islice(known.items(), max(0, len(known) - _MOST), None)
    ]
    try:
        os.makedirs(os.path.dirname(_path()), mode=0o700, exist_ok=True)
        write_atomic(_path(), msgspec.msgpack.encode((platform.node(), rows)), sync=False)
    except OSError as error:
        _log("could not keep", error)


def _path() -> bytes:
    return os.path.join(cache_folder(), b"hashes")


def _log(what: str, why: Exception) -> None:
    import logging

    logging.getLogger(__name__).info("%s %s: %s", what, shown(_path()), why)
