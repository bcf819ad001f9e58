"""Who uses what: folders whose links lead to a path, directly or through other links."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, ItemsView, Sequence
from itertools import pairwise
from typing import Self

from cvlink_gui.core.bundle import Reaches
from cvlink_gui.core.links import joined
from cvlink_gui.core.names import is_within, upward


class Relations:
    """Folders by what their links reach. Paths are as in `Listing.reaches`."""

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[bytes, ...]] = {}
        self._waiting: list[Reaches] = []  # of other folders, to be taken apart
        # By what is reached; made when somebody asks: most scans end without a question.
        self._users: defaultdict[bytes, set[bytes]] | None = None

    @classmethod
    def of(cls, found: Reaches) -> Self:
        """What is known of many folders, and of no others."""
        relations = cls()
        relations.put_all(found)
        return relations

    def put(self, folder: bytes, reaches: tuple[bytes, ...]) -> None:
        """Replace what the links in `folder` reach."""
        before = self._reaches.pop(folder, ())
        if reaches:
            self._known[folder] = reaches
        if self._users is not None:
            for path in before:
                self._users[path].discard(folder)
            for path in reaches:
                self._users[path].add(folder)

    def put_all(self, found: Reaches) -> None:
        """What the links in many folders reach of which nothing was known."""
        if self._users is None:
            self._waiting.append(found)
            return
        for folder, paths in found.rows():
            self.put(folder, paths)

    def packed(self, folders: list[bytes]) -> Reaches:
        """What these folders reach, in their order."""
        unasked = self.unasked()
        if unasked is not None and unasked.names() == folders:
            return unasked
        rows = [self._reaches.get(folder, ()) for folder in folders]
        counts = array("I", map(len, rows)).tobytes()
        return Reaches(joined(folders), counts, joined([path for row in rows for path in row]))

    def unasked(self) -> Reaches | None:
        """All that was put, with folders that reach nothing; None where somebody has asked."""
        if self._known or not self._waiting:
            return None
        return Reaches(*(b"".join(column) for column in zip(*self._waiting, strict=True)))

    def items(self) -> ItemsView[bytes, tuple[bytes, ...]]:
        """Every folder with links, and what they reach."""
        return self._reaches.items()

    def forget(self, folder: bytes) -> None:
        """`folder` and all below it are gone."""
        for known in [f for f in self._reaches if is_within(f, folder)]:
            self.put(known, ())

    def users(self, path: bytes) -> set[bytes]:
        """Folders with a link that leads to `path`, into it, or to a folder around it.

        Through any number of links; without the folders inside `path` itself.
        """
        found: set[bytes] = set()
        ahead = [path]
        while ahead:
            reached = ahead.pop()
            direct = self._direct_users(reached) - found
            direct = {f for f in direct if not is_within(f, path)}
            found |= direct
            ahead.extend(direct)
        return found

    def users_of(
        self,
        folders: Collection[bytes],
        deep: Collection[bytes],
        linking: Collection[bytes] = (),
        is_link: Callable[[bytes], bool] = lambda _path: True,
    ) -> tuple[set[bytes], set[bytes]]:
        """Folders with a link right into one of `folders`, or to one of `deep` or below it.

        And those with a link to a folder around one of these: links through it may lead there.

        linking  all links in these folders are `deep` as well: there may be very many
        """
        above = {path for place in (*folders, *deep, *linking) for path in upward(place)}
        into, around = set(), set()
        for reached, users in self._by_reached().items():
            way = list(upward(reached))
            through = [path for path, over in pairwise(way) if over in linking and is_link(path)]
            is_right_there = reached in folders or reached in linking
            if is_right_there or through or any(path in deep for path in way):
                into |= users
            if reached in above or reached in through:
                around |= users
        return into, around

    def uses(
        self, folder: bytes, leads_to: Callable[[bytes], bytes | None] = lambda _path: None
    ) -> set[bytes]:
        """Paths reached by the links in `folder` or below it, through any number of links.

        leads_to  what a path leads to that is itself a link; None for any other
        """
        found: set[bytes] = set()
        known = sorted(self._reaches)
        ahead = [folder]
        while ahead:
            folders = _within(known, ahead.pop())
            direct = {path for one in folders for path in self._reaches.get(one, ())}
            direct |= {end for path in direct if (end := leads_to(path)) is not None}
            ahead.extend(direct - found)
            found |= direct
        return found

    def _direct_users(self, path: bytes) -> set[bytes]:
        return {
            folder
            for reached, folders in self._by_reached().items()
            if is_within(reached, path) or is_within(path, reached)
            for folder in folders
        }

    @property
    def _reaches(self) -> dict[bytes, tuple[bytes, ...]]:
        if waiting := self._waiting[:]:
            known = self._known.copy()
            for found in waiting:
                known.update(found.rows())
            self._known = known  # whole: two threads may ask at the same time
            self._waiting = self._waiting[len(waiting) :]
        return self._known

    def _by_reached(self) -> dict[bytes, set[bytes]]:
        if self._users is None:
            users: defaultdict[bytes, set[bytes]] = defaultdict(set)
            for folder, paths in self._reaches.items():
                for path in paths:
                    users[path].add(folder)
            self._users = users  # whole: two threads may ask at the same time
        return self._users


def _within(known: Sequence[bytes], folder: bytes) -> Sequence[bytes]:
    """The part of some sorted paths that is a folder or lies in it."""
    if folder in (b"", b"/"):
        return [path for path in known if is_within(path, folder)]
    first = bisect_left(known, folder + b"/")
    return [folder, *known[first : bisect_left(known, folder + b"0", first)]]
