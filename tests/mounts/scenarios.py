"""Random scenarios: a machine with folders, files and links, and the mounts of a container."""

import os
import random
from dataclasses import dataclass

_NAMES = (b"a", b"b", b"data", b"img", b"sp ace", b"odd\xff")
_PLACES = (b"/work", b"/data", b"/data/a", b"/mnt/nas", b"/work/b", b"/srv/x/y", b"/data/a/img")
_FOLDERS, _FILES, _LINKS, _PATHS = 14, 10, 22, 40


@dataclass(frozen=True)
class Scenario:
    """One machine and one container; all paths absolute.

    base    the folder that stands for the machine's disk
    root    an empty folder for the container's `/`
    mounts  (source as it is named, destination), as they are asked for
    links   by the links of the machine; their texts
    paths   of the container that are asked for
    """

    base: bytes
    root: bytes
    mounts: tuple[tuple[bytes, bytes], ...]
    links: dict[bytes, bytes]
    paths: tuple[bytes, ...]


def scenario(seed: int, folder: bytes) -> Scenario:
    """A scenario, made on the disk in an empty folder; the same seed makes the same one."""
    rng = random.Random(seed)  # noqa: S311
    base, root = folder + b"/disk", folder + b"/root"
    os.makedirs(base)
    os.makedirs(root)
    folders = _folders(rng, base)
    files = _files(rng, folders)
    mounts = _mounts(rng, base, folders, files)
    links = _links(rng, base, folders, files, mounts)
    mounts += _through_links(rng, links, mounts, folders)
    rng.shuffle(mounts)
    return Scenario(base, root, tuple(mounts), links, _paths(rng, links, mounts))


def _folders(rng: random.Random, base: bytes) -> list[bytes]:
    folders = [base]
    for _ in range(_FOLDERS):
        path = rng.choice(folders) + b"/" + rng.choice(_NAMES)
        if not os.path.lexists(path):
            os.mkdir(path)
            folders.append(path)
    return folders


def _files(rng: random.Random, folders: list[bytes]) -> list[bytes]:
    files = []
    for number in range(_FILES):
        path = rng.choice(folders) + b"/" + rng.choice((b"f%d" % number, *_NAMES))
        if not os.path.lexists(path):
            with open(path, "wb") as file:
                file.write(path)
            files.append(path)
    return files


def _mounts(
    rng: random.Random, base: bytes, folders: list[bytes], files: list[bytes]
) -> list[tuple[bytes, bytes]]:
    """Some at places of the container's own, some at the same path as outside."""
    found: list[tuple[bytes, bytes]] = []
    for _ in range(rng.randint(1, 5)):
        source = rng.choice(folders[1:] or folders)
        place = source if rng.random() < 0.5 else rng.choice(_PLACES)
        if rng.random() < 0.25:
            source = base
            place = rng.choice((base, place))
        found.append((source, place))
    if files and rng.random() < 0.3:
        found.append((rng.choice(files), rng.choice(_PLACES) + b"/f"))
    return found


def _text(
    rng: random.Random, at: bytes, base: bytes, known: list[bytes], inner: list[bytes]
) -> bytes:
    """The text of a link: to something here, to a path of the container, or to nothing."""
    roll = rng.random()
    if roll < 0.30:
        return rng.choice(known)
    if roll < 0.60:
        return os.path.relpath(rng.choice(known), os.path.dirname(at))
    if roll < 0.75:
        return rng.choice(inner) + b"/" + rng.choice(_NAMES)
    if roll < 0.85:
        return b"../" * rng.randint(1, 5) + rng.choice(_NAMES) + b"/" + rng.choice(_NAMES)
    if roll < 0.92:
        return b"/".join(rng.choice((b"..", b".", *_NAMES)) for _ in range(rng.randint(1, 5)))
    return rng.choice((b"/", b".", b"..", rng.choice(known) + b"/", b"//data//a", b"/none/x"))


def _links(
    rng: random.Random,
    base: bytes,
    folders: list[bytes],
    files: list[bytes],
    mounts: list[tuple[bytes, bytes]],
) -> dict[bytes, bytes]:
    known = folders + files
    links: dict[bytes, bytes] = {}
    inner = [place for _, place in mounts]
    for number in range(_LINKS):
        path = rng.choice(folders) + b"/" + rng.choice((b"l%d" % number, *_NAMES))
        if os.path.lexists(path):
            continue
        # Links lead to links as well, on to themselves now and then.
        text = _text(rng, path, base, [*known, *links, path], inner)
        os.symlink(text, path)
        links[path] = text
    _chain(rng, folders, links)
    return links


def _chain(rng: random.Random, folders: list[bytes], links: dict[bytes, bytes]) -> None:
    """Now and then a chain around the limit of forty links."""
    if rng.random() > 0.15:
        return
    folder, length = rng.choice(folders), rng.randint(38, 42)
    for number in range(length):
        path, text = folder + b"/c%d" % number, b"c%d" % (number + 1)
        text = b"." if number + 1 == length else text
        os.symlink(text, path)
        links[path] = text


def _through_links(
    rng: random.Random,
    links: dict[bytes, bytes],
    mounts: list[tuple[bytes, bytes]],
    folders: list[bytes],
) -> list[tuple[bytes, bytes]]:
    """A destination that runs through a link of an earlier mount, and a source that is a link."""
    found = []
    for link in rng.sample(sorted(links), min(2, len(links))):
        ways = [place + link[len(s) :] for s, place in mounts if link.startswith(s + b"/")]
        if ways and rng.random() < 0.5:
            rest = rng.choice((b"", b"/a", b"/new"))
            found.append((rng.choice(folders), rng.choice(ways) + rest))
    sources = [link for link in links if os.path.isdir(link)]
    if sources and rng.random() < 0.4:
        found.append((rng.choice(sources), rng.choice(_PLACES)))
    return found


def _paths(
    rng: random.Random, links: dict[bytes, bytes], mounts: list[tuple[bytes, bytes]]
) -> tuple[bytes, ...]:
    """The links by the mounts that have them, and ways through them."""
    found = []
    for link in links:
        for source, place in mounts:
            if link.startswith(source + b"/"):
                found.append(place + link[len(source) :])
    rng.shuffle(found)
    found = found[: _PATHS * 3 // 4] or [b"/work"]
    while len(found) < _PATHS:
        tail = b"/".join(
            rng.choice((*_NAMES, b"..", b"..", b".", b"")) for _ in range(rng.randint(0, 3))
        )
        begin = rng.choice((*found[:20], *(place for _, place in mounts)))
        found.append(begin + b"/" + tail if tail else begin)
    return tuple(found)
