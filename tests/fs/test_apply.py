import errno
import os
import stat
import threading
import time

import pytest

from cvlink_gui.core.plan import Absent, Dir, Link, Plan, Step
from cvlink_gui.features.project import Project
from cvlink_gui.fs import apply
from cvlink_gui.fs.apply import Orders, carry_out, conflicts
from cvlink_gui.fs.journal import Journal, State, temporary
from cvlink_gui.fs.links import Beneath
from cvlink_gui.fs.settling import recover
from tests.conftest import build, seen

STEPS = (
    Step(b"new", Absent(), Dir()),
    Step(b"new/l", Absent(), Link(b"../t")),
    Step(b"old", Link(b"was"), Link(b"is")),
    Step(b"gone", Link(b"x"), Absent()),
    Step(b"empty", Dir(), Absent()),
)
PLAN = Plan("t", STEPS)


@pytest.fixture
def root(tmp_path):
    return build(tmp_path / "root", "old -> was", "gone -> x", "empty/", "file")


@pytest.fixture
def journal(tmp_path):
    return Journal(os.fsencode(tmp_path / "state"))


def test_a_plan_does_all_its_steps_and_its_inverse_takes_them_back(root, journal):
    before = seen(root)
    told = []
    with Beneath(root) as beneath:
        assert conflicts(beneath, PLAN) == []
        outcomes = carry_out(
            beneath, PLAN, journal, Orders(progress=lambda *numbers: told.append(numbers))
        )
    assert all(outcome.ok for outcome in outcomes)
    assert told[-1] == (5, 5)
    after = seen(root)
    assert after == {
        b"new": None,
        b"new/l": b"../t",
        b"old": b"is",
        b"file": before[b"file"],
    }
    with Beneath(root) as beneath:
        assert conflicts(beneath, PLAN.inverse()) == []
        assert all(outcome.ok for outcome in carry_out(beneath, PLAN.inverse(), journal))
    assert seen(root) == before


@pytest.mark.parametrize("at", range(len(STEPS) + 1))
def test_a_step_that_fails_has_all_before_it_taken_back(root, journal, at):
    before = seen(root)
    bad = Step(b"file", Absent(), Link(b"t"))
    with Beneath(root) as beneath:
        outcomes = carry_out(beneath, Plan("t", (*STEPS[:at], bad, *STEPS[at:])), journal)
    assert seen(root) == before
    assert "something is already there" in outcomes[at].error
    others = {outcome.error for outcome in (*outcomes[:at], *outcomes[at + 1 :])}
    assert others <= {"taken back", "not done"}
    assert journal.unfinished() is None
    assert not any(outcome.ok for outcome in outcomes)


def test_a_step_that_cannot_be_taken_back_is_said_to_be_done(root, journal, monkeypatch):
    def refuse(*_arguments):
        raise OSError(errno.EROFS, "")

    monkeypatch.setattr(Beneath, "remove", refuse)
    steps = (Step(b"l", Absent(), Link(b"t")), Step(b"file", Absent(), Link(b"t")))
    with Beneath(root) as beneath:
        done, failed = carry_out(beneath, Plan("t", steps), journal)
    assert (done.ok, failed.ok) == (True, False)
    assert "could not be taken back: Could not remove: the file system is read-only" in done.error
    assert os.readlink(os.path.join(root, b"l")) == b"t"
    left = journal.unfinished()
    assert left is not None
    assert left.state is State.INTENDED


# Modes of folders


def mode_of(root, path):
    return stat.S_IMODE(os.stat(os.path.join(root, path)).st_mode)


def set_mode(root, path, mode):
    os.chmod(os.path.join(root, path), mode)


REMOVE = Step(b"empty", Dir(), Absent())


@pytest.mark.parametrize("mode", [0o700, 0o2775, 0o555])
def test_a_folder_that_is_taken_back_has_the_mode_it_had(root, journal, mode):
    set_mode(root, b"empty", mode)
    build(root, "full/x")
    with Beneath(root) as beneath:
        plan = Plan("t", (REMOVE, Step(b"full", Dir(), Absent())))
        outcomes = carry_out(beneath, plan, journal)
    assert outcomes[0].error == "taken back"
    assert mode_of(root, b"empty") == mode


