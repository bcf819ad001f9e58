"""What the files and links of single folders take, each folder asked once."""

from dataclasses import dataclass, field

from cvlink_gui.core.errors import from_os_error
from cvlink_gui.core.links import NUL, Kind
from cvlink_gui.core.said import NOTHING as NO_WORDS
from cvlink_gui.core.said import Said, say
from cvlink_gui.features.audit import Contents
from cvlink_gui.features.savings.book import NOTHING, Amount
from cvlink_gui.fs.stats import Stats, stats

Identity = tuple[int, int]  # device, inode
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
        names = listing.names.split(NUL)[:-1]
        wanted = [(n, k) for n, k in zip(names, listing.kinds, strict=True) if k != Kind.DIR]
        if not wanted:
            return Measured()
        try:
            found = stats(absolute, [name for name, _ in wanted])
        except OSError as error:  # it went away since it was listed
            return Measured(error=_words(error, folder))
        return _measured(wanted, found)


def _words(error: OSError, folder: bytes) -> Said:
    return from_os_error(error, "read it", folder).message


def _measured(wanted: list[tuple[bytes, int]], found: Stats) -> Measured:
    sizes: dict[bytes, int] = {}
    allocated: dict[bytes, int] = {}
    several, gone = [], []
    links, link_bytes = 0, dict[bytes, int]()
    rows = zip(wanted, found.sizes, found.allocated, found.names, strict=True)
    for at, ((name, kind), size, taken, count) in enumerate(rows):
        if size < 0:
            gone.append(name)
        elif kind == Kind.FILE:
            sizes[name], allocated[name] = size, taken
            if count > 1:
                several.append((name, (found.devices[at], found.inodes[at])))
        elif kind in (Kind.SYMLINK, Kind.JUNCTION):
            links += 1
            if taken:
                link_bytes[name] = taken
    return Measured(sizes, allocated, tuple(several), links, link_bytes, tuple(gone))
