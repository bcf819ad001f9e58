"""Commands that change links: retarget, repair, style, batch; history and recovery."""

import json
import os
import signal
import subprocess
import sys

import pytest

from cvlink_gui.core.plan import Absent, Link, Plan, Step
from cvlink_gui.features.project import Project
from cvlink_gui.fs.journal import Kind, State
from tests.conftest import build, seen


def read(root: bytes, path: str) -> bytes:
    return os.readlink(os.path.join(root, os.fsencode(path)))


def journal_files(root: bytes) -> dict[bytes, bytes]:
    folder = Project.open(root).journal.folder
    found = {}
    for name in os.listdir(folder) if os.path.isdir(folder) else ():
        with open(os.path.join(folder, name), "rb") as file:
            found[name] = file.read()
    return found


PREFIX = ("retarget", "--prefix", "data/processed/v1", "data/processed/v2")
TARGET = ("retarget", "experiments/baseline/val", "--to", "data/processed/v2/val")
EDITS = {
    "prefix": PREFIX,
    "target": TARGET,
    "repair": ("repair",),
    "absolute": ("absolute",),
    "relative": ("relative", "experiments"),
    "batch": ("batch", "rows.csv"),
    "link": ("link", "data/processed/v2", "experiments/improved"),
    "unlink": ("unlink", "experiments/baseline/val"),
    "restore": ("restore", "links.json"),
    "profile": ("profile", "switch", "dev"),
    "experiment": ("experiment", "create", "made", "--data", "v2"),
    "duplicate": ("experiment", "duplicate", "baseline", "second"),
}


@pytest.fixture
def work(root):
    """Something to do for every edit."""
    build(
        root,
        "moved/thing.txt",
        "experiments/broken -> ../lost/thing.txt",
        f"experiments/absolute -> {os.fsdecode(root)}/data/raw",
    )
    with open(root + b"/rows.csv", "w") as file:
        file.write("source,link\ndata/raw,experiments/batch/raw\ndata/splits,experiments/s\n")
    with open(root + b"/links.json", "w") as file:
        file.write('{"timestamp": 1, "symlinks": {"experiments/back/raw": "../../data/raw"}}')
    with open(root + b"/cvlink.toml", "w") as file:
        file.write('[profiles.dev]\n"data/current" = "data/processed/v1"\n')
    return root


# What they change


def test_a_prefix_is_replaced_over_many_links(told, root):
    code, plan = told(*PREFIX, "--yes")
    assert (code, plan["schema"], plan["done"]) == (0, "cvlink.plan/1", True)
    assert [(s["action"], s["path"], s["after"]) for s in plan["steps"]] == [
        ("retarget", "data/splits/v1/train", "../../processed/v2/train"),
        ("retarget", "data/splits/v1/val", "../../processed/v2/val"),
    ]
    assert read(root, "data/splits/v1/val") == b"../../processed/v2/val"


def test_a_prefix_may_be_limited_to_links_and_folders(told, root):
    build(root, "experiments/l -> ../data/processed/v1/train")
    plan = told(*PREFIX, "experiments", "--dry-run")[1]
    assert [step["path"] for step in plan["steps"]] == ["experiments/l"]


def test_an_old_prefix_is_found_as_the_links_spell_it(told, root, tmp_path):
    """A mount point is often a link itself; links name it, not what it leads to."""
    base = build(tmp_path, "real/set/", "new/set/", "nas -> real", "root -> project")
    with open(root + b"/cvlink.toml", "w") as file:
        file.write('links.allowed_roots = ["../new"]')
    os.symlink(base + b"/nas/set", root + b"/experiments/out")
    os.symlink(base + b"/real/set", root + b"/experiments/out2")
    where = os.fsdecode(base)
    for old, path in (("nas", "experiments/out"), ("real", "experiments/out2")):
        words = ("retarget", "--prefix", f"{where}/{old}/set", f"{where}/new/set")
        plan = told(*words, "--dry-run")[1]
        assert [(s["path"], s["after"]) for s in plan["steps"]] == [(path, f"{where}/new/set")]
    words = ("retarget", "--prefix", f"{where}/root/data/processed/v1", "data/processed/v2")
    assert len(told(*words, "--dry-run")[1]["steps"]) == 2


