"""The compiled twin: `_native.c`, where it was built; CVLINK_NATIVE=0 leaves it aside."""

import os
from collections.abc import Sequence

from cvlink_gui.core.bundle import Bundle, Verdicts
from cvlink_gui.core.links import Health, Kind, joined, unjudged
from cvlink_gui.fs.verdict import HEALTH_BY_ERRNO

VERSION = 2  # what is asked and answered: the same number stands in `_native.c`

try:
    from cvlink_gui.fs import _native

    IS_BUILT = getattr(_native, "version", int)() == VERSION  # else it is left of older sources
except ImportError:  # no compiler was there, or no Linux
    IS_BUILT = False

_HEALTH = bytes([Health.OK, *(HEALTH_BY_ERRNO.get(n, Health.UNKNOWN) for n in range(1, 256))])


def is_used() -> bool:
    """True where scans are done by the compiled twin."""
    return IS_BUILT and os.environ.get("CVLINK_NATIVE") != "0"


def stats(folder: bytes, names: Sequence[bytes]) -> bytes:
    """Rows of `stats.Stats`, end to end; OSError where the folder cannot be opened."""
    return _native.stats(folder, joined(list(names)))


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

    entries   how many were found so far
    is_done   True once all was handed out
    """

    def __init__(self, root: bytes, room: int, threads: int) -> None:
        self._crew = _native.crew(root, room, threads)
        self.entries = 0
        self.is_done = False

    def wait_for(self, milliseconds: int) -> Bundle | None:
        """The next folders, parents first; None if there are none within this time."""
        part, self.entries, is_done = _native.wait_for(self._crew, milliseconds)
        self.is_done = bool(is_done)
        if part is None:
            return None
        names, (errnos, kinds, reaches, counts) = part
        return Bundle(*names, errnos.translate(_HEALTH), kinds, reaches, counts)
