"""The lineage as it is painted: in the window, and into files."""

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QApplication

from cvlink_gui.core.lineage import Edge, Node, Ways
from cvlink_gui.core.names import basename, shown
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.lineage import Drawn
from cvlink_gui.gui.theme import ICON, UNIT
from cvlink_gui.gui.words import tr

WIDE, HIGH = 46 * UNIT, 8 * UNIT  # px of a node
ROW, COLUMN = HIGH + 2 * UNIT, WIDE + 34 * UNIT  # from one to the next
READABLE = 0.45  # of the size things are made for: below it no text is painted
_CURVED = 0.3  # below it lines are straight
_MARGIN = 4 * UNIT
_ROUND = 1.5 * UNIT
_ARC = 8 * UNIT  # how far an edge within a column reaches out
_ICONS = ("database", "layers", "split", "flask-conical")
_DASHES = [4.0, 3.0]


def column_names() -> list[str]:
    """What stands above the columns."""
    return [tr("Datasets"), tr("Versions"), tr("Splits"), tr("Experiments")]


def state_of(node: Node) -> str:
    """What is wrong with a node, in words; empty where nothing is."""
    if not node.exists:
        return tr("missing")
    return tr("%Ln broken", "", node.broken) if node.broken else ""


@dataclass(eq=False, slots=True)
class Picture:
    """Everything in its place, in px from the top left corner; painted a part at a time."""

    drawn: Drawn
    rects: list[QRectF] = field(init=False)
    curves: list[QPainterPath] = field(init=False)
    bounds: list[QRectF] = field(init=False)
    lines: list[list[QLineF]] = field(init=False)
    ways: Ways = field(init=False)

    def __post_init__(self) -> None:
        graph, places = self.drawn
        self.ways = Ways(graph)
        self.rects = [
            QRectF(node.column * COLUMN, height * ROW, WIDE, HIGH)
            for node, height in zip(graph.nodes, places.heights, strict=True)
        ]
        stops = [self._stops(edge, way) for edge, way in zip(graph.edges, places.ways, strict=True)]
        self.curves = [_curve(points) for points in stops]
        # A level line has no height, and what is empty meets nothing: room for the pen.
        self.bounds = [c.controlPointRect().adjusted(-2, -2, 2, 2) for c in self.curves]
        self.lines = [[QLineF(a, b) for a, b in itertools.pairwise(points)] for points in stops]

    @property
    def rect(self) -> QRectF:
        """All of it, with room around it."""
        found = QRectF(0, 0, WIDE, HIGH)
        for rect in self.rects:
            found |= rect
        return found.adjusted(-_MARGIN, -_MARGIN, _MARGIN + _ARC, _MARGIN)

    def node_at(self, point: QPointF) -> int | None:
        """The node at a point."""
        return next((n for n, rect in enumerate(self.rects) if rect.contains(point)), None)

    def paint(self, painter: QPainter, exposed: QRectF, scale: float) -> None:
        """All that lies in a part of it."""
        numbers = range(len(self.curves))
        self.paint_edges(painter, exposed, scale, numbers, lit=False)
        self.paint_nodes(painter, exposed, scale, range(len(self.rects)), ())

    def paint_edges(
        self,
        painter: QPainter,
        exposed: QRectF,
        scale: float,
        numbers: Iterable[int],
        *,
        lit: bool,
    ) -> None:
        """Some edges: sound ones calm, broken ones red and dashed on top of them."""
        edges = self.drawn.graph.edges
        seen = [n for n in numbers if self.bounds[n].intersects(exposed)]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for is_broken in (False, True):
            wanted = [n for n in seen if bool(edges[n].broken) is is_broken]
            if not wanted:
                continue
            painter.setPen(_pen(is_broken=is_broken, lit=lit))
            if scale < _CURVED and not lit:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
                painter.drawLines([line for n in wanted for line in self.lines[n]])
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                continue
            for n in wanted:
                painter.drawPath(self.curves[n])

    def paint_nodes(
        self,
        painter: QPainter,
        exposed: QRectF,
        scale: float,
        numbers: Iterable[int],
        lit: Collection[int],
    ) -> None:
        """Some nodes; those that are lit with another border."""
        nodes = self.drawn.graph.nodes
        seen = [n for n in numbers if self.rects[n].intersects(exposed)]
        metrics = QFontMetrics(QApplication.font())
        painter.setFont(QApplication.font())
        for n in seen:
            is_unwell = (
                bool(state_of(nodes[n]))
                if scale >= READABLE
                else bool(nodes[n].broken or not nodes[n].exists)
            )
            border = theme.color("bad" if is_unwell else "accent" if n in lit else "border")
            pen = QPen(border, 2 if n in lit else 1)
            pen.setCosmetic(True)
            if not nodes[n].exists:
                pen.setDashPattern(_DASHES)
            painter.setPen(pen)
            painter.setBrush(theme.color("selection" if n in lit else "raised"))
            if scale < READABLE:
                painter.drawRect(self.rects[n])
                continue
            painter.drawRoundedRect(self.rects[n], _ROUND, _ROUND)
            self._write(painter, metrics, n, scale)

    def _write(self, painter: QPainter, metrics: QFontMetrics, n: int, scale: float) -> None:
        """The icon, the name, and what is wrong."""
        node, rect = self.drawn.graph.nodes[n], self.rects[n].adjusted(2 * UNIT, 0, -2 * UNIT, 0)
        state = state_of(node)
        name = "link-2-off" if state else _ICONS[node.column]
        ratio = painter.device().devicePixelRatio() * max(1.0, scale)
        picture = icons.pixmap(name, "bad" if state else "quiet", ICON, ratio)
        top = rect.center().y() - ICON / 2
        painter.drawPixmap(QPointF(rect.left(), top), picture)
        rect.setLeft(rect.left() + ICON + UNIT)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if state:
            painter.setPen(theme.color("bad"))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(rect, right, state)
            rect.setRight(rect.right() - metrics.horizontalAdvance(state) - UNIT)
        painter.setPen(theme.color("text"))
        text = shown(node.path if node.path.startswith(b"/") else basename(node.path))
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, int(rect.width()))
        painter.drawText(rect, left, elided)

    def _stops(self, edge: Edge, way: Sequence[float]) -> list[QPointF]:
        """Where an edge passes, from left to right."""
        nodes = self.drawn.graph.nodes
        one, other = edge.source, edge.user
        if nodes[one].column > nodes[other].column:
            one, other = other, one
        begin, end = self.rects[one], self.rects[other]
        first = QPointF(begin.right(), begin.center().y())
        if nodes[one].column == nodes[other].column:
            out = begin.right() + _ARC
            last = QPointF(end.right(), end.center().y())
            return [first, QPointF(out, first.y()), QPointF(out, last.y()), last]
        stops = [first]
        for column, height in enumerate(way, nodes[one].column + 1):
            y = height * ROW + HIGH / 2
            stops += [QPointF(column * COLUMN, y), QPointF(column * COLUMN + WIDE, y)]
        return [*stops, QPointF(end.left(), end.center().y())]


def _curve(stops: Sequence[QPointF]) -> QPainterPath:
    path = QPainterPath(stops[0])
    if len(stops) == 4 and stops[1].x() == stops[2].x():  # within a column
        path.cubicTo(stops[1], stops[2], stops[3])
        return path
    for here, there in itertools.pairwise(stops):
        if here.y() == there.y():
            path.lineTo(there)
            continue
        middle = (here.x() + there.x()) / 2
        path.cubicTo(QPointF(middle, here.y()), QPointF(middle, there.y()), there)
    return path


def _pen(*, is_broken: bool, lit: bool) -> QPen:
    color = QColor(theme.color("bad" if is_broken else "accent" if lit else "quiet"))
    pen = QPen(color, 2 if lit or is_broken else 1)
    pen.setCosmetic(True)
    if is_broken:
        pen.setDashPattern(_DASHES)
    return pen
