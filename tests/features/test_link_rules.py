import os
from itertools import pairwise

import pytest

from cvlink_gui.core.findings import Verdict
from tests.conftest import build
from tests.features.stores import audited, found


@pytest.fixture
def root(tmp_path):
    root = build(tmp_path / "project", "data/raw/a.jpg", "data/processed/v1/x", "experiments/e/")
    os.chmod(root + b"/data/raw/a.jpg", 0o444)
    return root


def allow(root: bytes, *folders: bytes) -> None:
    named = ", ".join(f'"{os.fsdecode(folder)}"' for folder in folders)
    with open(root + b"/cvlink.toml", "w") as file:
        file.write(f"links.allowed_roots = [{named}]\n")


def test_a_link_to_a_folder_it_lies_in_is_a_loop(root):
    build(root, "experiments/e/up -> ../..")
    (finding,) = found(root, "loop")
    assert finding.paths == (b"experiments/e/up",)


def test_links_that_lead_into_one_circle_are_one_finding_that_names_it(root):
    build(root, "experiments/e/x -> y", "experiments/e/y -> x", "experiments/e/z -> y/more")
    (finding,) = found(root, "loop")
    assert finding.paths == (b"experiments/e/x", b"experiments/e/y", b"experiments/e/z")
    assert finding.cause == "links in a circle: experiments/e/x leads back to itself"


def test_more_links_than_the_kernel_follows_are_called_that(root):
    chain = [f"data/raw/{at:02} -> {at + 1:02}" for at in range(45)]
    build(root, *chain, "data/raw/45", "experiments/e/far -> ../../data/raw/00")
    (finding,) = (f for f in found(root, "loop") if f.experiment == b"e")
    assert finding.cause == "links in a circle: more than 40 links one after the other"


def test_a_file_that_is_taken_for_a_folder_is_named(root):
    build(root, "experiments/e/odd -> ../../data/raw/a.jpg/b/c")
    (finding,) = found(root, "dangling")
    assert finding.cause == "part of the path is no folder: data/raw/a.jpg"


def test_a_broken_link_inside_the_data_counts_for_every_experiment_that_reaches_it(root):
    build(
        root,
        "data/splits/v1/train/gone.jpg -> ../../../raw/gone.jpg",
        "experiments/e/train -> ../../data/splits/v1/train",
        "experiments/f/train -> ../../data/splits/v1/train",
    )
    dangling = found(root, "dangling")
    assert {f.experiment for f in dangling} == {b"e", b"f"}
    assert {f.paths for f in dangling} == {(b"data/splits/v1/train/gone.jpg",)}
    assert {f.cause for f in dangling} == {"target missing: not in data/raw"}


def test_a_link_that_leaves_the_roots_half_way_is_outside(root, tmp_path):
    build(tmp_path / "other", "back -> ../project/data")
    build(root, f"hop -> {tmp_path}/other/back", "experiments/e/train -> ../../hop/processed/v1")
    causes = {f.paths: f.cause for f in found(root, "outside-roots")}
    assert causes[b"experiments/e/train",] == f"leads to {tmp_path}/other/back"


def test_links_to_links_that_leave_the_roots_are_outside_as_well(root, tmp_path):
    build(tmp_path / "other", "a.jpg", "b.jpg", "set/c.jpg")
    build(root, *(f"data/out/{n} -> {tmp_path}/other/{n}" for n in ("a.jpg", "b.jpg", "set")))
    build(root, *(f"experiments/e/{n} -> ../../data/out/{n}" for n in ("a.jpg", "b.jpg", "set")))
    (finding,) = (f for f in found(root, "outside-roots") if f.experiment == b"e")
    names = (b"a.jpg", b"b.jpg", b"set")
    assert finding.paths == tuple(b"experiments/e/" + name for name in names)
    assert finding.cause == f"leads to {tmp_path}/other"


