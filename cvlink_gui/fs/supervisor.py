"""A scan over several helper processes (`fs/helper.py`): who gets which folders, who hangs.

Names are held back for a moment, because most links are judged at once and a folder is then taken
in once instead of twice; only the first go out at once. What lies below is asked for when the
names go out: parents come first.
"""

import contextlib
import errno
import marshal
import os
import selectors
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from cvlink_gui.core.bundle import Bundle, Verdicts, bundle
from cvlink_gui.core.links import Health, Kind, Listing
from cvlink_gui.core.names import join, parent
from cvlink_gui.fs import children
from cvlink_gui.fs.scan import ROOM
from cvlink_gui.fs.verdict import is_trouble

if TYPE_CHECKING:
    from cvlink_gui.fs.suspects import Suspects

_REQUEST_FOLDERS = 64
_REQUEST_BYTES = 16_384  # two requests fit into a pipe, so that asking never waits
_REQUESTS_AHEAD = 2  # a helper always has the next request waiting in its pipe
_PIPE_BYTES = 1 << 20  # so far a helper may be ahead of us
_SET_PIPE_SIZE = 1031  # F_SETPIPE_SZ, fcntl(2)
_START_SECONDS = 0.1  # about what a fresh process takes to start
_HOLD_SECONDS = 0.2  # so long names wait for the health of their links
_STILL_SECONDS = 0.3  # a helper that has not said a word for so long is felt for its pulse
_SUSPECTS = 5_000  # paths at which a helper may be stuck that are asked
_TRIES = 3  # of a call that fails as storage fails for a moment

Owed = dict[bytes, Listing | None]  # by folder: None while it is not listed, else its names


@dataclass(eq=False, slots=True)
class _Request:
    """Folders a helper was given, and what it has answered.

    goes_below  what hangs may be a folder below those it owes
    names       held back until they are judged, or for a moment
    rest        folders it found and left to others
    """

    folders: list[bytes]
    goes_below: bool
    names: Bundle | None = None
    rest: list[bytes] = field(default_factory=list)
    since: float = 0.0
    is_out: bool = False  # the names are delivered

    def owed(self) -> Owed:
        """The folders whose answer is missing."""
        if self.names is None:
            return dict.fromkeys(self.folders)
        return {listing.folder: listing for listing in self.names if listing.has_links}


@dataclass(eq=False, slots=True)
class _Helper:
    """One process, with the requests it has not answered in full, in their order.

    alone   it has a folder under suspicion, and gets no other until that is answered
    dead    mounts it was told to stay away from
    """

    process: children.Process
    requests: deque[_Request] = field(default_factory=deque)
    alone: bool = False
    dead: frozenset[bytes] = frozenset()
    last_word: float = 0.0
    pulse: int | None = None
    inbox: children.Inbox = field(default_factory=children.Inbox)

    @property
    def pipe(self) -> int:
        return self.process.stdout.fileno()

    def ask(self, folders: list[bytes], room: int) -> None:
        if not self.requests:
            self.last_word = time.monotonic()
        self.requests.append(_Request(folders, goes_below=room > 0))
        with contextlib.suppress(BrokenPipeError):  # it died: its answers end, and that is seen
            self.process.stdin.write(marshal.dumps((folders, room, self.dead)))
            self.process.stdin.flush()

    def answers(self) -> list[tuple[Any, ...]]:
        """The messages that have arrived in full; EOFError if the process is gone."""
        found = self.inbox.read(self.pipe)
        self.last_word = time.monotonic()
        return found

    def owed(self) -> Owed:
        """The folders it has not answered in full."""
        return {folder: names for r in self.requests for folder, names in r.owed().items()}

    def is_still(self, now: float) -> bool:
        """True if nothing was heard of it for a moment, and it does not move either.

        One that moves is only slow: that counts as a word.
        """
        if not self.requests or now - self.last_word < _STILL_SECONDS:
            return False
        before, self.pulse = self.pulse, children.pulse(self.process)
        if self.pulse is not None and self.pulse != before:
            self.last_word = now
        return self.last_word < now


