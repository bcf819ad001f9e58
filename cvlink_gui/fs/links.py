"""One link or folder at a time, beneath an open root: look, make, replace, remove.

A link is replaced and removed only after it was identified (text, kind, and inode where one is
named), and in a way in which something else swapped in meanwhile survives: it is taken out under
a temporary name, looked at, and put back if it is not what was meant.
"""

import contextlib
import errno
import os
import secrets
import stat
from types import TracebackType

from cvlink_gui.core.errors import PlanRefused
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import basename, join, parent
from cvlink_gui.core.plan import Absent, Blocked, Dir, Found, Link
from cvlink_gui.fs import syscalls
from cvlink_gui.fs.scan import kind_of_mode

_BENEATH = syscalls.RESOLVE_BENEATH | syscalls.RESOLVE_NO_MAGICLINKS | syscalls.RESOLVE_NO_SYMLINKS
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})
_KEPT_FOLDERS = 64
TEMPORARY = b".cvlink-"  # temporary names begin so


class Beneath:
    """An open project root; every path given is relative to it and never leaves it.

    No link is followed on the way, so neither `..`, nor a link planted a moment ago, nor a
    folder that is being renamed can lead outside.
    """

    def __init__(self, root: bytes) -> None:
        self.root = root
        self._fd = os.open(root, _FOLDER)
        self._folders: dict[bytes, int] = {}

    def __enter__(self) -> "Beneath":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.forget_folders()
        os.close(self._fd)

    def forget_folders(self) -> None:
        """Close the folders kept open for the next step in them."""
        for fd in self._folders.values():
            os.close(fd)
        self._folders.clear()

    def look(self, path: bytes) -> Found:
        """What lies at the path; OSError for anything but "nothing there"."""
        try:
            return look_at(self._parent(path), basename(path))
        except (FileNotFoundError, NotADirectoryError):
            return Absent()

    def make(self, path: bytes, link: Link) -> None:
        """Create a link where nothing is; FileExistsError if something is."""
        os.symlink(link.text, basename(path), dir_fd=self._parent(path))

    def make_folder(self, path: bytes) -> None:
        """Create one folder where nothing is."""
        os.mkdir(basename(path), dir_fd=self._parent(path))

    def remove_folder(self, path: bytes) -> None:
        """Remove a folder if it is empty."""
        fd = self._folders.pop(path, None)
        if fd is not None:
            os.close(fd)
        os.rmdir(basename(path), dir_fd=self._parent(path))

    def remove(self, path: bytes, old: Link) -> None:
        """Remove a link that is still `old`; PlanRefused, and all as it was, if it is not."""
        folder, name = self._parent(path), basename(path)
        aside = _temporary()
        _rename_aside(folder, name, aside)
        _drop(folder, aside, old, back=name, path=path)

    def replace(self, path: bytes, old: Link, new: Link) -> None:
        """Put `new` in the place of `old`, without a moment in which neither is there.

        Where the file system cannot exchange names there is a brief gap, and a file that slips
        into it stays: FileExistsError, with the old link back under its own name if possible.
        """
        folder, name = self._parent(path), basename(path)
        spare = _temporary()
        os.symlink(new.text, spare, dir_fd=folder)
        try:
            syscalls.renameat2(folder, spare, folder, name, syscalls.RENAME_EXCHANGE)
        except OSError as error:
            os.unlink(spare, dir_fd=folder)
            if error.errno not in _UNSUPPORTED:
                raise
            self._replace_with_gap(folder, name, old, new, path)
            return
        found = look_at(folder, spare)
        if old.matches(found):
            os.unlink(spare, dir_fd=folder)
            return
        syscalls.renameat2(folder, spare, folder, name, syscalls.RENAME_EXCHANGE)
        with contextlib.suppress(OSError):
            if new.matches(look_at(folder, spare)):
                os.unlink(spare, dir_fd=folder)
        raise changed_meanwhile(path)

    def _replace_with_gap(
        self, folder: int, name: bytes, old: Link, new: Link, path: bytes
    ) -> None:
        aside = _temporary()
        _rename_aside(folder, name, aside)
        if not old.matches(look_at(folder, aside)):
            _put_back(folder, aside, name, path)
            raise changed_meanwhile(path)
        try:
            os.symlink(new.text, name, dir_fd=folder)
        except OSError:
            _put_back(folder, aside, name, path)
            raise
        os.unlink(aside, dir_fd=folder)

    def _parent(self, path: bytes) -> int:
        """An open handle of the folder `path` lies in; kept for the next step there."""
        folder = parent(path)
        if not folder:
            return self._fd
        if folder not in self._folders:
            if len(self._folders) >= _KEPT_FOLDERS:
                self.forget_folders()
            self._folders[folder] = open_beneath(self._fd, folder)
        return self._folders[folder]


