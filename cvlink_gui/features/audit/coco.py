"""COCO annotation files of an experiment's splits: which images they name, which classes.

The keys are those of cocodataset.org/#format-data; everything else in a file is skipped.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cvlink_gui.core.datasets import is_coco
from cvlink_gui.core.errors import CvlinkError, from_os_error
from cvlink_gui.core.names import basename, is_within, join, parent
from cvlink_gui.core.said import say
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.splits import Split
from cvlink_gui.features.datasets import BOM, head
from cvlink_gui.fs.files import read_regular

_LIMIT = 4 << 30  # bytes; COCO 2017 has 450 MB
_BOXES = b"instances"
_SAMPLED = 20  # images of a file that tell where its names begin
_COCO_NAME = re.compile(rb"(instances|captions|person_keypoints|panoptic|stuff)|_annotations\.coco")
_ONLY_COCO = re.compile(
    rb"instances|person_keypoints|panoptic|(captions|stuff)_(train|val|test)|_annotations\.coco"
)
_ANNOTATIONS = re.compile(rb"_?annotations?")


@dataclass(frozen=True, slots=True)
class Annotations:
    """What one annotation file says.

    path     the file, as the project names it; `root` the folder its images are looked for in
    images   file names as they are in the file
    classes  names by category id
    counts   annotations by category id
    """

    path: bytes
    root: bytes
    images: tuple[str, ...]
    classes: dict[int, str]
    counts: Counter[int]

    def shares(self) -> dict[str, float]:
        """The share of each class of all annotations."""
        total = self.counts.total()
        return {
            self.classes.get(number, str(number)): count / total
            for number, count in self.counts.items()
        }


class OtherFormat(CvlinkError):
    """A JSON that is whole, and of something else."""


class Source(NamedTuple):
    """An annotation file, and the folders its images may be named from, the likeliest first."""

    path: bytes
    roots: tuple[bytes, ...]


def annotation_files(contents: Contents, experiment: bytes, split: Split) -> list[Source]:
    """The annotation files of a split, by where such files lie.

    Beside the images or above them (`train/instances.json`, Roboflow's
    `train/_annotations.coco.json`), or in `annotations/` of the experiment or beside the split,
    with the split in its name (`annotations/instances_train2017.json`). Where some have boxes by
    their name (`instances`), captions and the like are left out: they are about the same images.
    """
    found: dict[bytes, Source] = {}
    for path in split.paths:
        inner = join(path, b"images")
        root = inner if _is_there(contents, inner) else path
        found |= {file: Source(file, (root,)) for file in _json_files(contents, path)}
    names = {split.name, split.role} - {b""}
    for folder in _beside(experiment, split):
        roots = (split.images, *_upward(parent(split.images), parent(folder)))
        for file in _json_files(contents, folder):
            if not names.isdisjoint(_words(basename(file))):
                found.setdefault(file, Source(file, roots))
    boxes = [one for one in found.values() if basename(one.path).startswith(_BOXES)]
    return boxes or [*found.values()]


def for_all(contents: Contents, experiment: bytes, known: Container[bytes]) -> Iterator[bytes]:
    """Annotation files of an experiment that are those of no split."""
    for folder in (experiment, join(experiment, b"annotations")):
        for path in _json_files(contents, folder):
            full = contents.project.policy.absolute(path)
            if path not in known and contents.answers(full) and is_coco(head(full)):
                yield path


def are_alike(one: Annotations, other: Annotations) -> bool:
    """False for boxes and captions, and the like: they have other classes by what they are."""
    sorts = {found[1] for said in (one, other) if (found := _COCO_NAME.match(basename(said.path)))}
    return len(sorts) < 2


def is_named_so(path: bytes) -> bool:
    """True for a file whose name says that it has annotations, whatever is in it."""
    name = basename(path).lower()
    return _COCO_NAME.match(name) is not None or _ANNOTATIONS.match(name) is not None


def is_meant_for_coco(path: bytes) -> bool:
    """True for a name nothing but COCO's files have."""
    return _ONLY_COCO.match(basename(path).lower()) is not None


def read(contents: Contents, source: Source) -> Annotations:
    """One annotation file; CvlinkError, with what is wrong, for one that is none.

    OtherFormat for a JSON that is whole as far as it was read, and says something else.
    """
    from cvlink_gui.features.audit import coco_types  # loads msgspec

    path = source.path
    full = contents.project.policy.absolute(path)
    contents.check(path)
    try:
        data = read_regular(full, _LIMIT)
    except OSError as error:
        raise from_os_error(error, "read it", path) from error
    try:
        coco = coco_types.DECODER.decode(data.removeprefix(BOM))
    except coco_types.ERRORS as error:
        kind = OtherFormat if isinstance(error, coco_types.OTHER) else CvlinkError
        hint = say("Mend the file, or make it anew.")
        words = say("no COCO annotations: {why}", why=str(error))
        raise kind(words, path=path, hint=hint) from None
    images = tuple(image.file_name for image in coco.images)
    return Annotations(
        path,
        _root(contents, source.roots, images),
        images,
        {category.id: category.name for category in coco.categories},
        Counter(item.category_id for item in coco.annotations if item.category_id is not None),
    )


def _root(contents: Contents, roots: tuple[bytes, ...], images: tuple[str, ...]) -> bytes:
    """The folder most of some images are named from; the likeliest one where none is better."""
    some = [_path(name) for name in images[:: max(1, len(images) // _SAMPLED)]]
    return max(roots, key=lambda root: sum(_has(contents, root, path) for path in some))


def missing(contents: Contents, found: Annotations) -> dict[str, list[str]]:
    """Images a file names that are not there, by how: `gone`, `case`, `backslash`."""
    lost: dict[str, list[str]] = {}
    for name in found.images:
        path = _path(name)
        if path.startswith(b"/") or not _has(contents, found.root, path):
            lost.setdefault(_how(contents, found.root, path), []).append(name)
    return lost


def _how(contents: Contents, root: bytes, path: bytes) -> str:
    if b"\\" in path and _has(contents, root, path.replace(b"\\", b"/")):
        return "backslash"
    real = contents.real(join(root, parent(path)))
    folded = {n.lower() for n in contents.folder(real).names} if real is not None else set()
    return "case" if basename(path).lower() in folded else "gone"


def _has(contents: Contents, root: bytes, path: bytes) -> bool:
    real = contents.real(join(root, parent(path)))
    return real is not None and basename(path) in contents.folder(real).names


def _path(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def _beside(experiment: bytes, split: Split) -> list[bytes]:
    """Folders `annotations` in the experiment and in the folders a split lies in."""
    above = (place for path in split.paths for place in _upward(parent(path), experiment))
    return [join(folder, b"annotations") for folder in dict.fromkeys((experiment, *above))]


def _upward(path: bytes, top: bytes) -> Iterator[bytes]:
    """A folder and those around it, up to one of them."""
    while is_within(path, top):
        yield path
        if path == top:
            return
        path = parent(path)


def _is_there(contents: Contents, path: bytes) -> bool:
    real = contents.real(path)
    return real is not None and contents.is_folder(real)


def _json_files(contents: Contents, path: bytes) -> list[bytes]:
    real = contents.real(path)
    if real is None or not contents.is_folder(real):
        return []
    place = contents.folder(real).place
    return [join(path, name) for name in place.files if name.lower().endswith(b".json")]


def _words(name: bytes) -> list[bytes]:
    """The words of a file name: `instances_train2017.json` speaks of train."""
    stem = name.rpartition(b".")[0].replace(b"-", b"_").replace(b".", b"_")
    return [word.rstrip(b"0123456789") for word in stem.split(b"_")]
