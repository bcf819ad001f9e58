"""Every rule of the table is asked: a project with its fault is found by it, a sound one is not."""

import json
import os
from collections.abc import Callable

import pytest

from cvlink_gui.core.findings import Finding, Verdict
from cvlink_gui.core.links import Health
from cvlink_gui.core.rules import RULES
from cvlink_gui.features.audit import Request, against, audit, read_manifest, write_manifest
from cvlink_gui.features.project import Project
from tests.conftest import build
from tests.features.real_git import commit_all, git
from tests.features.stores import dvc_add, keep, md5, write
from tests.features.test_deep_rules import jpeg, png

DEEP = Request(deep=True)


pytestmark = pytest.mark.usefixtures("own_git")


@pytest.fixture
def root(tmp_path):
    """A sound project with a bit of everything: YOLO, COCO, folders of classes, DVC, git."""
    root = build(
        tmp_path / "p",
        "experiments/yolo/images/train/a.png -> ../../../../data/raw/a.png",
        "experiments/yolo/images/val/b.png -> ../../../../data/raw/b.png",
        "experiments/coco/train -> ../../data/splits/v1/train",
        "experiments/coco/val -> ../../data/splits/v1/val",
        "experiments/classes/train -> ../../data/splits/v2/train",
        "experiments/classes/val -> ../../data/splits/v2/val",
        "experiments/dvc/train -> ../../data/processed/set/train",
        "experiments/dvc/val -> ../../data/processed/set/val",
        "data/splits/v1/train/c.png -> ../../../raw/c.png",
        "data/splits/v1/val/d.png -> ../../../raw/d.png",
    )
    for at, name in enumerate("abcd"):
        write(root, f"data/raw/{name}.png", png(20, 20, fill=at))
        os.chmod(root + f"/data/raw/{name}.png".encode(), 0o444)
    for at, (split, name) in enumerate((("train", "a"), ("val", "b"))):
        write(root, f"experiments/yolo/labels/{split}/{name}.txt", "0 .5 .5 .1 .1\n")
        for to, kind in enumerate(("cat", "dog")):
            image = png(20, 20, fill=10 + 2 * at + to)
            write(root, f"data/splits/v2/{split}/{kind}/1.png", image)
    write(root, TRAIN, coco("c.png"))
    write(root, VAL, coco("d.png"))
    files = {"train/1.png": png(20, 20, fill=20), "val/2.png": png(20, 20, fill=21)}
    dvc_add(root, SET, files, hard=True)
    git(root, "init", "-q")
    commit_all(root)
    return root


TRAIN, VAL = "data/splits/v1/train/instances.json", "data/splits/v1/val/instances.json"
SET = "data/processed/set"
CATEGORIES = [{"id": 1, "name": "cat"}, {"id": 2, "name": "dog"}]


def coco(*names: str, classes=(1, 2), categories=CATEGORIES) -> str:
    images = [{"id": at, "file_name": name} for at, name in enumerate(names)]
    annotations = [{"id": at, "image_id": 0, "category_id": c} for at, c in enumerate(classes)]
    return json.dumps({"images": images, "annotations": annotations, "categories": categories})


def relink(root: bytes, path: str, text: str) -> None:
    os.unlink(os.path.join(root, path.encode()))
    build(root, f"{path} -> {text}")


def denied(project: Project) -> None:
    """As the scan of another user has it: for root nothing is denied."""
    _judge(project, Health.DENIED)


def not_answering(project: Project) -> None:
    _judge(project, Health.NOT_ANSWERING)


def _judge(project: Project, health: Health) -> None:
    from dataclasses import replace

    (listing,) = project.relist([b"experiments/coco"])
    project.take(replace(listing, health=bytes([health]) * len(listing)))


def _write_dvc(root: bytes) -> None:
    other = keep(root, md5(b"other"), b"other")
    relink(root, f"{SET}/train/1.png", os.fsdecode(other))


def _became_text(root: bytes) -> None:
    os.unlink(root + b"/experiments/coco/train")
    write(root, "experiments/coco/train", "../../data/splits/v1/train")


