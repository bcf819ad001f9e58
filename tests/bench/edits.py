"""What the safety of an edit costs: `python tests/bench/edits.py [LINKS] [FOLDER]`.

LINKS links (100,000) are made by the engine (plan, check, journal, act, sync), by a plain loop of
`os.symlink` with a folder handle, and by `cp -rs`, in turn, each in fresh folders below FOLDER;
then the engine's batch is undone. Printed: medians of three rounds and their ratio to the loop.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from cvlink_gui.core.plan import Absent, Dir, Link, Plan, Step
from cvlink_gui.features.project import Project

ROUNDS = 3
FOLDERS = 10


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def loop(root: bytes, name: bytes, links: int) -> None:
    """The plain way: no check, no journal, no sync."""
    for number in range(FOLDERS):
        folder = b"%s/%s/%d" % (root, name, number)
        os.makedirs(folder)
        fd = os.open(folder, os.O_RDONLY)
        for image in range(links // FOLDERS):
            os.symlink(b"../../raw/x/img_%06d.jpg" % image, b"img_%06d.jpg" % image, dir_fd=fd)
        os.close(fd)


def plan(name: bytes, links: int) -> Plan:
    """The same links as a plan."""
    folders = [name, *(b"%s/%d" % (name, number) for number in range(FOLDERS))]
    made = [Step(folder, Absent(), Dir()) for folder in folders]
    made += [
        Step(b"%s/img_%06d.jpg" % (folder, i), Absent(), Link(b"../../raw/x/img_%06d.jpg" % i))
        for folder in folders[1:]
        for i in range(links // FOLDERS)
    ]
    return Plan("bench", tuple(made))


def one_round(project: Project, number: int, links: int, source: bytes) -> dict[str, float]:
    root = project.root
    batch = plan(b"engine%d" % number, links)
    seconds = {"os.symlink loop": timed(lambda: loop(root, b"loop%d" % number, links))}
    seconds["engine"] = timed(lambda: project.run(batch))
    copy = ["cp", "-rs", source, b"%s/cp%d" % (root, number)]
    seconds["cp -rs"] = timed(lambda: subprocess.run(copy, check=True))
    entry = project.journal.undoable()
    if entry is not None:
        seconds["engine, undo"] = timed(lambda: project.undo(entry))
    return seconds


def main() -> None:
    """Print a Markdown table."""
    links = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as folder:
        os.environ["XDG_STATE_HOME"] = os.path.join(folder, "state")
        root = os.fsencode(os.path.join(folder, "project"))
        source = os.path.join(os.fsencode(folder), b"source")
        for number in range(FOLDERS):
            os.makedirs(b"%s/%d" % (source, number))
            for image in range(links // FOLDERS):
                with open(b"%s/%d/img_%06d.jpg" % (source, number, image), "wb"):
                    pass
        os.makedirs(root)
        project = Project.open(root)
        rounds = [one_round(project, number, links, source) for number in range(ROUNDS)]
        base = statistics.median(found["os.symlink loop"] for found in rounds)
        print(f"| {links:,} links in {FOLDERS} folders | s (median of {ROUNDS}) | of the loop |")
        print("|---|---|---|")
        for name in rounds[0]:
            median = statistics.median(found[name] for found in rounds)
            print(f"| {name} | {median:.2f} | {median / base:.2f} |")


if __name__ == "__main__":
    main()
