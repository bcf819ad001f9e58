"""The annotations of a file in the form nearly all files have: each is of one image by its id.

To find every record and then to read it are two passes over hundreds of megabytes. The compiled
part does both in one, without the interpreter, where ids are numbers and every record has a class.
Else `}, {` is taken for the border of two records, and what lies between two borders is read as a
list of some thousand records. All of it is JSON if every such list is, and if the file is with a
mark in the place of the list; what was no border, in a text or between other objects, makes no
list. Then, and for whatever else is not as usual, the file is to be read record by record.
"""

import os
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import cast

from cvlink_gui.core.coco import Id
from cvlink_gui.fs import coco_types as types
from cvlink_gui.fs import native

_KEY = b'"annotations"'
_SPACE = rb"[ \t\r\n]*"
_BEGIN = re.compile(_KEY + _SPACE + b":" + _SPACE + rb"\[" + _SPACE + rb"(?=\{)")
_BORDER = re.compile(rb"\}" + _SPACE + b"," + _SPACE + rb"\{")
_END = re.compile(rb"\}(?=" + _SPACE + rb"\])")
_PORTION = 1 << 20  # bytes of records read at once: for so long no other thread gets its turn
_MANY = 2048  # records read at once, about as many bytes


class Plain:
    """What was read of the annotations.

    images, kinds  the ids of the image and of the class of each
    rest           the file with a mark in their place
    """

    def __init__(self, data: bytes) -> None:
        """`data` is the file. ValueError if it has to be read record by record."""
        begin = _BEGIN.match(data, max(data.find(_KEY), 0))
        if begin is None:
            raise ValueError("no list of records")
        columns = native.annotations(data, begin.end()) if native.is_used() else None
        self._found = _Each(data, *columns) if columns else _Portions(data, begin.end())
        self.images, self.kinds = self._found.images, self._found.kinds
        # No file has it, so it stands where it was put.
        self._mark = b'"%s"' % os.urandom(16).hex().encode("ascii")
        behind = memoryview(data)[self._found.end :]
        self.rest = b"".join((data[: begin.end()], self._mark, behind))

    def is_marked(self, value: object) -> bool:
        """True for the annotations in what was read of `rest`."""
        return isinstance(value, list) and [bytes(raw) for raw in value] == [self._mark]

    def measures(self) -> "Iterator[types.Measures]":
        """What there is to measure of each; one of `types.ERRORS` where that is not as it is."""
        return self._found.measures()

    def records(self, places: Sequence[int]) -> Iterator[bytes]:
        """Some of the records, byte for byte, by their places; these in their order."""
        return self._found.records(places)


class _Each:
    """What the compiled part has read: where every record begins, and `end` after the last one."""

    def __init__(self, data: bytes, images: bytes, kinds: bytes, begins: bytes, end: int) -> None:
        self._data = data
        self.images, self.kinds, self._begins = array("q"), array("q"), array("Q")
        self.images.frombytes(images)
        self.kinds.frombytes(kinds)
        self._begins.frombytes(begins)
        self._begins.append(end)
        self.end = end

    def measures(self) -> "Iterator[types.Measures]":
        count = len(self.images)
        for first in range(0, count, _MANY):
            after = min(first + _MANY, count)
            records = _list(self._data, self._begins[first], self._after(after - 1))
            yield from types.MEASURES_LIST.decode(records)

    def records(self, places: Sequence[int]) -> Iterator[bytes]:
        return (self._data[self._begins[place] : self._after(place)] for place in places)

    def _after(self, place: int) -> int:
        """Where a record ends: what lies before the next one is a comma."""
        return self._data.rindex(b"}", self._begins[place], self._begins[place + 1]) + 1


class _Portions:
    """What Python has read, portion by portion; `end` is after the last record."""

    def __init__(self, data: bytes, begin: int) -> None:
        """ValueError if it has to be read record by record."""
        ids: list[Id] = []
        self.kinds: list[Id | None] = []
        self._data = data
        self._begins = array("Q", [begin])  # of the portions
        self._firsts = array("Q", [0])  # the first record of each, and how many there are
        try:
            while self._take(ids):
                pass
        except types.ERRORS as error:
            raise ValueError("other records") from error
        self.images: Sequence[Id] = ids
        with suppress(TypeError, OverflowError):  # texts, or numbers beyond 64 bits
            self.images = array("q", cast("list[int]", ids))  # a fifth of the memory

    def measures(self) -> "Iterator[types.Measures]":
        for begin, end in self._portions():
            yield from types.MEASURES_LIST.decode(_list(self._data, begin, end))

    def records(self, places: Sequence[int]) -> Iterator[bytes]:
        at = 0
        for number, (begin, end) in enumerate(self._portions()):
            first, after = self._firsts[number : number + 2]
            to = bisect_left(places, after, at)
            if at < to:
                chosen = [place - first for place in places[at:to]]
                yield from self._apart(begin, end, after - first, chosen)
            at = to

    def _take(self, ids: list[Id]) -> bool:
        """Read one more portion; False for the last one. One of `types.ERRORS`."""
        begin = self._begins[-1]
        border = _BORDER.search(self._data, begin + _PORTION)
        end = border.start() + 1 if border else len(self._data)
        try:
            found = types.PLAIN_LIST.decode(_list(self._data, begin, end))
        except types.ERRORS:  # it should be the last one
            last = _END.search(self._data, begin, end)
            if last is None:
                raise
            border, end = None, last.end()
            found = types.PLAIN_LIST.decode(_list(self._data, begin, end))
        ids += [one.image_id for one in found]
        self.kinds += [one.category_id for one in found]
        self._firsts.append(len(ids))
        self.end = end
        if border is not None:
            self._begins.append(border.end() - 1)
        return border is not None

    def _portions(self) -> Iterator[tuple[int, int]]:
        """Where each begins and ends; what lies between two of them is a comma."""
        for begin, after in zip(self._begins, [*self._begins[1:], self.end], strict=True):
            yield begin, self._data.rindex(b"}", begin, after) + 1

    def _apart(self, begin: int, end: int, count: int, chosen: list[int]) -> Iterator[bytes]:
        """Some of the `count` records of a portion.

        Between two of them there always is what looks like a border: if it is there just as often
        as there are borders, it is nothing else.
        """
        data = self._data
        begins = [begin, *(border.end() - 1 for border in _BORDER.finditer(data, begin, end))]
        if len(begins) != count:
            records = types.RAW_LIST.decode(_list(data, begin, end))
            yield from (bytes(records[number]) for number in chosen)
            return
        begins.append(end)
        for number in chosen:
            one = begins[number]
            yield data[one : data.rindex(b"}", one, begins[number + 1]) + 1]


def _list(data: bytes, begin: int, end: int) -> bytes:
    return b"".join((b"[", memoryview(data)[begin:end], b"]"))
