"""An exporter that is scraped every second while the tree it looks at changes.

The tree changes in steps. After each a look is waited for that began later, and then the numbers
have to be what `find` says. Every scrape on the way has to be answered, by a project that is known.
"""

import os
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.conftest import PROJECT, build
from tests.metrics.running import Exporter, Series, exporter

CALM = 60.0  # seconds a look may take to come
GROWTH = 1.05
_LEAST = 4 << 20  # bytes that are no growth: what an allocator keeps
_PARTS = 5
_INTERVAL = 0.3


@dataclass
class Seen:
    """What came of it. `memory` and `files` have (exporter, process that looks) at each check."""

    scrapes: int = 0
    checks: int = 0
    changes: int = 0
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)
    memory: list[tuple[int, ...]] = field(default_factory=list)
    files: list[tuple[int, ...]] = field(default_factory=list)

    def judged(self) -> list[str]:
        """All that is wrong."""
        wrong = list(self.faults)
        part = max(1, len(self.memory) // _PARTS)
        for what, used in (("memory", self.memory), ("open files", self.files)):
            for number, who in enumerate(("the exporter", "the process that looks")):
                early = max(row[number] for row in used[part : 2 * part] or used)
                late = min(row[number] for row in used[-part:])
                least = _LEAST if what == "memory" else 1
                if late > early * GROWTH and late > early + least:
                    wrong.append(f"{what} of {who} grew from {early:,} to {late:,}")
        return wrong


class Tree:
    """A project that changes: links made, removed, broken and mended; folders come and go."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.root = build(folder / "project", *PROJECT)
        self._random = Random(seed)  # noqa: S311 (a test's)
        self._place = Path(os.fsdecode(self.root)) / "experiments"
        self._number = 0

    def change(self) -> None:
        """One change of a random kind."""
        self._random.choice((self._link, self._link, self._unlink, self._move, self._folder))()

    def _experiment(self) -> Path:
        place = self._place / f"e{self._random.randrange(5)}"
        place.mkdir(exist_ok=True)
        return place

    def _link(self) -> None:
        self._number += 1
        target = self._random.choice(("../../data/raw/a.jpg", "nowhere", "../../data/raw/d.jpg"))
        (self._experiment() / f"l{self._number}").symlink_to(target)

    def _unlink(self) -> None:
        links = sorted(self._experiment().iterdir())
        for link in links[: len(links) // 2]:
            link.unlink()

    def _move(self) -> None:
        """A target that many lead to goes, or comes back."""
        here, away = (self._place / f"../data/raw/{name}.jpg" for name in "ad")
        one, other = (here, away) if here.exists() else (away, here)
        one.rename(other)

    def _folder(self) -> None:
        shutil.rmtree(self._experiment())

    def found(self) -> tuple[int, int, dict[str, int]]:
        """(links, broken ones, broken ones by experiment), as `find` has them."""
        broken = {p.name: self._count(p, "-xtype") for p in self._place.iterdir()}
        return self._count(self.root, "-type"), self._count(self.root, "-xtype"), broken

    def _count(self, place: Path | bytes, test: str) -> int:
        return len(subprocess.check_output(["find", place, test, "l", "-printf", "."]))


def told(found: Series) -> tuple[int, int, dict[str, int]]:
    """The same, as the metrics have it."""
    links = sum(n for key, n in found.items() if key[0] == "cvlink_links")
    broken = {k[1]: int(n) for k, n in found.items() if k[0] == "cvlink_experiment_links_broken"}
    return int(links), int(found["cvlink_links_broken",]), broken


def soak(
    folder: Path, seconds: float, seed: int = 1, *, pause: float = 1.0, least: int = 1
) -> Seen:
    """Let it go on for so long, and for so many checks at least, with a pause after each."""
    seen, tree = Seen(), Tree(folder, seed)
    end = time.monotonic() + seconds
    with exporter(tree.root, interval=_INTERVAL) as served:
        served.until_known()
        while time.monotonic() < end or (seen.checks < least and not seen.faults):
            for _ in range(1 + seen.checks % 7):
                tree.change()
                seen.changes += 1
            _scrape(served, seen)
            _check(served, tree, seen)
            time.sleep(pause)
        code, took = served.end()
        if code or took > 2:
            seen.faults.append(f"it ended with {code} after {took:.1f} s")
    return seen


def _scrape(served: Exporter, seen: Seen) -> Series:
    begin = time.monotonic()
    found = served.samples()
    seen.scrapes += 1
    seen.slowest = max(seen.slowest, time.monotonic() - begin)
    if found["cvlink_up",] != 1:
        seen.faults.append(f"check {seen.checks}: {served.page('/-/healthy')}")
    return found


def _check(served: Exporter, tree: Tree, seen: Seen) -> None:
    """Wait for a look that began after now, and compare."""
    since = time.time()
    end = time.monotonic() + CALM
    while (found := _scrape(served, seen))["cvlink_last_success_timestamp_seconds",] < since:
        if time.monotonic() > end:
            seen.faults.append(f"check {seen.checks}: no look came in {CALM:.0f} s")
            return
        time.sleep(_INTERVAL / 3)
    seen.checks += 1
    if told(found) != tree.found():
        seen.faults.append(f"check {seen.checks}: {told(found)}, but find has {tree.found()}")
    processes = [served.process.pid, *_children(served.process.pid)[:1]]
    seen.memory.append(tuple(_memory(process) for process in processes))
    seen.files.append(tuple(len(os.listdir(f"/proc/{p}/fd")) for p in processes))


def _memory(process: int) -> int:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task")
    found = [int(n) for t in tasks.iterdir() for n in (t / "children").read_text().split()]
    return sorted(found)
