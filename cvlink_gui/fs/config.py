"""`cvlink.toml` of a project, and the user's own settings."""

import json
import os

from cvlink_gui.core.errors import ConfigError, NotAProject, UsageError, from_os_error
from cvlink_gui.core.names import shown
from cvlink_gui.core.settings import (
    ALLOWED_ROOTS,
    CONFIG_NAME,
    USER_OPTIONS,
    Option,
    Settings,
    T,
    parse_toml,
)
from cvlink_gui.fs.files import read_regular, write_atomic

_SIZE_LIMIT = 1 << 20  # bytes; a settings file is a page, not a data set


def read_project(root: bytes) -> Settings:
    """The project's settings; all defaults if it has no `cvlink.toml`.

    Raises ConfigError: the file cannot be read, or line and what is wrong.
    """
    path = os.path.join(root, CONFIG_NAME)
    try:
        data = read_regular(path, _SIZE_LIMIT)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        words = from_os_error(error, "read it", path)
        raise ConfigError(words.message, path=path, hint=words.hint) from error
    return parse_toml(data, path)


def find_root(start: bytes) -> bytes:
    """The nearest folder upward with a `cvlink.toml`, else `start` itself."""
    try:
        folder = os.path.abspath(start)
    except FileNotFoundError:
        raise NotAProject("The current folder is gone", hint="Go to another one.") from None
    while not os.path.isfile(os.path.join(folder, CONFIG_NAME)):
        above = os.path.dirname(folder)
        if above == folder:
            return start
        folder = above
    return folder


def user_file() -> bytes:
    """Where the user's settings are kept."""
    import platformdirs  # half of the start of a command that has no use for it

    folder = platformdirs.user_config_dir("cvlink-gui", appauthor=False)
    return os.fsencode(os.path.join(folder, "settings.json"))


def log_file() -> bytes:
    """Where the window writes what went wrong."""
    import platformdirs

    folder = platformdirs.user_log_dir("cvlink-gui", appauthor=False)
    return os.fsencode(os.path.join(folder, "cvlink-gui.log"))


def read_user() -> Settings:
    """The user's settings. What cannot be understood counts as not set: the window must open."""
    stored = _stored_user() or {}
    values: dict[str, object] = {}
    for option in USER_OPTIONS:
        try:
            values[option.key] = option.parse(stored[option.key])
        except (KeyError, ValueError):
            continue
    return Settings(values)


def write_user(option: Option[T], value: T) -> None:
    """Set one of the user's options; raises StorageError.

    What is not understood stays: unknown options in the file, a broken file beside it as `~`.
    """
    path = user_file()
    stored = _stored_user()
    data = json.dumps({**(stored or {}), option.key: value}, indent=2).encode("utf-8")
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        write_atomic(path, data, keep_previous=stored is None)
    except OSError as error:
        raise from_os_error(error, "save the settings", path) from error


def _stored_user() -> dict[str, object] | None:
    """What the user's file holds; None where it is broken or not there."""
    try:
        stored = json.loads(read_regular(user_file(), _SIZE_LIMIT))
    except (OSError, ValueError, RecursionError):
        return None
    return stored if isinstance(stored, dict) else None


def allow_root(root: bytes, folder: bytes, reason: str) -> Settings:
    """Add a folder to `links.allowed_roots` in a project's `cvlink.toml`; its new settings.

    Comments and order of the file stay; the reason becomes a comment. Raises ConfigError for a
    file with a mistake, UsageError for a name TOML cannot hold, StorageError.
    """
    import tomlkit  # only this writes TOML

    path = os.path.join(root, CONFIG_NAME)
    known = read_project(root)  # a file with a mistake is not written to
    try:
        text = folder.decode("utf-8")
    except UnicodeDecodeError:
        hint = "Give the folder a name that is valid UTF-8."
        raise UsageError("cvlink.toml cannot hold this name", path=folder, hint=hint) from None
    if text in known[ALLOWED_ROOTS]:
        return known
    try:
        document = tomlkit.parse(read_regular(path, _SIZE_LIMIT).decode("utf-8-sig"))
    except FileNotFoundError:
        document = tomlkit.document()
    roots = document.setdefault("links", tomlkit.table()).setdefault(
        "allowed_roots", tomlkit.array()
    )
    roots.add_line(text, comment=shown(os.fsencode(reason)))
    roots.add_line(indent="")
    try:
        write_atomic(path, tomlkit.dumps(document).encode("utf-8"), keep_previous=True)
    except OSError as error:
        raise from_os_error(error, "save the settings", path) from error
    return read_project(root)
