"""What a file system can do with links, found out by making, exchanging and removing test links."""

import contextlib
import errno
import os
from dataclasses import dataclass

from cvlink_gui.core.errors import PlanRefused, from_os_error
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import basename, join, parent
from cvlink_gui.core.plan import Absent, Dir, Link
from cvlink_gui.core.said import NOTHING, Said, say
from cvlink_gui.fs.files import temporary_name
from cvlink_gui.fs.links import Beneath
from cvlink_gui.fs.mountinfo import Mount, mount_of
from cvlink_gui.fs.syscalls import HAS_RENAMEAT2

# EPERM is the kernel's own (symlink(2)); FUSE servers say ENOSYS.
_NO_LINKS = frozenset({errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EINVAL})
_NO_EXCHANGE = frozenset({errno.ENOSYS, errno.ENOTSUP, errno.EINVAL})
_TEXTS = (b"cvlink-test-1", b"cvlink-test-2")  # lead nowhere
# Drivers of Linux with symbolic links and RENAME_EXCHANGE, renameat2(2).
_KNOWN_TYPES = frozenset({"btrfs", "ext4", "f2fs", "tmpfs", "xfs"})
_HERE = Link(b".", Kind.JUNCTION)  # a junction must lead to a folder


@dataclass(frozen=True, slots=True)
class Capability:
    """None for what could not be tried; `reason` says in words what cannot be done, and why.

    junctions  folders can be linked so where symbolic links are forbidden (Windows)
    exchange   a link can be replaced without a moment in which neither is there
    """

    symlinks: bool | None
    exchange: bool | None = None
    case_sensitive: bool | None = None
    junctions: bool = False
    reason: Said = NOTHING


def known(beneath: Beneath, folder: bytes) -> Capability | None:
    """What the kernel's own file systems are known to do; None for any other, or a read-only one.

    Nothing is written, so a command that is killed while it plans leaves nothing behind.
    """
    mount = _mount(beneath, folder) if HAS_RENAMEAT2 else None
    if mount is None or mount.read_only or mount.type not in _KNOWN_TYPES:
        return None
    return Capability(symlinks=True, exchange=True, case_sensitive=True)


def probe(beneath: Beneath, folder: bytes) -> Capability:
    """What can be done in a folder that is there; nothing is left behind.

    Writes to the disk: temporary names, one moment each.
    """
    one, two = join(folder, temporary_name()), join(folder, temporary_name())
    try:
        return _tried(beneath, one, two)
    finally:
        _clear(beneath, one)
        _clear(beneath, two)


def _tried(beneath: Beneath, one: bytes, two: bytes) -> Capability:
    try:
        beneath.make(one, Link(_TEXTS[0]))
    except PlanRefused:
        return _with_junctions(beneath, one)
    except OSError as error:
        return _without_links(beneath, one, error)
    return Capability(
        symlinks=True,
        exchange=_exchanges(beneath, one, two),
        case_sensitive=_is_case_sensitive(beneath, one),
    )


def _with_junctions(beneath: Beneath, one: bytes) -> Capability:
    """Windows, where this user may make no symbolic links."""
    reason = say("this user may make no symbolic links")
    try:
        beneath.make(one, _HERE)
    except OSError:
        return Capability(symlinks=False, exchange=False, reason=reason)
    return Capability(
        symlinks=False,
        exchange=False,
        case_sensitive=_is_case_sensitive(beneath, one),
        junctions=True,
        reason=say("this user may make no symbolic links, only junctions to folders"),
    )


def _without_links(beneath: Beneath, one: bytes, error: OSError) -> Capability:
    """No link could be made: the file system's fault only where something else can be made."""
    folder = parent(one)
    if error.errno in _NO_LINKS:
        try:
            beneath.make_folder(one)
        except OSError as failure:
            error = failure
        else:
            return Capability(
                symlinks=False,
                exchange=False,
                case_sensitive=_is_case_sensitive(beneath, one),
                reason=_no_links(beneath, folder),
            )
    return Capability(None, reason=from_os_error(error, "make a test link", folder).message)


def _exchanges(beneath: Beneath, one: bytes, two: bytes) -> bool | None:
    try:
        beneath.make(two, Link(_TEXTS[1]))
        beneath.exchange(one, two)
    except OSError as error:
        return False if error.errno in _NO_EXCHANGE else None
    return True


def _is_case_sensitive(beneath: Beneath, made: bytes) -> bool | None:
    """Look for what was made under its name in capitals."""
    try:
        other = beneath.look(join(parent(made), basename(made).upper()))
    except OSError:
        return None
    return isinstance(other, Absent)


def _mount(beneath: Beneath, folder: bytes) -> Mount | None:
    return mount_of(os.path.realpath(join(beneath.root, folder) if folder else beneath.root))


def _no_links(beneath: Beneath, folder: bytes) -> Said:
    mount = _mount(beneath, folder)
    if mount is None:
        return say("this file system has no symbolic links")
    return say("this file system ({type}) has no symbolic links", type=mount.type)


def _clear(beneath: Beneath, path: bytes) -> None:
    """Remove a test link or test folder; what cannot be looked at was never made."""
    with contextlib.suppress(OSError):
        found = beneath.look(path)
        if isinstance(found, Link):
            beneath.drop(path, found)
        elif isinstance(found, Dir):
            beneath.remove_folder(path)
