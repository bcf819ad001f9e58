"""Snapshots on the disk: taken of a project, read and written, kept in the user's data folder.

One folder a project, one file a snapshot, named after its moment. A file is never written over;
of more than a certain number the oldest are removed, those that are not whole apart from the
others: a scan that failed pushes out no good one.
"""

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from cvlink_gui import __version__
from cvlink_gui.core.errors import UsageError, from_os_error
from cvlink_gui.core.links import NUL, Kind, Listing
from cvlink_gui.core.names import join
from cvlink_gui.core.snapshots import Recorded, Snapshot, Why
from cvlink_gui.fs.crossing import Guard
from cvlink_gui.fs.files import read_regular, write_atomic
from cvlink_gui.fs.scan import ROOM, Scanner

_LIMIT = 1 << 30  # bytes; 370,000 links have 60 MB
_STAMP = "%Y-%m-%dT%H-%M-%S.%fZ"
# Its moment, how many links it has and what it was made for: a list of them opens no file.
_NAME = re.compile(
    rb"(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{6}Z)(?:\.(\d{1,12})-([a-z]{0,12}))?"
    rb"(\.incomplete)?\.json"
)
_LINKS = {int(kind): kind for kind in (Kind.SYMLINK, Kind.JUNCTION)}
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR})


def take(root: bytes, guard: Guard, tell: Callable[[int], None] = lambda _links: None) -> Snapshot:
    """All links of the project at a canonical root, as they lie on the disk now.

    guard  names what does not answer on the way to a path: then the path is not touched
    tell   is told how many links there are so far

    Raises StorageError where the root cannot be read; other folders that cannot are named in it.
    """
    made = datetime.now(UTC).timestamp()  # whole microseconds, as they are written
    scanner = Scanner(root, guard)
    links: dict[bytes, Recorded] = {}
    unread: list[bytes] = []
    ahead = [b""]
    while ahead:
        found, ahead = scanner.below(ahead, ROOM)
        for listing in found:
            if listing.error and listing.error not in _GONE:
                unread.append(listing.folder)
            if listing.has_links:
                links.update(_recorded(root, listing, unread))
        tell(len(links))
    try:
        seen = os.stat(root)
        if b"" in unread:
            os.listdir(root)  # says why
    except OSError as error:
        raise from_os_error(error, "read the project", root) from error
    identity = seen.st_dev, seen.st_ino
    return Snapshot(links, made, root, identity, tuple(dict.fromkeys(unread)), __version__)


def _recorded(
    root: bytes, listing: Listing, unread: list[bytes]
) -> Iterator[tuple[bytes, Recorded]]:
    # By columns: of a hundred thousand links every object more is a tenth of a second.
    folder = listing.folder + b"/" if listing.folder else b""
    base = join(root, folder)
    texts = iter(listing.targets.split(NUL))
    for name, number in zip(listing.names.split(NUL), listing.kinds, strict=False):
        if number not in _LINKS:
            continue
        text = next(texts)
        try:
            seen = os.lstat(base + name)
        except OSError as error:
            if error.errno not in _GONE:
                unread.append(listing.folder)
            continue
        if number == Kind.SYMLINK and not stat.S_ISLNK(seen.st_mode):
            continue  # it became something else since its folder was listed
        identity = seen.st_dev, seen.st_ino
        times = seen.st_mtime_ns, seen.st_ctime_ns
        yield folder + name, Recorded(text, _LINKS[number], *times, identity)


def read(path: bytes) -> Snapshot:
    """The snapshot in a file; UsageError, with what is wrong, where it is none."""
    from cvlink_gui.fs import snapshot_types

    try:
        data = read_regular(path, _LIMIT)
    except OSError as error:
        words = from_os_error(error, "read the snapshot", path)
        raise UsageError(words.message, path=path, hint=words.hint) from error
    return snapshot_types.decode(data, path)


def write(path: bytes, snapshot: Snapshot) -> None:
    """Write a snapshot to a file; what was there is kept as `path~`. StorageError."""
    from cvlink_gui.fs import snapshot_types

    data = snapshot_types.encode(snapshot)
    try:
        write_atomic(path, data, keep_previous=True)
    except OSError as error:
        raise from_os_error(error, "write the snapshot", path) from error


class Stored(NamedTuple):
    """A snapshot that is kept. `made` is in seconds since 1970; `whole`: all folders were read.

    links  how many it has; None where its name does not say
    """

    path: bytes
    name: str
    made: float
    whole: bool
    links: int | None = None
    why: Why = Why.UNKNOWN


class Store:
    """The snapshots that are kept of one project."""

    def __init__(self, folder: bytes) -> None:
        self.folder = folder

    @classmethod
    def of_project(cls, root: bytes) -> "Store":
        """The snapshots of the project at a canonical root."""
        import hashlib

        import platformdirs  # both take half of the start of a command that has no use for them

        data = os.fsencode(platformdirs.user_data_dir("cvlink-gui", appauthor=False))
        name = hashlib.sha256(root).hexdigest()[:24]
        return cls(os.path.join(data, b"snapshots", name.encode("ascii")))

    def all(self) -> list[Stored]:
        """What is kept, the newest first; StorageError."""
        try:
            names = os.listdir(self.folder)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise from_os_error(error, "list the snapshots", self.folder) from error
        return sorted(self._stored(names), key=lambda one: one.name, reverse=True)

    def keep(self, snapshot: Snapshot, most: int, why: Why = Why.ASKED) -> Stored:
        """Write one beside the others, and remove the oldest ones above `most`. StorageError."""
        moment = datetime.fromtimestamp(snapshot.made, UTC).strftime(_STAMP)
        count, end = len(snapshot.links), ".incomplete.json" if snapshot.unread else ".json"
        path = os.path.join(self.folder, f"{moment}.{count}-{why}{end}".encode("ascii"))
        try:
            os.makedirs(self.folder, mode=0o700, exist_ok=True)
        except OSError as error:
            raise from_os_error(error, "keep a snapshot", self.folder) from error
        write(path, snapshot)
        self._remove_old(most)
        return Stored(path, moment, snapshot.made, not snapshot.unread, count, why)

    def _stored(self, names: Iterable[bytes]) -> Iterator[Stored]:
        for found in filter(None, map(_NAME.fullmatch, names)):
            name = found[1].decode("ascii")
            try:
                made = datetime.strptime(name, _STAMP).replace(tzinfo=UTC).timestamp()
            except ValueError:
                continue  # named like one, by somebody else
            links = None if found[2] is None else int(found[2])
            path = os.path.join(self.folder, found[0])
            yield Stored(path, name, made, not found[4], links, _why(found[3]))

    def _remove_old(self, most: int) -> None:
        for whole in (True, False):
            for old in [one for one in self.all() if one.whole is whole][most:]:
                try:
                    os.unlink(old.path)
                except FileNotFoundError:
                    continue  # another program did it
                except OSError as error:
                    raise from_os_error(error, "remove an old snapshot", old.path) from error


def _why(word: bytes | None) -> Why:
    text = (word or b"").decode("ascii")
    return Why(text) if text in tuple(Why) else Why.UNKNOWN  # of a version that knows more
