"""A plan -> outcomes: check everything, journal, act, journal; finish or roll back after a crash.

Folders are made first, then links (several folders at a time), then folders are removed: a plan
has one step a path, so no other order can be meant. What became of each step after a failure is
told by looking at the disk, so rolling back, recovering after a kill, and recovering after a kill
during the recovery are the same function: `settle`.
"""

import errno
import time
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from cvlink_gui.core.errors import CvlinkError, PlanRefused, from_os_error
from cvlink_gui.core.names import is_within, join, parent
from cvlink_gui.core.plan import Absent, Dir, Found, Link, Objection, Outcome, Plan, Step
from cvlink_gui.core.plan import State as PathState
from cvlink_gui.fs.journal import Entry, Journal, Kind, State, temporary
from cvlink_gui.fs.links import Beneath
from cvlink_gui.fs.refusals import changed_meanwhile, kept_beside, left_behind, moved_away

Progress = Callable[[int, int], None]  # steps done, steps in all
_WORKERS = 4
_WORTH_SHARING = 256  # steps; fewer are done before the first thread has started
_TELL_EVERY = 256  # steps between two words about the progress
# What these say of a path somebody else has changed: trying again would change nothing.
_CHANGED = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EXDEV, errno.ENOTEMPTY})
_SYNC_EACH = 16  # folders synced one by one; more are synced with their whole file system


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
        make_durable(beneath, plan.steps)
        journal.finish(entry, State.DONE)
        return outcomes
    if batch.wish is Cancel.KEEP and all(outcomes[number].ok for number in batch.begun):
        kept = tuple(outcome.step for outcome in outcomes if outcome.ok)
        make_durable(beneath, kept)
        journal.finish(entry, State.DONE, replace(entry.plan, steps=kept))
        return outcomes
    rolled = settle_all(beneath, entry, forward=False, only=batch.begun)
    if not any(outcome.refused for outcome in rolled):
        journal.finish(entry, State.ROLLED_BACK)
    return [_after_rolling_back(*both) for both in zip(outcomes, rolled, strict=True)]


def recover(beneath: Beneath, entry: Entry, journal: Journal, *, forward: bool) -> list[Outcome]:
    """Finish (`forward`) or roll back an entry that a crash left behind. Hold the lock.

    What somebody else changed since stays as it is; its outcome says so, and the entry is closed
    all the same: a second recovery could do no more. Where the system refused, it stays open.

    Where the folder of a step is not the one it was, the step is brought to its end in the one
    that lies there now, and its outcome is not `ok`: what the crash left in the other one, links
    half done and under temporary names, went away with it.
    """
    moved = {folder for folder, inode in entry.plan.folders if beneath.inode(folder) != inode}
    outcomes = settle_all(beneath, entry, forward=forward)
    if not any(outcome.refused for outcome in outcomes):
        if forward:
            done = tuple(outcome.step for outcome in outcomes if outcome.ok)
            journal.finish(entry, State.DONE, replace(entry.plan, steps=done))
        else:
            journal.finish(entry, State.ROLLED_BACK)
    return [_or_left_behind(outcome, moved) for outcome in outcomes]


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


def _or_left_behind(outcome: Outcome, moved: Iterable[bytes]) -> Outcome:
    folder = parent(outcome.step.path)
    if not any(is_within(folder, gone) for gone in moved):
        return outcome
    return outcome._replace(ok=False, error=outcome.error or str(left_behind(outcome.step.path)))


def settle_all(
    beneath: Beneath, entry: Entry, *, forward: bool, only: Container[int] | None = None
) -> list[Outcome]:
    """Bring every step of an entry to its end, or back to its beginning; durable on return.

    only  the numbers of the steps it is about, where not all of them were begun
    """
    numbered = list(enumerate(entry.plan.steps))
    outcomes: dict[int, Outcome] = {}
    for number, step in _staged(numbered, forward=forward):
        if only is not None and number not in only:
            outcomes[number] = Outcome(step, ok=True)
            continue
        name = temporary(entry, number)
        act = partial(settle, beneath, step, name, forward=forward)
        doing = step if forward else Step(step.path, step.after, step.before)
        outcomes[number] = _outcome(step, doing, act)
    astray = beneath.astray() if forward else set()
    for number, step in numbered:
        if parent(step.path) in astray:
            error = str(moved_away(step.path))
            outcomes[number] = Outcome(step, ok=False, error=error, refused=True)
    make_durable(beneath, entry.plan.steps)
    return [outcomes[number] for number, _ in numbered]


