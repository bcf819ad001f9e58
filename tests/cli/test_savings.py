"""`cvlink savings` and `cvlink deduplicate`."""

import os

import pytest

from tests.conftest import build
from tests.features.test_duplicates import copy
from tests.features.test_savings import fill


@pytest.fixture
def twice(root):
    fill(root, "data/processed/v3/big.jpg")
    copy(root, "data/processed/v3/big.jpg", "experiments/e2/big.jpg")
    os.utime(root + b"/data/processed/v3/big.jpg", ns=(0, 1))
    return root


def test_a_row_for_each_place_and_the_sum(cvlink, root):
    code, out, _ = cvlink("savings")
    lines = out.splitlines()
    assert code == 0
    assert lines[0].split() == ["on", "the", "disk", "as", "copies", "saved", "lent", "users"]
    assert [line.split("  ")[0] for line in lines[1:]] == [
        "data/raw", "data/processed/v1", "data/processed/v2", "data/splits/v1",
        "experiments/baseline", "in all",
    ]  # fmt: skip


def test_the_numbers_in_json_are_bytes_and_add_up(told, root):
    build(root, "experiments/baseline/gone -> nowhere")
    code, found = told("savings")
    assert (code, found["schema"]) == (0, "cvlink.savings/1")
    block = os.stat(root + b"/data/raw/a.jpg").st_blocks * 512
    assert found["total"]["files"] == 3 * block
    assert found["total"]["saved"] == sum(place["saved"] for place in found["places"]) == 8 * block
    assert found["uncounted"] == [
        {"cause": "target missing", "count": 1, "paths": [{"path": "experiments/baseline/gone"}]}
    ]
    assert "duplicates" not in found


def test_duplicates_are_named_when_asked_for(cvlink, told, twice):
    assert "1 copies could be links" in cvlink("savings", "--duplicates")[1]
    (same,) = told("savings", "--duplicates")[1]["duplicates"]
    assert same["stays"] == "data/processed/v3/big.jpg"
    assert same["copies"] == [
        {"path": "experiments/e2/big.jpg", "bytes": same["saved"], "left_out": None}
    ]


def test_a_dry_run_shows_the_plan_and_changes_nothing(told, twice):
    code, plan = told("deduplicate", "--dry-run")
    assert (code, [step["action"] for step in plan["steps"]]) == (0, ["mkdir", "replace"])
    assert plan["steps"][1]["before"] == "file"
    assert plan["steps"][1]["after"] == "../../data/processed/v3/big.jpg"
    assert not os.path.islink(twice + b"/experiments/e2/big.jpg")


def test_copies_are_replaced_undone_replaced_and_deleted(cvlink, told, twice):
    assert cvlink("deduplicate", "--yes")[0] == 0
    assert os.path.islink(twice + b"/experiments/e2/big.jpg")
    assert cvlink("undo", "--yes")[0] == 0
    assert not os.path.islink(twice + b"/experiments/e2/big.jpg")
    assert cvlink("deduplicate", "experiments", "--yes")[0] == 0
    code, found = told("deduplicate", "--empty", "--dry-run")
    assert (code, found["deleted"], len(found["kept"])) == (0, 0, 1)
    code, found = told("deduplicate", "--empty", "--yes")
    assert (code, found["deleted"], found["deleted_bytes"]) == (0, 1, found["bytes"])
    assert cvlink("undo", "--yes")[0] == 1


def test_without_a_terminal_nothing_is_deleted_unasked(cvlink, twice):
    cvlink("deduplicate", "--yes")
    code, _, err = cvlink("deduplicate", "--empty")
    assert (code, "--yes" in err) == (2, True)


def test_to_empty_is_about_all_files_that_are_kept(cvlink, twice):
    cvlink("deduplicate", "--yes")
    code, _, err = cvlink("deduplicate", "experiments", "--empty", "--yes")
    assert (code, "takes no paths" in err) == (2, True)
    assert [name for name in os.listdir(twice) if name.startswith(b".cvlink-kept-")]


def test_where_nothing_is_there_twice_it_is_said(cvlink, root):
    code, _, err = cvlink("deduplicate", "--yes")
    assert (code, "no file that a link could replace" in err) == (2, True)
