"""Boards that show the design system: made from the tables of gui/theme.py, so never stale."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.core.links import HEALTH_WORDS
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.panels.empty import EmptyWords
from cvlink_gui.gui.theme import ICON, ROW_HEIGHT, UNIT
from cvlink_gui.gui.words import tr_core
from cvlink_gui.resources import resource

COLOURS = (
    *("window", "base", "raised", "border", "hover", "selection", "lit"),
    *("text", "quiet", "faint", "accent", "on_accent", "good", "warning", "bad", "unknown"),
)
OWN_ICONS = ("check-", "chevron-", "cvlink")  # drawn in one colour, or in its own
_ICONS_BESIDE = 6


def colours() -> QWidget:
    """Every colour with its name and value."""
    board, grid = _board()
    for at, name in enumerate(COLOURS):
        swatch = QFrame()
        swatch.setFixedSize(16 * UNIT, 10 * UNIT)
        value = getattr(theme.current(), name)
        swatch.setStyleSheet(
            f"background: {value}; border: 1px solid {theme.current().border}; border-radius: 6px;"
        )
        row, column = divmod(at, 3)
        grid.addWidget(swatch, row, 2 * column)
        grid.addWidget(_words(f"{name}\n{QColor(value).name()}"), row, 2 * column + 1)
    return board


def letters() -> QWidget:
    """The type scale: what is large, what is strong, what is quiet."""
    board, grid = _board()
    for row, (kind, words) in enumerate(
        (
            ("hero", f"The start page: {theme.FONT_SIZE + 10} pt"),
            ("title", f"A dialog, what is inspected: {theme.FONT_SIZE + 4} pt"),
            ("strong", f"What a row is about: {theme.FONT_SIZE} pt, semibold"),
            ("", f"All other text: {theme.FONT_SIZE} pt; 1,204,331 and 51,655 line up"),
            ("heading", "Above a panel or a card"),
            ("quiet", "What explains, and what is not in force"),
        )
    ):
        grid.addWidget(_words(kind or "text", "quiet"), row, 0)
        grid.addWidget(_words(words, kind), row, 1)
    return board


def states() -> QWidget:
    """Each health of a link: an icon, a colour, a word."""
    board, grid = _board()
    for row, (health, (icon, field)) in enumerate(theme.HEALTH_MARKS.items()):
        at, column = row % 5, 3 * (row // 5)
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, field, ICON, 1.0))
        words = _words(tr_core(HEALTH_WORDS[health]))
        words.setStyleSheet(f"color: {theme.color(field).name()};")
        for place, widget in enumerate((picture, words, _words(f"{icon}, {field}", "quiet"))):
            grid.addWidget(widget, at, column + place)
    return board


def controls() -> QWidget:
    """Buttons and fields; one of each has the focus ring."""
    board, grid = _board()
    default, off = QPushButton("What one came for"), QPushButton("Off")
    default.setDefault(True)
    off.setEnabled(False)
    for column, button in enumerate((default, QPushButton("Another"), off)):
        grid.addWidget(button, 0, column)
    edit, box, count = QLineEdit("a field with the focus"), QComboBox(), QSpinBox()
    box.addItem("one of some")
    count.setSuffix(" h")
    count.setValue(6)
    theme.aligned(count)
    for column, field in enumerate((edit, box, count)):
        grid.addWidget(field, 1, column)
    edit.setStyleSheet(f"border-color: {theme.color('accent').name()};")
    check, bar = QCheckBox("on"), QProgressBar()
    check.setChecked(True)
    bar.setValue(60)
    bar.setTextVisible(False)
    for column, widget in enumerate((check, QCheckBox("off"), bar)):
        grid.addWidget(widget, 2, column)
    grid.addWidget(_rows(), 3, 0, 1, 3)
    return board


def icon_family() -> QWidget:
    """All icons with their names."""
    board, grid = _board()
    names = sorted(file.name.removesuffix(".svg") for file in resource("icons").glob("*.svg"))
    for at, name in enumerate(one for one in names if not one.startswith(OWN_ICONS)):
        row, column = divmod(at, _ICONS_BESIDE)
        picture = QLabel()
        picture.setPixmap(icons.pixmap(name, "text", ICON, 1.0))
        grid.addWidget(picture, row, 2 * column)
        grid.addWidget(_words(name, "quiet"), row, 2 * column + 1)
    return board


def _rows() -> QTreeWidget:
    """Rows of a list, one of them selected."""
    made = QTreeWidget()
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setHeaderLabels(["28 px high", "one is selected"])
    made.setIconSize(QSize(ICON, ICON))
    made.setFixedHeight(4 * ROW_HEIGHT)
    made.ensurePolished()  # selecting a row measures it
    for words in ("train", "val"):
        item = QTreeWidgetItem(made, [words, "data/splits/v1"])
        item.setIcon(0, icons.icon("circle-check", "good"))
    made.topLevelItem(1).setSelected(True)
    return made


def empty() -> QWidget:
    """A list without rows says why."""
    board, grid = _board()
    made = QTreeWidget()
    made.setHeaderLabels(["Change", "When"])
    made.setFixedSize(110 * UNIT, 30 * UNIT)
    EmptyWords(made, "Nothing was changed here yet.")
    grid.addWidget(made, 0, 0)
    return board


BOARDS: Mapping[str, Callable[[], QWidget]] = {
    "colours": colours,
    "letters": letters,
    "states": states,
    "controls": controls,
    "icons": icon_family,
    "empty": empty,
}


def _board() -> tuple[QWidget, QGridLayout]:
    board = QWidget()
    board.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column, line, grid = QVBoxLayout(board), QHBoxLayout(), QGridLayout()
    column.setContentsMargins(5 * UNIT, 5 * UNIT, 5 * UNIT, 5 * UNIT)
    grid.setHorizontalSpacing(3 * UNIT)
    grid.setVerticalSpacing(2 * UNIT)
    line.addLayout(grid)
    column.addLayout(line)
    return board, grid


def _words(text: str, kind: str = "") -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        made.setProperty(kind, True)
    return made
