import os

import pytest

from cvlink_gui.core.datasets import DatasetKind, is_yolo_label
from cvlink_gui.core.errors import ConfigError
from cvlink_gui.features.datasets import ENTRIES, dataset_kinds, sketch
from cvlink_gui.features.project import Project
from tests.conftest import build
from tests.features.stores import audited, write


def kinds_of(tmp_path, *lines: str, **texts: str) -> dict[DatasetKind, float]:
    """The guesses on a folder made of lines and of files with texts (`a__b` for `a/b`)."""
    root = build(tmp_path, "set/", *(f"set/{line}" for line in lines))
    for name, text in texts.items():
        path = os.path.join(os.fsdecode(root), "set", name.replace("__", "/"))
        with open(path, "w") as file:
            file.write(text)
    return {g.kind: g.confidence for g in dataset_kinds(Project.open(root), b"set")}


COCO = '{"info": {}, "images": [{"id": 1}], "annotations": [], "categories": []}'


@pytest.mark.parametrize(
    ("name", "confidence"),
    [("instances_train2017.json", 0.95), ("mine.json", 0.85), ("_annotations.coco.json", 0.97)],
)
def test_coco_is_told_by_its_keys_and_surer_by_its_name(tmp_path, name, confidence):
    assert kinds_of(tmp_path, **{name: COCO}) == {DatasetKind.COCO: confidence}


def test_a_json_with_images_that_are_no_list_is_no_coco(tmp_path):
    assert kinds_of(tmp_path, **{"a.json": '{"images": 3, "annotations": []}'}) == {}


def test_the_lists_of_a_long_json_are_found_behind_a_long_head(tmp_path):
    late = '{"info": "' + "x" * 1_000_000 + '", ' + COCO[1:]
    assert kinds_of(tmp_path, **{"a.json": late}) == {DatasetKind.COCO: 0.85}


def test_yolo_is_told_by_its_yaml(tmp_path):
    text = "path: .\ntrain: images/train\nval: images/val\nnames:\n  0: cat\n"
    assert kinds_of(tmp_path, **{"data.yaml": text}) == {DatasetKind.YOLO: 0.97}


def test_a_yaml_without_names_is_no_yolo(tmp_path):
    assert kinds_of(tmp_path, **{"a.yaml": "train: 3\n"}) == {}


@pytest.mark.parametrize(("text", "found"), [("0 0.5 0.5 1 1\n", True), ("cat dog\n", False)])
def test_yolo_without_a_yaml_is_told_by_matching_stems_and_numeric_rows(tmp_path, text, found):
    kinds = kinds_of(
        tmp_path, "images/train/a.jpg", "labels/train/", **{"labels__train__a.txt": text}
    )
    assert (kinds.get(DatasetKind.YOLO) == 0.9) is found


def test_stems_that_do_not_match_are_no_yolo(tmp_path):
    assert DatasetKind.YOLO not in kinds_of(tmp_path, "images/a.jpg", "labels/b.txt")


@pytest.mark.parametrize(
    ("lines", "kind", "confidence"),
    [
        (["JPEGImages/a.jpg", "Annotations/a.xml"], DatasetKind.VOC, 0.98),
        (["VOC2012/JPEGImages/a.jpg", "VOC2012/ImageSets/Main/"], DatasetKind.VOC, 0.98),
        (["train/cat/a.jpg", "val/cat/b.jpg"], DatasetKind.IMAGE_FOLDER, 0.8),
        (["cat/a.jpg", "dog/b.jpg"], DatasetKind.IMAGE_FOLDER, 0.6),
        (["leftImg8bit/train/", "gtFine/train/"], DatasetKind.CITYSCAPES, 0.98),
        (["train-00000.tar"], DatasetKind.WEB_DATASET, 0.9),
        (["datasets--a--b/blobs/", "datasets--a--b/snapshots/"], DatasetKind.HUGGING_FACE, 0.99),
        ([".git/annex/objects/"], DatasetKind.ANNEX, 1.0),
        ([".datalad/config"], DatasetKind.ANNEX, 1.0),
        (["images.dvc"], DatasetKind.DVC, 1.0),
        ([".dvc/config"], DatasetKind.DVC, 1.0),
    ],
)
def test_a_layout_is_told_by_its_names(tmp_path, lines, kind, confidence):
    assert kinds_of(tmp_path, *lines) == {kind: confidence}


