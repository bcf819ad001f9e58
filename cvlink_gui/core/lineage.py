"""Which data comes from which, as a drawing in columns: who stands where, with few crossings.

Layers, sweeps by the mean of neighbours and long edges through places of their own are the method
of Sugiyama, Tagawa and Toda (1981); crossings are counted as by Barth, Jünger and Mutzel (2002).
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

COLUMNS = 4  # datasets, versions, splits, experiments
_ROUNDS = 12  # of sweeps there and back, at most
_PATIENCE = 3  # rounds without fewer crossings, before it is left at that
_SETTLING = 6  # rounds that let neighbours stand at the same height
_THIN = 0.3  # rows an edge takes that passes between nodes


class Node(NamedTuple):
    """A dataset, a version, a split or an experiment.

    column   0 to 3, in this order
    exists   False for what broken links lead to
    broken   links in it that are broken
    """

    path: bytes
    column: int
    exists: bool = True
    broken: int = 0


class Edge(NamedTuple):
    """Links in `user` lead to `source`: numbers of nodes. `broken`: how many of them do not."""

    source: int
    user: int
    broken: int = 0


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes, ordered by column and path, and edges between them."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()

    @property
    def shape(self) -> tuple[tuple[tuple[bytes, int], ...], tuple[tuple[int, int], ...]]:
        """All that decides where something stands."""
        places = tuple((node.path, node.column) for node in self.nodes)
        return places, tuple((edge.source, edge.user) for edge in self.edges)


class Ways:
    """The edges of a graph by the nodes they end at."""

    def __init__(self, graph: Graph) -> None:
        self._edges = graph.edges
        # Numbers of edges: by their source, by their user.
        self._at: tuple[list[list[int]], ...] = tuple([[] for _ in graph.nodes] for _ in range(2))
        for number, edge in enumerate(graph.edges):
            self._at[0][edge.source].append(number)
            self._at[1][edge.user].append(number)

    def around(self, node: int) -> tuple[set[int], set[int]]:
        """The nodes a node comes from or goes into, at any distance, itself included; the edges."""
        nodes, edges = {node}, set()
        for near, far in ((0, 1), (1, 0)):
            ahead, seen = [node], {node}
            while ahead:
                for number in self._at[near][ahead.pop()]:
                    edges.add(number)
                    end = self._edges[number][far]
                    if end not in seen:
                        seen.add(end)
                        ahead.append(end)
            nodes |= seen
        return nodes, edges

    def count(self, node: int) -> tuple[int, int]:
        """How many nodes it comes from and goes into right away."""
        return len(self._at[1][node]), len(self._at[0][node])


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything stands, in rows from the top.

    heights    of nodes
    ways       heights of an edge in the columns between its ends, from left to right
    crossings  of edges
    """

    heights: tuple[float, ...] = ()
    ways: tuple[tuple[float, ...], ...] = ()
    crossings: int = 0

    @property
    def rows(self) -> float:
        """How high all of it is."""
        return max(self.heights, default=0.0) + 1


def arrange(graph: Graph, before: Mapping[bytes, float] | None = None) -> Places:
    """Places with few crossings, edges as level as can be.

    before  heights by path of an earlier drawing: what is in it stays in that order if it can
    """
    layers = _Layers(graph, before or {})
    layers.sort()
    return layers.settled()


