"""Two experiments side by side: links that differ, images and the mix of classes of each split."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.names import basename, join, shown
from cvlink_gui.core.snapshots import Difference
from cvlink_gui.features.comparing import Comparison
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.dialogs.frame import column_of
from cvlink_gui.gui.jobs import Job
from cvlink_gui.gui.models import balance_model as balance
from cvlink_gui.gui.models.balance_model import BalanceModel
from cvlink_gui.gui.models.changes_model import ChangesModel
from cvlink_gui.gui.naming import name_box
from cvlink_gui.gui.panels.bars import SIDES, BarsDelegate, swatch
from cvlink_gui.gui.panels.empty import EmptyWords
from cvlink_gui.gui.planning import Planner
from cvlink_gui.gui.theme import ICON, UNIT
from cvlink_gui.gui.words import tr_said

_SIZE = (250, 170)  # units
_NARROWEST = 170
_OPEN = 60  # rows of classes that are all shown at once


class ComparisonDialog(QDialog):
    """Compares what its two boxes name; the window behind it can be used meanwhile."""

    visit = Signal(object)  # the path of a link

    def __init__(self, planner: Planner, experiments: Sequence[bytes], parent: QWidget) -> None:
        """experiments: those that can be compared, two at least."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Compare experiments"))
        self.found: Comparison | None = None
        self._planner = planner
        self._experiments = list(experiments)
        self._under_way: Job | None = None
        self._field = "text"  # the colour of the words
        self.one = self._box(self.tr("First experiment"))
        self.other = self._box(self.tr("Second experiment"))
        self.swap = QPushButton(self.tr("Swap"))
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.changes = ChangesModel(self)
        self.links = _tree(self.changes, self.tr("Links that differ"))
        self.links.setRootIsDecorated(False)
        self.links.activated.connect(lambda index: self._visit(index.row()))
        self._no_links = EmptyWords(self.links)
        self.balance = BalanceModel(self)
        self.classes = _tree(self.balance, self.tr("Images and classes"))
        self._no_classes = EmptyWords(self.classes)
        self.classes.setItemDelegateForColumn(balance.BARS, BarsDelegate(self.classes))
        self._lay_out()
        self.swap.clicked.connect(lambda _on=False: self._swap())
        self.one.currentIndexChanged.connect(lambda _row: self.compare())
        self.other.currentIndexChanged.connect(lambda _row: self.compare())
        self.one.setFocus()

    def choose(self, one: bytes, other: bytes) -> None:
        """Compare these two of the experiments."""
        for box, path in ((self.one, one), (self.other, other)):
            box.blockSignals(True)
            box.setCurrentIndex(self._experiments.index(path))
            box.blockSignals(False)
        self.compare()

    def compare(self) -> None:
        """Compare what the boxes name now; what was compared before is given up."""
        self._give_up()
        one, other = self._wanted()
        if one == other:
            self._show(None, self.tr("Choose two different experiments."))
        else:
            self._say(self.tr("Comparing…"), "quiet")
            job = self._planner.compare(
                one, other, self._found, lambda error: self._failed(job, error)
            )
            self._under_way = job

    def done(self, result: int) -> None:
        """Closing it ends what is read for it: an answer that came later would find nobody."""
        self._give_up()
        super().done(result)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self.layout() is not None:
            self._draw()

    # Inside

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        name_box(box, name)
        box.addItems([shown(basename(path)) for path in self._experiments])
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.setIconSize(QSize(ICON, ICON))
        return box

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        row.addWidget(self.one, 1)
        row.addWidget(self.swap)
        row.addWidget(self.other, 1)
        self._heading = QLabel(self.tr("Images and classes"))
        self._heading.setProperty("heading", True)
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.addWidget(self._heading)
        lower.addWidget(self.classes, 1)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.links)
        parts.addWidget(below)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(2 * UNIT)
        parts.setSizes([2, 3])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = column_of(self)
        column.addLayout(row)
        column.addWidget(self.words)
        column.addWidget(parts, 1)
        column.addWidget(buttons)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Return goes to a link
        for view, stretched, widths in (
            (self.links, (1, 2, 3), {0: 34}),
            (self.classes, (balance.PLACE, balance.BARS), {1: 32, 2: 32, 4: 34}),
        ):
            header = view.header()
            header.setStretchLastSection(False)
            header.setMinimumSectionSize(10 * UNIT)
            for section in stretched:
                header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
            for section, width in widths.items():
                header.resizeSection(section, width * UNIT)
        self.setMinimumWidth(_NARROWEST * UNIT)
        self.resize(*(side * UNIT for side in _SIZE))
        self._draw()

    def _draw(self) -> None:
        """In the colours of the theme in use."""
        ratio = self.devicePixelRatioF()
        for box, field in zip((self.one, self.other), SIDES, strict=True):
            icon = swatch(field, ratio)
            for row in range(box.count()):
                box.setItemIcon(row, icon)
        self.swap.setIcon(icons.icon("arrow-up-down"))
        self._color_words()
        self.links.viewport().update()
        self.classes.viewport().update()

    def _wanted(self) -> tuple[bytes, bytes]:
        one, other = (self._experiments[box.currentIndex()] for box in (self.one, self.other))
        return one, other

    def _swap(self) -> None:
        one, other = self._wanted()
        self.choose(other, one)

    def _give_up(self) -> None:
        if self._under_way is not None:
            self._under_way.cancel()
            self._under_way = None

    def _found(self, found: Comparison) -> None:
        self._under_way = None
        self._show(found, self._sentence(found.links))

    def _failed(self, job: Job | None, error: CvlinkError) -> None:
        if self._under_way is job:  # else it was given up
            self._under_way = None
            self._show(None, tr_said(error.words))

    def _show(self, found: Comparison | None, words: str) -> None:
        self.found = found
        one, other = (shown(basename(path)) for path in self._wanted())
        self.changes.show(found.links if found else Difference(), (one, other))
        self.balance.show(found.splits if found else (), (one, other))
        self._no_links.say(self.tr("No link differs.") if found else "")
        self._no_classes.say(self.tr("No images are known.") if found else "")
        if self.balance.classes <= _OPEN:
            self.classes.expandAll()
        self._say(words, "text" if found else "bad")

    def _say(self, words: str, field: str) -> None:
        self._field = field
        self.words.setText(words)
        self.setAccessibleDescription(words)
        self._color_words()

    def _color_words(self) -> None:
        self.words.setStyleSheet(f"color: {theme.color(self._field).name()};")

    def _sentence(self, found: Difference) -> str:
        """How many links differ, in words."""
        counts = (
            (len(found.added), self.tr("%Ln link(s) added", "", len(found.added))),
            (len(found.removed), self.tr("%Ln removed", "", len(found.removed))),
            (len(found.retargeted), self.tr("%Ln retargeted", "", len(found.retargeted))),
        )
        return " · ".join(words for count, words in counts if count) or self.tr(
            "Their links lead to the same places."
        )

    def _visit(self, row: int) -> None:
        link, (one, other) = self.changes.rows[row], self._wanted()
        self.visit.emit(join(one if link.one is not None else other, link.path))


def _tree(model: ChangesModel | BalanceModel, name: str) -> QTreeView:
    view = QTreeView()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setUniformRowHeights(True)
    view.setIconSize(QSize(ICON, ICON))
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    view.setIndentation(4 * UNIT)
    return view
