"""Options that are lists or tables, as rows of texts: what one edits, and back again.

A row is one text a column. What rows mean is judged by the option itself (`settings.checked`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from cvlink_gui.core.datasets import DatasetKind
from cvlink_gui.core.mounts import SpelledMap
from cvlink_gui.core.profiles import Spelled
from cvlink_gui.core.rules import RULES
from cvlink_gui.core.said import say
from cvlink_gui.core.sections import SEVERITY_WORDS, Waiver
from cvlink_gui.core.settings import (
    ALLOWED_ROOTS,
    AUDIT_OFF,
    AUDIT_SEVERITY,
    DATA_KINDS,
    LAYOUT_EXPERIMENTS,
    LAYOUT_PROCESSED,
    LAYOUT_RAW,
    LAYOUT_SPLITS,
    MOUNTS,
    PROFILES,
    RECENT,
    SPLIT_NAMES,
    WAIVERS,
    Option,
)

Row = tuple[str, ...]
_RULES = tuple(RULES)


class Browse(StrEnum):
    """Folders a row can be made of by choosing them."""

    NONE = "none"
    INSIDE = "inside"  # the project
    ANY = "any"


class Place(StrEnum):
    """What a row of a map of mounts says."""

    READ_ONLY = "mounted, read only"
    WRITABLE = "mounted, writable"
    PROJECT = "the project lies there"
    IMAGE = "the image has it"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and the texts there can be where there are only some."""

    title: str
    choices: Row = ()


@dataclass(frozen=True, slots=True)
class Table:
    """How a value is shown as rows, and what rows are as TOML has them."""

    columns: tuple[Column, ...]
    rows: Callable[[Any], list[Row]]
    plain: Callable[[Sequence[Row]], object]
    browse: Browse = Browse.NONE


def _list_rows(value: Sequence[str]) -> list[Row]:
    return [(text,) for text in value]


def _list(rows: Sequence[Row]) -> object:
    return [text for (text,) in rows]


def _pair_rows(value: Sequence[tuple[str, str]]) -> list[Row]:
    return list(value)


def _pairs(rows: Sequence[Row]) -> object:
    found: dict[str, str] = {}
    for name, text in rows:
        _once(found, name)
        found[name] = text
    return found


def _once(known: Mapping[str, object], name: str) -> None:
    """ValueError for a name that is there already: a table has each once."""
    if name in known:
        raise ValueError(say("{name} is named twice", name=name))


def _waiver_rows(value: Sequence[Waiver]) -> list[Row]:
    return [
        (one.rule, one.path, one.reason, one.expires.isoformat() if one.expires else "")
        for one in value
    ]


def _waivers(rows: Sequence[Row]) -> object:
    return [_waiver(*row) for row in rows]


def _waiver(rule: str, path: str, reason: str, expires: str) -> dict[str, object]:
    found: dict[str, object] = {"rule": rule, "path": path, "reason": reason}
    if expires:
        try:
            found["expires"] = date.fromisoformat(expires)
        except ValueError:
            raise ValueError(say("expected expires to be a date, as in 2027-01-31")) from None
    return found


def _profile_rows(value: Sequence[Spelled]) -> list[Row]:
    return [(name, link, target) for name, pairs in value for link, target in pairs or (("", ""),)]


def _profiles(rows: Sequence[Row]) -> object:
    found: dict[str, dict[str, str]] = {}
    for name, link, target in rows:
        _named(name)
        table = found.setdefault(name, {})
        if link or target:  # else a profile without links
            _once(table, link)
            table[link] = target
    return found


def _named(name: str) -> None:
    if not name:
        raise ValueError(say("expected a name"))


def _map_rows(value: Sequence[SpelledMap]) -> list[Row]:
    rows: list[Row] = []
    for one in value:
        for host, place, read_only in one.mounts:
            rows.append((one.name, host, place, Place.READ_ONLY if read_only else Place.WRITABLE))
        if one.at:
            rows.append((one.name, "", one.at, Place.PROJECT))
        rows.extend((one.name, "", place, Place.IMAGE) for place in one.image)
    return rows


def _maps(rows: Sequence[Row]) -> object:
    found: dict[str, dict[str, object]] = {}
    for name, host, place, kind in rows:
        _named(name)
        table = found.setdefault(name, {})
        if kind == Place.IMAGE:
            image = table.setdefault("image", [])
            if isinstance(image, list):
                image.append(place)
            continue
        key = "at" if kind == Place.PROJECT else host
        _once(table, key)
        table[key] = f"{place}:rw" if kind == Place.WRITABLE else place
    return found


def _texts(title: str, browse: Browse = Browse.NONE) -> Table:
    return Table((Column(title),), _list_rows, _list, browse)


TABLES: Mapping[str, Table] = {
    **{
        option.key: _texts("Folder", Browse.INSIDE)
        for option in (LAYOUT_RAW, LAYOUT_PROCESSED, LAYOUT_SPLITS, LAYOUT_EXPERIMENTS)
    },
    DATA_KINDS.key: Table(
        (Column("Folder"), Column("Kind", tuple(kind.value for kind in DatasetKind))),
        _pair_rows,
        _pairs,
        Browse.INSIDE,
    ),
    ALLOWED_ROOTS.key: _texts("Folder", Browse.ANY),
    SPLIT_NAMES.key: _texts("Name"),
    AUDIT_OFF.key: Table((Column("Rule", _RULES),), _list_rows, _list),
    AUDIT_SEVERITY.key: Table(
        (Column("Rule", _RULES), Column("Severity", SEVERITY_WORDS)), _pair_rows, _pairs
    ),
    WAIVERS.key: Table(
        (Column("Rule", _RULES), Column("Path, a glob"), Column("Reason"), Column("Expires")),
        _waiver_rows,
        _waivers,
    ),
    PROFILES.key: Table(
        (Column("Profile"), Column("Link"), Column("Target")), _profile_rows, _profiles
    ),
    MOUNTS.key: Table(
        (
            Column("Map"),
            Column("Here"),
            Column("In the container"),
            Column("What", tuple(Place)),
        ),
        _map_rows,
        _maps,
    ),
    RECENT.key: _texts("Folder", Browse.ANY),
}


def table_of(option: Option[Any]) -> Table | None:
    """How an option is edited as rows; None for one that is a single value."""
    return TABLES.get(option.key)
