"""A project: its settings, its layout, its tree; the one way to change it."""

import contextlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cvlink_gui.core.cached import cached_property
from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.errors import PlanRefused, StorageError, from_os_error
from cvlink_gui.core.layout import Layout, Role, detect
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import is_within, join, parent
from cvlink_gui.core.plan import (
    Absent,
    Blocked,
    Dir,
    Found,
    Link,
    Look,
    Objection,
    Outcome,
    Plan,
    Proposal,
    Step,
)
from cvlink_gui.core.policy import Policy
from cvlink_gui.core.said import say, say_count
from cvlink_gui.core.settings import ALLOWED_ROOTS, SNAPSHOT_STEPS, SNAPSHOTS_KEPT, Settings
from cvlink_gui.features.survey import Survey, root_of
from cvlink_gui.fs import config
from cvlink_gui.fs.crossing import Guard, nothing_can_hang
from cvlink_gui.fs.journal import Entry, Journal
from cvlink_gui.fs.journal import Kind as ActionKind
from cvlink_gui.fs.scan import scan
from cvlink_gui.fs.storage import Storage

# What a change needs is loaded by who makes one: most commands only read.
if TYPE_CHECKING:
    from cvlink_gui.features.abilities import Abilities
    from cvlink_gui.fs.apply import Orders
    from cvlink_gui.fs.capability import Capability
    from cvlink_gui.fs.links import Beneath

