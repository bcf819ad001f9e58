import errno
import os
import stat

import pytest

from cvlink_gui.core.errors import ConfigError, NotAProject, StorageError
from cvlink_gui.core.layout import Role
from cvlink_gui.core.links import Health, Kind
from cvlink_gui.core.plan import Absent, Dir, Link, Plan, Step
from cvlink_gui.core.settings import Settings
from cvlink_gui.features.project import Project
from cvlink_gui.fs.links import Beneath
from tests.conftest import build, seen


def opened(root: bytes) -> Project:
    project = Project.open(root)
    project.load()
    return project


def tree_of(project: Project) -> set[tuple[bytes, Kind, Health]]:
    tree = project.tree
    return {(tree.path(n), tree.kind(n), tree.health(n)) for n in tree.walk()}


def refreshed(project: Project, plan: Plan) -> None:
    for listing in project.relist(project.touched(plan)):
        project.take(listing)


def test_a_folder_is_opened_without_being_scanned(root):
    project = Project.open(root)
    assert (project.name, len(project.tree)) == (b"project", 1)
    assert project.layout.role_of(b"data/raw/x") is Role.RAW


@pytest.mark.parametrize("path", [b"none", b"data/raw/a.jpg", b""])
def test_what_is_no_folder_is_not_opened(root, path):
    with pytest.raises(NotAProject):
        Project.open(root + b"/" + path if path else b"")


def test_a_broken_cvlink_toml_is_named_and_can_be_passed_over(root):
    build(root, "cvlink.toml")
    with open(root + b"/cvlink.toml", "wb") as file:
        file.write(b"[layout]\nraw = 1\n")
    before = seen(root)
    with pytest.raises(ConfigError) as caught:
        Project.open(root)
    assert (caught.value.line, caught.value.path) == (2, root + b"/cvlink.toml")
    assert Project.open(root, Settings()).layout.is_project
    assert seen(root) == before


def test_allowed_roots_are_relative_to_the_project_as_named_and_canonical(root, tmp_path):
    base = build(tmp_path, "store/", "alias -> store")
    with open(root + b"/cvlink.toml", "wb") as file:
        file.write(b'links.allowed_roots = ["../alias", "~/nas"]')
    home = os.path.expanduser(b"~/nas")
    found = Project.open(root).policy.allowed_roots
    assert set(found) == {base + b"/alias", base + b"/store", home, os.path.realpath(home)}


def test_raw_folders_named_by_the_user_are_protected(root):
    with open(root + b"/cvlink.toml", "wb") as file:
        file.write(b'[layout]\nraw = ["originals/"]')
    layout = Project.open(root).layout
    assert layout.role_of(b"originals/x") is Role.RAW
    assert layout.role_of(b"data/raw/x") is None


def test_links_that_go_round_do_not_hide_the_layout(root):
    build(root, "loop -> loop", "data/loop -> loop", "data/broken -> none")
    assert len(Project.open(root).layout.roles) == 4


def test_a_linked_data_folder_is_part_of_the_layout(tmp_path):
    build(tmp_path, "store/raw/", "store/splits/")
    root = build(tmp_path / "p", "data -> ../store")
    assert Project.open(root).layout.folders(Role.RAW) == [b"data/raw"]


@pytest.mark.parametrize("helpers", [1, 2])
def test_a_scan_over_helpers_fills_the_tree_as_one_in_place_does(root, helpers):
    project = Project.open(root)
    for batch in project.scan(helpers=helpers):
        for listing in batch:
            project.take(listing)
    assert tree_of(project) == tree_of(opened(root))


STEPS = (
    Step(b"experiments/new", Absent(), Dir()),
    Step(b"experiments/new/train", Absent(), Link(b"../../data/splits/v1/train")),
    Step(b"experiments/baseline/val", Link(b"../../data/splits/v1/val"), Link(b"gone")),
    Step(b"experiments/baseline/train", Link(b"../../data/splits/v1/train"), Absent()),
)


