"""Plans whose paths, parents and targets try to leave the project.

The cases are facts known from the tests of Go's os.Root, filepath-securejoin, rsync's
--safe-links, tarfile's filters and zip-slip archives, said anew for plans.
"""

import os
import random
import signal
from collections.abc import Callable
from itertools import product
from typing import Any

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.plan import Absent, Dir, Link, Plan, Proposal, State, Step
from cvlink_gui.core.settings import ALLOWED_ROOTS, Settings
from cvlink_gui.features.project import Project
from cvlink_gui.fs import apply, syscalls
from cvlink_gui.fs.journal import Journal
from cvlink_gui.fs.links import Beneath
from tests.conftest import build, stays_in
from tests.faults.plans import every_action, seeded
from tests.faults.program import Tally, scratch
from tests.faults.shim import ALL, SYSTEMS, Call, shim, swapped
from tests.faults.tree import ANY, Tree, differences, snapshot

_WORLD = (
    "root/d/f", "root/d/l -> t", "root/d/e/", "root/d/e/l -> t", "root/deep/a/b/c/",
    "root/up -> ..", "root/rel -> ../outside", "root/evil -> ../root-evil", "root/self -> .",
    "root/here -> d", "root/loop -> loop", "root/c1 -> c2", "root/c2 -> c3",
    "root/c3 -> up/outside",
    "root/d/up2 -> ../..", "root/d/e/up3 -> ../../../outside", "root/proc -> /proc/self/root",
    "root/cwd -> /proc/self/cwd", "root/thread -> /proc/thread-self/cwd", "root/dotdot -> d/../..",
    "root/new -> ../outside/new", "root/file -> ../outside/f", "root/slash -> /",
    "outside/f", "outside/l -> t", "outside/e/", "root-evil/f", "root-evil/l -> t", "root-evil/e/",
    "allowed/f", "allowed-evil/f", "allowed/out -> ../outside", "allowed/in -> f",
)  # fmt: skip
_CHAIN = (*(f"root/chain{n} -> chain{n + 1}" for n in range(38)), "root/chain38 -> rel")
_WAYS_OUT = (
    "..", "../outside", "../root-evil", "../root-evil/e", "d/../..", "d/../../outside",
    "d/e/../../../outside", "./../outside", "d/./../../outside", "d//..//..//outside",
    "d/f/../../../outside", "d/l/../../../outside", "none/../../outside", "d/../../root/../outside",
    "deep/a/b/c/../../../../../outside", "../root/../outside", "BASE/outside", "/BASE/outside",
    "BASE/root/../outside", "BASE/root-evil", "/..BASE/outside", "up", "up/outside", "up/root-evil",
    "rel", "rel/e", "evil", "evil/e", "self/../outside", "self/rel", "self/self/up/outside",
    "here/up2/outside", "here/e/up3", "c1", "c1/e", "c2", "d/up2/outside", "d/e/up3",
    "dotdot/outside",
    "chain0", "chain0/e", "chain20", "loop", "slashBASE/outside", "procBASE/outside",
    "cwd", "cwd/e", "thread", "new", "file", "file/..", "d/up2/root/up/outside", "...", "d/...",
    "../outside/.", "../outside/e/..", "up/root/d/../../outside",
)  # fmt: skip
_TAILS = ("f", "l", "e", "fresh", "fresh/x", "..", ".", "", "../outside/fresh", "e/fresh")
_STEPS: tuple[tuple[State, State], ...] = (
    (Absent(), Link(b"t")), (Link(b"t"), Link(b"u")), (Link(b"t"), Absent()),
    (Absent(), Dir()), (Dir(), Absent()),
)  # fmt: skip
# Where links lead: the folder of the link, its text, whether that is outside.
_TARGETS = (
    ("", "..", True), ("", "../outside", True), ("d", "../../outside/f", True),
    ("d", "../f", False),
    ("d", "..", False), ("d/e", "../../../outside", True), ("", "BASE/outside", True),
    ("", "BASE/root", False), ("", "BASE/root/d", False), ("", "BASE/root-evil/f", True),
    ("", "../root-evil", True), ("", "up/outside", True), ("", "rel/f", True), ("", "c1", True),
    ("", "here/f", False), ("", "d/up2/outside", True), ("d", "./../../outside", True),
    ("d", "e/../../../outside", True), ("", "none/../../outside", True), ("", "d/./f", False),
    ("", "BASE/allowed/f", False), ("", "../allowed/f", False), ("", "../allowed-evil/f", True),
    ("", "../allowed/out/f", True), ("", "../allowed/in", False),
    ("", "../allowed/../outside", True),
    ("", "/", True), ("", "/etc/passwd", True), ("", "procBASE/outside", True), ("", "//etc", True),
    ("", "slash", True), ("", "chain0/f", True), ("", "self/../outside", True),
    ("", "d/nothing", False),
    ("d/e", "up3/f", True), ("", "BASE/root/../outside", True), ("", "d/../rel", True),
)  # fmt: skip


class World:
    """A project with neighbours; `outside` is everything but the project."""

    def __init__(self, folder: bytes) -> None:
        self.base = os.path.join(folder, b"w")
        build(self.base, *_WORLD, *_CHAIN)
        self.root = os.path.join(self.base, b"root")
        os.chdir(os.path.join(self.base, b"outside"))
        self.journal = Journal(os.path.join(folder, b"state"))
        self.project = Project.open(self.root, Settings({ALLOWED_ROOTS.key: ("../allowed",)}))
        self.project.journal = self.journal
        self.seen = self.outside()

    def outside(self) -> Tree:
        """All that lies around the project."""
        inner = self.root[len(self.base) + 1 :]
        found = snapshot(self.base)
        return {p: n for p, n in found.items() if p != inner and not p.startswith(inner + b"/")}

    def faults(self) -> list[str]:
        return differences(self.outside(), self.seen)

    def try_plan(self, plan: Plan, *, checked: bool) -> bool:
        """Carry out a plan, with the checks before it or without; True if all was done."""
        try:
            if checked:
                return self.project.run(plan).ok
            with self.journal.locked(), Beneath(self.root) as beneath:
                outcomes = apply.carry_out(beneath, plan, self.journal)
                return all(outcome.ok for outcome in outcomes)
        except (CvlinkError, OSError):
            return False
        finally:
            if self.journal.unfinished() is not None:
                self.project.recover(forward=False)


