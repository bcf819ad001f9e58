"""Changing what existing links name: another prefix, another target, relative or absolute."""

from collections.abc import Callable, Iterable, Sequence

from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.moves import moved
from cvlink_gui.core.names import basename, is_within, join, normal, parent, shown
from cvlink_gui.core.plan import Absent, Dir, Link, Objection, Plan, Proposal, Step
from cvlink_gui.core.said import Said, say
from cvlink_gui.features.project import Project
from cvlink_gui.fs.trails import trail

# The new text of a link from its path and its old text; the old text for "leave it".
Rewrite = Callable[[bytes, bytes], bytes]


def links_below(project: Project, paths: Iterable[bytes] = ()) -> list[bytes]:
    """The links at or below some paths of the scanned tree; all of them if none is named."""
    return [project.tree.path(node) for node in nodes_below(project, paths)]


def nodes_below(project: Project, paths: Iterable[bytes] = ()) -> list[int]:
    """The same links by their ids in the tree."""
    tree = project.tree
    found: dict[int, None] = {}
    for node in [tree.find(path) for path in paths] or [ROOT]:
        if node is not None:
            found.update(dict.fromkeys([node] if tree.kind(node).is_link else tree.links(node)))
    return list(found)


def propose_prefix(project: Project, old: bytes, new: bytes, links: Sequence[bytes]) -> Proposal:
    """Every link that leads to `old` or into it leads to the same place in `new`."""

    def rewrite(path: bytes, text: bytes) -> bytes:
        target = leads_to(project, path, text)
        if not is_within(target, old):
            return text
        return project.policy.link_text(path, moved(target, old, new), style_of(text))

    title = say("Retarget {link} to {target}", link=shown(old), target=shown(new))
    return propose_rewrite(project, title, links, rewrite)


def propose_target(project: Project, target: bytes, links: Sequence[bytes]) -> Proposal:
    """Every one of these links leads to `target`."""

    def rewrite(path: bytes, text: bytes) -> bytes:
        return project.policy.link_text(path, target, style_of(text))

    title = say("Retarget to {target}", target=shown(target))
    return propose_rewrite(project, title, links, rewrite)


def propose_style(project: Project, style: str, links: Sequence[bytes]) -> Proposal:
    """Links name the same target in another way: `relative` or `absolute`."""

    def rewrite(path: bytes, text: bytes) -> bytes:
        if text.startswith(b"/") == (style == "absolute"):
            return text
        return project.policy.link_text(path, leads_to(project, path, text), style)

    is_relative = style == "relative"
    title = say("Make links relative") if is_relative else say("Make links absolute")
    return propose_rewrite(project, title, links, rewrite)


def propose_move(project: Project, link: bytes, folder: bytes) -> Proposal:
    """A link goes to another folder and leads where it led."""
    old = project.look(link)
    place = join(folder, basename(link))
    if not isinstance(old, Link):
        return _no_link(link)
    text = project.policy.link_text(place, leads_to(project, link, old.text), style_of(old.text))
    steps = (Step(place, Absent(), Link(text)), Step(link, old, Absent()))
    name = shown(basename(link))
    title = say("Move {link} to the project", link=name)
    if folder:
        title = say("Move {link} to {folder}", link=name, folder=shown(folder))
    hint = say("Choose a real folder of this project.")
    why = Objection(folder, say("this is not a folder"), hint)
    conflicts = () if isinstance(project.look(folder), Dir) else (why,)
    return project.policy.check(Proposal(Plan(title, steps), conflicts))


def leads_to(project: Project, path: bytes, text: bytes) -> bytes:
    """Where a link leads: by its text, but a `..` behind a name goes up from that real place."""
    parts = text.split(b"/")
    names = [at for at, part in enumerate(parts) if part not in (b"", b".", b"..")]
    ups = [at for at, part in enumerate(parts) if part == b".."]
    if not names or not ups or ups[-1] < names[0]:
        return project.policy.reached(path, text)
    head, tail = b"/".join(parts[: ups[-1] + 1]), b"/".join(filter(None, parts[ups[-1] + 1 :]))
    real = trail(join(project.policy.absolute(parent(path)), head), {})[-1]
    return project.policy.inside(normal(join(real, tail)))


def propose_rewrite(
    project: Project, title: Said, links: Sequence[bytes], rewrite: Rewrite
) -> Proposal:
    """Every one of these links gets the text that `rewrite` gives it."""
    steps: list[Step] = []
    conflicts: list[Objection] = []
    for path in links:
        old = project.look(path)
        if not isinstance(old, Link):
            conflicts.extend(_no_link(path).conflicts)
        elif (text := rewrite(path, old.text)) != old.text:
            steps.append(Step(path, old, Link(text, old.kind)))
            conflicts.extend(_leads_nowhere(project, path, old.text, text))
    return project.policy.check(Proposal(Plan(title, tuple(steps)), tuple(conflicts)))


def _leads_nowhere(project: Project, path: bytes, old: bytes, new: bytes) -> list[Objection]:
    """A conflict for a link that would get another target, and one that is not there."""
    target = project.policy.reached(path, new)
    if target == leads_to(project, path, old) or not isinstance(project.look(target), Absent):
        return []
    reason = say("the target is not there: {target}", target=shown(target))
    return [Objection(path, reason, say("Check its path."))]


def _no_link(path: bytes) -> Proposal:
    why = Objection(path, say("there is no such link"), say("Name links of this project."))
    return Proposal(Plan(say("Nothing to change"), ()), (why,))


def style_of(text: bytes) -> str:
    """How a link names its target: `absolute` or `relative`."""
    return "absolute" if text.startswith(b"/") else "relative"
