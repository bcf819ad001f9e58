"""What somebody else changes: the folders to watch, and listings of what is another now."""

from collections.abc import Iterator
from dataclasses import dataclass

from cvlink_gui.core.changes import other_names
from cvlink_gui.core.links import Listing
from cvlink_gui.core.names import is_within, join, parent
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.features.survey import Survey
from cvlink_gui.fs.crossing import Crossings
from cvlink_gui.fs.mountinfo import mounts
from cvlink_gui.fs.stamps import SIZE
from cvlink_gui.fs.watch import Folder


@dataclass(frozen=True, slots=True)
class News:
    """Absolute folders, as `fs/watching.py` tells of them."""

    folders: frozenset[bytes] = frozenset()
    deep: frozenset[bytes] = frozenset()
    moved: frozenset[bytes] = frozenset()

    def __or__(self, other: "News") -> "News":
        return News(self.folders | other.folders, self.deep | other.deep, self.moved | other.moved)

    def __len__(self) -> int:
        return len(self.folders | self.deep | self.moved)


class Watchlist:
    """The folders of a project that have to be watched, and those its links lead into.

    What is not on a disk of this machine cannot be: the system does not hear of its changes, and
    to ask for them may take for ever. It is never touched.

    remote  how many folders that are, of those that were asked for
    """

    def __init__(self, survey: Survey, since: int) -> None:
        """since: when looking began at what is to be watched, in ns since 1970."""
        points = [mount.point for mount in mounts() if mount.may_hang]
        self.remote = 0
        self._survey = survey
        self._since = since
        self._prefix = join(survey.root, b"")
        self._points = [p for p in points if is_within(p, survey.root)]
        self._is_far = any(is_within(survey.root, p) for p in points)
        self._crossings = Crossings(points)

    def all(self) -> Iterator[Folder]:
        """Every folder of the tree, then what its links reach."""
        tree = self._survey.tree
        paths, stamps = tree.places()
        for number, path in enumerate(paths):
            yield from self._inside(path, stamps[number * SIZE : (number + 1) * SIZE])
        reached = {path for _, found in tree.relations.items() for path in found}
        yield from self._outside(reached.difference(paths))

    def of(self, listing: Listing) -> Iterator[Folder]:
        """A folder that was just listed, and what its links reach."""
        tree = self._survey.tree
        yield from self._inside(listing.folder, listing.stamp)
        yield from self._outside({p for p in listing.reaches if not _is_listed(tree, p)})

    def _inside(self, path: bytes, stamp: bytes) -> Iterator[Folder]:
        full = self._prefix + path if path else self._survey.root
        if self._is_far or any(is_within(full, point) for point in self._points):
            self.remote += 1
        else:
            yield full, stamp

    def _outside(self, paths: set[bytes]) -> Iterator[Folder]:
        for path in paths:
            full = join(self._survey.root, path)
            if self._crossings and self._crossings.first(full) is not None:
                self.remote += 1
            else:
                yield full, self._since


def follow(survey: Survey, news: News) -> Iterator[Listing]:
    """Listings of what has changed, then of the folders whose links may lead elsewhere now.

    While somebody takes them in, nothing else may change the tree.
    """
    tree = survey.tree
    moved = {_inside(survey.root, path) for path in news.moved}
    deep = {_inside(survey.root, path) for path in news.deep} | moved
    changed = {_inside(survey.root, path) for path in news.folders} | deep
    known = {_known(tree, path) for path in changed if not path.startswith(b"/")}
    known |= {folder for path in moved for folder in _listed_below(tree, path)}
    linking = set()
    for listing in survey.relist(known):
        node = tree.find(listing.folder)
        if node is not None:
            before = tree.listing(node)
            deep |= {join(listing.folder, name) for name in other_names(before, listing)}
            if before.targets != listing.targets:
                linking.add(listing.folder)  # which of its links lead elsewhere is not looked for
        yield listing
    users = _users(tree, changed, deep, linking)
    yield from survey.relist(users - known)


def _inside(root: bytes, path: bytes) -> bytes:
    """As the tree names it: relative inside the project."""
    if path == root:
        return b""
    return path[len(root) + 1 :] if is_within(path, root) else path


def _is_listed(tree: LinkTree, path: bytes) -> bool:
    node = tree.find(path) if not path.startswith(b"/") else None
    return node is not None and tree.is_listed(node)


def _known(tree: LinkTree, path: bytes) -> bytes:
    """The nearest folder that is listed."""
    while (node := tree.find(path)) is None or not tree.is_listed(node):
        if not path:
            return path
        path = parent(path)
    return path


def _listed_below(tree: LinkTree, path: bytes) -> Iterator[bytes]:
    node = None if path.startswith(b"/") else tree.find(path)
    for folder in () if node is None else tree.folders(node):
        if tree.is_listed(folder):
            yield tree.path(folder)


def _users(
    tree: LinkTree, folders: set[bytes], deep: set[bytes], linking: set[bytes]
) -> set[bytes]:
    """Folders with links that lead into these, through any number of links."""

    def is_link(path: bytes) -> bool:
        node = tree.find(path)
        return node is not None and tree.kind(node).is_link

    found: set[bytes] = set()
    passed = set(linking)
    while folders or deep or linking:
        into, around = tree.relations.users_of(folders, deep, linking, is_link)
        found |= into
        linking = (into | around) - passed
        passed |= linking
        folders, deep = set(), set()
    return found