def settle(beneath: Beneath, step: Step, name: bytes, *, forward: bool) -> None:
    """Bring one step to its end or back, wherever it was interrupted.

    name  the temporary name the step used

    Raises PlanRefused, and leaves it, for what is neither the beginning nor the end; OSError.
    """
    _clear(beneath, step, name)
    wanted, other = (step.after, step.before) if forward else (step.before, step.after)
    found = beneath.look(step.path)
    if _is(found, wanted):
        return
    if not _is(found, other):
        raise changed_meanwhile(step.path)
    _act(beneath, Step(step.path, other, wanted).without_identities(), name)


def make_durable(beneath: Beneath, steps: Iterable[Step]) -> None:
    """Sync the folders of some steps: what is journalled as done must survive a power cut."""
    folders = {parent(step.path) for step in steps}
    if len(folders) <= _SYNC_EACH:
        for folder in folders:
            beneath.sync(folder)
        return
    synced: set[int] = set()
    for folder in folders:
        device = beneath.device(folder)
        if device is not None and device not in synced:
            synced.add(device)
            beneath.sync_file_system(folder)


def _clear(beneath: Beneath, step: Step, name: bytes) -> None:
    """Let nothing be left under a step's temporary name but what belongs to somebody else."""
    aside = join(parent(step.path), name)
    kept = beneath.look(aside)
    if isinstance(kept, Absent):
        return
    if isinstance(kept, Dir) and _is_about_folder(step):
        beneath.remove_folder(aside)  # a new folder that has not got its name
        return
    found = beneath.look(step.path)
    if isinstance(found, Absent):
        beneath.put_back(aside, step.path)  # moved aside, by the step or by its taking back
    elif isinstance(kept, Link) and _is(kept, step.after):
        beneath.drop(aside, kept)  # the new link, not put in its place, or swapped out again
    elif isinstance(kept, Link) and _is(kept, step.before) and _is_either(found, step):
        beneath.drop(aside, kept)  # the old link, which is done with, or is in its place
    elif _is_either(found, step):
        beneath.exchange(aside, step.path)  # an exchange brought out something else: it goes back
        _clear(beneath, step, name)
    else:
        raise kept_beside(step.path, name)


def _act_all(beneath: Beneath, entry: Entry, orders: Orders) -> "_Batch":
    """Do the steps of an entry; the ones after a failure or a cancel are left."""
    batch = _Batch(entry, orders)
    staged = _staged(list(enumerate(entry.plan.steps)), forward=True)
    batch.do(beneath, [item for item in staged if isinstance(item[1].after, Dir)])
    batch.do_shared(beneath, [item for item in staged if not _is_about_folder(item[1])])
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
            found or Outcome(step, ok=False, error="not done")
            for found, step in zip(self._found, steps, strict=True)
        ]

    def do(self, beneath: Beneath, items: Sequence[tuple[int, Step]]) -> None:
        """Do some steps on this thread, until one fails or the batch is cancelled."""
        for count, (number, step) in enumerate(items, 1):
            if self._failed or self.wish is not Cancel.NO:
                return
            outcome = _outcome(step, step, self._act, beneath, number, step)
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
                _act(beneath, step, temporary(self._entry, number))
        except (FileExistsError, FileNotFoundError, PlanRefused):
            # Somebody else changed the place, and nothing of the step was done: it stays so.
            name = temporary(self._entry, number)
            if isinstance(beneath.look(join(parent(step.path), name)), Absent):
                self.begun.discard(number)
            raise

    def do_shared(self, beneath: Beneath, items: Sequence[tuple[int, Step]]) -> None:
        """Do many steps, folders shared out to threads; within a folder they gain nothing."""
        folders: defaultdict[bytes, list[tuple[int, Step]]] = defaultdict(list)
        for item in items:
            folders[parent(item[1].path)].append(item)
        if len(items) < _WORTH_SHARING or len(folders) == 1:
            self.do(beneath, items)
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
            if parent(step.path) in astray:
                error = str(moved_away(step.path))
                self._found[number] = Outcome(step, ok=False, error=error)
                self._failed = True
        return astray

    def _tell(self, more: int) -> None:
        self._done += more
        self._orders.progress(self._done, len(self._found))
        if self.wish is Cancel.NO:
            self.wish = self._orders.cancelled()


