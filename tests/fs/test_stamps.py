import errno
import os
import signal
import time
from array import array
from types import SimpleNamespace

import pytest

from cvlink_gui.fs import stamps
from cvlink_gui.fs.lookout import Lookout
from cvlink_gui.fs.stamps import SIZE, UNANSWERED, look, look_all
from tests.conftest import build


@pytest.fixture
def folders(tmp_path) -> list[bytes]:
    root = build(tmp_path / "f", *(f"d{n}/x/" for n in range(600)), "l -> d0", "self -> self")
    return [*(root + b"/d%d" % n for n in range(600)), root + b"/l", root + b"/none"]


def test_a_stamp_is_device_inode_and_times_of_what_the_path_leads_to(folders):
    found = look([folders[0], b"%s/../l" % folders[0]])
    of = os.stat(folders[0])
    numbers = [of.st_dev, of.st_ino, of.st_mtime_ns, of.st_ctime_ns]
    assert list(array("q", found)) == [*numbers, *numbers]


@pytest.mark.parametrize(
    ("path", "number"), [(b"none", errno.ENOENT), (b"self", errno.ELOOP), (b"a\0b", 0)]
)
def test_what_cannot_be_looked_at_has_its_errno(folders, path, number):
    place = os.path.join(os.path.dirname(folders[0]), path)
    assert list(array("q", look([place]))) == [-1, number or 0, 0, 0]


def test_inodes_of_64_bits_have_a_stamp(monkeypatch):
    large = SimpleNamespace(st_dev=1, st_ino=(1 << 64) - 2, st_mtime_ns=-5, st_ctime_ns=6)
    monkeypatch.setattr(stamps.os, "stat", lambda _path: large)
    assert list(array("q", look([b"x"]))) == [1, -2, -5, 6]


def test_slow_storage_is_looked_at_side_by_side_with_the_same_result(folders, monkeypatch):
    expected = look(folders)
    assert look_all(folders) == expected
    monkeypatch.setattr(stamps, "_SLOW_SECONDS", 0.0)
    assert look_all(folders) == expected


def test_a_process_looks_as_this_one_does(folders):
    with Lookout(folders) as lookout:
        assert lookout.stamps(20.0) == look(folders)


def test_a_process_that_hangs_is_left_behind_and_what_it_owes_is_unanswered(folders):
    with Lookout(folders * 10) as lookout:  # more than a pipe holds: it has not ended
        os.kill(lookout._process.pid, signal.SIGSTOP)
        found = lookout.stamps(0.1)
    assert len(found) == len(folders) * 10 * SIZE
    assert found.endswith(UNANSWERED)
    end = time.monotonic() + 10.0
    while lookout._process.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.001)


def test_nothing_to_look_at_has_no_stamps():
    assert look_all([]) == b""
    assert len(UNANSWERED) == SIZE
