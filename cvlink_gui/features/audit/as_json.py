"""An audit as the `cvlink.audit/1` object of `docs/cli.md`."""

from base64 import b64encode
from collections.abc import Sequence

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.links import NUL
from cvlink_gui.core.names import basename, json_path, printable
from cvlink_gui.core.plan import Proposal, plan_json
from cvlink_gui.features.audit.report import Audit, ExperimentVerdict
from cvlink_gui.features.project import Project

_PLAIN = bytes({*range(0x20, 0x7F), 0} - {ord("\\")})  # in names shown as they are; NUL between


def audit_json(project: Project, audit: Audit) -> dict[str, object]:
    """The whole object; `fix` is null where the audit was not asked to plan fixes."""
    return {
        "schema": "cvlink.audit/1",
        **json_path(project.root, "root"),
        "verdict": audit.verdict.value,
        "counts": project.counts(),
        "experiments": [_experiment(experiment) for experiment in audit.experiments],
        "findings": [_finding(finding) for finding in audit.findings],
    }


def plain(value: object) -> object:
    """A value of some evidence as JSON has it: texts are always valid and printable."""
    if isinstance(value, dict):
        return {printable(str(key)): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    return value if value is None or isinstance(value, int | float) else printable(str(value))


def _experiment(experiment: ExperimentVerdict) -> dict[str, object]:
    return {
        **json_path(basename(experiment.path), "name"),
        "verdict": experiment.verdict.value,
        "errors": experiment.errors,
        "warnings": experiment.warnings,
        "images": experiment.counted.images,
        "labels": experiment.counted.labels,
        "framework": experiment.counted.framework or None,
    }


def _finding(finding: Finding) -> dict[str, object]:
    name = finding.experiment
    return {
        "rule": finding.rule,
        "severity": finding.severity.word,
        "cause": printable(finding.cause),
        "message": printable(finding.message),
        **_paths(finding.paths),
        "count": len(finding.paths),
        **({"experiment": None} if name is None else json_path(name, "experiment")),
        "evidence": plain(finding.evidence),
        "fix": None if finding.fix is None else plan_json(Proposal(finding.fix)),
        "waived": finding.waived,
    }


def _paths(paths: Sequence[bytes]) -> dict[str, list[str]]:
    """`paths`, and `paths_bytes` of them all where the text of one of them was escaped."""
    blob = NUL.join(paths)
    if not blob.translate(None, _PLAIN) and b"" not in paths:  # nearly always, and much quicker
        return {"paths": blob.decode("ascii").split("\0") if paths else []}
    fields = [json_path(path) for path in paths]
    texts = {"paths": [field["path"] for field in fields]}
    if all("path_bytes" not in field for field in fields):
        return texts
    return texts | {"paths_bytes": [b64encode(path).decode("ascii") for path in paths]}
