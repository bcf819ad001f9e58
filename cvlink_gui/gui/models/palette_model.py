"""The rows of the command palette: headings, and below each what can be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from cvlink_gui.gui.icons import icon
from cvlink_gui.gui.models.levels import NOWHERE, Index

_ROLE = Qt.ItemDataRole
ROW = _ROLE.UserRole  # the Row itself, for what paints it
NO_ROW = -1


@dataclass(frozen=True, slots=True)
class Choice:
    """What is done with a row: an action by its id, or a path that is gone to."""

    action: str = ""
    path: bytes = b""


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    places   the letters of `text` that match
    detail   more about it; of an action that is off the reason
    said     what it is, for a screen reader
    is_off   it is an action that cannot be run now
    choice   None for a heading
    """

    text: str
    choice: Choice | None = None
    places: tuple[int, ...] = ()
    detail: str = ""
    keys: str = ""
    icon: tuple[str, str] = ("", "")
    said: str = ""
    is_off: bool = False

    @property
    def heard(self) -> str:
        """All of it, in words."""
        return ", ".join(filter(None, (self.text, self.said, self.detail, self.keys)))


class PaletteModel(QAbstractListModel):
    """Rows as they are given; headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def choice(self, row: int) -> Choice | None:
        """What a row stands for; None for a heading, and where there is no such row."""
        return self.rows[row].choice if 0 <= row < len(self.rows) else None

    def next_choice(self, row: int, step: int) -> int:
        """The row of the next choice in a direction, round at the ends; NO_ROW if there is none."""
        count = len(self.rows)
        for away in range(1, count + 1):
            at = (row + step * away) % count
            if self.rows[at].choice is not None:
                return at
        return NO_ROW

    def row_of(self, choice: Choice | None) -> int:
        """The first row of a choice; NO_ROW if it is not shown."""
        found = (at for at, row in enumerate(self.rows) if row.choice == choice is not None)
        return next(found, NO_ROW)

    # Qt

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.choice(index.row()) is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)

    def data(self, index: QModelIndex | Index, role: int = _ROLE.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == _ROLE.DisplayRole:
            return row.text
        if role == _ROLE.AccessibleTextRole:
            return row.heard
        if role == _ROLE.DecorationRole and row.icon[0]:
            return icon(*row.icon)
        if role == _ROLE.ToolTipRole and row.choice is not None:
            return "\n".join(filter(None, (row.text, row.detail, row.keys)))
        return None
