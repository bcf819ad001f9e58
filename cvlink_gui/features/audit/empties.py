"""The rule on linked files without a byte; that on empty folders is among the faults of links."""

from collections.abc import Iterator

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.images import EMPTY
from cvlink_gui.core.names import join
from cvlink_gui.core.rules import RULES
from cvlink_gui.features.audit.sentences import titled
from cvlink_gui.features.audit.subject import Subject


def empties(subject: Subject) -> Iterator[Finding]:
    """Images of the splits, and other linked files but labels, that have 0 bytes."""
    contents = subject.contents
    parts = [split.content for split in subject.splits]
    parts += [contents.other_files(folder) for folder in subject.folders]
    found = dict.fromkeys(place for part in parts for place in contents.files.empty(part))
    if not found:
        return
    rule = RULES["empty"]
    paths = tuple(join(*place) for place in found)
    evidence: dict[str, object] = {"cause": EMPTY, "count": len(paths)}
    yield Finding(rule.id, rule.severity, EMPTY, titled(rule, paths), paths, subject.name, evidence)
