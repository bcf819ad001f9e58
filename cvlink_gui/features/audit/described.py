"""Rules on files that describe a data set in a few lines: YOLO's YAML, Pascal VOC's lists.

YAML: docs.ultralytics.com/datasets, `names`, `nc`, `train`, `val`, `test`; ultralytics stops where
`nc` and `names` differ (data/utils.py, check_det_dataset). VOC: `ImageSets/Main/train.txt` has a
stem a line, its image is in `JPEGImages` (VOC2012 devkit, section 4).
"""

from collections.abc import Iterator
from itertools import chain, combinations, islice

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import basename, join, parent, shown
from cvlink_gui.core.rules import RULES
from cvlink_gui.core.said import Said, say, say_count
from cvlink_gui.core.settings import SPLIT_NAMES
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.folders import images_among
from cvlink_gui.features.audit.sentences import failed
from cvlink_gui.features.audit.subject import Subject
from cvlink_gui.features.datasets import is_described, read_description
from cvlink_gui.fs.files import read_regular

_FILES = 8  # YAML files of an experiment that are looked at
_ABOVE = 3  # folders from `images/train` of a data set to the one that has it
_LIST_LIMIT = 64 << 20  # bytes
_EXAMPLES = 20
Names = dict[int, str]


def described(subject: Subject) -> Iterator[Finding]:
    """What the descriptions in an experiment say against what is there."""
    yield from _yamls(subject)
    for folder in subject.folders:
        below = subject.contents.folder(folder).subfolders
        if b"JPEGImages" in below:
            yield from _voc(subject, folder)


def class_names(subject: Subject, split: bytes) -> Names:
    """Names of the classes of a split by number, out of YOLO's YAML; none where none has them.

    The YAML lies in the experiment, or else where the split leads to, or in a folder above that.
    """
    for path in islice(chain(_yaml_files(subject), _yamls_above(subject, split)), _FILES):
        full = subject.contents.project.policy.absolute(path)
        if subject.contents.answers(full) and is_described(full):
            try:
                return read_description(full).names
            except CvlinkError:
                continue  # the audit tells of it
    return {}


def _yamls_above(subject: Subject, split: bytes) -> Iterator[bytes]:
    contents, policy = subject.contents, subject.contents.project.policy
    folder = contents.real(split)
    for _ in range(_ABOVE):
        if not folder or not policy.allows(policy.absolute(folder)):
            return
        yield from _yamls_in(contents, folder)
        folder = parent(folder)


def _yamls(subject: Subject) -> Iterator[Finding]:
    classes: list[tuple[bytes, Names]] = []
    for path in islice(_yaml_files(subject), _FILES):
        full = subject.contents.project.policy.absolute(path)
        if not subject.contents.answers(full) or not is_described(full):
            continue
        try:
            found = read_description(full)
        except CvlinkError as error:
            yield _finding(subject, "unreadable", failed(path, error), (path,), {})
            continue
        names, count = found.names, found.count
        if count is not None and count != len(names):
            cause = say(
                "{file} says {count} classes and names {named}",
                file=shown(path),
                count=count,
                named=len(names),
            )
            yield _finding(subject, "class-shift", cause, (path,), {"nc": count})
        classes.append((path, names))
    for one, other in combinations(classes, 2):
        if one[1] != other[1]:
            yield _other_classes(subject, one, other)


def _other_classes(
    subject: Subject, one: tuple[bytes, Names], other: tuple[bytes, Names]
) -> Finding:
    first, second = one[1], other[1]
    numbers = sorted(first.keys() | second.keys())
    differ = {n: [first.get(n), second.get(n)] for n in numbers if first.get(n) != second.get(n)}
    evidence: dict[str, object] = {"other_name": {str(n): names for n, names in differ.items()}}
    cause = say("{one} and {other} have other classes", one=shown(one[0]), other=shown(other[0]))
    return _finding(subject, "class-shift", cause, (one[0], other[0]), evidence)


def _yaml_files(subject: Subject) -> Iterator[bytes]:
    """Paths of the YAML files in an experiment, and in the folders of it."""
    contents = subject.contents
    top = contents.real(subject.path)
    below = contents.folder(top).subfolders if top is not None else []
    for path in (subject.path, *(join(subject.path, name) for name in below)):
        yield from _yamls_in(contents, path)


def _yamls_in(contents: Contents, path: bytes) -> Iterator[bytes]:
    real = contents.real(path)
    for name in contents.folder(real).place.files if real is not None else ():
        if name.endswith((b".yaml", b".yml")):
            yield join(path, name)


def _voc(subject: Subject, folder: bytes) -> Iterator[Finding]:
    contents = subject.contents
    images = set(map(_stem, images_among(list(_names(contents, join(folder, b"JPEGImages"))))))
    notes = [n for n in _names(contents, join(folder, b"Annotations")) if n.endswith(b".xml")]
    if lost := sorted(set(map(_stem, notes)) - images):
        path = join(folder, b"Annotations")
        cause = say_count(
            len(lost),
            "%Ln annotation of {path} has no image in JPEGImages",
            "%Ln annotations of {path} have no image in JPEGImages",
            path=shown(path),
        )
        yield _finding(subject, "annotation-image-missing", cause, (path,), _some(lost))
    lists: dict[bytes, set[bytes]] = {}
    for path in _lists(contents, join(folder, b"ImageSets/Main")):
        try:
            lists[path] = _rows(contents.project.policy.absolute(path))
        except OSError as error:
            cause = say("{path}: {why}", path=shown(path), why=error.strerror or "")
            yield _finding(subject, "unreadable", cause, (path,), {})
            continue
        if lost := sorted(lists[path] - images):
            cause = say_count(
                len(lost),
                "%Ln name of {path} has no image in JPEGImages",
                "%Ln names of {path} have no image in JPEGImages",
                path=shown(path),
            )
            yield _finding(subject, "annotation-image-missing", cause, (path,), _some(lost))
    for (one, first), (other, second) in combinations(lists.items(), 2):
        if shared := sorted(first & second):
            cause = say_count(
                len(shared),
                "{one} and {other} share %Ln name",
                "{one} and {other} share %Ln names",
                one=shown(basename(one)),
                other=shown(basename(other)),
            )
            yield _finding(subject, "split-leak", cause, (one, other), _some(shared))


def _lists(contents: Contents, folder: bytes) -> Iterator[bytes]:
    """Paths of the lists of splits; there are others by class, `cat_train.txt`."""
    known = {name.encode() for name in contents.project.settings[SPLIT_NAMES]}
    for name in sorted(_names(contents, folder)):
        path = join(folder, name)
        if name.endswith(b".txt") and _stem(name) in known and contents.answers(path):
            yield path


def _rows(path: bytes) -> set[bytes]:
    """The stems in a list: the first word of each line; OSError."""
    rows = read_regular(path, _LIST_LIMIT).split(b"\n")
    return {row.split()[0] for row in rows if row.strip()}


def _some(names: list[bytes]) -> dict[str, object]:
    return {"count": len(names), "names": list(map(shown, names[:_EXAMPLES]))}


def _names(contents: Contents, path: bytes) -> frozenset[bytes]:
    real = contents.real(path)
    there = real is not None and contents.is_folder(real)
    return contents.folder(real).names if there and real is not None else frozenset()


def _stem(name: bytes) -> bytes:
    return name.rpartition(b".")[0]


def _finding(
    subject: Subject, rule: str, cause: Said, paths: tuple[bytes, ...], evidence: dict[str, object]
) -> Finding:
    known = RULES[rule]
    return Finding(rule, known.severity, cause, cause, paths, subject.name, evidence)
