"""Broken links whose targets moved: the places are found, compared, and the best one is taken.

Taken is the one place that no other is as good as. Where several fit alike, or hardly anything
speaks for the best one, the link is left out and the reason is said.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from cvlink_gui.core.errors import StorageError
from cvlink_gui.core.foreign import written_elsewhere
from cvlink_gui.core.keys import content_key
from cvlink_gui.core.links import BROKEN, Health
from cvlink_gui.core.moves import (
    Lost,
    Moves,
    Place,
    Rule,
    best,
    moved,
    parts_alike,
    ranked,
    rule_of,
    with_all_above,
)
from cvlink_gui.core.names import basename, parent, shown
from cvlink_gui.core.plan import Dir, Note, Objection, Proposal
from cvlink_gui.core.said import NOTHING, Said, say
from cvlink_gui.features.places import Places, other_case
from cvlink_gui.features.project import Project
from cvlink_gui.features.retarget import leads_to, nodes_below, propose_rewrite, style_of
from cvlink_gui.fs.trails import trail
from cvlink_gui.fs.windows import project_text

_GONE = BROKEN - {Health.LOOP, Health.DENIED}  # what a moved target looks like
_ALIKE = 50  # places of one name that are compared; a name as common as `train` has many
_TOLD = 3  # places that are named beside the one that is taken
_OBJECTS = b"annex/objects"  # where git-annex keeps content
_CHOOSE = say("Choose one with `retarget`.")
_SAY = say("Say where it is with `retarget`.")
# What to do about content that no place was found for, by the system that keeps it.
_FETCH = {
    "annex": say("Fetch it: `git annex get`, or `datalad get`."),
    "dvc": say("Fetch it: `dvc pull`."),
    "huggingface": say("Download it again."),
}
Why = tuple[Said, Said]  # a reason and a hint; empty for none


def find_moves(project: Project, paths: Sequence[bytes] = ()) -> Moves:
    """Where the targets of broken links at or below some paths may have gone."""
    finder = _Finder(project, _broken_targets(project, paths))
    lost = tuple(finder.lost())
    return Moves(lost, tuple(finder.places.limits))


def propose_moves(project: Project, moves: Moves) -> Proposal:
    """Mend the links whose place is known, each with its evidence.

    Links that are left out, or that this project does not let be changed, are warnings: they do
    not keep the others from being mended.
    """
    found = moves.found

    def rewrite(path: bytes, text: bytes) -> bytes:
        return project.policy.link_text(path, found[path].path, style_of(text))

    proposal = propose_rewrite(project, say("Repair broken links"), list(found), rewrite)
    proposal = proposal.without_refused()
    left_out = [Objection(x.link, x.reason, x.hint) for x in moves.lost if x.reason]
    notes = {lost.link: _note(lost.places) for lost in moves.lost if not lost.reason}
    return proposal.objecting(warnings=(*left_out, *moves.limits)).noting(notes)


def propose_repair(project: Project, paths: Sequence[bytes] = ()) -> Proposal:
    """Find where the targets of broken links at or below some paths have gone, and mend them."""
    return propose_moves(project, find_moves(project, paths))


def _note(places: Sequence[Place]) -> Note:
    taken, *others = places
    return Note(taken.evidence, tuple((place.path, place.evidence) for place in others[:_TOLD]))


def _broken_targets(project: Project, paths: Sequence[bytes]) -> dict[bytes, bytes]:
    """What broken links lead to, by link; loops and refusals are not about moved targets."""
    tree = project.tree
    found = {}
    for node in nodes_below(project, paths):
        if tree.health(node) in _GONE:
            path = tree.path(node)
            target = leads_to(project, path, _as_here(tree.target(node)))
            if not _is_behind_another(project, target):
                found[path] = target
    return found


def _as_here(text: bytes) -> bytes:
    """A link's text; of one that Windows wrote, as it would be written here."""
    turned = project_text(text) if written_elsewhere(text) else None
    return text if turned is None else turned


def _is_behind_another(project: Project, target: bytes) -> bool:
    """True where another link on the way is the broken one; mending that one mends both."""
    while target:
        node = project.tree.find(target)
        if node is not None:
            return project.tree.health(node) in _GONE
        target = parent(target)
    return False


