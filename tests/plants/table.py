"""The projects, rule by rule: with the fault, and alike but without it."""

import errno
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from cvlink_gui.core.links import Health, Listing
from cvlink_gui.features.project import Project
from tests.conftest import build
from tests.features.real_git import git
from tests.features.stores import dvc_add, write
from tests.plants import stored
from tests.plants.planting import Plant, emptied, fill, hard_link, plant, png

NUMBERS = range(25)  # links that fail together
ANNEX = "SHA256E-s5--" + "0" * 64 + ".png"
MD5 = "d4/1d8cd98f00b204e9800998ecf8427e"
BLOB = "0" * 64


def yolo(*splits: str, labels: bool = True) -> tuple[str, ...]:
    """A data set of four images a split, with images/ and labels/ in it."""
    return tuple(
        f"data/raw/y/{part}/{split}/{split}{n}.{suffix}"
        for split in splits
        for n in range(4)
        for part, suffix in (("images", "png"), ("labels", "txt"))
        if labels or part == "images"
    )


def by_file(*splits: str, without: int = 0) -> tuple[str, ...]:
    """The same linked file by file, the first labels left out."""
    return tuple(
        f"experiments/e/{part}/{split}/{split}{n}.{suffix}"
        f" -> ../../../../data/raw/y/{part}/{split}/{split}{n}.{suffix}"
        for split in splits
        for n in range(4)
        for part, suffix in (("images", "png"), ("labels", "txt"))
        if part == "images" or n >= without
    )


CATS = ({"id": 1, "name": "cat"}, {"id": 2, "name": "dog"})
SWAPPED = ({"id": 1, "name": "dog"}, {"id": 2, "name": "cat"})


def coco(*names: str, categories: tuple = CATS, classes: tuple[int, ...] = (1, 2)) -> str:
    images = [{"id": n, "file_name": name} for n, name in enumerate(names)]
    boxes = [
        {"id": n, "image_id": 0, "category_id": c, "bbox": [0, 0, 1, 1]}
        for n, c in enumerate(classes)
    ]
    return json.dumps({"images": images, "annotations": boxes, "categories": list(categories)})


def described(train: str | bytes, val: str | bytes = "") -> Mapping[str, str | bytes]:
    return {
        "experiments/e/train/instances.json": train,
        "experiments/e/val/instances.json": val or coco("c.png", "d.png"),
    }


COCO = tuple(
    f"experiments/e/{split}/{name}.png"
    for split, names in (("train", "ab"), ("val", "cd"))
    for name in names
)
COCO_2017 = (
    "data/raw/coco/train2017/train.png",
    "data/raw/coco/val2017/val.png",
    "experiments/e/data -> ../../data/raw/coco",
)
CLASSES = tuple(
    f"experiments/e/{split}/{name}/{split}{n}.png"
    for split in ("train", "val")
    for name in ("cat", "dog")
    for n in (0, 1)
)


def config(text: str) -> Mapping[str, str]:
    return {"cvlink.toml": text}


def ages(path: str, health: Health) -> Callable[[Project], None]:
    """A listing that says of all links in a folder that they are so."""

    def spoil(project: Project) -> None:
        listing = project.relist([os.fsencode(path)])[0]
        project.take(replace(listing, health=bytes([health]) * len(listing)))

    return spoil


def unreadable(path: str) -> Callable[[Project], None]:
    """A listing that says that a folder may not be read."""

    def spoil(project: Project) -> None:
        project.take(Listing(os.fsencode(path), error=errno.EACCES))

    return spoil


def allow_store(root: bytes, *names: str) -> bytes:
    """A folder beside the project that its settings allow, with some files in it."""
    place = build(root + b".store", "x", *names)
    with open(root + b"/cvlink.toml", "w") as file:
        file.write(f"links.allowed_roots = [{os.fsdecode(place)!r}]\n")
    return place


