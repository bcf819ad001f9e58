"""Values of `cvlink.toml` that are tables themselves: each read with its own words for mistakes."""

import fnmatch
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cvlink_gui.core.said import say

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
        raise ValueError(say("expected a table of rules with error, warning or info"))
    return tuple((known_rule(str(rule)), str(word)) for rule, word in value.items())


def kinds_of_data(value: object) -> tuple[tuple[str, str], ...]:
    """`{folder = kind}` as pairs."""
    from cvlink_gui.core.datasets import DatasetKind  # most settings name no kind

    known = [kind.value for kind in DatasetKind]
    if not isinstance(value, Mapping) or not all(kind in known for kind in value.values()):
        kinds = ", ".join(known)
        raise ValueError(say("expected a table of folders with one of {kinds}", kinds=kinds))
    return tuple((str(folder), str(kind)) for folder, kind in value.items())


def rule_names(value: object) -> tuple[str, ...]:
    """A list of rules."""
    if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
        raise ValueError(say("expected a list of rules"))
    return tuple(map(known_rule, value))


def known_rule(name: str) -> str:
    """The name of a rule; ValueError for one nobody knows, with the nearest that is known."""
    from cvlink_gui.core.rules import RULES  # most settings name no rule

    if name in RULES:
        return name
    import difflib

    close = difflib.get_close_matches(name, RULES, n=1)
    if not close:
        raise ValueError(say("there is no rule {name}", name=repr(name)))
    words = say(
        "there is no rule {name} (did you mean {close}?)", name=repr(name), close=repr(close[0])
    )
    raise ValueError(words)


def waivers(value: object) -> tuple[Waiver, ...]:
    """A list of tables with rule, path, reason and, if it ends some day, expires."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError(say("expected a list of tables"))
    return tuple(map(_waiver, value))


def _waiver(item: Mapping[str, object]) -> Waiver:
    rule, path, reason = (item.get(name) for name in ("rule", "path", "reason"))
    expires = item.get("expires")
    texts = isinstance(rule, str) and isinstance(path, str) and isinstance(reason, str)
    if not texts or not reason or not item.keys() <= {"rule", "path", "reason", "expires"}:
        words = say("expected a waiver with rule, path, reason (not empty) and expires")
        raise ValueError(words)
    if expires is not None and (not isinstance(expires, date) or isinstance(expires, datetime)):
        raise ValueError(say("expected expires to be a date, as in 2027-01-31"))
    return Waiver(known_rule(str(rule)), str(path), str(reason), expires)
