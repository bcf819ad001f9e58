"""Our scan by the number of its helper processes."""

import os
import sys
from collections.abc import Iterator

from tests.bench import measure
from tests.bench.report import Table
from tests.bench.setting import Setting
from tests.bench.tables.scan import CORPORA

_OURS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "ours.py")


def table(setting: Setting) -> Iterator[Table]:
    counts = range(1, max(2, os.cpu_count() or 1) + 1)
    made = Table("Scan by number of helper processes", ("helpers", *(f"{n}: s" for n in CORPORA)))
    made.notes.append("Interpreter start and the tree in memory included; nothing is printed.")
    columns = {name: _column(setting, setting.corpus(name), list(counts)) for name in CORPORA}
    for count in (0, *counts):
        words = str(count) if count else "none: one process"
        made.rows.append((words, *(columns[name][str(count)] for name in CORPORA)))
    yield made


def _column(setting: Setting, folder: str, counts: list[int]) -> dict[str, str]:
    entries = setting.known(folder).entries

    def task(count: int) -> measure.Task:
        def work() -> float:
            done = measure.run([sys.executable, _OURS, folder, str(count)])
            if int(done.output or 0) != entries:
                raise RuntimeError(f"{count} helpers saw {done.output!r} of {entries} entries")
            return done.seconds

        return measure.Task(str(count), work)

    times = measure.rounds([task(count) for count in (0, *counts)], setting.rounds)
    return {name: measure.spread(seconds) for name, seconds in times.items()}
