"""From a gesture or a command to a proposal: which links would be made, changed, removed.

Nothing here touches the disk: what lies at a path is asked through a `Look`, which is the disk
when a plan is made and the tree in memory while something is being dragged.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cvlink_gui.core.circles import followed
from cvlink_gui.core.layout import Role
from cvlink_gui.core.links import HOPS
from cvlink_gui.core.names import basename, is_within, join, parent, shown
from cvlink_gui.core.plan import (
    Absent,
    Blocked,
    Dir,
    Found,
    Link,
    Look,
    Objection,
    Plan,
    Proposal,
    Step,
)
from cvlink_gui.core.policy import Policy
from cvlink_gui.core.said import NOTHING, Said, said, say, say_count


class Pair(NamedTuple):
    """A link to be, and what it shall lead to; both as the project names paths."""

    link: bytes
    target: bytes


@dataclass(frozen=True, slots=True)
class Drop:
    """What was dropped where. `into` is a folder, a link, or a folder that is to be made."""

    sources: tuple[bytes, ...]
    into: bytes


def landing(policy: Policy, sources: Sequence[bytes], into: bytes) -> bytes:
    """Where a drop lands: as said, but in a folder of experiments or splits a new one is made.

    It is called after the first source.
    """
    collections = (
        policy.layout.experiments_folder,
        *policy.layout.folders(Role.EXPERIMENTS),
        *policy.layout.folders(Role.SPLITS),
    )
    return join(into, basename(sources[0]) or b"data") if into in collections else into


def pairs_of(drop: Drop, look: Look, split_names: Sequence[str]) -> list[Pair]:
    """The links a drop stands for.

    On a link: that link, with a new target; of a version folder that has a split of the link's
    name, that split. On a folder: for every source one link, or one for each of its splits.
    """
    into_link = isinstance(look(drop.into), Link)
    pairs = []
    for source in drop.sources:
        splits = _splits(source, look, split_names)
        if into_link:
            split = basename(drop.into)
            pairs.append(Pair(drop.into, join(source, split) if split in splits else source))
        elif splits:
            pairs += [Pair(join(drop.into, split), join(source, split)) for split in splits]
        else:
            pairs.append(Pair(join(drop.into, basename(source)), source))
    return pairs


def refusal(drop: Drop, policy: Policy, look: Look) -> Said:
    """Why a drop cannot be, in words; empty if it can. Cheap enough for every mouse move."""
    if not drop.sources:
        return say("Nothing was dropped.")
    if policy.layout.role_of(drop.into) is Role.RAW:
        return say("Raw data stays as it is.")
    into = look(drop.into)
    if isinstance(into, Blocked):
        return say("That is a file; links go into folders.")
    if isinstance(into, Link) and len(drop.sources) > 1:
        return say("A link leads to one thing; drop one.")
    for source in drop.sources:
        if source == drop.into:
            return say("It cannot be linked to itself.")
        if is_within(policy.absolute(drop.into), policy.absolute(source)):
            return say(
                "{place} lies inside {source}: the link would contain itself.",
                place=_name(drop.into),
                source=_name(source),
            )
        if isinstance(into, Link) and policy.reached(drop.into, into.text) == source:
            return say("{link} already leads there.", link=_name(drop.into))
    return NOTHING


def say_drop(drop: Drop, look: Look, split_names: Sequence[str]) -> Said:
    """What a drop would do, as a sentence for the row under the pointer."""
    pairs = pairs_of(drop, look, split_names)
    into = _name(drop.into)
    if isinstance(look(drop.into), Link):
        return say("Retarget {link} to {target}", link=into, target=_name(pairs[0].target))
    names = ", ".join(_name(pair.link) for pair in pairs[:4])
    what = said(names)
    if more := pairs[4:]:
        what = say_count(len(more), "{names} and %Ln more", "{names} and %Ln more", names=names)
    if len(pairs) > len(drop.sources) == 1:
        source = _name(drop.sources[0])
        return say("Link {what} of {source} into {place}", what=what, source=source, place=into)
    return say("Link {what} into {place}", what=what, place=into)


def propose_links(
    pairs: Iterable[Pair],
    policy: Policy,
    look: Look,
    *,
    style: str,
    replace: bool = False,
    title: Said = NOTHING,
) -> Proposal:
    """The plan that makes these links, with the folders they need.

    A link in the place is a conflict unless `replace`; any other thing in the place always is.
    A link that already leads to its target needs no step. A source may be what the plan makes.
    """
    steps: dict[bytes, Step] = {}
    doubled: list[Step] = []
    missing: list[bytes] = []
    conflicts: list[Objection] = []
    there: set[bytes] = set()
    pairs = list(pairs)
    for link, target in pairs:
        found = look(link)
        if isinstance(look(target), Absent):
            missing.append(target)
        if isinstance(found, Link) and policy.reached(link, found.text) == target:
            continue
        if not isinstance(found, Absent) and not (isinstance(found, Link) and replace):
            conflicts.append(taken(link, found))
            continue
        folder = parent(link)
        if folder not in there and isinstance(found, Absent):
            there.add(folder)
            conflicts += add_folders(folder, look, steps)
        step = Step(link, found, Link(policy.link_text(link, target, style)))
        if link in steps:
            doubled.append(step)
        steps[link] = step
    conflicts += _not_there(missing, pairs, steps, policy, look) if missing else ()
    plan = Plan(title or _title(pairs, steps), (*steps.values(), *doubled))
    return policy.check(Proposal(plan, tuple(conflicts)))


def propose_unlink(links: Sequence[bytes], policy: Policy, look: Look) -> Proposal:
    """The plan that removes links; their targets stay. What is no link is a conflict."""
    steps, conflicts = [], []
    for path in links:
        found = look(path)
        if isinstance(found, Link):
            steps.append(Step(path, found, Absent()))
        else:
            is_gone = isinstance(found, Absent)
            reason = say("there is no such link") if is_gone else say("this is no link")
            conflicts.append(Objection(path, reason, say("Only links are removed.")))
    title = say_count(len(links), "Remove %Ln link", "Remove %Ln links")
    if len(links) == 1:  # Turkish has one form for all numbers
        title = say("Remove link {name}", name=_name(links[0]))
    return policy.check(Proposal(Plan(title, tuple(steps)), tuple(conflicts)))


def propose_rename(link: bytes, name: bytes, policy: Policy, look: Look) -> Proposal:
    """The plan that gives a link another name in its folder; it leads where it led."""
    new = join(parent(link), name)
    old = look(link)
    if not isinstance(old, Link):
        return propose_unlink([link], policy, look)
    there = look(new)
    conflicts = () if isinstance(there, Absent) else (taken(new, there),)
    if not name or b"/" in name or name in (b".", b".."):
        conflicts = (
            Objection(new, say("this is no name for a link"), say("Choose another name.")),
        )
    steps = (Step(new, Absent(), Link(old.text)), Step(link, old, Absent()))
    title = say("Rename {link} to {name}", link=_name(link), name=shown(name))
    plan = Plan(title, steps)
    return policy.check(Proposal(plan, conflicts))


def _splits(source: bytes, look: Look, split_names: Sequence[str]) -> list[bytes]:
    names = [name.encode() for name in split_names]
    return [name for name in names if isinstance(look(join(source, name)), Dir | Link)]


def add_folders(folder: bytes, look: Look, steps: dict[bytes, Step]) -> list[Objection]:
    """Add the steps that make `folder` and what is missing above it."""
    missing = []
    while folder and folder not in steps:
        found = look(folder)
        if isinstance(found, Dir):
            break
        if not isinstance(found, Absent):
            hint = say("Choose a real folder; a link's own folder lies elsewhere.")
            return [Objection(folder, say("this is not a folder"), hint)]
        missing.append(folder)
        folder = parent(folder)
    if folder in steps and not isinstance(steps[folder].after, Dir):
        reason, hint = say("this is to be a link"), say("Nothing is made below a link.")
        return [Objection(folder, reason, hint)]
    steps.update((path, Step(path, Absent(), Dir())) for path in reversed(missing))
    return []


def _not_there(
    missing: Iterable[bytes],
    pairs: Iterable[Pair],
    steps: Mapping[bytes, Step],
    policy: Policy,
    look: Look,
) -> list[Objection]:
    """What speaks against sources that are not there now: the plan may be what makes them."""
    targets = {link: target for link, target in pairs if link in steps}

    def leads_on(path: bytes) -> bytes | None:
        """Where the link at a path leads after the plan; None if there is none."""
        if path in targets:
            return targets[path]
        found = look(path)
        return policy.reached(path, found.text) if isinstance(found, Link) else None

    objections = []
    for path in dict.fromkeys(missing):
        end = followed(path, leads_on)
        if end is None:
            hint = say("Link the data itself, not something that links back here.")
            reason = say("the links would go round in a circle")
            objections.append(Objection(path, reason, hint))
        elif leads_on(end) is not None:
            reason = say("more than {most} links would follow one another", most=HOPS)
            objections.append(Objection(path, reason, say("Link the data itself.")))
        elif end not in steps and isinstance(look(end), Absent):
            reason = say("the source is not there")
            objections.append(Objection(path, reason, say("Check its path.")))
    return objections


def taken(path: bytes, found: Found) -> Objection:
    """The objection to what lies in the place of a link to be."""
    if isinstance(found, Link):
        hint = say("Drop on the link itself to retarget it, or replace links (`--replace`).")
        return Objection(path, say("a link is already in this place"), hint)
    is_folder = isinstance(found, Dir)
    reason = say("a folder is in this place") if is_folder else say("a file is in this place")
    return Objection(path, reason, say("It stays. Choose another name."))


def _title(pairs: Sequence[Pair], steps: dict[bytes, Step]) -> Said:
    if not pairs:
        return say("Nothing to link")
    into = _name(parent(pairs[0].link))
    if len(steps) == 1 and len(pairs) == 1:
        return say("Link {what} into {place}", what=_name(pairs[0].target), place=into)
    around = {parent(pair.target) for pair in pairs}
    if len(around) == 1:
        return say("Link {what} into {place}", what=_name(around.pop()), place=into)
    return say_count(
        len(pairs), "Link %Ln folder into {place}", "Link %Ln folders into {place}", place=into
    )


def _name(path: bytes) -> str:
    return shown(basename(path) or path) or "the project"
