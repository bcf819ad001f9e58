import os
import sys

import pytest

from cvlink_gui.core.findings import Verdict
from tests.conftest import build
from tests.features.real_git import commit_all, git
from tests.features.stores import audited, found, rules, write

pytestmark = pytest.mark.usefixtures("own_git")


@pytest.fixture
def root(tmp_path):
    root = build(
        tmp_path / "p",
        "data/raw/v1/a.jpg",
        "data/raw/v2/b.jpg",
        "experiments/e/train -> ../../data/raw/v1",
        "experiments/f/train -> ../../data/raw/v2",
    )
    os.chmod(root + b"/data/raw/v1", 0o500)
    os.chmod(root + b"/data/raw/v2", 0o500)
    git(root, "init", "-q")
    commit_all(root)
    return root


def test_a_repository_as_it_was_recorded_is_well(root):
    assert rules(root) == set()


def test_a_link_checked_out_as_a_text_is_told_of_with_what_mends_it(root):
    git(root, "config", "core.symlinks", "false")
    os.unlink(root + b"/experiments/e/train")
    git(root, "checkout", "-q", "--", "experiments/e")
    (finding,) = found(root, "link-became-text")
    assert (finding.paths, finding.experiment) == ((b"experiments/e/train",), b"e")
    assert "core.symlinks true" in finding.cause
    result = audited(root)
    assert {e.path: e.verdict for e in result.experiments} == {
        b"experiments/e": Verdict.NOT_READY,
        b"experiments/f": Verdict.READY,
    }


def test_a_file_somebody_put_in_the_place_of_a_link_is_told_apart(root):
    write(root, "experiments/e/train", "something else")
    (finding,) = found(root, "link-became-text")
    assert finding.cause == "git has a link here, and a file lies in its place"


def test_a_file_that_was_never_a_link_is_none(root):
    write(root, "experiments/e/notes.txt", "../../data/raw/v1")
    assert found(root, "link-became-text") == []


@pytest.mark.parametrize("damage", ["index", "settings", "worktree"])
def test_a_repository_git_cannot_read_makes_every_verdict_unknown_never_ready(
    root, damage, tmp_path
):
    if damage == "index":
        write(root, ".git/index", b"\0" * 100)
    elif damage == "settings":
        write(root, ".git/config", "[core\n")
    else:
        git(root, "config", "core.worktree", str(tmp_path))
    result = audited(root)
    assert {e.verdict for e in result.experiments} == {Verdict.UNKNOWN}
    assert {f.rule for f in result.findings} == {"unreadable"}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_repository_of_another_user_is_told_of_with_what_makes_git_read_it(root):
    os.chown(root, 65534, -1)
    (cause,) = {finding.cause for finding in found(root, "unreadable")}
    assert f"`git config --global --add safe.directory {os.fsdecode(root)}`" in cause


def test_a_broken_repository_inside_the_data_is_about_that_data_only(root):
    os.chmod(root + b"/data/raw/v1", 0o700)
    build(root, "data/raw/v1/.git/")
    os.chmod(root + b"/data/raw/v1", 0o500)
    verdicts = {e.path: e.verdict for e in audited(root).experiments}
    assert verdicts == {
        b"experiments/e": Verdict.UNKNOWN,
        b"experiments/f": Verdict.READY,
    }


def test_an_audit_runs_nothing_a_repository_names(root, tmp_path):
    trap, mark = tmp_path / "trap", tmp_path / "sprung"
    trap.write_text(f"#!{sys.executable}\nopen({str(mark)!r}, 'w')\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "filter.lfs.clean", "filter.lfs.process",
                "filter.lfs.smudge", "core.sshCommand", "diff.external"):  # fmt: skip
        git(root, "config", key, str(trap))
    write(root, ".gitattributes", "* filter=lfs\n")
    audited(root)
    assert not mark.exists()


def test_without_git_what_it_knows_is_unknown(root, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    result = audited(root)
    assert {e.verdict for e in result.experiments} == {Verdict.UNKNOWN}
    assert "git is not installed" in result.findings[0].cause
