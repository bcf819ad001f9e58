"""COCO annotation files of an experiment's splits: which images they name, which classes.

The keys are those of cocodataset.org/#format-data; everything else in a file is skipped.
"""

from collections import Counter
from dataclasses import dataclass

from cvlink_gui.core.errors import CvlinkError, from_os_error
from cvlink_gui.core.names import basename, join, parent
from cvlink_gui.core.said import say
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.splits import Split
from cvlink_gui.fs.files import read_regular

_LIMIT = 4 << 30  # bytes; COCO 2017 has 450 MB
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Annotations:
    """What one annotation file says.

    path     the file, as the project names it; `root` the folder its images are looked for in
    images   file names as they are in the file
    classes  names by category id
    counts   annotations by category id
    """

    path: bytes
    root: bytes
    images: tuple[str, ...]
    classes: dict[int, str]
    counts: Counter[int]

    def shares(self) -> dict[str, float]:
        """The share of each class of all annotations."""
        total = self.counts.total()
        return {
            self.classes.get(number, str(number)): count / total
            for number, count in self.counts.items()
        }


def annotation_files(
    contents: Contents, experiment: bytes, split: Split
) -> list[tuple[bytes, bytes]]:
    """(file, image folder) of the annotation files of a split, by where such files lie.

    Beside the images or above them (`train/instances.json`, Roboflow's
    `train/_annotations.coco.json`), or in `annotations/` with the split in its name
    (`annotations/instances_train2017.json`).
    """
    found = []
    for path in split.paths:
        inner = join(path, b"images")
        root = inner if _is_there(contents, inner) else path
        found += [(file, root) for file in _json_files(contents, path)]
    beside = join(experiment, b"annotations")
    for file in _json_files(contents, beside):
        if split.name in _words(basename(file)):
            found.append((file, split.images))
    return found


def read(contents: Contents, path: bytes, root: bytes) -> Annotations:
    """One annotation file; CvlinkError, with what is wrong, for one that is none."""
    from cvlink_gui.features.audit import coco_types  # loads msgspec

    full = contents.project.policy.absolute(path)
    try:
        data = read_regular(full, _LIMIT)
    except OSError as error:
        raise from_os_error(error, "read it", path) from error
    try:
        coco = coco_types.DECODER.decode(data.removeprefix(_BOM))
    except coco_types.ERRORS as error:
        hint = say("Mend the file, or make it anew.")
        words = say("no COCO annotations: {why}", why=str(error))
        raise CvlinkError(words, path=path, hint=hint) from None
    return Annotations(
        path,
        root,
        tuple(image.file_name for image in coco.images),
        {category.id: category.name for category in coco.categories},
        Counter(item.category_id for item in coco.annotations if item.category_id is not None),
    )


def missing(contents: Contents, found: Annotations) -> dict[str, list[str]]:
    """Images a file names that are not there, by how: `gone`, `case`, `backslash`."""
    lost: dict[str, list[str]] = {}
    for name in found.images:
        path = name.encode("utf-8", "surrogateescape")
        if path.startswith(b"/") or not _has(contents, found.root, path):
            lost.setdefault(_how(contents, found.root, path), []).append(name)
    return lost


def _how(contents: Contents, root: bytes, path: bytes) -> str:
    if b"\\" in path and _has(contents, root, path.replace(b"\\", b"/")):
        return "backslash"
    real = contents.real(join(root, parent(path)))
    folded = {n.lower() for n in contents.folder(real).names} if real is not None else set()
    return "case" if basename(path).lower() in folded else "gone"


def _has(contents: Contents, root: bytes, path: bytes) -> bool:
    real = contents.real(join(root, parent(path)))
    return real is not None and basename(path) in contents.folder(real).names


def _is_there(contents: Contents, path: bytes) -> bool:
    real = contents.real(path)
    return real is not None and contents.is_folder(real)


def _json_files(contents: Contents, path: bytes) -> list[bytes]:
    real = contents.real(path)
    if real is None or not contents.is_folder(real):
        return []
    place = contents.folder(real).place
    return [join(path, name) for name in place.files if name.lower().endswith(b".json")]


def _words(name: bytes) -> list[bytes]:
    """The words of a file name: `instances_train2017.json` speaks of train."""
    stem = name.rpartition(b".")[0].replace(b"-", b"_").replace(b".", b"_")
    return [word.rstrip(b"0123456789") for word in stem.split(b"_")]
