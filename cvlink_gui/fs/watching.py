"""Folders watched by inotify(7), as a process: where a path may get stuck nobody waits for it.

In come messages `(is_first, [(path, proof), ...])`: folders to watch, absolute. The proof is the
stamp a folder was listed with, or for one that is not listed itself, where links lead, a time in
ns: a folder that is not as the proof has it comes as changed as soon as it is watched, so that
nothing is lost between looking and watching. On the way to where links lead every folder is watched
for the name that leads on, through other links as well, and so is what is not there.

Out come `("changed", folders, deep, moved)`, gathered for a moment: in `folders` names have come or
gone, what leads to `deep` or below may find something else, and `moved` are other folders than
they were, with all below; `("overflow",)`: changes were lost; and `("state", watched, refused)`
whenever these numbers are others.

At the limit of watches those that are wanted first take the place of others.
"""

import contextlib
import errno
import os
import select
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable

from inotify_simple import Event, INotify, flags

from cvlink_gui.fs import children
from cvlink_gui.fs.stamps import GRAIN, look
from cvlink_gui.fs.trails import trail

_OF_NAMES = flags.CREATE | flags.DELETE | flags.MOVED_FROM | flags.MOVED_TO
_OF_ITSELF = flags.DELETE_SELF | flags.MOVE_SELF | flags.ATTRIB
_MASK = _OF_NAMES | _OF_ITSELF | flags.ONLYDIR
_GATHER_SECONDS = 0.1
_GONE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)

Proof = bytes | int
Tell = Callable[[tuple[object, ...]], None]


class Watcher:
    """The watches of one process; `tell` sends a message."""

    def __init__(self, notify: INotify, tell: Tell) -> None:
        self._notify = notify
        self._tell = tell
        self._watches: dict[bytes, int] = {}  # by path
        self._paths: defaultdict[int, set[bytes]] = defaultdict(set)  # by watch
        self._asked: dict[bytes, Proof] = {}  # what is told of, by path
        self._later: dict[bytes, None] = {}  # what may have to give way, the last one first
        # By watched folder and name in it: what is looked at again when that name comes or goes.
        self._names: defaultdict[bytes, defaultdict[bytes, set[bytes]]]
        self._names = defaultdict(lambda: defaultdict(set))
        self._refused: set[bytes] = set()
        self._changed: dict[bytes, None] = {}
        self._deep: dict[bytes, None] = {}
        self._moved: dict[bytes, None] = {}
        self._moved_now: set[bytes] = set()  # whose watches are to be dropped yet
        self._told = (-1, -1)

    @property
    def has_news(self) -> bool:
        return bool(self._changed or self._deep or self._moved or self._state != self._told)

    @property
    def _state(self) -> tuple[int, int]:
        return len(self._watches), len(self._refused)

    def ask(self, folders: Iterable[tuple[bytes, Proof]], *, is_first: bool) -> None:
        """Watch folders; those that are watched already are left as they are."""
        for path, proof in folders:
            is_new = path not in self._asked or (
                isinstance(proof, bytes) and path not in self._watches
            )
            if is_first:
                self._later.pop(path, None)
            elif is_new:
                self._later[path] = None
            if is_new:
                self._asked[path] = proof
                self._watch_asked(path)

    def take(self, events: Iterable[Event]) -> None:
        """Follow what the kernel says."""
        for event in events:
            if event.mask & flags.Q_OVERFLOW:
                self._tell(("overflow",))
            elif event.mask & flags.IGNORED:
                self._lost(event.wd)
            else:
                self._note(event)
        self._forget_moved()

    def tell_news(self) -> None:
        """Tell what was gathered."""
        if self._changed or self._deep or self._moved:
            self._tell(("changed", list(self._changed), list(self._deep), list(self._moved)))
            self._changed, self._deep, self._moved = {}, {}, {}
        if self._state != self._told:
            self._told = self._state
            self._tell(("state", *self._told))

    def _watch_asked(self, path: bytes) -> None:
        proof = self._asked[path]
        is_there = self._watch(path)
        if not isinstance(proof, bytes):
            way = self._watch_way(path)
            if _newest([path, *way]) >= proof - GRAIN:
                self._deep[path] = None
        elif is_there and look([path]) != proof:
            self._changed[path] = None

    def _watch_way(self, path: bytes) -> set[bytes]:
        """Watch the folders on the way for the names that lead here; those folders."""
        way = set()
        for place in trail(path, {}):
            above, name = os.path.split(place)
            while name:
                if self._watch(above):
                    self._names[above][name].add(path)
                    way.add(above)
                above, name = os.path.split(above)
        return way

    def _watch(self, path: bytes) -> bool:
        """Watch a folder; False if it cannot be."""
        if path in self._watches:
            return True
        while True:
            try:
                watch = self._notify.add_watch(path, _MASK)
            except OSError as error:
                if error.errno == errno.ENOSPC and path not in self._later and self._give_way():
                    continue
                if error.errno not in _GONE:
                    self._refused.add(path)
                return False
            self._watches[path] = watch
            self._paths[watch].add(path)
            self._refused.discard(path)
            return True

    def _give_way(self) -> bool:
        """Let the last folder go that is not wanted first; False if there is none."""
        while self._later:
            path, _ = self._later.popitem()
            if path in self._watches and path not in self._names:
                self._drop(path)
                self._refused.add(path)
                return True
        return False

    def _drop(self, path: bytes) -> None:
        watch = self._watches.pop(path)
        self._paths[watch].discard(path)
        if not self._paths[watch]:
            del self._paths[watch]
            try:
                self._notify.rm_watch(watch)
            except OSError:  # it is gone already
                return

    def _note(self, event: Event) -> None:
        name = os.fsencode(event.name)
        for path in tuple(self._paths.get(event.wd, ())):
            if event.mask & _OF_NAMES:
                if path in self._asked:
                    self._changed[path] = None
                self._named(path, name)
            elif not name:  # it is about the folder itself, not about a file in it
                if path in self._asked:
                    self._deep[path] = None
                if event.mask & (flags.MOVE_SELF | flags.UNMOUNT):
                    self._moved_now.add(path)
                    self._moved[path] = None

    def _named(self, folder: bytes, name: bytes) -> None:
        waiting = self._names[folder].pop(name, ()) if folder in self._names else ()
        for path in waiting:
            if path not in self._asked:
                continue
            self._deep[path] = None
            if path in self._watches:  # something else may have its name now
                self._drop(path)
            self._watch_asked(path)

    def _lost(self, watch: int) -> None:
        """The kernel has removed a watch: its folder is gone."""
        for path in self._paths.pop(watch, ()):
            self._watches.pop(path, None)
            self._unwatched(path)

    def _forget_moved(self) -> None:
        """Folders that were moved have other paths now, and so has all below them."""
        if not self._moved_now:
            return
        moved, self._moved_now = self._moved_now, set()
        gone = [path for path in self._watches if _lies_in(path, moved)]
        for path in gone:
            self._drop(path)
        for path in gone:
            self._unwatched(path)

    def _unwatched(self, path: bytes) -> None:
        """Go on waiting for what was waited for here, and for the folder if links lead there."""
        self._later.pop(path, None)
        for other in {p for found in self._names.pop(path, {}).values() for p in found}:
            if other in self._asked:
                self._watch_way(other)
        if isinstance(self._asked.get(path), int):
            self._deep[path] = None
            self._watch_asked(path)
        else:
            self._asked.pop(path, None)


