"""What is wrong with the links of a group: one method a rule, each asked once a group."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from cvlink_gui.core.cached import cached_property
from cvlink_gui.core.errors import NotAnswering, UsageError
from cvlink_gui.core.keys import content_key
from cvlink_gui.core.layout import Role
from cvlink_gui.core.links import HEALTH_WORDS, HOPS, Health, Kind
from cvlink_gui.core.names import basename, is_within, join, parent, shown
from cvlink_gui.core.said import Said, say
from cvlink_gui.features.audit.contents import Contents, Ends
from cvlink_gui.features.audit.groups import Group
from cvlink_gui.features.audit.mass import place_of, places_down
from cvlink_gui.features.audit.sentences import SILENT
from cvlink_gui.features.audit.stores import Wanted
from cvlink_gui.features.mounts.maps import NotHere, map_names, named_map

if TYPE_CHECKING:
    from cvlink_gui.features.mounts.container import Container

Fault = tuple[str, Said]  # rule, cause
Faulty = Iterator[tuple[Fault, list[bytes]]]  # with the names of the links

LONG_CHAIN = 4  # links from the first to the data
_LOOKED_AT = 64  # raw files of a group whose permission is asked for, spread evenly
_RULE_BY_HEALTH: Mapping[Health, str] = {
    Health.MISSING: "dangling",
    Health.NOT_A_DIR: "dangling",
    Health.LOOP: "loop",
    Health.DENIED: "denied",
    Health.UNKNOWN: "not-checked",
    Health.NOT_ANSWERING: "not-checked",
    Health.NOT_FETCHED: "not-fetched",
    Health.OUTSIDE: "outside-roots",
}
_GONE = (b"", b"")  # the text of a link that has gone
STORES = {
    "annex": say("git-annex has no content of it here"),
    "dvc": say("the DVC cache has no content of it here"),
    "huggingface": say("the Hugging Face cache has no content of it here"),
    "lfs": say("Git LFS has no content of it here"),
}


class Faults:
    """The rules on groups of links. `contents` is that of one audit."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._policy = contents.project.policy
        self._down = places_down(contents)
        self._missing: dict[bytes, Said] = {}  # by the folder a target is not found in
        self._has_raw = bool(contents.project.layout.folders(Role.RAW))

    def of(self, group: Group) -> Faulty:
        """Everything that is wrong with a group."""
        if self._is_plain(group):
            return
        yield from self._unhealthy(group)
        ends = list(self._contents.ends(group))
        yield from self._silent(group, ends)
        outside = self._outside(group) or self._ending_outside(ends)
        yield from outside.items()
        left = {link for links in outside.values() for link in links}
        if group.prefix.startswith(b"/") and len(left) < len(group.links):
            inside = [link for link in group.links if link not in left]
            yield ("not-portable", say("the link names an absolute path")), inside
        yield from self._lost(group, ends)
        yield from self._chains(ends)
        yield from self._raw_files(group)
        for link, name, health, kind in group.rows() if Kind.DIR in group.kinds else ():
            if health is Health.OK and kind is Kind.DIR:
                for fault in self._of_folder(group, link, group.prefix + name):
                    yield fault, [link]

    def _is_plain(self, group: Group) -> bool:
        """True for links nothing can be wrong with by these rules, as nearly all are."""
        if group.folder.startswith(b"/") or group.prefix.startswith(b"/"):
            return False
        if not self._contents.is_direct(group) or any(self._containers):
            return False
        if not self._contents.answers(group.where):
            return False
        return not self._has_raw or not self._is_raw(group.where)

    def _unhealthy(self, group: Group) -> Faulty:
        causes: defaultdict[Fault, list[bytes]] = defaultdict(list)
        place = place_of(self._contents, group) if self._down else None
        is_down = place in self._down
        unwell = list(group.unwell())
        may_be_wanted = bool(unwell) and self._may_be_wanted(group)
        for at in unwell:
            health = Health(group.health[at])
            if is_down and place is not None and health not in _NOT_FOR_MOUNTS:
                where = shown(self._policy.absolute(place))
                fault = "mount-down", say("not there: {where}", where=where)
            else:
                fault = self._fault(group, at, health, may_be_wanted=may_be_wanted)
            causes[fault].append(group.links[at])
        yield from causes.items()

    def _silent(self, group: Group, ends: Iterable[Ends]) -> Faulty:
        """Links that were well when they were scanned, to storage that does not answer any more."""
        away = {
            link for end in ends if not self._contents.answers(end.folder) for link in end.links
        }
        if not away:
            return
        lost = [link for link, _, health, _ in group.rows() if link in away and not health]
        if lost:
            yield ("not-checked", SILENT), lost

    def _may_be_wanted(self, group: Group) -> bool:
        """True if links may mean content that is to be fetched though their texts do not say so."""
        where = self._contents.end_of(group)[0]
        links = where is not None and self._contents.folder(where).groups
        return bool(links or self._contents.stores.records.outputs)

    def _fault(self, group: Group, at: int, health: Health, *, may_be_wanted: bool) -> Fault:
        name = group.names[at]
        above = group.where if name else parent(group.where)
        if health is Health.MISSING:
            text = group.prefix + name
            asked = may_be_wanted or content_key(text)
            if wanted := self.wanted(group.folder, text) if asked else None:
                return "not-fetched", STORES[wanted.system]
            return _RULE_BY_HEALTH[health], self._not_found_in(above)
        if health is Health.LOOP:
            return _RULE_BY_HEALTH[health], self._circle(join(group.folder, group.links[at]))
        words, path = Said(HEALTH_WORDS[health]), shown(self._there(above))
        return _RULE_BY_HEALTH[health], say("{words}: {path}", words=words, path=path)

    def wanted(self, folder: bytes, text: bytes) -> Wanted | None:
        """The content a link in a folder means that is to be fetched; None for none."""
        stores = self._contents.stores
        path = join(folder, text)
        if key := content_key(text):
            return Wanted(key.system, b"", key.size, key)
        where = self._contents.real(parent(path))
        if where is not None and basename(path) in self._contents.folder(where).links:
            for last in self._contents.trail(path)[1][-1:]:  # none: it has gone since it was listed
                prefix, name = self._contents.folder(parent(last)).links.get(basename(last), _GONE)
                if key := content_key(prefix + name):
                    return Wanted(key.system, last, key.size, key)
        if not stores.records.outputs:
            return None
        output = stores.records.above(join(where, basename(path)) if where else basename(path))
        return Wanted("dvc", output.target, output.size) if output else None

    def _outside(self, group: Group) -> Mapping[Fault, list[bytes]]:
        """The links of a group that leave the allowed roots: by their text, or at any hop."""
        where = self._policy.absolute(group.where)
        real, followed = self._contents.end_of(group)
        hops = [*followed, real or b""]
        away = next(
            (hop for hop in hops if not self._policy.allows(self._policy.absolute(hop))), b""
        )
        if self._policy.allows(where) and not away:
            return {}
        targets = zip(group.links, group.names, strict=True)
        links = [
            link
            for link, name in targets
            if not self._policy.allows(join(away or where, name) if name else away or where)
        ]
        if not links:
            return {}
        return {("outside-roots", say("leads to {where}", where=shown(away or where))): links}

    def _ending_outside(self, ends: Iterable[Ends]) -> Mapping[Fault, list[bytes]]:
        """The links of a group that lead to other links, and by them out of the allowed roots."""
        outside: defaultdict[Fault, list[bytes]] = defaultdict(list)
        for end in ends:
            if end.hops == 1 or self._policy.allows(self._policy.absolute(end.folder)):
                continue
            for link, name in zip(end.links, end.names, strict=True):
                if not self._policy.allows(self._absolute(end.folder, name)):
                    cause = say("leads to {where}", where=shown(end.folder))
                    outside["outside-roots", cause].append(link)
        return outside

    def _lost(self, group: Group, ends: Iterable[Ends]) -> Faulty:
        """The links of a group a container would lose, or lead somewhere else, by a named map."""
        if group.folder.startswith(b"/"):
            return
        containers, wrong = self._containers
        for words in wrong:
            yield ("not-checked", words), group.links
        if not containers:
            return
        from cvlink_gui.features.mounts.container import LOST, cause_of

        for container in containers:
            causes: defaultdict[Fault, list[bytes]] = defaultdict(list)
            turns = container.turns_to_same(group.folder, group.prefix)
            direct = {link for end in ends if end.hops == turns for link in end.links}
            for link, name in zip(group.links, group.names, strict=True):
                if link in direct:
                    continue
                fate = container.fate(join(group.folder, link), group.prefix + name)
                if fate.verdict in LOST and fate.outside.stop is None:
                    words = say("in {name}: {words}", name=container.map.name, words=cause_of(fate))
                    causes["not-portable", words].append(link)
            yield from causes.items()

    @cached_property
    def _containers(self) -> "tuple[list[Container], list[Said]]":
        """One for each map of mounts of this machine, and why others could not be asked."""
        project = self._contents.project
        names = map_names(project)
        if not names:
            return [], []
        from cvlink_gui.features.mounts.container import Container  # most projects have no maps

        found: list[Container] = []
        wrong: list[Said] = []
        for name in names:
            try:
                found.append(Container(project, named_map(project, name)))
            except NotHere:
                continue  # it is for another kind of machine
            except (UsageError, NotAnswering) as error:
                wrong.append(say("in {name}: {words}", name=name, words=error.message))
        return found, wrong

    def _chains(self, ends: Iterable[Ends]) -> Faulty:
        """Chains of more than four links."""
        lengths: defaultdict[int, list[bytes]] = defaultdict(list)
        for end in ends:
            if end.hops > LONG_CHAIN:
                lengths[end.hops] += end.links
        for length, long in lengths.items():
            yield ("deep-chain", say("{count} links one after the other", count=length)), long

    def _raw_files(self, group: Group) -> Faulty:
        """Links to raw files this user may write to."""
        if Kind.FILE not in group.kinds or not self._is_raw(group.where):
            return
        real = self._contents.end_of(group)[0]
        if real is None or not self._contents.answers(real):
            return
        names = group.names[:: max(1, len(group.names) // _LOOKED_AT)]
        if any(may_write(self._absolute(real, name)) for name in names):
            cause = say("files in {folder} can be written", folder=shown(real))
            yield ("raw-writable", cause), group.links

    def _of_folder(self, group: Group, link: bytes, text: bytes) -> Iterable[Fault]:
        """What is wrong with a link to a folder, by what that folder is."""
        real = self._contents.real(join(group.folder, text))
        if real is None:
            return
        if not real.startswith(b"/") and is_within(group.folder, real):
            path = shown(join(group.folder, link))
            yield "loop", say("{path} leads to a folder it lies in", path=path)
        reached = self._contents.folder(real).listing
        if not len(reached) and not reached.error:
            yield "empty", say("nothing in {folder}", folder=shown(real))
        is_asked = self._is_raw(real) and self._contents.answers(real)
        if is_asked and may_write(self._policy.absolute(real)):
            yield "raw-writable", say("{folder} can be written", folder=shown(real))

    def _is_raw(self, path: bytes) -> bool:
        return self._contents.project.layout.role_of(path) is Role.RAW

    def _absolute(self, folder: bytes, name: bytes) -> bytes:
        return self._policy.absolute(join(folder, name))

    def _not_found_in(self, above: bytes) -> Said:
        """That a target is missing, with the root of it.

        That is the highest folder on the way that is not there, as far as the tree knows. Where
        only the last name is missing, the folder it is missing in.
        """
        if above not in self._missing:
            self._missing[above] = self._first_missing(above)
        return self._missing[above]

    def _first_missing(self, above: bytes) -> Said:
        words = Said(HEALTH_WORDS[Health.MISSING])
        tree = self._contents.project.tree
        if above.startswith(b"/"):
            return say("{words}: {path}", words=words, path=shown(above))
        if tree.find(above) is not None:
            if not above:
                return say("{words}: not in the project", words=words)
            return say("{words}: not in {folder}", words=words, folder=shown(above))
        while tree.find(parent(above)) is None:
            above = parent(above)
        return say("{words}: {path}", words=words, path=shown(above))

    def _there(self, path: bytes) -> bytes:
        """The path itself or the nearest above it that is there, as far as the tree knows."""
        while not path.startswith(b"/") and self._contents.project.tree.find(path) is None:
            path = parent(path)
        return path or b"."

    def _circle(self, path: bytes) -> Said:
        """What is wrong with a link that leads into a circle: the same for all that lead there."""
        words = Said(HEALTH_WORDS[Health.LOOP])
        followed = self._contents.trail(path)[1]
        for at, link in enumerate(followed):
            if link in followed[:at]:
                first = shown(min(followed[followed.index(link) : at]))
                return say("{words}: {link} leads back to itself", words=words, link=first)
        return say("{words}: more than {limit} links one after the other", words=words, limit=HOPS)


_NOT_FOR_MOUNTS = frozenset({Health.LOOP, Health.DENIED, Health.NOT_A_DIR})


def may_write(path: bytes) -> bool:
    """Whether this user may write to a path; for root, whom nothing stops, whether anybody may."""
    if os.geteuid() != 0:
        return os.access(path, os.W_OK)
    try:
        return bool(os.stat(path).st_mode & 0o222) and os.access(path, os.W_OK)
    except OSError:
        return False  # it went away since: the link is found broken at the next scan
