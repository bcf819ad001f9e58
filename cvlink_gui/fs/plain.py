"""The twin in Python: lists and judges folders one after another.

A link is judged by the folder its target lies in: one listing of that folder answers thousands
of links. Whatever a listing cannot answer (a miss, a link at the target, few links) is asked of
the kernel by one `stat`, so every verdict but "there it is" comes with the kernel's own errno.
Nothing is ever opened but folders.
"""

import errno
import os
import stat
import struct
import time
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cvlink_gui.core.bundle import Bundle, Verdicts, bundle, verdicts_of
from cvlink_gui.core.links import NUL, Health, Kind, Listing, pack
from cvlink_gui.core.names import is_within, join, normal
from cvlink_gui.fs import stamps, windows
from cvlink_gui.fs.crossing import Guard, nothing_can_hang
from cvlink_gui.fs.together import each
from cvlink_gui.fs.verdict import Verdict, ask

# From how many links into one folder a listing of it is cheaper than a stat for each: a stat
# costs about ten entries of a listing.
_WORTH_LISTING = 16
_KEPT_ENTRIES = 1_000_000  # entries of target folders kept in memory for later links
_BELOW_SECONDS = 0.05  # after so long `below` comes back with what it has

STAMP = struct.Struct("=4q")  # device, inode, mtime, ctime in ns
Link = tuple[int, bytes, bytes]  # its number among the entries, its path, the last part of its text
_NOT_ANSWERING: Verdict = (Health.NOT_ANSWERING, Kind.OTHER)


class Plain:
    """The folders of one project, in this process and on this thread.

    avoid  names what does not answer on the way to a path: then the path is not touched
    """

    def __init__(self, root: bytes, avoid: Guard = nothing_can_hang) -> None:
        self.root = root
        self._avoid = avoid
        self._kinds: dict[tuple[int, int], dict[bytes, Kind]] = {}  # target folders by inode
        self._kept = 0

    def below(self, folders: Sequence[bytes], room: int) -> tuple[Bundle, list[bytes]]:
        """See `scan.Twin`."""
        ahead = deque(folders)
        found: list[Listing] = []
        entries = 0
        end = time.monotonic() + _BELOW_SECONDS
        while ahead:
            listing = self._names(ahead.popleft())
            found.append(listing)
            entries += len(listing)
            ahead.extend(join(listing.folder, name) for name in listing.subfolders())
            is_full = entries >= room if room else len(found) == len(folders)
            if is_full or time.monotonic() > end:
                break
        return bundle(found), list(ahead)

    def verdicts(self, names: Bundle) -> Verdicts:
        """See `scan.Twin`."""
        return verdicts_of([self._judged(listing) for listing in names])

    def _names(self, folder: bytes) -> Listing:
        path = join(self.root, folder) if folder else self.root
        if self._avoid(path):
            return Listing(folder, error=errno.ETIMEDOUT)
        try:
            now = time.time_ns()
            seen = os.lstat(path)
            if stat.S_ISLNK(seen.st_mode):  # it has taken the folder's place since it was named
                return Listing(folder, error=errno.ENOTDIR)
            with os.scandir(path) as found:
                return pack(folder, _named(list(found)), stamp_of(seen, now))
        except OSError as error:
            return Listing(folder, error=error.errno or errno.EIO)

    def _judged(self, listing: Listing) -> Listing:
        if not listing.has_links:
            return listing
        groups = self._groups(listing)
        return self._filled(listing, groups, self._judge(groups))

    def _groups(self, listing: Listing, first: int = 0) -> Mapping[bytes, list[Link]]:
        base = join(self.root, listing.folder) if listing.folder else self.root
        return _grouped(listing, base, first)

    def _filled(
        self,
        listing: Listing,
        groups: Mapping[bytes, list[Link]],
        verdicts: Mapping[int, Verdict],
        first: int = 0,
    ) -> Listing:
        """The listing with these verdicts; its links have numbers from `first` on."""
        health, ends = bytearray(listing.health), bytearray(listing.target_kinds)
        reaches: set[bytes] = set()
        for where, links in groups.items():
            normalised = self._inside(normal(where))
            for number, _, name in links:
                at = number - first
                health[at], ends[at] = verdict = verdicts[number]
                if not self._is_reached(verdict):
                    continue
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

    def _is_reached(self, _verdict: Verdict) -> bool:
        """True for a link that counts among what the folder reaches."""
        return True

    def _judge(self, groups: Mapping[bytes, list[Link]]) -> dict[int, Verdict]:
        """Verdicts by the number of the entry, on links by the folder they lead into."""
        dead = {where for where in groups if self._avoid(where)}
        verdicts = {at: _NOT_ANSWERING for where in dead for at, _, _ in groups[where]}
        alive = {where: links for where, links in groups.items() if where not in dead}
        verdicts |= self._ask_each([links[0] for links in alive.values()])
        asked: list[Link] = []
        for where, (first, *others) in alive.items():
            # A listing proves that names are there, not that they can be reached: search permission
            # and the number of links on the way are the same for all: one answer speaks for them.
            reachable = verdicts[first[0]][0] in (Health.OK, Health.MISSING)
            worth = reachable and len(others) + 1 >= _WORTH_LISTING
            known = self._listing_of(where) if worth else {}
            for link in others:
                kind = known.get(link[2])
                if kind is None or kind.is_link:
                    asked.append(link)
                else:
                    verdicts[link[0]] = Health.OK, kind
        return verdicts | self._ask_each(asked)

    def _ask_each(self, links: list[Link]) -> dict[int, Verdict]:
        answers = each(self._ask, [path for _, path, _ in links])
        return {at: answer for (at, _, _), answer in zip(links, answers, strict=True)}

    def _ask(self, link: bytes) -> Verdict:
        return _NOT_ANSWERING if self._avoid(link) else ask(link)

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


