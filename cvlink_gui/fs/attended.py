"""Work that only reads, on storage that may stop answering in the middle of it."""

import time
from collections.abc import Callable
from typing import TypeVar

from cvlink_gui.fs.children import pulse_of_thread
from cvlink_gui.fs.storage import Storage
from cvlink_gui.fs.together import Begun, leave

R = TypeVar("R")

QUIET_SECONDS = 3.0  # after which storage is asked whether it is to blame
_LOOK_SECONDS = 0.25


def attended(work: Callable[[], R], storage: Storage) -> R:
    """What some work gives; begun anew where a mount stops answering that it stands still on.

    Whoever reads asks first whether storage answers; it may stop right after that, and the call
    never comes back. The thread it is in is left behind then, and the next one, which knows of
    that mount, touches nothing there.

    work  changes nothing, and takes nothing from an earlier time that may be in such a call
    """
    if not storage.may_hang:
        return work()
    while True:
        dead = storage.dead
        begun = Begun(work)
        if not _stands_still(begun, storage, dead):
            return begun()
        leave(begun.thread)


def _stands_still(begun: Begun[R], storage: Storage, dead: frozenset[bytes]) -> bool:
    """Wait for the end; True if it does not come, since more mounts than these do not answer."""
    pulse, since = None, time.monotonic()
    while not begun.has_ended(_LOOK_SECONDS):
        felt, now = pulse_of_thread(begun.thread.native_id or 0), time.monotonic()
        if felt != pulse or felt is None:
            pulse, since = felt, now
        elif now - since >= QUIET_SECONDS:
            if storage.ask_all() - dead and not begun.has_ended(0):
                return True
            since = now
    return False
