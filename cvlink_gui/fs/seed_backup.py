"""Backups as a script of a few lines writes them: `{"timestamp": 1.0, "symlinks": {path: text}}`.

Paths are absolute, or relative to wherever the script ran; names that are no UTF-8 are written
with lone surrogates, as Python has them.
"""

import json
import os
from collections.abc import Iterator
from typing import Any

from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.said import Said, say
from cvlink_gui.core.snapshots import Recorded, Snapshot

_HINT = say("Nothing was changed. Use another snapshot: `cvlink backup --list`.")


def decode(data: bytes, path: bytes) -> Snapshot:
    """The links in the text of such a file, by paths as they stand there.

    Raises UsageError, with what is wrong, for anything else.
    """
    try:
        found = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _bad(Said(str(error)), path) from None
    found = found if isinstance(found, dict) else {}
    links, made = found.get("symlinks"), found.get("timestamp", 0)
    if not isinstance(links, dict):
        raise _bad(say("`symlinks` is no table"), path)
    if isinstance(made, bool) or not isinstance(made, int | float) or not 0 <= made < 1e11:
        raise _bad(say("`timestamp` is no time"), path)
    return Snapshot(dict(_links(links, path)), float(made))


def _links(links: dict[str, Any], path: bytes) -> Iterator[tuple[bytes, Recorded]]:
    for link, text in links.items():
        if not isinstance(text, str) or not text or not link or "\0" in link + text:
            raise _bad(say("no path and target: {link}", link=repr(link)[:60]), path)
        try:
            yield os.path.normpath(_encoded(link)), Recorded(_encoded(text))
        except UnicodeEncodeError:
            raise _bad(
                say("half of a surrogate pair: {link}", link=repr(link)[:60]), path
            ) from None


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _bad(why: Said, path: bytes) -> UsageError:
    return UsageError(say("This is no snapshot: {why}", why=why), path=path, hint=_HINT)
