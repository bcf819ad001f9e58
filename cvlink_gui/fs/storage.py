"""Which mounts answer, how fast, and since when one does not.

Whoever has a path and wants to stay alive asks here first. Only mounts that may hang are asked
(network, FUSE), through a process that can be left behind. One that does not answer is asked again
after longer and longer waits; a call that comes back at last is as good as an answer. No more than
a few processes are ever stuck on one mount.
"""

import errno
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from cvlink_gui.core.errors import NotAnswering
from cvlink_gui.core.names import shown
from cvlink_gui.core.said import Said, say
from cvlink_gui.fs.crossing import Crossings, Guard, nothing_can_hang
from cvlink_gui.fs.mountinfo import Mount, mounts

if TYPE_CHECKING:
    from cvlink_gui.fs.asking import Wish
    from cvlink_gui.fs.children import Process
    from cvlink_gui.fs.probe import Answer, Probe

DEADLINE = 3.0  # seconds one call may take before its mount counts as not answering
SLOW_SECONDS = 0.05  # a median above this is slow: local disks need less than 0.1 ms
_FRESH_SECONDS = 2.0  # so long it is believed what is mounted
_TRUST = 10  # an answer is believed for so many times what asking took, and no longer than that
_TRUST_SECONDS = 0.05  # or, where asking costs no start of a process, than this
_FIRST_WAIT, _LONGEST_WAIT, _JITTER = 1.0, 60.0, 1.0  # seconds between looks at a silent mount
_STUCK = 3  # processes that may be stuck on one mount
_KEPT = 1_000  # latencies of a mount
_LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class State:
    """One mount as it was found.

    asked         calls that were answered
    median, worst seconds of the last ones
    silent_since  seconds since 1970 of the first sign that it does not answer; None if it does
    error         errno it fails with; ETIMEDOUT for no answer
    """

    mount: Mount
    asked: int
    median: float
    worst: float
    silent_since: float | None
    error: int

    @property
    def is_slow(self) -> bool:
        return self.silent_since is None and self.median > SLOW_SECONDS


