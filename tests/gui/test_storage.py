"""The window beside storage that hangs: it says so once, stays awake, quits, and looks again."""

import os
import threading
import time

import pytest
from PySide6.QtGui import QImage

from cvlink_gui.core.links import Health
from cvlink_gui.core.plan import Absent, Link, Plan, Step
from cvlink_gui.features.project import Project
from cvlink_gui.fs import storage
from cvlink_gui.fs.plain import Plain
from cvlink_gui.gui import storage as watch
from tests.conftest import build
from tests.gui.driver import PATIENCE_MS
from tests.storage.volume import volumes

QUIT_SECONDS = 15  # generous, for a busy machine: tests/faults measures it


@pytest.fixture
def volume(tmp_path, monkeypatch):
    monkeypatch.setattr(storage, "_FIRST_WAIT", 0.1)
    monkeypatch.setattr(storage, "_JITTER", 0.0)
    with volumes(tmp_path) as (made,):
        (made.inside / "a.jpg").touch()
        (made.inside / "folder").mkdir()
        yield made


@pytest.fixture
def beside(open_window, volume, tmp_path):
    """A window, and a project with links into the volume and to its own."""
    root = build(
        tmp_path / "project",
        "data/raw/own.jpg",
        f"data/set/far -> {volume.point}/a.jpg",
        "data/set/own -> ../raw/own.jpg",
    )
    return open_window(), root


def shown(ui, root):
    """Open a project; it is scanned and audited then, and may be waiting for storage."""
    with ui.qtbot.waitSignal(ui.bench.audited, timeout=PATIENCE_MS):
        ui.bench.open(root)


def health(ui, path):
    tree = ui.bench.project.tree
    return tree.health(tree.find(path))


def hang(volume):
    """Let a volume hang whose last answer is not believed any more."""
    time.sleep(0.3)
    volume.order(hang=True)


def said(ui, words):
    return [text for text in ui.noticed if words in text]


def test_storage_that_hangs_is_said_once_and_believed_when_it_is_back(beside, volume):
    ui, root = beside
    volume.order(hang=True)
    shown(ui, root)
    assert health(ui, b"data/set/far") is Health.NOT_ANSWERING
    assert health(ui, b"data/set/own") is Health.OK
    ui.bench.rescan()
    ui.until(lambda: not ui.bench.is_scanning)
    (notice,) = said(ui, "This storage is not answering")
    assert str(volume.point) in notice
    assert "1 not answering" in ui.window.status._broken.text()
    volume.order()
    ui.until(lambda: said(ui, "This storage answers again"))
    ui.until(lambda: health(ui, b"data/set/far") is Health.OK)
    ui.settle()
    assert "not answering" not in ui.window.status._broken.text()


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(watch, "QUIET_SECONDS", 0.3)


def test_an_audit_on_storage_that_stops_answering_in_the_middle_is_made_again_without_it(
    beside, volume, monkeypatch, impatient
):
    ui, root = beside
    real, threads = Plain._names, []

    def names(plain, folder):
        if folder.startswith(volume.place) and not threads:
            threads.append(threading.current_thread())
            volume.order(hang=True)  # right after it was found to answer
        return real(plain, folder)

    monkeypatch.setattr(Plain, "_names", names)
    shown(ui, root)
    assert threads
    assert threads[0].is_alive()
    assert said(ui, "This storage is not answering")
    assert said(ui, "Given up") == []
    ui.until(lambda: not [t for t in ui.bench.jobs.titles if t == "Auditing"])
    volume.order()
    ui.until(lambda: not threads[0].is_alive())


def test_details_of_a_link_into_it_say_so(beside, volume):
    ui, root = beside
    shown(ui, root)
    hang(volume)
    with ui.qtbot.waitSignal(ui.bench.detailed, timeout=PATIENCE_MS) as caught:
        ui.bench.inspect(b"data/set/far")
    assert caught.args[0].health is Health.NOT_ANSWERING
    volume.order()


@pytest.fixture
def images(open_window, volume, tmp_path, impatient):
    """A window that looks at a folder with an image of its own and one in a volume that hangs."""
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0)
    assert picture.save(str(volume.inside / "far.png"))
    point = volume.point
    root = build(
        tmp_path / "project",
        f"data/raw/set/1.png -> {point}/far.png",
        f"data/raw/set/more -> {point}/folder",
        "data/raw/set/2.png",
    )
    assert picture.save(os.path.join(os.fsdecode(root), "data/raw/set/2.png"))
    ui = open_window()
    shown(ui, root)
    hang(volume)
    assert ui.space.reveal(b"data/raw/set")
    ui.until(lambda: ui.bench.gallery.path == b"data/raw/set")
    return ui


def test_images_in_storage_that_hangs_have_words_and_the_others_their_pictures(images, volume):
    ui, view = images, images.space.inspector.thumbnails.view
    ui.until(lambda: view.images.count == 2)
    ui.until(lambda: view.images.preview(1) and view.images.preview(1).image is not None)
    ui.until(lambda: view.images.preview(0) and view.images.preview(0).why)
    assert view.images.preview(0).why == "the storage does not answer"
    ui.until(lambda: not ui.bench.gallery.is_busy)  # the card is made without it
    ui.until(lambda: said(ui, "This storage is not answering"))
    volume.order()
    ui.until(lambda: view.images.preview(0).image is not None)  # it is back, and looked at again


def test_the_window_closes_while_images_hang(images, volume):
    gallery = images.bench.gallery
    images.until(lambda: gallery.is_busy)
    begin = time.monotonic()
    images.window.close()
    images.until(lambda: not images.window.isVisible())
    assert time.monotonic() - begin < QUIT_SECONDS
    volume.order()


def test_the_window_closes_while_storage_hangs(beside, volume):
    ui, root = beside
    volume.order(hang=True)
    shown(ui, root)
    for _ in range(8):
        ui.bench.inspect(b"data/set/far")
    ui.bench.rescan()
    begin = time.monotonic()
    assert ui.window.close()
    assert time.monotonic() - begin < QUIT_SECONDS
    ui.until(lambda: not ui.bench.jobs.is_stuck)


def test_a_project_of_the_past_that_does_not_answer_is_not_said_to_be_gone(beside, volume):
    ui, _ = beside
    volume.order(hang=True)
    found = []
    ui.bench.recent.find_present([volume.place, b"/none"], found.extend)
    ui.until(lambda: found)
    assert found == [(volume.place, True), (b"/none", False)]


def test_the_window_closes_while_a_change_hangs_which_its_journal_knows(beside, volume):
    ui, _ = beside
    root = os.path.dirname(volume.place)  # so that the volume is a folder of the project
    shown(ui, root)
    steps = [Step(b"volume0/folder/%d" % n, Absent(), Link(b"x")) for n in range(3)]
    volume.order(hang=True, only=("symlink",))
    ui.bench.runner.run(Plan("links", tuple(steps)))
    ui.until(lambda: volume.calls("symlink"))
    volume.order(hang=True)
    begin = time.monotonic()
    ui.window.close()
    ui.until(lambda: not ui.window.isVisible())
    assert time.monotonic() - begin < QUIT_SECONDS
    assert ui.bench.jobs.is_stuck
    left = Project.open(root).journal.unfinished()
    assert left.title == "links"
    volume.order()
    ui.until(lambda: not ui.bench.jobs.is_stuck)
