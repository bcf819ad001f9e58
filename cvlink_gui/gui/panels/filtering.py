"""What filters are made of: a field for words, and buttons that are on or off."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton

from cvlink_gui.gui.naming import name_clear_button
from cvlink_gui.gui.theme import spaced


class FilterEdit(QLineEdit):
    """A field for words; Escape clears it, and is somebody else's once it is empty."""

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setToolTip(placeholder)  # a narrow window has no room for it
        self.setClearButtonEnabled(True)
        name_clear_button(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class ChipButton(QToolButton):
    """A button that stays on."""

    def __init__(self) -> None:
        super().__init__()
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setCheckable(True)
        self.setProperty("chip", True)

    def shorten(self, *, on: bool) -> None:
        """Show the icon only; the tip has the words."""
        styles = Qt.ToolButtonStyle
        self.setToolButtonStyle(
            styles.ToolButtonIconOnly if on else styles.ToolButtonTextBesideIcon
        )
        self.setProperty("short", on)
        for pass_on in (self.style().unpolish, self.style().polish):
            pass_on(self)  # its look goes by a property, which Qt does not watch

    def say(self, words: str) -> None:
        """What it says; for a screen reader without the distance from its icon."""
        self.setText(spaced(words))
        self.setAccessibleName(words)
