"""Making a `Proof` of a tree that was just scanned: see `fs/proof.py` for what it has to hold."""

import os
import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, compress

from cvlink_gui.core.bundle import Reaches, numbers
from cvlink_gui.core.links import NUL, Health, Kind, Listing
from cvlink_gui.core.names import is_within, join, normal
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.fs import stamps
from cvlink_gui.fs.crossing import Guard
from cvlink_gui.fs.mountinfo import mounts
from cvlink_gui.fs.proof import Moment, Proof, mounted, pack, viewer
from cvlink_gui.fs.stamps import NONE, SIZE, look
from cvlink_gui.fs.trails import trail
from cvlink_gui.fs.verdict import Verdict, ask

# File systems that set mtime and ctime of a folder with every change of its entries.
_KEEPING = re.compile(
    "bcachefs|btrfs|ext[234]|f2fs|jfs|nfs4?|nilfs2|overlay|ramfs|reiserfs|tmpfs|xfs|zfs"
)
_OTHER_CLOCK = 3_600_000_000_000  # so far, in ns, the clock of a server may be from ours
_PASSING = (Health.UNKNOWN, Health.NOT_ANSWERING)  # what storage says may be over any time
_MANY = 16  # links into one folder, from which its stamp stands for them
_UP_BEHIND_A_NAME = re.compile(rb"/\.\.(?<!\0\.\./\.\.)(?<!/\.\./\.\.)(?=[/\0])")
# Texts that are alike up to their last part, which is what most texts in a folder are.
_RUN = re.compile(rb"((?:[^\0/]*/)*)[^\0/]*\0(?:\1[^\0/]*\0)*")
_IS_LINK = bytes(number in (Kind.SYMLINK, Kind.JUNCTION) for number in range(256))

Member = tuple[bytes, bytes, tuple[int, int]]  # name, last part of the text, Health and Kind


def prove(tree: LinkTree, root: bytes, began: Moment, silent: Guard) -> Proof:
    """What this tree hangs on, all of whose verdicts were given or proved since `began`."""
    return _Prover(tree, root, began, silent).proof()


class _Prover:
    """One tree on its way to a proof."""

    def __init__(self, tree: LinkTree, root: bytes, began: Moment, silent: Guard) -> None:
        self._tree = tree
        self._root = root
        self._began = began
        self._silent = silent
        self._mounts = mounts()
        self._folders, self._stamps = tree.places()
        self._nodes = tree.listed()
        self._numbers = {folder: number for number, folder in enumerate(self._folders)}
        self._links: list[bytes] = []
        self._askers = array("I")
        self._verdicts = bytearray()
        self._outside: dict[bytes, _Outside] = {}
        self._outside_users = array("I")

    def proof(self) -> Proof:
        reached = self._tree.relations.packed(self._folders)
        for folder in self._astray(reached):
            self._find_elsewhere(self._numbers[folder], folder)
        self._ask_what_may_pass()
        stamps = self._kept(self._folders, self._stamps)
        outside = self._outside.values()
        outside_stamps = self._kept([x.real for x in outside], b"".join(x.stamp for x in outside))
        places = [self._root, *self._outside]
        now = mounted(places, self._mounts)
        if now != mounted(places, self._began.mounts):  # who knows what was judged by what
            stamps, outside_stamps = bytearray(len(stamps)), bytearray(len(outside_stamps))
        return Proof(
            bytearray(viewer()),
            bytearray(now),
            pack(self._folders),
            stamps,
            numbers(reached.counts),
            bytearray(reached.paths),
            pack(self._links),
            self._askers,
            self._verdicts,
            pack(self._outside),
            outside_stamps,
            self._outside_users,
        )

    def _astray(self, reached: Reaches) -> Iterable[bytes]:
        """Folders with links that may lead elsewhere than into the tree, past real folders."""
        if len(reached.astray) * 4 == len(reached.counts):
            return compress(reached.names(), reached.astray)
        if self._tree.any_text(_UP_BEHIND_A_NAME):
            return [folder for folder, _ in reached.rows()]
        strange = set(reached.paths.split(NUL)).difference(self._numbers)
        return (f for f, paths in reached.rows() if strange and not strange.isdisjoint(paths))

    def _ask_what_may_pass(self) -> None:
        """Links that storage had no answer for, whatever they lead into."""
        for node in self._tree.unwell():
            if self._tree.health(node) in _PASSING:
                folder = self._tree.path(self._tree.parent(node))
                verdict = self._tree.health(node), self._tree.target_kind(node)
                self._ask(self._numbers[folder], folder, (self._tree.name(node), b"", verdict))

    def _find_elsewhere(self, number: int, folder: bytes) -> None:
        """See to the links of a folder that lead elsewhere than into the tree."""
        listing = self._tree.listing(self._nodes[number], folder)
        odd = _goes_up(listing.targets)
        base = join(self._root, folder) if folder else self._root
        strangers: defaultdict[bytes, list[Member]] = defaultdict(list)
        is_plain = cache(partial(self._is_plain, base, odd))
        for head, members in _runs(listing, is_plain, odd=odd):
            for member in members:
                _, tail, (_, kind) = member
                if kind == Kind.DIR or (odd and _goes_up(head + tail)):
                    if not is_plain(head + tail):
                        self._ask(number, folder, member)
                elif not is_plain(head):
                    strangers[head].append(member)
        for head, many in strangers.items():
            few = many if len(many) < _MANY else self._stand_for(number, _way(base, head), many)
            for member in few:
                self._ask(number, folder, member)

    def _is_plain(self, base: bytes, odd: bool, text: bytes) -> bool:
        """True if a text leads to a folder of the tree, past nothing but folders."""
        if odd and _goes_up(text):
            return False
        return self._inside(normal(join(base, text))) in self._numbers

    def _ask(self, number: int, folder: bytes, member: Member) -> None:
        name, _, verdict = member
        self._links.append(join(folder, name))
        self._askers.append(number)
        self._verdicts += bytes(verdict)

    def _stand_for(self, number: int, way: bytes, members: list[Member]) -> list[Member]:
        """Let a folder's stamp stand for links into it; those that are to be asked all the same."""
        place = self._outside.get(way)
        if place is None:
            place = self._outside[way] = self._place(way)
        if place.error and any(verdict != place.error for _, _, verdict in members):
            return members
        self._outside_users.extend((number, place.number))
        return [members[0], *(m for m in members[1:] if m[1] in place.links)]

    def _place(self, way: bytes) -> "_Outside":
        number = len(self._outside)
        if self._silent(way):
            return _Outside(number, way, NONE)
        stamp = look([way])
        if array("q", stamp)[0] == -1:  # what keeps from getting there is what is wrong with all
            return _Outside(number, way, stamp, error=ask(way))
        places = trail(way, {})
        try:
            with os.scandir(way) as found:
                links = frozenset(entry.name for entry in found if entry.is_symlink())
        except OSError:  # it may be searched and not be listed
            return _Outside(number, way, NONE)
        settled = _were_in_place(places, self._began.ns - stamps.GRAIN)
        return _Outside(number, places[-1], stamp if settled else NONE, links)

    def _kept(self, paths: Sequence[bytes], stamps: bytes) -> bytearray:
        """The stamps, with zeros in place of those that prove nothing."""
        kept = bytearray(stamps)
        numbers = array("q", stamps)
        devices, mtimes, ctimes = numbers[0::4], numbers[2::4], numbers[3::4]
        limits = {device: self._limit(paths[devices.index(device)]) for device in set(devices)}
        if max(chain(mtimes, ctimes), default=0) < min(limits.values(), default=0):
            return kept
        for number, times in enumerate(zip(devices, mtimes, ctimes, strict=True)):
            if max(times[1:]) >= limits[times[0]]:
                kept[number * SIZE : (number + 1) * SIZE] = NONE
        return kept

    def _limit(self, path: bytes) -> int:
        """The time before which stamps of the file system of a folder were made, to be kept."""
        place = join(self._root, path) if path else self._root
        around = [mount for mount in self._mounts if is_within(place, mount.point)]
        mount = max(around, key=lambda mount: len(mount.point), default=None)
        if mount is None or not _KEEPING.fullmatch(mount.type):
            return -(1 << 63)
        return self._began.ns - (_OTHER_CLOCK if mount.is_network else stamps.GRAIN)

    def _inside(self, path: bytes) -> bytes:
        if path == self._root:
            return b""
        return path[len(self._root) + 1 :] if is_within(path, self._root) else path


