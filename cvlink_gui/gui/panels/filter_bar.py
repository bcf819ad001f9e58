"""The filter bar: words as text, glob or regular expression, and chips for states."""

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from cvlink_gui.core.filter import Filter, Mode
from cvlink_gui.core.links import BROKEN, Health
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.naming import name_box
from cvlink_gui.gui.panels.filtering import ChipButton, FilterEdit
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.words import tr

OFF, ONLY, WITHOUT = range(3)  # states of a chip
_UNSURE = (Health.UNKNOWN, Health.NOT_ANSWERING, Health.NOT_FETCHED, Health.OUTSIDE)


class FilterBar(QWidget):
    """`changed` carries a Filter as soon as no key is waiting to be read."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.edit = FilterEdit(self.tr("Filter"), self.tr("Filter by name…"))
        self.edit.setMinimumWidth(48 * UNIT)
        self._search = self.edit.addAction(
            icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition
        )
        self._search.setText(self.tr("Filter"))
        self.mode = QComboBox()
        name_box(self.mode, self.tr("Kind of filter"))
        for mode, words in (
            (Mode.TEXT, self.tr("Text")),
            (Mode.GLOB, self.tr("Glob")),
            (Mode.REGEX, self.tr("Regex")),
        ):
            self.mode.addItem(words, mode)
        self.chips = [
            Chip(self.tr("Broken"), "link-2-off", "bad", tuple(BROKEN), self._start),
            Chip(self.tr("Unsure"), "circle-question-mark", "unknown", _UNSURE, self._start),
            Chip(self.tr("Healthy"), "circle-check", "good", (Health.OK,), self._start),
        ]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self.edit, 1)
        row.addWidget(self.mode)
        for chip in self.chips:
            row.addWidget(chip)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._emit)
        self.edit.textChanged.connect(self._start)
        self.mode.currentIndexChanged.connect(self._start)

    @property
    def filter(self) -> Filter:
        """What the bar says."""
        wanted = [health for chip in self.chips if chip.state == ONLY for health in chip.healths]
        unwanted = [
            health for chip in self.chips if chip.state == WITHOUT for health in chip.healths
        ]
        mode = Mode(self.mode.currentData())
        return Filter(self.edit.text(), mode, tuple(wanted), tuple(unwanted))

    @property
    def chip_states(self) -> bytes:
        """The state of each chip."""
        return bytes(chip.state for chip in self.chips)

    def restore(self, words: str, mode: Mode, chip_states: bytes) -> None:
        """Say again what it said when it was left."""
        self.edit.setText(words)
        self.mode.setCurrentIndex(self.mode.findData(mode))
        for chip, state in zip(self.chips, chip_states, strict=False):
            chip.set_state(state % 3)
        self._start()

    def reset(self) -> None:
        """Clear everything without a word."""
        self.blockSignals(True)
        self.edit.clear()
        for chip in self.chips:
            chip.set_state(OFF)
        self.blockSignals(False)
        self._timer.stop()

    def restyle(self) -> None:
        """Draw the icons in the colours of the theme in use."""
        self._search.setIcon(icons.icon("search"))
        for chip in self.chips:
            chip.restyle()

    def mark_error(self, message: str) -> None:
        """Show that the words are no regular expression; nothing clears it."""
        color = theme.color("bad").name()
        self.edit.setStyleSheet(f"border-color: {color};" if message else "")
        self.edit.setToolTip(message or self.edit.placeholderText())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            for widget in (self, self.edit, self.mode):
                tip = self.edit.placeholderText() if widget is self.edit else ""
                widget.setToolTip(tip if self.isEnabled() else no_project())

    def _healths(self, state: int) -> tuple[Health, ...]:
        """Those of all chips in a state."""
        return tuple(h for chip in self.chips if chip.state == state for h in chip.healths)

    def _start(self) -> None:
        self._timer.start(0)  # keys that are there already are read first

    def _emit(self) -> None:
        wish = self.filter
        try:
            wish.pattern()
        except re.error as error:
            self.mark_error(self.tr("No regular expression: {0}").format(error))
            return
        self.mark_error("")
        self.changed.emit(wish)


class Chip(ChipButton):
    """Three states: off, only these, without these. A click or Space goes to the next one.

    With Shift, to the one before; + and - choose one, Backspace switches it off.
    """

    def __init__(
        self,
        text: str,
        mark: str,
        field: str,
        healths: tuple[Health, ...],
        changed: Callable[[], None],
    ) -> None:
        super().__init__()
        self.healths = healths
        self.state = OFF
        self._text = text
        self._changed = changed
        self._mark = (mark, field)
        self.clicked.connect(self._next)
        self.set_state(OFF)

    def restyle(self) -> None:
        """Draw the icon in the colours of the theme in use."""
        self.setIcon(
            icons.icon("ban", "quiet") if self.state == WITHOUT else icons.icon(*self._mark)
        )

    def set_state(self, state: int) -> None:
        """OFF, ONLY these, WITHOUT these."""
        self.state = state
        self.setChecked(state != OFF)
        self.setProperty("inverted", state == WITHOUT)
        for pass_on in (self.style().unpolish, self.style().polish):
            pass_on(self)  # its look goes by a property, which Qt does not watch
        words = (self._text, self._text, self.tr("Not {0}").format(self._text))
        self.say(words[state])
        heard = (
            self.tr("{0}: off"),
            self.tr("{0}: only these are shown"),
            self.tr("{0}: these are left out"),
        )
        self.setAccessibleName(heard[state].format(self._text))
        self.restyle()
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = _KEYS.get(Qt.Key(event.key()))
        if wish is None:
            super().keyPressEvent(event)
        elif wish != self.state:
            self._choose(wish)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            self._tell()

    def _tell(self) -> None:
        """What a click does, or why it does nothing."""
        keys = self.tr("Click: only these, without these, off. Keys: + only, - without.")
        self.setToolTip(f"{self.accessibleName()}\n{keys}" if self.isEnabled() else no_project())

    def _next(self) -> None:
        back = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        self._choose((self.state + (2 if back else 1)) % 3)

    def _choose(self, state: int) -> None:
        self.set_state(state)
        self._changed()


_KEYS = {
    Qt.Key.Key_Plus: ONLY,
    Qt.Key.Key_Minus: WITHOUT,
    Qt.Key.Key_Backspace: OFF,
    Qt.Key.Key_Delete: OFF,
}


def no_project() -> str:
    """Why there is nothing to filter."""
    return tr("No project is open.")
