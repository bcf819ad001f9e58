"""`cvlink audit` and `cvlink fix`: the request, the words, the report, Ctrl+C."""

import base64
import html
import json
import os
import re
import signal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cvlink_gui.cli import auditing
from cvlink_gui.core.names import json_path
from cvlink_gui.features.audit import as_json
from tests.cli.test_progress import terminal
from tests.conftest import build, seen

YOLO = (
    *(f"data/raw/coco/train2017/{n}.jpg" for n in range(4)),
    *(f"experiments/yolo/labels/train/{n}.txt" for n in range(4)),
    "experiments/yolo/images/train -> ../../../data/raw/coco/train2017",
)


def test_experiments_of_the_json_have_images_and_labels_as_the_framework_counts(told, root):
    build(root, *YOLO)
    _, found = told("audit")
    counts = {e["name"]: (e["images"], e["labels"], e["framework"]) for e in found["experiments"]}
    assert counts == {"baseline": (2, None, None), "yolo": (4, 0, "ultralytics")}
    _, found = told("audit", "--framework", "torchvision", "--experiment", "baseline")
    assert [(e["images"], e["labels"]) for e in found["experiments"]] == [(0, 0)]


def test_images_and_labels_of_coco_are_those_its_files_name(told, tmp_path):
    from cvlink_gui.features.sample import create_sample

    create_sample(os.fsencode(tmp_path / "s"))
    _, found = told("audit", str(tmp_path / "s"), "--experiment", "improved")
    (counted,) = found["experiments"]
    assert (counted["images"], counted["labels"], counted["framework"]) == (48, 48, "coco")


def test_findings_of_the_json_have_their_fix_as_a_plan(told, root):
    build(root, "experiments/bad/train -> ../../data/gone/v2/train", "experiments/bad/x -> none")
    _, found = told("audit", "--experiment", "bad")
    plans = {f["paths"][0]: f["fix"] for f in found["findings"]}
    (step,) = plans["experiments/bad/train"]["steps"]
    assert plans["experiments/bad/train"]["schema"] == "cvlink.plan/1"
    assert (step["action"], step["after"]) == ("retarget", "../../data/processed/v2/train")
    assert plans["experiments/bad/x"] is None


def test_the_words_name_the_verdicts_first_then_meaning_cause_and_remedy(cvlink, root):
    build(root, *(f"experiments/bad/{n} -> ../../data/v9/{n}/x" for n in range(9)))
    out = cvlink("audit")[1].splitlines()
    assert re.fullmatch(r"bad       Not ready +1 error; 0 images", out[0])
    assert re.fullmatch(r"baseline  Ready +2 images", out[1])
    text = "\n".join(out)
    for words in (
        "Experiment bad\n  error    The target is missing: experiments/bad/0 and 8 more",
        "means    The run stops here",
        "because  target missing: data/v9",
        "paths    experiments/bad/0",
        "and 4 more: --verbose names them",
        "do       Find where the target went",
        "`cvlink fix dangling --experiment bad`",
    ):
        assert words in text
    assert out[-1] == "Verdict: Not ready"
    assert "experiments/bad/8" in cvlink("audit", "--verbose")[1]


def test_a_ready_experiment_says_how_many_warnings_it_has(cvlink, root):
    build(root, "experiments/w/l -> /etc")
    assert re.match(r"w  Ready with 1 warning    0 images", cvlink("audit", "--experiment", "w")[1])
    build(root, f"experiments/w/m -> {os.fsdecode(root)}/data/processed/v1")
    new = cvlink("audit", "--experiment", "w")[1]  # the third one: there is a new link
    assert re.match(r"w  Ready with 3 warnings   2 images", new)
    assert re.match(r"w  Ready with 2 warnings   2 images", cvlink("audit", "--experiment", "w")[1])


def test_images_of_places_nobody_named_are_not_counted(told, root):
    build(root, "experiments/w/l -> /usr")
    (counted,) = told("audit", "--experiment", "w")[1]["experiments"]
    assert counted["images"] == 0


def test_what_is_waived_is_said_with_its_reason(cvlink, root):
    build(root, "experiments/bad/l -> none")
    Path(os.fsdecode(root), "cvlink.toml").write_text(
        '[[audit.waivers]]\nrule = "dangling"\npath = "*"\nreason = "as agreed"\n'
    )
    code, out, _ = cvlink("audit")
    assert code == 0
    assert "Waived (1)\n  The target is missing: experiments/bad/l: as agreed" in out


def test_a_fix_changes_what_it_says_and_can_be_undone(cvlink, root):
    build(root, *YOLO, "experiments/bad/l -> l")
    before = seen(root)
    code, out, _ = cvlink("fix", "--dry-run")
    assert (code, seen(root)) == (0, before)
    assert "Fix 2 findings" in out
    assert cvlink("fix", "labels-unreachable", "--experiment", "yolo", "--yes")[0] == 0
    assert "labels-unreachable" not in cvlink("audit")[1]
    assert cvlink("fix", "--yes")[0] == 0
    assert "loop" not in cvlink("audit", "--experiment", "bad")[1]
    assert cvlink("undo", "--yes")[0] == cvlink("undo", "--yes")[0] == 0
    assert seen(root) == before


