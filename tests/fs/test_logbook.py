"""The log: as large as it may be, whole beside another window; what crashes leave is told once."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cvlink_gui.fs import config, logbook
from cvlink_gui.fs.files import read_tail
from cvlink_gui.fs.logbook import LogFile


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(logbook, "SIZE", 1_000)
    os.makedirs(os.path.dirname(config.log_file()), exist_ok=True)
    made = []

    def make():
        made.append(LogFile(config.log_file()))
        return made[-1]

    yield make
    for handler in made:
        handler.close()


def say(handler, words):
    handler.emit(logging.LogRecord("x", logging.INFO, "", 0, words, None, None))


def files():
    folder = os.path.dirname(config.log_file())
    return sorted(os.fsdecode(name) for name in os.listdir(folder))


def test_the_log_is_cut_into_files_of_a_size_and_only_some_are_kept(small):
    handler = small()
    for number in range(200):
        say(handler, f"{number:099d}")
    assert files() == ["cvlink-gui.log", *(f"cvlink-gui.log.{n}" for n in (1, 2, 3))]
    sizes = [os.path.getsize(config.log_file() + end) for end in (b"", b".1", b".2", b".3")]
    assert max(sizes) <= 1_000
    assert read_tail(config.log_file(), 500).decode().splitlines()[-1] == f"{199:099d}"


def test_two_windows_write_one_log_and_nothing_of_either_is_lost(small):
    one, other = small(), small()
    for number in range(30):
        say(one, f"one {number:03d} " + "." * 50)
        say(other, f"other {number:03d} " + "." * 50)
    folder = Path(os.fsdecode(os.path.dirname(config.log_file())))
    lines = "".join((folder / name).read_text() for name in reversed(files())).splitlines()
    kept = [tuple(line.split()[:2]) for line in lines]
    wanted = [(name, f"{number:03d}") for number in range(30) for name in ("one", "other")]
    assert kept == wanted[-len(kept) :]
    assert len(kept) > 40
    assert max((folder / name).stat().st_size for name in files()) <= 1_000


def test_a_log_that_somebody_removed_is_begun_anew(small):
    handler = small()
    say(handler, "before")
    os.unlink(config.log_file())
    say(handler, "after")
    assert read_tail(config.log_file(), 100) == b"after\n"


def test_where_no_log_can_be_kept_it_goes_to_the_terminal(monkeypatch, tmp_path):
    (tmp_path / "state").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert type(logbook.open_log()) is logging.StreamHandler


def test_the_end_of_a_file_begins_with_a_whole_line(tmp_path):
    path = os.fsencode(tmp_path / "x")
    (tmp_path / "x").write_text("first\nsecond\nthird\n")
    assert read_tail(path, 12) == b"third\n"
    assert read_tail(path, 100) == b"first\nsecond\nthird\n"


# Crashes


@pytest.fixture
def folder():
    path = os.path.dirname(config.log_file())
    os.makedirs(path, exist_ok=True)
    return os.fsdecode(path)


def test_a_process_that_ends_as_it_should_leaves_nothing(folder):
    crash = logbook.open_crash_file()
    assert len(os.listdir(folder)) == 1
    crash.remove()
    assert os.listdir(folder) == []


def test_a_process_that_still_runs_is_left_alone(folder):
    crash = logbook.open_crash_file()
    crash.write("words")
    assert logbook.take_crashes() == []
    assert len(os.listdir(folder)) == 1
    crash.remove()


def test_what_a_fault_left_is_told_once(folder):
    code = (
        "import faulthandler; from cvlink_gui.fs import logbook;"
        "crash = logbook.open_crash_file(); faulthandler.enable(crash.stream);"
        "faulthandler._sigsegv()"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode < 0
    (told,) = logbook.take_crashes()
    assert "Segmentation fault" in told
    assert logbook.take_crashes() == []
    assert os.listdir(folder) == []


def test_who_was_ended_from_outside_has_nothing_to_tell(folder):
    code = (
        "import os, signal; from cvlink_gui.fs import logbook;"
        "crash = logbook.open_crash_file(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == -9
    assert logbook.take_crashes() == []
    assert os.listdir(folder) == []