def beside(ending: str, root: bytes) -> None:
    """A link to the allowed folder, or to one whose name has another ending."""
    place = build(allow_store(root) + ending.encode(), "x")
    build(root, f"experiments/e/l -> {os.fsdecode(place)}")


def away(count: int, broken: int, root: bytes) -> None:
    """Links into the allowed folder, so many of them broken."""
    store = allow_store(root, *(f"{n}.png" for n in range(broken, count)))
    fill(store)
    place = os.fsdecode(store)
    build(root, *(f"experiments/e/train/{n}.png -> {place}/{n}.png" for n in range(count)))


def absolute(path: str, target: str, root: bytes) -> None:
    build(root, f"{path} -> {os.fsdecode(root)}/{target}")


def closed(path: str, root: bytes) -> None:
    """One folder is for nobody to enter, and those above the project are for all."""
    temporary, above = os.fsencode(tempfile.gettempdir()), os.path.dirname(root)
    while above.startswith(temporary + b"/"):
        os.chmod(above, 0o711)  # noqa: S103 (enough to pass)
        above = os.path.dirname(above)
    os.chmod(os.path.join(root, os.fsencode(path)), 0o000)


LINKS = (
    plant(
        "dangling",
        "a link to a version nobody made",
        "experiments/e/train -> ../../data/processed/v9/train",
        at="experiments/e/train",
    ),
    plant(
        "dangling",
        "a part of the way is a file",
        "experiments/e/train -> ../../data/raw/a.png/x",
        at="experiments/e/train",
    ),
    plant(
        "dangling",
        "a broken link inside the data",
        "data/processed/v1/train/g.png -> ../../../raw/g.png",
        at="data/processed/v1/train/g.png",
    ),
    plant(
        "dangling",
        "a name that is not UTF-8",
        "experiments/e/\udcff -> none",
        at="experiments/e/\udcff",
    ),
    plant("dangling", "a broken link nobody uses", "data/old -> processed/v0", at="data/old"),
    plant(
        "dangling",
        "a link through two sound ones",
        "data/current -> processed/v1",
        "experiments/e/train -> ../../data/current/train",
    ),
    plant(
        "dangling",
        "names with spaces and newlines",
        "data/processed/my set/n\n/x.png",
        "experiments/e/train -> ../../data/processed/my set/n\n",
    ),
    plant(
        "not-fetched",
        "a git-annex key without its content",
        f"data/processed/v1/train/g.png -> ../../../../.git/annex/objects/a/b/{ANNEX}/{ANNEX}",
        at="data/processed/v1/train/g.png",
    ),
    plant(
        "not-fetched",
        "a DVC cache object that is not there",
        f"data/processed/v1/train/g.png -> ../../../../.dvc/cache/files/md5/{MD5}",
        at="data/processed/v1/train/g.png",
    ),
    plant(
        "not-fetched",
        "a Hugging Face blob that is not there",
        f"data/processed/v1/train/g.png -> ../../../hub/datasets--a--b/blobs/{BLOB}",
        at="data/processed/v1/train/g.png",
    ),
    plant(
        "not-fetched",
        "a Hugging Face blob that is there",
        f"data/hub/datasets--a--b/blobs/{BLOB}",
        f"data/processed/v1/train/g.png -> ../../../hub/datasets--a--b/blobs/{BLOB}",
        files={f"data/hub/datasets--a--b/blobs/{BLOB}": "content"},
    ),
    plant("loop", "a link to itself", "experiments/e/l -> l", at="experiments/e/l"),
    plant(
        "loop",
        "two links to each other",
        "experiments/e/l -> m",
        "experiments/e/m -> l",
        at="experiments/e/l experiments/e/m",
    ),
    plant(
        "loop", "a link to a folder it lies in", "experiments/e/up -> ../..", at="experiments/e/up"
    ),
    plant(
        "loop",
        "a link to the folder beside",
        "data/processed/v2/x/y.png",
        "data/processed/v2/z -> x",
    ),
    plant(
        "denied",
        "a folder on the way that may not be entered",
        "data/store/in/x.png",
        "experiments/e/train -> ../../data/store/in",
        at="experiments/e/train",
        prepare=partial(closed, "data/store"),
        as_nobody=True,
        also=frozenset({"not-checked"}),
    ),
    plant(
        "denied",
        "the same for a user who may",
        "data/store/in/x.png",
        "experiments/e/train -> ../../data/store/in",
    ),
    plant(
        "not-checked",
        "storage that does not answer",
        at="experiments/baseline/train",
        spoil=ages("experiments/baseline", Health.NOT_ANSWERING),
    ),
    plant(
        "not-checked",
        "a folder that cannot be read",
        at="experiments/baseline",
        spoil=unreadable("experiments/baseline"),
    ),
    plant("not-checked", "storage that answers", spoil=ages("experiments/baseline", Health.OK)),
    plant(
        "mount-down",
        "all links into a place outside fail",
        at="experiments/e/train/7.png",
        prepare=partial(away, 25, 25),
        also=frozenset({"empty"}),
    ),
    plant(
        "mount-down",
        "all links into an empty folder fail",
        "data/store/",
        *(f"experiments/e/train/{n}.png -> ../../../data/store/{n}.png" for n in NUMBERS),
        at="experiments/e/train/7.png",
    ),
    plant(
        "mount-down",
        "a few of many links fail",
        prepare=partial(away, 40, 3),
        also=frozenset({"dangling"}),
    ),
    plant(
        "mount-down",
        "fewer than twenty links fail",
        prepare=partial(away, 10, 10),
        also=frozenset({"dangling"}),
    ),
    plant(
        "outside-roots",
        "a link to a place nobody named",
        "experiments/e/l -> /etc",
        at="experiments/e/l",
    ),
    plant(
        "outside-roots",
        "the way back leads through such a place",
        "data/hop -> /etc",
        "experiments/e/l -> ../../data/hop",
        at="experiments/e/l",
    ),
    plant(
        "outside-roots",
        "a name that only begins alike",
        at="experiments/e/l",
        prepare=partial(beside, "-2"),
    ),
    plant("outside-roots", "a link into an allowed root", prepare=partial(beside, "")),
    plant(
        "empty",
        "a split that is an empty folder",
        "data/processed/v2/val/",
        "experiments/e/val -> ../../data/processed/v2/val",
        at="experiments/e/val",
    ),
    plant(
        "empty",
        "a folder with one file",
        "data/processed/v2/val/x.png",
        "experiments/e/val -> ../../data/processed/v2/val",
    ),
    plant(
        "empty",
        "an image of 0 bytes",
        "data/processed/v1/val/z.png -> ../../../raw/z.png",
        at="data/raw/z.png",
        prepare=partial(emptied, "data/raw/z.png"),
    ),
    plant(
        "empty",
        "a linked file of 0 bytes that is no image",
        "experiments/e/weights.bin -> ../../data/raw/w.bin",
        "data/raw/w.bin",
        at="data/raw/w.bin",
    ),
    plant(
        "empty",
        "an image of 0 bytes that nobody uses",
        prepare=partial(emptied, "data/raw/unused.png"),
    ),
    plant(
        "not-portable",
        "an absolute link into the project",
        at="experiments/e/l",
        prepare=partial(absolute, "experiments/e/l", "data/processed/v1/val"),
    ),
    plant(
        "not-portable",
        "an absolute link to an allowed folder",
        at="experiments/e/l",
        prepare=partial(beside, ""),
    ),
    plant(
        "not-portable",
        "a link a container would lose, by a map of mounts",
        "experiments/e/l -> ../../data/processed/v1/val",
        files=config('[mounts.gpu]\n"." = "/work"\n"data/raw" = "/work/data/processed/v1"\n'),
        at="experiments/e/l",
    ),
    plant(
        "not-portable",
        "a link that lives in the container of a map",
        "experiments/e/l -> ../../data/processed/v1/val",
        files=config('[mounts.gpu]\n"." = "/work"\n"data/raw" = "/work/data/raw"\n'),
    ),
    plant("not-portable", "a relative link", "experiments/e/l -> ../../data/processed/v1/val"),
    plant(
        "raw-writable",
        "a link to a raw folder one may write to",
        "experiments/e/l -> ../../data/raw",
        at="experiments/e/l",
        writable=True,
    ),
    plant(
        "raw-writable",
        "links to raw files one may write to",
        "experiments/e/train/a.png -> ../../../data/raw/a.png",
        at="experiments/e/train/a.png",
        writable=True,
    ),
    plant("raw-writable", "raw data nobody may write to", "experiments/e/l -> ../../data/raw"),
    plant(
        "raw-writable",
        "a writable folder that is not raw",
        "data/processed/v2/x.png",
        "experiments/e/l -> ../../data/processed/v2",
    ),
    plant(
        "deep-chain",
        "five links to the data",
        *(f"data/l{n} -> l{n + 1}" for n in range(3)),
        "data/l3 -> processed/v1",
        "experiments/e/l -> ../../data/l0",
        at="experiments/e/l",
    ),
    plant(
        "deep-chain",
        "four links to the data",
        *(f"data/l{n} -> l{n + 1}" for n in range(2)),
        "data/l2 -> processed/v1",
        "experiments/e/l -> ../../data/l0",
    ),
)

