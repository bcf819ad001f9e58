"""A scan by threads of the compiled twin in this very process, where nothing can hang.

No process has to start, nothing is sent, and nearly every link is judged by a listing that was
made anyway: what helper processes cannot do, as each of them has seen a part of the tree only.
The tree comes at the end, whole. Helpers are for windows, and for storage that may stop answering.
"""

import os
from collections.abc import Callable, Iterator

from cvlink_gui.core.links import Health
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.fs import native
from cvlink_gui.fs.mountinfo import Mount
from cvlink_gui.fs.scan import ROOM
from cvlink_gui.fs.verdict import is_trouble

_WAIT_MILLISECONDS = 20  # between two looks at whether it was cancelled
_MOST = 4


def is_possible(mounts: tuple[Mount, ...]) -> bool:
    """True with the compiled twin, where no path can lead to storage that may hang."""
    return native.is_used() and bool(mounts) and not any(mount.may_hang for mount in mounts)


def scan(root: bytes, found: Callable[[int], None]) -> Iterator[LinkTree | None]:
    """The tree of every folder, judged; before it nothing, again and again.

    found  is told how many entries were found until then
    """
    crew = native.Crew(root, ROOM, min(_MOST, os.cpu_count() or 1))
    while not crew.is_done(_WAIT_MILLISECONDS):
        found(crew.entries)
        yield None
    found(crew.entries)
    yield crew.tree()


def in_trouble(tree: LinkTree) -> list[bytes]:
    """The folders where something failed as storage fails for a moment."""
    silent = [n for n in tree.unwell() if tree.health(n) is Health.NOT_ANSWERING]
    failed = [path for path, number in tree.errors() if is_trouble(number)]
    return sorted({*failed, *(tree.path(tree.parent(node)) for node in silent)})
