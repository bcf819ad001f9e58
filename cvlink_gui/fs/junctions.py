"""What `links.Beneath` does, for Windows: symbolic links, and junctions where those are forbidden.

Windows gives Python no handles of folders to act below, so a path is looked at part by part
before each act; what is swapped in between is not caught there. What is removed or replaced is
first moved aside and looked at, as everywhere. `os.rename` overwrites nothing on Windows.

Not run on real Windows.
"""

import errno
import importlib
import ntpath
import os
import stat
from collections.abc import Iterable

from cvlink_gui.core.errors import PlanRefused
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import basename, join, parent
from cvlink_gui.core.plan import Absent, Blocked, Dir, Found, Link, Twin
from cvlink_gui.core.said import say
from cvlink_gui.fs.equality import is_twin
from cvlink_gui.fs.files import temporary_name
from cvlink_gui.fs.links import Beneath
from cvlink_gui.fs.refusals import changed_meanwhile, kept_beside
from cvlink_gui.fs.stats import allocated
from cvlink_gui.fs.verdict import kind_of_mode
from cvlink_gui.fs.windows import (
    WINDOWS,
    is_folder_like,
    leads_elsewhere,
    link_kind,
    native_path,
    native_text,
    project_text,
    usable,
)

_NO_RIGHT = 1314  # winerror.h, ERROR_PRIVILEGE_NOT_HELD


def open_root(root: bytes) -> Beneath:
    """An open project root, as this system has them; OSError."""
    return Junctions(root) if WINDOWS else Beneath(root)


