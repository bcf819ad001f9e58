"""Changing what existing links name: another prefix, relative or absolute, a target that moved."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cvlink_gui.core.links import BROKEN, Health
from cvlink_gui.core.names import basename, is_within, join, parent, shown
from cvlink_gui.core.plan import Absent, Link, Objection, Plan, Proposal, Step
from cvlink_gui.features.project import Project

_CANDIDATES = 200  # places of one name that are looked at; a name as common as `train` has many

# The new text of a link from its path and its old text; the old text for "leave it".
Rewrite = Callable[[bytes, bytes], bytes]


@dataclass(frozen=True, slots=True)
class Move:
    """Data that seems to have moved: links into `old` find their targets below `new`.

    links  the broken links it mends
    of     how many broken links lead into `old`
    """

    old: bytes
    new: bytes
    links: tuple[bytes, ...]
    of: int

    @property
    def evidence(self) -> str:
        """Why it is believed, in words."""
        return f"{len(self.links)} of {self.of} broken links fit"


def links_below(project: Project, paths: Iterable[bytes] = ()) -> list[bytes]:
    """The links at or below some paths of the scanned tree; all of them if none is named."""
    tree = project.tree
    nodes = [tree.find(path) for path in paths] or [0]
    found: dict[bytes, None] = {}
    for node in nodes:
        if node is not None:
            some = [node] if tree.kind(node).is_link else tree.links(node)
            found.update((tree.path(link), None) for link in some)
    return list(found)


def propose_prefix(project: Project, old: bytes, new: bytes, links: Sequence[bytes]) -> Proposal:
    """Every link that leads to `old` or into it leads to the same place in `new`."""

    def rewrite(path: bytes, text: bytes) -> bytes:
        reached = project.policy.reached(path, text)
        if not is_within(reached, old):
            return text
        target = new + reached[len(old) :]
        return project.policy.link_text(path, target, _style_of(text))

    return _propose(project, f"Retarget {shown(old)} to {shown(new)}", links, rewrite)


def propose_target(project: Project, target: bytes, links: Sequence[bytes]) -> Proposal:
    """Every one of these links leads to `target`."""

    def rewrite(path: bytes, text: bytes) -> bytes:
        return project.policy.link_text(path, target, _style_of(text))

    return _propose(project, f"Retarget to {shown(target)}", links, rewrite)


def propose_style(project: Project, style: str, links: Sequence[bytes]) -> Proposal:
    """Links name the same target in another way: `relative` or `absolute`."""

    def rewrite(path: bytes, text: bytes) -> bytes:
        if text.startswith(b"/") == (style == "absolute"):
            return text
        return project.policy.link_text(path, project.policy.reached(path, text), style)

    return _propose(project, f"Make links {style}", links, rewrite)


def propose_move(project: Project, link: bytes, folder: bytes) -> Proposal:
    """A link goes to another folder and leads where it led."""
    old = project.look(link)
    place = join(folder, basename(link))
    if not isinstance(old, Link):
        return _no_link(link)
    target = project.policy.reached(link, old.text)
    text = project.policy.link_text(place, target, _style_of(old.text))
    steps = (Step(place, Absent(), Link(text)), Step(link, old, Absent()))
    title = f"Move {shown(basename(link))} to {shown(folder) or 'the project'}"
    return project.policy.check(Proposal(Plan(title, steps)))


def find_moves(project: Project, links: Sequence[bytes] = ()) -> list[Move]:
    """Where the targets of broken links may have gone, the best guess first.

    A rule "what was below `old` is below `new`" comes from a place with the target's own name: the
    tails of both paths that agree are cut off. The rule that mends the most links wins, then the
    longer agreement of the paths.
    """
    broken = _broken_targets(project, links)
    places = _places(project, {basename(target) for target in broken.values()})
    rules: Counter[tuple[bytes, bytes]] = Counter()
    for target in dict.fromkeys(broken.values()):
        for place in places[basename(target)][:_CANDIDATES]:
            rules[_rule(target, place)] += 1
    moves = [_move(project, broken, old, new) for old, new in rules]
    found = [move for move in moves if move.links]
    return sorted(found, key=lambda m: (-len(m.links), len(m.old), m.new))


def propose_repair(project: Project, links: Sequence[bytes] = ()) -> Proposal:
    """Mend broken links by the best rules, one after the other, until no rule mends any more.

    Two rules that are equally good for a link are a conflict: somebody who knows has to choose.
    """
    targets: dict[bytes, bytes] = {}
    conflicts: list[Objection] = []
    broken = _broken_targets(project, links)
    for move in find_moves(project, links):
        for link in move.links:
            new = move.new + broken[link][len(move.old) :]
            other = targets.setdefault(link, new)
            if other != new and _equally_good(broken[link], other, new):
                reason = f"two places fit: {shown(other)} and {shown(new)}"
                conflicts.append(Objection(link, reason, "Choose one with `retarget`."))

    def rewrite(path: bytes, text: bytes) -> bytes:
        if path not in targets:
            return text
        return project.policy.link_text(path, targets[path], _style_of(text))

    proposal = _propose(project, "Repair broken links", list(targets), rewrite)
    return proposal.objecting(conflicts=tuple(conflicts))


def _propose(project: Project, title: str, links: Sequence[bytes], rewrite: Rewrite) -> Proposal:
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
    if target == project.policy.reached(path, old) or not isinstance(project.look(target), Absent):
        return []
    return [Objection(path, f"the target is not there: {shown(target)}", "Check its path.")]


def _no_link(path: bytes) -> Proposal:
    why = Objection(path, "there is no such link", "Name links of this project.")
    return Proposal(Plan("Nothing to change", ()), (why,))


def _style_of(text: bytes) -> str:
    return "absolute" if text.startswith(b"/") else "relative"


def _broken_targets(project: Project, links: Sequence[bytes]) -> dict[bytes, bytes]:
    """What broken links lead to, by link; loops and refusals are not about moved targets."""
    tree = project.tree
    found = {}
    for path in links_below(project, links):
        node = tree.find(path)
        if node is not None and tree.health(node) in BROKEN - {Health.LOOP, Health.DENIED}:
            found[path] = project.policy.reached(path, tree.target(node))
    return found


def _places(project: Project, names: set[bytes]) -> defaultdict[bytes, list[bytes]]:
    """Paths in the tree by their last part, for some names; broken links are no place."""
    tree = project.tree
    places: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for node in tree.walk() if names else ():
        name = tree.name(node)
        if name in names and tree.health(node) is Health.OK:
            places[name].append(tree.path(node))
    return places


def _rule(target: bytes, place: bytes) -> tuple[bytes, bytes]:
    """The differing heads of two paths: (`a/v3/train`, `b/v1/train`) gives (`a/v3`, `b/v1`)."""
    old, new = target, place
    while old and new and basename(old) == basename(new):
        old, new = parent(old), parent(new)
    return old, new


def _move(project: Project, broken: dict[bytes, bytes], old: bytes, new: bytes) -> Move:
    inside = {link: target for link, target in broken.items() if is_within(target, old)}
    fits = [
        link
        for link, target in inside.items()
        if (place := _new_place(target, old, new)) != link and _is_there(project, place)
    ]
    return Move(old, new, tuple(fits), len(inside))


def _new_place(target: bytes, old: bytes, new: bytes) -> bytes:
    return (new + target[len(old) :]).lstrip(b"/") if not new else new + target[len(old) :]


def _is_there(project: Project, place: bytes) -> bool:
    node = project.tree.find(place)
    return node is not None and project.tree.health(node) is Health.OK


def _equally_good(target: bytes, one: bytes, other: bytes) -> bool:
    def agreement(place: bytes) -> int:
        return len(target) - len(_rule(target, place)[0])

    return agreement(one) == agreement(other)
