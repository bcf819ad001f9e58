"""The images two splits share, side by side."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import shown
from cvlink_gui.features.audit.leaked import Image, Leaked
from cvlink_gui.gui import icons
from cvlink_gui.gui.auditing import Auditor
from cvlink_gui.gui.dialogs.frame import column_of
from cvlink_gui.gui.gallery import Reading
from cvlink_gui.gui.models.problems_model import number_words
from cvlink_gui.gui.previews import Preview
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.words import tr_said

_SIDE, _HIGH = 40 * UNIT, 30 * UNIT  # px of a picture
_PATH = 40 * UNIT  # beside it
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_PLACEHOLDER = 12 * UNIT
_IMAGE = Qt.ItemDataRole.UserRole


class LeakDialog(QDialog):
    """One row a shared image: as the one split reaches it, and as the other one does."""

    visit = Signal(object)  # Image

    def __init__(self, finding: Finding, found: Leaked, auditor: Auditor, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        names = [shown(name) for name in found.splits]
        self.setWindowTitle(self.tr("In {0} and in {1}").format(*names))
        head = QLabel(tr_said(finding.cause))
        head.setProperty("title", True)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setWordWrap(True)
        self.hint = QLabel(self._told(found))
        self.hint.setProperty("quiet", True)
        self.table = QTableWidget(len(found.pairs), 2)
        self.table.setAccessibleName(self.tr("Shared images"))
        self.table.setHorizontalHeaderLabels(names)
        self.table.setIconSize(QSize(_SIDE, _HIGH))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_HIGH + 2 * UNIT)
        self.table.horizontalHeader().setDefaultAlignment(_LEFT)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(_HIGH + 12 * UNIT)  # one pair and the heading
        self.table.setMinimumWidth(2 * (_SIDE + _PATH))
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.itemActivated.connect(lambda item: self.visit.emit(item.data(_IMAGE)))
        close = QPushButton(self.tr("Close"))
        close.setAutoDefault(False)  # Return goes to an image
        close.clicked.connect(lambda _on=False: self.reject())
        column = column_of(self)
        for widget in (head, self.hint, self.table):
            column.addWidget(widget)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(220 * UNIT, 150 * UNIT)
        self._reading = self._fill(found, auditor)

    def _told(self, found: Leaked) -> str:
        go = self.tr("Return or a double click goes to the image.")
        if len(found.pairs) >= found.total:
            return go
        counts = number_words(len(found.pairs)), number_words(found.total)
        return self.tr("{0} of {1} are shown here.").format(*counts) + " " + go

    def _fill(self, found: Leaked, auditor: Auditor) -> Reading | None:
        images = [image for pair in found.pairs for image in pair]
        for number, image in enumerate(images):
            item = QTableWidgetItem(shown(image.path))
            item.setData(_IMAGE, image)
            item.setToolTip(_tip(image))
            item.setIcon(_placeholder("hourglass", "faint"))
            self.table.setItem(number // 2, number % 2, item)
        ratio = self.devicePixelRatioF()
        side = round(_SIDE * ratio)
        return auditor.previews(
            [image.path for image in images], side, lambda n, p: self._show(n, p, ratio)
        )

    def _show(self, number: int, found: Preview, ratio: float) -> None:
        item = self.table.item(number // 2, number % 2)
        if item is None:
            return
        image: Image = item.data(_IMAGE)
        if found.image is None:
            item.setIcon(_placeholder(*found.mark))
            item.setText(f"{shown(image.path)}\n{found.why}")
            return
        picture = QPixmap.fromImage(found.image)
        picture.setDevicePixelRatio(ratio)
        item.setIcon(QIcon(picture))
        if found.size is not None:
            size = f"{found.size.width()} \u00d7 {found.size.height()}"
            item.setText(f"{shown(image.path)}\n{size}")

    def done(self, result: int) -> None:
        """Read no further pictures."""
        if self._reading is not None:
            self._reading.cancel()
        super().done(result)


def _tip(image: Image) -> str:
    if image.path == image.real:
        return shown(image.path)
    return f"{shown(image.path)}\n→ {shown(image.real)}"


def _placeholder(name: str, field: str) -> QIcon:
    return QIcon(icons.pixmap(name, field, _PLACEHOLDER))
