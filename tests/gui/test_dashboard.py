"""The dashboard: charts of real projects, as they are drawn, read, listed and exported."""

import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from cvlink_gui.core.links import Health
from cvlink_gui.core.trends import Access, Moment
from cvlink_gui.features.savings import ledger
from cvlink_gui.fs.trends import Store
from cvlink_gui.gui import theme
from cvlink_gui.gui.words import size_text
from tests.conftest import build
from tests.gui.test_reach import unnamed

CTRL = Qt.KeyboardModifier.ControlModifier


def counts(ok: int, missing: int) -> tuple[int, ...]:
    return (ok, *[0] * (len(Health) - 2), missing)


def remember(root: bytes, days: int = 30) -> None:
    """The project has a past: one moment a day, more and more links."""
    store = Store.of_project(root)
    begin = int(time.time()) - 86_400.0 * (days + 1)
    for day in range(days):
        access = {"/": Access(2e-6, 9e-6), "/mnt/nas": Access(0.004, 0.2)}
        moment = Moment(begin + 86_400 * day, counts(100 + day, day % 4), None, access)
        store.keep(moment)


@pytest.fixture
def ui(open_window, root):
    build(root, "experiments/odd/train -> ../../data/splits/v9/train")
    return open_window(root)


def shown(ui):
    """The dashboard, with all charts there."""
    board = ui.space.dashboard
    ui.run("dashboard")
    ui.until(lambda: board._is_loaded and not board.turns.is_busy)
    ui.settle()
    return board


def card(ui, name: str):
    return next(one for one in shown(ui).cards if one.chart and one.chart.id == name)


def at(one, place: int) -> QPoint:
    """Where a moment, or a bar, is on the view."""
    chart, box = one.chart, one.plot._box
    point = QPointF(one.plot._x(place), 1) if chart.lines else QPointF(0.5, place)
    return one.plot.view.mapFromScene(box.mapViewToScene(point))


def hover(one, place: int) -> str:
    QTest.qWait(20)  # pyqtgraph passes by a second move within 10 ms
    QTest.mouseMove(one.plot.view.viewport(), at(one, place))
    QApplication.processEvents()
    return one.said.text()


