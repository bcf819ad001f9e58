"""What the commands print, as text and as JSON."""

import time
from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cvlink_gui.cli.scanning import counts_json
from cvlink_gui.cli.terminal import Output
from cvlink_gui.core.findings import Verdict
from cvlink_gui.core.names import basename, json_path, shown
from cvlink_gui.core.plan import Proposal, describe, plan_json
from cvlink_gui.core.rules import RULES
from cvlink_gui.features.project import Project, Report
from cvlink_gui.fs.journal import Entry, State

if TYPE_CHECKING:
    from cvlink_gui.features.audit import Audit

VERDICT_WORDS = {
    Verdict.READY: "Ready",
    Verdict.READY_WITH_WARNINGS: "Ready with warnings",
    Verdict.NOT_READY: "Not ready",
    Verdict.UNKNOWN: "Unknown",
}
_NAMED = 20  # paths that are named with one and the same reason
_BAR = 30  # characters
_COLORS = {Verdict.READY: "32", Verdict.READY_WITH_WARNINGS: "33", Verdict.UNKNOWN: "35"}


def audit_json(project: Project, audit: "Audit") -> dict[str, object]:
    """The `cvlink.audit/1` object."""
    return {
        "schema": "cvlink.audit/1",
        **json_path(project.root, "root"),
        "verdict": audit.verdict.value,
        "counts": counts_json(project),
        "experiments": [
            {
                **json_path(basename(e.path), "name"),
                "verdict": e.verdict.value,
                "errors": e.errors,
                "warnings": e.warnings,
            }
            for e in audit.experiments
        ],
        "findings": [
            {
                "rule": f.rule,
                "severity": f.severity.word,
                "cause": f.cause,
                "message": f.message,
                **_paths_json(f.paths),
                "count": len(f.paths),
                **(
                    {"experiment": None}
                    if f.experiment is None
                    else json_path(f.experiment, "experiment")
                ),
                "evidence": f.evidence,
                "fix": None if f.fix is None else plan_json(Proposal(f.fix)),
                "waived": f.waived,
            }
            for f in audit.findings
        ],
    }


def _paths_json(paths: Sequence[bytes]) -> dict[str, list[str]]:
    """`paths`, and `paths_bytes` of them all where the text of one of them was escaped."""
    fields = [json_path(path) for path in paths]
    texts = {"paths": [field["path"] for field in fields]}
    if all("path_bytes" not in field for field in fields):
        return texts
    return texts | {"paths_bytes": [b64encode(path).decode("ascii") for path in paths]}


def audit_text(audit: "Audit", out: Output) -> Iterable[str]:
    """A line for each experiment, then its findings with what they mean."""
    for experiment in audit.experiments:
        name = basename(experiment.path)
        words = _colored(experiment.verdict, out)
        tally = f"{experiment.errors} errors, {experiment.warnings} warnings"
        yield f"{shown(name):<24} {words:<20} {tally}"
        for finding in audit.findings:
            if finding.experiment == name:
                yield from _finding_text(finding.rule, finding.severity.word, finding.message)
    for finding in audit.findings:
        if finding.experiment is None:
            yield from _finding_text(finding.rule, finding.severity.word, finding.message)
    yield f"Verdict: {_colored(audit.verdict, out)}"


def _colored(verdict: Verdict, out: Output) -> str:
    return out.colored(VERDICT_WORDS[verdict], _COLORS.get(verdict, "31"))


def _finding_text(rule: str, severity: str, message: str) -> Iterable[str]:
    yield f"  {severity:<8} {rule:<14} {message}"
    yield f"  {'':<8} {'':<14} {RULES[rule].meaning}"


def entry_text(entry: Entry) -> str:
    """One change of the history as a line."""
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(entry.at))
    state = "" if entry.state is State.DONE else f"  ({entry.state.value.replace('_', ' ')})"
    return f"{entry.id:>4}  {when}  {len(entry.plan.steps):>7,} steps  {entry.title}{state}"


def entry_json(entry: Entry) -> dict[str, object]:
    """One change of the history; `at` in seconds since 1970."""
    return {
        "id": entry.id,
        "at": round(entry.at, 3),
        "title": entry.title,
        "state": entry.state.value,
        "steps": len(entry.plan.steps),
    }


def proposal_text(proposal: Proposal) -> Iterable[str]:
    """The plan, step by step, with what speaks against it."""
    yield proposal.plan.title
    for step in proposal.plan.steps:
        yield f"  {describe(step)}"
        if note := proposal.notes.get(step.path):
            yield f"            because: {note.evidence}"
            yield from (f"            or {shown(path)}: {words}" for path, words in note.others)
    for conflict in proposal.conflicts:
        yield f"  conflict  {shown(conflict.path)}: {conflict.reason}. {conflict.hint}"
    for warning in proposal.warnings:
        yield f"  warning   {shown(warning.path)}: {warning.reason}. {warning.hint}"


def lines_of(proposal: Proposal) -> int:
    """How many lines `proposal_text` has."""
    notes = sum(1 + len(note.others) for note in proposal.notes.values())
    return 1 + len(proposal.plan.steps) + notes + len(proposal.conflicts) + len(proposal.warnings)


def report_text(report: Report) -> Iterable[str]:
    """What was done, and what was not."""
    counts = ", ".join(f"{n} x {action}" for action, n in report.plan.counts().items())
    if report.ok:
        yield f"Done: {counts or 'nothing to do'}"
        return
    reasons: dict[str, list[bytes]] = {}
    for outcome in report.failures:
        reasons.setdefault(outcome.error, []).append(outcome.step.path)
    for reason, paths in sorted(reasons.items(), key=lambda item: len(item[1])):
        for path in paths if len(paths) <= _NAMED else paths[:1]:
            yield f"  {shown(path)}: {reason}"
        if len(paths) > _NAMED:
            yield f"  ... and {len(paths) - 1:,} more: {reason}"


def bar_text(done: int, of: int, rate: float) -> str:
    """How far a change is, as a line of a terminal: steps done, in all, and a second."""
    filled = _BAR * done // max(of, 1)
    bar = "#" * filled + "." * (_BAR - filled)
    return f"[{bar}] {done:,} of {of:,}" + (f"  {rate:,.0f} links/s" if rate >= 1 else "")
