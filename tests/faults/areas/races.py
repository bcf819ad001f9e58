"""Somebody else at work on the same names: swaps while links are replaced, and readers."""

import contextlib
import errno
import itertools
import mmap
import os
import random
import signal
from collections.abc import Callable, Iterator
from typing import Any

from cvlink_gui.core.errors import PlanRefused
from cvlink_gui.core.plan import Found, Link
from cvlink_gui.fs import syscalls
from cvlink_gui.fs.links import Beneath
from tests.faults.plans import seeded
from tests.faults.program import Tally, scratch
from tests.faults.shim import ALL, SYSTEMS, Call, shim, swapped

_PLACE, _SIDE = b"place", b"side"
_RENAME, _UNLINK, _SYMLINK = syscalls.renameat2, os.unlink, os.symlink
_STAT, _READLINK = os.stat, os.readlink
_ROUND = 500  # cases on one folder
_TEXTS = (b"old", b"new")
_LOOKS = 20  # looks at any moment in which the other process has to have done something
_TURNS = slice(0, 8)


def swaps(cases: int, seed: int) -> Tally:
    """Something real is swapped into the place, at a call or at any moment, and has to survive."""
    tally = Tally()
    for number in range(0, cases, _ROUND):
        if tally.enough:
            break
        rng = seeded("swaps", seed, number)
        system = ("all calls", "no exchange", "no renameat2")[(number // _ROUND + seed) % 3]
        name = f"seed {seed}, round {number}, {system}"
        with scratch() as folder, swapped(*SYSTEMS[system]), Beneath(folder) as beneath:
            table = Table(folder, beneath, rng, tally)
            size = min(_ROUND, cases - number)
            _at_calls(table, size // 2, name)
            _at_any_moment(table, size - size // 2, name)
    return tally


class Table:
    """A folder with a link in `place`, and real things of somebody else beside it."""

    def __init__(self, folder: bytes, beneath: Beneath, rng: random.Random, tally: Tally) -> None:
        self.folder, self.beneath, self.rng, self.tally = folder, beneath, rng, tally
        self.fd = os.open(folder, os.O_RDONLY)
        self.theirs: dict[int, bytes] = {}

    def lay(self) -> None:
        """All anew: what a case leaves is no matter of the next one."""
        for name in os.listdir(self.folder):
            self._remove(os.path.join(self.folder, name))
        _SYMLINK(b"old", self.at(_PLACE))
        with open(self.at(b"their file"), "wb") as file:
            file.write(b"precious")
        os.makedirs(self.at(b"their folder/full"))
        _SYMLINK(b"old", self.at(b"their old"))  # as the old link, and still another one
        _SYMLINK(b"new", self.at(b"their new"))
        names = (b"their file", b"their folder", b"their old", b"their new")
        self.theirs = {os.lstat(self.at(name)).st_ino: name for name in names}

    def at(self, name: bytes) -> bytes:
        return os.path.join(self.folder, name)

    def _remove(self, path: bytes) -> None:
        if os.path.isdir(path) and not os.path.islink(path):
            os.rmdir(os.path.join(path, b"full"))
            os.rmdir(path)
        else:
            _UNLINK(path)

    def lost(self) -> list[str]:
        """Things of somebody else that are not there any more, under any name."""
        with os.scandir(self.folder) as entries:
            left = {entry.inode() for entry in entries}
        return [f"{name!r} was deleted" for node, name in self.theirs.items() if node not in left]

    def change(self, old: Link, *, remove: bool) -> None:
        """One replacement or removal; what goes wrong honestly is no fault."""
        try:
            if remove:
                self.beneath.remove(_PLACE, old)
            else:
                self.beneath.replace(_PLACE, old, Link(b"new" if old.text == b"old" else b"old"))
        except PlanRefused:
            self.tally.notes["met something swapped in"] += 1
        except OSError:
            self.tally.notes["met an empty or taken name"] += 1


def _at_calls(table: Table, cases: int, name: str) -> None:
    """Somebody acts at certain calls, once or twice; some calls are refused although done."""
    rng = table.rng
    for number in range(cases):
        table.lay()
        old = table.beneath.look(_PLACE)
        assert isinstance(old, Link)
        points = {rng.randint(1, 10): rng.choice(_DEEDS) for _ in range(rng.randint(1, 3))}
        lie = rng.randint(1, 10) if rng.random() < 0.15 else 0

        def act(count: int, called: str, call: Call) -> Any:
            if count in points:  # noqa: B023 (used up within the loop's turn)
                with contextlib.suppress(OSError):
                    points[count](table)  # noqa: B023
            result = call()
            if count == lie and called.startswith("rename"):  # noqa: B023
                raise OSError(errno.EIO, "refused although done")
            return result

        where = f"{name}, case {number} at calls {sorted(points)}, lie {lie}"
        with table.tally.case(where):
            with shim(act, ALL):
                table.change(old, remove=rng.random() < 0.4)
            table.tally.blame(where, *table.lost())


def _swap_in(name: bytes) -> Callable[[Table], None]:
    def deed(table: Table) -> None:
        """Their thing and what is in the place change places, or it takes the free place."""
        try:
            _RENAME(table.fd, name, table.fd, _PLACE, syscalls.RENAME_EXCHANGE)
        except FileNotFoundError:
            _RENAME(table.fd, name, table.fd, _PLACE, syscalls.RENAME_NOREPLACE)

    return deed


def _move_away(table: Table) -> None:
    _RENAME(table.fd, _PLACE, table.fd, b"moved", syscalls.RENAME_NOREPLACE)


_DEEDS = (
    *map(_swap_in, (b"their file", b"their folder", b"their old", b"their new")),
    _swap_in(b"their file"),
    _move_away,
)


def _at_any_moment(table: Table, cases: int, name: str) -> None:
    """Another process swaps link and file all the time."""
    table.lay()
    _RENAME(table.fd, b"their file", table.fd, _SIDE, syscalls.RENAME_NOREPLACE)
    with _racing(lambda: _RENAME(table.fd, _PLACE, table.fd, _SIDE, syscalls.RENAME_EXCHANGE)):
        for number in range(cases):
            with table.tally.case(f"{name}, raced {number}"):
                found: Found | None = None
                while not isinstance(found, Link):
                    if found is not None:
                        _mend(table)
                    with contextlib.suppress(OSError):  # it is swapped while it is looked at
                        found = table.beneath.look(_PLACE)
                table.change(found, remove=number % 3 == 0)
            if number % 20 == 0 and table.lost():
                break
    table.tally.blame(f"{name}, raced", *table.lost())


def _mend(table: Table) -> None:
    """Give the other process its two names again, never over anything."""
    for name in os.listdir(table.folder):
        if name.startswith(b".cvlink-"):
            with contextlib.suppress(OSError):
                _RENAME(table.fd, name, table.fd, _SIDE, syscalls.RENAME_NOREPLACE)
    with contextlib.suppress(FileExistsError):
        _SYMLINK(b"old", table.at(_PLACE))


@contextlib.contextmanager
def _racing(deed: Callable[[], Any]) -> Iterator[mmap.mmap]:
    """A process that does a deed over and over, and does not mind when it fails.

    Gives the number of its turns so far, in memory shared with it.
    """
    shared = mmap.mmap(-1, _TURNS.stop)
    pid = os.fork()
    if pid == 0:
        parent = os.getppid()
        for turn in itertools.count(1):
            with contextlib.suppress(OSError):
                deed()
            shared[_TURNS] = turn.to_bytes(8, "little")
            if turn % 1000 == 0 and os.getppid() != parent:
                os._exit(0)
    try:
        yield shared
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def readers(cases: int, seed: int) -> Tally:
    """A reader looks while a link is replaced by exchange, over and over: it is always there.

    Half of the looks fall between two calls of one replacement, half at any moment.
    """
    tally = Tally()
    with scratch() as folder, Beneath(folder) as beneath:
        reader = Reader(folder, beneath, tally)
        while tally.cases < cases // 2 and not tally.enough:
            reader.look_at_calls(f"seed {seed}")
        with _racing(reader.turn) as shared:
            reader.look_at_any_moment(cases - tally.cases, shared, f"seed {seed}")
    return tally


class Reader:
    """Somebody who looks at a link, and follows it, while it is replaced."""

    def __init__(self, folder: bytes, beneath: Beneath, tally: Tally) -> None:
        self.beneath, self.tally = beneath, tally
        self.path = os.path.join(folder, _PLACE)
        self.seen = b""
        for text in _TEXTS:
            os.mkdir(os.path.join(folder, text))
        _SYMLINK(_TEXTS[0], self.path)
        self._turns = itertools.cycle((_TEXTS, _TEXTS[::-1]))

    def turn(self) -> None:
        old, new = next(self._turns)
        self.beneath.replace(_PLACE, Link(old), Link(new))

    def look(self, where: str) -> None:
        self.tally.cases += 1
        try:
            _STAT(self.path)
            found = _READLINK(self.path)
        except OSError as error:
            self.tally.blame(where, f"it was missed: {error}")
            return
        if found not in _TEXTS:
            self.tally.blame(where, f"it led to {found!r}")
        self.tally.notes["that saw another link than the look before"] += found != self.seen
        self.seen = found

    def look_at_calls(self, name: str) -> None:
        """One replacement, with a look after each of its calls."""

        def act(count: int, called: str, call: Call) -> Any:
            try:
                return call()
            finally:
                self.look(f"{name}, after call {count}, {called}")

        with shim(act, ALL):
            self.turn()

    def look_at_any_moment(self, cases: int, turns: mmap.mmap, name: str) -> None:
        """Looks beside a process that replaces it.

        Waits for it now and then: on a busy machine it might not have had a processor at all.
        """
        before = bytes(8)
        for number in range(cases):
            while number % _LOOKS == 0 and turns[_TURNS] == before:
                os.sched_yield()
            before = turns[_TURNS]
            self.look(f"{name}, look {number}")
            if self.tally.enough:
                return
