"""Texts of links that were written on another system."""

import re
import unicodedata

# A drive or a server, also behind the prefixes of Windows for long names and devices.
_ABSOLUTE = re.compile(rb"(\\\\[?.]\\|\\\?\?\\)?([A-Za-z]:([\\/]|\Z)|\\\\[^\\/]+[\\/])")
_UNC = re.compile(rb"\\\\[?.]\\UNC\\")


def written_elsewhere(text: bytes) -> str:
    """What a link's text is, in words, where Windows wrote it; "" for a text of this system.

    A backslash may be part of a name here: only a text without any slash is taken for one of
    Windows.
    """
    if b"\\" not in text and not _ABSOLUTE.match(text):
        return ""
    if _ABSOLUTE.match(text) or _UNC.match(text):
        return "an absolute path of Windows"
    return "" if b"/" in text else "a path with the separators of Windows"


def folded(name: bytes) -> str:
    """A name as systems have it that tell no letter case and no way of writing accents apart."""
    text = name.decode("utf-8", "surrogateescape")
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())