def test_a_plan_and_its_inverse_restore_the_disk_and_the_tree(root):
    project = opened(root)
    plan, on_disk, in_tree = Plan("t", STEPS), seen(root), tree_of(project)
    assert project.run(plan).ok
    refreshed(project, plan)
    assert tree_of(project) == tree_of(opened(root)) != in_tree
    assert project.run(plan.inverse()).ok
    refreshed(project, plan.inverse())
    assert (seen(root), tree_of(project)) == (on_disk, in_tree)


def test_no_byte_of_raw_data_changes_by_a_plan(root):
    def raw() -> list[os.stat_result]:
        return [os.lstat(root + b"/data/raw/" + n) for n in sorted(os.listdir(root + b"/data/raw"))]

    before = [(s.st_ino, s.st_mtime_ns, s.st_size, stat.S_IFMT(s.st_mode)) for s in raw()]
    opened(root).run(Plan("t", STEPS))
    assert [(s.st_ino, s.st_mtime_ns, s.st_size, stat.S_IFMT(s.st_mode)) for s in raw()] == before


def test_a_step_that_fails_is_reported_with_all_that_was_taken_back(root, monkeypatch):
    def refuse(*_arguments):
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(Beneath, "replace", refuse)
    before = seen(root)
    report = opened(root).run(Plan("t", STEPS))
    assert not report.ok
    errors = {outcome.step.path: outcome.error for outcome in report.failures}
    assert errors[b"experiments/new"] == errors[b"experiments/new/train"] == "taken back"
    assert errors[b"experiments/baseline/val"] == "Could not retarget: no space left on the device"
    assert seen(root) == before


def test_only_the_folders_a_plan_changes_are_listed_again(root):
    assert opened(root).touched(Plan("t", STEPS)) == {b"experiments", b"experiments/baseline"}


def test_a_relisting_goes_into_folders_the_tree_does_not_know(root):
    project = opened(root)
    os.unlink(root + b"/data/splits/v1/train")
    build(root, "data/splits/v1/train/deep/l -> none", "data/splits/v1/new/f", "experiments/e/x")
    for listing in project.relist([b"data/splits/v1", b"experiments"]):
        project.take(listing)
    assert tree_of(project) == tree_of(opened(root))


def test_a_relisting_of_a_folder_that_is_gone_harms_nothing(root):
    project = opened(root)
    os.unlink(root + b"/experiments/baseline/train")
    os.unlink(root + b"/experiments/baseline/val")
    os.rmdir(root + b"/experiments/baseline")
    for listing in project.relist([b"experiments/baseline", b"experiments"]):
        project.take(listing)
    assert tree_of(project) == tree_of(opened(root))


def test_what_an_experiment_uses_is_found_through_links_to_links(root):
    assert opened(root).uses(b"experiments/baseline") == {
        b"data/splits/v1/train",
        b"data/splits/v1/val",
        b"data/processed/v1/train",
        b"data/processed/v1/val",
        b"data/raw",
    }


def test_a_look_that_the_system_refuses_is_a_storage_error(root):
    os.symlink(b"loop", root + b"/loop")
    with pytest.raises(StorageError, match="links go round in a circle"):
        opened(root).look(b"loop/x")


def test_a_project_that_vanished_is_a_storage_error(root, tmp_path):
    project = opened(root)
    os.rename(root, os.fsencode(tmp_path / "moved"))
    with pytest.raises(StorageError, match="the project: it is not there"):
        project.run(Plan("t", STEPS))


def test_the_folder_detectron2_is_told_of_has_raw_data_where_it_lies_inside(tmp_path, monkeypatch):
    root = build(tmp_path / "p", "sets/coco/", "experiments/")
    monkeypatch.setenv("DETECTRON2_DATASETS", os.fsdecode(root) + "/sets/")
    assert Project.open(root).layout.folders(Role.RAW) == [b"sets"]
    for elsewhere in (os.fsdecode(tmp_path), os.fsdecode(root), "", os.fsdecode(root) + "/none"):
        monkeypatch.setenv("DETECTRON2_DATASETS", elsewhere)
        assert Project.open(root).layout.folders(Role.RAW) == []
