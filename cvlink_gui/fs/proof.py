"""What must be unchanged on the disk so that what was found before is true still.

A *listing* is what a folder's own entries are. Whatever changes them (make, remove, rename, mount
over the folder, another folder in its place) or who may read them changes device, inode, mtime or
ctime of the folder: its stamp. `utime` sets mtime, never ctime. So a folder whose path leads to the
stamp it was listed with needs no listing, wherever the path leads through.

A *verdict* is what the kernel finds walking from the link to its target. The walk is a row of
looks-up, each of one name in one folder, with the permissions of that folder. It ends the same if
it comes to the same last folder, finds the same entry there, and if that is a link, its walk ends
the same. Where a target lies decides how that is proved:

- In a folder of the tree, reached by its own path: all on the way are folders, or it would have
  another path. That folder's stamp is looked at with all others, at its path, so the way to it is
  there, may be searched, and has no link; the same stamp means the same entry. If the entry is a
  link, the verdicts in that folder are proved the same way: whatever makes one of them doubtful
  makes those of the links that lead into its folder doubtful, through any number of links, as
  forty of them are too many for the kernel and one more on the way counts.
- Anywhere else (outside the root, through a link, to what is not there): the kernel is asked for
  that link, and has to say the same as before. Many links into one such folder are proved by its
  stamp, and by asking for the first of them (the way to the folder, and the number of links on it,
  are the same for all) and for each that leads to a link there.
- A text that goes up (`..`) behind a name is not taken apart by text: the name may be a link. It
  counts as leading elsewhere.

A stamp proves nothing where a change may not show in it: of a folder that was changed less than
the grain of clocks before it was listed (`Listing.stamp` is empty then), on a file system that is
not known to keep mtime and ctime (FUSE, FAT, images made ahead). Nor does one prove verdicts that
were given before it was taken: the scan may have judged a link by a folder, the folder may have
been changed, and then been listed. So a stamp from after the beginning of the scan is not kept, and
outside the root a folder must have been in its place, by all stamps on the way to it, since before.

Other users see other things: everything is void if user, groups, capabilities or the file system's
root are not those it was found with; and if something was mounted on or below the folders meant, as
a file can be mounted over a file without a trace in its folder.
"""

import errno
import os
import time
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, repeat

from cvlink_gui.core.bundle import Reaches
from cvlink_gui.core.columns import Column
from cvlink_gui.core.links import NUL
from cvlink_gui.core.names import is_within, parent, upward
from cvlink_gui.core.relations import Relations
from cvlink_gui.fs.crossing import Crossings, Guard
from cvlink_gui.fs.mountinfo import Mount, mounts
from cvlink_gui.fs.stamps import NONE, SIZE, UNANSWERED, look_all
from cvlink_gui.fs.verdict import ask

_DEADLINE = 3.0  # seconds without an answer after which storage proves nothing
_MOST, _FEW = 0.5, 100  # the share of the folders, and how many more, that are most of them
_PORTION = 512  # stamps compared at a time
_READS_ALL = 0b110  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
_GONE = (errno.ENOENT, errno.ENOTDIR)


@dataclass(eq=False, slots=True)
class Proof:
    """What the listings and verdicts of a tree hang on, in columns; paths are packed (`pack`).

    viewer        who looked (`viewer`)
    mounted       what was mounted on or below the folders (`mounted`)
    folders       every folder of the tree by its path, parents first
    stamps        their stamps, zeros where there is none
    counts        how much the links of each folder reach
    reaches       what, as in `Listing.reaches`: one folder's behind those of the one before
    links         the links the kernel is to be asked about
    askers        the folder of each, by number
    verdicts      Health and Kind of each
    outside       folders elsewhere that stand for the links into them, absolute
    outside_stamps
    outside_users pairs of numbers: a folder of the tree, one outside
    """

    viewer: bytearray
    mounted: bytearray
    folders: bytearray
    stamps: bytearray
    counts: "array[int]"
    reaches: bytearray
    links: bytearray
    askers: "array[int]"
    verdicts: bytearray
    outside: bytearray
    outside_stamps: bytearray
    outside_users: "array[int]"

    def columns(self) -> list[Column]:
        """What it is made of, of the types `PROOF_TYPES`."""
        return [getattr(self, name) for name in self.__slots__]

    def relations(self) -> Relations:
        """The relations of the tree."""
        folders, counts = bytes(self.folders), self.counts.tobytes()
        return Relations.of(Reaches(folders, counts, bytes(self.reaches)))


