"""Experiments: made, duplicated, compared, and warned of where they have results."""

import json
import os
from pathlib import Path

import pytest

from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.snapshots import Retargeted
from cvlink_gui.features import comparing, experiments, linking
from cvlink_gui.features.frozen import frozen
from cvlink_gui.features.project import Project
from cvlink_gui.features.retarget import propose_style, propose_target
from cvlink_gui.features.sample import create_sample
from cvlink_gui.fs.crossing import nothing_can_hang
from tests.conftest import build, seen


def created(project: Project, name: bytes, data: bytes, *splits: bytes, replace: bool = False):
    version = experiments.find_data(project, data)
    return project.propose(
        experiments.propose_create(project, name, version, splits, replace=replace)
    )


def test_an_experiment_has_a_link_for_each_split_and_a_folder_for_models(root):
    project = Project.open(root)
    proposal = created(project, b"new", b"v1")
    assert proposal.conflicts == ()
    assert project.run(proposal.plan).ok
    below = {p: what for p, what in seen(root).items() if p.startswith(b"experiments/new/")}
    assert below == {
        b"experiments/new/train": b"../../data/splits/v1/train",
        b"experiments/new/val": b"../../data/splits/v1/val",
        b"experiments/new/models": None,
    }
    assert created(project, b"new", b"v1").plan.steps == ()


def test_a_version_is_found_in_splits_then_in_processed_or_by_its_path(root):
    project = Project.open(root)
    assert experiments.find_data(project, b"v1") == b"data/splits/v1"
    assert experiments.find_data(project, b"v2") == b"data/processed/v2"
    assert experiments.find_data(project, b"data/processed/v1") == b"data/processed/v1"
    assert experiments.find_data(project, b"v9") == b"v9"
    (conflict, *_) = created(project, b"new", b"v9").conflicts
    assert conflict.reason == "the source is not there"


def test_any_splits_can_be_asked_for_and_each_has_to_be_there(root):
    build(root, "data/processed/v3/fold1/", "data/processed/v3/fold2/")
    project = Project.open(root)
    steps = created(project, b"new", b"v3", b"fold2").plan.steps
    assert [s.path for s in steps if s.action == "create"] == [b"experiments/new/fold2"]
    conflicts = created(project, b"new", b"v3", b"fold1", b"fold9").conflicts
    assert [c.path for c in conflicts] == [b"data/processed/v3/fold9"]


def test_a_version_without_splits_is_one_link(root):
    project = Project.open(root)
    steps = created(project, b"new", b"data/raw").plan.steps
    assert [(s.path, s.action) for s in steps] == [
        (b"experiments/new", "mkdir"),
        (b"experiments/new/data", "create"),
        (b"experiments/new/models", "mkdir"),
    ]


@pytest.mark.parametrize("name", [b"", b"a/b", b"..", b"../x", b".", b"/abs", b"a\0b"])
def test_a_name_that_is_none_is_refused(root, name):
    before = seen(root)
    project = Project.open(root)
    assert created(project, name, b"v1").conflicts
    assert seen(root) == before


def test_an_experiment_that_is_there_is_retargeted_only_when_asked(root):
    project = Project.open(root)
    assert {c.path for c in created(project, b"baseline", b"v2").conflicts} == {
        b"experiments/baseline/train",
        b"experiments/baseline/val",
    }
    proposal = created(project, b"baseline", b"v2", replace=True)
    assert project.run(proposal.plan).ok
    assert os.readlink(root + b"/experiments/baseline/val") == b"../../data/processed/v2/val"


def test_a_duplicate_has_the_same_links_and_those_into_itself_lead_into_itself(root):
    build(
        root,
        "experiments/baseline/sub/deep -> ../../../data/raw",
        "experiments/baseline/best -> models/best.pt",
        "experiments/baseline/models/best.pt",
        f"experiments/baseline/abs -> {os.fsdecode(root)}/data/raw",
    )
    project = Project.open(root)
    project.load()
    proposal = project.propose(experiments.propose_duplicate(project, b"baseline", b"second"))
    assert proposal.conflicts == ()
    project.run(proposal.plan)
    links = {p: w for p, w in seen(root + b"/experiments/second").items() if w is not None}
    assert links == {
        b"abs": root + b"/data/raw",
        b"best": b"models/best.pt",
        b"sub/deep": b"../../../data/raw",
        b"train": b"../../data/splits/v1/train",
        b"val": b"../../data/splits/v1/val",
    }
    assert os.listdir(root + b"/experiments/second/models") == []


def test_a_duplicate_of_nothing_and_over_something_are_refused(root):
    project = Project.open(root)
    project.load()
    assert experiments.propose_duplicate(project, b"none", b"new").conflicts
    build(root, "experiments/there/")
    assert experiments.propose_duplicate(project, b"baseline", b"there").conflicts


