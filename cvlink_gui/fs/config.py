"""`cvlink.toml` of a project, and the user's own settings."""

import contextlib
import json
import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cvlink_gui.core import settings
from cvlink_gui.core.errors import ConfigError, NotAProject, UsageError, from_os_error
from cvlink_gui.core.names import shown
from cvlink_gui.core.said import say
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
from cvlink_gui.fs.locks import locked

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_WAIT_SECONDS = 1.0
_one_thread = threading.Lock()
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


def line_of(root: bytes, key: str) -> int | None:
    """The line of a project's `cvlink.toml` that sets a key, for a message about it."""
    try:
        data = read_regular(os.path.join(root, CONFIG_NAME), _SIZE_LIMIT)
    except OSError:
        return None
    return settings.line_of(data.decode("utf-8", "replace"), key)


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
    """The user's settings; the environment counts before the file (`CVLINK_WINDOW_THEME=dark`).

    What cannot be understood counts as not set: the window must open.
    """
    stored = _stored_user() or {}
    values: dict[str, object] = {}
    for option in USER_OPTIONS:
        with contextlib.suppress(KeyError, ValueError):
            values[option.key] = option.parse(stored[option.key])
    return Settings({**values, **from_environment().values})


def from_environment() -> Settings:
    """Those of the user's options that the environment sets.

    The project's are not among them: what its file says is the same for everybody.
    """
    values: dict[str, object] = {}
    for option in USER_OPTIONS:
        with contextlib.suppress(KeyError, ValueError):
            values[option.key] = option.parse_text(os.environ[option.variable])
    return Settings(values)


def write_user(option: Option[T], value: T) -> None:
    """Set one of the user's options; raises StorageError.

    What is not understood stays: unknown options in the file, a broken file beside it as `~`.
    """
    with _alone():
        stored = _stored_user()
        _write_stored({**(stored or {}), option.key: value}, keep_previous=stored is None)


def reset_user(options: Iterable[Option[Any]]) -> None:
    """Let defaults count for some of the user's options; raises StorageError."""
    with _alone():
        if stored := _stored_user():
            gone = {option.key for option in options}
            kept = {key: value for key, value in stored.items() if key not in gone}
            _write_stored(kept, keep_previous=False)


def _write_stored(stored: Mapping[str, object], *, keep_previous: bool) -> None:
    path, data = user_file(), json.dumps(stored, indent=2).encode("utf-8")
    try:
        write_atomic(path, data, keep_previous=keep_previous)
    except OSError as error:
        raise from_os_error(error, "save the settings", path) from error


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """While the user's file is read and written anew: another thread or window waits for it.

    For a second at most: whoever has it longer hangs, and its setting is not worth ours.
    """
    path = user_file()
    with contextlib.ExitStack() as held:
        held.enter_context(_one_thread)
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            held.enter_context(locked(path + b".lock", _WAIT_SECONDS))
        except OSError as error:
            raise from_os_error(error, "save the settings", path) from error
        yield


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

    known = read_project(root)  # a file with a mistake is not written to
    text = _holdable(folder)
    if text in known[ALLOWED_ROOTS]:
        return known
    document = _document(root)
    roots = document.setdefault("links", tomlkit.table()).setdefault(
        "allowed_roots", tomlkit.array()
    )
    roots.add_line(text, comment=shown(os.fsencode(reason)))
    roots.add_line(indent="")
    return _written(root, document.as_string())


def set_option(root: bytes, option: Option[Any], value: object) -> Settings:
    """Set an option in a project's `cvlink.toml`; its new settings.

    value  plain, as TOML has it. Errors as those of `allow_root`; UsageError for a value that is
           none of the option: nothing is written then.
    """
    read_project(root)
    try:
        settings.checked(option, value)
    except ValueError as error:
        words = say("{key}: {why}", key=option.key, why=error.args[0])
        raise UsageError(words, path=os.path.join(root, CONFIG_NAME)) from None
    from cvlink_gui.fs import toml_edit  # loaded by who changes a file

    text = toml_edit.drop(_text(root), [option.renamed_from] if option.renamed_from else [])
    return _written(root, toml_edit.put(text, option.key, value))


def reset_options(root: bytes, options: Iterable[Option[Any]]) -> Settings:
    """Take options out of a project's `cvlink.toml`: defaults count. Errors as of `allow_root`."""
    read_project(root)
    keys = [key for one in options for key in (one.key, one.renamed_from) if key]
    from cvlink_gui.fs import toml_edit  # loaded by who changes a file

    return _written(root, toml_edit.drop(_text(root), keys))


def set_profile(root: bytes, name: str, links: Mapping[bytes, bytes]) -> Settings:
    """Add links to a profile in a project's `cvlink.toml`, or change them; its new settings.

    links  targets by link, as they are to be written. Comments and order of the file stay; errors
           as those of `allow_root`.
    """
    import tomlkit

    read_project(root)
    rows = {_holdable(link): _holdable(target) for link, target in links.items()}
    document = _document(root)
    tables = document.setdefault("profiles", tomlkit.table(is_super_table=True))
    tables.setdefault(name, tomlkit.table()).update(rows)
    return _written(root, document.as_string())


def _holdable(path: bytes) -> str:
    try:
        return path.decode("utf-8")
    except UnicodeDecodeError:
        hint = say("Give it a name that is valid UTF-8.")
        words = say("cvlink.toml cannot hold this name")
        raise UsageError(words, path=path, hint=hint) from None


def _document(root: bytes) -> "TOMLDocument":
    import tomlkit

    return tomlkit.parse(_text(root))


def _text(root: bytes) -> str:
    """What a project's `cvlink.toml` says; nothing where there is none."""
    try:
        data = read_regular(os.path.join(root, CONFIG_NAME), _SIZE_LIMIT)
    except FileNotFoundError:
        return ""
    return data.decode("utf-8-sig")


def _written(root: bytes, text: str) -> Settings:
    path = os.path.join(root, CONFIG_NAME)
    try:
        write_atomic(path, text.encode("utf-8"), keep_previous=True)
    except OSError as error:
        raise from_os_error(error, "save the settings", path) from error
    return read_project(root)
