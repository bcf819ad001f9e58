import base64
import codecs
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cvlink_gui.core.names import (
    basename,
    is_odd,
    is_within,
    join,
    json_path,
    normal,
    parent,
    relative_to,
    shown,
)

names = st.binary(min_size=1, max_size=12).map(lambda b: re.sub(rb"[/\0]", b"_", b))
parts = names.filter(lambda name: name not in (b".", b".."))
paths = st.lists(parts, max_size=4).map(b"/".join)


def unescaped(text: str) -> bytes:
    """What `shown` must be the inverse of."""

    def one(found: re.Match[bytes]) -> bytes:
        piece = found[0].decode()
        if piece[1] == "x":
            return bytes.fromhex(piece[2:])
        return codecs.decode(piece, "unicode_escape").encode()

    return re.sub(rb"\\(x..|u....|U.{8}|[\\nrt])", one, text.encode())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (b"train", "train"),
        ("Süß café 猫".encode(), "Süß café 猫"),
        (b"train\xff", r"train\xff"),
        (b"a\nb", r"a\nb"),
        (b"\x1b[31mred", r"\x1b[31mred"),
        ("gpj.\u202etxt".encode(), r"gpj.\u202etxt"),
        ("a\u200bb\ufeff".encode(), r"a\u200bb\ufeff"),
        ("\x85".encode(), r"\u0085"),
        (b"\x85", r"\x85"),
        (b"\xed\xb2\x80", r"\xed\xb2\x80"),
        (b"C:\\data", r"C:\data"),
        (b"C:\\new", r"C:\\new"),
        (b"\\\xff", r"\\\xff"),
    ],
)
def test_odd_characters_are_shown_as_escapes(name, text):
    assert shown(name) == text


@given(names)
@example(b"\\xff")
@example("\xad".encode())
def test_two_names_are_never_shown_alike(name):
    text = shown(name)
    assert (unescaped(text) if is_odd(name) else text.encode()) == name
    assert is_odd(name) or "\\" not in text or unescaped(text) == name


@given(names)
def test_what_is_shown_is_printable_and_valid_unicode(name):
    text = shown(name)
    assert text.encode("utf-8").decode() == text
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text)


@given(paths)
def test_a_path_in_json_can_be_had_back_byte_for_byte(path):
    fields = json_path(path)
    if "path_bytes" in fields:
        assert base64.b64decode(fields["path_bytes"]) == path
    else:
        assert fields["path"].encode() == (path or b".")


def test_a_plain_path_in_json_has_no_bytes_beside_it():
    assert json_path(b"a/b", "target") == {"target": "a/b"}


@pytest.mark.parametrize(
    ("path", "folder", "inside"),
    [
        (b"/data-evil", b"/data", False),
        (b"/data/x", b"/data", True),
        (b"/data", b"/data", True),
        (b"/dat", b"/data", False),
        (b"/x", b"/", True),
        (b"x", b"/", False),
        (b"x", b"", True),
        (b"/x", b"", False),
    ],
)
def test_a_path_is_within_a_folder_by_whole_components(path, folder, inside):
    assert is_within(path, folder) is inside


@given(paths, paths)
def test_a_relative_path_joined_back_gives_the_same_path(path, folder):
    assert normal(join(folder, relative_to(path, folder))) == path
    above = b"/" + folder
    assert normal(join(above, relative_to(b"/" + path, above))) == b"/" + path


@pytest.mark.parametrize(
    ("path", "tidy"),
    [
        (b"", b""),
        (b".", b""),
        (b"/", b"/"),
        (b"//a//b/", b"/a/b"),
        (b"a/./b/../c", b"a/c"),
        (b"../a", b"../a"),
        (b"/..", b"/"),
    ],
)
def test_a_normal_path_has_no_dots_and_doubled_slashes(path, tidy):
    assert normal(path) == tidy


@given(paths, parts)
def test_a_path_is_its_folder_and_its_name(folder, name):
    path = join(folder, name)
    assert (parent(path), basename(path)) == (folder, name)


def test_an_absolute_name_wins_over_the_folder_it_is_joined_to():
    assert join(b"a", b"/b") == b"/b"
    assert join(b"/", b"b") == b"/b"
