import json
import os

import pytest

from cvlink_gui.core.findings import Verdict
from cvlink_gui.features.audit import Request
from cvlink_gui.features.dvc import cache_of, records
from cvlink_gui.features.project import Project
from tests.conftest import build
from tests.features.real_git import git
from tests.features.stores import audited, dvc, dvc_add, found, keep, md5, rules, run, write

FILES = {"train/1.jpg": b"one", "train/2.jpg": b"two!", "val/3.jpg": b"three"}


pytestmark = pytest.mark.usefixtures("own_git")


@pytest.fixture
def root(tmp_path):
    root = build(
        tmp_path / "project",
        "experiments/e/train -> ../../data/train",
        "experiments/e/val -> ../../data/val",
    )
    dvc_add(root, "data", FILES)
    return root


def mismatches(root: bytes, *, deep: bool = False) -> list[str]:
    return [f.cause for f in found(root, "dvc-mismatch", Request(deep=deep))]


DVC_RULES = {"dvc-mismatch", "inside-dvc-output", "unreadable", "not-checked", "not-fetched"}


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("deep", [True, False])
def test_what_is_as_recorded_is_well(tmp_path, links, deep):
    root = build(tmp_path / "p", "experiments/e/train -> ../../data/train")
    dvc_add(root, "data", FILES, links=links)
    assert rules(root, Request(deep=deep)).isdisjoint(DVC_RULES)


def test_the_absolute_links_of_dvc_say_how_they_are_made_anew(root):
    finding = next(f for f in found(root, "not-portable") if f.experiment == b"e")
    assert finding.evidence["commands"] == ["dvc checkout --relink data.dvc"]


def test_a_write_through_a_link_shows_in_the_sum_of_sizes(root):
    with open(root + b"/data/train/1.jpg", "ab") as file:
        file.write(b"more")
    (cause,) = mismatches(root)
    assert "has 16 bytes, and 12 were recorded" in cause


def test_a_write_that_keeps_the_size_shows_in_the_hash_only(root):
    with open(root + b"/data/train/1.jpg", "r+b") as file:
        file.write(b"ONE")
    assert mismatches(root) == []
    (cause,) = mismatches(root, deep=True)
    assert "other bytes than recorded" in cause


def test_a_link_to_another_version_is_told_of_for_the_experiment_that_reaches_it(root):
    other = keep(root, md5(b"new"), b"new")
    os.unlink(root + b"/data/train/1.jpg")
    os.symlink(other, root + b"/data/train/1.jpg")
    (finding,) = found(root, "dvc-mismatch")
    assert (finding.experiment, finding.paths) == (b"e", (b"data/train/1.jpg",))
    assert "other content than recorded" in finding.cause
    assert audited(root).verdict is Verdict.NOT_READY


def test_recorded_files_that_are_gone_and_files_that_are_not_recorded(root):
    os.unlink(root + b"/data/train/1.jpg")
    write(root, "data/val/new.jpg", b"n")
    causes = {f.paths: f.cause for f in found(root, "dvc-mismatch")}
    assert "lacks files" in causes[b"data/train/1.jpg",]
    assert "not recorded" in causes[b"data/val/new.jpg",]


def test_files_a_dvcignore_may_leave_out_are_no_mismatch(root):
    write(root, ".dvcignore", "*.tmp\n")
    write(root, "data/val/x.tmp", b"n")
    assert mismatches(root) == []


def test_a_copy_of_another_size_is_told_of_by_name(tmp_path):
    root = build(tmp_path / "p", "experiments/e/train -> ../../data/train")
    dvc_add(root, "data", FILES, links=False)
    write(root, "data/train/2.jpg", b"longer than two")
    (finding,) = found(root, "dvc-mismatch")
    assert (finding.paths, "another size" in finding.cause) == ((b"data/train/2.jpg",), True)


def test_links_in_an_output_that_dvc_did_not_make_are_told_of(root):
    build(root, "other/x.jpg", "other/d/y.jpg")
    build(root, "data/val/mine.jpg -> ../../other/x.jpg", "data/val/dir -> ../../other/d")
    (finding,) = found(root, "inside-dvc-output")
    assert finding.paths == (b"data/val/dir", b"data/val/mine.jpg")
    assert finding.cause == "inside data, an output of data.dvc"


def test_links_beside_an_output_are_not_inside_it(root):
    build(root, "other/x.jpg", "database/mine.jpg -> ../other/x.jpg")
    assert found(root, "inside-dvc-output") == []


