"""One project, looked at again and again and served: as a command has it, and as a window has it.

For a window it is a process of its own, which ends with the window, whatever becomes of that. Its
words are the project and a JSON object of `Wish`; back come messages: ("url", text), or
("error", words) and the end, and after each look ("look", words), none if all is known.
"""

import contextlib
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.names import shown
from cvlink_gui.core.said import packed
from cvlink_gui.features.metrics.board import Board, State
from cvlink_gui.features.metrics.collector import registry
from cvlink_gui.features.metrics.rounds import Rounds
from cvlink_gui.features.metrics.serving import LOOPBACK, Server, Site, Tls
from cvlink_gui.features.metrics.values import Look
from cvlink_gui.fs import children
from cvlink_gui.fs.storage import clock

PORT = 8000
INTERVAL = 60.0  # seconds
PATIENCE = 900.0


@dataclass(frozen=True, slots=True)
class Wish:
    """How to serve.

    port      0 for any that is free
    interval  seconds from the beginning of one look to that of the next
    patience  seconds a look may take
    aliases   other names for some of the metrics as well
    """

    address: str = LOOPBACK
    port: int = PORT
    interval: float = INTERVAL
    patience: float = PATIENCE
    aliases: bool = False
    tls: Tls | None = None


class Exporter:
    """Serves one project until it is closed."""

    def __init__(
        self, root: bytes, wish: Wish, tell: Callable[[Look], None] = lambda _look: None
    ) -> None:
        """Listens and looks when this returns; CannotServe says why it cannot.

        root  absolute, as it is to be named; whether it is there is seen at each look
        tell  called after each look, by a thread
        """
        self.board = Board(root)
        self._rounds: Rounds | None = None
        known = registry(self.board, aliases=wish.aliases, process=True)
        site = Site(known, self._is_alive, lambda: self.board.state.is_known, self._words)
        self._server = Server(site, wish.address, wish.port, wish.tls)
        self._rounds = Rounds(self.board, wish.interval, wish.patience, tell)

    @property
    def url(self) -> str:
        return self._server.url

    def _is_alive(self) -> bool:
        return self._rounds is None or self._rounds.is_alive

    def _words(self) -> str:
        return words(self.board.state)

    def close(self) -> None:
        """End it, in a second or so whatever hangs."""
        if self._rounds is not None:
            self._rounds.close()
        self._server.close()


def words(state: State) -> str:
    """What is known of a project, and since when, for people."""
    lines = [shown(state.root)]
    if state.last is None:
        lines.append("The first look is under way.")
    elif state.last.values is None:
        lines.append(f"Nothing is known now: {state.last.words}")
    if state.succeeded is not None:
        age = time.monotonic() - state.succeeded[1]
        lines.append(f"Last success: {clock(state.succeeded[0])}, {age:.0f} s ago.")
    if state.last is not None and state.values is not None and state.is_known:
        count = sum(state.values.links.values())
        lines.append(f"{count:,} links, {state.values.broken:,} of them broken.")
    return "\n".join(lines)


def main() -> None:
    """The process of a window: serve until its input ends."""
    children.end_with_threads()
    root, wish = os.fsencode(sys.argv[3]), Wish(**json.loads(sys.argv[4]))
    lock = threading.Lock()

    def send(*message: object) -> None:
        with lock, contextlib.suppress(BrokenPipeError):  # the end is near
            children.send(message, sys.stdout.buffer)

    try:
        exporter = Exporter(root, wish, lambda look: send("look", packed(look.words)))
    except CvlinkError as error:
        send("error", packed(error.words))
        os._exit(1)
    send("url", exporter.url)
    sys.stdin.buffer.read()
    exporter.close()
    os._exit(0)  # a client that reads slowly is not waited for
