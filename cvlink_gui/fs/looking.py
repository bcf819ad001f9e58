"""What lies at a path, or under a name in an open folder; a link there is not followed."""

import errno
import os
import stat

from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import join
from cvlink_gui.core.plan import Absent, Blocked, Dir, Found, Link
from cvlink_gui.fs.verdict import kind_of_mode

_LOOKS = 8  # at a name whose thing is swapped while it is looked at


def look_at(folder: int, name: bytes) -> Found:
    """What lies under a name in an open folder, not following it."""
    for _ in range(_LOOKS):
        try:
            return _look_once(folder, name)
        except _BecameAnother:
            continue
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), name)


class _BecameAnother(Exception):
    """What was a link when it was looked at is something else by now."""


def _look_once(folder: int, name: bytes) -> Found:
    try:
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if stat.S_ISLNK(found.st_mode):
            text = _link_text_at(folder, name)
            return Link(text, Kind.SYMLINK, (found.st_dev, found.st_ino))
    except (FileNotFoundError, ValueError):  # ValueError: a NUL, which no name has
        return Absent()
    return _folder_or_else(found.st_mode)


def _folder_or_else(mode: int) -> Found:
    return Dir(stat.S_IMODE(mode)) if stat.S_ISDIR(mode) else Blocked(kind_of_mode(mode))


def is_at(folder: int, name: bytes, link: Link) -> bool:
    """True if a name is this link: one call, where no inode is named."""
    if link.identity is not None or link.kind is not Kind.SYMLINK:
        return link.matches(look_at(folder, name))
    try:
        return os.readlink(name, dir_fd=folder) == link.text
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOENT):  # no link; nothing there
            raise
        return False


def _link_text_at(folder: int, name: bytes) -> bytes:
    try:
        return os.readlink(name, dir_fd=folder)
    except OSError as error:
        if error.errno == errno.EINVAL:
            raise _BecameAnother from error
        raise


def look_anywhere(root: bytes, path: bytes) -> Found:
    """What lies at a path as a project names it (relative to the root, or absolute elsewhere).

    Only for sources and targets, which are looked at but never changed.
    """
    try:
        found = os.lstat(join(root, path) if path else root)
        if stat.S_ISLNK(found.st_mode):
            text = os.readlink(join(root, path))
            return Link(text, Kind.SYMLINK, (found.st_dev, found.st_ino))
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the path
        return Absent()
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        return Absent()
    return _folder_or_else(found.st_mode)


def size_anywhere(root: bytes, path: bytes) -> int | None:
    """The bytes in a file at a path as a project names it, links followed; None for no file.

    Raises OSError where it is not there.
    """
    found = os.stat(join(root, path))
    return found.st_size if stat.S_ISREG(found.st_mode) else None
