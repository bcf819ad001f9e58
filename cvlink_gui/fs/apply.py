"""A plan -> outcomes: check everything, journal, act, journal; back to the beginning if it fails.

Folders are made first, then links (several folders at a time where they wait), then folders are
removed: a plan has one step a path, so no other order can be meant.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from time import monotonic

from cvlink_gui.core.errors import PlanRefused, from_os_error
from cvlink_gui.core.names import join, parent
from cvlink_gui.core.plan import (
    Absent,
    Blocked,
    Dir,
    Found,
    Link,
    Objection,
    Outcome,
    Plan,
    Step,
    Twin,
)
from cvlink_gui.core.said import Said, say
from cvlink_gui.fs import settling, stepping
from cvlink_gui.fs.journal import Entry, Journal, Kind, State, temporary
from cvlink_gui.fs.links import Beneath
from cvlink_gui.fs.refusals import moved_away
from cvlink_gui.fs.twins import gone

Progress = Callable[[int, int], None]  # steps done, steps in all
_WORKERS = 4
_WORTH_SHARING = 256  # steps; fewer are done before the first thread has started
_SLOW_SECONDS = 0.0002  # a step; local disks need a tenth of it
_TELL_EVERY = 256  # steps between two words about the progress


class Cancel(Enum):
    """What a cancelled batch is to become."""

    NO = "no"
    ROLL_BACK = "roll back"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Orders:
    """How a plan is to be carried out. The callables are asked on the calling thread's behalf."""

    kind: Kind = Kind.RUN
    of: int | None = None
    progress: Progress = lambda _done, _all: None
    cancelled: Callable[[], Cancel] = lambda: Cancel.NO


def conflicts(beneath: Beneath, plan: Plan) -> list[Objection]:
    """Steps whose `before` is not what lies on the disk now."""
    made: set[bytes] = set()
    found = []
    for step in plan.steps:
        if parent(step.path) not in made and (why := _conflict(beneath, step)):
            found.append(why)
        if isinstance(step.after, Dir):
            made.add(step.path)
    return found


def carry_out(
    beneath: Beneath, plan: Plan, journal: Journal, orders: Orders | None = None
) -> list[Outcome]:
    """Do a checked plan: journal it, do every step, journal the end. Hold the journal's lock.

    The outcomes, in the order of the steps, tell what is true on the disk afterwards: `ok` only
    where the step was done and stayed. At the first failure, and when cancelled so, all of it is
    rolled back; a batch that is cancelled and kept is in the journal as what was done of it.
    """
    orders = orders or Orders()
    entry = journal.begin(_as_it_lies(beneath, plan), orders.kind, orders.of)
    batch = _act_all(beneath, entry, orders)
    outcomes = batch.outcomes()
    if batch.wish is Cancel.NO and all(outcome.ok for outcome in outcomes):
        stepping.make_durable(beneath, plan.steps)
        journal.finish(entry, State.DONE)
        return outcomes
    if batch.wish is Cancel.KEEP and all(outcomes[number].ok for number in batch.begun):
        kept = tuple(outcome.step for outcome in outcomes if outcome.ok)
        stepping.make_durable(beneath, kept)
        journal.finish(entry, State.DONE, replace(entry.plan, steps=kept))
        return outcomes
    rolled = settling.settle_all(beneath, entry, forward=False, only=batch.begun)
    if not any(outcome.refused for outcome in rolled):
        journal.finish(entry, State.ROLLED_BACK)
    return [_after_rolling_back(*both) for both in zip(outcomes, rolled, strict=True)]


def _as_it_lies(beneath: Beneath, plan: Plan) -> Plan:
    """The plan with what only the disk knows: modes of folders it removes, which folders it is in.

    A folder that is not there yet is not among them: nothing can have been done in it.
    """
    inodes = ((folder, beneath.inode(folder)) for folder in plan.places())
    known = tuple((folder, inode) for folder, inode in inodes if inode is not None)
    steps = tuple([_with_mode(beneath, s) if isinstance(s.before, Dir) else s for s in plan.steps])
    return replace(plan, steps=steps, folders=known)


def _with_mode(beneath: Beneath, step: Step) -> Step:
    found = beneath.look(step.path)
    return step._replace(before=found) if isinstance(found, Dir) else step


def _act_all(beneath: Beneath, entry: Entry, orders: Orders) -> "_Batch":
    """Do the steps of an entry; the ones after a failure or a cancel are left."""
    batch = _Batch(entry, orders)
    staged = stepping.staged(list(enumerate(entry.plan.steps)), forward=True)
    batch.do(beneath, [item for item in staged if isinstance(item[1].after, Dir)])
    batch.do_shared(beneath, [item for item in staged if not stepping.is_about_folder(item[1])])
    batch.do(beneath, [item for item in staged if isinstance(item[1].before, Dir)])
    batch.check(beneath)
    return batch


