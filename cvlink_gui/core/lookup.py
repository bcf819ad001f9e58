"""Finding things in a link tree: by path, by what lies below, by the text of all names."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from cvlink_gui.core.cached import cached_property
from cvlink_gui.core.columns import NO_FOLDER, NO_STAMP, ROOT, Columns
from cvlink_gui.core.links import NO_TARGET, NUL, Health, Kind, Listing
from cvlink_gui.core.lowered import Lowered
from cvlink_gui.core.names import basename, parent
from cvlink_gui.core.totals import COUNTS, Totals

_UNWELL = re.compile(rb"[^\0]")
_MANY = 256  # names; among more of them halving is quicker than a search through their text


class Lookup(Columns):
    """Columns that are searched; nothing here changes them."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: tuple[array[int], array[int]] | None = None  # see `_all_runs`

    def paths(self, nodes: Iterable[int]) -> list[bytes]:
        """The paths of many nodes, of which many lie in the same folder."""
        folders: dict[int, bytes] = {-1: b"", ROOT: b""}
        return [self._path_by(folders, node) for node in nodes]

    def _path_by(self, folders: dict[int, bytes], node: int) -> bytes:
        """A path, by the known ones of folders above; those on the way become known."""
        way = []
        above = self._parent[node]
        while above not in folders:
            way.append(above)
            above = self._parent[above]
        path = folders[above]
        for folder in reversed(way):
            path = path + b"/" + self.name(folder) if path else self.name(folder)
            folders[folder] = path
        return path + b"/" + self.name(node) if path else self.name(node)

    def child(self, folder: int, name: bytes) -> int | None:
        """The node called `name` in a folder."""
        row = self._row(folder)
        if row is None or not self._size[row] or not name or NUL in name:
            return None
        run = self.children(folder)
        if len(run) > _MANY:
            at = bisect_left(run, name, key=self.name)
            return run[at] if at < len(run) and self.name(run[at]) == name else None
        begin = self._names_at[row]
        end = self._names.index(0, begin + self._start[run[-1]]) + 1
        at = self._names.find(b"\0" + name + b"\0", begin - 1, end)
        if at < 0:
            return None
        return bisect_right(self._start, at + 1 - begin, run.start, run.stop) - 1

    def find(self, path: bytes) -> int | None:
        """The node at a relative path; links on the way are not followed."""
        node: int | None = ROOT
        for part in path.split(b"/") if path else ():
            node = None if node is None else self.child(node, part)
        return node

    def listing(self, node: int, path: bytes | None = None) -> Listing:
        """A folder's columns, to be worked on as a whole; without `reaches`.

        path  that of the folder, where it is known
        """
        path = self.path(node) if path is None else path
        row = self._row(node)
        if row is None or not self._size[row]:
            stamp = b"" if row is None else self.stamp(row)
            return Listing(path, error=self.error(node), stamp=stamp)
        first = self._first[row]
        run = slice(first, first + self._size[row])
        kinds = bytes(self._kind[run])
        return Listing(
            path,
            self._run_names(row),
            kinds,
            self._start[run].tobytes(),
            self._run_targets(row, kinds),
            _only_links(self._ref[run], kinds).tobytes(),
            bytes(self._health[run]),
            bytes(self._target_kind[run]),
            stamp=self.stamp(row),
        )

    def totals(self, node: int) -> Totals:
        """Counts of all that lies below a node; zeros for a file, a link, an unlisted folder."""
        row = self._row(node)
        if row is None:
            return Totals(0, 0, (0,) * len(Health))
        counts = self._counts[row * COUNTS : (row + 1) * COUNTS]
        return Totals(counts[0], counts[1], tuple(counts[2:]))

    def worst(self, node: int) -> Health:
        """The health of a link; of a folder that of its worst descendant."""
        return self.totals(node).worst if self.kind(node) is Kind.DIR else self.health(node)

    def errors(self) -> list[tuple[bytes, int]]:
        """(path, errno) of every folder that could not be read."""
        return [(self.path(node), number) for node, number in self._errors.items()]

    def places(self) -> tuple[list[bytes], bytes]:
        """Every listed folder by its path, parents first, and their stamps in the same order."""
        paths: dict[int, bytes] = {}
        refs, parents, starts, names = self._ref, self._parent, self._start, self._names
        find, names_at = names.index, self._names_at
        for row, node in enumerate(self._owner):
            if node == ROOT:
                paths[row] = b""
            elif node != NO_FOLDER:
                above = refs[parents[node]]
                begin = names_at[above] + starts[node]
                name = bytes(names[begin : find(0, begin)])
                around = paths[above]
                paths[row] = b"%b/%b" % (around, name) if around else name
        if len(paths) == len(self._owner):
            return list(paths.values()), bytes(self._stamps)
        return list(paths.values()), b"".join(self.stamp(row) or NO_STAMP for row in paths)

    def listed(self) -> "array[int]":
        """The nodes of `places`, in its order."""
        return array("I", [node for node in self._owner if node != NO_FOLDER])

    def walk(self, node: int = ROOT) -> Iterator[int]:
        """Every node below, parents before children."""
        stack = [self.children(node)]
        while stack:
            for child in stack.pop():
                yield child
                if self._kind[child] == Kind.DIR:
                    stack.append(self.children(child))

    def folders(self, node: int = ROOT) -> Iterator[int]:
        """Every folder below a node that was listed, parents first."""
        ahead = [node]
        while ahead:
            run = self.children(ahead.pop())
            at = self._kind.find(Kind.DIR, run.start, run.stop)
            while at >= 0:
                if self.is_listed(at):
                    yield at
                    ahead.append(at)
                at = self._kind.find(Kind.DIR, at + 1, run.stop)

    def links(self, node: int = ROOT) -> Iterator[int]:
        """Every link below a node."""
        return (n for n in self.walk(node) if self._kind[n] in (Kind.SYMLINK, Kind.JUNCTION))

    def unwell(self) -> list[int]:
        """Every link whose health is not OK, at the speed of a search in bytes."""
        found = (match.start() for match in _UNWELL.finditer(self._health))
        return [node for node in found if self.is_current(node)]

    def any_text(self, pattern: re.Pattern[bytes]) -> bool:
        """True if the pattern finds something in the texts of all links, each after a NUL."""
        return pattern.search(b"\0" + self._targets) is not None

    @cached_property
    def lowered(self) -> Lowered:
        """`text` without capital letters."""
        return Lowered(self._names)

    def run_at(self, place: int) -> tuple[int, int, int]:
        """Whose names lie around a place of `text`: (folder, begin, end).

        The folder is -1 where it was listed again since, or is gone.
        """
        starts, rows = self._all_runs()
        after = bisect_right(starts, place)
        if after:
            row, begin = rows[after - 1], starts[after - 1]
            if self._names_at[row] == begin and self._size[row] and self._owner[row] != NO_FOLDER:
                end = self._names_end(row)
                if place < end:
                    return self._owner[row], begin, end
        return -1, place, starts[after] if after < len(starts) else len(self._names)

    def ending(self, *ends: bytes) -> list[int]:
        """The nodes whose names end in one of some texts; a search over the text of all names."""
        found = []
        for end in ends:
            place = self._names.find(end + b"\0")
            while place >= 0:
                folder = self.run_at(place)[0]
                if folder >= 0:
                    found.append(self.node_at(folder, place))
                place = self._names.find(end + b"\0", place + 1)
        return found

    def node_at(self, folder: int, place: int) -> int:
        """The node in a folder whose name lies around a place of `text`."""
        run = self.children(folder)
        at = place - self._names_at[self._ref[folder]]
        return bisect_right(self._start, at, run.start, run.stop) - 1

    def _all_runs(self) -> "tuple[array[int], array[int]]":
        """Where the runs of names start in the text, ascending, and their rows."""
        if self._runs is None:
            rows = sorted(
                filter(self._size.__getitem__, range(len(self._size))),
                key=self._names_at.__getitem__,
            )
            self._runs = array("Q", map(self._names_at.__getitem__, rows)), array("I", rows)
        return self._runs


def _only_links(ref: "array[int]", kinds: bytes) -> "array[int]":
    """Where texts start; the column says of folders where their own listing is."""
    at = kinds.find(Kind.DIR)
    while at >= 0:
        ref[at] = NO_TARGET
        at = kinds.find(Kind.DIR, at + 1)
    return ref


class Neighbours:
    """Finds the nodes of many paths of which many lie in the same folder, one after the other.

    `Lookup.find` goes through the names of a folder each time. The tree must not change meanwhile.
    """

    def __init__(self, tree: Lookup) -> None:
        self._tree = tree
        self._folder: bytes | None = None
        self._nodes: dict[bytes, int] = {}

    def find(self, path: bytes) -> int | None:
        """As `Lookup.find`; no node for an absolute path."""
        if not path or path.startswith(b"/"):
            return None if path else ROOT
        folder = parent(path)
        if folder != self._folder:
            self._nodes = self._in(folder)
            self._folder = folder
        return self._nodes.get(basename(path))

    def _in(self, folder: bytes) -> dict[bytes, int]:
        node = self._tree.find(folder)
        if node is None:
            return {}
        return dict(zip(self._tree.names(node), self._tree.children(node), strict=True))
