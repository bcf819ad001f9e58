"""A list of findings one can filter and group, with the chosen one in full beside it."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import shown
from cvlink_gui.core.rules import Severity
from cvlink_gui.features.audit.leaked import LEAKS
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.models.problem_rows import By, Wish
from cvlink_gui.gui.models.problems_model import (
    EXPERIMENT,
    PLACES,
    PROBLEM,
    RULE,
    SEVERITY,
    ProblemsModel,
    key_of,
)
from cvlink_gui.gui.naming import name_box
from cvlink_gui.gui.panels.cells import PlainCells
from cvlink_gui.gui.panels.filtering import ChipButton, FilterEdit
from cvlink_gui.gui.panels.finding_detail import FindingDetail, can_be_fixed
from cvlink_gui.gui.panels.ticks import Ticks, problem_ticks
from cvlink_gui.gui.reasons import explain, show_menu
from cvlink_gui.gui.theme import ICON, UNIT

# In units; where there is no room for all, the last ones are left out.
_WIDTHS = {SEVERITY: 38, PLACES: 16, EXPERIMENT: 26, RULE: 32}
_NARROW = 200 * UNIT
_LEAST = 56 * UNIT  # of what is said
_ONLY = 26 * UNIT  # of the chip for one experiment, at least
_OPEN_GROUPS = 30  # findings; where there are more the groups begin closed


class FindingsView(QWidget):
    """Findings in groups. A path is pointed at when its row is current, visited on Return."""

    point = Signal(object)  # bytes: a path to select in the trees
    visit = Signal(object)  # bytes: the same, and go there
    sought = Signal(str)  # the name of something in the evidence, as it is shown
    fix_wanted = Signal(object)  # list[Finding]
    images_wanted = Signal(object)  # Finding
    report_wanted = Signal()

    def __init__(self, *, experiments: bool = True) -> None:
        """experiments: findings on more than one are shown, and on data no experiment uses."""
        super().__init__()
        self._experiment: bytes | None = None
        self._is_narrow = False
        self.model = ProblemsModel(self)
        self.view = _List(self.model)
        self.view.setAccessibleName(self.tr("Problems"))
        self.view.leave_out(RULE, on=not experiments)  # more room for what is said
        self._has_experiments = experiments
        self.detail = FindingDetail()
        self.edit = FilterEdit(self.tr("Filter problems"), self.tr("Filter problems…"))
        self.chips = {
            Severity.ERROR: _chip(self.tr("Errors")),
            Severity.WARNING: _chip(self.tr("Warnings")),
            Severity.INFO: _chip(self.tr("Notes")),
        }
        self.only = _chip(self.tr("Only the selected experiment"))
        self.only.setVisible(experiments)
        # Its text has somebody's name for an experiment in it: it gives way, the window does not.
        self.only.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.only.setMinimumWidth(_ONLY)
        self.only.setToolTip(self.only.text().strip())
        self.by = QComboBox()
        name_box(self.by, self.tr("Group problems"))
        for by, words in (
            (By.EXPERIMENT, self.tr("By experiment")),
            (By.RULE, self.tr("By rule")),
            (By.CAUSE, self.tr("By cause")),
        ):
            if experiments or by is not By.EXPERIMENT:
                self.by.addItem(words, by)
        self.report = QPushButton(self.tr("Save report…"))
        self.report.setVisible(experiments)
        self._left = QLabel(self.tr("No problem matches the filter."))
        self._left.setProperty("quiet", True)
        self._left.hide()
        self._lay_out()
        self._make_actions()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)  # keys that are there already are read first
        self._timer.timeout.connect(self._choose)
        self._connect()
        self.restyle()
        self._choose()

    # What is shown

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show the findings of another audit; what was current and open stays so."""
        self._keep_place(lambda: self.model.show_findings(findings))

    def follow(self, experiment: bytes | None) -> None:
        """Take the name of the experiment that is selected; None leaves it as it was."""
        if experiment is None or experiment == self._experiment:
            return
        self._experiment = experiment
        words = self.tr("Only {0}").format(shown(experiment))
        self.only.say(words)
        self.only.setToolTip(words)
        if self.only.isChecked():
            self._timer.start()

    @property
    def finding(self) -> Finding | None:
        """The finding the current row is, or is below."""
        return self.model.finding(self.view.currentIndex())

    def alike(self, finding: Finding) -> list[Finding]:
        """All findings of its rule in its experiment."""
        same = finding.rule, finding.experiment
        return [f for f in self.model.findings if (f.rule, f.experiment) == same and not f.waived]

    def restyle(self) -> None:
        """Draw the icons in the colours of the theme in use."""
        for severity, chip in self.chips.items():
            chip.setIcon(icons.icon(*theme.SEVERITY_MARKS[severity]))
        self.only.setIcon(icons.icon("flask-conical"))
        self.detail.restyle()
        self.view.viewport().update()

    # Doing

    def _fix(self) -> None:
        if (finding := self.finding) is not None and can_be_fixed(finding):
            self.fix_wanted.emit([finding])

    def _fix_all(self) -> None:
        if (finding := self.finding) is not None and can_be_fixed(finding):
            self.fix_wanted.emit(self.alike(finding))

    def _show_images(self) -> None:
        if (finding := self.finding) is not None and finding.rule in LEAKS:
            self.images_wanted.emit(finding)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self.view.currentIndex().data() or ""))

    def _go(self) -> None:
        self._activated(self.view.currentIndex())

    def _activated(self, index: QModelIndex) -> None:
        first = index.siblingAtColumn(PROBLEM)
        if self.model.is_rest(first):
            self.model.show_more(first)
        elif (path := self.model.path(first)) is not None:
            self.visit.emit(path)
        elif (line := self.model.line(first)) is not None:
            self.sought.emit(line.text)
        elif self.model.rowCount(first):
            self.view.setExpanded(first, not self.view.isExpanded(first))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow icons have to do, so that there is room for words to type."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < _NARROW
        if is_narrow is not self._is_narrow:
            self._is_narrow = is_narrow
            for chip in self.chips.values():
                chip.shorten(on=is_narrow)

    # Inside

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(0, UNIT, 0, 0)
        bar.setSpacing(UNIT)
        bar.addWidget(self.edit, 1)
        for chip in (*self.chips.values(), self.only):
            bar.addWidget(chip)
        bar.addWidget(self.by)
        bar.addWidget(self.report)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setHandleWidth(UNIT)
        both.setChildrenCollapsible(False)
        both.addWidget(self.view)
        both.addWidget(self.detail)
        both.setSizes([900, 460])
        both.setStretchFactor(0, 2)
        both.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addLayout(bar)
        column.addWidget(self._left)
        column.addWidget(both, 1)

    def _make_actions(self) -> None:
        """What the context menu offers, and its keys."""
        self._fix_action = self._action(self.tr("Fix…"), "Ctrl+Shift+F", self._fix)
        self._fix_all_action = self._action(self.tr("Fix all of this kind…"), "", self._fix_all)
        self._images_action = self._action(self.tr("Show the images…"), "Ctrl+I", self._show_images)
        self._go_action = self._action(self.tr("Go there"), "", self._go)
        self._copy_action = self._action(self.tr("Copy the text"), "", self._copy)

    def _action(self, text: str, keys: str, run: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(run)
        self.view.addAction(action)
        return action

    def _connect(self) -> None:
        self.edit.textChanged.connect(lambda _text: self._timer.start())
        for chip in (*self.chips.values(), self.only):
            chip.toggled.connect(lambda _on: self._timer.start())
        self.by.currentIndexChanged.connect(lambda _row: self._choose())
        self.report.clicked.connect(self.report_wanted)
        self.view.activated.connect(self._activated)
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self.detail.fix_wanted.connect(lambda _finding: self._fix())
        self.detail.fix_all_wanted.connect(lambda _finding: self._fix_all())
        self.detail.images_wanted.connect(lambda _finding: self._show_images())

    def _choose(self) -> None:
        """Show what the bar says."""
        wish = Wish(
            tuple(self.edit.text().split()),
            frozenset(weight for weight, chip in self.chips.items() if chip.isChecked()),
            self._experiment if self.only.isChecked() else None,
        )
        by = By(self.by.currentData())
        is_said = by is By.EXPERIMENT or not self._has_experiments
        self.view.leave_out(EXPERIMENT, on=is_said)
        self._keep_place(lambda: self.model.choose(wish, by))

    def _keep_place(self, change: Callable[[], None]) -> None:
        """Change what is shown; the finding that is current stays so, if it is still there."""
        known, scroll = self.finding, self.view.verticalScrollBar().value()
        change()
        self._open_groups()
        again = self.model.rows_of(key_of(known)) if known is not None else QModelIndex()
        if again.isValid():
            self.view.setCurrentIndex(again)
            self.view.executeDelayedItemsLayout()
            self.view.verticalScrollBar().setValue(scroll)
        else:
            self._explain(None)
        self._left.setVisible(bool(self.model.findings) and not self.model.rowCount())

    def _open_groups(self) -> None:
        groups = self.model.groups()
        shown_rows = sum(self.model.rowCount(group) for group in groups)
        if shown_rows <= _OPEN_GROUPS or len(groups) == 1:
            for group in groups:
                self.view.expand(group)
        elif groups:
            self.view.expand(groups[0])

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._explain(self.model.finding(current))
        path = self.model.path(current)
        if path is not None:
            self.point.emit(path)

    def _explain(self, finding: Finding | None) -> None:
        alike = self.alike(finding) if finding is not None else []
        self.detail.show_finding(finding, len(alike))
        mend = self._why_no_fix(finding)
        alone = self.tr("There is no other problem of this kind in this experiment.")
        no_leak = self.tr("Only images that are in several splits are shown side by side.")
        nothing = "" if finding else self.tr("Choose a problem first.")
        is_leak = finding is not None and finding.rule in LEAKS
        explain(self._fix_action, mend)
        explain(self._fix_all_action, mend or ("" if len(alike) > 1 else alone))
        explain(self._images_action, nothing or ("" if is_leak else no_leak))
        explain(self._go_action, nothing)
        explain(self._copy_action, "" if self.view.currentIndex().isValid() else nothing)

    def _why_no_fix(self, finding: Finding | None) -> str:
        if finding is None:
            return self.tr("Choose a problem first.")
        if finding.waived:
            return self.tr("This problem is waived in cvlink.toml.")
        return "" if can_be_fixed(finding) else self.tr("No change of links mends this.")


class _List(QTreeView):
    def __init__(self, model: ProblemsModel) -> None:
        super().__init__()
        self._left_out: set[int] = set()
        self.setModel(model)
        self.setUniformRowHeights(True)
        self.setItemDelegate(PlainCells(model.look, (PLACES,), self))
        self.setIconSize(QSize(ICON, ICON))
        self.setIndentation(4 * UNIT)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setExpandsOnDoubleClick(False)
        self.ticks: Ticks = Ticks(self, lambda: problem_ticks(self, model), self._say_tick)
        self.ticks.went.connect(self._go_to_tick)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(PROBLEM, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width * UNIT)

    def leave_out(self, column: int, *, on: bool) -> None:
        """Show a column, where there is room for it, or never."""
        (self._left_out.add if on else self._left_out.discard)(column)
        self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_columns()

    def _fit_columns(self) -> None:
        room = self.viewport().width() - _LEAST
        for column, width in _WIDTHS.items():
            is_out = column in self._left_out
            room -= 0 if is_out else width * UNIT
            self.setColumnHidden(column, is_out or room < 0)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        show_menu(self, event)

    def _go_to_tick(self, key: object) -> None:
        index = self._row(key)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _say_tick(self, key: object) -> str:
        index = self._row(key)
        severity = index.siblingAtColumn(SEVERITY).data()
        return f"{severity}: {index.data()}" if index.isValid() else ""

    def _row(self, key: object) -> QModelIndex:
        """The row of a tick: its number in its group, below that of the group."""
        index = QModelIndex()
        for row in key if isinstance(key, tuple) else ():
            index = self.model().index(row, PROBLEM, index)
        return index


def _chip(text: str) -> ChipButton:
    chip = ChipButton()
    chip.say(text)
    chip.setToolTip(text)
    return chip
