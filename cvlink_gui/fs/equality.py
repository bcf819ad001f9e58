"""Two files have the same bytes, and nobody writes to them: shown now, and shown to hold later.

A comparison alone proves nothing a moment later. So a read lease is taken on both (fcntl(2),
F_SETLEASE): the kernel gives none while anybody has the file open for writing, or mapped so, and
whoever opens it for writing afterwards breaks the lease, which is seen. Where there are no leases
(network storage, another system, files of another user) sizes and times must stay as they were,
and a file that was changed in the last two seconds, within one tick of its clock, is refused.
"""

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Iterator

from cvlink_gui.core.errors import PlanRefused
from cvlink_gui.core.plan import Twin
from cvlink_gui.core.said import Said, say

if sys.platform == "linux":
    import fcntl
    import signal

_PART = 1 << 20
_YOUNG_NS = 2_000_000_000
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_SAME_NAME = getattr(os, "O_NOFOLLOW", 0)
_WRITTEN = say("it is being written, or was just now")
_Stamp = tuple[int, int, int, int]  # device, inode, size, mtime in ns
# Why there is no lease that would tell of writers: another owner, a file system without.
_NO_LEASE = frozenset({errno.EACCES, errno.EPERM, errno.EINVAL, errno.ENOSYS, errno.ENOTSUP})


class Proof:
    """Equal bytes of a file and of what a text leads to from the folder it lies in."""

    def __init__(self, folder: int, mine: int, other: int, text: bytes) -> None:
        """mine, other: open handles, closed by whoever opened them."""
        self._folder = folder
        self._text = text
        self._handles = (mine, other)
        self._stamps = (_stamp(mine), _stamp(other))
        self._leased = (False, False)

    def compare(self, path: bytes) -> None:
        """Read both; PlanRefused where a byte differs, or somebody writes."""
        mine, other = self._handles
        if os.path.sameopenfile(mine, other):
            raise refused(path, say("the link would lead to this very file"))
        try:
            self._leased = (_lease(mine), _lease(other))
        except BlockingIOError:
            raise refused(path, _WRITTEN) from None
        if self._stamps[0][2] != self._stamps[1][2] or not _equal(mine, other):
            raise refused(path, say("it has other bytes than what the link would lead to"))
        if not self.holds():
            raise refused(path, _WRITTEN)

    def holds(self) -> bool:
        """True if neither was written since, and the text still leads to the other one."""
        rows = zip(self._handles, self._stamps, self._leased, strict=True)
        if not all(_is_unwritten(*row) for row in rows):
            return False
        try:
            led = os.stat(self._text, dir_fd=self._folder)
        except OSError:
            return False
        return os.path.samestat(led, os.fstat(self._handles[1]))

    def release(self) -> None:
        """Give back the leases: a process that was forked meanwhile has the handles as well."""
        for handle, leased in zip(self._handles, self._leased, strict=True):
            if leased:
                _give_back(handle)


@contextlib.contextmanager
def proved(
    file: tuple[int, bytes], twin: Twin, target: tuple[int, bytes], path: bytes
) -> Iterator[Proof]:
    """A file (open folder, name) is a twin, with the bytes of a target (open folder, text).

    path  for PlanRefused: it is another file, has other bytes, or is being written
    """
    folder, text = target
    with contextlib.ExitStack() as handles:
        try:
            mine = _open(handles, file[1], _READ | _SAME_NAME, file[0])
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.ELOOP, errno.ENXIO):
                raise
            raise refused(path, say("another thing is in its place")) from error
        if not is_twin(os.fstat(mine), twin):
            raise refused(path, say("it is not the file that was looked at"))
        try:
            other = _open(handles, text, _READ, folder)
        except OSError as error:
            raise refused(path, say("the other file cannot be read")) from error
        if not stat.S_ISREG(os.fstat(other).st_mode):
            raise refused(path, say("the link would lead to something that is no file"))
        proof = Proof(folder, mine, other, text)
        handles.callback(proof.release)
        proof.compare(path)
        yield proof


def is_twin(found: os.stat_result, twin: Twin) -> bool:
    """True for the very file."""
    seen = found.st_ino, found.st_size, found.st_mtime_ns
    return stat.S_ISREG(found.st_mode) and seen == (twin.inode, twin.size, twin.time)


def refused(path: bytes, why: Said) -> PlanRefused:
    """The error for a file that cannot give its place to a link."""
    return PlanRefused(
        say("The file stays where it is: {why}", why=why),
        path=path,
        hint=say("Look for duplicates again."),
    )


def _open(handles: contextlib.ExitStack, name: bytes, flags: int, folder: int) -> int:
    fd = os.open(name, flags, dir_fd=folder)
    handles.callback(os.close, fd)
    return fd


def _equal(mine: int, other: int) -> bool:
    at = 0
    while True:
        one, two = os.pread(mine, _PART, at), os.pread(other, _PART, at)
        if one != two:  # a short read would be taken for a difference: nothing is lost by that
            return False
        if not one:
            return True
        at += len(one)


def _stamp(fd: int) -> _Stamp:
    found = os.fstat(fd)
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _is_unwritten(fd: int, before: _Stamp, leased: bool) -> bool:
    if _stamp(fd) != before:
        return False
    return _is_leased(fd) if leased else time.time_ns() - before[3] > _YOUNG_NS


if sys.platform == "linux":

    def _lease(fd: int) -> bool:
        """Take a read lease; False where there is none to have, BlockingIOError for a writer."""
        try:
            # Whoever breaks a lease sends a signal: this one is ignored where nobody asked for it.
            fcntl.fcntl(fd, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except OSError as error:
            if error.errno not in _NO_LEASE:
                raise
            return False
        return True

    def _is_leased(fd: int) -> bool:
        return fcntl.fcntl(fd, fcntl.F_GETLEASE) == fcntl.F_RDLCK

    def _give_back(fd: int) -> None:
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_UNLCK)

else:

    def _lease(_fd: int) -> bool:
        return False

    def _is_leased(_fd: int) -> bool:
        return False

    def _give_back(_fd: int) -> None:
        """There was none."""
