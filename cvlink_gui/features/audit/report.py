"""Putting the rules together: an audit of a project or of some of its experiments."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.findings import Finding, Verdict, verdict
from cvlink_gui.core.layout import Role
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import basename, is_within, join, shown
from cvlink_gui.core.rules import NO_DATA, Severity
from cvlink_gui.core.said import say
from cvlink_gui.core.waiving import adjusted
from cvlink_gui.features.audit.annotations import annotations
from cvlink_gui.features.audit.claims import claims
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.counts import Counted, counted
from cvlink_gui.features.audit.deep import could_be_linked, deep
from cvlink_gui.features.audit.described import described
from cvlink_gui.features.audit.empties import empties, no_data
from cvlink_gui.features.audit.keyed import Keyed
from cvlink_gui.features.audit.labels import labels
from cvlink_gui.features.audit.leaks import leaks
from cvlink_gui.features.audit.links import LinkRules
from cvlink_gui.features.audit.places import PlaceRules
from cvlink_gui.features.audit.reading import Reading
from cvlink_gui.features.audit.request import Request
from cvlink_gui.features.audit.subject import Subject
from cvlink_gui.features.project import Project


@dataclass(frozen=True, slots=True)
class ExperimentVerdict:
    """One experiment: its folder, its verdict, how many findings of which weight, what it has.

    counted  images and labels through its framework's eyes
    """

    path: bytes
    counted: Counted
    verdict: Verdict = Verdict.UNKNOWN
    errors: int = 0
    warnings: int = 0


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


def audit(
    project: Project, request: Request | None = None, contents: Contents | None = None
) -> Audit:
    """Audit the scanned tree of a project.

    contents  filled for who asks more about the same tree

    Raises UsageError for an experiment that is not there.
    """
    request = request or Request()
    contents = contents or Contents(project)
    reading = Reading(contents, request)
    rules = LinkRules(contents), PlaceRules(contents, reading)
    keyed = Keyed(contents)
    paths = chosen(project, request)
    subjects = [Subject(contents, path, request, keyed, reading) for path in paths]
    for split in (split for subject in subjects for split in subject.splits):
        contents.files.ask(split.content)
        if request.deep:
            reading.include(split.content)
    between = [finding for check in BETWEEN for finding in check(subjects)]
    by_experiment = []
    for number, subject in enumerate(subjects):
        request.progress(shown(subject.name), number / len(subjects))
        by_experiment.append(_of_experiment(subject, rules, between))
    others = [] if request.only else _of_the_rest(contents, rules, subjects, reading)
    findings = [finding for found in (*by_experiment, others) for finding in found]
    reading.keep()
    findings.sort(key=_rank)
    if request.fixes:
        from cvlink_gui.features.audit.fixes import Fixes  # it loads every planner

        findings = list(Fixes(project, findings, contents).attached())
    verdicts = [
        _judged(ExperimentVerdict(subject.path, counted=counted(subject)), found)
        for subject, found in zip(subjects, by_experiment, strict=True)
    ]
    something = bool(verdicts or findings or project.tree.totals(ROOT).links)
    # An empty folder may be a disk that is not mounted: nobody has seen that its links are well.
    overall = _overall(findings, len(verdicts)) if something else Verdict.UNKNOWN
    return Audit(overall, tuple(verdicts), tuple(findings))


def _overall(findings: list[Finding], experiments: int) -> Verdict:
    """The verdict on all; an experiment without data counts only where none has any."""
    others = [finding for finding in findings if finding.rule != NO_DATA]
    return verdict(findings if len(findings) - len(others) == experiments else others)


def joined(found: Audit, more: Iterable[Finding]) -> Audit:
    """An audit with findings that were made beside it, as those of drift; verdicts follow."""
    findings = sorted((*found.findings, *more), key=_rank)
    if len(findings) == len(found.findings):
        return found
    experiments = tuple(
        _judged(e, [f for f in findings if f.experiment == basename(e.path)])
        for e in found.experiments
    )
    return Audit(_overall(findings, len(experiments)), experiments, tuple(findings))


def _rank(finding: Finding) -> tuple[bool, int, str, tuple[bytes, ...]]:
    """The worst first, what is waived last."""
    return finding.waived, -finding.severity, finding.rule, finding.paths


def chosen(project: Project, request: Request) -> list[bytes]:
    """The experiments an audit is about."""
    known = experiments(project)
    names = {basename(path) for path in known}
    if unknown := [name for name in request.only if name not in names]:
        known_names = ", ".join(map(shown, sorted(names))) or say("none")
        hint = say("There are: {names}.", names=known_names)
        words = say("There is no experiment {name}", name=shown(unknown[0]))
        raise UsageError(words, hint=hint)
    return [path for path in known if not request.only or basename(path) in request.only]


# Every rule that looks at one experiment, beside those of its links.
CHECKS: tuple[Callable[[Subject], Iterable[Finding]], ...] = (
    leaks,
    empties,
    no_data,
    labels,
    annotations,
    described,
    deep,
)

# Rules that compare experiments with each other.
BETWEEN: tuple[Callable[[list[Subject]], Iterable[Finding]], ...] = (claims,)

Rules = tuple[LinkRules, PlaceRules]  # those on what lies in folders, whoever reaches them


def _of_experiment(subject: Subject, rules: Rules, between: list[Finding]) -> list[Finding]:
    contents, links = subject.contents, rules[0]
    own = links.of_link(subject.path, subject.name) if contents.is_link(subject.path) else []
    found = [*own, *(f for kind in rules for f in kind.findings(subject.folders, subject.name))]
    found += [finding for check in CHECKS for finding in check(subject)]
    found += [finding for finding in between if _is_about(finding, subject)]
    return adjusted(found, contents.project.settings, subject.request.today)


def _is_about(finding: Finding, subject: Subject) -> bool:
    """True for the experiment of that name that is meant: several places may have one."""
    own = any(is_within(path, subject.path) for path in finding.paths)
    return own and finding.experiment == subject.name


def _of_the_rest(
    contents: Contents, rules: Rules, subjects: Iterable[Subject], reading: Reading
) -> list[Finding]:
    """Findings on links that no experiment reaches."""
    reached = {folder for subject in subjects for folder in subject.folders}
    judged = {subject.path for subject in subjects}  # links among them were looked at as such
    tree = contents.project.tree
    folders = tree.paths((ROOT, *tree.folders()))
    left = [path for path in folders if path not in reached]
    told = [finding for kind in rules for finding in kind.findings(left, None)]
    found = [finding for finding in told if not judged.issuperset(finding.paths)]
    found += could_be_linked(reading)
    return adjusted(found, contents.project.settings, reading.request.today)


def _judged(experiment: ExperimentVerdict, findings: list[Finding]) -> ExperimentVerdict:
    open_ones = [finding for finding in findings if not finding.waived]
    return replace(
        experiment,
        verdict=verdict(findings),
        errors=sum(f.severity is Severity.ERROR for f in open_ones),
        warnings=sum(f.severity is Severity.WARNING for f in open_ones),
    )
