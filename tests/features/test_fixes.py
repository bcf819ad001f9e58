"""Fixes of findings, end to end: plant, audit, fix, audit again, undo."""

import hashlib
import os
from pathlib import Path

import pytest

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.remedies import FIXABLE, REMEDIES
from cvlink_gui.core.rules import RULES
from cvlink_gui.features.audit import Audit, Fixes, Request, audit
from cvlink_gui.features.audit.fixes import PLANNERS
from cvlink_gui.features.project import Project
from tests.conftest import build, seen
from tests.features.real_frameworks import ultralytics_sees


def audited(root: bytes, framework: str = "") -> tuple[Project, Audit]:
    project = Project.open(root)
    project.load()
    return project, audit(project, Request(framework=framework, fixes=True))


def only(found: Audit, rule: str) -> Finding:
    (finding,) = (finding for finding in found.findings if finding.rule == rule)
    return finding


def rules(found: Audit) -> set[str]:
    return {finding.rule for finding in found.findings}


def contents(root: bytes) -> dict[bytes, str]:
    """A digest of every file, links left out."""
    return {
        path: hashlib.sha256(Path(os.fsdecode(os.path.join(root, path))).read_bytes()).hexdigest()
        for path, what in seen(root).items()
        if isinstance(what, int)
    }


def fixed(root: bytes, rule: str, framework: str = "") -> Audit:
    """Fix the one finding of a rule, look that no byte of data changed; the audit afterwards.

    An undo at the end brings everything back.
    """
    before, data = seen(root), contents(root)
    project, found = audited(root, framework)
    plan = only(found, rule).fix
    assert plan is not None
    assert project.run(plan).ok
    after = audited(root, framework)[1]
    assert contents(root) == data
    entry = project.journal.undoable()
    assert entry is not None
    assert project.undo(entry).ok
    assert seen(root) == before
    return after


def test_every_rule_says_in_words_what_to_do_about_it():
    assert REMEDIES.keys() == RULES.keys()
    assert FIXABLE | {"drift"} == PLANNERS.keys() <= RULES.keys()


def test_a_dangling_link_is_pointed_at_where_its_target_went(root):
    build(root, "experiments/bad/train -> ../../data/gone/v2/train")
    assert "dangling" not in rules(fixed(root, "dangling"))


def test_a_target_that_is_nowhere_has_no_fix(root):
    build(root, "experiments/bad/l -> ../../nothing/like/this")
    assert only(audited(root)[1], "dangling").fix is None


def test_a_class_that_dropped_out_of_a_split_is_linked_again(tmp_path):
    classes = ("data/store/new/ant/a.jpg", "data/store/cat/b.jpg")
    split = "data/splits/v1/train"
    root = build(
        tmp_path,
        *classes,
        f"{split}/ant -> ../../../store/old/ant",
        f"{split}/cat -> ../../../store/cat",
        "experiments/e/train -> ../../data/splits/v1/train",
        "experiments/e/val/ant/x.jpg",
        "experiments/e/val/cat/y.jpg",
    )
    project, found = audited(root, "torchvision")
    plans = [f.fix for f in found.findings if f.rule == "class-shift" and f.fix is not None]
    assert [[step.path for step in plan.steps] for plan in plans] == [
        [b"data/splits/v1/train/ant"],
        [b"data/splits/v1/train/ant"],
    ]
    assert project.run(plans[0]).ok
    assert "class-shift" not in rules(audited(root, "torchvision")[1])


@pytest.mark.parametrize(
    "lines",
    [
        ("experiments/bad/a -> b", "experiments/bad/b -> a"),
        ("experiments/bad/up -> ../bad",),
    ],
)
def test_links_that_close_a_circle_are_removed(root, lines):
    build(root, *lines)
    assert "loop" not in rules(fixed(root, "loop"))


def test_a_link_that_only_leads_into_a_circle_stays(root):
    build(root, "experiments/bad/a -> b", "experiments/bad/b -> b")
    plan = only(audited(root)[1], "loop").fix
    assert plan is not None
    assert [step.path for step in plan.steps] == [b"experiments/bad/b"]


def test_an_absolute_link_becomes_relative_but_not_in_raw_data(root):
    text = os.fsdecode(root)
    build(root, f"experiments/a/l -> {text}/data/processed/v1", f"data/raw/l -> {text}/data")
    found = audited(root)[1]
    plans = [f.fix for f in found.findings if f.rule == "not-portable"]
    assert [plan and [step.path for step in plan.steps] for plan in plans] == [
        None,
        [b"experiments/a/l"],
    ]
    os.unlink(root + b"/data/raw/l")
    assert "not-portable" not in rules(fixed(root, "not-portable"))


def test_the_head_of_a_long_chain_leads_to_the_data_itself(root):
    links = [f"experiments/c/l{n} -> l{n + 1}" for n in range(4)]
    build(root, *links, "experiments/c/l4 -> ../../data/processed/v1")
    assert "deep-chain" not in rules(fixed(root, "deep-chain"))


YOLO = (
    *(f"data/raw/coco/train2017/{n}.jpg" for n in range(4)),
    "experiments/e/images/train -> ../../../data/raw/coco/train2017",
)


