"""Warming up from the window: what is read, how far it is, how the mounts answered."""

import os
import threading
import time

import pytest

from cvlink_gui.features.warm import Latency, Progress, Warmth
from cvlink_gui.fs.mountinfo import Mount
from cvlink_gui.gui import theme, warming
from cvlink_gui.gui.dialogs.warmth import WarmthDialog, _ms


def report(ui) -> WarmthDialog:
    ui.until(lambda: ui.dialogs(WarmthDialog))
    (found,) = ui.dialogs(WarmthDialog)
    return found


def rows(dialog) -> list[list[str]]:
    table = dialog.table
    items = [table.topLevelItem(n) for n in range(table.topLevelItemCount())]
    return [[item.text(c) for c in range(table.columnCount())] for item in items]


def test_the_whole_project_is_read_and_every_mount_has_a_row(ui):
    with ui.qtbot.waitSignal(ui.bench.warming.warmed) as warmed:
        ui.run("warm")
    found = warmed.args[0]
    dialog = report(ui)
    assert found.read >= sum(len(d) + len(f) for _, d, f in os.walk(ui.root))
    assert f"{found.read:,}" in dialog.words.text()
    assert len(rows(dialog)) == len(found.latencies)
    assert rows(dialog)[0][3].endswith(" ms")
    assert rows(dialog)[0][-1] in ("answers", "not read")
    assert "lead nowhere" in dialog.words.text()


def test_only_what_is_selected_is_read_where_that_is_asked(ui):
    ui.select(ui.experiments, "baseline", "train")
    with ui.qtbot.waitSignal(ui.bench.warming.warmed) as selected:
        ui.run("warm_selected")
    with ui.qtbot.waitSignal(ui.bench.warming.warmed) as everything:
        ui.run("warm")
    assert 0 < selected.args[0].read < everything.args[0].read


def test_the_window_stays_usable_beside_the_report(ui):
    ui.run("warm")
    dialog = report(ui)
    assert not dialog.isModal()
    ui.come_forward()
    ui.select(ui.experiments, "faulty", "again")
    assert ui.window.selected_paths() == [b"experiments/faulty/again"]


@pytest.fixture
def endless(monkeypatch):
    """Reading that goes on until it is stopped; the event says that it was."""
    closed = threading.Event()

    def warm(_project, _paths):
        try:
            for number in range(1, 1_000_000):
                yield Progress(number * 2, number)
                time.sleep(0.01)
        finally:
            closed.set()

    monkeypatch.setattr(warming, "warm", warm)
    return closed


def test_it_says_how_far_it_is_and_can_be_cancelled(ui, endless):
    ui.run("warm")
    strip = ui.window.status.warming
    ui.until(lambda: strip.isVisible() and strip.bar.value() > 1)
    assert " of " in strip.words.text()
    assert strip.bar.maximum() == 2 * strip.bar.value()
    assert not ui.window.actions_by_id["warm"].isEnabled()
    assert "under way" in ui.window.actions_by_id["warm"].toolTip()
    strip.cancel.click()
    ui.until(endless.is_set)
    ui.settle()
    assert not strip.isVisible()
    assert ui.dialogs(WarmthDialog) == []
    assert ui.window.actions_by_id["warm"].isEnabled()


def test_it_ends_with_the_project(ui, endless, root):
    ui.run("warm")
    ui.open(root)
    assert endless.is_set()
    assert not ui.window.status.warming.isVisible()


def test_a_path_that_is_gone_is_said(ui):
    ui.bench.warming.start([b"experiments/gone"])
    ui.settle()
    assert "no such path" in ui.window.notices.text
    assert not ui.bench.warming.is_under_way


def latency(**facts) -> Latency:
    mount = Mount(b"/mnt/nas\xff", "nfs4", b"server:/data", read_only=False)
    usual = {"read": 5, "median": 0.0123, "p95": 0.2, "worst": 3.0, "retries": 0, "failed": 0}
    return Latency(mount=mount, **{**usual, "silent_since": None, **facts})


def test_storage_that_fails_or_does_not_answer_is_marked(ui):
    found = (latency(), latency(failed=3, retries=7), latency(read=0, failed=9, silent_since=1e9))
    dialog = WarmthDialog(Warmth(found, broken=0, denied=2, seconds=1.25), ui.window)
    table = rows(dialog)
    assert table[0] == [
        r"/mnt/nas\xff",
        "nfs4",
        "5",
        "12.3 ms",
        "200 ms",
        "3,000 ms",
        "0",
        "answers",
    ]
    assert table[1][-2:] == ["7", "3 not read"]
    assert table[2][3:6] == ["", "", ""]
    assert table[2][-1].startswith("not answering since")
    assert "may not be read" in dialog.words.text()
    colors = [dialog.table.topLevelItem(n).foreground(7).color() for n in range(3)]
    assert colors == [theme.color(field) for field in ("good", "warning", "unknown")]
    dialog.close()


def test_times_have_three_figures_that_say_something():
    assert [_ms(t) for t in (0.0000123, 0.00123, 0.0123, 1.23)] == [
        "0.012 ms",
        "1.23 ms",
        "12.3 ms",
        "1,230 ms",
    ]
