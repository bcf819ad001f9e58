"""How a project was at some moments: its links by health, what they save, how storage answered."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cvlink_gui.core.links import BROKEN, Health

_SPANS = (60, 3600, 86_400, 604_800)  # seconds of which one moment is kept: ever coarser
_END_OF_TIME = 253_402_300_799  # the end of 9999, the last second that can be shown
_MOST = 1 << 62  # of a count


@dataclass(frozen=True, slots=True)
class Access:
    """How one mount answered: seconds of a call, and whether it did not answer at all."""

    median: float
    worst: float
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A project at one moment.

    at         seconds since 1970
    by_health  links by Health
    saved      bytes that links save against copies; None where that was not found out
    access     by mount, as its place is shown
    """

    at: float
    by_health: tuple[int, ...]
    saved: int | None = None
    access: Mapping[str, Access] = field(default_factory=dict)

    @property
    def links(self) -> int:
        return sum(self.by_health)

    @property
    def broken(self) -> int:
        return sum(self.by_health[health] for health in BROKEN)


def pack(moment: Moment) -> str:
    """A moment as JSON, without its time."""
    health = {Health(n).name.lower(): count for n, count in enumerate(moment.by_health) if count}
    access = {name: [a.median, a.worst, a.is_silent] for name, a in moment.access.items()}
    return json.dumps({"health": health, "saved": moment.saved, "access": access})


def unpack(at: object, text: object) -> Moment:
    """A moment as it was kept; ValueError for what this program cannot have written."""
    if not (isinstance(at, float) and 0 <= at < _END_OF_TIME and isinstance(text, str)):
        raise ValueError("no time, or no text")
    try:
        kept = json.loads(text)
        counts = {Health[name.upper()]: _count(number) for name, number in kept["health"].items()}
        saved = None if kept["saved"] is None else _count(kept["saved"], least=-_MOST)
        access = {str(name): _access(*row) for name, row in kept["access"].items()}
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error
    return Moment(at, tuple(counts.get(health, 0) for health in Health), saved, access)


def thinned(moments: Sequence[Moment], most: int) -> list[Moment]:
    """At most so many of some moments in their order.

    The newest quarter stays as it is. Of older ones the one with the most broken links stays of
    every minute, hour, day or week, as coarse as is needed: what went wrong is not forgotten.
    """
    cut = max(0, len(moments) - most // 4)
    older, newest = list(moments[:cut]), list(moments[cut:])
    for seconds in _SPANS:
        if len(older) + len(newest) <= most * 3 // 4:
            break
        older = _worst_of_each(older, seconds)
    return [*older, *newest][-most:]


def _worst_of_each(moments: Sequence[Moment], seconds: int) -> list[Moment]:
    worst: dict[int, Moment] = {}
    for moment in moments:
        span = int(moment.at // seconds)
        if span not in worst or moment.broken >= worst[span].broken:
            worst[span] = moment
    return list(worst.values())


def _count(number: object, least: int = 0) -> int:
    if type(number) is not int or not least <= number <= _MOST:
        raise ValueError("a count that is none")
    return number


def _access(median: object, worst: object, is_silent: object) -> Access:
    if not (
        isinstance(median, float)
        and isinstance(worst, float)
        and isinstance(is_silent, bool)
        and math.isfinite(worst)
        and 0 <= median <= worst
    ):
        raise ValueError("an access time that is none")
    return Access(median, worst, is_silent)
