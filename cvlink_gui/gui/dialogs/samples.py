"""Images of a choice, with the boxes on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from cvlink_gui.core.boxes import Marked
from cvlink_gui.core.names import shown
from cvlink_gui.gui.auditing import Auditor
from cvlink_gui.gui.gallery import Reading
from cvlink_gui.gui.panels.boxes import draw_boxes
from cvlink_gui.gui.previews import Preview
from cvlink_gui.gui.theme import UNIT

SAMPLES = 5  # images
_SIDE = 26 * UNIT  # of one of them, px
_GAP = 2 * UNIT


@dataclass(frozen=True, slots=True)
class Sample:
    """A chosen image, and the boxes on it, a colour a class."""

    path: bytes
    marked: Marked


class Samples(QWidget):
    """Pictures side by side, as many as there is room for."""

    def __init__(self, auditor: Auditor) -> None:
        super().__init__()
        self._auditor = auditor
        self._shown: Sequence[Sample] | None = None
        self._reading: Reading | None = None
        self.pictures = [QLabel() for _ in range(SAMPLES)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for picture in self.pictures:
            picture.setFixedSize(QSize(_SIDE, _SIDE))
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            picture.setWordWrap(True)
            picture.setProperty("quiet", True)
            row.addWidget(picture)
        row.addStretch(1)
        self.setMinimumWidth(_SIDE)

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """Read images and show them; those of an earlier choice are of no use any more."""
        self.stop()
        self._shown = samples
        for picture in self.pictures:
            picture.clear()
            picture.setToolTip("")
        side = round(_SIDE * self.devicePixelRatioF())

        def take(place: int, found: Preview) -> None:
            if self._shown is samples:
                self._show(self.pictures[place], samples[place], found)

        self._reading = self._auditor.previews([sample.path for sample in samples], side, take)

    def forget(self) -> None:
        """What is read by now is not shown: something else is wanted."""
        self._shown = None

    def stop(self) -> None:
        """Nobody looks at them any more."""
        self.forget()
        if self._reading is not None:
            self._reading.cancel()

    def _show(self, label: QLabel, sample: Sample, found: Preview) -> None:
        label.setToolTip(shown(sample.path))
        label.setAccessibleName(shown(sample.path))
        if found.image is None or found.size is None:
            label.setText(found.why)
            return
        picture = QPixmap.fromImage(found.image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        painter = QPainter(picture)
        room = QRectF(QPointF(), picture.deviceIndependentSize())
        draw_boxes(painter, sample.marked, room, found.size, turn=found.turn)
        painter.end()
        label.setPixmap(picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for place, picture in enumerate(self.pictures):
            picture.setVisible((place + 1) * (_SIDE + _GAP) - _GAP <= event.size().width())
