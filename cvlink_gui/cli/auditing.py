"""`cvlink audit` and `cvlink fix`: the request, progress, Ctrl+C, the exit code."""

import argparse
import os
import signal
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import FrameType

from cvlink_gui.cli import scanning
from cvlink_gui.cli.output import bar_text
from cvlink_gui.cli.terminal import Output
from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.findings import Finding, Verdict
from cvlink_gui.core.plan import Proposal
from cvlink_gui.core.remedies import FIXABLE
from cvlink_gui.core.rules import RULES, Severity
from cvlink_gui.features import audit as auditing
from cvlink_gui.features.audit import Audit
from cvlink_gui.features.project import Project
from cvlink_gui.fs.attended import attended

_SHARES = 1000  # parts a bar of progress is told in
_LIMITS = {"error": Severity.ERROR, "warning": Severity.WARNING}


def run(arguments: argparse.Namespace, out: Output) -> int:
    """`cvlink audit`: the project is scanned, then audited."""
    project = Project.open(scanning.named_root(arguments))
    scanning.read(project, out, fresh=arguments.fresh, scheduler=arguments.scheduler)
    return audit(project, arguments, out)


def audit(project: Project, arguments: argparse.Namespace, out: Output) -> int:
    """1 for a finding at or above `--fail-on`, 3 where something could not be checked."""
    with _Watch(out) as watch:
        request = _request(arguments, watch, fixes=out.form == "json")
        look = partial(_looked_at, project, arguments, request)
        found, last = attended(look, project.storage)
    limit = _LIMITS.get(arguments.fail_on)
    lines, data = _FORMS[out.form](project, found, limit, out)
    out.result(lines, data)
    if found.verdict is Verdict.UNKNOWN and not found.findings:
        hint = "Check the path, and whether the data is mounted."
        raise UsageError(
            "There is no link and no experiment to audit", path=project.root, hint=hint
        )
    if arguments.report is not None:
        from cvlink_gui.features.audit.saving import save_page
        from cvlink_gui.features.speech import spoken

        language = arguments.language or spoken(os.environ)
        save_page(project, found, _path(arguments.report), language)
        out.say(f"Report: {arguments.report}")
    if arguments.write_manifest is not None:
        auditing.write_manifest(project, found, _path(arguments.write_manifest))
        out.say(f"Manifest: {arguments.write_manifest}")
    scanning.keep(project)
    last.accept()
    if limit is not None and any(f.severity >= limit and not f.waived for f in found.findings):
        return 1
    is_sure = limit is None or found.verdict is not Verdict.UNKNOWN
    return 0 if is_sure and not project.storage.silent else 3


def _looked_at(
    project: Project, arguments: argparse.Namespace, request: auditing.Request
) -> tuple[Audit, auditing.LastAudit]:
    """What is found, with the drift; and what the next audit is to be compared with."""
    contents = auditing.Contents(project)
    last = auditing.LastAudit(contents, request)
    found = auditing.audit(project, request, contents)
    drift = _drift(project, last, arguments, request)
    if request.fixes:
        drift = list(auditing.Fixes(project, drift, contents).attached())
    return auditing.joined(found, drift), last


def _drift(
    project: Project,
    last: auditing.LastAudit,
    arguments: argparse.Namespace,
    request: auditing.Request,
) -> list[Finding]:
    """What changed since the manifest that is named, else since the last audit."""
    if arguments.against is None:
        return last.drift()
    path = _path(arguments.against)
    project.storage.check([path])
    manifest = auditing.read_manifest(path)
    return auditing.against(project, manifest, request)


def proposed_fix(project: Project, arguments: argparse.Namespace, out: Output) -> Proposal:
    """One plan for all findings that can be mended, and that were asked for."""
    if unknown := [rule for rule in arguments.rule if rule not in RULES]:
        hint = "`cvlink audit` names the rules."
        raise UsageError(f"There is no rule {unknown[0]}", hint=hint)
    with _Watch(out) as watch:
        request = _request(arguments, watch, fixes=False)
        look = partial(_together, project, arguments, request)
        whole, left = attended(look, project.storage)
    for finding in left:
        out.say(f"no plan for: {finding.message}")
    return whole


def _together(
    project: Project, arguments: argparse.Namespace, request: auditing.Request
) -> tuple[Proposal, list[Finding]]:
    """The one plan, and the findings it does not mend."""
    found = auditing.audit(project, request)
    if "drift" in arguments.rule:
        last = auditing.LastAudit(auditing.Contents(project), request)
        found = auditing.joined(found, _drift(project, last, arguments, request))
    wanted = [f for f in found.findings if not f.waived and f.rule in (arguments.rule or FIXABLE)]
    return auditing.Fixes(project, found.findings).together(wanted)


def _request(arguments: argparse.Namespace, watch: "_Watch", *, fixes: bool) -> auditing.Request:
    return auditing.Request(
        only=tuple(os.fsencode(name) for name in arguments.experiment),
        deep=getattr(arguments, "deep", False),
        framework=arguments.framework,
        fixes=fixes,
        progress=watch.tell,
        cancelled=watch.asked,
    )


Form = tuple[Iterable[str], Mapping[str, object]]  # lines, or one object


def _text(_project: Project, found: Audit, _limit: Severity | None, out: Output) -> Form:
    from cvlink_gui.cli import verdicts

    return verdicts.text(found, out), {}


def _json(project: Project, found: Audit, _limit: Severity | None, _out: Output) -> Form:
    from cvlink_gui.features.audit.as_json import audit_json

    return (), audit_json(project, found)


def _sarif(project: Project, found: Audit, _limit: Severity | None, _out: Output) -> Form:
    from cvlink_gui.cli import sarif

    return (), sarif.log(project, found)


def _junit(_project: Project, found: Audit, limit: Severity | None, _out: Output) -> Form:
    from cvlink_gui.cli import junit

    return junit.lines(found, limit), {}


def _github(project: Project, found: Audit, _limit: Severity | None, _out: Output) -> Form:
    from cvlink_gui.cli import annotations

    return annotations.lines(project, found), {}


# Each form is loaded by who asks for it.
_FORMS: dict[str, Callable[[Project, Audit, Severity | None, Output], Form]] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "junit": _junit,
    "github": _github,
}


def _path(text: str) -> bytes:
    """A file that is named on the command line, from the working folder."""
    return os.path.abspath(os.fsencode(text))


class _Watch:
    """An audit while it runs: a bar on the terminal; Ctrl+C ends it, threads that read as well."""

    def __init__(self, out: Output) -> None:
        self._out = out
        self._ended = False

    def __enter__(self) -> "_Watch":
        # Where Ctrl+C is ignored, as by `nohup`, it stays so.
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._end)
        return self

    def __exit__(self, *_error: object) -> None:
        if signal.getsignal(signal.SIGINT) == self._end:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        self._out.progress("")

    def tell(self, words: str, share: float) -> None:
        self._out.progress(f"{bar_text(round(share * _SHARES), _SHARES, 0)}  {words}")

    def asked(self) -> bool:
        return self._ended

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._ended = True
        raise KeyboardInterrupt
