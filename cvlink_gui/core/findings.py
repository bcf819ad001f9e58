"""What an audit says: findings, their severity, one verdict."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cvlink_gui.core.plan import Plan
from cvlink_gui.core.rules import NO_DATA, UNSURE, Severity
from cvlink_gui.core.said import Said, say, say_count


class Verdict(StrEnum):
    READY = "ready"
    READY_WITH_WARNINGS = "ready_with_warnings"
    NOT_READY = "not_ready"
    UNKNOWN = "unknown"


VERDICT_WORDS = {
    Verdict.READY: say("Ready"),
    Verdict.READY_WITH_WARNINGS: say("Ready with warnings"),
    Verdict.NOT_READY: say("Not ready"),
    Verdict.UNKNOWN: say("Unknown"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause with all the paths it explains; `experiment` is its name, or None for all.

    texts_before  by path what links said that drifted: evidence has a few of them only
    """

    rule: str
    severity: Severity
    cause: Said
    message: Said
    paths: tuple[bytes, ...]
    experiment: bytes | None = None
    evidence: dict[str, object] = field(default_factory=dict)
    fix: Plan | None = None
    waived: bool = False
    texts_before: Mapping[bytes, bytes] = field(default_factory=dict, compare=False, repr=False)


def verdict(findings: Iterable[Finding]) -> Verdict:
    """One word for many findings; a check that could not run is never hidden behind `ready`."""
    open_ones = [f for f in findings if not f.waived]
    worst = max((f.severity for f in open_ones), default=Severity.INFO)
    if worst is Severity.ERROR:
        return Verdict.NOT_READY
    if any(f.rule in UNSURE or f.rule == NO_DATA for f in open_ones):
        return Verdict.UNKNOWN
    return Verdict.READY_WITH_WARNINGS if worst is Severity.WARNING else Verdict.READY


def verdict_words(verdict: Verdict, warnings: int) -> Said:
    """A verdict with the number of warnings a ready experiment has."""
    if verdict is not Verdict.READY_WITH_WARNINGS or not warnings:
        return VERDICT_WORDS[verdict]
    return say_count(warnings, "Ready with %Ln warning", "Ready with %Ln warnings")
