"""Rules about what two splits of one experiment share."""

from collections.abc import Iterator
from itertools import combinations

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import join, shown
from cvlink_gui.core.rules import RULES
from cvlink_gui.features.audit.contents import Place
from cvlink_gui.features.audit.splits import Split
from cvlink_gui.features.audit.subject import Subject

_EVIDENCE = 20  # leaked images named in a finding


def leaks(subject: Subject) -> Iterator[Finding]:
    """One finding for every two splits that reach the same images."""
    for one, other in combinations(subject.splits, 2):
        if shared := subject.contents.shared(one.content, other.content):
            yield _leak(subject, one, other, shared)


def _leak(subject: Subject, one: Split, other: Split, shared: list[Place]) -> Finding:
    rule = RULES["split-leak"]
    count = f"{len(shared)} image" + "s" * (len(shared) > 1)
    cause = f"{shown(one.name)} and {shown(other.name)} share {count}"
    return Finding(
        rule.id,
        rule.severity,
        cause,
        f"{cause}: the score would be measured on known data",
        (*one.paths, *other.paths),
        subject.name,
        {"count": len(shared), "files": [shown(join(*place)) for place in shared[:_EVIDENCE]]},
    )
