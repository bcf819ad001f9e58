"""How the cost of a scan grows with the number of entries."""

import math
import statistics
from collections.abc import Iterator

from tests.bench import measure, peers
from tests.bench.peers import OURS
from tests.bench.report import Table
from tests.bench.setting import Setting

SIZES, QUICK_SIZES, HUGE = (10_000, 100_000, 1_000_000), (1_000, 10_000), 10_000_000
CORPORA = ("coco", "deep")
HEAD = ("entries", "ours: s", "us an entry", "MB", "bytes an entry", "bfs: s", "ours / bfs")


def table(setting: Setting) -> Iterator[Table]:
    sizes = QUICK_SIZES if setting.quick else SIZES + ((HUGE,) if setting.huge else ())
    for name in CORPORA:
        yield _growth(setting, name, sizes)


def _growth(setting: Setting, name: str, sizes: tuple[int, ...]) -> Table:
    made = Table(f"Growth of a scan of {name}", HEAD)
    bfs = peers.BY_NAME["bfs"]
    points = []
    for size in sizes:
        folder = setting.corpus(name, size)
        entries = setting.known(folder).entries
        here = [_task(OURS, folder), *([] if bfs.missing else [_task(bfs, folder)])]
        times = measure.rounds(here, min(3, setting.rounds))
        ours = times[OURS.name]
        beside = [bfs.missing, ""]
        if not bfs.missing:
            theirs = times[bfs.name]
            beside = [measure.spread(theirs), f"{measure.ratio(ours, theirs):.2f}"]
        median = statistics.median(ours)
        peak = measure.peak_bytes(OURS.command(folder, ""))
        points.append((entries, median))
        made.rows.append((
            f"{entries:,}", measure.spread(ours), f"{median / entries * 1e6:.2f}",
            f"{peak / 1e6:.0f}", f"{peak / entries:.0f}", *beside,
        ))  # fmt: skip
    made.notes.append(f"Between the two largest, seconds grow as entries^{_slope(points):.2f}.")
    return made


def _task(program: peers.Program, folder: str) -> measure.Task:
    command = program.command(folder, "")
    return measure.Task(program.name, lambda: measure.run(command).seconds)


def _slope(points: list[tuple[int, float]]) -> float:
    """The exponent between the last two points (entries, seconds)."""
    (few, short), (many, long) = points[-2:]
    return math.log(long / short) / math.log(many / few)
