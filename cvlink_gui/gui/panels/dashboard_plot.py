"""The drawing of a chart. pyqtgraph and numpy are loaded with this module, and by nothing else."""

import contextlib
import html
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from math import ceil, floor, log10

import pyqtgraph as pg
from pyqtgraph.exporters import ImageExporter
from PySide6.QtCore import (
    QDateTime,
    QEvent,
    QLocale,
    QObject,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication, QGraphicsRectItem, QGraphicsView

from cvlink_gui.gui import theme
from cvlink_gui.gui.panels.dashboard_data import Chart
from cvlink_gui.gui.pictures import png, svg
from cvlink_gui.gui.theme import UNIT

_DAY = 86_400
# Spacing of the ticks in seconds, and how such a moment is written.
_FORMATS = ((300 * _DAY, "yyyy"), (27 * _DAY, "MMM yyyy"), (_DAY, "d MMM"), (60, "HH:mm"))
_SHORTEST = 60.0  # seconds of time that are shown at least
_DOTS = 60  # points of a line that are drawn one by one
_BARS = 6  # there is room for at least: few are not made fat
_ROOM = 1.25  # of the longest bar: its value stands behind it
_NAME = 44 * UNIT  # px of a bar's name
_ZOOM = 0.8
_LEAST = 1e-7  # seconds, for a logarithm
_MARGIN = 0.02  # of the time that is shown


class _Amounts(pg.AxisItem):  # type: ignore[misc]  # (pyqtgraph has no types)
    """An axis of values, in words."""

    def __init__(self) -> None:
        super().__init__("left")
        self.words: Callable[[float], str] = str
        self.is_log = False
        self.enableAutoSIPrefix(False)

    def tickStrings(self, values: Sequence[float], _scale: float, _spacing: float) -> list[str]:
        return [self.words(10**value if self.is_log else value) for value in values]

    def tickSpacing(self, least: float, most: float, size: float) -> list[tuple[float, float]]:
        """Counts have nothing between one and two, logarithms no round figures."""
        spacing: list[tuple[float, float]] = super().tickSpacing(least, most, size)[:2]
        return [(max(1.0, each), at) for each, at in spacing]


class _Clock(pg.DateAxisItem):  # type: ignore[misc]  # (pyqtgraph has no types)
    """An axis of time, as the language writes it.

    It has seconds since `origin`: a drawing is written with six figures, too few for 1970.
    """

    def __init__(self) -> None:
        super().__init__("bottom")
        self.origin = 0.0

    def tickValues(self, least: float, most: float, size: float) -> list[tuple[float, list[float]]]:
        """What is written alike as one level, no more of it than there is room for; then the rest.

        The first level is always written, and no other where it has no room beside that.
        """
        origin = self.origin
        levels = super().tickValues(least + origin, most + origin, size)
        found = [(spacing, [v - origin for v in values]) for spacing, values in levels]
        found = [level for level in found if level[1]]
        if not found:
            return found
        alike = [level for level in found if _format(level[0]) == _format(found[0][0])]
        spacing, values = alike[-1][0], sorted({v for _, values in alike for v in values})
        words = self.tickStrings(values, 1, spacing)
        wide = max(map(QFontMetrics(QApplication.font()).horizontalAdvance, words)) + 4 * UNIT
        every = max(1, ceil(len(values) * wide / size))
        return [(spacing, values[::every]), *found[len(alike) :]]

    def setZoomLevelForDensity(self, density: float) -> None:
        """By seconds a pixel; ticks may come closer than words: `tickValues` sees to their room."""
        super().setZoomLevelForDensity(density)
        self.minSpacing /= 3

    def tickStrings(self, values: Sequence[float], _scale: float, spacing: float) -> list[str]:
        moments = (QDateTime.fromSecsSinceEpoch(round(v + self.origin)) for v in values)
        return [QLocale().toString(moment, _format(spacing)) for moment in moments]


def _format(spacing: float) -> str:
    """How a tick is written, by the seconds between two."""
    return next((text for least, text in _FORMATS if spacing >= least), "HH:mm:ss")


class Plot(QObject):
    """Draws one chart in `view`; `told` says what is under the mouse, or where the keys are."""

    told = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._times: list[float] = []
        self._place: int | None = None  # of the moment, or the bar, that is marked
        self._is_zoomed = False
        self._amounts = _Amounts()
        self._clock = _Clock()
        self.widget = pg.PlotWidget(axisItems={"left": self._amounts, "bottom": self._clock})
        self.view: QGraphicsView = self.widget
        self._item = self.widget.plotItem
        self._box = self._item.getViewBox()
        self._legend = self._item.addLegend(offset=(-2 * UNIT, UNIT))
        self._bar = QGraphicsRectItem()
        self._bar.setZValue(-1)
        self._dot = pg.ScatterPlotItem(size=2.5 * UNIT)
        self._item.setMenuEnabled(False)
        self._item.hideButtons()
        self._box.setDefaultPadding(0)
        self._box.sigRangeChangedManually.connect(self._zoomed)
        self.widget.scene().sigMouseMoved.connect(self._moved)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for watched in (self.view, self.view.viewport()):
            watched.installEventFilter(self)

    def show_chart(self, chart: Chart) -> None:
        """Draw a chart; where somebody has zoomed the same stays in sight."""
        self._chart, self._times, self._place = chart, chart.times, None
        self._item.clear()
        self._legend.clear()
        self._color()
        if chart.lines:
            self._draw_lines(chart)
        else:
            self._draw_bars(chart)
        if not self._is_zoomed:
            self.fit()

    def forget(self) -> None:
        """What is shown next has nothing to do with what is shown."""
        self._chart, self._place, self._is_zoomed, self._clock.origin = None, None, False, 0.0

    def fit(self) -> None:
        """Show all of it."""
        self._is_zoomed = False
        chart = self._chart
        if chart is None or not chart.lines:
            return
        first, span = self._x(0), max(self._times[-1] - self._times[0], _SHORTEST)
        self._box.setXRange(first - _MARGIN * span, first + span * (1 + _MARGIN), padding=0)

    def zoom(self, factor: float) -> None:
        """Show more of the time, or less of it where `factor` is below 1."""
        if self._chart is not None and self._chart.lines:
            self._is_zoomed = True
            self._box.scaleBy((factor, 1))

    def png(self) -> bytes:
        """A picture, twice as large as on the screen."""
        with _titled(self._item, self._chart):
            return png(self.view.viewport().size(), self._paint)

    def svg(self) -> bytes:
        """The same as a drawing. pyqtgraph's own exporter for it fails with Qt 6.11."""
        exporter = ImageExporter(self._item)

        def paint(painter: QPainter) -> None:
            exporter.setExportMode(True, _export_mode(painter))
            try:
                self._paint(painter)
            finally:
                exporter.setExportMode(False)

        with _titled(self._item, self._chart):
            title = self._chart.title if self._chart else ""
            return svg(self.view.viewport().size(), title, paint)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The wheel zooms with Ctrl, else it scrolls what the chart lies in; keys move the mark."""
        kind = event.type()
        if kind is QEvent.Type.Leave:
            self._mark(None)
        elif isinstance(event, QWheelEvent) and not event.modifiers() & _CTRL:
            event.ignore()
            return True
        elif isinstance(event, QKeyEvent) and kind is QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        return False

    # Inside

    def _x(self, place: int) -> float:
        """Where a moment is drawn."""
        return self._times[place] - self._clock.origin

    def _paint(self, painter: QPainter) -> None:
        port = self.view.viewport().rect()
        self.view.render(painter, QRectF(port), port)

    def _color(self) -> None:
        """In the colours of the theme in use."""
        self.widget.setBackground(theme.color("raised"))
        font = QApplication.font()
        for axis in (self._amounts, self._clock):
            axis.setPen(theme.color("border"))
            axis.setTextPen(theme.color("quiet"))
            axis.setTickFont(font)
            axis.setStyle(tickLength=0, tickTextOffset=UNIT, hideOverlappingLabels=False)
        self._legend.setLabelTextColor(theme.color("text"))
        self._bar.setBrush(theme.color("hover"))
        self._bar.setPen(Qt.PenStyle.NoPen)

    def _draw_lines(self, chart: Chart) -> None:
        self._clock.origin = self._clock.origin or self._times[0]
        self._amounts.words, self._amounts.is_log = chart.words, chart.is_log
        self._box.setMouseEnabled(x=True, y=False)
        self._box.setLimits(minXRange=_SHORTEST)
        self._item.showGrid(x=False, y=True, alpha=0.25)
        for line in chart.lines:
            times = [at - self._clock.origin for at, _ in line.points]
            values = [_height(chart, value) for _, value in line.points]
            color = theme.color(line.field)
            dots = {"symbol": "o", "symbolSize": UNIT + 1, "symbolBrush": color, "symbolPen": None}
            self._item.plot(
                times,
                values,
                pen=pg.mkPen(color, width=2),
                name=html.escape(line.name) if len(chart.lines) > 1 else None,
                **(dots if len(times) <= _DOTS else {}),
            )
        self._item.addItem(self._dot, ignoreBounds=True)
        self._box.setYRange(*_range(chart), padding=0)

    def _draw_bars(self, chart: Chart) -> None:
        self._box.setMouseEnabled(x=False, y=False)
        self._item.showGrid(x=False, y=False)
        self._item.addItem(self._bar, ignoreBounds=True)
        rows = range(len(chart.bars))
        brushes = [theme.color(bar.field) for bar in chart.bars]
        widths = [bar.value for bar in chart.bars]
        bars = pg.BarGraphItem(x0=0, y=list(rows), height=0.5, width=widths, brushes=brushes)
        bars.setOpts(pens=[pg.mkPen(None)] * len(widths))
        self._item.addItem(bars)
        for row, bar in zip(rows, chart.bars, strict=True):
            words = pg.TextItem(chart.words(bar.value), theme.color("text"), anchor=(0, 0.5))
            words.setFont(QApplication.font())
            words.setPos(bar.value, row)
            self._item.addItem(words, ignoreBounds=True)
        metrics = QFontMetrics(QApplication.font())
        middle = Qt.TextElideMode.ElideMiddle
        names = [metrics.elidedText(bar.name, middle, _NAME) for bar in chart.bars]
        self._amounts.setTicks([list(zip(rows, names, strict=True))])
        self._item.hideAxis("bottom")
        self._box.invertY(True)
        self._box.setRange(
            xRange=(0, max(widths) * _ROOM or 1),
            yRange=(-0.6, max(len(widths), _BARS) - 0.4),
            padding=0,
        )

    def _zoomed(self, _changed: object) -> None:
        self._is_zoomed = True

    def _moved(self, at: QPointF) -> None:
        """Mark what is nearest to the mouse."""
        chart = self._chart
        if chart is None or not self._box.sceneBoundingRect().contains(at):
            self._mark(None)
            return
        point = self._box.mapSceneToView(at)
        if chart.bars:
            row = round(point.y())
            self._mark(row if 0 <= row < len(chart.bars) else None)
        else:
            self._mark(_nearest(self._times, point.x() + self._clock.origin))

    def _mark(self, place: int | None) -> None:
        """Mark a moment, or a bar, and say it."""
        chart = self._chart
        if chart is None or place == self._place:
            return
        self._place = place
        if chart.lines:
            found = [] if place is None else chart.at(self._times[place])
            self._dot.setData(
                x=[] if place is None else [self._x(place)] * len(found),
                y=[_height(chart, value) for _, value in found],
                brush=[theme.color(line.field) for line, _ in found],
                pen=pg.mkPen(theme.color("raised"), width=2),
            )
            self.told.emit("" if place is None else chart.said_at(self._times[place]))
            return
        self._bar.setVisible(place is not None)
        if place is None:
            self.told.emit("")
            return
        bar = chart.bars[place]
        self._bar.setRect(0, place - 0.5, self._box.viewRect().right(), 1)
        self.told.emit(f"{bar.name}: {chart.words(bar.value)}")

    def _key(self, key: Qt.Key) -> bool:
        """Move the mark, zoom; False for a key that is none of the chart's."""
        chart = self._chart
        if chart is None:
            return False
        if key in _ZOOMS:
            self.zoom(_ZOOMS[key])
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key in _STEPS:
            last = len(chart.bars or self._times) - 1
            now = self._place if self._place is not None else (last + 1 if chart.lines else -1)
            self._mark(min(last, max(0, now + _STEPS[key])))
        else:
            return False
        return True


@contextlib.contextmanager
def _titled(item: pg.PlotItem, chart: Chart | None) -> Iterator[None]:
    """While this is held the drawing says what it is: in the window its card does."""
    words = html.escape(chart.title) if chart else ""
    item.setTitle(words, color=theme.color("text"), size="12pt")
    item.layout.activate()
    try:
        yield
    finally:
        item.setTitle(None)
        item.layout.activate()


def _export_mode(painter: QPainter) -> dict[str, object]:
    return {
        "antialias": True,
        "background": theme.color("raised"),
        "painter": painter,
        "resolutionScale": 1.0,
    }


def _height(chart: Chart, value: float) -> float:
    """Where a value is drawn."""
    return log10(max(value, _LEAST)) if chart.is_log else value


def _range(chart: Chart) -> tuple[float, float]:
    """The heights that are shown: from nothing on, with some room above."""
    heights = [_height(chart, value) for line in chart.lines for _, value in line.points]
    if chart.is_log:
        return floor(min(heights)) - 0.1, ceil(max(heights)) + 0.8
    most = max(*heights, 1.0)
    return -_MARGIN * most, most * 1.1


def _nearest(times: Sequence[float], time: float) -> int:
    after = bisect_left(times, time)
    if after == 0:
        return 0
    if after == len(times) or time - times[after - 1] < times[after] - time:
        return after - 1
    return after


_CTRL = Qt.KeyboardModifier.ControlModifier
_ZOOMS = {
    Qt.Key.Key_Plus: _ZOOM,
    Qt.Key.Key_Equal: _ZOOM,
    Qt.Key.Key_Minus: 1 / _ZOOM,
}
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Home: -(1 << 30),
    Qt.Key.Key_End: 1 << 30,
}
