"""Every call of a batch refused with every errno: once, from then on, or although it was done."""

import errno
import os
import sqlite3
from collections.abc import Callable
from itertools import product
from typing import Any

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.layout import Layout
from cvlink_gui.core.plan import Absent, Dir, Outcome, Plan, State
from cvlink_gui.core.settings import Settings
from cvlink_gui.features.project import Project
from cvlink_gui.fs import apply
from tests.faults.areas.kills import Bench
from tests.faults.plans import seeded
from tests.faults.program import Tally, scratch
from tests.faults.shim import ALL, SYSTEMS, Act, Call, shim, swapped
from tests.faults.tree import Tree, after, before, differences, snapshot

_NAMES = "ENOSPC EROFS EDQUOT EACCES EIO ESTALE EMLINK EEXIST ENAMETOOLONG"
NUMBERS = {name: getattr(errno, name) for name in _NAMES.split()}
WAYS = ("once", "from then on", "although done")
# Calls that change nothing: there is nothing to be done before they are refused.
_READING = {"open", "stat", "readlink", "fstat", "dup", "openat2", "flock"}


def refused(number: int, way: str, error: int, hit: list[str]) -> Act:
    """The n-th call is refused; its name is put into `hit`."""

    def act(count: int, name: str, call: Call) -> Any:
        if count < number or (count > number and way != "from then on"):
            return call()
        # EEXIST is no such answer: then the thing that is there is somebody else's.
        if way == "although done" and name not in _READING and error != errno.EEXIST:
            call()
        hit.append(name)
        if name.startswith("sqlite"):
            raise sqlite3.OperationalError("disk I/O error")
        raise OSError(error, os.strerror(error))

    return act


def matrix(cases: int, seed: int) -> Tally:
    """Every call of batch after batch, with every errno, in every way."""
    tally = Tally()
    for number in range(cases):
        if tally.cases >= cases or tally.enough:
            break
        system = list(SYSTEMS)[(number + seed) % len(SYSTEMS)]
        rng = seeded("errno", seed, number)
        with scratch() as folder, swapped(*SYSTEMS[system]):
            bench = Refused(rng, folder)
            _made_by_others(bench, tally, f"seed {seed}, batch {number}, {system}")
            _refuse_all(bench, tally, cases, f"seed {seed}, batch {number}, {system}")
    return tally


class Refused(Bench):
    """A bench on which plans go through `Project`, as in the window and the command."""

    def __init__(self, rng: Any, folder: bytes) -> None:
        super().__init__(rng, folder)
        self.project = Project(self.root, Settings(), Layout())
        self.project.journal = self.journal

    def run(self, plan: Plan) -> list[Outcome] | CvlinkError:
        try:
            return list(self.project.run(plan).outcomes)
        except CvlinkError as error:
            return error

    def faults(self, plan: Plan, found: list[Outcome] | CvlinkError) -> list[str]:
        """What is not true, or lost, after a run that may have been refused."""
        tree = snapshot(self.root)
        left = self.journal.unfinished()
        ends = [differences(tree, end(self.tree, plan)) for end in (before, after)]
        faults = []
        if isinstance(found, list):
            faults += _lies(tree, found)
            wanted = int(bool(found) and all(outcome.ok for outcome in found))
        else:
            wanted = int(bool(ends[0]))  # it may have been done, but then whole
        if left is None:
            faults += ends[wanted]
        elif self.project.recover(forward=self.rng.random() < 0.5) is None:
            faults.append("what was left could not be recovered")
        return faults


def _lies(tree: Tree, outcomes: list[Outcome]) -> list[str]:
    """Outcomes that say something else than the disk."""
    return [
        f"{outcome} is a lie: {tree.get(outcome.step.path)}"
        for outcome in outcomes
        if outcome.ok != _holds(tree, outcome.step.path, outcome.step.after)
        and outcome.step.before != outcome.step.after
    ]


def _holds(tree: Tree, path: bytes, state: State) -> bool:
    node = tree.get(path)
    if isinstance(state, Absent):
        return node is None
    if isinstance(state, Dir):
        return node is not None and node[0] == "dir"
    return node is not None and node[::2] == ("link", state.text)


def _refuse_all(bench: Refused, tally: Tally, cases: int, name: str) -> None:
    plan, calls = bench.plan(), _calls(bench)
    known = len(tally.faults)
    points = list(product(range(1, calls), WAYS, NUMBERS))
    for number, way, error in bench.rng.sample(points, len(points) // 4):  # others have the rest
        if tally.cases >= cases or len(tally.faults) > known:
            return
        where = f"{name}, call {number}, {error} {way}"
        with tally.case(where):
            newest, hit = bench.newest()[0], list[str]()
            with shim(refused(number, way, NUMBERS[error], hit), ALL):
                found = bench.run(plan)
            faults = bench.faults(plan, found)
            tally.blame(f"{where} ({', '.join(hit[:1])})", *faults, *bench.judge(plan, newest))
            done = differences(bench.tree, before(bench.tree, plan))
            plan = plan.inverse() if done else plan


def _calls(bench: Refused) -> int:
    """About how many calls a run has: of one that is done and taken back."""
    counts = [0]

    def act(number: int, _name: str, call: Callable[[], Any]) -> Any:
        counts[0] = number
        return call()

    plan = bench.plan()
    with shim(act, ALL):
        bench.run(plan)
    bench.run(plan.inverse())
    bench.tree = snapshot(bench.root)
    return counts[0]


def _made_by_others(bench: Refused, tally: Tally, name: str) -> None:
    """What a plan is about to make is made by somebody else first: it stays theirs."""
    plan = bench.plan()
    made = [step for step in plan.steps if isinstance(step.before, Absent)]
    if not made:
        return
    theirs = bench.rng.choice(made)
    path = os.path.join(bench.root, theirs.path)

    def make(*arguments: Any) -> list[Outcome]:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.mkdir(path) if isinstance(theirs.after, Dir) else os.symlink(theirs.after.text, path)
        return real(*arguments)

    real = apply.carry_out
    with tally.case(name), swapped((apply, "carry_out", make)):
        found = bench.run(plan)
        if not os.path.lexists(path):
            tally.blame(name, f"what others made was taken away: {theirs.path!r}")
        if not isinstance(found, list) or any(outcome.ok for outcome in found):
            tally.blame(name, f"it was said to be done: {found}")
    bench.tree = snapshot(bench.root)