SPLITS = (
    plant(
        "split-leak",
        "one image linked into two splits",
        "data/processed/v1/val/a.png -> ../../../raw/a.png",
        at="experiments/baseline/train experiments/baseline/val",
    ),
    plant(
        "split-leak",
        "both splits lead to one folder",
        "experiments/e/train -> ../../data/processed/v1/train",
        "experiments/e/val -> ../../data/processed/v1/train",
        at="experiments/e/train experiments/e/val",
    ),
    plant(
        "split-leak",
        "two names of one file",
        "experiments/e/train/a.png",
        "experiments/e/val/b.png",
        at="experiments/e/train experiments/e/val",
        prepare=partial(hard_link, "experiments/e/train/a.png", "experiments/e/val/c.png"),
    ),
    plant(
        "split-leak",
        "the same image by another way",
        "data/again -> processed/v1/train/a.png",
        "experiments/e/train -> ../../data/processed/v1/train",
        "experiments/e/val/z.png -> ../../../data/again",
        at="experiments/e/train experiments/e/val",
    ),
    plant(
        "split-leak",
        "splits that are called otherwise share an image",
        "data/processed/v1/val/a.png -> ../../../raw/a.png",
        "experiments/e/fit -> ../../data/processed/v1/train",
        "experiments/e/check-val -> ../../data/processed/v1/val",
        at="experiments/e/fit experiments/e/check-val",
    ),
    plant(
        "split-leak",
        "two links to the same data, and no splits",
        "experiments/e/here -> ../../data/processed/v1",
        "experiments/e/there -> ../../data/processed/v1",
        "experiments/e/train -> ../../data/processed/v1/train",
    ),
    plant(
        "split-leak",
        "two links to one split",
        "experiments/e/fit -> ../../data/processed/v1/train",
        "experiments/e/fit-again -> ../../data/processed/v1/train",
    ),
    plant(
        "split-leak",
        "the same names of other images",
        "experiments/e/train/a.png",
        "experiments/e/val/a.png",
    ),
    plant(
        "split-leak",
        "the same image in two experiments",
        "experiments/e/train -> ../../data/processed/v1/val",
        "experiments/e/val -> ../../data/processed/v1/train",
    ),
    plant(
        "class-shift",
        "categories with other names in COCO files",
        *COCO,
        at="experiments/e/train/instances.json experiments/e/val/instances.json",
        files=described(coco("a.png"), coco("c.png", categories=SWAPPED)),
    ),
    plant(
        "class-shift",
        "a category only one split has",
        *COCO,
        at="experiments/e/train/instances.json experiments/e/val/instances.json",
        files=described(coco("a.png"), coco("c.png", categories=(*CATS, {"id": 3, "name": "ant"}))),
    ),
    plant(
        "class-shift",
        "a broken link of a class",
        *CLASSES,
        "experiments/e/train/ant -> ../../../data/raw/ant",
        at="experiments/e/train",
        framework="torchvision",
        also=frozenset({"dangling"}),
    ),
    plant(
        "class-shift",
        "a class folder one split does not have",
        *CLASSES,
        "experiments/e/val/ant/x.png",
        at="experiments/e/train experiments/e/val",
        framework="torchvision",
    ),
    plant("class-shift", "the same classes in all splits", *CLASSES, framework="torchvision"),
    plant(
        "class-shift",
        "the same categories in another order of lines",
        *COCO,
        files=described(coco("a.png"), coco("c.png", categories=CATS[::-1])),
    ),
    plant(
        "class-balance",
        "one class only in the second split",
        *COCO,
        at="experiments/e/train/instances.json experiments/e/val/instances.json",
        files=described(coco("a.png"), coco("c.png", classes=(2, 2))),
    ),
    plant(
        "class-balance",
        "nearly the same mix",
        *COCO,
        files=described(
            coco("a.png", classes=(1, 2) * 10), coco("c.png", classes=(1, 2) * 10 + (1,))
        ),
    ),
)