def test_a_link_is_retargeted(told, root):
    assert told(*TARGET, "--yes")[0] == 0
    assert read(root, "experiments/baseline/val") == b"../../data/processed/v2/val"


def test_moved_targets_are_found_with_evidence(cvlink, work):
    code, out, err = cvlink("repair", "--yes")
    assert (code, out) == (0, "Done: 1 x retarget\n")
    assert "lost may be moved now: 1 of 1 broken links fit" in err
    assert read(work, "experiments/broken") == b"../moved/thing.txt"
    assert cvlink("repair")[:2] == (0, "Done: nothing to do\n")


def test_a_repair_shows_its_evidence_and_the_other_places(cvlink, told, root):
    build(root, "a/v9/thing.txt", "b/thing.txt", "experiments/broken -> ../lost/v9/thing.txt")
    code, out, _ = cvlink("repair", "--dry-run")
    assert code == 0
    assert "            because: same last 2 parts of the path\n" in out
    assert "            or b/thing.txt: same name\n" in out
    (step,) = told("repair", "--dry-run")[1]["steps"]
    assert step["evidence"] == "same last 2 parts of the path"
    assert step["others"] == [{"path": "b/thing.txt", "evidence": "same name"}]


def test_a_repair_leaves_out_what_is_not_certain_and_says_so(cvlink, told, root):
    build(root, "a/one", "b/one", "experiments/x -> ../lost/one")
    build(root, "a/two", "experiments/y -> ../gone/two")
    plan = told("repair", "--dry-run")[1]
    assert [step["path"] for step in plan["steps"]] == ["experiments/y"]
    assert [(w["path"], w["reason"]) for w in plan["warnings"]] == [
        ("experiments/x", "two places fit: a/one and b/one")
    ]
    code, out, err = cvlink("repair", "--yes")
    assert (code, out) == (0, "Done: 1 x retarget\n")
    assert "warning   experiments/x: two places fit: a/one and b/one. Choose one" in err
    assert read(root, "experiments/x") == b"../lost/one"


def test_a_repair_is_about_what_is_named_and_nothing_else(told, work):
    assert told("repair", "data/raw", "--dry-run")[1]["steps"] == []
    assert len(told("repair", "experiments/broken", "--dry-run")[1]["steps"]) == 1


def test_links_become_absolute_and_relative(told, work):
    before = seen(work)
    assert told("absolute", "experiments/baseline", "--yes")[0] == 0
    assert read(work, "experiments/baseline/val") == work + b"/data/splits/v1/val"
    assert read(work, "data/splits/v1/val") == before[b"data/splits/v1/val"]
    code, plan = told("relative", "--yes")
    assert (code, len(plan["steps"])) == (0, 3)
    assert seen(work) == before | {b"experiments/absolute": b"../data/raw"}


@pytest.mark.parametrize("style", ["relative", "absolute"])
def test_a_batch_makes_many_links_with_the_folders_they_need(told, work, style):
    code, plan = told("batch", "rows.csv", f"--{style}", "--yes")
    assert (code, plan["title"]) == (0, "Link 2 from rows.csv")
    assert [step["action"] for step in plan["steps"]] == ["mkdir", "create", "create"]
    expected = work + b"/data/raw" if style == "absolute" else b"../../data/raw"
    assert read(work, "experiments/batch/raw") == expected


# Nothing is changed by


@pytest.mark.parametrize("edit", EDITS)
def test_a_dry_run_leaves_disk_and_journal_untouched(told, work, edit):
    told("link", "data/raw", "experiments/first", "--yes")
    before, journal = seen(work), journal_files(work)
    code, plan = told(*EDITS[edit], "--dry-run")
    assert (code, plan["schema"], bool(plan["steps"])) == (0, "cvlink.plan/1", True)
    assert "done" not in plan
    for step in plan["steps"]:
        assert step.keys() >= {"path", "action", "before", "after"}
    assert (seen(work), journal_files(work)) == (before, journal)


