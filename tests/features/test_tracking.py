"""What git, DVC and git-annex say of rows, beside what the real programs say."""

import os
import shutil
import subprocess

import pytest

from cvlink_gui.core.said import Said
from cvlink_gui.core.tree import ROOT
from cvlink_gui.features.audit import audit
from cvlink_gui.features.project import Project
from cvlink_gui.features.tracking import NOTHING_TRACKED, System, Track, stamps, track
from tests.conftest import build
from tests.features.real_git import commit_all, git

RAW = "../../data/raw/a.jpg"


pytestmark = pytest.mark.usefixtures("own_git")


@pytest.fixture
def root(tmp_path):
    links = (f"experiments/e/{name} -> {RAW}" for name in "vwxyz")
    return build(tmp_path / "project", "data/raw/a.jpg", "data/raw/b.jpg", *links)


@pytest.fixture
def committed(root):
    git(root, "init", "-q")
    commit_all(root)
    return root


def loaded(root: bytes) -> Project:
    project = Project.open(root)
    project.load()
    return project


def said(root: bytes) -> dict[bytes, list[tuple[System, Track]]]:
    """What is said of every row, by path."""
    project = loaded(root)
    tree, tracked = project.tree, track(project, audit(project).findings)
    found = {}
    for node in (ROOT, *tree.walk()):
        marks = list(tracked.marks(tree, node))
        assert all(isinstance(mark.words, Said) and mark.words for mark in marks)
        found[tree.path(node)] = [(mark.system, mark.track) for mark in marks]
    return found


def of_git(root: bytes) -> dict[bytes, Track]:
    """What git says of the rows it does not call clean."""
    marks = {path: [t for s, t in found if s is System.GIT] for path, found in said(root).items()}
    return {path: found[0] for path, found in marks.items() if found and found[0] != Track.CLEAN}


def relink(root: bytes, name: str, text: str = "../../data/raw/b.jpg") -> None:
    path = os.path.join(os.fsdecode(root), "experiments/e", name)
    if os.path.lexists(path):
        os.unlink(path)
    os.symlink(text, path)


def test_without_a_repository_nothing_is_said(root):
    project = loaded(root)
    assert track(project) is NOTHING_TRACKED
    assert track(project).is_empty
    assert not any(said(root).values())
    assert stamps(project, NOTHING_TRACKED) == ()


def test_what_is_as_it_was_committed_is_said_to_be(committed):
    found = said(committed)
    assert of_git(committed) == {}
    assert found[b"experiments/e/v"] == found[b"experiments/e"] == [(System.GIT, Track.CLEAN)]
    assert found[b".git/HEAD"] == found[b"data/raw/a.jpg"] == []


def test_git_tells_the_states_of_links_and_of_the_folders_above_them(committed):
    folder = os.path.join(os.fsdecode(committed), "experiments/e")
    relink(committed, "v")
    relink(committed, "new")
    relink(committed, "w")
    git(committed, "add", "experiments/e/w")
    os.unlink(f"{folder}/x")
    with open(f"{folder}/x", "wb") as file:
        file.write(b"text")
    os.unlink(f"{folder}/y")
    os.mkdir(f"{folder}/y")
    os.unlink(f"{folder}/z")
    below = {b"": Track.BELOW, b"experiments": Track.BELOW, b"experiments/e": Track.BELOW}
    assert of_git(committed) == below | {
        b"experiments/e/v": Track.RETARGETED,
        b"experiments/e/new": Track.NEW,
        b"experiments/e/w": Track.STAGED,
        b"experiments/e/x": Track.BECAME_FILE,
        b"experiments/e/y": Track.BECAME_FOLDER,
    }
    rows = git(committed, "status", "--porcelain", "experiments/e").decode().splitlines()
    assert {row[3:]: row[:2] for row in rows} == {
        "experiments/e/v": " M",
        "experiments/e/new": "??",
        "experiments/e/w": "M ",
        "experiments/e/x": " T",
        "experiments/e/y": " D",
        "experiments/e/z": " D",
    }


def test_a_folder_counts_what_is_different_below_it(committed):
    relink(committed, "v")
    relink(committed, "new")
    os.unlink(os.path.join(os.fsdecode(committed), "experiments/e/z"))
    project = loaded(committed)
    node = project.tree.find(b"experiments/e")
    (mark,) = track(project).marks(project.tree, node)
    assert mark.words == "1 link retargeted, 1 link not added, 1 link deleted"


def test_before_the_first_commit_all_that_is_added_is_staged(root):
    git(root, "init", "-q")
    git(root, "add", "experiments/e/v")
    found = of_git(root)
    assert (found[b"experiments/e/v"], found[b"experiments/e/w"]) == (Track.STAGED, Track.NEW)


def test_what_git_ignores_is_said_and_counts_for_no_folder(committed):
    with open(os.path.join(os.fsdecode(committed), ".gitignore"), "w") as file:
        file.write("data/processed\nexperiments/scratch\n")
    build(committed, "data/processed/v1/x -> ../../raw/a.jpg", f"experiments/scratch/t -> {RAW}")
    git(committed, "add", ".gitignore")
    git(committed, "commit", "-qm", "ignored")
    found = of_git(committed)
    assert found[b"data/processed/v1/x"] is Track.IGNORED
    assert found[b"data/processed/v1"] is found[b"data/processed"] is Track.IGNORED
    assert found[b"experiments/scratch/t"] is found[b"experiments/scratch"] is Track.IGNORED
    assert b"experiments" not in found


