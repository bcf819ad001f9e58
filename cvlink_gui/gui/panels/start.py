"""The start page: open, recent projects, a sample to try, a place to drop a folder."""

import os
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.core.names import shown
from cvlink_gui.gui import icons
from cvlink_gui.gui.mime import from_mime
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.theme import UNIT, spaced

_PLAIN = "text-align: left; border: none; background: transparent; padding: 6px;"
_WIDTH = 140 * UNIT
_LEAST = 20 * UNIT  # px of a folder that are shown, however long the name is


class StartPage(QWidget):
    """What is there before a project is."""

    open_wanted = Signal()
    sample_wanted = Signal()
    path_wanted = Signal(object)  # bytes
    forget_wanted = Signal(object)  # bytes
    tour_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.recent: Sequence[tuple[bytes, bool]] = ()  # as `show_recent` was told
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(8 * UNIT, 8 * UNIT, 8 * UNIT, 8 * UNIT)
        column.setSpacing(4 * UNIT)
        for words in self._words():
            column.addWidget(words)
        column.addLayout(self._buttons())
        column.addLayout(self._more())
        column.addLayout(self._recent)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(_centred(card))

    def _words(self) -> tuple[QLabel, QLabel]:
        title = QLabel(self.tr("See where your data links lead"))
        title.setProperty("hero", True)
        words = QLabel(
            self.tr(
                "Open the folder of a computer-vision project: raw, processed and split data, "
                "and the experiments that reach them through links."
            )
        )
        words.setProperty("quiet", True)
        for label in (title, words):
            label.setWordWrap(True)
        return title, words

    def _buttons(self) -> QHBoxLayout:
        open_button = QPushButton(
            icons.icon("folder-open", "on_accent"), spaced(self.tr("Open folder…"))
        )
        open_button.setAccessibleName(self.tr("Open folder…"))
        open_button.setDefault(True)
        open_button.setAutoDefault(True)
        open_button.clicked.connect(self.open_wanted)
        sample = QPushButton(
            icons.icon("sparkles", "accent"), spaced(self.tr("Create a sample project…"))
        )
        sample.setAccessibleName(self.tr("Create a sample project…"))
        sample.clicked.connect(self.sample_wanted)
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        row.addWidget(open_button)
        row.addWidget(sample)
        row.addStretch(1)
        return row

    def _more(self) -> QHBoxLayout:
        drop = QLabel(self.tr("… or drop a folder here."))
        drop.setProperty("quiet", True)
        tour = QPushButton(icons.icon("route", "accent"), spaced(self.tr("Show me around")))
        tour.setToolTip(self.tr("Makes a sample project, and points at what is where."))
        tour.setFlat(True)
        tour.clicked.connect(self.tour_wanted)
        row = QHBoxLayout()
        row.addWidget(drop, 1)
        row.addWidget(tour)
        return row

    def show_recent(self, paths: Sequence[tuple[bytes, bool]]) -> None:
        """Recent projects, the newest first, and whether each is still there."""
        self.recent = paths
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not paths:
            return
        heading = QLabel(self.tr("Recent"))
        heading.setProperty("heading", True)
        self._recent.addWidget(heading)
        for path, present in paths:
            self._recent.addWidget(self._recent_row(path, present))

    def _recent_row(self, path: bytes, present: bool) -> QWidget:
        """A project to open, and a cross that takes it off the list."""
        name, folder = shown(os.path.basename(path)), shown(os.path.dirname(path))
        gone = "" if present else "  " + self.tr("(not there)")
        button = QPushButton(icons.icon("folder"), "")
        metrics, middle = button.fontMetrics(), Qt.TextElideMode.ElideMiddle
        room = _WIDTH - 44 * UNIT - metrics.horizontalAdvance(gone)
        called = metrics.elidedText(name, middle, room - _LEAST)
        where = metrics.elidedText(folder, middle, room - metrics.horizontalAdvance(called))
        button.setText(f"{called}   {where}{gone}".replace("&", "&&"))
        button.setAccessibleName(f"{name}, {folder}{gone}")
        button.setFlat(True)
        reason = "" if present else self.tr("This folder is not there any more.")
        explain(button, reason, shown(path))
        button.setStyleSheet(_PLAIN)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.path_wanted.emit(path))
        forget = QToolButton()
        forget.setIcon(icons.icon("x"))
        forget.setAccessibleName(self.tr("Forget {0}").format(name))
        forget.setToolTip(self.tr("Take it off the list; the folder stays"))
        forget.clicked.connect(lambda _on=False: self.forget_wanted.emit(path))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(UNIT)
        line.addWidget(button, 1)
        line.addWidget(forget)
        return row

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if from_mime(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = from_mime(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.path_wanted.emit(paths[0])


def _centred(card: QWidget) -> QScrollArea:
    """A card in the middle; ten recent projects are higher than a small window."""
    centred = QHBoxLayout()  # not an alignment: that would forget height for width
    centred.addStretch(1)
    centred.addWidget(card)
    centred.addStretch(1)
    page = QWidget()
    outer = QVBoxLayout(page)
    outer.addStretch(2)
    outer.addLayout(centred)
    outer.addStretch(3)
    area = QScrollArea()
    area.setProperty("plain", True)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