HIDDEN = (
    "experiments/e/images/train -> ../../../data/raw/coco/train2017",
    *(f"data/raw/coco/train2017/{n}.png" for n in range(4)),
)
LABELS = (
    plant(
        "labels-unreachable",
        "a linked folder of images under another name",
        *HIDDEN,
        *(f"experiments/e/labels/train/{n}.txt" for n in range(4)),
        at="experiments/e/images/train",
    ),
    plant(
        "labels-unreachable",
        "half of the labels are not linked",
        *yolo("train"),
        *by_file("train", without=2),
        at="experiments/e/images/train",
    ),
    plant(
        "labels-unreachable",
        "labels beside the linked folder, under its name",
        *HIDDEN,
        *(f"data/raw/coco/labels/train2017/{n}.txt" for n in range(4)),
        at="experiments/e/images/train",
        framework="ultralytics",
    ),
    plant(
        "labels-unreachable",
        "a split no COCO file speaks of",
        *COCO,
        files={"experiments/e/train/instances.json": coco("a.png")},
        at="experiments/e/val",
    ),
    plant(
        "labels-unreachable",
        "one COCO file for all splits",
        *COCO,
        files={"experiments/e/all.json": coco("train/a.png", "val/c.png")},
    ),
    plant(
        "labels-unreachable",
        "a link to every file",
        *yolo("train", "val"),
        *by_file("train", "val"),
    ),
    plant(
        "labels-unreachable",
        "a link to the whole data set",
        *yolo("train", "val"),
        "experiments/e/images -> ../../data/raw/y/images",
        "experiments/e/labels -> ../../data/raw/y/labels",
    ),
    plant(
        "labels-unreachable",
        "as many negatives as are allowed",
        *yolo("train"),
        *by_file("train", without=1),
        files=config("audit.allowed_negatives = 30\n"),
    ),
    plant(
        "unpaired",
        "a label without an image",
        *yolo("train"),
        *by_file("train"),
        "experiments/e/labels/train/spare.txt",
        at="experiments/e/images/train",
    ),
    plant(
        "unpaired",
        "an image without a label, as allowed",
        *yolo("train"),
        *by_file("train", without=1),
        files=config("audit.allowed_negatives = 30\n"),
        at="experiments/e/images/train",
    ),
    plant("unpaired", "every image with its label", *yolo("train"), *by_file("train")),
    plant(
        "unpaired",
        "an empty label file",
        *yolo("train"),
        *by_file("train"),
        "experiments/e/images/train/negative.png",
        "experiments/e/labels/train/negative.txt",
    ),
)

