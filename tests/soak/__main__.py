"""The soak: `python -m tests.soak [--seconds N] [--seed N] [--write FILE]`, two hours if unsaid.

A window is open on a sample project; another process changes the project, and the window is used:
rows are opened and closed, sorted, filtered, dragged over, scanned again. In the end the tree and
the rows have to say what is on the disk, with as many descriptors and threads as in the beginning,
and memory within 5 % of what it was when all had been used once. Prints a table; the exit code
says it all. Under a display of its own: `QT_QPA_PLATFORM=xcb xvfb-run -a python -m tests.soak`.
"""

import argparse
import datetime
import faulthandler
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cvlink_gui.features.sample import create_sample
from cvlink_gui.gui import theme
from cvlink_gui.gui.models.levels import NAME
from cvlink_gui.gui.window import MainWindow
from cvlink_gui.gui.workbench import Workbench
from tests.features.mutations import content, fresh
from tests.soak.person import Person
from tests.soak.use import Seen, Use

HOURS_2 = 7_200
CALM_SECONDS = 2.0
END_SECONDS = 5.0  # a busy machine may tell late of what others changed
PATIENCE = 120
PAUSE = 0.5
_HEAD = """# Two hours of changes

Made by `python -m tests.soak --write docs/soak.md`; do not edit. {day}.

The window was open while another process changed its project all the time, and was used as
somebody uses it. All has to stay as it was: memory within 5 %, no descriptor and no thread left,
and at the end the tree and its rows are compared with the disk.

"""


class Soak:
    """One window under observation."""

    def __init__(self, root: bytes) -> None:
        self.app = QApplication([])
        theme.choose(self.app, "light")
        self.bench = Workbench(live=True)
        self.window = MainWindow(self.bench, remember=False)
        self.window.show()
        self.last_news = time.monotonic()
        self.bench.jobs.busy.connect(self._news)
        self.bench.open(root)

    def _news(self, _titles: list[str]) -> None:
        self.last_news = time.monotonic()

    def run_for(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.002)

    def calm(self, seconds: float = CALM_SECONDS) -> bool:
        """Wait until nothing has been done for a while; False if that does not come."""
        end = time.monotonic() + PATIENCE
        self.last_news = time.monotonic()
        while self.bench.jobs.titles or time.monotonic() < self.last_news + seconds:
            self.run_for(0.05)
            if time.monotonic() > end:
                return False
        return True

    def show_all(self) -> None:
        """Show every panel once: what is loaded and kept when first shown is no leak."""
        tabs = self.window.workspace.tabs
        for number in [*range(tabs.count()), 0]:
            tabs.setCurrentIndex(number)
            self.calm()

    def tidy(self) -> None:
        """Show all, in the order of names."""
        self.window.filter_bar.edit.clear()
        for view in self.window.workspace.views:
            view.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)

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


def soak(root: bytes, seconds: float, seed: int, pause: float) -> Seen:
    """Let it run, and see what has become of it."""
    window = Soak(root)
    window.show_all()
    faults = [] if window.calm() else ["the window does not come to rest at the beginning"]
    before, used = Use.now(), [Use.now()]
    person = Person(window.window, Random(seed))  # noqa: S311 (a test's)
    words = [sys.executable, "-m", "tests.soak.changes", os.fsdecode(root), str(seed), str(pause)]
    pipe = subprocess.PIPE
    changes = subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        window.run_for(0.5)
        person.use()
        used.append(Use.now())
    told, _ = changes.communicate()
    window.tidy()
    if not window.calm(END_SECONDS):
        faults.append("the window does not come to rest at the end")
    after = Use.now()
    faults += window.faults()
    project = window.bench.project
    window.end()
    entries = project.tree.totals(0).entries if project else 0
    name, deeds = window.app.platformName(), len(used) - 1
    count = int(told or 0)
    return Seen(name, seconds, seed, before, after, used, count, deeds, entries, faults)


def main() -> None:
    """The program."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=HOURS_2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, metavar="FILE", help="write a document as well")
    parser.add_argument(
        "--pause", type=float, default=PAUSE, help="the longest time between two changes, in s"
    )
    arguments = parser.parse_args()
    faulthandler.enable()
    with tempfile.TemporaryDirectory(prefix="cvlink-soak-") as folder:
        for kind in ("CONFIG", "STATE", "CACHE", "DATA"):
            os.environ[f"XDG_{kind}_HOME"] = f"{folder}/{kind.lower()}"
        root = os.path.realpath(os.fsencode(folder)) + b"/street"
        create_sample(root)
        seen = soak(root, arguments.seconds, arguments.seed, arguments.pause)
    wrong = seen.judged()
    print(seen.table(), *wrong[:20], sep="\n", flush=True)
    if arguments.write is not None:
        verdict = "Nothing is wrong." if not wrong else "Wrong: " + "; ".join(wrong[:20])
        head = _HEAD.format(day=datetime.datetime.now(tz=datetime.UTC).date())
        arguments.write.write_text(f"{head}{seen.table()}\n\n{verdict}\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
