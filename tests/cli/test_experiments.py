"""`cvlink experiment`, as it is typed."""

import os

import pytest

from tests.conftest import build, seen


def test_an_experiment_is_made_from_a_version(told, root):
    before = seen(root)
    code, plan = told("experiment", "create", "new", "--data", "v1", "--dry-run")
    assert (code, plan["schema"], seen(root)) == (0, "cvlink.plan/1", before)
    code, plan = told("experiment", "create", "new", "--from", "v1", "--splits", "val", "--yes")
    assert (code, plan["done"]) == (0, True)
    assert os.readlink(root + b"/experiments/new/val") == b"../../data/splits/v1/val"
    assert sorted(os.listdir(root + b"/experiments/new")) == [b"models", b"val"]


def test_a_version_is_named_as_it_is_seen_from_the_working_folder(told, root, monkeypatch):
    monkeypatch.chdir(os.fsdecode(root) + "/data/processed")
    told("experiment", "create", "new", "--data", "v2", "--yes")
    assert os.readlink(root + b"/experiments/new/val") == b"../../data/processed/v2/val"


def test_a_version_that_is_not_there_is_told_with_those_that_are(cvlink, root):
    code, out, err = cvlink("experiment", "create", "new", "--data", "v9", "--yes")
    assert (code, "v9: the source is not there" in out) == (1, True)
    assert "There is no version v9 of the data. There are: v1, v2." in err


def test_an_experiment_with_results_warns_before_it_is_retargeted(told, root):
    build(root, "experiments/baseline/models/best.pt")
    words = ("experiment", "create", "baseline", "--data", "v2", "--dry-run")
    assert told(*words)[0] == 1
    code, plan = told(*words, "--replace")
    assert (code, [w["path"] for w in plan["warnings"]]) == (0, ["experiments/baseline"])
    code, plan = told("unlink", "experiments/baseline/val", "--dry-run")
    assert [w["path"] for w in plan["warnings"]] == ["experiments/baseline"]


def test_an_experiment_is_duplicated_and_compared(told, cvlink, root):
    code, plan = told("experiment", "duplicate", "baseline", "second", "--yes")
    assert (code, plan["done"]) == (0, True)
    code, found = told("experiment", "compare", "baseline", "second")
    assert (code, found["schema"], found["retargeted"]) == (0, "cvlink.experiment/1", [])
    assert {split["name"]: split["images"] for split in found["splits"]} == {
        "train": [1, 1],
        "val": [1, 1],
    }
    told("retarget", "experiments/second/val", "--to", "data/processed/v2/val", "--yes")
    for words in (("experiment", "compare", "baseline", "second"), ("diff", "baseline", "second")):
        code, out, _ = cvlink(*words)
        assert code == 0
        assert "  ~ val: data/splits/v1/val => data/processed/v2/val" in out.splitlines()


@pytest.mark.parametrize(
    "words",
    [
        ("create", "new"),
        ("create", "new", "other", "--data", "v1"),
        ("compare", "baseline"),
        ("compare", "baseline", "none"),
        ("compare", "baseline", "baseline", "--data", "v1"),
        ("duplicate", "baseline"),
        ("duplicate", "baseline", "new", "--splits", "val"),
    ],
)
def test_what_makes_no_sense_is_refused(cvlink, root, words):
    before = seen(root)
    assert (cvlink("experiment", *words)[0], seen(root)) == (2, before)


def test_what_cannot_be_made_is_refused(cvlink, root):
    before = seen(root)
    for words in (
        ("create", "new", "--data", "v9"),
        ("create", "a/b", "--data", "v1"),
        ("duplicate", "none", "new"),
        ("duplicate", "baseline", "baseline"),
    ):
        assert cvlink("experiment", *words, "--yes")[0] == 1
    assert {p: w for p, w in seen(root).items() if p != b"cvlink.toml"} == {
        p: w for p, w in before.items() if p != b"cvlink.toml"
    }