@dataclass(frozen=True, slots=True)
class Moment:
    """When a scan began, in ns since 1970, and what was mounted then."""

    ns: int
    mounts: tuple[Mount, ...]

    @classmethod
    def now(cls) -> "Moment":
        return cls(time.time_ns(), tuple(mounts()))


PROOF_TYPES = ("", "", "", "", "I", "", "", "I", "", "", "", "I")


def pack(paths: Iterable[bytes]) -> bytearray:
    """Paths as one column, each with a NUL behind it."""
    return bytearray(b"".join([path + NUL for path in paths]))


def unpack(column: bytearray) -> list[bytes]:
    """The paths of a column."""
    return bytes(column).split(NUL)[:-1]


def viewer() -> bytes:
    """Who this process is, as far as it decides what the system shows to it."""
    top = os.stat(b"/")
    ids = (os.geteuid(), os.getegid(), *sorted(os.getgroups()), top.st_dev, top.st_ino)
    return b" ".join(b"%d" % number for number in ids) + _capabilities()


def may_read_all() -> bool:
    """True for a process that permissions of files do not stop, capabilities(7)."""
    line = _capabilities()
    return bool(int(line.split()[1], 16) & _READS_ALL) if line else os.geteuid() == 0


def _capabilities() -> bytes:
    try:
        with open("/proc/self/status", "rb") as file:
            return b"".join(line for line in file if line.startswith(b"CapEff"))
    except OSError:
        return b""  # not Linux: the user says it all


def mounted(places: Iterable[bytes], mounts: Iterable[Mount]) -> bytes:
    """What is mounted on or below any of these absolute paths."""
    tidy = {place.rstrip(b"/") or b"/" for place in places}
    found = [m for m in mounts if not tidy.isdisjoint(upward(m.point))]
    return NUL.join(sorted(b"%s %s %s" % (m.point, m.type.encode(), m.source) for m in found))


