"""An error nobody expected: said once of each kind, with details to copy; the program goes on."""

import logging
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui import __version__
from cvlink_gui.gui import icons
from cvlink_gui.gui.dialogs.frame import OfProgram, column_of
from cvlink_gui.gui.theme import UNIT

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow

_WIDTH = 130 * UNIT
_DETAILS = 50 * UNIT  # px high

log = logging.getLogger(__name__)


class Trouble(QObject):
    """Tells unexpected errors of the GUI thread and of jobs."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._times: dict[tuple[str, str], int] = {}

    def hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """As `sys.excepthook`: log it and tell it.

        One that comes again and again, as while painting, fills neither the screen nor the log.
        """
        times = self._times.get(_kind(error), 0) + 1
        if times & (times - 1) == 0:
            log.error("unexpected, %d times", times, exc_info=(kind, error, trace))
        self.tell(error)

    def tell(self, error: BaseException) -> None:
        """Show the first error of its kind; what was logged already is not logged again."""
        kind = _kind(error)
        self._times[kind] = self._times.get(kind, 0) + 1
        if self._times[kind] > 1:
            return
        title = self.tr("Something unexpected happened")
        words = self.tr(
            "A mistake of the program came up: {0}.\nThe program goes on. No change to your links "
            "is left half done. This is shown once; if it comes again, please report it."
        ).format(f"{type(error).__name__}: {error}"[:300])
        self._show(title, words, "".join(traceback.format_exception(error)))

    def tell_crash(self, details: str) -> None:
        """Say that the program did not come to its end the last time."""
        title = self.tr("The program ended unexpectedly last time")
        words = self.tr(
            "Your links are safe: a change that was under way is finished or rolled back when its "
            "project is opened. If this comes again, please report it."
        )
        self._show(title, words, details)

    def _show(self, title: str, words: str, details: str) -> None:
        dialog = TroubleDialog(title, words, f"cvlink-gui {__version__}\n{details}", self._window)
        dialog.report.clicked.connect(lambda _on=False: self._window.help.report(details))
        if not self._window.isActiveWindow():
            dialog.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        dialog.show()


class TroubleDialog(OfProgram):
    """Plain words first; the details are opened by a button. It holds nothing up."""

    def __init__(self, title: str, words: str, details: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        heading = QLabel(title)
        heading.setProperty("strong", True)
        self.words = QLabel(words)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setMinimumWidth(_WIDTH)
        self.setAccessibleDescription(words)
        self.details = QPlainTextEdit(details)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(self.tr("Details"))
        self.details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.details.setMinimumHeight(_DETAILS)
        self.details.hide()
        self.more = QPushButton(self.tr("Details"))
        self.more.setCheckable(True)
        self.more.toggled.connect(self._open)
        self.copy = QPushButton(self.tr("Copy details"))
        self.copy.clicked.connect(lambda _on=False: self._copy())
        self.report = QPushButton(self.tr("Report a problem…"))
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(lambda _on=False: self.reject())
        self._lay_out(heading, (self.more, self.copy, self.report), close)
        close.setFocus()

    def _lay_out(
        self, heading: QLabel, buttons: tuple[QPushButton, ...], close: QPushButton
    ) -> None:
        mark = QLabel()
        mark.setPixmap(icons.pixmap("circle-x", "bad", 24, self.devicePixelRatioF()))
        text = QVBoxLayout()
        text.setSpacing(2 * UNIT)
        text.addWidget(heading)
        text.addWidget(self.words)
        top = QHBoxLayout()
        top.setSpacing(3 * UNIT)
        top.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(text, 1)
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        for button in buttons:
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        column = column_of(self)
        column.setSpacing(4 * UNIT)
        column.addLayout(top)
        column.addWidget(self.details, 1)
        column.addLayout(row)

    def _open(self, on: bool) -> None:
        self.details.setVisible(on)
        self.more.setText(self.tr("Hide details") if on else self.tr("Details"))
        self.adjustSize()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())


def _kind(error: BaseException) -> tuple[str, str]:
    """The same for errors of one type from one line."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return type(error).__name__, place
