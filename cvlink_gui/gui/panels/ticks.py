"""Ticks in a scroll bar where rows with problems are; a click on one goes there.

Only rows that are open are looked at, a slice of a few milliseconds at a time, and of all rows
that share a place in the bar the worst is kept: a million rows have a thousand ticks at most.
"""

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from time import perf_counter
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QScrollBar,
    QStyle,
    QStyleOptionSlider,
    QToolTip,
    QTreeView,
    QWidget,
)

from cvlink_gui.core.links import Health, Kind
from cvlink_gui.gui import theme
from cvlink_gui.gui.models.levels import NAME, TOP
from cvlink_gui.gui.models.problems_model import ProblemsModel
from cvlink_gui.gui.models.tree_model import TreeModel
from cvlink_gui.gui.theme import UNIT

_REST_MS = 120  # what has changed is looked at after so long
_SLICE_SECONDS = 0.003
_CHUNK = 4_096  # rows between two looks at the clock
_FEW = 64  # the same of rows that are asked one by one
_PLACES = 1_024  # that are told apart
_RANKS = ("unknown", "warning", "bad")  # the worst last
_HIGH = 3
_NEAR = 4  # px from a tick that are still it
_WIDTHS = {"bad": 1.0, "warning": 0.65, "unknown": 0.35}  # not told apart by colour alone
_UNWELL = re.compile(b"[^" + bytes((Health.OK, Health.UNKNOWN)) + b"]")


class Tick(NamedTuple):
    """A row with a problem: its number among all rows, the colour, what it is of."""

    row: int
    field: str
    key: object

    @property
    def rank(self) -> int:
        """How bad it is."""
        return _RANKS.index(self.field)


# Found row by row; yields now and then, where it may be left off. Returns how many rows there are.
Search: TypeAlias = Generator[Tick | None, None, int]


class TickBar(QScrollBar):
    """A scroll bar with ticks. `went` brings the key of one that was clicked."""

    went = Signal(object)
    shown = Signal()

    def __init__(self, say: Callable[[object], str], parent: QWidget) -> None:
        """`say` gives a tick's key in words."""
        super().__init__(Qt.Orientation.Vertical, parent)
        self._say = say
        self._ticks: Sequence[Tick] = ()
        self._rows = 0
        self._pressed: float | None = None
        self.setMouseTracking(True)

    @property
    def ticks(self) -> Sequence[Tick]:
        return self._ticks

    def show_ticks(self, ticks: Sequence[Tick], rows: int) -> None:
        """Show other ticks, of so many rows."""
        if (ticks, rows) != (self._ticks, self._rows):
            self._ticks, self._rows = ticks, rows
            words = self.tr("%Ln place(s) with problems", "", len(ticks)) if ticks else ""
            self.setAccessibleDescription(words)
            self.update()

    def place(self, tick: Tick) -> float:
        """Where a tick is, in px from the top."""
        room = self.height() - _HIGH
        return room * (tick.row + 0.5) / max(1, self._rows)

    def tick_at(self, y: float) -> Tick | None:
        """The tick at a height, or next to it; the worst of those that are as near."""
        near = [(abs(self.place(t) + _HIGH / 2 - y), -t.rank, t.row, t) for t in self._ticks]
        found = min(near, default=None)
        return found[3] if found is not None and found[0] <= _NEAR else None

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        room = self.width() - 2
        for tick in sorted(self._ticks, key=lambda tick: tick.rank):
            wide = room * _WIDTHS[tick.field]
            painter.setBrush(theme.color(tick.field))
            painter.drawRect(QRectF(1 + room - wide, self.place(tick), wide, _HIGH))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        tick = self._tick_under(event)
        if tick is not None and not self._is_handle(event):
            self.went.emit(tick.key)
            return
        self._pressed = event.position().y()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        tick = self._tick_under(event)
        is_click = pressed is not None and abs(event.position().y() - pressed) < UNIT
        if tick is not None and is_click and self._is_handle(event):  # it was not dragged
            self.went.emit(tick.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        is_tick = self.tick_at(event.position().y()) is not None
        shape = Qt.CursorShape.PointingHandCursor if is_tick else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tick = self.tick_at(event.pos().y())
            QToolTip.showText(event.globalPos(), self._say(tick.key) if tick else "", self)
            return True
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    # Inside

    def _tick_under(self, event: QMouseEvent) -> Tick | None:
        is_left = event.button() is Qt.MouseButton.LeftButton
        return self.tick_at(event.position().y()) if is_left else None

    def _is_handle(self, event: QMouseEvent) -> bool:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = QStyle.SubControl.SC_ScrollBarSlider
        control = QStyle.ComplexControl.CC_ScrollBar
        return (
            self.style()
            .subControlRect(control, option, handle, self)
            .contains(event.position().toPoint())
        )


class Ticks(QObject):
    """Keeps the ticks of a view right. `went` brings the key of one that was clicked."""

    went = Signal(object)

    def __init__(
        self, view: QTreeView, search: Callable[[], Search], say: Callable[[object], str]
    ) -> None:
        super().__init__(view)
        self.bar: TickBar = TickBar(say, view)
        self._search = search
        self._under_way: Search | None = None
        self._found: dict[int, Tick] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._begin)
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._go_on)
        view.setVerticalScrollBar(self.bar)
        self.bar.went.connect(self.went)
        self.bar.shown.connect(self.renew)
        self._follow(view)

    @property
    def is_busy(self) -> bool:
        """True while there is something to look at."""
        return self._rest.isActive() or self._slices.isActive()

    def renew(self) -> None:
        """Look again soon; what is under way is void."""
        self._slices.stop()
        self._under_way = None
        if not self._rest.isActive():
            self._rest.start()

    def _follow(self, view: QTreeView) -> None:
        model = view.model()
        for signal in (
            model.rowsInserted,
            model.rowsRemoved,
            model.dataChanged,
            model.modelReset,
            view.expanded,
            view.collapsed,
        ):
            signal.connect(lambda *_what: self.renew())

    def _begin(self) -> None:
        if not self.bar.isVisible():
            return  # all rows are in sight
        self._under_way, self._found = self._search(), {}
        self._slices.start()

    def _go_on(self) -> None:
        until = perf_counter() + _SLICE_SECONDS
        rows = max(1, self.bar.maximum() + self.bar.pageStep())
        while self._under_way is not None and perf_counter() < until:
            try:
                tick = next(self._under_way)
            except StopIteration as end:
                self._end(int(end.value))
                return
            if tick is not None:
                place = tick.row * _PLACES // rows
                known = self._found.get(place)
                if known is None or known.rank < tick.rank:
                    self._found[place] = tick

    def _end(self, rows: int) -> None:
        self._slices.stop()
        self._under_way = None
        self.bar.show_ticks(tuple(self._found.values()), rows)


