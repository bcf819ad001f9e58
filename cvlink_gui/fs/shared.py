"""A worker of a cluster (`features/cluster.py`): folders of shared storage, seen as elsewhere.

The machine that asks is called the *client*. Storage both have is a *share*; a worker may have it
at another place, which its administrator says in CVLINK_MOUNTS. All paths that travel are those of
the client. A worker lists folders by the same `Scanner`, and judges a link by walking from it as
the client's kernel would: texts lead through the client's paths, and each of these is looked up
where the worker has it. Where a walk leaves the shares (another disk, the client's own `/`, what
either has mounted on top) the worker does not know, and says so: such a link is *not answering*
here, and the client judges it.

A worker is believed only what it has seen. So whatever is not well is for the client to ask again.
"""

import errno
import os
import stat
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from cvlink_gui import __version__
from cvlink_gui.core.bundle import Bundle, Verdicts, bundle, verdicts_of
from cvlink_gui.core.links import HOPS, Health, Kind
from cvlink_gui.core.names import is_within, join, normal
from cvlink_gui.core.way import Way
from cvlink_gui.fs.mountinfo import mount_of, mounts
from cvlink_gui.fs.plain import Link, Plain
from cvlink_gui.fs.proof import may_read_all
from cvlink_gui.fs.scan import ROOM, Scanner
from cvlink_gui.fs.verdict import HEALTH_BY_ERRNO, Verdict, kind_of_mode

VARIABLE = "CVLINK_MOUNTS"  # of a worker: CLIENT:WORKER, several with a comma between
_LAST, _SLOW_SECONDS = 32, 0.0001  # calls that tell whether storage is slow; a disk needs a tenth

Columns = tuple[bytes, ...]  # of a Bundle


class Share(NamedTuple):
    """One share as a worker has it: the client's path, its own, device and inode, times in ns."""

    path: bytes
    here: bytes
    identity: tuple[int, int]
    times: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a worker says of itself.

    user     what decides what it may read: ids, and whether it may read everything
    shares   those of the client's shares that it has, and those of CVLINK_MOUNTS
    mounted  places on these where it has something else on top, by the client's paths
    """

    version: str
    user: tuple[int, ...]
    shares: tuple[Share, ...]
    mounted: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class View:
    """How one worker sees the storage, during one scan.

    token   of the scan: what was remembered in another one is forgotten
    root    the project's, of the client
    shares  where the worker sees what the client sees
    apart   places below them that are the client's own, or somebody else's
    """

    token: str
    root: bytes
    shares: tuple[Share, ...]
    apart: frozenset[bytes]

    def here(self, path: bytes) -> bytes | None:
        """Where the worker has a normal absolute path of the client; None where it has not."""
        share = max(
            (s for s in self.shares if is_within(path, s.path)),
            key=lambda share: len(share.path),
            default=None,
        )
        if share is None or any(
            is_within(path, place) for place in self.apart if len(place) > len(share.path)
        ):
            return None
        return join(share.here, path[len(share.path) :].lstrip(b"/")) or share.here

    def has(self, folder: bytes) -> bool:
        """True for a folder of the project that is on a share."""
        return (
            not self.apart
            or self.here(join(self.root, folder) if folder else self.root) is not None
        )

    def holds(self) -> bool:
        """False once a share is not mounted here any more."""
        return all(_identity(share.here) == share.identity for share in self.shares)


class Piece(NamedTuple):
    """What a worker has read: bundles as columns, folders it left, seconds. None: shares lost."""

    found: list[Columns] | None
    rest: list[bytes]
    seconds: float


def candidates(root: bytes) -> tuple[bytes, ...]:
    """What of a client's paths may be shared: the root, and the mount it lies on but for `/`."""
    mount = mount_of(root)
    return (root,) if mount is None or mount.point in (b"/", root) else (root, mount.point)


def user() -> tuple[int, ...]:
    """Who this process is, as far as it decides what it may read."""
    return (os.geteuid(), os.getegid(), int(may_read_all()), *sorted(os.getgroups()))


