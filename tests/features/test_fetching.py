import json
import os
import shutil
import sys
from importlib.util import find_spec

import pytest

from cvlink_gui.core.findings import Verdict
from cvlink_gui.core.keys import content_key, lfs_key
from cvlink_gui.core.rules import Severity
from cvlink_gui.features.project import Project
from tests.conftest import build
from tests.features.real_git import git
from tests.features.stores import audited, dvc_add, found, md5, run, write

NUMBER = "0" * 64
LFS = f"version https://git-lfs.github.com/spec/v1\noid sha256:{NUMBER}\nsize 12345\n"


pytestmark = pytest.mark.usefixtures("own_git")


@pytest.fixture
def root(tmp_path):
    return build(tmp_path / "p", "data/raw/a.jpg", "experiments/e/")


ANNEX = f"data/.git/annex/objects/x/y/K/SHA256E-s5--{NUMBER}.jpg"
HUB = "hub/datasets--own--set"


def test_content_of_git_annex_says_its_command_and_its_size(root):
    build(root, "data/.git/", f"data/raw/b.jpg -> ../../{ANNEX}")
    build(root, "experiments/e/b.jpg -> ../../data/raw/b.jpg")
    used, idle = found(root, "not-fetched")
    assert used.evidence["commands"] == ["git annex get data/raw/b.jpg"]
    assert (used.evidence["size"], used.evidence["of_unknown_size"]) == (5, 0)
    assert (used.severity, idle.severity) == (Severity.ERROR, Severity.INFO)
    assert found(root, "dangling") == []


def test_a_data_set_of_datalad_is_fetched_by_datalad(root):
    build(root, "data/.git/", "data/.datalad/", f"data/raw/b.jpg -> ../../{ANNEX}")
    (finding,) = found(root, "not-fetched")
    assert finding.evidence["commands"] == ["datalad get data/raw/b.jpg"]


def test_many_files_are_fetched_by_the_folder_they_are_in(root):
    build(root, "data/.git/", *(f"data/raw/{n}.jpg -> ../../{ANNEX}{n}" for n in range(3)))
    (finding,) = found(root, "not-fetched")
    assert finding.evidence["commands"] == ["git annex get data/raw"]
    assert finding.evidence["size"] == 15


def test_a_name_the_shell_would_take_apart_is_quoted(root):
    build(root, "data/.git/", f"data/raw/b;rm -rf.jpg -> ../../{ANNEX}")
    (finding,) = found(root, "not-fetched")
    assert finding.evidence["commands"] == ["git annex get 'data/raw/b;rm -rf.jpg'"]


def test_a_hugging_face_cache_says_which_revision_to_load(root):
    build(root, f"{HUB}/blobs/", f"{HUB}/snapshots/abc/x.jpg -> ../../blobs/{NUMBER}")
    build(root, f"experiments/e/x -> ../../{HUB}/snapshots/abc")
    finding = next(f for f in found(root, "not-fetched") if f.experiment)
    assert finding.evidence["commands"] == [
        "hf download own/set --repo-type dataset --revision abc"
    ]


@pytest.mark.parametrize("where", ["", "data/raw/"])
@pytest.mark.parametrize("name", ["lfs", "annex"])
def test_pointers_in_place_of_files_are_not_fetched(root, name, where):
    git(root, "init", "-q")
    write(root, f"{where}.gitattributes", f"*.jpg filter={name}\n")
    text = LFS if name == "lfs" else f"/annex/objects/SHA256E-s12345--{NUMBER}.jpg\n"
    write(root, "data/raw/p.jpg", text)
    build(root, "experiments/e/train -> ../../data/raw")
    (finding,) = found(root, "not-fetched")
    assert (finding.paths, finding.evidence["size"]) == ((b"data/raw/p.jpg",), 12345)
    assert audited(root).experiments[0].verdict is Verdict.NOT_READY


def test_without_a_filter_no_file_is_opened_to_look_for_pointers(root):
    git(root, "init", "-q")
    write(root, "data/raw/p.jpg", LFS)
    assert found(root, "not-fetched") == []


@pytest.mark.parametrize("text", [b"", b"version", LFS.encode()[:-9], b"x" + LFS.encode()])
def test_what_is_no_pointer_has_no_key(text):
    assert lfs_key(text) is None


def test_one_key_in_two_splits_is_a_leak_though_nothing_is_fetched(root):
    build(root, f"experiments/e/train/1.jpg -> ../../../{ANNEX}")
    build(
        root, f"experiments/e/val/2.jpg -> ../../../data/.git/annex/objects/o/SHA256-s5--{NUMBER}"
    )
    (leak,) = found(root, "split-leak")
    assert leak.evidence["files"] == ["experiments/e/train/1.jpg = experiments/e/val/2.jpg"]
    assert leak.cause == "train and val share 1 image by their content keys"


def test_one_key_behind_two_chains_is_a_leak(root):
    build(root, f"data/raw/b.jpg -> ../{ANNEX[5:]}", f"data/raw/c.jpg -> ../x/{ANNEX[5:]}")
    build(root, "experiments/e/train/1.jpg -> ../../../data/raw/b.jpg")
    build(root, "experiments/e/val/2.jpg -> ../../../data/raw/c.jpg")
    (leak,) = found(root, "split-leak")
    assert leak.evidence["count"] == 1


