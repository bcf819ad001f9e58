"""Experiments that have results: their links should stay, or the results speak of other data."""

import os
from collections.abc import Callable, Collection, Iterator

from cvlink_gui.core.layout import Role
from cvlink_gui.core.names import join, parent, shown, upward
from cvlink_gui.core.plan import Link, Objection, Plan, Step
from cvlink_gui.core.policy import Policy
from cvlink_gui.core.said import NOTHING, Said, say
from cvlink_gui.fs.crossing import Guard
from cvlink_gui.fs.files import read_head

# Folders of an experiment that training writes to; ultralytics: runs/, weights/; Lightning: logs.
RESULTS = frozenset(
    {b"models", b"weights", b"checkpoints", b"results", b"runs", b"logs", b"lightning_logs"}
)
_MANIFEST = b'"cvlink.manifest/'
_HEAD = 4096  # bytes of a file that are looked at
_DEPTH = 3  # folders below a folder of results
_HINT = say(
    "For other data duplicate the experiment: `cvlink experiment duplicate`, or in the menu."
)


def warnings(
    plan: Plan, policy: Policy, guard: Guard, reached: Callable[[bytes], Collection[bytes]]
) -> Iterator[Objection]:
    """A warning for each experiment with results that a plan would give other data.

    It retargets or removes a link of it, or one on the way to what it reaches.

    reached  all that the links of an experiment lead to, through any number of links
    """
    own = list(_of_own_links(plan, policy, guard))
    yield from own
    yield from _of_reached(plan, policy, guard, reached, {warning.path for warning in own})


def _of_own_links(plan: Plan, policy: Policy, guard: Guard) -> Iterator[Objection]:
    reasons: dict[bytes, Said] = {}  # by experiment; nothing where it has no results
    places: dict[bytes, bytes] = {}  # the experiment a folder lies in, if it has results
    for step in (s for s in plan.steps if isinstance(s.before, Link)):
        folder = parent(step.path)
        if folder not in places:  # of a hundred thousand links in one folder it is asked once
            experiment = policy.layout.experiment_of(folder) or b""
            if experiment and experiment not in reasons:
                reasons[experiment] = frozen(join(policy.root, experiment), guard)
            places[folder] = experiment if reasons.get(experiment) else b""
        place = places[folder]
        if place and (why := reasons[place]) and _leads_elsewhere(step, policy):
            reasons[place] = NOTHING  # once is enough
            reason = say("this experiment has {why}, which would speak of other data", why=why)
            yield Objection(place, reason, _HINT)


def _of_reached(
    plan: Plan,
    policy: Policy,
    guard: Guard,
    reached: Callable[[bytes], Collection[bytes]],
    told: Collection[bytes],
) -> Iterator[Objection]:
    changed = [
        step.path
        for step in plan.steps
        if isinstance(step.before, Link)
        and policy.layout.experiment_of(step.path) is None
        and _leads_elsewhere(step, policy)
    ]
    for experiment in _experiments(policy, guard) if changed else ():
        why = NOTHING if experiment in told else frozen(join(policy.root, experiment), guard)
        if not why:
            continue
        ends = set(reached(experiment))
        through = {way for end in ends for way in upward(end)}
        for path in changed:
            if path in through or any(way in ends for way in upward(path)):
                reason = say(
                    "this experiment reaches its data through {link} and has {why}, which would "
                    "speak of other data",
                    link=shown(path),
                    why=why,
                )
                yield Objection(experiment, reason, _HINT)
                break


def _experiments(policy: Policy, guard: Guard) -> Iterator[bytes]:
    """The experiments that are on the disk, as the project names them."""
    for folder in policy.layout.folders(Role.EXPERIMENTS):
        full = join(policy.root, folder)
        if guard(full) is not None:
            continue
        try:
            with os.scandir(full) as found:
                names = sorted(e.name for e in found if e.is_dir(follow_symlinks=False))
        except OSError:
            continue  # there are none then
        yield from (join(folder, name) for name in names)


def _leads_elsewhere(step: Step, policy: Policy) -> bool:
    """False for a link that is new, or names the same target in another way."""
    if not isinstance(step.before, Link):
        return False
    before, after = step.before.text, step.after
    if not isinstance(after, Link):
        return True
    return policy.reached(step.path, before) != policy.reached(step.path, after.text)


def frozen(experiment: bytes, guard: Guard) -> Said:
    """Why the links of an experiment (absolute) should stay: `results: models/a.pt`, or "".

    Results are files in one of the folders training writes to; a manifest of an audit, beside the
    links, counts as well. Storage that does not answer has none.
    """
    if guard(experiment) is not None:
        return NOTHING
    try:
        with os.scandir(experiment) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return NOTHING
    for entry in entries:
        is_folder = entry.is_dir(follow_symlinks=False)
        result = _first_file(entry.path, _DEPTH) if is_folder and entry.name in RESULTS else None
        if result is not None:
            return say("results: {path}", path=shown(result[len(experiment) + 1 :]))
        if not is_folder and entry.name.endswith(b".json") and _is_manifest(entry.path):
            return say("a manifest: {path}", path=shown(entry.name))
    return NOTHING


def _first_file(folder: bytes, depth: int) -> bytes | None:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return None
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith(b"."):  # .gitkeep
                return entry.path
        elif depth and (inside := _first_file(entry.path, depth - 1)) is not None:
            return inside
    return None


def _is_manifest(path: bytes) -> bool:
    try:
        return _MANIFEST in read_head(path, _HEAD)
    except OSError:
        return False
