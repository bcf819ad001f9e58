"""An audit as annotations of GitHub Actions: one workflow command a finding.

The format is that of docs.github.com/actions, "Workflow commands". No other line is written: what
stands in a log may be taken for a command, and names of files are anybody's words.
"""

import os
from collections.abc import Iterator

from cvlink_gui.core.findings import Finding, verdict_words
from cvlink_gui.core.names import basename, is_within, join, printable, relative_to, shown
from cvlink_gui.core.remedies import REMEDIES
from cvlink_gui.core.rules import RULES, Severity
from cvlink_gui.features.audit import Audit
from cvlink_gui.features.project import Project

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_NAMED = 10  # paths in one annotation


def lines(project: Project, audit: Audit) -> Iterator[str]:
    """A command a finding that is not waived, and one a verdict."""
    for finding in audit.findings:
        if not finding.waived:
            yield _annotation(project, finding)
    for experiment in audit.experiments:
        title = {"title": f"cvlink: {shown(basename(experiment.path))}"}
        words = verdict_words(experiment.verdict, experiment.warnings)
        yield _command("notice", title, words)


def _annotation(project: Project, finding: Finding) -> str:
    rule = RULES[finding.rule]
    named = [shown(path) or "." for path in finding.paths[:_NAMED]]
    more = len(finding.paths) - len(named)
    words = [printable(finding.message), rule.meaning, REMEDIES[rule.id], *named]
    message = "\n".join(words + [f"and {more:,} more"] * (more > 0))
    place = {"file": _in_workspace(project, finding.paths[0]), "title": f"cvlink {rule.id}"}
    return _command(_COMMANDS[finding.severity], place, message)


def _in_workspace(project: Project, path: bytes) -> str:
    """A path as GitHub looks for it: from the checkout's folder, which may be above the project."""
    workspace = os.path.realpath(os.environb.get(b"GITHUB_WORKSPACE", b"") or project.root)
    full = join(project.root, path)
    return shown(relative_to(full, workspace) if is_within(full, workspace) else path)


def _command(name: str, properties: dict[str, str], message: str) -> str:
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {given}::{_data(message)}"


def _data(text: str) -> str:
    """As `escapeData` of actions/toolkit."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """As `escapeProperty` of actions/toolkit."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