def _newest(folders: Iterable[bytes]) -> int:
    """When one of these was changed last, in ns; 0 where none is there."""
    newest = 0
    for folder in folders:
        with contextlib.suppress(OSError):
            newest = max(newest, os.stat(folder).st_ctime_ns)
    return newest


def _lies_in(path: bytes, folders: set[bytes]) -> bool:
    while path not in folders:
        above = os.path.dirname(path)
        if above == path:
            return False
        path = above
    return True


def main() -> None:
    """The process; it ends with its input."""

    def tell(message: tuple[object, ...]) -> None:
        children.send(message, sys.stdout.buffer)

    try:
        notify = INotify()
    except OSError as error:  # there are as many as the system allows
        tell(("refused", os.strerror(error.errno or errno.EIO)))
        return
    _follow(notify, Watcher(notify, tell))


def _follow(notify: INotify, watcher: Watcher) -> None:
    inbox, orders = children.Inbox(), sys.stdin.fileno()
    deadline: float | None = None
    while True:
        wait = None if deadline is None else max(0.0, deadline - time.monotonic())
        ready, _, _ = select.select([notify, orders], [], [], wait)
        watcher.take(notify.read(timeout=0))  # first: a path may have become another folder's
        if orders in ready:
            try:
                messages = inbox.read(orders)
            except EOFError:
                return
            for is_first, folders in messages:
                watcher.ask(folders, is_first=is_first)
        now = time.monotonic()
        if deadline is None and watcher.has_news:
            deadline = now + _GATHER_SECONDS
        if deadline is not None and now >= deadline:
            watcher.tell_news()
            deadline = None
