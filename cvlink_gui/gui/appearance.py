"""The theme and the language of the program, as the user wants them or as the system has them."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from cvlink_gui.core.settings import LANGUAGE, THEME, Option
from cvlink_gui.gui import theme
from cvlink_gui.gui.words import language, speak

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow


class Appearance(QObject):
    """Lets the program look and speak as the options of the user say, from the moment they do."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._bench = window.workbench
        self._bench.preferences.user_set.connect(self._user_set)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def switch_theme(self) -> None:
        """From light to dark and back; kept for the next start."""
        self._bench.set_user(THEME, "light" if theme.current() is theme.DARK else "dark")

    def switch_language(self) -> None:
        """From English to Turkish and back; kept for the next start."""
        self._bench.set_user(LANGUAGE, "en" if language() == "tr" else "tr")

    def _user_set(self, option: Option[Any]) -> None:
        if option == THEME:
            self._use_theme()
        elif option == LANGUAGE:
            self._use_language()

    def _follow_system(self, _scheme: Qt.ColorScheme) -> None:
        if self._bench.user[THEME] == "system":
            self._use_theme()

    def _use_theme(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.choose(app, self._bench.user[THEME])
            self._window.restyle()

    def _use_language(self) -> None:
        app = QApplication.instance()
        if app is not None:
            speak(app, self._bench.user[LANGUAGE])
