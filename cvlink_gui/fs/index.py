"""The tree as it was found, kept between runs, with the proof of what in it is true still.

One file a project, in the user's cache folder: the columns of `LinkTree` and of `Proof` as they
are in memory, behind a header with their lengths and a checksum. It is made anew as a whole, beside
the old one, and not synced: one that is torn, damaged, from another version, another machine or
another folder is passed by, and the project is read as if for the first time. It may be deleted at
any time. What it may be believed is in `fs/proof.py`.
"""

import os
import stat
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from io import BufferedReader
from queue import SimpleQueue

from cvlink_gui import __version__
from cvlink_gui.core.columns import COLUMN_TYPES, Column
from cvlink_gui.core.names import shown
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.fs.files import write_atomic
from cvlink_gui.fs.proof import PROOF_TYPES, Proof
from cvlink_gui.fs.together import Begun

_MAGIC = b"cvlink index 1\n\0"
_HEADER = struct.Struct("<II")  # checksum of all behind it, number of columns
_TYPES = ("", *COLUMN_TYPES, *PROOF_TYPES)  # the first one is `_origin`
_LENGTHS = struct.Struct(f"<{len(_TYPES)}Q")  # bytes a column

_NONBLOCK = getattr(os, "O_NONBLOCK", 0)  # a FIFO would wait for a writer
_PLATFORM: str = sys.platform


@dataclass(frozen=True, slots=True)
class Known:
    """What was found last time.

    at        when all of it was last found to be true, in seconds since 1970
    checksum  of the file it was read from
    """

    tree: LinkTree
    proof: Proof
    at: float
    checksum: int


def path_of(root: bytes) -> bytes:
    """Where the index of the project at a canonical root is kept."""
    name = b"%08x%08x" % (zlib.crc32(root), zlib.adler32(root))  # the file says whose it is
    return os.path.join(cache_folder(), b"trees", name)


def load(root: bytes) -> Known | None:
    """What is known of a project; None if nothing is, or nothing that can be read."""
    path = path_of(root)
    try:
        with open(os.open(path, os.O_RDONLY | _NONBLOCK), "rb") as file:
            found = os.fstat(file.fileno())
            checksum, columns = _read(file, found, root)
        proof = Proof(*columns[len(COLUMN_TYPES) :])  # type: ignore[arg-type]  # by PROOF_TYPES
        tree = LinkTree.of(columns[: len(COLUMN_TYPES)], proof.relations)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        _log("passing by", path, error)
        return None
    return Known(tree, proof, found.st_mtime, checksum)


def save(root: bytes, tree: LinkTree, proof: Proof) -> int | None:
    """Keep a tree that is complete, and its proof; the checksum, None for what was not kept."""
    path = path_of(root)
    columns = [bytearray(_origin(root)), *tree.columns(), *proof.columns()]
    lengths = _LENGTHS.pack(*(memoryview(column).nbytes for column in columns))
    checksum = _checksum([lengths, *columns])
    head = _MAGIC + _HEADER.pack(checksum, len(columns)) + lengths
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        write_atomic(path, [head, *columns], sync=False)
    except OSError as error:
        _log("could not keep", path, error)
        return None
    return checksum


def confirm(root: bytes) -> None:
    """Note that all that is kept was found to be true now."""
    path = path_of(root)
    try:
        os.utime(path)
    except OSError as error:
        _log("could not confirm", path, error)


def _log(what: str, path: bytes, why: Exception) -> None:
    import logging  # seldom needed

    logging.getLogger(__name__).info("%s %s: %s", what, shown(path), why)


def cache_folder() -> bytes:
    """Where the program keeps what it can make again."""
    if _PLATFORM == "linux":  # as platformdirs has it, which takes a fifth of a quick command
        wish = os.environ.get("XDG_CACHE_HOME", "")
        home = wish if os.path.isabs(wish) else os.path.expanduser("~/.cache")
        return os.fsencode(os.path.join(home, "cvlink-gui"))
    import platformdirs

    return os.fsencode(platformdirs.user_cache_dir("cvlink-gui", appauthor=False))


def _origin(root: bytes) -> bytes:
    """What has to be the same for the columns to mean the same."""
    widths = [array(code).itemsize for code in "iIqQ"]
    return b"\0".join([f"{__version__} {sys.byteorder} {widths}".encode("ascii"), root])


def _read(file: BufferedReader, found: os.stat_result, root: bytes) -> tuple[int, list[Column]]:
    """Checksum, and the columns behind the first; ValueError says what is wrong with the file."""
    if not stat.S_ISREG(found.st_mode):
        raise ValueError("no file")
    head = file.read(len(_MAGIC) + _HEADER.size + _LENGTHS.size)
    if not head.startswith(_MAGIC) or len(head) < len(_MAGIC) + _HEADER.size + _LENGTHS.size:
        raise ValueError("not of this kind")
    checksum, count = _HEADER.unpack_from(head, len(_MAGIC))
    packed = head[-_LENGTHS.size :]
    lengths = _LENGTHS.unpack(packed)
    if count != len(_TYPES) or found.st_size != len(head) + sum(lengths):
        raise ValueError("of another length than it should be")
    origin = file.read(lengths[0])
    if origin != _origin(root):
        raise ValueError("of another version, machine or folder")
    columns: list[Column] = []
    read: SimpleQueue[bytes | Column | None] = SimpleQueue()  # None: there is no more
    found_out = Begun(lambda: _checksum(iter(read.get, None)))  # while the next one is read
    try:
        for part in (packed, origin):
            read.put(part)
        for code, length in zip(_TYPES[1:], lengths[1:], strict=True):
            columns.append(_column(file, code, length))
            read.put(columns[-1])
    finally:
        read.put(None)
    if found_out() != checksum:
        raise ValueError("damaged")
    return checksum, columns


def _column(file: BufferedReader, code: str, length: int) -> Column:
    if not code:
        column: Column = bytearray(length)
    else:
        one = array(code, (0,))
        column = one * (length // one.itemsize)
    if file.readinto(column) != length:
        raise ValueError("shorter than it should be")
    return column


def _checksum(parts: Iterable["bytes | Column"]) -> int:
    checksum = 0
    for part in parts:
        checksum = zlib.crc32(part, checksum)
    return checksum