@pytest.mark.parametrize("edit", EDITS)
def test_without_a_terminal_and_yes_it_is_refused(cvlink, work, edit):
    before = seen(work)
    code, out, err = cvlink(*EDITS[edit])
    assert (code, out, "--yes" in err) == (2, "", True)
    assert (seen(work), journal_files(work)) == (before, {})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("retarget", "experiments/baseline/val", "--to", "data/none"), "the target is not there"),
        (("retarget", "--prefix", "data/processed/v1", "data/none"), "the target is not there"),
        (("retarget", "experiments/baseline/val", "--to", "/etc"), "outside the allowed roots"),
        (("retarget", "experiments/baseline/val", "--to", "experiments"), "contain itself"),
        (("batch", "bad.csv"), "bad.csv, line 3: the source is not there"),
    ],
)
def test_a_conflict_is_exit_1_and_changes_nothing(cvlink, told, root, words, said):
    build(root, "a/thing.txt", "b/thing.txt", "experiments/broken -> ../lost/thing.txt")
    with open(root + b"/bad.csv", "w") as file:
        file.write("source,link\ndata/raw,experiments/fine\ndata/none,experiments/bad\n")
    before = seen(root)
    code, out, err = cvlink(*words, "--yes")
    assert (code, err.endswith("cvlink: nothing was changed\n")) == (1, True)
    assert f"{said}" in out
    code, plan = told(*words, "--yes")
    assert (code, plan["schema"]) == (1, "cvlink.plan/1")
    assert plan["conflicts"][0].keys() >= {"path", "reason", "hint"}
    assert (seen(root), journal_files(root)) == (before, {})


@pytest.mark.parametrize(
    "words",
    [
        ("retarget",),
        ("retarget", "experiments"),
        ("retarget", "--to", "data/raw"),
        ("retarget", "experiments", "--to", "data/raw", "--prefix", "a", "b"),
        ("retarget", "--prefix", "a"),
        ("retarget", "none", "--to", "data/raw"),
        ("retarget", "experiments/baseline/val", "--to", ""),
        ("retarget", "--prefix", "", "data"),
        ("repair", "none"),
        ("relative", "none"),
        ("absolute", "/etc"),
        ("batch",),
        ("batch", ""),
        ("batch", "none.csv"),
        ("batch", "data"),
        ("batch", "broken.json"),
        ("undo", "one"),
        ("undo", "7"),
        ("redo", "1"),
        ("recover", "--finish", "--backwards"),
    ],
    ids=" ".join,
)
def test_wrong_usage_and_unreadable_input_are_exit_2(cvlink, root, words):
    with open(root + b"/broken.json", "w") as file:
        file.write('{"source": "data/raw", "link": "experiments/x"}\n{"source": 1}\n')
    before = seen(root)
    code, out, err = cvlink(*words, *(("--yes",) if words[0] != "recover" else ()))
    assert (code, out, "cvlink" in err) == (2, "", True)
    assert (seen(root), journal_files(root)) == (before, {})


def test_a_bad_batch_file_is_named_with_its_line(cvlink, root):
    with open(root + b"/broken.json", "w") as file:
        file.write('{"source": "data/raw", "link": "experiments/x"}\n\n{"source": 1}\n')
    err = cvlink("batch", "broken.json", "--yes")[2]
    assert "line 3: a row needs the texts `source` and `link`" in err
    assert os.fsdecode(root) + "/broken.json" in err


def test_a_fifo_as_batch_file_never_blocks(cvlink, root):
    os.mkfifo(root + b"/fifo")
    code, _, err = cvlink("batch", "fifo", "--yes")
    assert (code, "cannot be read" in err) == (2, True)


@pytest.mark.parametrize("edit", ["repair", "relative", "batch"])
def test_nothing_to_do_is_well_and_no_part_of_the_history(told, root, edit):
    with open(root + b"/rows.csv", "w") as file:
        file.write("source,link\n")
    code, plan = told(*EDITS[edit])
    assert (code, plan["steps"], plan["done"]) == (0, [], True)
    assert told("history")[1]["entries"] == []


