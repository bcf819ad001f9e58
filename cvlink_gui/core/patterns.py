"""Words somebody looks for, made ready to be found in names: text, glob, regular expression."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat
from operator import contains
from unicodedata import normalize

from cvlink_gui.core.folding import folded
from cvlink_gui.core.links import NUL

Test = Callable[[bytes], object]
# Of a regular expression that is made of nothing else, the letters are in every match.
_SIMPLE = re.compile(r"(?:[A-Za-z0-9_\- ]|\\\.|\.[*+]?|(?:\\[dw]|\[[^\]\\]+\])\+?|[\^$])+\Z")
# I, k and s have more cases than the two of ASCII.
_NOT_LETTERS = re.compile(r"(?<!\\)\.[*+]?|(?:\\[dw]|\[[^\]\\]+\])\+?|[\^$]|[iks]", re.IGNORECASE)
_SURE = re.compile(r"[^iks\x80-\U0010ffff]+")  # as they are in every name that folds to them
# Of UTF-8; atomic, so that a character is not shared by two question marks.
_ONE_CHARACTER = rb"(?>[\xc0-\xff][\x80-\xbf]*|.)"
_OTHER_I = ("İ".encode(), "ı".encode(), "\u0307".encode())  # the last: a dot of its own
_EVERY_I = rb"(?:i|%b|%b)(?:%b)?" % _OTHER_I
_PLAIN = {"i": _EVERY_I}
_WILD = {"*": b".*", "?": _ONE_CHARACTER, "i": _EVERY_I}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a filter, made ready.

    literal  is in the ASCII-lowered bytes of every name that matches; empty for words that do
             not say so
    test     true for a name that matches; None where to contain the literal is all
    narrow   a literal that says more, where every letter i is that of ASCII
    is_all   to contain `narrow` is all, there
    """

    literal: bytes
    test: Test | None
    narrow: bytes = b""
    is_all: bool = False

    def literal_in(self, text: bytes | bytearray) -> bytes:
        """What is in the lowered bytes of every name of a text that matches."""
        return self.narrow if self._is_narrow(text) else self.literal

    def match(self, name: bytes) -> bool:
        """Whether a name matches."""
        return next(self.matches(name + NUL))

    def matches(self, joined: bytes) -> Iterator[bool]:
        """For each of some names, each followed by NUL, whether it matches."""
        lowered, test = joined.lower().split(NUL)[:-1], self.test
        is_narrow = self._is_narrow(joined)
        has = map(contains, lowered, repeat(self.narrow if is_narrow else self.literal))
        if test is None or (is_narrow and self.is_all):
            return iter(has)
        names = joined.split(NUL)[:-1]
        return (hit and bool(test(name)) for hit, name in zip(has, names, strict=True))

    def _is_narrow(self, text: bytes | bytearray) -> bool:
        return bool(self.narrow) and not any(other in text for other in _OTHER_I)


def of_text(words: str) -> Words:
    """Names that contain the words; capitals do not matter."""
    if words.isascii():
        return _of_plain_text(words.lower())
    wanted = folded(words)

    def test(name: bytes) -> object:
        return wanted in folded(name.decode("utf-8", "surrogateescape"))

    return Words(_surest(wanted), test)


def _of_plain_text(words: str) -> Words:
    """The same of small letters of ASCII: only an i may be another letter in a name."""
    whole = words.encode()
    if "i" not in words:
        return Words(whole, None)
    pattern = re.compile(_pattern(words, _PLAIN), re.IGNORECASE)
    return Words(max(whole.split(b"i"), key=len), pattern.search, whole, is_all=True)


def of_regex(words: str) -> Words:
    """Names in which a regular expression finds something; re.error for one that is none.

    It sees characters, a letter and its accent as one, and each byte that is no text as one.
    """
    words = normalize("NFC", words)
    try:
        pattern = re.compile(words, re.IGNORECASE)
    except (OverflowError, RecursionError) as error:  # a{99999999999}, ((((...
        raise re.error(str(error)) from error
    parts = _NOT_LETTERS.split(words) if _SIMPLE.match(words) else [""]
    longest = max(parts, key=len).replace("\\.", ".").encode().lower()

    def test(name: bytes) -> object:
        return pattern.search(normalize("NFC", name.decode("utf-8", "surrogateescape")))

    return Words(longest, test)


def of_glob(words: str) -> Words:
    """Names that fit a pattern with * and ? as a whole; capitals do not matter."""
    if not words.isascii():
        return _of_wide_glob(folded(words))
    small = words.lower()
    pattern = re.compile(_pattern(small, _WILD), re.IGNORECASE | re.DOTALL)
    literal, narrow = (max(re.split(by, small), key=len) for by in (r"[*?i]", r"[*?]"))
    return Words(literal.encode(), pattern.fullmatch, narrow.encode())


def _of_wide_glob(words: str) -> Words:
    """The same of folded words with other letters than those of ASCII."""
    wild = {"*": ".*", "?": "."}
    pattern = re.compile("".join(wild.get(char) or re.escape(char) for char in words), re.DOTALL)

    def test(name: bytes) -> object:
        return pattern.fullmatch(folded(name.decode("utf-8", "surrogateescape")))

    return Words(_surest(re.sub(r"[*?]", "\x80", words)), test)


def _pattern(words: str, meant: Mapping[str, bytes]) -> bytes:
    return b"".join(meant.get(char) or re.escape(char.encode()) for char in words)


def _surest(wanted: str) -> bytes:
    """The longest part of folded words that is so in every name that folds to them."""
    return max(_SURE.findall(wanted), key=len, default="").encode()
