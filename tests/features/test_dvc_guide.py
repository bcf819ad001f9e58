"""The pattern of data under DVC and a link to it under git, with the real programs."""

import os
import sys

import pytest

from cvlink_gui.core.errors import CvlinkError, PlanRefused, UsageError
from cvlink_gui.features import dvc_guide
from cvlink_gui.features.dvc_guide import Does
from cvlink_gui.features.project import Project
from tests.conftest import build, seen
from tests.features.real_git import git
from tests.features.stores import dvc, write


@pytest.fixture
def root(tmp_path, own_git):
    root = build(tmp_path / "project", "data/raw/", "experiments/")
    write(root, "data/raw/set/a.jpg", "an image")
    write(root, "data/raw/set/b.jpg", "another one")
    git(root, "init", "-q")
    return root


def with_dvc(root: bytes, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("PATH", os.path.dirname(sys.executable) + ":" + os.environ["PATH"])
    dvc(root, "init", "-q")
    commit_all_but_data(root)
    return loaded(root)


def commit_all_but_data(root: bytes) -> None:
    git(root, "add", ".dvc")
    git(root, "commit", "-q", "-m", "dvc")


def loaded(root: bytes) -> Project:
    project = Project.open(root)
    project.load()
    return project


def test_the_commands_are_said_before_and_the_result_resolves(root, monkeypatch):
    project = with_dvc(root, monkeypatch)
    before = seen(root)
    planned = dvc_guide.guide(project, b"data/raw/set", b"data/current")
    assert [command.text for command in planned.commands] == [
        "dvc add data/raw/set",
        "git add data/raw/set.dvc data/raw/.gitignore",
        "ln -s raw/set data/current",
        "git add data/current",
    ]
    assert seen(root) == before
    assert dvc_guide.problems(project, planned) != []
    assert [c.does for c in dvc_guide.follow(project, planned)] == list(Does)
    assert dvc_guide.problems(project, planned) == []
    assert os.readlink(root + b"/data/current") == b"raw/set"
    staged = git(root, "diff", "--cached", "--name-only").split()
    assert staged == [b"data/current", b"data/raw/.gitignore", b"data/raw/set.dvc"]
    assert dvc(root, "status") == "Data and pipelines are up to date.\n"
    assert project.journal.undoable().title == "Link set, which DVC looks after"


def test_a_link_that_would_lead_elsewhere_from_then_on_is_warned_of(root, own_git):
    os.mkdir(root + b"/.dvc")
    build(root, "data/processed/v1/", "data/current -> processed/v1")
    planned = dvc_guide.guide(loaded(root), b"data/raw/set", b"data/current")
    assert "ln -sfn raw/set data/current" in [command.text for command in planned.commands]
    (warning,) = planned.proposal.warnings
    assert warning.reason == "this link is there, and leads to processed/v1 now"
    free = dvc_guide.guide(loaded(root), b"data/raw/set", b"data/set")
    assert (free.proposal.warnings, free.commands[2].text) == ((), "ln -s raw/set data/set")


def test_a_new_version_goes_the_same_way_and_a_link_that_is_right_stays(root, monkeypatch):
    project = with_dvc(root, monkeypatch)
    for _ in dvc_guide.follow(project, dvc_guide.guide(project, b"data/raw/set", b"data/current")):
        pass
    write(root, "data/raw/set/c.jpg", "a third one")
    planned = dvc_guide.guide(project, b"data/raw/set", b"data/current")
    done = [command.does for command in dvc_guide.follow(project, planned)]
    assert done == [Does.ADD_DATA, Does.RECORD_DATA, Does.RECORD_LINK]
    assert dvc_guide.problems(project, planned) == []


def test_what_is_wrong_afterwards_is_told(root, monkeypatch):
    project = with_dvc(root, monkeypatch)
    planned = dvc_guide.guide(project, b"data/raw/set", b"data/current")
    for _ in dvc_guide.follow(project, planned):
        pass
    os.unlink(root + b"/data/current")
    os.symlink(b"raw", root + b"/data/current")
    os.unlink(root + b"/data/raw/set.dvc")
    assert dvc_guide.problems(project, planned) == [
        "data/current does not lead to data/raw/set",
        "DVC has no record of data/raw/set",
        "git does not record data/current as the link it is",
    ]


def test_a_refusal_of_dvc_comes_in_its_words_and_no_link_is_made(root, monkeypatch):
    project = with_dvc(root, monkeypatch)
    git(root, "add", "data/raw/set")  # git looks after it already
    git(root, "commit", "-q", "-m", "data")
    planned = dvc_guide.guide(project, b"data/raw/set", b"data/current")
    with pytest.raises(CvlinkError, match="dvc: "):
        list(dvc_guide.follow(project, planned))
    assert not os.path.lexists(root + b"/data/current")


def test_links_to_folders_in_the_data_are_warned_of(root, monkeypatch):
    build(root, "data/raw/set/more -> ../other", "data/raw/other/")
    os.makedirs(root + b"/.dvc")
    planned = dvc_guide.guide(loaded(root), b"data/raw/set", b"data/current")
    assert [w.path for w in planned.proposal.warnings] == [b"data/raw/set/more"]


def test_what_cannot_be_is_said_and_nothing_is_run(root):
    project = loaded(root)
    with pytest.raises(UsageError, match="no repository of DVC"):
        dvc_guide.guide(project, b"data/raw/set", b"data/current")
    os.makedirs(root + b"/.dvc")
    build(root, "linked -> data/raw", "data/current")
    before = seen(root)
    for data in (b"data/none", b"linked", b"linked/set", b"/etc", b""):
        with pytest.raises(UsageError):
            dvc_guide.guide(project, data, b"data/new")
    planned = dvc_guide.guide(project, b"data/raw/set", b"data/current")
    with pytest.raises(PlanRefused, match="a file is in this place"):
        next(dvc_guide.follow(project, planned))
    assert seen(root) == before


def test_outside_of_git_it_says_so(tmp_path):
    root = build(tmp_path / "none", "data/x", ".dvc/")
    with pytest.raises(UsageError, match="no repository of git"):
        dvc_guide.guide(loaded(root), b"data", b"current")


def test_names_that_look_like_options_and_odd_ones_are_quoted(root):
    os.makedirs(root + b"/.dvc")
    build(root, "-rf/a", "new\nline/a")
    project = loaded(root)
    first = dvc_guide.guide(project, b"-rf", b"l").commands[0]
    assert first.words == (b"dvc", b"add", b"./-rf")
    second = dvc_guide.guide(project, b"new\nline", b"l").commands[0]
    assert second.text == "dvc add 'new\\nline'"


def test_a_machine_without_dvc_says_so(root, monkeypatch):
    os.makedirs(root + b"/.dvc")
    project = loaded(root)
    planned = dvc_guide.guide(project, b"data/raw/set", b"data/current")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CvlinkError, match="dvc is not installed"):
        list(dvc_guide.follow(project, planned))