@dataclass(eq=False, slots=True)
class _Layers:
    """Nodes by number, and behind them the places where long edges pass through a column."""

    graph: Graph
    before: Mapping[bytes, float]
    rows: list[list[int]] = field(init=False)
    left: defaultdict[int, list[int]] = field(init=False)
    right: defaultdict[int, list[int]] = field(init=False)
    ways: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = [[] for _ in range(COLUMNS)]
        self.left, self.right = defaultdict(list), defaultdict(list)
        self.ways = []
        for number, node in enumerate(self.graph.nodes):
            self.rows[node.column].append(number)
        for row in self.rows:
            row.sort(key=self._first_place)
        count = len(self.graph.nodes)
        for edge in self.graph.edges:
            count = self._pass(edge, count)

    def _first_place(self, number: int) -> tuple[float, int]:
        return self.before.get(self.graph.nodes[number].path, float("inf")), number

    def _pass(self, edge: Edge, count: int) -> int:
        """Let an edge pass through the columns between its ends; how many places there are then."""
        one, other = edge.source, edge.user
        if self.graph.nodes[one].column > self.graph.nodes[other].column:
            one, other = other, one
        begin, end = self.graph.nodes[one].column, self.graph.nodes[other].column
        way = list(range(count, count + max(0, end - begin - 1)))
        for column, place in enumerate(way, begin + 1):
            self.rows[column].append(place)
        if begin != end:
            stops = [one, *way, other]
            for near, far in itertools.pairwise(stops):
                self.right[near].append(far)
                self.left[far].append(near)
        self.ways.append(way)
        return count + len(way)

    def sort(self) -> None:
        """Sweep from side to side, and keep the order with the fewest crossings."""
        self._place_by(self.left, range(1, COLUMNS), only_new=bool(self.before))
        best, fewest, waited = [list(row) for row in self.rows], self.crossings(), 0
        for _ in range(_ROUNDS):
            if not fewest or waited == _PATIENCE:
                break
            self._place_by(self.left, range(1, COLUMNS))
            self._place_by(self.right, range(COLUMNS - 2, -1, -1))
            found, waited = self.crossings(), waited + 1
            if found < fewest:
                best, fewest, waited = [list(row) for row in self.rows], found, 0
        self.rows = best

    def _place_by(
        self, near: Mapping[int, list[int]], columns: range, *, only_new: bool = False
    ) -> None:
        """Sort columns by the mean place of what their nodes have on one side.

        only_new  leave nodes where they are: only what passes between them finds its place
        """
        nodes = len(self.graph.nodes)
        for column in columns:
            place = {item: float(at) for row in self.rows for at, item in enumerate(row)}

            def mean(item: int, place: Mapping[int, float] = place) -> float:
                beside = near.get(item, ())
                if not beside or (only_new and item < nodes):
                    return place[item]
                return sum(map(place.__getitem__, beside)) / len(beside)

            self.rows[column].sort(key=mean)

    def crossings(self) -> int:
        return sum(map(self._crossings, range(COLUMNS - 1)))

    def _crossings(self, column: int) -> int:
        """Of edges between a column and the next: pairs that are the other way round there."""
        place = {item: at for at, item in enumerate(self.rows[column + 1])}
        tree = [0] * (len(place) + 1)  # of Fenwick
        crossed = known = 0
        for item in self.rows[column]:
            ends = [place[far] for far in self.right.get(item, ())]
            crossed += sum(known - _sum(tree, end + 1) for end in ends)
            for end in ends:
                _add(tree, end + 1)
            known += len(ends)
        return crossed

    def settled(self) -> Places:
        """The heights: every item near the mean of its neighbours, in order, at a distance."""
        height: dict[int, float] = {}
        for row in self.rows:
            height.update(_apart(row, dict.fromkeys(row, 0.0), self._size))
        for turn in range(_SETTLING):
            back = turn % 2
            for row in reversed(self.rows) if back else self.rows:
                wanted = {item: self._wanted(item, height) for item in row}
                height.update(_apart(row, wanted, self._size))
        top = min(height.values(), default=0.0)
        nodes = len(self.graph.nodes)
        return Places(
            tuple(height[number] - top for number in range(nodes)),
            tuple(tuple(height[place] - top for place in way) for way in self.ways),
            self.crossings(),
        )

    def _wanted(self, item: int, height: Mapping[int, float]) -> float:
        beside = [*self.left.get(item, ()), *self.right.get(item, ())]
        if not beside:
            return height[item]
        return sum(map(height.__getitem__, beside)) / len(beside)

    def _size(self, item: int) -> float:
        return 1.0 if item < len(self.graph.nodes) else _THIN


def _apart(
    row: Sequence[int], wanted: Mapping[int, float], size: Callable[[int], float]
) -> Iterator[tuple[int, float]]:
    """Heights in the order of a row, none too near the next, in sum of squares nearest to wanted.

    Pool adjacent violators: what is too near becomes one block at the mean of what it wants.
    """
    offsets, offset = [], 0.0
    for at, item in enumerate(row):
        if at:
            offset += (size(row[at - 1]) + size(item)) / 2
        offsets.append(offset)
    blocks: list[tuple[float, int]] = []  # sum of what is wanted, of how many
    for item, shift in zip(row, offsets, strict=True):
        total, count = wanted[item] - shift, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            total, count = total + blocks[-1][0], count + blocks[-1][1]
            blocks.pop()
        blocks.append((total, count))
    at = 0
    for total, count in blocks:
        for item, shift in zip(row[at : at + count], offsets[at : at + count], strict=True):
            yield item, total / count + shift
        at += count


def _sum(tree: Sequence[int], end: int) -> int:
    total = 0
    while end:
        total += tree[end]
        end -= end & -end
    return total


def _add(tree: list[int], at: int) -> None:
    while at < len(tree):
        tree[at] += 1
        at += at & -at
