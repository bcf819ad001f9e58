"""The lens of a container: what becomes of each link in it, judged again after every audit."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.mounts import MountMap
from cvlink_gui.core.namespace import Verdict
from cvlink_gui.core.plan import Proposal
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.features.mounts.container import Container, Fate
from cvlink_gui.features.mounts.maps import map_names, typed_map
from cvlink_gui.features.mounts.smallest import Solution, solve
from cvlink_gui.features.project import Project
from cvlink_gui.gui.jobs import Job, once

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

VERDICTS = tuple(Verdict)
_A_TURN = 500  # links judged between two looks at whether it was cancelled


class Rows(NamedTuple):
    """The links of a tree as it was at one moment, and their paths and texts."""

    tree: LinkTree
    generation: int
    nodes: list[int]
    paths: list[bytes]
    texts: list[bytes]


@dataclass(frozen=True, slots=True)
class Marks:
    """The verdict on each link of a tree: one byte a node, 0 for none, else its place + 1."""

    column: bytes
    counts: Mapping[Verdict, int]

    def of(self, node: int) -> Verdict | None:
        number = self.column[node] if node < len(self.column) else 0
        return VERDICTS[number - 1] if number else None


@dataclass(frozen=True, slots=True)
class Wish:
    """A container as somebody describes it: a named map, mounts as typed, the project's place."""

    name: str = ""
    mounts: tuple[str, ...] = ()
    at: str = ""

    def map(self, project: Project) -> MountMap:
        """Its map; asks the disk. UsageError."""
        return typed_map(project, self.mounts, self.at, self.name)


class Lens(QObject):
    """Which container is looked through, if any, and what the links are in it.

    An audit follows every scan, every edit and every change made elsewhere: after each all links
    are judged again. Until then nothing is said of them.
    """

    told = Signal()  # `wish`, `marks` or the names to choose from are others
    fated = Signal(str, object)  # the map's name and the Fate of a link that was asked for

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self.wish: Wish | None = None
        self.marks: Marks | None = None
        self._bench = bench
        self._job: Job | None = None
        bench.opened.connect(self._opened)
        bench.audited.connect(lambda _audit, _uses: self._judge())
        bench.changed.connect(lambda _changes: self._forget())
        bench.trees.exchanged.connect(lambda _project: self._forget())

    @property
    def names(self) -> list[str]:
        """The maps of the project's settings."""
        return map_names(self._bench.project) if self._bench.project else []

    def choose(self, wish: Wish | None) -> None:
        """Look through a container, or through none."""
        self.wish = wish
        self._forget()
        self._judge()
        self.told.emit()

    def ask(self, path: bytes) -> None:
        """Find out what becomes of one link; `fated` brings it."""
        project, wish = self._bench.project, self.wish
        node = project.tree.find(path) if project else None
        if project is None or wish is None or node is None or not project.tree.kind(node).is_link:
            return
        text = project.tree.target(node)

        def done(fate: Fate) -> None:
            if self._bench.project is project and self.wish is wish:
                self.fated.emit(wish.name, fate)

        work = once(lambda: Container(project, wish.map(project)).fate(path, text))
        self._bench.start("", work, done, on_error=self._failed_for(wish))

    def solve(
        self,
        wish: Wish,
        way: str,
        then: Callable[[Solution], object],
        failed: Callable[[CvlinkError], None],
    ) -> None:
        """The smallest mounts for all links, in one of the ways."""
        project = self._bench.project
        if project is None:
            return

        def done(found: Solution) -> None:
            if self._bench.project is project:
                then(found)

        work = once(lambda: solve(project, wish.map(project), way))
        self._bench.start(self.tr("Planning"), work, done, on_error=failed, reads_tree=True)

    def rewrite(self, wish: Wish) -> None:
        """Propose relative texts for the links a container would lose without them."""
        project = self._bench.project
        if project is None:
            return

        def work() -> Proposal | None:
            found = solve(project, wish.map(project), "relative")
            return project.propose(found.proposal) if found.proposal else None

        def done(proposal: Proposal | None) -> None:
            if self._bench.project is project and proposal is not None:
                self._bench.planner.proposed.emit(proposal)

        self._bench.start(self.tr("Planning"), once(work), done, reads_tree=True)

    def _judge(self) -> None:
        """Judge all links. What they are is read at once; the rest takes no hold of the tree."""
        project, wish = self._bench.project, self.wish
        self._cancel()
        if project is None or wish is None or self._bench.is_scanning:
            return

        def read() -> Rows:
            tree = project.tree
            nodes = list(tree.links())
            texts = [tree.target(node) for node in nodes]
            return Rows(tree, tree.generation, nodes, list(tree.paths(nodes)), texts)

        def done(rows: Rows) -> None:
            self._judge_rows(project, wish, rows)

        failed = self._failed_for(wish)
        self._job = self._bench.start("", once(read), done, on_error=failed, reads_tree=True)

    def _judge_rows(self, project: Project, wish: Wish, rows: Rows) -> None:
        def work(_job: Job) -> Generator[None, None, Marks]:
            return (yield from judged(Container(project, wish.map(project)), rows))

        def done(marks: Marks) -> None:
            self._job = None
            if project.tree is rows.tree and rows.tree.generation == rows.generation:
                self.marks = marks
            self.told.emit()

        title = self.tr("Judging links in the container")
        self._job = self._bench.start(title, work, done, on_error=self._failed_for(wish))

    def _failed_for(self, wish: Wish) -> Callable[[CvlinkError], None]:
        """What a container that cannot be does: it is told of once, and not looked through."""

        def failed(error: CvlinkError) -> None:
            if self.wish is wish:
                self._job = self.wish = self.marks = None
                self._bench.tell(error)
                self.told.emit()

        return failed

    def _forget(self) -> None:
        """What was said of the nodes may be about others by now."""
        self._cancel()
        if self.marks is not None:
            self.marks = None
            self.told.emit()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _opened(self, _project: Project) -> None:
        self._cancel()
        self.wish = self.marks = None
        self.told.emit()


def judged(container: Container, rows: Rows) -> Generator[None, None, Marks]:
    """The marks of some links; yields now and then, to be cancelled."""
    column = bytearray(max(rows.nodes, default=-1) + 1)
    counts = dict.fromkeys(VERDICTS, 0)
    found = zip(rows.nodes, rows.paths, rows.texts, strict=True)
    for at, (node, path, text) in enumerate(found):
        if at % _A_TURN == 0:
            yield
        verdict = container.fate(path, text).verdict
        column[node] = VERDICTS.index(verdict) + 1
        counts[verdict] += 1
    return Marks(bytes(column), counts)
