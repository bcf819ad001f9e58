"""Rules on images and labels as a training framework sees them through the links."""

from collections.abc import Iterator
from itertools import combinations

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import shown
from cvlink_gui.core.rules import RULES, Severity
from cvlink_gui.core.said import Said, Value, say, say_count
from cvlink_gui.core.settings import NEGATIVES
from cvlink_gui.features.audit.lens import Seen
from cvlink_gui.features.audit.splits import Split
from cvlink_gui.features.audit.subject import Subject

_WAYS = say(
    "Link every file, or the whole data set with images/ and labels/ in it, or list the images in "
    "a text file: a link to a folder of images is resolved first, and labels are then looked for "
    "beside the images' real folder."
)


def labels(subject: Subject) -> Iterator[Finding]:
    """What the splits of an experiment look like through the eyes of its frameworks."""
    for seen in subject.seen.values():
        for split, found in seen:
            yield from _unreachable(subject, split, found)
            yield from _unpaired(subject, split, found)
        yield from _class_shifts(subject, seen)


def _unreachable(subject: Subject, split: Split, seen: Seen) -> Iterator[Finding]:
    """Images without labels beyond what is allowed; of splits nobody labels (no label) too."""
    allowed = seen.images * subject.contents.project.settings[NEGATIVES] // 100
    lost = seen.images - seen.labels
    if not lost or (seen.labels and lost <= allowed):
        return
    values: dict[str, Value] = {
        "framework": seen.framework,
        "images": seen.images,
        "labels": seen.labels,
    }
    cause = say("{framework} finds {images} images and {labels} labels", **values)
    if seen.looked_in:
        folder = shown(seen.looked_in)
        cause = say("{cause}; there is no folder {folder}", cause=cause, folder=folder)
    evidence: dict[str, object] = {
        "framework": seen.framework,
        "images": seen.images,
        "labels": seen.labels,
        "without": list(map(shown, seen.without)),
        "looked_in": shown(seen.looked_in),
        "what_works": _WAYS,
    }
    yield of_split(subject, "labels-unreachable", split, cause, evidence)


def _unpaired(subject: Subject, split: Split, seen: Seen) -> Iterator[Finding]:
    allowed = seen.images * subject.contents.project.settings[NEGATIVES] // 100
    if seen.labels and 0 < seen.images - seen.labels <= allowed:
        without = seen.images - seen.labels
        cause = say(
            "{without} of {images} images have no label file", without=without, images=seen.images
        )
        evidence: dict[str, object] = {"without": list(map(shown, seen.without))}
        yield of_split(subject, "unpaired", split, cause, evidence, Severity.INFO)
    if seen.unused:
        cause = say_count(
            len(seen.unused),
            "%Ln label file or more have no image",
            "%Ln label files or more have no image",
        )
        evidence = {"unused": list(map(shown, seen.unused))}
        yield of_split(subject, "unpaired", split, cause, evidence)


def _class_shifts(subject: Subject, seen: list[tuple[Split, Seen]]) -> Iterator[Finding]:
    """Splits whose classes have other numbers, and classes that drop out."""
    for split, found in seen:
        real = subject.contents.real(split.images)
        if found.framework == "torchvision" and real is not None:
            gone = sorted(subject.contents.folder(real).broken)
            if gone:
                names = ", ".join(map(shown, gone))
                cause = say("the class links {names} are broken and drop out", names=names)
                evidence: dict[str, object] = {"broken": list(map(shown, gone))}
                yield of_split(subject, "class-shift", split, cause, evidence)
    for (one, first), (other, second) in combinations(seen, 2):
        if first.images and second.images and first.classes != second.classes:
            yield _shift(subject, (one, first), (other, second))


def _shift(subject: Subject, one: tuple[Split, Seen], other: tuple[Split, Seen]) -> Finding:
    here, there = set(one[1].classes), set(other[1].classes)
    names = shown(one[0].name), shown(other[0].name)
    only = {
        f"only_in_{name}": sorted(map(shown, classes))
        for name, classes in zip(names, (here - there, there - here), strict=True)
    }
    cause = say("{one} and {other} have other classes", one=names[0], other=names[1])
    return Finding(
        "class-shift",
        RULES["class-shift"].severity,
        cause,
        say("{cause}: the same number means another class", cause=cause),
        (*one[0].paths, *other[0].paths),
        subject.name,
        {**only},
    )


def of_split(
    subject: Subject,
    rule: str,
    split: Split,
    cause: Said,
    evidence: dict[str, object],
    severity: Severity | None = None,
) -> Finding:
    """What is wrong with one split."""
    known = RULES[rule]
    return Finding(
        rule,
        known.severity if severity is None else severity,
        say("{split}: {cause}", split=shown(split.name), cause=cause),
        say(
            "{title}: in {split}, {cause}",
            title=Said(known.title),
            split=shown(split.name),
            cause=cause,
        ),
        split.paths,
        subject.name,
        {"split": shown(split.name), **evidence},
    )
