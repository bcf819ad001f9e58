"""Rules on COCO annotation files: images that are not there, classes that differ between splits."""

from collections.abc import Iterator
from itertools import combinations

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import shown
from cvlink_gui.core.rules import RULES
from cvlink_gui.core.said import Said, Value, say
from cvlink_gui.features.audit.coco import Annotations, are_alike
from cvlink_gui.features.audit.labels import of_split
from cvlink_gui.features.audit.sentences import failed
from cvlink_gui.features.audit.splits import Split
from cvlink_gui.features.audit.subject import Subject

_EXAMPLES = 20  # images named in a finding
_OTHER_MIX = 0.1  # total variation of class shares between two splits that is told of


def annotations(subject: Subject) -> Iterator[Finding]:
    """What the COCO files of an experiment say against what lies behind its links."""
    for _, path, error in subject.described.failed:
        yield _unreadable(subject, path, error)
    for split, found, lost in subject.described.read:
        yield from _missing(subject, split, found, lost)
    yield from _without(subject)
    pairs = [(split, found) for split, found, _ in subject.described.read]
    for (one, first), (other, second) in combinations(pairs, 2):
        if one.name != other.name and are_alike(first, second):
            yield from _classes(subject, (one, first), (other, second))


def _unreadable(subject: Subject, path: bytes, error: CvlinkError) -> Finding:
    rule = RULES["unreadable"]
    message = failed(path, error)
    return Finding(rule.id, rule.severity, message, message, (path,), subject.name)


def _missing(
    subject: Subject, split: Split, found: Annotations, lost: dict[str, list[str]]
) -> Iterator[Finding]:
    rule = RULES["annotation-image-missing"]
    for how, names in lost.items():
        cause = _lost(how, len(names), found)
        evidence: dict[str, object] = {
            "how": how,
            "count": len(names),
            "names": [shown(name.encode("utf-8", "surrogatepass")) for name in names[:_EXAMPLES]],
            "looked_in": shown(found.root),
        }
        yield Finding(
            rule.id, rule.severity, cause, cause, (found.path, *split.paths), subject.name, evidence
        )


def _without(subject: Subject) -> Iterator[Finding]:
    """Splits with images of which no annotation file says anything."""
    told = subject.described
    if not told.is_asked or told.for_all:
        return
    known = {split.name for split, found, _ in told.read if found.images}
    known |= {split.name for split, _, _ in told.failed}
    for split in subject.named_splits:
        images = sum(map(len, split.content.values()))
        if images and split.name not in known:
            cause = say(
                "{framework} finds {images} images and {labels} labels",
                framework="coco",
                images=images,
                labels=0,
            )
            note = say("no annotation file speaks of its images")
            evidence = {"framework": "coco", "images": images, "labels": 0, "note": note}
            yield of_split(subject, "labels-unreachable", split, cause, evidence)


def _lost(how: str, count: int, found: Annotations) -> Said:
    """How images are missing, in words: `gone`, or there under almost the same name."""
    values: dict[str, Value] = {
        "count": count,
        "images": len(found.images),
        "file": shown(found.path),
    }
    if how == "case":
        return say(
            "{count} of {images} images of {file} are there in other letter case only", **values
        )
    if how == "backslash":
        return say(
            "{count} of {images} images of {file} are there once backslashes are slashes", **values
        )
    return say("{count} of {images} images of {file} are not there", **values)


Pair = tuple[Split, Annotations]


def _classes(subject: Subject, one: Pair, other: Pair) -> Iterator[Finding]:
    """Other classes under the same numbers; or the same classes in another mix."""
    names = {"one": shown(one[0].name), "other": shown(other[0].name)}
    paths = (one[1].path, other[1].path)
    shared = one[1].classes.keys() & other[1].classes.keys()
    differ = sorted(n for n in shared if one[1].classes[n] != other[1].classes[n])
    if differ or one[1].classes.keys() != other[1].classes.keys():
        rule = RULES["class-shift"]
        cause = say("{one} and {other} have other classes", **names)
        evidence: dict[str, object] = {
            "other_name": {str(n): [one[1].classes[n], other[1].classes[n]] for n in differ},
            "only_in_one": sorted(map(str, one[1].classes.keys() ^ other[1].classes.keys())),
        }
        yield Finding(
            rule.id,
            rule.severity,
            cause,
            say("{cause}: the same number means another class", cause=cause),
            paths,
            subject.name,
            evidence,
        )
        return
    distance = total_variation(one[1].shares(), other[1].shares())
    if one[1].counts and other[1].counts and distance > _OTHER_MIX:
        rule = RULES["class-balance"]
        cause = say(
            "{one} and {other} have another mix of classes (total variation {distance})",
            distance=distance,
            **names,
        )
        evidence = {"total_variation": round(distance, 4)}
        yield Finding(rule.id, rule.severity, cause, cause, paths, subject.name, evidence)


def total_variation(one: dict[str, float], other: dict[str, float]) -> float:
    """Half the sum of differences of two distributions: 0 for equal ones, 1 for disjoint ones."""
    return sum(abs(one.get(c, 0.0) - other.get(c, 0.0)) for c in one.keys() | other.keys()) / 2
