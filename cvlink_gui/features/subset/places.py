"""Where a COCO data set lies: its annotation file, its images, and the folder of both."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from cvlink_gui.core.datasets import DatasetKind
from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.names import basename, is_within, join, normal, parent, shown
from cvlink_gui.core.said import say
from cvlink_gui.features.datasets import dataset_kinds
from cvlink_gui.features.project import Project

_SAMPLED = 32  # images by which folders are told apart
_IMAGES = b"images"
_LEVELS = 2  # folders below that of the data set its images may lie in, to be the same data set


@dataclass(frozen=True, slots=True)
class Place:
    """One data set; all as the project names paths.

    source       its annotation file
    images       the folder the names in it begin in
    whole        the folder with both, b"" where they do not lie together
    below        where the links lie, and `annotations` the file, below the folder of a subset
    masks        the folder of the pictures of panoptic annotations, b"" for none
    """

    source: bytes
    images: bytes
    whole: bytes
    below: bytes
    annotations: bytes
    masks: bytes = b""

    @property
    def masks_link(self) -> bytes:
        """The place of the link to the masks, below the folder of a subset; b"" for none."""
        return join(parent(self.annotations), basename(self.masks)) if self.masks else b""

    def link(self, path: bytes) -> bytes:
        """The place of the link to an image, below the folder of a subset."""
        return join(self.below, path)

    def target(self, path: bytes) -> bytes:
        return join(self.images, path)


def annotation_of(project: Project, path: bytes) -> bytes | None:
    """The annotation file a path is, or the likeliest one in that folder; None for no COCO data."""
    absolute = project.policy.absolute(path)
    if os.path.isfile(absolute):
        return path if path.lower().endswith(b".json") else None
    for guess in dataset_kinds(project, path):
        if guess.kind is DatasetKind.COCO and guess.sure:
            return join(path, guess.why)
    return None


def find(project: Project, source: bytes, paths: Sequence[bytes], images: bytes | None) -> Place:
    """Where the images of an annotation file lie; UsageError if nowhere.

    paths   of the images, below the folder that is looked for
    images  that folder, where it is known
    """
    absolute = project.policy.absolute(source)
    if images is not None:
        folder = project.policy.absolute(images)
        if not os.path.isdir(folder):
            raise UsageError(say("There is no such folder of images"), path=images)
        return _placed(project, absolute, folder)
    candidates = list(_candidates(absolute))
    some = paths[:: max(1, len(paths) // _SAMPLED)]
    hits = {folder: _count(folder, some) for folder in candidates}
    best = max(candidates, key=lambda folder: hits[folder])
    if not hits[best]:
        best = next((f for f in candidates if any(_is_there(f, path) for path in paths)), b"")
    if not best:
        words = say("None of its images is there, such as {name}", name=shown(paths[0]))
        hint = say("Name the folder the file names begin in with --images.")
        raise UsageError(words, path=source, hint=hint)
    return _placed(project, absolute, best)


def with_masks(project: Project, place: Place) -> Place:
    """The place with its masks: in a folder that is called as the annotation file, beside it."""
    masks = place.source.rpartition(b".")[0]
    return replace(place, masks=masks) if os.path.isdir(project.policy.absolute(masks)) else place


def _candidates(source: bytes) -> Iterator[bytes]:
    """Folders the images of an annotation file usually lie in, the likeliest first."""
    here = parent(source) or b"/"
    stem = basename(source).rpartition(b".")[0]
    names = [stem.rpartition(b"_")[2], stem]
    if b"_test-dev" in stem:  # COCO's list of a part of its test images
        names.append(stem.rpartition(b"_")[2].replace(b"-dev", b""))
    seen: dict[bytes, None] = {}
    for folder in (here, parent(here) or b"/"):
        seen |= dict.fromkeys((join(folder, _IMAGES), folder))
        for name in names:
            seen |= dict.fromkeys((join(folder, name), join(join(folder, _IMAGES), name)))
    yield from seen


def _count(folder: bytes, paths: Sequence[bytes]) -> int:
    return sum(_is_there(folder, path) for path in paths)


def _is_there(folder: bytes, path: bytes) -> bool:
    return os.path.isfile(join(folder, path))


def _placed(project: Project, source: bytes, images: bytes) -> Place:
    inside: Callable[[bytes], bytes] = project.policy.inside
    whole = os.path.commonpath([parent(source) or b"/", images])
    below = _relative(images, whole)
    file = _relative(source, whole)
    together = len(_parts(below)) <= _LEVELS and len(_parts(file)) <= _LEVELS and whole != b"/"
    if not together:
        return Place(inside(source), inside(images), b"", _IMAGES, basename(source))
    named = inside(whole)
    return Place(inside(source), inside(images), named or whole, below, file)


def _relative(path: bytes, folder: bytes) -> bytes:
    return b"" if path == folder else normal(path[len(folder.rstrip(b"/")) + 1 :])


def _parts(path: bytes) -> list[bytes]:
    return [part for part in path.split(b"/") if part]


def holds(place: Place, path: bytes, project: Project) -> bool:
    """True if a path lies in the folder of the data set."""
    return is_within(project.policy.absolute(path), project.policy.absolute(place.whole))
