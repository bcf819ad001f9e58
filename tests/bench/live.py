"""How soon a window shows what others change: `python -m tests.bench.live [--quick] FOLDER`.

The folder is scanned in a window that follows it; another process makes, removes and breaks links
in a folder of its own there, one at a time, and then many as fast as it can. Prints Markdown; lines
`goal KEY NUMBER` are for `python -m tests.bench`. Exits with 1 if the window does not come to show
what lies on the disk.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from cvlink_gui.core.links import Health
from cvlink_gui.gui import theme
from cvlink_gui.gui.window import MainWindow
from cvlink_gui.gui.workbench import Workbench
from tests.bench.report import grid

TIMES, BURST = 40, 30_000
_QUICK_TIMES, _QUICK_BURST = 2, 300
_PLACE = "live-bench"
_SECONDS = 60  # what does not appear by then never does
_HEAD = ("what somebody else does", "times", "shown after, median ms", "worst ms")
# Makes links in a folder and removes two of three again; says when it is done.
_MANY = """import os, sys
folder, count = sys.argv[1], int(sys.argv[2])
for n in range(count // 5 * 3):
    os.symlink("../gone", f"{folder}/{n}")
    if n % 3:
        os.unlink(f"{folder}/{n}")
"""


class Follower:
    """A window on a project it follows, and a folder in it that somebody else works in."""

    def __init__(self, app: QApplication, root: str) -> None:
        self._app = app
        self.folder = os.path.join(root, _PLACE)
        shutil.rmtree(self.folder, ignore_errors=True)  # of a run that was broken off
        os.mkdir(self.folder)
        self.bench = Workbench(live=True)
        self.window = MainWindow(self.bench, remember=False)
        self.window.show()
        self.bench.open(os.fsencode(root))
        self.wait(lambda: self.bench.live.sight is not None and self.bench.live.sight.is_whole)
        self.wait(lambda: not self.bench.jobs.titles)

    def wait(self, ready: Callable[[], bool]) -> float:
        """Seconds until something is so, and painted. TimeoutError if it never is."""
        begin = time.perf_counter()
        while not ready():
            self._app.processEvents()
            if time.perf_counter() > begin + _SECONDS:
                raise TimeoutError(f"the window did not follow within {_SECONDS} s")
            time.sleep(0.0005)  # as a program does that waits for events
        self._app.processEvents()
        return time.perf_counter() - begin

    def health(self, name: str) -> Health | None:
        """What the window knows of a link in the folder; None for no such link."""
        assert self.bench.project is not None
        tree = self.bench.project.tree
        found = tree.find(os.fsencode(f"{_PLACE}/{name}"))
        return tree.health(found) if found else None

    def names(self) -> set[bytes]:
        """What the window knows to be in the folder."""
        assert self.bench.project is not None
        tree = self.bench.project.tree
        folder = tree.find(os.fsencode(_PLACE))
        return {tree.name(child) for child in tree.children(folder)} if folder else set()

    def close(self) -> None:
        self.window.close()
        shutil.rmtree(self.folder)


def one_at_a_time(seen: Follower, times: int) -> dict[str, list[float]]:
    """Seconds until each of some changes is shown, by what it was."""
    link, target = os.path.join(seen.folder, "link"), os.path.join(seen.folder, "target")
    deeds: dict[str, tuple[list[str], Callable[[], bool]]] = {
        "makes a folder": (["mkdir", target], lambda: b"target" in seen.names()),
        "makes a link": (["ln", "-s", "target", link], lambda: seen.health("link") is Health.OK),
        "removes its target": (["rmdir", target], lambda: seen.health("link") is Health.MISSING),
        "removes the link": (["unlink", link], lambda: seen.health("link") is None),
    }
    found: dict[str, list[float]] = {what: [] for what in deeds}
    for _ in range(times):
        for what, (command, ready) in deeds.items():
            subprocess.run(command, check=True)
            found[what].append(seen.wait(ready))
    return found


def many(seen: Follower, changes: int) -> tuple[float, float]:
    """Seconds somebody takes for so many changes, and seconds from the last to the true state."""
    begin = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", _MANY, seen.folder, str(changes)]) as other:
        seen.wait(lambda: other.poll() is not None)
    took = time.perf_counter() - begin
    true = set(os.listdir(os.fsencode(seen.folder)))
    return took, seen.wait(lambda: seen.names() == true)


def figures(root: str, times: int, changes: int) -> Iterator[str]:
    """The tables, with their goals."""
    app = QApplication([])
    theme.choose(app, "light")
    seen = Follower(app, root)
    try:
        found = one_at_a_time(seen, times)
        took, after = many(seen, changes)
        entries = seen.bench.project.tree.totals(0).entries if seen.bench.project else 0
    finally:
        seen.close()
    rows = [
        (what, str(times), f"{1000 * median(each):.0f}", f"{1000 * max(each):.0f}")
        for what, each in found.items()
    ]
    yield f"A project of {entries:,} entries, in a window that follows it."
    yield ""
    yield grid(_HEAD, rows)
    yield ""
    yield f"{changes:,} changes in {took:.2f} s: the true state is there {after:.2f} s after them."
    yield f"goal live-worst {max(map(max, found.values())):.3f}"


def main(words: list[str]) -> int:
    """Print Markdown; returns an exit code."""
    quick = words[:1] == ["--quick"]
    with tempfile.TemporaryDirectory(prefix="cvlink-bench-") as own:
        os.environ.update({f"XDG_{kind}_HOME": own for kind in ("CONFIG", "STATE", "CACHE")})
        size = (_QUICK_TIMES, _QUICK_BURST) if quick else (TIMES, BURST)
        try:
            for line in figures(words[-1], *size):
                print(line, flush=True)
        except TimeoutError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
