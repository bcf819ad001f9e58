"""What a COCO annotation file says, as far as a choice of its images needs it, and link names.

The keys are those of cocodataset.org/#format-data.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf

from cvlink_gui.core.names import normal
from cvlink_gui.core.said import NOTHING, Said, say

Id = int | str


@dataclass(frozen=True, slots=True)
class Index:
    """Images, classes and annotations by their places in the file.

    names, ids, sides  of the images; sides are width and height, where they are told
    classes            id and name of the categories, in the order of their ids
    owner              of each annotation its image's place, -1 for none of these images
    marks              of each annotation its class's place, -1 for none; of a panoptic one, which
                       has several, those of its segments one after the other, as `parts` counts
    parts              how many marks each annotation has; empty where all have one
    areas, crowd       by mark, where they were asked for; an area that is not told is -1
    boxes              x, y, width, height by mark, where they were asked for
    """

    names: Sequence[str]
    ids: Sequence[Id]
    sides: Sequence[tuple[float, float] | None]
    classes: Sequence[tuple[Id, str]]
    owner: "array[int]"
    marks: "array[int]"
    parts: "array[int]" = field(default_factory=lambda: array("i"))
    areas: "array[float]" = field(default_factory=lambda: array("d"))
    crowd: bytes = b""
    boxes: "array[float]" = field(default_factory=lambda: array("d"))

    def counts(self, annotations: Iterable[int] | None = None) -> list[int]:
        """How many annotations, or segments, each class has: of all, or of some annotations."""
        found = Counter(self.marks if annotations is None else self._marks_of(annotations))
        return [found[mark] for mark in range(len(self.classes))]

    def _marks_of(self, annotations: Iterable[int]) -> Iterable[int]:
        if not self.parts:
            return map(self.marks.__getitem__, annotations)
        begins = self.begins()
        return (
            mark
            for number in annotations
            for mark in self.marks[begins[number] : begins[number + 1]]
        )

    def begins(self) -> "array[int]":
        """Where the marks of each annotation begin, and at last where they end."""
        found = array("i", [0])
        at = 0
        for count in self.parts or [1] * len(self.owner):
            at += count
            found.append(at)
        return found


@dataclass(frozen=True, slots=True)
class BadName:
    """Why the images of a file cannot be linked: the name of one, and what is wrong with it."""

    name: str
    reason: Said


def link_paths(names: Sequence[str], sides: Sequence[tuple[float, float] | None]) -> list[bytes]:
    """Where the links to images lie, below one folder: their names, folders in front kept.

    Raises ValueError with a BadName: a name that leaves the folder, or two images in one place.
    An image that is in the file twice, under one name and with one size, is one image.
    """
    all_plain = _is_plain("/".join(["x", *names, "x"]))  # as one long path each stays what it is
    found = [_encoded(name) if all_plain else _link_path(name) for name in names]
    first: dict[bytes, int] = {}
    for number, path in enumerate(found):
        other = first.setdefault(path, number)
        if other != number and _differ(names, sides, number, other):
            words = say("two different images claim one link path, the other is {other}",
                        other=_described(names, sides, other))  # fmt: skip
            raise ValueError(BadName(_described(names, sides, number), words))
    for folder in {path.rpartition(b"/")[0] for path in first}:
        for way in _upward(folder):
            if way in first:
                words = say("it is a folder of other images as well")
                raise ValueError(BadName(names[first[way]], words))
    return found


def _upward(folder: bytes) -> Iterable[bytes]:
    while folder:
        yield folder
        folder = folder.rpartition(b"/")[0]


def _differ(
    names: Sequence[str], sides: Sequence[tuple[float, float] | None], one: int, other: int
) -> bool:
    return names[one] != names[other] or (
        sides[one] is not None and sides[other] is not None and sides[one] != sides[other]
    )


def _described(
    names: Sequence[str], sides: Sequence[tuple[float, float] | None], number: int
) -> str:
    side = sides[number]
    return names[number] if side is None else f"{names[number]} ({side[0]:g} x {side[1]:g})"


def _link_path(name: str) -> bytes:
    """The path of a link; Windows' separators are separators."""
    if _is_plain(name):
        return _encoded(name)
    if why := _fault(name):
        raise ValueError(BadName(name, why))
    return normal(_encoded(name.replace("\\", "/")))


def _encoded(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def _is_plain(name: str) -> bool:
    """True for nearly every name: there is nothing in it that has to be looked at."""
    return not (
        "\\" in name
        or "./" in name
        or "//" in name
        or "/." in name
        or ":" in name
        or "\0" in name
        or name[:1] in ("", "/", ".")
        or name[-1:] == "/"
    )


def _fault(name: str) -> Said:
    parts = name.replace("\\", "/").split("/")
    if "\0" in name or not any(part not in ("", ".") for part in parts):
        return say("it names no file")
    if parts[0] == "" or (len(parts[0]) == 2 and parts[0][1] == ":"):
        return say("it is an absolute path")
    if ".." in parts:
        return say("it leaves the folder of the images by `..`")
    if parts[-1] in ("", "."):
        return say("it names a folder")
    return NOTHING


def total_variation(one: Sequence[float], other: Sequence[float]) -> float:
    """Half the sum of differences of two distributions given as counts: 0 for equal ones, to 1."""
    first, second = (sum(counts) or inf for counts in (one, other))
    return sum(abs(a / first - b / second) for a, b in zip(one, other, strict=True)) / 2
