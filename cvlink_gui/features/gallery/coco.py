"""The boxes of COCO annotation files, found by the paths of the images."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate

from cvlink_gui.core.boxes import MOST, Box, Marked
from cvlink_gui.core.coco import Index
from cvlink_gui.core.names import basename, is_within, parent

BESIDE = (b"annotations", b"labels")  # folders of files that describe the images beside these
LIMIT = 1 << 30  # bytes of a file that is read; the one of COCO 2017 has 450 MB


class Coco:
    """One annotation file that was read. `folder` is the one its images lie below."""

    def __init__(self, path: bytes, index: Index) -> None:
        """`path` is absolute; `index` with its measures."""
        self.path = path
        self.folder = parent(path)
        if basename(self.folder) in BESIDE:
            self.folder = parent(self.folder)
        self._index = index
        self._begins = index.begins()
        self._first, self._order = _by_image(index)
        self._by_name: dict[bytes, list[int]] = {}
        for place, name in enumerate(index.names):
            self._by_name.setdefault(basename(_plain(name)), []).append(place)

    @property
    def boxes(self) -> int:
        return sum(width > 0 for width in self._index.boxes[2::4])

    def classes(self) -> list[tuple[str, int]]:
        """Names of the classes with how often they occur."""
        counts = self._index.counts()
        rows = zip(self._index.classes, counts, strict=True)
        return [(name or str(number), count) for (number, name), count in rows]

    def sides(self) -> list[tuple[float, float]]:
        return [sides for sides in self._index.sides if sides is not None]

    def place_of(self, image: bytes) -> int | None:
        """The place of an image (absolute): by all of its name in the file, else the last part.

        None for one that does not lie below the folder of the file: `val` has no boxes of `train`.
        """
        if not is_within(image, self.folder):
            return None
        places = self._by_name.get(basename(image), ())
        names = self._index.names
        whole = (p for p in places if (b"/" + image).endswith(b"/" + _plain(names[p]).lstrip(b"/")))
        return next(whole, places[0] if len(places) == 1 else None)

    def marked(self, place: int) -> Marked:
        """The boxes of the image at a place."""
        numbers = self._order[self._first[place] : self._first[place + 1]]
        marks = (m for n in numbers for m in range(self._begins[n], self._begins[n + 1]))
        return Marked(tuple(self._boxes(marks))[:MOST], self._index.sides[place])

    def _boxes(self, marks: Iterable[int]) -> Iterator[Box]:
        for mark in marks:
            x, y, width, height = self._index.boxes[4 * mark : 4 * mark + 4]
            kind = self._index.marks[mark]
            if width > 0 and height > 0:
                yield Box(x, y, width, height, self._name(kind), kind)

    def _name(self, kind: int) -> str:
        if kind < 0:
            return ""
        number, name = self._index.classes[kind]
        return name or str(number)


def nearest(files: Iterable[Coco], image: bytes) -> Marked | None:
    """The boxes of an image (absolute) by the file that lies nearest to it; None if none has it."""
    found = [(file, place) for file in files if (place := file.place_of(image)) is not None]
    if not found:
        return None
    marked = [(len(file.folder), file.marked(place)) for file, place in found]
    return max(marked, key=lambda one: (one[0], len(one[1].boxes)))[1]


def _by_image(index: Index) -> "tuple[array[int], array[int]]":
    """Where the annotations of each image begin, and the annotations in the order of images."""
    counts = [0] * len(index.names)
    for owner in index.owner:
        if owner >= 0:
            counts[owner] += 1
    first = array("i", accumulate(counts, initial=0))
    free, order = array("i", first), array("i", bytes(4 * first[-1]))
    for number, owner in enumerate(index.owner):
        if owner >= 0:
            order[free[owner]] = number
            free[owner] += 1
    return first, order


def _plain(name: str) -> bytes:
    return name.replace("\\", "/").encode("utf-8", "surrogateescape")
