"""Icons of one family (Lucide, ISC), drawn in a colour of the theme."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cvlink_gui.gui import theme
from cvlink_gui.resources import resource


def icon(name: str, field: str = "quiet") -> QIcon:
    """An icon in a colour of the theme in use; greyed where it is disabled."""
    return _icon(name, theme.color(field).name(), theme.color("faint").name())


def pixmap(name: str, field: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The picture of an icon, `size` logical pixels wide."""
    return _drawn(name, theme.color(field).name(), size, ratio)


@cache
def still(moving: QIcon, size: int, ratio: float) -> QIcon:
    """An icon drawn once in one size, for what is painted often: no Python is needed any more."""
    return QIcon(moving.pixmap(QSize(size, size), ratio))


class _Engine(QIconEngine):
    """Draws an icon when it is painted, in the size it is painted in.

    Drawing all sizes beforehand takes 2 to 9 ms an icon, which the first rows had to wait for.
    """

    def __init__(self, name: str, color: str, disabled: str) -> None:
        super().__init__()
        self._name = name
        self._color = color
        self._disabled = disabled

    def clone(self) -> "_Engine":
        return _Engine(self._name, self._color, self._disabled)

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        return self._picture(size, mode, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float
    ) -> QPixmap:
        return self._picture(size / scale, mode, scale)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self._picture(rect.size(), mode, ratio))

    def _picture(self, size: QSize, mode: QIcon.Mode, ratio: float) -> QPixmap:
        color = self._disabled if mode is QIcon.Mode.Disabled else self._color
        return _drawn(self._name, color, min(size.width(), size.height()), ratio)


@cache
def _icon(name: str, color: str, disabled: str) -> QIcon:
    return QIcon(_Engine(name, color, disabled))


@cache
def _text(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _drawn(name: str, color: str, size: int, ratio: float) -> QPixmap:
    # Qt paints `currentColor` black, so the colour is put into the text of the file.
    text = _text(name).replace("currentColor", color)
    renderer = QSvgRenderer(QByteArray(text.encode("utf-8")))
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
