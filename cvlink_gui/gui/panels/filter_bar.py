"""The filter bar: words as text, glob or regular expression, and chips for states."""

import re
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from cvlink_gui.core.filter import Filter, Mode
from cvlink_gui.core.links import BROKEN, Health
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.naming import name_box
from cvlink_gui.gui.panels.filtering import ChipButton, FilterEdit
from cvlink_gui.gui.theme import UNIT

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
        wanted = [health for chip in self.chips if chip.state == 1 for health in chip.healths]
        unwanted = [health for chip in self.chips if chip.state == 2 for health in chip.healths]
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
            chip.set_state(0)
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
        self.edit.setToolTip(message)

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
    """Three states: off, only these, without these."""

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
        self.state = 0
        self._text = text
        self._changed = changed
        self._mark = (mark, field)
        self.restyle()
        self.clicked.connect(self._next)
        self.set_state(0)

    def restyle(self) -> None:
        """Draw the icon in the colours of the theme in use."""
        self.setIcon(icons.icon(*self._mark))

    def set_state(self, state: int) -> None:
        """0 off, 1 only these, 2 without these."""
        self.state = state
        self.setChecked(state > 0)
        words = (self._text, self._text, self.tr("Not {0}").format(self._text))
        self.say(words[state])
        self.setToolTip(self.tr("Click: only these, without these, off"))

    def _next(self) -> None:
        self.set_state((self.state + 1) % 3)
        self._changed()
