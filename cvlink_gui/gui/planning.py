"""From a gesture to a plan that is shown: drops, and everything that is done to a selection."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from os.path import commonpath
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.names import join, parent
from cvlink_gui.core.plan import Proposal
from cvlink_gui.core.settings import DROP_AT_ONCE, LINK_STYLE, SPLIT_NAMES
from cvlink_gui.features import comparing, experiments, linking, moves, retarget
from cvlink_gui.features.project import Project
from cvlink_gui.gui.jobs import Job, once
from cvlink_gui.gui.words import tr_said

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

T = TypeVar("T")
Failed = Callable[[CvlinkError], None]
_FOLDERS = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """Links somebody wants, as the popover shows and edits them.

    subset  of COCO data: its annotation file, and where a subset of it would be made
    """

    pairs: tuple[linking.Pair, ...]
    style: str
    replace: bool
    proposal: Proposal
    subset: tuple[bytes, bytes] | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """An experiment somebody wants.

    data    a version of the data, as `experiments.find_data` takes it
    splits  those wanted; without any, what the version has
    """

    name: bytes
    data: bytes
    splits: tuple[bytes, ...]
    style: str


@dataclass(frozen=True, slots=True)
class Targets:
    """Where some links lead, sorted; a target that several links share is in it as often.

    folders  those that most of them lie in, the fullest first
    """

    places: tuple[bytes, ...]
    folders: tuple[bytes, ...] = ()

    def below(self, prefix: bytes) -> tuple[bytes, ...]:
        """The targets that are a path or lie in it; `b""` is the project, `b"/"` all outside."""
        if prefix in (b"", b"/"):
            outside = bisect_left(self.places, b"/"), bisect_left(self.places, b"0")
            begin, end = outside
            return self.places[begin:end] if prefix else self.places[:begin] + self.places[end:]
        itself = bisect_left(self.places, prefix), bisect_right(self.places, prefix)
        inside = bisect_left(self.places, prefix + b"/"), bisect_left(self.places, prefix + b"0")
        return self.places[slice(*itself)] + self.places[slice(*inside)]

    def common(self) -> bytes:
        """The folder all of them lie in; of the larger part, where some lie in the project."""
        part = max(self.below(b""), self.below(b"/"), key=len)
        return commonpath(part) if part else b""


class Planner(QObject):
    """Makes the plans; the workbench's jobs do it, so no call waits for the disk."""

    drafted = Signal(object)  # Draft, to be shown
    proposed = Signal(object)  # Proposal, to be shown

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench

    # Drops

    def say_drop(self, sources: Sequence[bytes], into: bytes) -> tuple[bool, str]:
        """Whether a drop can be, and what it would do or why not; no call of the system."""
        project = self._bench.project
        if project is None or not sources:
            return False, self.tr("Nothing that can be linked.")
        drop = _drop(project, sources, into)
        if why := linking.refusal(drop, project.policy, project.remember):
            return False, tr_said(why)
        words = linking.say_drop(drop, project.remember, project.settings[SPLIT_NAMES])
        return True, tr_said(words)

    def drop(self, sources: Sequence[bytes], into: bytes, *, at_once: bool = False) -> None:
        """Link sources (absolute) into a folder or onto a link; `drafted` brings the links."""
        if not sources:
            return

        def work(project: Project) -> Draft:
            drop = _drop(project, sources, into)
            if why := linking.refusal(drop, project.policy, project.look):
                raise CvlinkError(why, path=drop.into)
            pairs = linking.pairs_of(drop, project.look, project.settings[SPLIT_NAMES])
            onto_link = [pair.link for pair in pairs] == [drop.into]
            draft = _draft(project, pairs, project.settings[LINK_STYLE], replace=onto_link)
            return draft if onto_link else replace(draft, subset=_subset(project, drop))

        def drafted(draft: Draft) -> None:
            if (at_once or self._bench.user[DROP_AT_ONCE]) and not draft.proposal.conflicts:
                self._bench.runner.run(draft.proposal.plan)
            else:
                self.drafted.emit(draft)

        self._plan(work, drafted)

    def redraft(
        self,
        pairs: Sequence[linking.Pair],
        style: str,
        replace_links: bool,
        then: Callable[[Draft], None],
    ) -> None:
        """Plan edited links anew."""
        self._plan(lambda project: _draft(project, pairs, style, replace=replace_links), then)

    # The selection

    def unlink(self, links: Sequence[bytes]) -> None:
        """Propose to remove links."""
        self._propose(
            lambda project: linking.propose_unlink(links, project.policy, project.looks())
        )

    def rename(self, link: bytes, name: bytes) -> None:
        """Propose another name for a link."""
        self._propose(
            lambda project: linking.propose_rename(link, name, project.policy, project.look)
        )

    def move(self, link: bytes, folder: bytes) -> None:
        """Propose another folder for a link, which leads where it led."""
        self._propose(lambda project: retarget.propose_move(project, link, folder))

    def retarget(self, links: Sequence[bytes], target: bytes) -> None:
        """Propose another target for links."""
        self._propose(lambda project: retarget.propose_target(project, target, links))

    def replace_prefix(self, paths: Sequence[bytes], old: bytes, new: bytes) -> None:
        """Propose that the links at or below some paths that lead into `old` lead into `new`."""
        self._propose(
            lambda project: retarget.propose_prefix(
                project, old, new, retarget.links_below(project, paths)
            )
        )

    def restyle(self, paths: Sequence[bytes], style: str) -> None:
        """Propose relative or absolute texts for the links at or below some paths."""
        self._propose(
            lambda project: retarget.propose_style(
                project, style, retarget.links_below(project, paths)
            )
        )

    def repair(self, paths: Sequence[bytes]) -> None:
        """Propose the places where the targets of broken links have gone."""
        self._propose(lambda project: moves.propose_repair(project, paths))

    def find_targets(self, paths: Sequence[bytes], then: Callable[[Targets], None]) -> None:
        """Where the links at or below some paths lead; all links if none is named."""

        def work(project: Project) -> Targets:
            tree = project.tree
            found = (
                retarget.leads_to(project, tree.path(node), tree.target(node))
                for node in retarget.nodes_below(project, paths)
            )
            places = tuple(sorted(found))
            folders = Counter(map(parent, places)).most_common(_FOLDERS)
            return Targets(places, tuple(folder for folder, _ in folders))

        self._plan(work, then)

    # Experiments

    def experiment(self, wish: Wish, then: Callable[[Proposal], None], failed: Failed) -> None:
        """Plan an experiment that is to be made; one of that name is a conflict."""

        def work(project: Project) -> Proposal:
            data = experiments.find_data(project, wish.data)
            found = experiments.propose_create(
                project, wish.name, data, wish.splits, fresh=True, style=wish.style
            )
            return project.propose(found)

        self._plan(work, then, failed)

    def duplicate(
        self, old: bytes, name: bytes, then: Callable[[Proposal], None], failed: Failed
    ) -> None:
        """Plan an experiment with the links of another one."""
        self._plan(
            lambda project: project.propose(experiments.propose_duplicate(project, old, name)),
            then,
            failed,
        )

    def parts(self, data: bytes, then: Callable[[experiments.Parts], None], failed: Failed) -> None:
        """Look what of a version can be linked."""
        self._plan(lambda project: experiments.parts_of(project, data), then, failed)

    def compare(
        self,
        one: bytes,
        other: bytes,
        then: Callable[[comparing.Comparison], None],
        failed: Failed,
    ) -> Job | None:
        """Compare two experiments. Files of labels are read: it may take a while, and be cancelled.

        A job that was cancelled answers nobody.
        """
        project = self._bench.project
        if project is None:
            return None

        def work(job: Job) -> Generator[None, None, comparing.Comparison]:
            yield None
            return comparing.compare(project, one, other, lambda: job.cancelled)

        def done(found: comparing.Comparison) -> None:
            if self._bench.project is project:
                then(found)

        title = self.tr("Comparing")
        return self._bench.start(title, work, done, on_error=failed, reads_tree=True)

    # Inside

    def _propose(self, plan: Callable[[Project], Proposal]) -> None:
        self._plan(lambda project: project.propose(plan(project)), self.proposed.emit)

    def _plan(
        self,
        plan: Callable[[Project], T],
        then: Callable[[T], object],
        failed: Failed | None = None,
    ) -> None:
        """Plan off the GUI thread; an answer about a project that was left is of no use."""
        project = self._bench.project
        if project is None:
            return

        def done(found: T) -> None:
            if self._bench.project is project:
                then(found)

        work = once(lambda: plan(project))
        self._bench.start(self.tr("Planning"), work, done, on_error=failed, reads_tree=True)


def _drop(project: Project, sources: Sequence[bytes], into: bytes) -> linking.Drop:
    inside = tuple(project.policy.inside(source) for source in sources)
    return linking.Drop(inside, linking.landing(project.policy, inside, into))


def _subset(project: Project, drop: linking.Drop) -> tuple[bytes, bytes] | None:
    """What a subset could be made of, and where, if COCO data was dropped on an experiment."""
    if len(drop.sources) != 1 or project.layout.experiment_of(drop.into) is None:
        return None
    from cvlink_gui.features.subset import annotation_of  # most drops are of other data

    found = annotation_of(project, drop.sources[0])
    return None if found is None else (found, join(drop.into, experiments.WHOLE))


def _draft(project: Project, pairs: Iterable[linking.Pair], style: str, replace: bool) -> Draft:
    kept = tuple(pairs)
    proposal = linking.propose_links(
        kept, project.policy, project.looks(), style=style, replace=replace
    )
    return Draft(kept, style, replace, project.propose(proposal))
