"""The commands, in this process; what a shell sees is in test_shell.py."""

import base64
import json
import os
import re

import pytest

from cvlink_gui.cli import main as module
from cvlink_gui.cli.commands import RUN
from cvlink_gui.cli.main import COMMANDS, main
from cvlink_gui.core.links import Health
from cvlink_gui.features.survey import Survey
from tests.conftest import build, seen


def test_every_command_of_the_table_has_its_function_and_the_other_way_round():
    assert {command.name for command in COMMANDS} == RUN.keys()


def test_a_scan_as_json_has_counts_links_and_errors(told, root):
    build(root, "experiments/baseline/bad -> none", "experiments/baseline/odd\udcff -> /\x1b")
    code, scan = told("scan")
    assert code == 0
    assert scan.keys() == {"schema", "root", "counts", "links", "errors", "seconds"}
    assert (scan["schema"], scan["root"], scan["errors"]) == (
        "cvlink.scan/1",
        os.fsdecode(root),
        [],
    )
    assert scan["counts"].keys() >= {
        *("entries", "folders", "links", "ok", "missing", "not_a_dir"),
        *("loop", "denied", "not_answering", "not_fetched"),
    }
    assert (scan["counts"]["links"], scan["counts"]["missing"]) == (10, 2)
    links = {link["path"]: link for link in scan["links"]}
    assert links["experiments/baseline/train"] == {
        "path": "experiments/baseline/train",
        "target": "../../data/splits/v1/train",
        "health": "ok",
        "kind": "symlink",
        "target_kind": "dir",
    }
    assert links["experiments/baseline/bad"]["target_kind"] is None
    odd = links[r"experiments/baseline/odd\xff"]
    assert base64.b64decode(odd["path_bytes"]) == b"experiments/baseline/odd\xff"
    assert (odd["target"], base64.b64decode(odd["target_bytes"])) == (r"/\x1b", b"/\x1b")


def test_a_scan_as_text_names_every_bad_link_with_its_cause(cvlink, root):
    build(root, "data/bad\n -> none", "data/loop -> loop")
    code, out, err = cvlink("scan")
    assert (code, err) == (0, "")
    assert "data/bad\\n -> none  target missing" in out
    assert "data/loop -> loop  links in a circle" in out


def test_a_folder_may_be_named_in_three_ways(told, root, tmp_path):
    other = build(tmp_path / "other", "l -> none")
    name = os.fsdecode(other)
    for words in (("scan", name), ("--project", name, "scan"), ("scan", "--project", name)):
        assert told(*words)[1]["root"] == name
    assert told("scan")[1]["root"] == os.fsdecode(root)


def test_the_nearest_folder_upward_with_a_cvlink_toml_is_the_project(told, root, monkeypatch):
    monkeypatch.chdir(os.fsdecode(root) + "/data/processed/v1")
    assert told("scan")[1]["root"] == os.fsdecode(root)


def test_an_audit_as_json_has_verdicts_and_findings(told, root):
    build(root, "experiments/bad\udcff/l -> none", "experiments/bad\udcff/m\n -> none")
    code, audit = told("audit")
    assert code == 1
    assert audit.keys() == {"schema", "root", "verdict", "counts", "experiments", "findings"}
    assert (audit["schema"], audit["verdict"]) == ("cvlink.audit/1", "not_ready")
    bad, baseline = sorted(audit["experiments"], key=lambda e: e["verdict"])
    assert (
        baseline.items()
        >= {
            "name": "baseline",
            "verdict": "ready",
            "errors": 0,
            "warnings": 0,
        }.items()
    )
    assert base64.b64decode(bad["name_bytes"]) == b"bad\xff"
    (finding,) = audit["findings"]
    assert finding.keys() >= {
        *("rule", "severity", "cause", "message", "paths", "count"),
        *("experiment", "evidence", "fix", "waived"),
    }
    assert (finding["rule"], finding["severity"], finding["count"]) == ("dangling", "error", 2)
    assert finding["paths"] == [r"experiments/bad\xff/l", r"experiments/bad\xff/m\n"]
    assert base64.b64decode(finding["paths_bytes"][1]) == b"experiments/bad\xff/m\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 1),
        (("--fail-on", "warning"), 1),
        (("--fail-on", "never"), 0),
        (("--experiment", "baseline"), 0),
        (("--experiment", "warned"), 0),
        (("--experiment", "warned", "--fail-on", "warning"), 1),
        (("--experiment", "baseline", "--experiment", "bad"), 1),
        (("--experiment", "none"), 2),
    ],
)
def test_the_exit_code_of_an_audit_is_that_of_what_was_found(cvlink, root, words, code):
    build(root, "experiments/bad/l -> none", "experiments/warned/l -> /etc")
    assert cvlink("audit", *words)[0] == code


