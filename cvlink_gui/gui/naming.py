"""Names for screen readers, where Qt would tell another one or none."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton

from cvlink_gui.gui.words import tr


def name_box(box: QComboBox, name: str) -> None:
    """Name a box without a label: on Linux Qt tells what is chosen in place of its name."""
    box.setAccessibleName(name)
    box.setAccessibleDescription(name)


def name_clear_button(edit: QLineEdit) -> None:
    """Name the button of a field that clears it: it has a picture only."""
    for button in edit.findChildren(QToolButton):
        if not button.text():
            button.setAccessibleName(tr("Clear the words"))
