"""The view of the lineage: zoom, hover, choose, and walk through it by keys.

What does not follow the mouse is kept as a picture by Qt; what is lit is painted over it.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

from cvlink_gui.core.folding import folded
from cvlink_gui.core.lineage import COLUMNS, Graph, Node
from cvlink_gui.core.names import shown, upward
from cvlink_gui.gui import theme
from cvlink_gui.gui.lineage import Drawn
from cvlink_gui.gui.panels.lineage_paint import READABLE, Picture, state_of
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.words import tr

_LARGEST = 3.0  # of the size things are made for
_STEP = 1.25
_CLEAR = 0.75  # of that size: words are read without effort
_RIM = 2  # px: what just fits would have a scroll bar, QGraphicsView::fitInView leaves as much
_VEIL = 190  # of 255: how far what is not lit steps back
_CALM = 90  # the same while neither the mouse nor the keys are here
_FOUND = 3  # px more than a node, for what a search has found
_NO_MATCH = -1
_BACK = Qt.FocusReason.BacktabFocusReason


class LineageView(QGraphicsView):
    """`chosen` brings the path of a node that was clicked, or chosen by Return."""

    chosen = Signal(object)  # bytes
    moved = Signal()  # another part of it is in sight, or in another size

    def __init__(self) -> None:
        super().__init__()
        self.picture: Picture | None = None
        self.current: int | None = None  # where the keys are
        self.matches: list[int] = []
        self._hovered: int | None = None
        self._lit: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
        self._is_fitted = True
        self._is_whole = False  # fitted so that nothing of it is cut off, however small
        self._followed: bytes | None = None  # what is selected in the trees
        self._pressed = QPointF()
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheBackground)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.moved.emit())
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.rename()

    # What is shown

    @property
    def graph(self) -> Graph:
        return self.picture.drawn.graph if self.picture else Graph()

    @property
    def scale_now(self) -> float:
        return self.transform().m11()

    def show_drawn(self, drawn: Drawn) -> None:
        """Show another drawing; what one looks at stays in sight, and what is current."""
        path = self._path(self.current)
        fresh = self.picture is None
        self.picture = Picture(drawn)
        paths = {node.path: number for number, node in enumerate(drawn.graph.nodes)}
        self.current = None if path is None else paths.get(path)
        self.matches, self._hovered = [], None
        self.setSceneRect(self.picture.rect)
        if self.current is None:
            self.current = self._node_of(self._followed)
        if fresh or self._is_fitted:
            self.fit(whole=self._is_whole)
        self._light()
        self.redraw()
        self.moved.emit()

    def forget(self) -> None:
        """Show nothing."""
        self.picture, self.current, self._hovered, self.matches = None, None, None, []
        self._followed = None
        self._is_fitted, self._is_whole = True, False
        self._light()
        self.redraw()

    def follow(self, path: bytes | None) -> None:
        """Stand at what a path is or lies in, which is selected elsewhere; the keys stay there."""
        if path != self._followed:
            self._followed = path
            self.go_to(self._node_of(path))

    def redraw(self) -> None:
        """Paint all of it again: the colours or the words are others."""
        self.resetCachedContent()
        self.viewport().update()

    def rename(self) -> None:
        """Say its name in the language of the window."""
        self.setAccessibleName(tr("Lineage"))
        self._tell()

    def fit(self, *, whole: bool = True) -> None:
        """Show all of it, as large as it fits, and no larger than it is made for.

        whole  however small that is; if not, its beginning, or where the keys are, with all of its
               columns, so that it can be read
        """
        if self.picture is None:
            return
        before = self.scale_now
        wide, high = self._fitting()
        self._zoom_to(
            min(wide, high, 1.0) if whole else max(READABLE, min(wide, max(high, _CLEAR), 1.0))
        )
        self._is_fitted, self._is_whole = True, whole
        if self.current is not None:
            self.ensureVisible(self.picture.rects[self.current], 6 * UNIT, 6 * UNIT)
        elif self.scale_now != before:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().minimum())
            self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())

    def zoom(self, factor: float) -> None:
        """Larger, or smaller where `factor` is below 1."""
        self._is_fitted = False
        self._zoom_to(self.scale_now * factor)

    def seek(self, words: str, *, goes: bool = True) -> int:
        """Mark every node whose path has these words in it; how many there are.

        goes  to the first of them
        """
        wanted = folded(words)
        nodes = enumerate(self.graph.nodes) if wanted else ()
        self.matches = [n for n, node in nodes if wanted in folded(shown(node.path))]
        if self.matches and goes:
            self.go_to(self.matches[0])
        self.viewport().update()
        return len(self.matches)

    def next_match(self, step: int = 1) -> None:
        """Go to the next one that was found, or the one before."""
        if self.matches:
            at = self.matches.index(self.current) if self.current in self.matches else _NO_MATCH
            self.go_to(self.matches[(at + step) % len(self.matches)])

    def go_to(self, node: int | None) -> None:
        """Let the keys be at a node; it comes into sight and lights its ways."""
        self.current = node
        if node is not None and self.picture is not None:
            self.ensureVisible(self.picture.rects[node], 6 * UNIT, 6 * UNIT)
        self._light()
        self._tell()

    # Qt

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        rect = QRectF(rect)
        painter.fillRect(rect, theme.color("base"))
        if self.picture is not None:
            self.picture.paint(painter, rect, self.scale_now)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self.picture is None:
            return
        rect = QRectF(rect)
        nodes, edges = self._lit
        scale = self.scale_now
        if nodes:
            veil = QColor(theme.color("base"))
            is_here = self._hovered is not None or self.hasFocus()
            veil.setAlpha(_VEIL if is_here else _CALM)
            painter.fillRect(rect, veil)
            self.picture.paint_edges(painter, rect, scale, sorted(edges), lit=True)
            self.picture.paint_nodes(painter, rect, scale, sorted(nodes), nodes)
        for node in self.matches:
            self._frame(painter, node, "warning")
        if self.current is not None:
            self._frame(painter, self.current, "accent")

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(_STEP ** (event.angleDelta().y() / 120))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons():
            self._hover(self._node_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        moved = (event.position() - self._pressed).manhattanLength()
        self._set_cursor(self._node_at(event.position()))
        if event.button() is Qt.MouseButton.LeftButton and moved < UNIT:
            node = self._node_at(event.position())
            self.go_to(node)
            self._choose()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit(whole=self._is_whole)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        came_by_key = event.reason() in (Qt.FocusReason.TabFocusReason, _BACK)
        if self.current is None and self.graph.nodes and came_by_key:
            self.go_to(self._first_of(0))

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab goes from column to column, and on from the last one."""
        if self.current is not None:
            step = 1 if is_next else -1
            column = self.graph.nodes[self.current].column + step
            while 0 <= column < COLUMNS:
                node = self._near(column)
                if node is not None:
                    self.go_to(node)
                    return True
                column += step
        return super().focusNextPrevChild(is_next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._key(Qt.Key(event.key()))
        if act is None:
            event.ignore()
        else:
            act()
            event.accept()

    # Inside

    def _key(self, key: Qt.Key) -> Callable[[], None] | None:
        """What a key does."""
        acts: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Up: lambda: self._step(-1),
            Qt.Key.Key_Down: lambda: self._step(1),
            Qt.Key.Key_Left: lambda: self._follow("user", "source"),
            Qt.Key.Key_Right: lambda: self._follow("source", "user"),
            Qt.Key.Key_Home: lambda: self._end(0),
            Qt.Key.Key_End: lambda: self._end(-1),
            Qt.Key.Key_Return: self._choose,
            Qt.Key.Key_Enter: self._choose,
            Qt.Key.Key_Escape: lambda: self.go_to(None),
            Qt.Key.Key_Plus: lambda: self.zoom(_STEP),
            Qt.Key.Key_Equal: lambda: self.zoom(_STEP),
            Qt.Key.Key_Minus: lambda: self.zoom(1 / _STEP),
            Qt.Key.Key_0: self.fit,
        }
        return acts.get(key)

    def _column(self, column: int) -> list[int]:
        """The nodes of a column from top to bottom."""
        heights = self.picture.drawn.places.heights if self.picture else ()
        here = [n for n, node in enumerate(self.graph.nodes) if node.column == column]
        return sorted(here, key=heights.__getitem__)

    def _first_of(self, column: int) -> int | None:
        return next((n for c in range(column, COLUMNS) for n in self._column(c)), None)

    def _step(self, by: int) -> None:
        if self.current is None:
            self.go_to(self._first_of(0))
            return
        column = self._column(self.graph.nodes[self.current].column)
        at = column.index(self.current) + by
        self.go_to(column[max(0, min(len(column) - 1, at))])

    def _end(self, at: int) -> None:
        column = 0 if self.current is None else self.graph.nodes[self.current].column
        if nodes := self._column(column):
            self.go_to(nodes[at])

    def _follow(self, here: str, there: str) -> None:
        """Along a way, to what is nearest in height at its other end."""
        if self.current is None or self.picture is None:
            self._step(0)
            return
        ends = [getattr(e, there) for e in self.graph.edges if getattr(e, here) == self.current]
        if ends:
            self.go_to(self._nearest(ends))

    def _near(self, column: int) -> int | None:
        nodes = self._column(column)
        return self._nearest(nodes) if nodes else None

    def _nearest(self, nodes: list[int]) -> int:
        """The one of some nodes that is nearest in height to the current one."""
        heights = self.picture.drawn.places.heights if self.picture else ()
        here = heights[self.current] if self.current is not None else 0.0
        return min(nodes, key=lambda n: (abs(heights[n] - here), n))

    def _choose(self) -> None:
        if (path := self._path(self.current)) is not None:
            self.chosen.emit(path)

    def _path(self, node: int | None) -> bytes | None:
        return None if node is None else self.graph.nodes[node].path

    def _node_of(self, path: bytes | None) -> int | None:
        """The node a path is, or lies in."""
        if path is None:
            return None
        numbers = {node.path: number for number, node in enumerate(self.graph.nodes)}
        return next((numbers[over] for over in upward(path) if over in numbers), None)

    def _node_at(self, point: QPointF) -> int | None:
        return self.picture.node_at(self.mapToScene(point.toPoint())) if self.picture else None

    def _hover(self, node: int | None) -> None:
        self._set_cursor(node)
        if node != self._hovered:
            self._hovered = node
            self.setToolTip("" if node is None else self.said(node))
            self._light()

    def _set_cursor(self, node: int | None) -> None:
        shape = Qt.CursorShape.ArrowCursor if node is None else Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)

    def _light(self) -> None:
        """Light what the node under the mouse comes from and goes into, else the current one."""
        node = self._hovered if self._hovered is not None else self.current
        found = self.picture.ways.around(node) if self.picture and node is not None else ((), ())
        self._lit = frozenset(found[0]), frozenset(found[1])
        self.viewport().update()

    def _zoom_to(self, scale: float) -> None:
        scale = max(self._smallest(), min(_LARGEST, scale))
        self.scale(scale / self.scale_now, scale / self.scale_now)
        self.moved.emit()

    def _smallest(self) -> float:
        """So that all of it fits."""
        return max(1e-3, min(0.5, *self._fitting()))

    def _fitting(self) -> tuple[float, float]:
        """The scales at which it has just room in width and in height."""
        if self.picture is None:
            return 1.0, 1.0
        rect, room = self.picture.rect, self.viewport().size()
        return (room.width() - _RIM) / rect.width(), (room.height() - _RIM) / rect.height()

    def _frame(self, painter: QPainter, node: int, color: str) -> None:
        if self.picture is not None:
            pen = QPen(theme.color(color), 2)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            room = _FOUND / self.scale_now
            round_ = 2 * UNIT
            place = self.picture.rects[node].adjusted(-room, -room, room, room)
            painter.drawRoundedRect(place, round_, round_)

    def said(self, number: int) -> str:
        """A node in words: path, kind, what is wrong, how many it comes from and goes into."""
        node: Node = self.graph.nodes[number]
        sources, users = self.picture.ways.count(number) if self.picture else (0, 0)
        kinds = (tr("dataset"), tr("version"), tr("split"), tr("experiment"))
        words = [f"{shown(node.path)}, {kinds[node.column]}", state_of(node)]
        words += [tr("comes from %Ln", "", sources), tr("used by %Ln", "", users)]
        return ", ".join(filter(None, words))

    def _tell(self) -> None:
        """Let a screen reader say where the keys are."""
        self.setAccessibleDescription("" if self.current is None else self.said(self.current))
        event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(event)
