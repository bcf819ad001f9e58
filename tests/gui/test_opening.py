"""Opening: what cannot be opened is said in words; what can be is shown as it is."""

import os
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from cvlink_gui.core.settings import RECENT
from cvlink_gui.features import audit as auditing
from cvlink_gui.features.project import Project
from cvlink_gui.features.sample import create_sample
from cvlink_gui.fs import config, scan
from cvlink_gui.gui.window import MainWindow
from tests.conftest import build, seen
from tests.gui.driver import PATIENCE_MS, Driver, texts


def told(ui, folder: bytes) -> str:
    """The notice that opening a folder brings."""
    ui.bench.open(folder)
    ui.settle()
    return ui.window.notices.text


def test_a_window_starts_with_words_and_without_a_project(open_window):
    ui = open_window()
    assert ui.window.windowTitle() == "cvlink"
    assert ui.window._stack.currentWidget() is ui.window.start
    assert not ui.window.filter_bar.isEnabled()


def test_a_missing_folder_is_said_with_its_path(open_window, tmp_path):
    ui = open_window()
    path = os.fsencode(tmp_path / "gone")
    words = told(ui, path)
    assert "no such folder" in words
    assert os.fsdecode(path) in words
    assert ui.bench.project is None


def test_a_file_is_said_to_be_one(open_window, tmp_path):
    build(tmp_path, "file.txt")
    assert "a file, not a folder" in told(open_window(), os.fsencode(tmp_path / "file.txt"))


def test_a_folder_that_cannot_be_read_is_said(open_window, tmp_path, monkeypatch):
    real = os.scandir

    def refuse(path):
        if path == os.fsencode(tmp_path):
            raise PermissionError(13, "denied")
        return real(path)

    monkeypatch.setattr(scan.os, "scandir", refuse)
    assert "cannot be read" in told(open_window(), os.fsencode(tmp_path))


def test_the_project_that_was_open_stays_when_another_cannot_be_opened(ui, tmp_path):
    before = ui.bench.project
    told(ui, os.fsencode(tmp_path / "gone"))
    assert ui.bench.project is before
    assert len(texts(ui.experiments.model())) == 3


def test_an_empty_folder_opens_and_says_what_to_do(open_window, tmp_path):
    ui = open_window(os.fsencode(tmp_path))
    assert texts(ui.datasets.model()) == []
    assert texts(ui.experiments.model()) == []
    assert "drop a dataset here" in ui.experiments.empty_text
    ui.window.grab()
    assert seen(os.fsencode(tmp_path)) == {}


def test_a_folder_without_roles_is_shown_as_it_is(open_window, tmp_path):
    ui = open_window(build(tmp_path / "p", "some/x", "file", "link -> some"))
    assert texts(ui.datasets.model()) == ["file", "link", "some"]


BROKEN = '[links]\nstyle = "sideways"\n'


def test_a_mistake_in_the_settings_is_said_with_its_line(open_window, root):
    Path(os.fsdecode(root), "cvlink.toml").write_text(BROKEN)
    ui = open_window()
    words = told(ui, root)
    assert "cvlink.toml:2" in words
    assert "sideways" in words
    assert ui.bench.project is None


def test_a_project_with_broken_settings_can_be_opened_without_them(open_window, root):
    Path(os.fsdecode(root), "cvlink.toml").write_text(BROKEN)
    before = seen(root)
    ui = open_window()
    told(ui, root)
    action = ui.window.notices._action
    assert action.text() == "Open without it"
    with ui.qtbot.waitSignal(ui.bench.audited, timeout=PATIENCE_MS):
        action.click()
    ui.settle()
    assert texts(ui.experiments.model()) == ["baseline"]
    assert ui.window.notices.text == ""
    assert seen(root) == before


def test_an_unexpected_error_is_said_in_words_and_logged(open_window, root, monkeypatch, caplog):
    monkeypatch.setattr(config, "read_project", lambda _root: 1 // 0)
    ui = open_window()
    assert "ZeroDivisionError" in told(ui, root)
    assert [record.exc_info[0] for record in caplog.records] == [ZeroDivisionError]
    caplog.clear()


def test_a_bad_notice_stays_and_can_be_closed(open_window, tmp_path):
    ui = open_window()
    told(ui, os.fsencode(tmp_path / "gone"))
    assert not ui.window.notices._timer.isActive()
    (close,) = (b for b in ui.window.notices.findChildren(QToolButton))
    assert close.accessibleName() == "Close notice"
    ui.key(Qt.Key.Key_Space, widget=close)
    assert ui.window.notices.text == ""


def drag_to(widget, data):
    """Enter and drop; True if the drop was taken."""
    place = QPoint(50, 50)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(widget, QDragEnterEvent(place, copy, data, left, none))
    drop = QDropEvent(QPointF(place), copy, data, left, none)
    QApplication.sendEvent(widget, drop)
    return drop.isAccepted()


def test_a_folder_dropped_on_the_start_page_is_opened(open_window, root):
    ui = open_window()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(os.fsdecode(root))])
    with ui.qtbot.waitSignal(ui.bench.audited, timeout=PATIENCE_MS):
        assert drag_to(ui.window.start, data)
    ui.settle()
    assert ui.root == root


