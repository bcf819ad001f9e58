"""Another language while the window is open: what has words is made anew and put as the old was.

Nothing has to remember which of its words came from where, so nothing can be forgotten.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QTabWidget,
    QWidget,
)

from cvlink_gui.gui.words import language

Place = tuple[tuple[str, int], ...]  # the way to a widget: classes, and numbers among their kind


@runtime_checkable
class Retold(Protocol):
    """A dialog that says itself in the language of today; one that does not is closed."""

    def retranslate(self) -> None: ...


class Retelling(QObject):
    """Has a window say everything anew, in the turn after another language was chosen.

    retell  makes anew what has words in it, but for dialogs
    spoken  the language in which the window says everything
    """

    def __init__(self, window: QWidget, retell: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._retell = window, retell
        self.spoken = language()
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._follow)

    def start(self) -> None:
        """Another language may have been chosen."""
        self._turn.start()

    def _follow(self) -> None:
        if self.spoken == language():
            return
        self.spoken = language()
        for dialog in self._window.findChildren(QDialog):
            if isinstance(dialog, Retold):
                dialog.retranslate()
            else:
                dialog.reject()
        self._retell()


def carry_over(old: QWidget, new: QWidget, focused: QWidget | None) -> None:
    """Give the widgets in `new` what was typed, chosen and moved in those of `old`.

    Both were made by the same code; what only one of them has stays as it is.

    focused  the one that had the keys
    """
    fresh = dict(_places(new))
    for place, widget in _places(old):
        twin = fresh.get(place)
        if twin is None:
            continue
        for kind, give in _CARRIED.items():
            if isinstance(widget, kind):
                give(widget, twin)
        if widget is focused:
            twin.setFocus()


def _places(root: QWidget, way: Place = ()) -> Iterator[tuple[Place, QWidget]]:
    numbers: Counter[str] = Counter()
    for child in root.children():
        if isinstance(child, QWidget):
            kind = type(child).__name__
            place = (*way, (kind, numbers[kind]))
            numbers[kind] += 1
            yield place, child
            yield from _places(child, place)


def _give_text(old: QLineEdit, new: QLineEdit) -> None:
    if not new.isReadOnly():
        new.setText(old.text())


def _give_choice(old: QComboBox, new: QComboBox) -> None:
    if old.count() == new.count():
        new.setCurrentIndex(old.currentIndex())


def _give_check(old: QAbstractButton, new: QAbstractButton) -> None:
    if new.isCheckable():
        new.setChecked(old.isChecked())


_CARRIED: Mapping[type[QWidget], Callable[[Any, Any], object]] = {
    QSplitter: lambda old, new: new.restoreState(old.saveState()),
    QHeaderView: lambda old, new: new.restoreState(old.saveState()),
    QTabWidget: lambda old, new: new.setCurrentIndex(old.currentIndex()),
    QLineEdit: _give_text,
    QComboBox: _give_choice,
    QAbstractButton: _give_check,
}
