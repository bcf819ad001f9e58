"""Paths in a drag or on the clipboard are the same bytes again."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QMimeData, QUrl

from cvlink_gui.gui.mime import URI_LIST, from_mime, to_mime
from tests.conftest import build

names = st.binary(min_size=1, max_size=12).map(
    lambda raw: raw.replace(b"\0", b"x").replace(b"/", b"x")
)
paths = st.lists(names, min_size=1, max_size=4).map(lambda parts: b"/" + b"/".join(parts))


def mime(text: bytes) -> QMimeData:
    data = QMimeData()
    data.setData(URI_LIST, QByteArray(text))
    return data


@given(st.lists(paths, max_size=5))
def test_any_absolute_paths_come_back_as_they_were(absolute):
    assert from_mime(to_mime(absolute)) == absolute


@given(st.lists(paths, min_size=1, max_size=5))
def test_what_is_on_the_wire_is_one_line_of_ascii_for_each_path(absolute):
    lines = bytes(to_mime(absolute).data(URI_LIST).data()).split(b"\r\n")
    assert len(lines) == len(absolute) + 1
    assert all(line.isascii() and b" " not in line for line in lines)


def test_another_program_reads_the_same_file_names(tmp_path):
    root = build(tmp_path, "mit leer.jpg", "ünï%41.png")
    absolute = sorted(os.path.join(root, name) for name in os.listdir(root))
    data = mime(bytes(to_mime(absolute).data(URI_LIST).data()))
    assert [os.fsencode(url.toLocalFile()) for url in data.urls()] == absolute


def test_what_a_file_manager_drags_is_read(tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/data/a b"), QUrl.fromLocalFile("/ünï/ö")])
    assert from_mime(data) == [b"/data/a b", "/ünï/ö".encode()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"file:///a/b\n", [b"/a/b"]),
        (b"file://localhost/a\r\n", [b"/a"]),
        (b"file:///a/\r\n", [b"/a"]),
        (b"file:///\r\n", [b"/"]),
        (b"# a comment\r\nfile:///a\r\n", [b"/a"]),
        (b"https://example.org/a\r\nfile://elsewhere/a\r\n", []),
        (b"", []),
    ],
)
def test_only_local_files_are_taken(text, found):
    assert from_mime(mime(text)) == found


def test_a_drag_without_files_has_no_paths():
    data = QMimeData()
    data.setText("/not/a/file")
    assert from_mime(data) == []
