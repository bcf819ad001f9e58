"""Steps that were begun -> their end, or their beginning: after a failure, a cancel, a crash.

What became of a step is told by looking at the disk, so rolling back, recovering after a kill,
and recovering after a kill during the recovery are the same function: `settle`.
"""

from collections.abc import Container, Iterable
from dataclasses import replace
from functools import partial

from cvlink_gui.core.names import is_within, join, parent
from cvlink_gui.core.plan import Absent, Dir, Found, Link, Outcome, Step, Twin
from cvlink_gui.core.plan import State as PathState
from cvlink_gui.fs import stepping
from cvlink_gui.fs.journal import Entry, Journal, State, temporary
from cvlink_gui.fs.links import Beneath
from cvlink_gui.fs.refusals import changed_meanwhile, kept_beside, left_behind, moved_away


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


def _or_left_behind(outcome: Outcome, moved: Iterable[bytes]) -> Outcome:
    folders = outcome.step.folders
    if not any(is_within(folder, gone) for gone in moved for folder in folders):
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
    for number, step in stepping.staged(numbered, forward=forward):
        if only is not None and number not in only:
            outcomes[number] = Outcome(step, ok=True)
            continue
        name = temporary(entry, number)
        act = partial(settle, beneath, step, name, forward=forward)
        doing = step if forward else Step(step.path, step.after, step.before)
        outcomes[number] = stepping.outcome_of(step, doing, act)
    astray = beneath.astray() if forward else set()
    for number, step in numbered:
        if not astray.isdisjoint(step.folders):
            error = str(moved_away(step.path))
            outcomes[number] = Outcome(step, ok=False, error=error, refused=True)
    stepping.make_durable(beneath, entry.plan.steps)
    return [outcomes[number] for number, _ in numbered]


def settle(beneath: Beneath, step: Step, name: bytes, *, forward: bool) -> None:
    """Bring one step to its end or back, wherever it was interrupted.

    name  the temporary name the step used

    Raises PlanRefused, and leaves it, for what is neither the beginning nor the end; OSError.
    """
    if step.twin is not None:
        _settle_twin(beneath, step, step.twin, name, forward=forward)
        return
    _clear(beneath, step, name)
    wanted, other = (step.after, step.before) if forward else (step.before, step.after)
    found = beneath.look(step.path)
    if _is(found, wanted):
        return
    if not _is(found, other):
        raise changed_meanwhile(step.path)
    stepping.act(beneath, Step(step.path, other, wanted).without_identities(), name)


def _settle_twin(beneath: Beneath, step: Step, twin: Twin, name: bytes, *, forward: bool) -> None:
    wanted, other = (step.after, step.before) if forward else (step.before, step.after)
    for link in (wanted, other):
        if isinstance(link, Link):
            beneath.settle_twin(step.path, link, twin, name, to_link=link is wanted)


def _clear(beneath: Beneath, step: Step, name: bytes) -> None:
    """Let nothing be left under a step's temporary name but what belongs to somebody else."""
    aside = join(parent(step.path), name)
    kept = beneath.look(aside)
    if isinstance(kept, Absent):
        return
    if isinstance(kept, Dir) and stepping.is_about_folder(step):
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


def _is_either(found: Found, step: Step) -> bool:
    return _is(found, step.before) or _is(found, step.after)


def _is(found: Found, state: PathState) -> bool:
    """True if `found` is the state, whichever inode it has: a restored link has a new one."""
    if isinstance(found, Link) and isinstance(state, Link):
        return (found.text, found.kind) == (state.text, state.kind)
    return type(found) is type(state)