@dataclass(frozen=True, slots=True)
class _Outside:
    """A folder outside of the tree: names of links in it, or what keeps from getting there."""

    number: int
    real: bytes
    stamp: bytes
    links: frozenset[bytes] = frozenset()
    error: Verdict | None = None


def _goes_up(text: bytes) -> bool:
    return _UP_BEHIND_A_NAME.search(NUL + text + NUL) is not None


def _runs(
    listing: Listing, is_plain: Callable[[bytes], bool], *, odd: bool
) -> Iterator[tuple[bytes, list[Member]]]:
    """Links of a folder, as far as they are not plain, by the folder part of their texts.

    Parts may come several times.
    """
    mask = listing.kinds.translate(_IS_LINK)
    health = bytes(compress(listing.health, mask))
    ends = bytes(compress(listing.target_kinds, mask))
    texts, at = listing.targets, 0
    names: list[bytes] = []
    for run in _RUN.finditer(texts):
        begin, end, head = run.start(), run.end(), run[1]
        first, at = at, at + texts.count(NUL, begin, end)
        if not odd and Kind.DIR not in ends[first:at] and is_plain(head):
            continue
        names = names or list(compress(listing.names.split(NUL), mask))
        tails = [text[len(head) :] for text in texts[begin : end - 1].split(NUL)]
        verdicts = zip(health[first:at], ends[first:at], strict=True)
        yield head, list(zip(names[first:at], tails, verdicts, strict=True))


def _way(base: bytes, head: bytes) -> bytes:
    """A text behind a real folder as a path, with nothing left out that could be a link."""
    if head.startswith(b"/"):
        return head
    while head.startswith(b"../"):
        base, head = os.path.dirname(base), head[3:].lstrip(b"/")
    return join(base, head)


def _were_in_place(places: Iterable[bytes], limit: int) -> bool:
    """True if these, and all they lie in, have been there since before a time, in ns.

    A name leads to something else only after its folder was changed, and then to what was made
    or renamed: either is seen in a ctime.
    """
    return all(_is_older(step, limit) for place in places for step in _steps(place))


def _is_older(place: bytes, limit: int) -> bool:
    try:
        return os.lstat(place).st_ctime_ns < limit or (
            os.lstat(os.path.dirname(place)).st_mtime_ns < limit
        )
    except OSError:
        return False


def _steps(place: bytes) -> Iterator[bytes]:
    while place != b"/":
        yield place
        place = os.path.dirname(place)
