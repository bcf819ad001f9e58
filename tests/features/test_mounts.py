"""Links in containers: their fates, and the smallest mounts for them, on real folders."""

import os

import pytest

from cvlink_gui.core.errors import ConfigError, StorageError, UsageError
from cvlink_gui.core.mounts import Mount, splits
from cvlink_gui.core.namespace import Verdict
from cvlink_gui.core.plan import Link
from cvlink_gui.features.mounts.container import Container
from cvlink_gui.features.mounts.maps import NotHere, map_names, named_map, typed_map
from cvlink_gui.features.mounts.smallest import Solution, solve
from cvlink_gui.features.project import Project
from tests.conftest import build


@pytest.fixture
def disk(tmp_path):
    """A project beside shared data; `%` in a text stands for the disk."""
    base = os.fsdecode(os.path.realpath(tmp_path))
    lines = (
        "project/raw/x.jpg",
        "project/exp/own -> ../raw",
        "project/exp/own_absolute -> %/project/raw",
        "project/exp/climbs -> ../../project/raw/x.jpg",
        "project/exp/train -> %/nas/coco/train",
        "project/exp/val -> %/nas/coco/val",
        "project/exp/chained -> %/nas/index/one.jpg",
        "project/exp/env -> /usr/bin/env",
        "project/exp/bad -> none",
        "project/exp/circle -> circle",
        "nas/coco/train/a.jpg",
        "nas/coco/val/b.jpg",
        "nas/index/one.jpg -> ../../store/abc.jpg",
        "store/abc.jpg",
        "other/exp/own",
    )
    return build(base, *(line.replace("%", base) for line in lines))


def opened(disk: bytes, toml: str = "") -> Project:
    if toml:
        (name, mode) = (disk + b"/project/cvlink.toml", "w")
        with open(name, mode, encoding="utf-8") as file:
            file.write(toml.replace("%", os.fsdecode(disk)))
    project = Project.open(disk + b"/project")
    project.load()
    return project


def fates(project: Project, *mounts: str, at: str = "", name: str = "") -> dict[str, str]:
    container = Container(project, typed_map(project, mounts, at, name))
    return {os.fsdecode(os.path.basename(f.path)): str(f.verdict) for f in container.fates()}


def test_every_link_has_its_verdict(disk):
    project = opened(disk)
    here = os.fsdecode(disk)
    assert fates(project, f"{here}/project:/work", f"{here}/nas/coco:{here}/nas/coco") == {
        "own": "same",
        "own_absolute": "needs_mount",
        "climbs": "needs_mount",
        "train": "same",
        "val": "same",
        "chained": "needs_mount",
        "env": "image",
        "bad": "broken",
        "circle": "loop",
    }


def test_a_needed_mount_is_named_by_the_first_path_that_is_not_there(disk):
    project = opened(disk)
    container = Container(project, typed_map(project, [f"{os.fsdecode(disk)}/project:/work"]))
    found = {f.path: f for f in container.fates()}
    assert found[b"exp/train"].missing == b"/" + disk.split(b"/")[1]
    assert found[b"exp/climbs"].missing == b"/project"
    assert found[b"exp/own"].missing == b""
    assert found[b"exp/own"].place == b"/work/exp/own"


def test_another_object_at_the_same_path_is_different(disk):
    project = opened(disk)
    here = os.fsdecode(disk)
    found = fates(project, f"{here}/project:/work", f"{here}/other:{here}/project")
    assert found["own_absolute"] == "needs_mount"
    os.mkdir(disk + b"/other/raw")
    found = fates(project, f"{here}/project:/work", f"{here}/other:{here}/project")
    assert found["own_absolute"] == "different"


def test_a_link_that_something_is_mounted_over_is_told_by_what_is_there(disk):
    project = opened(disk)
    here = os.fsdecode(disk)
    found = fates(project, f"{here}/project:/work", f"{here}/other/exp:/work/exp")
    assert (found["own"], found["train"]) == ("different", "needs_mount")


def test_the_project_lies_where_its_mount_puts_it_or_at_its_own_path(disk):
    project = opened(disk)
    here = os.fsdecode(disk)
    assert typed_map(project, [f"{here}:/all"]).at == b"/all/project"
    own = typed_map(project, [f"{here}/nas:/nas"])
    assert (own.at, own.mounts[0]) == (project.root, Mount(project.root, project.root))
    asked = typed_map(project, [], at="/work/")
    assert (asked.at, asked.mounts) == (b"/work", (Mount(project.root, b"/work"),))
    assert typed_map(project, [f"{here}:/all"], at="/all/project").at == b"/all/project"


