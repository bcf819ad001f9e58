"""Ticks in the scroll bars, where rows with problems are."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from cvlink_gui.gui import theme
from cvlink_gui.gui.models.levels import NAME
from tests.conftest import build
from tests.gui.driver import row

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def ui(open_window, root):
    lines = [f"experiments/many/l{n:03} -> ../../data/raw/a.jpg" for n in range(200)]
    lines[60] = "experiments/many/l060 -> ../../data/raw/gone.jpg"
    build(root, "../outside/b.jpg")
    ui = open_window(build(root, *lines, "experiments/warn/train -> ../../../outside"))
    ready(ui.experiments, ui)
    return ui


def ready(view, ui):
    view.executeDelayedItemsLayout()
    ui.until(lambda: not view.ticks.is_busy)


def ticks(view) -> dict[str, str]:
    """The colour of every tick, by what its tip says."""
    bar = view.ticks.bar
    return {bar._say(tick.key): tick.field for tick in bar.ticks}


def names(view) -> list[str]:
    return sorted(name.split(":")[0] for name in ticks(view))


def test_rows_in_trouble_have_ticks_by_how_bad_they_are(ui):
    assert ticks(ui.experiments)["l060: target missing"] == "bad"
    assert ticks(ui.experiments)["warn: Ready, 1 warning"] == "warning"
    assert names(ui.experiments) == ["l060", "many", "warn"]


def test_a_closed_folder_has_the_tick_of_what_is_in_it(ui):
    ui.experiments.collapse(row(ui.experiments.model(), "many"))
    ui.window.resize(1000, 420)
    build(ui.root, *(f"experiments/e{n:02}/a.jpg" for n in range(40)))
    ui.act("rescan")
    ready(ui.experiments, ui)
    assert names(ui.experiments) == ["many", "warn"]


def test_ticks_stand_where_their_rows_are(ui):
    bar = ui.experiments.ticks.bar
    rows = ui.experiments.model().rowCount() + 200 + 3  # those of baseline and warn
    assert bar._rows == rows
    tick = next(t for t in bar.ticks if "l060" in bar._say(t.key))
    index = row(ui.experiments.model(), "many", "l060")
    ui.experiments.scrollTo(index, ui.experiments.ScrollHint.PositionAtTop)
    assert tick.row == bar.value()


def test_a_click_on_a_tick_goes_there_and_one_beside_it_scrolls(ui):
    bar = ui.experiments.ticks.bar
    tick = next(t for t in bar.ticks if "l060" in bar._say(t.key))
    y = round(bar.place(tick)) + 1
    QTest.mouseClick(bar, LEFT, pos=QPoint(bar.width() // 2, y))
    assert ui.space.selected_path() == b"experiments/many/l060"
    assert (
        ui.experiments.viewport()
        .rect()
        .contains(ui.experiments.visualRect(ui.experiments.currentIndex()).center())
    )
    bar.setValue(0)
    QTest.mouseClick(bar, LEFT, pos=QPoint(bar.width() // 2, y - 20))
    assert ui.space.selected_path() == b"experiments/many/l060"
    assert bar.value() > 0


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK])
def test_they_are_painted_in_the_colours_of_the_theme_each_as_wide_as_it_is_bad(ui, look):
    if look is theme.DARK:
        ui.act("theme")
    bar = ui.experiments.ticks.bar
    picture = bar.grab().toImage()
    for name, at_left in (("l060", True), ("warn", False)):
        tick = next(t for t in bar.ticks if name in bar._say(t.key))
        y = round(bar.place(tick)) + 1
        color = getattr(look, tick.field)
        assert picture.pixelColor(bar.width() - 3, y).name() == color
        assert (picture.pixelColor(2, y).name() == color) is at_left


def test_a_mended_link_has_no_tick_any_more(ui):
    build(ui.root, "data/raw/gone.jpg")
    ui.act("rescan")
    ready(ui.experiments, ui)
    ui.until(lambda: "l060" not in names(ui.experiments))


def test_the_problems_have_ticks_and_a_click_goes_to_one(ui):
    ui.window.resize(1000, 420)
    view = ui.space.problems.view
    ui.space.problems.list._open_groups()
    view.expandAll()
    ready(view, ui)
    found = ticks(view)
    assert set(found.values()) == {"bad", "warning"}
    bar = view.ticks.bar
    worst = next(t for t in bar.ticks if t.field == "warning")
    view.setCurrentIndex(view.model().index(0, NAME))
    bar.went.emit(worst.key)
    assert view._say_tick(worst.key).startswith("warning")
    assert view.currentIndex() == view._row(worst.key)


def test_the_bar_says_how_many_places_there_are(ui):
    assert ui.experiments.ticks.bar.accessibleDescription().startswith("3 place")
