"""What links save, against files made for it whose blocks are known to this file system."""

import os
import subprocess

import pytest

from cvlink_gui.core.layout import Role
from cvlink_gui.core.links import Health
from cvlink_gui.core.owners import PlaceKind
from cvlink_gui.features.audit import Contents
from cvlink_gui.features.project import Project
from cvlink_gui.features.savings import Amount, expanding, ledger, measuring
from cvlink_gui.fs import mountinfo
from cvlink_gui.fs.hashing import Cancelled
from tests.conftest import build

SIZE = 10_000


def fill(root: bytes, *paths: str, size: int = SIZE) -> int:
    """Give files so many bytes; returns what the last one takes on the disk."""
    for path in paths:
        full = os.path.join(root, os.fsencode(path))
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(os.urandom(size))
    return os.stat(full).st_blocks * 512


@pytest.fixture
def made(tmp_path):
    """One version with three images, and what one of them takes."""
    root = build(tmp_path / "p", "data/raw/", "data/processed/v1/train/", "experiments/")
    names = [f"data/processed/v1/train/{n}.jpg" for n in range(3)]
    return root, fill(root, *names)


def book(root: bytes, **settings: object):
    project = Project.open(root)
    project.load()
    return ledger(project, **settings)


def row(found, path: str):
    (one,) = [row for row in found.rows if row.path == os.fsencode(path)]
    return one


def test_each_of_several_experiments_saves_one_copy(made):
    root, each = made
    for n in range(5):
        build(root, f"experiments/e{n}/train -> ../../data/processed/v1/train")
    found = book(root)
    assert found.total.held == Amount(3 * SIZE, 3 * each)
    assert found.total.saved == 5 * 3 * each
    assert row(found, "experiments/e0").borrowed == Amount(3 * SIZE, 3 * each)
    lender = row(found, "data/processed/v1")
    assert (lender.lent.allocated, lender.users, lender.role) == (15 * each, 5, Role.PROCESSED)
    assert [r.kind for r in found.rows] == [PlaceKind.DATASET] + 5 * [PlaceKind.EXPERIMENT]


def test_links_through_links_stand_for_all_that_a_copy_would_have(made):
    root, each = made
    build(
        root,
        "data/splits/s1/train -> ../../processed/v1/train",
        "experiments/e/data -> ../../data/splits/s1",
    )
    found = book(root)
    assert row(found, "data/splits/s1").borrowed.allocated == 3 * each
    assert row(found, "experiments/e").borrowed.allocated == 3 * each
    assert row(found, "data/processed/v1").lent.allocated == 6 * each
    assert row(found, "experiments/e").share == 1.0


def test_what_is_saved_is_what_cp_would_have_made(made):
    root, _ = made
    build(
        root,
        "data/splits/s1/0.jpg -> ../../processed/v1/train/0.jpg",
        "data/splits/s1/2.jpg -> ../../processed/v1/train/2.jpg",
        "experiments/a/train -> ../../data/processed/v1/train",
        "experiments/b/val -> ../../data/splits/s1",
        "experiments/b/one.jpg -> ../../data/splits/s1/0.jpg",
    )
    subprocess.run(["cp", "-rL", root, root + b".copy"], check=True)
    copied = book(root + b".copy").total
    found = book(root).total
    assert copied.links == 0
    assert found.copies == copied.held.allocated
    assert found.held.apparent + found.borrowed.apparent == copied.held.apparent


def test_a_file_with_several_names_is_on_the_disk_once(made):
    root, each = made
    os.makedirs(root + b"/experiments/e")
    os.link(root + b"/data/processed/v1/train/0.jpg", root + b"/data/processed/v1/again.jpg")
    os.link(root + b"/data/processed/v1/train/0.jpg", root + b"/experiments/e/0.jpg")
    found = book(root)
    assert found.total.on_disk == 3 * each
    assert found.total.copies == 5 * each
    assert row(found, "experiments/e").held.allocated == 0
    assert row(found, "experiments/e").saved == each
    assert row(found, "data/processed/v1").users == 1


