"""A scan by threads of the compiled twin in this very process, where nothing can hang.

No process has to start, nothing is sent, and nearly every link is judged by a listing that was
made anyway: what helper processes cannot do, as each of them has seen a part of the tree only.
All parts come at the end. Helpers are for windows, and for storage that may stop answering.
"""

import os
from collections.abc import Callable, Iterator

from cvlink_gui.core.bundle import Bundle, bundle
from cvlink_gui.core.links import Health
from cvlink_gui.fs import native
from cvlink_gui.fs.mountinfo import Mount
from cvlink_gui.fs.scan import ROOM
from cvlink_gui.fs.verdict import is_trouble

_WAIT_MILLISECONDS = 20  # between two looks at whether it was cancelled
_MOST = 4
_NOTHING = bundle([])


def is_possible(mounts: tuple[Mount, ...]) -> bool:
    """True with the compiled twin, where no path can lead to storage that may hang."""
    return native.is_used() and bool(mounts) and not any(mount.may_hang for mount in mounts)


def scan(
    root: bytes, cancelled: Callable[[], bool], found: Callable[[int], None]
) -> Iterator[Bundle]:
    """Every folder, judged, parents first; before the first ones nothing, again and again.

    found  is told how many entries were found until then
    """
    crew = native.Crew(root, ROOM, min(_MOST, os.cpu_count() or 1))
    while not (crew.is_done or cancelled()):
        part = crew.wait_for(_WAIT_MILLISECONDS)
        found(crew.entries)
        yield _NOTHING if part is None else part


def in_trouble(found: Bundle) -> list[bytes]:
    """The folders where something failed as storage fails for a moment."""
    if not (Health.NOT_ANSWERING in found.health or found.has_errors):
        return []
    return [
        listing.folder
        for listing in found
        if Health.NOT_ANSWERING in listing.health or is_trouble(listing.error)
    ]
