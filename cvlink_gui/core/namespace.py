"""What a process in a container reaches, told from its mounts: a mount namespace without a kernel.

Every path is followed name by name *in the container*: a link with an absolute text starts at the
container's `/`, `..` stops there, and forty links are the most (path_resolution(7)). The path of
the machine a name is looked up at is that of the mount it lies on. Mounts are made the way engines
make them: sorted by the depth of their destination, each destination followed through what is
mounted already. Nothing is known of the image but that folders above a mount are there.
"""

import os
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

from cvlink_gui.core.errors import StorageError
from cvlink_gui.core.links import HOPS, Kind
from cvlink_gui.core.mounts import IMAGE_FOLDERS, Mount, below
from cvlink_gui.core.names import is_within, split, ways_to
from cvlink_gui.core.plan import Absent, Blocked, Dir, Found, Link, Look
from cvlink_gui.core.said import Said, say
from cvlink_gui.core.way import Way

_IMAGE = 0  # the number of the image among the mounts
_NO_NAMES = (b"", b".", b"..")
_DIR, _ABSENT = Dir(), Absent()
_KEPT = 200_000  # places whose mount is remembered


class Stop(StrEnum):
    """Why a path cannot be followed to its end."""

    MISSING = "missing"
    NOT_A_DIR = "not a folder"
    LOOP = "loop"
    IMAGE = "image"
    DENIED = "denied"


class Unfit(ValueError):
    """A mount that no engine would make, and why."""

    def __init__(self, why: Said) -> None:
        super().__init__(why)
        self.why = why


class End(NamedTuple):
    """Where following a path ended.

    place  in the container: what was reached, or the first that was not
    host   the same on this machine; None where no mount has it
    stop   None if it was reached
    kind   of what was reached
    turns  how many links were followed
    left   names that were still ahead, the next one first
    read_only  True on a mount that cannot be written to
    """

    place: bytes
    host: bytes | None
    stop: Stop | None = None
    kind: Kind = Kind.OTHER
    turns: int = 0
    left: tuple[bytes, ...] = ()
    read_only: bool = False


