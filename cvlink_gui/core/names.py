"""Any name the kernel accepts <-> text that is safe to show.

A path in this program is `bytes`, exactly as the kernel has it, with `/` between its parts;
inside a project it is relative to the project's root (`b""` is the root). Text is made only
to be shown, and never turned back into a path.
"""

import base64
import os
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Controls, bidi overrides and isolates, zero-width and other format characters can make one
# name look like another (Unicode TR 36). Backslashes are doubled beside an escape, and where one
# of them looks like an escape itself: two different names are never shown alike.
_SPOOF_CATEGORIES = frozenset({"Cc", "Cf", "Zl", "Zp", "Cn", "Co"})
_PLAIN = re.compile(r"[\x20-\x7e]*\Z")
_NO_NAMES = (b"", b".", b"..")
_KEPT = 1024  # folders: of many paths into one of them it is taken apart once
_LIKE_AN_ESCAPE = re.compile(r"\\[\\nrtxuU]")


def shown(name: bytes) -> str:
    """`name` as printable, valid Unicode: odd characters as `\\xff`, `\\n` or `\\u202e`."""
    text = name.decode("utf-8", "surrogateescape")
    if text.isascii() and text.isprintable() and "\\" not in text:  # nearly every name
        return text
    return "".join(map(_escaped, text)) if _needs_escapes(text) else text


def printable(text: str) -> str:
    """A text that is put together of others, printable and valid; backslashes stay as they are."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(c) if _is_odd(c) or "\ud800" <= c <= "\udfff" else c for c in text)


def is_odd(name: bytes) -> bool:
    """True where `shown` had to escape: the name deserves a mark beside it."""
    return _needs_escapes(name.decode("utf-8", "surrogateescape"))


def json_path(path: bytes, key: str = "path") -> dict[str, str]:
    """The JSON fields of a path: `key`, and `key_bytes` (base64) where the text was escaped."""
    text = path.decode("utf-8", "surrogateescape")
    if not _needs_escapes(text):
        return {key: text or "."}
    return {key: shown(path), f"{key}_bytes": base64.b64encode(path).decode("ascii")}


def join(folder: bytes, name: bytes) -> bytes:
    """`name` below `folder`; an empty folder is the root and an absolute name wins."""
    if name.startswith(b"/") or not folder:
        return name
    return folder + name if folder.endswith(b"/") else folder + b"/" + name


def parent(path: bytes) -> bytes:
    """The folder a relative path lies in; `b""` for a name directly below the root."""
    return path.rpartition(b"/")[0]


def basename(path: bytes) -> bytes:
    """The last part of a path."""
    return path.rpartition(b"/")[2]


def split(path: bytes) -> tuple[bytes, bytes]:
    """What stands before the last part of a path, with its slash, and the last part."""
    name = path.rpartition(b"/")[2]
    return path[: len(path) - len(name)], name


def ways_to(path: bytes) -> Iterator[bytes]:
    """Every folder on the way to a path, from the top, and the path itself."""
    cut = path.find(b"/", 1)
    while cut >= 0:
        yield path[:cut]
        cut = path.find(b"/", cut + 1)
    yield path


def normal(path: bytes) -> bytes:
    """`path` without `.`, `..` and doubled slashes, by text alone; the root is `b""` or `b"/"`."""
    if not (b"/." in path or b"//" in path or path[:1] == b"." or path[-1:] == b"/"):
        return path  # nearly every path: ten times quicker than to take it apart
    folder, _, name = path.rpartition(b"/")
    if folder and name not in _NO_NAMES:
        return join(_tidy(folder), name)
    return _tidy(path)


def is_within(path: bytes, folder: bytes) -> bool:
    """True if `path` is `folder` or below it; `/data-evil` is not in `/data`."""
    if not folder or folder == b"/":
        return path.startswith(b"/") == folder.startswith(b"/")
    return path == folder or path.startswith(folder + b"/")


def upward(path: bytes) -> Iterator[bytes]:
    """A path and all above it, to the root."""
    yield path
    while path not in (b"", b"/"):
        path = parent(path) or (b"/" if path.startswith(b"/") else b"")
        yield path


def relative_to(path: bytes, folder: bytes) -> bytes:
    """`path` seen from `folder`: the text of a relative link. Both absolute, or both relative."""
    head, _, name = path.rpartition(b"/")
    if name not in _NO_NAMES:
        way, inward = _way(head, folder)
        if name != inward:
            return way + name
    return _way(path, folder)[0].rstrip(b"/") or b"."


@lru_cache(_KEPT)
def _tidy(path: bytes) -> bytes:
    tidy = os.path.normpath(path) if path else b""
    if tidy.startswith(b"//"):
        tidy = tidy[1:]
    return b"" if tidy == b"." else tidy


@lru_cache(_KEPT)
def _way(path: bytes, folder: bytes) -> tuple[bytes, bytes]:
    """From `folder` to `path`, ending in a slash, and the first part of the way back inward."""
    here, there = (normal(b"/" + p.lstrip(b"/")).split(b"/")[1:] for p in (folder, path))
    shared = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        shared += 1
    up, down = ([part for part in parts[shared:] if part] for parts in (here, there))
    inward = up[0] if up and not down else b""
    return b"".join([part + b"/" for part in [b".."] * len(up) + down]), inward


def _needs_escapes(text: str) -> bool:
    if _LIKE_AN_ESCAPE.search(text):
        return True
    return not _PLAIN.match(text) and any(map(_is_odd, text))


def _is_odd(char: str) -> bool:
    return "\udc80" <= char <= "\udcff" or unicodedata.category(char) in _SPOOF_CATEGORIES


def _escaped(char: str) -> str:
    if "\udc80" <= char <= "\udcff":
        return f"\\x{ord(char) - 0xDC00:02x}"
    if "\x80" <= char <= "\xff" and _is_odd(char):
        return f"\\u{ord(char):04x}"  # Python's own \\x85 would read as the byte
    if char == "\\" or _is_odd(char):
        return char.encode("unicode_escape").decode("ascii")
    return char
