"""The smallest set of mounts for the links of a project, found in rounds, in three ways.

same      the project and all its links need, at the same paths inside as outside
remap     the project where somebody wants it; what its links name, where they name it
relative  links rewritten relative by an ordinary plan, and one mount

A round finds where links are lost, covers these gaps by mounts, and looks again: a link that was
found may lead on to the next one.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from cvlink_gui.core.covering import Gap, cover, gap
from cvlink_gui.core.layout import Role
from cvlink_gui.core.links import Kind
from cvlink_gui.core.mounts import Mount, MountMap, below, is_broad, place_in
from cvlink_gui.core.names import is_within, join, parent, relative_to, shown, split, upward
from cvlink_gui.core.namespace import Verdict
from cvlink_gui.core.plan import Dir, Link, Proposal
from cvlink_gui.core.said import Said, say
from cvlink_gui.features.mounts.container import Container, Fate, counts
from cvlink_gui.features.project import Project
from cvlink_gui.features.retarget import leads_to, propose_rewrite

WAYS = ("same", "remap", "relative")
WAY_WORDS: Mapping[str, Said] = {
    "same": say("the same paths inside as outside"),
    "remap": say("the project where you want it"),
    "relative": say("links rewritten relative, and one mount"),
}
_UNSOLVED = (Verdict.NEEDS_MOUNT, Verdict.DIFFERENT, Verdict.DENIED)


@dataclass(frozen=True, slots=True)
class Solution:
    """One way to have the links alive in a container.

    map       the mounts, and where the project lies
    left      links that are alive here and will not be there
    counts    links by verdict
    witnesses by mount point a link of the container that is alive through it
    files     mount points of single files
    proposal  the plan to carry out first; None for no plan
    warnings  what an engine would have to make on this machine
    """

    way: str
    map: MountMap
    left: tuple[Fate, ...]
    counts: Mapping[str, int]
    witnesses: Mapping[bytes, bytes]
    files: frozenset[bytes] = frozenset()
    proposal: Proposal | None = None
    warnings: tuple[Said, ...] = ()


def solve(project: Project, chosen: MountMap, way: str, paths: Sequence[bytes] = ()) -> Solution:
    """The smallest mounts for the links at or below some paths, in one of the ways.

    chosen  a settled map: where the project lies, and what is mounted anyway
    """
    if way == "relative":
        return _relative(project, chosen, paths)
    return _Rounds(project, base_of(project, chosen, way), paths).solved(way)


def base_of(project: Project, chosen: MountMap, way: str) -> MountMap:
    """What a way begins with: the mounts of the map, or the project at its own path."""
    if way == "remap":
        return chosen
    own = Mount(project.root, project.root, _is_read_only(project, chosen))
    return replace(chosen, mounts=(own,), at=project.root)


def _is_read_only(project: Project, chosen: MountMap) -> bool:
    around = [mount for mount in chosen.mounts if is_within(project.root, mount.source)]
    return all(mount.read_only for mount in around)


class _Rounds:
    """The search for the mounts that are missing in a map."""

    def __init__(
        self,
        project: Project,
        base: MountMap,
        paths: Sequence[bytes],
        texts: Mapping[bytes, bytes] | None = None,
    ) -> None:
        self._project = project
        self._base = base
        self._paths = paths
        self._texts = texts
        self._start = Container(project, base, texts)
        self._home = os.path.expanduser(b"~")
        self._gaps: set[Gap] = set()
        self._heads: dict[tuple[bytes, bytes], Gap | None] = {}

    def solved(self, way: str, proposal: Proposal | None = None) -> Solution:
        """Rounds until no new gap is found; each finds one more, so they come to an end."""
        container, fates = self._start, list(self._start.fates(self._paths))
        ahead = fates
        while self._find(container, ahead):
            added, _ = cover(self._gaps, self._fits, self._ceiling)
            whole = replace(self._base, mounts=(*self._base.mounts, *added))
            container = Container(self._project, whole, self._texts)
            ahead = [container.fate(f.path, f.text) for f in ahead if f.verdict in _UNSOLVED]
        if container is not self._start:
            container = self._without_spare(container)
            fates = list(container.fates(self._paths))
        left = tuple(f for f in fates if f.verdict in _UNSOLVED and f.outside.stop is None)
        return Solution(
            way,
            container.map,
            left,
            counts(fates),
            _witnesses(container.map, fates),
            frozenset(m.place for m in container.map.mounts if not self._is_folder(m.source)),
            proposal,
            tuple(self._warnings(container.map)),
        )

    def _without_spare(self, container: Container) -> Container:
        """Leave out mounts that no link is lost without: later ones may have made them so.

        Whether one is needed is mostly known by the first link that ends in it.
        """
        alive = [f for f in container.fates(self._paths) if f.verdict is Verdict.SAME]
        own = len(self._base.mounts)
        for mount in sorted(container.map.mounts[own:], key=lambda m: m.place, reverse=True):
            mounts = tuple(kept for kept in container.map.mounts if kept is not mount)
            trial = Container(self._project, replace(self._base, mounts=mounts), self._texts)
            ends_in = (fate for fate in alive if is_within(fate.inside.place, mount.place))
            first = islice(ends_in, 1)
            if all(trial.is_alive(fate) for fate in chain(first, alive)):
                container = trial
        return container

    def _find(self, container: Container, fates: Iterable[Fate]) -> bool:
        """Add the gaps these links are lost at; False if all were known."""
        before = len(self._gaps)
        self._heads.clear()
        for fate in fates:
            if fate.verdict is Verdict.NEEDS_MOUNT and (found := self._gap(container, fate)):
                self._gaps.add(found)
        return len(self._gaps) > before

    def _gap(self, container: Container, fate: Fate) -> Gap | None:
        folder = self._project.policy.absolute(parent(fate.path))
        here = container.folder(parent(fate.path))
        if here.stop is not None or here.host != folder:
            return None  # something else is mounted over the link
        namespaces = container.inside, container.outside
        if fate.outside.kind is not Kind.DIR:
            key = folder, split(fate.text)[0]
            if key not in self._heads:
                self._heads[key] = gap(*namespaces, (here.place, folder), key[1])
            found = self._heads[key]
            if found is not None and not is_broad(found.host, self._home, self._project.root):
                return found
        return gap(*namespaces, (here.place, folder), fate.text)

    def _fits(self, place: bytes, host: bytes) -> bool:
        root, policy = self._project.root, self._project.policy
        if place == b"/" or is_broad(host, self._home, root):
            return False
        if policy.allowed_roots and not policy.allows(host):
            return False
        if not self._start.inside.is_free(place):
            return False
        return all(self._is_folder(below(host, rest)) for rest in _rests(place, self._base.mounts))

    def _is_folder(self, path: bytes) -> bool:
        return isinstance(self._start.look(path), Dir)

    def _ceiling(self, host: bytes) -> bytes:
        """The allowed root around a path, or the highest folder that is not broad."""
        policy = self._project.policy
        roots = [root for root in (policy.root, *policy.allowed_roots) if is_within(host, root)]
        if roots:
            return max(roots, key=len)
        ways = [way for way in upward(host) if not is_broad(way, self._home, policy.root)]
        return ways[-1] if ways else host

    def _warnings(self, found: MountMap) -> Iterable[Said]:
        """Mount points below other mounts that are not there: engines make them on this machine."""
        for mount in found.mounts:
            for rest in _rests(mount.place, found.mounts):
                if not self._is_folder(below(mount.source, rest)):
                    yield say(
                        "{folder} is not there: make it before something is mounted there",
                        folder=shown(below(mount.source, rest)),
                    )


def _rests(place: bytes, mounts: Iterable[Mount]) -> list[bytes]:
    """What the mounts below a place are called from there."""
    inner = [m.place for m in mounts if m.place != place and is_within(m.place, place)]
    return [one[len(place) :].lstrip(b"/") for one in inner]


def _witnesses(found: MountMap, fates: Iterable[Fate]) -> dict[bytes, bytes]:
    """By mount point a link of the container that is alive through it, if there is one."""
    witnesses: dict[bytes, bytes] = {}
    places = sorted((mount.place for mount in found.mounts), key=len, reverse=True)
    for fate in fates:
        if fate.verdict is not Verdict.SAME:
            continue
        place = next((one for one in places if is_within(fate.inside.place, one)), b"")
        witnesses.setdefault(place, fate.place)
        if len(witnesses) == len(places):
            break
    return witnesses


def _relative(project: Project, chosen: MountMap, paths: Sequence[bytes]) -> Solution:
    top = one_mount(project)
    container = Container(project, chosen)
    alive = [f.path for f in container.fates(paths) if f.outside.stop is None]
    proposal = propose_relative(project, alive, top)
    texts = {s.path: s.after.text for s in proposal.plan.steps if isinstance(s.after, Link)}
    base = _one(project, chosen, top)
    return _Rounds(project, base, paths, texts).solved("relative", proposal)


def one_mount(project: Project) -> bytes:
    """The folder to mount for relative links: an allowed root around the project, or the project.

    No broad one, whoever allows it.
    """
    home = os.path.expanduser(b"~")
    around = [
        root
        for root in project.policy.allowed_roots
        if is_within(project.root, root) and not is_broad(root, home, root)
    ]
    return max(around, key=len, default=project.root)


def _one(project: Project, chosen: MountMap, top: bytes) -> MountMap:
    """The map with one mount, of `top`, which has the project where the map has it if it can."""
    rest = project.root[len(top.rstrip(b"/")) :].lstrip(b"/")
    ending = b"/" + rest if rest else b""
    place = chosen.at[: -len(ending)] if ending and chosen.at.endswith(ending) else chosen.at
    mount = Mount(top, place or top, _is_read_only(project, chosen))
    at = place_in((mount,), project.root) or project.root
    return replace(chosen, mounts=(mount,), at=at)


def propose_relative(project: Project, links: Sequence[bytes], top: bytes) -> Proposal:
    """Links that name their target by way of what lies above a folder name it from within.

    Absolute ones, and relative ones that leave the folder and come back. Targets outside of it
    stay as they are named, and so do links in raw data.
    """
    looks = Container(project, MountMap((Mount(project.root, project.root),), project.root))

    def rewrite(path: bytes, text: bytes) -> bytes:
        here = project.policy.absolute(parent(path))
        if not text.startswith(b"/") and not _leaves(here, text, top):
            return text
        target = project.policy.absolute(leads_to(project, path, text))
        if not is_within(target, top):
            target = _real(looks, target)
        return relative_to(target, here) if is_within(target, top) else text

    role_of: Callable[[bytes], object] = project.layout.role_of
    changed = [link for link in links if role_of(link) is not Role.RAW]
    return propose_rewrite(project, say("Make links relative"), changed, rewrite)


def _real(looks: Container, target: bytes) -> bytes:
    """A target with the folder it lies in as it really is."""
    folder, _, name = target.rpartition(b"/")
    end = looks.outside.follow(folder or b"/")
    return target if end.stop is not None else join(end.place, name)


def _leaves(folder: bytes, text: bytes, top: bytes) -> bool:
    """True if a relative text climbs out of a folder, by the text alone."""
    room = len([part for part in folder[len(top.rstrip(b"/")) :].split(b"/") if part])
    for part in text.split(b"/"):
        room += (part not in (b"", b".", b"..")) - (part == b"..")
        if room < 0:
            return True
    return False
