"""What a tree of 1,064,592 nodes costs the window, in milliseconds until it is painted.

The tree is made in memory, nine folders of 118,287; the first has images, the others a link to
each of them, one in a hundred broken.
"""

import statistics
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import NamedTuple

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cvlink_gui.core.filter import Mode
from cvlink_gui.core.links import Health, Kind, pack
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.gui.models.levels import DETAIL, NAME, STATE
from cvlink_gui.gui.panels.tree_view import LinkTreeView
from cvlink_gui.gui.window import MainWindow
from cvlink_gui.gui.workbench import Workbench
from tests.bench.painted import Clock

IMAGES, FOLDERS = 118_287, 9
ROUNDS = 5
FRAMES = 300
FEW_IMAGES, FEW_FRAMES = 3_000, 10  # in a quick run


class Figure(NamedTuple):
    """Milliseconds: the median, and the worst; of frames 99 % are no worse."""

    what: str
    median: float
    worst: float
    is_frames: bool = False


def of_rounds(what: str, times: list[float]) -> Figure:
    return Figure(what, statistics.median(times), max(times))


def of_frames(what: str, times: list[float]) -> Figure:
    p99 = sorted(times)[int(len(times) * 0.99)]
    return Figure(f"{what}, and p99", statistics.median(times), p99, is_frames=True)


def tree(folder: int = IMAGES) -> LinkTree:
    """The tree of a million, or of nine folders of another size."""
    made = LinkTree()
    names = [b"v%d" % number for number in range(FOLDERS)]
    images = [b"%012d.jpg" % (number * 5) for number in range(folder)]
    made.put(pack(b"", [(name, Kind.DIR, b"") for name in names]))
    made.put(pack(names[0], [(image, Kind.FILE, b"") for image in images]))
    states = bytes(Health.MISSING if number % 100 == 7 else Health.OK for number in range(folder))
    for name in names[1:]:
        listing = pack(name, [(image, Kind.SYMLINK, b"../v0/" + image) for image in images])
        made.put(replace(listing, health=states))
    return made


def window_of(app: QApplication, shown: LinkTree, folder: bytes) -> MainWindow:
    """A window that shows a tree in the place of what lies in a folder."""
    workbench = Workbench()
    window = MainWindow(workbench, remember=False)
    window.resize(1400, 900)
    window.show()
    audits: list[object] = []  # the first is the end of the opening
    workbench.audited.connect(lambda audit, _uses: audits.append(audit))
    workbench.open(folder)
    while not audits or workbench.jobs.titles:
        app.processEvents()
    assert workbench.project is not None
    workbench.project.tree = shown
    window.workspace.show_project(workbench.project)
    window.workspace.dataset_model.set_tops(None)
    return window


# Times


def figures(
    app: QApplication, window: MainWindow, frames: int = FRAMES
) -> Iterator[tuple[str, Figure]]:
    """Each with the key of its goal, or none."""
    view = window.workspace.datasets
    clock = Clock(app, view)
    yield from opening(clock, view)
    yield from scrolling(clock, view, frames)
    yield from sorting(clock, view)
    view.collapseAll()
    yield from filtering(clock, window)


def opening(clock: Clock, view: LinkTreeView) -> Iterator[tuple[str, Figure]]:
    model, first, again = view.model(), [], []
    for number in range(ROUNDS):
        index = model.index(number, NAME)
        first.append(clock.painted(lambda index=index: view.expand(index)))
        view.collapse(index)
        again.append(clock.painted(lambda index=index: view.expand(index)))
        view.collapse(index)
    yield "open-folder", of_rounds("open a folder of 118,287", first)
    yield "", of_rounds("open it again", again)


def scrolling(clock: Clock, view: LinkTreeView, frames: int) -> Iterator[tuple[str, Figure]]:
    """By the wheel, by pages, by the thumb, through a whole folder of 118,287 links."""
    view.expand(view.model().index(1, NAME))
    bar = view.verticalScrollBar()
    clock.rest()
    places = Random(1)  # noqa: S311 (no secret)
    jumps = [places.randrange(bar.maximum()) for _ in range(frames)]
    wheel = [clock.painted(lambda: bar.setValue(bar.value() + 3)) for _ in range(frames)]
    pages = [clock.painted(lambda: bar.setValue(bar.value() + bar.pageStep())) for _ in wheel]
    thumb = [clock.painted(lambda place=place: bar.setValue(place)) for place in jumps]
    yield "", of_frames("scroll it by three rows", wheel)
    yield "", of_frames("by pages", pages)
    yield "scroll-p99", of_frames("by the thumb, anywhere", thumb)
    yield "", of_rounds("to its end", [clock.painted(lambda: bar.setValue(bar.maximum()))])


def sorting(clock: Clock, view: LinkTreeView) -> Iterator[tuple[str, Figure]]:
    """The folder of 118,287 links is open."""
    for key, column, name in (
        ("sort", STATE, "state"),
        ("", DETAIL, "details"),
        ("", NAME, "name"),
    ):
        times = [clock.painted(lambda column=column: view.sort_by(column)) for _ in range(ROUNDS)]
        yield key, of_rounds(f"sort it by {name}", times)
    view.sortByColumn(NAME, view.header().sortIndicatorOrder().AscendingOrder)


def filtering(clock: Clock, window: MainWindow) -> Iterator[tuple[str, Figure]]:
    """A key in the filter bar, to the painted view, and to the end of the search."""
    bar = window.filter_bar
    for key, mode, words, keys in (
        ("filter", Mode.TEXT, "rare words", "99995.j"),
        ("", Mode.TEXT, "words in no name", "nowhere"),
        ("", Mode.TEXT, "words in every name", ".jpg"),
        ("", Mode.GLOB, "a glob", "*9995.jpg"),
        ("", Mode.REGEX, "a regular expression", "99[0-8]95"),
    ):
        bar.mode.setCurrentIndex(bar.mode.findData(mode))
        bar.edit.setText(keys[:-1])
        times = [_key(clock, window, keys[-1], to_the_end=False) for _ in range(ROUNDS)]
        ends = [_key(clock, window, keys[-1], to_the_end=True) for _ in range(ROUNDS)]
        yield key, of_rounds(f"a key in the filter, {words}", times)
        yield "", of_rounds(f"{words}, all found", ends)
    bar.reset()
    yield "", of_rounds("only broken links", list(_chips(clock, window)))


def _key(clock: Clock, window: MainWindow, key: str, *, to_the_end: bool) -> float:
    model, edit = window.workspace.dataset_model, window.filter_bar.edit
    before = model.shows[1]

    def ready() -> bool:
        now = model.shows[1]
        return now is not before and not (to_the_end and now and not now.is_complete)

    clock.rest()
    before = model.shows[1]
    taken = clock.painted(lambda: QTest.keyClicks(edit, key), ready)
    edit.backspace()
    clock.rest()
    return taken


def _chips(clock: Clock, window: MainWindow) -> Iterator[float]:
    for _ in range(ROUNDS):
        yield clock.painted(window.filter_bar.chips[0].click)
        for _ in range(2):
            clock.painted(window.filter_bar.chips[0].click)
