"""What links save, place by place, and files that are there twice and could be links."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.names import shown
from cvlink_gui.core.owners import PlaceKind
from cvlink_gui.features.savings import Kept, Ledger, Row, Same
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.dialogs.asking import Question
from cvlink_gui.gui.dialogs.frame import bring_forward, column_of, stacked
from cvlink_gui.gui.notices import of_error
from cvlink_gui.gui.panels.empty import EmptyWords
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.running import number
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.words import size_text, tr, tr_said
from cvlink_gui.gui.workbench import Workbench

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow

_SIZE = (240, 150)  # units
_LEAST = 170 * UNIT  # columns of figures leave little for places
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_PATH = Qt.ItemDataRole.UserRole
_SHOWN = 2_000  # sets of equal files; what most is saved by is first
_OPEN = 50  # sets whose copies are all shown at once
_STEPS = 1000  # of the progress bar


class SavingsDialog(QDialog):
    """The ledger above, the duplicates below; the window stays usable beside it."""

    def __init__(self, bench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Savings"))
        self._bench = bench
        self._found: tuple[Same, ...] = ()
        self._kept = Kept()
        self.words = _label()
        self.places = self._make_places()
        self.twice_words = _label()
        self.twice = self._make_twice()
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.doing = _label()
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.look_button = QPushButton(self.tr("&Look for duplicates"))
        self.replace_button = QPushButton(self.tr("&Replace by links…"))
        self.empty_button = QPushButton(self.tr("&Delete kept files…"))
        self.kept_words = _label()
        self.kept_words.hide()
        self._lay_out()
        self._connect()
        theme.resize(self, *_SIZE)
        self._show_progress("", 1.0)
        self.twice_words.setText(
            self.tr("Not looked for yet: files have to be read. Nothing is changed by that.")
        )
        bench.savings.count()
        bench.savings.look_at_kept()

    # Building

    def _make_places(self) -> QTreeWidget:
        titles = (
            self.tr("Place"),
            self.tr("On the disk"),
            self.tr("As copies"),
            self.tr("Saved"),
            self.tr("Share"),
            self.tr("Lent to others"),
            self.tr("Used by"),
        )
        made = _table(titles, self.tr("What links save"))
        made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        return made

    def _make_twice(self) -> QTreeWidget:
        titles = (self.tr("File"), self.tr("Size"), self.tr("Remark"))
        made = _table(titles, self.tr("Files that are there twice"))
        made.setRootIsDecorated(True)
        made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        made.headerItem().setTextAlignment(2, _LEFT)
        EmptyWords(made, self.tr("None known."))
        return made

    def _lay_out(self) -> None:
        heading = QLabel(self.tr("Files that are there twice"))
        heading.setProperty("heading", True)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(stacked(self.words, self.places))
        parts.addWidget(stacked(heading, self.twice_words, self.twice, self.kept_words))
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(2 * UNIT)
        parts.setSizes([80 * UNIT, 55 * UNIT])
        under_way = QHBoxLayout()
        under_way.setSpacing(2 * UNIT)
        for widget, stretch in ((self.doing, 2), (self.bar, 1), (self.cancel_button, 0)):
            under_way.addWidget(widget, stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button in (self.look_button, self.replace_button, self.empty_button):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = column_of(self)
        column.addStrut(_LEAST)
        column.addWidget(parts, 1)
        column.addLayout(under_way)
        column.addWidget(buttons)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        savings, runner = self._bench.savings, self._bench.runner
        savings.counted.connect(self.show_ledger)
        savings.found.connect(self.show_duplicates)
        savings.kept.connect(self.show_kept)
        savings.emptied.connect(self._changed)
        savings.progressed.connect(self._show_progress)
        savings.failed.connect(self._wrong)
        runner.running.connect(self._running)
        self.cancel_button.clicked.connect(savings.cancel)
        self.look_button.clicked.connect(savings.look)
        self.replace_button.clicked.connect(self._replace)
        self.empty_button.clicked.connect(self._ask_to_empty)
        self.twice.itemSelectionChanged.connect(self._update)
        self.finished.connect(savings.cancel)

    # The ledger

    def show_ledger(self, found: Ledger) -> None:
        """A row for each place, and the sum under them."""
        self.places.clear()
        self.places.addTopLevelItems([self._row(row) for row in found.rows])
        total = self._row(found.total)
        total.setText(0, self.tr("In all"))
        font = self.font()
        font.setBold(True)
        for section in range(self.places.columnCount()):
            total.setFont(section, font)
        self.places.addTopLevelItem(total)
        self.words.setText("\n".join(self._sentences(found)))
        self.setAccessibleDescription(self.words.text())

    def _sentences(self, found: Ledger) -> list[str]:
        total = found.total
        sentence = self.tr("Links save {0}: copies in their place would take {1} in all, not {2}.")
        said = [sentence.format(*map(size_text, (total.saved, total.copies, total.on_disk)))]
        said += [
            self.tr("Not counted: {0} ({1}), as {2}").format(
                number(missing.count), tr_said(missing.cause), shown(missing.paths[0])
            )
            for missing in found.uncounted
        ]
        return [*said, *map(tr_said, found.notes)]

    def _row(self, row: Row) -> QTreeWidgetItem:
        sizes = map(size_text, (row.on_disk, row.copies, row.saved))
        share = QLocale().toString(100 * row.share, "f", 0) + " %"
        lent = size_text(row.lent.allocated)
        name = shown(row.path) or self.tr("The rest of the project")
        item = QTreeWidgetItem([name, *sizes, share, lent, number(row.users)])
        item.setIcon(0, icons.icon(_ICONS[row.kind]))
        item.setToolTip(0, name)
        for section in range(1, self.places.columnCount()):
            item.setTextAlignment(section, _RIGHT)
        return item

    # The duplicates

    def show_duplicates(self, found: tuple[Same, ...]) -> None:
        """Sets of equal files: the one that stays, and below it the others."""
        self._found = found
        self.twice.clear()
        self.twice.addTopLevelItems([self._set(same) for same in found[:_SHOWN]])
        if len(found) <= _OPEN:
            self.twice.expandAll()
        count = sum(copy.left_out is None for same in found for copy in same.copies)
        if not found:
            self.twice_words.setText(self.tr("No file is there twice."))
        else:
            words = self.tr("%Ln copy(ies) could be links, which would save {0}.", "", count)
            self.twice_words.setText(words.format(size_text(sum(same.saved for same in found))))
        self._update()

    def _set(self, same: Same) -> QTreeWidgetItem:
        item = QTreeWidgetItem([shown(same.stays), size_text(same.size), self.tr("stays")])
        item.setTextAlignment(1, _RIGHT)
        item.setIcon(0, icons.icon("file"))
        for copy in same.copies:
            why = tr_said(copy.left_out) if copy.left_out else self.tr("could be a link")
            row = QTreeWidgetItem(item, [shown(copy.path), size_text(copy.allocated), why])
            row.setTextAlignment(1, _RIGHT)
            row.setIcon(0, icons.icon("lock" if copy.left_out else "link"))
            if copy.left_out:
                row.setForeground(2, theme.color("quiet"))
            else:
                row.setData(0, _PATH, copy.path)
        return item

    def _chosen(self) -> list[bytes]:
        """The copies of the selected rows: of a set that is selected, all of them."""
        selected = self.twice.selectedItems()
        below = [item.child(n) for item in selected for n in range(item.childCount())]
        return [path for row in (*selected, *below) if row and (path := row.data(0, _PATH))]

    def _replace(self) -> None:
        self._bench.savings.replace(self._found, self._chosen())

    # What is kept

    def show_kept(self, found: Kept) -> None:
        """The files that gave their place to links: still there, and undone by an undo."""
        self._kept = found
        words = self.tr("%Ln file(s) gave their place to links and are kept: {0}.", "",
                        len(found.steps))  # fmt: skip
        self.kept_words.setText(words.format(size_text(found.allocated)))
        self.kept_words.setVisible(bool(found.steps))
        self._update()

    def _ask_to_empty(self) -> None:
        box = Question("triangle-alert", "warning", self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("Delete kept files"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.kept_words.text())
        box.setInformativeText(
            self.tr(
                "Each is compared once more with what its link leads to, and deleted if their "
                "bytes are equal. Its change cannot be undone afterwards."
            )
        )
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        delete.clicked.connect(lambda: self._bench.savings.empty(self._kept))
        box.open()

    # Following

    def _running(self, on: bool) -> None:
        """What was found before a change is not true any more."""
        self._update()
        if not on:
            self._changed()

    def _changed(self) -> None:
        self.show_duplicates(())
        self.twice_words.setText(self.tr("The project was changed: look again."))
        self._bench.savings.count()
        self._bench.savings.look_at_kept()

    def _show_progress(self, words: str, share: float) -> None:
        is_on = bool(words)
        self.doing.setText(tr_said(words))
        self.bar.setValue(round(share * _STEPS))
        for widget in (self.doing, self.bar, self.cancel_button):
            widget.setVisible(is_on)
        self._update()

    def _wrong(self, error: CvlinkError) -> None:
        self.twice_words.setText(of_error(error).text)

    def _update(self) -> None:
        busy = self._bench.savings.is_under_way or self._bench.runner.is_running
        could = any(copy.left_out is None for same in self._found for copy in same.copies)
        selected = self.twice.selectedItems()
        waits = tr("A change is under way.") if busy else ""
        kept = "" if self._kept.steps else self.tr("Nothing was kept for you.")
        twice = "" if could else self.tr("No files are there twice that could become links.")
        chosen = "" if self._chosen() or not selected else self.tr("These cannot become links.")
        explain(self.look_button, waits)
        explain(self.empty_button, waits or kept)
        explain(self.replace_button, waits or twice or chosen)


_ICONS = {
    PlaceKind.DATASET: "database",
    PlaceKind.EXPERIMENT: "flask-conical",
    PlaceKind.REST: "folder",
    PlaceKind.OUTSIDE: "external-link",
}


def show(window: "MainWindow") -> None:
    """Show what links save, in the dialog that is open if there is one."""
    if not bring_forward(window, SavingsDialog):
        SavingsDialog(window.workbench, window).show()


def _label() -> QLabel:
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    return made


def _table(titles: Sequence[str], name: str) -> QTreeWidget:
    made = QTreeWidget()
    made.setAccessibleName(name)
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    made.setHeaderLabels(titles)
    made.header().setStretchLastSection(False)
    made.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    for section in range(1, len(titles)):
        made.headerItem().setTextAlignment(section, _RIGHT)
    return made
