"""Rows on bytes, on git and DVC, and on what was there before."""

import os
import shutil
import subprocess
from functools import partial

from tests.conftest import build
from tests.features.real_git import OWN
from tests.features.stores import dvc_add, keep, md5, write
from tests.features.test_deep_rules import jpeg
from tests.plants.planting import Plant, hard_link, plant, png

SET = "data/processed/set"
FILES = {name: png(name.encode()) for name in ("train/1.png", "val/2.png")}


def copied(one: str, other: str, root: bytes) -> None:
    full = os.path.join(root, os.fsencode(other))
    os.makedirs(os.path.dirname(full), exist_ok=True)
    shutil.copyfile(os.path.join(root, os.fsencode(one)), full)


def relinked(path: str, text: str, root: bytes) -> None:
    os.unlink(os.path.join(root, os.fsencode(path)))
    build(root, f"{path} -> {text}")


def written(path: str, data: bytes, root: bytes) -> None:
    write(root, path, data)


def committed(root: bytes) -> None:
    for words in (("init", "-q"), ("add", "-A", "-f", "."), ("commit", "-q", "-m", "all")):
        subprocess.run(["git", *words], cwd=root, env=os.environ | OWN, check=True)


def became_text(root: bytes) -> None:
    committed(root)
    write(root, "experiments/baseline/val", "../../data/processed/v1/val")


def added_to_dvc(root: bytes) -> None:
    dvc_add(root, SET, FILES, hard=True)


def other_version(root: bytes) -> None:
    """The cache's object of another file is linked in the place of one."""
    added_to_dvc(root)
    other = keep(root, md5(b"other"), b"other")
    relinked(f"{SET}/train/1.png", os.fsdecode(other), root)


def other_size(root: bytes) -> None:
    dvc_add(root, SET, FILES, links=False)
    write(root, f"{SET}/train/1.png", png(b"longer") + b"more")


def linked_inside(root: bytes) -> None:
    added_to_dvc(root)
    build(root, f"{SET}/train/x.png -> ../../../raw/a.png")


def linked_beside(root: bytes) -> None:
    added_to_dvc(root)
    build(root, "data/processed/x.png -> ../raw/a.png")


ROWS: tuple[Plant, ...] = (
    plant(
        "split-leak-bytes",
        "a copy of a training image in the validation split",
        "experiments/e/train/a.png",
        at="experiments/e/train experiments/e/val",
        deep=True,
        prepare=partial(copied, "experiments/e/train/a.png", "experiments/e/val/other.png"),
    ),
    plant(
        "split-leak-bytes",
        "images of one size and other bytes",
        "experiments/e/train/a.png",
        "experiments/e/val/a.png",
        deep=True,
    ),
    plant(
        "image-corrupt",
        "a JPEG without its end",
        at="experiments/e/train/a.jpg",
        files={"experiments/e/train/a.jpg": jpeg(40, 40)[:-1]},
        deep=True,
    ),
    plant(
        "image-corrupt",
        "a text with the name of an image",
        at="experiments/e/train/a.jpg",
        files={"experiments/e/train/a.jpg": "<html>404</html>"},
        deep=True,
    ),
    plant(
        "image-corrupt",
        "a whole JPEG",
        files={"experiments/e/train/a.jpg": jpeg(40, 40)},
        deep=True,
    ),
    plant(
        "could-be-linked",
        "a copy of an image",
        at="data/raw/a.png",
        deep=True,
        prepare=partial(copied, "data/raw/a.png", "data/processed/v2/a.png"),
    ),
    plant(
        "could-be-linked",
        "a second name of the same file",
        deep=True,
        prepare=partial(hard_link, "data/raw/a.png", "data/processed/v2/a.png"),
    ),
    plant(
        "name-collision",
        "an image in two letter cases",
        "data/processed/v2/A.png",
        "data/processed/v2/a.png",
        at="data/processed/v2/A.png data/processed/v2/a.png",
    ),
    plant(
        "name-collision",
        "two names that differ by Unicode form",
        "data/processed/v2/\u00e9.png",
        "data/processed/v2/e\u0301.png",
        at="data/processed/v2/\u00e9.png data/processed/v2/e\u0301.png",
    ),
    plant("name-collision", "names that differ by more", "data/processed/v2/e.png"),
    plant(
        "same-claim-different-data",
        "two experiments say v1 and mean two folders",
        "old/processed/v1/train/x.png",
        "experiments/e/train -> ../../old/processed/v1/train",
        at="experiments/e/train",
    ),
    plant(
        "same-claim-different-data",
        "two experiments with one version",
        "experiments/e/train -> ../../data/processed/v1/train",
    ),
    plant(
        "dvc-mismatch",
        "a file linked to another version's object",
        at=f"{SET}/train/1.png",
        prepare=other_version,
        also=frozenset({"not-fetched"}),
    ),
    plant(
        "dvc-mismatch",
        "a file of another size than recorded",
        at=f"{SET}/train/1.png",
        prepare=other_size,
    ),
    plant("dvc-mismatch", "an output as it was recorded", prepare=added_to_dvc),
    plant(
        "inside-dvc-output",
        "a link in a DVC output",
        at=f"{SET}/train/x.png",
        prepare=linked_inside,
        also=frozenset({"dvc-mismatch"}),
    ),
    plant("inside-dvc-output", "a link beside a DVC output", prepare=linked_beside),
    plant(
        "link-became-text",
        "a committed link that is a file now",
        at="experiments/baseline/val",
        prepare=became_text,
    ),
    plant("link-became-text", "committed links that are links", prepare=committed),
    plant(
        "drift",
        "a link that leads elsewhere than in the manifest",
        "data/processed/v2/val/x.png",
        at="experiments/baseline/val",
        since=partial(relinked, "experiments/baseline/val", "../../data/processed/v2/val"),
    ),
    plant(
        "drift",
        "a file with other content than in the manifest",
        "experiments/e/train/a.png",
        at="experiments/e/train/a.png",
        since=partial(written, "experiments/e/train/a.png", png(b"other")),
    ),
    plant("drift", "nothing changed since the manifest", since=lambda _root: None),
)
