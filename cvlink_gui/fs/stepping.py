"""One step of a plan: its place among the others, doing it, its outcome, making it durable."""

import errno
import time
from collections.abc import Callable, Iterable, Sequence

from cvlink_gui.core.errors import CvlinkError, from_os_error
from cvlink_gui.core.plan import Absent, Dir, Link, Outcome, Step, Twin
from cvlink_gui.core.said import say
from cvlink_gui.fs.links import Beneath

# What these say of a path somebody else has changed: trying again would change nothing.
_CHANGED = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EXDEV, errno.ENOTEMPTY})
_SYNC_EACH = 16  # folders synced one by one; more are synced with their whole file system

_DOING = {
    "create": say("create"),
    "retarget": say("retarget"),
    "remove": say("remove"),
    "mkdir": say("mkdir"),
    "rmdir": say("rmdir"),
    "replace": say("replace by a link"),
    "bring-back": say("bring back"),
}


def staged(numbered: Sequence[tuple[int, Step]], *, forward: bool) -> list[tuple[int, Step]]:
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


def is_about_folder(step: Step) -> bool:
    """True for a step that makes or removes a folder."""
    return isinstance(step.before, Dir) or isinstance(step.after, Dir)


def outcome_of(step: Step, doing: Step, act: Callable[..., None], *arguments: object) -> Outcome:
    """Call `act`, which does or undoes a step; what it raises is the outcome's error.

    doing  what is being done, to name it
    """
    begin = time.perf_counter()
    error, refused = "", False
    try:
        act(*arguments)
    except OSError as failure:
        error = from_os_error(failure, _DOING[doing.action], step.path).message
        refused = failure.errno not in _CHANGED
    except CvlinkError as failure:
        error = failure.words
    return Outcome(step, not error, error, time.perf_counter() - begin, refused)


def act(beneath: Beneath, step: Step, name: bytes) -> None:
    """Do a step; `name` is the temporary name it may use."""
    match step.before, step.after:
        case Absent(), Link() as new:
            beneath.make(step.path, new)
        case Link() as old, Link() as new:
            beneath.replace(step.path, old, new, name)
        case Link() as old, Absent():
            beneath.remove(step.path, old, name)
        case Twin() as twin, Link() as new:
            beneath.set_aside(step.path, twin, new, name)
        case Link() as old, Twin() as twin:
            beneath.bring_back(step.path, old, twin, name)
        case Absent(), Dir(mode):
            beneath.make_folder(step.path, mode, name)
        case Dir(), Absent():
            beneath.remove_folder(step.path)


def make_durable(beneath: Beneath, steps: Iterable[Step]) -> None:
    """Sync the folders of some steps: what is journalled as done must survive a power cut."""
    folders = {folder for step in steps for folder in step.folders}
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
