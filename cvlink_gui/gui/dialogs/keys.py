"""All keys of the window on one sheet, made from the table of actions."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from cvlink_gui.features.handbook import folded
from cvlink_gui.gui.dialogs.frame import OfProgram, column_of
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.words import tr_core

_SIZE = (150, 160)  # units


class KeysDialog(OfProgram):
    """A group a menu, a row an action; what is typed leaves only the rows that have it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search actions and keys"))
        self.search.setAccessibleName(self.tr("Search actions and keys"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.table = QTreeWidget()
        self.table.setAccessibleName(self.tr("Keys"))
        self.table.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        self.table.setUniformRowHeights(True)
        self.table.setIndentation(4 * UNIT)
        self.table.header().setStretchLastSection(False)
        self.table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._fill()
        copy = QPushButton(self.tr("Copy as text"))
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda _on=False: QGuiApplication.clipboard().setText(self.text))
        close = QPushButton(self.tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(lambda _on=False: self.reject())
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        column = column_of(self)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self.resize(*(side * UNIT for side in _SIZE))

    @property
    def text(self) -> str:
        """All of it as lines, for a note on the wall."""
        lines = []
        for group in self._groups():
            lines += ["", group.text(0)]
            lines += [f"  {row.text(1):<28}{row.text(0)}" for row in _rows(group)]
        return "\n".join(lines).strip() + "\n"

    def _fill(self) -> None:
        from cvlink_gui.gui.actions import ACTIONS, MENUS  # which has this dialog in its table

        for menu in MENUS:
            rows = [(tr_core(a.text).rstrip("…"), a.keys) for a in ACTIONS if a.menu == menu]
            self._add(tr_core(menu), [(words, keys) for words, keys in rows if keys])
        self._add(self.tr("In lists and trees"), self._of_trees())
        self.table.expandAll()

    def _of_trees(self) -> list[tuple[str, tuple[str, ...]]]:
        """What trees know without an action of ours."""
        return [
            (self.tr("Open or close the row"), ("Right", "Left")),
            (self.tr("Open all that is below it"), ("*",)),
            (self.tr("Go to the first or last row"), ("Home", "End")),
            (self.tr("Go to the next panel, or back"), ("Tab", "Shift+Tab")),
            (self.tr("Menu of the row"), ("Menu", "Shift+F10")),
        ]

    def _add(self, title: str, rows: list[tuple[str, tuple[str, ...]]]) -> None:
        group = QTreeWidgetItem([title])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        group.addChildren([QTreeWidgetItem([words, _shown(keys)]) for words, keys in rows])
        if rows:
            self.table.addTopLevelItem(group)

    def _filter(self, wanted: str) -> None:
        words = folded(wanted).split()
        for group in self._groups():
            for row in _rows(group):
                has = folded(f"{row.text(0)} {row.text(1)}")
                row.setHidden(not all(word in has for word in words))
            group.setHidden(all(row.isHidden() for row in _rows(group)))

    def _groups(self) -> list[QTreeWidgetItem]:
        return _rows(self.table.invisibleRootItem())


def _rows(group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    rows = (group.child(n) for n in range(group.childCount()))
    return [row for row in rows if row is not None]


def _shown(keys: tuple[str, ...]) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return "   ".join(QKeySequence(key).toString(native) for key in keys)
