"""Movement in the window: all of it, or none, as the user or the desktop wishes."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from cvlink_gui.core.settings import MOTION, Option
from cvlink_gui.fs import portal
from cvlink_gui.gui import theme
from cvlink_gui.gui.jobs import once

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench


class Motion(QObject):
    """Holds all that moves by itself still, or lets it; what moves asks `theme.is_still`.

    The desktop is asked at the beginning and whenever somebody comes back to the program.
    """

    told = Signal()  # it is otherwise than before

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._desktop_wants_less = self._is_closed = False
        bench.preferences.user_set.connect(self._user_set)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.applicationStateChanged.connect(self._state_changed)
        self._follow()

    def ask(self) -> None:
        """Ask the desktop, where its wish counts."""
        wanted = self._bench.user[MOTION] == "system" and not self._is_closed
        if wanted and portal.can_be_asked():
            self._bench.start("", once(portal.wants_less_motion), self._answered)

    def close(self) -> None:
        """Ask nobody any more."""
        self._is_closed = True

    def _answered(self, wants_less: bool) -> None:
        self._desktop_wants_less = wants_less
        self._follow()

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.ask()

    def _user_set(self, option: Option[Any]) -> None:
        if option == MOTION:
            self._follow()
            self.ask()

    def _follow(self) -> None:
        wish = self._bench.user[MOTION]
        still = wish == "reduced" or (wish == "system" and self._desktop_wants_less)
        app = QApplication.instance()
        if still is not theme.is_still() and isinstance(app, QApplication):
            theme.hold_still(app, on=still)
            self.told.emit()
