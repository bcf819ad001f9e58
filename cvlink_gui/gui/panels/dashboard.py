"""The dashboard: how the project goes, in charts. What draws them is loaded when it is first shown.

That takes 0.4 s. Most of it is numpy, which a job loads; the rest is done a chart a turn.
"""

import importlib
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from cvlink_gui.core.names import shown
from cvlink_gui.gui.jobs import once
from cvlink_gui.gui.panels.dashboard_card import Card
from cvlink_gui.gui.panels.dashboard_data import charts
from cvlink_gui.gui.pictures import Kind, ask_and_save
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.turns import Turns

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

_CARDS = 6
_WIDE = 105 * UNIT  # px a card needs


class Dashboard(QScrollArea):
    """All charts of the project that is open. While it is hidden nothing is drawn."""

    def __init__(self, bench: "Workbench") -> None:
        super().__init__()
        self._bench = bench
        self.setProperty("plain", True)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Dashboard"))
        self.cards = [Card() for _ in range(_CARDS)]
        self._columns = 0
        self._is_loading = self._is_loaded = False
        self.turns = Turns(self)
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, UNIT, UNIT, UNIT)
        self._grid.setSpacing(2 * UNIT)
        self.setWidget(self._body)
        for card in self.cards:
            card.export_wanted.connect(self._export)
        self._arrange()
        bench.trends.told.connect(self._follow)

    def restyle(self) -> None:
        """Draw everything in the colours of the theme in use."""
        for card in self.cards:
            card.redraw()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grid.invalidate()  # a size it was given while it was hidden is of no use
        self._bench.trends.want_savings(on=True)
        if self._is_loaded:
            self._follow()
        elif not self._is_loading:
            self._load()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._bench.trends.want_savings(on=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another language has other words."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Dashboard"))
            for card in self.cards:
                card.retranslate()
            self._follow()

    # Inside

    def _load(self) -> None:
        self._is_loading = True
        work = once(lambda: importlib.import_module("numpy"))
        self._bench.start(self.tr("Loading the charts"), work, self._loaded)

    def _loaded(self, _numpy: object) -> None:
        from cvlink_gui.gui.panels.dashboard_plot import Plot

        def give(card: Card) -> None:
            card.take(Plot(card))

        self.turns.add(self, *(partial(give, card) for card in self.cards), self._all_there)

    def _all_there(self) -> None:
        self._is_loaded = True
        self._follow()

    def _follow(self) -> None:
        """Show what is known now, a card a turn."""
        trends = self._bench.trends
        if not trends.is_known:  # of a project that was just opened
            for card in self.cards:
                card.forget()
        if not (trends.is_known and self._is_loaded and self.isVisible()):
            return
        found = charts(trends.moments, trends.uses, trends.saved)
        pairs = zip(self.cards, found, strict=True)
        self.turns.add(self, *(partial(card.show_chart, chart) for card, chart in pairs))

    def _arrange(self) -> None:
        """As many cards beside each other as there is room for."""
        columns = max(1, min(3, self.viewport().width() // _WIDE))
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, *divmod(place, columns))
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._grid.setRowStretch(_CARDS, 1)  # what is left of the height

    def _export(self, card: Card) -> None:
        chart, plot, project = card.chart, card.plot, self._bench.project
        if chart is None or plot is None or project is None:
            return
        kinds = (
            Kind(".png", self.tr("Picture"), plot.png),
            Kind(".svg", self.tr("Drawing"), plot.svg),
            Kind(".csv", self.tr("Table"), chart.csv),
        )
        ask_and_save(self._bench, self, f"{shown(project.name)}-{chart.id}", kinds)
