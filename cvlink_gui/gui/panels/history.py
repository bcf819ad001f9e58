"""The history: every change made here, and a way to take each of them back."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.fs.journal import Entry, State
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.panels.empty import EmptyWords
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.theme import UNIT, spaced
from cvlink_gui.gui.words import clock, tr_said

_ICONS = {
    State.DONE: ("circle-check", "good"),
    State.UNDONE: ("undo-2", "quiet"),
    State.ROLLED_BACK: ("ban", "warning"),
    State.INTENDED: ("hourglass", "unknown"),
}
_ENTRY = Qt.ItemDataRole.UserRole


class HistoryPanel(QWidget):
    """`revert_wanted` carries the Entry to take back."""

    revert_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.list = QTreeWidget()
        self.list.setAccessibleName(self.tr("History"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        titles = [self.tr("Change"), self.tr("When"), self.tr("Links"), self.tr("State")]
        self.list.setHeaderLabels(titles)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for section, width in ((1, 40), (2, 20), (3, 30)):
            header.resizeSection(section, width * UNIT)
        self._revert = QPushButton(icons.icon("undo-2"), spaced(self.tr("Take this change back")))
        self._revert.setAccessibleName(self.tr("Take this change back"))
        self._revert.clicked.connect(self._ask)
        self._hint = QLabel()
        self._hint.setProperty("quiet", True)
        row = QHBoxLayout()
        row.setSpacing(3 * UNIT)
        row.addWidget(self._revert)  # not at the right, where notices appear
        row.addWidget(self._hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * UNIT)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        EmptyWords(self.list, self.tr("Nothing was changed here yet."))
        self.list.currentItemChanged.connect(self._update)
        self.show_entries([])

    def show_entries(self, entries: list[Entry]) -> None:
        """Show the history, the newest change first."""
        self.list.clear()
        self.list.addTopLevelItems([self._item(entry) for entry in entries])
        self._update()

    def restyle(self) -> None:
        """Draw the icons in the colours of the theme in use."""
        self._revert.setIcon(icons.icon("undo-2"))
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is not None:
                item.setIcon(0, icons.icon(*_ICONS[item.data(0, _ENTRY).state]))

    def _item(self, entry: Entry) -> QTreeWidgetItem:
        locale = QLocale()
        words = {
            State.DONE: self.tr("done"),
            State.UNDONE: self.tr("undone"),
            State.ROLLED_BACK: self.tr("rolled back"),
            State.INTENDED: self.tr("not finished"),
        }
        count = locale.toString(len(entry.plan.steps))
        item = QTreeWidgetItem([tr_said(entry.title), clock(entry.at), count, words[entry.state]])
        item.setIcon(0, icons.icon(*_ICONS[entry.state]))
        item.setData(0, _ENTRY, entry)
        # A screen reader stays in the first column: it says all of the row.
        heard = ", ".join((tr_said(entry.title), words[entry.state], clock(entry.at)))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, heard)
        if entry.state is not State.DONE:
            for column in range(4):
                item.setForeground(column, theme.color("quiet"))
        return item

    def _chosen(self) -> Entry | None:
        item = self.list.currentItem()
        entry = item.data(0, _ENTRY) if item is not None else None
        return entry if isinstance(entry, Entry) else None

    def _update(self) -> None:
        entry = self._chosen()
        if not self.list.topLevelItemCount():
            self._hint.setText("")
        elif entry is None:
            self._hint.setText(self.tr("Choose a change to take it back."))
        elif entry.state is not State.DONE:
            self._hint.setText(self.tr("This change is not in force, so it cannot be taken back."))
        else:
            self._hint.setText("")
        nothing = "" if self.list.topLevelItemCount() else self.tr("Nothing was changed here yet.")
        explain(self._revert, self._hint.text() or nothing)

    def _ask(self) -> None:
        entry = self._chosen()
        if entry is not None:
            self.revert_wanted.emit(entry)
