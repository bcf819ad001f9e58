import os
import subprocess
import sys

import pytest

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.findings import Verdict
from cvlink_gui.features.git import (
    LinkState,
    became_files,
    link_states,
    repositories,
    repository_of,
)
from cvlink_gui.features.project import Project
from cvlink_gui.features.repository import Repository, text_hash
from cvlink_gui.fs.programs import Patience
from tests.conftest import build
from tests.features.real_git import commit_all, git
from tests.features.stores import audited

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


def states(root: bytes) -> dict[bytes, LinkState]:
    project = loaded(root)
    (repository,) = repositories(project)
    return link_states(project, repository)


def changed(root: bytes) -> dict[bytes, LinkState]:
    return {path: state for path, state in states(root).items() if state is not LinkState.CLEAN}


def replace(root: bytes, path: str, text: str | None = None, file: bytes = b"") -> None:
    full = os.path.join(os.fsdecode(root), path)
    os.unlink(full)
    if text is not None:
        os.symlink(text, full)
    else:
        with open(full, "wb") as out:
            out.write(file)


def status(root: bytes) -> dict[bytes, str]:
    """What `git status` says: the letter of the work tree by path, ? for new."""
    rows = git(root, "status", "--porcelain=v2", "-z", "-uall").split(b"\0")[:-1]
    found = {}
    for row in rows:
        if row.startswith(b"? "):
            found[row[2:]] = "?"
        else:
            found[row.split(b" ", 8)[8]] = chr(row.split(b" ")[1][1])
    return found


def test_links_that_were_not_touched_are_clean(root):
    assert set(states(root).values()) == {LinkState.CLEAN}
    assert len(states(root)) == 5


def test_every_change_of_a_link_is_what_git_status_says(root):
    replace(root, "experiments/e/v", "../../data/raw/b.jpg")
    replace(root, "experiments/e/w", file=b"../../data/raw/a.jpg")
    os.unlink(root + b"/experiments/e/x")
    os.unlink(root + b"/experiments/e/y")
    os.mkdir(root + b"/experiments/e/y")
    build(root, "experiments/e/new -> v")
    found = changed(root)
    assert found == {
        b"experiments/e/v": LinkState.RETARGETED,
        b"experiments/e/w": LinkState.BECAME_FILE,
        b"experiments/e/x": LinkState.DELETED,
        b"experiments/e/y": LinkState.BECAME_FOLDER,
        b"experiments/e/new": LinkState.NEW,
    }
    letters = {
        LinkState.RETARGETED: "M",
        LinkState.BECAME_FILE: "T",
        LinkState.DELETED: "D",
        LinkState.BECAME_FOLDER: "D",  # an empty folder is nothing to git
        LinkState.NEW: "?",
    }
    assert {path: letters[state] for path, state in found.items()} == status(root)


def test_a_recorded_file_that_became_a_link_is_told_of(root):
    replace(root, "data/raw/b.jpg", "a.jpg")
    assert changed(root) == {b"data/raw/b.jpg": LinkState.BECAME_LINK}
    assert status(root) == {b"data/raw/b.jpg": "T"}


def test_links_git_is_told_to_ignore_have_no_state(root):
    build(root, "experiments/e/cache -> /tmp")
    with open(root + b"/.git/info/exclude", "w") as file:
        file.write("cache\n")
    assert changed(root) == {}


def test_a_path_in_conflict_says_so(root):
    git(root, "checkout", "-q", "-b", "other")
    replace(root, "experiments/e/v", "one")
    commit_all(root)
    git(root, "checkout", "-q", "-")
    replace(root, "experiments/e/v", "two")
    commit_all(root)
    assert subprocess.run(["git", "merge", "other"], cwd=root, capture_output=True).returncode
    assert changed(root)[b"experiments/e/v"] is LinkState.CONFLICT


def test_links_a_sparse_checkout_leaves_out_are_not_deleted(root):
    git(root, "sparse-checkout", "set", "--no-cone", "/data/")
    assert not os.path.lexists(root + b"/experiments/e/v")
    assert states(root) == {}


def test_links_checked_out_without_symlinks_became_files_though_git_says_all_is_clean(root):
    git(root, "config", "core.symlinks", "false")
    for name in "vwxyz":
        os.unlink(root + b"/experiments/e/" + name.encode())
    git(root, "checkout", "-q", "--", "experiments")
    assert status(root) == {}
    project = loaded(root)
    (repository,) = repositories(project)
    found = dict(became_files(project, repository))
    assert set(found) == {b"experiments/e/" + name.encode() for name in "vwxyz"}
    assert repository.texts(list(found.values())) == {
        found[b"experiments/e/v"]: b"../../data/raw/a.jpg"
    }


def test_the_hash_of_a_text_is_that_of_git(root):
    (row,) = git(root, "ls-files", "-s", "experiments/e/v").splitlines()
    number = row.split()[1]
    assert text_hash(b"../../data/raw/a.jpg", number) == number


def test_a_project_below_the_top_of_its_repository_is_found_in_it(root):
    project = loaded(root + b"/experiments")
    (repository,) = repositories(project)
    assert repository.top == root
    assert set(link_states(project, repository)) == {b"e/" + name.encode() for name in "vwxyz"}


def test_a_repository_inside_another_has_its_own_links(root):
    build(root, "data/raw/inner/l -> ../a.jpg")
    git(root + b"/data/raw/inner", "init", "-q")
    project = loaded(root)
    found = repositories(project)
    assert [one.top for one in found] == [root + b"/data/raw/inner", root]
    assert repository_of(found, root + b"/data/raw/inner/l") is found[0]
    assert repository_of(found, root + b"/data/raw") is found[1]
    assert link_states(project, found[0]) == {b"data/raw/inner/l": LinkState.NEW}
    assert b"data/raw/inner/l" not in link_states(project, found[1])