def test_a_link_into_raw_that_may_be_written_through_is_told_of(root):
    build(root, "data/raw/b.jpg", "experiments/e/b.jpg -> ../../data/raw/b.jpg")
    (finding,) = found(root, "raw-writable")
    assert finding.cause == "files in data/raw can be written"


def test_a_link_to_a_raw_folder_that_may_be_written_to_is_told_of(root):
    build(root, "experiments/e/train -> ../../data/raw")
    (finding,) = found(root, "raw-writable")
    assert finding.cause == "data/raw can be written"


def test_a_link_to_a_raw_file_nobody_may_write_to_is_fine(root):
    build(root, "experiments/e/a.jpg -> ../../data/raw/a.jpg")
    assert found(root, "raw-writable") == []


def test_more_than_four_links_in_a_row_are_a_long_chain(root):
    build(root, "data/l1 -> processed/v1", *(f"data/l{n} -> l{n - 1}" for n in range(2, 6)))
    build(root, "experiments/e/four -> ../../data/l3", "experiments/e/five -> ../../data/l4")
    paths = [path for f in found(root, "deep-chain") for path in f.paths]
    assert sorted(paths) == [b"data/l5", b"experiments/e/five"]


def test_a_chain_of_links_to_files_is_measured_link_by_link(root):
    build(root, "data/one/a.jpg -> ../raw/a.jpg", "data/one/b.jpg -> ../raw/a.jpg")
    build(root, *(f"data/{n}/a.jpg -> ../{o}/a.jpg" for o, n in pairwise(["one", "2", "3", "4"])))
    build(root, "data/4/b.jpg -> ../one/b.jpg", "data/round/a.jpg -> ../round/a.jpg")
    build(root, "experiments/e/five -> ../../data/4/a.jpg", "experiments/e/x -> ../../data/4/b.jpg")
    (finding,) = found(root, "deep-chain")
    assert (finding.paths, finding.cause) == (
        (b"experiments/e/five",),
        "5 links one after the other",
    )


def test_links_that_fail_together_into_one_place_outside_are_one_finding(root, tmp_path):
    allow(root, os.fsencode(tmp_path / "nas"))
    build(root, *(f"experiments/e/{n} -> {tmp_path}/nas/set/{n}" for n in range(30)))
    build(root, f"experiments/f/train -> {tmp_path}/nas/other")
    down = found(root, "mount-down")
    assert {f.experiment: len(f.paths) for f in down} == {b"e": 30, b"f": 1}
    assert {f.cause for f in down} == {f"not there: {tmp_path}/nas"}
    assert all(f.fix is None for f in down)
    assert found(root, "dangling") == []


def test_an_empty_folder_that_many_links_lead_into_is_a_mount_point_without_its_disk(root):
    build(root, "data/store/", *(f"experiments/e/{n} -> ../../data/store/{n}" for n in range(25)))
    (down,) = found(root, "mount-down")
    assert down.cause == f"not there: {os.fsdecode(root)}/data/store"
    assert audited(root).verdict is Verdict.NOT_READY


@pytest.mark.parametrize("broken", [19, 30])
def test_few_links_or_a_minority_that_fail_are_broken_one_by_one(root, tmp_path, broken):
    allow(root, os.fsencode(tmp_path / "nas"))
    sound = 0 if broken < 20 else broken
    build(tmp_path / "nas", "here/x", *(f"there/{n}" for n in range(sound)))
    build(root, *(f"experiments/e/b{n} -> {tmp_path}/nas/gone/{n}" for n in range(broken)))
    build(root, *(f"experiments/e/s{n} -> {tmp_path}/nas/there/{n}" for n in range(sound)))
    assert found(root, "mount-down") == []
    (dangling,) = found(root, "dangling")
    assert len(dangling.paths) == broken


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("../../.git/annex/objects/x/y/K/SHA256E-s5--" + "0" * 64 + ".jpg", "git-annex"),
        ("../../.dvc/cache/files/md5/d4/1d8cd98f00b204e9800998ecf8427e", "DVC cache"),
        ("../../hub/datasets--a--b/blobs/" + "0" * 64, "Hugging Face"),
    ],
)
def test_a_link_to_content_that_is_not_here_is_not_fetched_rather_than_broken(root, text, words):
    build(root, f"experiments/e/a.jpg -> {text}")
    (finding,) = found(root, "not-fetched")
    assert words in finding.cause
    assert found(root, "dangling") == []


