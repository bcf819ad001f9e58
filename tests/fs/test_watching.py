"""Watched folders: what is told of changes, by the real process."""

import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cvlink_gui.fs import children, watch
from cvlink_gui.fs.stamps import look

pytestmark = pytest.mark.skipif(not watch.is_possible(), reason="only Linux tells")
PATIENCE = 20  # seconds
QUIET = 0.4


class Told:
    """All that a watch has told, folded together."""

    def __init__(self, watching: watch.Watch) -> None:
        self.watching = watching
        self.changed: set[bytes] = set()
        self.deep: set[bytes] = set()
        self.moved: set[bytes] = set()
        self.overflows = 0
        self.state = (0, 0)
        self.words = ""

    def ask(self, *paths: bytes, first: bool = False, proof: object = None) -> None:
        """Watch folders as they are now, or by another proof."""
        folders = [(path, look([path]) if proof is None else proof) for path in paths]
        self.watching.ask(folders, first=first)
        self.hear(self.watching.send)

    def hear(self, until=lambda: False, seconds: float = PATIENCE) -> bool:
        end = time.monotonic() + seconds
        while not until() and time.monotonic() < end:
            select.select([self.watching.news], [], [], 0.05)
            for message in self.watching.read():
                self._take(*message)
        return bool(until())

    def _take(self, kind, *rest):
        if kind == "changed":
            self.changed |= set(rest[0])
            self.deep |= set(rest[1])
            self.moved |= set(rest[2])
        elif kind == "overflow":
            self.overflows += 1
        elif kind == "state":
            self.state = rest
        else:
            self.words = rest[0]

    def forget(self) -> None:
        self.hear(seconds=QUIET)
        self.changed, self.deep, self.moved = set(), set(), set()


@pytest.fixture
def told():
    watching = watch.Watch()
    yield Told(watching)
    watching.close()


@pytest.fixture
def base(tmp_path) -> bytes:
    return os.path.realpath(os.fsencode(tmp_path))


def made(*paths: bytes) -> list[bytes]:
    for path in paths:
        os.makedirs(path, exist_ok=True)
    return list(paths)


def watched(told, *paths: bytes) -> None:
    before = told.state[0]
    told.ask(*paths)
    assert told.hear(lambda: told.state[0] >= before + len(paths))
    told.forget()


def test_names_that_come_and_go_are_told_with_their_folder(told, base):
    a, b = made(base + b"/a\xff\n", base + b"/b")
    watched(told, a, b)
    for change in (
        lambda: Path(os.fsdecode(a), "x").touch(),
        lambda: os.rename(a + b"/x", a + b"/y"),
        lambda: os.unlink(a + b"/y"),
        lambda: os.symlink(b"none", a + b"/l"),
        lambda: os.mkdir(a + b"/d"),
    ):
        told.forget()
        change()
        assert told.hear(lambda: told.changed == {a})


def test_what_is_written_into_a_file_is_no_change_of_a_folder(told, base):
    (a,) = made(base + b"/a")
    file = Path(os.fsdecode(a), "x")
    file.touch()
    watched(told, a)
    file.write_text("more")
    os.utime(file)
    file.chmod(0o600)
    told.hear(seconds=QUIET)
    assert not told.changed
    assert not told.deep


def test_a_folder_that_has_other_rights_may_lead_nowhere(told, base):
    (a,) = made(base + b"/a")
    watched(told, a)
    os.chmod(a, 0)
    assert told.hear(lambda: told.deep == {a})


def test_a_change_between_looking_and_watching_is_told(told, base):
    (a,) = made(base + b"/a")
    before = look([a])
    time.sleep(0.02)
    Path(os.fsdecode(a), "x").touch()
    told.ask(a, proof=before)
    assert told.hear(lambda: told.changed == {a})


def test_what_was_listed_too_soon_after_a_change_is_looked_at_again(told, base):
    (a,) = made(base + b"/a")
    told.ask(a, proof=b"")
    assert told.hear(lambda: told.changed == {a})


def test_a_folder_that_was_moved_is_not_told_of_under_its_old_name(told, base):
    top, a, below = made(base + b"/t", base + b"/t/a", base + b"/t/a/below")
    watched(told, top, a, below)
    os.rename(a, base + b"/t/b")
    assert told.hear(lambda: top in told.changed and told.moved == {a})
    told.forget()
    Path(os.fsdecode(base), "t/b/below/x").touch()
    told.hear(seconds=QUIET)
    assert not told.changed
    watched(told, base + b"/t/b/below")
    os.unlink(base + b"/t/b/below/x")
    assert told.hear(lambda: told.changed == {base + b"/t/b/below"})


def test_a_folder_in_the_place_of_another_is_watched_in_its_turn(told, base):
    top, a = made(base + b"/t", base + b"/t/a")
    watched(told, top, a)
    shutil.rmtree(a)
    assert told.hear(lambda: top in told.changed)
    made(a)
    told.ask(a)
    told.forget()
    Path(os.fsdecode(a), "x").touch()
    assert told.hear(lambda: a in told.changed)


# Where links lead


def now() -> int:
    return time.time_ns() + 10_000_000_000  # nothing is newer


def test_a_target_that_comes_goes_and_comes_again_is_told_each_time(told, base):
    made(base + b"/far")
    target = base + b"/far/deep/data"
    told.ask(target, proof=now())
    told.forget()
    for change in (
        lambda: os.makedirs(target),
        lambda: os.rename(base + b"/far/deep", base + b"/far/other"),
        lambda: os.rename(base + b"/far/other", base + b"/far/deep"),
        lambda: shutil.rmtree(base + b"/far/deep"),
        lambda: os.makedirs(target),
    ):
        told.forget()
        change()
        assert told.hear(lambda: target in told.deep), change


