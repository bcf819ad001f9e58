"""About: the version, and whose work is in the program under which licences."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui import __version__
from cvlink_gui.features.licences import Component
from cvlink_gui.gui.dialogs.frame import OfProgram, column_of
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.words import tr_said
from cvlink_gui.resources import resource

_SIZE = (210, 150)  # units
_LOGO = 14 * UNIT


class AboutDialog(OfProgram):
    """The components come when they are read."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About cvlink-gui"))
        self._components: Sequence[Component] = ()
        self.table = QTreeWidget()
        self.table.setAccessibleName(self.tr("Components"))
        self.table.setHeaderLabels([self.tr("Component"), self.tr("Version"), self.tr("Licence")])
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        header = self.table.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 62 * UNIT)
        header.resizeSection(1, 24 * UNIT)
        self.table.currentItemChanged.connect(lambda _item, _before: self._show_text())
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Text of the licence"))
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(lambda _on=False: self.reject())
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.table)
        parts.addWidget(self.text)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(2 * UNIT)
        parts.setSizes([3, 2])
        column = column_of(self)
        column.addLayout(self._head())
        column.addWidget(parts, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(*(side * UNIT for side in _SIZE))

    def show_components(self, components: Sequence[Component]) -> None:
        """Ourselves first."""
        self._components = components
        for one in components:
            item = QTreeWidgetItem([tr_said(one.name), one.version, tr_said(one.licence)])
            item.setToolTip(2, tr_said(one.licence))
            self.table.addTopLevelItem(item)
        self.table.setCurrentIndex(self.table.model().index(0, 0))

    def _head(self) -> QHBoxLayout:
        logo = QLabel()
        icon = QIcon(str(resource("icons", "cvlink.svg")))
        logo.setPixmap(icon.pixmap(_LOGO, _LOGO))
        name = QLabel(f"cvlink-gui {__version__}")
        name.setProperty("title", True)
        words = QLabel(
            self.tr(
                "The link tree of a computer-vision project: seen, made, mended and audited. "
                "MIT licence, without any warranty. Below is all that is in it."
            )
        )
        words.setWordWrap(True)
        words.setProperty("quiet", True)
        text = QVBoxLayout()
        text.setSpacing(UNIT)
        text.addWidget(name)
        text.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(4 * UNIT)
        row.addWidget(logo, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        return row

    def _show_text(self) -> None:
        one = self._components[self.table.currentIndex().row()]
        self.text.setPlainText(one.text or self.tr("The text of this licence is not installed."))
