import errno
import hashlib
import os

import pytest

from cvlink_gui.fs import remembered
from cvlink_gui.fs.hashing import Cancelled, Hashes, ends

OLD = (1_000_000_000, 1_000_000_000)


@pytest.fixture
def path(tmp_path):
    path = os.fsencode(tmp_path / "file")
    write(path, b"x" * 3_000_000)
    return path


def write(path: bytes, data: bytes, times=OLD) -> None:
    with open(path, "wb") as file:
        file.write(data)
    os.utime(path, ns=times)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def never(*_: object):
    raise AssertionError("it is read again")


def test_both_ends_of_a_file_and_all_of_a_short_one(tmp_path, path):
    write(path, b"ab" + b"-" * 10 + b"yz")
    found = ends(path, 2)
    assert (found.size, found.first, found.last) == (14, b"ab", b"yz")
    found = ends(path, 100)
    assert found.first == found.last == b"ab----------yz"


def test_a_file_is_read_once_as_long_as_it_stays_the_same(path, monkeypatch):
    hashes = Hashes()
    assert hashes.of(path, "sha256") == sha(b"x" * 3_000_000)
    monkeypatch.setattr(Hashes, "_read", never)
    assert hashes.of(path, "sha256") == sha(b"x" * 3_000_000)


@pytest.mark.parametrize("times", [OLD, (1, 2_000_000_000)])
def test_a_file_that_changed_is_read_again(path, times):
    hashes = Hashes()
    hashes.of(path, "sha256")
    write(path, b"y" * (3_000_000 if times != OLD else 5), times)
    with open(path, "rb") as file:
        assert hashes.of(path, "sha256") == sha(file.read())


def test_a_file_written_to_just_now_is_not_remembered(path):
    hashes = Hashes()
    os.utime(path)
    hashes.of(path, "sha256")
    assert not hashes.known


def test_a_hash_that_is_cancelled_is_none(path):
    with pytest.raises(Cancelled):
        Hashes(lambda: True).of(path, "sha256")


def test_what_is_no_file_is_an_error(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for read in (ends, lambda p: Hashes().of(p, "md5")):
        with pytest.raises(OSError, match=os.strerror(errno.EINVAL)):
            read(os.fsencode(tmp_path / "pipe"))


def test_hashes_are_kept_between_runs(path, monkeypatch):
    first = remembered.recall(lambda: False)
    number = first.of(path, "sha256")
    remembered.keep(first)
    monkeypatch.setattr(Hashes, "_read", never)
    again = remembered.recall(lambda: False)
    assert again.of(path, "sha256") == number
    assert not again.has_news


@pytest.mark.parametrize("data", [b"", b"\xff" * 50, b"\x92\xa1x\x91\x91\x01"])
def test_a_damaged_memory_is_passed_by(path, data):
    first = remembered.recall(lambda: False)
    first.of(path, "sha256")
    remembered.keep(first)
    with open(remembered._path(), "wb") as file:
        file.write(data)
    assert not remembered.recall(lambda: False).known


def test_the_memory_of_another_machine_is_none(path, monkeypatch):
    first = remembered.recall(lambda: False)
    first.of(path, "sha256")
    remembered.keep(first)
    monkeypatch.setattr("platform.node", lambda: "elsewhere")
    assert not remembered.recall(lambda: False).known