def traversal(cases: int, seed: int) -> Tally:
    """Paths, targets, and folders that are moved or become links while steps run."""
    tally = Tally()
    rng = seeded("traversal", seed)
    paths = list(product(_WAYS_OUT, _TAILS, _STEPS, (True, False)))
    rng.shuffle(paths)
    for number in range(cases):
        if tally.enough:
            break
        system = rng.choice(("all calls", "all calls", "no openat2", "no renameat2"))
        name = f"seed {seed}, case {number}, {system}"
        with scratch() as folder, swapped(*SYSTEMS[system]), tally.case(name):
            world = World(folder)
            kind = rng.random()
            if kind < 0.6:
                faults, what = _path(world, *paths[number % len(paths)]), "paths"
            elif kind < 0.7:
                faults, what = _target(world, *rng.choice(_TARGETS)), "targets"
            elif kind < 0.97:
                faults, what = _moved_at_a_call(world, rng), "moved at a call"
            else:
                faults, what = _raced(world), "raced by another process"
            tally.blame(f"{name}, {what}", *faults)
            tally.notes[what] += 1
        os.chdir("/")
    return tally


def _path(
    world: World, out: str, tail: str, states: tuple[State, State], checked: bool
) -> list[str]:
    path = os.fsencode(f"{out}/{tail}".replace("BASE", os.fsdecode(world.base)))
    # What a planted fault lets out is still in the case's own folder.
    assert stays_in(os.path.dirname(world.base), os.path.join(world.root, os.path.dirname(path)))
    made = Step(b"d/fine", Absent(), Link(b"t"))
    world.try_plan(Plan("out", (made, Step(path, *states))), checked=checked)
    return [f"{path!r} {states}: {fault}" for fault in world.faults()]


def _target(world: World, folder: str, text: str, out: bool) -> list[str]:
    target = os.fsencode(text.replace("BASE", os.fsdecode(world.base)))
    path = os.path.join(os.fsencode(folder), b"fresh")
    plan = Plan("out", (Step(path, Absent(), Link(target)),))
    said = any("outside" in c.reason for c in world.project.propose(Proposal(plan)).conflicts)
    return [] if said is out else [f"{path!r} -> {target!r} is said to be outside: {said}"]


def _moved_at_a_call(world: World, rng: random.Random) -> list[str]:
    """A folder is moved out, or becomes a link to the outside, at some call of a batch."""
    path, way = rng.choice((b"d", b"d/e")), rng.choice((_move, _become_link, _swap))
    plan, point = Plan("inside", every_action(rng, b"d")), rng.randint(2, 70)
    inner = os.path.join(world.root, path)
    original = snapshot(inner)
    finish: list[Callable[[], None]] = []
    moved: Tree = {}

    def act(number: int, _name: str, call: Call) -> Any:
        if number == point:
            moved.update(snapshot(inner))
            finish.append(way(world, inner))
        return call()

    with shim(act, ALL):
        done = world.try_plan(plan, checked=rng.random() < 0.5)
    for put_back in finish:
        put_back()
    inside = {s.path[len(path) + 1 :]: s for s in plan.steps}
    faults = world.faults()
    if finish:  # done before it was moved, or taken back: nothing was done in it elsewhere
        wanted = moved if done else original
        wanted = {p: (n[0], ANY, n[2]) if p in inside else n for p, n in wanted.items()}
        faults += differences(snapshot(inner), wanted)
    return [f"{way.__name__} {path!r} at call {point}: {fault}" for fault in faults]


def _move(world: World, inner: bytes) -> Callable[[], None]:
    away = os.path.join(world.base, b"outside", b"moved")
    os.rename(inner, away)
    return lambda: os.rename(away, inner)


def _become_link(world: World, inner: bytes) -> Callable[[], None]:
    back = _move(world, inner)
    os.symlink(os.path.join(world.base, b"outside"), inner)

    def put_back() -> None:
        os.unlink(inner)
        back()

    return put_back


def _swap(world: World, inner: bytes) -> Callable[[], None]:
    """The folder and a folder outside change places."""
    other = os.path.join(world.base, b"outside", b"e")

    def exchange() -> None:
        fd = os.open("/", os.O_RDONLY)
        _RENAME(fd, inner, fd, other, syscalls.RENAME_EXCHANGE)
        os.close(fd)

    exchange()
    return exchange


_RENAME = syscalls.renameat2


def _raced(world: World) -> list[str]:
    """Another process lets a folder and a link to the outside change places all the time."""
    here, there = (os.path.join(world.root, name) for name in (b"d", b"rel"))
    pid = os.fork()
    if pid == 0:
        fd = os.open("/", os.O_RDONLY)
        while True:
            _RENAME(fd, here, fd, there, syscalls.RENAME_EXCHANGE)
    try:
        for number in range(60):
            made = Step(b"d/e/n%d" % number, Absent(), Link(b"t"))
            also = Step(b"d/fresh%d" % number, Absent(), Dir())
            world.try_plan(Plan("raced", (made, also)), checked=number % 2 == 0)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return world.faults()
