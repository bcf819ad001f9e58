"""Backup, comparison and restoring of all links of a project."""

import json
import os
import time

import pytest

from cvlink_gui.core.errors import PlanRefused, StorageError, UsageError
from cvlink_gui.core.plan import Absent, Link, Plan, Step
from cvlink_gui.core.settings import SNAPSHOT_STEPS, SNAPSHOTS_KEPT, Settings
from cvlink_gui.core.snapshots import difference
from cvlink_gui.features import snapshots
from cvlink_gui.features.project import Project
from cvlink_gui.fs.snapshots import Store, write
from tests.conftest import build, seen
from tests.faults.plans import name, seeded

MANY = 10_000


def wipe(root: bytes) -> None:
    for folder, _, _ in os.walk(root):
        for entry in os.scandir(folder):
            if entry.is_symlink():
                os.unlink(entry.path)


def restored(project: Project, snapshot, *only: bytes, exact: bool = False):
    proposal = project.propose(snapshots.propose_restore(project, snapshot, only, exact=exact))
    return project.run(proposal.plan) if not proposal.conflicts else proposal


def test_ten_thousand_links_with_random_byte_names_come_back_byte_for_byte(tmp_path):
    rng = seeded("ten thousand")
    root = build(tmp_path / "p")
    folders = [os.path.join(root, *(name(rng) for _ in range(4))) for _ in range(60)]
    for folder in folders:
        os.makedirs(folder)
    made = 0
    while made < MANY:
        path = os.path.join(rng.choice(folders), name(rng, 255))
        if not os.path.lexists(path):
            os.symlink(b"../" * rng.randint(0, 3) + name(rng, 255), path)
            made += 1
    before = seen(root)
    project = Project.open(root)
    file = os.fsencode(tmp_path / "backup.json")
    snapshots.save(project, snapshots.take(project), file)
    wipe(root)
    for folder in sorted({os.path.dirname(f) for f in folders}):
        for inner in os.listdir(folder):
            os.rmdir(os.path.join(folder, inner))
    assert sum(isinstance(what, bytes) for what in seen(root).values()) == 0
    report = restored(project, snapshots.read(project, file))
    assert report.ok
    assert seen(root) == before
    project.undo(project.journal.undoable())
    assert sum(isinstance(what, bytes) for what in seen(root).values()) == 0


def test_a_restore_brings_back_what_is_missing_and_what_leads_elsewhere(root):
    project = Project.open(root)
    before, snapshot = seen(root), snapshots.take(project)
    os.unlink(root + b"/experiments/baseline/val")
    os.unlink(root + b"/data/splits/v1/train")
    build(root, "data/splits/v1/train -> ../../processed/v2/train", "experiments/new -> ../data")
    proposal = snapshots.propose_restore(project, snapshot)
    assert [step.action for step in proposal.plan.steps] == ["retarget", "create"]
    assert [w.path for w in proposal.warnings] == [b"experiments/new"]
    assert restored(project, snapshot).ok
    assert seen(root) == {**before, b"experiments/new": b"../data"}
    assert restored(project, snapshot, exact=True).ok
    assert seen(root) == before
    assert snapshots.propose_restore(project, snapshot).plan.steps == ()


def test_a_selection_is_restored_and_the_rest_left(root):
    project = Project.open(root)
    snapshot = snapshots.take(project)
    wipe(root)
    assert restored(project, snapshot, b"experiments", b"data/splits/v1/val").ok
    links = {path for path, what in seen(root).items() if isinstance(what, bytes)}
    assert links == {
        b"experiments/baseline/train",
        b"experiments/baseline/val",
        b"data/splits/v1/val",
    }
    (conflict,) = snapshots.propose_restore(project, snapshot, [b"nowhere"]).conflicts
    assert conflict.path == b"nowhere"
    assert snapshots.propose_restore(project, snapshot, [b""]).conflicts == ()


def test_a_link_that_is_new_can_be_removed_alone(root):
    project = Project.open(root)
    snapshot = snapshots.take(project)
    build(root, "experiments/new -> ../data", "experiments/other -> ../data")
    (conflict,) = snapshots.propose_restore(project, snapshot, [b"experiments/new"]).conflicts
    assert conflict.path == b"experiments/new"
    found = snapshots.propose_restore(project, snapshot, [b"experiments/new"], exact=True)
    assert found.conflicts == ()
    assert [(step.action, step.path) for step in found.plan.steps] == [
        ("remove", b"experiments/new")
    ]


