"""The status bar: live counts, what is under way, Cancel."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton

from cvlink_gui.core.tree import Totals
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.theme import UNIT


class StatusBar(QStatusBar):
    """`cancel_wanted` asks to stop the scan."""

    cancel_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.counts = QLabel()
        self.counts.setAccessibleName(self.tr("Counts"))
        self._broken = QLabel()
        self._busy = QLabel()
        self._busy.setProperty("quiet", True)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setFixedWidth(30 * UNIT)
        self._progress.setTextVisible(False)
        self._cancel = QToolButton()
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setIcon(icons.icon("x"))
        self._cancel.setAccessibleName(self.tr("Cancel the scan"))
        self._cancel.clicked.connect(self.cancel_wanted)
        self.addWidget(self.counts)
        self.addWidget(self._broken)
        for widget in (self._busy, self._progress, self._cancel):
            self.addPermanentWidget(widget)
        self.set_scanning(on=False)

    def show_totals(self, totals: Totals, seconds: float, *, scanning: bool) -> None:
        """Counts of the whole project; the time of the scan once it has ended."""
        parts = [
            self.tr("%Ln entries", "", totals.entries),
            self.tr("%Ln links", "", totals.links),
        ]
        if not scanning:
            parts.append(self._duration(seconds))
        self.counts.setText("  " + "  ·  ".join(parts))
        shown = not scanning and totals.links > 0  # of nothing, none being broken is no news
        field = "bad" if totals.broken else "good"
        self._broken.setStyleSheet(f"color: {theme.color(field).name()}; font-weight: 600;")
        text = self.tr("%Ln broken", "", totals.broken)
        self._broken.setText(f"·  {text}" if totals.broken or shown else "")

    def _duration(self, seconds: float) -> str:
        if seconds < 1:
            return self.tr("scanned in under a second")
        return self.tr("scanned in {0} s").format(QLocale().toString(seconds, "f", 1))

    def set_scanning(self, *, on: bool) -> None:
        """Show the progress of a scan, or not."""
        self._progress.setVisible(on)
        self._cancel.setVisible(on)

    def show_busy(self, titles: list[str]) -> None:
        """What is under way."""
        self._busy.setText(", ".join(dict.fromkeys(titles)))