# History


@pytest.mark.parametrize("edit", EDITS)
def test_every_edit_can_be_undone_and_redone(told, work, edit):
    before = seen(work)
    assert told(*EDITS[edit], "--yes")[0] == 0
    after = seen(work)
    assert after != before
    code, plan = told("undo", "--yes")
    assert (code, plan["schema"], plan["done"]) == (0, "cvlink.plan/1", True)
    assert seen(work) == before
    code, plan = told("redo", "--yes")
    assert (code, plan["schema"], plan["done"]) == (0, "cvlink.plan/1", True)
    assert seen(work) == after


def test_what_led_outside_before_can_be_brought_back(told, cvlink, root):
    os.symlink(b"/etc", root + b"/experiments/out")
    before = seen(root)
    assert told("retarget", "experiments/out", "--to", "data/raw", "--yes")[0] == 0
    assert told("undo", "--yes")[0] == 0
    assert seen(root) == before


@pytest.mark.parametrize("command", ["undo", "redo", "recover"])
def test_nothing_to_undo_redo_or_recover_is_said_and_well(cvlink, told, root, command):
    code, out, err = cvlink(command)
    assert (code, out, err) == (0, f"Nothing to {command}.\n", "")
    code, found = told(command)
    schema = "cvlink.recover/1" if command == "recover" else "cvlink.plan/1"
    assert (code, found["schema"], found["done"]) == (0, schema, False)
    assert journal_files(root) == {}


def test_the_history_names_every_change_with_time_and_state(cvlink, told, work):
    assert cvlink("history")[:2] == (0, "No changes yet.\n")
    assert told("history") == (0, {"schema": "cvlink.history/1", "entries": []})
    told(*PREFIX, "--yes")
    told(*TARGET, "--yes")
    told("undo", "--yes")
    code, found = told("history")
    assert (code, found["schema"]) == (0, "cvlink.history/1")
    assert [(e["id"], e["title"], e["state"], e["steps"]) for e in found["entries"]] == [
        (2, "Retarget to data/processed/v2/val", "undone", 1),
        (1, "Retarget data/processed/v1 to data/processed/v2", "done", 2),
    ]
    assert all(entry["at"] > 1.7e9 for entry in found["entries"])
    out = cvlink("history")[1].splitlines()
    assert out[0].endswith("1 steps  Retarget to data/processed/v2/val  (undone)")
    assert len(out) == 2


def test_a_certain_change_is_undone_by_its_number(told, cvlink, work):
    told(*PREFIX, "--yes")
    told("link", "data/raw", "experiments/baseline/first", "--yes")
    assert told("undo", "1", "--yes")[0] == 0
    assert read(work, "data/splits/v1/val") == b"../../processed/v1/val"
    assert read(work, "experiments/baseline/first") == b"../../data/raw"
    code, out, err = cvlink("undo", "1", "--yes")
    assert (code, out) == (2, "")
    assert "Change 1 is not done: Retarget data/processed/v1" in err
    number = Project.open(work).journal.undoable().id + 1
    assert cvlink("undo", str(number), "--yes")[0] == 2  # that is the undo itself


@pytest.mark.parametrize("command", ["undo", "redo"])
def test_a_dry_run_of_undo_and_redo_touches_nothing(told, work, command):
    told(*PREFIX, "--yes")
    if command == "redo":
        told("undo", "--yes")
    before, journal = seen(work), journal_files(work)
    code, plan = told(command, "--dry-run")
    assert (code, len(plan["steps"]), "done" in plan) == (0, 2, False)
    assert plan["title"] == f"{command.title()}: Retarget data/processed/v1 to data/processed/v2"
    assert (seen(work), journal_files(work)) == (before, journal)


def test_an_undo_without_yes_and_terminal_is_refused(cvlink, told, work):
    told(*PREFIX, "--yes")
    before = seen(work)
    assert cvlink("undo")[0] == 2
    assert seen(work) == before


