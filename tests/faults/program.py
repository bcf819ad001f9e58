"""Areas, their shares on several processes, and the table of what came out."""

import contextlib
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context

ENOUGH = 30  # lines about faults in one area


@dataclass(slots=True)
class Tally:
    """What came out of some cases. `enough` is True once more faults would tell nothing new.

    wrong   cases with a fault
    faults  a few words about each of them
    """

    cases: int = 0
    wrong: int = 0
    faults: list[str] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    skipped: str = ""

    @property
    def enough(self) -> bool:
        return len(self.faults) >= ENOUGH

    def add(self, other: "Tally") -> None:
        self.cases += other.cases
        self.wrong += other.wrong
        self.faults += other.faults
        self.notes += other.notes
        self.skipped = self.skipped or other.skipped

    def blame(self, case: str, *faults: str) -> None:
        """Note faults of one case."""
        self.wrong += bool(faults)
        self.faults += [f"{case}: {fault}" for fault in faults[:3]]

    @contextlib.contextmanager
    def case(self, name: str) -> Iterator[None]:
        """Count one case; an exception out of it is a fault."""
        self.cases += 1
        try:
            yield
        except Exception:  # noqa: BLE001 (whatever a broken engine throws is a fault found)
            self.blame(name, traceback.format_exc(limit=-4))


Run = Callable[[int, int], Tally]  # cases, seed


@dataclass(frozen=True, slots=True)
class Area:
    """One kind of fault.

    wrong  what a fault found by it is called in the table
    chunk  cases that are done in one go, by one process; 0 for all, by processes of its own
    """

    name: str
    wrong: str
    full: int
    quick: int
    run: Run
    chunk: int = 500


def carry_out(area: Area, cases: int, seed: int, jobs: int) -> Tally:
    """Do the cases of one area, shared out to processes, with progress on stderr."""
    if not area.chunk:
        sys.stderr.write(f"{area.name}\n")
        return area.run(cases, seed)
    chunk = min(area.chunk, -(-cases // jobs))
    sizes = [min(chunk, cases - begin) for begin in range(0, cases, chunk)]
    tally = Tally()
    with get_context("fork").Pool(min(jobs, len(sizes))) as pool:
        work = [(area.run, size, f"{seed}.{number}") for number, size in enumerate(sizes)]
        for part in pool.imap_unordered(_chunk, work):
            tally.add(part)
            sys.stderr.write(f"\r{area.name}: {tally.cases:,} of {cases:,}  ")
            sys.stderr.flush()
            if tally.enough:
                break
    sys.stderr.write("\n")
    return tally


def _chunk(work: tuple[Run, int, str]) -> Tally:
    run, size, seed = work
    try:
        return run(size, hash_of(seed))
    except Exception:  # noqa: BLE001 (the other areas are to be run all the same)
        tally = Tally()
        tally.blame(f"seed {seed}, between two cases", traceback.format_exc(limit=-4))
        return tally


def hash_of(words: str) -> int:
    """The same number for the same words, in every process."""
    return int.from_bytes(words.encode("utf-8"), "little") % (1 << 61)


@contextlib.contextmanager
def scratch(*, memory: bool = True) -> Iterator[bytes]:
    """A folder of our own; in memory where the medium does not matter."""
    shm = "/dev/shm"  # noqa: S108 (a folder of our own is made in it)
    base = shm if memory and os.access(shm, os.W_OK) else None
    folder = os.fsencode(tempfile.mkdtemp(prefix="cvlink-faults-", dir=base))
    try:
        yield os.path.realpath(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Result:
    area: Area
    tally: Tally
    seconds: float

    def row(self) -> str:
        tally = self.tally
        if tally.skipped and not tally.cases:
            return f"| {self.area.name} | not run | {tally.skipped} | | |"
        found = f"{tally.wrong} {self.area.wrong}"
        notes = "; ".join(f"{count:,} {what}" for what, count in sorted(tally.notes.items()))
        row = f"| {self.area.name} | {tally.cases:,} | {found} | {self.seconds:.0f} | {notes} |"
        return row if not tally.skipped else f"{row} (part not run: {tally.skipped})"


def measure(areas: Sequence[Area], *, quick: bool, seed: int, jobs: int) -> Iterator[Result]:
    """Run areas one after the other."""
    for area in areas:
        begin = time.monotonic()
        tally = carry_out(area, area.quick if quick else area.full, seed, jobs)
        yield Result(area, tally, time.monotonic() - begin)


HEAD = "| area | cases | found | seconds | of them |\n|---|---:|---|---:|---|"
