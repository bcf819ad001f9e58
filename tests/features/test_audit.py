import errno
import os
from dataclasses import replace

import pytest

from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.findings import Finding, Verdict
from cvlink_gui.core.links import Health, Listing
from cvlink_gui.features.audit import Audit, Contents, Request, audit
from cvlink_gui.features.project import Project
from tests.conftest import build


def protect(root: bytes) -> None:
    """Raw data as it should be: nobody may write to it."""
    for folder, _, files in os.walk(os.path.join(root, b"data/raw"), topdown=False):
        for name in files:
            if not os.path.islink(os.path.join(folder, name)):
                os.chmod(os.path.join(folder, name), 0o444)
        os.chmod(folder, 0o500)


def audited(root: bytes, *only: bytes) -> Audit:
    protect(root)
    project = Project.open(root)
    project.load()
    return audit(project, Request(only))


def found(root: bytes, rule: str) -> list[Finding]:
    return [finding for finding in audited(root).findings if finding.rule == rule]


def verdicts(result: Audit) -> dict[bytes, Verdict]:
    return {e.path: e.verdict for e in result.experiments}


def test_a_sound_project_is_ready(root):
    result = audited(root)
    assert (result.verdict, result.findings) == (Verdict.READY, ())
    assert verdicts(result) == {b"experiments/baseline": Verdict.READY}


@pytest.mark.parametrize("stopped", [b"data/raw", b"data/processed", b"experiments/baseline"])
def test_what_stopped_answering_since_the_scan_is_unknown_never_ready(root, stopped, monkeypatch):
    monkeypatch.setattr(Contents, "answers", lambda _self, path: stopped not in path)
    result = audited(root)
    assert verdicts(result) == {b"experiments/baseline": Verdict.UNKNOWN}
    told = {f.rule: str(f.cause) for f in result.findings if f.experiment}
    assert told == {"not-checked": "the storage does not answer"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("none", "dangling"),
        ("../../data/raw/a.jpg/x", "dangling"),
        ("l", "loop"),
        ("/etc", "outside-roots"),
        ("../../data/empty", "empty"),
    ],
)
def test_a_fault_of_a_link_is_found_under_its_rule(root, text, rule):
    build(root, "data/empty/", f"experiments/bad/l -> {text}")
    (finding,) = audited(root).findings
    assert (finding.rule, finding.paths, finding.experiment) == (
        rule,
        (b"experiments/bad/l",),
        b"bad",
    )


def test_an_absolute_link_into_the_project_is_not_portable(root):
    build(root, f"experiments/a/l -> {root.decode()}/data/raw")
    result = audited(root)
    assert [f.rule for f in result.findings] == ["not-portable"]
    assert verdicts(result)[b"experiments/a"] is Verdict.READY_WITH_WARNINGS


def test_a_target_in_an_allowed_root_is_not_outside(root, tmp_path):
    store = build(tmp_path / "store", "x/f")
    build(root, f"experiments/a/l -> {store.decode()}/x")
    assert [f.rule for f in audited(root).findings] == ["outside-roots"]
    with open(root + b"/cvlink.toml", "wb") as file:
        file.write(b'links.allowed_roots = ["../store"]')
    assert [f.rule for f in audited(root).findings] == ["not-portable"]


def test_links_with_one_cause_are_one_finding(root):
    build(root, *(f"experiments/bad/{n} -> ../../data/v9/{n}/x" for n in range(5)))
    (finding,) = audited(root).findings
    assert len(finding.paths) == 5
    assert finding.cause == "target missing: data/v9"
    assert finding.message.endswith("and 4 more")


def test_the_same_picture_in_two_splits_is_a_leak(root):
    build(root, "data/processed/v1/val/a.jpg -> ../../../raw/a.jpg")
    (leak,) = found(root, "split-leak")
    assert leak.evidence == {"count": 1, "files": ["data/raw/a.jpg"]}
    assert leak.paths == (b"experiments/baseline/train", b"experiments/baseline/val")


def test_one_bad_experiment_does_not_spoil_the_verdict_of_another(root):
    build(root, "experiments/bad/l -> none")
    result = audited(root)
    assert verdicts(result) == {
        b"experiments/bad": Verdict.NOT_READY,
        b"experiments/baseline": Verdict.READY,
    }
    assert result.verdict is Verdict.NOT_READY
    assert audited(root, b"baseline").verdict is Verdict.READY


