"""Draws the pictures of the documents: `python packaging/pictures.py [--check] [NAME...]`.

All of them are drawn without a display, with the fonts the program brings. `--check` draws them as
well, writes nothing, names those that no longer look like the program does, and exits 1.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from time import monotonic

from likeness import ALLOWED, unlike
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from scenes import SCENES, Stage, draw

from cvlink_gui.features.sample import create_sample
from cvlink_gui.gui import theme, words
from cvlink_gui.gui.window import MainWindow
from cvlink_gui.gui.workbench import Workbench

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
HOME = Path(tempfile.gettempdir()) / "cvlink-pictures"  # it is read in some of them
PROJECT = HOME / "street"
_PATIENCE = 240  # seconds
_REST = 0.3  # seconds nothing is under way


def wait(app: QApplication, bench: Workbench, until: Callable[[], bool] = lambda: True) -> None:
    """Until something is true and nothing has been under way for a moment."""
    end, rest = monotonic() + _PATIENCE, monotonic() + _REST
    while monotonic() < rest or not until():
        app.processEvents()
        if bench.jobs.titles or bench.gallery.is_busy:
            rest = monotonic() + _REST
        if monotonic() > end:
            raise TimeoutError("the window did not come to rest")


@contextmanager
def stage(app: QApplication, language: str) -> Iterator[Stage]:
    """A window in a language, with the sample scanned and audited."""
    words.speak(app, language)
    bench = Workbench()
    window = MainWindow(bench, remember=False)
    window.show()
    bench.open(os.fsencode(PROJECT))
    wait(app, bench, lambda: bench.last_audit is not None)
    yield Stage(window, lambda: wait(app, bench))
    window.end()
    app.processEvents()


def pictures(names: Sequence[str]) -> Iterator[tuple[str, QImage]]:
    """Draw some of the pictures, those of one language after the other."""
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    os.environ |= {f"XDG_{kind}_HOME": str(HOME) for kind in ("CONFIG", "STATE", "DATA", "CACHE")}
    app = QApplication(sys.argv[:1])
    theme.choose(app, "light")
    wanted = sorted(
        (name for name in SCENES if name in names),
        key=lambda name: (SCENES[name].language, SCENES[name].look),
    )
    for language, same in groupby(wanted, key=lambda n: SCENES[n].language):
        with stage(app, language) as set_up:
            yield from ((name, draw(SCENES[name], set_up)) for name in same)


def is_stale(name: str, picture: QImage) -> bool:
    """True if the picture that is kept is not what the program draws now."""
    return SCENES[name].still and unlike(QImage(str(PICTURES / name)), picture) > ALLOWED


def main() -> int:
    """Draw all, or check that all are fresh; returns an exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME", help="all if none is named")
    arguments = parser.parse_args()
    stale = []
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    create_sample(os.fsencode(PROJECT))
    for name, picture in pictures(arguments.names or list(SCENES)):
        if arguments.check:
            stale += [name] if is_stale(name, picture) else []
        else:
            picture.save(str(PICTURES / name))
    shutil.rmtree(HOME)
    for name in stale:
        sys.stderr.write(f"{name} is not what the program draws; run packaging/pictures.py\n")
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
