"""Faults the programme has found in the engine, each as a small case of its own."""

import errno
import os
import sqlite3

import pytest

from cvlink_gui.core.errors import StorageError
from cvlink_gui.core.layout import Layout
from cvlink_gui.core.plan import Absent, Dir, Link, Plan, Step
from cvlink_gui.core.settings import Settings
from cvlink_gui.features.project import Project
from cvlink_gui.fs import apply, journal, syscalls
from cvlink_gui.fs.journal import Journal, JournalBroken, State, temporary
from cvlink_gui.fs.links import Beneath
from tests.conftest import build, seen
from tests.faults.shim import SYSTEMS, swapped

RETARGET = Step(b"d/l", Link(b"old"), Link(b"new"))
CREATE = Step(b"d/n", Absent(), Link(b"t"))
FOLDER = Step(b"d/f", Absent(), Dir())
ELSEWHERE = Step(b"top", Absent(), Link(b"t"))
REMOVE = Step(b"d/l", Link(b"old"), Absent())


@pytest.fixture
def project(tmp_path):
    opened = Project(build(tmp_path / "root", "d/l -> old", "d/file"), Settings(), Layout())
    opened.journal = Journal(os.fsencode(tmp_path / "state"))
    return opened


def at(project, path):
    return os.path.join(project.root, path)


def interrupted(project, *steps):
    """An entry that was begun; what was done of it is up to the test."""
    return project.journal.begin(Plan("t", steps))


def before_acting(project, deed, *steps):
    """The report of a run before whose first step somebody else did something."""
    real = apply.carry_out

    def act(*arguments):
        deed()
        return real(*arguments)

    with swapped((apply, "carry_out", act)):
        return project.run(Plan("t", steps))


@pytest.mark.parametrize("forward", [True, False])
def test_the_new_link_moved_aside_by_a_killed_taking_back_is_not_lost(project, forward):
    entry = interrupted(project, RETARGET)
    os.unlink(at(project, b"d/l"))
    os.symlink(b"new", at(project, b"d/" + temporary(entry, 0)))
    with swapped(*SYSTEMS["no exchange"]):
        assert project.recover(forward=forward).ok
    assert seen(project.root)[b"d/l"] == (b"new" if forward else b"old")
    assert len(os.listdir(at(project, b"d"))) == 2


@pytest.mark.parametrize(("step", "make"), [(CREATE, os.symlink), (FOLDER, None)])
def test_what_others_made_first_is_theirs_and_not_taken_back(project, step, make):
    path = at(project, step.path)
    report = before_acting(project, lambda: make(b"t", path) if make else os.mkdir(path), step)
    assert not report.ok
    assert os.path.lexists(path)
    assert project.journal.unfinished() is None


def test_a_link_others_removed_first_is_not_made_again(project):
    path = at(project, b"d/l")
    assert not before_acting(project, lambda: os.unlink(path), REMOVE).ok
    assert not os.path.lexists(path)


