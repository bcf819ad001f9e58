"""What the commands print, as text and as JSON."""

import time
from collections.abc import Iterable

from cvlink_gui.core.names import shown
from cvlink_gui.core.plan import Proposal, describe
from cvlink_gui.features.project import Report
from cvlink_gui.fs.journal import Entry, State

_NAMED = 20  # paths that are named with one and the same reason
_BAR = 30  # characters


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
            yield f"            {'because: ' if note.is_reason else ''}{note.evidence}"
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
