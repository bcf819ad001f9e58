"""COCO annotation files: read, and parts of them written, record by record, byte for byte.

Of a record is read what a choice needs, in one pass where the file is as most are (`coco_plain`);
else one pass finds the records, and another one reads them. The file is read and not mapped into
memory: somebody who cuts a mapped file short ends the program that looks at it.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import repeat
from typing import TYPE_CHECKING, BinaryIO, cast

from cvlink_gui.core.choosing import Choice, choose
from cvlink_gui.core.coco import Id, Index
from cvlink_gui.core.errors import UsageError, from_os_error
from cvlink_gui.core.said import say
from cvlink_gui.core.subset import Wish
from cvlink_gui.fs import native
from cvlink_gui.fs.files import read_regular
from cvlink_gui.fs.together import Begun

if TYPE_CHECKING:
    from cvlink_gui.fs.coco_plain import Plain
    from cvlink_gui.fs.coco_types import Annotation, Measures, Raw

_BOM = b"\xef\xbb\xbf"
_BETWEEN = b",\n"  # records: a line each, so that two files can be compared by eyes and by git
_PORTION = 4096  # records written at once
_HINT = say("Mend the file, or make it anew.")
_TABLE = 64  # places in a table for each image; COCO 2017 has 5
_LIMIT = 64 << 30  # bytes; COCO 2017 has 450 MB


@dataclass(frozen=True, slots=True)
class Written:
    """What a written file is: its size in bytes and its sha256; how many records it has."""

    size: int
    sha256: str
    images: int
    annotations: int


class CocoFile:
    """An annotation file, as it was when it was read."""

    def __init__(self, path: bytes) -> None:
        """`path` is absolute. Raises UsageError for what cannot be read or is no such file."""
        self.path = path
        try:
            data = read_regular(path, _LIMIT)
        except OSError as error:
            why = from_os_error(error, "read it", path)
            raise UsageError(why.message, path=path, hint=why.hint) from error
        self.size = len(data)
        self._sha256 = Begun(lambda: sha256(data).hexdigest())
        self._plain = self._read(data)
        self.images = self._records("images")
        if not self.images:
            raise self._wrong(say("it names no images"))
        self.annotations = [] if self._plain else self._records("annotations")

    @property
    def sha256(self) -> str:
        """The hash of the whole file, in hexadecimal."""
        return self._sha256()

    def index(self, *, measured: bool = False) -> Index:
        """What a choice needs to know; UsageError for records that are none.

        measured  areas, boxes and crowds as well
        """
        from cvlink_gui.fs import coco_types as types

        try:
            images = list(map(types.IMAGE.decode, self.images))
            categories = sorted(
                map(types.CATEGORY.decode, self._records("categories")),
                key=lambda one: (isinstance(one.id, str), one.id),
            )
            # Record by record, so that other threads get their turn: of a window, for instance.
            found = [types.ANNOTATION.decode(raw) for raw in self.annotations]
        except types.ERRORS as error:
            raise self._wrong(say("no COCO annotations: {why}", why=str(error))) from None
        places = self._places([image.id for image in images])
        numbers: dict[Id | None, int] = {one.id: place for place, one in enumerate(categories)}
        parts = array("i")
        if self._plain:
            owner = _placed(self._plain.images, places)
            marks = _placed(self._plain.kinds, numbers)
        else:
            names = {_stem(image.file_name): place for place, image in enumerate(images)}
            owner = array("i", [_owner(one, places, names) for one in found])
            kinds = [_kinds(one) for one in found]
            marks = array("i", [numbers.get(kind, -1) for mine in kinds for kind in mine])
            if any(one.segments_info is not None for one in found):
                parts = array("i", map(len, kinds))
        return Index(
            [image.file_name for image in images],
            [image.id for image in images],
            [_sides(image.width, image.height) for image in images],
            [(category.id, category.name) for category in categories],
            owner,
            marks,
            parts,
            *(self._measures(len(parts) > 0) if measured else ()),
        )

    def choose(self, index: Index, wish: Wish) -> Choice:
        """The images of a subset; UsageError where nothing passes the filters."""
        return choose(index, wish)

    def write(
        self, to: BinaryIO, index: Index, images: Sequence[int], annotations: Sequence[int]
    ) -> Written:
        """Write the file with some images and annotations only, by their places.

        Lists beside them whose records have an `image_id` keep those of these images. All else is
        as it was; the records are byte for byte.
        """
        out = _Hashed(to)
        ids = {index.ids[place] for place in images}
        mark = b"{"
        for key, value in self._top.items():
            out.write(mark + _key(key))
            mark = _BETWEEN
            if key == "images":
                _write_list(out, [self.images[place] for place in images])
            elif key == "annotations":
                _write_list(out, self._annotations(annotations))
            else:
                _write_other(out, value, ids)
        out.write(b"}\n")
        return Written(out.size, out.sha256.hexdigest(), len(images), len(annotations))

    def _read(self, data: bytes) -> "Plain | None":
        """Read what is on top; None where every annotation is to be read for itself. UsageError."""
        from cvlink_gui.fs import coco_plain
        from cvlink_gui.fs import coco_types as types

        begin = len(_BOM) if data.startswith(_BOM) else 0
        with suppress(ValueError, *types.ERRORS):
            plain = coco_plain.Plain(data)
            self._top = types.TOP.decode(memoryview(plain.rest)[begin:])
            if plain.is_marked(self._top.get("annotations")):
                return plain
        try:
            self._top = types.TOP.decode(memoryview(data)[begin:])
        except types.ERRORS as error:
            raise self._wrong(say("no COCO annotations: {why}", why=str(error))) from None
        return None

    def _annotations(self, places: Sequence[int]) -> "Sequence[bytes | Raw]":
        """Some annotations as they are in the file, in its order."""
        if self._plain:
            return list(self._plain.records(places))
        return [self.annotations[place] for place in places]

    def _records(self, key: str) -> "list[Raw]":
        """The records of a list on top; none where there is no such list. UsageError."""
        value = self._top.get(key)
        if value is None and key != "images":
            return []
        if not isinstance(value, list):
            raise self._wrong(say("it has no list {name}", name=f'"{key}"'))
        return value

    def _places(self, ids: list[Id]) -> dict[Id | None, int]:
        places: dict[Id | None, int] = {number: place for place, number in enumerate(ids)}
        if len(places) < len(ids):
            twice = next(number for place, number in enumerate(ids) if places[number] != place)
            raise self._wrong(say("two images have the id {number}", number=str(twice)))
        return places

    def _measures(self, several: bool) -> "tuple[array[float], bytes, array[float]]":
        """Areas, crowd and boxes of all marks."""
        from cvlink_gui.fs import coco_types as types

        areas, crowd, boxes = array("d"), bytearray(), array("d")
        try:
            plain = self._plain and self._plain.measures()
            for found in plain or map(types.MEASURES.decode, self.annotations):
                for one in _parts(found) if several else (found,):
                    box = one.bbox if one.bbox and len(one.bbox) == 4 else None
                    areas.append(box[2] * box[3] if box else -1 if one.area is None else one.area)
                    boxes.extend(box or (0, 0, 0, 0))
                    crowd.append(bool(one.iscrowd))
        except types.ERRORS as error:
            raise self._wrong(say("no COCO annotations: {why}", why=str(error))) from None
        return areas, bytes(crowd), boxes

    def _wrong(self, words: str) -> UsageError:
        return UsageError(words, path=self.path, hint=_HINT)


def _sides(width: float | None, height: float | None) -> tuple[float, float] | None:
    return None if width is None or height is None else (width, height)


def _stem(name: str) -> str:
    """A file name without its suffix: a panoptic picture is called after its image."""
    folder, slash, last = name.rpartition("/")
    return folder + slash + (last.rpartition(".")[0] or last)


def _placed(ids: Sequence[Id | None], places: Mapping[Id | None, int]) -> "array[int]":
    """The places of the images, or classes, with these ids, -1 for none of them.

    Ids that count them, as they mostly do, are found in a table: a `dict` of so many is spread all
    over the memory, and takes five times as long.
    """
    with suppress(TypeError, OverflowError, IndexError):  # texts, below 0, above all of them
        if native.is_used() and isinstance(ids, array) and (row := native.placed(ids, places)):
            return row
        known = array("Q", cast("Iterable[int]", places))
        if max(known, default=0) < _TABLE * len(known):
            table = array("i", [-1]) * (max(known) + 1)
            for number, place in zip(known, places.values(), strict=True):
                table[number] = place
            return array("i", map(table.__getitem__, array("Q", cast("Sequence[int]", ids))))
    return array("i", map(places.get, ids, repeat(-1)))


def _owner(one: "Annotation", places: Mapping[Id | None, int], names: Mapping[str, int]) -> int:
    """The place of an annotation's image: by its id, else by the name of its picture."""
    if one.image_id is not None or one.file_name is None:
        return places.get(one.image_id, -1)
    return names.get(_stem(one.file_name), -1)


