"""Small pictures of files, whatever the files are."""

import os
import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from cvlink_gui.core.errors import NotAnswering
from cvlink_gui.features.project import Project
from cvlink_gui.fs.storage import Storage
from cvlink_gui.gui import previews
from cvlink_gui.gui.previews import decoded, preview


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
    project = Project.open(root)
    base = Path(os.fsdecode(root))
    os.mkfifo(base / "fifo")
    (base / "folder").mkdir()
    image(8, 8, base / "x.png", "PNG")
    (base / "locked.png").symlink_to("gone.png")
    why = {name: preview(project, name, 32).why for name in (b"fifo", b"folder", b"locked.png")}
    assert why[b"fifo"] == "not a regular file"
    assert why[b"locked.png"] == "not there"
    assert why[b"folder"]
    assert preview(project, b"x.png", 32).image is not None
    monkeypatch.setattr(previews, "_BYTES", 10)
    assert preview(project, b"x.png", 32).why == "too large to be shown"


def test_storage_that_does_not_answer_is_not_touched(root, monkeypatch):
    def silent(_storage, paths, **_wish):
        raise NotAnswering("the storage does not answer", path=paths[0])

    project = Project.open(root)
    image(8, 8, Path(os.fsdecode(root), "x.png"), "PNG")
    monkeypatch.setattr(Storage, "check", silent)
    monkeypatch.setattr(previews, "read_regular", pytest.fail)
    found = preview(project, b"x.png", 32)
    assert (found.image, found.why) == (None, "the storage does not answer")
