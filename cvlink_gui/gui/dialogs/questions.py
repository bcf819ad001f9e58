"""Questions about a change: what shall become of one that is cancelled, or that a crash left."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from cvlink_gui.fs.apply import Cancel
from cvlink_gui.fs.journal import Entry
from cvlink_gui.gui.dialogs.asking import Question
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.running import Run, Runner, number
from cvlink_gui.gui.words import tr_said


class CancelQuestion(Question):
    """Asks what shall become of a change while it goes on; `answered` has the answer.

    It closes by itself, with no answer, when there is nothing left to be decided.
    """

    answered = Signal(object)  # Cancel; NO for "go on"

    def __init__(self, run: Run, parent: QWidget) -> None:
        super().__init__("circle-question-mark", "accent", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Cancel the change"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(self.tr("Cancel “{0}”?").format(run.title))
        self.setInformativeText(
            self.tr("It goes on until you choose. What is kept can be undone later.")
            if run.can_be_kept
            else self.tr("It goes on until you choose. It is done as a whole, or not at all.")
        )
        roles = QMessageBox.ButtonRole
        self._keep: QPushButton | None = None
        if run.can_be_kept:
            self._keep = self._add("", roles.AcceptRole, Cancel.KEEP)
        self._add(self.tr("Take it all back"), roles.DestructiveRole, Cancel.ROLL_BACK)
        go_on = self._add(self.tr("Go on"), roles.RejectRole, Cancel.NO)
        self.setDefaultButton(go_on)
        self.setEscapeButton(go_on)
        self.show_run(run)

    def show_run(self, run: Run | None) -> None:
        """Follow the change, which goes on meanwhile; None when it has ended."""
        if run is None:
            self.done(0)
        elif self._keep is not None:
            words = self.tr("Keep what is done ({0} of {1})")
            self._keep.setText(words.format(number(run.done), number(run.steps)))
            explain(self._keep, "" if run.done else self.tr("Nothing is done yet."))

    def _add(self, words: str, role: QMessageBox.ButtonRole, answer: Cancel) -> QPushButton:
        button = self.addButton(words, role)
        button.clicked.connect(lambda: self.answered.emit(answer))
        return button


class Questions(QObject):
    """What the window asks about changes: about the one under way, one question at a time."""

    def __init__(self, runner: Runner, window: QWidget) -> None:
        super().__init__(window)
        self._runner = runner
        self._window = window
        self._cancel: CancelQuestion | None = None
        self._closes_after_run = False
        runner.progressed.connect(self._progressed)
        runner.running.connect(self._running)
        runner.unfinished.connect(self._ask_to_recover)

    def ask_to_cancel(self) -> None:
        """Ask what shall become of the change under way."""
        run = self._runner.under_way
        if self._cancel is None and run is not None and run.can_stop and run.wish is Cancel.NO:
            self._cancel = CancelQuestion(run, self._window)
            self._cancel.answered.connect(self._answered)
            self._cancel.finished.connect(self._forget)
            self._cancel.open()

    def close_after_run(self) -> None:
        """Ask as well, and close the window as soon as the change has ended."""
        self._closes_after_run = True
        self.ask_to_cancel()

    def _answered(self, answer: Cancel) -> None:
        self._runner.cancel(answer)
        if answer is Cancel.NO:
            self._closes_after_run = False

    def _forget(self, _code: int) -> None:
        self._cancel = None

    def _progressed(self, run: Run | None) -> None:
        if self._cancel is not None:
            self._cancel.show_run(run)

    def _running(self, on: bool) -> None:
        if not on and self._closes_after_run:
            QTimer.singleShot(0, self._window.close)

    def _ask_to_recover(self, entry: Entry) -> None:
        """Offer to finish, or to take back, a change that a crash or a power cut interrupted."""
        box = Question("triangle-alert", "warning", self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("A change was not finished"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("“{0}” was interrupted.").format(tr_said(entry.title)))
        box.setInformativeText(
            self.tr(
                "Finish does the rest of it; Roll back takes back what was done. Until then "
                "nothing else can be changed here."
            )
        )
        finish = box.addButton(self.tr("Finish"), QMessageBox.ButtonRole.AcceptRole)
        back = box.addButton(self.tr("Roll back"), QMessageBox.ButtonRole.DestructiveRole)
        box.setEscapeButton(box.addButton(self.tr("Later"), QMessageBox.ButtonRole.RejectRole))
        finish.clicked.connect(lambda: self._runner.recover(entry, forward=True))
        back.clicked.connect(lambda: self._runner.recover(entry, forward=False))
        box.open()
