"""Audit before training: one experiment, its verdict large and clear, then what was found."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.core.findings import Verdict
from cvlink_gui.core.names import basename, shown
from cvlink_gui.core.settings import FRAMEWORK
from cvlink_gui.features.audit import Audit, ExperimentVerdict
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.auditing import Auditor, Check
from cvlink_gui.gui.dialogs.frame import column_of
from cvlink_gui.gui.models.problems_model import number_words
from cvlink_gui.gui.naming import name_box
from cvlink_gui.gui.panels.findings import FindingsView
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.words import tr_said

_TELL_MS = 100
_MARK = 12 * UNIT
_PARTS = 1000  # the bar is told in


class PreflightDialog(QDialog):
    """The verdict of one experiment; the window behind it can be used meanwhile."""

    def __init__(self, path: bytes, framework: str, auditor: Auditor, parent: QWidget) -> None:
        """path: of the experiment; framework: whose eyes the project is looked at with."""
        super().__init__(parent)
        self.path = path
        self.audit: Audit | None = None
        self._auditor = auditor
        self._check: Check | None = None
        self._is_deep = False  # what is shown was found by reading the files
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Audit before training: {0}").format(shown(basename(path))))
        self._mark = QLabel()
        self.verdict = QLabel()
        self.verdict.setProperty("hero", True)
        self.verdict.setAccessibleDescription(self.tr("Verdict"))
        self.counts = QLabel()
        self.counts.setProperty("quiet", True)
        self.counts.setWordWrap(True)
        self.framework = QComboBox()
        name_box(self.framework, self.tr("Training framework"))
        for known in FRAMEWORK.choices:
            self.framework.addItem(self.tr("Automatic") if known == "auto" else known, known)
        self.framework.setCurrentIndex(max(0, self.framework.findData(framework)))
        self.deep = QCheckBox(self.tr("Read the files too (deep checks)"))
        self.again = QPushButton(self.tr("Audit again"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the audit"))
        self.bar.setRange(0, _PARTS)
        self.bar.setTextVisible(False)
        self.progress = QLabel()
        self.progress.setProperty("quiet", True)
        self.progress.setTextFormat(Qt.TextFormat.PlainText)
        self.old = QLabel(self.tr("Links have changed since: audit again."))
        self.list = FindingsView(experiments=False)
        self.none = QLabel(self.tr("No problem was found."))
        self.none.setProperty("quiet", True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.report = QPushButton(self.tr("Save report…"))
        self._timer = QTimer(self)
        self._timer.setInterval(_TELL_MS)
        self._timer.timeout.connect(self._tell)
        self._lay_out()
        self.framework.currentIndexChanged.connect(lambda _row: self.start())
        self.deep.toggled.connect(lambda _on: self.start())
        self.again.clicked.connect(lambda _on=False: self.start())
        self.cancel.clicked.connect(lambda _on=False: self.stop())
        self.resize(280 * UNIT, 170 * UNIT)
        explain(self.report, self.tr("The audit is not at its end yet."))
        self.list.view.setFocus()
        self.start()

    # Auditing

    @property
    def is_running(self) -> bool:
        return self._check is not None

    def start(self) -> None:
        """Audit as the boxes say; an audit under way is of no use any more."""
        self.stop()
        deep, framework = self.deep.isChecked(), self.framework.currentData()

        def then(found: Audit | None) -> None:
            if self._check is check:
                self._check = None
                self._set_running(on=False)
                self._show(found, deep=deep)

        self.old.hide()
        name = basename(self.path)
        self._check = check = self._auditor.check(name, framework, deep=deep, then=then)
        self._set_running(on=True)

    def stop(self) -> None:
        """Let the audit under way end with what it has decided."""
        if self._check is not None:
            self._check.stop = True
            explain(self.cancel, self.tr("It is being stopped."))

    def links_changed(self) -> None:
        """The project was audited anew: so is this, but for what took long."""
        if self.is_running:
            return
        if self._is_deep:
            self.old.show()
        else:
            self.start()

    def done(self, result: int) -> None:
        """Nobody waits for the verdict any more."""
        self.stop()
        self._check = None
        self._timer.stop()
        super().done(result)

    # What is shown

    def _show(self, found: Audit | None, *, deep: bool) -> None:
        self.audit, self._is_deep = found, deep
        findings = found.findings if found is not None else ()
        if found is None:
            self.verdict.setText(self.tr("Unknown"))
            self.counts.setText(self.tr("The audit ended before anything was decided."))
        else:
            self.verdict.setText(self._words(self._own(found)))
            self.counts.setText(self._counted(self._own(found)))
        self.list.show_findings(findings)
        self.list.setVisible(bool(findings))
        self.none.setVisible(found is not None and not findings)
        waits = "" if found is not None else self.tr("The audit is not at its end yet.")
        explain(self.report, waits)
        self.restyle()

    def _own(self, found: Audit) -> ExperimentVerdict:
        """The verdict on this experiment: several places may have one of its name."""
        return next(e for e in found.experiments if e.path == self.path)

    def restyle(self) -> None:
        """Draw the verdict in the colours of the theme in use."""
        self.list.restyle()
        known = self._own(self.audit).verdict if self.audit is not None else Verdict.UNKNOWN
        name, field = theme.VERDICT_MARKS[known]
        self._mark.setPixmap(icons.pixmap(name, field, _MARK, self.devicePixelRatioF()))
        self.verdict.setStyleSheet(f"color: {theme.color(field).name()};")

    def _words(self, experiment: ExperimentVerdict) -> str:
        words = {
            Verdict.READY: self.tr("Ready"),
            Verdict.READY_WITH_WARNINGS: self.tr(
                "Ready with %n warning(s)", "", experiment.warnings
            ),
            Verdict.NOT_READY: self.tr("Not ready"),
            Verdict.UNKNOWN: self.tr("Unknown"),
        }
        return words[experiment.verdict]

    def _counted(self, experiment: ExperimentVerdict) -> str:
        counted = experiment.counted
        parts = [self.tr("{0} images").format(number_words(counted.images))]
        if counted.labels is not None:
            labels = self.tr("{0} of them with labels, as {1} sees them")
            parts.append(labels.format(number_words(counted.labels), counted.framework))
        else:
            parts.append(self.tr("labels unknown: no framework is known for this data"))
        depth = self.tr("files read") if self._is_deep else self.tr("names and links only")
        return " · ".join((*parts, depth))

    def _set_running(self, *, on: bool) -> None:
        for widget in (self.bar, self.progress):
            widget.setVisible(on and self.deep.isChecked())
        self.cancel.setVisible(on and self.deep.isChecked())
        explain(self.cancel, "" if on else self.tr("Nothing is under way."))
        self.again.setVisible(not self.cancel.isVisibleTo(self))
        explain(self.again, self.tr("The audit is not at its end yet.") if on else "")
        if on:
            self.bar.setValue(0)
            self._timer.start()
            if self.audit is None:
                self.verdict.setText(self.tr("Auditing…"))
        else:
            self._timer.stop()

    def _tell(self) -> None:
        if self._check is not None:
            self.bar.setValue(round(self._check.share * _PARTS))
            self.progress.setText(tr_said(self._check.words))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.verdict)
        words.addWidget(self.counts)
        head = QHBoxLayout()
        head.setSpacing(4 * UNIT)
        head.addWidget(self._mark)
        head.addLayout(words, 1)
        seen_by = QLabel(self.tr("Seen by"))
        seen_by.setProperty("quiet", True)
        row = QHBoxLayout()
        row.setSpacing(3 * UNIT)
        for widget in (seen_by, self.framework, self.deep):
            row.addWidget(widget)
        row.addWidget(self.progress, 1)
        row.addStretch()
        row.addWidget(self.cancel)
        row.addWidget(self.again)
        row.addWidget(self.report)
        column = column_of(self)
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(self.old)
        column.addWidget(self.list, 1)
        column.addWidget(self.none, 1)
        for hidden in (self.old, self.none):
            hidden.hide()
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Return in the list goes to a path