def test_the_window_is_there_before_pyqtgraph_and_numpy():
    code = (
        "import sys, cvlink_gui.gui.app;"
        "print({m.split('.')[0] for m in sys.modules} & {'pyqtgraph', 'numpy'})"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (loaded.returncode, loaded.stdout.strip()) == (0, "set()"), loaded.stderr


def test_nothing_is_drawn_before_it_is_looked_at(ui):
    assert [one.plot for one in ui.space.dashboard.cards] == [None] * 6
    assert all(one.words.text() == "Loading…" for one in ui.space.dashboard.cards)


def blocks(root: bytes) -> int:
    """What one of the images takes."""
    return os.stat(root + b"/data/raw/a.jpg").st_blocks * 512


def test_the_charts_say_what_is_true(ui, root):
    shown(ui)
    assert {one.chart.id: one.chart.said().partition(". ")[0] for one in shown(ui).cards} == {
        "broken": "Broken links: now 1, at least 1, at most 1.",
        "links": "Links: now 9, at least 9, at most 9.",
        "health": "target missing: 1.",
        "used": "data/processed/v1: 1",
        "saved": "data/raw: " + size_text(8 * blocks(root)) + ".",
        "access": card(ui, "access").chart.said().partition(". ")[0],
    }
    assert [one.title.text() for one in ui.space.dashboard.cards[:2]] == [
        "Broken links over time",
        "Links over time",
    ]


def test_what_is_saved_is_kept_with_the_moment(ui, root):
    assert ui.bench.trends.moments[-1].saved is None, "nobody has added it up"
    shown(ui)
    (now,) = ui.bench.trends.moments
    assert now.saved == ledger(ui.bench.project).total.saved


def test_every_scan_adds_a_moment(ui, root):
    board = shown(ui)
    before = len(ui.bench.trends.moments)
    os.unlink(root + b"/experiments/odd/train")
    ui.act("rescan")
    ui.until(lambda: len(ui.bench.trends.moments) == before + 1 and not board.turns.is_busy)
    ui.settle()
    assert card(ui, "broken").chart.lines[0].points[-1][1] == 0
    assert card(ui, "health").words.isVisible()
    assert card(ui, "health").words.text() == "All links are well."


def test_what_is_under_the_mouse_is_said(open_window, root):
    remember(root)
    ui = open_window(root)
    broken = card(ui, "broken")
    assert hover(broken, 3).endswith("· Broken links: 3")
    assert hover(broken, 4).endswith("· Broken links: 0")
    used = card(ui, "used")
    ui.space.dashboard.ensureWidgetVisible(used)
    assert hover(used, 0) == "data/processed/v1: 1"
    QApplication.sendEvent(used.plot.view.viewport(), QEvent(QEvent.Type.Leave))
    assert used.said.text() == ""


def test_keys_walk_through_the_values(open_window, root):
    remember(root)
    ui = open_window(root)
    broken = card(ui, "broken")
    view = broken.plot.view
    view.setFocus()
    ui.key(Qt.Key.Key_Home, widget=view)
    first = broken.said.text()
    ui.key(Qt.Key.Key_Right, widget=view)
    second = broken.said.text()
    assert (first[-1], second[-1]) == ("0", "1")
    assert view.accessibleDescription() == second
    ui.key(Qt.Key.Key_End, widget=view)
    assert broken.said.text().endswith("Broken links: 0"), "the scan just now"


def test_the_wheel_zooms_with_ctrl_and_scrolls_without(open_window, root):
    remember(root)
    ui = open_window(root)
    one = card(ui, "links")

    def wheel(keys) -> float:
        port = one.plot.view.viewport()
        place = QPointF(port.rect().center())
        event = QWheelEvent(
            place, QPointF(port.mapToGlobal(place)), QPoint(), QPoint(0, 120),
            Qt.MouseButton.NoButton, keys,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(port, event)
        return one.plot._box.viewRect().width()

    whole = one.plot._box.viewRect().width()
    assert wheel(Qt.KeyboardModifier.NoModifier) == whole
    zoomed = wheel(CTRL)
    assert zoomed < whole
    ui.act("rescan")
    assert one.plot._box.viewRect().width() == zoomed, "a scan does not take the sight away"
    one.fit.click()
    assert one.plot._box.viewRect().width() == pytest.approx(whole, rel=0.01)
    ui.key(Qt.Key.Key_Plus, widget=one.plot.view)
    assert one.plot._box.viewRect().width() < whole
    ui.key(Qt.Key.Key_0, widget=one.plot.view)
    assert one.plot._box.viewRect().width() == pytest.approx(whole, rel=0.01)


@pytest.mark.parametrize("days", [3, 8, 30, 400])
@pytest.mark.parametrize("wide", [345, 540, 1100])
def test_the_axis_of_time_has_words_and_room_for_them(qapp, days, wide):
    from cvlink_gui.gui.panels.dashboard_plot import _Clock

    clock = _Clock()
    clock.fontMetrics = QFontMetrics(QApplication.font())  # as before it is drawn
    (spacing, values), *_ = clock.tickValues(0, days * 86_400, wide)
    words = clock.tickStrings(values, 1, spacing)
    assert words
    length = max(map(QFontMetrics(QApplication.font()).horizontalAdvance, words))
    assert len(words) * length < wide + length


def test_every_chart_is_a_table_as_well(open_window, root):
    remember(root, days=3)
    ui = open_window(root)
    broken = card(ui, "broken")
    broken.as_table.click()
    rows = [broken.table.topLevelItem(n) for n in range(broken.table.topLevelItemCount())]
    assert [row.text(1) for row in rows] == ["0", "2", "1", "0"]
    assert broken.table.isVisible()
    assert broken.table.accessibleName() == "Broken links over time"
    broken.as_table.click()
    assert broken.plot.view.isVisible()


@pytest.mark.parametrize("name", ["broken", "used", "access"])
def test_a_chart_is_exported_as_picture_drawing_and_table(
    open_window, root, monkeypatch, tmp_path, name
):
    remember(root, days=5)
    ui = open_window(root)
    one = card(ui, name)
    for end in ("png", "svg", "csv"):
        file = str(tmp_path / f"out.{end}")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, file=file: (file, ""))
        one.export.click()
        ui.settle()
        assert ui.noticed[-1] == f"Saved: {file}"
    picture = QImage(str(tmp_path / "out.png"))
    assert picture.width() > one.plot.view.width()
    assert colors(picture) > 5
    drawn = ET.parse(tmp_path / "out.svg")  # noqa: S314 (made here)
    texts = "".join(drawn.getroot().itertext())
    assert one.chart.title in texts
    table = (tmp_path / "out.csv").read_bytes().decode("utf-8").splitlines()
    if name == "broken":
        assert table[0] == "When,Broken links"
        times = [datetime.fromisoformat(row.partition(",")[0]).timestamp() for row in table[1:]]
        assert times == [int(at) for at in one.chart.times]
        assert [row.partition(",")[2] for row in table[1:]] == ["0", "1", "2", "3", "0", "0"]
    if name == "access":
        assert table[0].split(",")[:1] == ["When"]
        assert ",0.000002," in table[1]
    assert one.title.text() == one.chart.title


def colors(picture: QImage) -> int:
    step = 3
    spots = (
        (x, y) for x in range(0, picture.width(), step) for y in range(0, picture.height(), step)
    )
    return len({picture.pixel(x, y) for x, y in spots})


def test_another_theme_draws_everything_anew(ui):
    one = card(ui, "broken")
    before = one.plot.view.grab().toImage().pixelColor(3, 3)
    ui.act("theme")
    ui.settle()
    assert theme.current() is theme.DARK
    after = one.plot.view.grab().toImage().pixelColor(3, 3)
    assert (before.name(), after.name()) == (theme.LIGHT.raised, theme.DARK.raised)


def test_another_language_changes_the_words(ui, qapp):
    one = card(ui, "broken")
    one.export.setToolTip("")
    QApplication.sendEvent(ui.space.dashboard, QEvent(QEvent.Type.LanguageChange))
    ui.settle()
    assert one.export.toolTip() == "Export…"


def test_every_widget_of_it_has_a_name(ui):
    shown(ui)
    assert unnamed(ui.space.dashboard) == []
    card(ui, "used").as_table.click()
    assert unnamed(ui.space.dashboard) == []


def test_a_project_without_links_says_so(open_window, tmp_path):
    ui = open_window(build(tmp_path / "bare", "data/raw/a.txt", "experiments/"))
    assert card(ui, "health").words.text() == "There are no links here yet."
    assert card(ui, "used").words.text() == "No experiment uses a dataset yet."
    assert card(ui, "links").chart.lines[0].points[-1][1] == 0


def test_another_project_has_another_past(ui, tmp_path):
    board = shown(ui)
    ui.bench.opened.connect(lambda _project: seen.extend(one.words.text() for one in board.cards))
    seen: list[str] = []
    ui.open(build(tmp_path / "other", "data/raw/a.jpg", "experiments/x/a -> ../../data/raw/a.jpg"))
    ui.until(lambda: ui.bench.trends.is_known)
    assert [moment.links for moment in ui.bench.trends.moments] == [1]
    assert seen == ["Loading…"] * 6, "nothing of the project that was left"


def test_a_past_that_cannot_be_kept_is_said_once(open_window, root, monkeypatch, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    ui = open_window(root)
    ui.act("rescan")
    assert len([words for words in ui.noticed if "keep how the project is" in words]) == 1
    assert card(ui, "links").chart.said() == "Links: now 8, at least 8, at most 8."
    assert Path(tmp_path / "file").read_bytes() == b""
