"""A project that was scanned before: what is read again, and that the result is the same."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.settings import CONFIG_NAME
from cvlink_gui.features import knowledge, survey
from cvlink_gui.features.project import Project
from cvlink_gui.features.survey import Survey
from cvlink_gui.fs import index
from tests.conftest import build, wait
from tests.features.mutations import content, fresh

REPOSITORY = Path(__file__).parents[2]


pytestmark = pytest.mark.usefixtures("quick_clocks")


def read(opened: Survey, **options: bool) -> list[bytes]:
    """Scan into the tree; the folders that were read, each once."""
    folders: dict[bytes, None] = {}
    for batch in opened.scan(**options):
        opened.take_all(batch)
        folders |= dict.fromkeys(batch.paths())
    return list(folders)


def kept(root: bytes) -> Survey:
    """Scanned twice and kept: the helpers of the first time know nothing of quick clocks."""
    wait()
    for _ in range(2):
        opened = Survey.open(root)
        opened.known()
        read(opened)
        opened.keep(always=True)
    return opened


def again(root: bytes) -> tuple[Survey, list[bytes]]:
    """The folder as a later run finds it, and what that had to read."""
    opened = Survey.open(root)
    assert opened.known() is not None
    return opened, read(opened)


def test_an_unchanged_project_is_known_without_reading_a_folder(root):
    kept(root)
    opened, folders = again(root)
    assert folders == []
    assert content(opened.tree) == content(fresh(root))


def test_of_a_changed_project_only_what_may_have_changed_is_read(root):
    kept(root)
    build(root, "data/raw/new/deep/er.jpg", "data/raw/new/l -> none")
    os.unlink(root + b"/data/raw/c.jpg")
    opened, folders = again(root)
    assert sorted(folders) == [
        *(b"data/processed/v%d/%s" % (n, name) for n in (1, 2) for name in (b"train", b"val")),
        *(b"data/raw", b"data/raw/new", b"data/raw/new/deep", b"data/splits/v1"),
    ]
    assert content(opened.tree) == content(fresh(root))


def test_what_is_known_is_shown_before_it_is_checked(root):
    before = kept(root).tree
    os.unlink(root + b"/data/raw/c.jpg")
    opened = Survey.open(root)
    at = opened.known()
    assert at == pytest.approx(time.time(), abs=600)
    assert content(opened.tree) == content(before)


def test_of_a_project_that_was_never_scanned_nothing_is_known(root):
    opened = Survey.open(root)
    assert opened.known() is None
    assert b"" in read(opened)


def test_a_fresh_scan_reads_everything_and_is_kept_as_well(root):
    kept(root)
    opened = Survey.open(root)
    opened.known()
    assert set(read(opened, fresh=True)) == {b"", *map(opened.tree.path, opened.tree.folders())}


def test_helpers_read_only_what_may_have_changed_too(root):
    kept(root)
    build(root, "data/raw/new/deep/er.jpg")
    opened = Survey.open(root)
    opened.known()
    folders = set()
    for batch in opened.scan(helpers=1):
        opened.take_all(batch)
        folders |= set(batch.paths())
    assert b"data/raw/new/deep" in folders
    assert b"experiments/baseline" not in folders
    assert content(opened.tree) == content(fresh(root))


def test_much_that_may_have_changed_is_left_to_helpers(root, monkeypatch):
    kept(root)
    monkeypatch.setattr(survey, "FEW", 0)
    build(root, "data/raw/new/deep/er.jpg")
    opened, folders = again(root)
    assert b"data/raw/new/deep" in folders
    assert content(opened.tree) == content(fresh(root))


def test_helpers_read_what_may_have_changed_below_what_may_have_changed(root):
    kept(root)
    build(root, "new.txt", "data/raw/new/deep/er.jpg")
    os.unlink(root + b"/data/raw/c.jpg")
    opened = Survey.open(root)
    opened.known()
    for batch in opened.scan(helpers=1):
        opened.take_all(batch)
    assert content(opened.tree) == content(fresh(root))


def test_a_scan_that_was_cancelled_is_not_kept(root):
    opened = Survey.open(root)
    for batch in opened.scan(cancelled=lambda: True):
        opened.take_all(batch)
    opened.keep(always=True)
    assert index.load(opened.root) is None


def test_a_scan_that_was_left_early_is_not_kept(root):
    opened = Survey.open(root)
    for batch in opened.scan():
        opened.take_all(batch)
        break
    opened.keep(always=True)
    assert index.load(opened.root) is None


def test_a_project_that_could_not_be_read_does_not_replace_what_is_kept(root):
    opened = kept(root)
    shutil.rmtree(root)
    late = Survey(opened.root, opened.storage)
    late.known()
    read(late)
    assert late.tree.error(ROOT)
    late.keep(always=True)
    known = index.load(opened.root)
    assert known is not None
    assert not known.tree.error(ROOT)


def test_a_second_scan_of_an_open_project_reads_nothing_if_nothing_was_changed(root):
    opened = kept(root)
    assert read(opened) == []
    assert read(opened) == []


def test_a_second_scan_after_an_edit_reads_everything(root):
    opened = kept(root)
    build(root, "data/raw/d.jpg")
    for listing in Project.open(root).relist([b"data/raw"]):
        opened.take(listing)
    assert len(read(opened)) > 10
    assert content(opened.tree) == content(fresh(root))


def test_a_second_scan_reads_everything_if_another_program_has_kept_more(root):
    opened = kept(root)
    build(root, "data/raw/d.jpg")
    kept(root)
    assert len(read(opened)) > 10
    assert content(opened.tree) == content(fresh(root))


def test_little_news_of_a_large_project_is_left_to_the_next_run(root, monkeypatch):
    kept(root)
    path = index.path_of(os.path.realpath(root))
    monkeypatch.setattr(knowledge, "FEW", 5)
    monkeypatch.setattr(knowledge, "_LITTLE", 0.5)
    before = os.stat(path).st_ino
    build(root, "data/raw/d.jpg")
    for _ in range(2):
        wait()
        opened, folders = again(root)
        assert b"data/raw" in folders
        opened.keep()
        assert os.stat(path).st_ino == before
    monkeypatch.setattr(knowledge, "_LITTLE", 0.01)
    opened, _ = again(root)
    opened.keep()
    assert os.stat(path).st_ino != before
    assert again(root)[1] == []


def test_a_tree_with_much_waste_is_kept_without(root, monkeypatch):
    build(root, *(f"many/{n}" for n in range(100)))
    opened = kept(root)
    for n in range(100, 104):
        build(root, f"many/{n}")
        for listing in Project.open(root).relist([b"many"]):
            opened.take(listing)
    assert opened.tree.waste > 300
    opened.keep(always=True)
    assert opened.tree.waste == 0
    assert content(opened.tree) == content(fresh(root))


def test_most_is_read_into_an_empty_tree_where_nobody_looks_at_the_other(root, monkeypatch):
    kept(root)
    monkeypatch.setattr("cvlink_gui.fs.proof.viewer", lambda: b"somebody else")
    opened = Survey.open(root)
    opened.known()
    before = opened.tree
    assert b"" in read(opened, anew=True)
    assert opened.tree is not before
    assert content(opened.tree) == content(fresh(root))


def test_settings_with_a_mistake_are_told_by_a_scan_as_by_the_project(root):
    with open(os.path.join(root, survey._CONFIG), "w", encoding="utf-8") as file:
        file.write("[nonsense")
    assert survey._CONFIG == CONFIG_NAME
    with pytest.raises(Exception, match=r"cvlink.toml") as one:
        Survey.open(root)
    with pytest.raises(type(one.value), match=r"cvlink.toml"):
        Project.open(root)


def mutate(tmp_path: Path, seed: int, *words: str, before: tuple[str, ...] = ()) -> None:
    command = [sys.executable, "-m", "tests.features.mutations"]
    done = subprocess.run(
        [*before, *command, str(tmp_path), str(seed), "40", *words],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr or done.stdout
    idle, folders = map(int, done.stdout.split())
    assert idle > 0
    assert folders > 0


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_changes_a_warm_scan_is_a_fresh_one(tmp_path, seed):
    mutate(tmp_path, seed)


@pytest.mark.parametrize("seed", [3, 4])
def test_after_any_changes_of_permissions_a_warm_scan_is_a_fresh_one(seed):
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    with tempfile.TemporaryDirectory() as home:  # pytest's own folders are closed to others
        mutate(Path(home), seed, "nobody")


@pytest.mark.parametrize("seed", [5, 6])
def test_after_any_mounts_a_warm_scan_is_a_fresh_one(tmp_path, seed):
    own_mounts = ("unshare", "-m", "--propagation", "private")
    if os.geteuid() != 0 or subprocess.run([*own_mounts, "true"]).returncode:
        pytest.skip("no mount namespace of our own here")
    mutate(tmp_path, seed, "mounts", before=own_mounts)
