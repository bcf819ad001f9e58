"""What is known about one path: the chain of a link hop by hop, who uses it, what it leads to."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from cvlink_gui.core.errors import StorageError
from cvlink_gui.core.foreign import written_elsewhere
from cvlink_gui.core.layout import Role
from cvlink_gui.core.links import BROKEN, HOPS, Health, Kind
from cvlink_gui.core.names import is_within, join, parent, upward
from cvlink_gui.core.plan import Absent, Found, Link
from cvlink_gui.features.project import Project
from cvlink_gui.fs.verdict import ask

_RELATED = 1_000  # folders that are told one by one


@dataclass(frozen=True, slots=True)
class Hop:
    """One stop on the way: the path as the project names it, and what lies there."""

    path: bytes
    found: Found


@dataclass(frozen=True, slots=True)
class Details:
    """All about one path.

    end         the kind at the end of the chain
    elsewhere   what the text of a broken link is, where it was written on Windows: in words
    experiment  the one it lies in itself; b"" for none
    """

    path: bytes
    chain: tuple[Hop, ...]
    health: Health
    end: Kind
    real_path: bytes
    users: tuple[bytes, ...]
    size: int
    elsewhere: str = ""
    experiment: bytes = b""


def details(project: Project, path: bytes) -> Details:
    """Follow a path on the disk. A file that is reached is looked at, never opened.

    Nothing on storage that does not answer is touched.
    """
    chain = tuple(_hops(project, path))
    absolute = project.policy.absolute(path)
    silent = project.storage.guard()(absolute) is not None
    health, end = (Health.NOT_ANSWERING, Kind.OTHER) if silent else ask(absolute)
    real = os.path.realpath(absolute) if health is Health.OK else b""
    size = os.stat(absolute).st_size if health is Health.OK and end is Kind.FILE else 0
    users = tuple(experiments_using(project, path))
    own = project.layout.experiment_of(path) or b""
    text = _elsewhere(chain, health)
    return Details(path, chain, health, end, real, users, size, text, own)


def _elsewhere(chain: tuple[Hop, ...], health: Health) -> str:
    """Of the first link on the way that Windows wrote, what its text is."""
    texts = (hop.found.text for hop in chain if isinstance(hop.found, Link))
    return next(filter(None, map(written_elsewhere, texts)), "") if health in BROKEN else ""


def experiments_using(project: Project, path: bytes) -> list[bytes]:
    """The experiments with a link that leads, at last, to a path, into it, or around it.

    The experiment the path itself lies in is left out.
    """
    own = project.layout.experiment_of(path)
    found = {project.layout.experiment_of(user) for user in project.tree.relations.users(path)}
    return sorted(experiment for experiment in found if experiment and experiment != own)


def data_of(project: Project, experiment: bytes) -> set[bytes]:
    """The folders an experiment reaches, through any number of links."""
    return project.uses(experiment)


def related(project: Project, path: bytes) -> set[bytes]:
    """What goes with a path: the data of the experiment it lies in, else the experiments using it.

    Data as the folders that are reached, unless these are very many, and the datasets they lie in.
    """
    experiment = project.layout.experiment_of(path)
    if experiment is None:
        return set(experiments_using(project, path))
    reached, roles = data_of(project, experiment), project.layout.roles
    datasets = {over for end in reached for over in upward(end) if parent(over) in roles}
    folders = reached if len(reached) <= _RELATED else set()
    found = (folders | datasets).difference(roles)
    return {path for path in found if not is_within(path, experiment)}


def usage_words(project: Project) -> dict[bytes, int]:
    """How many experiments use each dataset: every folder directly in a data folder."""
    tree, counts = project.tree, {}
    roles = (Role.RAW, Role.PROCESSED, Role.SPLITS)
    for folder in (f for role in roles for f in project.layout.folders(role)):
        node = tree.find(folder)
        for child in tree.children(node) if node is not None else range(0):
            path = join(folder, tree.name(child))
            counts[path] = len(experiments_using(project, path))
    return counts


def _hops(project: Project, path: bytes) -> Iterator[Hop]:
    """Every link on the way, then where it ends; after 40 links the kernel gives up, too."""
    for _ in range(HOPS + 1):
        found = _look(project, path)
        yield Hop(path, found)
        if not isinstance(found, Link):
            return
        path = project.policy.reached(path, found.text)


def _look(project: Project, path: bytes) -> Found:
    try:
        return project.look(path)
    except StorageError:  # no permission, no answer, a circle above it: the health says which
        return Absent()
