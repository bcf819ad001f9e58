"""Links that differ between two snapshots, a row each: how, which link, where on both sides."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cvlink_gui.core.names import shown
from cvlink_gui.gui import icons
from cvlink_gui.gui.snapshots import How, Row

LINK, CHANGE, BEFORE, AFTER = range(4)
_ICONS = {
    How.ADDED: ("link", "good"),
    How.REMOVED: ("unlink", "bad"),
    How.RETARGETED: ("refresh-cw", "accent"),
}
_Role = Qt.ItemDataRole
_TEXTS = (_Role.DisplayRole, _Role.ToolTipRole)
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class DifferenceModel(QAbstractTableModel):
    """Texts are made for the rows that are painted: there may be 100,000."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self._other = self.tr("Now")

    def show_rows(self, rows: Sequence[Row], other: str) -> None:
        """Show other rows; `other` is the name of the second side."""
        self.beginResetModel()
        self.rows, self._other = rows, other
        self.endResetModel()

    def counts(self) -> Counter[How]:
        return Counter(row.how for row in self.rows)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else AFTER + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role not in _TEXTS:
            return None
        short = role == _Role.DisplayRole  # the tip has what a narrow column cuts off
        then = self.tr("Then") if short else self.tr("In the snapshot")
        return (self.tr("Link"), self.tr("Change"), then, self._other)[section]

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role in _TEXTS:
            return self._texts(row)[index.column()]
        if role == _Role.DecorationRole and index.column() == LINK:
            return icons.icon(*_ICONS[row.how])
        if role == _Role.AccessibleTextRole and index.column() == LINK:
            link, change, before, after = self._texts(row)
            return f"{link}, {change}, {before} → {after}"
        return None

    def _texts(self, row: Row) -> tuple[str, str, str, str]:
        words = {
            How.ADDED: self.tr("added"),
            How.REMOVED: self.tr("removed"),
            How.RETARGETED: self.tr("retargeted"),
        }
        before, after = ("—" if text is None else shown(text) for text in (row.before, row.after))
        return shown(row.path), words[row.how], before, after