class Namespace:
    """The mounts of one container.

    look   what lies at an absolute path of this machine, not followed
    image  folders whose content the image brings
    """

    def __init__(self, look: Look, image: Iterable[bytes] = IMAGE_FOLDERS) -> None:
        self._look = look
        self._image = tuple(image)
        self._mounts: list[Mount] = [Mount(b"", b"/", read_only=False)]
        self._on: dict[tuple[int, bytes], int] = {}  # what is mounted on a place of a mount
        self._made: set[tuple[int, bytes]] = set()  # folders on the way to mounts
        self._over: dict[bytes, int] = {}  # the mount a folder lies on
        self._ways: dict[tuple[bytes, bytes], End] = {}

    @classmethod
    def of(
        cls, mounts: Iterable[Mount], look: Look, image: Iterable[bytes] = IMAGE_FOLDERS
    ) -> "Namespace":
        """A container with some mounts; their sources are real paths. Unfit for one too many."""
        made = cls(look, image)
        for mount in sorted(mounts, key=lambda mount: _depth(mount.place)):
            made.mount(mount)
        return made

    @classmethod
    def of_host(cls, look: Look) -> "Namespace":
        """This machine itself."""
        return cls.of([Mount(b"/", b"/", read_only=False)], look, ())

    def mount(self, mount: Mount) -> bytes:
        """Mount something on top of what is there; the place it comes to lie at."""
        place = self._destination(mount.place)
        if place == b"/" and mount.source != b"/":
            raise Unfit(say("it would cover the container's own /"))
        for way in ways_to(place) if place != b"/" else (b"/",):
            number = self._number(way)
            if isinstance(self._at(number, way), Absent | Stop):
                self._made.add((number, way))
        number = self._number(place)
        self._check_kinds(mount, number, place)
        self._on[number, place] = len(self._mounts)
        self._mounts.append(mount._replace(place=place))
        self._over.clear()
        self._ways.clear()
        return place

    def is_whole(self, place: bytes) -> bool:
        """True for a place with nothing mounted below it."""
        return not any(m.place != place and is_within(m.place, place) for m in self._mounts)

    def is_free(self, place: bytes) -> bool:
        """True where a mount hides nothing and nothing has to be made for it on this machine."""
        number = self._number(place)
        return number == _IMAGE and not any(is_within(f, place) for f in self._image)

    def follow(self, path: bytes) -> End:
        """An absolute path of the container to its end, the last link included."""
        return self.walk(b"/", path)

    def enter(self, folder: bytes, text: bytes, turns: int = 1) -> End:
        """Follow a text from a real folder; of many texts into one folder the way is found once.

        turns  links that were followed before, the one with this text among them
        """
        head, name = split(text)
        if name in _NO_NAMES:
            head, name = text, b""
        key = b"/" if head.startswith(b"/") else folder, head
        if key not in self._ways:
            self._ways[key] = self._walk(folder, head, 0)
        way = self._ways[key]
        if way.turns + turns > HOPS:
            return self.walk(folder, text, turns)  # to name the link it ended at
        if way.stop is not None:
            left = (*way.left[:-1], name) if name else way.left
            return way._replace(turns=way.turns + turns, left=left)
        return self._step(way.place, name, way.turns + turns)

    def _step(self, folder: bytes, name: bytes, turns: int) -> End:
        """What lies under a name of a real folder: nearly always no link."""
        if not name:
            return self.walk(folder, name, turns)
        place = folder + b"/" + name if folder != b"/" else b"/" + name
        number = self._top(self._number(folder), place)
        found = self._at(number, place)
        if number == _IMAGE or not isinstance(found, Dir | Blocked):
            return self.walk(folder, name, turns)
        kind = Kind.DIR if isinstance(found, Dir) else found.kind
        read_only = self._mounts[number].read_only
        return End(place, self._host(number, place), None, kind, turns, (), read_only)

    def walk(self, folder: bytes, text: bytes, turns: int = 0) -> End:
        """Follow a text from a real folder of the container."""
        end = self._walk(folder, text, turns)
        if end.stop is None and end.host is None and not self._is_made(end.place):
            return end._replace(stop=Stop.IMAGE)
        return end

    def _walk(self, folder: bytes, text: bytes, turns: int) -> End:
        """The same; a folder of the image may be the end of it."""
        way = Way(text, b"/" if text.startswith(b"/") else folder)
        way.turns = turns
        if turns > HOPS:
            return End(folder, None, Stop.LOOP, turns=turns)
        while place := way.next():
            found = self._at(self._number(place), place)
            if isinstance(found, Link):
                way.turn(found.text)
                if way.turns > HOPS:
                    return self._end(way, place, Stop.LOOP)
            elif isinstance(found, Dir):
                way.real = place
            elif isinstance(found, Blocked) and not way.ahead:
                return self._end(way, place, None, found.kind)
            else:
                return self._end(way, place, _stop_of(found))
        return self._end(way, way.real, None, Kind.DIR)

    def found_at(self, place: bytes) -> Found:
        """What lies at a real place of the container; Absent for what nobody can know."""
        found = self._at(self._number(place), place)
        return _ABSENT if isinstance(found, Stop) else found

    def _end(self, way: Way, place: bytes, stop: Stop | None, kind: Kind = Kind.OTHER) -> End:
        number = self._number(place)
        left = tuple(reversed(way.ahead))
        read_only = self._mounts[number].read_only
        return End(place, self._host(number, place), stop, kind, way.turns, left, read_only)

    def _destination(self, path: bytes) -> bytes:
        """Where a destination leads; what is not there yet is made as it is named."""
        way = Way(path)
        while place := way.next():
            found = self._at(self._number(place), place)
            if isinstance(found, Link):
                way.turn(found.text)
                if way.turns > HOPS:
                    raise Unfit(say("links go round in a circle on the way to it"))
            elif isinstance(found, Blocked) and way.ahead:
                raise Unfit(say("a part of the path is no folder"))
            elif found is Stop.DENIED:
                raise Unfit(say("what is mounted there cannot be looked at"))
            else:
                way.real = place
        return way.real

    def _check_kinds(self, mount: Mount, number: int, place: bytes) -> None:
        there, source = self._at(number, place), self._looked(mount.source)
        is_there = isinstance(there, Dir | Blocked) and (number, place) not in self._made
        if is_there and type(source) is not type(there):
            raise Unfit(say("a folder and a file cannot be mounted on each other"))

    def _number(self, place: bytes) -> int:
        """The mount a real place lies on; the topmost one where several are at that place."""
        ahead = []
        while place not in self._over and place != b"/":
            ahead.append(place)
            place = os.path.dirname(place)
        number = self._over.get(place, _IMAGE)
        if place == b"/":
            number = self._top(_IMAGE, place)
        for below_it in reversed(ahead):
            number = self._top(number, below_it)
            if len(self._over) < _KEPT:
                self._over[below_it] = number
        return number

    def _top(self, number: int, place: bytes) -> int:
        """What is mounted at a place of a mount, and on that; the mount itself for nothing."""
        while (number, place) in self._on:
            number = self._on[number, place]
        return number

    def _host(self, number: int, place: bytes) -> bytes | None:
        if number == _IMAGE:
            return None
        mount = self._mounts[number]
        return below(mount.source, place[len(mount.place) :].lstrip(b"/"))

    def _at(self, number: int, place: bytes) -> Found | Stop:
        host = self._host(number, place)
        if host is None:
            if self._is_made(place) or any(is_within(f, place) and f != place for f in self._image):
                return _DIR
            return Stop.IMAGE if any(is_within(place, f) for f in self._image) else _ABSENT
        found = self._looked(host)
        return _DIR if found is _ABSENT and (number, place) in self._made else found

    def _is_made(self, place: bytes) -> bool:
        return (self._number(place), place) in self._made

    def _looked(self, host: bytes) -> Found | Stop:
        try:
            found = self._look(host)
        except StorageError:
            return Stop.DENIED
        return _ABSENT if isinstance(found, Absent) else found


