"""One link or folder at a time, beneath an open root: look, make, replace, remove.

A link is replaced and removed only after it was identified: text, kind, and inode where one is
named.
"""

import errno
import os
from collections.abc import Iterable
from typing import Self

from cvlink_gui.core.names import basename
from cvlink_gui.core.plan import Absent, Found, Link, Twin
from cvlink_gui.fs import asides, opening, syscalls, twins
from cvlink_gui.fs.files import sync_open_folder, temporary_name
from cvlink_gui.fs.looking import is_at, look_at
from cvlink_gui.fs.stats import allocated

_KEPT_FOLDERS = 64
_OPEN_FILES = b"/proc/self/fd"
# What is said of O_TMPFILE by a file system, or a kernel, that does not know it; open(2).
_NO_NAMELESS = frozenset({errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT})


class Beneath:
    """An open project root; every path given is relative to it and never leaves it.

    No link is followed on the way, so neither `..`, nor a link planted a moment ago, nor a
    folder that is being renamed can lead outside.
    """

    def __init__(self, root: bytes, fd: int | None = None) -> None:
        """fd: an open handle of the root, which is closed with this."""
        self.root = root
        self._fd = os.open(root, opening.FOLDER) if fd is None else fd
        self._folders: dict[bytes, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the root and of every folder."""
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
            return is_at(self._parent(path), basename(path), link)
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
            asides.make_folder(folder, name, mode, spare or temporary_name())

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
        asides.remove(folder, name, old, aside or temporary_name(), path)

    def replace(self, path: bytes, old: Link, new: Link, spare: bytes = b"") -> None:
        """Put `new` in the place of `old`, without a moment in which neither is there.

        spare  the temporary name it goes through

        Where the file system cannot exchange names there is a brief gap, and a file that slips
        into it stays: PlanRefused, which says where the old link is kept.
        """
        folder, name = self._parent(path), basename(path)
        asides.replace(folder, name, old, new, spare or temporary_name(), path)

    def drop(self, path: bytes, link: Link) -> None:
        """Remove a link under a temporary name of ours, if it is still that one."""
        folder, name = self._parent(path), basename(path)
        if link.matches(look_at(folder, name)):
            os.unlink(name, dir_fd=folder)

    def put_back(self, aside: bytes, path: bytes) -> None:
        """Give what was moved aside its name again; PlanRefused if that is taken."""
        asides.put_back(self._parent(path), basename(aside), basename(path), path)

    def holds_twin(self, path: bytes, twin: Twin) -> bool:
        """True if the very file lies at a path."""
        try:
            return twins.holds(self._parent(path), basename(path), twin)
        except (FileNotFoundError, NotADirectoryError):
            return False

    def set_aside(self, path: bytes, twin: Twin, link: Link, spare: bytes) -> None:
        """Keep a file elsewhere and put a link to the same bytes in its place; PlanRefused."""
        twins.set_aside(self._seat(path, twin, spare), twin, link)

    def bring_back(self, path: bytes, link: Link, twin: Twin, spare: bytes) -> None:
        """Put a file that was kept in the place of the link again; PlanRefused."""
        twins.bring_back(self._seat(path, twin, spare), link, twin)

    def settle_twin(
        self, path: bytes, link: Link, twin: Twin, spare: bytes, *, to_link: bool
    ) -> None:
        """Bring either of the two to its end, wherever it was interrupted; PlanRefused."""
        twins.settle(self._seat(path, twin, spare), link, twin, to_link=to_link)

    def delete_twin(self, path: bytes, link: Link, twin: Twin) -> None:
        """Delete a kept file, if its bytes are what the link in its place leads to; PlanRefused."""
        twins.delete(self._seat(path, twin, b""), link, twin)

    def allocated(self, path: bytes) -> int:
        """The bytes a file takes on the disk; OSError."""
        found = os.stat(basename(path), dir_fd=self._parent(path), follow_symlinks=False)
        return allocated(found)

    def remove_if_empty(self, folder: bytes) -> None:
        """Remove a folder, unless something is in it or it is gone."""
        try:
            self.remove_folder(folder)
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT):
                raise

    def bring(self, temporary: bytes, path: bytes) -> None:
        """Give a file of ours, which waits under a temporary name, its place; nothing may be there.

        FileExistsError if something is.
        """
        folder, into = self._parent(temporary), self._parent(path)
        asides.rename_to_free(folder, basename(temporary), into, basename(path))

    def make_nameless(self, folder: bytes) -> int | None:
        """An open file in a folder that has no name yet, so that no crash can leave it behind.

        None where the file system or the system knows none of the kind.
        """
        flags = getattr(os, "O_TMPFILE", 0) | os.O_WRONLY
        if flags == os.O_WRONLY or not os.path.isdir(_OPEN_FILES):
            return None
        try:
            return os.open(b".", flags, 0o666, dir_fd=self._folder(folder))
        except OSError as error:
            if error.errno not in _NO_NAMELESS:
                raise
            return None

    def name(self, file: int, path: bytes) -> None:
        """Give a nameless file, which is open, its place; FileExistsError if something is there."""
        folder, name = self._parent(path), basename(path)
        os.link(b"%s/%d" % (_OPEN_FILES, file), name, dst_dir_fd=folder, follow_symlinks=True)

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

    def _seat(self, path: bytes, twin: Twin, spare: bytes) -> twins.Seat:
        self._parent(path)
        try:
            store: int | None = self._parent(twin.kept)
        except (FileNotFoundError, NotADirectoryError):
            store = None
        folder = self._parent(path)  # again: to open the other one may have closed it
        return twins.Seat(
            folder, basename(path), spare, store, basename(twin.kept), path, twin.kept
        )

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
            self._folders[folder] = opening.open_beneath(self._fd, folder)
        return self._folders[folder]

    def _lies_at(self, folder: bytes, fd: int) -> bool:
        try:
            again = opening.open_beneath(self._fd, folder)
        except OSError:
            return False
        try:
            return os.path.samestat(os.fstat(again), os.fstat(fd))
        finally:
            os.close(again)

    def _forget_all_but(self, kept: set[bytes]) -> None:
        for folder in self._folders.keys() - kept:
            os.close(self._folders.pop(folder))