def stamp_of(found: os.stat_result, now: int) -> bytes:
    """The stamp of a folder (`Listing.stamp`); b"" where a change might not show in it.

    now  ns since 1970, from before the folder was looked at
    """
    if max(found.st_mtime_ns, found.st_ctime_ns) > now - stamps.GRAIN:
        return b""
    device = found.st_dev - (1 << 64) if found.st_dev >> 63 else found.st_dev
    inode = found.st_ino - (1 << 64) if found.st_ino >> 63 else found.st_ino
    return STAMP.pack(device, inode, found.st_mtime_ns, found.st_ctime_ns)


def _grouped(listing: Listing, base: bytes, first: int) -> Mapping[bytes, list[Link]]:
    """The links of a folder, which is `base`, by the folder they lead into; numbered on."""
    groups: defaultdict[bytes, list[Link]] = defaultdict(list)
    texts = iter(listing.targets.split(NUL))
    names = listing.names.split(NUL)
    for at, kind in enumerate(listing.kinds):
        if kind in (Kind.SYMLINK, Kind.JUNCTION):
            target_folder, slash, name = next(texts).rpartition(b"/")
            groups[join(base, target_folder + slash)].append(
                (first + at, join(base, names[at]), name)
            )
    return groups


def _named(found: "list[os.DirEntry[bytes]]") -> list[tuple[bytes, Kind, bytes]]:
    """Name, kind and link text of every entry."""
    named = [(entry.name, _kind(entry), b"") for entry in found]
    links = [at for at, (_, kind, _) in enumerate(named) if kind.is_link]
    for at, read in zip(links, each(_read, [found[at] for at in links]), strict=True):
        named[at] = read
    return named


def _read(entry: "os.DirEntry[bytes]") -> tuple[bytes, Kind, bytes]:
    """A link with its text."""
    kind = _kind(entry)
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
    try:
        return _known_kind(entry)
    except OSError:  # a file system that lists no kinds, and a folder that may not be searched
        return Kind.OTHER


def _known_kind(entry: "os.DirEntry[bytes]") -> Kind:
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
