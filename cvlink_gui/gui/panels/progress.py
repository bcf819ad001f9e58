"""How far something is, and a way to stop it: a part of the status bar."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.theme import UNIT

_WIDTH = 30 * UNIT
_LEAST = 10 * UNIT  # px left of a text or a bar where the window is narrow
_TITLE = 70 * UNIT


class ShortLabel(QLabel):
    """One line that gives way: where there is no room for all of it, its middle is left out."""

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return QSize(min(_LEAST, whole.width()), whole.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        place, middle = self.contentsRect(), Qt.TextElideMode.ElideMiddle
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        words = self.fontMetrics().elidedText(self.text(), middle, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()


class ProgressStrip(QWidget):
    """Words, a bar, and a button; `cancel_wanted` asks to stop."""

    cancel_wanted = Signal()

    def __init__(self, name: str, cancel: str) -> None:
        """name: what screen readers call the bar; cancel: the words of the button."""
        super().__init__()
        self.title = ShortLabel()
        self.title.setMaximumWidth(_TITLE)
        self.words = ShortLabel()
        for label in (self.title, self.words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("quiet", True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(name)
        self.bar.setMinimumWidth(_LEAST)
        self.bar.setMaximumWidth(_WIDTH)
        self.bar.setTextVisible(False)
        self.cancel = QToolButton()
        self.cancel.setText(cancel)
        self.cancel.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.cancel.setAccessibleName(cancel)
        self.cancel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.cancel.clicked.connect(self.cancel_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * UNIT, 0, 0, 0)
        row.setSpacing(2 * UNIT)
        for widget in (self.title, self.words, self.bar, self.cancel):
            row.addWidget(widget)
        self.restyle()
        self.show_progress("", "", 0, 0)
        self.hide()

    def restyle(self) -> None:
        """Draw the icon in the colours of the theme in use."""
        self.cancel.setIcon(icons.icon("x"))

    def show_progress(self, title: str, words: str, done: int, of: int) -> None:
        """Show how far it is; `of` is 0 where nobody knows."""
        for label, text in ((self.title, title), (self.words, words)):
            label.setText(text)
            label.setVisible(bool(text))
        self.title.setToolTip(title)
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.bar.setVisible(of > 0 or not theme.is_still())  # without an end it runs to and fro
        self.show()
