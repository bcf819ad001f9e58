import os

import msgspec
import pytest

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.fs.documents import LIMIT, parse_yaml, read_ini, read_yaml

BOMB = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)
MERGED = "a0: &a0 {k: 1}\n" + "".join(
    f"a{n}: &a{n}\n  <<: [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)


def parsed(text: str | bytes):
    return parse_yaml(text.encode() if isinstance(text, str) else text, b"/x.yaml")


def test_everything_is_text_lists_and_tables():
    assert parsed("a: 1e999\nb: [2026-99-99, 0o9, yes, ~]\nc: {d: }\n") == {
        "a": "1e999",
        "b": ["2026-99-99", "0o9", "yes", "~"],
        "c": {"d": ""},
    }


def test_a_byte_order_mark_and_a_few_aliases_are_no_mistake():
    assert parsed("\ufeffa: &x [1]\nb: *x\n") == {"a": ["1"], "b": ["1"]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BOMB, "repeats itself"),
        (MERGED, "repeats itself"),
        ("a: !!python/object/apply:os.system [true]", "tag"),
        ("a: !own x", "tag"),
        ("[" * 200_000, "nested"),
        ("- " * 200_000, "nested"),
        ("{a: " * 100_000, "nested"),
        ("\n".join(" " * level + "a:" for level in range(101)), "nested"),
        ("a: &a [*a]", "recursive"),
        ("a: *none", "undefined alias"),
        ("a: [1, 2", "expected"),
        ("a: 1\n---\nb: 2", "another document"),
        (b"a: \xff\xfe", "UTF-8"),
        (b"a: \0", "control characters"),
    ],
    ids=["bomb", "merged bomb", "object", "tag", "flow", "block", "maps", "steps", "recursive",
         "alias", "truncated", "two", "utf8", "nul"],
)  # fmt: skip
def test_what_is_no_plain_yaml_is_refused_in_words(text, words):
    with pytest.raises(CvlinkError, match=words):
        parsed(text)


class Wanted(msgspec.Struct):
    size: int
    names: dict[int, str] = {}


def write(folder, data: bytes) -> bytes:
    path = os.path.join(os.fsencode(folder), b"f")
    with open(path, "wb") as file:
        file.write(data)
    return path


def test_texts_become_the_types_that_are_wanted(tmp_path):
    path = write(tmp_path, b"size: 12\nnames: {0: cat, 7: dog}\nmore: [1]\n")
    assert read_yaml(path, Wanted) == Wanted(12, {0: "cat", 7: "dog"})


@pytest.mark.parametrize("text", [b"", b"size: x", b"- size", b"size: " + b"1" * 5000, b"names: 1"])
def test_other_types_are_refused_in_words(tmp_path, text):
    with pytest.raises(CvlinkError, match="not as expected"):
        read_yaml(write(tmp_path, text), Wanted)


def test_a_file_that_is_too_large_is_refused(tmp_path):
    path = write(tmp_path, b"")
    os.truncate(path, LIMIT + 1)
    with pytest.raises(CvlinkError, match="read it"):
        read_yaml(path, Wanted)


def test_a_file_that_is_no_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CvlinkError):
        read_yaml(os.fsencode(tmp_path / "pipe"), Wanted)


def test_an_ini_file_is_read_as_dvc_writes_it(tmp_path):
    path = write(
        tmp_path, b"[cache]\n    dir = '/a b'\n    type = \"x,y\"\n['remote \"r\"']\nurl=%(x)s\n"
    )
    assert read_ini(path) == {
        "cache": {"dir": "/a b", "type": "x,y"},
        "'remote \"r\"'": {"url": "%(x)s"},
    }


def test_an_ini_file_that_is_not_there_says_nothing(tmp_path):
    assert read_ini(os.fsencode(tmp_path / "none")) == {}


@pytest.mark.parametrize("data", [b"a = 1\n", b"[x\na", b"\xff\0\n[a]"])
def test_what_is_no_ini_file_is_refused_in_words(tmp_path, data):
    with pytest.raises(CvlinkError, match="no INI file"):
        read_ini(write(tmp_path, data))
