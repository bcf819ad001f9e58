"""The start page: open, recent projects, a sample to try, a place to drop a folder."""

import os
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cvlink_gui.core.names import shown
from cvlink_gui.gui import icons
from cvlink_gui.gui.mime import from_mime
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.theme import UNIT, spaced

_WIDTH = 140 * UNIT


class StartPage(QWidget):
    """What is there before a project is."""

    open_wanted = Signal()
    sample_wanted = Signal()
    path_wanted = Signal(object)  # bytes

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.recent: Sequence[tuple[bytes, bool]] = ()  # as `show_recent` was told
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        title = QLabel(self.tr("See where your data links lead"))
        title.setProperty("hero", True)
        title.setWordWrap(True)
        words = QLabel(
            self.tr(
                "Open the folder of a computer-vision project: raw, processed and split data, "
                "and the experiments that reach them through links."
            )
        )
        words.setWordWrap(True)
        words.setProperty("quiet", True)
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
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * UNIT)
        buttons.addWidget(open_button)
        buttons.addWidget(sample)
        buttons.addStretch(1)
        drop = QLabel(self.tr("… or drop a folder here."))
        drop.setProperty("quiet", True)
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(8 * UNIT, 8 * UNIT, 8 * UNIT, 8 * UNIT)
        column.setSpacing(4 * UNIT)
        for item in (title, words):
            column.addWidget(item)
        column.addLayout(buttons)
        column.addWidget(drop)
        column.addLayout(self._recent)
        centred = QHBoxLayout()  # not an alignment: that would forget height for width
        centred.addStretch(1)
        centred.addWidget(card)
        centred.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(centred)
        outer.addStretch(3)

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
            self._recent.addWidget(self._recent_button(path, present))

    def _recent_button(self, path: bytes, present: bool) -> QPushButton:
        name, folder = shown(os.path.basename(path)), shown(os.path.dirname(path))
        gone = "" if present else "  " + self.tr("(not there)")
        button = QPushButton(icons.icon("folder"), f"{name}   {folder}{gone}")
        button.setFlat(True)
        explain(button, "" if present else self.tr("This folder is not there any more."))
        button.setStyleSheet("text-align: left; border: none; padding: 6px;")
        button.clicked.connect(lambda: self.path_wanted.emit(path))
        return button

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if from_mime(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = from_mime(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.path_wanted.emit(paths[0])