ANNOTATIONS = (
    plant(
        "annotation-image-missing",
        "an image that is not there",
        *COCO,
        files=described(coco("a.png", "gone.png")),
        at="experiments/e/train/instances.json",
    ),
    plant(
        "annotation-image-missing",
        "a name in other letter case",
        *COCO,
        files=described(coco("A.PNG")),
        at="experiments/e/train/instances.json",
    ),
    plant(
        "annotation-image-missing",
        "backslashes in a name",
        *COCO,
        "experiments/e/train/sub/s.png",
        files=described(coco("sub\\s.png")),
        at="experiments/e/train/instances.json",
    ),
    plant(
        "annotation-image-missing",
        "a link to an image, and it is broken",
        *COCO,
        "experiments/e/train/l.png -> none",
        files=described(coco("a.png", "l.png")),
        at="experiments/e/train/instances.json",
        also=frozenset({"dangling"}),
    ),
    plant(
        "annotation-image-missing",
        "images in folders below",
        *COCO,
        "experiments/e/train/sub/s.png",
        files=described(coco("a.png", "sub/s.png")),
    ),
    plant(
        "annotation-image-missing",
        "linked images",
        *COCO,
        "experiments/e/train/l.png -> ../../../data/raw/a.png",
        files=described(coco("a.png", "l.png")),
    ),
    plant(
        "unreadable",
        "a COCO file that was cut off",
        *COCO,
        files=described(coco("a.png")[:40]),
        at="experiments/e/train/instances.json",
    ),
    plant(
        "unreadable",
        "COCO files of which nothing is left that tells what they were",
        *COCO,
        files=described('{"info": {', '{"info": {'),
        at="experiments/e/train/instances.json",
    ),
    plant(
        "unreadable",
        "a COCO file with values of other types",
        *COCO,
        files=described('{"images": [{"file_name": 5}], "annotations": [], "categories": []}'),
        at="experiments/e/train/instances.json",
    ),
    plant(
        "unreadable",
        "brackets nested a hundred thousand deep",
        *COCO,
        files=described('{"images": [], "x": ' + "[" * 100_000 + "]" * 100_000 + "}"),
        at="experiments/e/train/instances.json",
    ),
    plant(
        "unreadable",
        "a COCO file with a BOM",
        *COCO,
        files=described(b"\xef\xbb\xbf" + coco("a.png").encode()),
    ),
)

