"""Figures of the lineage: `python -m tests.bench.lineage [NODES]` prints how fast it is drawn.

A graph of 2,000 nodes: as many versions as datasets, three times as many splits and experiments,
each made of two of the column before, and one in ten of a column further off.
"""

import sys
import time
from collections.abc import Iterator
from random import Random

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cvlink_gui.core.lineage import COLUMNS, Edge, Graph, Node, arrange
from cvlink_gui.gui import theme
from cvlink_gui.gui.lineage import Drawn
from cvlink_gui.gui.panels.lineage_view import LineageView
from tests.bench.large import Figure, of_frames, of_rounds
from tests.bench.painted import Clock
from tests.bench.report import grid

_SHARES = (1, 1, 3, 3)  # of the nodes, by column
_ROUNDS, _FRAMES = 9, 200
_SIZE = (1400, 600)  # px of the view


def graph(nodes: int) -> Graph:
    """The graph, the same each time."""
    dice = Random(9)  # noqa: S311 (no secret)
    columns = [c for c in range(COLUMNS) for _ in range(nodes * _SHARES[c] // sum(_SHARES))]
    by_column = [[n for n, c in enumerate(columns) if c == column] for column in range(COLUMNS)]
    edges: dict[tuple[int, int], int] = {}
    for node, column in enumerate(columns):
        for _ in range(2 if column else 0):
            back = 1 if dice.random() < 0.9 else dice.randint(1, column)
            near = len(by_column[column - back])
            share = by_column[column].index(node) / len(by_column[column])
            at = min(near - 1, max(0, round(dice.gauss(share * near, 3))))
            edges[by_column[column - back][at], node] = int(dice.random() < 0.02)
    found = tuple(Node(b"folder/name-%04d" % n, column) for n, column in enumerate(columns))
    return Graph(found, tuple(Edge(*ends, broken) for ends, broken in sorted(edges.items())))


def figures(app: QApplication, nodes: int) -> Iterator[Figure]:
    made = graph(nodes)
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        places = arrange(made)
        times.append((time.perf_counter() - begin) * 1000)
    print(f"{len(made.nodes):,} nodes, {len(made.edges):,} edges, {places.crossings:,} crossings\n")
    yield of_rounds("to arrange it (a job)", times)
    view = LineageView()
    view.resize(*_SIZE)
    view.show()
    app.processEvents()
    clock = Clock(app, view)
    yield of_rounds("shown first", [clock.painted(lambda: view.show_drawn(Drawn(made, places)))])
    view.fit()
    yield of_frames("the mouse moves over all of it", list(_moved(clock, view)))
    steps = [clock.painted(lambda: view.zoom(1.25)) for _ in range(_ROUNDS)]
    yield of_rounds("a step nearer", steps)
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 3)
    yield of_frames("the mouse moves, near", list(_moved(clock, view)))
    frames = [clock.painted(lambda: bar.setValue(bar.value() + 20)) for _ in range(_FRAMES)]
    yield of_frames("scrolled by 20 px", frames)
    view.fit()
    nodes_walked = range(0, len(made.nodes), max(1, len(made.nodes) // _ROUNDS))
    yield of_rounds("from node to node by keys", [
        clock.painted(lambda node=node: view.go_to(node)) for node in nodes_walked
    ])  # fmt: skip


def _moved(clock: Clock, view: LineageView) -> Iterator[float]:
    """From node to node, each with its ways lit."""
    assert view.picture is not None
    rects = view.picture.rects
    room = view.viewport().rect()
    seen = [r.center() for r in rects if room.contains(view.mapFromScene(r.center()))]
    for center in seen[:: max(1, len(seen) // _FRAMES)]:
        place = view.mapFromScene(QPointF(center))
        yield clock.painted(lambda place=place: _to(view, place))


def _to(view: LineageView, place: QPoint) -> None:
    QTest.mouseMove(view.viewport(), place)


def main(words: list[str]) -> None:
    """Print Markdown."""
    app = QApplication([])
    theme.choose(app, "light")
    found = list(figures(app, int(words[0]) if words else 2_000))
    rows = [(f.what, f"{f.median:.1f}", f"{f.worst:.1f}") for f in found]
    print(grid(("lineage", "median ms", "worst ms"), rows))


if __name__ == "__main__":
    main(sys.argv[1:])
