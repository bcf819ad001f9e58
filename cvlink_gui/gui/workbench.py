"""The one object behind the window: owns the project and the jobs, runs every feature call."""

import os
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from cvlink_gui.core.errors import ConfigError, CvlinkError
from cvlink_gui.core.filter import Filter, marks
from cvlink_gui.core.findings import Verdict
from cvlink_gui.core.links import Listing
from cvlink_gui.core.plan import Plan, Proposal
from cvlink_gui.core.settings import (
    DROP_AT_ONCE,
    LINK_STYLE,
    RECENT,
    SPLIT_NAMES,
    Option,
    Settings,
    T,
)
from cvlink_gui.core.tree import Change
from cvlink_gui.features import audit as auditing
from cvlink_gui.features import inspect, linking, retarget
from cvlink_gui.features.project import Project, Report
from cvlink_gui.features.sample import create_sample
from cvlink_gui.fs import config
from cvlink_gui.fs.journal import Entry, State
from cvlink_gui.gui.jobs import Job, Jobs, once
from cvlink_gui.gui.notices import Notice, Tone, of_error

_RECENT_KEPT = 10
_HELPERS = max(1, min(3, (os.cpu_count() or 2) - 1))  # one processor is left to the window
_COUNTS_MS = 200  # counts and folder states are painted anew this often during a scan


@dataclass(frozen=True, slots=True)
class Draft:
    """Links somebody wants, as the popover shows and edits them."""

    pairs: tuple[linking.Pair, ...]
    style: str
    replace: bool
    proposal: Proposal


class EntryCommand(QUndoCommand):
    """A change in the journal, as the undo stack knows it.

    Doing and undoing is the workbench's: it may fail, and takes time. The stack follows the
    journal, so Qt's own undo and redo change nothing but the position.
    """

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry.title)
        self.entry = entry


