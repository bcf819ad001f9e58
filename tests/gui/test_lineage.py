"""The drawing of the lineage: what is in it, what mouse and keys do, how it follows the disk."""

import itertools
import os
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from cvlink_gui.core.names import shown as shown_name
from cvlink_gui.gui import theme
from cvlink_gui.gui.panels.lineage_paint import READABLE
from tests.conftest import build
from tests.gui.test_reach import unnamed

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def ui(open_window, root):
    build(root, "experiments/odd/train -> ../../data/splits/v9/train")
    ui = open_window(root)
    show(ui)
    return ui


def show(ui) -> None:
    ui.run("lineage")
    ui.until(lambda: ui.bench.lineage.drawn is not None)
    ui.settle()


def view(ui):
    return ui.space.lineage.view


def names(ui, numbers=None) -> list[str]:
    nodes = view(ui).graph.nodes
    return sorted(
        shown_name(nodes[n].path) for n in (range(len(nodes)) if numbers is None else numbers)
    )


def node(ui, path: str) -> int:
    return next(n for n, at in enumerate(view(ui).graph.nodes) if at.path == os.fsencode(path))


def point(ui, path: str) -> QPoint:
    return view(ui).mapFromScene(view(ui).picture.rects[node(ui, path)].center())


def here(ui) -> str:
    return shown_name(view(ui).graph.nodes[view(ui).current].path)


def lit(ui) -> list[str]:
    return names(ui, view(ui)._lit[0])


def test_everything_is_in_it(ui):
    assert names(ui) == [
        "data/processed/v1",
        "data/processed/v2",
        "data/raw",
        "data/splits/v1",
        "data/splits/v9",
        "experiments/baseline",
        "experiments/odd",
    ]


def test_a_click_selects_the_path_in_the_trees_and_lights_its_ways(ui):
    QTest.mouseClick(
        view(ui).viewport(), Qt.MouseButton.LeftButton, pos=point(ui, "data/splits/v1")
    )
    ui.settle()
    assert ui.space.selected_path() == b"data/splits/v1"
    assert lit(ui) == ["data/processed/v1", "data/raw", "data/splits/v1", "experiments/baseline"]
    assert view(ui).hasFocus(), "the keys stay where they are"


def test_what_the_mouse_is_over_is_lit_and_said(ui):
    QTest.mouseMove(view(ui).viewport(), point(ui, "experiments/odd"))
    assert lit(ui) == ["data/splits/v9", "experiments/odd"]
    assert view(ui).toolTip() == "experiments/odd, experiment, 1 broken, comes from 1, used by 0"
    QTest.mouseMove(view(ui).viewport(), view(ui).viewport().rect().bottomRight() - QPoint(2, 2))
    assert "experiments/odd" not in lit(ui) or len(lit(ui)) > 2


def test_a_broken_way_is_red_and_dashed_and_says_so_in_words(ui):
    picture = view(ui).viewport().grab().toImage()
    one, other = (
        view(ui).picture.rects[node(ui, n)] for n in ("data/splits/v9", "experiments/odd")
    )
    a = view(ui).mapFromScene(QPointF(one.right() + 4, one.center().y()))
    b = view(ui).mapFromScene(QPointF(other.left() - 4, other.center().y()))
    assert abs(a.y() - b.y()) <= 1, "a level line"
    row = [QColor(picture.pixel(x, a.y())) for x in range(a.x(), b.x())]
    is_red = [color.red() - color.green() > 60 for color in row]
    changes = sum(x != y for x, y in itertools.pairwise(is_red))
    assert changes > 6, "dashes"
    assert QColor(theme.LIGHT.base) in row, "nothing between them"
    assert ", missing," in view(ui).said(node(ui, "data/splits/v9"))


def test_keys_walk_from_column_to_column_and_along_the_ways(ui):
    view(ui).setFocus()
    view(ui).go_to(node(ui, "data/raw"))
    ui.key(Qt.Key.Key_Right, widget=view(ui))
    assert here(ui).startswith("data/processed/")
    view(ui).go_to(node(ui, "data/processed/v1"))
    ui.key(Qt.Key.Key_Right, widget=view(ui))
    ui.key(Qt.Key.Key_Right, widget=view(ui))
    assert here(ui) == "experiments/baseline"
    ui.key(Qt.Key.Key_Left, widget=view(ui))
    assert here(ui) == "data/splits/v1"
    assert view(ui).accessibleDescription() == ("data/splits/v1, split, comes from 1, used by 1")
    ui.key(Qt.Key.Key_Return, widget=view(ui))
    ui.settle()
    assert ui.space.selected_path() == b"data/splits/v1"
    ui.key(Qt.Key.Key_Escape, widget=view(ui))
    assert view(ui).current is None


def test_arrows_stay_within_a_column(ui):
    view(ui).go_to(node(ui, "experiments/odd"))
    walked = set()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_End):
        ui.key(key, widget=view(ui))
        walked.add(here(ui))
    assert walked == {"experiments/baseline", "experiments/odd"}


def test_tab_goes_through_the_columns_and_on(ui):
    view(ui).setFocus()
    view(ui).go_to(node(ui, "data/raw"))
    columns = []
    for _ in range(3):
        ui.key(Qt.Key.Key_Tab, widget=view(ui))
        columns.append(view(ui).graph.nodes[view(ui).current].column)
    assert columns == [1, 2, 3]
    ui.key(Qt.Key.Key_Backtab, SHIFT, widget=view(ui))
    assert view(ui).graph.nodes[view(ui).current].column == 2
    ui.key(Qt.Key.Key_Tab, widget=view(ui))
    ui.key(Qt.Key.Key_Tab, widget=view(ui))
    assert not view(ui).hasFocus()


