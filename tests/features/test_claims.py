import os

import pytest

from cvlink_gui.core.layout import Role
from cvlink_gui.features.audit import Request, audit
from cvlink_gui.features.audit.claims import Claim, claim_of
from cvlink_gui.features.project import Project
from tests.conftest import build
from tests.features.stores import dvc_add, found, rules, write

RULE = "same-claim-different-data"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (b"../../data/splits/v1/train", Claim(b"v1/train", Role.SPLITS)),
        (b"/mnt/nas/splits/v1/train", Claim(b"v1/train", Role.SPLITS)),
        (b"/mnt/nas/coco/v1.2/train", Claim(b"coco/v1.2/train", None)),
        (b"../data/coco/2026-01-31", Claim(b"coco/2026-01-31", None)),
        (b"../../data/raw", None),
        (b"../data/train", None),
    ],
)
def test_a_link_says_by_its_text_which_version_it_means(text, claim):
    assert claim_of(text) == claim


@pytest.fixture
def root(tmp_path):
    return build(
        tmp_path / "p",
        "data/splits/v1/train/a.jpg",
        "data/splits/v2/train/b.jpg",
        "old/splits/v1/train/a.jpg",
        "experiments/a/train -> ../../data/splits/v1/train",
    )


def test_one_name_for_two_places_is_found_in_both_experiments(root):
    build(root, "experiments/b/train -> ../../old/splits/v1/train")
    findings = found(root, RULE)
    assert {f.experiment for f in findings} == {b"a", b"b"}
    assert findings[0].paths == (b"experiments/a/train", b"experiments/b/train")
    assert findings[0].evidence["leads_to"] == {
        "data/splits/v1/train": ["experiments/a/train"],
        "old/splits/v1/train": ["experiments/b/train"],
    }


def test_links_to_files_claim_the_folder_they_lead_into(root):
    build(root, "experiments/b/train/a.jpg -> ../../../old/splits/v1/train/a.jpg")
    build(root, "experiments/a2/train/a.jpg -> ../../../data/splits/v1/train/a.jpg")
    assert {f.experiment for f in found(root, RULE)} == {b"a", b"a2", b"b"}


@pytest.mark.parametrize(
    "line",
    [
        "experiments/b/train -> ../../data/splits/v1/train",
        "experiments/b/train -> ../../data/splits/v2/train",
        "experiments/b/train -> ../../same/splits/v1/train",
        "experiments/b/train -> ../../data/processed/v1/train",
        "experiments/b/val -> ../../old/splits/v1/gone",
        "experiments/a/other -> ../../old/splits/v1/train",
    ],
    ids=["same", "other version", "same by a link", "other role", "broken", "one experiment"],
)
def test_what_is_the_same_or_called_otherwise_is_well(root, line):
    build(root, "same/splits/v1 -> ../../data/splits/v1", "data/processed/v1/train/a.jpg", line)
    assert found(root, RULE) == []


def test_versions_of_two_data_sets_are_not_one(tmp_path):
    root = build(
        tmp_path / "p",
        "store/coco/v1/a.jpg",
        "store/lvis/v1/a.jpg",
        "experiments/a/data -> ../../store/coco/v1",
        "experiments/b/data -> ../../store/lvis/v1",
    )
    assert found(root, RULE) == []


def test_two_places_with_one_content_key_are_one_version(root):
    files = {"x.jpg": b"x"}
    for place in ("one/raw/v1", "two/raw/v1"):
        os.makedirs(os.path.join(root, place.encode()))
        dvc_add(root, place, files)
    build(root, "experiments/c/d -> ../../one/raw/v1", "experiments/d/d -> ../../two/raw/v1")
    assert found(root, RULE) == []
    dvc_add(root, "three/raw/v1", {"x.jpg": b"y"})
    build(root, "experiments/e/d -> ../../three/raw/v1")
    assert {f.experiment for f in found(root, RULE)} == {b"c", b"d", b"e"}


# Names that collide


def test_names_that_differ_by_case_only_are_told_of(root):
    write(root, "data/splits/v1/train/A.jpg", b"")
    (finding,) = found(root, "name-collision")
    assert finding.paths == (b"data/splits/v1/train/A.jpg", b"data/splits/v1/train/a.jpg")
    assert finding.experiment == b"a"


def test_names_that_differ_by_unicode_form_only_are_told_of(root):
    write(root, "data/splits/v1/train/caf\u00e9.jpg", b"")
    write(root, "data/splits/v1/train/cafe\u0301.jpg", b"")
    (finding,) = found(root, "name-collision")
    assert len(finding.paths) == 2


@pytest.mark.parametrize("names", [("b.jpg", "B.png"), ("1", "2"), ("\xe9", "e"), ("A", "B")])
def test_names_that_differ_by_more_do_not_collide(root, names):
    for name in names:
        write(root, f"data/splits/v1/train/{name}", b"")
    assert "name-collision" not in rules(root)


def test_bytes_that_are_no_text_collide_with_nothing(root):
    write(root, os.fsdecode(b"data/splits/v1/train/\xff.jpg"), b"")
    write(root, os.fsdecode(b"data/splits/v1/train/\xfe.jpg"), b"")
    assert "name-collision" not in rules(root)


def fixes(root):
    project = Project.open(root)
    project.load()
    found = audit(project, Request(fixes=True)).findings
    return project, {f.experiment: f.fix for f in found if f.rule == RULE}


def test_the_one_experiment_that_means_other_data_is_pointed_at_what_the_others_mean(root):
    build(root, "experiments/b/train -> ../../data/splits/v1/train")
    build(root, "experiments/c/train -> ../../old/splits/v1/train")
    project, plans = fixes(root)
    assert (plans[b"a"], plans[b"b"]) == (None, None)
    assert [s.path for s in plans[b"c"].steps] == [b"experiments/c/train"]
    assert project.run(plans[b"c"]).ok
    assert os.readlink(root + b"/experiments/c/train") == b"../../data/splits/v1/train"
    assert found(root, RULE) == []


@pytest.mark.parametrize(
    "lines",
    [
        ["experiments/b/train -> ../../old/splits/v1/train"],
        [
            "experiments/b/train -> ../../data/splits/v1/train",
            "experiments/c/train -> ../../old/splits/v1/train",
            "experiments/d/train -> ../../old/splits/v1/train",
        ],
        [
            "experiments/b/train -> ../../data/splits/v1/train",
            "experiments/c/train/a.jpg -> ../../../old/splits/v1/train/a.jpg",
        ],
    ],
)
def test_without_a_clear_majority_or_for_links_to_files_there_is_no_fix(root, lines):
    build(root, *lines)
    plans = fixes(root)[1]
    assert plans
    assert set(plans.values()) == {None}
