"""Images in the inspector: seen ones first, with their boxes; larger by a click or a key."""

import os
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton

from cvlink_gui.features.gallery.values import Card, Images
from cvlink_gui.gui import gallery as galleries
from cvlink_gui.gui.dialogs.picture import PictureDialog
from cvlink_gui.gui.models.thumbnails_model import Change, ThumbnailsModel
from cvlink_gui.gui.panels.boxes import class_color
from tests.conftest import build
from tests.gui.test_previews import huge_png
from tests.gui.test_reach import unnamed

KEY = Qt.Key


def picture(path: Path, width: int = 64, height: int = 48) -> None:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGray)
    assert image.save(str(path))


@pytest.fixture
def odd(tmp_path):
    """A data set with whatever may stand for an image, in the order of names."""
    root = build(tmp_path / "odd", "data/raw/set/images/", "data/raw/set/labels/", "experiments/e/")
    images = Path(os.fsdecode(root), "data/raw/set/images")
    (images / "0.jpg").symlink_to("gone.jpg")
    os.mkfifo(images / "1.jpg")
    (images / "2.jpg").symlink_to("/dev/null")
    (images / "3.jpg").write_text("no image")
    (images / "4.png").write_bytes(huge_png())
    (images / "5.jpg").mkdir()
    picture(images / "6.png")
    (images.parent / "labels/6.txt").write_text("3 0.5 0.5 0.5 0.5")
    return root


def images(ui):
    return ui.space.inspector.thumbnails.view


def still(ui) -> None:
    """Wait until all is found, decoded and drawn."""
    ui.settle()
    ui.until(lambda: not ui.bench.gallery.is_busy and not images(ui)._soon.isActive())
    ui.until(lambda: not ui.bench.gallery.is_busy)


def seen(ui, view, *names) -> None:
    """Select a row whose images are looked at."""
    ui.select(view, *names)
    path = ui.window.selected_paths()[0]
    ui.until(lambda: ui.bench.gallery.path == path)
    ui.until(lambda: not ui.bench.gallery.is_busy)
    still(ui)


def words(ui) -> str:
    body = ui.space.inspector.widget()
    shown = [one for one in body.findChildren(QLabel) if one.isVisibleTo(body)]
    return "\n".join(one.text().replace("\u200b", "") for one in shown)


def large(ui) -> PictureDialog:
    (dialog,) = ui.dialogs(PictureDialog)
    return dialog


def test_images_of_a_link_are_shown_with_their_boxes_and_a_card(ui):
    seen(ui, ui.experiments, "baseline", "train")
    view = images(ui)
    assert view.images.count == 22
    assert view.images.preview(0).image is not None
    first = ui.bench.gallery.marked(view.images.path(0))
    color = class_color(first.boxes[0].kind)
    shot = view.viewport().grab(view.visualRect(view.images.index_of(0))).toImage()
    points = (QPoint(x, y) for x in range(shot.width()) for y in range(shot.height()))
    assert any(shot.pixelColor(point) == color for point in points)
    for told in ("Images (22)", "320 \u00d7 240", "instances.json", "traffic light"):
        assert told in words(ui)


def test_what_is_no_image_has_a_place_with_words(open_window, odd):
    ui = open_window(odd)
    seen(ui, ui.datasets, "raw", "set")
    view = images(ui)
    view.select(view.images.count - 1)
    still(ui)
    told = {view.images.words(n).partition(", ")[0]: view.images.words(n) for n in range(7)}
    why = {name: rest.partition(", ")[2] for name, rest in told.items()}
    assert why["0.jpg"] == "not there"
    assert why["1.jpg"] == why["2.jpg"] == why["5.jpg"] == "not a regular file"
    assert why["3.jpg"] == "not an image"
    assert why["4.png"] == "too large to be shown"
    assert why["6.png"].startswith("64 \u00d7 48, 1 box")


def test_a_folder_without_images_says_so_and_what_is_no_folder_has_no_place_for_them(ui):
    seen(ui, ui.datasets, "processed", "masks")
    assert "No images here." in words(ui)
    assert not images(ui).isVisible()
    ui.select(ui.experiments, "faulty", "train")
    ui.until(lambda: ui.space.inspector.path == b"experiments/faulty/train")
    assert not ui.space.inspector.thumbnails.isVisible()
    assert ui.bench.gallery.path is None


