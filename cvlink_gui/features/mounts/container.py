"""The links of a project as a process in a container sees them, told from its mounts."""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.mounts import IMAGE_FOLDERS, MountMap, below
from cvlink_gui.core.names import basename, json_path, parent, shown
from cvlink_gui.core.namespace import End, Namespace, Stop, Unfit, Verdict, judged
from cvlink_gui.core.plan import Found, Link
from cvlink_gui.core.said import Said, say
from cvlink_gui.features.project import Project
from cvlink_gui.features.retarget import nodes_below
from cvlink_gui.fs.stats import identity

WORDS: dict[Verdict, Said] = {
    Verdict.SAME: say("alive"),
    Verdict.DIFFERENT: say("leads to something else"),
    Verdict.NEEDS_MOUNT: say("dead: needs a mount"),
    Verdict.BROKEN: say("dead: broken here too"),
    Verdict.LOOP: say("dead: links in a circle"),
    Verdict.IMAGE: say("unknown: inside the image"),
    Verdict.DENIED: say("no access"),
}
DEAD = frozenset({Verdict.NEEDS_MOUNT, Verdict.BROKEN, Verdict.LOOP, Verdict.DENIED})
LOST = DEAD | {Verdict.DIFFERENT}


class Fate(NamedTuple):
    """What becomes of one link in a container.

    path       of the link, as the project names it; `text` of it
    place      of the link in the container
    missing    the first path of the container that is not there; b"" if that is not the reason
    inside     where it ends in the container, `outside` here
    is_foreign True if it leads out of the allowed roots the project names
    """

    path: bytes
    text: bytes
    place: bytes
    verdict: Verdict
    missing: bytes
    inside: End
    outside: End
    is_foreign: bool

    @property
    def read_only(self) -> bool:
        """True for a link that is alive on a mount that cannot be written to."""
        return self.verdict is Verdict.SAME and self.inside.read_only

    @property
    def words(self) -> Said:
        """The verdict with what it is about."""
        word = WORDS[self.verdict]
        if self.verdict is Verdict.NEEDS_MOUNT:
            return say("{word}: {path} is not there", word=word, path=shown(self.missing))
        if self.verdict is Verdict.DIFFERENT:
            here = self.inside.host
            there = say("an empty folder") if here is None else Said(shown(here))
            return say("{word}: {path}", word=word, path=there)
        if self.verdict is Verdict.IMAGE:
            return say("{word}: {path}", word=word, path=shown(self.inside.place))
        if self.verdict is Verdict.DENIED and self.is_foreign:
            place = shown(self.outside.place)
            return say("{word}: {path} is outside the allowed roots", word=word, path=place)
        if self.verdict is Verdict.DENIED:
            end = self.inside if self.inside.stop is Stop.DENIED else self.outside
            return say("{word}: {path} cannot be looked at", word=word, path=shown(end.place))
        return say("{word}, read-only", word=word) if self.read_only else word


