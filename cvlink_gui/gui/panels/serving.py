"""The address of the metrics, in the status bar; a click copies it."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton

from cvlink_gui.gui import icons
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.serving import Serving
from cvlink_gui.gui.words import tr_said


class ServingButton(QToolButton):
    """Seen while metrics are served; `copied` carries the address that is in the clipboard now."""

    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._url = ""
        self._is_wrong = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(self._copy)
        self.hide()

    def follow(self, serving: Serving) -> None:
        """Say where the metrics are, and whether something is known of the project."""
        self._url, self._is_wrong = serving.url, bool(serving.wrong)
        self.setVisible(serving.is_on)
        self.setText(self._words())
        where = self.tr("Prometheus finds the metrics of this project at {0}.").format(self._url)
        copy = self.tr("A click copies the address.")
        wrong = self.tr("Nothing is known now: {0}").format(tr_said(serving.wrong))
        lines = [where, copy, *([wrong] if self._is_wrong else [])]
        reason = "" if self._url else self.tr("The metrics are not served yet.")
        explain(self, reason, "\n".join(lines))
        self.setAccessibleName(self._words())
        self.restyle()

    def restyle(self) -> None:
        """Draw the icon in the colours of the theme in use."""
        wrong = icons.icon("triangle-alert", "warning")
        self.setIcon(wrong if self._is_wrong else icons.icon("chart-line"))

    def _words(self) -> str:
        if not self._url:
            return self.tr("Metrics: starting…")
        if self._is_wrong:
            return self.tr("Metrics: nothing is known")
        return self.tr("Metrics at {0}").format(QUrl(self._url).authority())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._url)
        self.copied.emit(self._url)