def test_faults_in_the_data_and_at_the_root_are_found_too(root):
    build(root, "data/splits/v3/train -> none", "current -> none")
    result = audited(root)
    assert {f.paths[0] for f in result.findings} == {b"data/splits/v3/train", b"current"}
    assert {f.experiment for f in result.findings} == {None}
    assert verdicts(result) == {b"experiments/baseline": Verdict.READY}


def test_an_experiment_that_is_a_link_itself_is_judged(root):
    build(root, "experiments/old -> ../archive/none", "experiments/README -> ../data/raw/a.jpg")
    assert verdicts(audited(root)) == {
        b"experiments/baseline": Verdict.READY,
        b"experiments/old": Verdict.NOT_READY,
    }


def test_experiments_within_data_are_told_of_once(tmp_path):
    root = build(tmp_path, "data/raw/a", "data/experiments/e/l -> none")
    assert [f.experiment for f in audited(root).findings] == [b"e"]


def test_experiments_of_one_name_in_two_places_are_both_judged(root):
    build(root, "data/experiments/baseline/l -> none")
    assert verdicts(audited(root)) == {
        b"data/experiments/baseline": Verdict.NOT_READY,
        b"experiments/baseline": Verdict.READY,
    }
    assert len(audited(root, b"baseline").experiments) == 2


def test_a_folder_without_any_role_is_judged_as_a_whole(tmp_path):
    root = build(tmp_path, "a/l -> none", "b/c/l -> ..")
    found = [(f.rule, f.paths) for f in audited(root).findings]
    assert found == [("dangling", (b"a/l",)), ("loop", (b"b/c/l",))]


def test_an_experiment_nobody_knows_is_a_usage_error_that_names_the_known(root):
    with pytest.raises(UsageError) as caught:
        audited(root, b"basline")
    assert "no experiment basline" in str(caught.value)
    assert "There are: baseline." in str(caught.value)


def test_what_could_not_be_checked_is_unknown_never_ready(root):
    project = Project.open(root)
    project.load()
    scan = project.relist([b"experiments/baseline"])[0]
    project.take(replace(scan, health=bytes([Health.NOT_ANSWERING]) * len(scan)))
    assert audit(project).verdict is Verdict.UNKNOWN


def test_a_folder_that_could_not_be_read_is_unknown_never_ready(root):
    project = Project.open(root)
    project.load()
    project.take(Listing(b"experiments/baseline", error=errno.EACCES))
    result = audit(project)
    assert verdicts(result) == {b"experiments/baseline": Verdict.UNKNOWN}
    assert result.findings[0].cause == "could not be read: Permission denied"


def test_findings_come_worst_first(root):
    build(root, "experiments/a/one -> /etc", "experiments/a/two -> two", "experiments/a/x -> none")
    assert [f.rule for f in audited(root).findings] == ["dangling", "loop", "outside-roots"]


@pytest.mark.parametrize("lines", [("experiments/new/",), ("experiments/new/README.md",)])
def test_an_experiment_without_data_is_unknown_and_says_nothing_of_the_others(root, lines):
    build(root, *lines, "experiments/new/models/")
    result = audited(root)
    assert verdicts(result)[b"experiments/new"] is Verdict.UNKNOWN
    assert result.verdict is Verdict.READY
    (finding,) = result.findings
    assert (finding.rule, finding.paths) == ("no-data", (b"experiments/new",))
    assert audited(root, b"new").verdict is Verdict.UNKNOWN


def test_links_to_single_images_are_the_data_of_an_experiment(root):
    build(root, *(f"experiments/few/{n}.jpg -> ../../data/raw/a.jpg" for n in "xy"))
    build(root, "experiments/few/z.jpg")
    counted = {e.path: e.counted.images for e in audited(root).experiments}
    assert counted[b"experiments/few"] == 2  # a.jpg by two names, and z.jpg


def test_an_experiment_that_is_a_broken_link_is_told_of_once(root):
    build(root, "experiments/old -> ../archive/none")
    (finding,) = audited(root).findings
    assert (finding.rule, finding.experiment) == ("dangling", b"old")
