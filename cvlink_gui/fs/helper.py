"""Helper processes that list and judge folders, and the supervisor that feeds them.

A helper keeps the window smooth (a scan on a thread of the same process makes timers late) and
can be abandoned when storage hangs: a `stat` stuck in the kernel can neither be timed out nor
be killed. It imports no Qt and starts in about 40 ms.

Protocol, pickled tuples over the helper's standard streams (both ends are this program):

    request   [folder, ...]
    answers   (listings, verdicts, done), any number of them, the last one with done = True,
              each after its length, so that the supervisor never waits for half a message

A helper lists all folders of a request before it judges the first link, so names never wait for
a target that does not answer. The supervisor holds names back for a moment, because most links
are judged at once and a folder is then taken in once instead of twice.
"""

import contextlib
import errno
import os
import pickle
import selectors
import struct
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from cvlink_gui.core.links import Health, Kind, Listing
from cvlink_gui.core.names import join, parent
from cvlink_gui.fs.scan import Scanner

# The working folder may be anybody's data, so it is no place to import from (-P); the package
# comes last in the search path, so it hides no standard module.
_PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_START = "import sys; sys.path.append(sys.argv[1]); from cvlink_gui.fs.helper import main; main()"
FLAG = "--cvlink-helper"  # how a frozen program starts itself as a helper
_MESSAGE_ENTRIES = 4_000  # about as many entries go into one message
_REQUEST_FOLDERS = 64
_REQUEST_BYTES = 16_384  # two requests fit into a pipe, so that asking never waits
_REQUESTS_AHEAD = 2  # a helper always has the next request waiting in its pipe
_LENGTH = struct.Struct("<I")
_START_SECONDS = 0.1  # about what a helper takes to start
_HOLD_SECONDS = 0.05  # so long names wait for the health of their links

ListingRow = tuple[bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, tuple[bytes, ...], int]
NamesRow = tuple[ListingRow, list[bytes]]  # a listing, and the names of its sub-folders
VerdictRow = tuple[bytes, bytes, bytes, tuple[bytes, ...]]  # folder, health, target kinds, reaches
Answer = tuple[list[NamesRow], list[VerdictRow], bool]


def main() -> None:
    """The helper process: answers requests until its standard input ends."""
    scanner = Scanner(os.fsencode(sys.argv[-1]))
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            for answer in _work(scanner, pickle.load(requests)):  # noqa: S301 (our own parent)
                message = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
                answers.write(_LENGTH.pack(len(message)) + message)
                answers.flush()


def _work(scanner: Scanner, folders: list[bytes]) -> Iterator[Answer]:
    linked: list[Listing] = []
    names: list[NamesRow] = []
    entries = 0
    for folder in folders:
        listing = scanner.names(folder)
        names.append((_listing_row(listing), listing.subfolders()))
        entries += len(listing)
        if listing.has_links:
            linked.append(listing)
        if entries > _MESSAGE_ENTRIES:
            yield names, [], False
            names, entries = [], 0
    yield names, [], not linked
    for last, listing in enumerate(linked, 1):
        judged = scanner.judged(listing)
        row = (judged.folder, judged.health, judged.target_kinds, judged.reaches)
        yield [], [row], last == len(linked)


def _listing_row(x: Listing) -> ListingRow:
    return (
        x.folder,
        x.names,
        x.kinds,
        x.starts,
        x.targets,
        x.target_starts,
        x.health,
        x.target_kinds,
        x.reaches,
        x.error,
    )


# Killed, and not gone yet: kept until they are, so that none stays a zombie.
_dying: "list[subprocess.Popen[bytes]]" = []


