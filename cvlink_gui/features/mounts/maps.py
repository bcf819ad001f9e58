"""The mounts somebody named: on the command line, or as a map of `cvlink.toml`; made real here."""

import os
from collections.abc import Sequence

from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.mounts import Mount, MountMap, SpelledMap, place_in, splits
from cvlink_gui.core.names import is_within, join, normal, shown
from cvlink_gui.core.said import say
from cvlink_gui.core.settings import MOUNTS
from cvlink_gui.features.project import Project

_HINT = say("Check its path, and whether the disk is mounted.")


class NotHere(UsageError):
    """What a map names is not on this machine: it may be of another kind of machine."""


def map_names(project: Project) -> list[str]:
    """The names of the maps in `cvlink.toml`."""
    return [spelled.name for spelled in project.settings[MOUNTS]]


def named_map(project: Project, name: str) -> MountMap:
    """A map of `cvlink.toml`, with real sources. UsageError, NotHere where one is missing."""
    for spelled in project.settings[MOUNTS]:
        if spelled.name == name:
            return _whole(project, spelled)
    known = ", ".join(map_names(project)) or "none yet"
    raise UsageError(
        say("There is no map of mounts {name}", name=name),
        hint=say("There are: {known}.", known=known),
    )


def typed_map(project: Project, texts: Sequence[str], at: str = "", name: str = "") -> MountMap:
    """The map made of HOST:CONTAINER[:ro|:rw] texts, added to a named one; UsageError."""
    start = named_map(project, name) if name else MountMap(())
    mounts = (*start.mounts, *(_typed(project, text) for text in texts))
    if at and not at.startswith("/"):
        raise UsageError(say("An absolute path in the container is needed"), path=os.fsencode(at))
    place = normal(os.fsencode(at)) if at else start.at
    return settled(project, MountMap(mounts, place, start.image, name))


def settled(project: Project, chosen: MountMap) -> MountMap:
    """The map with the project in it: where a mount puts it, else at `at` or its own path.

    UsageError for two mounts at one place.
    """
    places = [mount.place for mount in chosen.mounts]
    for place in places:
        if place == b"/" or places.count(place) > 1:
            words = say("a container has one thing at a place, and its own /")
            raise UsageError(words, path=place, hint=say("Mount it at another place."))
    there = place_in(chosen.mounts, project.root)
    mounts = chosen.mounts
    if chosen.at:
        around = any(is_within(chosen.at, place) for place in places)
        if not around:
            mounts = (Mount(project.root, chosen.at), *mounts)
        return MountMap(mounts, chosen.at, chosen.image, chosen.name)
    if there is None:
        mounts, there = (Mount(project.root, project.root), *mounts), project.root
    return MountMap(mounts, there, chosen.image, chosen.name)


def _whole(project: Project, spelled: SpelledMap) -> MountMap:
    mounts = tuple(
        Mount(_source(project, os.fsencode(host)), normal(os.fsencode(place)), read_only)
        for host, place, read_only in spelled.mounts
    )
    image = tuple(normal(os.fsencode(folder)) for folder in spelled.image)
    at = normal(os.fsencode(spelled.at)) if spelled.at else b""
    return settled(project, MountMap(mounts, at, image, spelled.name))


def _typed(project: Project, text: str) -> Mount:
    """One `--mount`; where names have colons, the reading whose folder is there."""
    ways = list(splits(text))
    if not ways:
        words = say("Expected HOST:CONTAINER, not {text}", text=shown(os.fsencode(text)))
        raise UsageError(words, hint=say("CONTAINER is an absolute path."))
    if len(ways) > 1:
        there = [way for way in ways if os.path.lexists(os.path.abspath(os.fsencode(way[0])))]
        ways = there if len(there) == 1 else ways
    if len(ways) > 1:
        words = say("{text} can be read in two ways", text=shown(os.fsencode(text)))
        raise UsageError(words, hint=say("Write it under [mounts] in cvlink.toml."))
    host, place, read_only = ways[0]
    source = _real(project, os.path.abspath(os.fsencode(host)))
    return Mount(source, normal(os.fsencode(place)), read_only)


def _source(project: Project, host: bytes) -> bytes:
    """A source as `cvlink.toml` names it: absolute, of the user's home, or below the project."""
    return _real(project, normal(join(project.root, os.path.expanduser(host))))


def _real(project: Project, path: bytes) -> bytes:
    project.storage.check([path])
    try:
        return os.path.realpath(path, strict=True)
    except OSError:
        words = say("What is to be mounted is not there")
        raise NotHere(words, path=path, hint=_HINT) from None
