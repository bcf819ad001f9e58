"""Files with the same bytes: found, replaced by links, brought back, deleted at last."""

import os

import pytest

from cvlink_gui.core.errors import UsageError
from cvlink_gui.features.project import Project
from cvlink_gui.features.savings import duplicates, empty, kept, propose_links
from cvlink_gui.fs.hashing import Cancelled
from tests.conftest import build
from tests.features.test_savings import fill

OLD = (0, 1_700_000_000_000_000_000)


def copy(root: bytes, source: str, *places: str) -> None:
    with open(os.path.join(root, os.fsencode(source)), "rb") as file:
        data = file.read()
    for place in places:
        full = os.path.join(root, os.fsencode(place))
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(data)
        os.utime(full, ns=OLD)


@pytest.fixture
def root(tmp_path):
    """An image in raw with two copies, another one with a copy in raw, and a note twice."""
    made = build(tmp_path / "p", "data/raw/", "experiments/e/")
    fill(made, "data/raw/a.jpg", "data/raw/b.jpg")
    copy(made, "data/raw/a.jpg", "data/processed/v1/a.jpg", "experiments/e/x.jpg")
    copy(made, "data/raw/b.jpg", "data/raw/c.jpg")
    fill(made, "data/processed/v1/a.txt", size=12)
    copy(made, "data/processed/v1/a.txt", "experiments/e/a.txt")
    for name in ("a", "b"):
        os.utime(made + f"/data/raw/{name}.jpg".encode(), ns=OLD)
    return made


def opened(root: bytes) -> Project:
    project = Project.open(root)
    project.load()
    return project


def files(root: bytes) -> dict[bytes, tuple[int, int]]:
    found = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            if not os.path.islink(path):
                found[path] = os.stat(path).st_ino, os.stat(path).st_mtime_ns
    return found


def replaced(root: bytes):
    project = opened(root)
    proposal = project.propose(propose_links(project, duplicates(project)))
    assert not proposal.conflicts
    report = project.run(proposal.plan)
    assert report.ok, report.failures
    return project, proposal


def test_the_file_in_raw_stays_and_raw_is_never_changed(root):
    found = duplicates(opened(root))
    assert [(same.stays, [c.path for c in same.copies]) for same in found] == [
        (b"data/raw/a.jpg", [b"data/processed/v1/a.jpg", b"experiments/e/x.jpg"]),
        (b"data/raw/b.jpg", [b"data/raw/c.jpg"]),
    ]
    assert str(found[1].copies[0].left_out) == "raw data stays as it is"
    assert found[0].saved == 2 * os.stat(root + b"/data/raw/a.jpg").st_blocks * 512
    assert found[1].saved == 0


def test_copies_become_relative_links_with_the_same_bytes(root):
    raw = {p: s for p, s in files(root).items() if b"/raw/" in p}
    with open(root + b"/data/raw/a.jpg", "rb") as file:
        data = file.read()
    _, proposal = replaced(root)
    assert os.readlink(root + b"/experiments/e/x.jpg") == b"../../data/raw/a.jpg"
    with open(root + b"/data/processed/v1/a.jpg", "rb") as file:
        assert file.read() == data
    assert {p: s for p, s in files(root).items() if b"/raw/" in p} == raw
    assert proposal.plan.title.startswith("Replace 2 copies by links (")
    assert [str(w.reason) for w in proposal.warnings][-1] == "left out: raw data stays as it is"


def test_undo_brings_back_the_very_files_and_redo_links_them_again(root):
    before = files(root)
    project, _ = replaced(root)
    entry = project.journal.undoable()
    assert project.undo(entry).ok
    assert files(root) == before
    assert project.redo(project.journal.redoable()).ok
    assert os.path.islink(root + b"/experiments/e/x.jpg")


def test_only_copies_below_a_named_path_are_replaced(root):
    project = opened(root)
    found = duplicates(project)
    plan = propose_links(project, found, [b"experiments"]).plan
    assert [step.path for step in plan.steps if step.twin] == [b"experiments/e/x.jpg"]
    with pytest.raises(UsageError):
        propose_links(project, found, [b"data/splits"])


def test_emptying_compares_again_and_frees_the_space(root):
    project, _ = replaced(root)
    os.unlink(root + b"/experiments/e/x.jpg")  # somebody wants another file there
    copy(root, "data/raw/b.jpg", "experiments/e/x.jpg")
    found = kept(project)
    assert len(found.steps) == 2
    done = empty(project, found)
    assert (done.deleted, len(done.left)) == (1, 1)
    assert done.left[0].path.endswith(b"-x.jpg")
    assert [p for p in files(root) if b".cvlink-kept-" in p] == [
        os.path.join(root, done.left[0].path)
    ]


def test_a_kept_file_stays_where_the_one_that_stays_was_changed(root):
    project, _ = replaced(root)
    with open(root + b"/data/raw/a.jpg", "ab") as file:
        file.write(b"x")
    done = empty(project, kept(project))
    assert (done.deleted, len(done.left)) == (0, 2)
    assert "other bytes" in done.left[0].reason


def test_after_emptying_undo_says_what_is_gone(root):
    project, _ = replaced(root)
    assert empty(project, kept(project)).deleted == 2
    assert kept(project).steps == ()
    assert not [name for name in os.listdir(root) if name.startswith(b".cvlink-kept-")]
    found = project.propose_again(project.plan_undo(project.journal.undoable()))
    gone = "The file is not kept any more, or was changed where it is kept"
    reasons = {str(c.reason) for c in found.conflicts if c.path.endswith(b".jpg")}
    assert reasons == {gone}


def test_emptying_that_is_cancelled_leaves_the_rest_and_says_what_it_did(root):
    project, _ = replaced(root)
    asked = iter((False, True))
    assert empty(project, kept(project), cancelled=lambda: next(asked)).deleted == 1
    assert len(kept(project).steps) == 1


def test_what_is_kept_is_no_duplicate_of_what_stays(root):
    replaced(root)
    assert [same.stays for same in duplicates(opened(root))] == [b"data/raw/b.jpg"]


def test_files_of_other_programs_are_not_looked_at(root):
    copy(root, "data/raw/b.jpg", ".git/annex/objects/b", ".dvc/cache/files/md5/b")
    assert len(duplicates(opened(root))[1].copies) == 1


def test_other_permissions_and_other_names_are_reasons_to_leave_a_file(root):
    os.chmod(root + b"/experiments/e/x.jpg", 0o600)
    os.link(root + b"/data/processed/v1/a.jpg", root + b"/experiments/e/y.jpg")
    reasons = {c.path: str(c.left_out) for c in duplicates(opened(root))[0].copies}
    several = "it has several names on the disk"
    assert reasons == {
        b"data/processed/v1/a.jpg": several,
        b"experiments/e/y.jpg": several,
        b"experiments/e/x.jpg": "its owner or its permissions are others than those of the file "
        "that stays",
    }


def test_long_names_and_odd_ones_are_kept_too(root):
    name = b"\xff" + b"y" * 250 + b".jpg"
    os.rename(root + b"/experiments/e/x.jpg", root + b"/experiments/e/" + name)
    replaced(root)
    assert os.path.islink(root + b"/experiments/e/" + name)


def test_it_ends_when_cancelled(root):
    with pytest.raises(Cancelled):
        duplicates(opened(root), cancelled=lambda: True)