def test_what_is_no_link_stays_and_refuses_the_plan(root):
    project = Project.open(root)
    snapshot = snapshots.take(project)
    os.unlink(root + b"/experiments/baseline/val")
    build(root, "experiments/baseline/val/mine.txt")
    before = seen(root)
    (conflict,) = restored(project, snapshot).conflicts
    assert (conflict.path, "folder" in conflict.reason) == (b"experiments/baseline/val", True)
    assert seen(root) == before


def test_a_restore_does_not_leave_the_allowed_roots(root, tmp_path):
    build(root, "experiments/out -> /etc", "data/raw/l -> a.jpg")
    project = Project.open(root)
    snapshot = snapshots.take(project)
    wipe(root)
    conflicts = restored(project, snapshot).conflicts
    assert {c.path for c in conflicts} == {b"experiments/out", b"data/raw/l"}


def test_the_format_of_the_seed_article_is_read(root, tmp_path):
    links = {os.fsdecode(root + b"/" + p): os.fsdecode(t) for p, t in seen(root).items()
             if isinstance(t, bytes)}  # fmt: skip
    odd = root + b"/experiments/\xff"
    os.symlink(b"\xfe", odd)
    file = tmp_path / "symlink_backup.json"
    made = time.time()
    links[os.fsdecode(odd)] = os.fsdecode(b"\xfe")
    file.write_text(json.dumps({"timestamp": made, "symlinks": links}, indent=2))
    project = Project.open(root)
    before = seen(root)
    snapshot = snapshots.read(project, os.fsencode(file))
    assert snapshot.made == made
    assert not difference(snapshot, snapshots.take(project))
    wipe(root)
    assert restored(project, snapshot).ok
    assert seen(root) == before


def test_a_seed_backup_may_name_the_folder_as_a_link_spells_it(root, tmp_path):
    os.symlink(root, tmp_path / "spelled")
    file = tmp_path / "b.json"
    links = {f"{tmp_path}/spelled/experiments/l": "x", "./experiments/m": "y"}
    file.write_text(json.dumps({"timestamp": 1, "symlinks": links}))
    found = snapshots.read(Project.open(root), os.fsencode(file))
    assert set(found.links) == {b"experiments/l", b"experiments/m"}


SEEDS = {
    "elsewhere": {"timestamp": 1, "symlinks": {"/elsewhere/a": "x"}},
    "at the top": {"timestamp": 1, "symlinks": {"/elsewhere": "x"}},
    "climbing": {"timestamp": 1, "symlinks": {"../a": "x"}},
    "the project itself": {"timestamp": 1, "symlinks": {".": "x"}},
    "a list": {"timestamp": 1, "symlinks": ["a"]},
    "numbers": {"timestamp": 1, "symlinks": {"a": 3}},
    "no time": {"timestamp": "now", "symlinks": {}},
    "half a pair": {"timestamp": 1, "symlinks": {"\ud800": "x"}},
}


@pytest.mark.parametrize("name", SEEDS)
def test_a_seed_backup_with_a_fault_is_told_and_nothing_changed(root, tmp_path, monkeypatch, name):
    monkeypatch.chdir(os.fsdecode(root))
    file = tmp_path / "b.json"
    file.write_text(json.dumps(SEEDS[name]))
    before = seen(root)
    with pytest.raises(UsageError) as told:
        snapshots.read(Project.open(root), os.fsencode(file))
    assert "Nothing was changed" in told.value.hint
    assert seen(root) == before


def test_a_snapshot_of_another_project_is_refused_until_it_is_said_to_have_moved(root, tmp_path):
    other = Project.open(build(tmp_path / "other", "experiments/l -> ../x"))
    file = os.fsencode(tmp_path / "b.json")
    write(file, snapshots.take(other))
    project = Project.open(root)
    with pytest.raises(UsageError, match="another project"):
        snapshots.read(project, file)
    assert set(snapshots.read(project, file, moved=True).links) == {b"experiments/l"}


def test_a_project_that_was_renamed_is_known_by_its_folder(root, tmp_path):
    file = os.fsencode(tmp_path / "b.json")
    write(file, snapshots.take(Project.open(root)))
    os.rename(root, tmp_path / "renamed")
    renamed = Project.open(os.fsencode(tmp_path / "renamed"))
    assert len(snapshots.read(renamed, file).links) == 8


