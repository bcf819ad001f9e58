"""Where a path leads, link by link, and through which places."""

import os
from collections.abc import Callable

from cvlink_gui.core.links import HOPS
from cvlink_gui.core.way import Way


def trail(
    path: bytes,
    known: dict[bytes, list[bytes]],
    text_at: Callable[[bytes], bytes | None] | None = None,
) -> list[bytes]:
    """The real places on the way along an absolute path: of every link followed, then of its end.

    What is not there counts as named. A circle ends after 40 links, as it does for the kernel.

    known    trails of folders, kept by the caller: many links into one folder ask for it once
    text_at  the text of the link at an absolute path, where that is not what is on the disk
    """
    folder, name = os.path.split(path)
    text_at = text_at or _link_text
    if folder not in known:
        hops: list[bytes] = []
        end = _walk(b"/", folder, hops, text_at)
        known[folder] = [*hops, end]
    *places, end = known[folder]
    places.append(_walk(end, name, places, text_at))
    return places


def _walk(
    real: bytes, path: bytes, places: list[bytes], text_at: Callable[[bytes], bytes | None]
) -> bytes:
    """Follow a path from a real folder as the kernel does; adds the place of every link to it."""
    way = Way(path, real)
    while place := way.next():
        found = text_at(place) if len(places) <= HOPS else None
        if found is None:
            way.real = place
        else:
            places.append(place)
            way.turn(found)
    return way.real


def _link_text(path: bytes) -> bytes | None:
    try:
        return os.readlink(path)
    except (OSError, ValueError):  # no link, not there, no permission: it stays as it is named
        return None
