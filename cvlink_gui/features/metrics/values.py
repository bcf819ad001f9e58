"""One look at a project in numbers: frozen, so that any thread may have it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cvlink_gui.core.findings import Verdict
from cvlink_gui.core.histogram import Histogram
from cvlink_gui.core.layout import Role
from cvlink_gui.core.links import BROKEN, Health
from cvlink_gui.core.said import NOTHING, Said

NO_ROLE = "other"  # links in no folder that plays a part
ROLES = (*(role.value for role in Role), NO_ROLE)
HEALTHS = tuple(health for health in Health if health is not Health.OUTSIDE)  # as `cvlink scan`


class Reason(StrEnum):
    """Why nothing is known of a project."""

    NO_PROJECT = "no_project"  # it is gone, no folder, or cannot be read
    EMPTY = "empty"  # a mount point, most likely, with nothing mounted
    CONFIG = "config"  # a mistake in cvlink.toml
    NOT_ANSWERING = "not_answering"  # the storage it lies on
    STORAGE = "storage"  # the system said no
    TIMEOUT = "timeout"  # the look took too long
    DIED = "died"  # the process that looked is gone
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Experiment:
    """One experiment: its folder, the broken links in it, what the audit says of it."""

    path: bytes
    broken: int
    verdict: Verdict
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Access:
    """How one mount answered: a call each for its own place, and for some links that end on it.

    answers   False for one that has not answered, and was not asked again since
    times     of the calls that came back
    timeouts  how often it turned out not to answer
    errors    calls that failed as storage fails, and not for what was asked
    """

    point: bytes
    answers: bool = True
    times: Histogram = field(default_factory=Histogram)
    timeouts: int = 0
    errors: int = 0

    def __add__(self, other: "Access") -> "Access":
        """Both; of the same mount the other one is the later one."""
        return Access(
            self.point,
            other.answers,
            self.times + other.times,
            self.timeouts + other.timeouts,
            self.errors + other.errors,
        )


@dataclass(frozen=True, slots=True)
class Values:
    """A project as it was found.

    unreadable  folders that could not be read: what lies in them is in none of the numbers
    links       how many by the word of a role and by health
    saved_bytes what copies in place of the links would take, less what the links take
    created     all links this user's cvlink has made here, by the seconds each took
    """

    entries: int
    folders: int
    unreadable: int
    links: Mapping[tuple[str, Health], int]
    experiments: tuple[Experiment, ...]
    scan_seconds: float
    audit_seconds: float
    saved_bytes: int
    created: Histogram | None = None

    @property
    def broken(self) -> int:
        return sum(number for (_, health), number in self.links.items() if health in BROKEN)


@dataclass(frozen=True, slots=True)
class Look:
    """What came of one look: values, or the reason why there are none, with words for people.

    accesses  how the mounts on the way answered, also where the look has failed
    """

    values: Values | None
    reason: Reason | None = None
    words: Said = NOTHING
    accesses: tuple[Access, ...] = ()
