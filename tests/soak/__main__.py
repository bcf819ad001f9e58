"""The soak: `python -m tests.soak [--seconds N] [--seed N]`, two hours if nothing is said.

A window is open on a sample project; another process changes the project, and the window is used:
rows are opened and closed, sorted, filtered, scanned again. In the end the tree and the rows have
to say what is on the disk, with as many descriptors and threads as in the beginning, and memory
within 5 % of what it was when all had been used once. Prints a table; the exit code says it all.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cvlink_gui.features.sample import create_sample
from cvlink_gui.gui import theme
from cvlink_gui.gui.models.levels import DETAIL, NAME, STATE
from cvlink_gui.gui.window import MainWindow
from cvlink_gui.gui.workbench import Workbench
from tests.features.mutations import content, fresh

HOURS_2 = 7_200
CALM_SECONDS = 2.0
PATIENCE = 120
MEMORY = 1.05  # times what it was
WORDS = ("", "", "l1", "f", "nowhere")


class Soak:
    """One window under observation."""

    def __init__(self, root: bytes, seed: int) -> None:
        self.app = QApplication([])
        theme.choose(self.app, "light")
        self.random = Random(seed)  # noqa: S311 (a test's)
        self.bench = Workbench(live=True)
        self.window = MainWindow(self.bench, remember=False)
        self.window.show()
        self.last_news = time.monotonic()
        self.bench.jobs.busy.connect(self._news)
        self.bench.open(root)
        self.calm()

    def _news(self, _titles: list[str]) -> None:
        self.last_news = time.monotonic()

    def run_for(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.002)

    def calm(self) -> None:
        """Wait until nothing has been done for a while."""
        end = time.monotonic() + PATIENCE
        self.last_news = time.monotonic()
        while self.bench.jobs.titles or time.monotonic() < self.last_news + CALM_SECONDS:
            self.run_for(0.05)
            if time.monotonic() > end:
                sys.exit("the window does not come to rest")

    def use(self) -> None:
        """What somebody does with a window."""
        view = self.random.choice(self.window.workspace.views)
        deed = self.random.randrange(20)
        if deed < 8:
            self._open_or_close(view)
        elif deed < 10:
            view.sort_by(self.random.choice((NAME, DETAIL, STATE)))
        elif deed < 14:
            self.window.filter_bar.edit.setText(self.random.choice(WORDS))
        elif deed == 14:
            self.bench.rescan()
        elif view.model().rowCount():
            row = self.random.randrange(view.model().rowCount())
            view.setCurrentIndex(view.model().index(row, NAME))

    def _open_or_close(self, view) -> None:
        index = view.model().index(0, NAME)
        for _ in range(self.random.randrange(60)):
            below = view.indexBelow(index)
            index = below if below.isValid() else index
        view.setExpanded(index, not view.isExpanded(index))

    def faults(self) -> Iterator[str]:
        """Where the tree or the rows say another thing than the disk."""
        project = self.bench.project
        if project is None:
            yield "no project is open"
            return
        ours, real = content(project.tree), content(fresh(project.root))
        for path in sorted(ours.keys() | real.keys()):
            if ours.get(path) != real.get(path):
                yield f"{path!r}: {ours.get(path)} but on the disk {real.get(path)}"
        for view in self.window.workspace.views:
            model = view.model()
            for folder in model.opened_folders():
                index = model.index_of(folder)
                rows = [model.node(model.index(n, 0, index)) for n in range(model.rowCount(index))]
                if index.isValid() and sorted(rows) != list(project.tree.children(folder)):
                    yield f"{project.tree.path(folder)!r}: other rows than the tree has"

    def end(self) -> None:
        self.window.end()
        self.run_for(0.2)


class Use:
    """What the process uses."""

    def __init__(self) -> None:
        self.memory = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf(
            "SC_PAGE_SIZE"
        )
        self.descriptors = len(os.listdir("/proc/self/fd"))
        self.threads = threading.active_count()


def soak(root: bytes, seconds: float, seed: int) -> list[str]:
    """Prints what was seen; what is wrong with it."""
    window = Soak(root, seed)
    before = Use()
    command = [sys.executable, "-m", "tests.soak.changes", os.fsdecode(root), str(seed)]
    changes = subprocess.Popen(command, stdin=subprocess.PIPE)
    used: list[Use] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        window.run_for(0.5)
        window.use()
        used.append(Use())
    assert changes.stdin is not None
    changes.stdin.close()
    changes.wait()
    window.window.filter_bar.edit.clear()
    for view in window.window.workspace.views:
        view.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
    window.calm()
    after = Use()
    faults = list(window.faults())
    entries = window.bench.project.tree.totals(0).entries if window.bench.project else 0
    window.end()
    fifth = max(1, len(used) // 5)
    early = statistics.median(use.memory for use in used[fifth : 2 * fifth])
    late = statistics.median(use.memory for use in used[-fifth:])
    print(f"| {seconds:.0f} s, {entries:,} entries at the end | before | after |\n|---|---|---|")
    print(f"| memory, median of a fifth, MB | {early / 1e6:.1f} | {late / 1e6:.1f} |")
    print(f"| descriptors at rest | {before.descriptors} | {after.descriptors} |")
    print(f"| threads at rest | {before.threads} | {after.threads} |")
    print(f"| differences from the disk | | {len(faults)} |", flush=True)
    if late > early * MEMORY:
        faults.append(f"memory grew to {late / early:.3f} of what it was")
    if after.descriptors > before.descriptors:
        faults.append("descriptors were left open")
    if after.threads > before.threads + 4:  # the pool makes its threads when it needs them
        faults.append("threads were left")
    return faults


def main() -> None:
    """The program."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=HOURS_2)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cvlink-soak-") as folder:
        for kind in ("CONFIG", "STATE", "CACHE", "DATA"):
            os.environ[f"XDG_{kind}_HOME"] = f"{folder}/{kind.lower()}"
        root = os.path.realpath(os.fsencode(folder)) + b"/street"
        create_sample(root)
        faults = soak(root, arguments.seconds, arguments.seed)
    print("\n".join(faults[:20]))
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