def test_wheel_buttons_and_keys_zoom_and_fit(ui):
    start = view(ui).scale_now
    place = QPointF(view(ui).viewport().rect().center())
    event = QWheelEvent(
        place, QPointF(view(ui).viewport().mapToGlobal(place)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view(ui).viewport(), event)
    assert view(ui).scale_now == pytest.approx(start * 1.25)
    ui.key(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier, widget=view(ui))
    ui.space.lineage.larger.click()
    assert view(ui).scale_now == pytest.approx(start * 1.25**3)
    for _ in range(9):
        ui.space.lineage.smaller.click()
    assert view(ui).scale_now >= 0.1
    ui.space.lineage.fit.click()
    assert view(ui).scale_now == pytest.approx(start)


def test_in_a_low_panel_it_begins_where_it_can_be_read_and_shows_all_when_asked(ui):
    view(ui).setFixedHeight(40)
    ui.settle()
    assert view(ui).scale_now > 0.7
    assert view(ui).verticalScrollBar().value() == view(ui).verticalScrollBar().minimum()
    view(ui).go_to(node(ui, "experiments/odd"))
    view(ui).setFixedHeight(44)
    ui.settle()
    place = view(ui).mapFromScene(view(ui).picture.rects[node(ui, "experiments/odd")].center())
    assert view(ui).viewport().rect().contains(place), "what is current stays in sight"
    ui.space.lineage.fit.click()
    assert view(ui).scale_now < READABLE
    view(ui).setFixedHeight(42)
    ui.settle()
    assert view(ui).scale_now < READABLE, "all of it was asked for"


def test_a_search_marks_what_it_finds(ui):
    panel = ui.space.lineage
    QTest.keyClicks(panel.search, "V1")
    assert names(ui, view(ui).matches) == ["data/processed/v1", "data/splits/v1"]
    assert panel.found.text() == "2 found"
    first = here(ui)
    ui.key(Qt.Key.Key_Return, widget=panel.search)
    assert here(ui) != first
    QTest.keyClicks(panel.search, "nothing")
    assert panel.found.text() == "Nothing found"
    panel.search.clear()
    assert (panel.found.text(), view(ui).matches) == ("", [])


@pytest.mark.parametrize("end", ["svg", "png"])
def test_it_is_exported_whole(ui, monkeypatch, tmp_path, end):
    file = str(tmp_path / f"out.{end}")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (file, ""))
    ui.space.lineage.view.zoom(3)
    ui.space.lineage.export.click()
    ui.settle()
    assert ui.noticed[-1] == f"Saved: {file}"
    if end == "svg":
        words = "".join(ET.parse(file).getroot().itertext())  # noqa: S314 (made here)
        assert all(name in words for name in ("Experiments", "baseline", "missing", "1 broken"))
    else:
        picture = QImage(file)
        assert picture.width() == 2 * view(ui).picture.rect.toRect().width()


def test_a_scan_that_finds_the_same_draws_nothing_anew(ui):
    told = []
    ui.bench.lineage.told.connect(told.append)
    ui.act("rescan")
    assert told == []


def test_a_mended_link_is_drawn_so_and_everything_stays_in_its_place(ui, root):
    before = ui.bench.lineage.drawn.places
    view(ui).go_to(node(ui, "data/raw"))
    build(root, "data/splits/v9/train/")
    ui.act("rescan")
    assert view(ui).graph.edges[-1].broken == 0 or all(e.broken == 0 for e in view(ui).graph.edges)
    assert ui.bench.lineage.drawn.places is before
    assert here(ui) == "data/raw"


def test_a_new_experiment_comes_in_and_the_others_keep_their_order(ui, root):
    build(root, "experiments/a-new/train -> ../../data/splits/v1/train")
    zoomed = view(ui).scale_now * 1.25
    view(ui).zoom(1.25)
    ui.act("rescan")
    assert "experiments/a-new" in names(ui)
    assert view(ui).scale_now == pytest.approx(zoomed)


def test_nothing_is_made_while_it_is_hidden(ui, root):
    ui.space.tabs.setCurrentIndex(0)
    build(root, "experiments/late/train -> ../../data/splits/v1/train")
    ui.act("rescan")
    assert "experiments/late" not in names(ui)
    show(ui)
    ui.until(lambda: "experiments/late" in names(ui))


def test_folders_without_roles_and_empty_projects_say_so(open_window, tmp_path):
    ui = open_window(build(tmp_path / "plain", "a/b.txt"))
    show(ui)
    assert ui.space.lineage.words.text().startswith("This folder has no raw")
    ui.open(build(tmp_path / "bare", "data/raw/", "experiments/"))
    ui.until(lambda: ui.bench.lineage.drawn is not None)
    assert ui.space.lineage.words.text() == "There are no datasets and no experiments here yet."
    assert not ui.space.lineage.export.isEnabled()


def test_another_theme_paints_it_anew(ui):
    ui.act("theme")
    shade = view(ui).grab().toImage().pixelColor(view(ui).width() - 5, view(ui).height() - 5)
    assert shade.name() == theme.DARK.base


def test_every_widget_of_it_has_a_name(ui):
    assert unnamed(ui.space.lineage) == []
