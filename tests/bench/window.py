"""Figures of the window: `python -m tests.bench.window [--quick] [FOLDER ...]` prints Markdown.

For each folder: how soon rows are there, how late a 5 ms timer is while it is scanned, and what
a node costs the window's process in memory beside names and texts of links, when it is scanned
and when it is audited. Then the figures of `large`. Each in a process of
its own. Lines `goal KEY NUMBER` are for `python -m tests.bench`.
"""

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from cvlink_gui.gui import theme
from cvlink_gui.gui.window import MainWindow
from cvlink_gui.gui.workbench import Workbench
from tests.bench import large
from tests.bench.report import grid

TICK_MS = 5
LARGE, SMALL, QUICK = "--large", "--small", "--quick"
_SIZES = {
    LARGE: (large.IMAGES, large.FRAMES),
    SMALL: (large.FEW_IMAGES, large.FEW_FRAMES),
}
SCAN_HEAD = (
    "folder", "entries", "first rows s", "scan s", "again: first rows s", "timer late p50 ms",
    "p99 ms", "worst ms", "bytes a node", "audited",
)  # fmt: skip


class Scan:
    """A project that is opened and scanned in a window, with a timer that should not be late."""

    def __init__(self, app: QApplication, folder: bytes) -> None:
        self.workbench = Workbench()
        self.window = MainWindow(self.workbench, remember=False)
        self.window.show()
        app.processEvents()
        self.before, self.after = _resident(), 0
        self.first_rows = self.seconds = 0.0
        self._ticks = [time.perf_counter()]
        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(TICK_MS)
        timer.timeout.connect(self._tick)
        timer.start()
        self.workbench.scanning.connect(self._scanning)
        self.workbench.open(folder)
        while not self.seconds:
            app.processEvents()
        timer.stop()
        while self.workbench.jobs.titles:
            app.processEvents()

    def _tick(self) -> None:
        self._ticks.append(time.perf_counter())
        if not self.first_rows and self.window.workspace.dataset_model.rowCount():
            self.window.workspace.datasets.viewport().repaint()
            self.first_rows = time.perf_counter() - self._ticks[0]

    def _scanning(self, on: bool) -> None:
        if not on:
            self.after = _resident()
            self.seconds = time.perf_counter() - self._ticks[0]

    @property
    def entries(self) -> int:
        project = self.workbench.project
        return project.tree.totals(0).entries if project else 0

    def late(self) -> tuple[float, float, float]:
        """Lateness of the timer in ms: p50, p99, worst."""
        gaps = (after - before for before, after in pairwise(self._ticks))
        late = sorted(max(0.0, gap * 1000 - TICK_MS) for gap in gaps)
        return late[len(late) // 2], late[int(len(late) * 0.99)], late[-1]

    def node_bytes(self) -> tuple[float, float]:
        """Memory a node, beside names and texts of links: after the scan, after the audit."""
        assert self.workbench.project is not None
        tree = self.workbench.project.tree
        texts = len(tree.text) + sum(len(tree.target(link)) + 1 for link in tree.links())
        grown = (self.after - self.before, _resident() - self.before)
        after, audited = ((size - texts) / max(1, self.entries) for size in grown)
        return after, audited

    def close(self) -> None:
        self.window.close()


def _resident() -> int:
    """Bytes of this process that are in memory."""
    gc.collect()
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def scan(app: QApplication, folder: bytes) -> Iterator[str]:
    """One row of the table, with its goals."""
    with tempfile.TemporaryDirectory(prefix="cvlink-bench-") as empty:
        Scan(app, os.fsencode(empty)).close()  # what a window needs whatever it shows
    found = Scan(app, folder)
    scanned, audited = found.node_bytes()
    found.close()
    again = Scan(app, folder)
    again.close()
    p50, p99, worst = found.late()
    name = os.path.basename(folder)
    if name.startswith(b"coco"):
        yield f"goal late-p99 {p99:.2f}"
        yield f"goal late-worst {worst:.2f}"
    if name.startswith(b"links1m"):
        yield f"goal first-paint {again.first_rows:.3f}"
        yield f"goal node-bytes {scanned:.1f}"
    cells = (
        os.fsdecode(folder),
        f"{found.entries:,}",
        *(f"{seconds:.2f}" for seconds in (found.first_rows, found.seconds, again.first_rows)),
        *(f"{ms:.1f}" for ms in (p50, p99, worst)),
        *(f"{each:.0f}" for each in (scanned, audited)),
    )
    yield "| " + " | ".join(cells) + " |"


def figures(app: QApplication, images: int, frames: int) -> Iterator[str]:
    """The table of the large tree, of so many images a folder, with its goals."""
    with tempfile.TemporaryDirectory(prefix="cvlink-bench-") as folder:
        shown = large.tree(images)
        window = large.window_of(app, shown, os.fsencode(folder))
        found = list(large.figures(app, window, frames))
        window.close()
    for key, figure in found:
        if key:
            yield f"goal {key} {figure.worst if figure.is_frames else figure.median:.2f}"
    head = (f"{len(shown):,} nodes", "median ms", "worst ms")
    yield grid(head, [(f.what, f"{f.median:.1f}", f"{f.worst:.1f}") for _, f in found])


def alone(word: str) -> str:
    """What a process of its own prints for a folder, or for the large tree."""
    with tempfile.TemporaryDirectory(prefix="cvlink-bench-") as own:
        places = {f"XDG_{kind}_HOME": own for kind in ("CONFIG", "STATE", "CACHE")}
        command = [sys.executable, "-m", "tests.bench.window", "--alone", word]
        done = subprocess.run(
            command, env=os.environ | places, stdout=subprocess.PIPE, text=True, check=True
        )
    return done.stdout


def main(words: list[str]) -> None:
    """Print Markdown."""
    if words[:1] == ["--alone"]:
        app = QApplication([])
        theme.choose(app, "light")
        size = _SIZES.get(words[1])
        for line in figures(app, *size) if size else scan(app, os.fsencode(words[1])):
            print(line, flush=True)
        return
    made = SMALL if words[:1] == [QUICK] else LARGE
    folders = words[made == SMALL :] or ["/usr/share", "/usr"]
    print(grid(SCAN_HEAD, []))
    goals = []
    for folder in folders:
        lines = alone(folder).splitlines()
        goals += lines[:-1]
        print(lines[-1], flush=True)
    print("\n".join(["", alone(made), *goals]))


if __name__ == "__main__":
    main(sys.argv[1:])