class Workbench(QObject):
    """Everything the window can ask for. All signals come on the GUI thread."""

    opened = Signal(object)  # Project
    changed = Signal(object)  # list[Change], folders
    counted = Signal()  # counts and folder states may have changed
    scanning = Signal(bool)
    audited = Signal(object, object)  # Audit, uses by dataset path
    detailed = Signal(object)  # inspect.Details
    drafted = Signal(object)  # Draft, to be shown
    proposed = Signal(object)  # Proposal, to be shown
    ran = Signal(object)  # Plan, done for the first time
    remembered = Signal(object)  # list[Entry]: the history, the newest first
    unfinished = Signal(object)  # Entry that a crash left behind
    noticed = Signal(object)  # Notice
    filtered = Signal(object)  # marks, or None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = Jobs(self)
        self.undo_stack = QUndoStack(self)
        self.project: Project | None = None
        self.user = config.read_user()
        self.scan_seconds = 0.0
        self.filter = Filter()
        self.verdicts: dict[bytes, tuple[Verdict, int]] = {}
        self._scan: Job | None = None
        self._changes: list[Change] = []
        self._running = False
        self._counts = QTimer(self)
        self._counts.setInterval(_COUNTS_MS)
        self._counts.timeout.connect(self.counted)

    # Opening and scanning

    def open(self, path: bytes, settings: Settings | None = None) -> None:
        """Open the project at `path` and scan it; a notice says why it cannot be."""

        def failed(error: CvlinkError) -> None:
            if isinstance(error, ConfigError):
                go_on = Notice(
                    str(error),
                    Tone.BAD,
                    self.tr("Open without it"),
                    lambda: self.open(path, Settings()),
                )
                self.noticed.emit(go_on)
            else:
                self._tell(error)

        work = once(lambda: Project.open(path, settings))
        self._start(self.tr("Opening"), work, self._opened, on_error=failed)

    def open_sample(self, folder: bytes) -> None:
        """Make the sample project in a folder and open it."""
        self._start(
            self.tr("Making the sample project"),
            once(lambda: create_sample(folder)),
            lambda _made: self.open(folder),
        )

    def rescan(self) -> None:
        """Look at the whole project again, in the background."""
        project = self.project
        if project is None:
            return
        self.cancel_scan()
        begin = time.monotonic()

        def work(job: Job) -> Generator[Listing, None, float]:
            for batch in project.scan(helpers=_HELPERS, cancelled=lambda: job.cancelled):
                yield from batch
            return time.monotonic() - begin

        self._scan = self._start(
            self.tr("Scanning"), work, self._scanned, on_item=self._take, on_turn=self._tell_changes
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
        """Find out all about a path; `detailed` brings it."""
        project = self.project
        if project is not None:
            work = once(lambda: inspect.details(project, path))
            self._start(self.tr("Looking"), work, self.detailed.emit, reads_tree=True)

    def set_filter(self, wish: Filter) -> None:
        """Filter both trees; raises re.error for a regular expression that is none."""
        wish.pattern()
        self.filter = wish
        tree = self.project.tree if self.project else None
        self.filtered.emit(None if wish.is_empty or tree is None else marks(tree, wish))

    # Linking

    def say_drop(self, sources: Sequence[bytes], into: bytes) -> tuple[bool, str]:
        """Whether a drop can be, and what it would do or why not; no call of the system."""
        project = self.project
        if project is None or not sources:
            return False, self.tr("Nothing that can be linked.")
        drop = self._drop(project, sources, into)
        if why := linking.refusal(drop, project.policy, project.remember):
            return False, why
        return True, linking.say_drop(drop, project.remember, project.settings[SPLIT_NAMES])

    def drop(self, sources: Sequence[bytes], into: bytes, *, at_once: bool = False) -> None:
        """Link sources (absolute) into a folder or onto a link; `drafted` brings the links."""
        project = self.project
        if project is None or not sources:
            return
        drop = self._drop(project, sources, into)
        style = project.settings[LINK_STYLE]

        def work() -> Draft:
            if why := linking.refusal(drop, project.policy, project.look):
                raise CvlinkError(why, path=drop.into)
            pairs = linking.pairs_of(drop, project.look, project.settings[SPLIT_NAMES])
            onto_link = [pair.link for pair in pairs] == [drop.into]
            return _draft(project, pairs, style, replace=onto_link)

        def drafted(draft: Draft) -> None:
            if (at_once or self.user[DROP_AT_ONCE]) and not draft.proposal.conflicts:
                self.run(draft.proposal.plan)
            else:
                self.drafted.emit(draft)

        self._start(self.tr("Planning"), once(work), drafted, reads_tree=True)

    def redraft(
        self,
        pairs: Sequence[linking.Pair],
        style: str,
        replace_links: bool,
        then: Callable[[Draft], None],
    ) -> None:
        """Plan edited links anew."""
        project = self.project
        if project is not None:
            work = once(lambda: _draft(project, pairs, style, replace=replace_links))
            self._start(self.tr("Planning"), work, then, reads_tree=True)

    def unlink(self, links: Sequence[bytes]) -> None:
        """Propose to remove links."""
        self._propose(lambda project: linking.propose_unlink(links, project.policy, project.look))

    def rename(self, link: bytes, name: bytes) -> None:
        """Propose another name for a link."""
        self._propose(
            lambda project: linking.propose_rename(link, name, project.policy, project.look)
        )

    def retarget(self, links: Sequence[bytes], target: bytes) -> None:
        """Propose another target for links."""
        self._propose(lambda project: retarget.propose_target(project, target, links))

    def restyle(self, paths: Sequence[bytes], style: str) -> None:
        """Propose relative or absolute texts for the links at or below some paths."""
        self._propose(
            lambda project: retarget.propose_style(
                project, style, retarget.links_below(project, paths)
            )
        )

    def repair(self, paths: Sequence[bytes]) -> None:
        """Propose the places where the targets of broken links have gone."""
        self._propose(lambda project: retarget.propose_repair(project, paths))

    # Doing and undoing

    def run(self, plan: Plan) -> None:
        """Carry out a plan; afterwards it can be undone."""

        def done() -> None:
            self.ran.emit(plan)
            text = self.tr("{0}: done").format(plan.title)
            self.noticed.emit(Notice(text, Tone.GOOD, self.tr("Undo"), self.undo))

        self._carry_out(plan, lambda project: project.run(plan), done)

    def undo(self) -> None:
        """Take back the last change; the history moves only when the disk has."""
        command = self._command(self.undo_stack.index() - 1)
        if command is not None:
            self.revert(command.entry)

    def redo(self) -> None:
        """Do again what was undone last."""
        command = self._command(self.undo_stack.index())
        if command is not None:
            entry = command.entry
            self._carry_out(entry.plan, lambda project: project.redo(entry), lambda: None)

    def revert(self, entry: Entry) -> None:
        """Take back any change of the history; a notice says why if it cannot be."""
        self._carry_out(entry.plan.inverse(), lambda project: project.undo(entry), lambda: None)

    def recover(self, entry: Entry, *, forward: bool) -> None:
        """Finish, or roll back, a change that a crash left behind."""

        def run(project: Project) -> Report:
            return project.recover(forward=forward) or Report(entry.plan, ())

        self._carry_out(entry.plan, run, lambda: None)

    def allow_root(self, folder: bytes, reason: str, then: Callable[[], None]) -> None:
        """Let links of this project lead into a folder outside; kept in `cvlink.toml`."""
        project = self.project
        if project is None:
            return

        def allowed(settings: Settings) -> None:
            project.use(settings)
            then()

        work = once(lambda: config.allow_root(project.root, folder, reason))
        self._start(self.tr("Saving settings"), work, allowed)

    @property
    def is_running(self) -> bool:
        return self._running

    def remember(self, path: bytes) -> None:
        """Put a project on top of the recent ones."""
        text = path.decode("utf-8", "surrogateescape")
        recent = (text, *(known for known in self.user[RECENT] if known != text))[:_RECENT_KEPT]
        self.set_user(RECENT, recent)

    def set_user(self, option: Option[T], value: T) -> None:
        """Set one of the user's options, and keep it."""
        self.user = replace(self.user, values={**self.user.values, option.key: value})
        work = once(lambda: config.write_user(option, value))
        self._start(self.tr("Saving settings"), work, lambda _none: None)

    def find_present(
        self, paths: Sequence[bytes], then: Callable[[list[tuple[bytes, bool]]], None]
    ) -> None:
        """Which of these folders are there now."""
        work = once(lambda: [(path, os.path.isdir(path)) for path in paths])
        self._start(self.tr("Looking for recent projects"), work, then)

    def close(self) -> None:
        """Stop all work."""
        self._counts.stop()
        self.jobs.close()
        self.undo_stack.clear()  # or it would tell the window of it while both are taken apart

    # Inside

    def _opened(self, project: Project) -> None:
        self.cancel_scan()
        self.project = project
        self.verdicts = {}
        self.undo_stack.clear()
        self.filter = Filter()
        self.opened.emit(project)
        self.remember(project.root)
        self._read_history()
        self.rescan()

    def _take(self, listing: Listing) -> None:
        if self.project is None:
            return
        node = self.project.tree.find(listing.folder)
        known = node is not None and self.project.tree.is_listed(node)
        if known and self._changes:  # it may get new ids: who follows must not be behind
            self._tell_changes()
        if (change := self.project.take(listing)) is not None:
            self._changes.append(change)

    def _tell_changes(self) -> None:
        changes, self._changes = self._changes, []
        self.changed.emit(changes)

    def _scanned(self, seconds: float) -> None:
        self.scan_seconds = seconds
        self._scan_ended()
        self._audit()

    def _scan_ended(self) -> None:
        self._scan = None
        self._counts.stop()
        if not self.filter.is_empty:  # it has not seen what came since
            self.set_filter(self.filter)
        self.scanning.emit(False)
        self.counted.emit()

    def _audit(self) -> None:
        project = self.project
        if project is None:
            return

        def work() -> tuple[auditing.Audit, dict[bytes, int]]:
            return auditing.audit(project), inspect.usage_words(project)

        def done(result: tuple[auditing.Audit, dict[bytes, int]]) -> None:
            audit, uses = result
            self.verdicts = {e.path: (e.verdict, e.errors or e.warnings) for e in audit.experiments}
            self.audited.emit(audit, uses)

        self._start(self.tr("Auditing"), once(work), done, reads_tree=True)

    def _drop(self, project: Project, sources: Sequence[bytes], into: bytes) -> linking.Drop:
        inside = tuple(project.policy.inside(source) for source in sources)
        return linking.Drop(inside, linking.landing(project.policy, inside, into))

    def _propose(self, plan: Callable[[Project], Proposal]) -> None:
        project = self.project
        if project is not None:
            work = once(lambda: project.propose(plan(project)))
            self._start(self.tr("Planning"), work, self.proposed.emit, reads_tree=True)

    def _carry_out(
        self, plan: Plan, run: Callable[[Project], Report], then: Callable[[], None]
    ) -> None:
        project = self.project
        if project is None or self._running:
            return
        self._running = True

        def work() -> tuple[Report, list[Listing]]:
            report = run(project)
            return report, project.relist(project.touched(plan))

        def done(result: tuple[Report, list[Listing]]) -> None:
            self._running = False
            report, listings = result
            for listing in listings:
                self._take(listing)
            self._tell_changes()
            self.counted.emit()
            self._read_history()
            if report.ok:
                then()
                self._audit()
            else:
                failure = report.failures[-1]
                self._tell(CvlinkError(f"{plan.title}: {failure.error}", path=failure.step.path))

        def failed(error: CvlinkError) -> None:
            self._running = False
            self._tell(error)

        self._start(plan.title, once(work), done, on_error=failed, reads_tree=True)

    def _read_history(self) -> None:
        project = self.project
        if project is not None:
            journal = project.journal
            work = once(lambda: (journal.history(), journal.redoables(), journal.unfinished()))
            self._start(self.tr("Reading the history"), work, self._show_history)

    def _show_history(self, found: tuple[list[Entry], list[Entry], Entry | None]) -> None:
        """Let the undo stack follow the journal: what is done, then what can be done again."""
        entries, ahead, left = found
        done = [entry for entry in reversed(entries) if entry.state is State.DONE]
        self.undo_stack.clear()
        for entry in (*done, *ahead):
            self.undo_stack.push(EntryCommand(entry))
        self.undo_stack.setIndex(len(done))
        self.remembered.emit(entries)
        if left is not None:
            self.unfinished.emit(left)

    def _command(self, index: int) -> EntryCommand | None:
        command = self.undo_stack.command(index) if index >= 0 else None
        return command if isinstance(command, EntryCommand) else None

    def _tell(self, error: CvlinkError) -> None:
        self.noticed.emit(of_error(error))

    def _start(
        self,
        title: str,
        work: Callable[[Job], Generator[Any, None, Any]],
        on_done: Callable[[Any], object],
        *,
        on_item: Callable[[Any], None] = lambda _item: None,
        on_turn: Callable[[], None] = lambda: None,
        on_error: Callable[[CvlinkError], None] | None = None,
        reads_tree: bool = False,
    ) -> Job:
        return self.jobs.start(
            Job(
                title,
                work,
                on_item,
                on_turn,
                on_done,
                on_error or self._tell,
                reads_tree=reads_tree,
            )
        )


def _draft(project: Project, pairs: Iterable[linking.Pair], style: str, replace: bool) -> Draft:
    kept = tuple(pairs)
    proposal = linking.propose_links(
        kept, project.policy, project.look, style=style, replace=replace
    )
    return Draft(kept, style, replace, project.propose(proposal))
