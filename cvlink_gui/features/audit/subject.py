"""The one experiment a rule looks at."""

from dataclasses import dataclass

from cvlink_gui.core.cached import cached_property
from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.names import basename
from cvlink_gui.core.settings import FRAMEWORK, SPLIT_NAMES
from cvlink_gui.features.audit.coco import (
    Annotations,
    OtherFormat,
    annotation_files,
    for_all,
    is_meant_for_coco,
    is_named_so,
    missing,
    read,
)
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.keyed import Keyed
from cvlink_gui.features.audit.kinds import Kinds, kinds_of
from cvlink_gui.features.audit.lens import LENSES, Seen
from cvlink_gui.features.audit.reading import Reading
from cvlink_gui.features.audit.request import Request
from cvlink_gui.features.audit.splits import Split, is_split, splits_of


@dataclass(frozen=True, slots=True)
class Described:
    """What the COCO files of an experiment say.

    read    the files by the split they are about, and of the images they name those that are not
            there, by how (see `missing`)
    failed  the same for files that cannot be read, with the reason
    for_all  files that say of no split that they are about it
    is_asked  True where COCO's files are what its framework needs, or are there
    """

    read: tuple[tuple[Split, Annotations, dict[str, list[str]]], ...]
    failed: tuple[tuple[Split, bytes, CvlinkError], ...]
    for_all: tuple[bytes, ...] = ()
    is_asked: bool = False


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

    @property
    def named_splits(self) -> list[Split]:
        """Those that are called as splits are, and are no other links to data."""
        names = {name.encode() for name in self.contents.project.settings[SPLIT_NAMES]}
        return [split for split in self.splits if is_split(split.name, names)]

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
        """The real folders it reaches, its own among them; none of a link that leads nowhere."""
        return self.contents.entered(self.path) if self.contents.is_well(self.path) else ()

    @cached_property
    def seen(self) -> dict[str, list[tuple[Split, Seen]]]:
        """What its frameworks see in its splits, for those that look for files of labels."""
        splits = self.named_splits
        return {
            framework: [(split, lens(self.contents, split.images)) for split in splits]
            for framework in self.frameworks
            if (lens := LENSES.get(framework))
        }

    @cached_property
    def described(self) -> Described:
        """What its COCO files say; nothing where COCO is not what it is made for.

        Where nobody can tell what it is made for, files that are called as such files are count:
        one that is damaged does not look like COCO any more.
        """
        is_coco = "coco" in self.frameworks
        found: list[tuple[Split, Annotations, dict[str, list[str]]]] = []
        failed: list[tuple[Split, bytes, CvlinkError]] = []
        for split in self.splits if is_coco or not self.frameworks else ():
            for source in annotation_files(self.contents, self.path, split):
                if not is_coco and not is_named_so(source.path):
                    continue
                try:
                    said = read(self.contents, source)
                except OtherFormat as error:
                    if is_coco or is_meant_for_coco(source.path):
                        failed.append((split, source.path, error))
                except CvlinkError as error:
                    failed.append((split, source.path, error))
                else:
                    found.append((split, said, missing(self.contents, said)))
        known = [said.path for _, said, _ in found] + [path for _, path, _ in failed]
        others = for_all(self.contents, self.path, known) if is_coco else ()
        return Described(tuple(found), tuple(failed), tuple(others), is_coco or bool(found))
