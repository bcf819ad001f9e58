import os
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from cvlink_gui.core.findings import Verdict
from cvlink_gui.core.images import EMPTY, POINTER, what_is_wrong
from cvlink_gui.features.audit import Request, audit
from cvlink_gui.features.project import Project
from cvlink_gui.fs.decoding import undecodable
from tests.conftest import build
from tests.features.stores import audited, found, rules, write


def png(width: int, height: int, *, fill: int = 0) -> bytes:
    """A real PNG of one grey."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + bytes([fill]) * width) * height
    pixels = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + pixels + chunk(b"IEND", b"")


def jpeg(width: int, height: int) -> bytes:
    """The frame of a JPEG: as much as its ends tell."""
    head = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\1\1\x11\0"
    return head + frame + b"\xff\xda\x00\x08" + b"x" * 30 + b"\xff\xd9"


GOOD = {
    "png": png(12, 12),
    "jpg": jpeg(64, 48),
    "gif": b"GIF89a" + struct.pack("<HH", 20, 20) + b"x" * 20 + b"\x3b",
    "bmp": b"BM" + b"\0" * 16 + struct.pack("<ii", 20, -20) + b"x",
    "webp": b"RIFF" + struct.pack("<I", 12) + b"WEBPVP8 ....",
    "tif": b"II*\0" + b"x" * 20,
}
BAD = {
    EMPTY: b"",
    POINTER: b"version https://git-lfs.github.com/spec/v1\n",
    "its first bytes are those of no image": b"<html>404</html>",
    "JPEG without its end": GOOD["jpg"][:-2],
    "JPEG without its end: cut short, or with something behind it": GOOD["jpg"] + b"\0\0",
    "PNG without its end": GOOD["png"][:-5],
    "GIF without its end": GOOD["gif"][:-1],
    "WebP without its end": GOOD["webp"][:-4],
    "under 10 pixels a side": png(9, 40),
    "under 10 pixels": jpeg(40, 9),
}


@pytest.mark.parametrize("kind", GOOD)
def test_a_whole_image_is_well(kind):
    assert what_is_wrong(len(GOOD[kind]), GOOD[kind], GOOD[kind]) == ""


@pytest.mark.parametrize("words", BAD)
def test_a_damaged_image_says_what_is_wrong(words):
    assert what_is_wrong(len(BAD[words]), BAD[words], BAD[words]).startswith(words)


@pytest.mark.parametrize("size", range(60))
def test_no_cut_of_an_image_is_a_crash(size):
    for data in GOOD.values():
        assert isinstance(what_is_wrong(size, data[:size], data[:size]), str)


@pytest.fixture
def root(tmp_path):
    root = build(
        tmp_path / "p",
        "experiments/e/train -> ../../data/train",
        "experiments/e/val -> ../../data/val",
    )
    for n, split in enumerate(("train", "val")):
        for m in range(3):
            write(root, f"data/{split}/{m}.png", png(20, 20, fill=10 * n + m))
    return root


DEEP = Request(deep=True)


def test_whole_and_different_images_are_well(root):
    assert audited(root, DEEP).verdict is Verdict.READY
    assert rules(root, DEEP) == set()


def test_damaged_images_are_found_by_their_cause(root):
    write(root, "data/train/4.jpg", GOOD["jpg"][:-2])
    write(root, "data/val/4.jpg", GOOD["jpg"][:-2] + b"x")
    write(root, "data/val/5.png", png(5, 5))
    findings = found(root, "image-corrupt", DEEP)
    assert sorted(f.paths for f in findings) == [
        (b"data/train/4.jpg", b"data/val/4.jpg"),
        (b"data/val/5.png",),
    ]
    assert found(root, "image-corrupt") == []


def test_an_image_of_no_bytes_is_empty(root):
    write(root, "data/train/4.jpg", b"")
    assert [f.paths for f in found(root, "empty", DEEP)] == [(b"data/train/4.jpg",)]


def test_a_pointer_in_place_of_an_image_was_not_fetched(root):
    write(root, "data/train/4.jpg", BAD[POINTER])
    assert [f.paths for f in found(root, "not-fetched", DEEP)] == [(b"data/train/4.jpg",)]


def test_an_image_that_cannot_be_read_is_told_of(root):
    project = Project.open(root)
    project.load()
    os.unlink(root + b"/data/train/0.png")
    (finding,) = audit(project, DEEP).findings
    assert (finding.rule, finding.paths) == ("image-corrupt", (b"data/train/0.png",))
    assert "No such file" in finding.cause


def test_the_same_bytes_under_other_names_in_two_splits_are_a_leak(root):
    write(root, "data/val/copy.png", png(20, 20, fill=1))
    (leak,) = found(root, "split-leak-bytes", DEEP)
    assert leak.evidence["pairs"] == [["data/train/1.png", "data/val/copy.png"]]
    assert found(root, "split-leak") == []
    assert found(root, "split-leak-bytes") == []


def test_files_that_differ_in_the_middle_only_are_no_leak(root):
    size = 300_000
    for split, mark in (("train", b"a"), ("val", b"b")):
        data = b"\xff\xd8\xff" + b"x" * size + mark + b"x" * size + b"\xff\xd9"
        write(root, f"data/{split}/big.jpg", data)
    assert "split-leak-bytes" not in rules(root, DEEP)
    assert "could-be-linked" not in rules(root, DEEP)


def test_a_hard_link_in_two_splits_is_one_file_and_no_copy(root):
    os.link(root + b"/data/train/1.png", root + b"/data/val/hard.png")
    assert len(found(root, "split-leak", DEEP)) == 1
    assert rules(root, DEEP).isdisjoint({"split-leak-bytes", "could-be-linked"})


def test_copies_say_what_links_would_save(root):
    for name in ("a", "b"):
        write(root, f"data/raw/{name}.bin", b"x" * 5000)
    write(root, "data/raw/c.bin", b"y" * 5000)
    write(root, "data/raw/short1.txt", b"0 .5 .5 .1 .1")
    write(root, "data/raw/short2.txt", b"0 .5 .5 .1 .1")
    write(root, "data/raw/empty1", b"")
    write(root, "data/raw/empty2", b"")
    (finding,) = found(root, "could-be-linked", DEEP)
    assert (finding.evidence["bytes"], finding.evidence["count"]) == (5000, 1)
    assert finding.evidence["sets"] == [["data/raw/a.bin", "data/raw/b.bin"]]
    assert finding.experiment is None
    assert audited(root, DEEP).experiments[0].verdict is Verdict.READY


def test_progress_is_told_and_never_goes_beyond_the_end(root):
    write(root, "data/val/copy.png", png(20, 20, fill=1))
    told: list[tuple[str, float]] = []
    audited(root, Request(deep=True, progress=lambda words, share: told.append((words, share))))
    assert any("Images in data/train" in words for words, _ in told)
    assert any("Equal files" in words for words, _ in told)
    assert all(0 <= share <= 1 for _, share in told)


@pytest.mark.parametrize("after", [0, 1, 4, 8])
def test_a_deep_audit_that_is_cancelled_at_any_time_is_undecided(root, after):
    write(root, "data/val/copy.png", png(20, 20, fill=1))
    asked = iter(range(10_000))
    result = audited(root, Request(deep=True, cancelled=lambda: next(asked) >= after))
    assert result.experiments[0].verdict is Verdict.UNKNOWN
    assert result.verdict is Verdict.UNKNOWN
    assert "not-checked" in {f.rule for f in result.findings}


def test_an_image_outside_of_the_project_is_compared_as_well(root, tmp_path):
    build(tmp_path / "store")
    write(os.fsencode(tmp_path / "store"), "far.png", png(20, 20, fill=1))
    write(root, "cvlink.toml", f'links.allowed_roots = ["{tmp_path}/store"]')
    build(root, f"data/val/far.png -> {tmp_path}/store/far.png")
    (leak,) = found(root, "split-leak-bytes", DEEP)
    assert leak.evidence["pairs"] == [["data/train/1.png", f"{tmp_path}/store/far.png"]]


# Decoded whole, where that is asked for


@pytest.fixture
def garbled(tmp_path):
    """A PNG with a good head and end, and damage between them; and a whole one."""
    root = build(tmp_path / "p", "data/v1/train/", "experiments/e/train -> ../../data/v1/train")
    whole = BytesIO()
    Image.effect_noise((40, 30), 60).save(whole, "PNG")
    data = bytearray(whole.getvalue())
    data[len(data) // 2] ^= 0xFF
    write(root, "data/v1/train/bad.png", bytes(data))
    write(root, "data/v1/train/good.png", whole.getvalue())
    write(root, "data/v1/train/heic.jpg", b"\xff\xd8\xff\xff\xd9")
    return root


def test_damage_within_an_image_is_found_where_the_settings_ask_to_decode(garbled):
    bad = b"data/v1/train/bad.png"
    deep = Request(deep=True)
    assert all(bad not in one.paths for one in found(garbled, "image-corrupt", deep))
    write(garbled, "cvlink.toml", "[audit]\ndecode = true\n")
    assert found(garbled, "image-corrupt") == []  # by a deep audit only
    (one,) = [one for one in found(garbled, "image-corrupt", deep) if bad in one.paths]
    assert one.paths == (bad,)
    assert one.cause.startswith("it does not decode: ")


def test_without_pillow_that_it_was_not_decoded_is_said(garbled, monkeypatch):
    write(garbled, "cvlink.toml", "[audit]\ndecode = true\n")
    monkeypatch.setattr("cvlink_gui.fs.decoding.find_spec", lambda _name: None)
    (one,) = found(garbled, "not-checked", Request(deep=True))
    assert "Pillow is not installed" in one.cause
    assert found(garbled, "not-checked") == []


def test_an_image_with_more_pixels_than_are_decoded_ends_in_words(garbled, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 500)
    path = garbled + b"/data/v1/train/good.png"
    assert undecodable(path) == "it says that it has more pixels than are decoded here"
