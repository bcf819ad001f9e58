"""One finding in full: what it means for training, what to do, why, and what can be done here."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import shown
from cvlink_gui.core.remedies import FIXABLE, REMEDIES
from cvlink_gui.core.rules import RULES, Tier
from cvlink_gui.features.audit.evidence import facts
from cvlink_gui.features.audit.leaked import LEAKS
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.models.problem_rows import NAMING
from cvlink_gui.gui.models.problems_model import severity_words
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.words import tr_core, tr_said

_TOLD = 5  # items of one piece of evidence
_SHOWN = (*NAMING, "how", "kind")  # in rows of their own, or said by the cause


class FindingDetail(QWidget):
    """Shows a finding; its buttons carry it to those who can do something about it."""

    fix_wanted = Signal(object)  # Finding
    fix_all_wanted = Signal(object)  # Finding: all of its rule in its experiment
    images_wanted = Signal(object)  # Finding

    def __init__(self) -> None:
        super().__init__()
        self.finding: Finding | None = None
        self._mark = QLabel()
        self._head = _text("")
        self._head.setProperty("strong", True)
        self.fix = QPushButton(self.tr("Fix…"))
        self.fix_all = QPushButton()
        self.images = QPushButton(self.tr("Show the images…"))
        for button, wanted in (
            (self.fix, self.fix_wanted),
            (self.fix_all, self.fix_all_wanted),
            (self.images, self.images_wanted),
        ):
            button.clicked.connect(lambda _on=False, wanted=wanted: wanted.emit(self.finding))
        head = QHBoxLayout()
        head.setSpacing(2 * UNIT)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._head, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2 * UNIT)
        for button in (self.fix, self.fix_all, self.images):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._body = QScrollArea()
        self._body.setAccessibleName(self.tr("About this problem"))
        self._body.setProperty("plain", True)
        self._body.setWidgetResizable(True)
        self._body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 2 * UNIT, UNIT)
        column.setSpacing(2 * UNIT)
        column.addLayout(head)
        column.addLayout(self._buttons)
        column.addWidget(self._body, 1)
        self.show_finding(None, 0)

    def show_finding(self, finding: Finding | None, alike: int) -> None:
        """Show a finding, or nothing.

        alike  how many findings of its rule its experiment has, itself among them
        """
        self.finding = finding
        is_fixable = finding is not None and can_be_fixed(finding)
        self.fix.setVisible(is_fixable)
        self.fix_all.setVisible(is_fixable and alike > 1)
        self.images.setVisible(finding is not None and finding.rule in LEAKS)
        self.restyle()
        if finding is None:
            self._head.hide()
            self._body.setWidget(_text(self.tr("Choose a problem to see what it means.")))
            return
        rule = tr_core(RULES[finding.rule].title)
        self._head.show()
        self._head.setText(f"{severity_words(finding)}: {rule}")
        where = self.tr("no experiment")
        if finding.experiment is not None:
            where = shown(finding.experiment)
        self.fix_all.setText(self.tr("Fix all {0} of these in {1}…").format(alike, where))
        self._body.setWidget(_table(self._facts(finding)))

    def restyle(self) -> None:
        """Draw the icon in the colours of the theme in use."""
        self._mark.setVisible(self.finding is not None)
        if self.finding is not None:
            name, field = theme.SEVERITY_MARKS[self.finding.severity]
            self._mark.setPixmap(icons.pixmap(name, field, 20, self.devicePixelRatioF()))
            self._head.setStyleSheet(f"color: {theme.color(field).name()};")

    def _facts(self, finding: Finding) -> Iterator[tuple[str, str]]:
        rule = RULES[finding.rule]
        yield self.tr("What it is"), tr_said(finding.message)
        yield self.tr("In training"), tr_core(rule.meaning)
        yield self.tr("What to do"), tr_core(REMEDIES[rule.id])
        yield self.tr("Cause"), tr_said(finding.cause)
        yield from facts(finding, _TOLD, _SHOWN, tr_said)
        costs = {
            Tier.T0: self.tr("looks at names and links only"),
            Tier.T1: self.tr("reads up to 64 KiB of a file"),
            Tier.T2: self.tr("reads every byte"),
        }
        yield self.tr("The check"), f"{rule.id}: {costs[rule.tier]}"


def can_be_fixed(finding: Finding) -> bool:
    """True for a finding that changing links may mend."""
    return finding.rule in FIXABLE and not finding.waived


def _table(rows: Iterator[tuple[str, str]]) -> QWidget:
    widget = QWidget()
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, UNIT, 0)
    grid.setHorizontalSpacing(3 * UNIT)
    grid.setVerticalSpacing(UNIT)
    grid.setColumnStretch(1, 1)
    number = 0
    for number, (name, words) in enumerate(rows):
        label = QLabel(name)
        label.setProperty("quiet", True)
        grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_text(words.replace("/", "/\u200b")), number, 1)
    grid.setRowStretch(number + 1, 1)
    return widget


def _text(words: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