def tree_ticks(view: QTreeView, model: TreeModel) -> Search:
    """Rows of the link tree that are in trouble: links, closed folders, experiments.

    A folder that is open says nothing: what is wrong in it has a row of its own.
    """
    return _below(view, model, TOP, 0)


def _below(view: QTreeView, model: TreeModel, folder: int, first: int) -> Search:
    """The rows in a folder, the first of which has this number."""
    nodes, asked = model.shown_in(folder)
    opened = {node for node in asked if view.isExpanded(model.index_of(node))}
    row = first
    for start in range(0, len(nodes), _CHUNK):
        chunk = nodes[start : start + _CHUNK]
        is_open = opened.intersection(chunk) if opened else opened
        begin = 0
        for at in [at for at, node in enumerate(chunk) if node in is_open] if is_open else []:
            yield from _marked(model, chunk[begin:at], row)
            row += at - begin
            if model.is_top(chunk[at]) and (field := _own(model, chunk[at])):
                yield Tick(row, field, chunk[at])
            row += 1
            row += yield from _below(view, model, chunk[at], row)
            begin = at + 1
        yield from _marked(model, chunk[begin:], row)
        row += len(chunk) - begin
    return row - first


def _own(model: TreeModel, node: int) -> str:
    """What is wrong with an experiment that is open."""
    return model.trouble(node) if model.has_verdict(node) else ""


def _marked(model: TreeModel, nodes: Sequence[int], row: int) -> Iterator[Tick | None]:
    """Those of some rows that are in trouble; the number of the first of them is given."""
    tree = model.tree
    kinds = bytes(map(tree.kinds.__getitem__, nodes))
    healths = bytes(map(tree.healths.__getitem__, nodes))
    wanted = _rows_to_ask(kinds, healths, by_health=model.can_be_told_by_health)
    yield None
    for number, at in enumerate(wanted):
        if number % _FEW == 0:
            yield None
        if tree.is_current(nodes[at]) and (field := model.trouble(nodes[at])):
            yield Tick(row + at, field, nodes[at])


def _rows_to_ask(kinds: bytes, healths: bytes, *, by_health: bool) -> list[int]:
    if not by_health:
        return [at for at, kind in enumerate(kinds) if kind not in (Kind.FILE, Kind.OTHER)]
    folders = (match.start() for match in re.finditer(_FOLDER, kinds))
    return sorted({match.start() for match in _UNWELL.finditer(healths)}.union(folders))


_FOLDER = re.compile(re.escape(bytes((Kind.DIR,))))


def problem_ticks(view: QTreeView, model: ProblemsModel) -> Search:
    """Errors and warnings of an audit; a group that is closed has the tick of its worst."""
    row = 0
    for group in model.groups():
        if not view.isExpanded(group):
            yield from _problem(model, group, row)
            row += 1
            continue
        row += 1
        for number in range(model.rowCount(group)):
            finding = model.index(number, NAME, group)
            yield from _problem(model, finding, row)
            row += 1 + (model.rowCount(finding) if view.isExpanded(finding) else 0)
    return row


def _problem(model: ProblemsModel, index: QModelIndex, row: int) -> Iterator[Tick | None]:
    field = model.trouble(index)
    above = index.parent()
    key = (above.row(), index.row()) if above.isValid() else (index.row(),)
    yield Tick(row, field, key) if field in _RANKS else None
