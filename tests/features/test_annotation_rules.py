import json
import os

import pytest

from cvlink_gui.core.findings import Verdict
from cvlink_gui.features.audit.annotations import total_variation
from tests.conftest import build
from tests.features.stores import audited, found

CATEGORIES = [{"id": 0, "name": "cat"}, {"id": 7, "name": "dog"}]


def coco(*names: str, categories=CATEGORIES, classes=(0, 7)) -> str:
    images = [{"id": at, "file_name": name} for at, name in enumerate(names)]
    annotations = [
        {"id": at, "image_id": 0, "category_id": number, "bbox": [0, 0, 1, 1]}
        for at, number in enumerate(classes)
    ]
    return json.dumps(
        {"info": None, "images": images, "annotations": annotations, "categories": categories}
    )


def write(root: bytes, path: str, text: str | bytes) -> None:
    full = os.path.join(os.fsdecode(root), path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "wb") as file:
        file.write(text.encode() if isinstance(text, str) else text)


@pytest.fixture
def root(tmp_path):
    return build(
        tmp_path,
        "data/splits/v1/train/images/a.jpg",
        "data/splits/v1/train/images/sub/b.jpg",
        "data/splits/v1/val/images/c.jpg",
        "experiments/e/train -> ../../data/splits/v1/train",
        "experiments/e/val -> ../../data/splits/v1/val",
    )


TRAIN, VAL = "data/splits/v1/train/instances.json", "data/splits/v1/val/instances.json"


def test_annotations_whose_images_are_all_there_are_well(root):
    write(root, TRAIN, coco("a.jpg", "sub/b.jpg"))
    write(root, VAL, coco("c.jpg"))
    assert audited(root).verdict is Verdict.READY


def test_images_that_are_not_there_are_named(root):
    write(root, TRAIN, coco("a.jpg", "gone.jpg", "sub/none.jpg"))
    (finding,) = found(root, "annotation-image-missing")
    assert (finding.evidence["how"], finding.evidence["names"]) == (
        "gone",
        ["gone.jpg", "sub/none.jpg"],
    )


@pytest.mark.parametrize(("name", "how"), [("A.JPG", "case"), ("sub\\b.jpg", "backslash")])
def test_names_that_nearly_fit_are_told_apart(root, name, how):
    write(root, TRAIN, coco("a.jpg", name))
    (finding,) = found(root, "annotation-image-missing")
    assert finding.evidence["how"] == how


@pytest.mark.parametrize("name", ["/etc/passwd", "../../../../x.jpg"])
def test_names_that_leave_the_image_folder_are_not_found_by_chance(root, name):
    write(root, TRAIN, coco("a.jpg", name))
    (finding,) = found(root, "annotation-image-missing")
    assert finding.evidence["count"] == 1


def test_an_image_link_that_is_broken_is_missing(root):
    build(root, "data/splits/v1/train/images/l.jpg -> none")
    write(root, TRAIN, coco("l.jpg"))
    (finding,) = found(root, "annotation-image-missing")
    assert finding.evidence["names"] == ["l.jpg"]


def test_a_file_in_a_folder_annotations_is_that_of_the_split_in_its_name(root):
    write(root, "experiments/e/annotations/instances_train2017.json", coco("images/zz.jpg"))
    write(root, "experiments/e/annotations/instances_val2017.json", coco("images/c.jpg"))
    (finding,) = found(root, "annotation-image-missing")
    assert finding.paths[0] == b"experiments/e/annotations/instances_train2017.json"


@pytest.mark.parametrize(
    "other",
    [[{"id": 0, "name": "dog"}, {"id": 7, "name": "cat"}], [{"id": 0, "name": "cat"}]],
)
def test_other_classes_under_the_same_numbers_are_a_shift(root, other):
    write(root, TRAIN, coco("a.jpg"))
    write(root, VAL, coco("c.jpg", categories=other))
    (finding,) = found(root, "class-shift")
    assert finding.experiment == b"e"


def test_another_mix_of_classes_is_information_only(root):
    write(root, TRAIN, coco("a.jpg", classes=(0, 0, 0, 7)))
    write(root, VAL, coco("c.jpg", classes=(7, 7, 7, 0)))
    (finding,) = found(root, "class-balance")
    assert finding.evidence == {"total_variation": 0.5}
    assert audited(root).verdict is Verdict.READY


