"""Report a problem: all that would be told is shown, can be changed, and saved or copied."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from cvlink_gui.core.errors import from_os_error
from cvlink_gui.core.veil import Veil
from cvlink_gui.features.problem_report import ProblemReport
from cvlink_gui.fs.files import write_atomic
from cvlink_gui.gui import theme
from cvlink_gui.gui.dialogs.frame import OfProgram, column_of
from cvlink_gui.gui.jobs import once
from cvlink_gui.gui.notices import Notice
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.words import language

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow
    from cvlink_gui.gui.workbench import Workbench

_SIZE = (210, 165)  # units
_TOLD = 20 * UNIT  # px high: what happened, in the words of the user
_FILE = "cvlink-problem.txt"


class ProblemReportDialog(OfProgram):
    """The text comes when it is collected; what is typed into it stays until a box is ticked."""

    def __init__(self, crash: str, bench: "Workbench", parent: QWidget) -> None:
        """crash: details of an error that was just told; "" for none."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Report a problem"))
        self._crash = crash
        self._bench = bench
        self._found: ProblemReport | None = None
        self.told = QPlainTextEdit()
        self.told.setPlaceholderText(self.tr("What did you do, and what happened?"))
        self.told.setAccessibleName(self.tr("What happened"))
        self.told.setTabChangesFocus(True)
        self.told.setFixedHeight(_TOLD)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("The report"))
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.hidden = self._box(self.tr("Hide private names and paths"))
        self.settings = self._box(self.tr("Settings"))
        self.log = self._box(self.tr("Last lines of the log"))
        self.copy = QPushButton(self.tr("Copy"))
        self.copy.clicked.connect(lambda _on=False: self._copy())
        self.save = QPushButton(self.tr("Save…"))
        self.save.clicked.connect(lambda _on=False: self._save())
        self.place = QLabel()
        self._lay_out()
        self._wait(on=True)
        self.told.setFocus()

    def show_report(self, found: ProblemReport) -> None:
        """Show what was collected."""
        self._found = found
        self.place.setText(self.tr("The log is {0}").format(found.log))
        self._wait(on=False)
        self._fill()

    @property
    def whole(self) -> str:
        """The text as it is saved: what the user tells, then what was collected."""
        told = self.told.toPlainText().strip()
        return (f"## What happened\n\n{told}\n\n" if told else "") + self.text.toPlainText()

    def _box(self, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setChecked(True)
        box.toggled.connect(lambda _on: self._fill())
        return box

    def _lay_out(self) -> None:
        words = QLabel(
            self.tr(
                "Nothing is sent. This is all that would be in the report: read it, change what "
                "you like, then copy or save it and give it to whoever helps you."
            )
        )
        words.setWordWrap(True)
        self.place.setWordWrap(True)
        self.place.setProperty("quiet", True)
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        boxes = QHBoxLayout()
        boxes.setSpacing(5 * UNIT)
        for box in (self.hidden, self.settings, self.log):
            boxes.addWidget(box)
        boxes.addStretch(1)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(lambda _on=False: self.reject())
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        row.addStretch(1)
        for button in (self.copy, self.save, close):
            button.setAutoDefault(False)
            row.addWidget(button)
        column = column_of(self)
        for widget in (words, self.told):
            column.addWidget(widget)
        column.addLayout(boxes)
        column.addWidget(self.text, 1)
        column.addWidget(self.place)
        column.addLayout(row)
        self.resize(*(side * UNIT for side in _SIZE))

    def _wait(self, *, on: bool) -> None:
        for widget in (self.copy, self.save, self.hidden, self.settings, self.log):
            widget.setEnabled(not on)
        self.text.setPlaceholderText(self.tr("Collecting…") if on else "")

    def _fill(self) -> None:
        found = self._found
        if found is None:
            return
        boxes = {"settings": self.settings, "log": self.log}
        choices = frozenset(name for name, box in boxes.items() if box.isChecked())
        is_private = not self.hidden.isChecked()
        crash = self._crash if is_private else Veil(found.names).over(self._crash)
        error = f"## The error\n\n{crash.strip()}\n\n" if crash else ""
        self.text.setPlainText(error + found.text(choices, private=is_private))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.whole)
        self._bench.noticed.emit(Notice(self.tr("The report was copied.")))

    def _save(self) -> None:
        file, _ = QFileDialog.getSaveFileName(self, self.tr("Save the report"), _FILE)
        if file:
            self.write(file)

    def write(self, file: str) -> None:
        """Save the text as it is shown."""
        path, data = file.encode("utf-8", "surrogateescape"), self.whole.encode("utf-8")

        def work() -> None:
            try:
                write_atomic(path, data)
            except OSError as error:
                raise from_os_error(error, "save the report", path) from error

        said = Notice(self.tr("Saved: {0}").format(file))
        title = self.tr("Saving the report")
        self._bench.start(title, once(work), lambda _none: self._bench.noticed.emit(said))


def window_facts(window: "MainWindow") -> list[tuple[str, str]]:
    """What only the window knows, for the report."""
    screen = window.screen()
    size = screen.geometry()
    return [
        ("Qt", qVersion() or ""),
        ("platform", QGuiApplication.platformName()),
        ("language", language()),
        ("theme", theme.current().name),
        ("screen", f"{size.width()}x{size.height()}, {screen.devicePixelRatio():g} times"),
        ("window", f"{window.width()}x{window.height()}"),
    ]
