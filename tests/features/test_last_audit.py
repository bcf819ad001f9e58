import os
import shutil
from pathlib import Path

import pytest

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.rules import Severity
from cvlink_gui.core.said import NOTHING
from cvlink_gui.features.audit import Contents, LastAudit, Request, audit
from cvlink_gui.features.audit.evidence import facts
from cvlink_gui.features.project import Project
from tests.conftest import build, seen
from tests.features.stores import write

TRAIN = b"data/splits/v1/train/1.jpg"


@pytest.fixture
def root(tmp_path):
    root = build(tmp_path / "project")
    for name in "abc":
        write(root, f"data/raw/{name}.jpg", name * 20)
    return build(
        root,
        "data/splits/v1/train/1.jpg -> ../../../raw/a.jpg",
        "data/splits/v1/val/2.jpg -> ../../../raw/b.jpg",
        "experiments/e/train -> ../../data/splits/v1/train",
        "experiments/e/val -> ../../data/splits/v1/val",
    )


def opened(root: bytes) -> Contents:
    project = Project.open(root)
    project.load()
    return Contents(project)


def audited(root: bytes, *only: bytes) -> dict[tuple[bytes | None, str], tuple[bytes, ...]]:
    """An audit somebody asks for: what it says of drift; the next one is compared with it."""
    contents, request = opened(root), Request(only)
    audit(contents.project, request, contents)
    last = LastAudit(contents, request)
    found = last.drift()
    assert {f.rule for f in found} <= {"drift"}
    last.accept()
    return {(f.experiment, str(f.evidence["kind"])): f.paths for f in found}


def relink(root: bytes, path: bytes, text: str) -> None:
    os.unlink(os.path.join(root, path))
    os.symlink(text, os.path.join(root, path))


def kept_in(root: bytes) -> Path:
    return Path(os.fsdecode(Project.open(root).journal.folder)) / "last-audit"


def test_the_first_audit_has_nothing_to_compare_with_and_the_project_stays_as_it_is(root):
    before = seen(root)
    assert audited(root) == {}
    assert kept_in(root).exists()
    assert seen(root) == before


def test_a_link_that_was_retargeted_is_told_of_once(root):
    audited(root)
    relink(root, TRAIN, "../../../raw/c.jpg")
    (finding,) = LastAudit(opened(root), Request()).drift()
    assert (finding.experiment, finding.paths) == (b"e", (TRAIN,))
    assert finding.evidence["changes"] == [
        {"path": os.fsdecode(TRAIN), "before": "../../../raw/a.jpg", "after": "../../../raw/c.jpg"}
    ]
    assert "than at the last audit" in finding.message
    assert audited(root) == {(b"e", "retargeted"): (TRAIN,)}
    assert audited(root) == {}


@pytest.mark.parametrize("native", ["1", "0"])
@pytest.mark.parametrize("what", ["size", "mtime"])
def test_a_file_that_was_written_has_other_content_for_who_uses_it(root, what, native, monkeypatch):
    monkeypatch.setenv("CVLINK_NATIVE", native)
    audited(root)
    write(root, "data/raw/a.jpg", "x" * (30 if what == "size" else 20))
    write(root, "data/raw/c.jpg", "nobody uses it")
    assert audited(root) == {
        (b"e", "content changed"): (b"data/raw/a.jpg",),
        (None, "content changed"): (b"data/raw/c.jpg",),
    }


def test_what_is_gone_and_what_is_new(root):
    audited(root)
    os.unlink(root + b"/data/splits/v1/val/2.jpg")
    build(root, "data/splits/v1/val/new.jpg -> ../../../raw/c.jpg", "data/raw/more/x.jpg")
    assert audited(root) == {
        (b"e", "gone"): (b"data/splits/v1/val/2.jpg",),
        (b"e", "new"): (b"data/splits/v1/val/new.jpg",),
        (None, "new"): (b"data/raw/more",),
    }


def test_a_link_in_place_of_which_a_file_lies_has_other_content(root):
    audited(root)
    os.unlink(root + b"/" + TRAIN)
    write(root, os.fsdecode(TRAIN), "a copy")
    assert audited(root) == {(b"e", "content changed"): (TRAIN,)}


def test_a_folder_that_is_empty_now_is_told_of_once(root):
    audited(root)
    for name in (b"a", b"b", b"c"):
        os.unlink(root + b"/data/raw/" + name + b".jpg")
    assert audited(root) == {(None, "gone"): (b"data/raw",)}
    assert audited(root) == {}


def test_what_training_and_code_leave_behind_is_no_drift(root):
    audited(root)
    write(root, "experiments/e/weights.pt", "w")
    write(root, "experiments/e/runs/1/curve.png", "p")
    write(root, "train.py", "code")
    build(root, "experiments/new/train -> ../../data/splits/v1/train")
    assert audited(root) == {}