_DETECTRON = "DETECTRON2_DATASETS"
_MANY = 100  # links into one folder: it is then sooner taken for reached as a whole


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: the plan, and one outcome a step."""

    plan: Plan
    outcomes: tuple[Outcome, ...]

    @property
    def ok(self) -> bool:
        return all(outcome.ok for outcome in self.outcomes)

    @property
    def failures(self) -> list[Outcome]:
        """Steps that were not done, were taken back, or could not be taken back."""
        return [outcome for outcome in self.outcomes if outcome.error]


class Project(Survey):
    """One open project. Paths are bytes, relative to `root` or absolute outside of it."""

    def __init__(
        self, root: bytes, settings: Settings, layout: Layout, storage: Storage | None = None
    ) -> None:
        """What is known of the mounts (`storage`) is shared by all projects of one program."""
        super().__init__(root, storage or Storage())
        self.settings = settings
        self.layout = layout
        self.policy = Policy(root, allowed_roots(root, settings, self.storage.guard()), layout)

    @classmethod
    def open(
        cls, path: bytes, settings: Settings | None = None, storage: Storage | None = None
    ) -> "Project":
        """Open the folder at `path`, without scanning it.

        settings  used in place of `cvlink.toml`, for a start without a broken one

        Raises NotAProject for a path that is missing, a file, unreadable; ConfigError for a
        `cvlink.toml` with a mistake; NotAnswering where its storage does not answer.
        """
        storage = storage or Storage()
        root = root_of(path, storage)
        if settings is None:
            settings = config.read_project(root)
        return cls(root, settings, detect_layout(root, settings, storage.guard()), storage)

    @cached_property
    def _abilities(self) -> "Abilities":
        from cvlink_gui.features.abilities import Abilities

        return Abilities()

    @cached_property
    def journal(self) -> Journal:
        return Journal.of_project(self.root)

    def use(self, settings: Settings) -> None:
        """Follow settings that have changed; the layout stays as it was when opened."""
        self.settings = settings
        allowed = allowed_roots(self.root, settings, self.storage.guard())
        self.policy = Policy(self.root, allowed, self.layout)

    @property
    def name(self) -> bytes:
        return os.path.basename(self.root) or self.root

    def look(self, path: bytes) -> Found:
        """What lies at a path on the disk now; raises StorageError."""
        from cvlink_gui.fs.looking import look_anywhere

        if self.storage.may_hang:
            self.storage.check([join(self.root, path)], follow=False)
        try:
            return look_anywhere(self.root, path)
        except OSError as error:
            raise from_os_error(error, "look at it", path) from error

    def looks(self) -> Look:
        """The same for many paths of one plan; what was seen once may be told again."""
        from cvlink_gui.fs.looks import Looks

        return Looks(self.root, self.look)

    def remember(self, path: bytes) -> Found:
        """What lies at a path as the tree has it: no call of the system.

        Of paths outside the project nothing is known.
        """
        if path.startswith(b"/"):
            return Absent()
        node = self.tree.find(path)
        if node is None:
            return Absent()
        kind = self.tree.kind(node)
        if kind is Kind.DIR:
            return Dir()
        return Link(self.tree.target(node), kind) if kind.is_link else Blocked(kind)

    def propose(self, proposal: Proposal, *, probe: bool = True) -> Proposal:
        """The proposal with all that speaks against it on this disk, now.

        probe  find out by test links what the file systems can do, unless it is refused anyway
        """
        from cvlink_gui.core.circles import Circles
        from cvlink_gui.features import frozen
        from cvlink_gui.features.ways import Ways

        plan = proposal.plan
        ways = Ways(plan, self.policy, self.looks())
        asked = list(ways.leading_on())
        circles = Circles(plan, self.policy.reached, self._links_from) if asked else None
        conflicts = (
            *(circles.objections(asked) if circles else ()),
            *ways.escapes(asked),
            *self.propose_again(plan, probe=False).conflicts,
        )
        known = {objection.path for objection in proposal.conflicts}
        fresh = tuple(c for c in conflicts if c.path not in known)
        kept = frozen.warnings(plan, self.policy, self.storage.guard(), self._reached_by)
        found = proposal.objecting(conflicts=fresh, warnings=tuple(kept))
        return self._probed(found) if probe else found

    def propose_again(self, plan: Plan, *, probe: bool = True) -> Proposal:
        """A plan of the history, with what was changed since.

        Where its links lead is no question: what an undo brings back was there before.
        """
        from cvlink_gui.fs import apply as engine
        from cvlink_gui.fs.junctions import open_root

        self.check_storage(plan)
        try:
            with open_root(self.root) as beneath:
                found = Proposal(plan, tuple(engine.conflicts(beneath, plan)))
        except OSError as error:
            raise from_os_error(error, "open the project", self.root) from error
        return self._probed(found) if probe else found

    def capability(self, folder: bytes = b"") -> "Capability":
        """What the file system of a folder can do, found out by test links; StorageError."""
        from cvlink_gui.fs.capability import probe
        from cvlink_gui.fs.junctions import open_root

        self.storage.check([join(self.root, folder)])
        try:
            with open_root(self.root) as beneath:
                return probe(beneath, folder)
        except OSError as error:
            raise from_os_error(error, "look at it", folder or self.root) from error

    def _probed(self, proposal: Proposal) -> Proposal:
        if proposal.conflicts or not proposal.plan.steps:
            return proposal
        from cvlink_gui.fs.junctions import open_root

        try:
            with open_root(self.root) as beneath:
                return self._abilities.judge(beneath, proposal)
        except OSError as error:
            raise from_os_error(error, "look at it", self.root) from error

    def run(self, plan: Plan, orders: "Orders | None" = None) -> Report:
        """Carry out a plan: check all of it, journal it, act, journal the end.

        Before a large plan a snapshot of all links is kept (`snapshots.before_steps`).

        Raises PlanRefused, and changes nothing, if anything on the disk is not as the plan has
        it, or if an earlier change was left unfinished; ProjectBusy while another program changes
        this project. If a step fails, all is rolled back; the report says what is true.
        """
        if not plan.steps and (orders is None or orders.of is None):
            return Report(plan, ())  # nothing happened, so nothing is there to be undone
        from cvlink_gui.fs import apply as engine
        from cvlink_gui.fs import creation

        self.check_storage(plan)
        with self.journal.locked(), self._beneath() as beneath:
            if left := self.journal.unfinished():
                raise PlanRefused(
                    say("An earlier change was not finished: {title}", title=left.title),
                    hint=say("Finish it or roll it back first: `cvlink recover`."),
                )
            if conflicts := engine.conflicts(beneath, plan):
                raise _refused(plan, conflicts)
            self._snapshot_before(plan)
            report = Report(plan, tuple(engine.carry_out(beneath, plan, self.journal, orders)))
            creation.note(self.journal.folder, report.outcomes)
            return report

    def _snapshot_before(self, plan: Plan) -> None:
        """Keep what the links are now, before a large plan; StorageError where that cannot be."""
        least = self.settings[SNAPSHOT_STEPS]
        if not least or len(plan.steps) < least:
            return
        from cvlink_gui.core.snapshots import Why  # most plans are small
        from cvlink_gui.fs import snapshots

        found = snapshots.take(self.root, self.storage.guard())
        if found.links:
            store = snapshots.Store.of_project(self.root)
            store.keep(found, self.settings[SNAPSHOTS_KEPT], Why.PLAN)

    def undo(self, entry: Entry) -> Report:
        """Take a change back; PlanRefused, by name, if somebody changed it since."""
        from cvlink_gui.fs.apply import Orders

        return self.run(self.plan_undo(entry), Orders(ActionKind.UNDO, entry.id))

    def redo(self, entry: Entry) -> Report:
        """Do a change again that was taken back."""
        from cvlink_gui.fs.apply import Orders

        return self.run(self.plan_redo(entry), Orders(ActionKind.REDO, entry.id))

    def plan_undo(self, entry: Entry) -> Plan:
        """What undoing a change would do."""
        from cvlink_gui.features.kept import without_kept

        plan = without_kept(entry.plan.inverse(), self.root, self.look)
        plan = self._with_modes(plan, entry)
        return replace(_any_inode(plan), title=say("Undo: {title}", title=entry.title))

    def plan_redo(self, entry: Entry) -> Plan:
        """What doing a change again would do."""
        from cvlink_gui.features.kept import without_kept

        plan = self._with_modes(without_kept(entry.plan, self.root, self.look), entry)
        return replace(_any_inode(plan), title=say("Redo: {title}", title=entry.title))

    def _with_modes(self, plan: Plan, entry: Entry) -> Plan:
        """The plan that makes folders with the modes they had when they were last taken away."""
        makes_folders = any(isinstance(step.after, Dir) for step in plan.steps)
        last = self.journal.last_about(entry) if makes_folders else None
        if last is None:
            return plan
        taken = {step.path: step.before for step in last.plan.steps if isinstance(step.before, Dir)}
        steps = tuple(s._replace(after=taken.get(s.path, s.after)) for s in plan.steps)
        return replace(plan, steps=steps)

    def recover(self, *, forward: bool) -> Report | None:
        """Finish, or roll back, what a crash left unfinished; None if there is nothing."""
        from cvlink_gui.fs import settling

        with self.journal.locked(), self._beneath() as beneath:
            entry = self.journal.unfinished()
            if entry is None:
                return None
            self.check_storage(entry.plan)
            outcomes = settling.recover(beneath, entry, self.journal, forward=forward)
            return Report(entry.plan, tuple(outcomes))

    def check_storage(self, plan: Plan, storage: Storage | None = None) -> None:
        """Raise NotAnswering where a plan would act on storage that does not answer.

        storage  who is asked in place of the project's own
        """
        known = storage or self.storage
        if known.may_hang:
            known.check(join(self.root, folder) for folder in plan.places())

    @contextlib.contextmanager
    def _beneath(self) -> "Iterator[Beneath]":
        from cvlink_gui.fs.junctions import open_root

        try:
            with open_root(self.root) as beneath:
                yield beneath
        except OSError as error:
            raise from_os_error(error, "change the project", self.root) from error

    def touched(self, plan: Plan) -> set[bytes]:
        """The folders whose listing a plan changes, as far as the tree knows them."""
        folders = set()
        for place in plan.places():
            folder = place
            while folder and self.tree.find(folder) is None:
                folder = parent(folder)
            folders.add(folder)
        return folders

    def uses(self, folder: bytes) -> set[bytes]:
        """Paths reached by the links in a folder or below it, through any number of links.

        Of a file that is reached, the folder it lies in.
        """
        return self.tree.relations.uses(folder, self._leads_to)

    def _reached_by(self, folder: bytes) -> set[bytes]:
        """The same for a project that may not be scanned: its links are then read from the disk."""
        if self.tree.is_listed(ROOT):
            return self.uses(folder)
        found: set[bytes] = set()
        ahead = [folder]
        while ahead:
            links = self._links_on_disk(ahead.pop())
            fresh = _gathered(self.policy.reached(path, text) for path, text in links) - found
            ahead.extend(path for path in fresh if not path.startswith(b"/"))
            found |= fresh
        return found

    def _leads_to(self, path: bytes) -> bytes | None:
        found = self.remember(path)
        return self.policy.reached(path, found.text) if isinstance(found, Link) else None

    def _links_from(self, path: bytes) -> Iterator[tuple[bytes, bytes]]:
        """(path, text) of the link at a path inside the project, or of all links below it."""
        if path.startswith(b"/"):
            return
        if not self.tree.is_listed(ROOT):
            yield from self._links_on_disk(path)
        elif (node := self.tree.find(path)) is not None:
            tree = self.tree
            nodes = [node] if tree.kind(node).is_link else tree.links(node)
            yield from ((tree.path(link), text) for link in nodes if (text := tree.target(link)))

    def _links_on_disk(self, path: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The same for a project that is not scanned."""
        try:
            found = self.look(path)
        except StorageError:
            return  # what cannot be reached leads nowhere
        if isinstance(found, Link):
            yield path, found.text
        if not isinstance(found, Dir):
            return
        for listing in scan(self.root, path, avoid=self.storage.guard()):
            for entry in listing.entries():
                if entry.target:
                    yield join(listing.folder, entry.name), entry.target


