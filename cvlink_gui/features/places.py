"""Where things of some names are: in the project's tree, and where else links may lead.

The tree is what was scanned. The other allowed folders are listed once for all names, the upper
levels first, and no more than `ENTRIES` of them; what was not searched is said.
"""

import os
from collections import defaultdict
from collections.abc import Iterator

from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.errors import StorageError, from_os_error
from cvlink_gui.core.foreign import folded
from cvlink_gui.core.links import NUL, Entry, Health, Kind, Listing
from cvlink_gui.core.names import basename, is_within, join, parent
from cvlink_gui.core.plan import Absent, Objection
from cvlink_gui.core.said import Said, say
from cvlink_gui.features.project import Project
from cvlink_gui.fs.looking import size_anywhere
from cvlink_gui.fs.scan import scan
from cvlink_gui.fs.trails import trail

ENTRIES = 200_000  # in other folders than the project
LOOKS = 20_000  # at single places that no listing has shown
_HINT = say("Say where it is: `cvlink retarget --prefix OLD NEW`.")


class Places:
    """Things with certain names. Broken links are none.

    limits  what was not searched, each with the reason
    """

    def __init__(self, project: Project, names: set[bytes]) -> None:
        self.limits: list[Objection] = []
        self._project = project
        self._look = project.looks()
        self._looks = 0
        self._found: defaultdict[bytes, dict[bytes, bool]] = defaultdict(dict)  # True: a folder
        self._users: defaultdict[bytes, list[bytes]] = defaultdict(list)
        for folder, reached in project.tree.relations.items():
            for path in reached:
                self._users[path].append(folder)
        self._in_use: dict[bytes, frozenset[bytes]] = {}
        if names:
            self._search_tree(names)
            for root in self._roots():
                self._search_root(root, names)

    def named(self, name: bytes) -> list[bytes]:
        """The paths of all things with a name, as the project names them."""
        return list(self._found.get(name, ()))

    def is_there(self, place: bytes) -> bool:
        """True if a place can be led to: it is there, and allowed, and no broken link."""
        if not place.startswith(b"/"):
            node = self._project.tree.find(place)
            return node is not None and self._project.tree.health(node) is Health.OK
        if not self._project.policy.allows(place) or self._looks >= LOOKS:
            return False
        self._looks += 1
        if self._looks == LOOKS:
            self._limit(place, say("only {count} single places were looked at", count=LOOKS))
        try:
            return not isinstance(self._look(place), Absent)
        except StorageError:  # what cannot be reached is no place to lead to
            return False

    def is_reached(self, place: bytes) -> bool:
        """True if healthy links lead there: to it, or, of a file, to something beside it."""
        if place in self._used(place):
            return True
        if self._found.get(basename(place), {}).get(place, True):
            return False
        return any(parent(used) == parent(place) for used in self._used(parent(place)))

    def size(self, place: bytes) -> int | None:
        """The size in bytes of a file that was found; None for what is no file, or is gone."""
        try:
            return size_anywhere(self._project.root, place)
        except OSError:
            return None

    def _used(self, folder: bytes) -> frozenset[bytes]:
        """What healthy links lead to, of links that lead to a folder or to what lies in it."""
        if folder not in self._in_use:
            tree = self._project.tree
            nodes = (tree.find(user) for user in self._users.get(folder, ()))
            links = (n for node in nodes if node is not None for n in tree.children(node))
            self._in_use[folder] = frozenset(
                self._project.policy.reached(tree.path(link), tree.target(link))
                for link in links
                if tree.kind(link).is_link and tree.health(link) is Health.OK
            )
        return self._in_use[folder]

    def _search_tree(self, names: set[bytes]) -> None:
        tree = self._project.tree
        for folder in (ROOT, *tree.folders()):
            inside = tree.names(folder)
            if names.isdisjoint(inside):
                continue
            for node, name in zip(tree.children(folder), inside, strict=True):
                if name in names and tree.health(node) is Health.OK:
                    is_folder = Kind.DIR in (tree.kind(node), tree.target_kind(node))
                    self._found[name][tree.path(node)] = is_folder

    def _roots(self) -> list[bytes]:
        """The other allowed folders, as they really are, without those inside another one."""
        policy = self._project.policy
        real = {trail(root, {})[-1] for root in policy.allowed_roots}
        around = [*real, self._project.root]
        return sorted(r for r in real if not any(is_within(r, a) for a in around if a != r))

    def _search_root(self, root: bytes, names: set[bytes]) -> None:
        if basename(root) in names:
            self._keep(root, is_folder=True)
        left = ENTRIES
        for listing in scan(root, avoid=self._project.storage.guard()):
            if listing.error:
                path = join(root, listing.folder) if listing.folder else root
                error = from_os_error(OSError(listing.error, os.strerror(listing.error)), "", path)
                self._limit(path, error.message)
            for entry in _those_named(listing, names):
                path = join(root, join(listing.folder, entry.name))
                self._keep(path, is_folder=Kind.DIR in (entry.kind, entry.target_kind))
            left -= len(listing)
            if left <= 0:
                words = say("only {count} entries of it were searched", count=ENTRIES)
                self._limit(root, words)
                return

    def _keep(self, path: bytes, *, is_folder: bool) -> None:
        self._found[basename(path)][self._project.policy.inside(path)] = is_folder

    def _limit(self, path: bytes, reason: Said) -> None:
        self.limits.append(Objection(path, reason, _HINT))


def other_case(project: Project, path: bytes) -> bytes | None:
    """The path as it is in the scanned project, but for letter case and the writing of accents.

    None where it is there as named, where nothing is alike, or more than one thing.
    """
    if path.startswith(b"/") or not path or project.tree.find(path) is not None:
        return None
    tree, node, found = project.tree, ROOT, b""
    for part in path.split(b"/"):
        names, wanted = tree.names(node), folded(part)
        alike = [part] if part in names else [name for name in names if folded(name) == wanted]
        below = tree.find(join(found, alike[0])) if len(alike) == 1 else None
        if below is None:
            return None
        node, found = below, join(found, alike[0])
    return found


def _those_named(listing: Listing, names: set[bytes]) -> Iterator[Entry]:
    """What in a listing has one of the names, and is no broken link."""
    if not names.isdisjoint(listing.names.split(NUL)):
        entries = (entry for entry in listing.entries() if entry.name in names)
        yield from (entry for entry in entries if entry.health is Health.OK)
