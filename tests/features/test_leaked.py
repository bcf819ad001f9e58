"""The images a leak is shown with: as each split reaches them, however it is linked."""

import os
from pathlib import Path

from cvlink_gui.core.findings import Finding
from cvlink_gui.features.audit import Request, audit
from cvlink_gui.features.audit.leaked import Leaked, leaked
from cvlink_gui.features.project import Project
from tests.conftest import build


def leak(root: bytes, *, deep: bool = False, most: int = 60) -> Leaked:
    project = Project.open(root)
    project.load()
    finding = only(audit(project, Request(deep=deep)).findings)
    found = leaked(project, finding, most)
    assert found is not None
    return found


def only(findings: tuple[Finding, ...]) -> Finding:
    (finding,) = (f for f in findings if f.rule.startswith("split-leak"))
    return finding


def paths(found: Leaked) -> list[tuple[bytes, bytes]]:
    return [(first.path, second.path) for first, second in found.pairs]


def test_folders_that_are_linked_name_an_image_by_both_links(tmp_path):
    root = build(tmp_path, "data/raw/x/1.jpg", "data/raw/x/2.jpg")
    build(root, *(f"experiments/e/{split} -> ../../data/raw/x" for split in ("train", "val")))
    found = leak(root)
    assert found.splits == (b"train", b"val")
    assert sorted(paths(found)) == [
        (b"experiments/e/train/1.jpg", b"experiments/e/val/1.jpg"),
        (b"experiments/e/train/2.jpg", b"experiments/e/val/2.jpg"),
    ]
    assert {image.real for pair in found.pairs for image in pair} == {
        b"data/raw/x/1.jpg",
        b"data/raw/x/2.jpg",
    }


def test_links_to_single_images_are_named_as_they_are_called_there(tmp_path):
    root = build(
        tmp_path,
        "data/raw/x/1.jpg",
        "data/raw/x/2.jpg",
        "experiments/e/train/a.jpg -> ../../../data/raw/x/1.jpg",
        "experiments/e/train/b.jpg -> ../../../data/raw/x/2.jpg",
        "experiments/e/val/c.jpg -> ../train/a.jpg",
    )
    assert paths(leak(root)) == [(b"experiments/e/train/a.jpg", b"experiments/e/val/c.jpg")]


def test_copies_are_paired_with_what_they_are_copies_of(tmp_path):
    root = build(tmp_path, "experiments/e/train/a.jpg", "experiments/e/val/\udcff.jpg")
    for name in (b"train/a.jpg", b"val/\xff.jpg"):
        Path(os.fsdecode(root + b"/experiments/e/" + name)).write_bytes(b"\xff\xd8 same \xff\xd9")
    found = leak(root, deep=True)
    assert paths(found) == [(b"experiments/e/train/a.jpg", b"experiments/e/val/\xff.jpg")]


def test_hard_links_are_one_image(tmp_path):
    root = build(tmp_path, "experiments/e/train/a.jpg", "experiments/e/val/")
    os.link(root + b"/experiments/e/train/a.jpg", root + b"/experiments/e/val/b.jpg")
    found = leak(root)
    assert (found.total, len(found.pairs)) == (1, 1)
    assert {os.path.basename(image.path) for image in found.pairs[0]} <= {b"a.jpg", b"b.jpg"}


def test_of_many_only_some_are_looked_up_and_all_are_counted(tmp_path):
    root = build(tmp_path, *(f"data/raw/x/{n:03d}.jpg" for n in range(100)))
    build(root, *(f"experiments/e/{split} -> ../../data/raw/x" for split in ("train", "val")))
    found = leak(root, most=7)
    assert (len(found.pairs), found.total) == (7, 100)


def test_splits_that_are_gone_have_nothing_to_show(tmp_path):
    root = build(tmp_path, "data/raw/x/1.jpg")
    build(root, *(f"experiments/e/{split} -> ../../data/raw/x" for split in ("train", "val")))
    project = Project.open(root)
    project.load()
    finding = only(audit(project).findings)
    os.unlink(root + b"/experiments/e/val")
    for listing in project.relist([b"experiments/e"]):
        project.take(listing)
    assert leaked(project, finding) is None
