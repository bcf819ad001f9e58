"""What an audit says: findings, their severity, one verdict."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from cvlink_gui.core.plan import Plan


class Severity(IntEnum):
    INFO = 0
    WARNING = 1
    ERROR = 2

    @property
    def word(self) -> str:
        return self.name.lower()


class Verdict(StrEnum):
    READY = "ready"
    READY_WITH_WARNINGS = "ready_with_warnings"
    NOT_READY = "not_ready"
    UNKNOWN = "unknown"


class Tier(StrEnum):
    """What a check costs: T0 looks, T1 reads up to 64 KiB of a file, T2 reads all of it."""

    T0 = "T0"
    T1 = "T1"
    T2 = "T2"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing an audit looks for. `meaning` says what it does to a training run."""

    id: str
    severity: Severity
    tier: Tier
    title: str
    meaning: str


RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule(
            "dangling",
            Severity.ERROR,
            Tier.T0,
            "The target is missing",
            "The run stops here, or trains on less data than you think.",
        ),
        Rule(
            "loop",
            Severity.ERROR,
            Tier.T0,
            "Links go round in a circle",
            "Nothing can be read through it; a walker that follows links may never end.",
        ),
        Rule(
            "denied",
            Severity.ERROR,
            Tier.T0,
            "No permission to reach the target",
            "The run, started as this user, cannot read the data.",
        ),
        Rule(
            "not-checked",
            Severity.WARNING,
            Tier.T0,
            "The target could not be checked",
            "Nobody knows whether the data is there: neither healthy nor broken.",
        ),
        Rule(
            "outside-roots",
            Severity.WARNING,
            Tier.T0,
            "The target lies outside the allowed roots",
            "Data nobody named for this project; it may differ on the next machine.",
        ),
        Rule(
            "not-portable",
            Severity.WARNING,
            Tier.T0,
            "The link breaks when the project moves",
            "On another machine, or in a container, the link leads nowhere.",
        ),
        Rule(
            "raw-writable",
            Severity.WARNING,
            Tier.T0,
            "Raw data can be written through the link",
            "A loader that repairs or caches files in place changes the originals.",
        ),
        Rule(
            "empty",
            Severity.ERROR,
            Tier.T0,
            "The linked folder is empty",
            "The run trains or validates on nothing.",
        ),
        Rule(
            "split-leak",
            Severity.ERROR,
            Tier.T0,
            "The same file is in two splits",
            "The validation score is measured on training data.",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause with all the paths it explains; `experiment` is its name, or None for all."""

    rule: str
    severity: Severity
    cause: str
    message: str
    paths: tuple[bytes, ...]
    experiment: bytes | None = None
    evidence: dict[str, object] = field(default_factory=dict)
    fix: Plan | None = None
    waived: bool = False


def verdict(findings: Iterable[Finding]) -> Verdict:
    """One word for many findings; a check that could not run is never hidden behind `ready`."""
    open_ones = [f for f in findings if not f.waived]
    worst = max((f.severity for f in open_ones), default=Severity.INFO)
    if worst is Severity.ERROR:
        return Verdict.NOT_READY
    if any(f.rule == "not-checked" for f in open_ones):
        return Verdict.UNKNOWN
    return Verdict.READY_WITH_WARNINGS if worst is Severity.WARNING else Verdict.READY
