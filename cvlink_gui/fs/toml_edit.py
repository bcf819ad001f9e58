"""Changes to a TOML document that leave the rest as it is: comments, order, how it is written."""

import re
from collections.abc import Iterable, Mapping, MutableMapping, MutableSequence
from difflib import SequenceMatcher
from typing import Any


def put(text: str, key: str, value: object) -> str:
    """A document in which `section.name`, or a whole section, has a plain value.

    Only what differs is written. An option that stands there as a comment, with its default
    (`# name = ...`), comes to life in that line.
    """
    import tomlkit  # only who writes TOML loads it

    section, _, name = key.partition(".")
    document = tomlkit.parse(text)
    if name and name not in document.get(section, ()) and not _has_tables(value):
        document = tomlkit.parse(_come_to_life(text, section, name))
    if name:
        above: Any = document.setdefault(section, tomlkit.table())
    else:
        above, name = document, section
        if name not in document:
            document[name] = tomlkit.table(is_super_table=True)
        for each in value if isinstance(value, Mapping) else ():
            document[name].setdefault(each, tomlkit.table())  # each with a header of its own
    _set(above, name, value)
    return document.as_string()


def drop(text: str, keys: Iterable[str]) -> str:
    """A document without some `section.name` or whole sections; an empty section goes as well."""
    import tomlkit

    document = tomlkit.parse(text)
    for key in keys:
        section, _, name = key.partition(".")
        if name and name in document.get(section, ()):
            above: Any = document[section]
            del above[name]
            if not above and not above.as_string().strip():
                del document[section]
        elif not name and section in document:
            del document[section]
    return document.as_string()


def _come_to_life(text: str, section: str, name: str) -> str:
    """With `# name = ...` of a section made `name = 0`, where there is such a line."""
    lines, current = text.split("\n"), ""
    for number, line in enumerate(lines):
        if header := re.match(r"\s*\[([^\[\]]+)\]", line):
            current = header[1].strip()
        elif current == section and re.match(rf"# *{re.escape(name)} *= *\S+.*$", line):
            lines[number] = f"{name} = 0"
            return "\n".join(lines)
    return text


def _has_tables(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(one, Mapping) for one in value)


def _set(above: MutableMapping[str, Any], name: str, value: object) -> None:
    old = above.get(name)
    if isinstance(value, Mapping) and isinstance(old, MutableMapping):
        _merge(old, value)
    elif isinstance(value, list) and value and isinstance(old, MutableSequence) and old:
        _rearrange(old, value)
    elif old != value or type(_plain(old)) is not type(value):
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

    if isinstance(value, Mapping) and not any(isinstance(one, Mapping) for one in value.values()):
        pairs = tomlkit.inline_table()
        pairs.update(value)
        return pairs
    if not isinstance(value, list) or not _has_tables(value):
        return value
    tables = tomlkit.aot()
    for one in value:
        table = tomlkit.table()
        table.update(one)
        tables.append(table)
    return tables