def _kinds(one: "Annotation") -> list[Id | None]:
    """The ids of the classes of an annotation: one, or one a segment."""
    if one.segments_info is None:
        return [one.category_id]
    return [segment.category_id for segment in one.segments_info]


def _parts(one: "Measures") -> "Sequence[Measures]":
    return (one,) if one.segments_info is None else one.segments_info


class _Hashed:
    """A file that is written, and hashed on the way."""

    def __init__(self, to: BinaryIO) -> None:
        self._to = to
        self.size = 0
        self.sha256 = sha256()

    def write(self, data: bytes) -> None:
        self._to.write(data)
        self.sha256.update(data)
        self.size += len(data)


def _key(name: str) -> bytes:
    from cvlink_gui.fs.coco_types import encode

    return encode(name) + b": "


def _write_list(out: _Hashed, records: "Sequence[bytes | Raw]") -> None:
    out.write(b"[")
    for begin in range(0, len(records), _PORTION):
        out.write((_BETWEEN if begin else b"") + _BETWEEN.join(records[begin : begin + _PORTION]))
    out.write(b"]")


def _write_other(out: _Hashed, value: object, ids: set[Id]) -> None:
    """A value on top that is neither the images nor the annotations."""
    from cvlink_gui.fs.coco_types import encode

    if isinstance(value, list):
        _write_list(out, list(_of_images(value, ids)))
    elif isinstance(value, dict):
        out.write(b"{" + b", ".join(_key(key) + bytes(raw) for key, raw in value.items()) + b"}")
    else:
        out.write(encode(value))


def _of_images(records: "Iterable[Raw]", ids: set[Id]) -> "Iterator[Raw]":
    """Records without those that are of other images; what is of no image at all stays."""
    from cvlink_gui.fs import coco_types as types

    for raw in records:
        try:
            image = types.KEYED.decode(raw).image_id
        except types.ERRORS:
            image = None  # a number or a text: no record
        if image is None or image in ids:
            yield raw
