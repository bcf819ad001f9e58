"""The live view: changes made elsewhere are followed, and what cannot be seen is looked at again.

Folders are watched by a process of their own (`fs/watch.py`), what is open in the window first.
What it tells is gathered while a scan or a change is under way, and while the tree follows what
was told before; the more that takes, the longer is the rest after it.
"""

import logging
import time
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from cvlink_gui.core.links import Listing
from cvlink_gui.features import changes
from cvlink_gui.features.changes import News, Watchlist
from cvlink_gui.features.project import Project
from cvlink_gui.fs import watch
from cvlink_gui.fs.watch import Folder
from cvlink_gui.gui.jobs import Job
from cvlink_gui.gui.notices import Notice, Tone

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

log = logging.getLogger(__name__)

_MANY = 2_000  # changed folders, from which on all is scanned
_REST = 3  # after following changes, times as long as that took
_LEAST_REST_MS = 50
_SEND_MS = 20
_AUDIT_MS = 700  # from a change to the audit, or
_AUDITS = 5  # so many times as long as the last one took
_AGAIN_SECONDS = 60  # between looks at what cannot be watched, or
_AGAIN_SCANS = 20  # so many times as long as a scan takes
_PORTION = 2_000  # folders the GUI thread passes on at a time
_STARTS = 3  # of the process, in one project


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be seen of changes.

    watched  folders
    refused  folders the system has no watch left for, or lets nobody watch
    remote   folders on storage whose changes the system does not hear of
    is_lost  more has changed at a time than the system tells of
    again    seconds until all is looked at again, where that is needed; else 0
    is_off   nothing is followed: it was switched off
    """

    watched: int = 0
    refused: int = 0
    remote: int = 0
    is_lost: bool = False
    again: int = 0
    is_off: bool = False

    @property
    def is_whole(self) -> bool:
        return self.watched > 0 and not (self.refused or self.remote or self.is_lost)


class LiveView(QObject):
    """Follows what others change in the project that is open. Does nothing while it is off.

    visible  gives the folders that are open in the window, by path
    """

    sighted = Signal(object)  # Sight, or None for nothing to say

    def __init__(self, bench: "Workbench", *, on: bool) -> None:
        super().__init__(bench)
        self.visible: Callable[[], Iterable[bytes]] = tuple
        self.sight: Sight | None = None
        self._bench = bench
        self._is_on = on
        self._is_refused = False  # somebody has switched it off
        self._watch: watch.Watch | None = None
        self._notifier: QSocketNotifier | None = None
        self._starts = 0
        self._news = News()
        self._job: Job | None = None
        self._began = 0  # when the scan under way began, in ns since 1970
        self._numbers = (0, 0)
        self._remote = 0
        self._is_lost = False
        self._has_told_limit = False
        self._first: set[bytes] = set()
        self._asking = self._timer(self._ask_first)
        self._turn = self._timer(self._follow)
        self._sending = self._timer(self._send)
        self._auditing = self._timer(self._audit)
        self._again = self._timer(self._look_again)
        self._starting = self._timer(self._start)
        bench.opened.connect(self._opened)
        bench.scanning.connect(self._scanning)

    def _timer(self, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(then)
        return timer

    def look_first(self, path: bytes) -> None:
        """A folder was opened in the window: it is watched before others."""
        self._first.add(path)
        self._asking.start(_SEND_MS)

    def _ask_first(self) -> None:
        project, paths = self._bench.project, self._first
        self._first = set()
        if project is not None:
            self._ask(_open_folders(project, paths), first=True)

    @property
    def is_on(self) -> bool:
        return self._is_on

    def switch(self, *, on: bool) -> None:
        """Begin to follow what others change, with a scan, or end it."""
        self._is_on, self._is_refused = on, not on
        self._opened()
        if on and self._bench.project is not None:
            self._bench.rescan(audit=False)

    def close(self) -> None:
        """Let the watching process go."""
        timers = (self._turn, self._sending, self._asking, self._auditing, self._again)
        for timer in (*timers, self._starting):
            timer.stop()
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    # The process

    def _opened(self) -> None:
        self.close()
        self._news, self._job, self._starts = News(), None, 0
        self._numbers, self._remote, self._is_lost = (0, 0), 0, False
        self._say(Sight(is_off=True) if self._is_refused else None)
        self._starting.start()  # it takes some milliseconds: the window is painted first

    def _start(self) -> None:
        if not self._is_on or not watch.is_possible() or self._starts >= _STARTS:
            return
        self._starts += 1
        self._watch = watch.Watch()
        self._notifier = QSocketNotifier(self._watch.news, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)

    def _hear(self) -> None:
        if self._watch is None:
            return
        try:
            messages = self._watch.read()
        except EOFError:
            self._died()
            return
        for kind, *rest in messages:
            if kind == "changed":
                self._news |= News(*map(frozenset, rest))
                self._follow_soon()
            elif kind == "state":
                self._numbers = (rest[0], rest[1])
                self._tell()
            elif kind == "overflow":
                self._is_lost = True
                self._tell()
                self._follow_soon()
            else:
                log.warning("changes cannot be watched: %s", rest[0])

    def _died(self) -> None:
        log.warning("the process that watches folders has ended")
        self.close()
        self._numbers = (0, 0)
        self._start()
        if self._watch is not None and not self._bench.is_scanning:
            self._began = time.time_ns()
            self._is_lost = True  # nobody has watched for a moment
        self._follow_soon()
        self._tell()

    def _ask(self, folders: Iterable[Folder], *, first: bool = False) -> None:
        if self._watch is not None:
            self._watch.ask(folders, first=first)
            self._send()

    def _send(self) -> None:
        if self._watch is not None and not self._watch.send():
            self._sending.start(_SEND_MS)

    # Scans

    def _scanning(self, on: bool) -> None:
        if not self._is_on:
            return
        if on:
            self._began = time.time_ns()
            self._again.stop()
            self._news, self._is_lost = News(), False  # the scan sees it
            return
        if self._bench.known_at is None:
            self._watch_all()
        self._follow_soon()
        self._tell()

    def _watch_all(self) -> None:
        """Have everything watched that was just scanned, what is open in the window first."""
        project, since = self._bench.project, self._began
        if project is None:
            return
        self._ask(_open_folders(project, self.visible()), first=True)

        def work(_job: Job) -> Generator[list[Folder], None, int]:
            wanted = Watchlist(project, since)
            rest = wanted.all()
            while portion := list(islice(rest, _PORTION)):
                yield portion
            return wanted.remote

        def done(remote: int) -> None:
            if self._bench.project is project:
                self._remote = remote
                self._tell()

        def ask(folders: list[Folder]) -> None:
            if self._bench.project is project:
                self._ask(folders)

        title = self.tr("Watching for changes")
        self._bench.start(title, work, done, on_item=ask, reads_tree=True)

    def _look_again(self) -> None:
        if self._is_busy:
            self._again.start(1000)
        else:
            self._bench.rescan(audit=False)

    # Following

    @property
    def _is_busy(self) -> bool:
        bench = self._bench
        return self._job is not None or bench.is_scanning or bench.runner.is_running

    def _follow_soon(self, rest: float = 0.0) -> None:
        if not self._turn.isActive():
            self._turn.start(max(_LEAST_REST_MS, int(rest * 1000)))

    def _follow(self) -> None:
        project = self._bench.project
        if project is None or not (self._news or self._is_lost):
            return
        if self._is_busy:
            self._follow_soon(0.1)
        elif self._is_lost or len(self._news) > _MANY:
            self._bench.rescan(audit=False)
        else:
            self._take_in(project)

    def _take_in(self, project: Project) -> None:
        news, self._news = self._news, News()
        begin, since, before = time.monotonic(), time.time_ns(), project.tree.generation

        def work(_job: Job) -> Generator[Listing, None, list[Folder]]:
            wanted = Watchlist(project, since)
            folders: list[Folder] = []
            for listing in changes.follow(project, news):
                folders += wanted.of(listing)
                yield listing
            return folders

        def take(listing: Listing) -> None:
            if self._bench.project is project:
                self._bench.take(listing)

        def ended() -> None:
            self._job = None
            self._follow_soon(_REST * (time.monotonic() - begin))

        def done(folders: list[Folder]) -> None:
            ended()
            if self._bench.project is not project:
                return
            self._ask(folders)
            if project.tree.generation != before:
                self._bench.counted.emit()
                self._bench.trees.make_smaller()
                self._audit_soon()

        def failed(error: Exception) -> None:
            log.warning("changes could not be followed: %s", error)
            self._is_lost = True  # what was told is not known: all is looked at
            ended()

        self._job = self._bench.start(
            self.tr("Looking at changes"),
            work,
            done,
            on_item=take,
            on_turn=self._bench.tell_changes,
            on_error=failed,
            reads_tree=True,
        )

    def _audit_soon(self) -> None:
        """While an audit reads the tree nothing is taken into it: a long one is made seldom."""
        if not self._auditing.isActive():
            rest = _AUDITS * self._bench.audit_seconds
            self._auditing.start(max(_AUDIT_MS, int(rest * 1000)))

    def _audit(self) -> None:
        if self._is_busy or self._news:
            self._auditing.start(_AUDIT_MS)
        else:
            self._bench.audit()

    # Words

    def _tell(self) -> None:
        """Say what can be seen, and look again by itself at what cannot."""
        if not self._is_on or self._bench.project is None:
            return
        if self._watch is not None and self._numbers == (0, 0):
            return  # it is just starting
        watched, refused = self._numbers
        sight = Sight(watched, refused, self._remote, self._is_lost)
        if not sight.is_whole and self._began and not self._bench.is_scanning:
            seconds = max(_AGAIN_SECONDS, _AGAIN_SCANS * self._bench.scan_seconds)
            sight = Sight(watched, refused, self._remote, self._is_lost, int(seconds))
            if not self._again.isActive():
                self._again.start(int(seconds) * 1000)
        else:
            self._again.stop()
        if refused and not self._has_told_limit:
            self._has_told_limit = True
            self._bench.noticed.emit(self._limit(refused))
        self._say(sight)

    def _limit(self, refused: int) -> Notice:
        words = self.tr(
            "The system does not let all folders be watched: of changes in %Ln of them nothing is "
            "heard. They are looked at again from time to time.",
            "",
            refused,
        )
        hint = self.tr("The limit is fs.inotify.max_user_watches; see sysctl.")
        return Notice(f"{words}\n{hint}", Tone.WARNING)

    def _say(self, sight: Sight | None) -> None:
        if sight != self.sight:
            self.sight = sight
            self.sighted.emit(sight)


def _open_folders(project: Project, paths: Iterable[bytes]) -> list[Folder]:
    """Folders of the tree with the stamps they were listed with."""
    tree = project.tree
    nodes = ((path, tree.find(path)) for path in paths)
    wanted = Watchlist(project, 0)
    return [
        folder
        for path, node in nodes
        if node is not None and tree.is_listed(node)
        for folder in wanted.of(Listing(path, stamp=tree.stamp_of(node)))
    ]
