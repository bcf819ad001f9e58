import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvlink_gui.core.errors import PlanRefused
from cvlink_gui.core.links import Kind as EntryKind
from cvlink_gui.core.plan import Absent, Dir, Link, Plan, Step, pack_plan, unpack_plan
from cvlink_gui.features.project import Project
from cvlink_gui.fs.apply import Orders, carry_out
from cvlink_gui.fs.journal import (
    Entry,
    Journal,
    JournalBroken,
    Kind,
    ProjectBusy,
    State,
    temporary,
)
from cvlink_gui.fs.links import Beneath
from cvlink_gui.fs.settling import recover
from tests.conftest import build, seen

PLAN = Plan("Link v2", (Step(b"new", Absent(), Dir()), Step(b"new/l", Absent(), Link(b"../t"))))


@pytest.fixture
def journal(tmp_path) -> Journal:
    return Journal(os.fsencode(tmp_path / "state"))


# The lock

HOLD = """
import os, sys
from cvlink_gui.fs.journal import Journal
with Journal(os.fsencode(sys.argv[1])).locked():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(journal):
    """Another process that holds the lock until its stdin is closed."""
    command = [sys.executable, "-c", HOLD, journal.folder]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        if process.poll() is None:
            process.kill()


def test_a_second_program_is_told_who_changes_the_project(journal, holder):
    with pytest.raises(ProjectBusy, match=f"by process {holder.pid} on ") as caught:
        journal.locked(wait=0.1).__enter__()
    assert caught.value.hint


def test_a_second_program_waits_its_turn(journal, holder):
    with pytest.raises(ProjectBusy):
        journal.locked(wait=0).__enter__()
    begin = time.monotonic()
    holder.stdin.close()
    with journal.locked(wait=10):
        assert time.monotonic() - begin < 5


def test_the_lock_of_a_killed_program_is_free(journal, holder):
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with journal.locked(wait=0):
        pass


def test_the_lock_is_free_again_after_an_error(journal):
    with pytest.raises(ZeroDivisionError), journal.locked():
        raise ZeroDivisionError
    with journal.locked(wait=0):
        pass


def test_a_lock_file_of_garbage_harms_nothing(journal):
    os.makedirs(journal.folder)
    path = os.path.join(journal.folder, b"lock")
    for garbage in (b"", b"{", b"\xff" * 5000, b"[]", b'{"pid": null}'):
        with open(path, "wb") as file:
            file.write(garbage)
        with journal.locked(wait=0):
            pass


def test_who_holds_the_lock_is_not_known_from_a_broken_file(journal, holder):
    with open(os.path.join(journal.folder, b"lock"), "wb") as file:
        file.write(b"[]")
    with pytest.raises(ProjectBusy, match="by another program"):
        journal.locked(wait=0).__enter__()


def test_two_projects_have_two_journals(tmp_path):
    one, two = Journal.of_project(b"/a"), Journal.of_project(b"/b")
    assert one.folder != two.folder
    assert Journal.of_project(b"/a").folder == one.folder
    with one.locked(), two.locked(wait=0):
        pass


# Plans as bytes

names = st.binary(min_size=1, max_size=12).map(lambda b: b.replace(b"\0", b"x"))
identities = st.none() | st.tuples(
    st.integers(0, 2**64 - 1), st.integers(1, 2**64 - 1)
)  # inode 0 is no inode
kinds = st.sampled_from([EntryKind.SYMLINK, EntryKind.JUNCTION])
known = st.builds(Link, names, kinds, identities)
plain = st.builds(Link, names, kinds, st.none())
states = st.one_of(
    st.tuples(st.just(Absent()), plain),
    st.tuples(known, plain),
    st.tuples(known, st.just(Absent())),
    st.tuples(st.just(Absent()), st.just(Dir())),
    st.tuples(st.just(Dir()), st.just(Absent())),
)
steps = st.builds(lambda path, pair: Step(path, *pair), names, states)
plans = st.builds(Plan, st.text(), st.lists(steps, max_size=8).map(tuple))


@given(plans)
def test_a_packed_plan_is_unpacked_the_same(plan):
    assert unpack_plan(pack_plan(plan)) == plan


@given(plans, st.data())
def test_damage_to_a_packed_plan_is_found(plan, data):
    packed = bytearray(pack_plan(plan))
    at = data.draw(st.integers(0, len(packed) - 1))
    packed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(ValueError, match="damaged"):
        unpack_plan(bytes(packed))
    with pytest.raises(ValueError, match="damaged"):
        unpack_plan(pack_plan(plan)[:at])


@given(st.binary(max_size=64))
def test_any_other_bytes_are_no_plan(data):
    with pytest.raises(ValueError, match="damaged"):
        unpack_plan(data)


# The file


def test_a_project_that_was_only_looked_at_leaves_nothing_behind(journal):
    assert (journal.history(), journal.unfinished(), journal.undoable()) == ([], None, None)
    assert (journal.redoable(), journal.entry(1)) == (None, None)
    assert not os.path.exists(journal.folder)


def test_an_entry_comes_back_as_it_was_written(journal):
    begun = journal.begin(PLAN)
    assert journal.unfinished() == journal.entry(begun.id) == begun
    assert (begun.state, begun.kind, begun.of) == (State.INTENDED, Kind.RUN, None)
    assert abs(begun.at - time.time()) < 60
    assert journal.history() == []
    journal.finish(begun, State.DONE)
    (done,) = Journal(journal.folder).history()
    assert (done.id, done.plan, done.state) == (begun.id, PLAN, State.DONE)
    assert journal.unfinished() is None


def test_the_newest_entries_come_first_and_no_more_than_asked_for(journal):
    for number in range(5):
        journal.finish(journal.begin(Plan(f"{number}", ())), State.DONE)
    assert [entry.title for entry in journal.history(3)] == ["4", "3", "2"]


def test_two_entries_never_share_a_temporary_name(journal):
    one, two = journal.begin(PLAN), journal.begin(PLAN)
    found = {temporary(entry, number) for entry in (one, two) for number in (0, 1)}
    assert len(found) == 4


def sound(journal: Journal) -> bytes:
    for _ in range(30):
        journal.finish(journal.begin(PLAN), State.DONE)
    with open(journal.path, "rb") as file:
        return file.read()


def newer(journal: Journal) -> bytes:
    sound(journal)
    with sqlite3.connect(os.fsdecode(journal.path)) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with open(journal.path, "rb") as file:
        return file.read()


def damaged_plan(journal: Journal) -> bytes:
    data = sound(journal)
    return data.replace(b"cvlink.plan/1", b"cvlink.plan/9")


def strange_state(journal: Journal) -> bytes:
    sound(journal)
    with sqlite3.connect(os.fsdecode(journal.path)) as db:
        db.execute("UPDATE entry SET kind = 'run', state = 'dreamt' WHERE id = 1")
    db.close()
    with open(journal.path, "rb") as file:
        return file.read()


BROKEN = {
    "garbage": lambda _: b"\xff\x00garbage" * 999,
    "a line of text": lambda _: b"hello\n",
    "another database": lambda _: b"SQLite format 3\0" + b"\xff" * 5000,
    "newer": newer,
    "cut in the middle": lambda journal: sound(journal)[:6000],
    "cut in the header": lambda journal: sound(journal)[:60],
    "a page of zeros": lambda journal: (data := sound(journal))[:4096] + bytes(4096) + data[8192:],
    "damaged plan": damaged_plan,
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_journal_is_one_clear_error_and_stays_as_it_is(journal, root, monkeypatch, how):
    data = BROKEN[how](journal)
    os.makedirs(journal.folder, exist_ok=True)
    with open(journal.path, "wb") as file:
        file.write(data)
    before = os.listdir(journal.folder)
    for ask in (journal.history, journal.undoable, lambda: journal.entry(1)):
        with pytest.raises(JournalBroken, match="cannot be used: ") as caught:
            ask()
        assert (caught.value.path, "aside" in caught.value.hint) == (journal.path, True)
        assert "\n" not in caught.value.message
    if how != "damaged plan":  # that says nothing of the entries to come
        project = Project.open(root)
        monkeypatch.setattr(Journal, "of_project", lambda _root: journal)
        tree = seen(root)
        with pytest.raises(JournalBroken):
            project.run(Plan("t", (Step(b"l", Absent(), Link(b"t")),)))
        assert seen(root) == tree
    with open(journal.path, "rb") as file:
        assert file.read() == data
    assert set(os.listdir(journal.folder)) - {b"lock"} == set(before) - {b"lock"}


def test_a_state_nobody_knows_is_a_broken_journal(journal):
    strange_state(journal)
    with pytest.raises(JournalBroken, match="dreamt"):
        journal.history()


def test_a_journal_that_is_no_file_is_a_clear_error(journal):
    os.makedirs(journal.path)
    with pytest.raises(JournalBroken):
        journal.history()


# What can be undone and redone


class Story:
    """Changes, undos and redos of one project, told by the titles of the changes."""

    def __init__(self, root: bytes) -> None:
        self.project = Project.open(root)
        self.journal = self.project.journal

    def run(self, title: str) -> None:
        step = Step(title.encode(), Absent(), Link(b"t"))
        assert self.project.run(Plan(title, (step,))).ok

    def undo(self) -> None:
        entry = self.journal.undoable()
        assert entry is not None
        assert self.project.undo(entry).ok

    def redo(self) -> None:
        entry = self.journal.redoable()
        assert entry is not None
        assert self.project.redo(entry).ok

    def ahead(self) -> tuple[str | None, str | None]:
        """What Undo and Redo would be about."""
        return _title(self.journal.undoable()), _title(self.journal.redoable())

    def links(self) -> str:
        return "".join(sorted(os.fsdecode(name) for name in seen(self.project.root)))


def _title(entry: Entry | None) -> str | None:
    return entry and entry.title


@pytest.fixture
def story(tmp_path) -> Story:
    return Story(build(tmp_path / "empty"))


def test_undo_and_redo_go_back_and_forth_in_order(story):
    for title in "abc":
        story.run(title)
    assert (story.ahead(), story.links()) == (("c", None), "abc")
    story.undo()
    story.undo()
    assert (story.ahead(), story.links()) == (("a", "b"), "a")
    story.redo()
    assert (story.ahead(), story.links()) == (("b", "c"), "ab")
    story.undo()
    story.undo()
    assert (story.ahead(), story.links()) == ((None, "a"), "")
    for _ in range(3):
        story.redo()
    assert (story.ahead(), story.links()) == (("c", None), "abc")


def test_a_new_change_ends_what_could_be_redone(story):
    story.run("a")
    story.undo()
    assert story.ahead() == (None, "a")
    story.run("b")
    assert story.ahead() == ("b", None)
    states = {entry.title: entry.state for entry in story.journal.history()}
    assert states == {"a": State.UNDONE, "b": State.DONE}


def test_what_a_new_change_ended_does_not_come_back_when_that_is_undone(story):
    story.run("a")
    story.undo()
    story.run("b")
    story.undo()
    assert story.ahead() == (None, "b")
    story.redo()
    assert (story.ahead(), story.links()) == (("b", None), "b")


def test_a_change_in_the_middle_is_undone_and_the_others_stay(story):
    for title in "abc":
        story.run(title)
    (_, middle, _) = story.journal.history()
    assert story.project.undo(middle).ok
    assert story.links() == "ac"
    assert story.ahead()[0] == "c"


def test_history_shows_changes_and_not_their_undos(story):
    story.run("a")
    story.undo()
    story.redo()
    assert [(e.title, e.kind) for e in story.journal.history()] == [("a", Kind.RUN)]


def test_history_lives_as_long_as_the_file(story):
    story.run("a")
    story.undo()
    again = Story(story.project.root)
    assert again.ahead() == (None, "a")
    again.redo()
    assert story.ahead() == ("a", None)


def test_an_undo_is_refused_by_name_when_somebody_changed_it_since(story, monkeypatch):
    story.run("a")
    path = os.path.join(story.project.root, b"a")
    os.unlink(path)
    os.symlink(b"mine", path)
    entry = story.journal.undoable()
    with pytest.raises(PlanRefused, match="Undo: a: another link is in this place") as caught:
        story.project.undo(entry)
    assert caught.value.path == b"a"
    assert (os.readlink(path), story.ahead()) == (b"mine", ("a", None))


# What a crash leaves behind


@pytest.fixture
def crashed(root, monkeypatch) -> Project:
    """A project whose last change was begun and done in part."""
    project = Project.open(root)
    steps = (
        Step(b"experiments/new", Absent(), Dir()),
        Step(b"experiments/new/a", Absent(), Link(b"../../data/raw")),
        Step(b"experiments/new/b", Absent(), Link(b"../../data/raw")),
        Step(b"experiments/baseline/val", Link(b"../../data/splits/v1/val"), Link(b"x")),
    )
    project.journal.begin(Plan("Half a change", steps))
    build(root, "experiments/new/a -> ../../data/raw")
    return project


def test_nothing_new_is_begun_before_a_crash_is_settled(crashed):
    before = seen(crashed.root)
    with pytest.raises(PlanRefused, match="not finished: Half a change") as caught:
        crashed.run(Plan("t", (Step(b"l", Absent(), Link(b"t")),)))
    assert "cvlink recover" in caught.value.hint
    assert seen(crashed.root) == before


def test_a_change_that_is_finished_is_whole_and_can_be_undone(crashed):
    report = crashed.recover(forward=True)
    assert report is not None
    assert report.ok
    found = seen(crashed.root)
    assert found[b"experiments/new/b"] == b"../../data/raw"
    assert found[b"experiments/baseline/val"] == b"x"
    assert not [path for path in found if b".cvlink" in path]
    entry = crashed.journal.undoable()
    assert entry.title == "Half a change"
    assert crashed.undo(entry).ok
    assert b"experiments/new" not in seen(crashed.root)


def test_a_change_that_is_rolled_back_never_was(root, crashed):
    report = crashed.recover(forward=False)
    assert report is not None
    assert report.ok
    found = seen(root)
    assert not any(path.startswith(b"experiments/new") for path in found)
    assert found[b"experiments/baseline/val"] == b"../../data/splits/v1/val"
    assert crashed.journal.undoable() is None
    (entry,) = crashed.journal.history()
    assert entry.state is State.ROLLED_BACK
    assert crashed.recover(forward=False) is None


@pytest.mark.parametrize("forward", [True, False])
def test_a_crash_during_recovery_changes_nothing_of_its_end(root, crashed, monkeypatch, forward):
    def die(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "finish", die)
        with pytest.raises(KeyboardInterrupt):
            crashed.recover(forward=forward)
    once = seen(root)
    assert crashed.journal.unfinished() is not None
    report = crashed.recover(forward=forward)
    assert report is not None
    assert report.ok
    assert seen(root) == once
    assert crashed.journal.unfinished() is None


@pytest.mark.parametrize("forward", [True, False])
def test_what_somebody_else_put_there_stays_and_is_named(root, crashed, forward):
    os.unlink(root + b"/experiments/baseline/val")
    build(root, "experiments/baseline/val")
    report = crashed.recover(forward=forward)
    assert report is not None
    (failed,) = report.failures
    assert failed.step.path == b"experiments/baseline/val"
    assert os.path.isfile(root + b"/experiments/baseline/val")
    assert crashed.journal.unfinished() is None  # a second recovery could do no more


def test_where_the_system_refuses_it_can_be_tried_again(root, crashed, monkeypatch):
    def refuse(*_arguments):
        raise OSError(30, "")

    with monkeypatch.context() as patch:
        patch.setattr(Beneath, "make", refuse)
        report = crashed.recover(forward=True)
    assert report is not None
    assert "read-only" in report.failures[0].error
    assert crashed.journal.unfinished() is not None
    again = crashed.recover(forward=True)
    assert again is not None
    assert again.ok


def test_a_killed_redo_is_settled_like_any_change(story, monkeypatch):
    story.run("a")
    story.undo()
    entry = story.journal.redoable()
    story.journal.begin(entry.plan, Kind.REDO, entry.id)
    assert story.journal.history()[0].state is State.UNDONE
    assert story.project.recover(forward=True).ok
    assert (story.ahead(), story.links()) == (("a", None), "a")
    assert [e.title for e in story.journal.history()] == ["a"]


def test_what_is_done_of_a_plan_is_what_its_entry_holds(root, journal):
    """Recovery of a part: what could not be done is no part of what can be undone."""
    build(root, "taken")
    bad = Step(b"taken", Absent(), Link(b"t"))
    entry = journal.begin(Plan("t", (Step(b"l", Absent(), Link(b"t")), bad)))
    with Beneath(root) as beneath:
        recover(beneath, entry, journal, forward=True)
        assert [step.path for step in journal.undoable().plan.steps] == [b"l"]
        undo = journal.undoable().plan.inverse()
        done = carry_out(beneath, undo, journal, Orders(Kind.UNDO, entry.id))
    assert all(outcome.ok for outcome in done)
    assert os.path.isfile(root + b"/taken")
