"""Icons of one family (Lucide, ISC), drawn in a colour of the theme."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cvlink_gui.gui import theme
from cvlink_gui.resources import resource

_SIZES = (16, 20, 24, 32, 48, 64)  # px: 100 % to 200 % of the sizes in use


def icon(name: str, field: str = "quiet") -> QIcon:
    """An icon in a colour of the theme in use; greyed where it is disabled."""
    return _icon(name, theme.color(field).name(), theme.color("faint").name())


def pixmap(name: str, field: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The picture of an icon, `size` logical pixels wide."""
    return _drawn(name, theme.color(field).name(), size, ratio)


@cache
def _icon(name: str, color: str, disabled: str) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_drawn(name, color, size, 1.0))
        made.addPixmap(_drawn(name, disabled, size, 1.0), QIcon.Mode.Disabled)
        made.addPixmap(_drawn(name, color, size, 1.0), QIcon.Mode.Selected)
    return made


@cache
def _drawn(name: str, color: str, size: int, ratio: float) -> QPixmap:
    # Qt paints `currentColor` black, so the colour is put into the text of the file.
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(text.replace("currentColor", color).encode("utf-8")))
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