def test_an_audit_as_text_says_verdict_and_meaning(cvlink, root):
    build(root, "experiments/bad/l -> none")
    _, out, _ = cvlink("audit", "--color", "always")
    assert re.search(r"^bad +\x1b\[31mNot ready", out, re.MULTILINE)
    assert "The run stops here" in out
    assert out.endswith("Verdict: \x1b[31mNot ready\x1b[0m\n")


LINK = ("link", "data/processed/v2", "experiments/improved", "--yes")


def test_a_version_is_linked_split_by_split(told, root):
    code, plan = told(*LINK)
    assert (code, plan["schema"], plan["done"]) == (0, "cvlink.plan/1", True)
    assert [(s["action"], s["path"]) for s in plan["steps"]] == [
        ("mkdir", "experiments/improved"),
        ("create", "experiments/improved/train"),
        ("create", "experiments/improved/val"),
    ]
    assert os.readlink(root + b"/experiments/improved/val") == b"../../data/processed/v2/val"


@pytest.mark.parametrize(
    ("words", "link", "text"),
    [
        (("data/raw", "experiments/baseline/"), "baseline/raw", "../../data/raw"),
        (("data/raw", "experiments/baseline/new"), "baseline/new", "../../data/raw"),
        (("data/raw", "experiments/baseline", "--name", "n"), "baseline/n", "../../data/raw"),
        (("data/processed/v1", "experiments"), "v1/val", "../../data/processed/v1/val"),
        (
            ("data/raw", "data/processed/v1/train", "experiments/baseline/val", "--name", "n"),
            None,
            None,
        ),
        (
            ("data/processed/v2", "experiments/baseline/val", "--replace"),
            "baseline/val",
            "../../data/processed/v2/val",
        ),
    ],
)
def test_where_a_link_goes_follows_from_what_is_there(cvlink, root, words, link, text):
    code = cvlink("link", *words, "--yes")[0]
    assert code == (2 if link is None else 0)
    if link:
        assert os.readlink(os.fsdecode(root) + "/experiments/" + link) == text


@pytest.mark.parametrize(("style", "text"), [("relative", b"../../data/raw"), ("absolute", None)])
def test_the_style_of_a_link_can_be_said(cvlink, root, style, text):
    cvlink("link", "data/raw", "experiments/baseline/l", f"--{style}", "--yes")
    made = os.readlink(root + b"/experiments/baseline/l")
    assert made == (text or root + b"/data/raw")


def test_paths_are_seen_from_the_working_folder_first(cvlink, root, monkeypatch, tmp_path):
    store = build(tmp_path / "elsewhere", "mine/")
    with open(root + b"/cvlink.toml", "wb") as file:
        file.write(b'links.allowed_roots = ["../elsewhere"]')
    monkeypatch.chdir(os.fsdecode(store))
    project = ("--project", os.fsdecode(root), "--yes")
    assert cvlink("link", "mine", "experiments/baseline/mine", *project)[0] == 0
    assert os.readlink(root + b"/experiments/baseline/mine") == store + b"/mine"
    assert cvlink("link", "data/raw", "experiments/baseline/raw", *project)[0] == 0
    assert os.readlink(root + b"/experiments/baseline/raw") == b"../../data/raw"
    monkeypatch.chdir(os.fsdecode(root) + "/experiments")
    assert cvlink("link", "../data/raw", "baseline/here", "--yes")[0] == 0
    assert os.readlink(root + b"/experiments/baseline/here") == b"../../data/raw"