# Frozen


def test_results_and_manifests_freeze_an_experiment(tmp_path):
    root = build(tmp_path, "e/models/.gitkeep", "e/notes.txt", "e/params.json", "e/runs/")
    assert frozen(root + b"/e", nothing_can_hang) == ""
    assert frozen(root + b"/none", nothing_can_hang) == ""
    (tmp_path / "e/frozen.json").write_text(json.dumps({"schema": "cvlink.manifest/1"}))
    assert frozen(root + b"/e", nothing_can_hang) == "a manifest: frozen.json"
    build(root, "e/models/a/b/best.pt")
    assert frozen(root + b"/e", nothing_can_hang) == "a manifest: frozen.json"
    os.unlink(root + b"/e/frozen.json")
    assert frozen(root + b"/e", nothing_can_hang) == "results: models/a/b/best.pt"
    assert frozen(root + b"/e", lambda _path: b"/mnt") == ""


def test_every_plan_that_changes_links_of_an_experiment_with_results_warns_once(root):
    build(root, "experiments/baseline/models/best.pt")
    project = Project.open(root)
    policy, look = project.policy, project.looks()
    links = [b"experiments/baseline/train", b"experiments/baseline/val"]
    removed = project.propose(linking.propose_unlink(links, policy, look))
    retargeted = created(project, b"baseline", b"v2", replace=True)
    for proposal in (removed, retargeted):
        (warning,) = [w for w in proposal.warnings if "results: models/best.pt" in w.reason]
        assert (warning.path, proposal.conflicts) == (b"experiments/baseline", ())
    added = linking.propose_links(
        [linking.Pair(b"experiments/baseline/more", b"data/raw")], policy, look, style="relative"
    )
    assert project.propose(added).warnings == ()


@pytest.mark.parametrize("is_scanned", [True, False])
def test_a_link_on_the_way_to_the_data_of_an_experiment_with_results_warns(root, is_scanned):
    """It leads nowhere else itself, and reads other data all the same."""
    build(
        root,
        "experiments/baseline/models/best.pt",
        "data/current -> splits/v1",
        "data/other -> splits/v1",
        "experiments/through/train -> ../../data/current/train",
        "experiments/through/runs/last.pt",
        "experiments/idle/train -> ../../data/current/train",
    )
    project = Project.open(root)
    if is_scanned:
        project.load()

    def warned(link: bytes) -> list[tuple[bytes, str]]:
        found = propose_target(project, b"data/processed/v2", [link])
        return [(w.path, w.reason) for w in project.propose(found).warnings]

    ((path, reason),) = warned(b"data/current")
    assert path == b"experiments/through"
    assert "through data/current and has results: runs/last.pt" in reason
    assert warned(b"data/other") == []


@pytest.mark.parametrize("is_scanned", [True, False])
def test_a_link_in_the_data_an_experiment_with_results_reaches_warns(root, is_scanned):
    build(
        root,
        "data/raw/many/a.jpg",
        "data/raw/many/b.jpg",
        "data/splits/v3/train/a.jpg -> ../../../raw/many/a.jpg",
        "data/splits/v3/val/a.jpg -> ../../../raw/many/a.jpg",
        "experiments/files/train -> ../../data/splits/v3/train",
        "experiments/files/weights/best.pt",
    )
    project = Project.open(root)
    if is_scanned:
        project.load()
    for split, expected in ((b"train", [b"experiments/files"]), (b"val", [])):
        link = b"data/splits/v3/" + split + b"/a.jpg"
        found = project.propose(propose_target(project, b"data/raw/many/b.jpg", [link]))
        assert [warning.path for warning in found.warnings] == expected


def test_a_link_that_names_its_target_in_another_way_warns_of_nothing(root):
    build(root, "experiments/baseline/models/best.pt")
    project = Project.open(root)
    links = [b"experiments/baseline/train"]
    proposal = project.propose(propose_style(project, "absolute", links))
    assert len(proposal.plan.steps) == 1
    assert [w for w in proposal.warnings if "results" in w.reason] == []


# Compared


def compared(root: bytes, one: bytes, other: bytes) -> comparing.Comparison:
    project = Project.open(root)
    project.load()
    return comparing.compare(project, one, other)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    root = os.fsencode(tmp_path_factory.mktemp("compare") / "s")
    create_sample(root)
    return root


def test_two_experiments_are_compared_by_links_images_and_classes(sample):
    found = compared(sample, b"baseline", b"experiments/improved")
    assert found.links.retargeted[0] == Retargeted(
        b"test", b"data/splits/v1/test", b"data/splits/v2/test"
    )
    assert (found.links.added, found.links.removed) == ((), ())
    splits = {split.name: split for split in found.splits}
    train = splits[b"train"]
    assert (train.one.images, train.other.images) == (22, 34)
    coco = json.loads(Path(os.fsdecode(sample), "data/splits/v1/train/instances.json").read_text())
    people = [a for a in coco["annotations"] if a["category_id"] == 1]
    assert train.one.classes["person"] == len(people)
    assert 0 < train.distance < 0.5


