"""The panel of the lineage: the drawing, a search in it, and what can be done with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.core.names import shown
from cvlink_gui.features.project import Project
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.lineage import Drawn
from cvlink_gui.gui.naming import name_clear_button
from cvlink_gui.gui.panels.lineage_paint import COLUMN, WIDE, column_names
from cvlink_gui.gui.panels.lineage_view import LineageView
from cvlink_gui.gui.pictures import Kind, ask_and_save, png, svg
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.theme import ICON, ROW_HEIGHT, UNIT

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

_STEP = 1.25
_WIDE = 60 * UNIT  # px of the search


class Heads(QWidget):
    """The names of the columns, above the drawing wherever it is scrolled to."""

    def __init__(self, view: LineageView) -> None:
        super().__init__()
        self._view = view
        self.setFixedHeight(ROW_HEIGHT)
        view.moved.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("base"))
        if self._view.picture is not None:
            paint_heads(painter, self._place, self._view.scale_now)

    def _place(self, x: float) -> float:
        return float(self._view.mapFromScene(QPointF(x, 0)).x())


def paint_heads(painter: QPainter, place: Callable[[float], float], scale: float) -> None:
    """The names of the columns, each as wide as there is room for."""
    painter.setPen(theme.color("quiet"))
    metrics = painter.fontMetrics()
    for column, name in enumerate(column_names()):
        room = QRectF(place(column * COLUMN), 0, max(WIDE, COLUMN * 0.95) * scale, ROW_HEIGHT)
        words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


class LineagePanel(QWidget):
    """`chosen` brings the path of a node somebody wants to see in the trees."""

    chosen = Signal(object)  # bytes

    def __init__(self, bench: "Workbench") -> None:
        super().__init__()
        self._bench = bench
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(_WIDE)
        self.found = QLabel()
        self.found.setProperty("quiet", True)
        self.larger, self.smaller, self.fit, self.export = (QToolButton() for _ in range(4))
        self.view = LineageView()
        self.heads = Heads(self.view)
        self.words = QLabel()
        self.words.setProperty("quiet", True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.words)
        self._page = QWidget()
        self.stack.addWidget(self._page)
        self._lay_out()
        self._connect()
        self.retranslate()
        if bench.lineage.drawn is not None:
            self._show(bench.lineage.drawn)

    def follow(self, path: bytes | None) -> None:
        """Light what a path that is selected in the trees belongs to."""
        self.view.follow(path)

    def restyle(self) -> None:
        """Draw everything in the colours of the theme in use."""
        for button, icon in (
            (self.larger, "plus"),
            (self.smaller, "minus"),
            (self.fit, "maximize"),
            (self.export, "download"),
        ):
            button.setIcon(icons.icon(icon))
        self.heads.update()
        self.view.redraw()

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.search.setPlaceholderText(self.tr("Find in the drawing…"))
        self.search.setAccessibleName(self.tr("Find in the drawing"))
        name_clear_button(self.search)
        for button, words in (
            (self.larger, self.tr("Larger (+)")),
            (self.smaller, self.tr("Smaller (-)")),
            (self.fit, self.tr("Show all of it (0)")),
            (self.export, self.tr("Export…")),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)
        self.view.rename()
        self.restyle()
        self._follow()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._bench.lineage.want(on=True)
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._bench.lineage.want(on=False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The drawing has the keys. As its proxy it would: then Tab left out all beside it."""
        self.view.setFocus(event.reason())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    # Inside

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self.search, 1)
        row.addWidget(self.found)
        row.addStretch(1)
        for button in (self.smaller, self.larger, self.fit, self.export):
            button.setIconSize(QSize(ICON, ICON))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(button)
        page = QVBoxLayout(self._page)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.heads)
        page.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, UNIT, 0, 0)
        column.setSpacing(UNIT)
        column.addLayout(row)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _words: self._seek())
        self.search.returnPressed.connect(self.view.next_match)
        self.larger.clicked.connect(lambda _on=False: self.view.zoom(_STEP))
        self.smaller.clicked.connect(lambda _on=False: self.view.zoom(1 / _STEP))
        self.fit.clicked.connect(lambda _on=False: self.view.fit())
        self.export.clicked.connect(lambda _on=False: self._export())
        self.view.chosen.connect(self.chosen)
        self._bench.lineage.told.connect(self._show)
        self._bench.opened.connect(self._opened)

    def _opened(self, _project: Project) -> None:
        self.view.forget()
        self._follow()

    def _show(self, drawn: Drawn) -> None:
        self.view.show_drawn(drawn)
        self._seek(goes=False)
        self._follow()

    def _follow(self) -> None:
        """The drawing, or words for why there is none."""
        project, drawn = self._bench.project, self._bench.lineage.drawn
        has_nodes = drawn is not None and bool(drawn.graph.nodes)
        if drawn is None:
            self.words.setText(self.tr("Loading…"))
        elif project is not None and project.layout.is_project:
            self.words.setText(self.tr("There are no datasets and no experiments here yet."))
        else:
            self.words.setText(
                self.tr("This folder has no raw, processed, splits or experiments to draw.")
            )
        reason = "" if has_nodes else self.words.text()
        explain(self.search, reason)
        for button in (self.larger, self.smaller, self.fit, self.export):
            explain(button, reason, button.accessibleName())
        self.stack.setCurrentWidget(self._page if has_nodes else self.words)

    def _seek(self, *, goes: bool = True) -> None:
        words = self.search.text().strip()
        count = self.view.seek(words, goes=goes)
        said = self.tr("%Ln found", "", count) if count else self.tr("Nothing found")
        self.found.setText(said if words else "")

    def _export(self) -> None:
        project, picture = self._bench.project, self.view.picture
        if project is None or picture is None:
            return
        rect = picture.rect.adjusted(0, -ROW_HEIGHT, 0, 0)
        size = rect.size().toSize()

        def paint(painter: QPainter) -> None:
            painter.translate(-rect.topLeft())
            painter.save()
            painter.translate(0, rect.top())
            paint_heads(painter, float, 1.0)
            painter.restore()
            picture.paint(painter, rect, 1.0)

        title = self.tr("Lineage of {0}").format(shown(project.name))
        kinds = (
            Kind(".svg", self.tr("Drawing"), lambda: svg(size, title, paint)),
            Kind(".png", self.tr("Picture"), lambda: png(size, paint)),
        )
        ask_and_save(self._bench, self, f"{shown(project.name)}-lineage", kinds)
