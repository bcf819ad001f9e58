"""Findings grouped by cause, with their paths below."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import shown
from cvlink_gui.core.rules import RULES
from cvlink_gui.gui import theme
from cvlink_gui.gui.icons import icon
from cvlink_gui.gui.words import tr_core

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_FINDING = 0xFFFFFFFF  # internal id of a finding's own row; a path's row has its finding's number


class ProblemsModel(QAbstractItemModel):
    """Columns: what is wrong, where, the rule."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show other findings, the worst first."""
        self.beginResetModel()
        self._findings = findings
        self.endResetModel()

    def finding(self, index: Index) -> Finding | None:
        """The finding a row belongs to."""
        if not index.isValid():
            return None
        own = index.internalId() == _FINDING
        return self._findings[index.row() if own else index.internalId()]

    def path(self, index: Index) -> bytes | None:
        """The path of a row; the first one of a finding."""
        finding = self.finding(index)
        if finding is None:
            return None
        return finding.paths[0 if index.internalId() == _FINDING else index.row()]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not (0 <= row < self.rowCount(parent) and 0 <= column < 3):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() if parent.isValid() else _FINDING)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        if not index.isValid() or index.internalId() == _FINDING:
            return QModelIndex()
        return self.createIndex(index.internalId(), 0, _FINDING)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._findings)
        if parent.column() > 0 or parent.internalId() != _FINDING:
            return 0
        return len(self._findings[parent.row()].paths)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            return (self.tr("Problem"), self.tr("Experiment"), self.tr("Rule"))[section]
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        finding = self.finding(index)
        if finding is None:
            return None
        own = index.internalId() == _FINDING
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return self._text(finding, index, own)
        if role == _ROLE.DecorationRole and own and index.column() == 0:
            return icon(*theme.SEVERITY_MARKS[finding.severity])
        if role == _ROLE.ForegroundRole and (not own or index.column()):
            return theme.color("quiet")
        if role == _ROLE.ToolTipRole:
            return f"{finding.cause}\n{tr_core(RULES[finding.rule].meaning)}"
        return None

    def _text(self, finding: Finding, index: Index, own: bool) -> str:
        if not own:
            return shown(finding.paths[index.row()]) if index.column() == 0 else ""
        where = self.tr("data") if finding.experiment is None else shown(finding.experiment)
        return (finding.message, where, finding.rule)[index.column()]
