"""Children of a program with threads: copies of a process beside it."""

import marshal
import os
import signal
import subprocess
import sys
import time
from functools import cache

import pytest

from cvlink_gui.fs import children, fork, nursery
from cvlink_gui.fs.nursery import Child

pytestmark = pytest.mark.skipif(not nursery.is_possible(), reason="there is no pidfd_open(2) here")
PATIENCE = 10.0


@pytest.fixture(autouse=True)
def threads(monkeypatch):
    """As in a program with threads, that has had no child yet."""
    monkeypatch.setattr(fork, "is_possible", lambda: False)
    own = cache(children._nursery.__wrapped__)
    monkeypatch.setattr(children, "_nursery", own)
    yield
    if made := own(os.getpid()):
        made._close()


def until(true):
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def asked(child):
    """What a child says of itself."""
    child.stdin.close()
    told = child.stdout.read()
    return marshal.loads(told)  # noqa: S302 (our own child)


@pytest.fixture
def start(monkeypatch):
    """Start children that tell what they are."""
    monkeypatch.setattr(children, "_START", _START)
    made = []

    def start(*words):
        made.append(children.start("fs.nursed", *words))
        return made[-1]

    yield start
    for child in made:
        children.abandon(child)


# The process that is copied knows one more module: it says what a child has.
_START = """
import marshal, os, sys, types
sys.path.append(sys.argv[1])
def main():
    sys.stdin.buffer.read()
    files = [os.readlink(f"/proc/self/fd/{n}") for n in sorted(os.listdir("/proc/self/fd"), key=int)
             if os.path.exists(f"/proc/self/fd/{n}")]
    own = {"words": sys.argv[3:], "environment": dict(os.environb), "files": files,
           "session": os.getsid(0), "pid": os.getpid(), "folder": os.getcwd()}
    sys.stdout.buffer.write(marshal.dumps(own))
module = sys.modules["cvlink_gui.fs.nursed"] = types.ModuleType("nursed")
module.main = main
from cvlink_gui.fs.children import main as begin
begin()
"""


def test_a_child_has_its_words_the_environment_of_now_and_no_file_of_ours(start, monkeypatch):
    first = asked(start(b"caf\xc3\xa9 \xff"))
    assert os.fsencode(first["words"][0]) == b"caf\xc3\xa9 \xff"
    monkeypatch.setenv("NEW", "\udcff")
    monkeypatch.delenv("HOME", raising=False)
    held = open(__file__, "rb")  # noqa: SIM115 (held beside the child)
    child = start()
    told = asked(child)
    held.close()
    assert told["environment"] == dict(os.environb)
    assert [name.partition(":")[0] for name in told["files"][:3]] == ["pipe", "pipe", "/dev/null"]
    assert __file__ not in told["files"]
    assert not [name for name in told["files"] if name.startswith("socket")]
    assert (told["pid"], told["session"]) == (child.pid, child.pid)
    assert told["folder"] == "/"


def test_it_is_told_that_a_child_has_ended_and_none_stays_a_zombie(start):
    child = start()
    assert child.poll() is None
    asked(child)
    until(lambda: child.poll() == 0)
    until(lambda: not os.path.exists(f"/proc/{child.pid}"))
    child.kill()  # nothing, and nobody else


def test_a_child_that_hangs_is_killed(start):
    child = start()
    os.kill(child.pid, signal.SIGSTOP)
    children.abandon(child)
    until(lambda: child.poll() == 0)
    assert children.pulse(child) is None


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_another_process_takes_the_place_of_one_that_died_or_stands(start, monkeypatch, number):
    monkeypatch.setattr(nursery, "_PATIENCE", 1.0)
    first = start()
    os.kill(children._nursery(os.getpid())._process.pid, number)
    second = start()
    assert asked(second)["pid"] == second.pid
    assert asked(first)["pid"] == first.pid  # whoever was there lives on


def test_it_ends_with_the_program():
    code = """if True:
        import os, sys, threading, time
        from cvlink_gui.fs import children
        thread = threading.Thread(target=time.sleep, args=(60,), daemon=True)
        thread.start()
        child = children.start("asking", bare=False)
        print(children._nursery(os.getpid())._process.pid, child.pid, flush=True)
        os.kill(os.getpid(), 9)
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    pids = done.stdout.split()
    assert len(pids) == 2, done.stderr
    until(lambda: not any(os.path.exists(f"/proc/{pid}/exe") for pid in pids))


def test_a_copy_of_this_program_has_a_process_of_its_own():
    ours = children._nursery(os.getpid())
    assert children._nursery(os.getpid()) is ours
    assert children._nursery(os.getpid() + 1) is not ours


def test_a_child_with_too_many_words_for_a_message_is_a_fresh_process():
    child = children.start("asking", *(b"%03d" % n * 400 for n in range(140)), bare=False)
    assert isinstance(child, subprocess.Popen)
    children.abandon(child)


def test_where_nothing_can_be_copied_a_fresh_process_is_started(monkeypatch):
    monkeypatch.setattr(nursery, "is_possible", lambda: False)
    child = children.start("asking", bare=False)
    assert isinstance(child, subprocess.Popen)
    children.abandon(child)


def test_the_children_of_a_program_with_threads_are_copies():
    child = children.start("asking", bare=False)
    assert isinstance(child, Child)
    children.abandon(child)
