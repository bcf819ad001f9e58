"""What an option is edited with: a choice, a switch, a number with its unit, a table of rows.

Of each editor `changed` carries what is meant now, `typed` what it would be while one types.
"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox

from cvlink_gui.core.settings import FRAMEWORK, LANGUAGE, LINK_STYLE, MOTION, THEME, Option
from cvlink_gui.core.tabular import table_of
from cvlink_gui.gui import theme
from cvlink_gui.gui.dialogs.option_table import TableEditor
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.words import tr_core

_WIDTH = 48 * UNIT
_LARGEST = 1_000_000
# How choices are called in the window; those without a word are names.
CHOICE_WORDS = {
    THEME.key: {"system": "As the system", "light": "Light", "dark": "Dark"},
    LANGUAGE.key: {"system": "As the system", "en": "English", "tr": "Türkçe"},
    MOTION.key: {"system": "As the system", "full": "As usual", "reduced": "As little as can be"},
    LINK_STYLE.key: {
        "relative": "Relative links",
        "absolute": "Absolute links",
        "shortest": "The shorter of both",
    },
    FRAMEWORK.key: {
        "auto": "Found out by itself",
        "ultralytics": "Ultralytics",
        "torchvision": "torchvision",
        "coco": "COCO tools",
    },
}


class ChoiceEditor(QComboBox):
    """One of some words."""

    changed = Signal(object)
    typed = Signal(object)

    def __init__(self, option: Option[Any]) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(_WIDTH)
        for choice in option.choices:
            self.addItem(tr_core(CHOICE_WORDS[option.key][choice]), choice)
        self.activated.connect(lambda _row: self.changed.emit(self.currentData()))

    def show_value(self, value: str) -> None:
        self.setCurrentIndex(self.findData(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past it changes nothing."""
        event.ignore()


class SwitchEditor(QCheckBox):
    """On or off."""

    changed = Signal(object)
    typed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.toggled.connect(self._say)
        self.clicked.connect(lambda _on: self.changed.emit(self.isChecked()))
        self._say()

    def show_value(self, value: bool) -> None:
        self.setChecked(value)

    def _say(self) -> None:
        self.setText(self.tr("on") if self.isChecked() else self.tr("off"))


class NumberEditor(QSpinBox):
    """A whole number with what it counts."""

    changed = Signal(object)
    typed = Signal(object)

    def __init__(self, option: Option[Any]) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.aligned(self)
        self.setFixedWidth(_WIDTH)
        self.setRange(option.least or 0, option.most or _LARGEST)
        self.setGroupSeparatorShown(True)
        self.setKeyboardTracking(False)
        self.setSuffix(f" {tr_core(option.unit)}")
        if option.never:
            self.setSpecialValueText(self.tr("never"))
        self.valueChanged.connect(self.changed.emit)

    def show_value(self, value: int) -> None:
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


Editor = ChoiceEditor | SwitchEditor | NumberEditor | TableEditor


def make_editor(option: Option[Any], root: bytes | None) -> Editor:
    """The editor for an option; `root` is the project's folder, to choose folders in."""
    table = table_of(option)
    if table is not None:
        return TableEditor(table, root)
    if option.choices:
        return ChoiceEditor(option)
    return SwitchEditor() if isinstance(option.default, bool) else NumberEditor(option)
