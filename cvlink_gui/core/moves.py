"""Where the target of a broken link may be now, and what speaks for each place.

A target and a place with its name give a rule: what was below the head of the one is below the
head of the other, with the tails that agree cut off. What speaks for a place is the content key
both are called by, the name and size of a file, how many broken links its rule explains, and how
much of the two paths agrees.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from cvlink_gui.core.keys import ContentKey
from cvlink_gui.core.names import basename, is_within, join, parent
from cvlink_gui.core.plan import Objection
from cvlink_gui.core.said import NOTHING, Said, say, say_all, say_count

Rule = tuple[bytes, bytes]  # what was below the first is below the second


@dataclass(frozen=True, slots=True)
class Place:
    """A place for the target of one broken link.

    path     as the project names it
    rule     what its path and the target's tell about others
    parts    last parts of the two paths that are the same
    links    broken links that the rule finds a place for, this one among them
    key      what both are called by in a store of content
    size     bytes, where the key of the link tells them, and the file at this place, which has
             the link's own name, has as many
    reached  links lead there already: what has just moved was not there before
    first    first parts of the two paths that are the same
    cased    it is the target itself, but for letter case and the writing of accents
    """

    path: bytes
    rule: Rule
    parts: int = 0
    links: int = 1
    key: ContentKey | None = None
    size: int | None = None
    reached: bool = False
    first: int = 0
    cased: bool = False

    @property
    def evidence(self) -> Said:
        """What speaks for it, and against it, in words."""
        return say_all(self._words())

    @property
    def is_doubtful(self) -> bool:
        """True where only the name speaks for it, and links lead there already."""
        return self.reached and self.parts <= 1 and not any(self.proof) and not self.cased

    @property
    def rank(self) -> tuple[bool, bool, bool, int, int]:
        """The larger the better; but see `is_better`."""
        return *self.proof, *self.fit

    def is_better(self, other: "Place") -> bool:
        """True if more speaks for it in some way, and in no way less.

        The same content outweighs all else, then the same name and size.
        """
        if self.proof != other.proof:
            return self.proof > other.proof
        pairs = zip(self.fit, other.fit, strict=True)
        return self.fit != other.fit and all(mine >= others for mine, others in pairs)

    @property
    def fit(self) -> tuple[int, int]:
        """How well it fits, apart from its content.

        First and last parts count alike: a folder may have got another name, or gone elsewhere.
        """
        return self.links, self.first + self.parts

    @property
    def proof(self) -> tuple[bool, bool, bool]:
        """Whether the content is the same by its key, or as far as a size tells; or the path is."""
        return self.key is not None, self.size is not None, self.cased

    def _words(self) -> Iterator[Said]:
        if self.key is not None:
            yield say("same content key {key}", key=f"{self.key.algorithm}:{self.key.hash:.16}")
        if self.size is not None:
            yield say_count(
                self.size, "same name and size %Ln byte", "same name and size %Ln bytes"
            )
        if self.cased:
            yield say("the same path in other letter case")
            return
        if self.parts > 1:
            yield say("same last {count} parts of the path", count=self.parts)
        elif self.parts and not any(self.proof):
            yield say("same name")
        if self.first and self.parts:
            yield say_count(self.first, "same first part", "same first %Ln parts")
        if self.links > 1:
            yield say_count(
                self.links - 1,
                "%Ln other broken link moved the same way",
                "%Ln other broken links moved the same way",
            )
        if self.reached:
            yield say("links lead there already")


@dataclass(frozen=True, slots=True)
class Lost:
    """A broken link, and the places its target may be at, the best first.

    reason, hint  why none of the places is taken; empty if the first one is
    """

    link: bytes
    target: bytes
    places: tuple[Place, ...]
    reason: Said = NOTHING
    hint: Said = NOTHING


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
    def evidence(self) -> Said:
        """Why it is believed, in words."""
        return say("{count} of {all} broken links fit", count=len(self.links), all=self.of)


@dataclass(frozen=True, slots=True)
class Moves:
    """What became of the targets of broken links.

    limits  what was not searched
    """

    lost: tuple[Lost, ...]
    limits: tuple[Objection, ...] = ()

    @property
    def found(self) -> dict[bytes, Place]:
        """The place that is taken, by link."""
        return {lost.link: lost.places[0] for lost in self.lost if not lost.reason}

    @property
    def rules(self) -> list[Move]:
        """The rules that are taken, those that mend the most links first."""
        links: defaultdict[Rule, list[bytes]] = defaultdict(list)
        for link, place in self.found.items():
            links[place.rule].append(link)
        rules = [Move(*rule, tuple(some), self._into(rule[0])) for rule, some in links.items()]
        return sorted(rules, key=lambda move: (-len(move.links), move.old, move.new))

    def _into(self, old: bytes) -> int:
        return sum(is_within(lost.target, old) for lost in self.lost)


def ranked(places: Iterable[Place]) -> list[Place]:
    """Places with the best ones first; alike ones by their path."""
    by_path = sorted(places, key=lambda place: place.path)
    return sorted(by_path, key=lambda place: place.rank, reverse=True)


def best(places: Iterable[Place]) -> list[Place]:
    """Of ranked places those that none is better than: more than one, and they fit alike."""
    found: list[Place] = []
    for place in places:
        if not any(other.is_better(place) for other in found):
            found.append(place)
    return found


def rule_of(target: bytes, place: bytes) -> tuple[Rule, int]:
    """The differing heads of two paths, and how many parts of their tails agree.

    `a/v3/train` and `b/v1/train` give `a/v3`, `b/v1` and 1.
    """
    old, new, parts = target, place, 0
    while basename(old) and basename(old) == basename(new):  # neither b"" nor b"/" has a name
        old, new, parts = above(old), above(new), parts + 1
    return (old, new), parts


def parts_alike(old: bytes, new: bytes) -> int:
    """How many first parts of two paths are the same; none for an absolute one beside another."""
    if old.startswith(b"/") != new.startswith(b"/"):
        return 0
    both = zip(old.strip(b"/").split(b"/"), new.strip(b"/").split(b"/"), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] != b"", both))


def moved(path: bytes, old: bytes, new: bytes) -> bytes:
    """`path`, which lies in `old`, in `new` instead."""
    tail = path[len(old) :].lstrip(b"/")
    return join(new, tail) if tail else new


def above(path: bytes) -> bytes:
    """The folder above; `/` stays `/`, the project's root stays `b""`."""
    return parent(path) or (b"/" if path.startswith(b"/") else b"")


def with_all_above(path: bytes) -> Iterator[bytes]:
    """A path and every folder above it."""
    yield path
    while path != above(path):
        path = above(path)
        yield path
