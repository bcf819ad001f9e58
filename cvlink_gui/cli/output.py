"""What the commands print: the result on stdout, messages and progress on stderr."""

import io
import json
import os
import sys
import time
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from cvlink_gui.core.findings import RULES, Verdict
from cvlink_gui.core.links import HEALTH_WORDS, Health
from cvlink_gui.core.names import basename, json_path, shown
from cvlink_gui.core.plan import Proposal, describe, plan_json
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
_COLORS = {
    Verdict.READY: "32",
    Verdict.READY_WITH_WARNINGS: "33",
    Verdict.NOT_READY: "31",
    Verdict.UNKNOWN: "35",
    Health.OK: "32",
}


class Output:
    """Where a command's words go; `json_wanted` for `--format json`."""

    def __init__(self, *, json_wanted: bool, quiet: bool, color: str) -> None:
        self.json_wanted = json_wanted
        self.quiet = quiet
        if isinstance(sys.stdout, io.TextIOWrapper):  # JSON is UTF-8 in any locale
            sys.stdout.reconfigure(
                encoding="utf-8" if json_wanted else None,
                errors="strict" if json_wanted else "backslashreplace",
            )
        self._color = color == "always" or (color == "auto" and sys.stdout.isatty())

    def result(self, text: Iterable[str], data: Mapping[str, object]) -> None:
        """The result of the command, as text or as one JSON object."""
        if self.json_wanted:
            json.dump(data, sys.stdout, ensure_ascii=False, indent=2)
            print()
        elif not self.quiet:
            for line in text:
                print(line)

    def say(self, message: str) -> None:
        """A message to the person at the terminal."""
        if not self.quiet:
            print(message, file=sys.stderr)

    def fail(self, message: str) -> None:
        """An error; never silenced."""
        print(f"cvlink: {message}", file=sys.stderr)

    def progress(self, text: str) -> None:
        """A line that is overwritten by the next one; nothing in a pipe."""
        if not self.quiet and sys.stderr.isatty():
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)

    def colored(self, text: str, key: Verdict | Health) -> str:
        """`text` in the colour of a verdict or a health, on a terminal."""
        return f"\x1b[{_COLORS.get(key, '31')}m{text}\x1b[0m" if self._color else text


def counts_json(project: Project) -> dict[str, int]:
    """The `counts` object of `cvlink.scan/1`."""
    totals = project.tree.totals(0)
    health = {h.name.lower(): totals.by_health[h] for h in Health if h is not Health.OUTSIDE}
    return {
        "entries": totals.entries,
        "folders": totals.folders,
        "links": totals.links,
        **health,
    }


def scan_json(project: Project, seconds: float) -> dict[str, object]:
    """The `cvlink.scan/1` object: counts, every link, every folder that could not be read."""
    tree = project.tree
    links = []
    for node in tree.links():
        entry = tree.entry(node)
        links.append(
            {
                **json_path(tree.path(node)),
                **json_path(entry.target, "target"),
                "health": entry.health.name.lower(),
                "kind": entry.kind.name.lower(),
                "target_kind": entry.target_kind.name.lower() if not entry.health else None,
            }
        )
    return {
        "schema": "cvlink.scan/1",
        **json_path(project.root, "root"),
        "counts": counts_json(project),
        "links": links,
        "errors": errors_json(project),
        "seconds": round(seconds, 3),
    }


def errors_json(project: Project) -> list[dict[str, str]]:
    """Folders that could not be read."""
    errors = project.tree.errors()
    return [{**json_path(path), "message": os.strerror(number)} for path, number in sorted(errors)]


def scan_text(project: Project, seconds: float, out: Output) -> Iterable[str]:
    """Counts, then every link that is not well, by cause."""
    tree, totals = project.tree, project.tree.totals(0)
    yield f"{shown(project.root)}  ({seconds:.2f} s)"
    yield f"  {totals.entries:,} entries, {totals.folders:,} folders, {totals.links:,} links"
    for health in sorted(Health, reverse=True):
        if count := totals.by_health[health]:
            yield f"  {count:>9,} " + out.colored(HEALTH_WORDS[health], health)
    bad = [node for node in tree.links() if tree.health(node) is not Health.OK]
    for node in sorted(bad, key=lambda n: (-tree.health(n), tree.path(n))):
        words = out.colored(HEALTH_WORDS[tree.health(node)], tree.health(node))
        yield f"{shown(tree.path(node))} -> {shown(tree.target(node))}  {words}"
    for path, number in sorted(tree.errors()):
        yield f"{shown(path) or '.'}: could not be read: {os.strerror(number)}"


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
        words = out.colored(VERDICT_WORDS[experiment.verdict], experiment.verdict)
        tally = f"{experiment.errors} errors, {experiment.warnings} warnings"
        yield f"{shown(name):<24} {words:<20} {tally}"
        for finding in audit.findings:
            if finding.experiment == name:
                yield from _finding_text(finding.rule, finding.severity.word, finding.message)
    for finding in audit.findings:
        if finding.experiment is None:
            yield from _finding_text(finding.rule, finding.severity.word, finding.message)
    yield f"Verdict: {out.colored(VERDICT_WORDS[audit.verdict], audit.verdict)}"


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
    for conflict in proposal.conflicts:
        yield f"  conflict  {shown(conflict.path)}: {conflict.reason}. {conflict.hint}"
    for warning in proposal.warnings:
        yield f"  warning   {shown(warning.path)}: {warning.reason}. {warning.hint}"


def report_text(report: Report) -> Iterable[str]:
    """What was done, and what was not."""
    counts = ", ".join(f"{n} x {action}" for action, n in report.plan.counts().items())
    if report.ok:
        yield f"Done: {counts or 'nothing to do'}"
        return
    for outcome in report.failures:
        yield f"  {shown(outcome.step.path)}: {outcome.error}"
