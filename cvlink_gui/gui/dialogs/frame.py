"""What all dialogs have the same of."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractItemView, QDialog, QVBoxLayout, QWidget

from cvlink_gui.gui.theme import UNIT

_NARROWEST = 120 * UNIT
# px: left, top, right, bottom
AROUND = (5 * UNIT, 5 * UNIT, 5 * UNIT, 4 * UNIT)


class OfProgram(QDialog):
    """A dialog about the program: it stays when another project is opened."""


class _Column(QVBoxLayout):
    """Is never lower than its words need where it is narrowest: Qt asks for one line of them."""

    def minimumSize(self) -> QSize:
        least = super().minimumSize()
        return QSize(least.width(), max(least.height(), self.minimumHeightForWidth(least.width())))


def column_of(dialog: QDialog) -> QVBoxLayout:
    """The column a dialog is made of: its parts below each other, the buttons last."""
    column = _Column(dialog)
    column.setContentsMargins(*AROUND)
    column.setSpacing(3 * UNIT)
    column.addStrut(_NARROWEST)
    return column


def stacked(*widgets: QWidget) -> QWidget:
    """Widgets below each other; the one with rows has what room is left."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2 * UNIT)
    for widget in widgets:
        column.addWidget(widget, int(isinstance(widget, QAbstractItemView)))
    return made


def bring_forward(window: QWidget, kind: type[QDialog]) -> bool:
    """Let the dialog of a kind that is open already have the keys; False if there is none."""
    known = window.findChildren(kind)
    if known:
        known[0].activateWindow()
    return bool(known)
