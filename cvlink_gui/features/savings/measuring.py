"""What the files and links of single folders take, each folder asked once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import compress

from cvlink_gui.core.errors import from_os_error
from cvlink_gui.core.links import NUL, Kind, Listing
from cvlink_gui.core.names import upward
from cvlink_gui.core.said import NOTHING as NO_WORDS
from cvlink_gui.core.said import Said, say
from cvlink_gui.features.audit import Contents
from cvlink_gui.features.savings.book import NOTHING, Amount
from cvlink_gui.fs.mountinfo import mounts
from cvlink_gui.fs.stats import Stats, stats

Identity = tuple[int, int]  # device, inode
_FILES = bytes(number == Kind.FILE for number in range(256))  # for bytes.translate
_LINKS = bytes(number in (Kind.SYMLINK, Kind.JUNCTION) for number in range(256))
# Where a text that is shorter than this lies in the inode, so that a link takes no blocks: ext4's
# inode(5), "fast symlinks", and xfs and tmpfs have more room.
_ROOM = 60
_IN_INODES = frozenset({"ext2", "ext3", "ext4", "xfs", "tmpfs"})
_PORTION = 2_048  # names summed up at a time: a longer call would hold the interpreter


@dataclass(frozen=True, slots=True)
class Measured:
    """One real folder, without what lies below it.

    sizes, allocated  bytes of its own files, by name
    several     (name, identity) of its files that have more than one name
    links       how many; `link_bytes` is what those take that take any blocks, by name
    gone        names that were listed, and are not there any more
    error       why nothing could be read of it
    """

    sizes: dict[bytes, int] = field(default_factory=dict)
    allocated: dict[bytes, int] = field(default_factory=dict)
    several: tuple[tuple[bytes, Identity], ...] = ()
    links: int = 0
    link_bytes: dict[bytes, int] = field(default_factory=dict)
    gone: tuple[bytes, ...] = ()
    error: Said = NO_WORDS

    @property
    def files(self) -> Amount:
        """All of its files; one with two names in it counts twice, as it does for a copy."""
        return Amount(sum(self.sizes.values()), sum(self.allocated.values()))

    def amount(self, names: list[bytes]) -> tuple[Amount, int]:
        """What some of its files are together, and how many of them are not there."""
        total, missing = NOTHING, 0
        for begin in range(0, len(names), _PORTION):
            portion = names[begin : begin + _PORTION]
            known = [name for name in portion if name in self.sizes]
            missing += len(portion) - len(known)
            sizes = sum(map(self.sizes.__getitem__, known))
            total += Amount(sizes, sum(map(self.allocated.__getitem__, known)))
        return total, missing


class Measures:
    """The folders of one project, and those its links lead to, by their real paths."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._known: dict[bytes, Measured] = {}
        self._mounts = {mount.point: mount for mount in mounts()}

    def of(self, folder: bytes) -> Measured:
        """One real folder, as the project names it."""
        if folder not in self._known:
            self._known[folder] = self._measure(folder)
        return self._known[folder]

    def _measure(self, folder: bytes) -> Measured:
        absolute = self._contents.project.policy.absolute(folder)
        if not self._contents.answers(absolute):
            return Measured(error=say("its storage does not answer"))
        listing = self._contents.folder(folder).listing
        if listing.error:
            return Measured(error=_words(OSError(listing.error, ""), folder))
        files, links = _of_kind(listing, _FILES), _of_kind(listing, _LINKS)
        wanted = [*files, *self._taking_room(absolute, listing, links)]
        if not wanted:
            return Measured(links=len(links))
        try:
            found = stats(absolute, wanted)
        except OSError as error:  # it went away since it was listed
            return Measured(error=_words(error, folder))
        return _measured(wanted, len(files), len(links), found)

    def _taking_room(self, folder: bytes, listing: Listing, links: list[bytes]) -> Iterable[bytes]:
        """Links that may take blocks; of the others, which are nearly all, none is asked for."""
        if self._type_of(folder) not in _IN_INODES:
            return links
        texts = listing.targets.split(NUL)[:-1]
        if max(map(len, texts), default=0) < _ROOM:
            return ()
        return (link for link, text in zip(links, texts, strict=True) if len(text) >= _ROOM)

    def _type_of(self, folder: bytes) -> str:
        mount = next((p for above in upward(folder) if (p := self._mounts.get(above))), None)
        return mount.type if mount else ""


def _words(error: OSError, folder: bytes) -> Said:
    return from_os_error(error, "read it", folder).message


def _of_kind(listing: Listing, mask: bytes) -> list[bytes]:
    """Names of what is of some kinds, a 1 each in the mask."""
    chosen = listing.kinds.translate(mask)
    return list(compress(listing.names.split(NUL), chosen)) if any(chosen) else []


def _measured(names: list[bytes], files: int, links: int, found: Stats) -> Measured:
    """The first of the names are those of files, and there may be more links than names."""
    sizes: dict[bytes, int] = {}
    allocated: dict[bytes, int] = {}
    gone = [name for name, size in zip(names, found.sizes, strict=True) if size < 0]
    for begin in range(0, files, _PORTION):
        portion = slice(begin, min(begin + _PORTION, files))
        sizes.update(zip(names[portion], found.sizes[portion], strict=True))
        allocated.update(zip(names[portion], found.allocated[portion], strict=True))
    for name in gone:
        sizes.pop(name, None)
        allocated.pop(name, None)
    several = tuple(
        (names[at], (found.devices[at], found.inodes[at]))
        for at, count in enumerate(found.names[:files])
        if count > 1
    )
    taken = zip(names[files:], found.allocated[files:], strict=True)
    link_bytes = {name: size for name, size in taken if size}
    lost = sum(size < 0 for size in found.sizes[files:])
    return Measured(sizes, allocated, several, links - lost, link_bytes, tuple(gone))
