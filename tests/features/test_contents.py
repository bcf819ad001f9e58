import os

import pytest

from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.faults import Faults
from cvlink_gui.features.audit.folders import images_among
from cvlink_gui.features.audit.splits import splits_of
from cvlink_gui.features.project import Project
from tests.conftest import build


def contents_of(root: bytes) -> Contents:
    project = Project.open(root)
    project.load()
    return Contents(project)


@pytest.fixture
def root(tmp_path):
    return build(
        tmp_path / "project",
        "data/raw/a.jpg",
        "data/raw/b.jpg",
        "data/raw/notes.txt",
        "data/processed/v1/a.jpg -> ../../raw/a.jpg",
        "data/processed/v1/b.jpg -> ../../raw/b.jpg",
        "data/processed/v1/n.txt -> ../../raw/notes.txt",
        "data/splits/v1/train/1.jpg -> ../../../processed/v1/a.jpg",
        "data/splits/v1/val/2.jpg -> ../../../processed/v1/b.jpg",
        "experiments/e/train -> ../../data/splits/v1/train",
    )


def test_images_are_named_by_their_real_place_through_any_number_of_links(root):
    behind = contents_of(root).behind(b"experiments/e/train")
    assert behind == {b"data/raw": frozenset({b"a.jpg"})}


def test_what_is_no_image_by_the_name_of_its_link_is_left_out(root):
    behind = contents_of(root).behind(b"data/processed/v1")
    assert behind == {b"data/raw": frozenset({b"a.jpg", b"b.jpg"})}


def test_an_image_of_a_content_store_is_told_by_the_name_of_its_link(root):
    build(root, "data/raw/files/ab/cdef", "data/processed/v2/x.jpg -> ../../raw/files/ab/cdef")
    behind = contents_of(root).behind(b"data/processed/v2")
    assert behind == {b"data/raw/files/ab": frozenset({b"cdef"})}


def test_a_dotdot_behind_a_link_goes_up_from_where_the_link_leads(root):
    build(root, "experiments/e/up -> train/../val")
    assert contents_of(root).real(b"experiments/e/up") == b"data/splits/v1/val"
    assert os.path.realpath(root + b"/experiments/e/up") == root + b"/data/splits/v1/val"


def test_links_in_a_circle_end_nowhere_and_hold_nothing(root):
    build(root, "experiments/e/x -> y", "experiments/e/y -> x")
    contents = contents_of(root)
    assert contents.real(b"experiments/e/x") is None
    assert contents.behind(b"experiments/e/x") == {}


def test_a_folder_that_links_to_its_own_ancestor_is_entered_once(root):
    build(root, "data/raw/again -> ..")
    entered = contents_of(root).entered(b"data/raw")
    assert len(entered) == len(set(entered))
    assert b"data/raw" in entered


def test_a_place_nobody_named_is_not_entered(root, tmp_path):
    build(tmp_path / "store", "c.jpg")
    build(root, f"experiments/e/out -> {tmp_path}/store")
    assert contents_of(root).entered(b"experiments/e") == (
        b"experiments/e",
        b"data/splits/v1/train",
    )


def test_an_allowed_root_is_entered_and_its_links_followed(root, tmp_path):
    build(tmp_path / "store", "set/c.jpg -> ../all/c.jpg", "all/c.jpg")
    build(root, f"experiments/e/val -> {tmp_path}/store/set")
    with open(root + b"/cvlink.toml", "w") as file:
        file.write(f'links.allowed_roots = ["{tmp_path}/store"]')
    behind = contents_of(root).behind(b"experiments/e/val")
    assert behind == {os.fsencode(tmp_path / "store/all"): frozenset({b"c.jpg"})}


def test_two_names_of_one_inode_are_shared(root):
    build(root, "data/raw/other/")
    os.link(root + b"/data/raw/a.jpg", root + b"/data/raw/other/z.jpg")
    contents = contents_of(root)
    shared = contents.shared(
        contents.behind(b"data/splits/v1/train"), contents.behind(b"data/raw/other")
    )
    assert shared == [(b"data/raw/other", b"z.jpg")]


def test_equal_names_in_different_folders_are_not_shared(root):
    build(root, "data/raw/other/a.jpg")
    contents = contents_of(root)
    train, other = contents.behind(b"data/splits/v1/train"), contents.behind(b"data/raw/other")
    assert contents.shared(train, other) == []


def test_images_and_labels_of_a_split_are_one_split(root):
    build(
        root,
        "experiments/y/images/train/a.jpg -> ../../../../data/raw/a.jpg",
        "experiments/y/images/val/b.jpg -> ../../../../data/raw/b.jpg",
        "experiments/y/labels/train/a.txt",
        "experiments/y/labels/val/b.txt",
    )
    splits = splits_of(contents_of(root), b"experiments/y")
    assert [(split.name, split.paths) for split in splits] == [
        (b"train", (b"experiments/y/images/train", b"experiments/y/labels/train")),
        (b"val", (b"experiments/y/images/val", b"experiments/y/labels/val")),
    ]


def test_the_splits_behind_a_link_to_a_version_are_found(root):
    build(root, "experiments/w/data -> ../../data/splits/v1")
    splits = splits_of(contents_of(root), b"experiments/w")
    assert [split.name for split in splits] == [b"train", b"val"]


@pytest.mark.parametrize(
    ("names", "images"),
    [
        ([], []),
        ([b"a.jpg", b"b.jpg"], [b"a.jpg", b"b.jpg"]),
        ([b"a.JPG", b"b.png", b"c.txt"], [b"a.JPG", b"b.png"]),
        ([b"jpg", b".jpg"], [b".jpg"]),
        ([b"a.txt", b"b.jpg"], [b"b.jpg"]),
    ],
)
def test_images_are_told_by_their_suffix_in_any_case(names, images):
    assert images_among(names) == images


def test_a_link_outside_that_goes_during_an_audit_means_nothing_that_is_to_be_fetched(
    root, tmp_path
):
    build(tmp_path, "outside/a.jpg -> gone")
    outside = os.fsencode(tmp_path) + b"/outside"
    contents = contents_of(root)
    assert b"a.jpg" in contents.folder(outside).links
    os.unlink(outside + b"/a.jpg")
    assert Faults(contents).wanted(b"experiments/e", outside + b"/a.jpg") is None
