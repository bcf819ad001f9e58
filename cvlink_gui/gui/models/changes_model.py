"""The links two experiments differ in, as rows: what became of each, and where it leads in both."""

from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cvlink_gui.core.names import shown
from cvlink_gui.core.snapshots import Difference
from cvlink_gui.gui import icons

Index = QModelIndex | QPersistentModelIndex
CHANGE, LINK, ONE, OTHER = range(4)
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
_MARKS = {
    "added": ("link", "good"),
    "removed": ("unlink", "bad"),
    "retargeted": ("refresh-cw", "accent"),
}


class Row(NamedTuple):
    """One link: its path in the experiments, and where it leads in each; None for no such link."""

    change: str
    path: bytes
    one: bytes | None
    other: bytes | None


class ChangesModel(QAbstractTableModel):
    """The links that differ, in the order of their paths."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self._sides = ("", "")

    def show(self, found: Difference, sides: tuple[str, str]) -> None:
        """Show a difference; sides: the names of both experiments."""
        self.beginResetModel()
        self.rows, self._sides = rows_of(found), sides
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else OTHER + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            return (self.tr("Change"), self.tr("Link"), *self._sides)[section]
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return self._cells(row)[column]
        if role == _ROLE.DecorationRole and column == CHANGE:
            return icons.icon(*_MARKS[row.change])
        if role == _ROLE.AccessibleTextRole and column == CHANGE:
            change, path, one, other = self._cells(row)
            return f"{path}, {change}, {self._sides[0]}: {one}, {self._sides[1]}: {other}"
        return None

    def _cells(self, row: Row) -> tuple[str, str, str, str]:
        words = {
            "added": self.tr("added"),
            "removed": self.tr("removed"),
            "retargeted": self.tr("retargeted"),
        }
        return words[row.change], shown(row.path), _target(row.one), _target(row.other)


def rows_of(found: Difference) -> list[Row]:
    """The rows of a difference."""
    rows = [Row("added", path, None, target) for path, target in found.added]
    rows += [Row("removed", path, target, None) for path, target in found.removed]
    rows += [Row("retargeted", *link) for link in found.retargeted]
    return sorted(rows, key=lambda row: row.path)


def _target(target: bytes | None) -> str:
    return "—" if target is None else "→ " + (shown(target) or ".")
