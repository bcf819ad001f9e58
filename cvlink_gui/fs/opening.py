"""Folders opened below an open one: no link is followed on the way, nothing leads outside."""

import errno
import os

from cvlink_gui.core.plan import Link
from cvlink_gui.fs import syscalls
from cvlink_gui.fs.looking import look_at

_BENEATH = syscalls.RESOLVE_BENEATH | syscalls.RESOLVE_NO_MAGICLINKS | syscalls.RESOLVE_NO_SYMLINKS
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)  # not there on Windows, which has `junctions`
FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NOFOLLOW


def open_beneath(root: int, folder: bytes) -> int:
    """Open a folder below an open one, following no link and never leaving it."""
    try:
        # With O_NOFOLLOW a link at the end would be ENOTDIR, as if nothing were there.
        return syscalls.openat2(root, folder, FOLDER & ~_NOFOLLOW, _BENEATH)
    except OSError as error:
        if error.errno not in (errno.ENOSYS, errno.EPERM):  # EPERM: a sandbox forbids the call
            raise
    return _walk_beneath(root, folder)


def _walk_beneath(root: int, folder: bytes) -> int:
    """The same for kernels before 5.6: component by component, O_NOFOLLOW."""
    fd = os.dup(root)
    for part in folder.split(b"/"):
        if part in (b"", b".", b".."):
            os.close(fd)
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), folder)
        try:
            below = _open_below(fd, part)
        finally:
            os.close(fd)
        fd = below
    return fd


def _open_below(folder: int, name: bytes) -> int:
    """One component; a link is ELOOP, as openat2 has it (a bare open says ENOTDIR)."""
    try:
        return os.open(name, FOLDER, dir_fd=folder)
    except NotADirectoryError:
        if isinstance(look_at(folder, name), Link):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name) from None
        raise