@pytest.mark.parametrize(
    "text",
    [
        '{"images": [{"id": 1}], "annotations": []}',
        '{"images": [{"file_name": 3}], "annotations": []}',
        '{"images": [], "annotations": [',
        '{"images": [], "annotations": [' + '{"x": [' * 5000,
        '{"images": [{"file_name": "a"}], "annotations": [{"category_id": 1e999}]}',
    ],
    ids=["no name", "a number for a name", "truncated", "deep", "infinite"],
)
def test_a_file_that_cannot_be_read_makes_the_verdict_unknown_never_ready(root, text):
    write(root, TRAIN, text)
    write(root, VAL, coco("c.jpg"))
    result = audited(root)
    assert result.verdict is Verdict.UNKNOWN
    (finding,) = [f for f in result.findings if f.rule == "unreadable"]
    assert "instances.json" in finding.message


def test_a_byte_order_mark_is_no_mistake(root):
    write(root, TRAIN, b"\xef\xbb\xbf" + coco("a.jpg").encode())
    write(root, VAL, coco("c.jpg"))
    assert audited(root).verdict is Verdict.READY


def test_total_variation_is_zero_for_equal_and_one_for_disjoint_mixes():
    assert total_variation({"a": 0.5, "b": 0.5}, {"b": 0.5, "a": 0.5}) == 0
    assert total_variation({"a": 1.0}, {"b": 1.0}) == 1


@pytest.mark.parametrize("text", ["", "hello", '{"images": [{"file_na', "[" * 100_000, "[1, 2]"])
@pytest.mark.parametrize("name", ["instances.json", "_annotations.coco.json"])
def test_damaged_files_are_told_of_though_nothing_looks_like_coco_any_more(root, name, text):
    for split in ("train", "val"):
        write(root, f"data/splits/v1/{split}/{name}", text)
    assert {f.paths[0] for f in found(root, "unreadable")} == {
        f"experiments/e/{split}/{name}".encode() for split in ("train", "val")
    }
    assert audited(root).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("annotations.json", '[{"filename": "a.jpg", "regions": []}]'),  # of another tool
        ("captions.json", '{"a.jpg": "a cat"}'),
        ("a.json", "hello"),  # nobody says that it describes the split
    ],
)
def test_files_of_other_tools_are_not_taken_for_damaged_ones(root, name, text):
    write(root, f"data/splits/v1/train/{name}", text)
    assert audited(root).verdict is Verdict.READY


def test_a_split_no_annotation_file_speaks_of_has_no_labels(root):
    write(root, TRAIN, coco("a.jpg", "sub/b.jpg"))
    (finding,) = found(root, "labels-unreachable")
    assert finding.paths == (b"experiments/e/val",)
    assert finding.cause == "val: coco finds 1 images and 0 labels"
    assert audited(root).verdict is Verdict.NOT_READY


def test_annotation_files_that_name_no_image_are_labels_of_none(root):
    write(root, TRAIN, coco())
    write(root, VAL, coco())
    splits = {f.paths for f in found(root, "labels-unreachable")}
    assert splits == {(b"experiments/e/train",), (b"experiments/e/val",)}


def test_one_annotation_file_may_be_about_all_splits(root):
    write(root, "experiments/e/all.json", coco("train/images/a.jpg", "val/images/c.jpg"))
    assert found(root, "labels-unreachable") == []


@pytest.fixture
def whole(tmp_path):
    """The layout of COCO 2017, linked as one folder."""
    root = build(
        tmp_path,
        "data/raw/coco/train2017/a.jpg",
        "data/raw/coco/val2017/c.jpg",
        "experiments/e/data -> ../../data/raw/coco",
    )
    for split, name in (("train", "a.jpg"), ("val", "c.jpg")):
        write(root, f"data/raw/coco/annotations/instances_{split}2017.json", coco(name))
    return root


def test_splits_with_a_year_in_a_data_set_that_is_linked_whole_are_looked_at(whole):
    assert found(whole, "labels-unreachable") == []
    (experiment,) = audited(whole).experiments
    assert (experiment.counted.images, experiment.counted.labels) == (2, 2)
    write(whole, "data/raw/coco/annotations/instances_train2017.json", coco("gone.jpg"))
    (finding,) = found(whole, "annotation-image-missing")
    assert finding.evidence["looked_in"] == "experiments/e/data/train2017"


def test_images_may_be_named_from_the_folder_the_splits_lie_in(whole):
    write(whole, "data/raw/coco/annotations/instances_train2017.json", coco("train2017/a.jpg"))
    assert found(whole, "annotation-image-missing") == []


def test_captions_beside_boxes_are_no_shift_of_classes(whole):
    captions = json.dumps({"images": [{"id": 0, "file_name": "a.jpg"}], "annotations": []})
    write(whole, "data/raw/coco/annotations/captions_train2017.json", captions)
    assert found(whole, "class-shift") == []
    os.unlink(whole + b"/data/raw/coco/annotations/instances_train2017.json")
    assert found(whole, "class-shift") == []