def test_a_link_a_container_would_lose_is_found_once_for_each_mount_that_is_missing(tmp_path):
    nas = os.fsdecode(build(tmp_path / "nas", "coco/train/a.jpg", "coco/val/b.jpg", "x/c.jpg"))
    root = build(
        tmp_path / "project",
        "data/raw/a.jpg",
        "data/coco/train/",
        f"experiments/e/train -> {nas}/coco/train",
        f"experiments/e/val -> {nas}/coco/val",
        "experiments/e/own -> ../../data/raw",
        "experiments/e/climbs -> ../../../project/data/raw",
        "experiments/e/bad -> none",
    )
    with open(root + b"/cvlink.toml", "w", encoding="utf-8") as file:
        file.write(f'[links]\nallowed_roots = ["{nas}"]\n')
        file.write(f'[mounts.gpu]\n"." = "/work"\n"data/coco" = "{nas}/coco"\n')
        file.write('[mounts.elsewhere]\n"/none/there" = "/data"\n')
    found = [f for f in audited(root).findings if f.rule == "not-portable"]
    lost = {str(f.cause): f.paths for f in found if f.cause.startswith("in ")}
    assert lost == {
        f"in gpu: dead: needs a mount: {nas}/coco/val is not there": (b"experiments/e/val",),
        f"in gpu: leads to something else: {os.fsdecode(root)}/data/coco": (
            b"experiments/e/train",
        ),
        "in gpu: dead: needs a mount: /project is not there": (b"experiments/e/climbs",),
    }


def test_links_to_links_are_followed_in_the_container_one_by_one(tmp_path):
    nas = os.fsdecode(build(tmp_path / "nas", "x/c.jpg"))
    images = [f"data/images/{n}.jpg" for n in range(9)]
    root = build(
        tmp_path / "project",
        *images,
        "data/here -> images",
        f"data/images/far.jpg -> {nas}/x/c.jpg",
        *(f"experiments/e/{n}.jpg -> ../../data/here/{n}.jpg" for n in range(9)),
        "experiments/e/far.jpg -> ../../data/here/far.jpg",
    )
    with open(root + b"/cvlink.toml", "w", encoding="utf-8") as file:
        file.write(f'links.allowed_roots = ["{nas}"]\n[mounts.gpu]\n"." = "/work"\n')
    found = [f for f in audited(root).findings if f.rule == "not-portable" and f.experiment]
    assert [f.paths for f in found if f.cause.startswith("in gpu")] == [(b"experiments/e/far.jpg",)]
    with open(root + b"/cvlink.toml", "w", encoding="utf-8") as file:
        file.write('[mounts.gpu]\n"." = "/work"\n"data/images/1.jpg" = "/work/data/images/0.jpg"\n')
    found = [f for f in audited(root).findings if f.rule == "not-portable"]
    assert (b"experiments/e/0.jpg",) in [f.paths for f in found]


def test_a_map_that_cannot_be_is_a_check_that_could_not_run(root):
    build(root, "experiments/e/l -> ../../data/processed/v1")
    with open(root + b"/cvlink.toml", "w", encoding="utf-8") as file:
        file.write('[mounts.gpu]\n"data" = "/work"\nat = "/work"\n')
    (finding,) = found(root, "not-checked")
    assert (finding.cause, finding.paths) == (
        "in gpu: The project is not there",
        (b"experiments/e/l",),
    )
    with open(root + b"/cvlink.toml", "w", encoding="utf-8") as file:
        file.write('[mounts.gpu]\n"data" = "/work"\n"experiments" = "/work/"\n')
    (finding,) = found(root, "not-checked")
    assert finding.cause == "in gpu: a container has one thing at a place, and its own /"