def test_an_output_that_was_not_fetched_says_the_command_and_the_size(tmp_path):
    root = build(tmp_path / "p", ".dvc/", "experiments/e/train -> ../../data/train")
    write(
        root, "data.dvc", f"outs:\n- md5: {'0' * 32}.dir\n  size: 77\n  hash: md5\n  path: data\n"
    )
    (finding,) = found(root, "not-fetched")
    assert finding.evidence["commands"] == ["dvc pull data.dvc"]
    assert finding.evidence["size"] == 77
    assert found(root, "dangling") == []


def test_a_cache_without_the_list_of_a_folder_leaves_sizes_and_counts(root):
    number = next(iter(records(opened(root)).outputs.values())).hash
    os.unlink(root + f"/.dvc/cache/files/md5/{number[:2]}/{number[2:]}".encode())
    (finding,) = found(root, "not-checked")
    assert "no list of the files" in finding.cause
    assert audited(root).verdict is Verdict.UNKNOWN
    os.unlink(root + b"/data/train/1.jpg")
    assert ["has 2 files, and 3 were recorded" in cause for cause in mismatches(root)] == [True]


def test_a_single_file_is_compared_as_well(tmp_path):
    root = build(tmp_path / "p", "experiments/e/", ".dvc/")
    write(root, "data/a.bin", b"abc")
    write(
        root,
        "data/a.bin.dvc",
        f"outs:\n- md5: {md5(b'abc')}\n  size: 3\n  hash: md5\n  path: a.bin\n",
    )
    assert mismatches(root, deep=True) == []
    write(root, "data/a.bin", b"abcd")
    assert mismatches(root) == [
        "data/a.bin has 4 bytes, and 3 were recorded in data/a.bin.dvc: written through a link?"
    ]


def opened(root: bytes) -> Project:
    project = Project.open(root)
    project.load()
    return project


def test_the_outputs_of_a_pipeline_lie_where_its_stages_work(tmp_path):
    root = build(tmp_path / "p", ".dvc/")
    write(
        root,
        "dvc.yaml",
        "stages:\n  a:\n    wdir: sub\n    cmd: x\n  b:\n    foreach: [1]\n"
        "    do:\n      wdir: deep/er\n",
    )
    write(
        root,
        "dvc.lock",
        "schema: '2.0'\nstages:\n  a:\n    outs:\n    - path: out\n      md5: "
        + "a" * 32
        + "\n      hash: md5\n  b@1:\n    outs:\n    - path: ../o\n      md5: "
        + "b" * 32
        + "\n",
    )
    found = records(opened(root))
    assert {path: (o.stage, o.algorithm) for path, o in found.outputs.items()} == {
        b"sub/out": ("a", "md5"),
        b"deep/o": ("b@1", "md5-dos2unix"),
    }
    assert found.errors == {}


def test_a_lock_from_before_schema_2_is_read(tmp_path):
    root = build(tmp_path / "p", ".dvc/")
    write(root, "dvc.lock", "a:\n  cmd: x\n  outs:\n  - path: out\n    md5: " + "a" * 32 + "\n")
    assert list(records(opened(root)).outputs) == [b"out"]


def test_an_import_and_a_working_folder_are_read(tmp_path):
    root = build(tmp_path / "p", ".dvc/")
    write(
        root,
        "in.dvc",
        "wdir: sub\nfrozen: true\ndeps:\n- path: x\n  repo:\n    url: git@h:r\n"
        "    rev_lock: abc\nouts:\n- path: x\n  md5: " + "a" * 32 + "\n",
    )
    output = records(opened(root)).outputs[b"sub/x"]
    assert (output.imported, output.frozen) == ("git@h:r", True)


def test_the_first_setting_of_the_cache_counts_relative_to_its_file(tmp_path, monkeypatch):
    root = build(tmp_path / "p", ".dvc/")
    monkeypatch.setenv("DVC_GLOBAL_CONFIG_DIR", str(tmp_path / "user"))
    assert cache_of(root) == root + b"/.dvc/cache"
    write(os.fsencode(tmp_path), "user/config", "[cache]\ndir = /user/cache\n")
    assert cache_of(root) == b"/user/cache"
    write(
        root, ".dvc/config", "[core]\n    remote = x\n[cache]\n    type = symlink\n    dir = ../c\n"
    )
    assert cache_of(root) == root + b"/c"
    write(root, ".dvc/config.local", "['remote \"x\"']\nurl = a\n[cache]\ndir = '/local dir'\n")
    assert cache_of(root) == b"/local dir"


