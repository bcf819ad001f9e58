"""The snapshots of a project: what is kept, what is different since, and a way back."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSpinBox,
    QSplitter,
    QTreeView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.names import basename, shown
from cvlink_gui.core.settings import SNAPSHOT_HOURS
from cvlink_gui.core.snapshots import Why
from cvlink_gui.fs.snapshots import Stored
from cvlink_gui.gui import theme
from cvlink_gui.gui.dialogs.frame import bring_forward, column_of, stacked
from cvlink_gui.gui.models.differences import AFTER, BEFORE, CHANGE, LINK, DifferenceModel
from cvlink_gui.gui.naming import name_box
from cvlink_gui.gui.notices import of_error
from cvlink_gui.gui.panels.empty import EmptyWords
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.running import number
from cvlink_gui.gui.snapshots import Compared, How
from cvlink_gui.gui.theme import ICON, ROW_HEIGHT, UNIT
from cvlink_gui.gui.words import tr
from cvlink_gui.gui.workbench import Workbench

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow

_STORED = Qt.ItemDataRole.UserRole
_SIZE = (235, 122)  # units: fits on a small screen at 200 %
_NARROW = 210 * UNIT
_SHARES = {False: [100 * UNIT, 135 * UNIT], True: [100, 100]}  # of the tables, narrow or not
_REST_MS = 120  # the comparison follows the list after so long a rest
_MOST_HOURS = 24 * 365
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SnapshotDialog(QDialog):
    """A list on the left, on the right what is different; the window stays usable beside it."""

    def __init__(self, bench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Snapshots"))
        self._bench = bench
        self._asked = 0  # answers to what was asked before are of no use
        self._is_open = True
        self._files: list[Stored] = []  # read from elsewhere
        self._wish = b""  # the file that is to be chosen when the list has it
        self.list = self._make_list()
        self.hours = self._make_hours()
        self.other = QComboBox()
        name_box(self.other, self.tr("Compare with"))
        self.other.setMinimumContentsLength(12)
        self.other.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.model = DifferenceModel(self)
        self.table = self._make_table()
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.exact = QCheckBox(self.tr("Also remove links that are &new since then"))
        self.take_button = QPushButton(self.tr("&Take one now"))
        self.file_button = QPushButton(self.tr("From a &file…"))
        self.selected_button = QPushButton(self.tr("Restore &selected…"))
        self.all_button = QPushButton(self.tr("Restore &all…"))
        self._lay_out()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._compare)
        self._connect()
        self.resize(*(side * UNIT for side in _SIZE))
        self.refresh()
        self.list.setFocus()

    # Building

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setAccessibleName(self.tr("Snapshots"))
        made.setRootIsDecorated(False)
        made.setMinimumHeight(5 * ROW_HEIGHT)
        made.setUniformRowHeights(True)
        EmptyWords(made, self.tr("None is kept yet."))
        made.setHeaderLabels([self.tr("Taken"), self.tr("Links"), self.tr("Why")])
        made.headerItem().setTextAlignment(1, _RIGHT)
        made.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        made.header().setStretchLastSection(True)
        return made

    def _make_hours(self) -> QSpinBox:
        made, project = theme.aligned(QSpinBox()), self._bench.project
        made.setRange(0, _MOST_HOURS)
        made.setSpecialValueText(self.tr("never"))
        made.setSuffix(" " + self.tr("h", "hours"))
        made.setKeyboardTracking(False)
        made.setAccessibleName(self.tr("Hours between snapshots"))
        made.setValue(project.settings[SNAPSHOT_HOURS] if project else 0)
        return made

    def _make_table(self) -> QTreeView:
        made = QTreeView()
        made.setModel(self.model)
        made.setAccessibleName(self.tr("Difference"))
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setIconSize(QSize(ICON, ICON))
        made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = made.header()
        for section in (LINK, BEFORE, AFTER):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(10 * UNIT)
        self._no_rows = EmptyWords(made)
        header.setSectionResizeMode(CHANGE, QHeaderView.ResizeMode.ResizeToContents)
        return made

    def _lay_out(self) -> None:
        every = QLabel(self.tr("Take one &every"))
        every.setBuddy(self.hours)
        with_what = QLabel(self.tr("Compare &with"))
        with_what.setBuddy(self.other)
        left = stacked(
            _row(self.take_button, self.file_button, None), self.list, _row(every, self.hours, None)
        )
        self.other.setSizePolicy(self.list.sizePolicy().horizontalPolicy(),
                                 self.other.sizePolicy().verticalPolicy())  # fmt: skip
        right = stacked(_row(with_what, self.other), self.table, self.words)
        self._split = split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(3 * UNIT)
        for side, stretch in ((left, 0), (right, 1)):
            split.addWidget(side)
            split.setStretchFactor(split.count() - 1, stretch)
        split.setChildrenCollapsible(False)
        split.setSizes(_SHARES[False])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button in (self.selected_button, self.all_button):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = column_of(self)
        column.addWidget(split, 1)
        column.addWidget(self.exact)
        column.addWidget(buttons)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Return in the list or the number is nobody's

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Both tables beside each other where there is room, else below each other."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < _NARROW
        wanted = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if self._split.orientation() is not wanted:
            self._split.setOrientation(wanted)
            self._split.setSizes(_SHARES[is_narrow])

    def _connect(self) -> None:
        keeper = self._bench.keeper
        keeper.kept.connect(self.refresh)
        self._bench.runner.running.connect(self._running)
        self.finished.connect(self._leave)
        self.list.currentItemChanged.connect(self._rest.start)
        self.other.currentIndexChanged.connect(self._rest.start)
        self.table.selectionModel().selectionChanged.connect(self._update)
        self.exact.toggled.connect(self._update)
        self.hours.editingFinished.connect(lambda: keeper.schedule(self.hours.value(), self._wrong))
        self.take_button.clicked.connect(self._take)
        self.file_button.clicked.connect(self._ask_for_file)
        self.selected_button.clicked.connect(lambda: self._restore(self._selected()))
        self.all_button.clicked.connect(lambda: self._restore(()))

    # The list

    def refresh(self) -> None:
        """List again what is kept; what was chosen stays chosen."""
        self._bench.keeper.stored(self._show_stored)

    def _show_stored(self, stored: Sequence[Stored]) -> None:
        if not self._is_open:
            return
        chosen, other = self.chosen(), self.other.currentData()
        found = [*self._files, *stored]
        self.list.clear()
        self.list.addTopLevelItems([self._item(one) for one in found])
        self.other.blockSignals(True)
        self.other.clear()
        self.other.addItem(self.tr("what is there now"), None)
        for one in found:
            self.other.addItem(self._when(one), one)
        self.other.setCurrentIndex(max(self.other.findData(other), 0) if other else 0)
        self.other.blockSignals(False)
        self._choose(self._wish or (chosen.path if chosen else b""))
        self._wish = b""
        if not found:
            self._say(self.tr("There is no snapshot yet. Take one now."))
        self._update()

    def _choose(self, path: bytes) -> None:
        """Let one of the list be the one chosen; the first where that is not there."""
        items = [self.list.topLevelItem(n) for n in range(self.list.topLevelItemCount())]
        known = [item for item in items if item is not None]
        same = [item for item in known if item.data(0, _STORED).path == path]
        if wanted := same or known[:1]:
            self.list.setCurrentItem(wanted[0])

    def _item(self, one: Stored) -> QTreeWidgetItem:
        why = {
            Why.ASKED: self.tr("asked for"),
            Why.PLAN: self.tr("before a large change"),
            Why.SCHEDULE: self.tr("by the schedule"),
            Why.UNKNOWN: self.tr("not known") if one.name else self.tr("a file"),
        }[one.why]
        if not one.whole:
            why += ", " + self.tr("not all could be read")
        links = "" if one.links is None else number(one.links)
        item = QTreeWidgetItem([self._when(one), links, why])
        item.setTextAlignment(1, _RIGHT)
        item.setData(0, _STORED, one)
        tip = shown(one.path)
        for column in range(3):
            item.setToolTip(column, tip)
        return item

    def _when(self, one: Stored) -> str:
        at = QDateTime.fromSecsSinceEpoch(int(one.made))
        when = QLocale().toString(at, QLocale.FormatType.ShortFormat)
        return when if one.name else f"{when}  {shown(basename(one.path))}"

    def chosen(self) -> Stored | None:
        """The snapshot that is chosen in the list."""
        item = self.list.currentItem()
        found = item.data(0, _STORED) if item is not None else None
        return found if isinstance(found, Stored) else None

    def _take(self) -> None:
        self._say(self.tr("Reading all links…"))
        explain(self.take_button, self.words.text())

        def taken(stored: Stored) -> None:
            if self._is_open:
                explain(self.take_button, "")
                self._wish = stored.path  # the list is being read again

        def wrong(error: CvlinkError) -> None:
            if self._is_open:
                explain(self.take_button, "")
                self._wrong(error)

        self._bench.keeper.take(taken, wrong)

    def _ask_for_file(self) -> None:
        title, kinds = self.tr("Read a snapshot"), self.tr("Snapshots (*.json);;All files (*)")
        file, _kind = QFileDialog.getOpenFileName(self, title, "", kinds)
        if file:
            self.add_file(os.fsencode(file))

    def add_file(self, file: bytes) -> None:
        """Show a snapshot from anywhere beside those that are kept, or say what is wrong."""

        def found(stored: Stored) -> None:
            if self._is_open:
                self._files = [one for one in self._files if one.path != file] + [stored]
                self._wish = file
                self.refresh()

        self._bench.keeper.look_into(file, found, self._wrong)

    # The difference

    def _running(self, on: bool) -> None:
        if not on and self.other.currentData() is None:
            self._rest.start()
        self._update()

    def _compare(self) -> None:
        one, other = self.chosen(), self.other.currentData()
        if one is None:
            return
        self._asked += 1
        asked = self._asked
        self.model.show_rows((), self._side())
        self._no_rows.say("")
        self._say(self.tr("Comparing…"))

        def done(found: Compared) -> None:
            if asked == self._asked:
                self._show(found)

        def wrong(error: CvlinkError) -> None:
            if asked == self._asked:
                self._wrong(error)

        after = other.path if isinstance(other, Stored) else None
        self._bench.keeper.compare(one.path, after, done, wrong)
        self._update()

    def _side(self) -> str:
        return self.tr("Now") if self.other.currentData() is None else self.other.currentText()

    def _show(self, found: Compared) -> None:
        self.model.show_rows(found.rows, self._side())
        self._no_rows.say(self.tr("No link differs."))
        counts = self.model.counts()
        words = [
            self.tr("%Ln added", "", counts[How.ADDED]) if counts[How.ADDED] else "",
            self.tr("%Ln removed", "", counts[How.REMOVED]) if counts[How.REMOVED] else "",
            self.tr("%Ln retargeted", "", counts[How.RETARGETED]) if counts[How.RETARGETED] else "",
        ]
        said = "  ·  ".join(filter(None, words)) or self.tr("No difference.")
        if found.unread:
            unknown = self.tr(
                "%Ln folder(s) could not be read: of links in them nothing is known.",
                "",
                len(found.unread),
            )
            said += "\n" + unknown
        self._say(said)
        self._update()

    def _selected(self) -> list[bytes]:
        """The links of the selected rows, in their order; new ones only where they may go."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        found = [self.model.rows[row] for row in rows]
        return [one.path for one in found if self.exact.isChecked() or one.how is not How.ADDED]

    def _restore(self, only: Sequence[bytes]) -> None:
        if (one := self.chosen()) is not None:
            keeper, exact = self._bench.keeper, self.exact.isChecked()
            keeper.restore(one.path, only, self._wrong, exact=exact)

    # Words

    def _say(self, words: str, *, wrong: bool = False) -> None:
        self.words.setStyleSheet(f"color: {theme.color('bad').name()};" if wrong else "")
        self.words.setText(words)
        self.setAccessibleDescription(words)

    def _wrong(self, error: CvlinkError) -> None:
        if self._is_open:
            self._say(of_error(error).text, wrong=True)
            self._update()

    def _update(self) -> None:
        reason = "" if self.chosen() is not None else self.tr("Choose a snapshot first.")
        if self._bench.runner.is_running:
            reason = tr("A change is under way.")
        against_now = self.other.currentData() is None
        rows = self.tr("Select rows of a comparison with what is there now.")
        explain(self.all_button, reason)
        has_rows = against_now and bool(self._selected())
        explain(self.selected_button, reason or ("" if has_rows else rows))

    def _leave(self) -> None:
        self._is_open = False
        self._asked += 1


def browse(window: "MainWindow") -> None:
    """Show the snapshots of the project, in the dialog that is open if there is one."""
    if not bring_forward(window, SnapshotDialog):
        SnapshotDialog(window.workbench, window).show()


def _row(*widgets: QWidget | None) -> QWidget:
    """Widgets beside each other; None takes what room is left."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2 * UNIT)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return made
