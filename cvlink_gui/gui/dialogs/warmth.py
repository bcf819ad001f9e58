"""What warming up has found: how each mount answered. The window stays usable beside it."""

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from cvlink_gui.core.names import shown
from cvlink_gui.features.warm import Latency, Warmth
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.dialogs.frame import column_of
from cvlink_gui.gui.running import number
from cvlink_gui.gui.theme import UNIT

_STATE = 7
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SIZE = (240, 80)  # units
_NARROWEST = 180


class WarmthDialog(QDialog):
    """One row a mount, and a sentence over all of them."""

    def __init__(self, found: Warmth, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Warmed up"))
        self.words = QLabel("  ".join(self._sentences(found)))
        self.words.setWordWrap(True)
        self.table = QTreeWidget()
        self.table.setAccessibleName(self.tr("Latency of each mount"))
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        titles = (
            self.tr("Storage"),
            self.tr("Kind"),
            self.tr("Read"),
            self.tr("Median"),
            self.tr("95 %"),
            self.tr("Slowest"),
            self.tr("Made again"),
            self.tr("State"),
        )
        self.table.setHeaderLabels(titles)
        for section in range(2, _STATE):
            self.table.headerItem().setTextAlignment(section, _RIGHT)
        self.table.addTopLevelItems([self._row(latency) for latency in found.latencies])
        header = self.table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = column_of(self)
        for widget in (self.words, self.table, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(_NARROWEST * UNIT)  # Qt shrinks no column that takes what is left
        self.resize(*(side * UNIT for side in _SIZE))

    def _sentences(self, found: Warmth) -> list[str]:
        seconds = QLocale().toString(found.seconds, "f", 1)
        said = [self.tr("Metadata of {0} paths read in {1} s.").format(number(found.read), seconds)]
        if found.broken:
            said.append(self.tr("%Ln link(s) lead nowhere.", "", found.broken))
        if found.denied:
            said.append(self.tr("%Ln path(s) may not be read by this user.", "", found.denied))
        return said

    def _row(self, latency: Latency) -> QTreeWidgetItem:
        times = [_ms(t) if latency.read else "" for t in _times(latency)]
        cells = [shown(latency.mount.point), latency.mount.type, number(latency.read), *times]
        item = QTreeWidgetItem([*cells, number(latency.retries), self._state(latency)])
        for section in range(2, _STATE):
            item.setTextAlignment(section, _RIGHT)
        mark, field = _mark(latency)
        item.setIcon(_STATE, icons.icon(mark, field))
        item.setForeground(_STATE, QColor(theme.color(field)))
        return item

    def _state(self, latency: Latency) -> str:
        if latency.silent_since is not None:
            at = QDateTime.fromSecsSinceEpoch(int(latency.silent_since))
            when = QLocale().toString(at, QLocale.FormatType.ShortFormat)
            return self.tr("not answering since {0}").format(when)
        if latency.failed:
            return self.tr("%Ln not read", "", latency.failed)
        return self.tr("answers")


def _mark(latency: Latency) -> tuple[str, str]:
    if latency.silent_since is not None:
        return "hourglass", "unknown"
    return ("triangle-alert", "warning") if latency.failed else ("circle-check", "good")


def _times(latency: Latency) -> tuple[float, float, float]:
    return latency.median, latency.p95, latency.worst


def _ms(seconds: float) -> str:
    """Milliseconds with three figures that say something."""
    found = seconds * 1000
    digits = 0 if found >= 100 else 1 if found >= 10 else 2 if found >= 1 else 3
    return QLocale().toString(found, "f", digits) + " ms"
