"""What git knows of the links of a project: which are recorded, and what became of them.

What is recorded of a link is the hash of its text, and that can be compared with the tree at hand.
"""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import StrEnum

from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import basename, is_within, join, parent
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.features.project import Project
from cvlink_gui.features.repository import Repository, text_hash
from cvlink_gui.fs.programs import Patience


class LinkState(StrEnum):
    """What became of a link since it was recorded in the index; staged: since it was committed."""

    CLEAN = "clean"
    RETARGETED = "retargeted"
    BECAME_FILE = "became a file"
    BECAME_FOLDER = "became a folder"
    DELETED = "deleted"
    BECAME_LINK = "a file that became a link"
    NEW = "new"
    CONFLICT = "in conflict"
    STAGED = "staged"
    IGNORED = "ignored"


def repositories(project: Project) -> list[Repository]:
    """The repository the project lies in, and those inside of it; the innermost first."""
    tree = project.tree
    nodes = [node for node in tree.ending(b".git") if tree.name(node) == b".git"]
    tops = {project.policy.absolute(parent(tree.path(node))) for node in nodes}
    if above := _above(project):
        tops.add(above)
    patience = Patience()
    return [Repository(top, patience) for top in sorted(tops, key=len, reverse=True)]


def repository_of(repositories: list[Repository], path: bytes) -> Repository | None:
    """The innermost repository an absolute path lies in."""
    return next((one for one in repositories if is_within(path, one.top)), None)


def link_states(project: Project, repository: Repository) -> dict[bytes, LinkState]:
    """The state of every link that is recorded or there, by path as the project names it.

    Links of repositories inside this one, and those that are ignored, are left out. Raises
    CvlinkError for a repository git cannot read.
    """
    states, ignored = _states(project, repository)
    return {path: state for path, state in states.items() if path not in ignored}


def link_changes(project: Project, repository: Repository) -> dict[bytes, LinkState]:
    """The links that are not as they were committed, those that are ignored among them.

    CvlinkError for a repository git cannot read.
    """
    states, ignored = _states(project, repository)
    changed: dict[bytes, LinkState] = {
        path: state for path, state in states.items() if state is not LinkState.CLEAN
    }
    for below in repository.staged:
        path = project.policy.inside(join(repository.top, below))
        if states.get(path) is LinkState.CLEAN:
            changed[path] = LinkState.STAGED
    return changed | dict.fromkeys(ignored, LinkState.IGNORED)


def _states(
    project: Project, repository: Repository
) -> tuple[dict[bytes, LinkState], frozenset[bytes]]:
    """The state of every link that is recorded or there, and the paths of those ignored."""
    index = repository.index
    folders: defaultdict[bytes, dict[bytes, bytes]] = defaultdict(dict)
    for path, number in index.links.items():
        if path not in index.sparse and path not in index.conflicts:
            folders[parent(path)][basename(path)] = number
    states: dict[bytes, LinkState] = {}
    for folder, links in folders.items():
        place = project.policy.inside(join(repository.top, folder) if folder else repository.top)
        if not place.startswith(b"/"):
            states.update(_in_folder(project.tree, place, links))
    states |= {
        project.policy.inside(join(repository.top, p)): LinkState.CONFLICT for p in index.conflicts
    }
    states |= _unrecorded(project, repository, states)
    new = [path for path, state in states.items() if state is LinkState.NEW]
    ignored = repository.ignored([project.policy.absolute(path) for path in new])
    return states, frozenset(map(project.policy.inside, ignored))


def became_files(project: Project, repository: Repository) -> Iterator[tuple[bytes, bytes]]:
    """(path, hash of the text) of recorded links that are regular files on the disk.

    Only the files of folders that have recorded links are looked up: mostly there are none.
    """
    tree, links = project.tree, repository.links
    for folder in dict.fromkeys(map(parent, links)):
        place = project.policy.inside(join(repository.top, folder) if folder else repository.top)
        node = None if place.startswith(b"/") else tree.find(place)
        children = range(0) if node is None else tree.children(node)
        kinds = tree.kinds[children.start : children.stop]
        if node is None or Kind.FILE not in kinds:
            continue
        for name, kind in zip(tree.names(node), kinds, strict=True):
            if kind == Kind.FILE and (number := links.get(join(folder, name))):
                yield join(place, name), number


def _in_folder(
    tree: LinkTree, folder: bytes, links: Mapping[bytes, bytes]
) -> Iterator[tuple[bytes, LinkState]]:
    """The states of the links recorded in a folder, given the hashes of their texts by name."""
    node = tree.find(folder)
    there = {} if node is None else dict(zip(tree.names(node), tree.children(node), strict=True))
    for name, number in links.items():
        child = there.get(name)
        yield join(folder, name), _state(tree, child, number)


def _state(tree: LinkTree, node: int | None, number: bytes) -> LinkState:
    if node is None:
        return LinkState.DELETED
    kind = tree.kind(node)
    if kind.is_link:
        same = text_hash(tree.target(node), number) == number
        return LinkState.CLEAN if same else LinkState.RETARGETED
    return LinkState.BECAME_FOLDER if kind is Kind.DIR else LinkState.BECAME_FILE


def _unrecorded(
    project: Project, repository: Repository, known: Mapping[bytes, LinkState]
) -> dict[bytes, LinkState]:
    """Links of the project that the index does not have as links."""
    tree, inner = project.tree, _inner(project, repository)
    states: dict[bytes, LinkState] = {}
    top = project.policy.inside(repository.top)
    start = ROOT if top.startswith(b"/") else tree.find(top)
    for folder in (start, *tree.folders(start)) if start is not None else ():
        children = tree.children(folder)
        kinds = tree.kinds[children.start : children.stop]
        if Kind.SYMLINK not in kinds and Kind.JUNCTION not in kinds:
            continue
        place = tree.path(folder)
        if any(is_within(place, path) for path in inner):
            continue
        below = project.policy.absolute(place)[len(repository.top.rstrip(b"/")) + 1 :]
        for name, kind in zip(tree.names(folder), kinds, strict=True):
            if Kind(kind).is_link and (path := join(place, name)) not in known:
                is_file = join(below, name) in repository.index.others
                states[path] = LinkState.BECAME_LINK if is_file else LinkState.NEW
    return states


def _inner(project: Project, repository: Repository) -> list[bytes]:
    """What belongs to other repositories inside this one, and its own `.git`."""
    tops = [one.top for one in repositories(project) if one.top != repository.top]
    inner = [top for top in tops if is_within(top, repository.top)]
    return [project.policy.inside(place) for place in (*inner, join(repository.top, b".git"))]


def _above(project: Project) -> bytes | None:
    """The nearest folder above the project, or itself, with a `.git`."""
    folder = project.root
    while project.storage.guard()(folder) is None:
        if os.path.lexists(join(folder, b".git")):
            return folder
        if folder == os.path.dirname(folder):
            return None
        folder = os.path.dirname(folder)
    return None
