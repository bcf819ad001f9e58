"""Experiments, made from a version of the data or duplicated: links beside a folder models/."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from cvlink_gui.core.circles import followed
from cvlink_gui.core.layout import Role
from cvlink_gui.core.links import Kind
from cvlink_gui.core.moves import moved
from cvlink_gui.core.names import basename, is_within, join, parent, shown
from cvlink_gui.core.order import natural
from cvlink_gui.core.plan import Absent, Dir, Link, Look, Objection, Plan, Proposal, Step
from cvlink_gui.core.said import say
from cvlink_gui.core.settings import LINK_STYLE, SPLIT_NAMES
from cvlink_gui.features.linking import Pair, add_folders, propose_links
from cvlink_gui.features.project import Project
from cvlink_gui.features.retarget import leads_to, links_below, style_of
from cvlink_gui.fs.scan import Scanner

MODELS = b"models"  # where training puts what it makes
WHOLE = b"data"  # the link to a version that has no splits
_DATA = (Role.SPLITS, Role.PROCESSED, Role.RAW)
_OTHERS = 100  # folders of a version that are offered beside its splits


class Parts(NamedTuple):
    """What of a version can be linked: its splits by their names, and its other folders."""

    splits: tuple[bytes, ...]
    others: tuple[bytes, ...]


def place_of(project: Project, name: bytes) -> bytes:
    """The folder of an experiment, by its name or its path."""
    folder = project.layout.experiments_folder
    return name if is_within(name, folder) and name != folder else join(folder, name)


def find_data(project: Project, named: bytes) -> bytes:
    """A version of the data, by its path or by its name below splits/ or processed/.

    A name that is nowhere comes back as it is: the plan says that it is not there.
    """
    look = project.looks()
    if isinstance(look(named), Dir | Link):
        return named
    for role in _DATA:
        for folder in project.layout.folders(role):
            if isinstance(look(join(folder, named)), Dir | Link):
                return join(folder, named)
    return named


def propose_create(
    project: Project,
    name: bytes,
    data: bytes,
    splits: Sequence[bytes] = (),
    *,
    replace: bool = False,
    fresh: bool = False,
    style: str = "",
) -> Proposal:
    """The plan of an experiment: a link for each split of a version of the data, and models/.

    data     as `find_data` gives it
    splits   names of the splits wanted; else those the version has, or one link `data` to all of it
    replace  retarget links of the experiment that are there already
    fresh    what is there already is a conflict
    style    how the links name their target; "" for what the project says
    """
    look, place = project.looks(), place_of(project, name)
    wanted = tuple(splits) or splits_in(project, data, look)
    pairs = [Pair(join(place, split), join(data, split)) for split in wanted]
    pairs = pairs or [Pair(join(place, WHOLE), data)]
    style = style or project.settings[LINK_STYLE]
    title = say("Create experiment {name}", name=shown(basename(place)))
    found = propose_links(pairs, project.policy, look, style=style, replace=replace, title=title)
    if fresh:
        found = found.objecting(conflicts=tuple(_taken(place, look)))
    return _with_models(project, found, place, look)


def versions(project: Project) -> list[bytes]:
    """The versions of the data in the scanned tree: folders, and links to folders."""
    found: list[bytes] = []
    for folder in (f for role in _DATA for f in project.layout.folders(role)):
        below = _folders_in(project, folder)
        found += below or ([folder] if project.tree.find(folder) is not None else [])
    return found


def version_names(project: Project) -> list[bytes]:
    """What a version of the data may be called, as the folders lie on the disk now."""
    folders = [f for role in _DATA[:-1] for f in project.layout.folders(role)]
    scanner = Scanner(project.root, project.storage.guard())
    names = (
        entry.name
        for folder in folders
        for entry in scanner.judged(scanner.names(folder)).entries()
        if Kind.DIR in (entry.kind, entry.target_kind)
    )
    return sorted(dict.fromkeys(names))


def version_of(project: Project, path: bytes) -> bytes | None:
    """The version a path of a data folder is or lies in; None for what lies elsewhere."""
    folders = [f for role in _DATA for f in project.layout.folders(role)]
    for folder in sorted(folders, key=len, reverse=True):
        if path != folder and is_within(path, folder):
            return join(folder, path[len(folder) + 1 :].split(b"/")[0])
    return None


def experiments_in(project: Project) -> Iterator[bytes]:
    """The experiments of the scanned tree."""
    for folder in project.layout.folders(Role.EXPERIMENTS):
        yield from _folders_in(project, folder)


def has_several(project: Project) -> bool:
    """True where there are two experiments or more in the scanned tree; cheap."""
    tree = project.tree
    found = (
        child
        for folder in project.layout.folders(Role.EXPERIMENTS)
        if (node := tree.find(folder)) is not None
        for child in tree.children(node)
        if _is_folder(project, child)
    )
    return len(list(islice(found, 2))) == 2


def parts_of(project: Project, data: bytes) -> Parts:
    """What of a version can be linked; folders that have no split's name as the tree has them."""

    def leads_on(path: bytes) -> bytes | None:
        node = project.tree.find(path)
        is_link = node is not None and project.tree.kind(node).is_link
        return leads_to(project, path, project.tree.target(node)) if node and is_link else None

    splits = splits_in(project, data, project.looks())
    names = (basename(path) for path in _folders_in(project, followed(data, leads_on)))
    others = (name for name in names if name not in splits and not name.startswith(b"."))
    return Parts(splits, tuple(islice(others, _OTHERS)))


