"""The fewest folders to mount so that links which are lost in a container lead where they should.

A link is lost at a *gap*: a place of the container with nothing there, while this machine has
something at the same step of the way. What the two paths end on in common is stripped, so gaps of
one origin have one base; they are covered by the lowest folder above all of them, as long as that
is no broad one, hides nothing, and needs nothing made on this machine.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from cvlink_gui.core.links import HOPS, Kind
from cvlink_gui.core.mounts import Mount
from cvlink_gui.core.names import is_within, join
from cvlink_gui.core.namespace import Namespace
from cvlink_gui.core.plan import Absent, Dir, Link
from cvlink_gui.core.way import Way

Parts = tuple[bytes, ...]
Fits = Callable[[bytes, bytes], bool]  # whether a folder of this machine may go to a place


class Gap(NamedTuple):
    """A place of the container, and the path of this machine that belongs there.

    host  the real path of a folder; of a file that of the folder it lies in, and its name there
    real  of a file what is at the end of its links; b"" for a folder
    """

    place: bytes
    host: bytes
    real: bytes = b""


def gap(
    inside: Namespace, outside: Namespace, folders: tuple[bytes, bytes], text: bytes
) -> Gap | None:
    """Where following a text is lost in the container and goes on here; None for nowhere.

    folders  the real folder the link lies in: its place in the container, its path here
    """
    place, host = folders
    is_absolute = text.startswith(b"/")
    here = Way(text, b"/" if is_absolute else place)
    there = Way(text, b"/" if is_absolute else host)
    turns = 0
    while step := here.next():
        beside = there.next()
        found, known = inside.found_at(step), outside.found_at(beside)
        if isinstance(found, Link):
            turns += 1
            if not isinstance(known, Link) or found.text != known.text or turns > HOPS:
                return None
            here.turn(found.text)
            there.turn(found.text)
        elif isinstance(found, Dir):
            end = outside.walk(there.real, beside)
            if end.kind is not Kind.DIR or end.stop is not None:
                return None
            here.real, there.real = step, end.place
        elif isinstance(found, Absent):
            return _gap_at(outside, step, beside, here.ahead)
        else:
            return None
    return None


def _gap_at(outside: Namespace, step: bytes, beside: bytes, ahead: list[bytes]) -> Gap | None:
    """The gap at a step; as far on as the names ahead go down."""
    names = [name for name in reversed(ahead) if name not in (b"", b".")]
    down = names[: names.index(b"..")] if b".." in names else names
    place, path = (b"/".join([begin, *down]) for begin in (step, beside))
    end = outside.walk(b"/", path)
    if end.stop is not None:
        return None
    if end.kind is Kind.DIR:
        return Gap(place, end.place)
    folder, _, name = path.rpartition(b"/")
    return Gap(place, join(outside.walk(b"/", folder or b"/").place, name), end.place)


def cover(
    gaps: Iterable[Gap], fits: Fits, ceiling: Callable[[bytes], bytes]
) -> tuple[list[Mount], list[Gap]]:
    """The fewest mounts for some gaps, and the gaps no mount can be offered for.

    ceiling  the highest folder around a path of this machine that may be mounted for it
    """
    groups: defaultdict[tuple[Parts, Parts, bytes], list[_Tail]] = defaultdict(list)
    for one in set(gaps):
        place, host = _parts(one.place), _parts(one.host)
        shared = _shared_end(place, host)
        base = place[: len(place) - shared], host[: len(host) - shared]
        tail = host[len(host) - shared :]
        groups[*base, ceiling(one.host)].append(_Tail(tail[:-1] if one.real else tail, one))
    mounts: list[Mount] = []
    stuck: list[Gap] = []
    for (place, host, _), tails in sorted(groups.items()):
        for found in _lifted(place, host, tails, fits):
            if isinstance(found, Mount):
                mounts.append(found)
            else:
                stuck.append(found)
    return [mount for mount in mounts if not _is_inside(mount, mounts)], stuck


class _Tail(NamedTuple):
    parts: Parts  # of the folder, below the base
    gap: Gap


def _lifted(place: Parts, host: Parts, tails: list[_Tail], fits: Fits) -> Iterator[Mount | Gap]:
    """One mount of the lowest common ancestor; of the ones below it where that does not fit."""
    common = _shared_begin([tail.parts for tail in tails])
    mount = Mount(_path((*host, *common)), _path((*place, *common)))
    if fits(mount.place, mount.source):
        yield mount
        return
    further: defaultdict[bytes, list[_Tail]] = defaultdict(list)
    for tail in tails:
        if len(tail.parts) > len(common):
            further[tail.parts[len(common)]].append(tail)
        else:
            yield from _alone(tail.gap, fits)
    for name in sorted(further):
        yield from _lifted(place, host, further[name], fits)


def _alone(one: Gap, fits: Fits) -> Iterator[Mount | Gap]:
    if one.real and fits(one.place, one.real):
        yield Mount(one.real, one.place)
    else:
        yield one


def _is_inside(mount: Mount, others: list[Mount]) -> bool:
    """True if another mount has the same at the same place already."""
    return any(
        other != mount
        and is_within(mount.place, other.place)
        and mount.source == other.source + mount.place[len(other.place) :]
        for other in others
    )


def _parts(path: bytes) -> Parts:
    return tuple(part for part in path.split(b"/") if part)


def _path(parts: Parts) -> bytes:
    return b"/" + b"/".join(parts)


def _shared_begin(all_parts: list[Parts]) -> Parts:
    first, last = min(all_parts), max(all_parts)
    count = 0
    while count < min(len(first), len(last)) and first[count] == last[count]:
        count += 1
    return first[:count]


def _shared_end(one: Parts, other: Parts) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[-1 - count] == other[-1 - count]:
        count += 1
    return count