@pytest.mark.parametrize(
    "labels",
    [
        [f"experiments/e/labels/train/{n}.txt" for n in range(4)],
        [
            *(f"data/processed/labels/{n}.txt" for n in range(4)),
            "experiments/e/labels/train -> ../../../data/processed/labels",
        ],
        [
            *(f"data/raw/coco/labels/train2017/{n}.txt" for n in range(4)),
            "experiments/e/data.yaml",
        ],
    ],
)
def test_labels_are_reached_through_links_to_each_image(tmp_path, labels):
    root = build(tmp_path, *YOLO, *labels)
    assert "labels-unreachable" not in rules(fixed(root, "labels-unreachable", "ultralytics"))


def test_the_real_functions_of_ultralytics_find_the_labels_after_the_fix(tmp_path):
    root = build(tmp_path, *YOLO, *(f"experiments/e/labels/train/{n}.txt" for n in range(4)))
    split = root + b"/experiments/e/images/train"
    assert ultralytics_sees(split) == (4, 0)
    project, found = audited(root, "ultralytics")
    plan = only(found, "labels-unreachable").fix
    assert plan is not None
    assert project.run(plan).ok
    assert ultralytics_sees(split) == (4, 4)


def test_labels_that_are_nowhere_have_no_fix(tmp_path):
    root = build(tmp_path, *YOLO)
    assert only(audited(root, "ultralytics")[1], "labels-unreachable").fix is None


def test_a_split_that_leads_to_another_one_is_pointed_at_its_own(root):
    build(
        root,
        "experiments/bad/train -> ../../data/splits/v1/train",
        "experiments/bad/val -> ../../data/splits/v1/train",
    )
    assert "split-leak" not in rules(fixed(root, "split-leak"))


def test_shared_images_are_taken_out_of_the_larger_split_with_the_links_of_their_labels(tmp_path):
    up = "../../../.."
    root = build(
        tmp_path,
        *(f"data/raw/y/images/{n}.jpg" for n in range(4)),
        *(f"data/raw/y/labels/{n}.txt" for n in range(4)),
        *(
            f"experiments/e/{part}/{split}/{n}.{suffix} -> {up}/data/raw/y/{part}/{n}.{suffix}"
            for split, numbers in (("train", (0, 1, 2)), ("val", (2, 3)))
            for n in numbers
            for part, suffix in (("images", "jpg"), ("labels", "txt"))
        ),
    )
    plan = only(audited(root)[1], "split-leak").fix
    assert plan is not None
    assert [step.path for step in plan.steps] == [
        b"experiments/e/images/train/2.jpg",
        b"experiments/e/labels/train/2.txt",
    ]
    assert rules(fixed(root, "split-leak")) <= {"raw-writable"}


def test_files_that_are_shared_by_themselves_are_not_taken_away(tmp_path):
    root = build(tmp_path, "data/raw/x", "experiments/e/train/a.jpg", "experiments/e/val/b.jpg")
    os.unlink(root + b"/experiments/e/val/b.jpg")
    os.link(root + b"/experiments/e/train/a.jpg", root + b"/experiments/e/val/b.jpg")
    assert only(audited(root)[1], "split-leak").fix is None


def down(root: bytes, tmp_path: Path) -> bytes:
    """A project of which 25 links lead to a disk that is not mounted, and one elsewhere."""
    mount = os.fsdecode(build(tmp_path / "mnt" / "nas"))
    build(
        root,
        *(f"experiments/big/train/{n}.jpg -> {mount}/raw/{n}.jpg" for n in range(25)),
        *(f"data/other/{n}.jpg" for n in range(25)),
        f"experiments/big/end -> {mount}/end",
        f"experiments/big/c0 -> {mount}/raw/3.jpg/x",
    )
    Path(os.fsdecode(root), "cvlink.toml").write_text(f"links.allowed_roots = [{mount!r}]\n")
    return root


def test_while_a_disk_is_missing_no_link_into_it_is_changed(root, tmp_path):
    project, found = audited(down(root, tmp_path))
    assert "mount-down" in rules(found)
    fixes = Fixes(project, found.findings)
    for finding in found.findings:
        assert finding.fix is None or finding.rule == "not-portable"
        proposal = fixes.propose(finding)
        assert proposal is None or proposal.conflicts or finding.rule == "not-portable"


def test_a_fix_that_would_change_links_into_a_missing_disk_is_refused_and_says_why(root, tmp_path):
    down(root, tmp_path)
    links = [f"experiments/deep/l{n} -> l{n + 1}" for n in range(5)]
    mount = os.fsdecode(tmp_path) + "/mnt/nas"
    build(root, *links, f"experiments/deep/l5 -> {mount}/end")
    os.makedirs(f"{mount}/end")
    build(root, f"experiments/loop/l -> {mount}/back")
    os.symlink(os.fsdecode(root) + "/experiments/loop/l", f"{mount}/back")
    found = audited(root)[1]
    loop = only(found, "loop")
    assert loop.fix is None
    assert "seems not to be mounted" in str(loop.evidence["fix_refused"])