def look(paths: Sequence[bytes]) -> Seen:
    """On a worker: which of the client's shares are here, at the same place or at another.

    Raises ValueError for a CVLINK_MOUNTS that cannot be understood.
    """
    named = parse_mounts(os.environ.get(VARIABLE, ""))
    wanted = {path: _translated(path, named) for path in paths} | named
    shares = tuple(share for path, here in wanted.items() if (share := share_at(path, here)))
    mounted = [
        join(share.path, place[len(share.here) :].lstrip(b"/"))
        for share in shares
        for place in mounted_below(os.path.realpath(share.here))
    ]
    return Seen(__version__, user(), shares, tuple(mounted))


def share_at(path: bytes, here: bytes) -> Share | None:
    """A share as it is here; None where it is no folder that can be looked at."""
    try:
        here = os.path.realpath(here, strict=True)
        found = os.stat(here)
    except OSError:
        return None
    times = found.st_mtime_ns, found.st_ctime_ns
    return Share(path, here, (found.st_dev, found.st_ino), times)


def mounted_below(folder: bytes) -> list[bytes]:
    """Where something is mounted in a folder, canonical, or below."""
    return [m.point for m in mounts() if m.point != folder and is_within(m.point, folder)]


def parse_mounts(text: str) -> dict[bytes, bytes]:
    """The pairs in CVLINK_MOUNTS: a path of the client -> the same folder here."""
    named = {}
    for pair in filter(None, text.split(",")):
        path, _, here = (normal(os.fsencode(part)) for part in pair.partition(":"))
        if not (path.startswith(b"/") and here.startswith(b"/")):
            raise ValueError(f"{VARIABLE}: expected CLIENT:WORKER, two absolute paths: {pair!r}")
        named[path] = here
    return named


def _translated(path: bytes, named: Mapping[bytes, bytes]) -> bytes:
    around = max((p for p in named if is_within(path, p)), key=len, default=None)
    return path if around is None else join(named[around], path[len(around) :].lstrip(b"/"))


def _identity(folder: bytes) -> tuple[int, int] | None:
    try:
        found = os.stat(folder)
    except OSError:
        return None
    return found.st_dev, found.st_ino


class Shared(Plain):
    """The judge: links as the client's kernel would follow them, on the worker's storage."""

    def __init__(self, view: View) -> None:
        super().__init__(view.root)
        self._view = view
        self._walk = Walk(view)

    def verdicts(self, names: Bundle) -> Verdicts:
        """See `scan.Twin`; all links of the bundle at once, as calls may take long."""
        listings = list(names)
        firsts = [0, *accumulate(len(listing) for listing in listings)]
        grouped = [self._groups(*pair) for pair in zip(listings, firsts, strict=False)]
        whole: defaultdict[bytes, list[Link]] = defaultdict(list)
        for groups in grouped:
            for where, links in groups.items():
                whole[where] += links
        told = self._judge(whole)
        rows = zip(listings, grouped, firsts, strict=False)
        return verdicts_of(
            [
                self._filled(listing, groups, told, first) if groups else listing
                for listing, groups, first in rows
            ]
        )

    def _ask_each(self, links: list[Link]) -> dict[int, Verdict]:
        verdicts: dict[int, Verdict] = {}
        for begin in range(0, len(links), _LAST):
            if self._walk.is_slow:  # threads, which for quick calls cost more
                return verdicts | super()._ask_each(links[begin:])
            verdicts |= {at: self._ask(path) for at, path, _ in links[begin : begin + _LAST]}
        return verdicts

    def _ask(self, link: bytes) -> Verdict:
        try:
            return Health.OK, self._walk.follow(link)[1]
        except Elsewhere:
            return Health.NOT_ANSWERING, Kind.OTHER
        except OSError as error:
            return HEALTH_BY_ERRNO.get(error.errno or 0, Health.UNKNOWN), Kind.OTHER

    def _listing_of(self, where: bytes) -> dict[bytes, Kind]:
        try:
            here = self._view.here(self._walk.follow(where)[0])
        except OSError:
            return {}
        return {} if here is None else super()._listing_of(here)

    def _is_reached(self, verdict: Verdict) -> bool:
        return verdict[0] is Health.OK  # what the client judges, it adds


