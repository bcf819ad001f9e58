"""The kind of data an experiment holds, told from what is scanned; only first bytes are read."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from cvlink_gui.core.datasets import DatasetKind, Guess, Place, Sketch, guesses
from cvlink_gui.core.names import basename, join
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.datasets import DEPTH, FOLDERS, head, named_kind

_FRAMEWORKS = {
    DatasetKind.YOLO: "ultralytics",
    DatasetKind.COCO: "coco",
    DatasetKind.IMAGE_FOLDER: "torchvision",
}


@dataclass(frozen=True, slots=True)
class Kinds:
    """What an experiment's data may be.

    frameworks  those whose rules it is made for, the likeliest first; only sure ones
    """

    guesses: tuple[Guess, ...]
    frameworks: tuple[str, ...]


def kinds_of(contents: Contents, path: bytes, data: Iterable[bytes] = ()) -> Kinds:
    """The kinds of the data below a path, links followed.

    data  real folders it leads to: what the settings name one of them counts, and nothing else
    """
    named = (named_kind(contents.project, place) for place in (path, *data))
    found = list(dict.fromkeys(filter(None, named))) or guesses(_sketch(contents, path))
    frameworks = [_FRAMEWORKS[g.kind] for g in found if g.sure and g.kind in _FRAMEWORKS]
    return Kinds(tuple(found), tuple(dict.fromkeys(frameworks)))


def _sketch(contents: Contents, path: bytes) -> Sketch:
    places: dict[bytes, Place] = {}
    reals: dict[bytes, bytes] = {}
    met: set[bytes] = set()
    root = contents.real(path)
    ahead = deque([(b"", root, 0)] if root is not None else [])
    while ahead and len(places) < FOLDERS:
        below, real, depth = ahead.popleft()
        if real in met:
            continue
        met.add(real)
        reals[below] = real
        places[below] = contents.folder(real).place
        if depth < DEPTH:
            for name in places[below].folders:
                end = contents.real(join(real, name))
                if end is not None:
                    ahead.append((join(below, name), end, depth + 1))

    def peek(file: bytes) -> bytes:
        folder = reals[file.rpartition(b"/")[0]]
        path = contents.project.policy.absolute(join(folder, basename(file)))
        return head(path) if contents.answers(path) else b""

    return Sketch(places, peek)
