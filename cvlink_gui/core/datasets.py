"""What kind of data set a folder is: guesses with a confidence, from names and first bytes.

The rules and their confidences are conventions of the tools that read these layouts; each is a
row of `RULES`. Nothing here touches the disk: a `Sketch` says what lies where.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from cvlink_gui.core.cached import cached_property
from cvlink_gui.core.names import basename, join, parent

IMAGE_SUFFIXES = (b".jpg", b".jpeg", b".png", b".bmp", b".tif", b".tiff", b".webp", b".gif")


class DatasetKind(StrEnum):
    COCO = "COCO"
    YOLO = "YOLO"
    VOC = "Pascal VOC"
    IMAGE_FOLDER = "ImageFolder"
    CITYSCAPES = "Cityscapes"
    OPEN_IMAGES = "OpenImages"
    WEB_DATASET = "WebDataset"
    HUGGING_FACE = "Hugging Face cache"
    ANNEX = "git-annex"
    DVC = "DVC"


@dataclass(frozen=True, slots=True)
class Guess:
    """One kind a folder may be of.

    confidence  0 to 1
    why         the name that tells, for the user to look at
    sure        False for what is to be shown as a guess
    """

    kind: DatasetKind
    confidence: float
    why: bytes

    @property
    def sure(self) -> bool:
        return self.confidence >= 0.75


@dataclass(frozen=True)
class Place:
    """Names in one folder of a sketch: its files and its sub-folders, linked ones included."""

    files: tuple[bytes, ...] = ()
    folders: tuple[bytes, ...] = ()

    @cached_property
    def by_suffix(self) -> Mapping[bytes, list[bytes]]:
        """Its files by what follows the last dot, in small letters."""
        found: defaultdict[bytes, list[bytes]] = defaultdict(list)
        for name in self.files:
            found[b"." + name.rpartition(b".")[2].lower()].append(name)
        return {**found}


@dataclass(frozen=True, slots=True)
class Sketch:
    """A folder drawn with few strokes: names some levels deep, first bytes of files on request.

    places  by path relative to the folder, b"" for itself
    peek    the first bytes of a file by relative path; b"" for what cannot be read
    """

    places: Mapping[bytes, Place] = field(default_factory=dict)
    peek: Callable[[bytes], bytes] = lambda _path: b""

    def files(self, suffix: bytes) -> Iterator[bytes]:
        """Relative paths of all files with a suffix in small or capital letters, upper ones first.

        suffix  in small letters, with its dot
        """
        for folder, place in self.places.items():
            yield from (join(folder, name) for name in place.by_suffix.get(suffix, ()))

    def folder(self, path: bytes) -> Place:
        """What lies in a folder; nothing in one that is not there."""
        return self.places.get(path, Place())

    def named(self, *names: bytes) -> Iterator[bytes]:
        """Folders with one of these names, the folder itself not among them."""
        return (path for path in self.places if basename(path) in names)


def guesses(sketch: Sketch) -> list[Guess]:
    """Every kind the folder may be of, the likeliest first; one guess a kind."""
    best: dict[DatasetKind, Guess] = {}
    for rule in RULES:
        for guess in rule(sketch):
            known = best.get(guess.kind)
            if known is None or guess.confidence > known.confidence:
                best[guess.kind] = guess
    return sorted(best.values(), key=lambda guess: -guess.confidence)


# COCO: the keys of cocodataset.org/#format-data; names as the official and Roboflow's downloads.
_COCO_NAME = re.compile(rb"(instances|captions|person_keypoints|panoptic|stuff).*\.json$")
_IMAGES, _LABELS = b"/images/", b"/labels/"
_PEEKED = 8  # files of one suffix whose first bytes are looked at


def _coco(sketch: Sketch) -> Iterator[Guess]:
    for path in _some(sketch, b".json"):
        name = basename(path)
        if name == b"_annotations.coco.json":
            yield Guess(DatasetKind.COCO, 0.97, path)
        elif is_coco(sketch.peek(path)):
            named = _COCO_NAME.match(name)
            yield Guess(DatasetKind.COCO, 0.95 if named else 0.85, path)


def is_coco(head: bytes) -> bool:
    """Whether a JSON that begins so is COCO's.

    The list of images comes first: that of COCO 2017's train split has 40 MB, so annotations need
    not be in sight. Then a file name in that list tells.
    """
    images = re.search(rb'"images"\s*:\s*\[', head)
    return bool(images and re.search(rb'"(annotations|categories|file_name)"\s*:', head))


_NAMES = re.compile(rb"^names\s*:", re.MULTILINE)
_SPLIT = re.compile(rb"^(train|val)\s*:", re.MULTILINE)


def _yolo_yaml(sketch: Sketch) -> Iterator[Guess]:
    for path in (*_some(sketch, b".yaml"), *_some(sketch, b".yml")):
        head = sketch.peek(path)
        if _NAMES.search(head) and _SPLIT.search(head):
            yield Guess(DatasetKind.YOLO, 0.97, path)


def _yolo_mirrored(sketch: Sketch) -> Iterator[Guess]:
    """`images/` and `labels/` beside each other, with matching stems and numeric rows."""
    for images in sketch.named(b"images"):
        labels = join(parent(images), b"labels")
        if labels in sketch.places and (pair := _first_pair(sketch, images, labels)):
            yield Guess(DatasetKind.YOLO, 0.9, pair)


def _first_pair(sketch: Sketch, images: bytes, labels: bytes) -> bytes | None:
    below = [images, *(p for p in sketch.places if p.startswith(images + b"/"))]
    for folder in below:
        beside = labels + folder[len(images) :]
        texts = {_stem(name) for name in sketch.folder(beside).files if name.endswith(b".txt")}
        for name in sketch.folder(folder).files:
            if name.lower().endswith(IMAGE_SUFFIXES) and _stem(name) in texts:
                label = join(beside, _stem(name) + b".txt")
                if is_yolo_label(sketch.peek(label)):
                    return label
    return None


# class x y w h, or more numbers for polygons and poses (docs.ultralytics.com/datasets).
_YOLO_ROW = re.compile(rb"\s*\d+(\s+-?[\d.]+(e-?\d+)?){4,}\s*", re.IGNORECASE)


def is_yolo_label(data: bytes) -> bool:
    """True for rows of a class and at least four numbers, and for an empty file: a negative."""
    return all(_YOLO_ROW.fullmatch(row) for row in data.splitlines()[:_PEEKED] if row.strip())


def label_folder(images: bytes) -> bytes:
    """Where ultralytics looks for the labels of the images in a folder, both absolute."""
    head, middle, tail = (images + b"/").rpartition(_IMAGES)
    return (head + _LABELS + tail if middle else images).rstrip(b"/")


def _voc(sketch: Sketch) -> Iterator[Guess]:
    for path in sketch.named(b"JPEGImages"):
        beside = sketch.folder(parent(path)).folders
        if b"Annotations" in beside or b"ImageSets" in beside:
            yield Guess(DatasetKind.VOC, 0.98, path)
    for path in _some(sketch, b".xml"):
        if b"<annotation>" in sketch.peek(path):
            yield Guess(DatasetKind.VOC, 0.9, path)


_SPLITS = frozenset({b"train", b"val", b"valid", b"validation", b"test"})
_NO_CLASSES = frozenset({b"images", b"labels", b"annotations", b"masks", b"JPEGImages"})


def _image_folder(sketch: Sketch) -> Iterator[Guess]:
    for path, place in sketch.places.items():
        if not path or basename(path) in _NO_CLASSES or not _has_images(place):
            continue
        above = basename(parent(path))
        if above in _SPLITS:
            yield Guess(DatasetKind.IMAGE_FOLDER, 0.8, path)
        elif parent(path) == b"" and basename(path) not in _SPLITS:
            yield Guess(DatasetKind.IMAGE_FOLDER, 0.6, path)


def _has_images(place: Place) -> bool:
    return not place.by_suffix.keys().isdisjoint(IMAGE_SUFFIXES)


def _cityscapes(sketch: Sketch) -> Iterator[Guess]:
    for path in sketch.named(b"leftImg8bit"):
        if b"gtFine" in sketch.folder(parent(path)).folders:
            yield Guess(DatasetKind.CITYSCAPES, 0.98, path)


def _open_images(sketch: Sketch) -> Iterator[Guess]:
    for path in _some(sketch, b".csv"):
        if sketch.peek(path).startswith(b"ImageID,"):
            yield Guess(DatasetKind.OPEN_IMAGES, 0.9, path)


_SHARD = re.compile(rb"\d{4,}\.tar$")


def _web_dataset(sketch: Sketch) -> Iterator[Guess]:
    for path in sketch.files(b".tar"):
        if _SHARD.search(path):
            yield Guess(DatasetKind.WEB_DATASET, 0.9, path)
            return


_HUB = re.compile(rb"(datasets|models|spaces)--.+")


def _hugging_face(sketch: Sketch) -> Iterator[Guess]:
    for path, place in sketch.places.items():
        if {b"blobs", b"snapshots"} <= set(place.folders) and (
            not path or _HUB.fullmatch(basename(path))
        ):
            yield Guess(DatasetKind.HUGGING_FACE, 0.99, join(path, b"snapshots"))


def _stores(sketch: Sketch) -> Iterator[Guess]:
    top = sketch.folder(b"")
    if b".datalad" in top.folders or b"annex" in sketch.folder(b".git").folders:
        yield Guess(DatasetKind.ANNEX, 1.0, b".datalad" if b".datalad" in top.folders else b".git")
    outs = [name for name in top.files if name.endswith(b".dvc")]
    if b".dvc" in top.folders or outs:
        yield Guess(DatasetKind.DVC, 1.0, outs[0] if outs else b".dvc")


RULES: tuple[Callable[[Sketch], Iterator[Guess]], ...] = (
    _coco,
    _yolo_yaml,
    _yolo_mirrored,
    _voc,
    _image_folder,
    _cityscapes,
    _open_images,
    _web_dataset,
    _hugging_face,
    _stores,
)


def _some(sketch: Sketch, suffix: bytes) -> list[bytes]:
    """A few files of one suffix: a folder of 100,000 labels need not be read to be known."""
    return list(islice(sketch.files(suffix), _PEEKED))


def _stem(name: bytes) -> bytes:
    return name.rpartition(b".")[0] or name
