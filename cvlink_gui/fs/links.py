"""One link or folder at a time, beneath an open root: look, make, replace, remove.

A link is replaced and removed only after it was identified (text, kind, and inode where one is
named), and in a way in which something else swapped in meanwhile survives: it is taken out under
a temporary name, looked at, and put back if it is not what was meant.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterable
from types import TracebackType

from cvlink_gui.core.errors import PlanRefused
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import basename, join, parent
from cvlink_gui.core.plan import Absent, Blocked, Dir, Found, Link
from cvlink_gui.fs import syscalls
from cvlink_gui.fs.files import sync_open_folder, temporary_name
from cvlink_gui.fs.verdict import kind_of_mode

_BENEATH = syscalls.RESOLVE_BENEATH | syscalls.RESOLVE_NO_MAGICLINKS | syscalls.RESOLVE_NO_SYMLINKS
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)  # not there on Windows, which has `junctions`
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NOFOLLOW
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})
_KEPT_FOLDERS = 64
_LOOKS = 8  # at a name whose thing is swapped while it is looked at
_HOPS = 40  # the kernel's own limit, path_resolution(7)


class Beneath:
    """An open project root; every path given is relative to it and never leaves it.

    No link is followed on the way, so neither `..`, nor a link planted a moment ago, nor a
    folder that is being renamed can lead outside.
    """

    def __init__(self, root: bytes, fd: int | None = None) -> None:
        """fd: an open handle of the root, which is closed with this."""
        self.root = root
        self._fd = os.open(root, _FOLDER) if fd is None else fd
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

    def astray(self) -> set[bytes]:
        """Folders that were opened here and do not lie there any more: moved, or swapped."""
        return {folder for folder, fd in self._folders.items() if not self._lies_at(folder, fd)}

    def hand_over(self, other: "Beneath", folders: Iterable[bytes]) -> None:
        """Give open folders to another one, which may have to take back what was done in them."""
        for folder in folders:
            if folder not in other._folders:  # noqa: SLF001 (of the same class)
                other._folders[folder] = self._folders.pop(folder)  # noqa: SLF001

    def look(self, path: bytes) -> Found:
        """What lies at the path; OSError for anything but "nothing there"."""
        try:
            return look_at(self._parent(path), basename(path))
        except (FileNotFoundError, NotADirectoryError):
            return Absent()

    def make(self, path: bytes, link: Link) -> None:
        """Create a link where nothing is; FileExistsError if something is."""
        os.symlink(link.text, basename(path), dir_fd=self._parent(path))

    def holds(self, path: bytes, link: Link) -> bool:
        """True if a path is this link, as `look` and `Link.matches` have it; OSError."""
        try:
            return _is_at(self._parent(path), basename(path), link)
        except (FileNotFoundError, NotADirectoryError):
            return False

    def make_folder(self, path: bytes, mode: int | None = None, spare: bytes = b"") -> None:
        """Create one folder where nothing is; FileExistsError if something is.

        mode   its permission bits, whatever the umask is: it has them before it has its name
        spare  the temporary name it goes through then
        """
        folder, name = self._parent(path), basename(path)
        if mode is None:
            os.mkdir(name, dir_fd=folder)
        else:
            _make_folder_with(folder, name, mode, spare or temporary_name())

    def remove_folder(self, path: bytes) -> None:
        """Remove a folder if it is empty."""
        fd = self._folders.pop(path, None)
        if fd is not None:
            os.close(fd)
        os.rmdir(basename(path), dir_fd=self._parent(path))

    def remove(self, path: bytes, old: Link, aside: bytes = b"") -> None:
        """Remove a link that is still `old`; PlanRefused, and all as it was, if it is not.

        aside  the temporary name it goes through
        """
        folder, name = self._parent(path), basename(path)
        aside = aside or temporary_name()
        _rename_aside(folder, name, aside)
        _drop(folder, aside, old, back=name, path=path)

    def replace(self, path: bytes, old: Link, new: Link, spare: bytes = b"") -> None:
        """Put `new` in the place of `old`, without a moment in which neither is there.

        spare  the temporary name it goes through

        Where the file system cannot exchange names there is a brief gap, and a file that slips
        into it stays: PlanRefused, which says where the old link is kept.
        """
        folder, name = self._parent(path), basename(path)
        spare = spare or temporary_name()
        os.symlink(new.text, spare, dir_fd=folder)
        made = look_at(folder, spare)
        try:
            syscalls.renameat2(folder, spare, folder, name, syscalls.RENAME_EXCHANGE)
        except OSError as error:
            _discard(folder, spare, made)
            if error.errno not in _UNSUPPORTED:
                raise
            self._replace_with_gap(folder, old, new, path, spare)
            return
        if not _is_at(folder, spare, old):
            _swap_back(folder, spare, name, made, path)
            raise changed_meanwhile(path)
        os.unlink(spare, dir_fd=folder)

    def drop(self, path: bytes, link: Link) -> None:
        """Remove a link under a temporary name of ours, if it is still that one."""
        folder, name = self._parent(path), basename(path)
        if link.matches(look_at(folder, name)):
            os.unlink(name, dir_fd=folder)

    def put_back(self, aside: bytes, path: bytes) -> None:
        """Give what was moved aside its name again; PlanRefused if that is taken."""
        _put_back(self._parent(path), basename(aside), basename(path), path)

    def exchange(self, path: bytes, other: bytes) -> None:
        """Let two names in one folder change places; OSError where that is not supported."""
        folder = self._parent(path)
        names = basename(path), basename(other)
        syscalls.renameat2(folder, names[0], folder, names[1], syscalls.RENAME_EXCHANGE)

    def again(self) -> "Beneath":
        """The same open root for another thread."""
        return Beneath(self.root, os.dup(self._fd))

    def sync(self, folder: bytes) -> None:
        """Make the names in a folder durable; nothing if it is gone, or cannot be synced."""
        if self.device(folder) is not None:
            sync_open_folder(self._folder(folder))

    def sync_file_system(self, folder: bytes) -> None:
        """Make durable all that the file system of a folder has not written yet."""
        syscalls.syncfs(self._folder(folder), folder)

    def device(self, folder: bytes) -> int | None:
        """The file system a folder lies on; None if it is gone, or became a link."""
        found = self._stat_folder(folder)
        return None if found is None else found.st_dev

    def inode(self, folder: bytes) -> int | None:
        """Which folder it is, on its file system; None if it is gone, or became a link."""
        found = self._stat_folder(folder)
        return None if found is None else found.st_ino

    def _stat_folder(self, folder: bytes) -> os.stat_result | None:
        try:
            return os.fstat(self._folder(folder))
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EXDEV):
                raise
            return None

    def _replace_with_gap(
        self, folder: int, old: Link, new: Link, path: bytes, aside: bytes
    ) -> None:
        name = basename(path)
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
        folder, _, name = path.rpartition(b"/")
        if name in (b"", b".", b"..") or path.startswith(b"/"):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), path)
        return self._folder(folder)

    def _folder(self, folder: bytes) -> int:
        """An open handle of a folder; `b""` is the root."""
        if not folder:
            return self._fd
        if folder not in self._folders:
            if len(self._folders) >= _KEPT_FOLDERS:
                self._forget_all_but(self.astray())
            self._folders[folder] = open_beneath(self._fd, folder)
        return self._folders[folder]

    def _lies_at(self, folder: bytes, fd: int) -> bool:
        try:
            again = open_beneath(self._fd, folder)
        except OSError:
            return False
        try:
            return os.path.samestat(os.fstat(again), os.fstat(fd))
        finally:
            os.close(again)

    def _forget_all_but(self, kept: set[bytes]) -> None:
        for folder in self._folders.keys() - kept:
            os.close(self._folders.pop(folder))


def open_beneath(root: int, folder: bytes) -> int:
    """Open a folder below an open one, following no link and never leaving it."""
    try:
        # With O_NOFOLLOW a link at the end would be ENOTDIR, as if nothing were there.
        return syscalls.openat2(root, folder, _FOLDER & ~_NOFOLLOW, _BENEATH)
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
        return os.open(name, _FOLDER, dir_fd=folder)
    except NotADirectoryError:
        if isinstance(look_at(folder, name), Link):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name) from None
        raise


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


def _is_at(folder: int, name: bytes, link: Link) -> bool:
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


def trail(
    path: bytes,
    known: dict[bytes, list[bytes]],
    text_at: Callable[[bytes], bytes | None] | None = None,
) -> list[bytes]:
    """The real places on the way along an absolute path: of every link followed, then of its end.

    What is not there counts as named. A circle ends after 40 links, as it does for the kernel.

    known    trails of folders, kept by the caller: many links into one folder ask for it once
    text_at  the text of the link at an absolute path, where that is not what is on the disk
    """
    folder, name = os.path.split(path)
    text_at = text_at or _link_text
    if folder not in known:
        hops: list[bytes] = []
        end = _walk(b"/", folder, hops, text_at)
        known[folder] = [*hops, end]
    *places, end = known[folder]
    places.append(_walk(end, name, places, text_at))
    return places


def _walk(
    real: bytes, path: bytes, places: list[bytes], text_at: Callable[[bytes], bytes | None]
) -> bytes:
    """Follow a path from a real folder as the kernel does; adds the place of every link to it."""
    ahead = path.split(b"/")[::-1]
    while ahead:
        part = ahead.pop()
        if part == b"..":
            real = os.path.dirname(real)
        elif part not in (b"", b"."):
            place = join(real, part)
            found = text_at(place) if len(places) <= _HOPS else None
            if found is None:
                real = place
            else:
                places.append(place)
                real = b"/" if found.startswith(b"/") else real
                ahead += found.split(b"/")[::-1]
    return real


def _link_text(path: bytes) -> bytes | None:
    try:
        return os.readlink(path)
    except (OSError, ValueError):  # no link, not there, no permission: it stays as it is named
        return None


def changed_meanwhile(path: bytes) -> PlanRefused:
    """The error for a path that is not what the plan saw."""
    return PlanRefused(
        "Something else is in this place now", path=path, hint="Rescan and look at it again."
    )


def moved_away(path: bytes) -> PlanRefused:
    """The error for a step whose folder did not stay where the plan saw it."""
    return PlanRefused(
        "Its folder was moved away meanwhile", path=path, hint="Rescan and look at it again."
    )


def left_behind(path: bytes) -> PlanRefused:
    """The error for a step that a crash interrupted in a folder that is not there any more."""
    return PlanRefused(
        "Its folder was moved away before the recovery, with what was done in it",
        path=path,
        hint="Look for it where the folder is now.",
    )


def _make_folder_with(folder: int, name: bytes, mode: int, spare: bytes) -> None:
    os.mkdir(spare, 0o700, dir_fd=folder)
    try:
        fd = os.open(spare, _FOLDER, dir_fd=folder)
        try:
            if stat.S_IMODE(os.fstat(fd).st_mode) != mode:  # FAT allows no other mode than its own
                os.fchmod(fd, mode)
        finally:
            os.close(fd)
        _rename_to_free(folder, spare, name)
    except OSError:
        with contextlib.suppress(FileNotFoundError):  # it was refused although it was done
            os.rmdir(spare, dir_fd=folder)
        raise


def _rename_aside(folder: int, name: bytes, aside: bytes) -> None:
    try:
        syscalls.renameat2(folder, name, folder, aside, syscalls.RENAME_NOREPLACE)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        os.rename(name, aside, src_dir_fd=folder, dst_dir_fd=folder)


def _drop(folder: int, aside: bytes, old: Link, *, back: bytes, path: bytes) -> None:
    if _is_at(folder, aside, old):
        os.unlink(aside, dir_fd=folder)
        return
    _put_back(folder, aside, back, path)
    raise changed_meanwhile(path)


def _discard(folder: int, spare: bytes, made: Found) -> bool:
    """Remove our own new link, if it is what lies there: a refused exchange may have been done."""
    found = look_at(folder, spare)
    if not isinstance(found, Link) or found != made:
        return False
    os.unlink(spare, dir_fd=folder)
    return True


def _swap_back(folder: int, spare: bytes, name: bytes, made: Found, path: bytes) -> None:
    """Undo an exchange that brought out the wrong thing; nothing but the new link is removed."""
    try:
        syscalls.renameat2(folder, spare, folder, name, syscalls.RENAME_EXCHANGE)
    except FileNotFoundError:  # the new link was taken away meanwhile
        _put_back(folder, spare, name, path)
        return
    if not _discard(folder, spare, made):
        raise kept_beside(path, spare)


def _put_back(folder: int, aside: bytes, name: bytes, path: bytes) -> None:
    """Undo a rename aside; if the place is taken by now, say under which name the thing is."""
    try:
        _rename_to_free(folder, aside, name)
    except OSError as error:
        raise kept_beside(path, aside) from error


def _rename_to_free(folder: int, temporary: bytes, name: bytes) -> None:
    """Give a temporary name's thing a name that must be free; FileExistsError if it is not."""
    try:
        syscalls.renameat2(folder, temporary, folder, name, syscalls.RENAME_NOREPLACE)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        _link_to_free(folder, temporary, name)


def _link_to_free(folder: int, temporary: bytes, name: bytes) -> None:
    """The same by a hard link, which never overwrites; by a look and a rename for a folder."""
    try:
        os.link(temporary, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        if not isinstance(look_at(folder, name), Absent):
            raise
        os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    else:
        os.unlink(temporary, dir_fd=folder)


def kept_beside(path: bytes, aside: bytes) -> PlanRefused:
    """The error for something that could not get its name back."""
    return PlanRefused(
        "The place was taken meanwhile; what was there is kept beside it",
        path=join(parent(path), aside),
        hint="Look at both and keep the one you want.",
    )
