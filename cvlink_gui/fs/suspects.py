"""At what a stuck helper of a scan may be stuck: found out while the others go on."""

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cvlink_gui.core.errors import StorageError
from cvlink_gui.core.names import is_within
from cvlink_gui.fs.storage import Storage, wait_for, wish_for

if TYPE_CHECKING:
    from cvlink_gui.fs.probe import Probe

_GRACE_SECONDS = 0.5  # so long a scan waits for mounts that did not answer before
_REST_SECONDS = 3.0  # between two times a scan asks
_WIDTH = 4  # calls at a time on one mount


class Suspects:
    """Finds out, for the time of one scan, which mounts do not answer.

    dead  mounts to stay away from
    """

    def __init__(self, storage: Storage, root: bytes) -> None:
        self._storage = storage
        self._root = root
        self._probe: Probe | None = None
        self._again_at = 0.0
        wait_for(storage.look_again(_GRACE_SECONDS))
        self.dead = storage.dead

    @property
    def is_asking(self) -> bool:
        return self._probe is not None

    def ask(self, paths: Iterable[bytes], *, attempts: int = 1) -> None:
        """Ask what a helper may be stuck at, unless that is under way or was just done."""
        if self._probe is None and (attempts > 1 or time.monotonic() > self._again_at):
            from cvlink_gui.fs.probe import Probe  # most scans do without

            wish = wish_for(self._storage.deadline, self.dead, width=_WIDTH, attempts=attempts)
            self._probe = Probe(wish)
            # A helper may be stuck somewhere below a folder it was given.
            self._probe.ask(p for p in wish.points if is_within(p, self._root))
            self._probe.ask(paths)

    def listen(self) -> None:
        """Take in what has been answered since."""
        if self._probe is None:
            return
        try:
            answers = self._probe.answers(0)
        except StorageError:  # it died: the scan goes on without
            self.close()
            return
        fresh = [answer for answer in answers if answer.point not in self.dead]
        self.dead |= self._storage.hear(fresh, self._probe.process)
        if not self._probe.open:
            self.close()

    def close(self) -> None:
        """Stop asking."""
        if self._probe is not None:
            self._probe.close()
            self._probe = None
            self._again_at = time.monotonic() + _REST_SECONDS
