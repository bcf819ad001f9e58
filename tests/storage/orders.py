"""What a volume of the tests does to the calls it gets: hang, be slow, fail."""

import errno
import json
import os
import threading
import time
from dataclasses import asdict, dataclass

_LOOK_SECONDS = 0.01  # at the orders, while a call hangs


@dataclass(frozen=True, slots=True)
class Orders:
    """What happens to calls.

    hang   they hang until there are other orders
    delay  seconds each takes
    fail   how many fail with `error` before they work; -1 for all
    only   the calls this is about, as FUSE names them; all if none is named
    part   and only those for paths with this in them
    """

    hang: bool = False
    delay: float = 0.0
    fail: int = 0
    error: int = errno.EIO
    only: tuple[str, ...] = ()
    part: str = ""

    def write(self, file: str) -> None:
        """Replace the file in one go: it is read at any moment."""
        with open(file + ".new", "w", encoding="utf-8") as new:
            json.dump(asdict(self), new)
        os.replace(file + ".new", file)

    @classmethod
    def read(cls, file: str) -> "Orders":
        with open(file, encoding="utf-8") as text:
            words = json.load(text)
        return cls(**words | {"only": tuple(words["only"])})

    def concern(self, call: str, path: str) -> bool:
        return (not self.only or call in self.only) and self.part in path


class Gate:
    """Stands before every call, notes it in a file, and does to it what was ordered."""

    def __init__(self, file: str, calls: str) -> None:
        self._file = file
        self._calls = os.open(calls, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._seen = (0, 0)
        self._orders = Orders()
        self._fails_left = 0
        self._lock = threading.Lock()

    def pass_by(self, call: str, path: str) -> None:
        """Return, late or never, or raise OSError."""
        os.write(self._calls, f"{call} {path}\n".encode("utf-8", "surrogateescape"))
        orders = self._now()
        while orders.hang and orders.concern(call, path):
            time.sleep(_LOOK_SECONDS)
            orders = self._now()
        if orders.concern(call, path):
            time.sleep(orders.delay)
            if self._fails():
                raise OSError(orders.error, os.strerror(orders.error))

    def _now(self) -> Orders:
        found = os.stat(self._file)
        stamp = found.st_ino, found.st_mtime_ns
        with self._lock:
            if stamp != self._seen:
                self._orders = Orders.read(self._file)
                self._seen = stamp
                self._fails_left = self._orders.fail
            return self._orders

    def _fails(self) -> bool:
        with self._lock:
            fails = self._fails_left != 0
            self._fails_left -= self._fails_left > 0
            return fails
