"""`cvlink subset`, as it is typed."""

import os

import pytest

from tests.conftest import seen
from tests.features.coco import data_set, many

SOURCE = "data/processed/full/instances.json"
DEST = "experiments/new/data"


@pytest.fixture(autouse=True)
def _data(root):
    data_set(root, many(40))


def test_a_subset_is_planned_made_proved_and_undone(told, root):
    before = seen(root)
    words = ("subset", "create", SOURCE, DEST, "--ratio", "0.25", "--seed", "42")
    code, plan = told(*words, "--dry-run")
    assert (code, plan["schema"], seen(root)) == (0, "cvlink.plan/1", before)
    code, done = told(*words, "--yes")
    assert (code, done["done"], done["steps"]) == (0, True, plan["steps"])
    told_of = done["subset"]
    assert (told_of["k"], told_of["images"], told_of["whole"]) == (10, 10, False)
    assert sum(one["after"] for one in told_of["classes"]) == told_of["annotations"]
    code, found = told("subset", "verify", DEST)
    assert (code, found["schema"], found["ok"]) == (0, "cvlink.subset_verify/1", True)
    assert found["images"] == 10
    code, _ = told("undo", "--yes")
    assert code == 0
    code, found = told("subset", "verify", DEST)
    assert (code, len(found["problems"])) == (1, 10)


def test_all_of_it_is_one_link(cvlink, root):
    code, out, _ = cvlink("subset", "create", SOURCE, DEST, "--ratio", "1", "--yes")
    assert (code, out) == (0, "Done: 1 x mkdir, 1 x create\n")
    assert os.readlink(os.path.join(root, DEST.encode())) == b"../../data/processed/full"
    code, out, _ = cvlink("subset", "verify", DEST)
    assert (code, "whole data set" in out) == (0, True)


def test_every_option_finds_its_way(told):
    words = ["--count", "9", "--method", "stratified", "--classes", "person,7", "--match", "any",
             "--class", "dog", "--min-per-class", "1", "--max-per-class", "8", "--min-area", "100",
             "--max-area", "4000", "--crowd", "drop", "--without-annotations", "0.1",
             "--group", "00", "--images", "data/processed/full/images", "--absolute"]  # fmt: skip
    code, done = told("subset", "create", SOURCE, DEST, *words, "--yes")
    assert (code, done["done"]) == (0, True)
    assert done["steps"][-1]["after"].startswith("/")
    assert told("subset", "verify", DEST)[0] == 0


def test_a_change_is_told_by_name(cvlink, root):
    cvlink("subset", "create", SOURCE, DEST, "--ratio", "0.5", "--yes")
    link = min(os.scandir(os.path.join(root, DEST.encode(), b"images")), key=lambda e: e.name)
    os.unlink(link.path)
    code, out, _ = cvlink("subset", "verify", DEST)
    assert code == 1
    assert out.splitlines() == [
        f"{DEST}/images/{os.fsdecode(link.name)}: the link is not there",
        "Not as it was made: 1 difference",
    ]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("create", SOURCE), "a new folder"),
        (("create", SOURCE, DEST), "a ratio or a count"),
        (("create", SOURCE, DEST, "--ratio", "0"), "above 0"),
        (("create", SOURCE, DEST, "--ratio", "1.5"), "above 0"),
        (("create", SOURCE, DEST, "--ratio", "nan"), "above 0"),
        (("create", SOURCE, DEST, "--ratio", "0.1", "--classes", "bird"), "no class bird"),
        (("create", "none.json", DEST, "--ratio", "0.1"), "not there"),
        (("create", SOURCE, DEST, "--ratio", "0.1", "--images", "none"), "no such folder"),
        (("verify", DEST), "not there"),
        (("verify", DEST, "--seed", "1"), "does not take"),
        (("create", SOURCE, DEST, "--ratio", "x"), "invalid float"),
    ],
)
def test_wrong_words_are_told(cvlink, root, words, why):
    before = seen(root)
    code, out, err = cvlink("subset", *words)
    assert (code, out) == (2, "")
    assert why in err
    assert seen(root) == before


def test_a_conflict_changes_nothing(cvlink, root):
    before = seen(root)
    code, out, _ = cvlink("subset", "create", SOURCE, "experiments/baseline", "--ratio", "0.1")
    assert (code, "a folder is in this place" in out) == (1, True)
    assert seen(root) == before