def recent(ui):
    ui.settle()
    return [(button.text(), button.isEnabled()) for button in recent_buttons(ui)]


def recent_buttons(ui) -> list[QPushButton]:
    """The projects on the start page: each has a cross beside it."""
    crosses = ui.window.start.findChildren(QToolButton)
    return [cross.parent().findChild(QPushButton) for cross in crosses]


def test_projects_opened_lately_are_offered_and_vanished_ones_are_greyed(open_window, tmp_path):
    one, two = (build(tmp_path / name, "data/raw/x") for name in ("one", "two"))
    first = open_window(one)
    first.open(two)
    first.close()
    os.rename(one, one + b"-moved")
    rows = recent(open_window())
    assert [text.split()[0] for text, _ in rows] == ["two", "one"]
    assert [enabled for _, enabled in rows] == [True, False]
    assert "(not there)" in rows[1][0]


def test_a_recent_project_opens_with_a_click(open_window, root):
    open_window(root).close()
    ui = open_window()
    recent(ui)
    with ui.qtbot.waitSignal(ui.bench.audited, timeout=PATIENCE_MS):
        recent_buttons(ui)[0].click()
    ui.settle()
    assert ui.root == root


def test_a_recent_project_may_have_any_name(open_window, tmp_path):
    odd = os.path.join(os.fsencode(tmp_path), b"p\xff")
    os.mkdir(odd)
    open_window(odd).close()
    assert [os.fsencode(path) for path in config.read_user()[RECENT]] == [odd]
    assert r"p\xff" in recent(open_window())[0][0]


def test_a_sample_project_is_made_and_opened(open_window, tmp_path):
    ui = open_window()
    folder = os.fsencode(tmp_path / "cvlink-sample")
    with ui.qtbot.waitSignal(ui.bench.audited, timeout=PATIENCE_MS):
        ui.bench.open_sample(folder)
    ui.settle()
    assert texts(ui.experiments.model()) == ["baseline", "faulty", "improved"]


def test_a_sample_is_not_made_over_what_is_there(open_window, tmp_path):
    root = build(tmp_path / "mine", "precious")
    before = seen(root)
    ui = open_window()
    ui.bench.open_sample(root)
    ui.settle()
    assert "something here already" in ui.window.notices.text
    assert seen(root) == before


def test_opening_another_project_while_one_is_scanned_shows_only_the_other(open_window, tmp_path):
    large = build(
        tmp_path / "large", *(f"data/raw/{a}/{b}/f" for a in range(30) for b in range(30))
    )
    small = build(tmp_path / "small", "data/splits/x/y", "experiments/e/")
    ui = open_window()
    ui.bench.open(large)
    ui.until(lambda: ui.bench.is_scanning)
    ui.open(small)
    assert texts(ui.datasets.model()) == ["splits"]
    assert texts(ui.experiments.model()) == ["e"]
    assert ui.bench.project.tree.totals(0).entries == 6


@pytest.fixture
def remembering(qtbot, monkeypatch):
    """A function that makes a window which remembers, as the program's own does."""
    made = []

    def window(folder):
        real = MainWindow.__init__
        with monkeypatch.context() as patch:
            patch.setattr(
                MainWindow, "__init__", lambda self, bench, **_: real(self, bench, remember=True)
            )
            made.append(Driver(qtbot))
        made[-1].open(folder)
        return made[-1]

    yield window
    for driver in made:
        driver.close()


def test_a_project_opens_as_it_was_left(remembering, sample):
    first = remembering(sample)
    first.at(first.datasets, "processed", "v2", "train", "images")
    first.experiments.collapse(first.at(first.experiments, "improved"))
    first.select(first.experiments, "faulty", "again")
    first.window.resize(1111, 777)
    first.close()
    again = remembering(sample)
    ui = again
    assert ui.datasets.isExpanded(ui.at(ui.datasets, "processed", "v2", "train"))
    assert not ui.experiments.isExpanded(ui.at(ui.experiments, "improved"))
    assert ui.window.selected_paths() == [b"experiments/faulty/again"]
    assert (ui.window.width(), ui.window.height()) != (1400, 900)


def test_the_sample_used_here_is_the_one_the_program_makes(sample, tmp_path):
    create_sample(os.fsencode(tmp_path / "fresh"))
    fresh = seen(os.fsencode(tmp_path / "fresh"))
    ours = seen(sample)
    assert fresh.keys() == ours.keys()


@pytest.mark.parametrize("is_proved", [False, True])  # then the scan ends before the audit
def test_an_audit_that_a_new_scan_has_overtaken_is_not_shown(ui, monkeypatch, is_proved):
    shown, begun, second, real = [], [], threading.Event(), auditing.audit

    def slow(project):
        begun.append(project)
        if is_proved:
            second.wait(PATIENCE_MS / 1000) if len(begun) == 1 else second.set()
        return real(project)

    monkeypatch.setattr(auditing, "audit", slow)
    if is_proved:
        monkeypatch.setattr(Project, "scan", lambda *_words, **_how: iter(()))
    ui.bench.audited.connect(lambda *_: shown.append(ui.bench.is_scanning))
    ui.bench.audit()
    ui.bench.rescan()
    ui.settle()
    assert shown == [False]
