"""The audit before a training run: findings by root cause, one verdict an experiment."""

from importlib import import_module
from typing import TYPE_CHECKING

from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.counts import Counted
from cvlink_gui.features.audit.last import LastAudit
from cvlink_gui.features.audit.report import Audit, ExperimentVerdict, audit, joined
from cvlink_gui.features.audit.request import Request

if TYPE_CHECKING:
    from cvlink_gui.features.audit.drift import against
    from cvlink_gui.features.audit.fixes import Fixes
    from cvlink_gui.features.audit.manifest import read_manifest, write_manifest

__all__ = [
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

_ELSEWHERE = {
    "Fixes": "fixes",
    "against": "drift",
    "read_manifest": "manifest",
    "write_manifest": "manifest",
}


def __getattr__(name: str) -> object:
    if name in _ELSEWHERE:  # loaded by who asks for them: most audits do without
        return getattr(import_module(f"{__name__}.{_ELSEWHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
