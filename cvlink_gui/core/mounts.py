"""Mounts as values: a folder of this machine, and where a container has it. Named maps of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cvlink_gui.core.names import is_within
from cvlink_gui.core.profiles import Misplaced

# Folders every image brings by itself: what lies there in a container nobody knows from outside.
IMAGE_FOLDERS = (
    *(b"/bin", b"/boot", b"/dev", b"/etc", b"/lib", b"/lib32", b"/lib64", b"/libx32"),
    *(b"/proc", b"/run", b"/sbin", b"/sys", b"/usr"),
)
# Folders of a machine that hold more than data: never mounted as a whole to reach something in one.
_BROAD = frozenset({b"/var/lib", b"/var/tmp", b"/var/run", b"/run/media", b"/private/tmp"})
_OF_PEOPLE = frozenset({b"/home", b"/Users", b"/media", b"/run/media", b"/run/user"})
_MODES = {"ro": True, "rw": False}
_IMAGE, _AT = "image", "at"  # keys of a map that name no mount
_EXPECTED = "expected a path of this machine and its absolute path in the container"


class Mount(NamedTuple):
    """A folder or file of this machine (absolute), and the absolute path a container has it at."""

    source: bytes
    place: bytes
    read_only: bool = True


class SpelledMap(NamedTuple):
    """A named map as it is written: mounts as (host, container), where the project lies, the image.

    at     the project's path in the container; "" for where its mount puts it
    image  folders the image brings, beside those all images have
    """

    name: str
    mounts: tuple[tuple[str, str, bool], ...]
    at: str = ""
    image: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MountMap:
    """The mounts of one container, and where the project lies in it."""

    mounts: tuple[Mount, ...]
    at: bytes = b""
    image: tuple[bytes, ...] = ()
    name: str = ""


def mount_tables(value: object) -> tuple[SpelledMap, ...]:
    """`{name = {host = container, at = text, image = [texts]}}`, as it is written."""
    if not isinstance(value, Mapping):
        raise Misplaced("mounts", "expected a table for each map of mounts")
    return tuple(_table(str(name), table) for name, table in value.items())


def _table(name: str, table: object) -> SpelledMap:
    key = f"mounts.{name}"
    if not isinstance(table, Mapping):
        raise Misplaced(key, "expected a table of folders and their paths in the container")
    at, image = table.get(_AT, ""), table.get(_IMAGE, [])
    if not isinstance(at, str) or (at and not _is_place(at)):
        raise Misplaced(f"{key}.{_AT}", "expected an absolute path in the container")
    if not isinstance(image, list) or not all(isinstance(i, str) and _is_place(i) for i in image):
        raise Misplaced(f"{key}.{_IMAGE}", "expected a list of absolute paths in the container")
    return SpelledMap(name, tuple(_pairs(key, table)), at, tuple(image))


def _pairs(key: str, table: Mapping[object, object]) -> Iterator[tuple[str, str, bool]]:
    for host, text in table.items():
        if host in (_AT, _IMAGE):
            continue
        place, read_only = without_mode(text) if isinstance(text, str) else ("", True)
        if not host or "\0" in str(host) or not _is_place(place):
            raise Misplaced(f"{key}.{host}", _EXPECTED)
        yield str(host), place, read_only


def _is_place(text: str) -> bool:
    return text.startswith("/") and "\0" not in text


def without_mode(text: str) -> tuple[str, bool]:
    """A text that may end in `:ro` or `:rw` without it, and whether it is to be read only."""
    head, _, mode = text.rpartition(":")
    return (head, _MODES[mode]) if mode in _MODES else (text, True)


def splits(text: str) -> Iterator[tuple[str, str, bool]]:
    """The ways HOST:CONTAINER[:ro|:rw] can be read: names may have colons in them."""
    body, read_only = without_mode(text)
    at = body.find(":/")
    while at >= 0:
        if body[:at]:
            yield body[:at], body[at + 1 :], read_only
        at = body.find(":/", at + 1)


def place_in(mounts: tuple[Mount, ...], path: bytes) -> bytes | None:
    """Where a container has an absolute path of this machine, by the deepest mount of it."""
    around = [mount for mount in mounts if is_within(path, mount.source)]
    if not around:
        return None
    deepest = max(around, key=lambda mount: len(mount.source))
    return below(deepest.place, path[len(deepest.source.rstrip(b"/")) :].lstrip(b"/"))


def below(folder: bytes, rest: bytes) -> bytes:
    """`rest` below an absolute folder; the folder for an empty one. Both are normal paths."""
    return folder.rstrip(b"/") + b"/" + rest if rest else folder


def is_broad(path: bytes, home: bytes, project: bytes) -> bool:
    """True for a folder that holds more than data somebody meant, and is never mounted whole.

    home, project  of the user, and the project: what lies around them is theirs
    """
    names = path.strip(b"/").count(b"/") + bool(path.strip(b"/"))
    if names < 2 or path in _BROAD or path.rpartition(b"/")[0] in _OF_PEOPLE:
        return True
    if any(is_within(path, folder) for folder in IMAGE_FOLDERS):
        return True
    return is_within(home, path) or (project != path and is_within(project, path))
