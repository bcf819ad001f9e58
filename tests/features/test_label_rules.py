import os

import pytest

from cvlink_gui.core.findings import Finding
from cvlink_gui.features.audit import Request, audit
from cvlink_gui.features.project import Project
from tests.conftest import build
from tests.features.stores import audited, write

DATA = [
    line
    for split in ("train", "val")
    for n in range(3)
    for line in (f"data/raw/y/images/{split}/{n}.jpg", f"data/raw/y/labels/{split}/{n}.txt")
]
LINKED = [
    f"experiments/e/{part}/{split}/{split}{n}.{suffix}"
    f" -> ../../../../data/raw/y/{part}/{split}/{n}.{suffix}"
    for split in ("train", "val")
    for n in range(3)
    for part, suffix in (("images", "jpg"), ("labels", "txt"))
]


def found(root: bytes, rule: str, framework: str = "") -> list[Finding]:
    project = Project.open(root)
    project.load()
    findings = audit(project, Request(framework=framework)).findings
    return [finding for finding in findings if finding.rule == rule]


def test_links_to_each_file_are_well_for_ultralytics(tmp_path):
    root = build(tmp_path, *DATA, *LINKED)
    assert found(root, "labels-unreachable", "ultralytics") == []
    assert found(root, "unpaired", "ultralytics") == []


def test_a_link_to_an_image_folder_of_another_name_hides_all_labels(tmp_path):
    root = build(
        tmp_path,
        *(f"data/raw/coco/train2017/{n}.jpg" for n in range(3)),
        *(f"experiments/e/labels/train/{n}.txt" for n in range(3)),
        "experiments/e/images/train -> ../../../data/raw/coco/train2017",
    )
    (finding,) = found(root, "labels-unreachable")
    assert finding.experiment == b"e"
    assert (finding.evidence["images"], finding.evidence["labels"]) == (3, 0)
    assert finding.evidence["without"] == [f"data/raw/coco/train2017/{n}.jpg" for n in range(3)]


def test_yolo_data_is_known_by_itself_without_a_framework_being_named(tmp_path):
    root = build(tmp_path, *DATA, *LINKED)
    os.unlink(root + b"/experiments/e/labels/train/train0.txt")
    os.unlink(root + b"/experiments/e/labels/train/train1.txt")
    (finding,) = found(root, "labels-unreachable")
    assert finding.message.endswith("ultralytics finds 3 images and 1 labels")


@pytest.mark.parametrize(("allowed", "rule"), [(40, "unpaired"), (10, "labels-unreachable")])
def test_negatives_are_allowed_up_to_a_share_of_the_split(tmp_path, allowed, rule):
    root = build(tmp_path, *DATA, *LINKED)
    os.unlink(root + b"/experiments/e/labels/train/train0.txt")
    with open(root + b"/cvlink.toml", "w") as file:
        file.write(f"audit.allowed_negatives = {allowed}\n")
    assert len(found(root, rule)) == 1
    assert len(found(root, "unpaired")) + len(found(root, "labels-unreachable")) == 1


def test_a_label_without_an_image_is_unpaired(tmp_path):
    root = build(tmp_path, *DATA, *LINKED, "experiments/e/labels/val/extra.txt")
    (finding,) = found(root, "unpaired")
    assert finding.evidence["unused"] == [f"{root.decode()}/experiments/e/labels/val/extra.txt"]


CLASSES = ["data/raw/c/cat/a.jpg", "data/raw/c/dog/b.jpg"]


def test_splits_with_the_same_classes_are_well_for_torchvision(tmp_path):
    root = build(
        tmp_path,
        *CLASSES,
        "experiments/e/train/cat -> ../../../data/raw/c/cat",
        "experiments/e/train/dog -> ../../../data/raw/c/dog",
        "experiments/e/val/cat/x.jpg",
        "experiments/e/val/dog/y.jpg",
    )
    assert found(root, "class-shift") == []


def test_a_broken_class_link_drops_out_and_shifts_the_numbers_of_the_others(tmp_path):
    root = build(
        tmp_path,
        *CLASSES,
        "experiments/e/train/ant -> ../../../data/raw/c/ant",
        "experiments/e/train/cat -> ../../../data/raw/c/cat",
        "experiments/e/train/dog -> ../../../data/raw/c/dog",
        "experiments/e/val/ant/w.jpg",
        "experiments/e/val/cat/x.jpg",
        "experiments/e/val/dog/y.jpg",
    )
    broken, shift = sorted(found(root, "class-shift"), key=lambda f: len(f.paths))
    assert broken.evidence["broken"] == ["ant"]
    assert shift.evidence == {"only_in_train": [], "only_in_val": ["ant"]}


def test_the_framework_that_is_asked_for_is_looked_with_in_place_of_the_own_one(tmp_path):
    root = build(tmp_path, *DATA, *LINKED)
    assert found(root, "class-shift", "torchvision") == []
    os.unlink(root + b"/experiments/e/labels/train/train0.txt")
    assert found(root, "labels-unreachable", "torchvision") == []


def test_data_without_any_labels_of_a_known_kind_is_not_looked_at_through_a_lens(tmp_path):
    root = build(tmp_path, "experiments/e/train/a.jpg", "experiments/e/val/b.jpg")
    assert found(root, "labels-unreachable") == []


def test_links_to_the_images_of_a_yolo_set_alone_are_looked_at_as_ultralytics_would(tmp_path):
    root = build(
        tmp_path / "p",
        *(f"data/a/{kind}/{s}/{s}{n}.{end}" for s in ("train", "val") for n in range(2)
          for kind, end in (("images", "jpg"), ("labels", "txt"))),
        "experiments/e/images/train -> ../../../data/a/images/train",
        "experiments/e/images/val -> ../../../data/a/images/val",
    )  # fmt: skip
    write(root, "data/a/data.yaml", "train: images/train\nval: images/val\nnames: [cat]\n")
    for split in ("train", "val"):
        for n in range(2):
            write(root, f"data/a/labels/{split}/{split}{n}.txt", "0 0.5 0.5 0.1 0.1\n")
    (experiment,) = audited(root).experiments
    counted = experiment.counted
    assert (counted.framework, counted.images, counted.labels) == ("ultralytics", 4, 4)
    os.rename(root + b"/data/a/labels", root + b"/data/a/notes")
    assert found(root, "labels-unreachable")


def test_the_splits_of_yolo_data_that_is_linked_whole_are_looked_at(tmp_path):
    files = [
        f"data/raw/y/{part}/{split}/{split}{n}.{suffix}"
        for split in ("train", "val")
        for n in range(4)
        for part, suffix in (("images", "jpg"), ("labels", "txt"))
    ]
    root = build(tmp_path, *files, "experiments/e/data -> ../../data/raw/y")
    (experiment,) = audited(root).experiments
    assert (experiment.counted.framework, experiment.counted.labels) == ("ultralytics", 8)
    for n in range(4):
        os.unlink(root + f"/data/raw/y/labels/val/val{n}.txt".encode())
    (finding,) = found(root, "labels-unreachable")
    assert finding.paths == (b"experiments/e/data/images/val", b"experiments/e/data/labels/val")