class Container:
    """One container with the mounts of a settled map.

    texts  of links that are taken to be other than on the disk, as after a plan

    UsageError for mounts no engine would make, or that have the project somewhere else.
    """

    def __init__(
        self, project: Project, chosen: MountMap, texts: Mapping[bytes, bytes] | None = None
    ) -> None:
        self.project = project
        self.map = chosen
        self._texts = {project.policy.absolute(p): text for p, text in (texts or {}).items()}
        self._looks = project.looks()
        self.outside = Namespace.of_host(self.look)
        try:
            self.inside = Namespace.of(chosen.mounts, self.look, (*IMAGE_FOLDERS, *chosen.image))
        except Unfit as error:
            raise UsageError(say("These mounts cannot be made: {why}", why=error.why)) from None
        self._folders: dict[bytes, End] = {}
        if self.folder(b"").host != project.root:
            hint = say("Say where its mount puts it, or leave that out.")
            raise UsageError(say("The project is not there"), path=chosen.at, hint=hint)

    def look(self, path: bytes) -> Found:
        """What lies at an absolute path of this machine."""
        text = self._texts.get(path) if self._texts else None
        return self._looks(path) if text is None else Link(text)

    def fates(self, paths: Iterable[bytes] = ()) -> Iterator[Fate]:
        """The fates of the links at or below some paths of the scanned tree; of all for none."""
        tree = self.project.tree
        for node in nodes_below(self.project, paths):
            yield self.fate(tree.path(node), tree.target(node))

    def fate(self, path: bytes, text: bytes) -> Fate:
        """The fate of a link of the project."""
        absolute = self.project.policy.absolute(path)
        text = self._texts.get(absolute, text)
        folder = parent(path)
        here = self.folder(folder)
        outside = self.outside.enter(parent(absolute) or b"/", text)
        if here.stop is None and here.host == self.project.policy.absolute(folder):
            inside = self.inside.enter(here.place, text)
        else:  # something else is mounted over it
            inside = self.inside.follow(below(self.map.at, path))
        verdict = judged(inside, outside, _is_same)
        is_foreign = self._is_foreign(outside)
        if is_foreign and verdict is Verdict.NEEDS_MOUNT:
            verdict = Verdict.DENIED
        missing = inside.place if verdict is Verdict.NEEDS_MOUNT else b""
        place = below(self.map.at, path)
        return Fate(path, text, place, verdict, missing, inside, outside, is_foreign)

    def turns_to_same(self, folder: bytes, prefix: bytes) -> int:
        """What is known of all links of a folder whose texts begin alike, up to a slash.

        The links that are followed to a folder that is the same in the container and here, with
        nothing mounted in it, their own counted; 0 where it is not. Whoever ends there after so
        many is alive, or broken here too.
        """
        here, absolute = self.folder(folder), self.project.policy.absolute(folder)
        if here.stop is not None or here.host != absolute:
            return 0
        inside = self.inside.enter(here.place, prefix or b".")
        outside = self.outside.enter(absolute, prefix or b".")
        is_same = inside.stop is outside.stop is None and inside.host == outside.host
        return outside.turns if is_same and self.inside.is_whole(inside.place) else 0

    def is_alive(self, fate: Fate) -> bool:
        """True if a link whose fate is known from elsewhere is alive here."""
        return self.fate(fate.path, fate.text).verdict is Verdict.SAME

    def folder(self, folder: bytes) -> End:
        """Where a folder of the project lies in the container."""
        if folder not in self._folders:
            self._folders[folder] = self.inside.follow(below(self.map.at, folder))
        return self._folders[folder]

    def _is_foreign(self, outside: End) -> bool:
        policy = self.project.policy
        return bool(
            policy.allowed_roots and outside.stop is None and not policy.allows(outside.place)
        )


def _is_same(one: bytes, other: bytes) -> bool:
    if one == other:
        return True
    found = identity(one)
    return found is not None and found == identity(other)


def counts(fates: Iterable[Fate]) -> dict[str, int]:
    """How many links of each verdict."""
    found = dict.fromkeys(map(str, Verdict), 0)
    for fate in fates:
        found[fate.verdict] += 1
    return found


def fate_json(fate: Fate) -> dict[str, object]:
    """One link as JSON has it."""
    missing = json_path(fate.missing, "missing") if fate.missing else {"missing": None}
    reaches = fate.inside.host if fate.verdict in (Verdict.SAME, Verdict.DIFFERENT) else None
    return {
        **json_path(fate.path),
        **json_path(fate.place, "container_path"),
        "verdict": str(fate.verdict),
        **missing,
        **(json_path(reaches, "reaches") if reaches else {"reaches": None}),
        "read_only": fate.read_only,
        "outside_roots": fate.is_foreign,
    }


def root_causes(fates: Iterable[Fate]) -> dict[Said, list[Fate]]:
    """Links that are not alive, by the words for it: one missing mount is one cause."""
    found: dict[Said, list[Fate]] = {}
    for fate in fates:
        if fate.verdict in LOST:
            found.setdefault(cause_of(fate), []).append(fate)
    return found


def cause_of(fate: Fate) -> Said:
    """The words for a link that is not alive; the same for all one mount would help."""
    if fate.verdict is not Verdict.DIFFERENT or fate.inside.host is None:
        return fate.words
    folder = os.path.dirname(fate.inside.host)
    if basename(fate.inside.host) != basename(fate.outside.place):
        return fate.words
    return say("{word}: {path}", word=WORDS[fate.verdict], path=shown(folder))
