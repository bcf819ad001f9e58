"""What is asked of the process that looks into a data set, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from cvlink_gui.core.boxes import Marked
from cvlink_gui.core.datasets import Guess
from cvlink_gui.core.said import Said

Sides: TypeAlias = tuple[int, int]  # width and height in pixels


@dataclass(frozen=True, slots=True)
class Wish:
    """Look into a folder, or at an image file.

    number  of the question: what is said about an older one is void
    path    absolute
    root    of the project; kinds: the kinds of data the settings name, by folder
    dead    mounts that do not answer: nothing on them is touched
    """

    number: int
    path: bytes
    root: bytes
    kinds: Mapping[bytes, str]
    dead: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """The boxes of these images (absolute) are wanted, of the data set that is looked into."""

    number: int
    images: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Images:
    """Images of one folder (absolute, links on the way followed), as people count."""

    number: int
    folder: bytes
    names: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """Where labels were found.

    kind   the format: COCO, YOLO, Pascal VOC
    place  the file, or the folder with the files
    count  boxes in a file of COCO, else label files
    images how many images of the data set have one
    wrong  why it cannot be read; "" for nothing
    """

    kind: str
    place: bytes
    count: int = 0
    images: int = 0
    wrong: Said = field(default_factory=lambda: Said(""))


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a data set; it grows while more of it is looked at.

    images, folders  how many images, in how many folders; is_cut: there are more
    size             bytes of the images; None while they are not added up
    classes          names with how often they occur: boxes, or images where folders are classes;
                     -1 where that is not known
    looked, of       the classes were counted in so many label files, of so many; 0 of 0 for all
    smallest, largest, usual, measured  width and height of images, of so many that were measured
    is_whole         there is no more to come; stopped: why, where not all was looked at
    """

    number: int
    kinds: tuple[Guess, ...] = ()
    images: int = 0
    folders: int = 0
    is_cut: bool = False
    size: int | None = None
    labels: tuple[Labels, ...] = ()
    classes: tuple[tuple[str, int], ...] = ()
    looked: int = 0
    of: int = 0
    smallest: Sides | None = None
    largest: Sides | None = None
    usual: Sides | None = None
    measured: int = 0
    is_whole: bool = False
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The boxes of some images, in the order they were asked for; None where none are known."""

    number: int
    images: tuple[bytes, ...]
    marks: tuple[Marked | None, ...]
