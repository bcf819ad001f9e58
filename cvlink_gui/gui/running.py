"""Carrying out plans in the window: progress and cancel, undo and redo, the history."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from cvlink_gui.core.errors import CvlinkError, NotAnswering, StorageError
from cvlink_gui.core.plan import Plan
from cvlink_gui.core.said import say
from cvlink_gui.features.project import Project, Report
from cvlink_gui.fs.apply import Cancel, Orders
from cvlink_gui.fs.journal import Entry, Kind, State
from cvlink_gui.fs.storage import Storage
from cvlink_gui.gui.jobs import once
from cvlink_gui.gui.notices import Notice, Tone, of_error
from cvlink_gui.gui.words import tr_said

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

_STUCK_SECONDS = 0.8  # who closes the window does not wait longer for storage
_SHOWN_AFTER = 0.5  # seconds; what ends sooner shows no progress
_TELL_MS = 100
# What the engine says of a step that only follows from another one's failure.
_FOLLOWING = frozenset({"not done", "taken back"})

Act = Callable[[Project, Orders], Report]
Read = tuple[list[Entry], list[Entry], Entry | None]


@dataclass(eq=False, slots=True)
class Run:
    """A change under way. The engine's threads write how far it is, the window what it wishes.

    success       what is said of it when all of it is done
    steps         in all
    can_stop      it can be cancelled
    can_be_kept   a part of it makes sense: not so for an undo, which would be half a change
    is_walk       an undo or redo: another one may wait for its end
    """

    title: str
    success: str
    steps: int
    can_stop: bool = True
    can_be_kept: bool = False
    is_walk: bool = False
    done: int = 0
    wish: Cancel = Cancel.NO
    begin: float = 0.0  # of the first word about it, in seconds on a monotonic clock
    begun_with: int = 0  # steps done by then

    def tell(self, done: int, _all: int) -> None:
        """What the engine calls, on any of its threads."""
        if not self.begin:
            self.begin, self.begun_with = time.monotonic(), done
        self.done = max(self.done, done)

    @property
    def rate(self) -> float:
        """Steps a second since the first word; 0 while that is not known."""
        seconds = time.monotonic() - self.begin
        return (self.done - self.begun_with) / seconds if self.begin and seconds > 0 else 0.0

    def orders(self, kind: Kind, of: int | None = None) -> Orders:
        return Orders(kind, of, self.tell, lambda: self.wish)


class EntryCommand(QUndoCommand):
    """A change in the journal, as the undo stack knows it.

    Doing and undoing is the runner's: it may fail, and takes time. The stack follows the
    journal, so Qt's own undo and redo change nothing but the position.
    """

    def __init__(self, entry: Entry) -> None:
        super().__init__(tr_said(entry.title))
        self.entry = entry


class Runner(QObject):
    """One change at a time, done, undone or recovered; the undo stack follows the journal."""

    running = Signal(bool)
    progressed = Signal(object)  # Run that takes a while; None when it has ended
    ran = Signal(object)  # Plan, done for the first time
    remembered = Signal(object)  # list[Entry]: the history, the newest first
    unfinished = Signal(object)  # Entry that a crash left behind

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self.undo_stack = QUndoStack(self)
        self.entries: tuple[Entry, ...] = ()  # the history, the newest first
        self.under_way: Run | None = None
        self.is_stuck = False  # it hangs on storage; what is done of it is in the journal
        self._plan = Plan("", ())
        self._reading = 0  # histories that are being read
        self._waiting: deque[Callable[[], None]] = deque()  # undos and redos
        self._shown_at = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_TELL_MS)
        self._timer.timeout.connect(self._tell_progress)

    @property
    def is_running(self) -> bool:
        return self.under_way is not None

    @property
    def takes_undo(self) -> bool:
        """True where an undo or redo is remembered and done as soon as it can be."""
        walking = self.under_way is not None and self.under_way.is_walk
        return walking or (self._reading > 0 and self.under_way is None)

    # Doing and undoing

    def run(self, plan: Plan, act: Act | None = None) -> None:
        """Carry out a plan; afterwards it can be undone.

        act  what carries it out, where there is more to it: then no part of it is kept
        """
        success = self.tr("{0}: done").format(tr_said(plan.title))
        run = Run(tr_said(plan.title), success, len(plan.steps), can_be_kept=act is None)
        orders = run.orders(Kind.RUN)

        def work(project: Project) -> Report:
            return act(project, orders) if act else project.run(plan, orders)

        self._carry_out(run, plan, work)

    def undo(self) -> None:
        """Take back the last change; the history moves only when the disk has."""
        self._when_known(self._undo)

    def redo(self) -> None:
        """Do again what was undone last."""
        self._when_known(self._redo)

    def revert(self, entry: Entry) -> None:
        """Take back any change of the history; a notice says why if it cannot be."""
        title, success = self.tr("Undo: {0}"), self.tr("Undone: {0}")
        run = _walk(entry, title, success)
        orders = run.orders(Kind.UNDO, entry.id)
        self._carry_out(
            run, entry.plan, lambda project: project.run(project.plan_undo(entry), orders)
        )

    def recover(self, entry: Entry, *, forward: bool) -> None:
        """Finish, or roll back, a change that a crash left behind."""
        success = self.tr("Finished: {0}") if forward else self.tr("Rolled back: {0}")
        run = _walk(entry, "{0}", success)
        run.can_stop = False

        def work(project: Project) -> Report:
            return project.recover(forward=forward) or Report(entry.plan, ())

        self._carry_out(run, entry.plan, work)

    def cancel(self, wish: Cancel) -> None:
        """Stop the change under way: keep what is done of it, or roll it back."""
        if self.under_way is not None and self.under_way.can_stop:
            self.under_way.wish = wish

    def when_stuck(self, then: Callable[[], None]) -> None:
        """Call `then` if the change under way hangs on storage that does not answer."""
        project, plan = self._bench.project, self._plan
        if project is None or self.under_way is None:
            return

        def failed(error: CvlinkError) -> None:
            self.is_stuck = isinstance(error, NotAnswering)
            if self.is_stuck:
                then()

        work = once(lambda: project.check_storage(plan, Storage(_STUCK_SECONDS)))
        self._bench.start(self.tr("Closing"), work, lambda _none: None, on_error=failed)

    def read_history(self) -> None:
        """Read the journal; undo and redo that are asked for meanwhile are done then."""
        project = self._bench.project
        if project is None:
            return
        journal = project.journal
        self._reading += 1

        def done(found: Read) -> None:
            self._reading -= 1
            if self._bench.project is project:
                self._show_history(*found)

        def failed(error: CvlinkError) -> None:
            self._reading -= 1
            self._waiting.clear()
            self._bench.tell(error)

        work = once(lambda: (journal.history(), journal.redoables(), journal.unfinished()))
        self._bench.start(self.tr("Reading the history"), work, done, on_error=failed)

    def forget(self) -> None:
        """The project is left: its history is no longer that of the window."""
        self._waiting.clear()
        self.entries = ()
        self.undo_stack.clear()

    def close(self) -> None:
        self._timer.stop()
        self.undo_stack.clear()  # or it would tell the window of it while both are taken apart

    # Inside

    def _undo(self) -> None:
        command = self._command(self.undo_stack.index() - 1)
        if command is None:
            self._bench.noticed.emit(Notice(self.tr("Nothing to undo."), Tone.WARNING))
        else:
            self.revert(command.entry)

    def _redo(self) -> None:
        command = self._command(self.undo_stack.index())
        if command is None:
            self._bench.noticed.emit(Notice(self.tr("Nothing to redo."), Tone.WARNING))
            return
        entry = command.entry
        title, success = self.tr("Redo: {0}"), self.tr("Done again: {0}")
        run = _walk(entry, title, success)
        orders = run.orders(Kind.REDO, entry.id)
        self._carry_out(
            run, entry.plan, lambda project: project.run(project.plan_redo(entry), orders)
        )

    def _command(self, index: int) -> EntryCommand | None:
        command = self.undo_stack.command(index) if index >= 0 else None
        return command if isinstance(command, EntryCommand) else None

    def _when_known(self, act: Callable[[], None]) -> None:
        """Undo and redo wait until it is known what there is to undo and redo."""
        if self.takes_undo:
            self._waiting.append(act)
        else:
            act()

    def _show_history(self, entries: list[Entry], ahead: list[Entry], left: Entry | None) -> None:
        """Let the undo stack follow the journal: what is done, then what can be done again."""
        done = [entry for entry in reversed(entries) if entry.state is State.DONE]
        self.undo_stack.clear()
        for entry in (*done, *ahead):
            self.undo_stack.push(EntryCommand(entry))
        self.undo_stack.setIndex(len(done))
        self.entries = tuple(entries)
        self.remembered.emit(entries)
        if left is not None:
            self._waiting.clear()
            self.unfinished.emit(left)
        while self._waiting and not self.takes_undo and not self.is_running:
            self._waiting.popleft()()

    def _carry_out(self, run: Run, plan: Plan, work: Callable[[Project], Report]) -> None:
        """Do something that changes what `plan` changes, and follow it."""
        project = self._bench.project
        if project is None:
            return
        if self.under_way is not None:
            words = self.tr("Not done: another change is under way. Try again when it has ended.")
            self._bench.noticed.emit(Notice(words, Tone.WARNING))
            return

        def done(report: Report) -> None:
            self._ended()
            self._bench.noticed.emit(self._said(run, report))
            if self._bench.project is not project:
                return
            self._bench.follow(plan, lambda: self._followed(run, report))
            self.read_history()

        def failed(error: CvlinkError) -> None:
            self._ended()
            self._waiting.clear()
            self._bench.tell(error)
            if isinstance(error, StorageError) and self._bench.project is project:
                self._bench.follow(plan, lambda: None)  # it may have failed halfway
                self.read_history()

        self.under_way, self._plan, self.is_stuck = run, plan, False
        self._shown_at = time.monotonic() + _SHOWN_AFTER
        self._timer.start()
        self.running.emit(True)
        self._bench.start(run.title, once(lambda: work(project)), done, on_error=failed)

    def _followed(self, run: Run, report: Report) -> None:
        """What was changed is shown: go to it, and judge the experiments anew."""
        kept = tuple(outcome.step for outcome in report.outcomes if outcome.ok)
        if run.can_be_kept and kept:
            self.ran.emit(replace(report.plan, steps=kept))
        self._bench.audit()

    def _ended(self) -> None:
        self.under_way = None
        self._timer.stop()
        self.progressed.emit(None)
        self.running.emit(False)

    def _tell_progress(self) -> None:
        if time.monotonic() >= self._shown_at:
            self.progressed.emit(self.under_way)

    def _said(self, run: Run, report: Report) -> Notice:
        """What is true on the disk now."""
        if report.ok and run.wish is not Cancel.NO:
            late = self.tr("{0}: done before it could be cancelled")
            return self._undoable(run, late.format(run.title))
        if report.ok:
            return self._undoable(run, run.success)
        stuck = [outcome for outcome in report.failures if outcome.ok]
        reasons = [o for o in report.failures if o.error not in _FOLLOWING and not o.ok]
        if stuck or reasons:
            self._waiting.clear()
            outcome = (stuck or reasons)[0]
            why = say("{title}: {why}", title=run.title, why=outcome.error)
            return of_error(CvlinkError(why, path=outcome.step.path))
        if kept := sum(outcome.ok for outcome in report.outcomes):
            words = self.tr("{0}: kept {1} of {2}")
            return self._undoable(run, words.format(run.title, number(kept), number(run.steps)))
        self._waiting.clear()
        words = self.tr("{0}: cancelled, everything is as it was before")
        return Notice(words.format(run.title), Tone.WARNING)

    def _undoable(self, run: Run, words: str) -> Notice:
        if run.is_walk:
            return Notice(words)
        return Notice(words, Tone.GOOD, self.tr("Undo"), self.undo, is_undo=True)


def _walk(entry: Entry, title: str, success: str) -> Run:
    """One step through the history."""
    titles = title.format(tr_said(entry.title)), success.format(tr_said(entry.title))
    return Run(*titles, len(entry.plan.steps), is_walk=True)


def number(count: int) -> str:
    """A count as the language writes it."""
    return QLocale().toString(count)