def open_beneath(root: int, folder: bytes) -> int:
    """Open a folder below an open one, following no link and never leaving it."""
    try:
        return syscalls.openat2(root, folder, _FOLDER, _BENEATH)
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
            below = os.open(part, _FOLDER, dir_fd=fd)
        finally:
            os.close(fd)
        fd = below
    return fd


def look_at(folder: int, name: bytes) -> Found:
    """What lies under a name in an open folder, not following it."""
    try:
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if stat.S_ISLNK(found.st_mode):
            text = os.readlink(name, dir_fd=folder)
            return Link(text, Kind.SYMLINK, (found.st_dev, found.st_ino))
    except FileNotFoundError:
        return Absent()
    return Dir() if stat.S_ISDIR(found.st_mode) else Blocked(kind_of_mode(found.st_mode))


def look_anywhere(root: bytes, path: bytes) -> Found:
    """What lies at a path as a project names it (relative to the root, or absolute elsewhere).

    Only for sources and targets, which are looked at but never changed.
    """
    try:
        found = os.lstat(join(root, path) if path else root)
        if stat.S_ISLNK(found.st_mode):
            text = os.readlink(join(root, path))
            return Link(text, Kind.SYMLINK, (found.st_dev, found.st_ino))
    except (FileNotFoundError, NotADirectoryError):
        return Absent()
    return Dir() if stat.S_ISDIR(found.st_mode) else Blocked(kind_of_mode(found.st_mode))


def changed_meanwhile(path: bytes) -> PlanRefused:
    """The error for a path that is not what the plan saw."""
    return PlanRefused(
        "Something else is in this place now", path=path, hint="Rescan and look at it again."
    )


def _temporary() -> bytes:
    return TEMPORARY + secrets.token_hex(8).encode("ascii")


def _rename_aside(folder: int, name: bytes, aside: bytes) -> None:
    try:
        syscalls.renameat2(folder, name, folder, aside, syscalls.RENAME_NOREPLACE)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        os.rename(name, aside, src_dir_fd=folder, dst_dir_fd=folder)


def _drop(folder: int, aside: bytes, old: Link, *, back: bytes, path: bytes) -> None:
    if old.matches(look_at(folder, aside)):
        os.unlink(aside, dir_fd=folder)
        return
    _put_back(folder, aside, back, path)
    raise changed_meanwhile(path)


def _put_back(folder: int, aside: bytes, name: bytes, path: bytes) -> None:
    """Undo `_rename_aside`; if the place is taken by now, say under which name the thing is."""
    try:
        syscalls.renameat2(folder, aside, folder, name, syscalls.RENAME_NOREPLACE)
    except OSError as error:
        if error.errno in _UNSUPPORTED and isinstance(look_at(folder, name), Absent):
            os.rename(aside, name, src_dir_fd=folder, dst_dir_fd=folder)
            return
        kept = join(parent(path), aside)
        raise PlanRefused(
            "The place was taken meanwhile; what was there is kept beside it",
            path=kept,
            hint="Look at both and keep the one you want.",
        ) from error
