"""Changes to a TOML document that leave the rest as it is: comments, order, how it is written."""

from collections.abc import Mapping, MutableMapping, MutableSequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def put(document: "TOMLDocument", key: str, value: object) -> None:
    """Set `section.name`, or a whole section, to a plain value; only what differs is written."""
    import tomlkit  # only who writes TOML loads it

    section, _, name = key.partition(".")
    if name:
        above: Any = document.setdefault(section, tomlkit.table())
    else:
        above, name = document, section
        if name not in document:
            document[name] = tomlkit.table(is_super_table=True)
    _set(above, name, value)


def drop(document: "TOMLDocument", key: str) -> None:
    """Take `section.name`, or a whole section, out of it; an empty section goes as well."""
    section, _, name = key.partition(".")
    if name and name in document.get(section, ()):
        above: Any = document[section]
        del above[name]
        if not above and not above.as_string().strip():
            del document[section]
    elif not name and section in document:
        del document[section]


def _set(above: MutableMapping[str, Any], name: str, value: object) -> None:
    old = above.get(name)
    if isinstance(value, Mapping) and isinstance(old, MutableMapping):
        _merge(old, value)
    elif isinstance(value, list) and value and isinstance(old, MutableSequence) and old:
        _rearrange(old, value)
    elif old != value:
        above[name] = _new(value)


def _merge(old: MutableMapping[str, Any], new: Mapping[str, object]) -> None:
    for name in [name for name in old if name not in new]:
        del old[name]
    for name, value in new.items():
        _set(old, name, value)


def _rearrange(old: MutableSequence[Any], new: list[Any]) -> None:
    """What stays keeps its place and its comment; the rest goes, and comes at its place."""
    before = [repr(_plain(value)) for value in old]
    same = SequenceMatcher(None, before, [repr(value) for value in new], autojunk=False)
    for kind, start, end, first, last in reversed(same.get_opcodes()):
        if kind == "replace" and end - start == last - first:
            for at in range(end - start):
                _exchange(old, start + at, new[first + at])
        elif kind != "equal":
            for at in reversed(range(start, end)):
                del old[at]
            for at, value in enumerate(new[first:last]):
                old.insert(start + at, value)


def _exchange(old: MutableSequence[Any], at: int, value: object) -> None:
    if isinstance(value, Mapping) and isinstance(old[at], MutableMapping):
        _merge(old[at], value)
    else:
        old[at] = value


def _plain(value: Any) -> object:  # noqa: ANN401 (what a TOML library makes)
    return value.unwrap() if hasattr(value, "unwrap") else value


def _new(value: object) -> object:
    """A value that was not there, as it is easy to read: tables of a list each with its header."""
    import tomlkit

    if (
        not isinstance(value, list)
        or not all(isinstance(one, Mapping) for one in value)
        or not value
    ):
        return value
    tables = tomlkit.aot()
    for one in value:
        table = tomlkit.table()
        table.update(one)
        tables.append(table)
    return tables
