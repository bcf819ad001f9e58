"""Figures of the window, of what it follows, and of edits, measured by programs of their own.

Such a program prints Markdown. A line `goal KEY NUMBER` of its output is no part of that: it is
what was measured for one of the goals below.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping

import tests
from tests.bench.report import Goal, Table
from tests.bench.setting import Setting

_ROOT = os.path.dirname(os.path.dirname(os.path.abspath(tests.__file__)))
_GOAL = re.compile(r"^goal (\S+) (\S+)\n?", re.MULTILINE)
EDIT_LINKS, QUICK_LINKS = 100_000, 500

# By the key a program prints: where, words, limit, unit.
WINDOW_GOALS: Mapping[str, tuple[str, str, float, str]] = {
    "node-bytes": ("links1m", "memory of a node beside the names", 40, " bytes"),
    "first-paint": ("links1m, scanned before", "first rows after the window", 0.5, " s"),
    "open-folder": ("a folder of 118,287", "opens in", 100, " ms"),
    "scroll-p99": ("a folder of 118,287", "a frame of scrolling, p99", 16, " ms"),
    "sort": ("a folder of 118,287", "sorts in", 150, " ms"),
    "filter": ("a million names", "a key in the filter to the painted view", 40, " ms"),
    "late-p99": ("during a scan of coco", "lateness of a timer, p99", 2.5, " ms"),
    "late-worst": ("during a scan of coco", "lateness of a timer, worst", 16, " ms"),
}
LIVE_GOALS: Mapping[str, tuple[str, str, float, str]] = {
    "live-worst": ("a change made elsewhere", "shown in the window, worst", 1.0, " s"),
}
EDIT_GOALS: Mapping[str, tuple[str, str, float, str]] = {
    "edit": ("Links made in one batch, with journal and checks", "ours / os.symlink loop", 1.5, ""),
}


def window(setting: Setting) -> Iterator[Table]:
    names = ("coco",) if setting.quick else ("coco", "links1m")
    words = [*["--quick"][: setting.quick], *(setting.corpus(name) for name in names)]
    yield _by(setting, "The window", "tests.bench.window", words, WINDOW_GOALS)


def live(setting: Setting) -> Iterator[Table]:
    words = [*["--quick"][: setting.quick], setting.corpus("coco", copy="changed")]
    yield _by(setting, "Changes made elsewhere", "tests.bench.live", words, LIVE_GOALS)


def edits(setting: Setting) -> Iterator[Table]:
    links = QUICK_LINKS if setting.quick else EDIT_LINKS
    words = [str(links), setting.scratch, str(min(3, setting.rounds))]
    yield _by(setting, "Edits", "tests.bench.edits", words, EDIT_GOALS)


def _by(
    setting: Setting,
    title: str,
    module: str,
    words: list[str],
    goals: Mapping[str, tuple[str, str, float, str]],
) -> Table:
    done = subprocess.run(
        [sys.executable, "-m", module, *words], cwd=_ROOT, capture_output=True, text=True
    )
    measured = {key: float(number) for key, number in _GOAL.findall(done.stdout)}
    made = Table(title, wrong=bool(done.returncode))
    # A folder of this machine has no place in the document, its name has.
    said = _GOAL.sub("", done.stdout).replace(setting.folder + os.sep, "").strip()
    made.notes = [said] if not done.returncode else [f"`{module}` failed.\n\n{done.stderr.strip()}"]
    made.goals = [
        Goal(where, what, limit, measured.get(key), unit)
        for key, (where, what, limit, unit) in goals.items()
    ]
    return made
