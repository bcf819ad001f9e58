"""Changing what existing links name: another prefix, relative or absolute, a target that moved."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cvlink_gui.core.links import BROKEN, Health
from cvlink_gui.core.names import basename, is_within, join, normal, parent, shown
from cvlink_gui.core.plan import Absent, Dir, Link, Objection, Plan, Proposal, Step
from cvlink_gui.features.project import Project
from cvlink_gui.fs.links import trail

_GONE = BROKEN - {Health.LOOP, Health.DENIED}  # what a moved target looks like
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
        target = leads_to(project, path, text)
        if not is_within(target, old):
            return text
        return project.policy.link_text(path, _moved(target, old, new), _style_of(text))

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
        return project.policy.link_text(path, leads_to(project, path, text), style)

    return _propose(project, f"Make links {style}", links, rewrite)


def propose_move(project: Project, link: bytes, folder: bytes) -> Proposal:
    """A link goes to another folder and leads where it led."""
    old = project.look(link)
    place = join(folder, basename(link))
    if not isinstance(old, Link):
        return _no_link(link)
    text = project.policy.link_text(place, leads_to(project, link, old.text), _style_of(old.text))
    steps = (Step(place, Absent(), Link(text)), Step(link, old, Absent()))
    title = f"Move {shown(basename(link))} to {shown(folder) or 'the project'}"
    why = Objection(folder, "this is not a folder", "Choose a real folder of this project.")
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


def find_moves(project: Project, paths: Sequence[bytes] = ()) -> list[Move]:
    """Where the targets of broken links at or below some paths may have gone, best guess first.

    A rule "what was below `old` is below `new`" comes from a place with the target's own name: the
    tails of both paths that agree are cut off. The rule that mends the most links wins, then the
    longer agreement of the paths.
    """
    broken = _broken_targets(project, paths)
    places = _places(project, {basename(target) for target in broken.values()})
    rules: Counter[tuple[bytes, bytes]] = Counter()
    for target in dict.fromkeys(broken.values()):
        for place in places[basename(target)][:_CANDIDATES]:
            rules[_rule(target, place)] += 1
    inside = _by_folder(broken)
    moves = [_move(project, broken, inside[old], old, new) for old, new in rules]
    found = [move for move in moves if move.links]
    return sorted(found, key=lambda m: (-len(m.links), len(m.old), m.new))


def propose_repair(project: Project, paths: Sequence[bytes] = ()) -> Proposal:
    """Mend broken links at or below some paths by the best rules, until no rule mends any more.

    Two rules that are equally good for a link are a conflict: somebody who knows has to choose.
    """
    targets: dict[bytes, bytes] = {}
    conflicts: list[Objection] = []
    broken = _broken_targets(project, paths)
    for move in find_moves(project, paths):
        for link in move.links:
            new = _moved(broken[link], move.old, move.new)
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
    if target == leads_to(project, path, old) or not isinstance(project.look(target), Absent):
        return []
    return [Objection(path, f"the target is not there: {shown(target)}", "Check its path.")]


def _no_link(path: bytes) -> Proposal:
    why = Objection(path, "there is no such link", "Name links of this project.")
    return Proposal(Plan("Nothing to change", ()), (why,))


def _style_of(text: bytes) -> str:
    return "absolute" if text.startswith(b"/") else "relative"


def _broken_targets(project: Project, paths: Sequence[bytes]) -> dict[bytes, bytes]:
    """What broken links lead to, by link; loops and refusals are not about moved targets."""
    tree = project.tree
    found = {}
    for path in links_below(project, paths):
        node = tree.find(path)
        if node is not None and tree.health(node) in _GONE:
            target = leads_to(project, path, tree.target(node))
            if not _is_behind_another(project, target):
                found[path] = target
    return found


def _is_behind_another(project: Project, target: bytes) -> bool:
    """True where another link on the way is the broken one; mending that one mends both."""
    while target:
        node = project.tree.find(target)
        if node is not None:
            return project.tree.health(node) in _GONE
        target = parent(target)
    return False


def _by_folder(broken: dict[bytes, bytes]) -> defaultdict[bytes, list[bytes]]:
    """Broken links by every folder their targets lie in, and by the targets themselves."""
    found: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for link, target in broken.items():
        above = target
        while above != _above(above):
            found[above].append(link)
            above = _above(above)
        found[above].append(link)
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
        old, new = _above(old), _above(new)
    return old, new


def _above(path: bytes) -> bytes:
    """The folder above; `/` stays `/`, the project's root stays `b""`."""
    return parent(path) or (b"/" if path.startswith(b"/") else b"")


def _move(
    project: Project, broken: dict[bytes, bytes], inside: list[bytes], old: bytes, new: bytes
) -> Move:
    fits = [
        link
        for link in inside
        if (place := _moved(broken[link], old, new)) != link and _is_there(project, place)
    ]
    return Move(old, new, tuple(fits), len(inside))


def _moved(path: bytes, old: bytes, new: bytes) -> bytes:
    """`path`, which lies in `old`, in `new` instead."""
    tail = path[len(old) :].lstrip(b"/")
    return join(new, tail) if tail else new


def _is_there(project: Project, place: bytes) -> bool:
    node = project.tree.find(place)
    return node is not None and project.tree.health(node) is Health.OK


def _equally_good(target: bytes, one: bytes, other: bytes) -> bool:
    def agreement(place: bytes) -> int:
        return len(target) - len(_rule(target, place)[0])

    return agreement(one) == agreement(other)
