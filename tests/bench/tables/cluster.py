"""What a cluster buys: here, where it shares two processors, and where each call takes longer."""

import importlib.util
import json
import os
import statistics
import sys
from collections.abc import Iterator

from tests.bench import measure
from tests.bench.native import compiled
from tests.bench.report import Table
from tests.bench.setting import Setting
from tests.bench.tables.latency import MICROSECONDS

_PROGRAM = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "clustered.py")
_WORKERS, _QUICK_WORKERS = (0, 1, 2, 4), (0, 2)
_QUICK_CORPUS = "coco"
SIZES = {"coco": 100_000, "deep": 100_000}
SLOW_SIZES = {"coco": 30_000, "deep": 30_000}
_HEAD = (
    "workers",
    "seconds",
    "here / cluster",
    "tasks",
    "ms before the first",
    "ms a task beside reading",
)
_NOTE = (
    "A scheduler and its workers, one thread each, in processes of this machine. Seconds are those "
    "of the scan alone: no start of the interpreter, no import of dask (about a second), no start "
    "of the workers. Beside reading: what a task of one worker takes longer than the worker reads "
    "(scheduling, sending, judging again what is not well, filling the tree)."
)


def tables(setting: Setting) -> Iterator[Table]:
    for title, sizes, environment in _cases(setting):
        for name, entries in sizes.items():
            made = Table(title.format(name), _HEAD)
            if importlib.util.find_spec("distributed") is None:
                made.notes.append("Not measured: dask.distributed is not installed.")
            elif setting.quick and name != _QUICK_CORPUS:
                made.notes.append("Not in a quick run.")
            elif environment is None:
                made.notes.append("Not measured: there is no C compiler here.")
            else:
                _fill(made, setting, setting.corpus(name, 2_000 if setting.quick else entries),
                      environment)  # fmt: skip
            yield made


def _cases(setting: Setting) -> Iterator[tuple[str, dict[str, int], dict[str, str] | None]]:
    """Title, sizes, and what workers have in their environment; None where it cannot be made."""
    yield "Scan of {} over a cluster on one machine", SIZES, {}
    shim = compiled("slow", setting.scratch)
    slow = {"LD_PRELOAD": shim, "SLOW_MICROSECONDS": str(MICROSECONDS)} if shim else None
    yield f"Scan of {{}} over a cluster, {MICROSECONDS} us more a call", SLOW_SIZES, slow


def _fill(made: Table, setting: Setting, folder: str, environment: dict[str, str]) -> None:
    environment = {**environment, "SLOW_BELOW": os.path.realpath(folder)}
    entries = setting.known(folder).entries
    runs: dict[int, list[dict[str, float]]] = {}

    def task(workers: int) -> measure.Task:
        def work() -> float:
            done = measure.run([sys.executable, _PROGRAM, folder, str(workers)], environment)
            if done.code:
                raise RuntimeError(f"{workers} workers: {done.error}")
            found: dict[str, float] = json.loads(done.output)
            if found["entries"] != entries or found["left"]:
                raise RuntimeError(f"{workers} workers: {found} of {entries} entries")
            runs.setdefault(workers, []).append(found)
            return found["seconds"]

        return measure.Task(str(workers), work)

    counts = _QUICK_WORKERS if setting.quick else _WORKERS
    times = measure.rounds([task(count) for count in counts], setting.rounds)
    made.notes += [_NOTE, f"{entries:,} entries."]
    for count in counts:
        gain = measure.ratio(times["0"], times[str(count)])
        made.rows.append((
            str(count) if count else "none: helpers",
            measure.spread(times[str(count)]),
            f"{gain:.2f}",
            *_tasks(runs[count], count),
        ))  # fmt: skip


def _tasks(runs: list[dict[str, float]], workers: int) -> tuple[str, ...]:
    if not workers:
        return "-", "-", "-"
    tasks = statistics.median(run["tasks"] for run in runs)
    before = statistics.median(run["prepared"] for run in runs)
    beside = statistics.median(
        ((run["seconds"] - run["prepared"]) * workers - run["read"]) / run["tasks"] for run in runs
    )
    return f"{tasks:.0f}", f"{before * 1000:.0f}", f"{beside * 1000:.0f}"
