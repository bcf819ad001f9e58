"""What git, DVC and git-annex say of the rows of a tree: found at once, asked row by row.

Each repository is asked once, however many links it has. What is kept is little: the links that
are not as they were committed, the folders that are known, the outputs of DVC. All else follows
from the text of a link.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.findings import Finding
from cvlink_gui.core.keys import content_key
from cvlink_gui.core.layout import Role
from cvlink_gui.core.links import BROKEN, Health, Kind
from cvlink_gui.core.lookup import Neighbours
from cvlink_gui.core.names import is_within, join, parent, shown, ways_to
from cvlink_gui.core.said import Said, say, say_all, say_count
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.features.dvc import Output, Records, records
from cvlink_gui.features.git import LinkState, link_changes, repositories
from cvlink_gui.features.project import Project
from cvlink_gui.features.repository import Repository

_MOST = 1_000_000  # paths a repository records; more are not compared while somebody waits
_STAMPED = (b"index", b"HEAD", b"logs/HEAD")  # files of git that change with every commit
Stamps = tuple[tuple[int, int, int], ...]


class System(StrEnum):
    GIT = "git"
    DVC = "DVC"
    ANNEX = "git-annex"


class Track(StrEnum):
    """What a system says of a row."""

    CLEAN = "clean"
    RETARGETED = "retargeted"
    BECAME_FILE = "became a file"
    BECAME_FOLDER = "became a folder"
    BECAME_LINK = "became a link"
    NEW = "new"
    STAGED = "staged"
    CONFLICT = "in conflict"
    IGNORED = "ignored"
    BELOW = "changes below"
    OUTSIDE = "not recorded"
    UNREAD = "unread"
    OUTPUT = "output"
    INSIDE = "in an output"
    MISMATCH = "mismatch"
    FOREIGN = "foreign"
    NOT_FETCHED = "not fetched"
    FETCHED = "fetched"


@dataclass(frozen=True, slots=True)
class Mark:
    """What one system says of a row, in a sentence."""

    system: System
    track: Track
    words: Said


_BY_STATE: Mapping[LinkState, tuple[Track, Said]] = {
    LinkState.RETARGETED: (Track.RETARGETED, say("leads elsewhere than git has it recorded")),
    LinkState.BECAME_FILE: (Track.BECAME_FILE, say("git has a link here, and this is a file")),
    LinkState.BECAME_FOLDER: (
        Track.BECAME_FOLDER,
        say("git has a link here, and this is a folder"),
    ),
    LinkState.BECAME_LINK: (Track.BECAME_LINK, say("git has a file here, and this is a link")),
    LinkState.NEW: (Track.NEW, say("not added to git")),
    LinkState.STAGED: (Track.STAGED, say("added to git, and not committed yet")),
    LinkState.CONFLICT: (Track.CONFLICT, say("in conflict: git has several versions of it")),
    LinkState.IGNORED: (Track.IGNORED, say("git is told to ignore it")),
}


@dataclass(frozen=True)
class Tracked:
    """What is known of the rows of one tree. Paths are as the project names them.

    repositories  the innermost first; tops: their top folders, and whether git-annex is in them
    changed       links that are not as they were committed
    below         how many of them of each kind lie below a folder
    recorded      folders git has something recorded in
    ignored       data folders, and links, git is told to ignore
    records       what DVC recorded; gone: outputs that are not there, by the file that records them
    differing     places that are not as DVC recorded them; foreign: links DVC did not make
    uneasy        folders in outputs of DVC, and outputs, with one of these in them
    errors        what could not be read, by the top of the repository
    """

    repositories: tuple[Repository, ...] = ()
    tops: tuple[tuple[bytes, bool], ...] = ()
    changed: Mapping[bytes, LinkState] = field(default_factory=dict)
    below: Mapping[bytes, Counter[LinkState]] = field(default_factory=dict)
    recorded: frozenset[bytes] = frozenset()
    ignored: frozenset[bytes] = frozenset()
    records: Records = field(default_factory=lambda: Records({}, {}))
    gone: Mapping[bytes, Output] = field(default_factory=dict)
    differing: frozenset[bytes] = frozenset()
    foreign: frozenset[bytes] = frozenset()
    uneasy: frozenset[bytes] = frozenset()
    errors: Mapping[bytes, Said] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """True where no row can have a mark."""
        return not self.tops and not self.records.outputs

    @property
    def systems(self) -> object:
        """Where there is git, git-annex and DVC: with others, any row may have other marks."""
        return self.tops, self.records.outputs

    @property
    def drawn(self) -> Mapping[bytes, object]:
        """What else decides on the marks of rows, by path; equal where they are."""
        found: dict[bytes, list[object]] = {}
        for kind, paths in enumerate((self.gone, self.differing, self.foreign, self.uneasy)):
            for path in paths:
                found.setdefault(path, []).append(kind)
        for said in (self.changed, self.below):
            for path, value in said.items():
                found.setdefault(path, []).append(value)
        return found

    def marks(self, tree: LinkTree, node: int) -> Iterator[Mark]:
        """What the systems say of a row, git first; nothing where there is no repository."""
        path, kind = tree.path(node), tree.kind(node)
        if (top := self._top(path)) and b".git" not in path.split(b"/"):
            yield from self._of_git(path, kind, top[0])
        if self.records.outputs:
            yield from self._of_dvc(tree, node, path)
        if top and top[1] and kind.is_link:
            yield from _of_annex(tree.target(node), tree.health(node))

    def _top(self, path: bytes) -> tuple[bytes, bool] | None:
        return next((top for top in self.tops if is_within(path, top[0]) or not top[0]), None)

    def _of_git(self, path: bytes, kind: Kind, top: bytes) -> Iterator[Mark]:
        if top in self.errors:
            yield Mark(System.GIT, Track.UNREAD, self.errors[top])
        elif state := self.changed.get(path):
            yield Mark(System.GIT, *_BY_STATE[state])
        elif self.ignored and any(way in self.ignored for way in ways_to(path)):
            yield Mark(System.GIT, *_BY_STATE[LinkState.IGNORED])
        elif kind.is_link:
            yield Mark(System.GIT, Track.CLEAN, say("as it was committed"))
        elif counts := self.below.get(path):
            yield Mark(System.GIT, Track.BELOW, _counted(counts))
        elif kind is Kind.DIR and path in self.recorded:
            yield Mark(System.GIT, Track.CLEAN, say("every link below is as it was committed"))
        elif kind is Kind.DIR and path != top:
            yield Mark(System.GIT, Track.OUTSIDE, say("git has nothing recorded below"))

    def _of_dvc(self, tree: LinkTree, node: int, path: bytes) -> Iterator[Mark]:
        if gone := self.gone.get(path):
            words = say("{output} was not fetched: `dvc pull`", output=shown(gone.path))
            yield Mark(System.DVC, Track.NOT_FETCHED, words)
            return
        output = self.records.above(path)
        if output is None:
            return
        yield Mark(System.DVC, *self._about(output, tree, node, path))

    def _about(self, output: Output, tree: LinkTree, node: int, path: bytes) -> tuple[Track, Said]:
        file = shown(output.source)
        if path in self.foreign:
            words = say("lies in an output of {file}, and DVC did not make it", file=file)
            return Track.FOREIGN, words
        if _is_lost(tree, node):
            return Track.NOT_FETCHED, say("its content is not in the cache of DVC: `dvc pull`")
        if path in self.differing:
            return Track.MISMATCH, say("not as {file} has it recorded", file=file)
        if path in self.uneasy:
            return Track.MISMATCH, say("not all in it is as {file} has it recorded", file=file)
        if path == output.path:
            return Track.OUTPUT, _described(output)
        return Track.INSIDE, say("part of an output of {file}", file=file)


NOTHING_TRACKED = Tracked()


def track(project: Project, findings: Iterable[Finding] = ()) -> Tracked:
    """Ask every repository of a scanned project, once.

    findings  of its audit: they tell where data is not what DVC recorded
    """
    silent = project.storage.guard()
    if silent(project.root) is not None:
        return NOTHING_TRACKED
    found = [one for one in repositories(project) if silent(one.top) is None]
    if not found and not project.tree.ending(b".dvc", b"dvc.lock"):
        return NOTHING_TRACKED
    known = _Gathered(project)
    for repository in reversed(found):  # what an inner one says of its paths is what counts
        known.ask(repository)
    recorded = records(project)
    outputs = recorded.outputs.values()
    differing, foreign = _places(findings, "dvc-mismatch"), _places(findings, "inside-dvc-output")
    nodes = Neighbours(project.tree)
    gone = {o.source: o for o in outputs if not _is_there(nodes, o.path)}
    return Tracked(
        tuple(found),
        tuple(_topped(project, repository) for repository in found),
        known.changed,
        known.below(),
        frozenset(known.recorded),
        frozenset(known.ignored),
        recorded,
        gone,
        differing,
        foreign,
        frozenset(_around(recorded, differing | foreign)),
        known.errors,
    )


def stamps(project: Project, tracked: Tracked) -> Stamps:
    """What changes with every change of an index and every commit; no program is asked."""
    found: list[tuple[int, int, int]] = []
    silent = project.storage.guard()
    for repository in tracked.repositories:
        if silent(repository.top) is not None:
            continue  # nothing there is touched; whoever looks again when it is back, asks again
        for name in _STAMPED:
            try:
                status = os.stat(join(repository.folder, name))
            except (OSError, CvlinkError):
                found.append((0, 0, 0))  # it is not there: that can change as well
            else:
                found.append((status.st_ino, status.st_size, status.st_mtime_ns))
    return tuple(found)


class _Gathered:
    """What the repositories of a project say, put together."""

    def __init__(self, project: Project) -> None:
        self.changed: dict[bytes, LinkState] = {}
        self.recorded: set[bytes] = set()
        self.ignored: set[bytes] = set()
        self.errors: dict[bytes, Said] = {}
        self._project = project

    def ask(self, repository: Repository) -> None:
        top = _inside(self._project, repository)
        try:
            count = len(repository.index.links) + len(repository.index.others)
            if count > _MOST:
                self.errors[top] = say(
                    "git records {count} paths, too many to compare", count=count
                )
                return
            self.changed |= link_changes(self._project, repository)
            self._note_folders(repository)
        except CvlinkError as error:
            self.errors[top] = say("could not be read: {why}", why=error.message)

    def below(self) -> dict[bytes, Counter[LinkState]]:
        """Changes that concern a folder, by the folders above them."""
        found: dict[bytes, Counter[LinkState]] = {}
        for path, state in self.changed.items():
            if state is not LinkState.IGNORED:
                for folder in (b"", *list(ways_to(path))[:-1]):
                    found.setdefault(folder, Counter())[state] += 1
        return found

    def _note_folders(self, repository: Repository) -> None:
        policy, index = self._project.policy, repository.index
        parents = {parent(path) for path in (*index.links, *index.others)}
        for folder in parents:
            place = policy.inside(join(repository.top, folder) if folder else repository.top)
            while place not in self.recorded and not place.startswith(b"/"):
                self.recorded.add(place)
                place = parent(place)
        data = [path for path in _data_folders(self._project) if path not in self.recorded]
        mine = [path for path in map(policy.absolute, data) if is_within(path, repository.top)]
        self.ignored.update(map(policy.inside, repository.ignored(mine)))


def _data_folders(project: Project) -> Iterator[bytes]:
    """The folders of data, and those directly in them."""
    tree = project.tree
    for folder in (f for role in Role for f in project.layout.folders(role)):
        node = tree.find(folder)
        if node is not None:
            yield folder
            children = tree.children(node)
            yield from (tree.path(child) for child in children if tree.kind(child) is Kind.DIR)


def _inside(project: Project, repository: Repository) -> bytes:
    """The top of a repository as the project names it; the root for one that lies above."""
    top = project.policy.inside(repository.top)
    return b"" if top.startswith(b"/") else top


def _topped(project: Project, repository: Repository) -> tuple[bytes, bool]:
    try:
        has_annex = os.path.isdir(join(repository.folder, b"annex"))
    except CvlinkError:
        has_annex = False
    return _inside(project, repository), has_annex


def _is_there(nodes: Neighbours, path: bytes) -> bool:
    return path.startswith(b"/") or nodes.find(path) is not None


def _places(findings: Iterable[Finding], rule: str) -> frozenset[bytes]:
    return frozenset(path for finding in findings if finding.rule == rule for path in finding.paths)


def _around(recorded: Records, places: Iterable[bytes]) -> Iterator[bytes]:
    """The folders above some places, up to the output of DVC they lie in."""
    for place in places:
        output = recorded.above(place)
        if output is not None:
            yield from (way for way in ways_to(place) if is_within(way, output.path))


def _is_lost(tree: LinkTree, node: int) -> bool:
    """True for a broken link into a cache of DVC, and for a folder with one."""
    if tree.kind(node).is_link:
        key = content_key(tree.target(node)) if tree.health(node) in BROKEN else None
        return key is not None and key.system == "dvc"
    if tree.kind(node) is not Kind.DIR or not tree.totals(node).broken:
        return False
    return any(_is_lost(tree, link) for link in tree.links(node))


def _described(output: Output) -> Said:
    file = shown(output.source)
    parts = [say("an output of {file}", file=file)]
    if output.count is not None:
        parts.append(say_count(output.count, "%Ln file", "%Ln files"))
    if output.size is not None:
        parts.append(say_count(output.size, "%Ln byte", "%Ln bytes"))
    if output.imported:
        parts.append(say("imported from {place}", place=output.imported))
    return say_all(parts, ", ")


def _of_annex(text: bytes, health: Health) -> Iterator[Mark]:
    key = content_key(text)
    if key is None or key.system != "annex":
        return
    if health is Health.OK:
        yield Mark(System.ANNEX, Track.FETCHED, say("its content is here"))
    else:
        words = say("its content is not here: `git annex get`")
        yield Mark(System.ANNEX, Track.NOT_FETCHED, words)


def _counted(counts: Counter[LinkState]) -> Said:
    words = {
        LinkState.RETARGETED: say_count(
            counts[LinkState.RETARGETED], "%Ln link retargeted", "%Ln links retargeted"
        ),
        LinkState.NEW: say_count(
            counts[LinkState.NEW], "%Ln link not added", "%Ln links not added"
        ),
        LinkState.DELETED: say_count(
            counts[LinkState.DELETED], "%Ln link deleted", "%Ln links deleted"
        ),
        LinkState.STAGED: say_count(
            counts[LinkState.STAGED], "%Ln link not committed", "%Ln links not committed"
        ),
        LinkState.CONFLICT: say_count(
            counts[LinkState.CONFLICT], "%Ln path in conflict", "%Ln paths in conflict"
        ),
    }
    others = (LinkState.BECAME_FILE, LinkState.BECAME_FOLDER, LinkState.BECAME_LINK)
    replaced = sum(counts[state] for state in others)
    parts = [said for state, said in words.items() if counts[state]]
    if replaced:
        parts.append(say_count(replaced, "%Ln thing of another kind", "%Ln things of another kind"))
    return say_all(parts, ", ")