def test_names_git_would_quote_come_as_they_are(root):
    name = os.fsdecode(b'exp\xff\n "\xc3\xa9')
    build(root, f"experiments/{name} -> ../data")
    commit_all(root)
    assert states(root)[os.fsencode(f"experiments/{name}")] is LinkState.CLEAN


def test_the_commit_is_that_which_is_checked_out(root, tmp_path):
    assert Repository(root).commit == git(root, "rev-parse", "HEAD").decode().strip()
    empty = build(tmp_path / "empty")
    git(empty, "init", "-q")
    assert Repository(empty).commit == ""


def test_the_filters_of_the_attributes_are_named(root):
    with open(root + b"/.gitattributes", "w") as file:
        file.write("*.jpg filter=lfs diff=lfs\n")
    assert Repository(root).filters() == {b"lfs"}


def trap(root: bytes, tmp_path) -> str:
    """A program that leaves a mark when it is run."""
    path = tmp_path / "trap"
    path.write_text(f"#!{sys.executable}\nopen({str(tmp_path / 'sprung')!r}, 'w')\n")
    path.chmod(0o755)
    return str(path)


def test_nothing_a_repository_names_is_run(root, tmp_path):
    program = trap(root, tmp_path)
    for key in (
        "core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "core.askPass",
        "filter.x.clean", "filter.x.smudge", "filter.x.process", "diff.external",
        "core.alternateRefsCommand", "credential.helper", "pager.ls-files", "pager.rev-parse",
    ):  # fmt: skip
        git(root, "config", key, program)
    git(root, "config", "alias.ls-files", f"!{program}")
    git(root, "config", "core.hooksPath", str(tmp_path / "hooks"))
    (tmp_path / "hooks").mkdir()
    os.symlink(program, tmp_path / "hooks" / "post-index-change")
    with open(root + b"/.gitattributes", "w") as file:
        file.write("* filter=x diff=x\n")
    replace(root, "experiments/e/v", "../../data/raw/b.jpg")
    build(root, "experiments/e/new -> v")
    assert changed(root)
    project = loaded(root)
    (repository,) = repositories(project)
    assert repository.commit
    assert repository.texts([repository.index.links[b"experiments/e/w"]])
    assert not (tmp_path / "sprung").exists()
    subprocess.run(["git", "status"], cwd=root, capture_output=True)
    assert (tmp_path / "sprung").exists()  # the trap works


def test_the_repository_is_not_written_to(root):
    os.utime(root + b"/data/raw/a.jpg", (1, 1))  # git would refresh its index
    before = {
        name: os.stat(os.path.join(root, b".git", name)).st_mtime_ns
        for name in os.listdir(root + b"/.git")
    }
    states(root)
    after = {
        name: os.stat(os.path.join(root, b".git", name)).st_mtime_ns
        for name in os.listdir(root + b"/.git")
    }
    assert before == after


def test_what_the_caller_says_of_another_repository_is_not_followed(root, tmp_path, monkeypatch):
    other = build(tmp_path / "other", "x -> y")
    git(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", os.fsdecode(other + b"/.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", os.fsdecode(other + b"/.git/index"))
    assert len(states(root)) == 5


@pytest.mark.parametrize(
    "damage",
    ["garbage", "truncated", "no head", "settings", "worktree", "empty"],
)
def test_a_repository_git_cannot_read_is_an_error_in_words(root, damage, tmp_path):
    inside = os.fsdecode(root) + "/.git/"
    if damage == "garbage":
        with open(inside + "index", "wb") as file:
            file.write(b"\0" * 100)
    elif damage == "truncated":
        with open(inside + "index", "r+b") as file:
            file.truncate(20)
    elif damage == "no head":
        os.unlink(inside + "HEAD")
    elif damage == "settings":
        with open(inside + "config", "a") as file:
            file.write("[core\n")
    elif damage == "worktree":
        git(root, "config", "core.worktree", str(tmp_path))
    else:
        os.rename(inside, inside.rstrip("/") + "-gone")
        os.mkdir(inside)
    with pytest.raises(CvlinkError) as caught:
        states(root)
    assert "git" in caught.value.message


def test_a_machine_without_git_says_so(root, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CvlinkError, match="git is not installed"):
        states(root)


def test_a_folder_outside_of_any_repository_has_none(tmp_path):
    assert repositories(loaded(build(tmp_path / "plain", "a"))) == []


def test_repositories_of_one_project_share_the_time_git_has(root, tmp_path, monkeypatch):
    """A git that hangs is asked for a while, and not once for every repository there is."""
    hung = tmp_path / "bin"
    hung.mkdir()
    (hung / "git").write_text("#!/bin/sh\necho asked >> $0.log\nexec sleep 60\n")
    (hung / "git").chmod(0o755)
    for name in ("one", "two", "three"):
        build(root, f"data/{name}/.git/", f"data/{name}/l -> ../raw/a.jpg")
    monkeypatch.setattr("cvlink_gui.features.git.Patience", lambda: Patience(1.0))
    monkeypatch.setenv("PATH", f"{hung}:{os.environ['PATH']}")
    report = audited(root)
    assert (hung / "git.log").read_text() == "asked\n"
    lost = [finding for finding in report.findings if finding.rule == "unreadable"]
    assert {path for finding in lost for path in finding.paths} == {
        b".git", b"data/one/.git", b"data/two/.git", b"data/three/.git"
    }  # fmt: skip
    assert report.verdict is Verdict.UNKNOWN
