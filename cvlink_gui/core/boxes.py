"""The boxes that labels draw on an image: those of YOLO's rows and of Pascal VOC's XML.

YOLO: docs.ultralytics.com/datasets/detect, /segment and /pose; VOC: VOC2012 devkit, section 4.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias
from zlib import crc32

from cvlink_gui.core.datasets import is_yolo_label

MOST = 2_000  # boxes of one image; more are not looked at by anybody
_ROW, _SURE = 5, 6  # numbers in a row of YOLO: class and box; with a confidence behind it

# How EXIF wants the pixels of a file shown: mirrored, then flipped, then turned to the right.
MIRRORED, FLIPPED, TURNED = 1, 2, 4

Names: TypeAlias = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Box:
    """One labelled box, its left upper corner and its size. kind: the number of its colour."""

    x: float
    y: float
    width: float
    height: float
    name: str
    kind: int


@dataclass(frozen=True, slots=True)
class Marked:
    """The boxes of one image.

    sides  width and height of the image in the unit of the boxes; None where they are in pixels of
           the image itself
    """

    boxes: tuple[Box, ...]
    sides: tuple[float, float] | None


def yolo_boxes(data: bytes, names: Names, *, poses: bool = False) -> Marked | None:
    """The boxes in a label file of YOLO, as shares of the image; None if it is no such file.

    A row with more than a class, a box and a confidence is an outline (ultralytics data/utils.py,
    `verify_image_label`): its box is the one around it.

    poses  rows have key points behind their box, which are left out
    """
    if not is_yolo_label(data):
        return None
    try:
        rows = [[float(word) for word in row.split()] for row in data.splitlines()[:MOST]]
    except ValueError:
        return None
    return Marked(tuple(_yolo_box(row, names, poses) for row in rows if len(row) >= _ROW), (1, 1))


def _yolo_box(row: list[float], names: Names, poses: bool) -> Box:
    kind = int(row[0])
    name = names.get(kind, str(kind))
    if len(row) > _SURE and not poses:
        xs, ys = row[1::2], row[2::2]
        left, top = min(xs), min(ys)
        return Box(left, top, max(xs) - left, max(ys) - top, name, kind)
    x, y, width, height = row[1:_ROW]
    return Box(x - width / 2, y - height / 2, width, height, name, kind)


def voc_boxes(data: bytes) -> Marked | None:
    """The boxes in an annotation of Pascal VOC, in its pixels; None if it is no such file.

    Files with a document type are refused: entities in it may ask for other files, and grow.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return None
    try:
        root = ET.fromstring(data)  # noqa: S314 (no entities, see above)
        boxes = tuple(_voc_boxes(root))[:MOST]
        size = root.find("size")
        sides = _number(size, "width"), _number(size, "height")
    except (ET.ParseError, ValueError):
        return None
    if root.tag != "annotation":
        return None
    return Marked(boxes, sides if all(sides) else None)


def _voc_boxes(root: ET.Element) -> Iterator[Box]:
    for thing in root.iter("object"):
        name, box = thing.findtext("name", "").strip(), thing.find("bndbox")
        left, top = _number(box, "xmin"), _number(box, "ymin")
        width, height = _number(box, "xmax") - left, _number(box, "ymax") - top
        if box is not None:
            yield Box(left, top, width, height, name, crc32(name.encode("utf-8", "replace")))


def as_shown(marked: Marked, turn: int, whole: tuple[float, float]) -> Marked:
    """The boxes of an image on its picture, which is shown as its EXIF says.

    Boxes of YOLO are shares of what is shown (ultralytics data/utils.py, `exif_size`). Boxes in
    pixels are turned where their sides are those of the file, and not those of the picture.

    turn   MIRRORED, FLIPPED, TURNED, or some of them
    whole  width and height of the picture, in pixels of the image
    """
    sides = marked.sides
    if not turn & TURNED or sides is None or sides == whole or sides != whole[::-1]:
        return marked
    return Marked(tuple(_turned(box, turn, *sides) for box in marked.boxes), whole)


def _turned(box: Box, turn: int, width: float, height: float) -> Box:
    """A box in an image of these sides, after the image was turned to the right."""
    left = width - box.x - box.width if turn & MIRRORED else box.x
    top = height - box.y - box.height if turn & FLIPPED else box.y
    right = height - top - box.height
    return replace(box, x=right, y=left, width=box.height, height=box.width)


def _number(element: ET.Element | None, name: str) -> float:
    """A number in an element; 0 where it is not told. ValueError for what is none."""
    return 0.0 if element is None else float(element.findtext(name) or 0)
