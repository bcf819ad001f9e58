"""Names made, replaced and removed in one open folder, each by way of a temporary name.

What slips in meanwhile survives: it is taken out under the temporary name, looked at, and put
back if it is not what was meant. If it cannot be, the error says under which name it is kept.
"""

import contextlib
import errno
import os
import stat

from cvlink_gui.core.plan import Absent, Found, Link
from cvlink_gui.fs import syscalls
from cvlink_gui.fs.looking import is_at, look_at
from cvlink_gui.fs.opening import FOLDER
from cvlink_gui.fs.refusals import changed_meanwhile, kept_beside

# What is said of a flag of renameat2 that the kernel or the file system does not know.
UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


def make_folder(folder: int, name: bytes, mode: int, spare: bytes) -> None:
    """Create a folder that has its permission bits before it has its name."""
    os.mkdir(spare, 0o700, dir_fd=folder)
    try:
        fd = os.open(spare, FOLDER, dir_fd=folder)
        try:
            if stat.S_IMODE(os.fstat(fd).st_mode) != mode:  # FAT allows no other mode than its own
                os.fchmod(fd, mode)
        finally:
            os.close(fd)
        rename_to_free(folder, spare, folder, name)
    except OSError:
        with contextlib.suppress(FileNotFoundError):  # it was refused although it was done
            os.rmdir(spare, dir_fd=folder)
        raise


def remove(folder: int, name: bytes, old: Link, aside: bytes, path: bytes) -> None:
    """Remove a link that is still `old`; PlanRefused, and all as it was, if it is not."""
    rename_aside(folder, name, aside)
    if not is_at(folder, aside, old):
        put_back(folder, aside, name, path)
        raise changed_meanwhile(path)
    os.unlink(aside, dir_fd=folder)


def replace(folder: int, name: bytes, old: Link, new: Link, spare: bytes, path: bytes) -> None:
    """Put `new` in the place of `old`; PlanRefused, and all as it was, if that is not there."""
    os.symlink(new.text, spare, dir_fd=folder)
    made = look_at(folder, spare)
    try:
        syscalls.renameat2(folder, spare, folder, name, syscalls.RENAME_EXCHANGE)
    except OSError as error:
        discard(folder, spare, made)
        if error.errno not in UNSUPPORTED:
            raise
        _replace_with_gap(folder, name, old, new, spare, path)
        return
    if not is_at(folder, spare, old):
        swap_back(folder, spare, name, made, path)
        raise changed_meanwhile(path)
    os.unlink(spare, dir_fd=folder)


def _replace_with_gap(
    folder: int, name: bytes, old: Link, new: Link, aside: bytes, path: bytes
) -> None:
    rename_aside(folder, name, aside)
    if not old.matches(look_at(folder, aside)):
        put_back(folder, aside, name, path)
        raise changed_meanwhile(path)
    try:
        os.symlink(new.text, name, dir_fd=folder)
    except OSError:
        put_back(folder, aside, name, path)
        raise
    os.unlink(aside, dir_fd=folder)


def rename_aside(folder: int, name: bytes, aside: bytes) -> None:
    """Give something a temporary name, in the same open folder."""
    try:
        syscalls.renameat2(folder, name, folder, aside, syscalls.RENAME_NOREPLACE)
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise
        os.rename(name, aside, src_dir_fd=folder, dst_dir_fd=folder)


def discard(folder: int, spare: bytes, made: Found) -> bool:
    """Remove our own new link, if it is what lies there: a refused exchange may have been done."""
    found = look_at(folder, spare)
    if not isinstance(found, Link) or found != made:
        return False
    os.unlink(spare, dir_fd=folder)
    return True


def swap_back(folder: int, spare: bytes, name: bytes, made: Found, path: bytes) -> None:
    """Undo an exchange that brought out the wrong thing; nothing but the new link is removed."""
    try:
        syscalls.renameat2(folder, spare, folder, name, syscalls.RENAME_EXCHANGE)
    except FileNotFoundError:  # the new link was taken away meanwhile
        put_back(folder, spare, name, path)
        return
    if not discard(folder, spare, made):
        raise kept_beside(path, spare)


def put_back(folder: int, aside: bytes, name: bytes, path: bytes) -> None:
    """Undo a rename aside; if the place is taken by now, say under which name the thing is."""
    try:
        rename_to_free(folder, aside, folder, name)
    except OSError as error:
        raise kept_beside(path, aside) from error


def rename_to_free(folder: int, temporary: bytes, into: int, name: bytes) -> None:
    """Move something to a name that must be free, in the same open folder or another one.

    FileExistsError if it is not free.
    """
    try:
        syscalls.renameat2(folder, temporary, into, name, syscalls.RENAME_NOREPLACE)
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise
        _link_to_free(folder, temporary, into, name)


def _link_to_free(folder: int, temporary: bytes, into: int, name: bytes) -> None:
    """The same by a hard link, which never overwrites; by a look and a rename for a folder."""
    try:
        os.link(temporary, name, src_dir_fd=folder, dst_dir_fd=into, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        if not isinstance(look_at(into, name), Absent):
            raise
        os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=into)
    else:
        os.unlink(temporary, dir_fd=folder)