E = "experiments/coco"
V2 = "data/splits/v2"
PLANTS: dict[str, Callable[[bytes], object]] = {
    "dangling": lambda r: build(r, f"{E}/x -> none"),
    "not-fetched": lambda r: build(r, f"{E}/x -> ../../hub/blobs/" + "0" * 64),
    "loop": lambda r: build(r, f"{E}/x -> x"),
    "mount-down": lambda r: build(r, *(f"{E}/{n} -> /no/such/disk/{n}" for n in range(30))),
    "labels-unreachable": lambda r: os.unlink(r + b"/experiments/yolo/labels/train/a.txt"),
    "class-shift": lambda r: build(r, f"{V2}/train/bird/x.png"),
    "split-leak": lambda r: relink(r, "data/splits/v1/val/d.png", "../../../raw/c.png"),
    "split-leak-bytes": lambda r: write(r, "data/splits/v1/val/x.png", png(20, 20, fill=2)),
    "annotation-image-missing": lambda r: write(r, TRAIN, coco("none.png")),
    "dvc-mismatch": _write_dvc,
    "raw-writable": lambda r: os.chmod(r + b"/data/raw/a.png", 0o644),
    "same-claim-different-data": lambda r: build(
        r, "old/splits/v1/train/x.txt", "experiments/f/train -> ../../old/splits/v1/train"
    ),
    "empty": lambda r: build(r, "data/raw/none/", f"{E}/x -> ../../data/raw/none"),
    "image-corrupt": lambda r: write(r, "data/splits/v1/train/x.jpg", jpeg(50, 50)[:-1]),
    "outside-roots": lambda r: build(r, f"{E}/x -> /etc"),
    "not-portable": lambda r: build(r, f"{E}/x -> {os.fsdecode(r)}/{V2}"),
    "link-became-text": _became_text,
    "inside-dvc-output": lambda r: build(r, f"{SET}/train/x.png -> ../../../raw/a.png"),
    "unpaired": lambda r: write(r, "experiments/yolo/labels/train/lost.txt", "0 .5 .5 .1 .1\n"),
    "could-be-linked": lambda r: write(r, "data/raw/x.png", png(20, 20, fill=0)),
    "deep-chain": lambda r: build(
        r, *(f"{E}/l{n} -> l{n - 1}" for n in range(1, 6)), f"{E}/l0 -> ../../{V2}"
    ),
    "name-collision": lambda r: write(r, "data/raw/A.png", b"x"),
    "class-balance": lambda r: write(r, VAL, coco("d.png", classes=(1, 1, 1, 2))),
    "unreadable": lambda r: write(r, TRAIN, "{"),
    "no-data": lambda r: build(r, "experiments/new/"),
}
JUDGED: dict[str, Callable[[Project], None]] = {"denied": denied, "not-checked": not_answering}


def findings(root: bytes, judge: Callable[[Project], None] = lambda _: None) -> list[Finding]:
    project = Project.open(root)
    project.load()
    judge(project)
    return list(audit(project, DEEP).findings)


def test_a_sound_project_is_ready_to_the_last_byte(root):
    assert findings(root) == []
    project = Project.open(root)
    project.load()
    result = audit(project, DEEP)
    assert {e.verdict for e in result.experiments} == {Verdict.READY}
    assert len(result.experiments) == 4


@pytest.mark.parametrize("rule", PLANTS)
def test_what_is_planted_is_found_by_its_rule(root, rule):
    PLANTS[rule](root)
    found = [finding for finding in findings(root) if finding.rule == rule]
    assert found
    assert all(f.cause and f.message and f.paths for f in found)
    assert json.dumps([f.evidence for f in found])


@pytest.mark.parametrize("rule", JUDGED)
def test_what_the_system_refuses_is_found_by_its_rule(root, rule):
    assert rule in {finding.rule for finding in findings(root, JUDGED[rule])}


def test_what_changed_since_a_manifest_is_found_by_its_rule(root, tmp_path):
    project = Project.open(root)
    project.load()
    path = os.fsencode(tmp_path / "manifest.json")
    write_manifest(project, audit(project), path)
    assert against(project, read_manifest(path)) == []
    relink(root, "data/splits/v1/val/d.png", "../../../raw/c.png")
    project.load()
    assert {f.rule for f in against(project, read_manifest(path))} == {"drift"}


def test_no_rule_of_the_table_is_left_out():
    assert {*PLANTS, *JUDGED, "drift"} == set(RULES)