def _gathered(paths: Iterable[bytes]) -> set[bytes]:
    """Some paths; of many in one folder, the folder in their place."""
    by_folder: defaultdict[bytes, set[bytes]] = defaultdict(set)
    for path in paths:
        by_folder[parent(path)].add(path)
    return {
        one
        for folder, found in by_folder.items()
        for one in (found if len(found) <= _MANY or not folder else {folder})
    }


def _refused(plan: Plan, conflicts: list[Objection]) -> PlanRefused:
    first = conflicts[0]
    words = say("{title}: {why}", title=plan.title, why=first.reason)
    if more := conflicts[1:]:
        words = say_count(
            len(more),
            "{title}: {why} (and %Ln more)",
            "{title}: {why} (and %Ln more)",
            title=plan.title,
            why=first.reason,
        )
    return PlanRefused(words, path=first.path, hint=first.hint)


def _any_inode(plan: Plan) -> Plan:
    """A link that was removed and restored has a new inode; text and kind still identify it."""
    return replace(plan, steps=tuple(map(Step.without_identities, plan.steps)))


def detect_layout(root: bytes, settings: Settings, guard: Guard = nothing_can_hang) -> Layout:
    """The layout of a folder on disk: its own names, and those in its `data/`.

    The folder that the environment names for detectron2 (its docs, "Use Builtin Datasets") has
    raw data, where it lies inside.
    """

    def entries(folder: bytes) -> list[os.DirEntry[bytes]]:
        place = join(root, folder) if folder else root
        if guard(place) is not None:
            return []
        try:
            with os.scandir(place) as found:
                return [e for e in found if e.is_symlink() or e.is_dir(follow_symlinks=False)]
        except OSError:
            return []  # no `data/` at all, or none that can be read: no roles in it

    chosen = settings.roles()
    found = detect(
        lambda folder: [e.name for e in entries(folder)],
        chosen,
        lambda folder: [e.name for e in entries(folder) if e.is_symlink()],
    )
    named = os.path.normpath(join(root, os.fsencode(os.environ.get(_DETECTRON, ""))))
    is_meant = named != root and is_within(named, root) and Role.RAW not in chosen.values()
    if is_meant and guard(named) is None and os.path.isdir(named):
        return Layout({named[len(root) + 1 :]: Role.RAW, **found.roles})
    return found


def allowed_roots(root: bytes, settings: Settings, guard: Guard) -> tuple[bytes, ...]:
    """The other roots a project names: as named, and, where they answer, where they really are."""
    named = [
        os.path.normpath(os.path.join(root, os.path.expanduser(path)))
        for path in settings.paths(ALLOWED_ROOTS)
    ]
    real = (os.path.realpath(place) for place in named if guard(place) is None)
    return tuple(dict.fromkeys([*named, *real]))
