"""Two thin bars in a cell, one for each side of a comparison: the figures stand beside them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cvlink_gui.gui import theme
from cvlink_gui.gui.models.balance_model import LENGTHS
from cvlink_gui.gui.theme import ICON, UNIT

SIDES = ("accent", "quiet")  # colours, of the first and the second side
_HIGH = 1.5 * UNIT
_LEAST = 1.0  # px of what is not nothing


class BarsDelegate(QStyledItemDelegate):
    """Paints the lengths of a row over each other, the first side on top."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        self.initStyleOption(option, index)
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget
        )
        room = QRectF(option.rect).adjusted(2 * UNIT, 0, -2 * UNIT, 0)
        top = room.center().y() - _HIGH - 0.5
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for length, field in zip(index.data(LENGTHS), SIDES, strict=True):
            if length:
                width = max(_LEAST, room.width() * length)
                painter.setBrush(theme.color(field))
                painter.drawRoundedRect(QRectF(room.left(), top, width, _HIGH), 2, 2)
            top += _HIGH + 1
        painter.restore()


def swatch(field: str, ratio: float) -> QIcon:
    """A square in the colour of a side."""
    picture = QPixmap(round(ICON * ratio), round(ICON * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.fillRect(QRectF(UNIT, UNIT, 2 * UNIT, 2 * UNIT), theme.color(field))
    painter.end()
    return QIcon(picture)
