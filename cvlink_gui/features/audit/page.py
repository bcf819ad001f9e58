"""An audit as a page to share: one HTML file that loads nothing and runs nothing."""

import time
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from cvlink_gui import __version__
from cvlink_gui.core.findings import VERDICT_WORDS, Finding, verdict_words
from cvlink_gui.core.names import basename, printable, shown
from cvlink_gui.core.plan import describe
from cvlink_gui.core.remedies import REMEDIES
from cvlink_gui.core.rules import RULES, Tier
from cvlink_gui.features.audit.evidence import facts
from cvlink_gui.features.audit.report import Audit, ExperimentVerdict
from cvlink_gui.features.project import Project
from cvlink_gui.resources import resource

_FEW = 5  # paths that are shown at once; more are a list one opens
_PATHS = 1000  # of one finding that are listed; the JSON has them all
_STEPS = 50  # of a plan
_TOLD = 20  # items of one piece of evidence
_COSTS = {
    Tier.T0: "looks at names and links only",
    Tier.T1: "reads up to 64 KiB of a file",
    Tier.T2: "reads every byte",
}
_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Audit of {name}</title>
<style>
{style}</style>
</head>
<body>
<main>"""
_FOOT = f"""<footer>Made by cvlink {__version__}. What can be mended by changing links,
<code>cvlink fix</code> plans; it shows the plan before anything is changed.</footer>
</main>
</body>
</html>
"""
_OTHERS = "Data and links that no experiment uses"


def page(project: Project, audit: Audit, at: float | None = None) -> bytes:
    """The page, in UTF-8. at: the time it speaks of, in seconds since 1970; now if not said."""
    style = resource("report.css").read_text(encoding="utf-8")
    head = _HEAD.format(name=_text(shown(project.name)), style=style)
    when = time.time() if at is None else at
    body = (*_top(project, audit, when), *_experiments(audit), *_findings(audit), _FOOT)
    return "\n".join((head, *body)).encode("utf-8")


def _text(text: str) -> str:
    return escape(printable(text))


def _top(project: Project, audit: Audit, at: float) -> Iterator[str]:
    counts = project.counts()
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(at))
    yield f"<header><p>Audit before training</p><h1>{_text(shown(project.name))}</h1>"
    yield f'<p class="verdict {audit.verdict.value}">{VERDICT_WORDS[audit.verdict]}</p>'
    yield f"<p><code>{_text(shown(project.root))}</code></p>"
    yield (
        f"<p>{when} · {counts['entries']:,} entries · {counts['links']:,} links, "
        f"{counts['links'] - counts['ok']:,} of them not well</p></header>"
    )


def _experiments(audit: Audit) -> Iterator[str]:
    if not audit.experiments:
        return
    yield "<h2>Experiments</h2>\n<table>\n<thead><tr><th>Experiment</th><th>Verdict</th>"
    yield "<th>Errors</th><th>Warnings</th><th>Images</th><th>Labels</th><th>Seen by</th></tr>"
    yield "</thead>\n<tbody>"
    for experiment in audit.experiments:
        yield _row(experiment)
    yield "</tbody>\n</table>"


def _row(experiment: ExperimentVerdict) -> str:
    counted, verdict = experiment.counted, experiment.verdict
    words = verdict_words(verdict, experiment.warnings)
    numbers = (experiment.errors, experiment.warnings, counted.images, counted.labels)
    cells = "".join(f"<td>{'' if n is None else f'{n:,}'}</td>" for n in numbers)
    return (
        f'<tr><th scope="row">{_text(shown(basename(experiment.path)))}</th>'
        f'<td class="verdict {verdict.value}">{words}</td>{cells}'
        f"<td>{_text(counted.framework)}</td></tr>"
    )


def _findings(audit: Audit) -> Iterator[str]:
    def place(finding: Finding) -> tuple[bool, bytes]:
        return finding.experiment is None, finding.experiment or b""

    if not audit.findings:
        yield "<h2>Findings</h2>\n<p>None.</p>"
    for (others, name), group in groupby(sorted(audit.findings, key=place), place):
        yield f"<h2>{_OTHERS if others else _text(shown(name))}</h2>"
        for finding in group:
            yield from _finding(finding)


def _finding(finding: Finding) -> Iterator[str]:
    rule, word = RULES[finding.rule], "waived" if finding.waived else finding.severity.word
    opened = " open" if word == "error" else ""
    yield f'<details class="finding {word}"{opened}>'
    yield (
        f'<summary><span class="severity">{word}</span> {_text(finding.message)} '
        f"<code>{rule.id}</code></summary>\n<dl>"
    )
    said = (("means", rule.meaning), ("because", finding.cause), *facts(finding, _TOLD))
    for label, words in (*said, ("what to do", REMEDIES[rule.id]), ("cost", _COSTS[rule.tier])):
        yield f"<dt>{_text(label)}</dt><dd>{_text(words)}</dd>"
    few = [_path(path) for path in finding.paths[: _FEW + 1]]
    if len(few) <= _FEW:
        lines = "<br>".join(f"<code>{_text(path)}</code>" for path in few)
        yield f"<dt>{'paths' if few[1:] else 'path'}</dt><dd>{lines}</dd></dl>"
    else:
        yield "</dl>"
        yield from _list(f"{len(finding.paths):,} paths", map(_path, finding.paths), _PATHS)
    if finding.fix is not None:
        steps = [describe(step) for step in finding.fix.steps]
        yield from _list(f"Fix: {finding.fix.title}", steps, _STEPS)
    yield "</details>"


def _path(path: bytes) -> str:
    return shown(path) or "."


def _list(title: str, items: Iterable[str], limit: int) -> Iterator[str]:
    """A list one opens; the first `limit` items, and how many are left out."""
    lines = list(items)
    yield f'<details class="list"><summary>{_text(title)}</summary>\n<ul>'
    yield from (f"<li><code>{_text(line)}</code></li>" for line in lines[:limit])
    if len(lines) > limit:
        yield f"<li>and {len(lines) - limit:,} more: `cvlink audit --format json` has all</li>"
    yield "</ul></details>"
