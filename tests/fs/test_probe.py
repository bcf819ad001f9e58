"""Questions to storage, and what is known of mounts, where all answer. See also tests/storage."""

import errno
import os
import signal
import sys
import threading
import time
from importlib.abc import MetaPathFinder

import pytest

from cvlink_gui.core.errors import NotAnswering, StorageError
from cvlink_gui.fs import children, storage
from cvlink_gui.fs.crossing import nothing_can_hang
from cvlink_gui.fs.mountinfo import Mount
from cvlink_gui.fs.probe import Answer, Probe
from cvlink_gui.fs.storage import Storage, wish_for
from tests.conftest import build

NAS = Mount(b"/nas", "nfs4", b"server:/data", read_only=False)


def asked(paths, **wish):
    """All answers, by path."""
    with Probe(wish_for(5.0, **wish)) as probe:
        probe.ask(paths)
        answers = {}
        while probe.open:
            answers |= {answer.path: answer for answer in probe.answers(0.2)}
        return answers


def said(point, *, error=0, seconds=0.001, path=None):
    return Answer(path or point, b"", point, seconds, error, 0, 0, ())


@pytest.fixture
def nas(monkeypatch):
    """A machine with one mount that may hang."""
    monkeypatch.setattr(storage, "mounts", lambda: [NAS])


def test_every_path_gets_its_answer(tmp_path):
    place = build(tmp_path, "file", "link -> file", "dangling -> none", "loop -> loop")
    errors = {
        b"file": 0,
        b"link": 0,
        b"dangling": errno.ENOENT,
        b"loop": errno.ELOOP,
        b"none/x": errno.ENOENT,
        b"file/x": errno.ENOTDIR,
    }
    answers = asked(os.path.join(place, name) for name in errors)
    found = {os.path.relpath(path, place): answer for path, answer in answers.items()}
    assert {name: answer.error for name, answer in found.items()} == errors
    assert all(answer.is_answer for answer in found.values())
    assert found[b"link"].real == os.path.join(place, b"file")


def test_a_path_no_system_can_have_is_no_reason_to_die():
    assert asked([b"/a\0b"])[b"/a\0b"].error == errno.EINVAL


def test_a_folder_tells_its_names_once(tmp_path):
    place = build(tmp_path, "folder/a", "folder/b", "link -> folder")
    paths = [os.path.join(place, name) for name in (b"folder", b"link")]
    answers = asked(paths, names=True)
    assert sorted(sorted(answer.names) for answer in answers.values()) == [[], [b"a", b"b"]]


def test_more_paths_than_are_asked_at_a_time_are_answered(tmp_path):
    place = build(tmp_path, "file")
    paths = [b"%s/%d" % (place, number) for number in range(9_000)]
    answers = asked([*paths, os.path.join(place, b"file")], width=4)
    assert len(answers) == 9_001
    assert [path for path, answer in answers.items() if not answer.error] == [place + b"/file"]


def test_a_process_that_dies_is_an_error_and_not_an_answer():
    with Probe(wish_for(5.0)) as probe:
        os.kill(probe.process.pid, signal.SIGSTOP)
        probe.ask([b"/"])
        os.kill(probe.process.pid, signal.SIGKILL)
        with pytest.raises(StorageError, match="has died"):
            probe.answers(10)


def state_of(process):
    """As `ps` shows it: T is stopped."""
    with open(f"/proc/{process.pid}/stat", encoding="ascii") as file:
        return file.read().rpartition(") ")[2][0]


def until(true):
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_thread_with_a_bug_ends_the_process():
    with Probe(wish_for(5.0)) as probe:
        probe.ask([7])  # no path at all
        with pytest.raises(StorageError, match="has died"):
            probe.answers(60)


def test_a_thread_that_stands_still_has_no_pulse():
    free = threading.Event()
    thread = threading.Thread(target=free.wait)
    thread.start()
    pulses = [b""]

    def is_still():
        pulses.append(children.pulse_of_thread(thread.native_id))
        return pulses[-1] == pulses[-2]

    until(is_still)
    me = threading.get_native_id()
    before = children.pulse_of_thread(me)
    until(lambda: children.pulse_of_thread(me) != before)
    free.set()
    thread.join()
    until(lambda: children.pulse_of_thread(thread.native_id) is None)  # the kernel comes after us


def test_a_process_that_stands_still_has_no_pulse():
    process = children.start("asking")
    try:
        os.kill(process.pid, signal.SIGSTOP)
        until(lambda: state_of(process) == "T")
        before = children.pulse(process)
        time.sleep(0.2)
        assert children.pulse(process) == before
        os.kill(process.pid, signal.SIGCONT)
        until(lambda: children.pulse(process) != before)
    finally:
        children.abandon(process)
    assert children.pulse(process) is None


