"""SIGKILL before and after every call of a batch, and of its recovery."""

import mmap
import os
import random
from collections.abc import Callable
from itertools import product

from cvlink_gui.core.plan import Plan
from cvlink_gui.fs import apply, settling
from cvlink_gui.fs.journal import Journal, State
from cvlink_gui.fs.links import Beneath
from tests.faults.plans import identified, make_plan, make_tree, seeded
from tests.faults.program import Tally, scratch
from tests.faults.shim import SYSTEMS, Act, in_child, killed_at, shim, swapped
from tests.faults.tree import after, before, differences, snapshot


class Bench:
    """A tree that many batches are killed on, one after the other, and its journal."""

    def __init__(self, rng: random.Random, folder: bytes, state: bytes = b"state") -> None:
        """state: the journal's folder, below the other one or elsewhere."""
        self.rng = rng
        self.root = os.path.join(folder, b"root")
        self.journal = Journal(os.path.join(folder, state))
        make_tree(rng, self.root)
        self.tree = snapshot(self.root)
        self.plans = 0

    def plan(self) -> Plan:
        self.plans += 1
        return make_plan(self.rng, self.tree, self.rng.randint(4, 13))

    def work(self, plan: Plan) -> None:
        """What the engine does with a plan, as `Project.run` has it do."""
        with self.journal.locked(), Beneath(self.root) as beneath:
            assert not apply.conflicts(beneath, plan)
            outcomes = apply.carry_out(beneath, plan, self.journal)
            assert all(outcome.ok for outcome in outcomes), outcomes

    def recover(self, *, forward: bool) -> None:
        with self.journal.locked(), Beneath(self.root) as beneath:
            entry = self.journal.unfinished()
            if entry is not None:
                settling.recover(beneath, entry, self.journal, forward=forward)

    def newest(self) -> tuple[int, State | None]:
        """Number and state of the newest entry of the journal."""
        found = self.journal.history(1)
        return (found[0].id, found[0].state) if found else (0, None)

    def judge(self, plan: Plan, newest: int) -> list[str]:
        """Faults of the state after a recovery: the tree must be as the journal says.

        newest  the entry that was the newest one before this plan
        """
        number, state = self.newest()
        done = number > newest and state is State.DONE
        found = snapshot(self.root)
        wanted = (after if done else before)(self.tree, plan)
        faults = differences(found, wanted)
        if self.journal.unfinished() is not None:
            faults.append("the journal still has an unfinished entry")
        self.tree = found
        return faults


def counted(work: Callable[[], None]) -> int:
    """How many calls there are to be killed at in some work, which is done."""
    shared = mmap.mmap(-1, 8)

    def act(number: int, _name: str, call: Callable[[], object]) -> object:
        shared[:8] = max(number, int.from_bytes(shared[:8], "little")).to_bytes(8, "little")
        return call()

    with shim(act):
        work()
    return int.from_bytes(shared[:8], "little")


def kill_points(cases: int, seed: int) -> Tally:
    """Every call of batch after batch, before and after it; finished and rolled back in turn."""
    tally = Tally()
    for number in range(cases):
        if tally.cases >= cases or tally.enough:
            break
        system = list(SYSTEMS)[(number + seed) % len(SYSTEMS)]
        rng = seeded("kill", seed, number)
        with scratch() as folder, swapped(*SYSTEMS[system], *_threads(number)):
            kill_all(Bench(rng, folder), tally, cases, f"seed {seed}, batch {number}, {system}")
        tally.notes["batches"] += 1
    return tally


def _threads(number: int) -> list[tuple[object, str, float]]:
    """Every third batch is shared out to threads, small as it is."""
    return [(apply, "_WORTH_SHARING", 2), (apply, "_SLOW_SECONDS", 0.0)] if number % 3 == 2 else []


def kill_all(bench: Bench, tally: Tally, cases: int, name: str) -> None:
    """One plan and its inverse in turn, killed before and after every call."""
    plan = bench.plan()
    calls = counted(lambda: bench.work(plan))
    bench.tree, plan, known = snapshot(bench.root), plan.inverse(), len(tally.faults)
    for number, first in product(range(1, calls + 1), (True, False)):
        if tally.cases >= cases or len(tally.faults) > known:
            return  # after a fault nothing is what the next case takes for granted
        where = f"{name}, {'before' if first else 'after'} call {number}"
        with tally.case(where):
            doing = identified(plan, bench.root, bench.tree) if bench.rng.random() < 0.5 else plan
            newest = bench.newest()[0]
            _killed(lambda: bench.work(doing), killed_at(number, before=first))  # noqa: B023
            bench.recover(forward=tally.cases % 2 == 0)
            tally.blame(where, *bench.judge(plan, newest))
            plan = _next(bench, plan)


def _next(bench: Bench, plan: Plan) -> Plan:
    """The inverse of a plan that is done by now, or the plan again."""
    return plan if not differences(bench.tree, before(bench.tree, plan)) else plan.inverse()


def _killed(work: Callable[[], None], act: Act) -> bool:
    def shimmed() -> None:
        with shim(act):
            work()

    return not in_child(shimmed)


def double_kills(cases: int, seed: int) -> Tally:
    """Killed at any call, killed again during the recovery, once or more; then recovered."""
    tally = Tally()
    for number in range(cases):
        if tally.cases >= cases or tally.enough:
            break
        system = list(SYSTEMS)[(number + seed) % len(SYSTEMS)]
        rng = seeded("double", seed, number)
        with scratch() as folder, swapped(*SYSTEMS[system], *_threads(number)):
            bench = Bench(rng, folder)
            while tally.cases < cases and bench.plans < 20 and not tally.faults:
                double(bench, tally, f"seed {seed}, batch {number}.{bench.plans}, {system}")
    return tally


def double(bench: Bench, tally: Tally, name: str) -> None:
    """One plan; a case only if it was killed, and its recovery too."""
    rng, plan, newest, kills = bench.rng, bench.plan(), bench.newest()[0], 0
    with tally.case(name):
        _killed(lambda: bench.work(plan), killed_at(rng.randint(4, 40), before=True))
        while bench.journal.unfinished() is not None and kills < 4:
            forward = rng.random() < 0.5
            point = killed_at(rng.randint(1, 20), before=rng.random() < 0.5)
            kills += _killed(lambda: bench.recover(forward=forward), point)  # noqa: B023
        bench.recover(forward=rng.random() < 0.5)
        tally.blame(name, *bench.judge(plan, newest))
    if kills:
        tally.notes[f"killed {kills + 1} times"] += 1
    else:
        tally.cases -= 1