@pytest.mark.parametrize("forward", [True, False])
def test_a_recovery_gives_a_folder_the_mode_it_had(root, journal, forward, monkeypatch):
    """Killed in the middle of the taking back: the folder is made, and has not got its name."""
    set_mode(root, b"empty", 0o750)
    monkeypatch.setattr(journal, "finish", lambda *_arguments: None)  # killed before the end
    with Beneath(root) as beneath:
        carry_out(beneath, Plan("t", (REMOVE,)), journal)
    monkeypatch.undo()
    entry = journal.unfinished()
    os.mkdir(os.path.join(root, temporary(entry, 0)), 0o711)
    with Beneath(root) as beneath:
        assert all(o.ok for o in recover(beneath, entry, journal, forward=forward))
    assert sorted(os.listdir(root)) == sorted([b"old", b"gone", b"file", b"empty"][: 4 - forward])
    assert forward or mode_of(root, b"empty") == 0o750


def test_a_folder_has_its_mode_after_every_undo_and_redo(tmp_path):
    project = Project.open(build(tmp_path / "p", "d/"))
    assert project.run(Plan("make", (Step(b"d/new", Absent(), Dir()),))).ok
    entry = project.journal.undoable()
    for mode in (0o2750, 0o701):
        set_mode(project.root, b"d/new", mode)
        assert project.undo(entry).ok
        assert not os.path.exists(os.path.join(project.root, b"d/new"))
        assert project.redo(entry).ok
        assert mode_of(project.root, b"d/new") == mode
    set_mode(project.root, b"d", 0o770)
    assert project.undo(entry).ok
    assert project.run(Plan("remove", (Step(b"d", Dir(), Absent()),))).ok
    removed = project.journal.undoable()
    assert project.undo(removed).ok
    assert mode_of(project.root, b"d") == 0o770
    set_mode(project.root, b"d", 0o707)
    assert project.redo(removed).ok
    assert project.undo(removed).ok
    assert mode_of(project.root, b"d") == 0o707


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step(b"file", Absent(), Link(b"t")), "a file is in this place"),
        (Step(b"old", Absent(), Link(b"t")), "another link is in this place"),
        (Step(b"empty", Absent(), Link(b"t")), "a folder is in this place"),
        (Step(b"old", Link(b"other"), Absent()), "another link is in this place"),
        (Step(b"none", Link(b"x"), Absent()), "it is not there any more"),
        (Step(b"file", Dir(), Absent()), "a file is in this place"),
        (Step(b"up/x", Absent(), Link(b"t")), "a link is on the way"),
        (Step(b"../x", Absent(), Link(b"t")), "leaves the allowed folder"),
        (Step(b"x" * 300, Absent(), Link(b"t")), "the name is too long"),
    ],
)
def test_what_is_not_as_the_plan_has_it_is_a_conflict(root, step, words):
    build(root, "up -> ..")
    with Beneath(root) as beneath:
        found = conflicts(beneath, Plan("t", (*STEPS, step)))
    assert [(o.path, words in o.reason, bool(o.hint)) for o in found] == [(step.path, True, True)]


def threads_that_made(monkeypatch, root, journal, *, seconds: float) -> set[str]:
    """The names of the threads that did a plan of many links, if each takes so long."""
    made, make = set(), Beneath.make

    def slow(self, path, link):
        time.sleep(seconds)
        made.add(threading.current_thread().name.rpartition("_")[0])
        make(self, path, link)

    monkeypatch.setattr(Beneath, "make", slow)
    monkeypatch.setattr(apply, "_WORTH_SHARING", 8)
    paths = [b"%d/%d" % (folder, number) for folder in range(4) for number in range(8)]
    folders = [Step(b"%d" % number, Absent(), Dir()) for number in range(4)]
    plan = Plan("t", (*folders, *(Step(path, Absent(), Link(b"t")) for path in paths)))
    with Beneath(root) as beneath:
        assert all(outcome.ok for outcome in carry_out(beneath, plan, journal))
    assert seen(root).keys() >= set(paths)
    return made


def test_steps_that_wait_are_shared_out_to_threads(monkeypatch, root, journal):
    assert "cvlink-apply" in threads_that_made(monkeypatch, root, journal, seconds=0.002)


def test_quick_steps_are_done_one_after_the_other(monkeypatch, root, journal):
    monkeypatch.setattr(apply, "_SLOW_SECONDS", 1.0)
    assert threads_that_made(monkeypatch, root, journal, seconds=0) == {""}
