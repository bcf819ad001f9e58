"""Boxes drawn over a picture: a colour a class, seen on every picture and by every eye."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from cvlink_gui.core.boxes import Box, Marked, as_shown
from cvlink_gui.core.names import printable
from cvlink_gui.gui.theme import UNIT

# M. Okabe and K. Ito, "Color Universal Design", the seven that are seen on dark and on light.
_COLORS = ("#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7")
_EDGE = QColor(0, 0, 0, 170)  # around each line, so that it is seen on any picture
_LEAST = 2.0  # px of a box that is drawn


def class_color(kind: int) -> QColor:
    """The colour of a class, by its number; many classes share one."""
    return QColor(_COLORS[kind % len(_COLORS)])


def draw_boxes(
    painter: QPainter,
    marked: Marked,
    room: QRectF,
    whole: QSize | None,
    *,
    turn: int = 0,
    line: float = 1.0,
    named: bool = False,
) -> None:
    """Draw the boxes of an image that fills `room`.

    whole  width and height of the image as it is shown, in pixels
    turn   how EXIF has it shown (core/boxes)
    named  with the names of the classes
    """
    pixels = (whole.width(), whole.height()) if whole else (0, 0)
    marked = as_shown(marked, turn, pixels)
    width, height = marked.sides or pixels
    if not (width > 0 and height > 0):
        return
    across, down = room.width() / width, room.height() / height
    painter.save()
    painter.setClipRect(room.adjusted(-line, -line, line, line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    placed = [(box, _placed(box, room.topLeft(), across, down)) for box in marked.boxes]
    for extra in (2 * line, 0.0):
        for box, rect in placed:
            color = _EDGE if extra else class_color(box.kind)
            painter.setPen(QPen(color, line + extra, j=Qt.PenJoinStyle.MiterJoin))
            painter.drawRect(rect)
    for box, rect in placed if named else ():
        _name(painter, box, rect, room)
    painter.restore()


def _placed(box: Box, corner: QPointF, across: float, down: float) -> QRectF:
    return QRectF(
        corner.x() + box.x * across,
        corner.y() + box.y * down,
        max(_LEAST, box.width * across),
        max(_LEAST, box.height * down),
    )


def _name(painter: QPainter, box: Box, rect: QRectF, room: QRectF) -> None:
    """The name in a plate on top of its box, or inside where there is no room above."""
    text = printable(box.name)
    metrics = QFontMetricsF(painter.font())
    plate = QRectF(0, 0, metrics.horizontalAdvance(text) + 2 * UNIT, metrics.height())
    plate.moveBottomLeft(rect.topLeft())
    plate.moveTop(max(plate.top(), room.top()))
    plate.moveLeft(max(room.left(), min(plate.left(), room.right() - plate.width())))
    color = class_color(box.kind)
    painter.fillRect(plate, color)
    painter.setPen(_ink(color))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)


def _ink(color: QColor) -> QColor:
    """Black or white, whichever is read better on a colour (WCAG 2.2, relative luminance)."""
    red, green, blue = map(_linear, (color.redF(), color.greenF(), color.blueF()))
    is_bright = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179
    return QColor("#000000" if is_bright else "#ffffff")


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def counts(marked: Marked) -> Mapping[str, int]:
    """How many boxes of each class there are, in the order they come."""
    found: dict[str, int] = {}
    for box in marked.boxes:
        found[box.name] = found.get(box.name, 0) + 1
    return found
