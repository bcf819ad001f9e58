"""Files that gave their place to links are deleted at last: once more compared, one by one."""

from collections.abc import Callable
from dataclasses import dataclass

from cvlink_gui.core.errors import CvlinkError, from_os_error
from cvlink_gui.core.names import parent
from cvlink_gui.core.plan import Link, Objection, Plan, Step, Twin
from cvlink_gui.features.project import Project
from cvlink_gui.fs.journal import State
from cvlink_gui.fs.junctions import open_root

_ALL = 1_000_000  # changes of the history that are looked at


@dataclass(frozen=True, slots=True)
class Kept:
    """Files that are kept and can be deleted, and what that would give back.

    steps  that put a link in the place of each
    """

    steps: tuple[Step, ...] = ()
    allocated: int = 0


@dataclass(frozen=True, slots=True)
class Emptied:
    """What was deleted, and what was not, with the reasons."""

    deleted: int
    allocated: int
    left: tuple[Objection, ...]


def kept(project: Project) -> Kept:
    """The files that changes which are done have set aside, and that are still there."""
    done = [e for e in project.journal.history(_ALL) if e.state is State.DONE]
    steps = [s for e in done for s in e.plan.steps if isinstance(s.before, Twin)]
    try:
        with open_root(project.root) as beneath:
            there = [s for s in steps if s.twin and beneath.holds_twin(s.twin.kept, s.twin)]
            sizes = [beneath.allocated(s.twin.kept) for s in there if s.twin]
    except OSError as error:
        raise from_os_error(error, "look at it", project.root) from error
    return Kept(tuple(there), sum(sizes))


def empty(
    project: Project,
    found: Kept,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Emptied:
    """Delete kept files whose bytes are, now, what the link in their place leads to.

    The change they are of cannot be undone afterwards; to undo it says so by name. A file is left
    where the link is another one, the bytes are not equal, or somebody writes to either.

    cancelled  asked between files; True leaves the rest of them
    """
    project.check_storage(Plan("", found.steps))
    deleted, given_back, left = 0, 0, []
    with project.journal.locked(), open_root(project.root) as beneath:
        for number, step in enumerate(found.steps):
            if cancelled():
                break
            progress(number, len(found.steps))
            if step.twin is None or not isinstance(step.after, Link):
                continue
            try:
                size = beneath.allocated(step.twin.kept)
                beneath.delete_twin(step.path, step.after, step.twin)
            except OSError as error:
                failure: CvlinkError = from_os_error(error, "delete it", step.twin.kept)
                left.append(Objection(step.twin.kept, failure.message, failure.hint))
            except CvlinkError as error:
                left.append(Objection(step.twin.kept, error.message, error.hint))
            else:
                deleted, given_back = deleted + 1, given_back + size
        for store in {parent(step.twin.kept) for step in found.steps if step.twin}:
            beneath.remove_if_empty(store)
    return Emptied(deleted, given_back, tuple(left))