IMAGES = {"train/1.png": png(b"1"), "val/2.png": png(b"2")}
SET = "data/processed/set"


def by_dvc(root: bytes) -> None:
    """A folder DVC looks after, as hard links of its cache."""
    dvc_add(root, SET, IMAGES, hard=True)


def replaced(path: str, data: bytes, *before: Callable[[bytes], object]) -> Callable[[bytes], None]:
    """What makes a file of what lies at a path, after some other things."""

    def prepare(root: bytes) -> None:
        for make in before:
            make(root)
        write(root, path, data)

    return prepare


def in_git(root: bytes) -> None:
    git(root, "init", "-q")
    git(root, "add", "-A", "-f", ".")


def linked_in_set(root: bytes) -> None:
    by_dvc(root)
    build(root, f"{SET}/train/mine.png -> ../../../raw/a.png")


TRAIN = "experiments/baseline/train"
STORES = (
    plant(
        "dvc-mismatch",
        "a file that is not the one DVC recorded",
        at=f"{SET}/train/1.png",
        prepare=replaced(f"{SET}/train/1.png", b"another size", by_dvc),
    ),
    plant(
        "dvc-mismatch",
        "a file with other bytes of the same number, by a deep audit",
        at=f"{SET}/train/1.png",
        prepare=replaced(f"{SET}/train/1.png", IMAGES["train/1.png"][:-1] + b"!", by_dvc),
        deep=True,
    ),
    plant("dvc-mismatch", "a folder as DVC recorded it", prepare=by_dvc, deep=True),
    plant(
        "inside-dvc-output",
        "a link in a folder of DVC",
        at=f"{SET}/train/mine.png",
        prepare=linked_in_set,
    ),
    plant(
        "inside-dvc-output",
        "a link beside a folder of DVC",
        "data/processed/mine.png -> ../raw/a.png",
        prepare=by_dvc,
    ),
    plant(
        "link-became-text",
        "a link that git checked out as a text",
        at=TRAIN,
        prepare=replaced(TRAIN, b"../../data/processed/v1/train", in_git),
    ),
    plant("link-became-text", "links as git recorded them", prepare=in_git),
    plant(
        "name-collision",
        "two names that differ by case",
        "data/raw/A.png",
        at="data/raw/A.png data/raw/a.png",
    ),
    plant("name-collision", "two names that differ by more", "data/raw/A2.png"),
    plant(
        "same-claim-different-data",
        "two folders that are both v1/train",
        "old/processed/v1/train/x.png",
        "experiments/f/train -> ../../old/processed/v1/train",
        at=f"{TRAIN} experiments/f/train",
    ),
    plant(
        "same-claim-different-data",
        "one folder by two ways",
        "same/processed -> ../data/processed",
        "experiments/f/train -> ../../same/processed/v1/train",
    ),
    plant(
        "split-leak-bytes",
        "a copy of a training image in val",
        at=f"{TRAIN} experiments/baseline/val",
        files={"data/raw/e.png": png(b"x"), "data/raw/a.png": png(b"x")},
        deep=True,
    ),
    plant("split-leak-bytes", "images that all differ", deep=True),
    plant(
        "image-corrupt",
        "an image that was cut short",
        at="data/raw/a.png",
        files={"data/raw/a.png": png(b"x")[:-4]},
        deep=True,
    ),
    plant("image-corrupt", "whole images", "data/raw/notes.txt", deep=True),
    plant(
        "could-be-linked",
        "a copy in another version",
        at="data/raw/copy.png",
        files={"data/processed/v2/copy.png": png(b"x"), "data/raw/copy.png": png(b"x")},
        deep=True,
    ),
    plant(
        "could-be-linked",
        "a hard link in another version",
        prepare=lambda root: os.link(root + b"/data/raw/a.png", root + b"/data/processed/h.png"),
        deep=True,
    ),
)