class Elsewhere(OSError):
    """A path leads to where only the client can see."""


class Walk:
    """Follows absolute paths of the client, link by link, as its kernel does."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._above = {place for share in view.shares for place in _ancestors(share.path)}
        self._known: dict[bytes, tuple[Kind, bytes]] = {}  # folders and links on the way
        self._seconds: deque[float] = deque(maxlen=_LAST)

    @property
    def is_slow(self) -> bool:
        """True where most of the last calls took long; a busy processor makes only some so."""
        return (
            bool(self._seconds) and sorted(self._seconds)[len(self._seconds) // 2] > _SLOW_SECONDS
        )

    def follow(self, path: bytes) -> tuple[bytes, Kind]:
        """The real path and the kind of what is there.

        OSError as the kernel would give it, Elsewhere where a step leaves the shares.
        """
        way = Way(path)
        while place := way.next():
            kind, text = self._look(place, keep=bool(way.ahead))
            if kind is Kind.SYMLINK:
                if way.turns == HOPS:
                    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
                way.turn(text)
            elif kind is Kind.DIR:
                way.real = place
            elif way.ahead:
                raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
            else:
                return place, kind
        return way.real, Kind.DIR

    def _look(self, place: bytes, *, keep: bool) -> tuple[Kind, bytes]:
        known = self._known.get(place)
        if known is None:
            known = self._found(place)
            if keep:
                self._known[place] = known
        return known

    def _found(self, place: bytes) -> tuple[Kind, bytes]:
        here = self._view.here(place)
        if here is None:
            if place in self._above:  # shares have canonical paths: these are folders there
                return Kind.DIR, b""
            raise Elsewhere(errno.EXDEV, os.strerror(errno.EXDEV))
        begin = time.perf_counter()
        try:
            found = os.lstat(here)
        finally:
            self._seconds.append(time.perf_counter() - begin)
        if stat.S_ISLNK(found.st_mode):
            return Kind.SYMLINK, os.readlink(here)
        return kind_of_mode(found.st_mode), b""


def _ancestors(path: bytes) -> Iterator[bytes]:
    while path != b"/":
        path = os.path.dirname(path)
        yield path


# What a thread of this worker has open, by its number: listings of folders many links lead into.
_open: dict[int, tuple[View, Scanner, Shared]] = {}


def forget() -> None:
    """On a worker: let go of what was remembered for a scan."""
    _open.clear()


def _opened(view: View) -> tuple[Scanner, Shared]:
    number = threading.get_ident()
    known = _open.get(number)
    if known is None or known[0] != view:
        here = view.here(view.root)
        assert here is not None  # noqa: S101 (a worker without the root is not asked)
        known = _open[number] = view, Scanner(here), Shared(view)
    return known[1], known[2]


def read(view: View, folders: list[bytes], entries: int, seconds: float) -> Piece:
    """On a worker: folders and what lies below them, until so much is found or it took so long.

    entries  0 to read nothing below these folders
    """
    begin = time.monotonic()
    scanner, judge = _opened(view)
    found: list[Columns] = []
    apart: list[bytes] = []
    ahead, count = folders, 0
    while ahead and view.holds():
        part, rest = scanner.below(ahead, min(ROOM, entries))
        count += part.entries
        apart += _first_apart(view, [*part.paths(), *rest])
        ahead = [folder for folder in rest if view.has(folder)]
        found.append(_told(view, part, judge).columns())
        if count >= entries or time.monotonic() - begin > seconds:
            break
    held = view.holds()
    return Piece(found if held else None, [*ahead, *apart], time.monotonic() - begin)


def _told(view: View, part: Bundle, judge: Shared) -> Bundle:
    """What is shared of a bundle, judged; no stamps: their device is a number of this machine."""
    if view.apart:
        part = bundle([listing for listing in part if view.has(listing.folder)])
    judged = part.judged(judge.verdicts(part)) if part.has_links else part
    return replace(judged, stamps=bytes(len(part.stamps)))


def _first_apart(view: View, folders: list[bytes]) -> list[bytes]:
    """Of these folders those at which something else is mounted."""
    return [f for f in folders if join(view.root, f) in view.apart] if view.apart else []