def _stop_of(found: Found | Stop) -> Stop:
    if isinstance(found, Stop):
        return found
    return Stop.MISSING if isinstance(found, Absent) else Stop.NOT_A_DIR


def _depth(path: bytes) -> int:
    return sum(part not in (b"", b".") for part in path.split(b"/"))


class Verdict(StrEnum):
    """What a process in a container reaches through a link, beside what it reaches here."""

    SAME = "same"
    DIFFERENT = "different"
    NEEDS_MOUNT = "needs_mount"
    BROKEN = "broken"
    LOOP = "loop"
    IMAGE = "image"
    DENIED = "denied"


_LOST = frozenset({Stop.MISSING, Stop.NOT_A_DIR})


def judged(inside: End, outside: End, is_same: Callable[[bytes, bytes], bool]) -> Verdict:
    """The verdict on a link from where it ends in the container and on this machine.

    is_same  whether two paths of this machine are one device and inode
    """
    if inside.stop is Stop.IMAGE:
        return Verdict.IMAGE
    if inside.stop is Stop.LOOP:
        return Verdict.LOOP
    if inside.stop is Stop.DENIED or outside.stop is Stop.DENIED:
        return Verdict.DENIED
    if inside.stop in _LOST:
        if outside.stop is None:
            return Verdict.NEEDS_MOUNT
        return Verdict.LOOP if outside.stop is Stop.LOOP else Verdict.BROKEN
    if outside.stop is not None or inside.host is None or outside.host is None:
        return Verdict.DIFFERENT
    return Verdict.SAME if is_same(inside.host, outside.host) else Verdict.DIFFERENT
