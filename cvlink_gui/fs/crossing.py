"""Which mounts lie on the way along a path, known before anything on them is touched.

A call on storage that has stopped answering can be neither timed out nor killed, so whoever wants
to stay alive has to know where a path leads without going there.
"""

import errno
import os
from collections.abc import Callable, Collection, Generator

from cvlink_gui.core.errors import NotAnswering
from cvlink_gui.core.links import HOPS
from cvlink_gui.core.names import shown
from cvlink_gui.core.said import say
from cvlink_gui.core.way import Way

# Names what does not answer on the way to a path, if there is such a mount.
Guard = Callable[[bytes], bytes | None]

# What `readlink` says of something that is there and no link, or of what nobody can follow.
_NO_LINK = frozenset({errno.EINVAL, errno.ENOENT, errno.ENOTDIR, errno.EACCES, errno.EPERM})


class Crossings:
    """Walks along absolute paths, link by link, as the kernel does.

    points  the mounts it is about, by where they are mounted
    read    `os.readlink`, or one that also tries again
    """

    def __init__(
        self, points: Collection[bytes], read: Callable[[bytes], bytes] = os.readlink
    ) -> None:
        self._points = frozenset(points)
        self._read = read
        self._texts: dict[bytes, bytes | None] = {}  # folders and links seen on the way

    def __bool__(self) -> bool:
        return bool(self._points)

    def walk(self, path: bytes, *, follow: bool = True) -> Generator[bytes, None, bytes]:
        """Each of the points, before the first call on it; returns the real path.

        What is not there counts as named. OSError where storage fails, or with ELOOP.

        follow  also the path itself, where it is a link
        """
        way = Way(path)
        while place := way.next():
            if place in self._points:
                yield place
            if not (way.ahead or follow):
                return place
            text = self._text(place, keep=bool(way.ahead))
            if text is None:
                way.real = place
            elif way.turns == HOPS:
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
            else:
                way.turn(text)
        return way.real

    def first(self, path: bytes) -> bytes | None:
        """The first of the points on the way, which is not touched; None if there is none."""
        try:
            return next(self.walk(path), None)
        except OSError:
            return None  # it fails before it gets there

    def _text(self, place: bytes, *, keep: bool) -> bytes | None:
        """The text of a link; None for anything else. Kept for what leads to many."""
        if place in self._texts:
            return self._texts[place]
        try:
            text = self._read(place)
        except OSError as error:
            if error.errno not in _NO_LINK:
                raise
            text = None
        except ValueError:  # a NUL, which no name has
            text = None
        if keep:
            self._texts[place] = text
        return text


def must_answer(silent: Guard, path: bytes) -> None:
    """Raise NotAnswering for an absolute path on storage that does not answer."""
    if (mount := silent(path)) is not None:
        raise NotAnswering(say("the storage does not answer: {path}", path=shown(mount)))


def nothing_can_hang(_path: bytes) -> bytes | None:
    """The guard of a machine on which all is local."""
    return None
