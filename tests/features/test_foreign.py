"""A project that was written on another system is read, told of and mended here."""

import os

import pytest

from cvlink_gui.features.inspect import details
from cvlink_gui.features.moves import propose_repair
from cvlink_gui.features.places import other_case
from cvlink_gui.features.project import Project
from tests.conftest import build


def loaded(root: bytes, *lines: str) -> Project:
    build(root, *lines)
    project = Project.open(root)
    project.load()
    return project


def repaired(project: Project) -> dict[bytes, bytes]:
    proposal = propose_repair(project)
    project.run(project.propose(proposal).plan)
    return {
        step.path: os.readlink(project.policy.absolute(step.path)) for step in proposal.plan.steps
    }


TEXTS = {
    "..\\..\\data\\splits\\v1\\train": "../../data/splits/v1/train",
    "C:\\work\\project\\data\\splits\\v1\\train": "../../data/splits/v1/train",
    "\\\\server\\share\\project\\data\\splits\\v1\\train": "../../data/splits/v1/train",
}


@pytest.mark.parametrize("text", TEXTS)
def test_links_windows_wrote_are_told_and_mended(root, text):
    project = loaded(root, f"experiments/other/train -> {text}")
    assert details(project, b"experiments/other/train").elsewhere.endswith("of Windows")
    assert repaired(project) == {b"experiments/other/train": TEXTS[text].encode()}
    project.load()
    assert details(project, b"experiments/other/train").elsewhere == ""


def test_a_target_in_other_letter_case_is_found_where_only_one_fits(root):
    project = loaded(
        root,
        "experiments/other/train -> ../../Data/Splits/V1/Train",
        "experiments/other/val -> ../../Data/Splits/V1/VAL",
    )
    proposal = propose_repair(project)
    notes = {note.evidence for note in proposal.notes.values()}
    assert notes == {"the same path in other letter case"}
    assert repaired(project)[b"experiments/other/val"] == b"../../data/splits/v1/val"


def test_of_two_names_that_fit_none_is_taken(root):
    project = loaded(root, "data/splits/V1/train/")
    assert other_case(project, b"data/splits/v1/TRAIN") == b"data/splits/v1/train"
    assert other_case(project, b"data/SPLITS/V1/x") is None
    assert other_case(project, b"data/splits/vI/train") is None
    build(root, "data/splits/a/Set/", "data/splits/a/SET/")
    project.load()
    assert other_case(project, b"data/splits/a/set") is None
    assert other_case(project, b"data/splits/a/Set") is None


def test_a_name_macos_took_apart_is_found(root):
    project = loaded(
        root, "data/splits/v\u00e9/train/", "experiments/l -> ../data/splits/ve\u0301/train"
    )
    assert repaired(project) == {b"experiments/l": "../data/splits/v\u00e9/train".encode()}
