"""What kind of data set a folder of a project is, looked at on the disk."""

import os
import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cvlink_gui.core.datasets import DatasetKind, Guess, Place, Sketch, guesses
from cvlink_gui.core.names import join, upward
from cvlink_gui.core.settings import CONFIG_NAME
from cvlink_gui.features.project import Project
from cvlink_gui.fs.crossing import Guard, nothing_can_hang
from cvlink_gui.fs.documents import read_yaml
from cvlink_gui.fs.files import read_head

DEPTH = 5  # folders below the one that is looked at
ENTRIES = 3000  # read of one folder: kinds show in the first names
FOLDERS = 400  # looked into at all: more of them are classes, and alike
HEAD = 64 << 10  # bytes read of a file
LONG_HEAD = 4 << 20  # bytes read of a JSON, whose lists may come late
_JSON = b".json"
BOM = b"\xef\xbb\xbf"  # of UTF-8
# The YAML of a YOLO data set, docs.ultralytics.com/datasets.
_DESCRIBES = (rb"^names\s*:", rb"^(train|val)\s*:")


@dataclass(frozen=True, slots=True)
class Described:
    """What the YAML of a YOLO data set says of its classes.

    names  by number; count: how many there should be, where that is said
    poses  key points stand behind the boxes of its labels
    """

    names: dict[int, str]
    count: int | None
    poses: bool


def dataset_kinds(project: Project, path: bytes) -> list[Guess]:
    """The kinds a folder may be of, the likeliest first; links are followed.

    path  as the project names it. What cannot be read is taken for empty: a kind is a guess.
          What the settings name is none, for the folder, what is in it and what leads there.
    """
    full = project.policy.absolute(path)
    if project.storage.guard()(full) is not None:
        return []
    return kinds_at(full, project.settings.kinds(), project.policy.inside)


def kinds_at(
    full: bytes,
    kinds: Mapping[bytes, str],
    inside: Callable[[bytes], bytes],
    avoid: Guard = nothing_can_hang,
) -> list[Guess]:
    """The same for who has no project at hand.

    full    the folder, absolute
    kinds   what the settings name, by folder; inside: how the project names an absolute path
    avoid   names a mount that does not answer on the way to a path, which is not followed then
    """
    if kinds:
        for place in (full, os.path.realpath(full)):
            if named := _named(inside(place), kinds):
                return [named]
    return guesses(sketch(full, avoid))


def named_kind(project: Project, path: bytes) -> Guess | None:
    """What the settings (`layout.kinds`) say of a folder, or of the nearest one around it."""
    return _named(project.policy.inside(path), project.settings.kinds())


def _named(path: bytes, kinds: Mapping[bytes, str]) -> Guess | None:
    near = next((place for place in upward(path) if place in kinds), None) if kinds else None
    return None if near is None else Guess(DatasetKind(kinds[near]), 1.0, CONFIG_NAME)


def is_described(path: bytes) -> bool:
    """True for a YAML file (absolute) that describes a YOLO data set."""
    start = head(path)
    return all(re.search(pattern, start, re.MULTILINE) for pattern in _DESCRIBES)


def read_description(path: bytes) -> Described:
    """What such a file says; CvlinkError."""
    from cvlink_gui.features.dataset_types import Description

    found = read_yaml(path, Description)
    names = found.names if isinstance(found.names, dict) else dict(enumerate(found.names))
    return Described(names, found.nc, found.kpt_shape is not None)


def sketch(folder: bytes, avoid: Guard = nothing_can_hang) -> Sketch:
    """The names in a folder (absolute), some levels deep, and its files' first bytes on request."""
    places: dict[bytes, Place] = {}
    seen: set[tuple[int, int]] = set()
    ahead = deque([(b"", 0)])
    while ahead and len(places) < FOLDERS:
        below, depth = ahead.popleft()
        place = _place(join(folder, below) if below else folder, seen, avoid)
        if place is None:
            continue
        places[below] = place
        if depth < DEPTH:
            ahead.extend((join(below, name), depth + 1) for name in place.folders)

    def peek(path: bytes) -> bytes:
        full = join(folder, path)
        return head(full) if avoid(full) is None else b""

    return Sketch(places, peek)


def _place(path: bytes, seen: set[tuple[int, int]], avoid: Guard) -> Place | None:
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
                is_folder = avoid(entry.path) is None and entry.is_dir()
                (folders if is_folder else files).append(entry.name)
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
