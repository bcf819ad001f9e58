"""A scan on a cluster (dask.distributed): subtrees go to workers that mount the same storage.

Each worker first says what it sees (`fs/shared.look`). Only those take part that run the same
version as the same user and see the project's folder as it is here. A task is some folders, and
whatever lies below them until it has enough; what it leaves comes back and is shared out anew. A
worker is believed what it found; every folder it could not read and every link that is not well
is looked at again here, so the result is that of a scan on this machine. Nothing is kept for the
next run: times and devices of other machines prove nothing here.
"""

import asyncio
import importlib
import logging
import os
import time
import uuid
import warnings
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, TypeAlias

from cvlink_gui import __version__
from cvlink_gui.core.bundle import Bundle, bundle
from cvlink_gui.core.doubtful import doubtful, merged
from cvlink_gui.core.errors import CvlinkError, StorageError
from cvlink_gui.core.names import join, shown
from cvlink_gui.features.survey import Survey
from cvlink_gui.fs import shared
from cvlink_gui.fs.scan import Scanner
from cvlink_gui.fs.shared import Seen, Share, View

Dask: TypeAlias = Any  # a thing of dask, which has no types
_CONNECT_SECONDS = 5.0  # so long a scheduler may take to answer at all
_LOOK_SECONDS = 10.0  # and the workers to say what they see
_DEADLINE = 60.0  # a task without an answer for so long is given to somebody else
_PAUSE = 1.0  # between two looks at which workers are left
_FOLDERS = 256  # of one task
_HINT = (
    "Start workers with the same version of cvlink-gui, as the same user, where the folder is "
    f"mounted; {shared.VARIABLE}=HERE:THERE on a worker says that it has HERE as THERE."
)


@dataclass(frozen=True, slots=True)
class Portion:
    """How much one task reads: until so many entries are found, or so many seconds are over.

    first  seconds while there is not enough to do for all workers
    """

    entries: int = 50_000
    seconds: float = 0.5
    first: float = 0.05


@dataclass(eq=False, slots=True)
class _Worker:
    """One that takes part; `tasks` by key, with the folders and the time they were given."""

    address: str
    threads: int
    view: View
    tasks: dict[str, tuple[list[bytes], float]] = field(default_factory=dict)

    @property
    def room(self) -> int:
        return self.threads + 1 - len(self.tasks)  # the next task is there when one is done


@dataclass(slots=True)
class Tally:
    """What a scan did where: tasks, the seconds workers read, folders given again, read here.

    prepared  seconds until the first task
    """

    workers: int = 0
    prepared: float = 0.0
    tasks: int = 0
    seconds: float = 0.0
    given_again: int = 0
    read_here: int = 0


