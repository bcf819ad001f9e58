"""What the inspector is made of: sections with a heading, labels, facts, buttons that lead on."""

import re
from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.theme import ICON, UNIT

_BREAKS = re.compile(r"/|[_.-](?=[^\W\d])")
_KEY_SHARE, _VALUE_SHARE = 2, 3  # of the width of a fact
_NARROW = 52 * UNIT  # px; below that its parts stand one below the other


class Section(QWidget):
    """A heading and rows; not seen while it has none."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.heading = QLabel(name)
        self.heading.setProperty("heading", True)
        self.heading.setIndent(0)
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 3 * UNIT, 0, 0)
        self._column.setSpacing(UNIT)
        self._column.addWidget(self.heading)
        self.hide()

    def fill(self, rows: Iterable[QWidget]) -> None:
        """Show these rows in place of those before."""
        fresh = list(rows)
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = fresh
        for row in fresh:
            self._column.addWidget(row)
        self.setVisible(bool(fresh))


class Way(QPushButton):
    """A line one can follow, by a click or by keys; what does not fit is left out of its middle."""

    def __init__(self, icon: str, field: str, words: str, told: str) -> None:
        """`told`: all of it, for a screen reader and as a tip."""
        super().__init__(icons.icon(icon, field), "")
        self._words = words
        self.setFlat(True)
        self.setProperty("way", True)
        self.setIconSize(QSize(ICON, ICON))
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - ICON - 5 * UNIT
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(theme.spaced(self.fontMetrics().elidedText(self._words, middle, room)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def label(text: str) -> QLabel:
    """Plain text that wraps, and can be copied."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made


def small(text: str) -> QLabel:
    made = label(breakable(text))
    made.setProperty("quiet", True)
    return made


def row(picture: QPixmap, words: str) -> QWidget:
    """A line of text behind an icon."""
    widget = QWidget()
    line = QHBoxLayout(widget)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(2 * UNIT)
    mark = QLabel()
    mark.setPixmap(picture)
    line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(breakable(words)), 1)
    widget.setAccessibleName(words)
    return widget


class Fact(QWidget):
    """A name, and beside it what it is; below it where there is little room."""

    def __init__(self, name: str, value: str, field: str = "text") -> None:
        super().__init__()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        key, text = label(name), label(breakable(value))
        key.setProperty("quiet", True)
        text.setStyleSheet(f"color: {theme.color(field).name()};")
        self._line.addWidget(key, _KEY_SHARE, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(text, _VALUE_SHARE, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(f"{name}: {value}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = event.size().width() < _NARROW
        way = QBoxLayout.Direction
        self._line.setDirection(way.TopToBottom if is_narrow else way.LeftToRight)
        self._line.setSpacing(0 if is_narrow else 2 * UNIT)


def breakable(path: str) -> str:
    """A long path may break behind its slashes, and its names at their marks, but no number.

    A zero-width space shows nothing.
    """
    return _BREAKS.sub("\\g<0>\u200b", path)
