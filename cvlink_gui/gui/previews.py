"""Small pictures of image files, read and decoded off the GUI thread, whatever the files are."""

import errno
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from cvlink_gui.core.errors import NotAnswering, StorageError
from cvlink_gui.features.project import Project
from cvlink_gui.fs.files import read_regular
from cvlink_gui.gui.words import tr, tr_said

_BYTES = 64 << 20  # of a file; a larger one is not read
_PIXELS = 100_000_000  # of an image; a larger one is not decoded
_MEMORY_MB = 512  # a decoder may take for one image
# Formats of pixels only: an SVG or a PDF may name other files.
_FORMATS = frozenset({b"png", b"jpeg", b"jpg", b"webp", b"bmp", b"gif", b"tiff", b"ppm", b"pgm"})


@dataclass(frozen=True, slots=True)
class Preview:
    """A small picture, or the reason why there is none, with the icon and colour for that."""

    image: QImage | None
    why: str = ""
    mark: tuple[str, str] = ("file-question-mark", "faint")
    size: QSize | None = None  # of the whole image, in pixels


def preview(project: Project, path: bytes, side: int) -> Preview:
    """A picture of a file that fits a square of `side` pixels. On a pool thread.

    Only regular files are read, and none on storage that does not answer.
    """
    absolute = project.policy.absolute(path)
    try:
        project.storage.check([absolute])
        data = read_regular(absolute, _BYTES)
    except NotAnswering:
        return Preview(None, tr("the storage does not answer"), ("hourglass", "unknown"))
    except StorageError as error:
        return Preview(None, tr_said(error.message), ("link-2-off", "bad"))
    except OSError as error:
        return _unread(error)
    return decoded(data, side)


def decoded(data: bytes, side: int) -> Preview:
    """The picture in the bytes of a file."""
    QImageReader.setAllocationLimit(_MEMORY_MB)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    reader = QImageReader(buffer)
    if bytes(reader.format().data()) not in _FORMATS:
        return Preview(None, tr("not an image"))
    size = reader.size()
    if size.width() * size.height() > _PIXELS:
        return Preview(None, tr("too large to be shown"))
    reader.setAutoTransform(True)
    if size.width() > side or size.height() > side:
        reader.setScaledSize(size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return Preview(None, tr("the image is damaged"), ("triangle-alert", "warning"))
    return Preview(image, size=size)


def _unread(error: OSError) -> Preview:
    if error.errno == errno.EFBIG:
        return Preview(None, tr("too large to be shown"))
    if error.errno == errno.EINVAL:
        return Preview(None, tr("not a regular file"))
    if error.errno in (errno.EACCES, errno.EPERM):
        return Preview(None, tr("no permission"), ("lock", "bad"))
    return Preview(None, tr("not there"), ("link-2-off", "bad"))
