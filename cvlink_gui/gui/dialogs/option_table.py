"""Options that are lists or tables, edited as rows."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.core.rules import RULES
from cvlink_gui.core.tabular import Browse, Column, Row, Table
from cvlink_gui.gui.panels.empty import EmptyWords
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.theme import ROW_HEIGHT, UNIT
from cvlink_gui.gui.words import tr_core

_ROWS_SEEN = 6  # more are scrolled
_TEXT = Qt.ItemDataRole.UserRole


class TableEditor(QWidget):
    """Rows of texts; signals carry all of them."""

    changed = Signal(object)
    typed = Signal(object)

    def __init__(self, table: Table, root: bytes | None) -> None:
        super().__init__()
        self._shape = table
        self._root = root
        self.cells = _Cells(table.columns)
        self.setFocusProxy(self.cells)
        self.add_button = _button(self.tr("Add"))
        self.folder_button = _button(self.tr("Add a folder…"))
        self.folder_button.setVisible(table.browse is not Browse.NONE)
        self.remove_button = _button(self.tr("Remove"))
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        for button in (self.add_button, self.folder_button, self.remove_button):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * UNIT)
        column.addWidget(self.cells)
        column.addLayout(row)
        self.add_button.clicked.connect(lambda _on=False: self._add())
        self.folder_button.clicked.connect(lambda _on=False: self._add_folder())
        self.remove_button.clicked.connect(lambda _on=False: self.remove())
        self.cells.removal_wanted.connect(self.remove)
        self.cells.itemSelectionChanged.connect(self._update)
        self.cells.itemChanged.connect(lambda _item: self.changed.emit(self.rows()))
        self.cells.editing.typed.connect(self._typing)
        self._update()

    def show_value(self, value: Any) -> None:  # noqa: ANN401 (the type of the option)
        self.cells.fill(self._shape.rows(value))
        self._update()

    def rows(self) -> list[Row]:
        """What the cells say, without rows that are empty."""
        return [row for row in self.cells.texts() if any(row)]

    def name(self, words: str) -> None:
        """What a screen reader calls the table and its buttons."""
        self.cells.setAccessibleName(words)
        for button in (self.add_button, self.folder_button, self.remove_button):
            button.setAccessibleName(f"{words}: {button.text()}")

    def add_row(self, row: Row) -> None:
        self.cells.add(row)
        self.changed.emit(self.rows())

    def remove(self) -> None:
        """Take away the rows in which something is selected."""
        chosen = sorted({index.row() for index in self.cells.selectedIndexes()}, reverse=True)
        for row in chosen:
            self.cells.removeRow(row)
        if chosen:
            self.cells.fit()
            self._update()
            self.changed.emit(self.rows())

    def _add(self) -> None:
        last = self.cells.rowCount() - 1
        if last < 0 or any(self.cells.texts()[last]):
            self.cells.add(("",) * len(self._shape.columns))
            last += 1
        self.cells.setFocus()
        self.cells.setCurrentCell(last, 0)
        self.cells.edit(self.cells.model().index(last, 0))

    def _add_folder(self) -> None:
        start = self._root.decode("utf-8", "surrogateescape") if self._root else ""
        found = QFileDialog.getExistingDirectory(self, self.folder_button.text(), start)
        if not found:
            return
        if self._shape.browse is Browse.INSIDE and found.startswith(f"{start}/"):
            found = found[len(start) + 1 :]
        self.add_row((found, *("" for _ in self._shape.columns[1:])))

    def _typing(self, at: QPersistentModelIndex, text: str) -> None:
        rows = [list(row) for row in self.cells.texts()]
        rows[at.row()][at.column()] = text
        self.typed.emit([tuple(row) for row in rows if any(row)])

    def _update(self) -> None:
        chosen = bool(self.cells.selectedIndexes())
        explain(self.remove_button, "" if chosen else self.tr("Select a row first."))


class _Cells(QTableWidget):
    """The table itself: arrows walk in it, Tab leaves it, F2 or typing edits, Del removes."""

    removal_wanted = Signal()

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__(0, len(columns))
        self.editing = _Editing(columns, self)
        self._columns = columns
        self.setItemDelegate(self.editing)
        self.setHorizontalHeaderLabels([tr_core(column.title) for column in columns])
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setVisible(len(columns) > 1)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        EmptyWords(self, self.tr("None."))
        self.fit()

    def texts(self) -> list[Row]:
        return [
            tuple(self._text(row, column) for column in range(self.columnCount()))
            for row in range(self.rowCount())
        ]

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return str(item.data(_TEXT)) if item is not None else ""

    def fill(self, rows: Sequence[Row]) -> None:
        self.setRowCount(0)
        for row in rows:
            self.add(row)
        self.fit()

    def add(self, row: Row) -> None:
        at = self.rowCount()
        self.blockSignals(True)
        self.insertRow(at)
        for column, text in enumerate(row):
            item = QTableWidgetItem()
            item.setData(_TEXT, text)
            item.setText(words_of(text, self._columns[column]))
            item.setToolTip(item.text())
            self.setItem(at, column, item)
        self.blockSignals(False)
        self.fit()

    def fit(self) -> None:
        """As high as its rows are."""
        seen = min(max(self.rowCount(), 1), _ROWS_SEEN)
        header = self.horizontalHeader()
        above = header.sizeHint().height() if not header.isHidden() else 0
        self.setFixedHeight(seen * ROW_HEIGHT + above + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)


class _Editing(QStyledItemDelegate):
    """Edits a cell; `typed` tells the text at every key."""

    typed = Signal(QPersistentModelIndex, str)

    def __init__(self, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = columns

    def createEditor(
        self,
        parent: QWidget,
        _option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        column = self._columns[index.column()]
        if column.choices:
            return self._choices(parent, column)
        edit = QLineEdit(parent)
        edit.setFrame(False)
        edit.setProperty("cell", True)
        edit.setAccessibleName(tr_core(column.title))
        at = QPersistentModelIndex(index)
        edit.textEdited.connect(lambda text: self.typed.emit(at, text))
        return edit

    def _choices(self, parent: QWidget, column: Column) -> QComboBox:
        box = QComboBox(parent)
        box.setAccessibleName(tr_core(column.title))
        box.setProperty("cell", True)
        for choice in column.choices:
            box.addItem(_long_words(choice, column), choice)
        box.activated.connect(lambda _row: self.commitData.emit(box))
        box.activated.connect(lambda _row: self.closeEditor.emit(box))
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        text = index.data(_TEXT)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(text))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        text = index.data(_TEXT)
        if isinstance(editor, QComboBox):
            text = editor.currentData() or ""
        elif isinstance(editor, QLineEdit):
            text = editor.text().strip()
        if text != index.data(_TEXT):
            model.blockSignals(True)  # told once, when both are there
            model.setData(index, text, _TEXT)
            model.blockSignals(False)
            words = words_of(text, self._columns[index.column()])
            model.setData(index, words, Qt.ItemDataRole.DisplayRole)


def words_of(text: str, column: Column) -> str:
    """How a cell is read: a choice in the language of the window."""
    return tr_core(text) if text in column.choices else text


def _long_words(choice: str, column: Column) -> str:
    rule = RULES.get(choice)
    return f"{choice}: {tr_core(rule.title)}" if rule else words_of(choice, column)


def _button(words: str) -> QPushButton:
    made = QPushButton(words)
    made.setAutoDefault(False)
    return made
