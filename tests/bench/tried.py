"""What was tried for goals that are not reached: one honest line each, by where and what."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.report import Goal

HEAD = ("where", "goal", "measured", "what was tried, and what is in the way")
UNKNOWN = "Nothing is known of it yet."
# By the beginning of where, and what: the first that fits.
_LARGE = (
    "Helper processes that send what they find took 0.88 of bfs; threads of the compiled "
    "part, which send nothing, take less. The C program that judges no link needs 0.6 of bfs "
    "by itself; what comes on top is Python's start, the tree with all names and texts, and "
    "the lines that are printed."
)
_DEEP = (
    "100,000 folders of ten entries: each is opened, listed and put into the tree by itself, "
    "40 us of processor time a folder more than the C program takes that only reads. Helper "
    "processes took 1.56 of bfs and 3.2 of the C program; threads, folders in bundles of "
    "4,000 entries, and no search for garbage brought it to what is measured here."
)
_REAL = (
    "Python's start and what it imports take 0.08 s of processor time before the first folder"
    " is read (`cvlink --version`). Helper processes instead of threads took 1.35 of bfs on "
    "/usr; a look for garbage while modules load is off already."
)
_AGAIN = (
    "Two fifths of it are Python's start; the rest is the index of 30 MB, the stamps, and "
    "3,767 lines of broken links. Another checksum (Adler-32) was no quicker than CRC-32 (11 "
    "ms each), a mapped file instead of a read one saved 3 ms."
)
TRIED: Sequence[tuple[str, str, str]] = (
    ("Scan of coco, warm", "ours / bfs", _LARGE),
    ("Scan of coco, warm", "ours / find", _LARGE),
    ("Scan of deep, warm", "ours / bfs", _DEEP),
    ("Scan of deep, warm", "ours / find", _DEEP),
    ("Scan of deep, warm", "ours / C, reads links, judges none", _DEEP),
    ("Scan of /usr, warm", "ours / bfs", _REAL),
    ("Scan of papirus, warm", "ours / bfs", _REAL),
    ("Scan of papirus, warm", "ours / find", _REAL),
    ("Looking again at coco: scan again", "ours / find -xtype l", _AGAIN),
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
