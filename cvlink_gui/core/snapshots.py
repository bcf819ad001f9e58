"""All links of a project at one moment, as a value, and how two of them differ."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import is_within, json_path, shown
from cvlink_gui.core.plan import Identity


class Recorded(NamedTuple):
    """One link as it was: its text to the byte. Times are in ns since 1970."""

    text: bytes
    kind: Kind = Kind.SYMLINK
    mtime: int = 0
    ctime: int = 0
    identity: Identity | None = None


class Why(StrEnum):
    """What a snapshot was made for; unknown of one that was made by another program."""

    ASKED = "asked"
    PLAN = "plan"
    SCHEDULE = "schedule"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The links of a project by path, relative to its root.

    made      seconds since 1970
    root      where the project was; identity: device and inode of that folder, if known
    unread    folders that could not be read: of links in them nothing is known
    tool      the version of the program that took it, "" for another program
    """

    links: Mapping[bytes, Recorded]
    made: float
    root: bytes = b""
    identity: Identity | None = None
    unread: tuple[bytes, ...] = ()
    tool: str = ""


class Retargeted(NamedTuple):
    """A link that is there on both sides, with another text."""

    path: bytes
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Difference:
    """What there is on the second side only, on the first side only, and on both another.

    added, removed  (path, text)
    unread          folders one side does not know: nothing is said of links in them
    """

    added: tuple[tuple[bytes, bytes], ...] = ()
    removed: tuple[tuple[bytes, bytes], ...] = ()
    retargeted: tuple[Retargeted, ...] = ()
    unread: tuple[bytes, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.retargeted)


def difference(before: Snapshot, after: Snapshot) -> Difference:
    """How the links of one snapshot became those of another, in the order of their paths."""
    unread = tuple(sorted({*before.unread, *after.unread}))
    old, new = before.links, after.links
    return Difference(
        tuple((p, new[p].text) for p in _known(new.keys() - old.keys(), unread)),
        tuple((p, old[p].text) for p in _known(old.keys() - new.keys(), unread)),
        tuple(
            Retargeted(path, old[path].text, new[path].text)
            for path in sorted(old.keys() & new.keys())
            if (old[path].text, old[path].kind) != (new[path].text, new[path].kind)
        ),
        unread,
    )


def _known(paths: Collection[bytes], unread: Collection[bytes]) -> list[bytes]:
    return sorted(p for p in paths if not any(is_within(p, folder) for folder in unread))


def difference_json(found: Difference) -> dict[str, object]:
    """The lists of a `cvlink.diff/1` object."""
    return {
        "added": [{**json_path(path), **json_path(text, "after")} for path, text in found.added],
        "removed": [
            {**json_path(path), **json_path(text, "before")} for path, text in found.removed
        ],
        "retargeted": [
            {**json_path(r.path), **json_path(r.before, "before"), **json_path(r.after, "after")}
            for r in found.retargeted
        ],
        "unread": [json_path(folder) for folder in found.unread],
    }


def difference_text(found: Difference) -> Iterator[str]:
    """The same as lines: `+` new, `-` gone, `~` another target."""
    yield from (f"+ {shown(path)} -> {shown(text)}" for path, text in found.added)
    yield from (f"- {shown(path)} -> {shown(text)}" for path, text in found.removed)
    for row in found.retargeted:
        yield f"~ {shown(row.path)}: {shown(row.before)} => {shown(row.after)}"
    yield from (f"? {shown(folder) or '.'}: could not be read" for folder in found.unread)
