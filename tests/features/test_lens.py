import os

import pytest

from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.lens import label_folder, torchvision, ultralytics
from cvlink_gui.features.project import Project
from tests.conftest import build
from tests.features.real_frameworks import torchvision_sees, ultralytics_sees

STORE = [f"data/raw/yolo/{part}/train/{n}.{suffix}" for n in range(3)
         for part, suffix in (("images", "jpg"), ("labels", "txt"))]  # fmt: skip
YOLO = {
    "a link to the image folder of a split": (
        ["experiments/e/images/train -> ../../../data/raw/yolo/images/train"],
        "experiments/e/images/train",
    ),
    "a link to a folder that is called otherwise": (
        ["data/raw/coco/train2017/a.jpg",
         "experiments/e/images/train -> ../../../data/raw/coco/train2017",
         "experiments/e/labels/train/a.txt"],
        "experiments/e/images/train",
    ),
    "a link to the whole data set": (
        ["experiments/e/yolo -> ../../data/raw/yolo"],
        "experiments/e/yolo/images/train",
    ),
    "a link for each file": (
        [f"experiments/e/{part}/train/{n}.{suffix}"
         f" -> ../../../../data/raw/yolo/{part}/train/{n}.{suffix}"
         for n in range(3) for part, suffix in (("images", "jpg"), ("labels", "txt"))],
        "experiments/e/images/train",
    ),
    "labels that are linked as a folder": (
        ["experiments/e/images/train/0.jpg", "experiments/e/images/train/1.jpg",
         "experiments/e/labels -> ../../data/raw/yolo/labels"],
        "experiments/e/images/train",
    ),
    "an image link that is broken": (
        ["experiments/e/images/x/0.jpg -> none", "experiments/e/labels/x/0.txt"],
        "experiments/e/images/x",
    ),
    "a label link that is broken": (
        ["experiments/e/images/x/0.jpg", "experiments/e/labels/x/0.txt -> none"],
        "experiments/e/images/x",
    ),
    "labels beside the images": (
        ["experiments/e/train/0.jpg", "experiments/e/train/0.txt", "experiments/e/train/1.jpg"],
        "experiments/e/train",
    ),
    "images further below, one folder linked": (
        ["data/raw/more/images/deep/9.jpg", "data/raw/more/labels/deep/9.txt",
         "experiments/e/images/x/sub -> ../../../../data/raw/more/images/deep",
         "experiments/e/images/x/1.PNG", "experiments/e/labels/x/1.txt"],
        "experiments/e/images/x",
    ),
    "hidden files and folders, and what is no image": (
        ["experiments/e/images/x/.a.jpg", "experiments/e/images/x/.h/b.jpg",
         "experiments/e/images/x/c.txt", "experiments/e/images/x/d.jpg"],
        "experiments/e/images/x",
    ),
    "a folder twice in the path called images": (
        ["experiments/e/images/a/images/x/0.jpg", "experiments/e/images/a/labels/x/0.txt"],
        "experiments/e/images/a/images/x",
    ),
    "the same folder linked twice": (
        ["data/raw/more/0.jpg", "experiments/e/images/x/a -> ../../../../data/raw/more",
         "experiments/e/images/x/b -> ../../../../data/raw/more"],
        "experiments/e/images/x",
    ),
    "a split that is not there": (["experiments/e/"], "experiments/e/images/none"),
}  # fmt: skip


def opened(tmp_path, *lines: str) -> Contents:
    project = Project.open(build(tmp_path, *STORE, *lines))
    project.load()
    return Contents(project)


@pytest.mark.parametrize("case", YOLO)
def test_the_lens_sees_what_ultralytics_own_functions_find(tmp_path, case):
    lines, split = YOLO[case]
    contents = opened(tmp_path, *lines)
    seen = ultralytics(contents, split.encode())
    real = ultralytics_sees(os.path.join(contents.project.root, split.encode()))
    assert (seen.images, seen.labels) == real


def test_a_folder_link_of_another_name_hides_every_label_and_the_lens_says_where_it_looked(
    tmp_path,
):
    lines, split = YOLO["a link to a folder that is called otherwise"]
    seen = ultralytics(opened(tmp_path, *lines), split.encode())
    assert (seen.images, seen.labels) == (1, 0)
    assert seen.without == (b"data/raw/coco/train2017/a.jpg",)


def test_a_label_without_an_image_is_named(tmp_path):
    contents = opened(tmp_path, "data/raw/yolo/labels/train/extra.txt")
    seen = ultralytics(contents, b"data/raw/yolo/images/train")
    assert [os.path.basename(path) for path in seen.unused] == [b"extra.txt"]


@pytest.mark.parametrize(
    ("images", "labels"),
    [
        (b"/a/images/train", b"/a/labels/train"),
        (b"/a/images", b"/a/labels"),
        (b"/images/b/images/c", b"/images/b/labels/c"),
        (b"/a/train", b"/a/train"),
        (b"/a/myimages/x", b"/a/myimages/x"),
    ],
)
def test_labels_are_looked_for_where_the_last_images_is_labels(images, labels):
    assert label_folder(images) == labels


CLASSES = {
    "linked classes": ["train/cat -> ../data/raw/cat", "train/dog/b.jpg", "data/raw/cat/a.jpg"],
    "a broken class": ["train/ant -> none", "train/cat/a.jpg", "train/dog/b.jpg"],
    "a class without images": ["train/cat/a.txt", "train/dog/b.jpg"],
    "images further below": ["train/cat/x/y/a.JPG", "train/cat/b.webp", "train/file.jpg"],
    "a broken image": ["train/cat/a.jpg -> none", "train/cat/b.jpg"],
    "a hidden class": ["train/.git/a.jpg", "train/cat/b.jpg"],
    "one folder as two classes": ["raw/a.jpg", "train/x -> ../raw", "train/y -> ../raw"],
    "no class at all": ["train/a.jpg"],
}


@pytest.mark.parametrize("case", CLASSES)
def test_the_lens_sees_what_torchvisions_own_functions_find(tmp_path, case):
    contents = opened(tmp_path, *CLASSES[case])
    seen = torchvision(contents, b"train")
    real = torchvision_sees(os.path.join(contents.project.root, b"train"))
    assert ([os.fsdecode(name) for name in seen.classes], seen.images) == real