@dataclass(eq=False, slots=True)
class _Known:
    mount: Mount
    asked: int = 0
    seconds: deque[float] = field(default_factory=lambda: deque(maxlen=_KEPT))
    trusted_until: float = 0.0
    silent_since: float | None = None
    error: int = 0
    looks: int = 0
    next_look: float = 0.0
    stuck: "list[Process]" = field(default_factory=list)

    def state(self) -> State:
        seconds = sorted(self.seconds) or [0.0]
        middle, worst = seconds[len(seconds) // 2], seconds[-1]
        return State(self.mount, self.asked, middle, worst, self.silent_since, self.error)

    def may_be_asked(self) -> bool:
        """True if it is time to look again, or if a call that was stuck has come back."""
        stuck = [process for process in self.stuck if process.poll() is None]
        came_back, self.stuck = len(stuck) < len(self.stuck), stuck
        return came_back or (len(stuck) < _STUCK and time.monotonic() >= self.next_look)


class Storage:
    """What is known of the mounts. May be asked by any thread that may wait."""

    def __init__(self, deadline: float = DEADLINE, *, stays: bool = False) -> None:
        """A storage that `stays` keeps its process for the next question, until `close`.

        deadline  seconds a mount may take to answer
        """
        self.deadline = deadline
        self._stays = stays
        self._idle: Probe | None = None
        self._known: dict[bytes, _Known] = {}
        self._lock = threading.Lock()
        self._may_hang: frozenset[bytes] = frozenset()
        self._listed_at = -_FRESH_SECONDS

    @property
    def silent(self) -> list[State]:
        """The mounts that do not answer, as far as anybody has asked."""
        return [state for state in self.states if state.silent_since is not None]

    @property
    def dead(self) -> frozenset[bytes]:
        """Where they are mounted."""
        with self._lock:
            return frozenset(point for point, known in self._known.items() if known.silent_since)

    @property
    def may_hang(self) -> bool:
        """False where all is local and has answered: then nothing need be checked."""
        return bool(self._doubtful())

    @property
    def states(self) -> list[State]:
        """All mounts that were asked, by their place."""
        with self._lock:
            return [self._known[point].state() for point in sorted(self._known)]

    def check(self, paths: Iterable[bytes], *, follow: bool = True) -> None:
        """Raise NotAnswering if a mount on the way to one of these absolute paths is silent.

        follow  also the path itself, where it is a link
        """
        guard = self.guard(follow=follow)
        for path in paths if guard is not nothing_can_hang else ():
            if (point := guard(path)) is not None:
                with self._lock:
                    state = self._known[point].state()
                raise NotAnswering(say_silent(state), hint=HINT)

    def guard(self, *, follow: bool = True) -> Guard:
        """A function that names the silent mount on the way to an absolute path, if there is one.

        It asks where needed, and remembers the folders on the way: make a new one before long.
        """
        points = self._doubtful()
        if not points:
            return nothing_can_hang
        crossings = Crossings(points)

        def silent_on_the_way(path: bytes) -> bytes | None:
            walk = crossings.walk(path, follow=follow)
            try:
                return next((point for point in walk if not self._answers(point)), None)
            except OSError:
                return None  # it fails, and so does not hang

        return silent_on_the_way

    def _doubtful(self) -> frozenset[bytes]:
        """The mounts that may hang, and those that do."""
        if time.monotonic() - self._listed_at > _FRESH_SECONDS:
            self._may_hang = frozenset(mount.point for mount in mounts() if mount.may_hang)
            self._listed_at = time.monotonic()
        return self._may_hang | self.dead if self._known else self._may_hang

    def hear(self, answers: "Iterable[Answer]", process: "Process | None" = None) -> set[bytes]:
        """Take in what storage said; returns the mounts that turned out not to answer.

        process  where the calls may be stuck
        """
        by_point: defaultdict[bytes, list[Answer]] = defaultdict(list)
        for answer in answers:
            by_point[answer.point].append(answer)
        found = {mount.point: mount for mount in mounts()} if by_point else {}
        if not all(answer.is_answer for told in by_point.values() for answer in told):
            _growing()  # 0.1 s at the first time, and a window may be waiting for the lock
        with self._lock:
            for point, told in by_point.items():
                known = self._known.setdefault(point, _Known(_mount_at(point, found)))
                known.mount = _mount_at(point, found)
                _take(known, told, process)
                for answer in told:
                    if answer.is_answer and answer.path != point:
                        self._known.pop(answer.path, None)  # nothing is mounted there any more
            return {p for p in by_point if p in self._known and self._known[p].silent_since}

    def ask_all(self) -> frozenset[bytes]:
        """Ask every mount that may hang; returns those that do not answer."""
        if points := self._doubtful():
            wait_for(self._ask(sorted(points), self.deadline))
        return self.dead

    def look_again(self, seconds: float | None = None) -> Iterator[None]:
        """Ask the silent mounts whose time has come: so long, or for the deadline. Yields often."""
        with self._lock:
            due = [p for p, k in self._known.items() if k.silent_since and k.may_be_asked()]
        if due:
            yield from self._ask(due, self.deadline if seconds is None else seconds)

    def until_back(self) -> Generator[None, None, list[State]]:
        """Wait until a silent mount answers; returns those that do. Yields several times a second.

        Returns at once where none is silent.
        """
        silent = self.dead
        while silent <= self.dead and silent:
            yield from self.look_again()
            yield
            time.sleep(_LOOK_SECONDS)
        back = silent - self.dead
        return [state for state in self.states if state.mount.point in back]

    def _answers(self, point: bytes) -> bool:
        with self._lock:
            known = self._known.get(point)
            was_silent = known is not None and known.silent_since is not None
            if known is not None and was_silent:
                if not known.may_be_asked():
                    return False
            elif known is not None and time.monotonic() < known.trusted_until:
                return True
        begin = time.monotonic()
        wait_for(self._ask([point], self.deadline))
        now = time.monotonic()
        if not was_silent:
            self._ask_others(point)
        trust = min(_TRUST * (now - begin), _TRUST_SECONDS if self._stays else _FRESH_SECONDS)
        with self._lock:
            known = self._known.get(point)
            if known is not None and known.silent_since is None:
                known.trusted_until = now + trust
            return known is None or known.silent_since is None

    def _ask_others(self, silent: bytes) -> None:
        """Where a mount has just fallen silent ask the others that were asked before.

        A server that is gone has often several, and whoever comes to them one by one would wait
        for each.
        """
        with self._lock:
            well = sorted(point for point, known in self._known.items() if not known.silent_since)
            has_fallen = silent in self._known and silent not in well
        if has_fallen and well:
            wait_for(self._ask(well, self.deadline))

    def _ask(self, points: list[bytes], seconds: float) -> Iterator[None]:
        """Ask some mounts themselves. One that has not answered in time is silent."""
        probe, waiting, silent = self._probe(), set(points), False
        try:
            probe.ask(points)
            until = time.monotonic() + seconds
            while probe.open and (left := until - time.monotonic()) > 0:
                answers = probe.answers(min(left, _LOOK_SECONDS))
                silent = bool(self.hear(answers, probe.process)) or silent
                waiting -= {answer.path for answer in answers}
                yield
            self.hear((_no_answer(point) for point in waiting), probe.process)
        finally:
            self._put_back(probe, sound=not (waiting or silent))

    def _probe(self) -> "Probe":
        """A process that asks: the one that is there, if nothing was mounted since."""
        from cvlink_gui.fs.probe import Probe  # where nothing can hang a start does without

        wish = wish_for(self.deadline)
        with self._lock:
            idle, self._idle = self._idle, None
        if idle is not None and idle.wish == wish:
            return idle
        if idle is not None:
            idle.close()
        return Probe(wish)

    def _put_back(self, probe: "Probe", *, sound: bool) -> None:
        with self._lock:
            if self._stays and sound and self._idle is None:
                self._idle = probe
                return
        probe.close()

    def close(self) -> None:
        """End the process that was kept."""
        with self._lock:
            self._stays = False
            idle, self._idle = self._idle, None
        if idle is not None:
            idle.close()


def wish_for(
    deadline: float,
    dead: frozenset[bytes] = frozenset(),
    *,
    width: int = 1,
    attempts: int = 1,
    names: bool = False,
) -> "Wish":
    """How to ask on this machine, with what is mounted on it now."""
    from cvlink_gui.fs.asking import Wish

    points = tuple(mount.point for mount in mounts() if mount.is_storage)
    return Wish(points, dead, deadline, width, attempts, names)


def wait_for(asking: Iterator[None]) -> None:
    """Let something that asks go on to its end."""
    for _ in asking:
        continue


def say_silent(state: State) -> Said:
    """One silent mount in words."""
    place, since = shown(state.mount.point), clock(state.silent_since or 0.0)
    return say("The storage at {place} is not answering since {time}", place=place, time=since)


def clock(moment: float) -> str:
    """Seconds since 1970 as local date and time."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(moment))


HINT = say("It is asked again by itself. Check the network, and the machine that has the data.")


def _no_answer(point: bytes) -> "Answer":
    from cvlink_gui.fs.probe import Answer

    return Answer(point, b"", point, 0.0, errno.ETIMEDOUT, 0, 0, ())


def _mount_at(point: bytes, found: Mapping[bytes, Mount]) -> Mount:
    return found.get(point) or Mount(point, "", b"", read_only=False)


def _take(known: _Known, told: "list[Answer]", process: "Process | None") -> None:
    came = [answer for answer in told if answer.is_answer]
    hung = any(answer.error == errno.ETIMEDOUT for answer in told)
    known.asked += len(came)
    known.seconds.extend(answer.seconds for answer in came)
    if came and not hung:
        known.silent_since, known.error, known.looks = None, 0, 0
        return
    known.looks += 1
    known.next_look = time.monotonic() + _growing()(known.looks)
    known.error = next(answer.error for answer in told if not answer.is_answer)
    if known.silent_since is None:
        known.silent_since = time.time()
    if hung and process is not None and process not in known.stuck:
        known.stuck.append(process)


@cache
def _growing() -> Callable[[int], float]:
    """Seconds until the next look, after so many: 1, 2, 4 ... 60, and up to one more by chance."""
    from tenacity import RetryCallState, Retrying, wait_exponential, wait_random  # seldom needed

    wait = wait_exponential(_FIRST_WAIT, _LONGEST_WAIT) + wait_random(0, _JITTER)

    def seconds(looks: int) -> float:
        state = RetryCallState(Retrying(), None, (), {})
        state.attempt_number = looks
        return wait(state)

    return seconds