class Doubts:
    """The folders of a tree that have to be read again.

    silent    names the mount on the way to a path that does not answer

    are_many  True if all of it is void, or most: it is quicker to read everything
    folders   paths, parents first
    sound     the other folders, and those
    """

    def __init__(
        self,
        root: bytes,
        proof: Proof,
        mounts: Sequence[Mount],
        silent: Guard,
    ) -> None:
        self._proof = proof
        self._root = root
        self._silent = silent
        self._folders = unpack(proof.folders)
        self._hanging = [mount.point for mount in mounts if mount.may_hang]
        outside = unpack(proof.outside)
        same_mounts = proof.mounted == mounted([root, *outside], mounts)
        self.are_many = not same_mounts or proof.viewer != viewer()
        self.folders: list[bytes] = []
        self.sound: frozenset[bytes] = frozenset()
        if not self.are_many:
            self._look(outside)
            self.are_many = len(self.folders) > _MOST * len(self._folders) + _FEW

    def _look(self, outside: list[bytes]) -> None:
        changed = self._changed()
        doubtful = {*changed, *self._doubtful_links(), *self._doubtful_outside(outside)}
        if not doubtful:
            return
        doubtful |= self._users(doubtful, changed)
        gone = {self._folders[n] for n, now in changed.items() if _is_gone(now)}
        paths = sorted(self._folders[number] for number in doubtful)
        self.folders = [p for p in paths if gone.isdisjoint(upward(parent(p)) if p else ())]
        lost = set(paths).difference(self.folders)
        self.sound = frozenset(self._folders).difference(lost)

    def _changed(self) -> dict[int, bytes]:
        """The folders that are not as they were, by number: their stamps now."""
        prefix = self._root.rstrip(b"/") + b"/"
        paths, far = [prefix + folder for folder in self._folders], []
        points = [p for p in self._hanging if is_within(self._root, p) or is_within(p, self._root)]
        if points:  # no folder of the tree is reached through a link
            far = [any(is_within(path, point) for point in points) for path in paths]
        return dict(_differences(self._proof.stamps, paths, far))

    def _doubtful_links(self) -> set[int]:
        """Folders of links of which the kernel says something else now."""
        prefix = self._root.rstrip(b"/") + b"/"
        verdicts = iter(self._proof.verdicts)
        expected = zip(verdicts, verdicts, strict=True)
        links = zip(unpack(self._proof.links), self._proof.askers, expected, strict=True)
        return {
            folder
            for link, folder, verdict in links
            if self._silent(prefix + link) or ask(prefix + link) != verdict
        }

    def _doubtful_outside(self, outside: list[bytes]) -> set[int]:
        far = _crossing(outside, self._hanging) if self._hanging else []
        changed = dict(_differences(self._proof.outside_stamps, outside, far))
        return {folder for folder, place in _pairs(self._proof.outside_users) if place in changed}

    def _users(self, doubtful: set[int], changed: dict[int, bytes]) -> set[int]:
        """Folders whose links lead into these, through any number of links."""
        users: defaultdict[bytes, list[int]] = defaultdict(list)  # by what is reached
        each = chain.from_iterable(map(repeat, count(), self._proof.counts))
        for path, user in zip(unpack(self._proof.reaches), each, strict=True):
            users[path].append(user)
        found: set[int] = set()
        moved = {self._folders[n] for n, now in changed.items() if self._is_moved(n, now)}
        for path in users if moved else ():
            if not path.startswith(b"/") and not moved.isdisjoint(upward(path)):
                found.update(users[path])
        ahead = [*doubtful, *found]
        while ahead:
            fresh = set(users.get(self._folders[ahead.pop()], ())) - found
            found |= fresh
            ahead += fresh
        return found

    def _is_moved(self, number: int, now: bytes) -> bool:
        """False if only entries of the folder have changed, True if it may be another one."""
        before = self._proof.stamps[number * SIZE : (number + 1) * SIZE]
        return before[:16] != now[:16] or before[16:24] == now[16:24]


def _crossing(paths: list[bytes], points: list[bytes]) -> list[bool]:
    """For each path whether it leads over one of these mounts."""
    crossings = Crossings(points)
    return [crossings.first(path) is not None for path in paths]


def _differences(
    before: bytearray, paths: list[bytes], far: list[bool]
) -> Iterator[tuple[int, bytes]]:
    """Number and present stamp of each folder that is not as before.

    far  for each whether it may not answer; empty for all do
    """
    now = _look_far(before, paths, far) if any(far) else look_all(paths)
    step = _PORTION * SIZE
    for begin in range(0, len(now), step) if before != now else ():
        if before[begin : begin + step] != now[begin : begin + step]:
            for at in range(begin, min(begin + step, len(now)), SIZE):
                if before[at : at + SIZE] != now[at : at + SIZE]:
                    yield at // SIZE, now[at : at + SIZE]


def _look_far(before: bytearray, paths: list[bytes], far: list[bool]) -> bytes:
    """The stamps now, of what may not answer by a process that can be left behind."""
    from cvlink_gui.fs.lookout import Lookout

    now = bytearray(UNANSWERED * len(paths))
    near = [number for number in range(len(paths)) if not far[number]]
    # What had no stamp is read again anyway.
    rest = [n for n in range(len(paths)) if far[n] and before[n * SIZE : (n + 1) * SIZE] != NONE]
    with Lookout([paths[number] for number in rest]) as lookout:
        _place(now, near, look_all([paths[number] for number in near]))
        _place(now, rest, lookout.stamps(_DEADLINE))
    return bytes(now)


def _place(column: bytearray, numbers: list[int], stamps: bytes) -> None:
    for at, number in enumerate(numbers):
        column[number * SIZE : (number + 1) * SIZE] = stamps[at * SIZE : (at + 1) * SIZE]


def _is_gone(stamp: bytes) -> bool:
    numbers = array("q", stamp)
    return numbers[0] == -1 and numbers[1] in _GONE


def _pairs(column: "array[int]") -> Iterator[tuple[int, int]]:
    numbers = iter(column)
    return zip(numbers, numbers, strict=True)