def test_links_are_removed_and_nothing_else(told, cvlink, root):
    code, plan = told("unlink", "experiments/baseline/val", "--yes")
    assert (code, plan["steps"][0]["action"], plan["steps"][0]["after"]) == (0, "remove", None)
    assert not os.path.lexists(root + b"/experiments/baseline/val")
    before = seen(root)
    for path in ("data/raw/a.jpg", "data/raw", "experiments/baseline", "none", "cvlink.toml"):
        code, out, err = cvlink("unlink", path, "--yes")
        assert (code, "conflict" in out, err) == (1, True, "cvlink: nothing was changed\n")
    assert seen(root) == before


@pytest.mark.parametrize(
    "words",
    [LINK[:-1], LINK, ("unlink", "experiments/baseline/val"), ("init",)],
    ids=" ".join,
)
def test_a_dry_run_touches_nothing(cvlink, root, words):
    before = seen(root)
    code, out, err = cvlink(*words, "--dry-run")
    assert (code, bool(out), err) == (0, True, "")
    assert seen(root) == before


def test_a_dry_run_with_a_conflict_fails(told, root):
    before = seen(root)
    code, plan = told("link", "data/processed/v2", "experiments/baseline", "--dry-run")
    assert (code, len(plan["conflicts"])) == (1, 2)
    assert plan["conflicts"][0].keys() == {"path", "reason", "hint"}
    assert seen(root) == before


def test_without_a_terminal_nothing_is_changed_unasked(cvlink, root):
    before = seen(root)
    code, out, err = cvlink(*LINK[:-1])
    assert (code, out) == (2, "")
    assert "--yes" in err
    assert seen(root) == before


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("yes", 0), ("n", 2), ("", 2)])
def test_on_a_terminal_the_answer_decides(cvlink, root, monkeypatch, answer, code):
    class Terminal:
        isatty = staticmethod(lambda: True)
        readline = staticmethod(lambda: answer + "\n")

    monkeypatch.setattr("sys.stdin", Terminal())
    got, out, err = cvlink(*LINK[:-1])
    assert (got, "Go ahead? [y/N]" in err) == (code, True)
    assert ("Done" in out) == (not code)
    assert os.path.lexists(root + b"/experiments/improved") == (not code)


def test_nothing_to_do_is_well_and_said(cvlink):
    code, out, _ = cvlink("link", "data/splits/v1", "experiments/baseline")
    assert (code, out) == (0, "Done: nothing to do\n")


def test_a_plan_that_fails_midway_is_exit_3_and_told_step_by_step(cvlink, root, monkeypatch):
    def refuse(*_arguments):
        raise OSError(28, "")

    monkeypatch.setattr("cvlink_gui.fs.links.Beneath.make", refuse)
    before = seen(root)
    code, out, _ = cvlink(*LINK)
    assert code == 3
    assert "experiments/improved: taken back" in out
    assert "experiments/improved/train: Could not create: no space left" in out
    assert seen(root) == before


def test_init_makes_what_is_missing_once(told, tmp_path):
    folder = str(tmp_path / "new")
    code, made = told("init", folder)
    assert (code, made["schema"]) == (0, "cvlink.init/1")
    assert [item["path"] for item in made["made"]] == [
        *("raw", "processed", "splits", "experiments", "cvlink.toml")
    ]
    assert told("init", "--project", folder)[1]["made"] == []


def test_sample_makes_a_project_one_can_audit(told, tmp_path):
    code, made = told("sample", str(tmp_path / "s"))
    assert (code, made["schema"], made["path"]) == (0, "cvlink.sample/1", str(tmp_path / "s"))
    assert told("audit", str(tmp_path / "s"))[1]["verdict"] == "not_ready"


