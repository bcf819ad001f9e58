"""The kernel's word on a path: an errno or a mode, and what that says of a link."""

import errno
import os
import stat

from cvlink_gui.core.links import Health, Kind

HEALTH_BY_ERRNO = {
    errno.ENOENT: Health.MISSING,
    errno.ENOTDIR: Health.NOT_A_DIR,
    errno.ELOOP: Health.LOOP,
    errno.EACCES: Health.DENIED,
    errno.EPERM: Health.DENIED,
    errno.ESTALE: Health.NOT_ANSWERING,
    errno.ETIMEDOUT: Health.NOT_ANSWERING,
    errno.EHOSTDOWN: Health.NOT_ANSWERING,
    errno.EIO: Health.NOT_ANSWERING,
    errno.ENOTCONN: Health.NOT_ANSWERING,  # a FUSE server that died
}

Verdict = tuple[Health, Kind]


def ask(path: bytes) -> Verdict:
    """The kernel's word on one link: its health and the kind of what it leads to."""
    try:
        return Health.OK, kind_of_mode(os.stat(path).st_mode)
    except OSError as error:
        return HEALTH_BY_ERRNO.get(error.errno or 0, Health.UNKNOWN), Kind.OTHER
    except ValueError:  # a NUL in the text, which no file system of Linux gives
        return Health.UNKNOWN, Kind.OTHER


def is_trouble(error: int) -> bool:
    """True of an errno that says something of the storage, and nothing of the path."""
    return HEALTH_BY_ERRNO.get(error) is Health.NOT_ANSWERING


def kind_of_mode(mode: int) -> Kind:
    """The kind behind `st_mode`."""
    if stat.S_ISREG(mode):
        return Kind.FILE
    if stat.S_ISDIR(mode):
        return Kind.DIR
    return Kind.SYMLINK if stat.S_ISLNK(mode) else Kind.OTHER