def test_where_all_is_local_nothing_is_asked(monkeypatch):
    monkeypatch.setattr(storage, "mounts", lambda: [Mount(b"/", "ext4", b"", read_only=False)])
    known = Storage()
    assert known.guard() is nothing_can_hang
    assert not known.may_hang
    known.check([b"/any/path"])
    assert known.states == []


def test_latencies_are_kept_by_mount(nas):
    known = Storage()
    known.hear(said(b"/nas", seconds=seconds) for seconds in (0.1, 0.2, 0.9))
    known.hear([said(b"/", seconds=0.00001)])
    local, slow = known.states
    assert (slow.mount, slow.asked, slow.median, slow.worst) == (NAS, 3, 0.2, 0.9)
    assert (slow.is_slow, local.is_slow) == (True, False)
    assert known.silent == []


def test_one_that_does_not_answer_is_silent_until_it_does(nas):
    known, begin = Storage(), time.time()
    assert known.hear([said(b"/nas", error=errno.ETIMEDOUT)]) == {b"/nas"}
    (state,) = known.silent
    assert begin <= state.silent_since <= time.time()
    assert known.dead == {b"/nas"}
    known.hear([said(b"/nas", error=errno.ETIMEDOUT)])
    assert known.silent[0].silent_since == state.silent_since
    assert known.hear([said(b"/nas", error=errno.ENOENT)]) == set()
    assert known.silent == []


def test_one_that_only_fails_is_silent_as_well(nas):
    known = Storage()
    known.hear([said(b"/nas", error=errno.EIO), said(b"/nas")])
    assert known.silent == []
    known.hear([said(b"/nas", error=errno.EIO)])
    assert [state.error for state in known.silent] == [errno.EIO]


def test_one_that_is_not_mounted_any_more_is_forgotten(nas):
    known = Storage()
    known.hear([said(b"/nas", error=errno.ETIMEDOUT)])
    known.hear([said(b"/", path=b"/nas")])
    assert known.dead == frozenset()


def test_a_silent_mount_is_asked_again_after_longer_and_longer_waits():
    waits = [storage._growing()(looks) for looks in range(1, 12)]
    assert all(
        least <= wait <= least + storage._JITTER
        for wait, least in zip(waits, (1, 2, 4, 8, 16, 32, 60, 60), strict=False)
    )
    assert max(waits) <= storage._LONGEST_WAIT + storage._JITTER


def test_nobody_waits_for_what_is_known_while_a_library_is_loaded(nas, monkeypatch):
    known, held = Storage(), []

    class Watch(MetaPathFinder):
        def find_spec(self, name, _path, _target=None):
            held.extend([known._lock.locked()] * (name == "tenacity"))

    storage._growing.cache_clear()
    for name in [name for name in sys.modules if name.partition(".")[0] == "tenacity"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Watch(), *sys.meta_path])
    known.hear([said(b"/nas", error=errno.ETIMEDOUT)])
    assert held == [False]


def test_what_lies_on_a_silent_mount_is_refused_at_once_by_name(nas):
    known = Storage()
    known.hear([said(b"/nas", error=errno.ETIMEDOUT)])
    guard = known.guard()
    assert guard(b"/nas/x") == guard(b"/usr/../nas") == b"/nas"
    assert guard(b"/usr") is None
    with pytest.raises(NotAnswering, match="The storage at /nas is not answering since 20"):
        known.check([b"/usr", b"/nas/x"])
    known.check([b"/usr"])


def test_a_link_to_a_silent_mount_can_be_looked_at(nas, tmp_path):
    place = build(tmp_path, "link -> /nas/x")
    known = Storage()
    known.hear([said(b"/nas", error=errno.ETIMEDOUT)])
    known.check([os.path.join(place, b"link")], follow=False)
    with pytest.raises(NotAnswering):
        known.check([os.path.join(place, b"link")])


def test_one_process_asks_again_and_again_and_is_gone_when_it_is_closed(tmp_path):
    known, here = Storage(stays=True), os.fsencode(tmp_path)
    storage.wait_for(known._ask([here], 5.0))
    process = known._idle.process
    storage.wait_for(known._ask([here], 5.0))
    assert known._idle.process is process
    known.close()
    until(lambda: process.poll() is not None)
    storage.wait_for(known._ask([here], 5.0))
    assert known._idle is None


def test_waiting_for_silent_mounts_ends_at_once_where_there_is_none():
    with pytest.raises(StopIteration) as end:
        next(Storage().until_back())
    assert end.value.value == []
