"""Stamps from a process that can be left behind, or that shares the work."""

import contextlib
import os
import selectors
import threading
from collections.abc import Sequence

from cvlink_gui.fs import children
from cvlink_gui.fs.stamps import SIZE, UNANSWERED


class Lookout:
    """Looks at folders in a process from now on; `with` it, the process ends at the end."""

    def __init__(self, paths: Sequence[bytes]) -> None:
        self._count = len(paths)
        self._process = children.start("stamps")
        # The pipe is small, and a process that starts does not read: a thread waits for it.
        threading.Thread(target=self._send, args=(b"\0".join(paths),), daemon=True).start()

    def __enter__(self) -> "Lookout":
        return self

    def __exit__(self, *_: object) -> None:
        children.abandon(self._process)

    def stamps(self, deadline: float) -> bytes:
        """All stamps; UNANSWERED for the rest once no answer came for `deadline` seconds."""
        pipe = self._process.stdout.fileno()
        received = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            while len(received) < self._count * SIZE and selector.select(deadline):
                part = os.read(pipe, 1 << 20)
                if not part:
                    break
                received += part
        whole = len(received) // SIZE
        return bytes(received[: whole * SIZE]) + UNANSWERED * (self._count - whole)

    def _send(self, paths: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):  # it died, or was abandoned
            self._process.stdin.write(paths)
            self._process.stdin.close()