def test_an_audit_of_one_experiment_accepts_only_what_that_one_uses(root):
    build(root, "data/splits/v2/val/3.jpg -> ../../../raw/c.jpg")
    build(root, "experiments/f/val -> ../../data/splits/v2/val")
    audited(root)
    relink(root, TRAIN, "../../../raw/c.jpg")
    relink(root, b"data/splits/v2/val/3.jpg", "../../../raw/a.jpg")
    assert audited(root, b"f") == {(b"f", "retargeted"): (b"data/splits/v2/val/3.jpg",)}
    assert audited(root) == {(b"e", "retargeted"): (TRAIN,)}


def test_data_outside_of_the_project_is_compared_too_and_a_missing_disk_is_not_forgotten(
    root, tmp_path
):
    away = build(tmp_path / "away", "x.jpg", "y.jpg")
    write(root, "cvlink.toml", f'[links]\nallowed_roots = ["{os.fsdecode(away)}"]\n')
    build(root, f"experiments/e/more -> {os.fsdecode(away)}")
    audited(root)
    hidden = away + b".hidden"
    os.rename(away, hidden)
    os.mkdir(away)
    assert audited(root) == {(b"e", "gone"): (away,)}
    os.rmdir(away)
    os.rename(hidden, away)
    write(away, "x.jpg", "written anew")
    assert audited(root) == {(b"e", "content changed"): (away + b"/x.jpg",)}


@pytest.mark.parametrize("line", ["since_last = false", 'off = ["drift"]'])
def test_it_can_be_switched_off(root, line):
    write(root, "cvlink.toml", f"[audit]\n{line}\n")
    audited(root)
    assert not kept_in(root).exists()


@pytest.mark.parametrize("how", ["cut", "flipped", "empty", "a folder"])
def test_what_is_damaged_is_passed_by_and_kept_anew(root, how):
    audited(root)
    file = kept_in(root)
    data = file.read_bytes()
    file.unlink()
    if how == "a folder":
        file.mkdir()
    else:
        flipped = data[:50] + bytes([data[50] ^ 1]) + data[51:]
        file.write_bytes({"cut": data[:-9], "flipped": flipped, "empty": b""}[how])
    relink(root, TRAIN, "../../../raw/c.jpg")
    assert audited(root) == {}
    if how != "a folder":
        relink(root, TRAIN, "../../../raw/a.jpg")
        assert audited(root) == {(b"e", "retargeted"): (TRAIN,)}


def test_only_a_folder_whose_columns_are_damaged_is_passed_by(root):
    audited(root)
    file = kept_in(root)
    file.write_bytes(file.read_bytes().replace(b"raw/a.jpg", b"raw/d.jpg"))
    relink(root, TRAIN, "../../../raw/c.jpg")
    relink(root, b"data/splits/v1/val/2.jpg", "../../../raw/a.jpg")
    assert audited(root) == {(b"e", "retargeted"): (b"data/splits/v1/val/2.jpg",)}
    relink(root, TRAIN, "../../../raw/a.jpg")
    assert audited(root) == {(b"e", "retargeted"): (TRAIN,)}


def test_an_audit_of_one_experiment_keeps_what_others_use_but_for_what_is_damaged(root):
    build(root, "experiments/f/train -> ../../data/raw")
    audited(root)
    file = kept_in(root)
    file.write_bytes(file.read_bytes().replace(b"raw/a.jpg", b"raw/d.jpg"))
    relink(root, b"experiments/f/train", "../../data/splits/v1/val")
    assert audited(root, b"f") == {(b"f", "retargeted"): (b"experiments/f/train",)}
    assert audited(root, b"f") == audited(root) == {}


def test_another_folder_in_the_same_place_is_no_drift(root):
    audited(root)
    os.rename(root, root + b".old")
    shutil.copytree(root + b".old", root, symlinks=True)
    relink(root, TRAIN, "../../../raw/c.jpg")
    assert audited(root) == {}


def test_names_of_any_bytes_are_compared(root):
    build(root, b"data/raw/\xff\n.jpg".decode("utf-8", "surrogateescape"))
    audited(root)
    write(root, os.fsdecode(b"data/raw/\xff\n.jpg"), "more than before")
    assert audited(root) == {(None, "content changed"): (b"data/raw/\xff\n.jpg",)}


def test_a_change_is_told_in_a_few_words():
    changes: list[object] = [
        {"path": "a", "before": "1 kB", "after": "2 kB"},
        {"path": "b", "before": "", "after": "data/v1"},
        {"path": "c", "before": "", "after": ""},
    ]
    told: dict[str, object] = {"changes": changes}
    finding = Finding("drift", Severity.WARNING, NOTHING, NOTHING, (b"a",), None, told)
    assert [*facts(finding, 2)] == [("changes", "a: 1 kB => 2 kB, b: data/v1, and 1 more")]