class _Batch:
    """The outcomes of one batch while it runs; several threads may do parts of it.

    begun  the numbers of the steps that may have changed something
    """

    def __init__(self, entry: Entry, orders: Orders) -> None:
        self._entry = entry
        self._orders = orders
        self._found: list[Outcome | None] = [None] * len(entry.plan.steps)
        self._done = 0
        self._failed = False
        self.begun: set[int] = set()
        self.wish = Cancel.NO

    def outcomes(self) -> list[Outcome]:
        steps = self._entry.plan.steps
        return [
            found or Outcome(step, ok=False, error=say("not done"))
            for found, step in zip(self._found, steps, strict=True)
        ]

    def do(self, beneath: Beneath, items: Sequence[tuple[int, Step]]) -> None:
        """Do some steps on this thread, until one fails or the batch is cancelled."""
        for count, (number, step) in enumerate(items, 1):
            if self._failed or self.wish is not Cancel.NO:
                return
            outcome = stepping.outcome_of(step, step, self._act, beneath, number, step)
            self._found[number] = outcome
            if not outcome.ok:
                self._failed = True
            if count % _TELL_EVERY == 0 or count == len(items):
                self._tell(_TELL_EVERY if count % _TELL_EVERY == 0 else count % _TELL_EVERY)

    def _act(self, beneath: Beneath, number: int, step: Step) -> None:
        self.begun.add(number)
        try:
            if isinstance(step.before, Absent) and isinstance(step.after, Link):
                beneath.make(step.path, step.after)  # the only one without a temporary name
            else:
                stepping.act(beneath, step, temporary(self._entry, number))
        except (FileExistsError, FileNotFoundError, PlanRefused):
            # Somebody else changed the place, and nothing of the step was done: it stays so.
            name = temporary(self._entry, number)
            if isinstance(beneath.look(join(parent(step.path), name)), Absent):
                self.begun.discard(number)
            raise

    def do_shared(self, beneath: Beneath, items: Sequence[tuple[int, Step]]) -> None:
        """Do many steps, where they wait with folders shared out to threads.

        Within a folder threads gain nothing; and where a step is quick they only take the
        interpreter from each other: on a local disk four take a third longer than one.
        """
        first, rest = items[:_WORTH_SHARING], items[_WORTH_SHARING:]
        begin = monotonic()
        self.do(beneath, first)
        folders: defaultdict[bytes, list[tuple[int, Step]]] = defaultdict(list)
        if monotonic() - begin > _SLOW_SECONDS * len(first):
            for item in rest:
                folders[parent(item[1].path)].append(item)
        if len(folders) < 2:
            self.do(beneath, rest)
            return
        shares: list[list[tuple[int, Step]]] = [[] for _ in range(min(_WORKERS, len(folders)))]
        for group in sorted(folders.values(), key=len, reverse=True):
            min(shares, key=len).extend(group)
        from concurrent.futures import ThreadPoolExecutor  # a tenth of a command's start

        with ThreadPoolExecutor(len(shares), thread_name_prefix="cvlink-apply") as pool:
            for job in [pool.submit(self._do_apart, beneath, share) for share in shares]:
                job.result()

    def _do_apart(self, beneath: Beneath, items: Sequence[tuple[int, Step]]) -> None:
        with beneath.again() as own:
            self.do(own, items)
            own.hand_over(beneath, self.check(own))

    def check(self, beneath: Beneath) -> set[bytes]:
        """Fail the steps in folders that were moved away meanwhile, and return these folders.

        An open handle goes with its folder, so what was done through it lies elsewhere now; it is
        taken back through the same handle.
        """
        astray = beneath.astray()
        for number in self.begun if astray else ():
            step = self._entry.plan.steps[number]
            if not astray.isdisjoint(step.folders):
                error = str(moved_away(step.path))
                self._found[number] = Outcome(step, ok=False, error=error)
                self._failed = True
        return astray

    def _tell(self, more: int) -> None:
        self._done += more
        self._orders.progress(self._done, len(self._found))
        if self.wish is Cancel.NO:
            self.wish = self._orders.cancelled()


def _conflict(beneath: Beneath, step: Step) -> Objection | None:
    before, after = step.before, step.after
    try:
        if isinstance(after, Twin) and not beneath.holds_twin(after.kept, after):
            refusal = gone(step.path)
            return Objection(step.path, refusal.message, refusal.hint)
        if isinstance(before, Twin) and beneath.holds_twin(step.path, before):
            return None
        if isinstance(before, Link) and beneath.holds(step.path, before):
            return None
        found = beneath.look(step.path)
    except OSError as error:
        failure = from_os_error(error, "look at it", step.path)
        return Objection(step.path, failure.message, failure.hint)
    if before.matches(found) if isinstance(before, Link) else type(found) is type(before):
        return None
    reason = _SEEN.get(type(found), say("a file is in this place"))
    if isinstance(before, Twin) and isinstance(found, Blocked):
        reason = say("the file was changed, or is another one")
    return Objection(step.path, reason, say("Look at what is there; nothing was changed."))


_SEEN: dict[type[Found], Said] = {
    Absent: say("it is not there any more"),
    Dir: say("a folder is in this place"),
    Link: say("another link is in this place"),
}


def _after_rolling_back(done: Outcome, rolled: Outcome) -> Outcome:
    """One outcome for a step that was rolled back: what is true of it now."""
    if not rolled.ok and (done.ok or rolled.refused):
        error = say("could not be taken back: {why}", why=rolled.error)
        return Outcome(done.step, ok=done.ok, error=error, seconds=done.seconds)
    return Outcome(done.step, ok=False, error=done.error or say("taken back"), seconds=done.seconds)