def test_links_only_one_of_them_has_and_those_into_itself(root):
    build(
        root,
        "experiments/other/train -> ../../data/splits/v1/train",
        "experiments/other/extra -> ../../data/raw",
        "experiments/other/best -> models",
        "experiments/baseline/best -> models",
        "experiments/baseline/models/",
        "experiments/other/models/",
    )
    found = compared(root, b"baseline", b"other")
    assert found.links.added == ((b"extra", b"data/raw"),)
    assert found.links.removed == ((b"val", b"data/splits/v1/val"),)
    assert found.links.retargeted == ()


def test_images_in_folders_of_classes_are_counted_by_class(tmp_path):
    pictures = [f"data/{v}/{s}/{c}/{n}.jpg" for v in ("a", "b") for s in ("train", "val")
                for c in ("cat", "dog") for n in range(3)]  # fmt: skip
    links = [f"experiments/{v}/{s} -> ../../data/{v}/{s}" for v in ("a", "b")
             for s in ("train", "val")]  # fmt: skip
    root = build(tmp_path, *pictures, *links, "data/b/train/cat/more.jpg")
    found = compared(root, b"a", b"b")
    (train,) = [split for split in found.splits if split.name == b"train"]
    assert (dict(train.one.classes), dict(train.other.classes)) == (
        {"cat": 3, "dog": 3},
        {"cat": 4, "dog": 3},
    )


def test_rows_of_label_files_are_counted_by_class(tmp_path):
    root = build(tmp_path, *(f"data/a/images/train/{n}.jpg" for n in range(3)))
    for n in range(2):
        label = tmp_path / f"data/a/labels/train/{n}.txt"
        label.parent.mkdir(parents=True, exist_ok=True)
        label.write_text("0 0.5 0.5 0.1 0.1\n07 0.5 0.5 0.1 0.1\n\nodd\n")
    (tmp_path / "data/a/data.yaml").write_text("train: images/train\nnames: [x, y]\n")
    build(root, "experiments/one/set -> ../../data/a", "experiments/two/set -> ../../data/a")
    found = compared(root, b"one", b"two")
    (train,) = found.splits
    assert dict(train.one.classes) == dict(train.other.classes) == {"x": 2, "7": 2}
    assert (train.one.images, train.distance) == (3, 0.0)


def yolo(tmp_path: Path, *, labels: bool = True) -> bytes:
    """Two experiments that link the folders of images of a version, as ultralytics wants them."""
    links = [f"experiments/{e}/images/{s} -> ../../../data/a/images/{s}"
             for e in ("one", "two") for s in ("train", "val")]  # fmt: skip
    root = build(tmp_path, *(f"data/a/images/{s}/{s}{n}.jpg" for s in ("train", "val")
                             for n in range(3)), *links)  # fmt: skip
    (tmp_path / "data/a/data.yaml").write_text("train: images/train\nnames: {0: cat, 1: dog}\n")
    for n in range(3 if labels else 0):
        build(root, "data/a/labels/train/")
        (tmp_path / f"data/a/labels/train/train{n}.txt").write_text("0 0.5 0.5 0.1 0.1\n" * n)
    return root


def test_classes_have_the_names_of_the_yaml_above_the_folder_a_split_leads_to(tmp_path):
    found = compared(yolo(tmp_path), b"one", b"two")
    train, val = sorted(found.splits, key=lambda split: split.name)
    assert dict(train.one.classes) == {"cat": 3}
    assert dict(val.one.classes) == {"cat": 0, "dog": 0}
    assert (train.distance, val.distance) == (0.0, None)


def test_a_comparison_that_is_cancelled_reads_no_more_files(tmp_path, monkeypatch):
    root, read = yolo(tmp_path), []
    monkeypatch.setattr(comparing, "_numbers", lambda path: read.append(path) or iter("0"))
    project = Project.open(root)
    project.load()
    comparing.compare(project, b"one", b"two", cancelled=lambda: len(read) >= 2)
    assert len(read) == 2


def test_a_split_only_one_has_is_said_and_an_experiment_there_is_not(root):
    build(root, "experiments/half/train -> ../../data/splits/v1/train")
    found = compared(root, b"baseline", b"half")
    (val,) = [split for split in found.splits if split.name == b"val"]
    assert (val.one.images, val.other, val.distance) == (1, None, None)
    with pytest.raises(UsageError, match="no such experiment"):
        compared(root, b"baseline", b"none")
