"""Work that only reads, on storage that may stop answering in the middle of it."""

import time
from collections.abc import Callable
from threading import Thread
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


class Pulse:
    """For how long a thread has not run."""

    def __init__(self) -> None:
        self._felt: bytes | None = None
        self._since = time.monotonic()

    def still(self, thread: Thread | None) -> float:
        """The seconds since it was first felt as it is now; 0 where nobody knows."""
        felt = pulse_of_thread(thread.native_id or 0) if thread else None
        if felt is None or felt != self._felt:
            self._felt, self._since = felt, time.monotonic()
        return time.monotonic() - self._since


def _stands_still(begun: Begun[R], storage: Storage, dead: frozenset[bytes]) -> bool:
    """Wait for the end; True if it does not come, since more mounts than these do not answer."""
    pulse = Pulse()
    while not begun.has_ended(_LOOK_SECONDS):
        if pulse.still(begun.thread) >= QUIET_SECONDS:
            if storage.ask_all() - dead and not begun.has_ended(0):
                return True
            pulse = Pulse()  # it is asked again after as long
    return False
