"""What a scan finds: the kinds of entries, the health of links, one folder's listing."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import accumulate

NUL = b"\0"
HOPS = 40  # links the kernel follows on one path, path_resolution(7)
NO_TARGET = 0xFFFFFFFF  # in Listing.target_starts: this entry is no link


class Kind(IntEnum):
    """What lies at a path, not following links."""

    FILE = 0
    DIR = 1
    SYMLINK = 2
    JUNCTION = 3
    OTHER = 4  # FIFO, socket, device; for a target also: nothing there

    @property
    def is_link(self) -> bool:
        return self in (Kind.SYMLINK, Kind.JUNCTION)


class Health(IntEnum):
    """What following a link gave; a larger number is worse, so `max` is the worst."""

    OK = 0
    UNKNOWN = 1  # not judged yet, or an error without a name of its own here
    NOT_FETCHED = 2
    OUTSIDE = 3
    NOT_ANSWERING = 4
    DENIED = 5
    LOOP = 6
    NOT_A_DIR = 7
    MISSING = 8


BROKEN = frozenset({Health.DENIED, Health.LOOP, Health.NOT_A_DIR, Health.MISSING})

HEALTH_WORDS: dict[Health, str] = {
    Health.OK: "ok",
    Health.UNKNOWN: "not checked",
    Health.NOT_FETCHED: "content not fetched",
    Health.OUTSIDE: "outside the allowed roots",
    Health.NOT_ANSWERING: "storage not answering",
    Health.DENIED: "no permission",
    Health.LOOP: "links in a circle",
    Health.NOT_A_DIR: "part of the path is no folder",
    Health.MISSING: "target missing",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in a folder. `target`, `health` and `target_kind` speak of links only."""

    name: bytes
    kind: Kind
    target: bytes = b""
    health: Health = Health.OK
    target_kind: Kind = Kind.OTHER


@dataclass(frozen=True, slots=True)
class Listing:
    """One folder, complete: columns of bytes, so that it crosses threads and pipes unsplit.

    names         every name followed by NUL, sorted by bytes
    kinds         one Kind a name
    starts        one uint32 a name: where it starts in `names`
    targets       the text of every link followed by NUL
    target_starts one uint32 a name: where its text starts in `targets`, NO_TARGET for no link
    health        one Health a name, OK for what is no link
    target_kinds  one Kind a name: what lies at the end of the chain, OTHER for nothing or no link
    reaches       the folders its links lead to, by text, each once: a linked folder itself, else
                  the folder of the target; relative to the root where inside it, else absolute
    error         errno of a folder that could not be read, else 0
    stamp         device, inode, mtime and ctime in ns of the folder as four native int64, from
                  before its names were read; b"" where an equal stamp would prove nothing: it
                  was changed just before, or could not be read. Listings with the same content
                  are equal whenever they were read.
    """

    folder: bytes
    names: bytes = b""
    kinds: bytes = b""
    starts: bytes = b""
    targets: bytes = b""
    target_starts: bytes = b""
    health: bytes = b""
    target_kinds: bytes = b""
    reaches: tuple[bytes, ...] = ()
    error: int = 0
    stamp: bytes = field(default=b"", compare=False)

    def __len__(self) -> int:
        return len(self.kinds)

    @property
    def has_links(self) -> bool:
        return bool(self.targets)

    def entries(self) -> Iterator[Entry]:
        """The columns as values, one at a time."""
        texts = iter(self.targets.split(NUL))
        columns = zip(
            self.names.split(NUL), self.kinds, self.health, self.target_kinds, strict=False
        )
        for name, number, health, end in columns:
            kind = Kind(number)
            target = next(texts) if kind.is_link else b""
            yield Entry(name, kind, target, Health(health), Kind(end))

    def subfolders(self) -> list[bytes]:
        """Names of the real folders in it; links are not followed."""
        if Kind.DIR not in self.kinds:
            return []
        names = self.names.split(NUL)
        return [name for name, kind in zip(names, self.kinds, strict=False) if kind == Kind.DIR]


def pack(folder: bytes, found: Iterable[tuple[bytes, Kind, bytes]], stamp: bytes = b"") -> Listing:
    """A listing of `folder` from (name, kind, link text), its links not judged yet."""
    rows = sorted(found)
    names = [name for name, _, _ in rows]
    kinds = bytes([kind for _, kind, _ in rows])
    links = kinds.translate(_IS_LINK)
    texts = [row[2] for row, link in zip(rows, links, strict=True) if link] if any(links) else []
    if texts:
        at = iter(_starts(texts))
        target_starts = array("I", [next(at) if link else NO_TARGET for link in links])
    else:
        target_starts = array("I", [NO_TARGET]) * len(rows)
    return Listing(
        folder,
        joined(names),
        kinds,
        _starts(names).tobytes(),
        joined(texts),
        target_starts.tobytes(),
        links.translate(_UNJUDGED),
        bytes([Kind.OTHER]) * len(rows),
        stamp=stamp,
    )


# Tables for bytes.translate: kinds -> 1 for a link, 0 for none -> the health before judging.
_IS_LINK = bytes(number in (Kind.SYMLINK, Kind.JUNCTION) for number in range(256))
_UNJUDGED = bytes([Health.OK, Health.UNKNOWN]) + bytes(254)


def unjudged(kinds: bytes) -> bytes:
    """The column `health` of entries whose links are not judged yet."""
    return kinds.translate(_IS_LINK).translate(_UNJUDGED)


def _starts(parts: list[bytes]) -> "array[int]":
    ends = accumulate(map(len, parts), lambda end, length: end + length + 1, initial=0)
    return array("I", list(ends)[: len(parts)])


def joined(parts: list[bytes]) -> bytes:
    """Each part followed by NUL."""
    return NUL.join(parts) + NUL if parts else b""
