"""Are two pictures of the window the same to the eye? Letters may be drawn a little differently.

Both are made four times smaller first, so that how a machine smooths letters does not count; what
counts is how much of the picture differs by more than one would notice.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

SMALLER = 4
NOTICED = 24  # of 255, in red, green or blue
ALLOWED = 0.004  # share of the points: a word of the status bar, but no column and no row


def unlike(one: QImage, other: QImage) -> float:
    """The share of points that differ, from 0 to 1; 1 for pictures of different sizes."""
    if one.size() != other.size():
        return 1.0
    pairs = zip(_small(one), _small(other), strict=True)
    points = (one.width() // SMALLER) * (one.height() // SMALLER)
    different = sum(
        any(abs(a - b) > NOTICED for a, b in zip(first, second, strict=True))
        for first, second in pairs
    )
    return different / points


def _small(picture: QImage) -> list[bytes]:
    """Red, green and blue of the points of a picture made smaller."""
    width, height = picture.width() // SMALLER, picture.height() // SMALLER
    small = picture.scaled(
        width,
        height,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_RGB888)
    data, stride = bytes(small.constBits()), small.bytesPerLine()
    rows = (data[row * stride : row * stride + 3 * width] for row in range(height))
    return [row[at : at + 3] for row in rows for at in range(0, 3 * width, 3)]
