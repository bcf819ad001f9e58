"""The problems an audit found, grouped by cause, and what the chosen one means."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLabel, QStackedWidget, QTreeView, QVBoxLayout, QWidget

from cvlink_gui.core.findings import Verdict
from cvlink_gui.core.rules import RULES
from cvlink_gui.features.audit import Audit
from cvlink_gui.gui.models.problems_model import ProblemsModel
from cvlink_gui.gui.theme import ICON, UNIT
from cvlink_gui.gui.words import tr_core


class ProblemsPanel(QStackedWidget):
    """A list, or words for why it is empty. `visit` asks to select a path."""

    visit = Signal(object)  # bytes

    def __init__(self) -> None:
        super().__init__()
        self.model = ProblemsModel(self)
        self.view = QTreeView()
        self.view.setAccessibleName(self.tr("Problems"))
        self.view.setModel(self.model)
        self.view.setUniformRowHeights(True)
        self.view.setIconSize(QSize(ICON, ICON))
        header = self.view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, 36 * UNIT)
        header.resizeSection(2, 32 * UNIT)
        self.view.activated.connect(self._visit)
        self.view.clicked.connect(self._visit)
        self.view.selectionModel().currentChanged.connect(self._explain)
        self._meaning = QLabel()
        self._meaning.setProperty("quiet", True)
        self._meaning.setWordWrap(True)
        self._meaning.setContentsMargins(UNIT, UNIT, UNIT, UNIT)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self._meaning)
        self._meaning.hide()
        self._words = QLabel()
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setProperty("quiet", True)
        self.addWidget(self._words)
        self.addWidget(page)

    def say(self, words: str) -> None:
        """Show words in place of the list."""
        self._words.setText(words)
        self.setCurrentIndex(0)

    def show_audit(self, audit: Audit) -> None:
        """Show the findings of an audit."""
        self.model.show_findings(audit.findings)
        self._meaning.hide()
        if audit.findings:
            self.setCurrentIndex(1)
        elif audit.verdict is Verdict.UNKNOWN:
            self.say(self.tr("There is no link and no experiment to audit here."))
        else:
            self.say(self.tr("No problems: every link is well."))

    def _visit(self, index: QModelIndex) -> None:
        path = self.model.path(index)
        if path is not None:
            self.visit.emit(path)

    def _explain(self, current: QModelIndex, _previous: QModelIndex) -> None:
        finding = self.model.finding(current)
        self._meaning.setText(tr_core(RULES[finding.rule].meaning) if finding else "")
        self._meaning.setVisible(finding is not None)
