"""What the audit before a training run costs beside the scan alone, everything read anew."""

from collections.abc import Iterator
from statistics import median

from tests.bench import measure, peers
from tests.bench.report import Goal, Table
from tests.bench.setting import Setting
from tests.bench.tables.scan import truth

HEAD = ("command", "s", "of the scan", "CPU s")
SCAN, AUDIT = "cvlink scan", "cvlink audit"
LIMIT = 1.5
CORPORA = ("coco",)


def tables(setting: Setting) -> Iterator[Table]:
    for name in CORPORA:
        yield _table(setting, name)


def _table(setting: Setting, name: str) -> Table:
    folder = setting.corpus(name)
    right = truth(setting, folder)
    table = Table(f"Audit of {name}: {right.entries:,} entries, {right.links:,} links", HEAD)
    commands = {
        SCAN: peers.cvlink("scan", *peers.fresh(), folder),
        AUDIT: peers.cvlink("audit", *peers.fresh(), "--fail-on", "never", folder),
    }
    cpu: dict[str, list[float]] = {SCAN: [], AUDIT: []}
    faults: set[str] = set()

    def task(row: str) -> measure.Task:
        def work() -> float:
            done = measure.run(commands[row])
            cpu[row].append(done.cpu)
            if done.code:
                faults.add(f"{row}: exit code {done.code}: {done.error}.")
            return done.seconds

        return measure.Task(row, work)

    times = measure.rounds([task(row) for row in commands], setting.rounds)
    for row, seconds in times.items():
        of_scan = f"{measure.ratio(seconds, times[SCAN]):.2f}"
        table.rows.append((row, measure.spread(seconds), of_scan, f"{median(cpu[row]):.3g}"))
    measured = None if faults else measure.ratio(times[AUDIT], times[SCAN])
    table.goals.append(Goal(f"Audit of {name}", "audit / scan", LIMIT, measured))
    table.notes = ["Rules of tier T0, for all experiments of the project.", *sorted(faults)]
    table.wrong = bool(faults)
    return table
