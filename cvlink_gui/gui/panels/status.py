"""The status bar: live counts, what is under way, and how to stop it."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QLabel, QStatusBar

from cvlink_gui.core.links import Health
from cvlink_gui.core.totals import Totals
from cvlink_gui.features.warm import Progress
from cvlink_gui.fs.apply import Cancel
from cvlink_gui.gui import theme
from cvlink_gui.gui.live import Sight
from cvlink_gui.gui.panels.progress import ProgressStrip, ShortLabel
from cvlink_gui.gui.panels.serving import ServingButton
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.running import Run, number
from cvlink_gui.gui.words import clock, tr


class StatusBar(QStatusBar):
    """`cancel_wanted` asks to stop the scan, `cancel_run_wanted` the change under way.

    `cancel_warming_wanted` asks to stop reading ahead.
    """

    cancel_wanted = Signal()
    cancel_run_wanted = Signal()
    cancel_warming_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.counts = ShortLabel()
        self.counts.setAccessibleDescription(self.tr("Counts"))
        self._broken = QLabel()
        self._field = "good"  # the colour of its words
        self.known = ShortLabel()
        self.known.setProperty("quiet", True)
        self.live = QLabel()
        self.live.setProperty("quiet", True)
        self.live.setContentsMargins(2 * theme.UNIT, 0, 2 * theme.UNIT, 0)
        self.live.hide()
        self._busy = ShortLabel()
        self._busy.setProperty("quiet", True)
        self._titles: list[str] = []
        self._run_title = ""
        self.scan = ProgressStrip(self.tr("Progress of the scan"), self.tr("Cancel the scan"))
        self.scan.cancel_wanted.connect(self.cancel_wanted)
        self.run = ProgressStrip(self.tr("Progress of the change"), self.tr("Cancel the change…"))
        self.run.cancel_wanted.connect(self.cancel_run_wanted)
        self.warming = ProgressStrip(
            self.tr("Progress of warming up"), self.tr("Cancel warming up")
        )
        self.warming.cancel_wanted.connect(self.cancel_warming_wanted)
        self.serving = ServingButton()
        self._color_broken()
        self.addWidget(self.counts)
        self.addWidget(self._broken)
        self.addWidget(self.known)
        for widget in (self._busy, self.scan, self.warming, self.run, self.serving, self.live):
            self.addPermanentWidget(widget)

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
        unsure = totals.by_health[Health.NOT_ANSWERING]
        field = "bad" if totals.broken else "unknown" if unsure else "good"
        if field != self._field:  # a style sheet costs as much as a small paint
            self._field = field
            self._color_broken()
        words = [self.tr("%Ln broken", "", totals.broken)] if totals.broken or shown else []
        words += [self.tr("%Ln not answering", "", unsure)] if unsure else []
        self._broken.setText("".join(f"·  {word}  " for word in words).rstrip())

    def show_known(self, at: float | None, *, checking: bool) -> None:
        """Say that what is shown was found in an earlier run, at a time; None for it was not."""
        self.known.setVisible(at is not None)
        if at is None:
            return
        words = self.tr("last known, being checked") if checking else self.tr("last known")
        self.known.setText(f"·  {words}")
        self.known.setToolTip(self.tr("This was last found to be true on {0}.").format(clock(at)))

    def show_sight(self, sight: Sight | None) -> None:
        """Say how far changes made elsewhere are seen; None for a project just opened."""
        self.live.setVisible(sight is not None)
        if sight is None:
            return
        if sight.is_off:
            self.live.setText(self.tr("Not live"))
            self.live.setToolTip(self.tr("To follow changes made by others is switched off."))
            return
        reasons = [self.tr("%Ln folder(s) are watched for changes.", "", sight.watched)]
        if sight.refused:
            reasons.append(
                self.tr("The system lets no more be watched: %Ln are not.", "", sight.refused)
            )
        if sight.remote:
            reasons.append(
                self.tr(
                    "Changes on network storage are not heard of: %Ln folder(s).", "", sight.remote
                )
            )
        if sight.is_lost:
            reasons.append(self.tr("More has changed at a time than the system tells of."))
        if sight.watched:
            reasons.append(self.tr("While an audit is under way changes wait for its end."))
        if sight.again:
            reasons.append(self.tr("All is looked at again every %Ln s.", "", sight.again))
        whole, part, none = self.tr("Live"), self.tr("Live in part"), self.tr("Not live")
        self.live.setText(whole if sight.is_whole else part if sight.watched else none)
        self.live.setToolTip("\n".join(reasons))

    def _duration(self, seconds: float) -> str:
        if seconds < 1:
            return self.tr("scanned in under a second")
        return self.tr("scanned in {0} s").format(QLocale().toString(seconds, "f", 1))

    def set_scanning(self, *, on: bool) -> None:
        """Show the progress of a scan, or not."""
        self.scan.setVisible(on)

    def show_run(self, run: Run | None) -> None:
        """Show how far a change is; None when there is none any more, or none worth a word."""
        self._run_title = run.title if run else ""
        self._show_titles()
        if run is None:
            self.run.hide()
            return
        explain(self.run.cancel, self._why_no_cancel(run), self.run.cancel.accessibleName())
        if run.wish is Cancel.KEEP:
            self.run.show_progress(self.tr("Stopping: {0}").format(run.title), "", 0, 0)
        elif run.wish is Cancel.ROLL_BACK:
            self.run.show_progress(self.tr("Taking back: {0}").format(run.title), "", 0, 0)
        elif not run.done:
            self.run.show_progress(run.title, "", 0, 0)
        else:
            self.run.show_progress(run.title, self._how_far(run), run.done, run.steps)

    def _why_no_cancel(self, run: Run) -> str:
        if run.wish is not Cancel.NO:
            return self.tr("It is being cancelled.")
        return "" if run.can_stop else tr("This cannot be stopped halfway.")

    def _how_far(self, run: Run) -> str:
        words = self.tr("{0} of {1}").format(number(run.done), number(run.steps))
        if run.rate < 1:
            return words
        return f"{words}  ·  " + self.tr("{0} links/s").format(number(round(run.rate)))

    def show_warming(self, progress: Progress | None) -> None:
        """Show how much is read ahead; None when nothing is any more."""
        if progress is None:
            self.warming.hide()
            return
        words = self.tr("{0} of {1}").format(number(progress.done), number(progress.known))
        self.warming.show_progress("", words, progress.done, progress.known)

    def show_busy(self, titles: list[str]) -> None:
        """What is under way."""
        self._titles = titles
        self._show_titles()

    def _show_titles(self) -> None:
        others = [title for title in self._titles if title and title != self._run_title]
        self._busy.setText(", ".join(dict.fromkeys(others)))

    def restyle(self) -> None:
        """Draw the icons in the colours of the theme in use."""
        for strip in (self.scan, self.warming, self.run, self.serving):
            strip.restyle()
        self._color_broken()

    def _color_broken(self) -> None:
        self._broken.setStyleSheet(f"color: {theme.color(self._field).name()}; font-weight: 600;")