class Junctions(Beneath):
    """A project root on Windows. Takes and gives paths and texts as the project has them."""

    def __init__(self, root: bytes) -> None:
        self.root = root
        self._base = native_path(root).rstrip(b"\\")
        _expect_folder(self._base)

    def close(self) -> None:
        """Nothing is held open."""

    def forget_folders(self) -> None:
        """Nothing is held open."""

    def astray(self) -> set[bytes]:
        """None: no handle is kept that could have moved; every act looks at its way itself."""
        return set()

    def hand_over(self, other: Beneath, folders: Iterable[bytes]) -> None:
        """Nothing is held open."""

    def look(self, path: bytes) -> Found:
        """What lies at the path; OSError for anything but "nothing there"."""
        try:
            return _look_at(self._place(path))
        except (FileNotFoundError, NotADirectoryError):
            return Absent()

    def holds(self, path: bytes, link: Link) -> bool:
        """True if a path is this link, as `look` and `Link.matches` have it; OSError."""
        return link.matches(self.look(path))

    def make(self, path: bytes, link: Link) -> None:
        """Create a link where nothing is; FileExistsError if something is.

        A symbolic link this user may not make becomes a junction if it leads to a folder, else
        PlanRefused.
        """
        _make(self._place(path), link, path)

    def make_folder(
        self,
        path: bytes,
        mode: int | None = None,  # noqa: ARG002 (Windows has no permission bits)
        spare: bytes = b"",  # noqa: ARG002
    ) -> None:
        """Create one folder where nothing is; FileExistsError if something is."""
        os.mkdir(self._place(path))

    def remove_folder(self, path: bytes) -> None:
        """Remove a folder if it is empty."""
        place = self._place(path)
        _expect_folder(place)  # `rmdir` would remove a junction, too
        os.rmdir(place)

    def remove(self, path: bytes, old: Link, aside: bytes = b"") -> None:
        """Remove a link that is still `old`; PlanRefused, and all as it was, if it is not."""
        place, beside = self._places(path, aside)
        _move_aside(place, beside, old, path)
        _delete_aside(beside, place, path)

    def replace(self, path: bytes, old: Link, new: Link, spare: bytes = b"") -> None:
        """Put `new` in the place of `old`; for a moment neither is there."""
        place, beside = self._places(path, spare)
        _move_aside(place, beside, old, path)
        try:
            _make(place, new, path)
        except (OSError, PlanRefused):
            _put_back(beside, place, path)
            raise
        _delete(beside)

    def holds_twin(self, path: bytes, twin: Twin) -> bool:
        """True if the very file lies at a path."""
        try:
            return is_twin(os.lstat(self._place(path)), twin)
        except (FileNotFoundError, NotADirectoryError):
            return False

    def set_aside(self, path: bytes, twin: Twin, link: Link, spare: bytes) -> None:  # noqa: ARG002
        """Not done here: without handles of folders nothing says what came out of the place."""
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), path)

    def bring_back(self, path: bytes, link: Link, twin: Twin, spare: bytes) -> None:  # noqa: ARG002
        """Nor this."""
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), path)

    def settle_twin(
        self,
        path: bytes,
        link: Link,  # noqa: ARG002
        twin: Twin,  # noqa: ARG002
        spare: bytes,  # noqa: ARG002
        *,
        to_link: bool,  # noqa: ARG002
    ) -> None:
        """Nor this."""
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), path)

    def delete_twin(self, path: bytes, link: Link, twin: Twin) -> None:  # noqa: ARG002
        """Nor this."""
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), path)

    def allocated(self, path: bytes) -> int:
        """The bytes a file takes on the disk; OSError."""
        return allocated(os.lstat(self._place(path)))

    def drop(self, path: bytes, link: Link) -> None:
        """Remove a link under a temporary name of ours, if it is still that one."""
        place = self._place(path)
        if link.matches(_look_at(place)):
            _delete(place)

    def put_back(self, aside: bytes, path: bytes) -> None:
        """Give what was moved aside its name again; PlanRefused if that is taken."""
        _put_back(self._place(aside), self._place(path), path)

    def bring(self, temporary: bytes, path: bytes) -> None:
        """Give a file of ours its place; Windows renames onto nothing that is there."""
        os.rename(self._place(temporary), self._place(path))

    def make_nameless(self, folder: bytes) -> int | None:  # noqa: ARG002
        """Windows has none of the kind."""
        return None

    def exchange(self, path: bytes, other: bytes) -> None:
        """Windows cannot: always OSError."""
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), path, None, other)

    def again(self) -> "Junctions":
        """The same root for another thread."""
        return Junctions(self.root)

    def sync(self, folder: bytes) -> None:
        """Nothing: NTFS journals names itself, and a folder cannot be flushed from Python."""

    def sync_file_system(self, folder: bytes) -> None:
        """Nothing: only an administrator may flush a volume."""

    def _stat_folder(self, folder: bytes) -> os.stat_result | None:
        try:
            return _lstat_folder(self._real_folder(folder))
        except (FileNotFoundError, NotADirectoryError):
            return None

    def _places(self, path: bytes, aside: bytes) -> tuple[bytes, bytes]:
        """Native paths: of a path, and of the temporary name beside it."""
        place = self._place(path)
        return place, place.rpartition(b"\\")[0] + b"\\" + (aside or temporary_name())

    def _place(self, path: bytes) -> bytes:
        """The native path; the folders on the way are real ones, or OSError."""
        if path.startswith(b"/") or basename(path) in (b"", b".", b".."):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), path)
        return self._real_folder(parent(path)) + b"\\" + usable(basename(path))

    def _real_folder(self, folder: bytes) -> bytes:
        """The same for a folder, which is itself a real one; `b""` is the root."""
        place = self._base
        for part in folder.split(b"/") if folder else ():
            if part in (b"", b".", b".."):
                raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), folder)
            place += b"\\" + usable(part)
            _expect_folder(place)
        return place


def _expect_folder(place: bytes) -> None:
    """OSError for what is no folder; ELOOP, as below an open handle, for what leads elsewhere."""
    found = _lstat_folder(place)
    if leads_elsewhere(found):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), place)
    if not stat.S_ISDIR(found.st_mode):
        raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), place)


def _lstat_folder(place: bytes) -> os.stat_result:
    """`C:` alone would be the current folder of the drive; a slash after a link would follow it."""
    return os.lstat(place + b"\\" if place.endswith(b":") else place)