class _Finder:
    """Places for the targets of some broken links (target by link), compared with each other."""

    def __init__(self, project: Project, broken: dict[bytes, bytes]) -> None:
        self._project = project
        self._broken = broken
        self._keys = {target: content_key(target) for target in broken.values()}
        self._links = Counter(broken.values())
        sized = {basename(link) for link, target in broken.items() if self._size(target)}
        self.places = Places(project, {basename(target) for target in self._keys} | sized)
        self._crowded: dict[bytes, int] = {}
        self._known = {target: self._named_like(target) for target in self._keys}
        self._cases = {target: other_case(project, target) for target in self._keys}
        self._rules: Counter[Rule] = Counter()
        for target, places in self._known.items():
            self._count(target, places)
        self._follow_rules()
        self._stores: dict[bytes, bool] = {}

    def lost(self) -> Iterator[Lost]:
        """Every link with its places."""
        for link, target in self._broken.items():
            places = ranked(self._places(link, target))
            fitting = self._apart(best(places))
            # What has just moved was not there before, so no link led there.
            fitting = [place for place in fitting if not place.reached] or fitting
            first = fitting[:1] + [place for place in places if place not in fitting[:1]]
            yield Lost(link, target, tuple(first), *self._objection(target, fitting))

    def _size(self, target: bytes) -> int | None:
        key = self._keys[target]
        return None if key is None else key.size

    def _named_like(self, target: bytes) -> dict[bytes, None]:
        """Places with the target's name, and no other content as far as their keys tell."""
        key, places = self._keys[target], self.places.named(basename(target))
        if len(places) > _ALIKE:
            count, tail = len(places), target.split(b"/")[-2:]
            places = [place for place in places if place.split(b"/")[-2:] == tail]
            if not 0 < len(places) <= _ALIKE:
                self._crowded[target] = count
                return {}
        others = [content_key(place) if key else None for place in places]
        return {
            place: None
            for place, other in zip(places, others, strict=True)
            if key is None or other is None or other.hash == key.hash
        }

    def _count(self, target: bytes, places: Iterable[bytes]) -> None:
        for place in places:
            self._rules[rule_of(target, place)[0]] += self._links[target]

    def _follow_rules(self) -> None:
        """Places that no name shows: of a folder with a new name, or where a search was cut off."""
        heads: defaultdict[bytes, list[bytes]] = defaultdict(list)
        for (old, new), _ in self._rules.most_common():
            if len(heads[old]) < _TOLD:
                heads[old].append(new)
        for target, known in self._known.items():
            olds = [target] if known else with_all_above(target)
            ahead = dict.fromkeys(moved(target, old, n) for old in olds for n in heads.get(old, ()))
            fresh = [p for p in ahead if p not in known and self.places.is_there(p)]
            known.update(dict.fromkeys(fresh))
            self._count(target, fresh)

    def _places(self, link: bytes, target: bytes) -> Iterator[Place]:
        known, key, same = self._known[target], self._keys[target], self._as_large(link, target)
        cased = self._cases[target]
        for path in dict.fromkeys((*known, *same, *([] if cased is None else [cased]))):
            if path == link:
                continue
            rule, parts = rule_of(target, path)
            other = content_key(path) if key else None
            yield Place(
                path,
                rule,
                parts,
                max(self._rules[rule], 1),
                key if key and other and key.means_same(other) else None,
                same.get(path),
                self.places.is_reached(path),
                parts_alike(*rule),
                path == cased,
            )

    def _as_large(self, link: bytes, target: bytes) -> dict[bytes, int]:
        """Files with the link's own name and the size its key tells; sizes by path."""
        size = self._size(target)
        if size is None:
            return {}
        alike = self.places.named(basename(link))[:_ALIKE]
        return {path: size for path in alike if self.places.size(path) == size}

    def _apart(self, places: list[Place]) -> list[Place]:
        """Places that fit alike, one for each piece of data; rather one that is near the old."""
        if not 1 < len(places) <= _TOLD:
            return places
        ends: dict[bytes, list[Place]] = {}
        for place in places:
            end = trail(self._project.policy.absolute(place.path), {})[-1]
            ends.setdefault(self._project.policy.inside(end), []).append(place)
        return [max(some, key=lambda p: (p.first, p.path == end)) for end, some in ends.items()]

    def _objection(self, target: bytes, fitting: Sequence[Place]) -> Why:
        """Why none of the places that fit best is taken."""
        if self._is_only_unfetched(target):
            return say("its content is not fetched"), _FETCH["annex"]
        if target in self._crowded:
            count = self._crowded[target]
            return say("{count} places have this name, too many to compare", count=count), _SAY
        if not fitting:
            key = self._keys[target]
            return say("no place was found for it"), _FETCH[key.system] if key else _SAY
        if len(fitting) > 1:
            return _alike([shown(place.path) or "." for place in fitting]), _CHOOSE
        if fitting[0].is_doubtful:
            place = shown(fitting[0].path)
            why = say("only the name fits {place}, and links lead there already", place=place)
            return why, _CHOOSE
        return NOTHING, NOTHING

    def _is_only_unfetched(self, target: bytes) -> bool:
        """True where git-annex's own folder is there, and the content is not in it."""
        key = self._keys[target]
        if key is None or key.system != "annex":
            return False
        store = target[: target.rfind(_OBJECTS) + len(_OBJECTS)]
        if store not in self._stores:
            try:
                self._stores[store] = isinstance(self._project.look(store), Dir)
            except StorageError:
                self._stores[store] = False
        return self._stores[store]


def _alike(places: Sequence[str]) -> Said:
    if len(places) == 2:
        return say("two places fit: {one} and {other}", one=places[0], other=places[1])
    more = ", …" if len(places) > _TOLD else ""
    some = ", ".join(places[:_TOLD]) + more
    return say("{count} places fit: {places}", count=len(places), places=some)
