"""The card of a data set, made in steps; after each the next question may come first."""

import contextlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cvlink_gui.core.datasets import DatasetKind, label_folder
from cvlink_gui.core.images import sides
from cvlink_gui.core.names import basename, join, parent
from cvlink_gui.features.datasets import kinds_at
from cvlink_gui.features.gallery.labels import Labelling
from cvlink_gui.features.gallery.values import Card, Images, Labels, Sides, Wish
from cvlink_gui.features.gallery.walking import Found, walk
from cvlink_gui.fs.crossing import Crossings, nothing_can_hang
from cvlink_gui.fs.files import read_head

_AT_ONCE = 10_000  # names in one message
_SAMPLE = 400  # label files, and images, that are read for the card, spread over all
_HEAD = 64 << 10  # bytes of an image that tell its sides
_STEP = 2_000  # sizes asked for in one step
_BY_FOLDER = DatasetKind.IMAGE_FOLDER


class Look:
    """One data set that is looked into. `steps` yields what is to be told, or None."""

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self._avoid = Crossings(wish.dead).first if wish.dead else nothing_can_hang
        self._found = Found()
        self._card = Card(wish.number)
        self.labelling = Labelling([], self._avoid)
        self.labels_known = False  # all annotation files are read

    def steps(self) -> Iterator[Images | Card | None]:
        """Look; what costs least comes first."""
        for folder in walk(self.wish.path, self._found, self._avoid):
            yield from self._images(folder)
        found = self._found
        yield self._grown(images=found.images, folders=len(found.folders), is_cut=found.is_cut)
        if os.path.isdir(self.wish.path):
            kinds = kinds_at(self.wish.path, self.wish.kinds, self._inside, self._avoid)
            yield self._grown(kinds=tuple(kinds))
        self.labelling = Labelling(found.descriptions, self._avoid)
        self.labelling.read_names()
        yield None
        yield from self._labels()
        self.labels_known = True
        yield self._classes()
        yield from self._measured()
        yield from self._sizes()
        yield self._grown(is_whole=True)

    def _inside(self, path: bytes) -> bytes:
        root = self.wish.root.rstrip(b"/") + b"/"
        return path.removeprefix(root) if path != self.wish.root else b""

    def _grown(self, **more: object) -> Card:
        self._card = replace(self._card, **more)  # type: ignore[arg-type]
        return self._card

    def _images(self, folder: bytes) -> Iterator[Images]:
        names = self._found.folders[folder]
        for begin in range(0, len(names), _AT_ONCE):
            yield Images(self.wish.number, folder, names[begin : begin + _AT_ONCE])

    # Labels and classes

    def _labels(self) -> Iterator[Card]:
        for labels in self.labelling.read_files():
            images = self._images_in_last_file() if not labels.wrong else 0
            found = replace(labels, images=images)
            if images or not self._found.images or _lies_in(labels.place, self.wish.path):
                yield self._grown(labels=(*self._card.labels, found))
        beside = tuple(self._beside())
        if beside:
            yield self._grown(labels=(*self._card.labels, *beside))

    def _images_in_last_file(self) -> int:
        file = self.labelling.files[-1]
        return sum(file.place_of(path) is not None for path in self._paths())

    def _beside(self) -> Iterator[Labels]:
        """Label files, one an image, by the folders in which they are looked for."""
        for kind, places in (("YOLO", self._yolo_places()), ("Pascal VOC", self._voc_places())):
            for place in dict.fromkeys(places):
                count = self._texts_in(place, kind)
                if count and (kind != "YOLO" or self._are_labels(place)):
                    yield Labels(kind, place, count)

    def _texts_in(self, place: bytes, kind: str) -> int:
        known = self._found.texts.get(place)
        if known is not None or self._avoid(place) is not None:
            return (known or {}).get(kind, 0)
        suffix = b".txt" if kind == "YOLO" else b".xml"
        try:
            return sum(name.lower().endswith(suffix) for name in os.listdir(place))
        except OSError:
            return 0  # there is no such folder

    def _are_labels(self, place: bytes) -> bool:
        """True if the first image with a text beside it has boxes by it."""
        for folder, names in self._found.folders.items():
            if label_folder(folder) == place:
                some = (self.labelling.boxes(join(folder, name)) for name in _spread(names, 8))
                return any(marked is not None for marked in some)
        return False

    def _yolo_places(self) -> Iterator[bytes]:
        return (label_folder(folder) for folder in self._found.folders)

    def _voc_places(self) -> Iterator[bytes]:
        for folder in self._found.folders:
            yield join(parent(folder), b"Annotations")
            yield folder

    def _classes(self) -> Card:
        files = self.labelling.files
        whole = [f for f in files if basename(f.path).startswith((b"instances", b"_annotations"))]
        if files:
            counts: Counter[str] = Counter()
            for file in whole or files:
                counts.update(dict(file.classes()))
            return self._grown(classes=tuple(counts.items()))
        if any(labels.kind != "COCO" for labels in self._card.labels):
            return self._counted_in_files()
        if any(guess.kind is _BY_FOLDER for guess in self._card.kinds[:1]):
            by_folder: Counter[str] = Counter()
            for folder, names in self._found.folders.items():
                by_folder[os.fsdecode(basename(folder))] += len(names)
            return self._grown(classes=tuple(by_folder.items()))
        named = self.labelling.described.names.values()
        return self._grown(classes=tuple((name, -1) for name in named))

    def _counted_in_files(self) -> Card:
        """Classes counted in some of the label files: there may be one for each image."""
        some = _spread(list(self._paths()), _SAMPLE)
        counts = Counter(dict.fromkeys(self.labelling.described.names.values(), 0))
        for image in some:
            marked = self.labelling.boxes(image)
            counts.update(box.name for box in marked.boxes) if marked else None
        of = self._found.images
        return self._grown(classes=tuple(counts.items()), looked=len(some), of=of)

    # Sizes

    def _measured(self) -> Iterator[Card | None]:
        """Widths and heights: as annotations tell them, else of some images."""
        told = [sides for file in self.labelling.files for sides in file.sides()]
        found: list[Sides] = [(int(width), int(height)) for width, height in told]
        for image in () if found else _spread(list(self._paths()), _SAMPLE // 4):
            if (measured := self._sides(image)) is not None:
                found.append(measured)
            yield None
        if found:
            area = sorted(found, key=lambda one: one[0] * one[1])
            usual = Counter(found).most_common(1)[0][0]
            yield self._grown(smallest=area[0], largest=area[-1], usual=usual, measured=len(found))

    def _sides(self, image: bytes) -> Sides | None:
        if self._avoid(image) is not None:
            return None
        try:
            return sides(read_head(image, _HEAD))
        except OSError:
            return None

    def _sizes(self) -> Iterator[Card | None]:
        """Bytes of all images; of a link what it leads to."""
        total = 0
        for number, path in enumerate(self._paths(), 1):
            with contextlib.suppress(OSError):  # a broken link has none
                total += os.stat(path).st_size if self._avoid(path) is None else 0
            if number % _STEP == 0:
                yield None
        yield self._grown(size=total)

    def _paths(self) -> Iterator[bytes]:
        for folder, names in self._found.folders.items():
            yield from (join(folder, name) for name in names)


def _lies_in(path: bytes, folder: bytes) -> bool:
    return path.startswith(folder.rstrip(b"/") + b"/")


def _spread(names: Sequence[bytes], count: int) -> Sequence[bytes]:
    """So many of some names, from the first to the last; all where there are no more."""
    if len(names) <= count:
        return names
    return [names[number * len(names) // count] for number in range(count)]


def classes_by_count(classes: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """The most frequent first; those of one count stay in their order."""
    return sorted(classes, key=lambda one: -one[1])