def test_read_only_is_said_of_what_is_alive_on_such_a_mount(disk):
    project = opened(disk)
    here = os.fsdecode(disk)
    for mode, expected in ((":ro", True), (":rw", False), ("", True)):
        container = Container(project, typed_map(project, [f"{here}/project:/work{mode}"]))
        (own,) = list(container.fates([b"exp/own"]))
        assert (own.verdict, own.read_only) == (Verdict.SAME, expected)


def test_a_link_out_of_the_allowed_roots_is_offered_no_mount(disk):
    project = opened(disk, '[links]\nallowed_roots = ["%/nas/index", "%/store"]\n')
    assert fates(project, at="/work")["train"] == "denied"
    found = solved(project, "remap")
    assert {os.path.basename(f.path) for f in found.left} == {b"train", b"val"}
    assert all(f.words.endswith("is outside the allowed roots") for f in found.left)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/a:/b", [("/a", "/b", True)]),
        ("a:/b:rw", [("a", "/b", False)]),
        ("/a:x:/b:ro", [("/a:x", "/b", True)]),
        ("/a:/b:/c", [("/a", "/b:/c", True), ("/a:/b", "/c", True)]),
        ("/a", []),
        (":/b", []),
        ("/a:b", []),
    ],
)
def test_a_typed_mount_is_taken_apart(text, expected):
    assert list(splits(text)) == expected


def test_a_source_with_a_colon_is_found_by_what_is_there(disk):
    os.rename(disk + b"/nas", disk + b"/n:/as") if False else os.makedirs(disk + b"/n:/as")
    project = opened(disk)
    chosen = typed_map(project, [f"{os.fsdecode(disk)}/n:/as:/data"])
    assert Mount(disk + b"/n:/as", b"/data") in chosen.mounts


@pytest.mark.parametrize(
    ("mounts", "words"),
    [
        (["%/none:/data"], "is not there"),
        (["%/nas"], "Expected HOST:CONTAINER"),
        (["%/nas:/"], "its own /"),
        (["%/nas:/data", "%/store:/data"], "one thing at a place"),
        (["%/nas:/data", "%/store/abc.jpg:/data/coco"], "cannot be made"),
    ],
)
def test_mounts_that_cannot_be_are_refused(disk, mounts, words):
    project = opened(disk)
    texts = [text.replace("%", os.fsdecode(disk)) for text in mounts]
    with pytest.raises(UsageError, match=words):
        Container(project, typed_map(project, texts))


MAPS = """
[mounts.gpu]
"." = "/workspace:rw"
"%/nas" = "/data"
image = ["/opt/conda"]

[mounts.elsewhere]
"/scratch/none" = "/data"
at = "/work"
"""


def test_named_maps_are_read_and_those_of_other_machines_are_told_apart(disk):
    project = opened(disk, MAPS)
    chosen = named_map(project, "gpu")
    assert chosen.mounts == (
        Mount(project.root, b"/workspace", read_only=False),
        Mount(disk + b"/nas", b"/data"),
    )
    assert (chosen.at, chosen.image) == (b"/workspace", (b"/opt/conda",))
    assert map_names(project) == ["gpu", "elsewhere"]
    with pytest.raises(UsageError, match="gpu, elsewhere"):
        named_map(project, "none")
    with pytest.raises(NotHere, match="is not there"):
        named_map(project, "elsewhere")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[mounts]\ngpu = 3\n", 2, "expected a table"),
        ('[mounts.gpu]\n"." = "work"\n', 2, "absolute path"),
        ('[mounts.gpu]\n"." = 7\n', 2, "absolute path"),
        ('[mounts.gpu]\nat = "work"\n', 2, "absolute path"),
        ('[mounts.gpu]\nimage = "/opt"\n', 2, "list of absolute paths"),
    ],
)
def test_a_mistake_in_a_map_is_told_with_its_line(disk, text, line, words):
    with pytest.raises(ConfigError, match=words) as caught:
        opened(disk, text)
    assert caught.value.line == line


def solved(project: Project, way: str, *mounts: str, at: str = "/work") -> Solution:
    return solve(project, typed_map(project, mounts, at), way)


