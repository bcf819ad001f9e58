"""Folders -> listings: names first, then the health of the links among them.

A link is judged by the folder its target lies in: one listing of that folder answers thousands
of links. Whatever a listing cannot answer (a miss, a link at the target, few links) is asked of
the kernel by one `stat`, so every verdict but "there it is" comes with the kernel's own errno.
Nothing is ever opened but folders.
"""

import errno
import os
import stat
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import replace

from cvlink_gui.core.errors import NotAProject
from cvlink_gui.core.links import NUL, Health, Kind, Listing, pack
from cvlink_gui.core.names import is_within, join, normal
from cvlink_gui.fs import windows

_HEALTH_BY_ERRNO = {
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
# From how many links into one folder a listing of it is cheaper than a stat for each: a stat
# costs about ten entries of a listing.
_WORTH_LISTING = 16
_KEPT_ENTRIES = 1_000_000  # entries of target folders kept in memory for later links

Verdict = tuple[Health, Kind]


def check_root(root: bytes) -> bytes:
    """The canonical absolute path of a folder that can be scanned.

    Raises NotAProject if it is missing, no folder, or cannot be read.
    """
    try:
        real = os.path.realpath(root or b"\0", strict=True)  # not the working folder
        with os.scandir(real):
            return real
    except (FileNotFoundError, ValueError):
        raise NotAProject(
            "There is no such folder", path=root, hint="Check the spelling, and the mount."
        ) from None
    except NotADirectoryError:
        raise NotAProject(
            "This is a file, not a folder", path=root, hint="Open the folder it lies in."
        ) from None
    except PermissionError:
        raise NotAProject(
            "This folder cannot be read", path=root, hint="Ask its owner for read permission."
        ) from None
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise NotAProject(f"This folder cannot be opened: {why}", path=root) from None


class Scanner:
    """Lists and judges the folders of one project, one at a time, in this process."""

    def __init__(self, root: bytes) -> None:
        """`root` is canonical and absolute, as `check_root` gives it."""
        self.root = root
        self._kinds: dict[tuple[int, int], dict[bytes, Kind]] = {}  # target folders by inode
        self._kept = 0

    def names(self, folder: bytes) -> Listing:
        """The folder's names and link texts, nothing judged; its errno if it cannot be read."""
        path = join(self.root, folder) if folder else self.root
        try:
            with os.scandir(path) as found:
                return pack(folder, [_named(entry) for entry in found])
        except OSError as error:
            return Listing(folder, error=error.errno or errno.EIO)

    def judged(self, listing: Listing) -> Listing:
        """The same listing with the health of every link, and what the links reach."""
        if not listing.has_links:
            return listing
        groups: defaultdict[bytes, list[tuple[int, bytes]]] = defaultdict(list)
        texts = iter(listing.targets.split(NUL))
        names = listing.names.split(NUL)
        for at, kind in enumerate(listing.kinds):
            if kind in (Kind.SYMLINK, Kind.JUNCTION):
                target_folder, slash, name = next(texts).rpartition(b"/")
                groups[target_folder + slash].append((at, name))
        health, ends = bytearray(listing.health), bytearray(listing.target_kinds)
        base = join(self.root, listing.folder) if listing.folder else self.root
        reaches: set[bytes] = set()
        for target_folder, links in groups.items():
            where = join(base, target_folder)
            normalised = self._inside(normal(where))
            asked = [(join(base, names[at]), name) for at, name in links]
            for (at, name), verdict in zip(links, self._judge(where, asked), strict=True):
                health[at], ends[at] = verdict
                if name in (b"", b".", b"..") or verdict[1] is Kind.DIR:
                    reaches.add(self._inside(normal(join(where, name))))
                else:
                    reaches.add(normalised)
        return replace(
            listing,
            health=bytes(health),
            target_kinds=bytes(ends),
            reaches=tuple(sorted(reaches)),
        )

    def _judge(self, where: bytes, links: list[tuple[bytes, bytes]]) -> list[Verdict]:
        """Verdicts on links (path, name in the folder `where`) that lead into one folder."""
        first = ask(links[0][0])
        # A listing proves that names are there, not that they can be reached: search permission
        # and the number of links on the way are the same for all, so one answer speaks for them.
        reachable = first[0] in (Health.OK, Health.MISSING)
        worth = reachable and len(links) >= _WORTH_LISTING
        known = self._listing_of(where) if worth else {}
        return [
            first,
            *(
                (Health.OK, kind)
                if (kind := known.get(name)) is not None and not kind.is_link
                else ask(link)
                for link, name in links[1:]
            ),
        ]

    def _listing_of(self, where: bytes) -> dict[bytes, Kind]:
        """Kinds by name in a target folder; empty where it is better to ask for each link."""
        try:
            identity = _identity(where)
            if identity not in self._kinds:
                with os.scandir(where) as found:
                    self._keep(identity, {entry.name: _kind(entry) for entry in found})
        except OSError:
            return {}  # each link's own stat says why, with its own errno
        return self._kinds[identity]

    def _keep(self, identity: tuple[int, int], kinds: dict[bytes, Kind]) -> None:
        if self._kept + len(kinds) > _KEPT_ENTRIES:
            self._kinds.clear()
            self._kept = 0
        self._kinds[identity] = kinds
        self._kept += len(kinds)

    def _inside(self, path: bytes) -> bytes:
        if path == self.root:
            return b""
        prefix = self.root.rstrip(b"/")
        return path[len(prefix) + 1 :] if is_within(path, self.root) else path


def ask(path: bytes) -> Verdict:
    """The kernel's word on one link: its health and the kind of what it leads to."""
    try:
        return Health.OK, kind_of_mode(os.stat(path).st_mode)
    except OSError as error:
        return _HEALTH_BY_ERRNO.get(error.errno or 0, Health.UNKNOWN), Kind.OTHER
    except ValueError:  # a NUL in the text, which no file system of Linux gives
        return Health.UNKNOWN, Kind.OTHER


def kind_of_mode(mode: int) -> Kind:
    """The kind behind `st_mode`."""
    if stat.S_ISREG(mode):
        return Kind.FILE
    if stat.S_ISDIR(mode):
        return Kind.DIR
    return Kind.SYMLINK if stat.S_ISLNK(mode) else Kind.OTHER


def scan(root: bytes, folder: bytes = b"") -> Iterator[Listing]:
    """Every folder from `folder` down, judged, parents first, in this process.

    Links are not followed, so no loop can hold it; a folder that cannot be read comes as a
    listing with an errno.
    """
    scanner = Scanner(root)
    ahead = deque([folder])
    while ahead:
        listing = scanner.judged(scanner.names(ahead.popleft()))
        ahead.extend(join(listing.folder, name) for name in listing.subfolders())
        yield listing


def _named(entry: "os.DirEntry[bytes]") -> tuple[bytes, Kind, bytes]:
    kind = _kind(entry)
    if not kind.is_link:
        return entry.name, kind, b""
    try:
        return _told(entry.name, kind, os.readlink(entry.path))
    except PermissionError:  # a folder that can be listed but not searched
        return entry.name, kind, b""
    except OSError:  # replaced or removed since it was listed
        return entry.name, Kind.OTHER, b""


def _told(name: bytes, kind: Kind, text: bytes) -> tuple[bytes, Kind, bytes]:
    if not windows.WINDOWS:
        return name, kind, text
    told = windows.project_text(text)
    return (name, Kind.OTHER, b"") if told is None else (name, kind, told)


def _kind(entry: "os.DirEntry[bytes]") -> Kind:
    if entry.is_symlink():
        return Kind.SYMLINK
    if entry.is_dir(follow_symlinks=False):
        return Kind.JUNCTION if windows.WINDOWS and _is_junction(entry) else Kind.DIR
    return Kind.FILE if entry.is_file(follow_symlinks=False) else Kind.OTHER


def _is_junction(entry: "os.DirEntry[bytes]") -> bool:
    """`DirEntry.is_junction` came with Python 3.12; the listing itself has the answer before."""
    return windows.link_kind(entry.stat(follow_symlinks=False)) is Kind.JUNCTION


def _identity(path: bytes) -> tuple[int, int]:
    found = os.stat(path)
    return found.st_dev, found.st_ino
