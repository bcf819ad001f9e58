"""Where data comes from and goes to, seen in the links: datasets, versions, splits, experiments."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from cvlink_gui.core.layout import Role
from cvlink_gui.core.lineage import Edge, Graph, Node
from cvlink_gui.core.links import BROKEN, Kind
from cvlink_gui.core.names import basename, is_within, join, parent
from cvlink_gui.core.owners import Owner, Owners, PlaceKind
from cvlink_gui.features.project import Project

_COLUMN = {Role.RAW: 0, Role.PROCESSED: 1, Role.SPLITS: 2, Role.EXPERIMENTS: 3}


class _Way(NamedTuple):
    """From where to whom."""

    source: Owner
    user: Owner


def graph(project: Project) -> Graph:
    """The lineage of a scanned project, from the tree in memory; empty where nothing has a role."""
    return _Lines(project).graph() if project.layout.is_project else Graph()


class _Lines:
    """The graph while it is made."""

    def __init__(self, project: Project) -> None:
        self._tree, self._policy = project.tree, project.policy
        self._roles = project.layout.roles
        self._owners = Owners(project.policy)
        self._has_files: dict[bytes, bool] = {}
        self._broken: Counter[Owner] = Counter()  # by whose links they are
        self._ways: Counter[_Way] = Counter()  # with how many links are broken on each

    def graph(self) -> Graph:
        for folder, reaches in list(self._tree.relations.items()):
            for way in self._shelf(folder) if folder in self._roles else self._of(folder, reaches):
                self._ways[way] += 0
        for node in self._tree.unwell():
            if self._tree.health(node) in BROKEN:
                self._note(node)
        owners = {owner for way in self._ways for owner in way} | set(self._all())
        ordered = sorted(owners, key=lambda owner: (_column(owner), owner.path))
        number = {owner: at for at, owner in enumerate(ordered)}
        nodes = tuple(self._node(owner) for owner in ordered)
        edges = (Edge(number[w.source], number[w.user], n) for w, n in self._ways.items())
        return Graph(nodes, tuple(sorted(edges)))

    def _node(self, owner: Owner) -> Node:
        outside = owner.path.startswith(b"/")
        exists = outside or self._tree.find(owner.path) is not None
        return Node(owner.path, _column(owner), exists, self._broken[owner])

    def _all(self) -> Iterator[Owner]:
        """What lies in the folders of roles, whether a link leads to it or not."""
        for shelf in self._roles:
            for child, name in self._listed(shelf):
                if self._tree.kind(child) is Kind.DIR or self._is_folder_link(child):
                    path = join(shelf, name)
                    if not any(is_within(role, path) for role in self._roles):
                        yield self._owners.of_link(shelf, name)

    def _listed(self, folder: bytes) -> Iterator[tuple[int, bytes]]:
        node = self._tree.find(folder)
        if node is not None:
            yield from zip(self._tree.children(node), self._tree.names(node), strict=True)

    def _is_folder_link(self, node: int) -> bool:
        return self._tree.kind(node).is_link and self._tree.target_kind(node) is not Kind.FILE

    def _of(self, folder: bytes, reaches: tuple[bytes, ...]) -> Iterator[_Way]:
        user = self._owners.of(folder)
        for reached in reaches:
            if reached in self._roles and not self._leads_into(folder, reached):
                continue  # only what is broken leads there: see `_note`
            yield from self._way(reached, user)

    def _shelf(self, folder: bytes) -> Iterator[_Way]:
        """The same of a folder of a role, where a link may be a dataset."""
        for child, name in self._listed(folder):
            if self._tree.kind(child).is_link and self._tree.health(child) not in BROKEN:
                reached = self._policy.reached(join(folder, name), self._tree.target(child))
                is_file = self._tree.target_kind(child) is Kind.FILE
                place = parent(reached) if is_file else reached
                yield from self._way(place, self._user(folder, name, is_file=is_file))

    def _user(self, folder: bytes, name: bytes, *, is_file: bool) -> Owner:
        if folder in self._roles and not is_file:
            return self._owners.of_link(folder, name)
        return self._owners.of(folder)

    def _way(self, reached: bytes, user: Owner) -> Iterator[_Way]:
        source = self._source(reached)
        if source != user and user.kind is not PlaceKind.REST:
            yield _Way(source, user)

    def _source(self, reached: bytes) -> Owner:
        """Whose a folder is; of one without a role the outermost folder it lies in."""
        owner = self._owners.of(reached)
        if owner.kind is not PlaceKind.REST:
            return owner
        return Owner(reached.split(b"/")[0], PlaceKind.REST)

    def _leads_into(self, folder: bytes, shelf: bytes) -> bool:
        """True if a sound link in a folder leads to a folder of a role, or right into it."""
        for child, name in self._listed(folder):
            if self._tree.kind(child).is_link and self._tree.health(child) not in BROKEN:
                reached = self._policy.reached(join(folder, name), self._tree.target(child))
                if shelf in (reached, parent(reached)):
                    return True
        return False

    def _note(self, node: int) -> None:
        """Write down a broken link, and where it should lead."""
        path = self._tree.path(node)
        folder = parent(path)
        user = self._user(folder, basename(path), is_file=False)
        self._broken[user] += 1
        reached = self._policy.reached(path, self._tree.target(node))
        if parent(reached) in self._roles and self._keeps_files(parent(reached)):
            reached = parent(reached)
        for way in self._way(reached, user):
            self._ways[way] += 1

    def _keeps_files(self, shelf: bytes) -> bool:
        """True for a folder of a role that is a dataset itself: files lie right in it."""
        if shelf not in self._has_files:
            kinds = (self._tree.kind(child) for child, _ in self._listed(shelf))
            self._has_files[shelf] = any(kind is Kind.FILE for kind in kinds)
        return self._has_files[shelf]


def _column(owner: Owner) -> int:
    return 0 if owner.role is None else _COLUMN[owner.role]
