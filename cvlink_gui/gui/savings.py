"""What links save, and files that are there twice: found off the GUI thread, one at a time."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.names import shown
from cvlink_gui.core.plan import Plan
from cvlink_gui.core.said import say
from cvlink_gui.features import savings
from cvlink_gui.features.project import Project
from cvlink_gui.features.savings import Emptied, Kept, Same
from cvlink_gui.fs.hashing import Cancelled
from cvlink_gui.gui.jobs import Job, once
from cvlink_gui.gui.notices import Notice, Tone
from cvlink_gui.gui.words import size_text, tr_said

if TYPE_CHECKING:
    from collections.abc import Generator

    from cvlink_gui.gui.workbench import Workbench

T = TypeVar("T")
_TELL_MS = 60
Tell = Callable[[str, float], None]  # in words what is looked at, and a share from 0 to 1


class Savings(QObject):
    """Asks for the ledger, for duplicates, and for the plan that replaces them."""

    progressed = Signal(str, float)  # the words are of the core; an empty text once it has ended
    counted = Signal(object)  # Ledger
    found = Signal(object)  # tuple of Same
    kept = Signal(object)  # Kept: files that gave their place to links and can be deleted
    emptied = Signal()  # some of these were deleted, or none; said by a notice
    failed = Signal(object)  # CvlinkError

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._job: Job | None = None
        self._is_emptying = self._is_stopped = False  # a pool thread reads whether it is stopped
        self._told = ("", 0.0)  # written by a pool thread, read by the timer
        self._timer = QTimer(self)
        self._timer.setInterval(_TELL_MS)
        self._timer.timeout.connect(lambda: self.progressed.emit(*self._told))
        bench.opened.connect(lambda _project: self.cancel())

    @property
    def is_under_way(self) -> bool:
        return self._job is not None

    def count(self) -> None:
        """What links save in the project; what is under way ends."""

        def work(project: Project, tell: Tell, cancelled: Callable[[], bool]) -> object:
            words = say("Counting")

            def count(done: int, of: int) -> None:
                tell(words, done / max(of, 1))

            return savings.ledger(project, cancelled=cancelled, progress=count)

        self._start(self.tr("Counting what links save"), work, self.counted.emit, reads_tree=True)

    def look(self) -> None:
        """Files that are there twice; they are read."""

        def work(project: Project, tell: Tell, cancelled: Callable[[], bool]) -> object:
            return savings.duplicates(project, cancelled=cancelled, progress=tell)

        self._start(self.tr("Looking for duplicates"), work, self.found.emit)

    def replace(self, found: Sequence[Same], paths: Sequence[bytes]) -> None:
        """Propose to put links in the place of these copies."""
        project = self._bench.project
        if project is None:
            return

        def work() -> object:
            return project.propose(savings.propose_links(project, found, paths))

        def done(proposal: object) -> None:
            if self._bench.project is project:
                self._bench.planner.proposed.emit(proposal)

        self._bench.start(self.tr("Planning"), once(work), done, on_error=self.failed.emit)

    def look_at_kept(self) -> None:
        """Find the files that are kept since links took their places."""
        project = self._bench.project
        if project is None:
            return

        def done(found: Kept) -> None:
            if self._bench.project is project:
                self.kept.emit(found)

        work = once(lambda: savings.kept(project))
        self._bench.start(self.tr("Looking for kept files"), work, done, on_error=self.failed.emit)

    def empty(self, found: Kept) -> None:
        """Delete kept files, each once it was compared with what its link leads to."""

        def work(project: Project, tell: Tell, cancelled: Callable[[], bool]) -> Emptied:
            words = say("Comparing and deleting")

            def count(done: int, of: int) -> None:
                tell(words, done / max(of, 1))

            return savings.empty(project, found, cancelled=cancelled, progress=count)

        def then(done: Emptied) -> None:
            self._bench.noticed.emit(self._said(done))
            self._bench.follow(Plan("", found.steps), self.emptied.emit)

        self._start(self.tr("Deleting kept files"), work, then)
        self._is_emptying = self._job is not None

    def _said(self, done: Emptied) -> Notice:
        words = self.tr("%Ln kept file(s) deleted: {0} are free again.", "", done.deleted)
        words = words.format(size_text(done.allocated))
        if not done.left:
            return Notice(words)
        words = f"{words}\n" if done.deleted else ""
        first = done.left[0]
        left = self.tr("%Ln file(s) left, such as {0}: {1}", "", len(done.left))
        left = left.format(shown(first.path), tr_said(first.reason))
        return Notice(f"{words}{left}", Tone.WARNING)

    def cancel(self) -> None:
        """End what is under way; hashes that were found stay known to the next look.

        What deletes files ends before the next one, and says what it did.
        """
        self._is_stopped = True
        if self._job is not None and not self._is_emptying:
            self._job.cancel()
            self._ended()

    def _start(
        self,
        title: str,
        function: Callable[[Project, Tell, Callable[[], bool]], T],
        then: Callable[[T], object],
        *,
        reads_tree: bool = False,
    ) -> None:
        """reads_tree: of what may take long the tree is not to wait for the end."""
        if self._is_emptying:
            return  # whoever sees its end asks again
        self.cancel()
        project = self._bench.project
        if project is None:
            return
        self._is_stopped = False

        def work(job: Job) -> "Generator[object, None, T | None]":
            def tell(words: str, share: float) -> None:
                if not job.cancelled:
                    self._told = words, share

            yield from ()
            try:
                return function(project, tell, lambda: job.cancelled or self._is_stopped)
            except Cancelled:
                return None

        def done(found: T | None) -> None:
            self._ended()
            if found is not None and self._bench.project is project:
                then(found)

        def failed(error: CvlinkError) -> None:
            self._ended()
            self.failed.emit(error)

        self._job = self._bench.start(title, work, done, on_error=failed, reads_tree=reads_tree)
        self._told = title, 0.0
        self._timer.start()
        self.progressed.emit(*self._told)

    def _ended(self) -> None:
        self._job, self._is_emptying = None, False
        self._timer.stop()
        self.progressed.emit("", 1.0)
