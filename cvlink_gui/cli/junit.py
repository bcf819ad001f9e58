"""An audit as JUnit XML, by the rules of Jenkins' junit-10.xsd: a suite for each experiment.

A finding at or above the limit is a failure, a check that could not be made an error, a waived
one is skipped, all others pass with their words as output. Where nothing is found one case says so.
"""

from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from cvlink_gui.core.findings import VERDICT_WORDS, Finding, Verdict
from cvlink_gui.core.names import basename, printable, shown
from cvlink_gui.core.remedies import REMEDIES
from cvlink_gui.core.rules import RULES, UNSURE, Severity
from cvlink_gui.features.audit import Audit

_OTHERS = "links that no experiment uses"


def lines(audit: Audit, limit: Severity | None) -> Iterator[str]:
    """The lines of the document. limit: from which severity on a finding is a failure."""
    suites = Xml.Element("testsuites", name="cvlink audit")
    names = {basename(experiment.path): experiment.verdict for experiment in audit.experiments}
    for name, verdict in names.items():
        mine = [f for f in audit.findings if f.experiment == name]
        suites.append(_suite(shown(name), verdict, mine, limit))
    others = [f for f in audit.findings if f.experiment is None]
    if others or not audit.experiments:
        suites.append(_suite(_OTHERS, audit.verdict, others, limit))
    Xml.indent(suites)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield Xml.tostring(suites, encoding="unicode")


def _suite(
    name: str, verdict: Verdict, findings: list[Finding], limit: Severity | None
) -> Xml.Element:
    cases = [_case(name, finding, limit) for finding in findings]
    if not cases:
        words = VERDICT_WORDS[verdict]
        cases = [Xml.Element("testcase", name=f"no findings: {words}", classname=f"cvlink.{name}")]
    suite = Xml.Element("testsuite", name=name, tests=str(len(cases)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(sum(case.find(tag) is not None for case in cases)))
    suite.extend(cases)
    return suite


def _case(suite: str, finding: Finding, limit: Severity | None) -> Xml.Element:
    message = printable(finding.message)
    case = Xml.Element("testcase", name=f"{finding.rule}: {message}", classname=f"cvlink.{suite}")
    words = "\n".join(
        (
            RULES[finding.rule].meaning,
            REMEDIES[finding.rule],
            *(shown(p) or "." for p in finding.paths),
        )
    )
    if finding.waived:
        reason = printable(str(finding.evidence.get("reason", "")))
        Xml.SubElement(case, "skipped", type=finding.rule, message=f"waived: {reason}")
    elif finding.rule in UNSURE:
        Xml.SubElement(case, "error", type=finding.rule, message=message).text = words
    elif limit is not None and finding.severity >= limit:
        Xml.SubElement(case, "failure", type=finding.rule, message=message).text = words
    else:
        Xml.SubElement(case, "system-out").text = f"{finding.severity.word}: {message}\n{words}"
    return case
