import json
import os
from pathlib import Path

import pytest

from cvlink_gui.core.errors import StorageError, UsageError
from cvlink_gui.core.findings import Verdict
from cvlink_gui.core.rules import Severity
from cvlink_gui.features.audit import audit
from cvlink_gui.features.project import Project
from cvlink_gui.features.sample import FAULTS, create_sample
from cvlink_gui.resources import resource
from tests.conftest import build, seen


@pytest.fixture
def root(tmp_path) -> bytes:
    folder = os.fsencode(tmp_path / "sample")
    create_sample(folder)
    return folder


def test_the_sample_is_a_project_with_all_its_parts(root):
    assert len(Project.open(root).layout.roles) == 4
    assert os.readlink(root + b"/experiments/baseline/train") == b"../../data/splits/v1/train"


def test_the_samples_pictures_come_from_the_program(root):
    shipped = sorted(path.name for path in resource("sample", "images").iterdir())
    assert sorted(os.listdir(root + b"/data/raw/street/images")) == list(map(os.fsencode, shipped))
    assert len(shipped) == 48


def test_every_split_names_just_the_pictures_in_it(root):
    for split in Path(os.fsdecode(root), "data/processed").glob("v*/*"):
        coco = json.loads((split / "instances.json").read_bytes())
        ids = {image["id"] for image in coco["images"]}
        assert {image["file_name"] for image in coco["images"]} == {
            path.name for path in (split / "images").iterdir() if path.is_file()
        }
        assert {item["image_id"] for item in coco["annotations"]} <= ids


def test_the_audit_finds_the_planted_faults_and_no_others(root):
    project = Project.open(root)
    project.load()
    found = audit(project)
    verdicts = {os.path.basename(e.path): e.verdict for e in found.experiments}
    assert verdicts == {
        b"baseline": Verdict.READY,
        b"improved": Verdict.READY,
        b"faulty": Verdict.NOT_READY,
    }
    told = [f for f in found.findings if f.severity is not Severity.INFO]
    faulty = {os.path.basename(p) for f in told for p in f.paths}
    assert faulty == set(map(os.fsencode, FAULTS))
    assert {f.rule for f in told} == {
        "dangling",
        "loop",
        "outside-roots",
        "empty",
        "split-leak",
    }


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    for folder in (build(tmp_path / "d", "x"), build(tmp_path, "f") + b"/f"):
        before = seen(os.fsencode(tmp_path))
        with pytest.raises(UsageError, match="something here already"):
            create_sample(folder)
        assert seen(os.fsencode(tmp_path)) == before


def test_a_place_that_cannot_be_written_is_a_storage_error(tmp_path):
    with pytest.raises(StorageError, match="create the sample project"):
        create_sample(build(tmp_path, "f") + b"/f/below")
