"""Looking at a project: a scan and an audit, in numbers."""

import os
import time
from collections import Counter

from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.errors import (
    ConfigError,
    CvlinkError,
    NotAnswering,
    NotAProject,
    StorageError,
    from_os_error,
)
from cvlink_gui.core.links import BROKEN, Health
from cvlink_gui.core.names import parent
from cvlink_gui.core.said import say
from cvlink_gui.features.audit import ExperimentVerdict, audit
from cvlink_gui.features.metrics.access import accesses, newly_silent
from cvlink_gui.features.metrics.saved import Saved
from cvlink_gui.features.metrics.values import (
    HEALTHS,
    NO_ROLE,
    ROLES,
    Access,
    Experiment,
    Look,
    Reason,
    Values,
)
from cvlink_gui.features.project import Project
from cvlink_gui.fs import creation
from cvlink_gui.fs.attended import attended
from cvlink_gui.fs.storage import Storage, wait_for

# The first that fits; a subclass stands before its class.
_REASONS: tuple[tuple[type[CvlinkError], Reason], ...] = (
    (NotAProject, Reason.NO_PROJECT),
    (ConfigError, Reason.CONFIG),
    (NotAnswering, Reason.NOT_ANSWERING),
    (StorageError, Reason.STORAGE),
    (CvlinkError, Reason.OTHER),
)


class _Empty(NotAProject):
    title = "This folder is empty"


def look(root: bytes, storage: Storage, saved: Saved | None = None) -> Look:
    """Look at the project at `root`, an absolute path, as it is now.

    Whatever goes wrong is a reason in the result: nothing is known then, and no number is 0.

    storage  remembers from one look to the next which mounts do not answer
    saved    remembers what the links save
    """
    wait_for(storage.look_again())
    dead = storage.dead
    try:
        values, asked = attended(lambda: _values(root, storage, dead, saved or Saved()), storage)
    except CvlinkError as error:
        return _failed(error, storage, dead)
    except OSError as error:
        return _failed(from_os_error(error, "look at it", root), storage, dead)
    return Look(values, accesses=asked + newly_silent(storage, dead, asked))


def _failed(error: CvlinkError, storage: Storage, dead: frozenset[bytes]) -> Look:
    reason = next(reason for kind, reason in _REASONS if isinstance(error, kind))
    reason = Reason.EMPTY if isinstance(error, _Empty) else reason
    return Look(None, reason, error.words, newly_silent(storage, dead, ()))


def _values(
    root: bytes, storage: Storage, dead: frozenset[bytes], saved: Saved
) -> tuple[Values, tuple[Access, ...]]:
    project = Project.open(root, storage=storage)
    begin = time.monotonic()
    project.known()
    for batch in project.scan(anew=True):
        project.take_all(batch)
    scanned = time.monotonic()
    _check(project)
    found = audit(project)
    audited = time.monotonic()
    project.keep()
    totals = project.tree.totals(ROOT)
    values = Values(
        totals.entries,
        totals.folders,
        len(project.tree.errors()),
        links_by_role(project),
        tuple(_experiment(project, judged) for judged in found.experiments),
        scanned - begin,
        audited - scanned,
        saved.of(project),
        creation.known(project.journal.folder),
    )
    return values, accesses(project, dead)


def _check(project: Project) -> None:
    """An empty folder, or one that cannot be read, is not a project without broken links."""
    if number := project.tree.error(ROOT):
        raise from_os_error(OSError(number, os.strerror(number)), "read it", project.root)
    if not project.tree.totals(ROOT).entries:
        words = say("The folder is empty")
        hint = say("Check the path, and whether the data is mounted.")
        raise _Empty(words, path=project.root, hint=hint)


def links_by_role(project: Project) -> dict[tuple[str, Health], int]:
    """How many links there are, by the role of the folder they lie in and by their health."""
    tree, layout = project.tree, project.layout
    found = {(role, health): 0 for role in ROLES for health in Health}
    for health, number in zip(Health, tree.totals(ROOT).by_health, strict=True):
        found[NO_ROLE, health] = number
    for path, role in layout.roles.items():
        around = layout.role_of(parent(path)) if path else None
        for health, number in _healths(project, path).items():
            found[NO_ROLE if around is None else around.value, health] -= number
            found[role.value, health] += number
    return {(role, health): found[role, health] for role in ROLES for health in HEALTHS}


def _healths(project: Project, path: bytes) -> Counter[Health]:
    """The links at or below a path, by their health."""
    tree, node = project.tree, project.tree.find(path)
    if node is None:
        return Counter()
    if tree.kind(node).is_link:
        return Counter([tree.health(node)])
    return Counter(dict(zip(Health, tree.totals(node).by_health, strict=True)))


def _experiment(project: Project, judged: ExperimentVerdict) -> Experiment:
    healths = _healths(project, judged.path)
    broken = sum(healths[health] for health in BROKEN)
    return Experiment(judged.path, broken, judged.verdict, judged.errors, judged.warnings)
