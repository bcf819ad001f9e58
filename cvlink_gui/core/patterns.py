"""Words somebody looks for, made ready to be found in names: text, glob, regular expression."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat
from operator import contains

from cvlink_gui.core.folding import cases, folded
from cvlink_gui.core.links import NUL

Test = Callable[[bytes], object]
# Of a regular expression that is made of nothing else, the letters are in every match.
_SIMPLE = re.compile(r"(?:[A-Za-z0-9_\- ]|\\\.|\.[*+]?|(?:\\[dw]|\[[^\]\\]+\])\+?|[\^$])+\Z")
# I, k and s have more cases than the two of ASCII.
_NOT_LETTERS = re.compile(r"(?<!\\)\.[*+]?|(?:\\[dw]|\[[^\]\\]+\])\+?|[\^$]|[iks]", re.IGNORECASE)
_OTHERS = re.compile(rb"[\x80-\xff]+")
_SURE = re.compile(r"[^iks\x80-\U0010ffff]+")  # as they are in every name that folds to them
# Of UTF-8; atomic, so that a character is not shared by two question marks.
_ONE_CHARACTER = rb"(?>[\xc0-\xff][\x80-\xbf]*|.)"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a filter, made ready.

    literals  one of these is in the ASCII-lowered bytes of every name that matches; none for
              words that do not say so
    test      true for a name that matches; None where to contain a literal is all
    """

    literals: tuple[bytes, ...]
    test: Test | None

    def possible(self, text: bytes | bytearray) -> tuple[bytes, ...]:
        """Those of the literals that may be in a text: İ and ı are in few."""
        return tuple(
            literal
            for literal in self.literals
            if literal.isascii() or all(part in text for part in _OTHERS.findall(literal))
        )

    def match(self, name: bytes) -> bool:
        """Whether a name matches."""
        return next(self.matches(name + NUL))

    def matches(self, joined: bytes) -> Iterator[bool]:
        """For each of some names, each followed by NUL, whether it matches."""
        lowered, test = joined.lower().split(NUL)[:-1], self.test
        literals = self.possible(joined)
        has: Iterable[bool]
        if len(literals) == 1:
            has = map(contains, lowered, repeat(literals[0]))
        else:
            has = (not self.literals or any(map(name.__contains__, literals)) for name in lowered)
        if test is None:
            return iter(has)
        names = joined.split(NUL)[:-1]
        return (hit and bool(test(name)) for hit, name in zip(has, names, strict=True))


def of_text(words: str) -> Words:
    """Names that contain the words; capitals do not matter."""
    if words.isascii():
        return Words(tuple(dict.fromkeys(_bytes(case).lower() for case in cases(words))), None)
    wanted = folded(words)
    longest = max(_SURE.findall(wanted), key=len, default="")

    def test(name: bytes) -> object:
        return wanted in folded(name.decode("utf-8", "surrogateescape"))

    return Words((_bytes(longest),) if longest else (), test)


def of_regex(words: str) -> Words:
    """Names in which a regular expression finds something; re.error for one that is none.

    It sees characters, and each byte that is no text as one character.
    """
    try:
        pattern = re.compile(words, re.IGNORECASE)
    except (OverflowError, RecursionError) as error:  # a{99999999999}, ((((...
        raise re.error(str(error)) from error
    parts = _NOT_LETTERS.split(words) if _SIMPLE.match(words) else [""]
    longest = max(parts, key=len).replace("\\.", ".").encode().lower()

    def test(name: bytes) -> object:
        return pattern.search(name.decode("utf-8", "surrogateescape"))

    return Words((longest,) if longest else (), test)


def of_glob(words: str) -> Words:
    """Names that fit a pattern with * and ? as a whole; capitals do not matter."""
    if not words.isascii():
        return _of_wide_glob(folded(words))
    known = cases(words)
    longest = [_bytes(max(re.split(r"[*?]+", case), key=len)).lower() for case in known]
    whole = b"|".join(map(_glob, known))
    pattern = re.compile(b"(?:" + whole + b")\\Z", re.IGNORECASE | re.DOTALL)
    return Words(tuple(dict.fromkeys(longest)) if all(longest) else (), pattern.match)


def _of_wide_glob(words: str) -> Words:
    """The same of folded words with other letters than those of ASCII."""
    wild = {"*": ".*", "?": "."}
    pattern = re.compile("".join(wild.get(char) or re.escape(char) for char in words), re.DOTALL)
    longest = max(_SURE.findall(re.sub(r"[*?]", "\x80", words)), key=len, default="")

    def test(name: bytes) -> object:
        return pattern.fullmatch(folded(name.decode("utf-8", "surrogateescape")))

    return Words((_bytes(longest),) if longest else (), test)


def _glob(words: str) -> bytes:
    wild = {"*": b".*", "?": _ONE_CHARACTER}
    return b"".join(wild.get(char) or re.escape(_bytes(char)) for char in words)


def _bytes(words: str) -> bytes:
    return words.encode("utf-8", "surrogatepass")
