"""What a training framework sees through the links of a split: its own rules, stated again.

ultralytics  data/utils.py `check_det_dataset`, `img2label_paths`; data/base.py `get_img_files`
torchvision  datasets/folder.py `find_classes`, `make_dataset`

They are tested against the real functions where these can be installed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cvlink_gui.core.datasets import label_folder
from cvlink_gui.core.names import join, shown
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.folders import Folder

_EXAMPLES = 20  # images named that have no label
# data/utils.py, IMG_FORMATS; datasets/folder.py, IMG_EXTENSIONS.
_ULTRALYTICS_IMAGES = re.compile(
    rb"[^.].*\.(avif|bmp|dng|heic|heif|jp2|jpeg|jpg|mpo|png|tif|tiff|webp)",
    re.IGNORECASE | re.DOTALL,
)
_TORCHVISION_IMAGES = re.compile(
    rb".*\.(jpg|jpeg|png|ppm|bmp|pgm|tif|tiff|webp)", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a framework finds in one split.

    images     how many it finds; `labels` how many of them have one
    classes    names of the classes in the order of their numbers, where folders name them
    without    some images that have no label, as the framework names them
    unused     some label files that belong to no image
    looked_in  the folder the labels are looked for in, and that is not there; b"" if it is
    """

    framework: str
    images: int
    labels: int
    classes: tuple[bytes, ...] = ()
    without: tuple[bytes, ...] = ()
    unused: tuple[bytes, ...] = ()
    looked_in: bytes = b""


def ultralytics(contents: Contents, split: bytes) -> Seen:
    """What `YOLO.train` finds: it resolves the split's folder first, links in it stay links.

    The label of an image is looked for where the last `/images/` of its path is `/labels/`.
    """
    root = contents.real(split)
    images = labels = 0
    without: list[bytes] = []
    unused: list[bytes] = []
    gone = b""
    for path, _, found in ultralytics_images(contents, root) if root is not None else ():
        beside = label_folder(contents.project.policy.absolute(path))
        stems = label_stems(contents, beside)
        gone = gone or (beside if stems is None else b"")
        lost = [name for name in found if stems is None or stem(name) not in stems]
        images += len(found)
        labels += len(found) - len(lost)
        without += [join(path, name) for name in sorted(lost)[: _EXAMPLES - len(without)]]
        spare = sorted((stems or set()) - {stem(name) for name in found})
        unused += [join(beside, stem + b".txt") for stem in spare[: _EXAMPLES - len(unused)]]
    inside = contents.project.policy.inside(gone) if gone else b""
    return Seen("ultralytics", images, labels, (), tuple(without), tuple(unused), inside)


def ultralytics_images(
    contents: Contents, root: bytes
) -> Iterator[tuple[bytes, bytes, list[bytes]]]:
    """(path through links, real folder, names) of the images it finds in and below a folder."""
    for path, folder in _walk(contents, root, hidden=False):
        names = (*folder.names, *folder.broken)
        if found := [name for name in names if _ULTRALYTICS_IMAGES.fullmatch(name)]:
            yield path, folder.path, found


def torchvision(contents: Contents, split: bytes) -> Seen:
    """What `ImageFolder(split)` finds: every folder in it is a class, a broken link is none."""
    root = contents.real(split)
    if root is None:
        return Seen("torchvision", 0, 0)
    classes = contents.folder(root).subfolders
    images = 0
    for name in classes:
        end = contents.real(join(root, name))
        for _, folder in _walk(contents, end) if end is not None else ():
            images += sum(
                _TORCHVISION_IMAGES.fullmatch(n) is not None
                for n in (*folder.names, *folder.broken)
            )
    return Seen("torchvision", images, images, tuple(classes))


LENSES: dict[str, Callable[[Contents, bytes], Seen]] = {
    "ultralytics": ultralytics,
    "torchvision": torchvision,
}


def _walk(
    contents: Contents, root: bytes, *, hidden: bool = True
) -> Iterator[tuple[bytes, Folder]]:
    """(path through links, folder) of a folder and all below it, as a walk that follows links.

    A folder inside itself is left out. The frameworks have no such guard and go round until the
    kernel stops them; what goes round in a circle is found by a rule of its own.
    """
    ahead = [(root, root, frozenset([root]))]
    while ahead:
        path, real, above = ahead.pop()
        folder = contents.folder(real)
        yield path, folder
        for name in folder.subfolders:
            end = contents.real(join(real, name))
            if end is not None and end not in above and (hidden or not name.startswith(b".")):
                ahead.append((join(path, name), end, above | {end}))


def label_stems(contents: Contents, folder: bytes) -> set[bytes] | None:
    """Stems of the label files in a folder (absolute); None if there is no such folder."""
    real = contents.real(contents.project.policy.inside(folder))
    if real is None or not contents.is_folder(real):
        return None
    return {stem(name) for name in contents.folder(real).names if name.endswith(b".txt")}


def stem(name: bytes) -> bytes:
    return name.rpartition(b".")[0]


def words(seen: Seen) -> str:
    """One line on what is seen."""
    there = f"{seen.framework} sees {seen.images} images and {seen.labels} labels"
    return f"{there}; there is no {shown(seen.looked_in)}" if seen.looked_in else there
