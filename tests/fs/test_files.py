import os
import stat
import sys
import tracemalloc

import pytest

from cvlink_gui.fs import files
from cvlink_gui.fs.files import read_regular, write_atomic


@pytest.fixture
def path(tmp_path):
    return os.fsencode(tmp_path / "f")


def names(path: bytes) -> list[bytes]:
    return sorted(os.listdir(os.path.dirname(path)))


def read(path: bytes) -> bytes:
    return read_regular(path, 100)


def test_a_file_is_written_whole_with_the_usual_mode(path):
    write_atomic(path, b"one")
    umask = os.umask(0)
    os.umask(umask)
    assert (read(path), names(path)) == (b"one", [b"f"])
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o666 & ~umask


def test_the_previous_version_is_kept_where_asked_for(path):
    write_atomic(path, b"one", keep_previous=True)
    assert names(path) == [b"f"]
    for text in (b"two", b"three"):
        write_atomic(path, text, keep_previous=True)
    assert (read(path), read(path + b"~"), len(names(path))) == (b"three", b"two", 2)


def test_the_mode_is_kept(path):
    write_atomic(path, b"one")
    os.chmod(path, 0o640)
    write_atomic(path, b"two")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o640


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(path, monkeypatch, call):
    write_atomic(path, b"one")

    def refuse(*_arguments):
        raise OSError(28, "full")

    monkeypatch.setattr(files.os, call, refuse)
    with pytest.raises(OSError, match="full"):
        write_atomic(path, b"two")
    assert (read(path), names(path)) == (b"one", [b"f"])


def test_a_link_stays_a_link_and_what_it_leads_to_is_written(path, tmp_path):
    (tmp_path / "real").write_bytes(b"one")
    os.symlink("real", path)
    write_atomic(path, b"two")
    assert (os.readlink(path), (tmp_path / "real").read_bytes()) == (b"real", b"two")


def test_a_bare_name_is_written_in_the_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_atomic(b"f", b"one")
    assert (tmp_path / "f").read_bytes() == b"one"


def test_only_regular_files_of_a_bearable_size_are_read(path):
    write_atomic(path, b"x" * 100)
    assert read(path) == b"x" * 100
    with pytest.raises(OSError, match="too large"):
        read_regular(path, 99)
    os.unlink(path)
    os.mkfifo(path)
    with pytest.raises(OSError, match="Invalid argument"):
        read(path)


def test_no_more_memory_is_taken_than_a_file_needs(path):
    write_atomic(path, b"x" * 5000)
    tracemalloc.start()
    assert len(read_regular(path, 1 << 32)) == 5000
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1 << 18


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_a_file_that_does_not_say_its_size_is_read_up_to_the_limit():
    with open("/proc/self/maps", "rb") as file:
        begin = file.read(40)
    assert os.stat("/proc/self/maps").st_size == 0
    assert len(read_regular(b"/proc/self/maps", 1 << 30)) > 40
    assert len(files.read_head(b"/proc/self/maps", 40)) == len(begin)
    with pytest.raises(OSError, match="too large"):
        read_regular(b"/proc/self/maps", 40)
