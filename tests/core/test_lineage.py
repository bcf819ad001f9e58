import itertools
import random

import pytest

from cvlink_gui.core.lineage import COLUMNS, Edge, Graph, Node, Places, Ways, arrange


def graph(columns: list[int], *edges: tuple[int, int]) -> Graph:
    nodes = [Node(b"n%04d" % number, column) for number, column in enumerate(columns)]
    return Graph(tuple(nodes), tuple(Edge(*edge) for edge in edges))


def crossings(made: Graph, places: Places) -> int:
    """Counted pair by pair, from the heights that are drawn."""
    pieces: list[tuple[int, float, float]] = []
    for edge, way in zip(made.edges, places.ways, strict=True):
        one, other = sorted((edge.source, edge.user), key=lambda n: made.nodes[n].column)
        stops = [places.heights[one], *way, places.heights[other]]
        begin = made.nodes[one].column
        if begin == made.nodes[other].column:
            continue  # drawn as an arc beside the column
        pieces += [(begin + at, *pair) for at, pair in enumerate(itertools.pairwise(stops))]
    return sum(
        a[0] == b[0] and (a[1] - b[1]) * (a[2] - b[2]) < -1e-9
        for at, a in enumerate(pieces)
        for b in pieces[:at]
    )


def chance(nodes: int, edges: int, seed: int) -> Graph:
    """Anything at all, edges back and within a column too."""
    dice = random.Random(seed)  # noqa: S311 (a test's)
    columns = [dice.randrange(COLUMNS) for _ in range(nodes)]
    found = {(dice.randrange(nodes), dice.randrange(nodes)) for _ in range(edges)}
    return graph(columns, *sorted(pair for pair in found if pair[0] != pair[1]))


def test_nothing_is_arranged_as_nothing():
    assert arrange(Graph()) == Places()


def test_lines_that_cross_are_uncrossed():
    made = graph([0, 0, 0, 1, 1, 1], (0, 5), (1, 4), (2, 3))
    places = arrange(made)
    assert places.crossings == 0 == crossings(made, places)
    heights = places.heights
    assert [heights[0], heights[1], heights[2]] == [heights[5], heights[4], heights[3]], "level"


def test_a_long_edge_passes_between_the_nodes():
    made = graph([0, 1, 1, 3], (0, 1), (0, 2), (0, 3))
    places = arrange(made)
    (_, _, way) = places.ways
    assert len(way) == 2
    assert all(abs(way[0] - places.heights[node]) >= 0.6 for node in (1, 2))


@pytest.mark.parametrize("seed", range(12))
def test_of_any_graph_nodes_stand_apart_and_crossings_are_counted_right(seed):
    made = chance(30, 60, seed)
    places = arrange(made)
    for column in range(COLUMNS):
        here = [h for h, n in zip(places.heights, made.nodes, strict=True) if n.column == column]
        here.sort()
        assert all(b - a >= 1 - 1e-9 for a, b in itertools.pairwise(here))
    assert min(places.heights) >= 0
    assert places.crossings == crossings(made, places)


@pytest.mark.parametrize("seed", range(6))
def test_there_are_fewer_crossings_than_by_name(seed):
    made = chance(40, 60, seed)
    names = {node.path: float(at) for at, node in enumerate(made.nodes)}
    places = arrange(made)
    by_name = Graph(made.nodes, made.edges)
    rows = [names[node.path] for node in by_name.nodes]
    plain = Places(tuple(rows), tuple(() for _ in made.edges))
    short = [e for e in made.edges if abs(_span(made, e)) <= 1]
    only = Graph(made.nodes, tuple(short))
    kept = [way for way, e in zip(places.ways, made.edges, strict=True) if e in short]
    assert crossings(only, Places(places.heights, tuple(kept))) < crossings(
        only, Places(plain.heights, tuple(() for _ in short))
    )


def _span(made: Graph, edge: Edge) -> int:
    return made.nodes[edge.user].column - made.nodes[edge.source].column


def test_what_was_drawn_before_stays_in_its_order():
    made = graph([0, 0, 0, 1, 1, 1], (0, 3), (1, 4), (2, 5))
    before = {b"n0000": 2.0, b"n0001": 1.0, b"n0002": 0.0, b"n0003": 2.0, b"n0004": 1.0}
    heights = arrange(made, before | {b"n0005": 0.0}).heights
    assert heights == (2, 1, 0, 2, 1, 0)


def test_all_that_a_node_comes_from_and_goes_into_is_around_it():
    made = graph([0, 0, 1, 2, 3, 3], (0, 2), (1, 3), (2, 3), (3, 4), (3, 5))
    assert Ways(made).around(2) == ({0, 2, 3, 4, 5}, {0, 2, 3, 4})
    assert Ways(made).around(4) == ({0, 1, 2, 3, 4}, {0, 1, 2, 3})


def test_a_circle_of_nodes_is_walked_once():
    made = graph([1, 1, 1], (0, 1), (1, 2), (2, 0))
    assert Ways(made).around(0) == ({0, 1, 2}, {0, 1, 2})
    assert len(arrange(made).heights) == 3
