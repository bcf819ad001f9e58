"""An audit as SARIF 2.1.0 (OASIS, docs.oasis-open.org/sarif/sarif/v2.1.0), for code scanning."""

import hashlib
from urllib.parse import quote

from cvlink_gui import __version__
from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import printable, shown
from cvlink_gui.core.remedies import REMEDIES
from cvlink_gui.core.rules import RULES, Rule, Severity
from cvlink_gui.features.audit import Audit
from cvlink_gui.features.audit.as_json import plain
from cvlink_gui.features.project import Project

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROJECT = "PROJECT"  # the base of all relative addresses
_LOCATIONS = 1000  # of one result: GitHub takes no more
_NUMBERS = {rule: number for number, rule in enumerate(RULES)}


def log(project: Project, audit: Audit) -> dict[str, object]:
    """The SARIF log object."""
    run = {
        "tool": {
            "driver": {
                "name": "cvlink",
                "version": __version__,
                "rules": [_rule(rule) for rule in RULES.values()],
            }
        },
        "originalUriBaseIds": {_PROJECT: {"uri": _file_uri(project.root + b"/")}},
        "invocations": [{"executionSuccessful": not project.storage.silent}],
        "results": [_result(finding) for finding in audit.findings],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.defined},
        "help": {"text": f"{rule.meaning} {REMEDIES[rule.id]}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tier": rule.tier.value},
    }


def _result(finding: Finding) -> dict[str, object]:
    left_out = len(finding.paths) - _LOCATIONS
    properties = {
        "count": len(finding.paths),
        "evidence": plain(finding.evidence),
        **({"locationsLeftOut": left_out} if left_out > 0 else {}),
    }
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": _NUMBERS[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{printable(finding.message)}. {RULES[finding.rule].meaning}"},
        "locations": [_location(path, finding) for path in finding.paths[:_LOCATIONS]],
        "partialFingerprints": {"cause/v1": _fingerprint(finding)},
        "properties": properties,
    }
    if finding.waived:
        reason = printable(str(finding.evidence.get("reason", "")))
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": reason}
        ]
    return result


def _location(path: bytes, finding: Finding) -> dict[str, object]:
    place: dict[str, object] = {"physicalLocation": {"artifactLocation": _address(path)}}
    if finding.experiment is not None:
        place["logicalLocations"] = [{"name": shown(finding.experiment), "kind": "namespace"}]
    return place


def _address(path: bytes) -> dict[str, object]:
    if path.startswith(b"/"):
        return {"uri": _file_uri(path)}
    return {"uri": quote(path) or "./", "uriBaseId": _PROJECT}


def _file_uri(path: bytes) -> str:
    return "file://" + quote(path)


def _fingerprint(finding: Finding) -> str:
    """The same for one finding of two runs, however many links it has by then."""
    parts = (
        finding.rule.encode(),
        finding.experiment or b"",
        finding.cause.encode("utf-8", "replace"),
    )
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
