"""Findings in groups, with their paths and their evidence below, some at a time."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QLocale,
    QModelIndex,
    QObject,
    Qt,
)
from PySide6.QtGui import QColor, QIcon

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import shown
from cvlink_gui.core.rules import RULES, Severity
from cvlink_gui.gui import theme
from cvlink_gui.gui.icons import icon
from cvlink_gui.gui.models.levels import NOWHERE, Index
from cvlink_gui.gui.models.problem_rows import Bunch, By, Line, Shown, Texts, Wish, bunches
from cvlink_gui.gui.words import tr, tr_core, tr_said

_ROLE = Qt.ItemDataRole
PROBLEM, SEVERITY, EXPERIMENT, PLACES, RULE = range(5)
_COLUMNS = 5
_TOP = 0  # internal id of the top rows; of any other the number of the row above it, plus 1
PAGE = 500  # rows below a finding that come at a time


@dataclass(eq=False, slots=True)
class _Node:
    """A row that can have rows below it: a group, or a finding.

    row    its place; above: the number of its group, -1 for a group
    below  the numbers of its findings; shown: the finding, and how many of its lines are rows
    has_rest  one more row says how many lines are none yet
    """

    row: int
    above: int
    bunch: Bunch
    below: list[int]
    shown: Shown | None = None
    lines: int = 0
    has_rest: bool = False

    @property
    def rows(self) -> int:
        if self.shown is None:
            return len(self.below)
        return self.lines + self.has_rest


class ProblemsModel(QAbstractItemModel):
    """Columns: what is wrong, how bad, where, in how many places, the rule."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._texts: Texts = {}
        self._wish = Wish()
        self._by = By.EXPERIMENT
        self._nodes: list[_Node] = []
        self._tops: list[int] = []

    # What is shown

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, also those the filter leaves out."""
        return self._findings

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show other findings, the worst first."""
        self._findings, self._texts = findings, {}
        self._build()

    def choose(self, wish: Wish, by: By) -> None:
        """Show those that are wanted, in these groups."""
        if (wish, by) != (self._wish, self._by):
            self._wish, self._by = wish, by
            self._build()

    def _build(self) -> None:
        self.beginResetModel()
        self._nodes, self._tops = [], []
        for bunch in bunches(self._findings, self._wish, self._by, self._texts):
            number = len(self._nodes)
            group = _Node(len(self._tops), -1, bunch, [])
            self._tops.append(number)
            self._nodes.append(group)
            for row, found in enumerate(bunch.findings):
                group.below.append(len(self._nodes))
                lines = min(PAGE, found.count)
                has_rest = lines < found.count
                self._nodes.append(_Node(row, number, bunch, [], found, lines, has_rest))
        self.endResetModel()

    # What a row is

    def finding(self, index: Index) -> Finding | None:
        """The finding a row is, or is below; None for a group."""
        node = self._node(index)
        if node is None and index.isValid():
            node = self._nodes[index.internalId() - 1]
        return None if node is None or node.shown is None else node.shown.finding

    def line(self, index: Index) -> Line | None:
        """What a row below a finding says; None for any other, and for that of the rest."""
        if not index.isValid() or self._node(index) is not None:
            return None
        node = self._nodes[index.internalId() - 1]
        if node.shown is None or index.row() >= node.lines:
            return None
        return node.shown.line(index.row())

    def path(self, index: Index) -> bytes | None:
        """The path of a row; of a finding the first one, of evidence or a group none."""
        if (line := self.line(index)) is not None:
            return line.path
        node = self._node(index)
        return node.shown.paths[0] if node is not None and node.shown and node.shown.paths else None

    def trouble(self, index: Index) -> str:
        """The colour of how bad a group or a finding is; empty for what is waived."""
        node = self._node(index)
        if node is None or (node.shown is not None and node.shown.finding.waived):
            return ""
        return theme.SEVERITY_MARKS[self._severity(node)][1]

    def is_rest(self, index: Index) -> bool:
        """True for the row that stands for all that are not shown yet."""
        return index.isValid() and self._node(index) is None and self.line(index) is None

    def show_more(self, index: Index) -> None:
        """Show the next page in the place of the row that stands for the rest."""
        if not self.is_rest(index):
            return
        number = index.internalId() - 1
        node = self._nodes[number]
        if node.shown is None:
            return
        end = min(node.lines + PAGE, node.shown.count)
        at = node.lines
        node.lines, node.has_rest = at + 1, False  # that row is the first one of the page
        self.dataChanged.emit(*(self.createIndex(at, column, number + 1) for column in (0, 4)))
        is_more = end < node.shown.count
        if end + is_more > at + 1:
            self.beginInsertRows(self.index_of(number), at + 1, end + is_more - 1)
            node.lines, node.has_rest = end, is_more
            self.endInsertRows()

    def groups(self) -> list[QModelIndex]:
        """The rows of the groups."""
        return [self.index_of(number) for number in self._tops]

    def rows_of(self, key: tuple[str, str, bytes | None]) -> QModelIndex:
        """The row of the finding with this rule, cause and experiment; invalid if it is not shown.

        So a finding is known again after another audit.
        """
        for number, node in enumerate(self._nodes):
            if node.shown is not None and key_of(node.shown.finding) == key:
                return self.index_of(number)
        return QModelIndex()

    def index_of(self, number: int) -> QModelIndex:
        node = self._nodes[number]
        return self.createIndex(node.row, 0, node.above + 1)

    def _node(self, index: Index) -> _Node | None:
        """The group or finding a row is; None for the rows below a finding."""
        if not index.isValid():
            return None
        if index.internalId() == _TOP:
            return self._nodes[self._tops[index.row()]]
        above = self._nodes[index.internalId() - 1]
        return None if above.shown is not None else self._nodes[above.below[index.row()]]

    def _number(self, index: Index) -> int:
        if index.internalId() == _TOP:
            return self._tops[index.row()]
        return self._nodes[index.internalId() - 1].below[index.row()]

    # Qt

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        if not (0 <= row < self.rowCount(parent) and 0 <= column < _COLUMNS):
            return QModelIndex()
        above = self._number(parent) + 1 if parent.isValid() else _TOP
        return self.createIndex(row, column, above)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.index_of(index.internalId() - 1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        if not parent.isValid():
            return len(self._tops)
        node = self._node(parent) if parent.column() == 0 else None
        return 0 if node is None else node.rows

    def columnCount(self, _parent: Index = NOWHERE) -> int:
        return _COLUMNS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            return (
                self.tr("Problem"),
                self.tr("Severity"),
                self.tr("Experiment"),
                self.tr("Places"),
                self.tr("Rule"),
            )[section]
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == _ROLE.DisplayRole:
            return self._text(index)
        if role == _ROLE.AccessibleTextRole:
            return self._heard(index)
        if role == _ROLE.DecorationRole:
            return self._icon(index)
        if role == _ROLE.ForegroundRole:
            return self._color(index)
        if role == _ROLE.ToolTipRole:
            return self._tip(index)
        return self._alignment(index) if role == _ROLE.TextAlignmentRole else None

    def look(self, index: Index) -> tuple[str, QIcon | None, QColor | None]:
        """All that is painted of a cell: its text, icon and colour."""
        return self._text(index), self._icon(index), self._color(index)

    def _text(self, index: Index) -> str:
        node = self._node(index)
        if node is None:
            return self._line_text(index) if index.column() == PROBLEM else ""
        if node.shown is None:
            return self._group_text(node.bunch, index.column())
        finding = node.shown.finding
        return (
            tr_said(finding.message),
            severity_words(finding),
            self._experiment(finding.experiment),
            number_words(len(node.shown.paths)),
            finding.rule,
        )[index.column()]

    def _line_text(self, index: Index) -> str:
        line = self.line(index)
        if line is None:
            node = self._nodes[index.internalId() - 1]
            rest = node.shown.count - node.lines if node.shown else 0
            return self.tr("{0} more: Return shows the next ones").format(number_words(rest))
        return f"{what_words(line.what)}: {line.text}" if line.what else line.text

    def _group_text(self, bunch: Bunch, column: int) -> str:
        if column == PROBLEM:
            return self._group_name(bunch)
        if column == SEVERITY:
            return ", ".join(count_words(*item) for item in bunch.counts().items())
        return number_words(sum(len(s.paths) for s in bunch.findings)) if column == PLACES else ""

    def _group_name(self, bunch: Bunch) -> str:
        text, name = bunch.key
        if self._by is By.EXPERIMENT:
            return self._experiment(name)
        return tr_core(RULES[text].title) if self._by is By.RULE else tr_said(text)

    def _experiment(self, name: bytes | None) -> str:
        return self.tr("no experiment") if name is None else shown(name)

    def _heard(self, index: Index) -> str:
        """What a screen reader says of a row: all of its columns in its first one."""
        node = self._node(index)
        if index.column() != PROBLEM or node is None:
            return self._text(index)
        parts = [self._text(index.sibling(index.row(), column)) for column in range(PLACES)]
        if node.shown is None:
            return ", ".join(part for part in parts if part)
        count = len(node.shown.paths)
        words = (parts[SEVERITY], parts[PROBLEM], parts[EXPERIMENT])
        return self.tr("{0}: {1}, {2}, %Ln places", "", count).format(*words)

    def _icon(self, index: Index) -> QIcon | None:
        node = self._node(index)
        if index.column() != PROBLEM or self.is_rest(index):
            return None
        if node is None:
            line = self.line(index)
            return icon("link" if line is not None and line.path is not None else "file", "faint")
        if node.shown is not None:
            waived = node.shown.finding.waived
            return icon("ban") if waived else icon(*theme.SEVERITY_MARKS[self._severity(node)])
        return icon(*theme.SEVERITY_MARKS[self._severity(node)])

    def _severity(self, node: _Node) -> Severity:
        return node.bunch.worst if node.shown is None else node.shown.finding.severity

    def _color(self, index: Index) -> QColor | None:
        node = self._node(index)
        if node is None or (node.shown is not None and node.shown.finding.waived):
            return theme.color("quiet")
        if index.column() == SEVERITY:
            return theme.color(theme.SEVERITY_MARKS[self._severity(node)][1])
        return None if index.column() == PROBLEM else theme.color("quiet")

    def _tip(self, index: Index) -> str | None:
        finding = self.finding(index)
        if finding is None or self._node(index) is None:
            return self._text(index) or None
        return f"{tr_said(finding.cause)}\n{tr_core(RULES[finding.rule].meaning)}"

    def _alignment(self, index: Index) -> object:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return right if index.column() == PLACES else None


def key_of(finding: Finding) -> tuple[str, str, bytes | None]:
    """What tells a finding from the others of its audit."""
    return finding.rule, finding.cause, finding.experiment


def number_words(number: int) -> str:
    """A number as the language writes it."""
    return QLocale().toString(number)


def severity_words(finding: Finding) -> str:
    """How bad a finding is, in a word."""
    if finding.waived:
        return tr("waived")
    words = {
        Severity.ERROR: tr("error"),
        Severity.WARNING: tr("warning"),
        Severity.INFO: tr("information"),
    }
    return words[finding.severity]


def count_words(severity: Severity, count: int) -> str:
    """Some findings of one weight, counted."""
    if severity is Severity.ERROR:
        return tr("%n error(s)", "", count)
    if severity is Severity.WARNING:
        return tr("%n warning(s)", "", count)
    return tr("%n note(s)", "", count)


def what_words(what: str) -> str:
    """What a piece of evidence is."""
    words = {
        "without": tr("no label"),
        "unused": tr("no image"),
        "broken": tr("broken class"),
        "files": tr("in both splits"),
        "names": tr("not there"),
        "pairs": tr("same bytes"),
    }
    return words[what]