@pytest.mark.parametrize(
    "text",
    [
        "outs: [",
        "outs: 3",
        "outs:\n- path: !!python/object/apply:os.system [true]\n",
        "outs:\n- md5: ../../../etc/passwd\n  path: x\n",
        "outs:\n- md5: x\n  size: many\n  path: x\n",
        "[" * 100_000,
        "a0: &a [x,x,x,x,x,x,x,x]\n" + "".join(
            f"a{n}: &a{n} [{','.join(['*a' + (str(n - 1) if n > 1 else '')] * 9)}]\n"
            for n in range(1, 12)
        ),
        b"\xff\xfe\x00",
        "",
    ],
    ids=["cut", "number", "tag", "hash", "size", "deep", "bomb", "bytes", "empty"],
)  # fmt: skip
def test_a_file_of_dvc_that_cannot_be_read_makes_the_verdict_unknown_never_ready(root, text):
    write(root, "data.dvc", text)
    result = audited(root)
    assert result.verdict is Verdict.UNKNOWN
    assert result.experiments[0].verdict is Verdict.UNKNOWN
    (finding,) = [f for f in result.findings if f.rule == "unreadable"]
    assert finding.paths == (b"data.dvc",)


@pytest.mark.parametrize(
    "listed",
    [b"", b"[", b"{}", b'[{"relpath": "../../x", "md5": ""}]', b'[{"relpath": "/etc/passwd"}]',
     b'[{"relpath": "a", "md5": "../x"}]', b"[" * 100_000],
)  # fmt: skip
def test_a_list_in_the_cache_that_cannot_be_read_is_told_of(root, listed):
    number = next(iter(records(opened(root)).outputs.values())).hash
    keep(root, number, listed)
    assert [f.paths for f in found(root, "unreadable")] == [(b"data",)]
    assert audited(root).verdict is Verdict.UNKNOWN


def test_settings_of_dvc_that_cannot_be_read_are_told_of(root):
    write(root, ".dvc/config", "no section\n")
    (finding,) = found(root, "unreadable")
    assert "no INI file" in finding.cause
    assert finding.experiment is not None  # whose data it is: nobody knows its version


def test_a_deep_audit_that_is_cancelled_is_undecided_never_ready(root):
    result = audited(root, Request(deep=True, cancelled=lambda: True))
    assert result.experiments[0].verdict is Verdict.UNKNOWN


def test_text_is_hashed_as_dvc_before_3_did(tmp_path):
    root = build(tmp_path / "p", ".dvc/")
    write(root, "a.txt", b"a\r\nb\r\n")
    write(
        root,
        "a.txt.dvc",
        "outs:\n- md5: " + md5(b"a\nb\n") + "\n  path: a.txt\n",
    )
    assert mismatches(root, deep=True) == []
    write(root, "a.txt", b"a\0\r\n")
    assert mismatches(root, deep=True)


# With the real DVC


@pytest.fixture
def real(tmp_path, monkeypatch):
    monkeypatch.setenv("DVC_SITE_CACHE_DIR", str(tmp_path / "site"))
    root = build(tmp_path / "project", "experiments/e/train -> ../../data/train")
    git(root, "init", "-q")
    dvc(root, "init", "-q")
    dvc(root, "config", "cache.type", "symlink")
    for name, data in FILES.items():
        write(root, f"data/{name}", data)
    dvc(root, "add", "-q", "data")
    return root


def status(root: bytes) -> dict:
    return json.loads(dvc(root, "data", "status", "--granular", "--json")).get("uncommitted", {})


def test_made_moved_broken_and_repaired_as_the_real_dvc_sees_it(real, tmp_path):
    assert rules(real, Request(deep=True)).isdisjoint(DVC_RULES)
    assert status(real) == {}

    os.unlink(real + b"/data/train/1.jpg")
    write(real, "data/val/more.jpg", b"m")
    write(real, "data/train/2.jpg", b"other")
    causes = {f.paths for f in found(real, "dvc-mismatch")}
    said = status(real)
    assert causes == {
        tuple(os.fsencode(path) for path in said[kind] if not path.endswith("/"))
        for kind in ("added", "modified", "deleted")
    }

    dvc(real, "checkout", "-q", "--force")
    assert rules(real, Request(deep=True)).isdisjoint(DVC_RULES)

    moved = os.fsencode(tmp_path / "moved")
    os.rename(real, moved)  # its links are absolute
    finding, _idle = found(moved, "not-fetched")
    assert finding.evidence["commands"] == ["dvc checkout --relink data.dvc"]
    dvc(moved, "checkout", "-q", "--relink")
    assert rules(moved, Request(deep=True)).isdisjoint(DVC_RULES)

    run(moved, "rm", "-rf", ".dvc/cache/files/md5", "data")
    (finding,) = found(moved, "not-fetched")
    assert finding.evidence["commands"] == ["dvc pull data.dvc"]
    assert finding.evidence["size"] == 12
