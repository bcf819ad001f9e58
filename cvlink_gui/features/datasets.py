"""What kind of data set a folder of a project is, looked at on the disk."""

import os
from collections import deque

from cvlink_gui.core.datasets import DatasetKind, Guess, Place, Sketch, guesses
from cvlink_gui.core.names import join, upward
from cvlink_gui.core.settings import CONFIG_NAME
from cvlink_gui.features.project import Project
from cvlink_gui.fs.files import read_head

DEPTH = 5  # folders below the one that is looked at
ENTRIES = 3000  # read of one folder: kinds show in the first names
FOLDERS = 400  # looked into at all: more of them are classes, and alike
HEAD = 64 << 10  # bytes read of a file
LONG_HEAD = 4 << 20  # bytes read of a JSON, whose lists may come late
_JSON = b".json"
BOM = b"\xef\xbb\xbf"  # of UTF-8


def dataset_kinds(project: Project, path: bytes) -> list[Guess]:
    """The kinds a folder may be of, the likeliest first; links are followed.

    path  as the project names it. What cannot be read is taken for empty: a kind is a guess.
          What the settings name is none, for the folder, what is in it and what leads there.
    """
    full = project.policy.absolute(path)
    if project.storage.guard()(full) is not None:
        return []
    if named := named_kind(project, path) or named_kind(project, os.path.realpath(full)):
        return [named]
    return guesses(sketch(full))


def named_kind(project: Project, path: bytes) -> Guess | None:
    """What the settings (`layout.kinds`) say of a folder, or of the nearest one around it."""
    kinds = project.settings.kinds()
    if not kinds:
        return None
    for place in upward(project.policy.inside(path)):
        if place in kinds:
            return Guess(DatasetKind(kinds[place]), 1.0, CONFIG_NAME)
    return None


def sketch(folder: bytes) -> Sketch:
    """The names in a folder (absolute), some levels deep, and its files' first bytes on request."""
    places: dict[bytes, Place] = {}
    seen: set[tuple[int, int]] = set()
    ahead = deque([(b"", 0)])
    while ahead and len(places) < FOLDERS:
        below, depth = ahead.popleft()
        place = _place(join(folder, below) if below else folder, seen)
        if place is None:
            continue
        places[below] = place
        if depth < DEPTH:
            ahead.extend((join(below, name), depth + 1) for name in place.folders)
    return Sketch(places, lambda path: head(join(folder, path)))


def _place(path: bytes, seen: set[tuple[int, int]]) -> Place | None:
    """The names in one folder; None if it was met before (links in a circle) or cannot be read."""
    files: list[bytes] = []
    folders: list[bytes] = []
    try:
        known = os.stat(path)
        if (known.st_dev, known.st_ino) in seen:
            return None
        seen.add((known.st_dev, known.st_ino))
        with os.scandir(path) as found:
            for entry, _ in zip(found, range(ENTRIES), strict=False):
                (folders if entry.is_dir() else files).append(entry.name)
    except OSError:
        return None
    return Place(tuple(sorted(files)), tuple(sorted(folders)))


def head(path: bytes) -> bytes:
    """The first bytes of a file (absolute): 64 KiB, of a JSON 4 MiB; b"" for what has none.

    A byte order mark is left out.
    """
    limit = LONG_HEAD if path.endswith(_JSON) else HEAD
    try:
        return read_head(path, limit).removeprefix(BOM)
    except OSError:
        return b""
