"""The process that looks at a project, so that who serves the numbers never touches its storage.

Protocol: a line asks for a look; back comes a pickled `Look`. It ends with its input.
"""

import contextlib
import os
import pickle
import selectors
import sys
import time
from collections.abc import Callable

from cvlink_gui.core.errors import from_os_error
from cvlink_gui.core.said import say
from cvlink_gui.features.metrics.looking import look
from cvlink_gui.features.metrics.saved import Saved
from cvlink_gui.features.metrics.values import Look, Reason
from cvlink_gui.fs import children
from cvlink_gui.fs.children import Inbox, Process
from cvlink_gui.fs.storage import Storage

_MODULE = "features.metrics.worker"
_TICK_SECONDS = 0.1
_STUCK = 3  # processes that may be stuck in calls that never come back


class Worker:
    """Has a process look at a project, and leaves it behind where it hangs."""

    def __init__(self, root: bytes, patience: float) -> None:
        """`patience`: seconds a look may take."""
        self._root = root
        self._patience = patience
        self._process: Process | None = None
        self._inbox = Inbox()
        self._left: list[Process] = []

    def look(self, cancelled: Callable[[], bool]) -> Look | None:
        """What there is to see now, in bounded time; None if it was cancelled."""
        self._left = [process for process in self._left if process.poll() is None]
        if len(self._left) >= _STUCK:
            return self._too_long()
        try:
            found = self._ask(cancelled)
        except (EOFError, BrokenPipeError):
            self.close()
            words = say("The process that looks at the project has died; another one is started.")
            return Look(None, Reason.DIED, words)
        except OSError as error:  # none can be started now: no memory, no process, no descriptor
            self.close()
            failure = from_os_error(error, "look at it", self._root)
            return Look(None, Reason.OTHER, failure.words)
        if found is None:
            self.close()
        return found

    def _ask(self, cancelled: Callable[[], bool]) -> Look | None:
        process = self._process = self._process or children.start(_MODULE, self._root, bare=False)
        process.stdin.write(b"\n")
        process.stdin.flush()
        end = time.monotonic() + self._patience
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while not cancelled():
                if selector.select(_TICK_SECONDS):
                    for message in self._inbox.read(process.stdout.fileno()):
                        found: Look = pickle.loads(message)  # noqa: S301 (our own child)
                        return found
                if time.monotonic() > end:
                    self._left.append(process)
                    self.close()
                    return self._too_long()
        return None

    def _too_long(self) -> Look:
        words = say(
            "The project was not looked through within {seconds} seconds.",
            seconds=f"{self._patience:g}",
        )
        return Look(None, Reason.TIMEOUT, words)

    def close(self) -> None:
        """Let the process go; one that is stuck is not waited for."""
        process, self._process, self._inbox = self._process, None, Inbox()
        if process is not None:
            children.abandon(process)


def main() -> None:
    """In the process: look each time a line comes."""
    root, storage, saved = os.fsencode(sys.argv[3]), Storage(), Saved()
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        while sys.stdin.buffer.readline():
            children.send(pickle.dumps(look(root, storage, saved)), sys.stdout.buffer)
    os._exit(0)  # whatever hangs would be waited for