def test_a_file_that_leaves_a_target_is_told(told, base):
    (target,) = made(base + b"/far")
    Path(os.fsdecode(target), "x").touch()
    told.ask(target, proof=now())
    told.forget()
    os.unlink(target + b"/x")
    assert told.hear(lambda: target in told.changed)


def test_a_link_on_the_way_that_leads_elsewhere_is_told(told, base):
    made(base + b"/v1", base + b"/v2")
    os.symlink(b"v1", base + b"/current")
    told.ask(base + b"/current", proof=now())
    told.forget()
    os.symlink(b"v2", base + b"/new")
    os.replace(base + b"/new", base + b"/current")
    assert told.hear(lambda: base + b"/current" in told.deep)
    told.forget()
    Path(os.fsdecode(base), "v2/x").touch()
    assert told.hear(lambda: base + b"/current" in told.changed)


def test_a_busy_folder_above_a_target_that_is_not_there_says_nothing(told, base):
    told.ask(base + b"/none/data", proof=now())
    told.forget()
    for number in range(50):
        Path(os.fsdecode(base), f"other{number}").touch()
    told.hear(seconds=QUIET)
    assert not told.changed
    assert not told.deep


def test_a_target_that_changed_since_it_was_looked_at_is_told_at_once(told, base):
    (target,) = made(base + b"/far")
    told.ask(target, proof=time.time_ns())
    assert told.hear(lambda: target in told.deep)


def test_a_target_that_was_a_folder_of_the_tree_for_a_while_is_not_waited_for(told, base):
    made(base + b"/far")
    target = base + b"/far/data"
    told.ask(target, proof=now())
    told.ask(target, proof=b"")  # it was listed meanwhile, and is gone again
    told.forget()
    made(target)
    told.forget()
    shutil.rmtree(target)
    told.forget()
    os.rename(base + b"/far", base + b"/away")
    told.ask(base)
    told.forget()
    made(base + b"/still-there")
    assert told.hear(lambda: base in told.changed)


# Limits


def test_more_changes_than_the_system_keeps_are_said(told, base):
    (a,) = made(base + b"/a")
    watched(told, a)
    limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    os.kill(told.watching.pid, 19)  # SIGSTOP: it is slow
    for number in range(limit // 2 + 10):
        Path(os.fsdecode(a), f"{number}").touch()
        os.unlink(a + b"/%d" % number)
    os.kill(told.watching.pid, 18)
    assert told.hear(lambda: told.overflows)


def test_a_process_that_died_is_seen(told):
    os.kill(told.watching.pid, 9)
    with pytest.raises(EOFError):
        told.hear(lambda: False, 5)
    told.watching.ask([(b"/tmp", b"")])
    assert told.watching.send()


def test_many_folders_are_asked_for_without_waiting(told, base):
    folders = [base + b"/%d" % number for number in range(3_000)]
    os.kill(told.watching.pid, 19)
    told.watching.ask([(path, b"") for path in made(*folders)])
    begin = time.monotonic()
    while told.watching.send() and time.monotonic() < begin + 5:
        told.watching.ask([(path, b"") for path in folders])
    assert not told.watching.send()
    os.kill(told.watching.pid, 18)
    assert told.hear(lambda: told.watching.send() and told.state[0] == len(folders))


LIMITED = """
import os, sys
sys.path.insert(0, sys.argv[1])
with open("/proc/sys/user/max_inotify_watches", "w") as file:
    file.write("5")
from tests.fs.test_watching import limited
limited(os.fsencode(sys.argv[2]))
"""
REPOSITORY = str(Path(__file__).parents[2])


def limited(base: bytes) -> None:
    """In a process that may watch five folders."""
    told = Told(watch.Watch())
    folders = made(*(base + b"/%d" % number for number in range(8)))
    told.ask(*folders)
    assert told.hear(lambda: told.state == (5, 3)), told.state
    told.ask(folders[7], first=True)
    told.forget()
    Path(os.fsdecode(folders[7]), "x").touch()
    assert told.hear(lambda: folders[7] in told.changed), "what is wanted first is watched"
    assert told.state == (5, 3), told.state
    told.forget()
    for folder in folders:
        Path(os.fsdecode(folder), "y").touch()
    assert told.hear(lambda: len(told.changed) == 5), told.changed
    for folder in folders[:3]:
        shutil.rmtree(folder)
    told.ask(*folders[3:])
    assert told.hear(lambda: told.state[0] == 5), told.state
    told.watching.close()


def test_at_the_limit_of_watches_it_is_said_and_what_is_wanted_first_is_watched(base):
    allowed = subprocess.run(["unshare", "-Ur", "true"], capture_output=True)
    if allowed.returncode:
        pytest.skip("no user namespace can be made here")
    command = ["unshare", "-Ur", sys.executable, "-c", LIMITED, REPOSITORY, os.fsdecode(base)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_messages_are_packed_as_they_are_read():
    inbox, (reader, writer) = children.Inbox(), os.pipe()
    os.write(writer, children.packed(("a", 1)) + children.packed(("b", 2)))
    assert inbox.read(reader) == [("a", 1), ("b", 2)]
    for end in (reader, writer):
        os.close(end)
