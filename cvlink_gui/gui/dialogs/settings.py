"""The settings: the user's and the project's, made from the table of options."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.core.folding import folded
from cvlink_gui.core.names import shown
from cvlink_gui.core.settings import OPTIONS, RECENT, TOURED, USER_OPTIONS, Option
from cvlink_gui.gui.dialogs.asking import Question
from cvlink_gui.gui.dialogs.frame import bring_forward, column_of
from cvlink_gui.gui.dialogs.option_row import OptionRow
from cvlink_gui.gui.panels.filtering import FilterEdit
from cvlink_gui.gui.theme import ROW_HEIGHT, UNIT
from cvlink_gui.gui.words import tr_core
from cvlink_gui.gui.workbench import Workbench

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow

_SIZE = (215, 150)  # units
_REMEMBERED = (RECENT, TOURED)  # what the program notes, not what anybody sets
_SECTIONS_WIDTH = 36 * UNIT
_NEAR = 12 * UNIT  # so far below the top a section is the one that is read
SECTION_WORDS = {
    "window": "Window",
    "layout": "Folders",
    "links": "Links",
    "audit": "Audit",
    "snapshots": "Snapshots",
    "profiles": "Profiles",
    "mounts": "Containers",
}


class Section(QWidget):
    """The options of one section on a card, under its name."""

    def __init__(self, name: str, rows: Sequence[OptionRow]) -> None:
        super().__init__()
        self.rows = rows
        heading = QLabel(name)
        heading.setProperty("heading", True)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(UNIT, 0, UNIT, 0)
        inside.setSpacing(0)
        for row in rows:
            inside.addWidget(row)
        self._rule_off()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addWidget(heading)
        column.addWidget(card)

    def search(self, words: list[str]) -> bool:
        """Show the rows that have all the words; True if one has."""
        found = [row.matches(words) for row in self.rows]
        for row, is_meant in zip(self.rows, found, strict=True):
            row.setVisible(is_meant)
        self.setVisible(any(found))
        self._rule_off()
        return any(found)

    def _rule_off(self) -> None:
        """A line above each row but the first that is shown."""
        shown_rows = [row for row in self.rows if not row.isHidden()]
        for row in shown_rows:
            row.setProperty("row", row is not shown_rows[0])
            row.style().polish(row)


class SettingsDialog(QDialog):
    """Every option in effect at once; the window stays usable beside it."""

    def __init__(self, bench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self._bench = bench
        self._over = parent
        self._is_going = False  # to a section that was chosen: the last ones never reach the top
        self.sections: list[Section] = []
        self._groups: list[tuple[QWidget, list[Section]]] = []  # a title, what is below it
        self.rows: dict[str, OptionRow] = {}
        self.search = FilterEdit(self.tr("Search settings"), self.tr("Search settings"))
        self.names = QListWidget()
        self.names.setAccessibleName(self.tr("Sections"))
        self.names.setFixedWidth(_SECTIONS_WIDTH)
        self.names.setProperty("nav", True)
        self.nothing = QLabel()
        self.nothing.setProperty("quiet", True)
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._page = QVBoxLayout()
        self._page.setContentsMargins(0, 0, 2 * UNIT, 0)
        self._page.setSpacing(3 * UNIT)
        self._area = QScrollArea()
        self._fill()
        self._lay_out()
        self.search.textChanged.connect(self._search)
        self.names.currentRowChanged.connect(self._go_to)
        self._area.verticalScrollBar().valueChanged.connect(self._follow)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        self.search.setFocus()

    def retranslate(self) -> None:
        """Say all in another language: in a dialog that takes the place of this one."""
        fresh = SettingsDialog(self._bench, self._over)
        fresh.setGeometry(self.geometry())
        fresh.search.setText(self.search.text())
        fresh.names.setCurrentRow(self.names.currentRow())
        fresh.show()
        self.reject()

    # Building

    def _fill(self) -> None:
        project = self._bench.project
        self._add_group(
            self.tr("For you, in every project"), [one for one in USER_OPTIONS if one != TOURED]
        )
        if project is not None:
            title = self.tr("For everybody: cvlink.toml of {0}").format(shown(project.name))
            self._add_group(title, [one for one in OPTIONS if one not in USER_OPTIONS])
        else:
            words = QLabel(self.tr("Open a project to see what is set for it."))
            words.setProperty("quiet", True)
            self._page.addWidget(words)
        self._page.addWidget(self.nothing, 1)
        self._page.addStretch(1)
        self.nothing.hide()
        self.names.setCurrentRow(0)

    def _add_group(self, words: str, options: Iterable[Option[Any]]) -> None:
        chosen = list(options)
        title = QLabel(words)
        title.setProperty("title", True)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        button = QPushButton(self.tr("Reset all…"))
        button.setAccessibleName(self.tr("Reset all: {0}").format(words))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: self._ask_to_reset(chosen))
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(title, 1)
        row.addWidget(button)
        self._page.addWidget(head)
        sections = []
        for name, same in groupby(chosen, key=lambda option: option.section):
            section = self._section(tr_core(SECTION_WORDS[name]), list(same))
            sections.append(section)
            self._page.addWidget(section)
        self._groups.append((head, sections))

    def _section(self, name: str, options: Sequence[Option[Any]]) -> Section:
        bench = self._bench
        rows = [OptionRow(option, bench.preferences, bench.project) for option in options]
        self.rows |= {row.option.key: row for row in rows}
        self.sections.append(Section(name, rows))
        item = QListWidgetItem(name, self.names)
        item.setSizeHint(QSize(0, ROW_HEIGHT))
        return self.sections[-1]

    def _lay_out(self) -> None:
        page = QWidget()
        page.setLayout(self._page)
        self._area.setWidget(page)
        self._area.setWidgetResizable(True)
        self._area.setProperty("plain", True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        parts = QHBoxLayout()
        parts.setSpacing(4 * UNIT)
        parts.addWidget(self.names)
        parts.addWidget(self._area, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)  # Return ends a number, and closes nothing
        column = column_of(self)
        column.addWidget(self.search)
        column.addLayout(parts, 1)
        column.addWidget(buttons)
        self.resize(*(side * UNIT for side in _SIZE))
        column.addStrut(155 * UNIT)
        self.names.setMinimumHeight(50 * UNIT)

    # Finding

    def _search(self, text: str) -> None:
        words = folded(text).split()
        for number, section in enumerate(self.sections):
            is_found = section.search(words)
            item = self.names.item(number)
            if item is not None:
                item.setHidden(not is_found)
        for head, sections in self._groups:
            head.setVisible(any(not section.isHidden() for section in sections))
        is_nothing = all(section.isHidden() for section in self.sections)
        self.nothing.setText(self.tr("No setting has “{0}” in it.").format(text.strip()))
        self.nothing.setVisible(is_nothing)

    def _go_to(self, row: int) -> None:
        if 0 <= row < len(self.sections):
            section = self.sections[row]
            above = [head for head, sections in self._groups if sections[0] is section]
            top = (above or [section])[0].y() if row else 0
            self._is_going = True
            self._area.verticalScrollBar().setValue(top)
            self._is_going = False

    def _follow(self, top: int) -> None:
        """The section that is at the top of the page is the one named."""
        seen = [n for n, one in enumerate(self.sections) if one.y() <= top + _NEAR or not n]
        if not self._is_going:
            self.names.blockSignals(True)
            self.names.setCurrentRow(seen[-1])
            self.names.blockSignals(False)

    # Resetting

    def _ask_to_reset(self, options: Sequence[Option[Any]]) -> None:
        """Ask first: what is lost is named."""
        chosen = [option for option in options if option not in _REMEMBERED]
        known = self._bench.preferences.set_here(chosen)
        box = Question("circle-question-mark", "accent", self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("Reset all"))
        if not known:
            box.setText(self.tr("Nothing is set here: the defaults count."))
            box.open()
            return
        box.setText(self.tr("Let the defaults count for these?"))
        names = "\n".join(tr_core(option.title) for option in known)
        file = self.tr("What the file says now is kept beside it as cvlink.toml~.")
        box.setInformativeText(names if known[0] in USER_OPTIONS else f"{names}\n\n{file}")
        reset = box.addButton(self.tr("Reset"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        reset.clicked.connect(lambda _on=False: self._bench.preferences.reset(known))
        box.open()


def show(window: "MainWindow") -> None:
    """Show the settings, in the dialog that is open if there is one."""
    if not bring_forward(window, SettingsDialog):
        SettingsDialog(window.workbench, window).show()
