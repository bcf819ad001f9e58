"""The one experiment a rule looks at."""

from dataclasses import dataclass
from functools import cached_property

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.names import basename
from cvlink_gui.core.settings import FRAMEWORK, SPLIT_NAMES
from cvlink_gui.features.audit.coco import Annotations, annotation_files, missing, read
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.keyed import Keyed
from cvlink_gui.features.audit.kinds import Kinds, kinds_of
from cvlink_gui.features.audit.lens import LENSES, Seen
from cvlink_gui.features.audit.reading import Reading
from cvlink_gui.features.audit.request import Request
from cvlink_gui.features.audit.splits import Split, splits_of


@dataclass(frozen=True, slots=True)
class Described:
    """What the COCO files of an experiment say.

    read    the files by the split they are about, and of the images they name those that are not
            there, by how (see `missing`)
    failed  files that cannot be read, with the reason
    """

    read: tuple[tuple[Split, Annotations, dict[str, list[str]]], ...]
    failed: tuple[tuple[bytes, CvlinkError], ...]


def _data_set(images: bytes) -> bytes:
    """The folder that has `images/`, with this folder in it; b"" where there is no such one."""
    return (images + b"/").rpartition(b"/images/")[0]


@dataclass(frozen=True)
class Subject:
    """One experiment under audit: its folder, and what has been found out about it."""

    contents: Contents
    path: bytes
    request: Request
    keyed: Keyed
    reading: Reading

    @property
    def name(self) -> bytes:
        return basename(self.path)

    @property
    def framework(self) -> str:
        """The framework asked for: auto, ultralytics, torchvision or coco."""
        return self.request.framework or self.contents.project.settings[FRAMEWORK]

    @cached_property
    def splits(self) -> list[Split]:
        """Its splits, and its links to data that have no split's name."""
        return splits_of(self.contents, self.path)

    @cached_property
    def kinds(self) -> Kinds:
        """What kind of data it holds."""
        reals = (self.contents.real(split.images) for split in self.splits)
        return kinds_of(self.contents, self.path, filter(None, reals))

    @property
    def frameworks(self) -> tuple[str, ...]:
        """The frameworks whose eyes its data is looked at with: the one asked for, else its own."""
        if self.framework != "auto":
            return (self.framework,)
        return self.kinds.frameworks or (("ultralytics",) if self._is_part_of_yolo else ())

    @property
    def _is_part_of_yolo(self) -> bool:
        """True where it links the images only, and the data set they lie in is made for YOLO.

        ultralytics finds the labels all the same: it looks for them beside the real folder.
        """
        reals = filter(None, (self.contents.real(split.images) for split in self.splits))
        sets = (_data_set(real) for real in reals)
        return any(
            "ultralytics" in kinds_of(self.contents, path).frameworks
            for path in dict.fromkeys(filter(None, sets))
        )

    @cached_property
    def folders(self) -> tuple[bytes, ...]:
        """The real folders it reaches, its own among them."""
        return self.contents.entered(self.path)

    @cached_property
    def seen(self) -> dict[str, list[tuple[Split, Seen]]]:
        """What its frameworks see in its splits, for those that look for files of labels."""
        names = {name.encode() for name in self.contents.project.settings[SPLIT_NAMES]}
        splits = [split for split in self.splits if split.name in names]
        return {
            framework: [(split, lens(self.contents, split.images)) for split in splits]
            for framework in self.frameworks
            if (lens := LENSES.get(framework))
        }

    @cached_property
    def described(self) -> Described:
        """What its COCO files say; nothing where COCO is not what it is made for."""
        found: list[tuple[Split, Annotations, dict[str, list[str]]]] = []
        failed: list[tuple[bytes, CvlinkError]] = []
        for split in self.splits if "coco" in self.frameworks else ():
            for path, root in annotation_files(self.contents, self.path, split):
                try:
                    said = read(self.contents, path, root)
                except CvlinkError as error:
                    failed.append((path, error))
                else:
                    found.append((split, said, missing(self.contents, said)))
        return Described(tuple(found), tuple(failed))
