"""Pictures of image files, read and decoded whatever the files are: by a process of its own."""

import errno
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from cvlink_gui.core.boxes import TURNED
from cvlink_gui.fs.files import read_regular
from cvlink_gui.gui.words import tr

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
    size: QSize | None = None  # of the whole image as it is shown, in pixels
    turn: int = 0  # how it is shown: as EXIF says (core/boxes)


def picture(path: bytes, side: int) -> Preview:
    """A picture of a file (absolute) that fits a square of `side` pixels; only regular ones."""
    try:
        return decoded(read_regular(path, _BYTES), side)
    except OSError as error:
        return _unread(error)


def silent() -> Preview:
    """What is shown of a file on storage that does not answer."""
    return Preview(None, tr("the storage does not answer"), ("hourglass", "unknown"))


def lost(why: str) -> Preview:
    """What is shown of an image nobody could decode."""
    return Preview(None, why, ("triangle-alert", "warning"))


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
    turn = reader.transformation().value
    return Preview(image, size=size.transposed() if turn & TURNED else size, turn=turn)


def _unread(error: OSError) -> Preview:
    if error.errno == errno.EFBIG:
        return Preview(None, tr("too large to be shown"))
    if error.errno == errno.EINVAL:
        return Preview(None, tr("not a regular file"))
    if error.errno in (errno.EACCES, errno.EPERM):
        return Preview(None, tr("no permission"), ("lock", "bad"))
    return Preview(None, tr("not there"), ("link-2-off", "bad"))
