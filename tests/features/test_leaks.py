"""Which links of an experiment are splits, and have to be apart."""

import pytest

from cvlink_gui.core.findings import Finding
from cvlink_gui.features.audit import audit
from cvlink_gui.features.project import Project
from tests.conftest import build

DATA = (
    "data/raw/a.jpg",
    "data/raw/b.jpg",
    "data/processed/v1/train/a.jpg -> ../../../raw/a.jpg",
    "data/processed/v1/train/b.jpg -> ../../../raw/b.jpg",
    "data/processed/v1/val/b.jpg -> ../../../raw/b.jpg",
    "data/splits/v1/train2017 -> ../../processed/v1/train",
    "data/splits/v1/val -> ../../processed/v1/val",
)


def leaks(root: bytes) -> list[Finding]:
    project = Project.open(root)
    project.load()
    return [finding for finding in audit(project).findings if finding.rule == "split-leak"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("train -> ../../data/splits/v1/train2017", "val -> ../../data/splits/v1/val"),
        ("fit -> ../../data/splits/v1/train2017", "check -> ../../data/splits/v1/val"),
        ("my-train -> ../../data/raw", "val_2 -> ../../data/raw"),
        ("train -> ../../data/raw", "all -> ../../data/processed/v1/val"),
    ],
)
def test_links_that_are_or_lead_to_two_splits_have_to_be_apart(tmp_path, one, other):
    (finding,) = leaks(build(tmp_path, *DATA, f"experiments/e/{one}", f"experiments/e/{other}"))
    assert len(finding.paths) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("all -> ../../data/raw", "same -> ../../data/raw"),
        ("train -> ../../data/splits/v1/train2017", "all -> ../../data/raw"),
        ("fit -> ../../data/splits/v1/train2017", "again -> ../../data/processed/v1/train"),
        ("train_val -> ../../data/raw", "val -> ../../data/splits/v1/val"),
    ],
)
def test_links_of_which_one_is_no_split_may_share_everything(tmp_path, one, other):
    assert not leaks(build(tmp_path, *DATA, f"experiments/e/{one}", f"experiments/e/{other}"))


def test_many_links_to_one_split_are_one_split(tmp_path):
    many = [f"experiments/e/fit-{n:03} -> ../../data/splits/v1/train2017" for n in range(500)]
    (finding,) = leaks(build(tmp_path, *DATA, *many, "experiments/e/val -> ../../data/raw"))
    assert len(finding.paths) == 501
    assert finding.evidence["count"] == 2
