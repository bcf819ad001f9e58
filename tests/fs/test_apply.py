import errno
import os

import pytest

from cvlink_gui.core.plan import Absent, Dir, Link, Plan, Step
from cvlink_gui.fs.apply import Orders, carry_out, conflicts
from cvlink_gui.fs.journal import Journal, State
from cvlink_gui.fs.links import Beneath
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
