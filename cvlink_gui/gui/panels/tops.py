"""Which nodes of a project are the top rows of the two trees."""

from collections.abc import Callable, Iterator, Sequence

from cvlink_gui.core.layout import Role
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import join, parent
from cvlink_gui.core.order import natural
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.features.project import Project

_DATA_ROLES = (Role.RAW, Role.PROCESSED, Role.SPLITS)
_ICONS = {Role.RAW: "database", Role.PROCESSED: "layers", Role.SPLITS: "split"}


def icon(project: Project) -> Callable[[bytes], str]:
    """The icon of a top row, by the role of the folder."""

    def name(path: bytes) -> str:
        role = project.layout.roles.get(path)
        if role in _ICONS:
            return _ICONS[role]
        return "flask-conical" if project.layout.experiment_of(path) == path else "folder"

    return name


def folders(project: Project) -> set[bytes]:
    """Folders whose listing decides which rows are at the top."""
    roles = project.layout.roles
    return {b"", *map(parent, roles), *project.layout.folders(Role.EXPERIMENTS)}


def datasets(project: Project) -> list[int] | None:
    """Role folders first, then what else lies beside them; None where nothing has a role."""
    tree, layout = project.tree, project.layout
    if not layout.is_project:
        return None
    # A role folder inside another one is shown there.
    outer = [path for path in layout.roles if layout.role_of(parent(path)) is None]
    roles = [path for role in _DATA_ROLES for path in layout.folders(role) if path in outer]
    bases = sorted({b"", *map(parent, outer)})
    others = [
        path
        for base in bases
        for child in _folders_and_links(tree, base)
        if (name := tree.name(child)) and not name.startswith(b".")
        if (path := join(base, name)) not in layout.roles and path not in bases
    ]
    found = (tree.find(path) for path in _outermost([*roles, *others]))
    return [node for node in found if node is not None]


def experiments(project: Project) -> list[int]:
    """What lies in the folders of experiments."""
    outer = _outermost(project.layout.folders(Role.EXPERIMENTS))
    return [node for folder in outer for node in _folders_and_links(project.tree, folder)]


def _folders_and_links(tree: LinkTree, folder: bytes) -> Iterator[int]:
    """What may be a top row in a folder, in the order of names."""
    node = tree.find(folder)
    for child in () if node is None else natural(tree, node):
        if tree.kind(child) is Kind.DIR or tree.kind(child).is_link:
            yield child


def _outermost(paths: Sequence[bytes]) -> list[bytes]:
    """The paths that lie in no other one of them: a row cannot be at the top and below it."""
    known = set(paths)
    return [path for path in paths if not path or known.isdisjoint(_above(path))]


def _above(path: bytes) -> Iterator[bytes]:
    while path:
        path = parent(path)
        yield path
