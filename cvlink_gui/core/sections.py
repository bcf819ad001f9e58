"""Values of `cvlink.toml` that are tables themselves: each read with its own words for mistakes."""

import fnmatch
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

SEVERITY_WORDS = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that is known and accepted.

    path     a glob over paths relative to the root; `*` crosses slashes
    expires  the last day it counts; None for ever
    """

    rule: str
    path: str
    reason: str
    expires: date | None = None

    def covers(self, rule: str, path: bytes) -> bool:
        """True for a path of a finding of this waiver's rule."""
        return rule == self.rule and fnmatch.fnmatchcase(os.fsdecode(path), self.path)

    def holds(self, today: date) -> bool:
        """False once it has expired."""
        return self.expires is None or today <= self.expires


def severities(value: object) -> tuple[tuple[str, str], ...]:
    """`{rule = "error" | "warning" | "info"}` as pairs."""
    if not isinstance(value, Mapping) or not all(w in SEVERITY_WORDS for w in value.values()):
        raise ValueError("expected a table of rules with error, warning or info")
    return tuple((str(rule), str(word)) for rule, word in value.items())


def waivers(value: object) -> tuple[Waiver, ...]:
    """A list of tables with rule, path, reason and, if it ends some day, expires."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError("expected a list of tables")
    return tuple(map(_waiver, value))


def _waiver(item: Mapping[str, object]) -> Waiver:
    rule, path, reason = (item.get(name) for name in ("rule", "path", "reason"))
    expires = item.get("expires")
    texts = isinstance(rule, str) and isinstance(path, str) and isinstance(reason, str)
    if not texts or not reason or not item.keys() <= {"rule", "path", "reason", "expires"}:
        raise ValueError("expected a waiver with rule, path, reason (not empty) and expires")
    if expires is not None and (not isinstance(expires, date) or isinstance(expires, datetime)):
        raise ValueError("expected expires to be a date, as in 2027-01-31")
    return Waiver(str(rule), str(path), str(reason), expires)