def test_the_two_sides_of_the_ledger_are_equal(made):
    root, _ = made
    build(root, "experiments/e/train -> ../../data/processed/v1/train", "top.jpg -> data/raw/x.jpg")
    fill(root, "data/raw/x.jpg")
    found = book(root)
    flows = sum(flow.amount.allocated for flow in found.flows)
    assert flows == found.total.lent.allocated == found.total.borrowed.allocated > 0
    assert sum(r.saved for r in found.rows) == found.total.saved
    assert found.total.users == 2


def test_data_outside_of_the_project_is_lent_by_its_place_and_not_held(made, tmp_path):
    root, each = made
    store = build(tmp_path / "store" / "coco", "sub/")
    fill(store, "a.jpg", "sub/b.jpg")
    with open(root + b"/cvlink.toml", "w") as file:
        file.write(f"links.allowed_roots = [{os.path.dirname(os.fsdecode(store))!r}]\n")
    build(root, f"data/raw/coco -> {os.fsdecode(store)}", "experiments/e/d -> ../../data/raw/coco")
    found = book(root)
    outside = row(found, os.path.dirname(os.fsdecode(store)))
    assert (outside.kind, outside.held, outside.users) == (PlaceKind.OUTSIDE, Amount(), 2)
    assert outside.lent == Amount(4 * SIZE, 4 * each)
    assert row(found, "data/raw/coco").copies == 2 * each
    assert row(found, "data/raw/coco").links == 1


def test_a_link_with_a_long_text_costs_the_blocks_it_takes(made):
    root, _ = made
    text = "../" * 80 + os.fsdecode(root)[1:] + "/data/processed/v1/train"
    build(root, f"experiments/e/train -> {text}")
    taken = os.lstat(root + b"/experiments/e/train").st_blocks * 512
    found = row(book(root), "experiments/e")
    assert found.link_bytes == found.on_disk == taken
    assert found.saved == found.borrowed.allocated - taken


