"""An audit in words for a terminal: the verdicts first, then what is wrong and what to do."""

from collections.abc import Iterator

from cvlink_gui.cli.terminal import Output
from cvlink_gui.core.findings import VERDICT_WORDS, Finding, Verdict, verdict_words
from cvlink_gui.core.names import basename, printable, shown
from cvlink_gui.core.remedies import FIXABLE, REMEDIES
from cvlink_gui.core.rules import RULES, Severity
from cvlink_gui.features.audit import Audit, Counted, ExperimentVerdict
from cvlink_gui.features.audit.evidence import facts

_PATHS = 5  # named of one finding; the others with --verbose
_TOLD = 3  # items of one piece of evidence
_VERDICT_COLORS = {
    Verdict.READY: "32",
    Verdict.READY_WITH_WARNINGS: "33",
    Verdict.NOT_READY: "31",
    Verdict.UNKNOWN: "35",
}
_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_QUIET, _BOLD = "2", "1"
_VERDICT_WIDTH = len("Ready with 99 warnings")


def text(audit: Audit, out: Output) -> Iterator[str]:
    """A line for each experiment; the findings of each; the verdict on all."""
    width = max((len(shown(basename(e.path))) for e in audit.experiments), default=0)
    for experiment in audit.experiments:
        yield _line(experiment, width, out)
    names = [basename(experiment.path) for experiment in audit.experiments]
    for name in dict.fromkeys(names):
        mine = [f for f in audit.findings if f.experiment == name and not f.waived]
        yield from _group(f"Experiment {shown(name)}", mine, out)
    others = [f for f in audit.findings if f.experiment is None and not f.waived]
    yield from _group("Data and links that no experiment uses", others, out)
    waived = [f for f in audit.findings if f.waived]
    if waived:
        yield from ("", out.colored(f"Waived ({len(waived)})", _BOLD))
        yield from (f"  {printable(f.message)}: {f.evidence.get('reason', '')}" for f in waived)
    yield ""
    yield f"Verdict: {_colored(audit.verdict, out)}"


def _line(experiment: ExperimentVerdict, width: int, out: Output) -> str:
    words = verdict_words(experiment.verdict, experiment.warnings)
    padding = " " * max(0, _VERDICT_WIDTH - len(words))
    tally = [
        f"{count:,} {word if count == 1 else word + 's'}"
        for count, word in ((experiment.errors, "error"), (experiment.warnings, "warning"))
        if count and experiment.verdict is not Verdict.READY_WITH_WARNINGS
    ]
    said = "; ".join(filter(None, (", ".join(tally), counted_words(experiment.counted))))
    name = shown(basename(experiment.path)).ljust(width)
    verdict = out.colored(words, _VERDICT_COLORS[experiment.verdict])
    return f"{name}  {verdict}{padding}  {said}"


def counted_words(counted: Counted) -> str:
    """Images and labels as the framework sees them."""
    images = f"{counted.images:,} image" + "s" * (counted.images != 1)
    if counted.labels is None:
        return images
    labels = f"{counted.labels:,} label" + "s" * (counted.labels != 1)
    return f"{images} and {labels} for {counted.framework}"


def _group(title: str, findings: list[Finding], out: Output) -> Iterator[str]:
    if findings:
        yield from ("", out.colored(title, _BOLD))
        for finding in findings:
            yield from _finding(finding, out)


def _finding(finding: Finding, out: Output) -> Iterator[str]:
    """What is wrong; for what is more than a note also what it means, why, where, what to do."""
    word = out.colored(f"{finding.severity.word:<7}", _COLORS[finding.severity])
    message = printable(finding.message)
    yield f"  {word}  {message}  {out.colored(f'[{finding.rule}]', _QUIET)}"
    if finding.severity is Severity.INFO and not out.verbose:
        return
    yield _labelled("means", RULES[finding.rule].meaning)
    because = printable(finding.cause)
    for label, said in (("because", because), *facts(finding, _TOLD)):
        if said not in message:
            yield _labelled(label, said)
    yield from _paths(finding, message, out)
    yield _labelled("do", REMEDIES[finding.rule])
    if finding.rule in FIXABLE:
        about = "" if finding.experiment is None else f" --experiment {shown(finding.experiment)}"
        yield _labelled("", f"`cvlink fix {finding.rule}{about}` plans what links can do")


def _paths(finding: Finding, message: str, out: Output) -> Iterator[str]:
    count = len(finding.paths)
    named = count if out.verbose else _PATHS
    paths = [shown(path) or "." for path in finding.paths[:named]]
    if count == 1 and paths[0] in message:
        return
    for number, path in enumerate(paths):
        yield _labelled("" if number else "paths", path)
    if count > named:
        yield _labelled("", f"and {count - named:,} more: --verbose names them")


def _labelled(label: str, said: str) -> str:
    return f"           {label:<8} {said}"


def _colored(verdict: Verdict, out: Output) -> str:
    return out.colored(VERDICT_WORDS[verdict], _VERDICT_COLORS[verdict])
