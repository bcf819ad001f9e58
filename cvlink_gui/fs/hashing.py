"""What files hold: their ends, their hashes, remembered as long as the files stay as they are."""

import errno
import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

ENDS = 64 << 10  # bytes read from either end of a file
_PART = 1 << 20
_YOUNG_NS = 2_000_000_000  # a file changed so lately may change again within one tick of its clock
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

Stamp = tuple[int, int, int, int]  # device, inode, size, mtime in ns


class Cancelled(Exception):
    """Whoever asked wants no answer any more."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The size of a file, and its first and last bytes."""

    size: int
    first: bytes
    last: bytes


def ends(path: bytes, length: int = ENDS) -> Ends:
    """Both ends of a regular file, `length` bytes each or less; OSError."""
    with _opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        first = file.read(length)
        file.seek(max(0, size - length))
        return Ends(size, first, file.read(length))


def _opened(path: bytes) -> BinaryIO:
    """A regular file; OSError: EINVAL for a FIFO or device."""
    file = open(os.open(path, _FLAGS), "rb")  # noqa: SIM115 (whoever asked closes it)
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
    return file


def stamp_of(path: bytes) -> Stamp:
    """By what one tells that a file is still the same one; OSError."""
    found = os.stat(path)
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


class Hashes:
    """Hashes of files by what they are, each file read once as long as it stays the same."""

    def __init__(
        self,
        cancelled: Callable[[], bool] = lambda: False,
        known: Mapping[tuple[str, Stamp], str] | None = None,
    ) -> None:
        """`cancelled` is asked at every MiB; True makes a call raise Cancelled.

        known  what was found before
        """
        self._cancelled = cancelled
        self._known = dict(known or {})
        self.has_news = False

    @property
    def known(self) -> Mapping[tuple[str, Stamp], str]:
        """Hashes by algorithm and what the file was."""
        return self._known

    def of(self, path: bytes, algorithm: str) -> str:
        """The hash of a regular file, in hexadecimal; OSError, Cancelled.

        algorithm  a name hashlib knows, or md5-dos2unix: DVC's before 3
        """
        stamp = stamp_of(path)
        key = algorithm, stamp
        if key in self._known:
            return self._known[key]
        number = self._read(path, algorithm)
        if stamp == stamp_of(path) and time.time_ns() - stamp[3] > _YOUNG_NS:
            self._known[key] = number
            self.has_news = True
        return number

    def _read(self, path: bytes, algorithm: str) -> str:
        is_text = algorithm == "md5-dos2unix"
        hasher = hashlib.new(algorithm.partition("-")[0], usedforsecurity=False)
        for part in self._parts(path):
            hasher.update(_dos2unix(part) if is_text else part)
        return hasher.hexdigest()

    def _parts(self, path: bytes) -> Iterator[bytes]:
        with _opened(path) as file:
            while part := file.read(_PART):
                if self._cancelled():
                    raise Cancelled
                yield part


_TEXT = bytes(range(32, 127)) + b"\n\r\t\f\b"


def _dos2unix(part: bytes) -> bytes:
    """A part of a file as DVC hashed it: each MiB that begins like text without its CR.

    dvc_data/hashfile/istextfile.py and hash.py: no NUL in the first 512 bytes, and at most three
    in ten that are no ASCII text.
    """
    head = part[:512]
    binary = b"\0" in head or len(head.translate(None, _TEXT)) / len(head) > 0.3
    return part if binary else part.replace(b"\r\n", b"\n")
