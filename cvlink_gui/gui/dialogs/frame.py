"""What all dialogs have the same of."""

from PySide6.QtWidgets import QDialog, QVBoxLayout

from cvlink_gui.gui.theme import UNIT


def column_of(dialog: QDialog) -> QVBoxLayout:
    """The column a dialog is made of: its parts below each other, the buttons last."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(5 * UNIT, 5 * UNIT, 5 * UNIT, 4 * UNIT)
    column.setSpacing(3 * UNIT)
    return column
