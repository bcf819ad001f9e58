"""The boxes of images, whichever way they are labelled."""

import os
import re
from collections.abc import Callable, Iterator
from itertools import islice

from cvlink_gui.core.boxes import Marked, voc_boxes, yolo_boxes
from cvlink_gui.core.datasets import label_folder
from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.names import basename, join, parent
from cvlink_gui.core.said import say
from cvlink_gui.features.datasets import Described, head, is_described, read_description
from cvlink_gui.features.gallery import coco
from cvlink_gui.features.gallery.coco import Coco, nearest
from cvlink_gui.features.gallery.values import Labels
from cvlink_gui.fs.crossing import Guard
from cvlink_gui.fs.files import read_regular

_FILES = 12  # annotation files, and descriptions, that are read
_LIMIT = 8 << 20  # bytes of the label file of one image
_IMAGES = re.compile(rb'"images"\s*:\s*\[')
_BOXED = (b"instances", b"_annotations.coco")  # how files with all boxes are called
_UNNAMED = Described({}, None, poses=False)


class Labelling:
    """All that is known of the labels of one data set. Paths are absolute."""

    def __init__(self, descriptions: list[bytes], avoid: Guard) -> None:
        self._avoid = avoid
        self._jsons = [path for path in descriptions if path.lower().endswith(b".json")]
        self._yamls = [path for path in descriptions if not path.lower().endswith(b".json")]
        self.files: list[Coco] = []
        self.described = _UNNAMED

    def read_names(self) -> None:
        """Read the names of YOLO's classes."""
        for path in islice(self._yamls, _FILES):
            try:
                if self._avoid(path) is None and is_described(path):
                    self.described = read_description(path)
                    return
            except CvlinkError:
                continue  # the audit tells of it

    def read_files(self) -> Iterator[Labels]:
        """Read the annotation files of COCO, one after another; those with all boxes first."""
        named = sorted(self._jsons, key=lambda path: not basename(path).startswith(_BOXED))
        likely = (path for path in named if self._avoid(path) is None and _is_coco(path))
        for path in islice(likely, _FILES):
            try:
                yield self._read(path)
            except CvlinkError as error:
                yield Labels("COCO", path, wrong=error.words)

    def _read(self, path: bytes) -> Labels:
        from cvlink_gui.fs.coco import CocoFile

        if os.path.getsize(path) > coco.LIMIT:
            return Labels("COCO", path, wrong=say("too large to be looked into"))
        found = Coco(path, CocoFile(path).index(measured=True))
        self.files.append(found)
        return Labels("COCO", path, found.boxes)

    def boxes(self, image: bytes) -> Marked | None:
        """The boxes of an image; None where no labels are known."""
        if marked := nearest(self.files, image):
            return marked
        for path, read in self._beside(image):
            if self._avoid(path) is not None:
                continue
            try:
                marked = read(read_regular(path, _LIMIT))
            except OSError:
                continue  # there is none
            if marked:
                return marked
        return None

    def _beside(self, image: bytes) -> Iterator[tuple[bytes, Callable[[bytes], Marked | None]]]:
        """Files that may have the boxes of one image, and what reads them."""
        folder, name = parent(image), basename(image)
        stem = name.rpartition(b".")[0]
        yield join(label_folder(folder), stem + b".txt"), self._yolo
        for place in (join(parent(folder), b"Annotations"), folder):
            yield join(place, stem + b".xml"), voc_boxes

    def _yolo(self, data: bytes) -> Marked | None:
        return yolo_boxes(data, self.described.names, poses=self.described.poses)


def _is_coco(path: bytes) -> bool:
    """True for a file that may be one of COCO; other keys may come behind what is looked at."""
    return _IMAGES.search(head(path)) is not None
