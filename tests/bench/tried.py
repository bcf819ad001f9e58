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
    "the columns of the tree. Left beside its two threads are the proof and the index for the "
    "next run (0.5 s), 10,053 lines and Python's start."
)
_REAL = (
    "Python's start and what it imports take 0.08 s of processor time before the first folder"
    " is read (`cvlink --version`). Helper processes instead of threads took 1.35 of bfs on "
    "/usr, a tree put together in Python 1.18; a look for garbage while modules load is off."
)
_AGAIN = (
    "Two fifths of it are Python's start; the rest is the index of 30 MB, the stamps, and "
    "3,767 lines of broken links. Another checksum (Adler-32) was no quicker than CRC-32 (11 "
    "ms each), a mapped file instead of a read one saved 3 ms."
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
    "Listings come as bytes, are taken in for 4 ms a turn at most, and what is new at the end of "
    "a scan is shown a piece a turn. One piece takes up to 19 ms of processor time, a paint of "
    "the window among them; threads of Python at work beside it double that."
)
TRIED: Sequence[tuple[str, str, str]] = (
    ("Scan of deep, warm", "ours / bfs", _DEEP),
    ("Scan of /usr, warm", "ours / bfs", _REAL),
    ("Scan of papirus, warm", "ours / bfs", _REAL),
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