def _folders_in(project: Project, folder: bytes | None) -> list[bytes]:
    """Folders, and links to folders, directly in one of the tree."""
    tree = project.tree
    node = None if folder is None else tree.find(folder)
    children = natural(tree, node) if node is not None else ()
    return [tree.path(child) for child in children if _is_folder(project, child)]


def _is_folder(project: Project, node: int) -> bool:
    return Kind.DIR in (project.tree.kind(node), project.tree.target_kind(node))


def splits_in(project: Project, data: bytes, look: Look) -> tuple[bytes, ...]:
    """The splits a version of the data has, by the names of `links.splits`."""
    names = [name.encode() for name in project.settings[SPLIT_NAMES]]
    return tuple(name for name in names if isinstance(look(join(data, name)), Dir | Link))


def propose_duplicate(project: Project, old: bytes, name: bytes) -> Proposal:
    """The plan of an experiment with the same links as another one, of the scanned tree.

    Links that lead into the old one lead to the same place in the new one. Files stay where they
    are: results belong to the experiment they were made in.
    """
    look, old = project.looks(), place_of(project, old)
    place = place_of(project, name)
    steps: dict[bytes, Step] = {}
    conflicts = list(_against(old, place, look))
    for link in links_below(project, [old]) if not conflicts else ():
        new = moved(link, old, place)
        conflicts += add_folders(parent(new), look, steps)
        steps[new] = Step(new, Absent(), Link(_text(project, link, new, old, place)))
    names = {"old": shown(basename(old)), "new": shown(basename(place))}
    title = say("Duplicate experiment {old} as {new}", **names)
    found = project.policy.check(Proposal(Plan(title, tuple(steps.values())), tuple(conflicts)))
    return found if conflicts else _with_models(project, found, place, look)


def _text(project: Project, link: bytes, new: bytes, old: bytes, place: bytes) -> bytes:
    node = project.tree.find(link)
    text = b"" if node is None else project.tree.target(node)
    target = leads_to(project, link, text)
    inside = moved(target, old, place) if is_within(target, old) else target
    return project.policy.link_text(new, inside, style_of(text))


def _against(old: bytes, place: bytes, look: Look) -> Iterator[Objection]:
    if not isinstance(look(old), Dir):
        yield Objection(old, say("there is no such experiment"), say("Name one that is there."))
    yield from _taken(place, look)


def _taken(place: bytes, look: Look) -> Iterator[Objection]:
    if not isinstance(look(place), Absent):
        yield Objection(place, say("something of this name is there"), say("Choose another name."))


def _with_models(project: Project, found: Proposal, place: bytes, look: Look) -> Proposal:
    """The same with an empty models/ beside the links; a name that is none is a conflict."""
    steps = {step.path: step for step in found.plan.steps}
    models, conflicts = join(place, MODELS), list[Objection]()
    if place == join(project.layout.experiments_folder, b"") or b"/" in _name(project, place):
        words = say("this is no name for an experiment")
        conflicts.append(Objection(place, words, say("Choose another.")))
    elif isinstance(look(models), Absent):
        conflicts += add_folders(place, look, steps)
        steps[models] = Step(models, Absent(), Dir())
    plan = Plan(found.plan.title, tuple(steps.values()))
    whole = Proposal(plan, found.conflicts, found.warnings, found.notes)
    return project.policy.check(whole.objecting(conflicts=tuple(conflicts)))


def _name(project: Project, place: bytes) -> bytes:
    return place[len(project.layout.experiments_folder) + 1 :]
