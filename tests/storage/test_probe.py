"""Questions to storage that hangs, is slow and fails."""

import errno
import os
import time

import pytest

from cvlink_gui.core.errors import NotAnswering
from cvlink_gui.fs import storage
from cvlink_gui.fs.probe import Probe
from cvlink_gui.fs.storage import Storage, wish_for

DEADLINE = 1.0


def asked(paths, **wish):
    """All answers in the order they came, with the seconds since the first question."""
    begin, answers = time.monotonic(), []
    with Probe(wish_for(DEADLINE, **wish)) as probe:
        probe.ask(map(os.fsencode, paths))
        while probe.open:
            now = time.monotonic() - begin
            answers += [(answer, now) for answer in probe.answers(0.2)]
    return answers


@pytest.fixture
def two(volumes_of):
    """Two volumes with files in them, the second with a link into the first."""
    made = volumes_of(2)
    for volume in made:
        for number in range(20):
            (volume.inside / f"file{number}").touch()
    (made[1].inside / "to-first").symlink_to(made[0].point)
    return made


def files(volume):
    return [volume.point / f"file{number}" for number in range(20)]


def test_an_answer_says_which_mount_it_came_from(two):
    first, second = two
    through = second.point / "to-first" / "file1"
    answers = {a.path: a for a, _ in asked([first.point / "file0", through])}
    assert {answer.point for answer in answers.values()} == {first.place}
    assert answers[os.fsencode(through)].real == first.place + b"/file1"


def test_one_that_hangs_holds_up_no_other(two):
    first, second = two
    first.order(hang=True)
    answers = asked([*files(first), *files(second), second.point / "to-first" / "file0"])
    answered = [a for a, _ in answers if a.is_answer]
    hung = [a for a, _ in answers if not a.is_answer]
    assert {a.path for a in answered} == {os.fsencode(path) for path in files(second)}
    assert {(a.point, a.error) for a in hung} == {(first.place, errno.ETIMEDOUT)}
    assert len(hung) == 21
    assert [a.is_answer for a, _ in answers] == [True] * 20 + [False] * 21
    assert len(first.calls()) < 5  # a deadline for each file would have been 20 of them


def test_what_is_known_to_hang_is_not_asked_at_all(two):
    first, _ = two
    first.order(hang=True)
    before = first.calls()
    answers = asked(files(first), dead=frozenset({first.place}))
    assert {a.error for a, _ in answers} == {errno.ETIMEDOUT}
    assert first.calls() == before


def test_a_call_that_fails_for_a_moment_is_made_again(two):
    first, _ = two
    first.order(fail=2, only=("getattr",), part="file7")
    ((answer, _),) = asked([first.point / "file7"], attempts=4)
    assert (answer.error, answer.retries) == (0, 2)


def test_a_call_that_always_fails_is_made_as_often_as_wished(two):
    first, _ = two
    first.order(fail=-1, only=("getattr",), part="file7")
    ((answer, _),) = asked([first.point / "file7"], attempts=3)
    assert (answer.error, answer.retries) == (errno.EIO, 2)
    assert first.calls("getattr").count("getattr /file7") == 3


def test_what_is_not_there_is_an_answer_and_not_asked_again(two):
    first, _ = two
    ((answer, _),) = asked([first.point / "none"], attempts=3)
    assert (answer.error, answer.retries) == (errno.ENOENT, 0)


def test_slow_calls_are_made_side_by_side(two):
    first, _ = two
    first.order(delay=0.2)
    answers = asked(files(first), width=20)
    assert all(answer.is_answer and answer.seconds >= 0.2 for answer, _ in answers)
    calls = len(first.calls())
    assert calls > 40  # a lookup and a look for each file
    assert max(now for _, now in answers) < calls * 0.2 * 0.7


def test_a_slow_answer_is_an_answer_as_long_as_others_come(two):
    first, _ = two
    first.order(delay=0.3)  # the server makes ten calls at a time: the last ones wait for seconds
    answers = asked(files(first), width=20)
    assert all(answer.is_answer for answer, _ in answers)
    assert max(answer.seconds for answer, _ in answers) < DEADLINE * 3


@pytest.fixture
def known(monkeypatch):
    """Storage that looks again soon."""
    monkeypatch.setattr(storage, "_FIRST_WAIT", 0.1)
    monkeypatch.setattr(storage, "_JITTER", 0.0)
    return Storage(DEADLINE)


def test_what_leads_to_one_that_hangs_is_refused_in_time_and_then_at_once(two, monkeypatch):
    monkeypatch.setattr("cvlink_gui.fs.storage._growing", lambda: lambda _looks: 600.0)
    known = Storage(DEADLINE)
    first, second = two
    first.order(hang=True)
    path = os.fsencode(second.point / "to-first" / "file0")
    with pytest.raises(NotAnswering, match="is not answering since"):
        known.check([path])
    calls = first.calls()
    with pytest.raises(NotAnswering):
        known.check([path])
    known.check([os.fsencode(second.point / "file0")])
    assert first.calls() == calls
    assert [state.mount.point for state in known.silent] == [first.place]


def test_it_is_believed_again_when_it_answers_again(two, known):
    first, _ = two
    first.order(hang=True)
    with pytest.raises(NotAnswering):
        known.check([first.place])
    waiting = known.until_back()
    next(waiting)
    first.order()
    back = list_of(waiting)
    assert [state.mount.point for state in back] == [first.place]
    assert known.silent == []
    known.check([first.place])


def list_of(waiting):
    """What a generator returns in the end."""
    while True:
        try:
            next(waiting)
        except StopIteration as end:
            return end.value


def test_no_more_than_a_few_processes_are_ever_stuck(two, known):
    first, _ = two
    first.order(hang=True)
    for _ in range(6):
        storage.wait_for(known.look_again())
        with pytest.raises(NotAnswering):
            known.check([first.place])
        time.sleep(0.2)
    stuck = known._known[first.place].stuck
    assert len(stuck) <= storage._STUCK
    assert all(process.poll() is None for process in stuck)


def test_one_that_is_unmounted_is_forgotten(two, known):
    first, _ = two
    first.order(hang=True)
    with pytest.raises(NotAnswering):
        known.check([first.place])
    first.end()
    list_of(known.until_back())
    assert known.silent == []


def test_mounts_that_fall_silent_together_cost_two_deadlines_however_many_they_are(volumes_of):
    storage._growing.cache_clear()  # looks again soon after other tests
    made = volumes_of(4)
    paths = [volume.place + b"/file" for volume in made]
    known = Storage(deadline=1.0)
    assert [known.guard()(path) for path in paths] == [None] * 4
    for volume in made:
        volume.order(hang=True)
    time.sleep(2.1)  # so long an answer is believed
    begin = time.monotonic()
    guard = known.guard()
    assert [guard(path) for path in paths] == [volume.place for volume in made]
    assert time.monotonic() - begin < 3.5