def _look_at(place: bytes) -> Found:
    try:
        found = os.lstat(place)
        kind = link_kind(found)
        text = None if kind is None else project_text(os.readlink(place))
    except (FileNotFoundError, ValueError):
        return Absent()
    if kind is not None and text is not None:
        return Link(text, kind, (found.st_dev, found.st_ino))
    if leads_elsewhere(found):  # a volume mounted in a folder, or a kind unknown here
        return Blocked(Kind.OTHER)
    return Dir() if stat.S_ISDIR(found.st_mode) else Blocked(kind_of_mode(found.st_mode))


def _make(place: bytes, link: Link, path: bytes) -> None:
    # The system finds out by itself only up to 260 characters whether a target is a folder.
    target = _target(place, link.text)
    to_folder = os.path.isdir(native_path(target))
    if link.kind is not Kind.JUNCTION:
        try:
            os.symlink(native_text(link.text), place, target_is_directory=to_folder)
        except OSError as error:
            if getattr(error, "winerror", 0) != _NO_RIGHT:
                raise
        else:
            return
    if not to_folder:
        raise PlanRefused(
            say("A link to a file, or to what is not there, needs a right this user has not"),
            path=path,
            hint=say("Turn on Developer Mode in the settings of Windows, or ask an administrator."),
        )
    _make_junction(place, target)


def _target(place: bytes, text: bytes) -> bytes:
    r"""Where a link leads by its text, as an absolute path without `\\?\`, which tidies nothing."""
    return ntpath.normpath(ntpath.join(_plain(ntpath.dirname(place)), native_text(text)))


def _plain(place: bytes) -> bytes:
    r"""A native path as people and link texts have it: without `\\?\`."""
    return native_text(project_text(place) or place)


def _make_junction(place: bytes, target: bytes) -> None:
    """CreateJunction makes a folder, then turns it: where that fails, the folder stays behind.

    It takes no prefix on the target, so one of more than 259 characters is "not there" to it,
    unless this Windows was set up for long paths.
    """
    if not isinstance(_look_at(place), Absent):
        raise OSError(errno.EEXIST, os.strerror(errno.EEXIST), place)
    windows = importlib.import_module("_winapi")  # not there on other systems
    try:
        windows.CreateJunction(os.fsdecode(target), os.fsdecode(place))
    except FileExistsError:
        raise
    except OSError:
        if isinstance(_look_at(place), Dir):
            os.rmdir(place)
        raise


def _delete(place: bytes) -> None:
    """Remove a link. `rmdir` for one to a folder: it could at worst remove an empty folder."""
    (os.rmdir if is_folder_like(os.lstat(place)) else os.unlink)(place)


def _move_aside(place: bytes, beside: bytes, old: Link, path: bytes) -> None:
    """Take a link out of its place; PlanRefused, and all as it was, if it is not `old`."""
    os.rename(place, beside)
    if not old.matches(_look_at(beside)):
        _put_back(beside, place, path)
        raise changed_meanwhile(path)


def _delete_aside(beside: bytes, place: bytes, path: bytes) -> None:
    try:
        _delete(beside)
    except OSError:  # a scanner for viruses may hold it
        _put_back(beside, place, path)
        raise


def _put_back(beside: bytes, place: bytes, path: bytes) -> None:
    """Undo a move aside; if the place is taken by now, say under which name the thing is."""
    try:
        os.rename(beside, place)
    except OSError as error:
        raise kept_beside(path, beside.rpartition(b"\\")[2]) from error


def junction_to(root: bytes, path: bytes, link: Link) -> Link | None:
    """The junction that leads where a symbolic link would; None if that is no folder now.

    A plan says so beforehand: what is on the disk afterwards, with its absolute text, is then
    what the journal knows.
    """
    target = _target(native_path(join(root, path)), link.text)
    text = project_text(target) if os.path.isdir(native_path(target)) else None
    return None if text is None else Link(text, Kind.JUNCTION)
