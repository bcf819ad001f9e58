import json
import os
from pathlib import Path

import pytest

from cvlink_gui.core.errors import ConfigError, NotAProject, StorageError
from cvlink_gui.core.settings import DROP_AT_ONCE, LINK_STYLE, RECENT, THEME
from cvlink_gui.fs import config
from tests.conftest import build


def user_file() -> Path:
    return Path(os.fsdecode(config.user_file()))


def test_the_nearest_folder_upward_with_a_cvlink_toml_is_the_root(tmp_path):
    outer = build(tmp_path, "cvlink.toml", "a/b/", "a/p/cvlink.toml", "a/p/c/")
    assert config.find_root(outer + b"/a/b") == outer
    assert config.find_root(outer + b"/a/p/c") == outer + b"/a/p"


def test_without_any_cvlink_toml_the_folder_itself_is_the_root(tmp_path):
    start = build(tmp_path, "a/cvlink.toml/") + b"/a"
    assert config.find_root(start) == start


def test_a_working_folder_that_is_gone_is_said_to_be(tmp_path, monkeypatch):
    (tmp_path / "d").mkdir()
    monkeypatch.chdir(tmp_path / "d")
    (tmp_path / "d").rmdir()
    with pytest.raises(NotAProject, match="gone"):
        config.find_root(b".")


def test_a_project_without_the_file_has_all_defaults(tmp_path):
    assert config.read_project(os.fsencode(tmp_path)).values == {}


def test_a_projects_settings_are_read(tmp_path):
    (tmp_path / "cvlink.toml").write_text('links.style = "absolute"')
    assert config.read_project(os.fsencode(tmp_path))[LINK_STYLE] == "absolute"


@pytest.mark.parametrize("thing", ["folder", "fifo", "huge", "loop"])
def test_settings_that_cannot_be_read_are_one_clear_error(tmp_path, thing):
    path = tmp_path / "cvlink.toml"
    if thing == "folder":
        path.mkdir()
    elif thing == "fifo":
        os.mkfifo(path)
    elif thing == "huge":
        path.write_bytes(b"#" * ((1 << 20) + 1))
    else:
        path.symlink_to(path)
    with pytest.raises(ConfigError, match="Could not read it") as caught:
        config.read_project(os.fsencode(tmp_path))
    assert caught.value.path == os.fsencode(path)


def test_the_users_settings_come_back_as_they_were_written():
    config.write_user(THEME, "dark")
    config.write_user(RECENT, ("/a", "/ü\udcff"))
    settings = config.read_user()
    assert (settings[THEME], settings[RECENT]) == ("dark", ("/a", "/ü\udcff"))
    assert settings[DROP_AT_ONCE] is False


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"window.theme": ' + b"9" * 5000 + b"}"],
    ids=repr,
)
def test_garbage_gives_the_defaults_and_is_kept_when_something_is_set(text):
    user_file().parent.mkdir(parents=True)
    user_file().write_bytes(text)
    assert config.read_user().values == {}
    assert user_file().read_bytes() == text
    config.write_user(THEME, "light")
    config.write_user(THEME, "dark")
    assert config.read_user()[THEME] == "dark"
    assert Path(f"{user_file()}~").read_bytes() == text


def test_one_bad_value_does_not_take_the_others_along():
    user_file().parent.mkdir(parents=True)
    stored = {"window.theme": 3, "window.language": "tr", "from.later": [1]}
    user_file().write_text(json.dumps(stored))
    assert config.read_user().values == {"window.language": "tr"}
    config.write_user(DROP_AT_ONCE, True)
    assert json.loads(user_file().read_bytes()) == {**stored, "window.drop_at_once": True}


def test_settings_that_cannot_be_saved_are_a_storage_error():
    user_file().parent.parent.mkdir(parents=True, exist_ok=True)
    user_file().parent.write_bytes(b"")
    with pytest.raises(StorageError, match="save the settings"):
        config.write_user(THEME, "dark")


def test_the_environment_counts_before_the_users_file(monkeypatch):
    config.write_user(THEME, "light")
    config.write_user(DROP_AT_ONCE, False)
    monkeypatch.setenv("CVLINK_WINDOW_THEME", "dark")
    monkeypatch.setenv("CVLINK_WINDOW_DROP_AT_ONCE", "yes")
    found = config.read_user()
    assert (found[THEME], found[DROP_AT_ONCE]) == ("dark", True)
    assert set(config.from_environment().values) == {THEME.key, DROP_AT_ONCE.key}
    monkeypatch.setenv("CVLINK_WINDOW_THEME", "pink")
    assert config.read_user()[THEME] == "light", "what is no value counts as not set"


def test_options_that_are_reset_have_their_defaults_and_the_others_stay():
    config.write_user(THEME, "dark")
    config.write_user(RECENT, ("/a",))
    config.reset_user([THEME])
    assert config.read_user().values == {RECENT.key: ("/a",)}
    config.reset_user([THEME, RECENT])
    assert config.read_user().values == {}
