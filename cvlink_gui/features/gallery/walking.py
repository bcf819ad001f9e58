"""The images in a folder and below it, and the files beside them that may describe them."""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cvlink_gui.core.datasets import IMAGE_SUFFIXES
from cvlink_gui.core.links import NUL
from cvlink_gui.core.names import basename, join, parent
from cvlink_gui.core.order import natural_key
from cvlink_gui.features.gallery.coco import BESIDE
from cvlink_gui.fs.crossing import Guard

DEPTH = 6  # folders below the one that is looked into
FOLDERS = 5_000  # looked into: ImageNet has 1,000 classes in each of 2 splits
IMAGES = 500_000  # told of
_ABOVE = 2  # folders above it in which files that describe it may lie
_DESCRIPTIONS = (b".json", b".yaml", b".yml")


@dataclass(slots=True)
class Found:
    """What a walk has met so far.

    folders       names of images by folder (absolute), in the order they were met
    descriptions  files that may describe them
    texts         how many label files a folder has, by format
    is_cut        there is more than is told of
    """

    folders: dict[bytes, tuple[bytes, ...]] = field(default_factory=dict)
    descriptions: list[bytes] = field(default_factory=list)
    texts: dict[bytes, dict[str, int]] = field(default_factory=dict)
    is_cut: bool = False

    @property
    def images(self) -> int:
        return sum(map(len, self.folders.values()))


@dataclass(frozen=True, slots=True)
class _Names:
    images: list[bytes]
    folders: list[bytes]
    descriptions: list[bytes]
    texts: dict[str, int]


def walk(path: bytes, found: Found, avoid: Guard) -> Iterator[bytes]:
    """Fill `found` with what lies at a path (absolute, no link in it); yields folders with images.

    Links are followed, each folder is met once. What cannot be read is left out: the audit tells
    of it.
    """
    if is_image(path):
        found.folders[parent(path)] = (basename(path),)
        yield parent(path)
        _look_above(path, found, avoid, _ABOVE + 1)
        return
    ahead, met = deque([(path, 0)]), set[tuple[int, int]]()
    room, left = IMAGES, FOLDERS
    while ahead and room and left:
        folder, depth = ahead.popleft()
        names = _names(folder, met, avoid)
        if names is None:
            continue
        left -= 1
        found.descriptions += [join(folder, name) for name in names.descriptions]
        if names.texts:
            found.texts[folder] = names.texts
        if names.images:
            found.is_cut |= len(names.images) > room
            found.folders[folder] = tuple(natural(names.images)[:room])
            room -= len(found.folders[folder])
            yield folder
        if depth < DEPTH:
            ahead.extend((join(folder, name), depth + 1) for name in natural(names.folders))
    found.is_cut |= bool(ahead)
    _look_above(path, found, avoid, _ABOVE)


def is_image(path: bytes) -> bool:
    """True for a file name with a suffix of images."""
    return path.lower().endswith(IMAGE_SUFFIXES)


def natural(names: Sequence[bytes]) -> list[bytes]:
    """Names as people count: v2 before v10."""
    keys = natural_key(NUL.join(names)).split(NUL)
    return [name for _, name in sorted(zip(keys, names, strict=True))] if names else []


def _look_above(path: bytes, found: Found, avoid: Guard, levels: int) -> None:
    """Descriptions that lie above the images: `annotations/instances_train.json`, `data.yaml`."""
    met = set[tuple[int, int]]()
    for _ in range(levels):
        path = parent(path)
        for folder in (path, *(join(path, name) for name in BESIDE)) if path else ():
            names = _names(folder, met, avoid)
            known = set(found.descriptions)
            for name in names.descriptions if names else ():
                if join(folder, name) not in known:
                    found.descriptions.append(join(folder, name))


def _names(folder: bytes, met: set[tuple[int, int]], avoid: Guard) -> _Names | None:
    """The names in one folder; None if it was met before or cannot be read."""
    if avoid(folder) is not None:
        return None
    found = _Names([], [], [], {"YOLO": 0, "Pascal VOC": 0})
    try:
        known = os.stat(folder)
        if (known.st_dev, known.st_ino) in met:
            return None
        met.add((known.st_dev, known.st_ino))
        with os.scandir(folder) as entries:
            for entry in entries:
                _sort_in(entry, found, avoid)
    except OSError:
        return None
    counts = {kind: count for kind, count in found.texts.items() if count}
    return _Names(found.images, found.folders, found.descriptions, counts)


def _sort_in(entry: os.DirEntry[bytes], found: _Names, avoid: Guard) -> None:
    """A name by its suffix; only of those without a known one it is asked what they are."""
    name = entry.name.lower()
    if name.endswith(IMAGE_SUFFIXES):
        found.images.append(entry.name)
    elif name.endswith(_DESCRIPTIONS):
        found.descriptions.append(entry.name)
    elif name.endswith(b".txt"):
        found.texts["YOLO"] += 1
    elif name.endswith(b".xml"):
        found.texts["Pascal VOC"] += 1
    elif entry.is_dir(follow_symlinks=False) or (
        entry.is_symlink() and avoid(entry.path) is None and entry.is_dir()
    ):
        found.folders.append(entry.name)
