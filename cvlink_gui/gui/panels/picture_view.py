"""One image, as large as there is room for or closer, with its boxes and their names."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsPixmapItem, QGraphicsScene, QGraphicsView

from cvlink_gui.core.boxes import Marked
from cvlink_gui.gui import theme
from cvlink_gui.gui.panels.boxes import draw_boxes
from cvlink_gui.gui.previews import Preview

_STEP = 1.25
_LARGER = 4.0  # times its own size in pixels, to fit
_MOST = 40.0  # px of the screen for one of the picture
_LINE = 1.5  # px of a box, however close one looks


class PictureView(QGraphicsView):
    """Shows a Preview; `zoomed` tells that another scale is shown."""

    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._scene = QGraphicsScene(self)
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._item)
        self.setScene(self._scene)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self._marked: Marked | None = None
        self._whole: QSize | None = None
        self._turn = 0
        self.draws_boxes = True
        self.is_fit = True

    def show_picture(self, found: Preview | None, *, keep: bool = False) -> None:
        """Show a picture, or nothing; zoomed to fit.

        keep  it is the same image in another size: what is seen of it stays
        """
        picture = QPixmap.fromImage(found.image) if found and found.image else QPixmap()
        ratio = picture.width() / max(1, self._item.pixmap().width())
        self._item.setPixmap(picture)
        self._whole = found.size if found else None
        self._turn = found.turn if found else 0
        self._scene.setSceneRect(QRectF(picture.rect()))
        if keep and not self.is_fit and ratio:
            center = self.mapToScene(self.viewport().rect().center()) * ratio
            self.scale(1 / ratio, 1 / ratio)
            self.centerOn(center)
        else:
            self.fit()
        self.restyle()

    def show_boxes(self, marked: Marked | None) -> None:
        """The boxes of what is shown."""
        self._marked = marked
        self.viewport().update()

    def restyle(self) -> None:
        """Draw in the colours of the theme in use."""
        self.setBackgroundBrush(theme.color("hover"))
        self.viewport().update()

    # Zoom

    def fit(self) -> None:
        """Show all of it, as large as there is room for; a tiny one is not blown up."""
        self.is_fit = True
        self.resetTransform()
        picture = self._item.pixmap().size().toSizeF()
        room = self.viewport().size()
        if picture.isEmpty():
            return
        scale = min(room.width() / picture.width(), room.height() / picture.height())
        scale = min(scale, _LARGER * self._real_scale())
        self.scale(scale, scale)
        self.zoomed.emit()

    def zoom(self, steps: float) -> None:
        """Look so many steps closer, or from further away."""
        factor = _STEP**steps
        scale = self.transform().m11() * factor
        if not self._item.pixmap().isNull() and 0.02 < scale < _MOST:
            self.is_fit = False
            self.scale(factor, factor)
            self.zoomed.emit()

    @property
    def percent(self) -> int:
        """How large it is shown, of its own size in pixels."""
        return round(100 * self.transform().m11() / self._real_scale())

    def _real_scale(self) -> float:
        """The scale at which a pixel of the file is one of the screen."""
        width = self._item.pixmap().width()
        whole = self._whole.width() if self._whole else width
        return max(1, whole) / max(1, width) / self.devicePixelRatioF()

    # Qt

    def drawForeground(self, painter: QPainter, _rect: QRectF | QRect) -> None:
        if self._marked is None or not self.draws_boxes or self._item.pixmap().isNull():
            return
        corners = self.mapFromScene(self._scene.sceneRect()).boundingRect()
        painter.save()
        painter.resetTransform()
        room = QRectF(QPointF(corners.topLeft()), corners.size().toSizeF())
        draw_boxes(
            painter, self._marked, room, self._whole, turn=self._turn, line=_LINE, named=True
        )
        painter.restore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(event.angleDelta().y() / 120)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.is_fit:
            self.fit()