def test_of_118287_images_only_those_that_are_seen_are_asked_for(ui, monkeypatch):
    seen(ui, ui.experiments, "baseline", "train")
    asked = []
    monkeypatch.setattr(ui.bench.gallery, "want", lambda paths, _side: asked.append(list(paths)))
    monkeypatch.setattr(ui.bench.gallery, "want_marks", lambda _paths: None)
    ui.bench.gallery.begun.emit(b"x")
    names = tuple(b"%012d.jpg" % n for n in range(118_287))
    ui.bench.gallery.found.emit(Images(99, b"/coco/train2017", names))
    view = images(ui)
    ui.until(lambda: asked)
    assert asked[-1][0] == b"/coco/train2017/000000000000.jpg"
    view.select(60_000)
    ui.until(lambda: any(b"%012d" % 60_000 in path for path in asked[-1]))
    assert max(map(len, asked)) < 40
    assert "118,287" in ui.space.inspector.thumbnails.heading.text()


def test_the_arrows_go_from_row_to_row_and_return_opens_the_image(ui):
    seen(ui, ui.experiments, "baseline", "train")
    view = images(ui)
    view.setFocus()
    columns = view.images.columnCount()
    view.select(columns - 1)
    ui.key(KEY.Key_Right, widget=view)
    assert view.number == columns
    ui.key(KEY.Key_End, widget=view)
    assert view.number == 21
    ui.key(KEY.Key_Down, widget=view)
    assert view.number == 21
    ui.key(KEY.Key_Home, widget=view)
    assert view.number == 0
    ui.key(KEY.Key_Return, widget=view)
    assert large(ui).number == 0


def test_a_click_opens_the_image_and_keys_go_on(ui):
    seen(ui, ui.experiments, "baseline", "train")
    view = images(ui)
    place = view.visualRect(view.images.index_of(1)).center()
    ui.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    dialog = large(ui)
    ui.until(lambda: dialog._is_large and dialog.legend.text() != "")
    assert dialog.title.text().endswith("2 of 22")
    assert "320 \u00d7 240" in dialog.facts.text()
    for key, number in (
        (KEY.Key_Right, 2),
        (KEY.Key_Left, 1),
        (KEY.Key_End, 21),
        (KEY.Key_Home, 0),
    ):
        ui.key(key, widget=dialog)
        assert (dialog.number, view.number) == (number, number)
    assert not dialog.previous.isEnabled()
    fit = dialog.view.percent
    ui.key(KEY.Key_Plus, widget=dialog)
    assert dialog.view.percent > fit
    ui.key(KEY.Key_0, widget=dialog)
    assert dialog.view.percent == fit
    ui.key(KEY.Key_B, widget=dialog)
    assert not dialog.view.draws_boxes
    assert unnamed(dialog) == []
    ui.key(KEY.Key_Escape, widget=dialog)
    ui.until(lambda: not ui.dialogs(PictureDialog))


def test_a_large_image_says_what_it_cannot_show(open_window, odd):
    ui = open_window(odd)
    seen(ui, ui.datasets, "raw", "set")
    ui.window.selection.show_picture(3)
    dialog = large(ui)
    ui.until(lambda: dialog.why.text() == "not an image")
    assert not dialog.view.isVisible()
    dialog.show_image(6)
    ui.until(dialog.view.isVisible)
    ui.until(dialog.legend.text)


def test_a_large_image_goes_with_the_data_set_it_is_of(ui):
    seen(ui, ui.experiments, "baseline", "train")
    ui.window.selection.show_picture(3)
    ui.select(ui.experiments, "baseline", "val")
    ui.until(lambda: not ui.dialogs(PictureDialog))


def test_what_is_looked_at_again_and_the_same_stays_as_it_is(ui):
    seen(ui, ui.experiments, "baseline", "train")
    view, resets = images(ui), []
    view.select(7)
    view.images.modelReset.connect(lambda: resets.append(1))
    ui.act("rescan")
    ui.until(lambda: not ui.bench.is_scanning)
    still(ui)
    assert (view.number, resets) == (7, [])


def test_pictures_are_kept_up_to_a_limit(ui, monkeypatch):
    monkeypatch.setattr(galleries, "_BYTES", 150_000)
    seen(ui, ui.experiments, "baseline", "train")
    for number in (21, 0, 21):
        images(ui).select(number)
        still(ui)
    kept = ui.bench.gallery
    assert 0 < kept._bytes <= 150_000
    assert kept._bytes == sum(map(galleries._cost, kept._pictures.values()))