def places(found: Solution) -> dict[bytes, bytes]:
    return {mount.place: mount.source for mount in found.map.mounts}


def test_the_same_paths_need_the_fewest_folders_of_data(disk):
    found = solved(opened(disk), "same")
    assert places(found) == {
        disk + b"/project": disk + b"/project",
        disk + b"/nas": disk + b"/nas",
        disk + b"/store": disk + b"/store",
    }
    assert (found.left, found.counts["same"]) == ((), 6)


def test_remapped_the_project_lies_where_it_is_wanted(disk):
    found = solved(opened(disk), "remap")
    assert places(found)[b"/work"] == disk + b"/project"
    assert places(found)[b"/project/raw"] == disk + b"/project/raw"
    assert (found.left, found.counts["same"]) == ((), 6)


def test_rewritten_links_need_one_mount_for_all_they_have_in_the_project(disk):
    project = opened(disk)
    found = solved(project, "relative")
    assert found.proposal is not None
    texts = {s.path: s.after.text for s in found.proposal.plan.steps if isinstance(s.after, Link)}
    assert texts == {b"exp/own_absolute": b"../raw", b"exp/climbs": b"../raw/x.jpg"}
    assert set(places(found)) == {b"/work", disk + b"/nas", disk + b"/store"}
    assert project.run(found.proposal.plan).ok
    project.load()
    again = fates(project, at="/work")
    assert (again["own_absolute"], again["climbs"]) == ("same", "same")


def test_an_allowed_root_around_the_project_is_the_one_mount(disk):
    project = opened(disk, '[links]\nallowed_roots = ["%"]\n')
    found = solved(project, "relative")
    assert places(found) == {b"/work": disk}
    assert found.map.at == b"/work/project"
    assert (found.left, found.counts["same"]) == ((), 6)
    assert found.proposal is not None
    assert not found.proposal.conflicts
    assert project.run(found.proposal.plan).ok
    assert os.readlink(disk + b"/project/exp/train") == b"../../nas/coco/train"


def test_a_chain_is_followed_from_mount_to_mount(disk):
    os.symlink(disk + b"/nas/index/two", disk + b"/project/exp/long")
    build(disk, "third/three -> ../last/four", "last/four/a.jpg")
    os.symlink(disk + b"/third/three", disk + b"/nas/index/two")
    found = solved(opened(disk), "same")
    assert (found.left, found.counts["same"]) == ((), 7)
    shared = {source for source in places(found).values() if source != disk + b"/project"}
    assert shared == {disk + b"/nas", disk + b"/last/four", disk + b"/store"}


def test_no_broad_folder_is_ever_mounted(disk, monkeypatch):
    monkeypatch.setenv("HOME", os.fsdecode(disk))
    project = opened(disk)
    for way in ("same", "remap", "relative"):
        sources = set(places(solved(project, way)).values())
        assert disk not in sources
        assert not sources & {os.path.dirname(disk), b"/tmp", b"/"}


def test_what_would_have_to_be_made_on_this_machine_is_not_planned(disk):
    build(disk, "project/sub/deep -> ../../beside/a.jpg", "beside/a.jpg")
    found = solved(opened(disk), "remap", f"{os.fsdecode(disk)}/nas:/beside")
    assert [os.path.basename(f.path) for f in found.left] == [b"deep"]


def test_what_storage_refuses_to_show_is_said_and_never_called_missing(disk, monkeypatch):
    project = opened(disk)
    look = project.look

    def refusing(path: bytes):
        if path.endswith(b"/nas/coco"):
            raise StorageError("no", path=path)
        return look(path)

    monkeypatch.setattr(project, "look", refusing)
    container = Container(project, typed_map(project, [], at="/work"))
    (train,) = container.fates([b"exp/train"])
    assert train.verdict is Verdict.DENIED
    assert train.words == f"no access: {os.fsdecode(disk)}/nas/coco cannot be looked at"


@pytest.mark.parametrize(
    ("mounts", "at"),
    [
        (["%/nas:/work"], "/work/project"),
        (["%:/all"], "/all/nas"),
        (["%:/all", "%/other:/all/project"], ""),
    ],
)
def test_a_place_that_has_something_else_than_the_project_is_refused(disk, mounts, at):
    project = opened(disk)
    texts = [text.replace("%", os.fsdecode(disk)) for text in mounts]
    with pytest.raises(UsageError, match="The project is not there"):
        Container(project, typed_map(project, texts, at))
