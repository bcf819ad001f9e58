"""Files that give their place to links: killed at any call, and changed by others meanwhile."""

import os
import random
from dataclasses import replace

from cvlink_gui.core.errors import PlanRefused
from cvlink_gui.core.names import join
from cvlink_gui.core.plan import Absent, Dir, Link, Plan, Step, Twin
from cvlink_gui.fs.links import Beneath
from tests.faults.areas import kills
from tests.faults.plans import seeded
from tests.faults.program import Tally, scratch
from tests.faults.shim import ALL, SYSTEMS, Call, shim, swapped
from tests.faults.tree import Tree, snapshot

_STORE = b".cvlink-trash-x"
_RENAME, _WRITE = os.rename, os.write  # not counted as calls of the engine
_CALLS = (*ALL, (os, "pread"))


class Bench(kills.Bench):
    """A tree with files that are there twice as well, and plans that link some of them."""

    def __init__(self, rng: random.Random, folder: bytes, state: bytes = b"state") -> None:
        """state: as of the other one."""
        super().__init__(rng, folder, state)
        folders = [b"", *(path for path, node in self.tree.items() if node[0] == "dir")]
        for number in range(4):
            data = rng.randbytes(rng.randint(1, 9000))
            for side in (b"one", b"two"):
                path = join(rng.choice(folders), b"%s %d" % (side, number))
                _make(os.path.join(self.root, path), data)
        self.tree = snapshot(self.root)

    def plan(self) -> Plan:
        """The usual plan, with files replaced, or brought back if they are."""
        found = super().plan()
        steps = [step for step in map(self._step, _twice(self.tree)) if step is not None]
        self.rng.shuffle(steps)
        store = [Step(_STORE, Absent(), Dir(0o700))] if _STORE not in self.tree else []
        return replace(found, steps=(*store, *steps, *found.steps))

    def _step(self, pair: tuple[bytes, bytes]) -> Step | None:
        one, two = pair
        found = os.stat(os.path.join(self.root, two), follow_symlinks=False)
        twin = Twin(
            join(_STORE, os.path.basename(two)), found.st_ino, found.st_size, found.st_mtime_ns
        )
        text = os.path.relpath(os.path.join(b"/", one), os.path.join(b"/", os.path.dirname(two)))
        return Step(two, twin, Link(text)) if self.rng.random() < 0.8 else None


def _twice(tree: Tree) -> list[tuple[bytes, bytes]]:
    """Pairs of files with the same bytes that both lie in their places."""
    places: dict[bytes, bytes] = {}
    pairs = []
    for path, node in sorted(tree.items(), key=lambda item: os.path.basename(item[0])):
        if node[0] != "file" or not os.path.basename(path).startswith((b"one ", b"two ")):
            continue
        if node[2] in places:
            pairs.append((places[node[2]], path))
        places.setdefault(node[2], path)
    return [pair for pair in pairs if not pair[1].startswith(_STORE)]


def killed(cases: int, seed: int) -> Tally:
    """Killed at every call, and again during the recovery; every file is where it should be."""
    tally = Tally()
    for number in range(cases):
        if tally.cases >= cases or tally.enough:
            break
        system = list(SYSTEMS)[(number + seed) % len(SYSTEMS)]
        rng, name = seeded("copies", seed, number), f"seed {seed}, batch {number}, {system}"
        with scratch() as folder, swapped(*SYSTEMS[system]):
            if number % 2:
                kills.kill_all(Bench(rng, folder), tally, cases, name)
            else:
                kills.double(Bench(rng, folder), tally, name)
    return tally


def changed(cases: int, seed: int) -> Tally:
    """Something is written, swapped or removed by somebody else at any call; no byte is lost."""
    tally = Tally()
    for number in range(cases):
        if tally.enough:
            break
        rng = seeded("changed", seed, number)
        system = list(SYSTEMS)[(number + seed) % len(SYSTEMS)]
        name = f"seed {seed}, case {number}, {system}"
        with scratch() as folder, swapped(*SYSTEMS[system]), tally.case(name):
            tally.blame(name, *_Table(folder, rng).play())
    return tally


class _Table:
    """Two files that may be equal, and somebody else who does one thing at one call.

    known  what every file has in it, by inode: nobody deletes any
    """

    def __init__(self, root: bytes, rng: random.Random) -> None:
        self.root, self.rng = root, rng
        self.known: dict[int, bytes] = {}
        for folder in (b"one", b"two", _STORE):
            os.mkdir(join(root, folder))
        data = rng.randbytes(5000)
        self.is_equal = rng.random() < 0.8
        self._add(b"two/f", data)
        self._add(b"one/f", data if self.is_equal else data[:-1] + bytes([data[-1] ^ 1]))

    def play(self) -> list[str]:
        """Faults: what was lost, or replaced though it was not equal."""
        found = os.stat(self._at(b"two/f"))
        twin = Twin(join(_STORE, b"0"), found.st_ino, found.st_size, found.st_mtime_ns)
        deeds = (self._write, self._swap, self._swap_target, self._occupy)
        deed, when, done = self.rng.choice(deeds), self.rng.randint(0, 40), False

        def act(number: int, _name: str, call: Call) -> object:
            if number == when:
                deed()
            return call()

        with Beneath(self.root) as beneath:
            try:
                with shim(act, _CALLS):
                    beneath.set_aside(b"two/f", twin, Link(b"../one/f"), b".cvlink-x-0")
                done = True
            except (PlanRefused, OSError):
                pass
        return self._faults(twin, done=done)

    def _faults(self, twin: Twin, *, done: bool) -> list[str]:
        nodes = snapshot(self.root).values()
        alive = {inode: data for kind, inode, data in nodes if kind == "file"}
        faults = [f"inode {inode} is lost" for inode in self.known if inode not in alive]
        if alive != self.known and not faults:
            faults.append("a file has other bytes")
        if done and not self.is_equal:
            faults.append("a file with other bytes was replaced")
        if done and os.lstat(self._at(twin.kept)).st_ino != twin.inode:
            faults.append("another file was taken out of the place")
        if not done and not os.path.lexists(self._at(b"two/f")):
            faults.append("refused, and nothing lies in the place")
        return faults

    def _write(self) -> None:
        """As a program that writes into either file, without waiting for anybody."""
        flags = os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK
        try:
            fd = os.open(self._at(self.rng.choice((b"one/f", b"two/f"))), flags)
        except BlockingIOError:
            return  # the lease stood against it, and is broken now
        fresh = self.rng.randbytes(100)
        _WRITE(fd, fresh)
        self.known[os.fstat(fd).st_ino] += fresh
        os.close(fd)

    def _swap(self) -> None:
        _RENAME(self._at(b"two/f"), self._at(b"two/moved"))
        self._add(b"two/f", self.rng.randbytes(100))

    def _swap_target(self) -> None:
        _RENAME(self._at(b"one/f"), self._at(b"one/moved"))
        self._add(b"one/f", self.rng.randbytes(100))

    def _occupy(self) -> None:
        if not os.path.lexists(self._at(join(_STORE, b"0"))):
            self._add(join(_STORE, b"0"), self.rng.randbytes(100))

    def _add(self, path: bytes, data: bytes) -> None:
        _make(self._at(path), data)
        self.known[os.stat(self._at(path)).st_ino] = data

    def _at(self, path: bytes) -> bytes:
        return join(self.root, path)


def _make(path: bytes, data: bytes) -> None:
    """A file that was written long ago."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    _WRITE(fd, data)
    os.close(fd)
    os.utime(path, ns=(0, 1_700_000_000_000_000_000))
