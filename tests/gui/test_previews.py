"""Small pictures of files, whatever the files are."""

import os
import pickle
import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from cvlink_gui.core.boxes import Box, Marked, as_shown
from cvlink_gui.fs import children
from cvlink_gui.fs.children import Inbox
from cvlink_gui.gui import decoder, previews
from cvlink_gui.gui.decoder import pack, unpack
from cvlink_gui.gui.panels.boxes import draw_boxes
from cvlink_gui.gui.previews import Preview, decoded, picture


def image(width: int, height: int, path: Path, kind: str) -> bytes:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.red)
    assert made.save(str(path), kind)
    return path.read_bytes()


def huge_png() -> bytes:
    """A PNG that says it is 40,000 x 40,000, in some bytes."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\0" * 64)
    parts = (head, data, b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(p) - 4) + p + struct.pack(">I", zlib.crc32(p)) for p in parts
    )


@pytest.mark.parametrize("kind", ["PNG", "JPG", "BMP"])
def test_a_picture_fits_the_square_and_keeps_its_shape(tmp_path, kind):
    found = decoded(image(640, 320, tmp_path / "x", kind), 160)
    assert found.image is not None
    assert (found.image.size(), found.size) == (QSize(160, 80), QSize(640, 320))


def test_a_small_one_is_not_made_larger(tmp_path):
    found = decoded(image(20, 10, tmp_path / "x", "PNG"), 160)
    assert found.image is not None
    assert found.image.size() == QSize(20, 10)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not an image"),
        (b"no image at all", "not an image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "not an image"),
        (huge_png(), "too large to be shown"),
    ],
)
def test_what_is_no_picture_to_show_says_why(data, why):
    assert decoded(data, 160).why == why


def test_a_picture_that_is_cut_off_is_damaged(tmp_path):
    whole = image(640, 320, tmp_path / "x", "PNG")
    assert decoded(whole[: len(whole) // 2], 160).why == "the image is damaged"


def test_only_regular_files_of_a_sensible_size_are_read(root, monkeypatch):
    base = Path(os.fsdecode(root))
    os.mkfifo(base / "fifo")
    (base / "folder").mkdir()
    image(8, 8, base / "x.png", "PNG")
    (base / "locked.png").symlink_to("gone.png")
    why = {
        name: picture(root + b"/" + name, 32).why for name in (b"fifo", b"folder", b"locked.png")
    }
    assert why[b"fifo"] == why[b"folder"] == "not a regular file"
    assert why[b"locked.png"] == "not there"
    assert picture(root + b"/x.png", 32).image is not None
    monkeypatch.setattr(previews, "_BYTES", 10)
    assert picture(root + b"/x.png", 32).why == "too large to be shown"


def test_a_picture_comes_out_of_its_process_as_it_went_in(tmp_path):
    found = decoded(image(640, 320, tmp_path / "x", "PNG"), 160)
    again = unpack(pack(found))
    assert again.image is not None
    assert again.image == found.image.convertToFormat(again.image.format())
    assert again.size == QSize(640, 320)


def test_why_there_is_no_picture_comes_out_as_well():
    again = unpack(pack(decoded(b"no image", 160)))
    assert (again.image, again.why, again.mark) == (
        None,
        "not an image",
        ("file-question-mark", "faint"),
    )


def test_the_process_touches_nothing_on_a_mount_that_does_not_answer(root):
    image(8, 8, Path(os.fsdecode(root), "x.png"), "PNG")
    process = children.start(decoder.MODULE, bare=False)
    orders = (
        decoder.Order(root + b"/x.png", 32, dead) for dead in (frozenset([root]), frozenset())
    )
    try:
        for order in orders:
            children.send(pickle.dumps(order), process.stdin)
        inbox, told = Inbox(), []
        while len(told) < 2:
            told += map(unpack, inbox.read(process.stdout.fileno()))
    finally:
        children.abandon(process)
    assert told[0].why == "the storage does not answer"
    assert told[1].image is not None


# Images that a camera has turned


BOX = Box(8, 4, 24, 8, "car", 0)  # in the pixels of the file
SIDES = (64, 32)


def turned_jpeg(orientation: int) -> bytes:
    """A photo with a red car in BOX, which its EXIF wants shown in one of the eight ways."""
    made = QImage(*SIDES, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.fillRect(QRectF(BOX.x, BOX.y, BOX.width, BOX.height), Qt.GlobalColor.red)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    assert made.save(buffer, "JPG", 95)
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    exif = b"Exif\0\0" + tiff
    data = bytes(buffer.data().data())
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:]


def red(found: Preview) -> tuple[int, int, int, int]:
    """Left, top, width and height of what is red."""
    assert found.image is not None
    size = found.image.size()
    spots = [
        (x, y)
        for x in range(size.width())
        for y in range(size.height())
        if QColor(found.image.pixel(x, y)).green() < 128
    ]
    xs, ys = zip(*spots, strict=True)
    return min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1


@pytest.mark.parametrize("orientation", [5, 6, 7, 8])
def test_a_box_in_the_pixels_of_the_file_is_drawn_where_the_thing_is_shown(qapp, orientation):
    found = decoded(turned_jpeg(orientation), 64)
    assert found.size == QSize(32, 64)
    told = unpack(pack(found))
    assert (told.size, told.turn) == (found.size, found.turn)
    (box,) = as_shown(Marked((BOX,), SIDES), found.turn, (32, 64)).boxes
    assert (box.x, box.y, box.width, box.height) == red(found)


@pytest.mark.parametrize("orientation", [1, 6])
def test_boxes_in_shares_and_in_the_pixels_of_the_picture_are_drawn_as_they_are(orientation):
    found = decoded(turned_jpeg(orientation), 64)
    whole = (found.size.width(), found.size.height())
    for sides in ((1, 1), whole, None):
        marked = Marked((BOX,), sides)
        assert as_shown(marked, found.turn, whole) is marked


def test_a_turned_image_has_its_box_painted_where_it_is(qapp):
    found = decoded(turned_jpeg(6), 64)
    canvas = QImage(32, 64, QImage.Format.Format_RGB32)
    canvas.fill(Qt.GlobalColor.white)
    painter = QPainter(canvas)
    marked = Marked((BOX,), SIDES)
    draw_boxes(painter, marked, QRectF(0, 0, 32, 64), found.size, turn=found.turn)
    painter.end()
    left, top, wide, high = red(found)
    painted = [(x, y) for x in range(32) for y in range(64) if canvas.pixelColor(x, y).blue() < 99]
    assert {x for x, _ in painted} == set(range(left - 1, left + wide + 2))
    assert {y for _, y in painted} == set(range(top - 1, top + high + 2))