@pytest.mark.parametrize("how", ["other link", "gone", "file", "folder"])
def test_an_undo_is_refused_by_name_after_somebody_changed_a_link(cvlink, told, work, how):
    told(*PREFIX, "--yes")
    path = work + b"/data/splits/v1/val"
    os.unlink(path)
    if how != "gone":
        suffix = {"other link": " -> mine", "file": "", "folder": "/"}[how]
        build(work, "data/splits/v1/val" + suffix)
    before = seen(work)
    code, out, err = cvlink("undo", "--yes")
    words = {"gone": "it is not there any more", "other link": "another link is in this place"}
    assert (code, err) == (1, "cvlink: nothing was changed\n")
    assert f"data/splits/v1/val: {words.get(how, f'a {how} is in this place')}" in out
    assert "data/splits/v1/train:" not in out.split("conflict", 1)[1]
    assert seen(work) == before
    assert told("history")[1]["entries"][0]["state"] == "done"


# Other processes


def shell(root: bytes, *words: str, **options) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "cvlink_gui.cli.main", *words]
    result = subprocess.run(command, cwd=root, capture_output=True, **options)
    assert b"Traceback" not in result.stderr
    return result


def test_a_change_is_undone_by_another_process(work):
    before = seen(work)
    for words in (PREFIX, ("absolute", "experiments")):
        assert shell(work, *words, "--yes").returncode == 0
    assert shell(work, "undo", "--yes").returncode == 0
    result = shell(work, "undo", "--yes", "--format", "json")
    assert (result.returncode, json.loads(result.stdout)["done"]) == (0, True)
    assert seen(work) == before
    assert shell(work, "undo").stdout == b"Nothing to undo.\n"


HOLD = """
import os, sys
from cvlink_gui.features.project import Project
with Project.open(os.fsencode(sys.argv[1])).journal.locked():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_program_is_told_and_changes_nothing(cvlink, work):
    before = seen(work)
    command = [sys.executable, "-c", HOLD, work]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        code, out, err = cvlink(*TARGET, "--yes")
        assert (code, out) == (3, "")
        assert f"being changed by process {process.pid} on" in err
        assert cvlink("history")[0] == 0  # looking is free
        process.kill()
    assert seen(work) == before
    assert cvlink(*TARGET, "--yes")[0] == 0


# Recovery


@pytest.fixture
def crashed(root):
    """A change was begun; the first of its links is made, the other one is not."""
    project = Project.open(root)
    steps = (
        Step(b"experiments/a", Absent(), Link(b"../data/raw")),
        Step(b"experiments/b", Absent(), Link(b"../data/raw")),
    )
    project.journal.begin(Plan("Half a change", steps))
    build(root, "experiments/a -> ../data/raw")
    return root


def test_recover_without_a_choice_says_what_there_is(cvlink, crashed):
    before, journal = seen(crashed), journal_files(crashed)
    code, out, err = cvlink("recover")
    assert (code, out) == (2, "")
    assert "A change was not finished: Half a change" in err
    assert "--finish" in err
    assert "--roll-back" in err
    after = seen(crashed)
    after.pop(b"cvlink.toml")
    before.pop(b"cvlink.toml", None)
    assert (after, journal_files(crashed)) == (before, journal)


@pytest.mark.parametrize("words", [TARGET, ("link", "data/raw", "experiments/x")])
def test_no_edit_is_made_before_the_recovery(cvlink, crashed, words):
    before = seen(crashed)
    code, _, err = cvlink(*words, "--yes")
    assert (code, seen(crashed)) == (1, before)
    assert "An earlier change was not finished: Half a change" in err
    assert "cvlink recover" in err


@pytest.mark.parametrize(("choice", "word"), [("finish", "Finished"), ("roll-back", "Rolled back")])
def test_a_recovery_ends_what_a_crash_left_behind(cvlink, told, crashed, choice, word):
    code, out, _ = cvlink("recover", f"--{choice}")
    assert (code, out) == (0, f"{word}: Half a change\n")
    there = {name for name in (b"a", b"b") if os.path.lexists(crashed + b"/experiments/" + name)}
    assert there == ({b"a", b"b"} if choice == "finish" else set())
    assert told("recover", f"--{choice}") == (0, {"schema": "cvlink.recover/1", "done": False})
    (entry,) = told("history")[1]["entries"]
    assert entry["state"] == ("done" if choice == "finish" else "rolled_back")
    if choice == "finish":
        assert told("undo", "--yes")[0] == 0
    assert not os.path.lexists(crashed + b"/experiments/a")


def test_a_recovery_as_json_has_its_schema(told, crashed):
    assert told("recover", "--finish") == (
        0,
        {"schema": "cvlink.recover/1", "done": True, "title": "Half a change"},
    )


@pytest.mark.parametrize("choice", ["finish", "roll-back"])
def test_a_recovery_leaves_what_somebody_else_put_there_and_names_it(cvlink, crashed, choice):
    os.unlink(crashed + b"/experiments/a")
    build(crashed, "experiments/a")
    code, out, _ = cvlink("recover", f"--{choice}")
    assert code == 3
    assert "experiments/a: Something else is in this place now" in out
    assert os.path.isfile(crashed + b"/experiments/a")
    assert cvlink("recover")[0] == 0


KILLED = """
import os, signal, sys
from itertools import count
from cvlink_gui.cli.main import main
from cvlink_gui.fs.links import Beneath

