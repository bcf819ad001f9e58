"""The audit before a training run: findings by root cause, one verdict an experiment."""

from cvlink_gui.features.audit.report import Audit, ExperimentVerdict, audit
from cvlink_gui.features.audit.request import Request

__all__ = ["Audit", "ExperimentVerdict", "Request", "audit"]
