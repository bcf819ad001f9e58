"""The problems an audit found, or words for why there are none to show."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget

from cvlink_gui.core.findings import Verdict
from cvlink_gui.features.audit import Audit
from cvlink_gui.gui.panels.findings import FindingsView


class ProblemsPanel(QStackedWidget):
    """A list of findings, or words for why it is empty."""

    point = Signal(object)  # bytes
    visit = Signal(object)  # bytes

    def __init__(self) -> None:
        super().__init__()
        self.list = FindingsView()
        self.model = self.list.model
        self.view = self.list.view
        self.list.point.connect(self.point)
        self.list.visit.connect(self.visit)
        self._words = QLabel()
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setProperty("quiet", True)
        self.addWidget(self._words)
        self.addWidget(self.list)

    def say(self, words: str) -> None:
        """Show words in place of the list."""
        self._words.setText(words)
        self.setCurrentIndex(0)

    def turn_page(self, audit: Audit) -> None:
        """Show the list, for the findings of this audit, or say that there are none."""
        if audit.findings:
            self.setCurrentIndex(1)
        elif audit.verdict is Verdict.UNKNOWN:
            self.say(self.tr("There is no link and no experiment to audit here."))
        else:
            self.say(self.tr("No problems: every link is well."))
