"""Capitals do not matter: what is compared instead of a text, in English and in Turkish at once.

I is the capital of i in one language and of ı in the other, and İ is that of i. The names in a
project are of both, and nothing says which name is of which: so all four are one letter here.
"""

import unicodedata

_TO_ONE_I = str.maketrans({"ı": "i", "\u0307": None})  # İ becomes i and a dot of its own


def folded(text: str) -> str:
    """A text with small letters, and one i; a letter and its accent are one, as they are seen."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text).lower().translate(_TO_ONE_I)


class _Letters(dict[int, str]):
    """By code point the letter that is compared; made when it is first met."""

    def __missing__(self, code: int) -> str:
        first = unicodedata.normalize("NFKD", chr(code).casefold())[:1] or chr(code)
        self[code] = "i" if first == "ı" else first
        return self[code]


_LETTERS = _Letters()


def plain(text: str) -> str:
    """A text letter by letter, as long as it was: small, without accents, with one i."""
    return text.lower() if text.isascii() else text.translate(_LETTERS)


def folded_bytes(text: bytes) -> bytes:
    """The same of names, or of many of them at once."""
    if text.isascii():
        return text.lower()
    words = folded(text.decode("utf-8", "surrogateescape"))
    return words.encode("utf-8", "surrogateescape")
