"""What the safety of an edit costs: `python tests/bench/edits.py [LINKS] [FOLDER] [ROUNDS]`.

LINKS links (100,000) into ten folders, to as many files, are made in every way below, in turn, each
time in a fresh project below FOLDER; then they are removed in the order in which they were made.
Printed: medians of ROUNDS (3) rounds, their spread, and their ratio to the plain loop of the same
round; and of processor time, which others on the machine disturb less.

FOLDER is best on a file system of its own: ext4 slows what is made after many deletions. `ln` is
one process a link, so only every twentieth link is made by it; the figure is for one link.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cvlink_gui.core.plan import Absent, Dir, Link, Plan, Step
from cvlink_gui.features.linking import Pair, propose_links
from cvlink_gui.features.project import Project, Report

FOLDERS = 10
SHARE_OF_LN = 20
_TICK = 0.001  # s: of little work the system counts no processor time at all
COMMAND = [sys.executable, "-c", "from cvlink_gui.cli.main import main; raise SystemExit(main())"]
LOOP, UNLINK = "`os.symlink` loop", "`os.unlink` loop"
ENGINE = "a ready plan run"


class Cost(NamedTuple):
    """Seconds by the clock, and of the processors, of which there may be several."""

    clock: float
    processor: float


Costs = dict[str, Cost]


@dataclass(frozen=True)
class Place:
    """A project with the files all links lead to, and room beside it for batch files."""

    project: Project
    folder: bytes
    links: int

    @property
    def root(self) -> bytes:
        return self.project.root

    def pairs(self, name: bytes, *, every: int = 1) -> Iterator[tuple[bytes, bytes]]:
        """(link, source) below a fresh folder, relative to the project."""
        for number in range(FOLDERS):
            for image in range(0, self.links // FOLDERS, every):
                tail = b"%d/img_%06d.jpg" % (number, image)
                yield b"%s/%s" % (name, tail), b"raw/%s" % tail

    def steps(self, name: bytes) -> Iterator[Step]:
        """The same as steps, with the folders."""
        for folder in (name, *(b"%s/%d" % (name, number) for number in range(FOLDERS))):
            yield Step(folder, Absent(), Dir())
        for link, source in self.pairs(name):
            yield Step(link, Absent(), Link(b"../../" + source))

    def write(self, name: bytes, lines: Iterator[str]) -> str:
        """A file of such lines; its path."""
        path = os.path.join(os.fsdecode(self.folder), os.fsdecode(name))
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(lines)
        return path


class Made(NamedTuple):
    """What a way has made, and what that cost."""

    place: Place
    costs: Costs


def cost_of(work: Callable[[], object], *, settled: bool = True, times: int = 1) -> Cost:
    """What some work costs, `times` over.

    settled  what was written before is on the disk when it begins
    """
    if settled:
        os.sync()
    begin, before = time.perf_counter(), os.times()
    work()
    clock, after = time.perf_counter() - begin, os.times()
    return Cost(clock * times, (sum(after[:4]) - sum(before[:4])) * times)


def loop(place: Place, name: bytes) -> Costs:
    """The plain way: no check, no journal, no sync."""

    def work() -> None:
        for number in range(FOLDERS):
            folder = b"%s/%s/%d" % (place.root, name, number)
            os.makedirs(folder)
            fd = os.open(folder, os.O_RDONLY)
            for image in range(place.links // FOLDERS):
                text = b"../../raw/%d/img_%06d.jpg" % (number, image)
                os.symlink(text, b"img_%06d.jpg" % image, dir_fd=fd)
            os.close(fd)

    return {LOOP: cost_of(work)}


def unlink(place: Place, name: bytes) -> Costs:
    """The plain way to remove them again."""

    def work() -> None:
        for number in range(FOLDERS):
            folder = b"%s/%s/%d" % (place.root, name, number)
            fd = os.open(folder, os.O_RDONLY)
            for image in range(place.links // FOLDERS):
                os.unlink(b"img_%06d.jpg" % image, dir_fd=fd)
            os.close(fd)
            os.rmdir(folder)

    return {UNLINK: cost_of(work)}


def engine(place: Place, name: bytes) -> Costs:
    """A plan that is there already: check, journal, act, sync."""
    plan = Plan("bench", tuple(place.steps(name)))
    return {ENGINE: cost_of(lambda: sound(place.project.run(plan)))}


def sound(report: Report) -> None:
    """Fail for a run that was rolled back."""
    for outcome in report.failures:
        raise RuntimeError(f"{outcome.step.path!r}: {outcome.error}")


def window(place: Place, name: bytes) -> Costs:
    """All of it, as the window does it: plan, look at everything, run."""
    project = place.project
    pairs = [Pair(*both) for both in place.pairs(name)]
    found = propose_links([], project.policy, project.look, style="relative")

    def planned() -> None:
        nonlocal found
        found = propose_links(pairs, project.policy, project.looks(), style="relative")

    def checked() -> None:
        nonlocal found
        found = project.propose(found)

    parts = {
        "of it `propose_links`": cost_of(planned),
        "of it `Project.propose`": cost_of(checked, settled=False),
        "of it `Project.run`": cost_of(lambda: sound(project.run(found.plan)), settled=False),
    }
    return {"planned, checked and run": Cost(*map(sum, zip(*parts.values(), strict=True))), **parts}


def batch_of_json(place: Place, name: bytes) -> Costs:
    """`cvlink batch`, the whole process, on JSON lines."""
    rows = ({"source": s.decode(), "link": k.decode()} for k, s in place.pairs(name))
    path = place.write(name + b".jsonl", (json.dumps(row) + "\n" for row in rows))
    return {"`cvlink batch`, JSON lines": cost_of(lambda: batch(place, path))}


def batch_of_csv(place: Place, name: bytes) -> Costs:
    """The same on CSV."""
    rows = (f"{source.decode()},{link.decode()}\n" for link, source in place.pairs(name))
    path = place.write(name + b".csv", iter(["source,link\n", *rows]))
    return {"`cvlink batch`, CSV": cost_of(lambda: batch(place, path))}


def batch(place: Place, path: str) -> None:
    call = [*COMMAND, "--project", os.fsdecode(place.root), "batch", path, "--yes"]
    quiet = subprocess.DEVNULL
    subprocess.run(call, check=True, stdout=quiet, stderr=quiet)


def ln(place: Place, name: bytes) -> Costs:
    """One `ln -s` a link, two at a time; the folders are there."""
    folders(place, name)
    pairs = place.pairs(name, every=SHARE_OF_LN)
    lines = (f"../../{source.decode()}\n{link.decode()}\n" for link, source in pairs)
    call = ["xargs", "-a", place.write(name + b".args", lines), "-P2", "-n2", "ln", "-s"]
    cost = cost_of(lambda: run(place, call), times=SHARE_OF_LN)
    return {"`xargs -P2 -n2 ln -s`": cost}


def ln_many(place: Place, name: bytes) -> Costs:
    """`ln -s` with as many links a process as fit, which can only keep the names."""
    folders(place, name)
    calls = []
    for number in range(FOLDERS):
        images = range(place.links // FOLDERS)
        lines = (f"../../raw/{number}/img_{image:06d}.jpg\n" for image in images)
        path = place.write(b"%s.%d.args" % (name, number), lines)
        folder = f"{name.decode()}/{number}"
        calls.append(["xargs", "-a", path, "-P2", "ln", "-s", "-t", folder])

    def work() -> None:
        for call in calls:
            run(place, call)

    return {"`xargs -P2 ln -s -t FOLDER`": cost_of(work)}


def copy(place: Place, name: bytes) -> Costs:
    """`cp -rs`, which writes absolute texts."""
    root = os.fsdecode(place.root)
    call = ["cp", "-rs", f"{root}/raw", name.decode()]
    return {"`cp -rs`": cost_of(lambda: run(place, call))}


def run(place: Place, call: list[str]) -> None:
    subprocess.run(call, check=True, cwd=place.root)


def folders(place: Place, name: bytes) -> None:
    for number in range(FOLDERS):
        os.makedirs(b"%s/%s/%d" % (place.root, name, number))


Way = Callable[[Place, bytes], Costs]
NEW = b"new"
WAYS: tuple[Way, ...] = (loop, copy, engine, window, batch_of_json, batch_of_csv, ln, ln_many)


def make_all(folder: str, links: int, rounds: int) -> Iterator[dict[Way, Made]]:
    """Every way once a round, another one first each time."""
    for number in range(rounds):
        first = number % len(WAYS)
        made = {}
        for way in (*WAYS[first:], *WAYS[:first]):
            place = prepared(os.path.join(folder, f"{way.__name__}{number}"), links)
            made[way] = Made(place, way(place, NEW))
        yield made


def undo_all(found: list[dict[Way, Made]]) -> Iterator[Costs]:
    """The links of the loop removed by a loop, and those of the engine undone."""
    for made in found:
        yield {**unlink(made[loop].place, NEW), **undo(made[engine].place)}


def undo(place: Place) -> Costs:
    entry = place.project.journal.history()[0]
    return {"undo": cost_of(lambda: sound(place.project.undo(entry)))}


def _in_order(made: dict[Way, Made]) -> Costs:
    return {name: cost for way in WAYS for name, cost in made[way].costs.items()}


def show(links: int, found: list[Costs], base: str) -> None:
    """A Markdown table."""
    print(f"\n| {links:,} links, {len(found)} rounds | us a link | spread | of the loop |"
          " processor us | of the loop |")  # fmt: skip
    print("|---|---|---|---|---|---|")
    for name in found[0]:
        clock, processor = ([costs[name][kind] / links * 1e6 for costs in found] for kind in (0, 1))
        ratios = [
            statistics.median(costs[name][kind] / (costs[base][kind] or _TICK) for costs in found)
            for kind in (0, 1)
        ]
        spread = f"{min(clock):.1f} to {max(clock):.1f}"
        print(
            f"| {name} | {statistics.median(clock):.1f} | {spread} | {ratios[0]:.2f} "
            f"| {statistics.median(processor):.1f} | {ratios[1]:.2f} |",
            flush=True,
        )


def prepared(folder: str, links: int) -> Place:
    root = os.fsencode(os.path.join(folder, "p"))
    os.makedirs(root)
    place = Place(Project.open(root), os.fsencode(folder), links)
    folders(place, b"raw")
    for _, source in place.pairs(b""):
        with open(os.path.join(root, source), "wb"):
            pass
    return place


def main() -> None:
    """Print two tables: what it takes to make the links, and to remove them."""
    links, where, rounds = (*sys.argv[1:], *(None,) * 3)[:3]
    with tempfile.TemporaryDirectory(dir=where) as folder:
        os.environ["XDG_STATE_HOME"] = os.path.join(folder, "state")
        number = int(links or 100_000)
        made = list(make_all(folder, number, int(rounds or 3)))
        costs = [_in_order(one) for one in made]
        show(number, costs, LOOP)
        print(f"goal edit {statistics.median(c[ENGINE].clock / c[LOOP].clock for c in costs):.2f}")
        show(number, list(undo_all(made)), UNLINK)


if __name__ == "__main__":
    main()
