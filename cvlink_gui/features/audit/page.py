"""An audit as a page to share: one HTML file that loads nothing and runs nothing."""

import time
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from cvlink_gui import __version__
from cvlink_gui.core.findings import VERDICT_WORDS, Finding, verdict_words
from cvlink_gui.core.names import basename, printable, shown
from cvlink_gui.core.plan import Link, Step
from cvlink_gui.core.remedies import REMEDIES
from cvlink_gui.core.rules import RULES, Tier
from cvlink_gui.core.said import Said, say, say_count
from cvlink_gui.features.audit.evidence import facts
from cvlink_gui.features.audit.report import Audit, ExperimentVerdict
from cvlink_gui.features.project import Project
from cvlink_gui.features.speech import ENGLISH, Speech
from cvlink_gui.resources import resource

_FEW = 5  # paths that are shown at once; more are a list one opens
_PATHS = 1000  # of one finding that are listed; the JSON has them all
_STEPS = 50  # of a plan
_TOLD = 20  # items of one piece of evidence
_COSTS = {
    Tier.T0: say("looks at names and links only"),
    Tier.T1: say("reads up to 64 KiB of a file"),
    Tier.T2: say("reads every byte"),
}
_WEIGHTS = {
    "error": say("error"),
    "warning": say("warning"),
    "info": say("info"),
    "waived": say("waived"),
}
_HEAD = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>"""
_FOOT = """<footer>{words}</footer>
</main>
</body>
</html>
"""
_MADE_BY = say(
    "Made by cvlink {version}. What can be mended by changing links, `cvlink fix` plans; it shows "
    "the plan before anything is changed.",
    version=__version__,
)
_OTHERS = say("Data and links that no experiment uses")


def page(
    project: Project, audit: Audit, at: float | None = None, speech: Speech = ENGLISH
) -> bytes:
    """The page, in UTF-8.

    at      the time it speaks of, in seconds since 1970; now if not said
    speech  the language of its words; what comes from the system or a file stays as it is
    """
    return _Page(project, audit, speech).whole(time.time() if at is None else at)


class _Page:
    """One page while it is written."""

    def __init__(self, project: Project, audit: Audit, speech: Speech) -> None:
        self._project = project
        self._audit = audit
        self._speech = speech

    def whole(self, at: float) -> bytes:
        head = _HEAD.format(
            language=self._speech.language,
            title=self._said(say("Audit of {name}", name=shown(self._project.name))),
            style=resource("report.css").read_text(encoding="utf-8"),
        )
        foot = _FOOT.format(words=self._said(_MADE_BY))
        parts = (head, *self._top(at), *self._experiments(), *self._findings(), foot)
        return "\n".join(parts).encode("utf-8")

    def _said(self, text: str) -> str:
        return _text(self._speech(text))

    def _top(self, at: float) -> Iterator[str]:
        project, verdict, counts = self._project, self._audit.verdict, self._project.counts()
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(at))
        what = self._said(say("Audit before training"))
        yield f"<header><p>{what}</p><h1>{_text(shown(project.name))}</h1>"
        words = self._said(VERDICT_WORDS[verdict])
        yield f'<p class="verdict {verdict.value}">{words}</p>'
        yield f"<p><code>{_text(shown(project.root))}</code></p>"
        seen = say(
            "{entries} entries · {links} links, {unwell} of them not well",
            entries=counts["entries"],
            links=counts["links"],
            unwell=counts["links"] - counts["ok"],
        )
        yield f"<p>{when} · {self._said(seen)}</p></header>"

    def _experiments(self) -> Iterator[str]:
        if not self._audit.experiments:
            return
        titles = (
            say("Experiment"),
            say("Verdict"),
            say("Errors"),
            say("Warnings"),
            say("Images"),
            say("Labels"),
            say("Seen by"),
        )
        row = "".join(f"<th>{self._said(title)}</th>" for title in titles)
        yield f"<h2>{self._said(say('Experiments'))}</h2>"
        yield f'<div class="wide"><table>\n<thead><tr>{row}</tr>'
        yield "</thead>\n<tbody>"
        for experiment in self._audit.experiments:
            yield self._row(experiment)
        yield "</tbody>\n</table></div>"

    def _row(self, experiment: ExperimentVerdict) -> str:
        counted, verdict = experiment.counted, experiment.verdict
        words = self._said(verdict_words(verdict, experiment.warnings))
        numbers = (experiment.errors, experiment.warnings, counted.images, counted.labels)
        written = ("" if n is None else self._speech.number(n) for n in numbers)
        cells = "".join(f"<td>{words}</td>" for words in written)
        return (
            f'<tr><th scope="row">{_text(shown(basename(experiment.path)))}</th>'
            f'<td class="verdict {verdict.value}">{words}</td>{cells}'
            f"<td>{_text(counted.framework)}</td></tr>"
        )

    def _findings(self) -> Iterator[str]:
        def place(finding: Finding) -> tuple[bool, bytes]:
            return finding.experiment is None, finding.experiment or b""

        if not self._audit.findings:
            none = self._said(say("Nothing was found."))
            yield f"<h2>{self._said(say('Findings'))}</h2>\n<p>{none}</p>"
        for (others, name), group in groupby(sorted(self._audit.findings, key=place), place):
            yield f"<h2>{self._said(_OTHERS) if others else _text(shown(name))}</h2>"
            for finding in group:
                yield from self._finding(finding)

    def _finding(self, finding: Finding) -> Iterator[str]:
        rule, word = RULES[finding.rule], "waived" if finding.waived else finding.severity.word
        opened = " open" if word == "error" else ""
        yield f'<details class="finding {word}"{opened}>'
        yield (
            f'<summary><span class="severity">{self._said(_WEIGHTS[word])}</span> '
            f"{self._said(finding.message)} <code>{rule.id}</code></summary>\n<dl>"
        )
        for label, words in self._told(finding):
            yield f"<dt>{self._said(label)}</dt><dd>{self._said(words)}</dd>"
        few = [_path(path) for path in finding.paths[: _FEW + 1]]
        if len(few) <= _FEW:
            lines = "<br>".join(f"<code>{_text(path)}</code>" for path in few)
            label = say("paths") if few[1:] else say("path")
            yield f"<dt>{self._said(label)}</dt><dd>{lines}</dd></dl>"
        else:
            yield "</dl>"
            title = say_count(len(finding.paths), "%Ln path", "%Ln paths")
            yield from self._list(title, map(_path, finding.paths), _PATHS)
        if finding.fix is not None:
            steps = [self._speech(_step(step)) for step in finding.fix.steps]
            yield from self._list(say("Fix: {plan}", plan=finding.fix.title), steps, _STEPS)
        yield "</details>"

    def _told(self, finding: Finding) -> Iterator[tuple[str, str]]:
        rule = RULES[finding.rule]
        yield say("means"), rule.meaning
        yield say("because"), finding.cause
        yield from facts(finding, _TOLD, say_it=self._speech)
        yield say("what to do"), REMEDIES[rule.id]
        yield say("cost"), _COSTS[rule.tier]

    def _list(self, title: Said, items: Iterable[str], limit: int) -> Iterator[str]:
        """A list one opens; the first `limit` items, and how many are left out."""
        lines = list(items)
        yield f'<details class="list"><summary>{self._said(title)}</summary>\n<ul>'
        yield from (f"<li><code>{_text(line)}</code></li>" for line in lines[:limit])
        if len(lines) > limit:
            more = say_count(
                len(lines) - limit,
                "and %Ln more: `cvlink audit --format json` has all",
                "and %Ln more: `cvlink audit --format json` has all",
            )
            yield f"<li>{self._said(more)}</li>"
        yield "</ul></details>"


def _text(text: str) -> str:
    return escape(printable(text))


def _path(path: bytes) -> str:
    return shown(path) or "."


def _step(step: Step) -> Said:
    path = shown(step.path)
    match step.before, step.after:
        case Link(text=old), Link(text=new):
            return say("retarget {path}: {old} => {new}", path=path, old=shown(old), new=shown(new))
        case _, Link(text=new):
            return say("create {path} -> {new}", path=path, new=shown(new))
        case Link(text=old), _:
            return say("remove {path} -> {old} (the target stays)", path=path, old=shown(old))
        case _:
            return say("{action} {path}", action=step.action, path=path)
