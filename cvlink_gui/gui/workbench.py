"""The one object behind the window: owns the project and the jobs, runs every feature call."""

import os
import time
from collections.abc import Callable, Generator
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from cvlink_gui.core.changes import Change
from cvlink_gui.core.errors import ConfigError, CvlinkError, NotAnswering
from cvlink_gui.core.filter import Filter, marks
from cvlink_gui.core.findings import Verdict
from cvlink_gui.core.links import Listing
from cvlink_gui.core.plan import Plan
from cvlink_gui.core.settings import LIVE, Option, Settings, T
from cvlink_gui.features import audit as auditing
from cvlink_gui.features import inspect, past
from cvlink_gui.features.project import Project
from cvlink_gui.features.sample import create_sample
from cvlink_gui.fs import children, config
from cvlink_gui.gui.auditing import Auditor
from cvlink_gui.gui.config_watch import ConfigWatch
from cvlink_gui.gui.containers import Lens
from cvlink_gui.gui.gallery import Gallery
from cvlink_gui.gui.garbage import Collector
from cvlink_gui.gui.jobs import Job, Jobs, once
from cvlink_gui.gui.lineage import Lineage
from cvlink_gui.gui.live import LiveView
from cvlink_gui.gui.motion import Motion
from cvlink_gui.gui.notices import of_error
from cvlink_gui.gui.planning import Planner
from cvlink_gui.gui.preferences import Preferences
from cvlink_gui.gui.profiles import Profiles
from cvlink_gui.gui.recent import Recent
from cvlink_gui.gui.relations import Relations
from cvlink_gui.gui.running import Runner
from cvlink_gui.gui.saving import Saver
from cvlink_gui.gui.savings import Savings
from cvlink_gui.gui.serving import Serving
from cvlink_gui.gui.snapshots import Keeper
from cvlink_gui.gui.staging import Stager
from cvlink_gui.gui.storage import StorageWatch
from cvlink_gui.gui.stuck import Stuck
from cvlink_gui.gui.tracking import Tracker
from cvlink_gui.gui.trees import Trees
from cvlink_gui.gui.trends import Trends
from cvlink_gui.gui.warming import Warming

_HELPERS = max(1, min(3, (os.cpu_count() or 2) - 1))  # one processor is left to the window
_COUNTS_MS = 200  # counts and folder states are painted anew this often during a scan


