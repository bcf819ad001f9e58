"""The same tree looked at again: unchanged, and with one folder changed."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from tests.bench import measure, peers
from tests.bench.report import Goal, Table
from tests.bench.setting import Setting
from tests.bench.tables.scan import truth

GRAIN_SECONDS = 2.2  # folders younger than this prove nothing
HEAD = ("run", "s", "of find")
FIND = "find -xtype l"
FIRST, AGAIN, AUDIT = "scan, everything read", "scan again, unchanged", "audit, unchanged"
CHANGED, LARGE = "scan, one folder changed", "scan, a large folder changed"
GOALS = {
    "coco": {AGAIN: 0.05, CHANGED: 0.08},
    "deep": {AGAIN: 0.15},
}
# By corpus: a folder to change, and a large one, both as paths below it.
FOLDERS = {
    "coco": ("processed/v1/val", "processed/v1/train"),
    "deep": ("d000001/d000004", ""),
}


def tables(setting: Setting) -> Iterator[Table]:
    for name in FOLDERS:
        yield _table(setting, name)


def _table(setting: Setting, name: str) -> Table:
    folder = setting.corpus(name, copy="changed")
    title = f"Looking again at {name}"
    table = Table(title, HEAD)
    if not peers.knows("--fresh"):
        table.notes.append("Nothing is kept between runs: every scan reads everything.")
    time.sleep(GRAIN_SECONDS)  # the corpus may have been made just now
    faults: list[str] = []
    times = measure.rounds(_tasks(setting, folder, FOLDERS[name], faults), setting.rounds)
    for row, seconds in times.items():
        of_find = measure.ratio(seconds, times[FIND])
        table.rows.append((row, measure.spread(seconds), f"{of_find:.3f}"))
    for row, limit in GOALS[name].items():
        measured = None if faults else measure.ratio(times[row], times[FIND])
        table.goals.append(Goal(f"{title}: {row}", f"ours / {FIND}", limit, measured))
    table.notes += sorted(set(faults))
    table.wrong = bool(faults)
    return table


def _tasks(
    setting: Setting, folder: str, changing: tuple[str, str], faults: list[str]
) -> list[measure.Task]:
    before = truth(setting, folder)
    after = before._replace(links=before.links + 1, missing=before.missing + 1)
    plain = peers.cvlink("scan", folder)

    def scan(row: str, *options: str, change: str = "") -> measure.Task:
        def work() -> float:
            measure.run(plain)  # what is kept is what the tree is now
            with _one_link_more(os.path.join(folder, change)) if change else nullcontext():
                done = measure.run([*plain, *options])
            if fault := peers.wrong(peers.OURS, done, after if change else before):
                faults.append(f"{row}: {fault}.")
            return done.seconds

        return measure.Task(row, work)

    def audit() -> float:
        measure.run(plain)
        done = measure.run(peers.cvlink("audit", "--fail-on", "never", folder))
        if done.code:
            faults.append(f"{AUDIT}: exit code {done.code}: {done.error}.")
        return done.seconds

    find = peers.BY_NAME["find"].command(folder, "")
    large = [] if setting.quick or not changing[1] else [scan(LARGE, change=changing[1])]
    return [
        measure.Task(FIND, lambda: measure.run(find).seconds),
        scan(FIRST, *peers.fresh()),
        scan(AGAIN),
        measure.Task(AUDIT, audit),
        scan(CHANGED, change=changing[0]),
        *large,
    ]


@contextmanager
def _one_link_more(folder: str) -> Iterator[None]:
    """A new broken link in a folder, for a while: a scan has to find it."""
    link = os.path.join(folder, "changed.lnk")
    os.symlink("gone", link)
    yield
    os.unlink(link)
    time.sleep(GRAIN_SECONDS)
