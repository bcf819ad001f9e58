"""What was tried for goals that are not reached: one honest line each, by where and what."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.report import Goal

HEAD = ("where", "goal", "measured", "what was tried, and what is in the way")
UNKNOWN = "Nothing is known of it yet."
# By the beginning of where, and what: the first that fits.
_DEEP = (
    "100,000 folders of ten entries: each is opened, listed and read link by link, which alone "
    "takes about the processor time of all of bfs. Helper processes took 1.56 of bfs; threads, "
    "folders in bundles and a tree put together in Python 1.13. Now the compiled part makes "
    "the columns of the tree: 0.7 of bfs, and 0.14 to 0.21 of the seed's, of which only two "
    "rounds are measured. Left beside its two threads are the proof and the index for the next "
    "run, 10,053 lines and Python's start."
)
_REAL = (
    "Papirus is read in 0.11 s, of which Python's start, what it imports and the parser take 0.03 "
    "(`cvlink --version`), the threads and the tree 0.01. Helper processes instead of threads took "
    "1.35 of bfs on /usr, a tree put together in Python 1.18; a look for garbage while modules "
    "load is off, and what only help needs is not loaded."
)
_AGAIN = (
    "Of 0.08 s Python's start and the parser are 0.03, modules 0.015; the index of 30 MB, which "
    "is checked while it is read, takes 0.02, most of it pages the kernel has to clear; 3,767 "
    "lines 0.01. Another checksum (Adler-32) was no quicker than CRC-32, a mapped file instead "
    "of a read one saved 3 ms, memory in blocks nothing."
)
_AUDIT = (
    "It was 1.42 on a machine half as quick: the audit looks at 123,000 files that links lead to, "
    "and at their folders, where the scan takes what the folders say."
)
_SCROLL = (
    "A frame paints some thirty rows of three cells, each by a delegate in Python. Cells that ask "
    "the model once and leave the style out halved a paint of the list of problems; those of the "
    "trees, with their marks and colours, are not made so yet."
)
_KEY = (
    "A key that finds nothing takes 16 ms: one search over the text of all names, and a paint. "
    "The rest are rows that are found: they are looked up, opened and painted."
)
_LATE = (
    "The scan takes 0.8 s: p99 is the second worst of 160 turns. What is found is taken in for 4 "
    "ms a turn at most and shown a piece a turn, with a paint of 5 ms; and where both processors "
    "are busy a thread that wakes waits up to 4 ms for the kernel's next tick. A shorter slice "
    "for it (sched_setattr(2)) changed nothing."
)
TRIED: Sequence[tuple[str, str, str]] = (
    ("Scan of deep, warm", "ours / bfs", _DEEP),
    ("Scan of deep, warm", "ours / the seed's validate_symlinks", _DEEP),
    ("Scan of /usr, warm", "ours / bfs", _REAL),
    ("Scan of papirus, warm", "ours / bfs", _REAL),
    ("Scan of papirus, warm", "ours / find", _REAL),
    ("Audit of coco", "audit / scan", _AUDIT),
    ("Looking again at coco: scan again", "ours / find -xtype l", _AGAIN),
    ("a folder of 118,287", "a frame of scrolling, p99", _SCROLL),
    ("a million names", "a key in the filter to the painted view", _KEY),
    ("during a scan of coco", "lateness of a timer, p99", _LATE),
    ("during a scan of coco", "lateness of a timer, worst", _LATE),
)


def rows(goals: "Sequence[Goal]") -> list[tuple[str, ...]]:
    """A row for each goal that was measured and not reached."""
    missed = [goal for goal in goals if goal.measured is not None and not goal.is_reached]
    return [(g.where, g.words, g.row()[3], _line(g)) for g in missed]


def _line(goal: "Goal") -> str:
    fits = (
        line for where, what, line in TRIED if goal.where.startswith(where) and what == goal.words
    )
    return next(fits, UNKNOWN)