def test_what_cannot_be_mended_by_links_is_said(cvlink, root):
    build(root, "experiments/bad/l -> none/at/all")
    code, out, err = cvlink("fix", "--yes")
    assert code == 0
    assert "no plan for: The target is missing: experiments/bad/l" in err
    assert "nothing to do" in out
    assert cvlink("fix", "no-such-rule")[0] == 2


class Page(HTMLParser):
    """What a browser would make of a page: its texts, its elements, what it would load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.addresses += [v for name, v in attributes if name in ("src", "href", "action")]

    def handle_data(self, data):
        self.texts.append(data)


EVIL = "</code><script>alert(1)</script><img src=x onerror=alert(1)>&\u202e\udcff"


def test_the_report_is_one_page_that_loads_nothing_and_runs_nothing(cvlink, root, tmp_path):
    build(root, f"experiments/{EVIL.replace('/', '')}/{EVIL.replace('/', '')} -> none/{EVIL}")
    file = tmp_path / "report.html"
    assert cvlink("audit", "--report", str(file))[0] == 1
    text = file.read_text(encoding="utf-8")
    page = Page(text)
    assert not page.tags & {"script", "img", "link", "iframe", "object"}
    assert page.addresses == []
    assert "url(" not in text
    assert "@import" not in text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert "default-src 'none'" in html.unescape(text)
    said = "".join(page.texts)
    assert "<script>alert(1)<script>" in said
    assert "\u202e" not in text
    assert "\\u202e\\xff" in said


def test_the_report_has_verdicts_evidence_and_remedies(cvlink, root, tmp_path):
    build(root, "data/processed/v1/val/a.jpg -> ../../../raw/a.jpg")
    file = tmp_path / "report.html"
    cvlink("audit", "--report", str(file))
    said = " ".join("".join(Page(file.read_text(encoding="utf-8")).texts).split())
    for words in (
        "Not ready",
        "train and val share 1 image",
        "data/raw/a.jpg",
        "experiments/baseline/train",
        "The validation score is measured on training data.",
    ):
        assert words in said


def test_a_report_that_cannot_be_written_is_said(cvlink, tmp_path):
    code, _, err = cvlink("audit", "--report", str(tmp_path / "none" / "r.html"))
    assert code == 3
    assert "Could not write the report: it is not there" in err


def test_ctrl_c_ends_an_audit_with_130_and_tells_those_that_read(cvlink, monkeypatch):
    told = []

    def slow(_project, request):
        os.kill(os.getpid(), signal.SIGINT)
        told.append(request.cancelled())
        return 1 / 0

    def audit(project, request, _contents):
        try:
            return slow(project, request)
        finally:
            told.append(request.cancelled())

    was = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        monkeypatch.setattr(auditing.auditing, "audit", audit)
        code, out, err = cvlink("audit", "--deep")
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, was)
    assert (code, out, err) == (130, "", "cvlink: interrupted\n")
    assert told == [True]


def test_an_audit_shows_how_far_it_is_on_a_terminal(root, monkeypatch):
    from cvlink_gui.cli.main import main

    master, slave = terminal(120)
    with open(slave, "w") as stderr:
        monkeypatch.setattr("sys.stderr", stderr)
        assert main(["audit", os.fsdecode(root), "--format", "json"]) == 0
    assert b"baseline" in os.read(master, 65_536)
    os.close(master)


def test_the_framework_of_the_command_line_outdoes_that_of_the_project(told, root):
    build(root, *YOLO)
    Path(os.fsdecode(root), "cvlink.toml").write_text('audit.framework = "ultralytics"\n')
    rules = [f["rule"] for f in told("audit")[1]["findings"]]
    assert "labels-unreachable" in rules
    rules = [f["rule"] for f in told("audit", "--framework", "torchvision")[1]["findings"]]
    assert "labels-unreachable" not in rules


def test_evidence_with_any_text_is_json_that_can_be_read(told, root):
    build(root, "experiments/e/train/a.jpg", "experiments/e/val/b.jpg")
    for split, name in (("train", "c\\u001bat\\ud83d\\ude00"), ("val", "dog")):
        file = Path(os.fsdecode(root), "experiments/e", split, "instances.json")
        said = {"images": [], "annotations": [], "categories": [{"id": 1, "name": "NAME"}]}
        file.write_text(json.dumps(said).replace("NAME", name))
    (shift,) = (f for f in told("audit")[1]["findings"] if f["rule"] == "class-shift")
    assert shift["evidence"]["other_name"] == {"1": ["c\\x1bat\U0001f600", "dog"]}


@pytest.mark.parametrize(
    "names", [("a b", "c"), ("a\nb", "c"), ("a", "c\\n"), ("ä", "c"), ("", "c"), ()]
)
def test_paths_of_the_json_are_those_of_the_finding_whatever_they_are_called(names):
    paths = tuple(os.fsencode(name) for name in names)
    found = as_json._paths(paths)
    known = [json_path(path) for path in paths]
    assert found["paths"] == [field["path"] for field in known]
    odd = any("path_bytes" in field for field in known)
    said = [base64.b64decode(text) for text in found.get("paths_bytes", [])]
    assert said == (list(paths) if odd else [])


def test_an_audit_against_a_manifest_tells_of_what_changed_since(cvlink, told, root):
    file = os.fsdecode(root) + "/published.json"
    assert cvlink("audit", "--write-manifest", file)[0] == 0
    assert told("audit", "--against", file)[1]["verdict"] == "ready"
    os.unlink(root + b"/experiments/baseline/val")
    build(root, "experiments/baseline/val -> ../../data/processed/v2/val")
    code, found = told("audit", "--against", "published.json", "--fail-on", "warning")
    assert (code, found["verdict"]) == (1, "ready_with_warnings")
    assert {f["rule"] for f in found["findings"]} == {"drift"}
    (counted,) = found["experiments"]
    assert (counted["verdict"], counted["warnings"]) == ("ready_with_warnings", 1)
    assert cvlink("audit", "--against", file)[0] == 0


def test_an_audit_tells_once_of_what_changed_since_the_last_one(cvlink, told, root, tmp_path):
    file = str(tmp_path / "published.json")
    assert cvlink("audit", "--write-manifest", file)[0] == 0
    os.unlink(root + b"/experiments/baseline/val")
    build(root, "experiments/baseline/val -> ../../data/processed/v2/val")
    code, found = told("audit", "--fail-on", "warning")
    assert (code, found["verdict"]) == (1, "ready_with_warnings")
    (finding,) = found["findings"]
    assert (finding["rule"], finding["paths"]) == ("drift", ["experiments/baseline/val"])
    assert "at the last audit" in finding["message"]
    assert told("audit")[1]["findings"] == []
    (finding,) = told("audit", "--against", file)[1]["findings"]
    assert "in the manifest" in finding["message"]


@pytest.mark.parametrize("is_manifest", [True, False])
def test_links_that_drifted_are_pointed_back_only_where_that_is_asked_for(
    cvlink, told, root, tmp_path, is_manifest
):
    file = str(tmp_path / "published.json")
    assert cvlink("audit", "--write-manifest", file)[0] == 0
    link = root + b"/experiments/baseline/val"
    was = os.readlink(link)
    os.unlink(link)
    build(root, "experiments/baseline/val -> ../../data/processed/v2/val")
    since = ["--against", file] if is_manifest else []
    assert "baseline/val" not in cvlink("fix", "--yes")[1]
    assert os.readlink(link) != was
    assert cvlink("fix", "drift", "--yes", *since)[0] == 0
    assert os.readlink(link) == was
    os.unlink(link)
    build(root, "experiments/baseline/val -> ../../data/processed/v2/val")
    (finding,) = told("audit", *since)[1]["findings"]
    (step,) = finding["fix"]["steps"]
    assert (step["path"], step["after"]) == ("experiments/baseline/val", os.fsdecode(was))


def test_a_manifest_that_is_none_is_said(cvlink, root):
    code, _, err = cvlink("audit", "--against", "cvlink.toml")
    assert code == 2
    assert "This is no manifest" in err
    assert cvlink("audit", "--against", "none.json")[0] == 2


def test_what_could_not_be_checked_is_no_success_unless_nothing_shall_fail(told, root):
    build(root, "experiments/odd/train/a.jpg", "experiments/new/")
    file = Path(os.fsdecode(root), "experiments/odd/train/instances.json")
    file.write_text('{"images": [')
    code, found = told("audit")
    assert (code, found["verdict"]) == (3, "unknown")
    assert told("audit", "--fail-on", "warning")[0] == 1
    assert told("audit", "--fail-on", "never")[0] == 0
    assert told("audit", "--experiment", "new")[0] == 3
    file.unlink()
    code, found = told("audit")
    assert (code, found["verdict"]) == (0, "ready")  # one without data says nothing of others


def test_a_mistyped_folder_takes_the_place_of_no_good_manifest(cvlink, root, tmp_path):
    manifest = tmp_path / "m.json"
    assert cvlink("audit", "--write-manifest", str(manifest))[0] == 0
    before = manifest.read_bytes()
    (tmp_path / "empty").mkdir()
    code, _, err = cvlink("audit", str(tmp_path / "empty"), "--write-manifest", str(manifest))
    assert (code, manifest.read_bytes()) == (2, before)
    assert "no link and no experiment to audit" in err
    assert "Manifest:" not in err
