"""Links in git's index, with the real git."""

import os

import pytest

from cvlink_gui.core.errors import CvlinkError, UsageError
from cvlink_gui.features import staging
from cvlink_gui.features.git import LinkState, link_states, repositories
from cvlink_gui.features.project import Project
from tests.conftest import build
from tests.features.real_git import commit_all, git

pytestmark = pytest.mark.usefixtures("own_git")


@pytest.fixture
def root(tmp_path):
    root = build(
        tmp_path / "project",
        "data/raw/a.jpg",
        "data/raw/b.jpg",
        *(f"experiments/e/{name} -> ../../data/raw/a.jpg" for name in "vwxyz"),
    )
    git(root, "init", "-q")
    commit_all(root)
    return root


def loaded(root: bytes) -> Project:
    project = Project.open(root)
    project.load()
    return project


def status(root: bytes) -> set[bytes]:
    return set(git(root, "status", "--porcelain", "-z").split(b"\0")) - {b""}


def change(root: bytes) -> None:
    """One retargeted, one gone, one new, one a file, and one that git should not touch."""
    os.unlink(root + b"/experiments/e/v")
    os.symlink(b"../../data/raw/b.jpg", root + b"/experiments/e/v")
    os.unlink(root + b"/experiments/e/w")
    os.symlink(b"../../data/raw", root + b"/experiments/e/\xffnew*")
    os.unlink(root + b"/experiments/e/x")
    build(root, "experiments/e/x", "experiments/e/other.txt")


E = b"experiments/e/"


def test_links_are_staged_and_nothing_beside_them(root):
    change(root)
    project = loaded(root)
    staging.stage(project, [E + b"v", E + b"w", E + b"\xffnew*"])
    assert status(root) == {
        b"M  experiments/e/v",
        b"D  experiments/e/w",
        b"A  experiments/e/\xffnew*",
        b" T experiments/e/x",
        b"?? experiments/e/other.txt",
    }
    (repository,) = repositories(project)
    assert staging.staged(project, repository) == {
        E + b"v": "retargeted",
        E + b"w": "removed",
        E + b"\xffnew*": "new",
    }
    assert link_states(project, repository)[E + b"x"] is LinkState.BECAME_FILE


def test_what_was_staged_is_unstaged_and_the_disk_stays(root):
    change(root)
    project = loaded(root)
    before = status(root)
    paths = [E + b"v", E + b"w", E + b"\xffnew*"]
    staging.stage(project, paths)
    staging.unstage(project, paths)
    assert status(root) == before
    assert os.readlink(root + b"/experiments/e/v") == b"../../data/raw/b.jpg"
    (repository,) = repositories(project)
    assert staging.staged(project, repository) == {}


def test_a_part_of_what_is_staged_can_be_unstaged(root):
    change(root)
    project = loaded(root)
    staging.stage(project, [E + b"v", E + b"w"])
    staging.unstage(project, [E + b"w"])
    assert {s for s in status(root) if s[:1] in b"MD"} == {b"M  experiments/e/v"}


def test_links_are_staged_before_the_first_commit_and_with_other_hashes(tmp_path):
    root = build(tmp_path / "new", "data/a.jpg", "experiments/l -> ../data")
    git(root, "init", "-q", "--object-format=sha256")
    project = loaded(root)
    staging.stage(project, [b"experiments/l"])
    assert b"A  experiments/l" in status(root)
    staging.unstage(project, [b"experiments/l"])
    assert b"?? experiments/" in status(root)


def test_a_link_goes_into_the_repository_it_lies_in(root):
    inner = build(root + b"/vendor/lib", "l -> ../../data")
    git(inner, "init", "-q")
    os.unlink(root + b"/experiments/e/v")
    project = loaded(root)
    staging.stage(project, [b"vendor/lib/l", E + b"v"])
    assert status(inner) == {b"A  l"}
    assert b"D  experiments/e/v" in status(root)


def test_what_is_no_link_is_refused_and_nothing_is_staged(root):
    change(root)
    project = loaded(root)
    for path in (E + b"x", E + b"other.txt", b"experiments/e", E + b"never"):
        before = status(root)
        with pytest.raises(UsageError, match="no link"):
            staging.stage(project, [E + b"v", path])
        assert status(root) == before


def test_what_git_is_to_ignore_is_refused_in_its_words(root):
    build(root, "data/l -> raw")
    with open(root + b"/.gitignore", "w") as file:
        file.write("data/l\n")
    with pytest.raises(CvlinkError, match="ignored"):
        staging.stage(loaded(root), [b"data/l"])
    assert b"A  data/l" not in status(root)


def test_outside_of_a_repository_nothing_can_be_staged(tmp_path):
    root = build(tmp_path / "none", "l -> x")
    for work in (staging.stage, staging.unstage):
        with pytest.raises(UsageError, match="no repository"):
            work(loaded(root), [b"l"])


def test_nothing_a_repository_names_is_run_by_staging(root, tmp_path):
    ran = tmp_path / "ran"
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch {ran}\ncat\n")
    script.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    os.symlink(script, hooks / "post-index-change")
    for key, value in (
        ("core.hooksPath", str(hooks)),
        ("core.fsmonitor", str(script)),
        ("filter.f.clean", str(script)),
        ("filter.f.process", str(script)),
    ):
        git(root, "config", key, value)
    with open(root + b"/.git/info/attributes", "w") as file:
        file.write("* filter=f\n")
    change(root)
    project = loaded(root)
    staging.stage(project, [E + b"v", E + b"w"])
    staging.unstage(project, [E + b"v"])
    assert not ran.exists()
