"""What an audit is asked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime


def _today() -> date:
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Request:
    """How an audit is wanted.

    only       names of experiments to look at; the others, and the data folders, are left out
    deep       rules of tier T1 and T2 as well, which read the files
    framework  whose eyes to look with, in place of the project's own choice
    today      the day waivers are compared with
    fixes      plan the fix of each finding; many links take a while
    progress   called with words for what is looked at and a share from 0 to 1
    cancelled  asked between files; True leaves the rules of T1 and T2 undecided
    """

    only: tuple[bytes, ...] = ()
    deep: bool = False
    framework: str = ""
    today: date = field(default_factory=_today)
    fixes: bool = False
    progress: Callable[[str, float], None] = lambda _words, _share: None
    cancelled: Callable[[], bool] = lambda: False
