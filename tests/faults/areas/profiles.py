"""Profiles switched with a reader at work, and killed at every call: never missing, never mixed."""

import contextlib
import mmap
import os
import signal
from collections.abc import Iterator

from cvlink_gui.core.names import join
from cvlink_gui.core.plan import Plan
from cvlink_gui.features import profiles
from cvlink_gui.features.project import Project
from cvlink_gui.fs.journal import Entry, Journal, State
from tests.faults.areas.kills import counted
from tests.faults.plans import seeded
from tests.faults.program import Tally, scratch
from tests.faults.shim import SYSTEMS, in_child, killed_at, shim, swapped
from tests.faults.tree import after, before, differences, snapshot

_NAMES = (b"dev", b"prod")
_LINKS = 6
_LOOKS, _MISSES = slice(0, 8), slice(8, 16)  # numbers the reader shares


class Bench:
    """A project with two profiles, in the first one, and its journal."""

    def __init__(self, folder: bytes, *, fresh: bool) -> None:
        """fresh: the links are not there yet, nor are the folders they lie in."""
        self.root = join(folder, b"root")
        lines = []
        for name in _NAMES:
            lines.append(f"[profiles.{name.decode()}]")
            for number in range(_LINKS):
                os.makedirs(join(self.root, b"data/%s/%d" % (name, number)))
                lines.append(f'"now/{number % 2}/{number}" = "data/{name.decode()}/{number}"')
        with open(join(self.root, b"cvlink.toml"), "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        self.project = Project.open(self.root)
        self.project.journal = Journal(join(folder, b"state"))
        if not fresh:
            self.project.run(self.plan("dev"))

    def plan(self, name: str) -> Plan:
        wanted = profiles.named(self.project, name)
        proposal = self.project.propose(profiles.propose_switch(self.project, wanted, count=False))
        assert not proposal.conflicts, proposal.conflicts
        return proposal.plan

    def word(self) -> str:
        return profiles.state(self.project, profiles.profiles(self.project)).word


def switches(cases: int, seed: int) -> Tally:
    """A switch is killed before or after each of its calls; what is recovered is one profile."""
    tally = Tally()
    for number in range(cases):
        if tally.cases >= cases or tally.enough:
            break
        system = list(SYSTEMS)[(number + seed) % len(SYSTEMS)]
        with scratch() as folder, swapped(*SYSTEMS[system]):
            _kill_all(folder, tally, cases, f"seed {seed}, project {number}, {system}")
    return tally


def _kill_all(folder: bytes, tally: Tally, cases: int, name: str) -> None:
    rng = seeded(name)
    bench = Bench(folder, fresh=rng.random() < 0.3)
    plan = bench.plan("prod")
    calls = counted(lambda: _do(bench, plan))
    bench.project.undo(_undoable(bench))
    for number in range(1, calls + 1):
        for first in (True, False):
            if tally.cases >= cases or tally.faults:
                return
            where = f"{name}, {'before' if first else 'after'} call {number}"
            with tally.case(where):
                tally.blame(where, *_killed(bench, number, first=first, forward=rng.random() < 0.5))
            tally.notes[f"ended in {bench.word()}"] += 1


def _killed(bench: Bench, number: int, *, first: bool, forward: bool) -> list[str]:
    """Faults of the state after a switch to the other profile was killed, and recovered."""
    old = bench.word()
    new = "prod" if old != "prod" else "dev"
    plan, tree, newest = bench.plan(new), snapshot(bench.root), _newest(bench)

    def shimmed() -> None:
        with shim(killed_at(number, before=first)):
            _do(bench, plan)

    in_child(shimmed)
    bench.project.recover(forward=forward)
    entry = _newest(bench)
    done = entry != newest and entry[1] is State.DONE
    faults = differences(snapshot(bench.root), (after if done else before)(tree, plan))
    wanted = new if done else old
    return faults + [f"it is {bench.word()}, not {wanted}"] * (bench.word() != wanted)


def _do(bench: Bench, plan: Plan) -> None:
    assert bench.project.run(plan).ok


def _newest(bench: Bench) -> tuple[int, State | None]:
    found = bench.project.journal.history(1)
    return (found[0].id, found[0].state) if found else (0, None)


def _undoable(bench: Bench) -> Entry:
    entry = bench.project.journal.undoable()
    assert entry is not None
    return entry


def flips(cases: int, seed: int) -> Tally:
    """Profiles are flipped over and over while a process reads through all of the links."""
    tally = Tally()
    with scratch() as folder:
        bench = Bench(folder, fresh=False)
        with _reading(bench.root) as shared:
            for number in range(cases):
                where = f"seed {seed}, flip {number}"
                with tally.case(where):
                    _do(bench, bench.plan("prod" if number % 2 == 0 else "dev"))
                    missed = int.from_bytes(shared[_MISSES], "little")
                    tally.blame(
                        where, *[f"{missed} looks found no link or no target"] * bool(missed)
                    )
                if tally.enough:
                    break
        tally.notes["looks of the reader"] += int.from_bytes(shared[_LOOKS], "little")
    return tally


@contextlib.contextmanager
def _reading(root: bytes) -> Iterator[mmap.mmap]:
    """A process that looks through the links all the time, and counts what it misses."""
    shared = mmap.mmap(-1, 16)
    links = [join(root, b"now/%d/%d" % (n % 2, n)) for n in range(_LINKS)]
    pid = os.fork()
    if pid == 0:
        looks = missed = 0
        while True:
            for link in links:
                looks += 1
                try:
                    os.stat(link)
                except OSError:
                    missed += 1
            shared[_LOOKS] = looks.to_bytes(8, "little")
            shared[_MISSES] = missed.to_bytes(8, "little")
    try:
        while not any(shared[_LOOKS]):
            os.sched_yield()
        yield shared
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
