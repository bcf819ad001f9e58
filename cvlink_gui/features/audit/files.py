"""What a stat says of the images an audit meets: which are empty, which are one file twice."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from cvlink_gui.fs.stats import Stats, stats
from cvlink_gui.fs.together import Begun

if TYPE_CHECKING:
    from cvlink_gui.features.audit.contents import Content, Contents, Place

Identity = tuple[int, int]  # device, inode


class Files:
    """The files in the folders of one project; of each a stat is asked once.

    The calls are made on threads, while rules that need no answer are asked.
    """

    def __init__(self, contents: "Contents") -> None:
        self._contents = contents
        self._met: dict[bytes, list[frozenset[bytes]]] = {}  # by folder
        self._whole: set[bytes] = set()  # folders of which all was asked for
        self._begun: dict[bytes, list[tuple[list[bytes], Callable[[], Stats]]]] = {}
        self._same: dict[tuple[bytes, int], frozenset[bytes]] = {}  # asked for before, by id()
        self._empty: dict[bytes, set[bytes]] = {}
        self._twins: dict[Place, Identity] = {}  # of files with several names
        self._told: dict[bytes, Stats] = {}  # of folders of which all was asked for

    def empty(self, content: "Content") -> "list[Place]":
        """Those of some files that have 0 bytes."""
        self._meet(content)
        return [
            (folder, name)
            for folder, names in sorted(content.items())
            for name in sorted(names & self._empty.get(folder, set()))
        ]

    def twins(self, one: "Content", other: "Content") -> "Iterator[Place]":
        """Files of the second that are files of the first under other names."""
        self._meet(one)
        self._meet(other)
        known = self._twins_in(one)
        for identity, place in self._twins_in(other).items():
            if identity in known:
                yield place

    def all_in(self, folder: bytes) -> Stats | None:
        """What is told of all files of a real folder, in order; None where it went away."""
        if folder not in self._whole:
            self._begin(folder, self._contents.folder(folder).files)
        self._wait(folder)
        return self._told.get(folder)

    def _twins_in(self, content: "Content") -> "Mapping[Identity, Place]":
        return {
            identity: place
            for place, identity in self._twins.items()
            if place[1] in content.get(place[0], ())
        }

    def ask(self, content: "Content") -> None:
        """Begin to ask for some files; who needs an answer waits for all that was begun."""
        for folder, names in content.items():
            key = folder, id(names)
            if key not in self._same:
                self._same[key] = names  # held, so that its id stays its own
                self._begin(folder, names)

    def _meet(self, content: "Content") -> None:
        self.ask(content)
        for folder in content:
            self._wait(folder)

    def _wait(self, folder: bytes) -> None:
        for names, answer in self._begun.pop(folder, ()):
            try:
                self._take(folder, names, answer())
            except OSError:
                continue  # a folder that went away since: the links into it are found broken

    def _begin(self, folder: bytes, names: frozenset[bytes]) -> None:
        listed = self._contents.folder(folder).own_files
        if folder in self._whole:
            return
        is_most = len(names) > len(listed) // 2
        fresh = listed if is_most else sorted(names.difference(*self._met.get(folder, ())))
        path = self._contents.project.policy.absolute(folder)
        if is_most:
            self._whole.add(folder)
        else:
            self._met.setdefault(folder, []).append(names)
        if fresh and self._contents.answers(path):
            listing = self._contents.folder(folder).listing
            has_files_only = is_most and len(listed) == len(listing)  # no name is copied then
            answer = Begun(partial(stats, path, listing.names if has_files_only else fresh))
            self._begun.setdefault(folder, []).append((fresh, answer))

    def _take(self, folder: bytes, names: list[bytes], found: Stats) -> None:
        if len(names) == len(self._contents.folder(folder).own_files):
            self._told[folder] = found
        if 0 in found.sizes:
            rows = zip(names, found.sizes, strict=True)
            self._empty.setdefault(folder, set()).update(name for name, size in rows if not size)
        if max(found.names, default=0) > 1:
            several = zip(names, found.devices, found.inodes, found.names, strict=True)
            self._twins.update(
                ((folder, name), (device, inode))
                for name, device, inode, count in several
                if count > 1
            )
