"""An annotation file that another process reads, for a window.

To take 450 MB apart holds the interpreter for most of a second, and a window with it; and the
memory it takes is given back with that process.

Protocol: a request is a list (word, values ...), an answer any number of messages (word, value),
the last of which is `_END` or `_FAULT`; all as `children.send` has them.
"""

import os
import pickle
import sys
import threading
import weakref
from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO, TypeAlias

from cvlink_gui.core.choosing import Choice
from cvlink_gui.core.coco import Index
from cvlink_gui.core.errors import StorageError, UsageError
from cvlink_gui.core.said import packed, say, unpacked
from cvlink_gui.core.subset import Wish
from cvlink_gui.fs import children
from cvlink_gui.fs.coco import CocoFile, Written

_MODULE = "coco_apart"
_PORTION = 4_096  # values in a message: a longer one would be as long a call where it is read
_END, _FAULT = "end", "fault"


class CocoApart:
    """The same as a `CocoFile`; ends with the last who knows it. May be used by several threads."""

    def __init__(self, path: bytes) -> None:
        """`path` is absolute. UsageError as of a `CocoFile`; StorageError if its process dies."""
        self.path = path
        self._lock = threading.Lock()
        self._inbox = children.Inbox()
        self._process = children.start(_MODULE, path, bare=False)
        # It may be let go by the thread of a window, which waits for nobody.
        weakref.finalize(self, children.abandon, self._process, patience=0)
        self.size: int = self._value("size")

    @property
    def sha256(self) -> str:
        """The hash of the whole file, in hexadecimal."""
        found: str = self._value("sha256")
        return found

    def index(self, *, measured: bool = False) -> Index:
        """See `CocoFile.index`."""
        columns: dict[str, Any] = {name: [] for name in _LISTS}
        columns |= {name: array(kind) for name, kind in _ARRAYS.items()}

        def take(name: str, value: Any) -> None:  # noqa: ANN401 (whatever a column is)
            if name in _ARRAYS:
                columns[name].frombytes(value)
            else:
                columns[name] += value

        self._ask(take, "index", measured)
        columns["crowd"] = bytes(columns["crowd"])
        return Index(**columns)

    def choose(self, _index: Index, wish: Wish) -> Choice:
        """See `CocoFile.choose`."""
        found: Choice = pickle.loads(self._value("choose", pickle.dumps(wish)))  # noqa: S301 (ours)
        return found

    def write(
        self, to: BinaryIO, _index: Index, images: Sequence[int], annotations: Sequence[int]
    ) -> Written:
        """See `CocoFile.write`."""
        written: list[Written] = []

        def take(word: str, value: Any) -> None:  # noqa: ANN401 (bytes, or what was written)
            if word == "data":
                to.write(value)
            else:
                written.append(Written(*value))

        self._ask(take, "write", array("i", images).tobytes(), array("i", annotations).tobytes())
        return written[0]

    def _value(self, *request: object) -> Any:  # noqa: ANN401 (whatever the answer is)
        found: list[Any] = []
        self._ask(lambda _word, value: found.append(value), *request)
        return found[0]

    def _ask(self, take: Callable[[str, Any], None], *request: object) -> None:
        """Ask, and give every message of the answer to `take`; what that raises is raised."""
        with self._lock:
            try:
                children.send(request, self._process.stdin)  # type: ignore[arg-type]
                answer = self._answer()
                try:
                    for word, value in answer:
                        take(word, value)
                finally:  # what is left of it would be the answer to what is asked next
                    for _ in answer:
                        pass
            except (EOFError, BrokenPipeError) as error:
                words = say("the process that reads it has died: there may not be memory enough")
                raise StorageError(words, path=self.path) from error

    def _answer(self) -> Iterator[tuple[str, Any]]:
        while True:
            for word, value in self._inbox.read(self._process.stdout.fileno()):
                if word == _END:
                    return
                if word == _FAULT:
                    message, path, hint = value
                    raise UsageError(unpacked(message), path=path, hint=unpacked(hint))
                yield word, value


AnyCoco: TypeAlias = CocoFile | CocoApart
# Columns of an `Index`: as they are, and by the letter of `array`.
_LISTS = ("names", "ids", "sides", "classes")
_ARRAYS = {"owner": "i", "marks": "i", "parts": "i", "areas": "d", "boxes": "d", "crowd": "B"}


class _Reader:
    """The file in its process, and the index that was asked for last."""

    def __init__(self, path: bytes) -> None:
        self._path = path
        self._known: CocoFile | None = None
        self._index: Index | None = None

    @property
    def _file(self) -> CocoFile:
        self._known = self._known or CocoFile(self._path)
        return self._known

    def size(self) -> Iterator[tuple[str, object]]:
        yield "size", self._file.size

    def sha256(self) -> Iterator[tuple[str, object]]:
        yield "sha256", self._file.sha256

    def index(self, measured: bool) -> Iterator[tuple[str, object]]:
        self._index = found = self._file.index(measured=measured)
        for name in (*_LISTS, *_ARRAYS):
            column = getattr(found, name)
            for begin in range(0, len(column), _PORTION):
                portion = column[begin : begin + _PORTION]
                yield name, bytes(memoryview(portion)) if name in _ARRAYS else portion

    def choose(self, wish: bytes) -> Iterator[tuple[str, object]]:
        index = self._index or self._file.index()
        found = self._file.choose(index, pickle.loads(wish))  # noqa: S301 (our own parent)
        yield "choice", pickle.dumps(found)

    def write(self, images: bytes, annotations: bytes) -> Iterator[tuple[str, object]]:
        index = self._index or self._file.index()
        places = array("i"), array("i")
        for column, data in zip(places, (images, annotations), strict=True):
            column.frombytes(data)
        done = self._file.write(_Sender(), index, *places)  # type: ignore[arg-type]
        yield "written", (done.size, done.sha256, done.images, done.annotations)


class _Sender:
    """A file to write to: what is written goes to who asked."""

    def write(self, data: bytes) -> None:
        _tell("data", data)


def _tell(word: str, value: object) -> None:
    children.send((word, value), sys.stdout.buffer)


def main() -> None:
    """The process: answers until its input ends."""
    reader, inbox = _Reader(os.fsencode(sys.argv[3])), children.Inbox()
    while True:
        try:
            requests = inbox.read(sys.stdin.fileno())
            for word, *values in requests:
                _serve(getattr(reader, word), values)
        except (EOFError, BrokenPipeError, KeyboardInterrupt):
            os._exit(0)


def _serve(answer: Callable[..., Iterator[tuple[str, object]]], values: list[object]) -> None:
    try:
        for message in answer(*values):
            _tell(*message)
    except UsageError as error:
        _tell(_FAULT, (packed(error.message), error.path, packed(error.hint)))
    else:
        _tell(_END, None)
