"""Switching between named sets of links."""

import os

import pytest

from cvlink_gui.core.errors import ConfigError, UsageError
from cvlink_gui.features import profiles
from cvlink_gui.features.project import Project
from cvlink_gui.fs import config
from cvlink_gui.fs.counting import files_behind
from cvlink_gui.fs.crossing import nothing_can_hang
from tests.conftest import build, seen

TOML = """# mine
[profiles.dev]
"data/current" = "data/processed/v1"
"experiments/baseline/train" = "data/splits/v1/train"

[profiles.prod]
"data/current" = "data/processed/v2"
"experiments/baseline/train" = "data/processed/v2/train"
"""


def opened(root: bytes, text: str = TOML) -> Project:
    with open(root + b"/cvlink.toml", "w", encoding="utf-8") as file:
        file.write(text)
    return Project.open(root)


def switch(project: Project, name: str):
    proposal = profiles.propose_switch(project, profiles.named(project, name))
    proposal = project.propose(proposal)
    return proposal, None if proposal.conflicts else project.run(proposal.plan)


def word(project: Project) -> str:
    return profiles.state(project, profiles.profiles(project)).word


def test_a_switch_has_the_exact_difference_with_counts_and_is_one_change(root):
    project = opened(root)
    assert word(project) == "mixed"
    proposal, report = switch(project, "dev")
    assert report.ok
    assert [(s.action, s.path) for s in proposal.plan.steps] == [("create", b"data/current")]
    assert word(project) == "dev"
    proposal, report = switch(project, "prod")
    assert [(s.path, s.after.text) for s in proposal.plan.steps] == [
        (b"data/current", b"processed/v2"),
        (b"experiments/baseline/train", b"../../data/processed/v2/train"),
    ]
    assert proposal.notes[b"data/current"].evidence == "files behind it: 2 now, 2 then"
    assert word(project) == "prod"
    project.undo(project.journal.undoable())
    assert word(project) == "dev"


def test_a_switch_never_writes_inside_the_old_target(root):
    """`ln -sf NEW LINK` makes a link inside of what LINK led to."""
    project = opened(root)
    switch(project, "dev")
    before = {p: w for p, w in seen(root).items() if p.startswith(b"data/processed")}
    switch(project, "prod")
    switch(project, "dev")
    after = {p: w for p, w in seen(root).items() if p.startswith(b"data/processed")}
    assert after == before


def test_a_target_that_is_missing_refuses_the_switch_and_nothing_is_changed(root):
    project = opened(root, TOML.replace("processed/v2/train", "processed/v3/train"))
    switch(project, "dev")
    before = seen(root)
    proposal, report = switch(project, "prod")
    assert report is None
    assert [c.path for c in proposal.conflicts] == [b"data/processed/v3/train"]
    assert profiles.missing(project, profiles.named(project, "prod")) == [
        b"data/processed/v3/train"
    ]
    assert seen(root) == before


def test_a_file_in_the_place_stays_and_refuses_the_switch(root):
    build(root, "data/current")
    before = seen(root)
    proposal, report = switch(opened(root), "dev")
    assert ([c.path for c in proposal.conflicts], report) == ([b"data/current"], None)
    assert {p: w for p, w in seen(root).items() if p != b"cvlink.toml"} == before


def test_links_into_an_allowed_root_may_be_a_profile(root, tmp_path):
    build(tmp_path, "store/x.jpg", "evil/x.jpg")
    store = f"{tmp_path}/store"
    text = f"[links]\nallowed_roots = ['{store}']\n[profiles.far]\nfar = '{store}'\n"
    project = opened(root, text)
    assert switch(project, "far")[1].ok
    assert os.readlink(root + b"/far") == store.encode()
    bad = opened(root, text.replace("far = ", f"b = '{tmp_path}/evil'\nfar = "))
    with pytest.raises(ConfigError, match="outside"):
        profiles.profiles(bad)


def test_a_profile_with_a_mistake_is_told_with_its_line_and_the_project_opens(root):
    project = opened(root, '[profiles.dev]\na = "b"\n\n# here\n"data/raw/x" = "data/processed"\n')
    with pytest.raises(ConfigError) as told:
        profiles.profiles(project)
    assert told.value.line == 5
    assert "raw data" in str(told.value)


def test_a_profile_is_named_or_comes_from_the_environment(root, monkeypatch):
    project = opened(root)
    with pytest.raises(UsageError, match="No profile is named"):
        profiles.named(project, "")
    monkeypatch.setenv("CVLINK_PROFILE", "prod")
    assert profiles.named(project, "").name == "prod"
    assert profiles.named(project, "dev").name == "dev"
    with pytest.raises(UsageError, match="no profile staging"):
        profiles.named(project, "staging")


def test_links_are_added_to_a_profile_and_comments_stay(root):
    project = opened(root)
    profiles.add(project, "prod", {b"experiments/new": b"data/raw"})
    profiles.add(project, "third", {b"a.b/c": b"data/raw"})
    with open(root + b"/cvlink.toml", encoding="utf-8") as file:
        text = file.read()
    assert text.startswith("# mine\n")
    found = {p.name: p.targets() for p in profiles.profiles(Project.open(root))}
    assert found["third"] == {b"a.b/c": b"data/raw"}
    assert found["prod"][b"experiments/new"] == b"data/raw"
    assert len(found["prod"]) == 3
    profiles.add(project, "prod", {b"data/current": b"data/raw"})
    with open(root + b"/cvlink.toml", encoding="utf-8") as file:
        text = file.read()
    assert text.count("data/current") == 2
    with pytest.raises(UsageError, match="raw data"):
        profiles.add(project, "dev", {b"data/raw/x": b"data/processed"})
    with pytest.raises(UsageError, match="cannot hold"):
        profiles.add(project, "dev", {b"\xff": b"data/processed"})
    with open(root + b"/cvlink.toml", encoding="utf-8") as file:
        assert file.read() == text


def test_a_project_without_settings_gets_a_file_with_its_first_profile(root):
    settings = config.set_profile(root, "dev", {b"a": b"data/raw"})
    assert profiles.profiles(Project(root, settings, Project.open(root).layout))[0].name == "dev"


def test_files_behind_a_path_are_counted_through_links_and_once(tmp_path):
    root = build(tmp_path, "a/1", "a/b/2", "a/again -> ../a", "l -> a", "a/3 -> 1", "a/gone -> x")
    assert files_behind(root + b"/l", nothing_can_hang) == 3
    assert files_behind(root + b"/a/1", nothing_can_hang) == 1
    assert files_behind(root + b"/none", nothing_can_hang) is None
    assert files_behind(root + b"/l", lambda _path: b"/mnt") is None