class HelperScan:
    """One scan over several helpers: iterate over it for bundles of listings, parents first.

    folders    where to begin; one inside another is not scanned twice
    count      number of processes; 0 for as many as there are processors, four at most
    deadline   seconds without a word after which a helper is given up: its folders are asked
               for again one by one, and the one that hangs alone comes as not answering. Those of
               a helper that died are asked for again too; the one it dies of twice likewise.
    cancelled  asked between messages; True ends the scan
    known      folders that need not be read where they lie below others
    suspects   finds out which mount a helper is stuck on: then all folders are asked for again,
               and nothing on that mount. What failed as storage fails for a moment is asked for
               once more at the end
    """

    def __init__(
        self,
        root: bytes,
        folders: Iterable[bytes] = (b"",),
        *,
        count: int = 0,
        deadline: float = 10.0,
        cancelled: Callable[[], bool] = lambda: False,
        known: Collection[bytes] = (),
        suspects: "Suspects | None" = None,
    ) -> None:
        self._root = root
        self._known = known
        self._suspects = suspects
        self._failing: dict[bytes, Listing] = {}
        self._looked_again = False
        # What is known is not gone below, so each of them has to be asked for.
        self._ahead = deque(folders if known else _outermost(folders))
        self._alone: deque[bytes] = deque()  # folders to be asked for one by one
        self._died: set[bytes] = set()  # folders alone with a helper when it died
        self._asked_again: dict[bytes, Listing] = {}  # their sub-folders are in the queue already
        self._begin = time.monotonic()
        self._count = count or min(4, os.cpu_count() or 1)
        self._deadline = deadline
        self._cancelled = cancelled
        self._helpers: list[_Helper] = []
        self._ready: list[Bundle] = []
        self._is_first = True  # nothing was delivered yet
        self._selector = selectors.DefaultSelector()

    def __iter__(self) -> Iterator[Bundle]:
        try:
            while (self._give() or self._looks_again()) and not self._cancelled():
                self._listen()
                self._let_go_of_names()
                ready, self._ready = self._ready, []
                yield from ready
        finally:
            for helper in self._helpers:
                children.abandon(helper.process)
            if self._suspects:
                self._suspects.close()
            self._selector.close()

    def _give(self) -> bool:
        """Hand folders to helpers that have room; False when all is done."""
        while self._ahead or self._alone:
            helper = self._with_room()
            if helper is None:
                break
            helper.dead = self._dead
            if self._ahead:
                helper.ask(self._share(), 0 if self._known else ROOM)
            else:
                helper.alone = True
                helper.ask([self._alone.popleft()], 0)
        return bool(self._ahead or self._alone or any(h.requests for h in self._helpers))

    def _share(self) -> list[bytes]:
        """The next request: not so much that the other helpers would have nothing to do."""
        share = max(1, min(_REQUEST_FOLDERS, len(self._ahead) // (2 * self._count)))
        folders = [self._ahead.popleft()]
        room = _REQUEST_BYTES - len(folders[0])
        while len(folders) < share and len(self._ahead[0]) <= room:
            room -= len(self._ahead[0])
            folders.append(self._ahead.popleft())
        return folders

    def _with_room(self) -> _Helper | None:
        # Folders under suspicion go to a helper that has nothing else to lose.
        room = _REQUESTS_AHEAD if self._ahead else 1
        free = [h for h in self._helpers if not h.alone]
        helper = min(free, key=lambda h: len(h.requests), default=None)
        if helper is not None and len(helper.requests) < (room if len(self._helpers) > 1 else 1):
            return helper
        if len(self._helpers) < self._count and (helper is None or self._is_worth_another()):
            return self._start()
        return helper if helper is not None and len(helper.requests) < room else None

    def _is_worth_another(self) -> bool:
        """A scan that is about done is not made faster by a process that has to start first."""
        late = time.monotonic() - self._begin > _START_SECONDS
        return bool(self._alone) or late or children.start_at_once()

    def _start(self) -> _Helper:
        helper = _Helper(children.start("helper", self._root))
        _widen(helper.pipe)
        self._helpers.append(helper)
        self._selector.register(helper.pipe, selectors.EVENT_READ, helper)
        return helper

    def _listen(self) -> None:
        for key, _ in self._selector.select(0.02):
            helper: _Helper = key.data
            try:
                for answer in helper.answers():
                    self._take(helper, answer)
            except EOFError:
                self._give_up(helper, died=True)
        self._leave_behind_the_stuck()

    def _leave_behind_the_stuck(self) -> None:
        now = time.monotonic()
        still = [helper for helper in self._helpers if helper.is_still(now)]
        if self._suspects:
            if still:
                self._suspects.ask(self._paths_of(h.owed() for h in still))
            self._suspects.listen()
        for helper in still:
            if helper.last_word < now - self._deadline or helper.dead != self._dead:
                self._give_up(helper, died=False)

    @property
    def _dead(self) -> frozenset[bytes]:
        return self._suspects.dead if self._suspects else frozenset()

    def _paths_of(self, all_owed: Iterable[Owed]) -> list[bytes]:
        """Where a helper may be stuck that owes these folders: they, and the links in them."""
        paths: list[bytes] = []
        for owed in all_owed:
            for folder, listing in owed.items():
                base = join(self._root, folder) if folder else self._root
                entries = listing.entries() if listing else ()
                paths += [base, *(join(base, e.name) for e in entries if e.kind.is_link)]
                if len(paths) > _SUSPECTS:
                    return paths[:_SUSPECTS]
        return paths

    def _looks_again(self) -> bool:
        """Ask once more for what failed as storage fails for a moment; False when all is done."""
        if self._suspects is None or not self._failing:
            return False
        if not self._looked_again:
            self._looked_again = True
            self._suspects.close()
            self._suspects.ask(self._paths_of([dict(self._failing)]), attempts=_TRIES)
        elif not self._suspects.is_asking:
            self._asked_again.update(self._failing)
            self._ahead.extend(self._failing)
            self._failing = {}
            return self._give()
        return True

    def _note_failing(self, found: Bundle) -> None:
        if self._looked_again or self._dead:
            return
        if Health.NOT_ANSWERING in found.health or found.has_errors:
            self._failing.update(
                (listing.folder, listing)
                for listing in found
                if Health.NOT_ANSWERING in listing.health or is_trouble(listing.error)
            )

    def _take(self, helper: _Helper, answer: tuple[Any, ...]) -> None:
        request = helper.requests[0]
        if request.names is None:
            columns, rest = answer
            request.names, request.since = Bundle(*columns), time.monotonic()
            request.rest = (
                self._fresh(request, request.names, rest)
                if self._asked_again or self._known
                else rest
            )
            if request.names.has_links:
                if self._is_first:  # somebody waits for the first rows
                    self._deliver(request, request.names)
                return
        else:
            request.names = request.names.judged(Verdicts(*answer))
        self._note_failing(request.names)
        self._deliver(request, request.names)
        helper.requests.popleft()
        helper.alone = helper.alone and bool(helper.requests)

    def _fresh(self, request: _Request, names: Bundle, rest: list[bytes]) -> list[bytes]:
        """What is left, without what was left before already, and without what is known."""
        before = [self._asked_again.pop(folder, None) for folder in names.paths()]
        queued = {join(x.folder, name) for x in before if x for name in x.subfolders()}
        asked = set(request.folders)
        return [f for f in rest if f in asked or (f not in queued and f not in self._known)]

    def _deliver(self, request: _Request, names: Bundle) -> None:
        self._ready.append(names)
        self._ahead.extend(request.rest)
        request.rest = []
        request.is_out = True
        self._is_first = False

    def _let_go_of_names(self) -> None:
        """Deliver names whose links have not been judged within the moment they may wait."""
        moment = time.monotonic() - _HOLD_SECONDS
        for helper in self._helpers:
            for request in helper.requests:
                if request.names is not None and not request.is_out and request.since < moment:
                    self._deliver(request, request.names)

    def _give_up(self, helper: _Helper, *, died: bool) -> None:
        self._helpers.remove(helper)
        self._selector.unregister(helper.pipe)
        children.abandon(helper.process)
        owed = helper.owed()
        is_blamed = len(owed) == 1 and not any(
            r.goes_below and not r.names for r in helper.requests
        )
        for request in helper.requests:  # what was held back is true, and nobody else brings it
            if request.names is not None and not request.is_out:
                self._deliver(request, request.names)
        guilt_is_known = not died and helper.dead != self._dead
        if is_blamed and not guilt_is_known:
            if not died or owed.keys() <= self._died:
                self._ready.append(bundle([_not_answering(*item) for item in owed.items()]))
                return
            self._died.update(owed)
        self._asked_again.update((folder, names) for folder, names in owed.items() if names)
        (self._ahead if guilt_is_known else self._alone).extend(owed)


def _widen(pipe: int) -> None:
    import fcntl  # no Windows has it

    with contextlib.suppress(OSError):  # no more than the user may have
        fcntl.fcntl(pipe, _SET_PIPE_SIZE, _PIPE_BYTES)


def _outermost(folders: Iterable[bytes]) -> list[bytes]:
    """The folders that lie in no other one of them."""
    known = dict.fromkeys(folders)
    return [folder for folder in known if known.keys().isdisjoint(_above(folder))]


def _above(folder: bytes) -> Iterator[bytes]:
    while folder:
        folder = parent(folder)
        yield folder


def _not_answering(folder: bytes, listing: Listing | None) -> Listing:
    if listing is None:
        return Listing(folder, error=errno.ETIMEDOUT)
    links = (kind in (Kind.SYMLINK, Kind.JUNCTION) for kind in listing.kinds)
    return replace(
        listing, health=bytes(Health.NOT_ANSWERING if link else Health.OK for link in links)
    )
