import errno
import json
import os
import shutil

import pytest

from cvlink_gui.core.errors import CvlinkError, StorageError, UsageError
from cvlink_gui.core.links import Listing
from cvlink_gui.features.audit import Request, against, audit, read_manifest, write_manifest
from cvlink_gui.features.project import Project
from tests.conftest import build
from tests.features.real_git import commit_all, git
from tests.features.stores import dvc_add, write


def loaded(root: bytes) -> Project:
    project = Project.open(root)
    project.load()
    return project


def freeze(root: bytes, *only: bytes) -> bytes:
    """A manifest of a project, beside it."""
    project = loaded(root)
    path = root + b".manifest"
    write_manifest(project, audit(project, Request(only)), path)
    return path


def read(path: bytes) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def drift(root: bytes, manifest: bytes) -> dict[tuple[bytes | None, str], tuple[bytes, ...]]:
    found = against(loaded(root), read_manifest(manifest))
    assert {f.rule for f in found} <= {"drift"}
    return {(f.experiment, str(f.evidence["kind"])): f.paths for f in found}


@pytest.fixture
def root(tmp_path):
    root = build(tmp_path / "project")
    for name in "abc":
        write(root, f"data/raw/{name}.jpg", name * 20)
        os.utime(root + f"/data/raw/{name}.jpg".encode(), (1, 1))
    return build(
        root,
        "data/splits/v1/train/1.jpg -> ../../../raw/a.jpg",
        "data/splits/v1/val/2.jpg -> ../../../raw/b.jpg",
        "experiments/e/train -> ../../data/splits/v1/train",
        "experiments/e/val -> ../../data/splits/v1/val",
    )


TRAIN = b"data/splits/v1/train/1.jpg"


def relink(root: bytes, path: bytes, text: str) -> None:
    os.unlink(os.path.join(root, path))
    os.symlink(text, os.path.join(root, path))


def test_nothing_drifts_while_nothing_changes(root):
    assert drift(root, freeze(root)) == {}


def test_a_link_with_another_text_was_retargeted(root):
    manifest = freeze(root)
    relink(root, TRAIN, "../../../raw/c.jpg")
    assert drift(root, manifest) == {(b"e", "retargeted"): (TRAIN,)}
    (finding,) = against(loaded(root), read_manifest(manifest))
    assert finding.evidence["changes"] == [
        {"path": os.fsdecode(TRAIN), "before": "../../../raw/a.jpg", "after": "../../../raw/c.jpg"}
    ]


def test_a_link_that_leads_elsewhere_by_another_one_was_retargeted_too(root):
    build(
        root,
        "data/now -> raw",
        "experiments/e/train2/x.jpg -> ../../../data/now/a.jpg",
        "data/old/a.jpg",
    )
    manifest = freeze(root)
    relink(root, b"data/now", "old")
    assert drift(root, manifest) == {
        (b"e", "retargeted"): (b"experiments/e/train2/x.jpg",),
        (None, "retargeted"): (b"data/now",),
    }


@pytest.mark.parametrize("how", ["size", "mtime", "inode"])
def test_a_file_that_was_written_has_other_content_behind_the_same_link(root, how):
    manifest = freeze(root)
    path = root + b"/data/raw/a.jpg"
    if how == "inode":
        os.rename(path, path + b".old")
        write(root, "data/raw/a.jpg", "a" * 20)
        os.unlink(path + b".old")
        os.utime(path, (1, 1))
    else:
        with open(path, "r+b") as file:
            file.write(b"more" * (10 if how == "size" else 1))
    assert drift(root, manifest) == {
        (b"e", "content changed"): (TRAIN,),
        (None, "content changed"): (b"data/raw/a.jpg",),
    }


def test_what_is_gone_and_what_is_new(root):
    manifest = freeze(root)
    os.unlink(root + b"/data/raw/a.jpg")
    os.unlink(root + b"/data/splits/v1/val/2.jpg")
    build(root, "data/splits/v1/val/new.jpg -> ../../../raw/c.jpg", "data/raw/more/x.jpg")
    found = drift(root, manifest)
    assert set(found[b"e", "gone"]) == {TRAIN, b"data/splits/v1/val/2.jpg"}
    assert found[b"e", "new"] == (b"data/splits/v1/val/new.jpg",)
    assert found[None, "gone"] == (b"data/raw/a.jpg",)
    assert found[None, "new"] == (b"data/raw/more",)


def test_a_folder_that_is_gone_is_told_of_once(root):
    manifest = freeze(root)
    shutil.rmtree(root + b"/data/splits/v1")
    found = drift(root, manifest)
    assert found[None, "gone"] == (b"data/splits/v1",)
    assert set(found[b"e", "gone"]) == {b"experiments/e/train", b"experiments/e/val"}


def test_what_training_writes_into_an_experiment_is_no_drift(root):
    manifest = freeze(root)
    write(root, "experiments/e/weights.pt", "w")
    write(root, "train.py", "code")
    assert drift(root, manifest) == {}


def test_a_copy_elsewhere_is_compared_by_texts_places_and_sizes(root, tmp_path):
    manifest = freeze(root)
    copy = os.fsencode(tmp_path / "copy")
    shutil.copytree(root, copy, symlinks=True)
    for name in "abc":
        os.utime(copy + f"/data/raw/{name}.jpg".encode())  # a checkout has times of its own
    assert drift(copy, manifest) == {}
    write(copy, "data/raw/a.jpg", "longer than it was, by far")
    assert set(drift(copy, manifest)) == {(b"e", "content changed"), (None, "content changed")}