@dataclass(eq=False, slots=True)
class _Helper:
    """One process, with the folders it was given and has not answered in full.

    owed    by folder: None while it is not listed, then its names until its links are judged
    alone   it has a folder under suspicion, and gets no other until that is answered
    """

    process: "subprocess.Popen[bytes]"
    owed: dict[bytes, Listing | None] = field(default_factory=dict)
    requests: int = 0
    alone: bool = False
    last_word: float = 0.0
    received: bytearray = field(default_factory=bytearray)

    @property
    def pipe(self) -> int:
        assert self.process.stdout is not None  # noqa: S101 (opened with PIPE)
        return self.process.stdout.fileno()

    def ask(self, folders: list[bytes]) -> None:
        if not self.requests:
            self.last_word = time.monotonic()
        self.requests += 1
        self.owed.update(dict.fromkeys(folders))
        assert self.process.stdin is not None  # noqa: S101 (opened with PIPE)
        with contextlib.suppress(BrokenPipeError):  # it died: its answers end, and that is seen
            pickle.dump(folders, self.process.stdin, pickle.HIGHEST_PROTOCOL)
            self.process.stdin.flush()

    def answers(self) -> list[Answer]:
        """The messages that have arrived in full; EOFError if the process is gone."""
        part = os.read(self.pipe, 1 << 20)
        if not part:
            raise EOFError
        self.last_word = time.monotonic()
        self.received += part
        messages = []
        while len(self.received) >= _LENGTH.size:
            end = _LENGTH.size + _LENGTH.unpack_from(self.received)[0]
            if len(self.received) < end:
                break
            messages.append(pickle.loads(self.received[_LENGTH.size : end]))  # noqa: S301 (ours)
            del self.received[:end]
        return messages

    def abandon(self) -> None:
        """Let it go without waiting: one stuck in the kernel dies when the kernel lets it."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()
        _dying[:] = [process for process in _dying if process.poll() is None]
        try:
            self.process.wait(0.2)
        except subprocess.TimeoutExpired:
            _dying.append(self.process)


class HelperScan:
    """One scan over several helpers: iterate over it for batches of listings, parents first.

    folders    where to begin; one inside another is not scanned twice
    count      number of processes; 0 for as many as there are processors, four at most
    deadline   seconds without a word after which a helper is given up: its folders are asked
               for again one by one, and the one that hangs alone comes as not answering. Those of
               a helper that died are asked for again too; the one it dies of twice likewise.
    cancelled  asked between messages; True ends the scan
    """

    def __init__(
        self,
        root: bytes,
        folders: Iterable[bytes] = (b"",),
        *,
        count: int = 0,
        deadline: float = 10.0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._root = root
        self._ahead = deque(_outermost(folders))
        self._alone: deque[bytes] = deque()  # folders to be asked for one by one
        self._died: set[bytes] = set()  # folders alone with a helper when it died
        self._asked_again: dict[bytes, Listing] = {}  # their sub-folders are in the queue already
        self._begin = time.monotonic()
        self._count = count or min(4, os.cpu_count() or 1)
        self._deadline = deadline
        self._cancelled = cancelled
        self._helpers: list[_Helper] = []
        self._held: deque[tuple[float, bytes]] = deque()
        self._waiting: dict[bytes, Listing] = {}  # names not delivered yet, by folder
        self._ready: list[Listing] = []
        self._selector = selectors.DefaultSelector()

    def __iter__(self) -> Iterator[list[Listing]]:
        try:
            while self._give() and not self._cancelled():
                self._listen()
                self._let_go_of_names()
                if self._ready:
                    batch, self._ready = self._ready, []
                    yield batch
        finally:
            for helper in self._helpers:
                helper.abandon()
            self._selector.close()

    def _give(self) -> bool:
        """Hand folders to helpers that have room; False when all is done."""
        while self._ahead or self._alone:
            helper = self._with_room()
            if helper is None:
                break
            if self._ahead:
                helper.ask(self._share())
            else:
                helper.alone = True
                helper.ask([self._alone.popleft()])
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
        helper = min(free, key=lambda h: h.requests, default=None)
        if helper is not None and helper.requests < (room if len(self._helpers) > 1 else 1):
            return helper
        if len(self._helpers) < self._count and (helper is None or self._is_worth_another()):
            return self._start()
        return helper if helper is not None and helper.requests < room else None

    def _is_worth_another(self) -> bool:
        """A scan that is about done is not made faster by a process that has to start first."""
        return bool(self._alone) or time.monotonic() - self._begin > _START_SECONDS

    def _start(self) -> _Helper:
        frozen = getattr(sys, "frozen", False)
        how = [FLAG] if frozen else ["-P", "-S", "-c", _START, _PACKAGE]
        command: list[str | bytes] = [sys.executable, *how]
        helper = _Helper(
            subprocess.Popen(  # noqa: S603 (this very program)
                [*command, self._root],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,
            )
        )
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
        late = time.monotonic() - self._deadline
        for helper in [h for h in self._helpers if h.requests and h.last_word < late]:
            self._give_up(helper, died=False)

    def _take(self, helper: _Helper, answer: Answer) -> None:
        names, verdicts, done = answer
        helper.requests -= done
        helper.alone = helper.alone and bool(helper.requests)
        for row, subfolders in names:
            listing = Listing(*row)
            queued = self._asked_again.pop(listing.folder, Listing(b"")).subfolders()
            fresh = set(subfolders).difference(queued) if queued else subfolders
            self._ahead.extend(join(listing.folder, name) for name in fresh)
            if listing.has_links:
                helper.owed[listing.folder] = listing
                self._held.append((time.monotonic(), listing.folder))
                self._waiting[listing.folder] = listing
            else:
                del helper.owed[listing.folder]
                self._deliver(listing)
        for folder, health, target_kinds, reaches in verdicts:
            listing_or_none = helper.owed.pop(folder)
            if listing_or_none is not None:
                judged = replace(
                    listing_or_none, health=health, target_kinds=target_kinds, reaches=reaches
                )
                self._waiting.pop(folder, None)
                self._deliver(judged)

    def _deliver(self, listing: Listing) -> None:
        """Parents first: the folder above goes ahead, even if its links are not judged yet."""
        above = self._waiting.pop(parent(listing.folder), None) if listing.folder else None
        if above is not None:
            self._deliver(above)
        self._ready.append(listing)

    def _let_go_of_names(self) -> None:
        """Deliver names whose links have not been judged within the moment they may wait."""
        now = time.monotonic()
        while self._held and now - self._held[0][0] > _HOLD_SECONDS:
            _, folder = self._held.popleft()
            if (listing := self._waiting.pop(folder, None)) is not None:
                self._deliver(listing)

    def _give_up(self, helper: _Helper, *, died: bool) -> None:
        self._helpers.remove(helper)
        self._selector.unregister(helper.pipe)
        helper.abandon()
        owed, helper.owed = helper.owed, {}  # names it still holds would come after the verdicts
        if len(owed) == 1:
            if not died or owed.keys() <= self._died:
                for folder, names in owed.items():
                    self._waiting.pop(folder, None)
                    self._deliver(_not_answering(folder, names))
                return
            self._died.update(owed)
        self._asked_again.update((folder, names) for folder, names in owed.items() if names)
        self._alone.extend(owed)


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


if __name__ == "__main__":
    main()
