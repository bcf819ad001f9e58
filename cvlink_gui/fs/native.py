"""The compiled twin: `_native.c` and its like, where built; CVLINK_NATIVE=0 leaves it aside."""

import os
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from cvlink_gui.core.bundle import Bundle, Reaches, Verdicts
from cvlink_gui.core.columns import COLUMN_TYPES, Column
from cvlink_gui.core.links import Health, Kind, joined, unjudged
from cvlink_gui.core.relations import Relations
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.fs.verdict import HEALTH_BY_ERRNO

if TYPE_CHECKING:
    from cvlink_gui.core.coco import Id

VERSION = 5  # what is asked and answered: the same number stands in `_native.c`

try:
    from cvlink_gui.fs import _native

    IS_BUILT = getattr(_native, "version", int)() == VERSION  # else it is left of older sources
except ImportError:  # no compiler was there, or no Linux
    IS_BUILT = False

_HEALTH = bytes([Health.OK, *(HEALTH_BY_ERRNO.get(n, Health.UNKNOWN) for n in range(1, 256))])


def is_used() -> bool:
    """True where scans are done by the compiled twin."""
    return IS_BUILT and os.environ.get("CVLINK_NATIVE") != "0"


def stats(folder: bytes, names: Sequence[bytes] | bytes) -> bytes:
    """Rows of `stats.Stats`, end to end; OSError where the folder cannot be opened."""
    return _native.stats(folder, names if isinstance(names, bytes) else joined(list(names)))


def annotations(data: bytes, begin: int) -> tuple[bytes, bytes, bytes, int] | None:
    """The annotations of a COCO file from the first one on; None where `coco_plain` has to look.

    Of each the id of its image and of its class (int64) and where it begins (uint64); at last
    where the last one ends.
    """
    found = _native.annotations(data, begin)
    return None if found is None else (*found[0], found[1])


def placed(ids: "array[int]", places: "Mapping[Id | None, int]") -> "array[int] | None":
    """The place of each id (int64), -1 for none; None where those known do not count anything.

    TypeError, OverflowError where they are no such numbers.
    """
    known = array("q", cast("Iterable[int]", places))
    row = _native.placed(bytes(ids), bytes(known), bytes(array("i", places.values())))
    return None if row is None else array("i", row)


class Compiled:
    """The folders of one project; the interpreter lock is not held while it works."""

    def __init__(self, root: bytes) -> None:
        self._state = _native.begin(root)

    def below(self, folders: Sequence[bytes], room: int) -> tuple[Bundle, list[bytes]]:
        """See `scan.Twin`."""
        columns, rest = _native.below(self._state, list(folders), room)
        kinds = columns[7]
        ends = bytes([Kind.OTHER]) * len(kinds)
        no_counts = bytes(len(columns[1]))
        return Bundle(*columns, unjudged(kinds), ends, b"", no_counts), rest

    def verdicts(self, names: Bundle) -> Verdicts:
        """See `scan.Twin`."""
        columns = (names.folders, names.sizes, names.names, names.kinds, names.targets)
        errnos, kinds, reaches, counts = _native.verdicts(self._state, *columns)
        return Verdicts(errnos.translate(_HEALTH), kinds, reaches, counts)


class Crew:
    """Threads without the interpreter that list and judge all of one folder.

    entries  how many were found so far
    """

    def __init__(self, root: bytes, room: int, threads: int) -> None:
        self._crew = _native.crew(root, room, threads, _HEALTH)
        self.entries = 0

    def is_done(self, milliseconds: int) -> bool:
        """Wait for the end, but no longer."""
        self.entries, done = _native.wait_for(self._crew, milliseconds)
        return bool(done)

    def tree(self) -> LinkTree:
        """All that was found, once it is done; ValueError before, and for the second time."""
        columns = list(_native.grown(self._crew))
        found = Reaches(*map(bytes, columns[len(COLUMN_TYPES) :]))
        kept: list[Column] = []
        for code in COLUMN_TYPES:
            column = columns.pop(0)  # there is never more than one of them twice
            kept.append(array(code, column) if code else column)
        return LinkTree.of(kept, partial(Relations.of, found))
