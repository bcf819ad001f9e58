"""Words somebody types in part, found in texts: their letters in order, best where words begin.

What matches is what people mean by "fuzzy" where they choose from a list: `nex` finds *New
experiment*, `bl tr` finds *experiments/baseline/train*. Letters are compared without regard to
capitals and accents, so a Turkish I is found whichever of its four forms is typed.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from cvlink_gui.core.cached import cached_property
from cvlink_gui.core.folding import plain

# What a letter is worth: the first one of a word by where it stands, any other by whether it
# follows on, or where else it was found. No jump is worth as much as to go on.
_BEGIN, _WORD, _RUN, _JUMP, _INSIDE = 8, 6, 4, 3, -2
_TAIL = 3  # more for a word that begins in the last part of a path
_TYPING = 4  # less for a word with a letter too many in it
_LONG = 4  # letters; only in such a word may one be wrong
_SHORTER = 0.02  # less for every letter of the text
_MARK = re.compile(r"[\W_]")


class Match(NamedTuple):
    """How well a text matches, and at which places its letters do, ascending."""

    score: float
    places: tuple[int, ...]


@dataclass(frozen=True)
class Query:
    """Words that were typed; each has to be found, in any order.

    is_lenient  a letter of a longer word may be wrong, or two of them the wrong way round
    """

    words: tuple[str, ...]
    is_lenient: bool = False

    @classmethod
    def of(cls, typed: str, *, is_lenient: bool = False) -> "Query":
        """What was typed, taken apart."""
        whole = unicodedata.normalize("NFC", typed)  # a letter and its accent are one
        return cls(tuple(plain(whole).split()), is_lenient)

    def match(self, text: str, tail: int = 0) -> Match | None:
        """How well a text matches; None if a word is not in it, or only here and there.

        tail  where the last part of a path begins, which counts for more
        """
        known = plain(text)
        score, places = -_SHORTER * len(known), set[int]()
        for word in self.words:
            found = self._found(word, known, tail)
            if found is None:
                return None
            score += found.score
            places.update(found.places)
        return Match(score, tuple(sorted(places)))

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """One for each word, which finds its letters within a line (NUL ends it) of folded text.

        It says that a word may match, not how well.
        """
        return tuple(re.compile(_in_order(word)) for word in self.words)

    @cached_property
    def pieces(self) -> tuple[re.Pattern[str], ...]:
        """The same for words that stand there in one piece."""
        return tuple(re.compile(re.escape(word)) for word in self.words)

    def _found(self, word: str, text: str, tail: int) -> Match | None:
        whole = _best(word, text, tail)
        if whole is not None or not self.is_lenient or len(word) < _LONG:
            return whole
        shorter = (word[:at] + word[at + 1 :] for at in range(len(word)))
        ways = (_best(part, text, tail) for part in shorter)
        best = max(filter(None, ways), default=None)
        return None if best is None else Match(best.score - _TYPING, best.places)


def _in_order(word: str) -> str:
    first, *others = (re.escape(letter) for letter in word)
    return first + "".join(rf"[^\0{letter}]*{letter}" for letter in others)


def _best(word: str, text: str, tail: int) -> Match | None:
    """The best way to find the letters of a word in their order.

    For every letter: by the place it is found at, the best way to get there.
    """
    ways = {at: Match(_worth(text, at, tail), (at,)) for at in _places(text, word[0])}
    for letter in word[1:]:
        ways = _next(ways, text, letter)
    found = max(ways.values(), default=None)
    return found if found is not None and found.score >= len(word) else None


def _next(ways: dict[int, Match], text: str, letter: str) -> dict[int, Match]:
    fresh: dict[int, Match] = {}
    reached = sorted(ways)
    best: Match | None = None  # of those that leave a gap
    seen = 0
    for at in _places(text, letter):
        while seen < len(reached) and reached[seen] < at - 1:
            way = ways[reached[seen]]
            best = way if best is None or way.score > best.score else best
            seen += 1
        found = []
        if best is not None:
            found.append(Match(best.score + _jump(text, at), (*best.places, at)))
        if (before := ways.get(at - 1)) is not None:
            found.append(Match(before.score + _RUN, (*before.places, at)))
        if found:
            fresh[at] = max(found)
    return fresh


def _worth(text: str, at: int, tail: int) -> int:
    """What the first letter of a word is worth."""
    if not _begins(text, at):
        return _INSIDE
    return (_BEGIN if at in (0, tail) else _WORD) + (_TAIL if at >= tail > 0 else 0)


def _jump(text: str, at: int) -> int:
    """What a letter is worth that does not follow on the one before."""
    return _JUMP if _begins(text, at) else _INSIDE


def _begins(text: str, at: int) -> bool:
    return at == 0 or _MARK.match(text[at - 1]) is not None


def _places(text: str, letter: str) -> list[int]:
    found, at = [], text.find(letter)
    while at >= 0:
        found.append(at)
        at = text.find(letter, at + 1)
    return found
