"""What a drag looks like, and a strip to drop on."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QLabel, QWidget

from cvlink_gui.gui import theme
from cvlink_gui.gui.mime import from_mime
from cvlink_gui.gui.theme import UNIT

AT_ONCE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
Say = Callable[[list[bytes], int | None], tuple[bool, str]]  # may it be dropped here, in words


class DropZone(QLabel):
    """A strip that is always there to drop on, also where the rows leave no empty area."""

    dropped = Signal(object, object, bool)  # sources, None, at once

    def __init__(self, words: str, say: Say) -> None:
        super().__init__(words)
        self._words = words
        self._say = say
        self.setAcceptDrops(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedHeight(9 * UNIT)
        self.setProperty("zone", True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        prefer_link(event)
        allowed, words = self._say(from_mime(event.mimeData()), None)
        self.setText(words)
        self._set_hot(on=allowed)
        event.setAccepted(allowed)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._rest()

    def dropEvent(self, event: QDropEvent) -> None:
        self._rest()
        prefer_link(event)
        event.accept()
        at_once = event.modifiers() & AT_ONCE == AT_ONCE
        self.dropped.emit(from_mime(event.mimeData()), None, at_once)

    def _rest(self) -> None:
        self.setText(self._words)
        self._set_hot(on=False)

    def _set_hot(self, *, on: bool) -> None:
        self.setProperty("hot", on)
        self.style().unpolish(self)
        self.style().polish(self)


class Hint(QFrame):
    """The sentence under the row while something is dragged over it."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view.viewport())
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        row.addWidget(self._label)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, words: str, allowed: bool, row: QRect) -> None:
        """Show words below a row, in the colour of yes or no."""
        around = self.parentWidget()
        if not words or around is None:
            self.hide()
            return
        self.setProperty("hint", allowed)
        self.setProperty("refused", not allowed)
        for widget in (self, self._label):
            self.style().unpolish(widget)
            self.style().polish(widget)
        self._label.setText(words)
        limit = around.width() - 4 * UNIT
        wanted = self._label.fontMetrics().horizontalAdvance(words) + 5 * UNIT
        self.setFixedWidth(min(limit, wanted))
        self.adjustSize()
        below = row.bottom() + UNIT
        top = below if below + self.height() < around.height() else row.top() - self.height()
        left = max(2 * UNIT, min(row.left(), around.width() - self.width() - 2 * UNIT))
        self.move(left, max(0, top))
        self.show()
        self.raise_()


def label_picture(view: QWidget, words: str) -> QPixmap:
    """A rounded label with the name of what is dragged."""
    ratio = view.devicePixelRatioF()
    width = min(view.fontMetrics().horizontalAdvance(words) + 4 * UNIT, 60 * UNIT)
    picture = QPixmap(QSize(round(width * ratio), round(theme.ROW_HEIGHT * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.color("raised"))
    painter.setPen(theme.color("accent"))
    place = QRect(0, 0, width - 1, theme.ROW_HEIGHT - 1)
    painter.drawRoundedRect(place, 6, 6)
    painter.setPen(theme.color("text"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return picture


def prefer_link(event: QDropEvent) -> None:
    """Have a drop make links where it may."""
    # A drop that offers Copy|Move|Link proposes Copy, and Qt would refuse it.
    if event.possibleActions() & Qt.DropAction.LinkAction:
        event.setDropAction(Qt.DropAction.LinkAction)