def _staged(numbered: Sequence[tuple[int, Step]], *, forward: bool) -> list[tuple[int, Step]]:
    """Steps in an order that works: folders made, from the top; links; folders removed."""
    made: list[tuple[int, Step]] = []
    links: list[tuple[int, Step]] = []
    gone: list[tuple[int, Step]] = []
    for item in numbered:
        _, before, after = item[1]
        wanted, other = (after, before) if forward else (before, after)
        into = made if isinstance(wanted, Dir) else gone if isinstance(other, Dir) else links
        into.append(item)
    made.sort(key=_depth)
    gone.sort(key=_depth, reverse=True)
    return made + links + gone


def _depth(item: tuple[int, Step]) -> int:
    return item[1].path.count(b"/")


def _is_about_folder(step: Step) -> bool:
    return isinstance(step.before, Dir) or isinstance(step.after, Dir)


def _conflict(beneath: Beneath, step: Step) -> Objection | None:
    before = step.before
    try:
        if isinstance(before, Link) and beneath.holds(step.path, before):
            return None
        found = beneath.look(step.path)
    except OSError as error:
        failure = from_os_error(error, "look at it", step.path)
        return Objection(step.path, failure.message, failure.hint)
    if before.matches(found) if isinstance(before, Link) else type(found) is type(before):
        return None
    reason = _SEEN.get(type(found), "a file is in this place")
    return Objection(step.path, reason, "Look at what is there; nothing was changed.")


_SEEN: dict[type[Found], str] = {
    Absent: "it is not there any more",
    Dir: "a folder is in this place",
    Link: "another link is in this place",
}


def _outcome(step: Step, doing: Step, act: Callable[..., None], *arguments: object) -> Outcome:
    begin = time.perf_counter()
    error, refused = "", False
    try:
        act(*arguments)
    except OSError as failure:
        error = from_os_error(failure, doing.action, step.path).message
        refused = failure.errno not in _CHANGED
    except CvlinkError as failure:
        error = str(failure)
    return Outcome(step, not error, error, time.perf_counter() - begin, refused)


def _after_rolling_back(done: Outcome, rolled: Outcome) -> Outcome:
    """One outcome for a step that was rolled back: what is true of it now."""
    if not rolled.ok and (done.ok or rolled.refused):
        error = f"could not be taken back: {rolled.error}"
        return Outcome(done.step, ok=done.ok, error=error, seconds=done.seconds)
    return Outcome(done.step, ok=False, error=done.error or "taken back", seconds=done.seconds)


def _act(beneath: Beneath, step: Step, name: bytes) -> None:
    match step.before, step.after:
        case Absent(), Link() as new:
            beneath.make(step.path, new)
        case Link() as old, Link() as new:
            beneath.replace(step.path, old, new, name)
        case Link() as old, Absent():
            beneath.remove(step.path, old, name)
        case Absent(), Dir(mode):
            beneath.make_folder(step.path, mode, name)
        case Dir(), Absent():
            beneath.remove_folder(step.path)


def _is_either(found: Found, step: Step) -> bool:
    return _is(found, step.before) or _is(found, step.after)


def _is(found: Found, state: PathState) -> bool:
    """True if `found` is the state, whichever inode it has: a restored link has a new one."""
    if isinstance(found, Link) and isinstance(state, Link):
        return (found.text, found.kind) == (state.text, state.kind)
    return type(found) is type(state)
