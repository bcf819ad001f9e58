"""What a stat says of the images an audit meets: which are empty, which are one file twice."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from cvlink_gui.fs.stats import Stats, stats

if TYPE_CHECKING:
    from cvlink_gui.features.audit.contents import Content, Contents, Place

_SETS = 8  # of names in one folder that are kept apart
_FEW = 8  # times as many names in a folder: those asked for are sooner sorted than picked
Identity = tuple[int, int]  # device, inode


class Files:
    """The files in the folders of one project; of each a stat is asked once."""

    def __init__(self, contents: "Contents") -> None:
        self._contents = contents
        self._met: dict[bytes, list[frozenset[bytes]]] = {}  # by folder
        self._same: dict[tuple[bytes, int], frozenset[bytes]] = {}  # asked for before, by id()
        self._empty: dict[bytes, set[bytes]] = {}
        self._twins: dict[Place, Identity] = {}  # of files with several names

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

    def _twins_in(self, content: "Content") -> "Mapping[Identity, Place]":
        return {
            identity: place
            for place, identity in self._twins.items()
            if place[1] in content.get(place[0], ())
        }

    def _meet(self, content: "Content") -> None:
        for folder, names in content.items():
            key = folder, id(names)
            if key not in self._same:
                self._same[key] = names  # held, so that its id stays its own
                self._look(folder, names)

    def _look(self, folder: bytes, names: frozenset[bytes]) -> None:
        met = self._met.setdefault(folder, [])
        fresh = names.difference(*met)
        met.append(names)
        if len(met) > _SETS:
            met[:] = [frozenset().union(*met)]
        path = self._contents.project.policy.absolute(folder)
        if not fresh or not self._contents.answers(path):
            return
        in_order = self._in_order(folder, fresh)
        try:
            self._take(folder, in_order, stats(path, in_order))
        except OSError:
            return  # a folder that went away since: the links into it are found broken

    def _in_order(self, folder: bytes, names: frozenset[bytes]) -> list[bytes]:
        listed = self._contents.folder(folder).own_files
        few = len(names) < len(listed) // _FEW
        return sorted(names) if few else [name for name in listed if name in names]

    def _take(self, folder: bytes, names: list[bytes], found: Stats) -> None:
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
