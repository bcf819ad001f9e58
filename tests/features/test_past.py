"""The past of one link: what was done here, what was committed, who made what is there."""

import os

import pytest

from cvlink_gui.core.plan import Absent, Link, Plan, Step
from cvlink_gui.features.git import repositories
from cvlink_gui.features.past import past
from cvlink_gui.features.project import Project
from cvlink_gui.fs.journal import State
from tests.conftest import build
from tests.features.real_git import git

LINK = b"experiments/e/train"


@pytest.fixture
def project(tmp_path):
    root = build(tmp_path, "data/one/", "data/two/", "experiments/e/train -> ../../data/one")
    opened = Project.open(root)
    for listings in opened.scan():
        opened.take_all(listings)
    return opened


def relink(project: Project, before: bytes, after: bytes, title: str = "Retarget") -> None:
    project.run(Plan(title, (Step(LINK, Link(before), Link(after)),)))


def told(project: Project, path: bytes = LINK):
    return past(project, path, project.journal.history(), repositories(project))


def test_a_link_nobody_changed_says_who_made_it_and_when(project):
    found = told(project)
    made = os.lstat(project.policy.absolute(LINK))
    assert found.events == ()
    assert found.owner
    assert found.made_at == made.st_mtime


def test_every_change_made_here_says_what_it_led_to_before(project):
    relink(project, b"../../data/one", b"../../data/two")
    relink(project, b"../../data/two", b"../../data/none", "Again")
    project.run(Plan("Other", (Step(b"experiments/e/val", Absent(), Link(b"x")),)))
    events = told(project).events
    assert [(e.title, e.before, e.after) for e in events] == [
        ("Again", b"../../data/two", b"../../data/none"),
        ("Retarget", b"../../data/one", b"../../data/two"),
    ]
    assert all(e.entry is not None and e.entry.state is State.DONE for e in events)


def test_a_change_that_was_taken_back_is_still_told_of(project):
    relink(project, b"../../data/one", b"../../data/two")
    (entry,) = project.journal.history()
    project.undo(entry)
    (event,) = told(project).events
    assert event.entry is not None
    assert event.entry.state is State.UNDONE


def test_commits_say_who_changed_it_and_from_what(project):
    root = project.root
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first: with a link")
    os.unlink(project.policy.absolute(LINK))
    os.symlink(b"../../data/two", project.policy.absolute(LINK))
    git(root, "commit", "-qam", "another target")
    for listings in project.scan():
        project.take_all(listings)
    events = told(project).events
    assert [(e.title, e.before, e.after) for e in events] == [
        ("another target", b"../../data/one", b"../../data/two"),
        ("first: with a link", None, b"../../data/one"),
    ]
    assert all(e.who and e.commit and e.entry is None for e in events)


def test_a_repository_without_a_commit_has_nothing_to_tell(project):
    git(project.root, "init", "-q")
    for listings in project.scan():
        project.take_all(listings)
    assert told(project).events == ()


def test_of_what_is_gone_the_history_is_left(project):
    project.run(Plan("Remove", (Step(LINK, Link(b"../../data/one"), Absent()),)))
    found = told(project)
    assert [(e.before, e.after) for e in found.events] == [(b"../../data/one", None)]
    assert found.owner == ""
