"""Locks between processes: on an open file; they go with the handle, or with the process."""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator

_LOCKED_BYTE = 1 << 30  # Windows lets nobody read what is locked: far from who holds it
_POLL_SECONDS = 0.01


def try_lock(fd: int) -> bool:
    """Take the lock; False if somebody else has it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EDEADLK):
                raise
            return False
        return True
    import fcntl

    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def locked(path: bytes, seconds: float) -> Iterator[bool]:
    """Hold the lock of a file, made if it is not there; False if it was not to be had in time."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    until = time.monotonic() + seconds
    try:
        while not (has_it := try_lock(fd)) and time.monotonic() < until:
            time.sleep(_POLL_SECONDS)
        yield has_it
    finally:
        os.close(fd)