def deadly(ui, monkeypatch, path: bytes, times: int) -> None:
    """Let the decoder die whenever it is asked for this image, so many times."""
    decoder, left = ui.bench.gallery._decoder, [times]
    ask = decoder.ask

    def asked(order) -> None:
        if order.path != path or not left[0]:
            ask(order)
            return
        left[0] -= 1
        decoder._start()
        os.kill(decoder._process.pid, signal.SIGSTOP)  # it cannot be quicker than its death
        ask(order)
        decoder._process.kill()

    monkeypatch.setattr(decoder, "ask", asked)


@pytest.mark.parametrize("times", [1, 2])
def test_an_image_is_unreadable_where_two_decoders_died_of_it_and_others_come(
    ui, monkeypatch, times
):
    gallery, told = ui.bench.gallery, {}
    files = [os.path.join(ui.root, b"data/raw/street/images/street_%04d.jpg" % n) for n in (1, 2)]
    deadly(ui, monkeypatch, files[0], times)
    gallery.read(files, 32, lambda number, found: told.update({number: found}))
    ui.until(lambda: len(told) == 2)
    assert (told[0].why == "the image cannot be decoded") == (times == 2)
    assert (told[0].image is None) == (times == 2)
    assert told[1].image is not None


def test_when_the_looking_process_dies_it_looks_once_more(ui):
    ui.select(ui.experiments, "baseline", "train")
    ui.until(lambda: ui.bench.gallery._looker._process)
    ui.bench.gallery._looker._process.kill()
    ui.until(lambda: images(ui).images.count == 22)


def test_a_model_takes_in_more_and_exchanges_others(ui):
    model = ThumbnailsModel(ui.bench.gallery, ui.window)
    model.set_columns(3)
    assert model.take(Images(1, b"/a", (b"1", b"2"))) is Change.MORE
    assert model.take(Images(1, b"/b", (b"3", b"4", b"5"))) is Change.MORE
    assert (model.rowCount(), model.path(2), model.path(4)) == (2, b"/b/3", b"/b/5")
    assert not model.flags(model.index(1, 2))
    assert model.agree(Card(1, images=5)) is Change.NONE
    assert model.take(Images(2, b"/a", (b"1",))) is Change.NONE
    assert model.count == 5
    assert model.agree(Card(2, images=1)) is Change.OTHERS
    assert model.count == 1


# What the inspector says beside images


def test_who_has_to_wait_for_details_reads_what_is_looked_at(ui):
    inspector = ui.space.inspector
    ui.select(ui.experiments, "baseline", "train")
    ui.until(lambda: inspector.path == b"experiments/baseline/train")
    inspector.expect(b"experiments/baseline/val")
    ui.until(lambda: "Looking at experiments/baseline/val" in words(ui))
    assert "Chain" not in words(ui)


def test_the_history_of_a_link_says_what_it_led_to_and_takes_a_change_back(ui):
    (source,) = ui.inside("data/processed/v2/val")
    assert ui.drop(ui.experiments, ui.at(ui.experiments, "baseline", "val"), source)
    ui.dialog().accept()
    ui.until(lambda: (ui.link("experiments/baseline/val") or "").endswith("v2/val"))
    ui.select(ui.experiments, "baseline", "val")
    ui.until(lambda: "before it led to ../../data/splits/v1/val" in words(ui))
    assert "with this program" in words(ui)
    body = ui.space.inspector.widget()
    (undo,) = [b for b in body.findChildren(QPushButton) if b.accessibleName().startswith("Undo:")]
    undo.click()
    ui.until(lambda: (ui.link("experiments/baseline/val") or "").endswith("v1/val"))
    ui.until(lambda: "undone since" in words(ui))


def test_a_stop_of_the_chain_leads_to_its_row(ui):
    ui.select(ui.experiments, "improved", "train")
    ui.until(lambda: ui.space.inspector.path == b"experiments/improved/train")
    body = ui.space.inspector.widget()
    stop = next(
        b for b in body.findChildren(QPushButton) if b.accessibleName().startswith("data/splits")
    )
    stop.setFocus()
    ui.key(KEY.Key_Space, widget=stop)
    assert ui.window.selected_paths() == [b"data/splits/v2/train"]