def test_a_lone_voc_annotation_and_an_open_images_table_are_told_by_their_first_bytes(tmp_path):
    assert kinds_of(
        tmp_path, **{"a.xml": "<annotation><folder/>", "b.csv": "ImageID,Source,LabelName\n"}
    ) == {DatasetKind.VOC: 0.9, DatasetKind.OPEN_IMAGES: 0.9}


def test_the_surest_guess_comes_first(tmp_path):
    kinds = kinds_of(tmp_path, "train/cat/a.jpg", **{"instances.json": COCO})
    assert list(kinds) == [DatasetKind.COCO, DatasetKind.IMAGE_FOLDER]


def test_a_plain_folder_of_images_is_no_kind_at_all(tmp_path):
    assert kinds_of(tmp_path, "a.jpg", "b.jpg") == {}


def test_links_are_followed_and_circles_are_not_walked_twice(tmp_path):
    build(tmp_path, "store/train/cat/a.jpg", "store/train/again -> ..")
    assert kinds_of(tmp_path, "train -> ../store/train") == {DatasetKind.IMAGE_FOLDER: 0.8}


def test_a_huge_folder_is_read_in_part_and_a_fifo_never_opened(tmp_path):
    root = build(tmp_path, "set/", *(f"set/{n}.txt" for n in range(ENTRIES + 50)))
    os.mkfifo(root + b"/set/0.json")
    drawn = sketch(root + b"/set")
    assert len(drawn.folder(b"").files) == ENTRIES
    assert drawn.peek(b"0.json") == b""


def test_what_cannot_be_read_is_no_kind(tmp_path):
    root = build(tmp_path, "raw/x")
    assert dataset_kinds(Project.open(root), b"raw/none") == []


@pytest.mark.parametrize(
    ("data", "is_label"),
    [
        (b"", True),
        (b"3 0.1 0.2 0.3 0.4\r\n", True),
        (b"0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8", True),
        (b"1 1e-3 0.2 0.3 0.4\n", True),
        (b"1 2 3\n", False),
        (b"cat 1 2 3 4\n", False),
    ],
)
def test_rows_of_a_class_and_four_numbers_are_a_yolo_label(data, is_label):
    assert is_yolo_label(data) is is_label


KINDS = '[layout]\nkinds = {"data/raw/street" = "Pascal VOC"}\n'


def test_what_the_settings_say_of_a_folder_is_no_guess(tmp_path):
    root = build(
        tmp_path / "p",
        "data/raw/street/train/images/a.jpg",
        "data/raw/other/a.jpg",
        "data/splits/v1 -> ../raw/street",
    )
    write(root, "cvlink.toml", KINDS)
    project = Project.open(root)
    for path in (b"data/raw/street", b"data/raw/street/train", b"data/splits/v1"):
        (guess,) = dataset_kinds(project, path)
        assert (guess.kind, guess.confidence, guess.why) == (DatasetKind.VOC, 1.0, b"cvlink.toml")
    assert dataset_kinds(project, b"data/raw/other") == []


def test_an_experiment_is_looked_at_as_the_settings_say_its_data_is(tmp_path):
    root = build(
        tmp_path / "p",
        *(f"data/raw/y/{split}/cat/{split}.jpg" for split in ("train", "val")),
        "experiments/e/train -> ../../data/raw/y/train",
        "experiments/e/val -> ../../data/raw/y/val",
    )
    (experiment,) = audited(root).experiments
    assert experiment.counted.framework == "torchvision"
    write(root, "cvlink.toml", '[layout]\nkinds = {"data/raw/y" = "YOLO"}\n')
    (experiment,) = audited(root).experiments
    assert experiment.counted.framework == "ultralytics"


def test_a_kind_nobody_knows_is_a_mistake_of_the_settings(tmp_path):
    root = build(tmp_path / "p", "data/raw/y/")
    write(root, "cvlink.toml", '[layout]\nkinds = {"data/raw/y" = "coco"}\n')
    with pytest.raises(ConfigError, match="one of COCO, YOLO, Pascal VOC"):
        Project.open(root)