moments = count(1)

def dying(real):
    def call(*arguments):
        mine = b".cvlink-" not in arguments[1]  # not a look at what the folder can do
        if mine and next(moments) == int(sys.argv[1]):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments)
    return call

Beneath.make = dying(Beneath.make)
Beneath.make_folder = dying(Beneath.make_folder)
main(["link", "data/processed/v2", "experiments/improved", "--yes"])
"""


@pytest.mark.parametrize("choice", ["--finish", "--roll-back"])
@pytest.mark.parametrize("moment", [1, 2, 3])
def test_a_command_that_was_killed_is_recovered_exactly(root, choice, moment):
    """The real command, killed before the n-th change of the disk."""
    build(root, "cvlink.toml")
    before = seen(root)
    command = [sys.executable, "-c", KILLED, str(moment)]
    assert subprocess.run(command, cwd=root).returncode == -signal.SIGKILL
    assert len(seen(root)) == len(before) + moment - 1
    assert b"was not finished" in shell(root, "recover").stderr
    assert shell(root, "recover", choice).returncode == 0
    if choice == "--roll-back":
        assert seen(root) == before
    else:
        assert read(root, "experiments/improved/val") == b"../../data/processed/v2/val"
        assert shell(root, "undo", "--yes").returncode == 0
        assert seen(root) == before


def test_a_killed_undo_is_recovered_and_the_change_counts_as_undone(told, work):
    before = seen(work)
    told(*PREFIX, "--yes")
    journal = Project.open(work).journal
    entry = journal.undoable()
    journal.begin(Project.open(work).plan_undo(entry), Kind.UNDO, entry.id)
    assert told("recover", "--finish")[1]["done"]
    assert seen(work) == before
    assert journal.entry(entry.id).state is State.UNDONE
    assert told("redo", "--yes")[0] == 0


def test_a_broken_journal_is_one_clear_message(cvlink, work):
    journal = Project.open(work).journal
    os.makedirs(journal.folder)
    with open(journal.path, "wb") as file:
        file.write(b"garbage" * 999)
    before = seen(work)
    for words in (("history",), ("undo",), ("redo",), ("recover",), (*TARGET, "--yes")):
        code, out, err = cvlink(*words)
        assert (code, out) == (3, "")
        assert "The journal of this project cannot be used: file is not a database" in err
    after = seen(work)
    assert after == {**before, b"cvlink.toml": after[b"cvlink.toml"]}
    with open(journal.path, "rb") as file:
        assert file.read() == b"garbage" * 999