def test_one_key_behind_links_within_a_folder_is_a_leak(root):
    build(root, f"experiments/e/train/1.jpg -> ../../../{ANNEX}")
    build(root, f"experiments/e/val/real.txt -> ../../../x/{ANNEX}")
    build(root, "experiments/e/val/2.jpg -> 3.txt", "experiments/e/val/3.txt -> real.txt")
    (leak,) = found(root, "split-leak")
    assert leak.evidence["files"] == ["experiments/e/train/1.jpg = experiments/e/val/2.jpg"]


def test_copies_of_dvc_with_one_hash_in_two_splits_are_a_leak(root):
    dvc_add(root, "data/set", {"train/1.jpg": b"same", "val/2.jpg": b"same"}, links=False)
    build(root, "experiments/e/train -> ../../data/set/train")
    build(root, "experiments/e/val -> ../../data/set/val")
    (leak,) = found(root, "split-leak")
    assert leak.evidence["files"] == ["data/set/train/1.jpg = data/set/val/2.jpg"]


def test_links_of_dvc_to_one_object_are_one_leak_and_told_once(root):
    dvc_add(root, "data/set", {"train/1.jpg": b"same", "val/2.jpg": b"same"})
    build(root, "experiments/e/train -> ../../data/set/train")
    build(root, "experiments/e/val -> ../../data/set/val")
    (leak,) = found(root, "split-leak")
    number = md5(b"same")
    assert leak.evidence["files"] == [f".dvc/cache/files/md5/{number[:2]}/{number[2:]}"]


def test_names_that_are_no_checksums_are_no_leak(root):
    for split in ("train", "val"):
        build(
            root, f"experiments/e/{split}/1.jpg -> ../../../data/.git/annex/objects/WORM-s5--1.jpg"
        )
    assert found(root, "split-leak") == []


# With the real programs


def test_what_git_annex_dropped_is_what_is_found_not_fetched(root, tmp_path):
    if shutil.which("git-annex", path=os.path.dirname(sys.executable)) is None:
        pytest.skip("git-annex is not installed: pip install cvlink-gui[stores]")
    set_ = root + b"/data/set"
    for name in "abc":
        write(root, f"data/set/{name}.jpg", name.encode() * 10)
    git(set_, "init", "-q")
    run(set_, "git-annex", "init", "-q")
    run(set_, "git-annex", "add", "-q", ".")
    run(set_, "git", "commit", "-q", "-m", "all")  # annex's own hook runs: it has to be found
    build(root, "experiments/e/train -> ../../data/set")
    assert found(root, "not-fetched") == []
    run(set_, "git-annex", "drop", "--force", "a.jpg", "b.jpg")
    run(set_, "git-annex", "unlock", "b.jpg")
    missing = run(set_, "git-annex", "find", "--not", "--in=here").split()
    assert missing == ["a.jpg", "b.jpg"]
    findings = [f for f in found(root, "not-fetched") if f.experiment == b"e"]
    paths = sorted(path for f in findings for path in f.paths)
    assert paths == [f"data/set/{name}".encode() for name in missing]
    assert sum(f.evidence["size"] for f in findings) == 20
    assert {c for f in findings for c in f.evidence["commands"]} == {
        f"git annex get data/set/{name}" for name in missing
    }


def test_a_cache_made_by_hugging_face_is_read_as_it_reads_it_itself(root):
    if find_spec("huggingface_hub") is None:
        pytest.skip("huggingface_hub is not installed: pip install cvlink-gui[stores]")
    hub = os.path.join(os.fsdecode(root), "hub")
    top = os.fsencode(os.path.dirname(os.path.dirname(os.path.dirname(__file__))))
    said = json.loads(run(top, sys.executable, "-m", "tests.features.real_hub", hub))
    assert len(said["files"]) == 4
    project = Project.open(root)
    project.load()
    links = {project.tree.path(node): project.tree.target(node) for node in project.tree.links()}
    keys = {
        os.path.join(os.fsdecode(root), os.fsdecode(p)): content_key(t) for p, t in links.items()
    }
    assert {path: key.hash for path, key in keys.items() if key} == {
        path: blob for path, blob, _ in said["files"]
    }

    snapshot = f"hub/datasets--own--set/snapshots/{'a' * 40}"
    for split in ("train", "val"):
        build(root, f"experiments/e/{split} -> ../../{snapshot}/{split}")
    assert found(root, "not-fetched") == []
    (leak,) = found(root, "split-leak")
    assert leak.evidence["count"] == 1

    lost = next(blob for path, blob, _ in said["files"] if path.endswith("x.jpg"))
    os.unlink(os.path.join(hub, "datasets--own--set", "blobs", lost))
    said = json.loads(run(top, sys.executable, "-m", "tests.features.real_hub", hub))
    assert said["warnings"]
    used = [f for f in found(root, "not-fetched") if f.experiment]
    assert [(f.paths, f.evidence["commands"]) for f in used] == [
        (
            (f"{snapshot}/train/x.jpg".encode(),),
            [f"hf download own/set --repo-type dataset --revision {'a' * 40}"],
        )
    ]
