"""Rules on what is empty: linked files without a byte, experiments without data.

That on linked folders with nothing in them is among the faults of links.
"""

from collections.abc import Iterator

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.images import EMPTY
from cvlink_gui.core.names import join
from cvlink_gui.core.rules import NO_DATA, RULES
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


def no_data(subject: Subject) -> Iterator[Finding]:
    """An experiment in which there is nothing to be checked."""
    contents = subject.contents
    reached = [contents.folder(folder) for folder in subject.folders]
    if not reached or any(f.groups or f.images or f.listing.error for f in reached):
        return
    paths = [path for split in subject.splits for path in split.paths]
    if any(contents.folder(part).files for path in paths for part in contents.entered(path)):
        return  # data of a kind nobody here knows
    rule, place = RULES[NO_DATA], (subject.path,)
    words = titled(rule, place)
    yield Finding(rule.id, rule.severity, words, words, place, subject.name)
