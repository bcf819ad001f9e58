"""Reading metadata ahead of a run: of every link and file the run will meet, through all links.

What was asked once comes from memory the next time, so the first epoch on network storage does not
wait for every file; and storage that is slow, fails or does not answer is known before the run.
"""

import errno
import time
from array import array
from collections import Counter, defaultdict
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field

from cvlink_gui.core.errors import NotAnswering, UsageError
from cvlink_gui.core.names import is_within, join
from cvlink_gui.core.plan import Absent
from cvlink_gui.core.said import say
from cvlink_gui.features.project import Project
from cvlink_gui.fs.mountinfo import Mount, mounts
from cvlink_gui.fs.probe import Answer, Probe
from cvlink_gui.fs.storage import wait_for, wish_for

WIDTH = 16  # calls at a time on one mount
ATTEMPTS = 4  # of a call that fails as storage fails for a moment: within about a second
_BROKEN = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP})
_TURN_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Progress:
    """How many paths are known so far, and how many of them were read or given up."""

    known: int
    done: int


@dataclass(frozen=True, slots=True)
class Latency:
    """How one mount answered.

    read      paths whose metadata was read, or that are known not to be there
    median, p95, worst  seconds of a call
    retries   calls that were made again
    failed    paths that could not be read, because the storage fails or does not answer
    silent_since  seconds since 1970; None for a mount that answers
    """

    mount: Mount
    read: int
    median: float
    p95: float
    worst: float
    retries: int
    failed: int
    silent_since: float | None


@dataclass(frozen=True, slots=True)
class Warmth:
    """What was read. `broken`: links that lead nowhere; `denied`: paths without permission."""

    latencies: tuple[Latency, ...]
    broken: int
    denied: int
    seconds: float

    @property
    def read(self) -> int:
        return sum(latency.read for latency in self.latencies)

    @property
    def failed(self) -> int:
        return sum(latency.failed for latency in self.latencies)

    @property
    def retries(self) -> int:
        return sum(latency.retries for latency in self.latencies)


def warm(
    project: Project,
    paths: Sequence[bytes] = (b"",),
    *,
    width: int = WIDTH,
    attempts: int = ATTEMPTS,
) -> Generator[Progress, None, Warmth]:
    """Read the metadata of all that lies at or below some paths, and of what links there lead to.

    A folder a link leads to is read as well, unless the project itself lies in it. Yields several
    times a second; closing the generator ends it. UsageError for a path that is not there.

    width     calls at a time on one mount
    attempts  times a call is made that fails as storage fails for a moment
    """
    storage, begin, tally = project.storage, time.monotonic(), _Tally()
    starts = [_start(project, path) for path in paths]
    wait_for(storage.look_again())
    wish = wish_for(storage.deadline, storage.dead, width=width, attempts=attempts, names=True)
    with Probe(wish) as probe:
        probe.ask(starts)
        known, done = len(starts), 0
        while probe.open:
            answers = probe.answers(_TURN_SECONDS)
            storage.hear(answers, probe.process)
            for answer in answers:
                tally.take(answer)
                below = _below(project, answer)
                known += len(below)
                probe.ask(below)
            done += len(answers)
            yield Progress(known, done)
    since = {state.mount.point: state.silent_since for state in storage.states}
    return tally.warmth(since, time.monotonic() - begin)


def _start(project: Project, path: bytes) -> bytes:
    try:
        there = not path or not isinstance(project.look(path), Absent)
    except NotAnswering:
        there = True  # and its storage will be in the report
    if not there:
        words, hint = say("There is no such path here"), say("Check its spelling.")
        raise UsageError(words, path=path, hint=hint)
    return join(project.root, path) if path else project.root


def _below(project: Project, answer: Answer) -> list[bytes]:
    """What lies in a folder; nothing where that would leave the project upward."""
    around = answer.real != project.root and is_within(project.root, answer.real)
    return [] if around else [join(answer.real, name) for name in answer.names]


@dataclass(slots=True)
class _Tally:
    seconds: defaultdict[bytes, "array[float]"] = field(
        default_factory=lambda: defaultdict(lambda: array("d"))
    )
    retries: Counter[bytes] = field(default_factory=Counter)
    failed: Counter[bytes] = field(default_factory=Counter)
    errors: Counter[int] = field(default_factory=Counter)

    def take(self, answer: Answer) -> None:
        if answer.is_answer:
            self.seconds[answer.point].append(answer.seconds)
        self.failed[answer.point] += not answer.is_answer
        self.retries[answer.point] += answer.retries
        self.errors[answer.error] += 1

    def warmth(self, since: dict[bytes, float | None], seconds: float) -> Warmth:
        known = {mount.point: mount for mount in mounts()}
        latencies = [
            self._latency(known.get(point, Mount(point, "", b"", read_only=False)), since)
            for point in sorted(self.failed)
        ]
        broken = sum(self.errors[number] for number in _BROKEN)
        return Warmth(tuple(latencies), broken, self.errors[errno.EACCES], seconds)

    def _latency(self, mount: Mount, since: dict[bytes, float | None]) -> Latency:
        point = mount.point
        ordered = sorted(self.seconds[point])
        return Latency(
            mount,
            len(ordered),
            _at(ordered, 0.5),
            _at(ordered, 0.95),
            _at(ordered, 1.0),
            self.retries[point],
            self.failed[point],
            since.get(point),
        )


def _at(ordered: Sequence[float], share: float) -> float:
    """The value that this share of the others does not exceed; 0 where there is none."""
    return ordered[max(0, int(len(ordered) * share + 0.5) - 1)] if ordered else 0.0