class ClusterScan:
    """One scan of a project: iterate over it for bundles of listings, parents first.

    address    of the scheduler, as dask writes it: tcp://host:8786
    say        is told which workers do not take part, which were lost, what was read here
    cancelled  asked between answers; True ends the scan

    StorageError where nobody answers at the address, CvlinkError without dask.distributed.
    """

    def __init__(
        self,
        survey: Survey,
        address: str,
        *,
        say: Callable[[str], None] = lambda _words: None,
        cancelled: Callable[[], bool] = lambda: False,
        portion: Portion | None = None,
    ) -> None:
        self._survey = survey
        self._address = address
        self._say = say
        self._cancelled = cancelled
        self._portion = portion or Portion()
        self._ahead: deque[bytes] = deque([b""])
        self._mine: list[bytes] = []  # folders for this machine
        self._workers: list[_Worker] = []
        self._apart: frozenset[bytes] = frozenset()
        self._futures: dict[str, Dask] = {}
        self._done: SimpleQueue[Dask] = SimpleQueue()
        self.tally = Tally()

    def __iter__(self) -> Iterator[Bundle]:
        distributed = _distributed()
        begin = time.monotonic()
        client = _connected(distributed, self._address)
        try:
            self._workers = self._willing(client)
            self.tally.workers = len(self._workers)
            self.tally.prepared = time.monotonic() - begin
            yield from self._share_out(client)
        finally:
            self._leave(client)
        if not self._cancelled():
            yield from self._read_here()

    def _willing(self, client: Dask) -> list[_Worker]:
        """The workers that see what is seen here; of the others it is said why not."""
        root = self._survey.root
        threads: dict[str, int] = client.nthreads()
        if not threads:
            self._say(f"{self._address} has no workers: all is read here.")
        seen = _asked(client, threads, shared.candidates(root))
        fit: dict[str, tuple[Share, ...]] = {}
        apart: set[bytes] = set()
        for address, answer in seen.items():
            words = answer if isinstance(answer, str) else _unfit(answer, root)
            if words or isinstance(answer, str):
                self._say(f"The worker {address} takes no part: {words}")
                continue
            fit[address] = _common(answer)
            apart.update(answer.mounted)
            apart.update(p for s in fit[address] for p in shared.mounted_below(s.path))
        if threads and not fit:
            self._say(f"No worker can help: all is read here.\n  {_HINT}")
        token, self._apart = uuid.uuid4().hex, frozenset(apart)
        return [_Worker(a, threads[a], View(token, root, s, self._apart)) for a, s in fit.items()]

    def _share_out(self, client: Dask) -> Iterator[Bundle]:
        look_at = time.monotonic() + _PAUSE
        while self._workers and (self._ahead or self._futures) and not self._cancelled():
            self._give(client)
            try:
                future = self._done.get(timeout=_PAUSE)
            except Empty:
                pass
            else:
                yield from self._take(future)
            if time.monotonic() > look_at:
                self._look_after(client)
                look_at = time.monotonic() + _PAUSE

    def _give(self, client: Dask) -> None:
        """Tasks for all workers that have room."""
        while self._ahead:
            worker = max(self._workers, key=lambda worker: worker.room)
            if worker.room <= 0:
                return
            slots = sum(worker.threads for worker in self._workers)
            plenty = len(self._ahead) > 2 * slots
            share = max(1, min(_FOLDERS, len(self._ahead) // (2 * slots)))
            folders = [self._ahead.popleft() for _ in range(share)]
            seconds = self._portion.seconds if plenty else self._portion.first
            wish = (worker.view, folders, self._portion.entries, seconds)
            self._submit(client, worker, folders, wish)

    def _submit(
        self,
        client: Dask,
        worker: _Worker,
        folders: list[bytes],
        wish: tuple[object, ...],
    ) -> None:
        future = _submitted(client, worker.address, shared.read, *wish)
        worker.tasks[future.key] = folders, time.monotonic()
        self._futures[future.key] = future
        future.add_done_callback(self._done.put)
        self.tally.tasks += 1

    def _take(self, future: Dask) -> Iterator[Bundle]:
        """An answer: bundles that are right as they are, or a worker that is left."""
        worker = next((w for w in self._workers if future.key in w.tasks), None)
        if worker is None:  # it was given up, and somebody else has its folders
            return
        piece = _outcome(future)
        if isinstance(piece, str):
            self._give_up(worker, piece)
            return
        if piece.found is None:
            self._give_up(worker, "the folder is not mounted there any more")
            return
        del worker.tasks[future.key], self._futures[future.key]
        self.tally.seconds += piece.seconds
        for folder in piece.rest:
            apart = join(self._survey.root, folder) in self._apart
            (self._mine if apart else self._ahead).append(folder)
        for columns in piece.found:
            yield self._checked(Bundle(*columns))

    def _checked(self, found: Bundle) -> Bundle:
        """What a worker found, without what it could not read, and with links judged here."""
        if found.has_errors:
            listings = list(found)
            self._mine += [listing.folder for listing in listings if listing.error]
            found = bundle([listing for listing in listings if not listing.error])
        if not found.health.strip(b"\0"):
            return found
        listings = list(found)
        parts = {at: doubtful(listing) for at, listing in enumerate(listings)}
        asked = bundle([part for part in parts.values() if part])
        scanner = Scanner(self._survey.root, self._survey.storage.guard())
        answers = iter(asked.judged(scanner.verdicts(asked)))
        return bundle(
            [merged(x, next(answers)) if parts[at] else x for at, x in enumerate(listings)]
        )

    def _look_after(self, client: Dask) -> None:
        """Give up workers that are gone, and those that do not answer."""
        try:
            there = client.sync(client.scheduler.ncores, callback_timeout=_CONNECT_SECONDS)
        except OSError:  # a TimeoutError is one
            for worker in list(self._workers):
                self._give_up(worker, "the scheduler does not answer any more")
            return
        late = time.monotonic() - _DEADLINE
        for worker in list(self._workers):
            if worker.address not in there:
                self._give_up(worker, "it is gone")
            elif any(since < late for _, since in worker.tasks.values()):
                self._give_up(worker, f"no answer for {_DEADLINE:.0f} s")

    def _give_up(self, worker: _Worker, why: str) -> None:
        self._workers.remove(worker)
        folders = [folder for task, _ in worker.tasks.values() for folder in task]
        for key in worker.tasks:
            self._futures.pop(key).release()
        self._ahead.extend(folders)
        self.tally.given_again += len(folders)
        others = "other workers" if self._workers else "this machine"
        self._say(
            f"The worker {worker.address} was lost: {why}. "
            f"Its {len(folders):,} folders are read by {others}."
        )

    def _leave(self, client: Dask) -> None:
        for future in self._futures.values():
            future.release()
        forgetting = [_submitted(client, w.address, shared.forget) for w in self._workers]
        for future in forgetting:
            _outcome(future)
        client.close(timeout=_CONNECT_SECONDS)

    def _read_here(self) -> Iterator[Bundle]:
        """What no worker has read. What cannot be read here either is an error of the scan."""
        folders = [*self._mine, *self._ahead]
        if not folders:
            return
        read: set[bytes] = set()  # names may come before their verdicts
        for found in self._survey.scan(folders, fresh=True, cancelled=self._cancelled):
            read.update(listing.folder for listing in found if not listing.error)
            yield found
        self.tally.read_here = len(read)
        if read and self.tally.workers:
            self._say(f"{len(read):,} folders were read here, not by workers.")


def scan(
    survey: Survey, address: str, *, say: Callable[[str], None] = lambda _words: None
) -> Iterator[Bundle]:
    """Every folder of a project, read by a cluster; the survey's tree should be empty."""
    return iter(ClusterScan(survey, address, say=say))


def _distributed() -> Dask:
    """The package, loaded only when it is asked for: that takes a second."""
    try:
        with warnings.catch_warnings(action="ignore"):
            distributed = importlib.import_module("distributed")
    except ImportError as error:
        hint = "Install it here and on the workers: pip install 'cvlink-gui[cluster]'"
        raise CvlinkError(f"--scheduler needs dask.distributed ({error})", hint=hint) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is said by us
    return distributed


def _connected(distributed: Dask, address: str) -> Dask:
    """A client; StorageError if no scheduler is there. `Client` alone waits for ever for some."""
    hint = "It looks like tcp://host:8786: `dask scheduler` prints it when it starts."
    try:
        found = asyncio.run(_identity(distributed, address))
        if found.get("type") != "Scheduler":
            raise StorageError(
                f"This is no scheduler but a {found.get('type')}: {address}", hint=hint
            )
        with warnings.catch_warnings(action="ignore"):  # of versions that differ
            return distributed.Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        why = str(error) or f"no answer within {_CONNECT_SECONDS:.0f} s"
        raise StorageError(f"No scheduler at {address!r}: {why}", hint=hint) from error


async def _identity(distributed: Dask, address: str) -> dict[str, Any]:
    security = distributed.Security().get_connection_args("client")
    remote = distributed.rpc(address, timeout=_CONNECT_SECONDS - 1, connection_args=security)
    try:
        found: dict[str, Any] = await asyncio.wait_for(remote.identity(), _CONNECT_SECONDS)
        return found
    finally:
        await remote.close_rpc()


def _submitted(client: Dask, address: str, work: Callable[..., object], *words: object) -> Dask:
    return client.submit(work, *words, workers=[address], pure=False, retries=0)


def _outcome(future: Dask, seconds: float = _CONNECT_SECONDS) -> Dask:
    """What a task has given; words for why there is nothing."""
    try:
        error = future.exception(timeout=seconds)
        return future.result(timeout=seconds) if error is None else _words(error)
    except (OSError, asyncio.CancelledError):
        return "it does not answer"


def _words(error: BaseException) -> str:
    if isinstance(error, ModuleNotFoundError):
        return f"cvlink-gui is not installed there ({error})"
    return f"{type(error).__name__}: {error}"


def _asked(
    client: Dask,
    addresses: dict[str, int],
    paths: tuple[bytes, ...],
) -> dict[str, Seen | str]:
    """What every worker sees of these paths, or why it does not say."""
    futures = {a: _submitted(client, a, shared.look, paths) for a in addresses}
    end = time.monotonic() + _LOOK_SECONDS
    return {a: _outcome(f, max(0.1, end - time.monotonic())) for a, f in futures.items()}


def _unfit(seen: Seen, root: bytes) -> str:
    """Why a worker cannot take part; "" if it can."""
    if seen.version != __version__:
        return f"it has cvlink-gui {seen.version}, this is {__version__}"
    if seen.user != shared.user():
        return (
            f"it runs as another user ({seen.user[0]}, this is {os.geteuid()}) or with other groups"
        )
    if all(share.path != root for share in _common(seen)):
        return f"{shown(root)} is not there as it is here: it is not mounted, or at another place"
    return ""


def _common(seen: Seen) -> tuple[Share, ...]:
    """The shares that are the same folder here: same times, which no copy has."""
    own = {share.path: shared.share_at(share.path, share.path) for share in seen.shares}
    return tuple(
        share
        for share in seen.shares
        if (mine := own[share.path]) and mine.here == share.path and mine.times == share.times
    )
