"""The process that looks into a data set, so that whoever asks waits for no storage.

Protocol, over its standard streams: a pickled `Wish` begins a look and ends the one before; a
`Wanted` is answered as soon as the labels are known that far. Back come pickled `Images`, `Card`
and `Drawn`. It ends with its input.
"""

import contextlib
import os
import pickle
import select
import sys
from collections import deque
from collections.abc import Iterator

from cvlink_gui.features.gallery.card import Look
from cvlink_gui.features.gallery.values import Card, Drawn, Images, Wanted, Wish
from cvlink_gui.fs.children import Inbox, send

MODULE = "features.gallery.worker"


class Worker:
    """Goes on with one look, and listens between its steps."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._inbox = Inbox()
        self._look: Look | None = None
        self._steps: Iterator[Images | Card | None] = iter(())
        self._wanted: deque[Wanted] = deque()

    def said(self) -> Iterator[Images | Card | Drawn]:
        """All there is to say; ends with the input."""
        is_busy = False
        while True:
            for message in self._messages(wait=not is_busy):
                self._hear(pickle.loads(message))  # noqa: S301 (our own parent)
            try:
                step = next(self._steps)
                is_busy = True
            except StopIteration:
                step, is_busy = None, False
            if step is not None:
                yield step
            yield from self._draw()

    def _messages(self, *, wait: bool) -> list[bytes]:
        is_there, _, _ = select.select([self._pipe], [], [], None if wait else 0)
        return self._inbox.read(self._pipe) if is_there else []

    def _hear(self, message: Wish | Wanted) -> None:
        if isinstance(message, Wish):
            self._look = Look(message)
            self._steps = self._look.steps()
            self._wanted.clear()
        else:
            self._wanted.append(message)

    def _draw(self) -> Iterator[Drawn]:
        """Answer for the boxes that are wanted, where all annotation files are read."""
        while self._wanted and self._look is not None and self._look.labels_known:
            wanted = self._wanted.popleft()
            if wanted.number == self._look.wish.number:
                labels = self._look.labelling
                marks = tuple(labels.boxes(image) for image in wanted.images)
                yield Drawn(wanted.number, wanted.images, marks)


def main() -> None:
    """In the process."""
    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        for value in Worker(sys.stdin.fileno()).said():
            send(pickle.dumps(value), sys.stdout.buffer)
    os._exit(0)  # whatever hangs would be waited for
