"""The volumes of the tests do what they are ordered to."""

import errno
import os
import subprocess
import sys
import time

import pytest

STUCK = "import os, sys; os.stat(sys.argv[1])"


@pytest.fixture
def stuck(volume):
    """A process that hangs in the volume, in a call its server has taken."""
    (volume.inside / "file").write_text("data")
    volume.order(hang=True)
    words = [sys.executable, "-c", STUCK, volume.point / "file"]
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 30
    while not volume.calls("getattr") and time.monotonic() < end:
        time.sleep(0.01)
    yield process
    process.wait(10)


def test_it_shows_the_folder_inside(volume):
    (volume.inside / "file").write_text("data")
    (volume.point / "link").symlink_to("file")
    assert sorted(os.listdir(volume.point)) == ["file", "link"]
    assert (volume.point / "link").read_text() == "data"
    assert os.readlink(volume.inside / "link") == "file"


def test_a_call_fails_as_often_as_ordered(volume):
    volume.order(fail=2, only=("statfs",), error=errno.EREMOTEIO)
    for _ in range(2):
        with pytest.raises(OSError, match="Remote I/O"):
            os.statvfs(volume.point)
    os.statvfs(volume.point)


def test_a_call_takes_as_long_as_ordered(volume):
    volume.order(delay=0.2, part="slow")
    (volume.inside / "slow").touch()
    begin = time.monotonic()
    os.stat(volume.point / "slow")
    assert time.monotonic() - begin >= 0.2


def test_what_hangs_goes_on_when_other_orders_come(volume, stuck):
    stuck.kill()
    with pytest.raises(subprocess.TimeoutExpired):  # it cannot even be killed
        stuck.wait(0.3)
    volume.order()
    assert stuck.wait(10)


def test_the_kernel_frees_what_hangs_when_it_is_told_to(volume, stuck):
    volume.abort()
    assert stuck.wait(10) == 1


def test_the_end_of_the_server_frees_what_hangs_and_unmounts(volume, stuck):
    volume.end()
    assert stuck.wait(10) == 1
    assert not os.path.ismount(volume.point)