def test_an_empty_folder_is_said_to_be_empty_and_is_never_ready(told, capsys, tmp_path):
    empty = os.fsdecode(build(tmp_path / "empty"))
    code, scan = told("scan", empty)
    assert (code, scan["links"], scan["counts"]["entries"]) == (0, [], 0)
    assert main(["scan", empty]) == 0
    assert "The folder is empty" in capsys.readouterr().err
    assert main(["audit", empty, "--format", "json"]) == 2
    said = capsys.readouterr()
    assert json.loads(said.out)["verdict"] == "unknown"
    assert "no link and no experiment to audit" in said.err


def test_the_root_of_the_file_system_is_no_project(capsys):
    assert [main([command, "/"]) for command in ("scan", "audit")] == [2, 2]
    assert "the whole file system" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["scan", "audit"])
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("none", "There is no such folder: none"),
        ("data/raw/a.jpg", "This is a file, not a folder"),
        ("", "There is no such folder"),
        ("bad", "bad/cvlink.toml:2: links.style: expected a text, not 3"),
    ],
)
def test_what_cannot_be_opened_is_one_clear_message(cvlink, root, command, path, words):
    build(root, "bad/")
    with open(root + b"/bad/cvlink.toml", "wb") as file:
        file.write(b"[links]\nstyle = 3")
    code, out, err = cvlink(command, path)
    assert (code, out) == (2, "")
    assert words in err
    assert err.startswith("cvlink: ")


@pytest.mark.parametrize(
    "words",
    [
        ("link", "", "experiments"),
        ("link", "data/raw", ""),
        ("unlink", ""),
        ("init", ""),
        ("sample", ""),
        ("scan", "--project", ""),
    ],
    ids=repr,
)
def test_an_empty_path_is_a_mistake_not_the_working_folder(cvlink, root, words):
    before = seen(root)
    code, out, _ = cvlink(*words)
    assert (code, out) == (2, "")
    assert seen(root) == before


@pytest.mark.parametrize("words", [(), ("nonsense",), ("scan", "--format", "xml"), ("link", "a")])
def test_wrong_usage_is_exit_2(cvlink, words):
    code, out, err = cvlink(*words)
    assert (code, out) == (2, "")
    assert "usage: cvlink" in err


def test_quiet_says_nothing_but_errors(cvlink):
    assert cvlink("scan", "--quiet") == (0, "", "")
    assert cvlink("--quiet", "scan", "none")[2].startswith("cvlink: There is no such folder")


def test_an_error_of_the_system_nobody_foresaw_is_a_message(cvlink, monkeypatch):
    def refuse(*_arguments):
        raise OSError(5, "", "some/path")

    monkeypatch.setattr(module, "run", refuse)
    code, _, err = cvlink("scan")
    assert code == 3
    assert err.startswith("cvlink: Could not go on: the device reported an error: some/path")


def test_an_interruption_is_exit_130(cvlink, monkeypatch):
    def interrupted(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(Survey, "open", interrupted)
    assert cvlink("scan")[::2] == (130, "cvlink: interrupted\n")


def test_every_health_has_a_count(told):
    counts = told("scan")[1]["counts"]
    assert counts.keys() >= {h.name.lower() for h in Health} - {"outside"}
    assert counts["links"] == sum(counts[h.name.lower()] for h in Health if h is not Health.OUTSIDE)


def test_a_scan_says_which_broken_links_windows_wrote(cvlink, root):
    build(root, "experiments/w -> C:\\data\\v1", "experiments/odd -> a\\b/c")
    out = cvlink("scan")[1].splitlines()
    (windows,) = [line for line in out if line.startswith("experiments/w ")]
    assert windows.endswith("target missing (an absolute path of Windows)")
    (odd,) = [line for line in out if line.startswith("experiments/odd ")]
    assert odd.endswith("target missing")
