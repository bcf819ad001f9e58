"""Snapshots as files: what is in them, what is refused, what is kept."""

import json
import os
import re

import pytest

from cvlink_gui.core.errors import StorageError, UsageError
from cvlink_gui.core.links import Kind
from cvlink_gui.core.snapshots import Recorded, Snapshot, Why
from cvlink_gui.fs.crossing import nothing_can_hang
from cvlink_gui.fs.snapshots import Store, read, take, write
from tests.conftest import build

NAMES = (b"plain", b"\xff\xfe", "\u202egpj".encode(), b"a\nb", b"\\xff", b"-", "é".encode())


def some(root: bytes = b"/p", made: float = 1_800_000_000.5, **more: object) -> Snapshot:
    links = {name: Recorded(name * 2, Kind.SYMLINK, 1, 2, (3, 1 << 63)) for name in NAMES}
    return Snapshot(links, made, root, (1, 2), (), "0.1.0", **more)


@pytest.fixture
def file(tmp_path):
    return os.fsencode(tmp_path / "s.json")


def test_names_of_any_bytes_come_back_and_ordinary_ones_can_be_read(file):
    write(file, some())
    assert read(file) == some()
    with open(file, encoding="utf-8") as found:
        text = found.read()
    assert '["plain","plainplain","symlink",1,2,[3,9223372036854775808]]' in text
    assert '{"base64":"//4="}' in text


def test_what_was_in_the_file_before_stays_beside_it(file):
    write(file, some(made=1.0))
    write(file, some(made=2.0))
    assert (read(file).made, read(file + b"~").made) == (2.0, 1.0)


def test_another_layout_of_the_same_document_is_as_good(file):
    write(file, some())
    with open(file, encoding="utf-8") as old:
        document = json.load(old)
    with open(file, "w", encoding="utf-8-sig") as new:
        json.dump(document, new, indent=8)
    assert read(file) == some()


BAD = {
    "damaged": (lambda d: d["links"][0].__setitem__(1, "other"), "damaged"),
    "newer": (lambda d: d.update(schema="cvlink.snapshot/2"), "newer version of cvlink"),
    "another": (lambda d: d.update(schema="cvlink.manifest/1"), "no snapshot: its schema"),
    "typed": (lambda d: d.update(links=3), "no snapshot"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_snapshot_with_a_fault_is_told_and_stays_as_it_is(file, name):
    write(file, some())
    with open(file, encoding="utf-8") as old:
        document = json.load(old)
    change, words = BAD[name]
    change(document)
    data = json.dumps(document).encode("utf-8")
    with open(file, "wb") as new:
        new.write(data)
    with pytest.raises(UsageError, match=words):
        read(file)
    with open(file, "rb") as found:
        assert found.read() == data


def test_a_snapshot_that_is_cut_off_anywhere_is_refused(file):
    write(file, some())
    with open(file, "rb") as whole:
        data = whole.read().rstrip()
    for end in range(0, len(data), 7):
        with open(file, "wb") as cut:
            cut.write(data[:end])
        with pytest.raises(UsageError):
            read(file)


@pytest.mark.parametrize("path", [b"../out", b"/etc/x", b"a/../../x", b"a//b", b".", b"a\0b"])
def test_a_path_that_climbs_out_is_refused_even_with_the_right_checksum(file, path):
    write(file, Snapshot({b"fine": Recorded(b"t"), path: Recorded(b"t")}, 1.0, b"/p"))
    with pytest.raises(UsageError, match="no snapshot"):
        read(file)


def test_a_link_that_is_there_twice_and_a_kind_there_is_not_are_refused(file):
    from cvlink_gui.fs import snapshot_types as types

    write(file, some())
    with open(file, "rb") as good:
        document = types.msgspec.json.decode(good.read(), type=types.Document)
    for rows in ([document.links[0]] * 2, [types.Link("a", "t", "file", 1, 1)]):
        document.links, document.checksum = rows, ""
        document.checksum = types._checksum(document)
        with open(file, "wb") as bad:
            bad.write(types.msgspec.json.encode(document))
        with pytest.raises(UsageError, match=r"twice|kind of link"):
            read(file)


def test_what_is_no_file_or_not_there_is_said(tmp_path, file):
    os.mkfifo(file)
    for path in (file, os.fsencode(tmp_path), os.fsencode(tmp_path / "none")):
        with pytest.raises(UsageError, match="read the snapshot"):
            read(path)


def test_a_project_is_taken_as_it_lies_on_the_disk(root):
    found = take(root, nothing_can_hang)
    seen = os.lstat(root + b"/experiments/baseline/val")
    assert found.links[b"experiments/baseline/val"] == Recorded(
        b"../../data/splits/v1/val",
        Kind.SYMLINK,
        seen.st_mtime_ns,
        seen.st_ctime_ns,
        (seen.st_dev, seen.st_ino),
    )
    assert (len(found.links), found.unread, found.root) == (8, (), root)
    assert found.identity == (os.stat(root).st_dev, os.stat(root).st_ino)


def test_folders_on_storage_that_does_not_answer_are_named(root):
    silent = root + b"/experiments"
    found = take(root, lambda path: silent if path.startswith(silent) else None)
    assert found.unread == (b"experiments",)
    assert len(found.links) == 6
    with pytest.raises(StorageError):
        take(root + b"/none", nothing_can_hang)


def test_the_oldest_are_removed_and_what_is_not_whole_pushes_out_no_good_one(tmp_path):
    store = Store(os.fsencode(tmp_path / "kept"))
    assert store.all() == []
    build(tmp_path / "kept", "mine.json", "2026-13-45T00-00-00.000000Z.json")
    for second in range(5):
        store.keep(some(made=float(second)), 3)
    for second in range(5, 12):
        partial = Snapshot(some().links, float(second), b"/p", None, (b"x",))
        store.keep(partial, 3)
    found = store.all()
    assert [one.made for one in found if one.whole] == [4.0, 3.0, 2.0]
    assert [one.made for one in found if not one.whole] == [11.0, 10.0, 9.0]
    assert (tmp_path / "kept/mine.json").exists()
    assert re.fullmatch(r"1970-01-01T00-00-11\.000000Z", found[0].name)


def test_a_list_says_how_many_links_and_what_for_without_opening_a_file(tmp_path):
    store = Store(os.fsencode(tmp_path / "kept"))
    for second, why in enumerate(Why):
        kept = store.keep(some(made=float(second)), 9, why)
        os.truncate(kept.path, 0)
    build(tmp_path / "kept", "2026-01-01T00-00-00.000000Z.json",
          "2026-01-02T00-00-00.000000Z.12-later.incomplete.json")  # fmt: skip
    rows = [(one.links, one.why, one.whole) for one in store.all()]
    number = len(some().links)
    old = [(12, Why.UNKNOWN, False), (None, Why.UNKNOWN, True)]
    assert rows == [*old, *((number, why, True) for why in reversed(Why))]