def test_a_project_that_moved_has_not_drifted(root, tmp_path):
    manifest = freeze(root)
    moved = os.fsencode(tmp_path / "moved")
    os.rename(root, moved)
    assert drift(moved, manifest) == {}


def test_a_manifest_of_some_experiments_is_about_these_only(root):
    build(root, "experiments/f/train -> ../../data/raw")
    manifest = freeze(root, b"e")
    build(root, "experiments/f/val -> ../../data/raw", "data/other/x.jpg")
    assert drift(root, manifest) == {}
    relink(root, TRAIN, "../../../raw/c.jpg")
    assert set(drift(root, manifest)) == {(b"e", "retargeted")}


def test_a_version_dvc_records_anew_is_other_content(root):
    dvc_add(root, "data/set", {"x.jpg": b"1"}, links=False)
    manifest = freeze(root)
    dvc_add(root, "data/set", {"x.jpg": b"2"}, links=False)
    assert b"data/set" in drift(root, manifest)[None, "content changed"]


@pytest.mark.usefixtures("own_git")
def test_the_commit_and_the_keys_are_in_it(root):
    git(root, "init", "-q")
    commit_all(root)
    number = "SHA256E-s3--" + "0" * 64 + ".jpg"
    build(root, f"data/raw/k.jpg -> ../.git/annex/objects/x/y/{number}/{number}")
    found = read_manifest(freeze(root))
    assert [one.commit for one in found.git] == [git(root, "rev-parse", "HEAD").decode().strip()]
    keys = {link.name: link.key for folder in found.folders for link in folder.links}
    assert keys["k.jpg"] == "sha256:" + "0" * 64
    assert not any(".git" in str(folder.path) for folder in found.folders)


def test_names_that_are_no_text_come_back_as_they_were(root):
    build(root, os.fsdecode(b"data/splits/v1/train/\xff.jpg -> ../../../raw/\xfe.jpg"))
    write(root, os.fsdecode(b"data/raw/\xfe.jpg"), "x")
    manifest = freeze(root)
    assert drift(root, manifest) == {}
    json.loads(read(manifest))
    os.unlink(root + b"/data/splits/v1/train/\xff.jpg")
    assert drift(root, manifest) == {(b"e", "gone"): (b"data/splits/v1/train/\xff.jpg",)}


def test_settings_may_switch_drift_off(root):
    manifest = freeze(root)
    relink(root, TRAIN, "../../../raw/c.jpg")
    write(root, "cvlink.toml", 'audit.off = ["drift"]')
    assert drift(root, manifest) == {}


def test_a_manifest_that_cannot_be_written_leaves_the_old_one(root, tmp_path):
    project = loaded(root)
    with pytest.raises(CvlinkError, match="write the manifest"):
        write_manifest(project, audit(project), os.fsencode(tmp_path / "none" / "m.json"))


def whole(root: bytes) -> dict:
    return json.loads(read(freeze(root)))


@pytest.mark.parametrize(
    "change",
    [
        lambda _m: b"",
        lambda _m: b"\xff\xfe\0",
        lambda _m: b"[" * 100_000,
        lambda m: json.dumps(m).encode()[:-20],
        lambda m: json.dumps({**m, "schema": "cvlink.manifest/99"}).encode(),
        lambda m: json.dumps({**m, "folders": 3}).encode(),
        lambda m: json.dumps({**m, "root": {"path": "/x"}}).encode(),
        lambda m: json.dumps({**m, "folders": [{"path": "x", "links": [["a"]]}]}).encode(),
        lambda m: json.dumps({**m, "folders": [{"path": {"base64": "%%%"}}]}).encode(),
    ],
    ids=["empty", "bytes", "deep", "cut", "schema", "type", "field", "short", "base64"],
)
def test_a_file_that_is_no_manifest_is_one_clear_error(root, change):
    data = change(whole(root))
    write(root, "m.json", data)
    with pytest.raises(UsageError, match="This is no manifest"):
        read_manifest(root + b"/m.json")


def test_a_manifest_that_is_not_there_is_a_clear_error(root):
    with pytest.raises(UsageError, match="not there"):
        read_manifest(root + b"/none.json")


def test_a_byte_order_mark_is_no_mistake(root):
    path = freeze(root)
    write(root, "m.json", b"\xef\xbb\xbf" + read(path))
    assert read_manifest(root + b"/m.json") == read_manifest(path)


def test_an_empty_project_takes_the_place_of_no_good_manifest(root):
    path = freeze(root)
    before = read(path)
    shutil.rmtree(root)
    build(root, "data/raw/", "experiments/e/")
    with pytest.raises(UsageError, match="no link and no data to freeze"):
        freeze(root)
    assert read(path) == before


def test_a_project_that_was_not_read_whole_takes_the_place_of_no_good_manifest(root):
    path = freeze(root)
    before = read(path)
    project = loaded(root)
    project.take(Listing(b"data/raw", error=errno.EACCES))
    with pytest.raises(StorageError, match="1 folder could not be read, so this file was left"):
        write_manifest(project, audit(project), path)
    assert read(path) == before
    write_manifest(project, audit(project), path + b".new")


def test_the_manifest_before_stays_beside_the_new_one(root):
    before = read(freeze(root))
    relink(root, TRAIN, "../../../raw/c.jpg")
    path = freeze(root)
    assert read(path + b"~") == before != read(path)
