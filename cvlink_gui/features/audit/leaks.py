"""Rules about what two splits of one experiment share."""

from collections.abc import Iterator, Mapping

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import basename, join, parent, shown
from cvlink_gui.core.rules import RULES
from cvlink_gui.core.said import Said, say, say_count
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.splits import Split, rivals
from cvlink_gui.features.audit.subject import Subject

_EVIDENCE = 20  # leaked images named in a finding


def leaks(subject: Subject) -> Iterator[Finding]:
    """What every two splits share: the same images; the same content under other names."""
    for one, other in rivals(subject.splits):
        shared = subject.contents.shared(one.content, other.content)
        if shared:
            files = [shown(join(*place)) for place in shared[:_EVIDENCE]]
            cause = _images(one, other, len(shared))
            yield _leak(subject, one, other, cause, {"count": len(shared), "files": files})
        same = _same_keys(subject, one, other)
        if same:
            files = [f"{shown(first)} = {shown(second)}" for first, second in same[:_EVIDENCE]]
            cause = _by_keys(one, other, len(same))
            yield _leak(subject, one, other, cause, {"count": len(same), "files": files})


def _same_keys(subject: Subject, one: Split, other: Split) -> list[tuple[bytes, bytes]]:
    """Images that have one content key and two real paths, or none while not fetched."""
    here, there = _keys(subject, one), _keys(subject, other)
    if not here or not there:
        return []
    contents = subject.contents
    pairs = [(here[key], there[key]) for key in sorted(here.keys() & there.keys())]
    return [
        (first, second)
        for first, second in pairs
        if not _is_there(contents, first) or contents.real(first) != contents.real(second)
    ]


def _keys(subject: Subject, split: Split) -> Mapping[tuple[str, str], bytes]:
    parts = {id(keys): keys for keys in map(subject.keyed.images, split.paths)}
    if len(parts) == 1:
        return parts.popitem()[1]
    found: dict[tuple[str, str], bytes] = {}
    for keys in parts.values():
        found.update(keys)
    return found


def _is_there(contents: Contents, path: bytes) -> bool:
    real = contents.real(path)
    return real is not None and basename(real) in contents.folder(parent(real)).files


def _images(one: Split, other: Split, count: int) -> Said:
    return say_count(
        count,
        "{one} and {other} share %Ln image",
        "{one} and {other} share %Ln images",
        one=shown(one.name),
        other=shown(other.name),
    )


def _by_keys(one: Split, other: Split, count: int) -> Said:
    return say_count(
        count,
        "{one} and {other} share %Ln image by their content keys",
        "{one} and {other} share %Ln images by their content keys",
        one=shown(one.name),
        other=shown(other.name),
    )


def _leak(
    subject: Subject, one: Split, other: Split, cause: Said, evidence: dict[str, object]
) -> Finding:
    rule = RULES["split-leak"]
    return Finding(
        rule.id,
        rule.severity,
        cause,
        say("{cause}: the score would be measured on known data", cause=cause),
        (*one.paths, *other.paths),
        subject.name,
        evidence,
    )
