"""A plan -> outcomes: check everything, then act; take all of it back if a step fails."""

import time
from collections.abc import Callable

from cvlink_gui.core.errors import CvlinkError, from_os_error
from cvlink_gui.core.plan import Absent, Dir, Link, Objection, Outcome, Plan, Step
from cvlink_gui.fs.links import Beneath

Progress = Callable[[int, int], None]  # steps done, steps in all


def conflicts(beneath: Beneath, plan: Plan) -> list[Objection]:
    """Steps whose `before` is not what lies on the disk now."""
    made: set[bytes] = set()
    found = []
    for step in plan.steps:
        if step.path.rpartition(b"/")[0] not in made and (why := _conflict(beneath, step)):
            found.append(why)
        if isinstance(step.after, Dir):
            made.add(step.path)
    return found


def apply(
    beneath: Beneath, plan: Plan, progress: Progress = lambda _done, _all: None
) -> list[Outcome]:
    """Do every step, in order; at the first failure undo the ones done and stop.

    The outcomes tell step by step what is true on the disk afterwards: `ok` only where the step
    was done and stayed.
    """
    done: list[Outcome] = []
    for number, step in enumerate(plan.steps, 1):
        outcome = _do(beneath, step)
        if not outcome.ok:
            return [*_roll_back(beneath, done), outcome]
        done.append(outcome)
        progress(number, len(plan.steps))
    return done


def _roll_back(beneath: Beneath, done: list[Outcome]) -> list[Outcome]:
    """What became of the steps that were done: undone again, or left with the reason."""
    results = []
    for outcome in reversed(done):
        step = outcome.step
        back = _do(beneath, Step(step.path, step.after, step.before))
        left = f"done, and could not be taken back: {back.error}"
        results.append(Outcome(step, not back.ok, left if not back.ok else "taken back"))
    return results[::-1]


def _conflict(beneath: Beneath, step: Step) -> Objection | None:
    try:
        found = beneath.look(step.path)
    except OSError as error:
        failure = from_os_error(error, "look at it", step.path)
        return Objection(step.path, failure.message, failure.hint)
    before = step.before
    if before.matches(found) if isinstance(before, Link) else type(found) is type(before):
        return None
    reason = _SEEN.get(type(found), "a file is in this place")
    return Objection(step.path, reason, "Look at what is there; nothing was changed.")


_SEEN = {
    Absent: "it is not there any more",
    Dir: "a folder is in this place",
    Link: "another link is in this place",
}


def _do(beneath: Beneath, step: Step) -> Outcome:
    begin = time.perf_counter()
    error = ""
    try:
        _act(beneath, step)
    except OSError as failure:
        error = from_os_error(failure, step.action, step.path).message
    except CvlinkError as failure:
        error = str(failure)
    return Outcome(step, not error, error, time.perf_counter() - begin)


def _act(beneath: Beneath, step: Step) -> None:
    match step.before, step.after:
        case Absent(), Link() as new:
            beneath.make(step.path, new)
        case Link() as old, Link() as new:
            beneath.replace(step.path, old, new)
        case Link() as old, Absent():
            beneath.remove(step.path, old)
        case Absent(), Dir():
            beneath.make_folder(step.path)
        case Dir(), Absent():
            beneath.remove_folder(step.path)
