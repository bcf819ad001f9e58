"""`cvlink backup`, `diff` and `restore`, as they are typed."""

import json
import os

import pytest

from tests.conftest import build, seen


def wipe(root: bytes) -> None:
    for folder in (b"/experiments/baseline", b"/data/splits/v1"):
        for name in os.listdir(root + folder):
            os.unlink(root + folder + b"/" + name)


def test_a_backup_to_a_file_is_restored(told, root):
    before = seen(root)
    code, done = told("backup", "b.json")
    assert (code, done["schema"], done["done"], done["links"]) == (0, "cvlink.backup/1", True, 8)
    wipe(root)
    code, plan = told("restore", "b.json", "--dry-run")
    assert (code, len(plan["steps"])) == (0, 4)
    code, plan = told("restore", "b.json", "--yes")
    assert (code, plan["schema"], plan["done"]) == (0, "cvlink.plan/1", True)
    assert {p: w for p, w in seen(root).items() if p != b"b.json"} == before
    assert told("undo", "--yes")[0] == 0


@pytest.mark.parametrize("part", [("val",), ("--only", "val")])
def test_a_part_is_restored_as_it_is_named_from_the_working_folder(told, root, monkeypatch, part):
    told("backup", "b.json")
    wipe(root)
    monkeypatch.chdir(os.fsdecode(root) + "/experiments/baseline")
    code, plan = told("restore", "../../b.json", *part, "--yes")
    assert (code, [s["path"] for s in plan["steps"]]) == (0, ["experiments/baseline/val"])


def test_backups_are_kept_listed_and_compared(told, cvlink, root):
    assert told("backup", "--list")[1]["snapshots"] == []
    told("backup")
    (kept,) = told("backup", "--list")[1]["snapshots"]
    assert kept["whole"]
    os.unlink(root + b"/experiments/baseline/val")
    build(root, "experiments/new -> ../data/raw")
    code, found = told("diff", "newest")
    assert (code, found["schema"]) == (0, "cvlink.diff/1")
    assert [row["path"] for row in found["added"]] == ["experiments/new"]
    assert found["removed"] == [
        {"path": "experiments/baseline/val", "before": "../../data/splits/v1/val"}
    ]
    told("backup", "b.json")
    code, out, _ = cvlink("diff", kept["name"], "b.json")
    assert out.splitlines() == [
        "+ experiments/new -> ../data/raw",
        "- experiments/baseline/val -> ../../data/splits/v1/val",
    ]
    assert cvlink("diff", "b.json")[1] == "No difference.\n"


def test_a_backup_may_wait_until_the_last_one_is_old(told, cvlink, root):
    assert told("backup", "--if-older-than", "24")[1]["done"]
    assert not told("backup", "--if-older-than", "24")[1]["done"]
    assert cvlink("backup", "--if-older-than")[0] == 2
    with open(root + b"/cvlink.toml", "w") as file:
        file.write("[snapshots]\nevery_hours = 12\n")
    code, out, _ = cvlink("backup", "--if-older-than")
    assert (code, "12 hours" in out) == (0, True)
    assert cvlink("backup", "--if-older-than", "soon")[0] == 2


def test_what_cannot_be_restored_is_refused_or_left_out(told, root):
    build(root, "experiments/loop -> loop", "experiments/out -> /etc")
    told("backup", "b.json")
    wipe(root)
    for name in (b"loop", b"out"):
        os.unlink(root + b"/experiments/" + name)
    before = seen(root)
    code, plan = told("restore", "b.json", "--yes")
    assert (code, len(plan["conflicts"]), seen(root)) == (1, 2, before)
    code, plan = told("restore", "b.json", "--yes", "--skip-refused")
    assert (code, plan["done"], len(plan["warnings"])) == (0, True, 2)
    assert os.path.lexists(root + b"/data/splits/v1/val")
    assert not os.path.lexists(root + b"/experiments/out")


def test_links_that_are_new_are_removed_only_when_asked(told, root):
    told("backup", "b.json")
    build(root, "experiments/new -> ../data/raw")
    assert told("restore", "b.json", "--dry-run")[1]["warnings"][0]["path"] == "experiments/new"
    plan = told("restore", "b.json", "--exact", "--yes")[1]
    assert [(s["path"], s["action"]) for s in plan["steps"]] == [("experiments/new", "remove")]


BAD = {
    "empty": b"",
    "cut": b'{"schema": "cvlink.snapshot/1", "tool"',
    "newer": b'{"schema": "cvlink.snapshot/7"}',
    "list": b"[1, 2]",
    "deep": b'{"schema":' + b"[" * 100_000,
    "utf-16": '{"schema": "cvlink.snapshot/1"}'.encode("utf-16"),
    "seed": b'{"timestamp": 1, "symlinks": {"/elsewhere": "x"}}',
    "digits": b'{"timestamp": ' + b"9" * 9000 + b', "symlinks": {}}',
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", ["restore", "diff"])
def test_a_bad_file_gets_one_message_and_changes_nothing(cvlink, root, name, command):
    with open(root + b"/b.json", "wb") as file:
        file.write(BAD[name])
    before = seen(root)
    code, out, err = cvlink(command, "b.json", *(["--yes"] if command == "restore" else []))
    assert (code, out) == (2, "")
    assert err.startswith("cvlink: This ")
    assert seen(root) == before


def test_an_empty_project_is_not_backed_up_over_a_good_one(cvlink, root):
    assert cvlink("backup", "b.json")[0] == 0
    with open(root + b"/b.json", "rb") as file:
        good = file.read()
    for folder, _, _ in os.walk(root):
        for entry in os.scandir(folder):
            if entry.is_symlink():
                os.unlink(entry.path)
    assert cvlink("backup", "b.json")[0] == 2
    with open(root + b"/b.json", "rb") as file:
        assert file.read() == good


def test_the_project_of_a_snapshot_may_have_moved(cvlink, told, root, tmp_path):
    other = build(tmp_path / "other", "experiments/l -> ../data", "data/x", "cvlink.toml")
    file = os.fsdecode(tmp_path / "b.json")
    assert cvlink("backup", file, "--project", os.fsdecode(other))[0] == 0
    code, _, err = cvlink("restore", file, "--yes")
    assert (code, "another project" in err, "--moved" in err) == (2, True, True)
    assert told("restore", file, "--yes", "--moved")[1]["done"]
    assert os.readlink(root + b"/experiments/l") == b"../data"


def test_a_snapshot_is_one_json_object_a_link_a_line(cvlink, root):
    cvlink("backup", "b.json")
    with open(root + b"/b.json", encoding="utf-8") as file:
        text = file.read()
    document = json.loads(text)
    assert document["schema"] == "cvlink.snapshot/1"
    line = f"  {json.dumps(document['links'][0], separators=(',', ':'))},"
    assert line in text.splitlines()
