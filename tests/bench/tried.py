"""What was tried for goals that are not reached: one honest line each, by where and what."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.report import Goal

HEAD = ("where", "goal", "measured", "what was tried, and what is in the way")
UNKNOWN = "Nothing is known of it yet."
# By the beginning of where, and what: the first that fits.
TRIED: Sequence[tuple[str, str, str]] = ()


def rows(goals: "Sequence[Goal]") -> list[tuple[str, ...]]:
    """A row for each goal that was measured and not reached."""
    missed = [goal for goal in goals if goal.measured is not None and not goal.is_reached]
    return [(g.where, g.words, g.row()[3], _line(g)) for g in missed]


def _line(goal: "Goal") -> str:
    fits = (
        line for where, what, line in TRIED if goal.where.startswith(where) and what == goal.words
    )
    return next(fits, UNKNOWN)
