"""The process that reads and decodes images: one that kills a decoder, or hangs, kills no window.

Protocol, over its standard streams: a pickled `Order` is answered by a marshalled `Answer`.
Texts come in English; the window, whose catalogues this process does not load, translates them.
"""

import contextlib
import os
import pickle
import select
import sys
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from cvlink_gui.fs.children import Inbox, send
from cvlink_gui.fs.crossing import Crossings
from cvlink_gui.gui.previews import Preview, picture, silent
from cvlink_gui.gui.words import tr

MODULE = "gui.decoder"
_FORMAT = QImage.Format.Format_RGB32
# Why there is none, icon and colour, sides of the whole image and how it is turned; sides and bytes
# of the picture.
Answer: TypeAlias = tuple[str, str, str, int, int, int, int, int, bytes]


@dataclass(frozen=True, slots=True)
class Order:
    """A picture of an image file (absolute) that fits a square. dead: mounts to stay away from."""

    path: bytes
    side: int
    dead: frozenset[bytes]


def pack(found: Preview) -> Answer:
    """A preview as built-in values."""
    size = found.size or QSize(0, 0)
    told = (found.why, *found.mark, size.width(), size.height(), found.turn)
    if found.image is None:
        return (*told, 0, 0, b"")
    image = found.image.convertToFormat(_FORMAT)
    return (*told, image.width(), image.height(), bytes(image.constBits()))


def unpack(told: Answer) -> Preview:
    """The preview again, its words in the language of the window."""
    why, icon, field, whole_width, whole_height, turn, width, height, data = told
    size = QSize(whole_width, whole_height) if whole_width else None
    if not data:
        return Preview(None, tr(why), (icon, field), size)
    # The copy owns its pixels: those of the first belong to `data`.
    image = QImage(data, width, height, 4 * width, _FORMAT).copy()
    return Preview(image, size=size, turn=turn)


def main() -> None:
    """In the process: one image after another, until the input ends."""
    inbox, pipe = Inbox(), sys.stdin.fileno()
    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            select.select([pipe], [], [])
            for message in inbox.read(pipe):
                order: Order = pickle.loads(message)  # noqa: S301 (our own parent)
                is_silent = order.dead and Crossings(order.dead).first(order.path) is not None
                found = silent() if is_silent else picture(order.path, order.side)
                send(pack(found), sys.stdout.buffer)
    os._exit(0)  # whatever hangs would be waited for
