"""Putting the rules together: an audit of a project or of some of its experiments."""

from collections.abc import Sequence
from dataclasses import dataclass

from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.findings import Finding, Severity, Verdict, verdict
from cvlink_gui.core.layout import Role
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import basename, join, shown
from cvlink_gui.core.tree import ROOT
from cvlink_gui.features.audit.links import link_findings
from cvlink_gui.features.audit.splits import split_findings
from cvlink_gui.features.project import Project


@dataclass(frozen=True, slots=True)
class ExperimentVerdict:
    """One experiment: its folder, its verdict, and how many findings of which weight."""

    path: bytes
    verdict: Verdict
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Audit:
    """All findings, the worst first, and a verdict for each experiment and for the whole."""

    verdict: Verdict
    experiments: tuple[ExperimentVerdict, ...]
    findings: tuple[Finding, ...]


def experiments(project: Project) -> list[bytes]:
    """The folders of all experiments, as far as they are scanned."""
    tree = project.tree
    found: list[bytes] = []
    for folder in project.layout.folders(Role.EXPERIMENTS):
        node = tree.find(folder)
        children = tree.children(node) if node is not None else range(0)
        found += [
            join(folder, tree.name(child))
            for child in children
            if tree.kind(child) is Kind.DIR
            or (tree.kind(child).is_link and tree.target_kind(child) is not Kind.FILE)
        ]
    return found


def audit(project: Project, only: Sequence[bytes] = ()) -> Audit:
    """Audit the scanned tree of a project.

    only  names of experiments to look at; the others, and the data folders, are then left out

    Raises UsageError for an experiment that is not there.
    """
    known = experiments(project)
    names = {basename(path) for path in known}
    if unknown := [name for name in only if name not in names]:
        hint = "There are: " + (", ".join(map(shown, sorted(names))) or "none") + "."
        raise UsageError(f"There is no experiment {shown(unknown[0])}", hint=hint)
    chosen = [path for path in known if not only or basename(path) in only]
    findings: list[Finding] = []
    verdicts = []
    for path in chosen:
        own = [*link_findings(project, path, basename(path)), *split_findings(project, path)]
        verdicts.append(_verdict(path, own))
        findings += own
    if not only:
        findings += link_findings(project, b"", None)
    findings.sort(key=lambda f: (-f.severity, f.rule, f.paths))
    something = bool(verdicts or findings or project.tree.totals(ROOT).links)
    # An empty folder may be a disk that is not mounted: nobody has seen that its links are well.
    overall = verdict(findings) if something else Verdict.UNKNOWN
    return Audit(overall, tuple(verdicts), tuple(findings))


def _verdict(path: bytes, findings: list[Finding]) -> ExperimentVerdict:
    return ExperimentVerdict(
        path,
        verdict(findings),
        sum(f.severity is Severity.ERROR for f in findings),
        sum(f.severity is Severity.WARNING for f in findings),
    )
