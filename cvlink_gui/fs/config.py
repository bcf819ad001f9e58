"""`cvlink.toml` of a project, and the user's own settings."""

import json
import os

import platformdirs

from cvlink_gui.core.errors import from_os_error
from cvlink_gui.core.settings import CONFIG_NAME, USER_OPTIONS, Option, Settings, T, parse_toml
from cvlink_gui.fs.files import write_atomic

_SIZE_LIMIT = 1 << 20  # bytes; a settings file is a page, not a data set


def read_project(root: bytes) -> Settings:
    """The project's settings; all defaults if it has no `cvlink.toml`.

    Raises ConfigError (line, what is wrong) or StorageError.
    """
    path = os.path.join(root, CONFIG_NAME)
    try:
        with open(path, "rb") as file:
            data = file.read(_SIZE_LIMIT)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise from_os_error(error, "read the settings", path) from error
    return parse_toml(data, path)


def find_root(start: bytes) -> bytes:
    """The nearest folder upward with a `cvlink.toml`, else `start` itself."""
    folder = os.path.abspath(start)
    while not os.path.isfile(os.path.join(folder, CONFIG_NAME)):
        above = os.path.dirname(folder)
        if above == folder:
            return start
        folder = above
    return folder


def user_file() -> bytes:
    """Where the user's settings are kept."""
    folder = platformdirs.user_config_dir("cvlink-gui", appauthor=False)
    return os.fsencode(os.path.join(folder, "settings.json"))


def read_user() -> Settings:
    """The user's settings. What cannot be understood counts as not set: the window must open."""
    try:
        with open(user_file(), "rb") as file:
            stored = json.loads(file.read(_SIZE_LIMIT))
    except (OSError, ValueError, RecursionError):
        return Settings()
    values: dict[str, object] = {}
    for option in USER_OPTIONS if isinstance(stored, dict) else ():
        try:
            values[option.key] = option.parse(stored[option.key])
        except (KeyError, ValueError):
            continue
    return Settings(values)


def write_user(option: Option[T], value: T) -> None:
    """Set one of the user's options; raises StorageError."""
    path = user_file()
    values = {**read_user().values, option.key: value}
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        write_atomic(path, json.dumps(values, indent=2).encode("utf-8"))
    except OSError as error:
        raise from_os_error(error, "save the settings", path) from error
