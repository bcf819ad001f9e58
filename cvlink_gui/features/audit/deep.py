"""Rules of tier T1 and T2, which read files: damaged images, equal bytes in two splits or twice."""

from collections.abc import Iterator

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.images import EMPTY, POINTER
from cvlink_gui.core.names import join, shown
from cvlink_gui.core.rules import RULES
from cvlink_gui.core.said import Said, say, say_count
from cvlink_gui.features.audit.contents import Place
from cvlink_gui.features.audit.folders import images_among
from cvlink_gui.features.audit.reading import CANCELLED, Alike, Reading
from cvlink_gui.features.audit.sentences import SILENT, titled
from cvlink_gui.features.audit.splits import Split, rivals
from cvlink_gui.features.audit.subject import Subject
from cvlink_gui.fs.decoding import MISSING
from cvlink_gui.fs.hashing import Cancelled

_BLOCK = 4096  # bytes a file takes on most file systems, however short it is
_EVIDENCE = 20  # pairs and sets named in a finding
_RULE_BY_CAUSE: dict[str, str] = {
    POINTER: "not-fetched",
    CANCELLED: "not-checked",
    SILENT: "not-checked",
    MISSING: "not-checked",
}


def deep(subject: Subject) -> Iterator[Finding]:
    """What only the bytes of an experiment's images tell; undecided where it was cancelled."""
    if not subject.request.deep:
        return
    try:
        yield from _damaged(subject)
        if subject.reading.misses_decoder:
            yield _finding(MISSING, (subject.path,), subject.name)
        yield from _copies(subject)
    except Cancelled:
        yield _finding(CANCELLED, (subject.path,), subject.name)


def _damaged(subject: Subject) -> Iterator[Finding]:
    causes: dict[Said, list[bytes]] = {}
    for path, cause in _wrong(subject):
        if cause != EMPTY:  # told of without reading
            causes.setdefault(cause, []).append(path)
    for cause, paths in causes.items():
        yield _finding(cause, tuple(paths), subject.name)


def _finding(cause: Said, paths: tuple[bytes, ...], experiment: bytes | None) -> Finding:
    rule = RULES[_RULE_BY_CAUSE.get(cause, "image-corrupt")]
    message = titled(rule, paths)
    evidence: dict[str, object] = {"cause": cause, "count": len(paths)}
    return Finding(rule.id, rule.severity, cause, message, paths, experiment, evidence)


def _copies(subject: Subject) -> Iterator[Finding]:
    """Images of two splits that have the same bytes, though they are not the same file."""
    for one, other in rivals(subject.splits):
        pairs = [pair for same in subject.reading.alike if (pair := _pair(same, one, other))]
        if pairs:
            yield _leak(subject, one, other, pairs)


def could_be_linked(reading: Reading) -> Iterator[Finding]:
    """Files of a project with the same bytes: one finding for all of them."""
    if not reading.request.deep:
        return
    try:
        alike = [same for same in reading.alike if is_worth_it(same)]
    except Cancelled:
        yield _finding(CANCELLED, (b"",), None)
        return
    if not alike:
        return
    rule = RULES["could-be-linked"]
    saved = sum(same.size * (len(same.places) - 1) for same in alike)
    count = sum(len(same.places) - 1 for same in alike)
    cause = say_count(
        count,
        "%Ln file has the bytes of another one; links would save {saved} bytes",
        "%Ln files have the bytes of another one; links would save {saved} bytes",
        saved=saved,
    )
    firsts = [[shown(join(*places[0])) for places in same.places] for same in alike]
    evidence: dict[str, object] = {
        "bytes": saved,
        "count": count,
        "sets": firsts[:_EVIDENCE],
        "note": say("An upper bound where the file system shares blocks (reflinks)."),
    }
    paths = tuple(join(*places[0]) for same in alike for places in same.places[1:])
    yield Finding(rule.id, rule.severity, cause, cause, paths, None, evidence)


def is_worth_it(same: Alike) -> bool:
    """False for labels and notes, which are short and often equal: nobody would link them."""
    return same.size >= _BLOCK or bool(images_among([place[1] for place in same.places[0]]))


def _wrong(subject: Subject) -> Iterator[tuple[bytes, Said]]:
    content: dict[bytes, frozenset[bytes]] = {}
    for split in subject.splits:
        for folder, names in split.content.items():
            content[folder] = content.get(folder, frozenset()) | names
    for at, (folder, names) in enumerate(sorted(content.items())):
        subject.request.progress(say("Images in {folder}", folder=shown(folder)), at / len(content))
        yield from subject.reading.wrong_images(folder, names)


def _pair(same: Alike, one: Split, other: Split) -> tuple[Place, Place] | None:
    """An image of either split with these bytes, of two inodes; None if there are none."""
    here = [_first(places, one) for places in same.places]
    there = [_first(places, other) for places in same.places]
    return next(
        (
            (first, second)
            for at, first in enumerate(here)
            for to, second in enumerate(there)
            if first and second and at != to
        ),
        None,
    )


def _first(places: tuple[Place, ...], split: Split) -> Place | None:
    return next((p for p in places if p[1] in split.content.get(p[0], ())), None)


def _leak(subject: Subject, one: Split, other: Split, pairs: list[tuple[Place, Place]]) -> Finding:
    rule = RULES["split-leak-bytes"]
    cause = say_count(
        len(pairs),
        "{one} and {other} share the bytes of %Ln image",
        "{one} and {other} share the bytes of %Ln images",
        one=shown(one.name),
        other=shown(other.name),
    )
    evidence: dict[str, object] = {
        "count": len(pairs),
        "pairs": [[shown(join(*a)), shown(join(*b))] for a, b in pairs[:_EVIDENCE]],
    }
    message = say("{cause}: the score would be measured on known data", cause=cause)
    paths = (*one.paths, *other.paths)
    return Finding(rule.id, rule.severity, cause, message, paths, subject.name, evidence)