def test_a_folder_moved_out_while_steps_run_takes_no_new_link_with_it(project, tmp_path):
    away = tmp_path / "away"
    real, calls = os.symlink, []

    def symlink(text, name, *, dir_fd):
        if not calls:
            os.rename(at(project, b"d"), away)
        calls.append(name)
        real(text, name, dir_fd=dir_fd)

    with swapped((os, "symlink", symlink)):
        report = project.run(Plan("t", (CREATE,)))
    assert "moved away" in report.failures[0].error
    assert sorted(os.listdir(away)) == ["file", "l"]
    assert project.journal.unfinished() is None


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("link", [True, False])
def test_a_folder_that_is_gone_or_a_link_by_now_keeps_no_recovery_open(project, forward, link):
    interrupted(project, CREATE, REMOVE)
    os.rename(at(project, b"d"), at(project, b"gone"))
    if link:
        os.symlink(b"gone", at(project, b"d"))
    before = seen(project.root)
    assert not project.recover(forward=forward).ok
    assert seen(project.root) == before
    assert project.journal.unfinished() is None


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("later", ["gone", "another", "put back"])
def test_what_was_begun_in_a_folder_that_was_moved_away_is_told_by_name(project, forward, later):
    with Beneath(project.root) as beneath:
        plan = apply._as_it_lies(beneath, Plan("t", (CREATE, REMOVE, ELSEWHERE)))
    project.journal.begin(plan)
    os.symlink(b"t", at(project, b"d/n"))  # killed here
    os.rename(at(project, b"d"), at(project, b"moved"))
    if later == "another":
        build(project.root, "d/l -> theirs")
    elif later == "put back":
        os.rename(at(project, b"moved"), at(project, b"d"))
    report = project.recover(forward=forward)
    told = {failure.step.path: failure.error for failure in report.failures}
    assert project.journal.unfinished() is None
    assert os.path.lexists(at(project, b"top")) == forward
    if later == "put back":
        assert told == {}
        assert os.path.lexists(at(project, b"d/l")) != forward
    else:
        assert told.keys() == {b"d/n", b"d/l"}
        assert os.readlink(at(project, b"moved/n")) == b"t"
        assert os.readlink(at(project, b"moved/l")) == b"old"
    if later == "another":
        assert os.readlink(at(project, b"d/l")) == b"theirs"


def test_an_exchange_that_is_refused_although_done_deletes_nothing(project):
    real, path = syscalls.renameat2, at(project, b"d/l")
    os.unlink(path)
    os.rename(at(project, b"d/file"), path)
    inode = os.stat(path).st_ino

    def exchange(*arguments):
        real(*arguments)
        raise OSError(errno.EIO, "")

    with (
        swapped((syscalls, "renameat2", exchange)),
        Beneath(project.root) as beneath,
        pytest.raises(OSError, match="Errno 5"),
    ):
        beneath.replace(b"d/l", Link(b"old"), Link(b"new"))
    with os.scandir(at(project, b"d")) as left:
        assert inode in {entry.inode() for entry in left}


def test_a_journal_that_cannot_be_looked_at_is_not_an_empty_one(project):
    interrupted(project, CREATE)
    real = os.stat

    def stat(path, **options):
        if path == project.journal.path:
            raise OSError(errno.EIO, "")
        return real(path, **options)

    with swapped((os, "stat", stat)), pytest.raises(StorageError, match="device"):
        project.run(Plan("t", (REMOVE,)))
    assert os.path.lexists(at(project, b"d/l"))


@pytest.mark.parametrize(
    ("column", "value"),
    [("plan", 3), ("at", "words"), ("at", float("inf")), ("token", "../x"), ("of", "words")],
)
def test_values_a_journal_cannot_have_are_one_clear_error(project, column, value):
    entry = interrupted(project, CREATE)
    project.journal.finish(entry, State.DONE)
    with sqlite3.connect(os.fsdecode(project.journal.path)) as db:
        db.execute(f"UPDATE entry SET {column} = ?", (value,))  # noqa: S608
    db.close()
    with pytest.raises(JournalBroken):
        project.journal.history()


def test_looking_at_a_damaged_journal_does_not_change_it(project):
    project.journal.finish(interrupted(project, CREATE), State.DONE)
    with open(project.journal.path, "r+b") as file:
        file.seek(24)  # the number of the last change, beside which the size is no longer trusted
        file.write(b"\x40")
        file.seek(0, os.SEEK_END)
        file.write(bytes(100))
    with open(project.journal.path, "rb") as file:
        before = file.read()
    project.journal.history()
    with open(project.journal.path, "rb") as file:
        assert file.read() == before


def test_storage_without_locks_is_said_so(project):
    def refuse(_fd):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    with swapped((journal, "try_lock", refuse)), pytest.raises(StorageError, match="lock"):
        project.run(Plan("t", (CREATE,)))