def test_each_link_is_judged_by_its_innermost_repository(committed):
    inner = build(os.path.join(committed, b"data/raw/inner"), "l -> ../a.jpg")
    assert of_git(committed)[b"data/raw/inner/l"] is Track.NEW
    git(inner, "init", "-q")
    commit_all(inner)
    assert b"data/raw/inner/l" not in of_git(committed)


def test_a_repository_above_the_project_counts(tmp_path):
    top = build(tmp_path / "top", "p/data/raw/a.jpg", f"p/experiments/e/v -> {RAW}")
    git(top, "init", "-q")
    commit_all(top)
    project = os.path.join(top, b"p")
    relink(project, "v", "../../data/raw")
    assert of_git(project)[b"experiments/e/v"] is Track.RETARGETED


def test_a_repository_that_cannot_be_read_is_said_on_every_row(committed):
    with open(os.path.join(os.fsdecode(committed), ".git/index"), "wb") as file:
        file.write(b"no index")
    assert of_git(committed)[b"experiments/e/v"] is Track.UNREAD


@pytest.mark.parametrize("words", [("add", "experiments"), ("commit", "-aqm", "more")])
def test_the_stamps_are_others_after_an_addition_and_after_a_commit(committed, words):
    relink(committed, "v")
    project = loaded(committed)
    tracked = track(project)
    before = stamps(project, tracked)
    assert len(before) == 3
    assert stamps(project, tracked) == before
    git(committed, *words)
    assert stamps(project, tracked) != before


@pytest.mark.skipif(not shutil.which("dvc"), reason="dvc is not installed")
def test_dvc_tells_its_outputs_and_what_is_not_as_it_recorded(committed):
    def dvc(*words: str) -> None:
        ran = subprocess.run(["dvc", *words], cwd=committed, capture_output=True)
        assert ran.returncode == 0, ran.stderr.decode()

    data = os.path.join(os.fsdecode(committed), "data/processed")
    build(committed, *(f"data/processed/{name}/{n}.jpg" for name in ("v1", "v2") for n in "ab"))
    build(committed, "data/processed/v3/a.jpg", "data/processed/v3/sub/b.jpg")
    for name in ("v1", "v2", "v3"):
        with open(f"{data}/{name}/a.jpg", "w") as file:
            file.write(name)
    dvc("init", "-q")
    dvc("config", "cache.type", "symlink")
    dvc("add", "-q", *(f"data/processed/{name}" for name in ("v1", "v2", "v3")))
    shutil.rmtree(f"{data}/v2")
    os.unlink(f"{data}/v3/sub/b.jpg")
    os.symlink("../../../raw/a.jpg", f"{data}/v3/sub/b.jpg")
    found = {
        path: tracks[0]
        for path, marks in said(committed).items()
        if (tracks := [t for s, t in marks if s is System.DVC])
    }
    assert found == {
        b"data/processed/v1": Track.OUTPUT,
        b"data/processed/v1/a.jpg": Track.INSIDE,
        b"data/processed/v1/b.jpg": Track.INSIDE,
        b"data/processed/v2.dvc": Track.NOT_FETCHED,
        b"data/processed/v3": Track.MISMATCH,
        b"data/processed/v3/a.jpg": Track.INSIDE,
        b"data/processed/v3/sub": Track.MISMATCH,
        b"data/processed/v3/sub/b.jpg": Track.FOREIGN,
    }
    shutil.rmtree(os.path.join(os.fsdecode(committed), ".dvc/cache"))
    after = said(committed)
    assert (System.DVC, Track.NOT_FETCHED) in after[b"data/processed/v1/a.jpg"]
    assert (System.DVC, Track.NOT_FETCHED) in after[b"data/processed/v1"]


@pytest.mark.skipif(not shutil.which("git-annex"), reason="git-annex is not installed")
def test_git_annex_tells_what_is_here(root, monkeypatch):
    monkeypatch.setenv("PATH", os.path.dirname(shutil.which("git-annex") or ""), prepend=":")
    with open(os.path.join(os.fsdecode(root), "data/raw/b.jpg"), "wb") as file:
        file.write(b"another one")
    git(root, "init", "-q")
    git(root, "annex", "init", "-q", "here")
    git(root, "annex", "add", "-q", "data/raw")
    commit_all(root)
    git(root, "annex", "drop", "--force", "-q", "data/raw/b.jpg")
    found = said(root)
    assert found[b"data/raw/a.jpg"] == [
        (System.GIT, Track.CLEAN),
        (System.ANNEX, Track.FETCHED),
    ]
    assert (System.ANNEX, Track.NOT_FETCHED) in found[b"data/raw/b.jpg"]
    assert found[b"experiments/e/v"] == [(System.GIT, Track.CLEAN)]
    here = git(root, "annex", "find", "--not", "--in=here").split()
    assert here == [b"data/raw/b.jpg"]
