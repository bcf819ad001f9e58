"""Data put under DVC from the window: the commands first, then run, then checked."""

import os
import stat
import sys

import pytest

from cvlink_gui.gui.dialogs.dvc import DvcDialog
from tests.conftest import build, seen
from tests.features.real_git import git
from tests.features.stores import dvc, write
from tests.gui.test_reach import unnamed

# What `dvc add` leaves beside the data, for a machine that has no DVC.
STANDS_IN = """#!/bin/sh
echo "asked to $*"
[ -e refuse ] && { echo "no room in the cache" >&2; exit 1; }
name="$(basename "$2")"
printf 'outs:\\n- md5: 0123456789abcdef0123456789abcdef.dir\\n  path: %s\\n' "$name" > "$2.dvc"
echo "/$name" >> "$(dirname "$2")/.gitignore"
"""


@pytest.fixture
def root(tmp_path, own_git):
    root = build(tmp_path / "project", "data/raw/", "experiments/")
    write(root, "data/raw/set/a.jpg", "an image")
    git(root, "init", "-q")
    return root


@pytest.fixture
def stand_in(root, tmp_path, monkeypatch):
    """A program in place of DVC, found first."""
    program = os.fsdecode(write(os.fsencode(tmp_path), "bin/dvc", STANDS_IN))
    os.chmod(program, stat.S_IRWXU)
    monkeypatch.setenv("PATH", os.path.dirname(program) + ":" + os.environ["PATH"])
    os.makedirs(root + b"/.dvc")
    return root


def asked(ui) -> DvcDialog:
    ui.select(ui.datasets, "raw", "set")
    ui.run("dvc")
    ui.settle()
    (dialog,) = ui.dialogs(DvcDialog)
    return dialog


def commands(dialog) -> list[str]:
    rows = dialog.commands
    return [rows.topLevelItem(n).text(0) for n in range(rows.topLevelItemCount())]


COMMANDS = [
    "dvc add data/raw/set",
    "git add data/raw/set.dvc data/raw/.gitignore",
    "ln -s raw/set data/current",
    "git add data/current",
]


def run(ui, dialog) -> None:
    dialog.run_button.click()
    ui.settle()


@pytest.mark.usefixtures("stand_in")
def test_the_commands_are_shown_first_and_nothing_is_run_by_that(open_window, root):
    ui = open_window(root)
    before = seen(root)
    dialog = asked(ui)
    assert commands(dialog) == COMMANDS
    assert dialog.run_button.isEnabled()
    assert unnamed(dialog) == []
    dialog.reject()
    assert seen(root) == before


@pytest.mark.usefixtures("stand_in")
def test_they_are_run_with_their_output_and_the_result_is_checked(open_window, root):
    ui = open_window(root)
    dialog = asked(ui)
    run(ui, dialog)
    assert dialog.words.text().startswith("Done: the link leads to the data")
    lines = dialog.said.toPlainText().splitlines()
    assert [line for line in lines if line.startswith("$")] == [f"$ {text}" for text in COMMANDS]
    assert "asked to add data/raw/set" in lines
    assert os.readlink(root + b"/data/current") == b"raw/set"
    recorded = git(root, "diff", "--cached", "--name-only").split()
    assert recorded == [b"data/current", b"data/raw/.gitignore", b"data/raw/set.dvc"]
    dialog.reject()
    assert ui.bench.runner.undo_stack.undoText() == "Link set, which DVC looks after"
    assert ui.bench.project.tree.find(b"data/current") is not None, "the window shows it"


@pytest.mark.usefixtures("stand_in")
def test_a_refusal_comes_in_the_words_of_the_program_and_no_link_is_made(open_window, root):
    build(root, "refuse")
    ui = open_window(root)
    dialog = asked(ui)
    run(ui, dialog)
    assert "dvc: no room in the cache" in dialog.words.text()
    assert not os.path.lexists(root + b"/data/current")
    assert not dialog.run_button.isEnabled()


@pytest.mark.usefixtures("stand_in")
def test_another_name_is_planned_anew_and_a_conflict_is_not_run(open_window, root):
    build(root, "data/mine")
    ui = open_window(root)
    dialog = asked(ui)
    dialog.link.setEditText("data/newest")
    assert not dialog.run_button.isEnabled()
    ui.until(lambda: "git add data/newest" in commands(dialog))
    dialog.link.setEditText("data/mine")
    ui.until(lambda: "data/mine" in dialog.words.text())
    assert not dialog.run_button.isEnabled()


def test_without_a_repository_of_dvc_it_says_what_to_do_first(open_window, root):
    ui = open_window(root)
    dialog = asked(ui)
    assert "dvc init" in dialog.words.text()
    assert not dialog.run_button.isEnabled()


def test_a_link_is_not_put_under_dvc(ui):
    ui.select(ui.experiments, "baseline", "train")
    action = ui.window.actions_by_id["dvc"]
    ui.window._update_actions()
    assert (action.isEnabled(), action.toolTip()) == (False, "Select one file or folder, no link.")


def test_the_real_dvc_does_it(open_window, root, monkeypatch):
    monkeypatch.setenv("PATH", os.path.dirname(sys.executable) + ":" + os.environ["PATH"])
    dvc(root, "init", "-q")
    ui = open_window(root)
    dialog = asked(ui)
    run(ui, dialog)
    assert dialog.words.text().startswith("Done"), dialog.words.text()
    assert dvc(root, "status") == "Data and pipelines are up to date.\n"
