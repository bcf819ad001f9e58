"""How a project goes: what a scan has found is kept, with how storage answered just then."""

import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from statistics import median

from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.names import is_within, shown
from cvlink_gui.core.trends import Access, Moment
from cvlink_gui.features.project import Project
from cvlink_gui.fs.mountinfo import mounts
from cvlink_gui.fs.probe import Probe
from cvlink_gui.fs.storage import wish_for
from cvlink_gui.fs.trends import Store

_ASKED = 16  # paths on each mount
_LOOKED_AT = 2_000  # paths that links lead to, of which those are chosen
_TURN_SECONDS = 0.1


def past(project: Project) -> list[Moment]:
    """The moments that are kept of a project, the oldest first; StorageError."""
    return Store.of_project(project.root).moments()


def now(project: Project, saved: int | None = None) -> Moment:
    """How a scanned project is now.

    saved  bytes its links save against copies, where somebody knows
    """
    by_health = project.tree.totals(ROOT).by_health
    return Moment(time.time(), by_health, saved, access(project))


def keep(project: Project, moment: Moment) -> list[Moment]:
    """Keep a moment; all that is kept then, the oldest first. StorageError."""
    return Store.of_project(project.root).keep(moment)


def access(project: Project) -> Mapping[str, Access]:
    """How the mounts answer that the project and its links lie on, by a few paths on each.

    Where a mount may hang a process asks that can be left behind; else this one does.
    """
    chosen = _chosen(project)
    told = _asked(project, chosen) if project.storage.may_hang else _timed(chosen)
    seconds: defaultdict[bytes, list[float]] = defaultdict(list)
    for point, took in told:
        seconds[point].append(took)
    found = {shown(p): Access(median(known), max(known)) for p, known in seconds.items()}
    deadline = project.storage.deadline
    silent = {
        shown(point): Access(deadline, deadline, is_silent=True) for point in _silent(project)
    }
    return found | silent


def _silent(project: Project) -> Iterable[bytes]:
    return (state.mount.point for state in project.storage.silent)


def _chosen(project: Project) -> list[bytes]:
    """Some absolute paths on each mount: the root, and what links lead to."""
    # One call, so that a listing that is taken in meanwhile does not disturb it.
    reaches = list(project.tree.relations.items())
    reached = [path for _, paths in reaches for path in paths]
    outside = [path for path in reached if path.startswith(b"/")]
    found = [b"", *_some(outside), *_some(reached)]
    points = _points()
    by_point: defaultdict[bytes, dict[bytes, None]] = defaultdict(dict)
    for path in map(project.policy.absolute, found):
        point = next((point for point in points if is_within(path, point)), b"/")
        if len(by_point[point]) < _ASKED:
            by_point[point][path] = None
    return [path for paths in by_point.values() for path in paths]


def _points() -> list[bytes]:
    """Where storage is mounted, the deepest first; what the kernel makes up is none."""
    return sorted((mount.point for mount in mounts() if mount.is_storage), key=len, reverse=True)


def _some(paths: list[bytes]) -> list[bytes]:
    """Some of many, from all over."""
    return paths[:: len(paths) // _LOOKED_AT + 1]


def _timed(paths: list[bytes]) -> Iterator[tuple[bytes, float]]:
    """(mount, seconds) of what is local, but for what is not there or may not be looked at."""
    points = _points()
    for path in paths:
        real = os.path.realpath(path)
        begin = time.perf_counter()
        try:
            os.stat(real)
        except OSError:
            continue  # its link says so
        took = time.perf_counter() - begin
        yield next((point for point in points if is_within(real, point)), b"/"), took


def _asked(project: Project, paths: list[bytes]) -> Iterator[tuple[bytes, float]]:
    """(mount, seconds) by a process; what does not answer is known to the storage then."""
    storage = project.storage
    with Probe(wish_for(storage.deadline, storage.dead)) as probe:
        probe.ask(paths)
        while probe.open:
            answers = probe.answers(_TURN_SECONDS)
            storage.hear(answers, probe.process)
            yield from ((a.point, a.seconds) for a in answers if a.is_answer)
