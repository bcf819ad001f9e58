"""The audit before a training run: findings by root cause, one verdict an experiment."""

from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.counts import Counted
from cvlink_gui.features.audit.drift import against
from cvlink_gui.features.audit.fixes import FIXABLE, Fixes
from cvlink_gui.features.audit.last import LastAudit
from cvlink_gui.features.audit.manifest import read_manifest, write_manifest
from cvlink_gui.features.audit.report import Audit, ExperimentVerdict, audit, joined
from cvlink_gui.features.audit.request import Request

__all__ = [
    "FIXABLE",
    "Audit",
    "Contents",
    "Counted",
    "ExperimentVerdict",
    "Fixes",
    "LastAudit",
    "Request",
    "against",
    "audit",
    "joined",
    "read_manifest",
    "write_manifest",
]