def test_an_empty_scan_and_one_that_is_not_whole_never_replace_a_good_one(root, tmp_path):
    project = Project.open(root)
    file = os.fsencode(tmp_path / "b.json")
    good = snapshots.take(project)
    snapshots.save(project, good, file)
    snapshots.keep(project, good)
    partial = type(good)(good.links, good.made, good.root, good.identity, (b"data",), "")
    with pytest.raises(StorageError, match="could not be read"):
        snapshots.save(project, partial, file)
    wipe(root)
    empty = snapshots.take(project)
    for write_it in (
        lambda: snapshots.save(project, empty, file),
        lambda: snapshots.keep(project, empty),
    ):
        with pytest.raises(UsageError, match="no link"):
            write_it()
    assert snapshots.read(project, file) == good
    assert snapshots.read(project, snapshots.find(project, "newest")) == good


def test_what_an_incomplete_snapshot_does_not_know_is_never_removed(root):
    project = Project.open(root)
    good = snapshots.take(project)
    known = {p: link for p, link in good.links.items() if not p.startswith(b"experiments")}
    partial = type(good)(known, good.made, good.root, good.identity, (b"experiments",), "")
    build(root, "data/new -> raw")
    plan = snapshots.propose_restore(project, partial, exact=True).plan
    assert [step.path for step in plan.steps] == [b"data/new"]


def large(count: int) -> Plan:
    return Plan("many", tuple(Step(b"l%d" % n, Absent(), Link(b"data")) for n in range(count)))


def test_before_a_large_plan_a_snapshot_is_kept_and_few_of_them(root):
    settings = Settings({SNAPSHOT_STEPS.key: 20, SNAPSHOTS_KEPT.key: 2})
    project = Project.open(root, settings)
    project.run(large(19))
    assert snapshots.stored(project) == []
    project.undo(project.journal.undoable())
    project.run(large(20))
    (kept,) = snapshots.stored(project)
    assert len(snapshots.read(project, kept.path).links) == 8
    project.undo(project.journal.undoable())
    assert [len(snapshots.read(project, s.path).links) for s in snapshots.stored(project)] == [
        28,
        8,
    ]
    project.run(large(20))
    assert [s.whole for s in snapshots.stored(project)] == [True, True]


def test_no_snapshot_is_taken_where_none_is_wanted_and_before_a_plan_that_is_refused(root):
    project = Project.open(root, Settings({SNAPSHOT_STEPS.key: 0}))
    project.run(large(50))
    project.use(Settings({SNAPSHOT_STEPS.key: 10}))
    with pytest.raises(PlanRefused):
        project.run(large(50))
    assert snapshots.stored(project) == []


def test_a_snapshot_that_cannot_be_kept_stops_the_large_plan_before_it_begins(root):
    project = Project.open(root, Settings({SNAPSHOT_STEPS.key: 10}))
    folder = Store.of_project(root).folder
    os.makedirs(os.path.dirname(folder))
    with open(folder, "wb"):
        before = seen(root)
    with pytest.raises(StorageError, match="keep a snapshot"):
        project.run(large(50))
    assert seen(root) == before
    assert project.journal.history() == []


def test_a_snapshot_is_due_when_the_last_whole_one_is_old(root, tmp_path):
    project = Project.open(root)
    assert snapshots.is_due(project, 1)
    assert not snapshots.is_due(project, 0)
    now = snapshots.take(project)
    old = type(now)(now.links, now.made - 7200, now.root, now.identity, (), "")
    snapshots.keep(project, old)
    assert (snapshots.is_due(project, 1), snapshots.is_due(project, 3)) == (True, False)
    partial = type(now)(now.links, now.made, now.root, now.identity, (b"data",), "")
    snapshots.keep(project, partial)
    assert snapshots.is_due(project, 1)
    file = os.fsencode(tmp_path / "b.json")
    assert snapshots.is_due(project, 1, file)
    snapshots.save(project, now, file)
    assert not snapshots.is_due(project, 1, file)


def test_a_snapshot_is_found_by_its_file_its_name_and_as_the_newest(root, tmp_path, monkeypatch):
    project = Project.open(root)
    kept = snapshots.keep(project, snapshots.take(project))
    assert snapshots.find(project, kept.name) == kept.path == snapshots.find(project, "newest")
    monkeypatch.chdir(tmp_path)
    snapshots.save(project, snapshots.take(project), os.fsencode(tmp_path / "b.json"))
    assert snapshots.find(project, "b.json") == os.fsencode(tmp_path / "b.json")
    with pytest.raises(UsageError, match="no such snapshot"):
        snapshots.find(project, "none")