class Workbench(QObject):
    """Everything the window can ask for. All signals come on the GUI thread.

    turns    does in turns of their own what would be late in one
    planner  makes plans of what is wanted
    stuck    leaves jobs behind whose storage hangs
    recent   has the projects that were opened last
    trees    keeps the tree for the next run, and makes it smaller
    runner   carries them out, and has the history
    live     follows what others change
    warming  reads metadata ahead of a run
    auditor  audits what is asked for, and makes reports
    tracker  has what git, DVC and git-annex say of the rows
    stager   puts links into git's index, and takes them out of it
    keeper   takes snapshots of all links, compares them, brings them back
    savings  what links save, and files that are there twice
    serving  has the exporter that serves the metrics of the project
    profiles knows which profile the links are in
    lens     judges the links as a container sees them
    trends   has how the project goes, for the dashboard
    config   follows cvlink.toml, which somebody else may edit
    motion   lets things move by themselves, or holds them still
    preferences  sets options, the user's and those of the project
    lineage  has which data comes from which
    gallery  has the images of what is selected, with their boxes
    relations finds what goes with what is selected
    saver    writes what the window looks like, for the next start
    """

    opened = Signal(object)  # Project
    changed = Signal(object)  # list[Change], folders
    counted = Signal()  # counts and folder states may have changed
    scanning = Signal(bool)
    audited = Signal(object, object)  # Audit, uses by dataset path
    detailed = Signal(object)  # inspect.Details
    recalled = Signal(object)  # past.Past of a link
    noticed = Signal(object)  # Notice
    filtered = Signal(object)  # marks, or None

    def __init__(self, parent: QObject | None = None, *, live: bool = False) -> None:
        """live: follow changes that are made elsewhere, if the user has not switched that off."""
        super().__init__(parent)
        children.get_ready()
        self.user = config.read_user()
        self._collector = Collector(self)
        self.jobs = Jobs(self)
        self.turns = self.jobs.turns
        self.saver = Saver(self)
        self.storage = StorageWatch(self)
        self.stuck = Stuck(self)
        self.recent = Recent(self)
        self.trees = Trees(self)
        self.config = ConfigWatch(self)
        self.preferences = Preferences(self)
        self.preferences.user_set.connect(self._user_set)
        self.motion = Motion(self)
        self.planner = Planner(self)
        self.runner = Runner(self)
        self.live = LiveView(self, on=live)
        self.warming = Warming(self)
        self.auditor = Auditor(self)
        self.tracker = Tracker(self)
        self.stager = Stager(self)
        self.keeper = Keeper(self)
        self.savings = Savings(self)
        self.serving = Serving(self)
        self.profiles = Profiles(self)
        self.lens = Lens(self)
        self.trends = Trends(self)
        self.lineage = Lineage(self)
        self.gallery = Gallery(self)
        self.relations = Relations(self)
        self.project: Project | None = None
        self.scan_seconds = self.audit_seconds = 0.0
        # When what is shown was last found to be true, in seconds since 1970, where that was in an
        # earlier run and was not checked yet; else None.
        self.known_at: float | None = None
        self.filter = Filter()
        self.verdicts: dict[bytes, tuple[Verdict, int]] = {}
        self._audits = 0  # that were begun
        self._owes_audit = False  # one was overtaken by the scan under way
        self.last_audit: auditing.Audit | None = None  # of the whole project that is open
        self._scan: Job | None = None
        self._inspection: Job | None = None  # the last one that was asked for
        self._recall: Job | None = None
        self._changes: list[Change] = []
        self._overtaken: list[Plan] = []  # carried out while a scan was reading
        self._counts = QTimer(self)
        self._counts.setInterval(_COUNTS_MS)
        self._counts.timeout.connect(self.counted)
        self._counts.timeout.connect(self.storage.follow)
        if live and not self.user[LIVE]:
            self.live.switch(on=False)

    # Opening and scanning

    def open(self, path: bytes, settings: Settings | None = None) -> None:
        """Open the project at `path` and scan it; a notice says why it cannot be.

        What an earlier run has found is shown meanwhile.
        """

        def failed(error: CvlinkError) -> None:
            if isinstance(error, ConfigError):
                words = self.tr("Open without it")
                go_on = replace(
                    of_error(error), action=words, run=lambda: self.open(path, Settings())
                )
                self.noticed.emit(go_on)
            else:
                self.tell(error)

        def work() -> tuple[Project, float | None]:
            project = Project.open(path, settings, self.storage.known)
            known_at = project.known()
            _ = project.tree.relations  # made here, where nobody waits for a window to be drawn
            return project, known_at

        self.start(self.tr("Opening"), once(work), self._opened, on_error=failed, reads=True)

    def open_sample(self, folder: bytes) -> None:
        """Make the sample project in a folder and open it."""
        self.start(
            self.tr("Making the sample project"),
            once(lambda: create_sample(folder)),
            lambda _made: self.open(folder),
        )

    def rescan(self, *, audit: bool = True) -> None:
        """Look at the whole project again, in the background.

        audit  also where nothing has changed: somebody has asked for all of it
        """
        project = self.project
        if project is None:
            return
        if audit:
            self.gallery.refresh()
        self.cancel_scan()
        begin, before = time.monotonic(), project.tree.generation

        def work(job: Job) -> Generator[Listing, None, float]:
            for batch in project.scan(helpers=_HELPERS, cancelled=lambda: job.cancelled):
                yield from batch
            return time.monotonic() - begin

        def done(seconds: float) -> None:
            self._scanned(seconds)
            if audit or self._owes_audit or project.tree.generation != before:
                self.audit(then=self.trees.keep)

        self._scan = self.start(
            self.tr("Scanning"), work, done, on_item=self.take, on_turn=self.tell_changes
        )
        self._counts.start()
        self.scanning.emit(True)

    def cancel_scan(self) -> None:
        """Stop the scan; what it has found stays."""
        if self._scan is not None:
            self._scan.cancel()
            self._scan_ended()

    @property
    def is_scanning(self) -> bool:
        return self._scan is not None

    # Looking

    def inspect(self, path: bytes) -> None:
        """Find out all about a path; `detailed` brings it, unless another is asked for before."""
        project = self.project
        if project is None:
            return
        if self._inspection is not None:
            self._inspection.cancel()
        self._inspection = self.start(
            self.tr("Looking"),
            once(lambda: inspect.details(project, path)),
            self.detailed.emit,
            on_error=self._once_more(lambda: self.inspect(path)),
            reads_tree=True,
        )

    def recall(self, path: bytes) -> None:
        """Find out the past of a link; `recalled` brings it, after what is known at once."""
        project, entries = self.project, self.runner.entries
        if project is None:
            return
        if self._recall is not None:
            self._recall.cancel()
        repositories = list(self.tracker.tracked.repositories)
        work = once(lambda: past.past(project, path, entries, repositories))
        self._recall = self.start("", work, self.recalled.emit, reads=True)

    def set_filter(self, wish: Filter) -> None:
        """Filter both trees; raises re.error for a regular expression that is none."""
        wish.pattern()
        self.filter = wish
        tree = self.project.tree if self.project else None
        self.filtered.emit(None if wish.is_empty or tree is None else marks(tree, wish))

    def audit(self, then: Callable[[], None] = lambda: None) -> None:
        """Judge the experiments; `audited` brings the verdicts.

        then  what comes after it, unless a scan does: two threads at work hold up the GUI's twice
        """
        project = self.project
        if project is None:
            return

        begin = time.monotonic()
        self._audits += 1
        number = self._audits

        def work() -> tuple[auditing.Audit, dict[bytes, int]]:
            return auditing.audit(project), inspect.usage_words(project)

        def done(result: tuple[auditing.Audit, dict[bytes, int]]) -> None:
            self.audit_seconds = time.monotonic() - begin
            self._owes_audit = self.is_scanning
            if self.project is not project or self.is_scanning:
                return  # it is void: the scan is followed by another audit
            if number == self._audits:  # else a later one is under way
                self._judged(*result)
            if not self.is_scanning:
                then()

        again = self._once_more(lambda: self.audit(then))
        self.start(self.tr("Auditing"), once(work), done, on_error=again, reads_tree=True)

    def _judged(self, audit: auditing.Audit, uses: dict[bytes, int]) -> None:
        self.last_audit = audit
        self.verdicts = {e.path: (e.verdict, e.errors or e.warnings) for e in audit.experiments}
        self.audited.emit(audit, uses)

    def follow(self, plan: Plan, then: Callable[[], None]) -> None:
        """List the folders anew that a plan has changed; `then` comes when they are shown.

        A scan that is under way may have read them before: they are listed once more after it.
        """
        project = self.project
        if project is None:
            return
        if self.is_scanning:
            self._overtaken.append(plan)

        def work(_job: Job) -> Generator[Listing, None, None]:
            yield from project.relist(project.touched(plan))

        def take(listing: Listing) -> None:
            if self.project is project:
                self.take(listing)

        def done(_none: None) -> None:
            self.counted.emit()
            then()

        title, tell = self.tr("Looking"), self.tell_changes
        self.start(title, work, done, on_item=take, on_turn=tell, reads_tree=True)

    # Work

    def tell(self, error: CvlinkError) -> None:
        """Say what went wrong."""
        self.noticed.emit(of_error(error))

    def start(
        self,
        title: str,
        work: Callable[[Job], Generator[Any, None, Any]],
        on_done: Callable[[Any], object],
        *,
        on_item: Callable[[Any], None] = lambda _item: None,
        on_turn: Callable[[], None] = lambda: None,
        on_error: Callable[[CvlinkError], None] | None = None,
        reads_tree: bool = False,
        reads: bool = False,
        must_end: bool = False,
    ) -> Job:
        """Start a job; an error is told if `on_error` does not say otherwise."""
        return self.jobs.start(
            Job(
                title,
                work,
                on_item,
                on_turn,
                on_done,
                on_error or self.tell,
                reads_tree=reads_tree,
                reads=reads,
                must_end=must_end,
            )
        )

    def _once_more(self, work: Callable[[], object]) -> Callable[[CvlinkError], None]:
        """What to do about an error: ask again, if storage was found not to answer meanwhile.

        The next time nothing on it is touched.
        """
        project, dead = self.project, self.storage.known.dead

        def failed(error: CvlinkError) -> None:
            is_known = isinstance(error, NotAnswering) and self.storage.known.dead - dead
            if not is_known:
                self.tell(error)
            elif self.project is project:
                work()

        return failed

    # Settings

    def set_user(self, option: Option[T], value: T) -> None:
        """Set one of the user's options, and keep it."""
        self.preferences.put(option, value)

    def close(self) -> None:
        """Stop all work."""
        self._counts.stop()
        self.motion.close()
        self.tracker.close()
        self.keeper.close()
        self.serving.close()
        self.config.close()
        self.live.close()
        self.gallery.close()
        self.preferences.close()
        self.saver.close()
        self.jobs.close()
        self.storage.known.close()
        self.runner.close()
        self._collector.close()

    # Inside

    def _user_set(self, option: Option[Any]) -> None:
        if option == LIVE:
            self.live.switch(on=self.user[LIVE])

    def _opened(self, found: tuple[Project, float | None]) -> None:
        self._overtaken.clear()
        self.cancel_scan()
        self.turns.forget()  # it is of another project
        project, self.known_at = found
        self.project = project
        self.verdicts, self.last_audit = {}, None
        self.runner.forget()
        self.filter = Filter()
        self.opened.emit(project)
        # The window is painted first, and the event loop turns between them.
        remember = partial(self.recent.put, project.root)
        self.turns.add(self, remember, self.runner.read_history, self.rescan)

    def take(self, listing: Listing) -> None:
        """Take a folder into the tree of the project that is open."""
        if self.project is None:
            return
        node = self.project.tree.find(listing.folder)
        known = node is not None and self.project.tree.is_listed(node)
        if known and self._changes:  # it may get new ids: who follows must not be behind
            self.tell_changes()
        if (change := self.project.take(listing)) is not None:
            self._changes.append(change)

    def tell_changes(self) -> None:
        """Let the rows follow what was taken in."""
        changes, self._changes = self._changes, []
        self.changed.emit(changes)

    def _scanned(self, seconds: float) -> None:
        self.scan_seconds, self.known_at = seconds, None
        self._scan_ended()
        self.storage.follow()

    def _scan_ended(self) -> None:
        self._scan = None
        self._counts.stop()
        if not self.filter.is_empty:  # it has not seen what came since
            self.set_filter(self.filter)
        self.scanning.emit(False)
        self.counted.emit()
        overtaken, self._overtaken = self._overtaken, []
        for plan in overtaken:
            self.follow(plan, lambda: None)
