import os

import pytest

from cvlink_gui.core.errors import ConfigError, NotAProject, StorageError
from cvlink_gui.core.layout import Role
from cvlink_gui.core.settings import PROJECT_OPTIONS, parse_toml
from cvlink_gui.features.project import Project
from cvlink_gui.features.scaffold import default_config, init, init_paths
from tests.conftest import build, seen


def test_an_empty_folder_gets_four_folders_and_a_settings_file(tmp_path):
    root = build(tmp_path / "new")
    assert init(root) == [b"raw", b"processed", b"splits", b"experiments", b"cvlink.toml"]
    assert set(Project.open(root).layout.roles.values()) == set(Role)
    assert init(root) == []


def test_a_project_with_a_data_folder_keeps_its_data_there(tmp_path):
    root = build(tmp_path, "data/raw/x")
    before = seen(root)
    made = [b"data/processed", b"data/splits", b"experiments", b"cvlink.toml"]
    assert init_paths(root) == made
    assert seen(root) == before
    assert init(root) == made
    assert {path: what for path, what in seen(root).items() if path in before} == before


def test_a_role_some_folder_plays_already_needs_no_other(tmp_path):
    root = build(tmp_path, "data/01_raw/", "data/02_intermediate/", "data/05_model_input/")
    assert init(root) == [b"experiments", b"cvlink.toml"]
    beside = build(tmp_path / "b", "data/experiments/")
    assert b"experiments" not in init_paths(beside)


def test_what_is_there_is_never_touched(tmp_path):
    root = build(tmp_path, "raw", "splits -> none", "cvlink.toml", "experiments/mine")
    before = seen(root)
    assert init(root) == [b"processed"]
    assert seen(root) == before | {b"processed": None}


def test_nothing_is_made_behind_a_linked_data_folder(tmp_path):
    build(tmp_path, "store/")
    root = build(tmp_path / "p", "data -> ../store")
    init(root)
    assert os.listdir(tmp_path / "store") == []
    assert len(Project.open(root).layout.roles) == 4


def test_a_file_is_no_place_for_a_project(tmp_path):
    path = os.fsencode(tmp_path / "f")
    (tmp_path / "f").write_bytes(b"x")
    with pytest.raises(NotAProject, match="a file"):
        init(path)


def test_what_cannot_be_made_is_a_storage_error(tmp_path):
    root = build(tmp_path, "raw/", "processed/", "splits/", "file")
    with pytest.raises((StorageError, ConfigError)):
        init(root + b"/file/below")


def test_the_settings_file_says_every_option_and_sets_none():
    text = default_config()
    assert parse_toml(text.encode(), b"f").values == {}
    assert all(option.doc in text for option in PROJECT_OPTIONS)


def test_the_settings_file_is_sound_with_every_option_uncommented():
    lines = default_config().splitlines()
    bare = "\n".join(line[2:] if " = " in line else line for line in lines)
    assert parse_toml(bare.encode(), b"f").values == {o.key: o.default for o in PROJECT_OPTIONS}