@pytest.mark.parametrize("mounts", [mountinfo.mounts(), []], ids=["known", "unknown"])
def test_links_take_what_the_system_says_of_each_however_long_their_texts_are(
    made, monkeypatch, mounts
):
    root, _ = made
    monkeypatch.setattr(measuring, "mounts", lambda: mounts)
    end = "../../data/processed/v1/train"
    texts = ["./" * ((size - len(end)) // 2) + "/" * (size % 2 == 0) + end for size in (57, 59, 60)]
    texts.append("./" * 200 + end)
    build(root, *(f"experiments/e/l{n} -> {text}" for n, text in enumerate(texts)))
    taken = sum(os.lstat(link).st_blocks for link in os.scandir(root + b"/experiments/e")) * 512
    found = row(book(root), "experiments/e")
    assert (found.links, found.link_bytes) == (len(texts), taken)


def test_broken_links_count_for_nothing_and_are_told_by_cause(made):
    root, _ = made
    build(
        root,
        "experiments/e/gone -> ../../data/none",
        "experiments/e/loop -> loop",
        "experiments/e/file -> ../../data/processed/v1/train/0.jpg/x",
    )
    found = book(root)
    assert row(found, "experiments/e").uncounted == found.total.uncounted == 3
    assert found.total.borrowed == Amount()
    assert {(str(m.cause), m.paths) for m in found.uncounted} == {
        ("target missing", (b"experiments/e/gone",)),
        ("links in a circle", (b"experiments/e/loop",)),
        ("part of the path is no folder", (b"experiments/e/file",)),
    }


@pytest.mark.parametrize(
    "lines",
    [
        ("experiments/e/up -> ..",),
        ("experiments/e/root -> ../..",),
        ("experiments/e/self -> .",),
        ("experiments/e/other -> ../f", "experiments/f/back -> ../e"),
    ],
)
def test_links_to_folders_in_a_circle_have_no_size_and_are_told(made, lines):
    root, _ = made
    build(root, *lines)
    found = book(root)
    assert found.total.borrowed == Amount()
    (one,) = found.uncounted
    assert (str(one.cause), one.count) == ("links in a circle", len(lines))


def test_what_lies_beside_a_circle_is_counted_all_the_same(made):
    root, each = made
    build(
        root,
        "experiments/e/other -> ../f",
        "experiments/f/back -> ../e",
        "experiments/f/train -> ../../data/processed/v1/train",
        "experiments/g/f -> ../f",
    )
    found = book(root)
    assert row(found, "experiments/f").borrowed.allocated == 3 * each
    assert row(found, "experiments/g").borrowed.allocated == 3 * each
    assert row(found, "experiments/e").uncounted == row(found, "experiments/f").uncounted == 1


def test_storage_that_does_not_answer_is_told_and_not_guessed(made):
    root, _ = made
    build(root, "experiments/e/train -> ../../data/processed/v1/train")
    project = Project.open(root)
    project.load()
    (listing,) = project.relist([b"experiments/e"])
    from dataclasses import replace

    project.take(replace(listing, health=bytes([Health.NOT_ANSWERING])))
    found = ledger(project)
    (one,) = found.uncounted
    assert (str(one.cause), one.paths) == ("storage not answering", (b"experiments/e/train",))
    assert found.total.borrowed == Amount()


def test_a_folder_that_cannot_be_read_is_told(made, monkeypatch):
    root, _ = made
    project = Project.open(root)
    project.load()
    os.rename(root + b"/data/processed/v1/train", root + b"/data/processed/v1/moved")
    (one,) = ledger(project).uncounted
    assert one.paths == (b"data/processed/v1/train",)
    assert "it is not there" in one.cause


def test_a_file_that_went_away_since_the_scan_is_told_with_the_links_to_it(made):
    root, each = made
    build(root, "experiments/e/0.jpg -> ../../data/processed/v1/train/0.jpg")
    project = Project.open(root)
    project.load()
    os.unlink(root + b"/data/processed/v1/train/0.jpg")
    found = ledger(project)
    assert found.total.held.allocated == 2 * each
    (one,) = found.uncounted
    assert set(one.paths) == {b"data/processed/v1/train/0.jpg", b"experiments/e/0.jpg"}


def test_of_a_huge_place_outside_only_a_part_is_counted_and_that_is_told(
    made, tmp_path, monkeypatch
):
    monkeypatch.setattr(expanding, "OUTSIDE", 3)
    store = build(tmp_path / "store", "a/", "b/c/")
    fill(store, *(f"a/{n}.jpg" for n in range(3)), "b/c/x.jpg")
    build(made[0], f"data/raw/far -> {os.fsdecode(store)}")
    (one,) = book(made[0]).uncounted
    assert "more than 3 entries outside of the project" in one.cause
    assert one.paths[0].startswith(store)


def test_a_place_outside_that_does_not_answer_is_not_touched_and_told(made, tmp_path, monkeypatch):
    store = build(tmp_path / "store", "a.jpg")
    build(
        made[0], f"data/raw/far -> {os.fsdecode(store)}", f"top.jpg -> {os.fsdecode(store)}/a.jpg"
    )
    project = Project.open(made[0])
    project.load()
    monkeypatch.setattr(Contents, "answers", lambda _self, path: not path.startswith(store))
    found = ledger(project)
    assert {str(m.cause): m.count for m in found.uncounted} == {"its storage does not answer": 2}
    assert found.total.borrowed == Amount()


def test_a_hole_in_a_file_takes_nothing_and_is_apparent(made):
    root, _ = made
    with open(root + b"/data/processed/v1/train/hole.bin", "wb") as file:
        file.truncate(1 << 20)
    held = row(book(root), "data/processed/v1").held
    assert held.apparent == 3 * SIZE + (1 << 20)
    assert held.allocated < 1 << 20


def test_it_ends_when_cancelled_and_tells_how_far_it_is(made):
    root, _ = made
    told = []
    with pytest.raises(Cancelled):
        book(root, cancelled=lambda: bool(told), progress=lambda *far: told.append(far))
    book(root, progress=lambda *far: told.append(far))
    done, of = told[-1]
    assert done == of > 3


def test_nothing_is_written_and_no_file_is_opened(made, monkeypatch):
    root, _ = made
    build(root, "experiments/e/train -> ../../data/processed/v1/train")
    os.mkfifo(root + b"/data/processed/v1/train/fifo")  # it would block whoever opens it
    before = {p: os.lstat(p).st_mtime_ns for p in _all(root)}
    book(root)
    assert {p: os.lstat(p).st_mtime_ns for p in _all(root)} == before


def _all(root: bytes) -> list[bytes]:
    return [os.path.join(f, n) for f, fs, ns in os.walk(root) for n in (*fs, *ns)]
