"""Findings as the project wants them: rules switched off, other severities, waivers."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.rules import Severity
from cvlink_gui.core.sections import Waiver
from cvlink_gui.core.settings import AUDIT_OFF, AUDIT_SEVERITY, WAIVERS, Settings


def adjusted(findings: Iterable[Finding], settings: Settings, today: date) -> list[Finding]:
    """The findings by the settings of a project.

    A finding of which some paths only are waived comes as two; one with an expired waiver says so.
    """
    off = set(settings[AUDIT_OFF])
    severity = {rule: Severity[word.upper()] for rule, word in settings[AUDIT_SEVERITY]}
    kept = (
        replace(f, severity=severity.get(f.rule, f.severity)) for f in findings if f.rule not in off
    )
    return [part for finding in kept for part in _waived(finding, settings[WAIVERS], today)]


def _waived(finding: Finding, waivers: tuple[Waiver, ...], today: date) -> Iterator[Finding]:
    named = [waiver for waiver in waivers if waiver.rule == finding.rule]
    if not named:
        yield finding
        return
    holding = [waiver for waiver in named if waiver.holds(today)]
    reasons = {
        path: waiver.reason
        for waiver in reversed(holding)
        for path in finding.paths
        if waiver.covers(finding.rule, path)
    }
    if reasons:
        paths = tuple(path for path in finding.paths if path in reasons)
        why = ", ".join(dict.fromkeys(reasons.values()))
        yield replace(
            finding, paths=paths, waived=True, evidence={**finding.evidence, "reason": why}
        )
    rest = tuple(path for path in finding.paths if path not in reasons)
    if not rest:
        return
    expired = [
        waiver.expires.isoformat()
        for waiver in named
        if waiver.expires
        and not waiver.holds(today)
        and any(waiver.covers(finding.rule, p) for p in rest)
    ]
    evidence = {**finding.evidence, "waiver_expired": expired} if expired else finding.evidence
    yield replace(finding, paths=rest, evidence=evidence)
