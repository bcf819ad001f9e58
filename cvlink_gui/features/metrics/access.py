"""How fast the mounts answer that a project lies on and its links lead to."""

import errno
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

from cvlink_gui.core.histogram import histogram
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import is_within, join, upward
from cvlink_gui.features.metrics.values import Access
from cvlink_gui.features.project import Project
from cvlink_gui.fs.mountinfo import mounts
from cvlink_gui.fs.probe import Answer, Probe
from cvlink_gui.fs.storage import Storage, wish_for

_LINKS = 32  # that are followed each time, of all there are
_TURN_SECONDS = 0.1
_LINK = bytes([Kind.SYMLINK])


def accesses(project: Project, before: frozenset[bytes]) -> tuple[Access, ...]:
    """Ask each mount for its own place, and follow some links, other ones each time.

    Of each the last call is timed, `stat` of what was meant, on the monotonic clock of a process
    that can be left behind. A mount that is known not to answer is not asked.

    before  the mounts that did not answer when the look began
    """
    storage = project.storage
    dead = storage.dead
    found: defaultdict[bytes, list[Answer]] = defaultdict(list)
    with Probe(wish_for(storage.deadline, dead, width=2)) as probe:
        probe.ask((project.root, *_points(project), *_some_links(project)))
        while probe.open:
            answers = probe.answers(_TURN_SECONDS)
            storage.hear([a for a in answers if a.point not in dead], probe.process)
            for answer in answers:
                found[answer.point].append(answer)
    silent = storage.dead

    def timeouts(point: bytes, answers: list[Answer]) -> int:
        if point in dead:  # nobody asked it here; who did was the scan
            return int(point not in before)
        return sum(answer.error == errno.ETIMEDOUT for answer in answers)

    return tuple(
        _access(point, answers, answering=point not in silent, timeouts=timeouts(point, answers))
        for point, answers in sorted(found.items())
    )


def newly_silent(
    storage: Storage, before: frozenset[bytes], known: Sequence[Access]
) -> tuple[Access, ...]:
    """The silent mounts that are not known yet; a timeout for each that answered before."""
    left = storage.dead - {access.point for access in known}
    return tuple(
        Access(point, answers=False, timeouts=int(point not in before)) for point in sorted(left)
    )


def _access(point: bytes, answers: list[Answer], *, answering: bool, timeouts: int) -> Access:
    return Access(
        point,
        answering,
        histogram(answer.seconds for answer in answers if answer.is_answer),
        timeouts,
        errors=sum(not a.is_answer and a.error != errno.ETIMEDOUT for a in answers),
    )


def _points(project: Project) -> Iterator[bytes]:
    """Where the mounts are that lie in the project, or that its links lead to by their texts."""
    points = {mount.point for mount in mounts() if mount.is_storage}
    reached = {path for _, paths in project.tree.relations.items() for path in paths}
    outside = {path for path in reached if path.startswith(b"/")}
    wanted = {next((p for p in upward(path) if p in points), b"/") for path in outside}
    wanted |= {point for point in points if is_within(point, project.root)}
    return iter(sorted(wanted))


def _some_links(project: Project) -> Iterator[bytes]:
    """Absolute paths of links found at random places of the tree, each once."""
    kinds = project.tree.kinds
    places = (random.randrange(len(kinds)) for _ in range(_LINKS))  # noqa: S311 (no secret)
    nodes = {kinds.find(_LINK, place) for place in places}
    for node in sorted(nodes):
        if node >= 0 and project.tree.is_current(node):
            yield join(project.root, project.tree.path(node))
