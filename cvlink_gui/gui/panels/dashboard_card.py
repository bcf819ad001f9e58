"""One chart of the dashboard with its title: drawn, as a table, or words for why it is empty."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from cvlink_gui.gui import icons
from cvlink_gui.gui.panels.dashboard_data import Chart
from cvlink_gui.gui.theme import ICON, UNIT

if TYPE_CHECKING:
    from cvlink_gui.gui.panels.dashboard_plot import Plot

_HIGH = 54 * UNIT  # px of the drawing
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Card(QFrame):
    """A chart and what can be done with it. Without a plot it says that it is made ready."""

    export_wanted = Signal(object)  # this card

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.chart: Chart | None = None
        self.plot: Plot | None = None
        self.title = QLabel()
        self.title.setProperty("strong", True)
        self.title.setWordWrap(True)
        self.said = QLabel()
        self.said.setProperty("quiet", True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.words = QLabel()
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setProperty("quiet", True)
        self.words.setWordWrap(True)
        self.table = QTreeWidget()
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.fit, self.as_table, self.export = (QToolButton() for _ in range(3))
        self.as_table.setCheckable(True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.words)
        self.stack.addWidget(self.table)
        self._lay_out()
        self.fit.clicked.connect(lambda _on=False: self._fit())
        self.as_table.toggled.connect(lambda _on: self._choose())
        self.export.clicked.connect(lambda _on=False: self.export_wanted.emit(self))
        self.forget()

    def take(self, plot: "Plot") -> None:
        """Draw with this from now on."""
        self.plot = plot
        self.stack.addWidget(plot.view)
        plot.told.connect(self._say)
        if self.chart is not None:
            self._draw(self.chart)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart; nothing is done where it is the one that is shown."""
        if chart != self.chart:
            self._draw(chart)

    def forget(self) -> None:
        """Nothing is known any more, or not yet."""
        self.chart = None
        self.title.clear()
        self.said.clear()
        for button in (self.fit, self.as_table, self.export):
            button.hide()
        if self.plot is not None:
            self.plot.forget()
        self._choose()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the window, in the colours of the theme in use."""
        for button, icon, words in (
            (self.fit, "maximize", self.tr("Show all of it")),
            (self.as_table, "table", self.tr("Show as a table")),
            (self.export, "download", self.tr("Export…")),
        ):
            button.setIcon(icons.icon(icon))
            button.setToolTip(words)
            button.setAccessibleName(words)
        if self.chart is None:
            self.words.setText(self.tr("Loading…"))

    def redraw(self) -> None:
        """Draw the same again: the colours or the language are others."""
        self.retranslate()
        if self.chart is not None:
            self._draw(self.chart)

    # Inside

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self.title, 1)
        for button in (self.fit, self.as_table, self.export):
            button.setIconSize(QSize(ICON, ICON))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(button)
        self.stack.setFixedHeight(_HIGH)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT)
        column.addLayout(row)
        column.addWidget(self.stack, 1)
        column.addWidget(self.said)

    def _draw(self, chart: Chart) -> None:
        self.chart = chart
        self.title.setText(chart.title)
        self._say("")
        if self.plot is not None:
            self.plot.view.setAccessibleName(chart.title)
            self.plot.view.setAccessibleDescription(chart.said())
            if not chart.is_empty:
                self.plot.show_chart(chart)
        self.words.setText(chart.empty)
        for button in (self.fit, self.as_table, self.export):
            button.setVisible(not chart.is_empty)
        self.fit.setVisible(bool(chart.lines))
        self._choose()

    def _choose(self) -> None:
        """The table, the drawing, or words, as is wanted and can be."""
        if self.chart is None or self.chart.is_empty:
            self.stack.setCurrentWidget(self.words)
        elif self.as_table.isChecked():
            self._fill(self.chart)
            self.stack.setCurrentWidget(self.table)
        elif self.plot is not None:
            self.stack.setCurrentWidget(self.plot.view)

    def _fill(self, chart: Chart) -> None:
        self.table.clear()
        self.table.setAccessibleName(chart.title)
        header = chart.header()
        self.table.setColumnCount(len(header))
        self.table.setHeaderLabels(header)
        items = [QTreeWidgetItem(row) for row in chart.rows()]
        for section in range(1, len(header)):
            for item in (self.table.headerItem(), *items):
                item.setTextAlignment(section, _RIGHT)
        self.table.addTopLevelItems(items)
        self.table.header().setStretchLastSection(False)
        self.table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _fit(self) -> None:
        if self.plot is not None:
            self.plot.fit()

    def _say(self, words: str) -> None:
        """What is marked; without a mark, what is newest."""
        chart = self.chart
        newest = chart.said_at(chart.times[-1]) if chart and chart.lines else ""
        self.said.setText(words or newest)
        if words and self.plot is not None and self.plot.view.hasFocus():
            self.plot.view.setAccessibleDescription(words)
            event = QAccessibleEvent(self.plot.view, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)
