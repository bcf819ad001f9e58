"""Somebody moves a folder away while steps are done in it, and then the program is killed."""

import os
import random
from typing import Any

from cvlink_gui.core.names import is_within
from cvlink_gui.core.plan import Absent, Link, Plan, Step
from cvlink_gui.fs import apply, settling
from cvlink_gui.fs.journal import State
from cvlink_gui.fs.links import Beneath
from tests.conftest import build
from tests.faults.areas.kills import Bench
from tests.faults.plans import every_action, identified, seeded
from tests.faults.program import Tally, scratch
from tests.faults.shim import ALL, CHANGING, SYSTEMS, Call, in_child, shim, swapped
from tests.faults.tree import Tree, after, alike, before, differences, snapshot

# What lies in the place of the folder when the program is started again.
_LATER = ("nothing", "nothing", "put back", "another folder", "a copy", "a link")
_TEMPORARY = b".cvlink-"


def moved_and_killed(cases: int, seed: int) -> Tally:
    """A folder is moved at one call, the program killed at a later one; exact, or told by name."""
    tally = Tally()
    for number in range(cases):
        if tally.enough:
            break
        system = list(SYSTEMS)[(number + seed) % len(SYSTEMS)]
        name = f"seed {seed}, case {number}, {system}"
        with scratch() as folder, swapped(*SYSTEMS[system]), tally.case(name):
            case = Case(seeded("moved", seed, number), folder)
            tally.blame(name, *case.faults())
            tally.notes[case.what] += 1
    return tally


class Case:
    """A project, a folder of it that is moved, where to, and what becomes of it all."""

    def __init__(self, rng: random.Random, folder: bytes) -> None:
        self.rng, self.bench = rng, Bench(rng, folder)
        self.root = self.bench.root
        build(self.root, "yard/f", "yard/l -> t", "yard/e/f", "yard/e/l -> t", "yard/e/k -> t")
        self.folder = rng.choice((b"yard", b"yard/e"))
        self.place = os.path.join(self.root, self.folder)
        self.away = os.path.join(rng.choice((folder, self.root)), b"moved away")
        self.tree = snapshot(self.root)
        self.plan = _plan(rng)
        self.what = "not moved, or put back"

    def faults(self) -> list[str]:
        """Let it happen, recover, and say what is wrong then."""
        done, going = os.pipe()
        in_child(self._work)
        os.close(going)
        os.read(done, 1)  # it ends when the last process has that may still move the folder
        os.close(done)
        if os.path.lexists(self.away):
            self._act_later()
        left, told = self.bench.journal.unfinished(), set[bytes]()
        if left is not None:
            told = self._recover(left, forward=self.rng.random() < 0.5)
        if self.bench.journal.unfinished() is not None:
            return ["the journal still has an unfinished entry"]
        wanted = (after if self._is_done() else before)(self.tree, self.plan)
        if not os.path.lexists(self.away):
            faults = [f"{path!r} is told for nothing" for path in told]
            return faults + differences(snapshot(self.root), wanted)
        faults = differences(self._around(snapshot(self.root)), self._around(wanted))
        if left is None:
            self.what = "moved, nothing to recover"
            return faults + differences(snapshot(self.away), self._inside(wanted))
        self.what = "moved, and told by name"
        steps = {step.path for step in self.plan.steps}
        untold = {path for path in steps if path.startswith(self.folder + b"/")} - told
        return [*faults, *(f"{path!r} is not told" for path in untold), *self._lost(steps)]

    def _work(self) -> None:
        """The engine; at one call the folder goes, at a later one the program."""
        elsewhere = self.rng.random() < 0.3  # by another process, while this one goes on
        calls, about = self.rng.choice(((CHANGING, 30), (ALL, 110)))
        moved_at = self.rng.randint(1, about)
        killed_at = self.rng.randint(moved_at, about)

        def act(number: int, _name: str, call: Call) -> Any:
            if number == moved_at and (not elsewhere or os.fork() == 0):
                _RENAME(self.place, self.away)
                if elsewhere:
                    os._exit(0)
            if number == killed_at:
                os.kill(os.getpid(), 9)
            return call()

        plan = identified(self.plan, self.root) if self.rng.random() < 0.5 else self.plan
        journal = self.bench.journal
        with shim(act, calls), journal.locked(), Beneath(self.root) as beneath:
            if not apply.conflicts(beneath, plan):
                apply.carry_out(beneath, plan, journal)

    def _act_later(self) -> None:
        """Somebody's next deed, before the program is started again."""
        later = self.rng.choice(_LATER)
        if later == "put back":
            os.rename(self.away, self.place)
        elif later == "another folder":
            build(self.place, "f", "theirs -> t")
        elif later == "a copy":
            build(self.place, "f", "l -> t", "e/f", "e/l -> u", "n -> t")
        elif later == "a link":
            os.symlink(self.away, self.place)

    def _recover(self, left: Any, *, forward: bool) -> set[bytes]:
        """The paths of which a recovery says something."""
        theirs = snapshot(self.root)
        with self.bench.journal.locked(), Beneath(self.root) as beneath:
            found = settling.recover(beneath, left, self.bench.journal, forward=forward)
        still = snapshot(self.root)
        assert all(still.get(path) == node for path, node in theirs.items() if node[0] == "file")
        return {outcome.step.path for outcome in found if outcome.error and not outcome.ok}

    def _is_done(self) -> bool:
        return self.bench.newest()[1] is State.DONE

    def _around(self, tree: Tree) -> Tree:
        """What of the project lies neither in the folder nor where that went."""
        apart = (self.folder, b"moved away")
        return {path: n for path, n in tree.items() if not any(is_within(path, a) for a in apart)}

    def _inside(self, tree: Tree) -> Tree:
        """What of the project lies in the folder, seen from there."""
        head = self.folder + b"/"
        return {path[len(head) :]: n for path, n in tree.items() if path.startswith(head)}

    def _lost(self, steps: set[bytes]) -> list[str]:
        """What is neither as before the plan nor as after it, where the folder went."""
        found = snapshot(self.away)
        ends = [self._inside(end(self.tree, self.plan)) for end in (before, after)]
        aside = any(_TEMPORARY in path for path in found)
        paths = {path for path in found if _TEMPORARY not in path}.union(*ends)
        return [
            f"{path!r} is {found.get(path)} where its folder went"
            for path in sorted(paths)
            if not any(alike(found.get(path), end.get(path)) for end in ends)
            and not (aside and path not in found and self.folder + b"/" + path in steps)
        ]


def _plan(rng: random.Random) -> Plan:
    """Steps of every action: most of them in the folders that are moved, one elsewhere."""
    steps = [
        *every_action(rng, b"yard"),
        Step(b"yard/e/k", Link(b"t"), rng.choice((Absent(), Link(b"u")))),
        Step(b"top", Absent(), Link(b"t")),
    ]
    return Plan("moved", tuple(steps))


_RENAME = os.rename  # as the shim finds it: somebody else's call is none of the engine's