NO_DATA = (
    plant("no-data", "an experiment with nothing in it yet", "experiments/e/", at="experiments/e"),
    plant(
        "no-data",
        "an experiment with a README and models",
        "experiments/e/README.md",
        "experiments/e/models/",
        at="experiments/e",
    ),
    plant("no-data", "an experiment with an image of its own", "experiments/e/a.png"),
    plant("no-data", "an experiment with one link", "experiments/e/l -> ../../data/raw/a.png"),
)

CLEAN = (
    plant("", "links version by version"),
    plant("", "YOLO data, linked file by file", *yolo("train", "val"), *by_file("train", "val")),
    plant("", "COCO data", *COCO, files=described(coco("a.png", "b.png"))),
    plant("", "a folder a class", *CLASSES),
    plant(
        "",
        "the layout of COCO 2017, linked as one folder",
        *COCO_2017,
        files={
            f"data/raw/coco/annotations/instances_{split}2017.json": coco(f"{split}.png")
            for split in ("train", "val")
        },
    ),
    plant(
        "",
        "an experiment that is a link",
        "archive/e/train -> ../../data/processed/v1/train",
        "experiments/e -> ../archive/e",
    ),
    plant(
        "",
        "a fault that is switched off",
        "experiments/e/l -> none",
        files=config('audit.off = ["dangling"]\n'),
    ),
)

PLANTS: tuple[Plant, ...] = (
    *LINKS,
    *SPLITS,
    *LABELS,
    *ANNOTATIONS,
    *STORES,
    *stored.ROWS,
    *NO_DATA,
    *CLEAN,
)
