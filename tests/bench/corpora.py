"""Corpora of any size: `python -m tests.bench.corpora NAME FOLDER [--factor F] [--seed S]`.

The same name, factor and seed make the same tree everywhere. All links are relative. How many of
them lead nowhere, and why, is known by construction and kept in FOLDER.json beside the corpus,
which is written last: a corpus without it is not complete.

coco     a project: 123,287 originals, three versions with a link per image (1 % broken), splits
         and 40 experiments; 493,000 entries, 370,000 links
deep     100,000 folders of about ten entries, 20 % links, 5 % of them broken, chains and circles
links1m  1,000,000 links in 1,000 folders to 50,000 targets, 0.1 % broken
"""

import argparse
import json
import os
import shutil
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import NamedTuple

OK, MISSING, NOT_A_DIR, LOOP = "ok", "missing", "not_a_dir", "loop"
COCO_SETS = (("train", 118_287), ("val", 5_000))
COCO_IDS = 581_930  # COCO numbers its images below this, with gaps
COCO_EXPERIMENTS = 40
DEEP_FOLDERS = 100_000
DEEP_BRANCHES = 3
POOLS, VIEWS, POOL_FILES, VIEW_LINKS = 50, 1_000, 1_000, 1_000


class Link(NamedTuple):
    """A link: its name, its text, and what following it gives."""

    name: bytes
    text: bytes
    truth: str = OK


class Folder(NamedTuple):
    """A folder below the root, its files and links; folders come after their parents."""

    path: bytes
    files: Iterable[bytes] = ()
    links: Iterable[Link] = ()
    content: bool = False


class Corpus(NamedTuple):
    """What was made: `truth` counts links by what following them gives."""

    name: str
    factor: float
    seed: int
    entries: int
    folders: int
    links: int
    truth: dict[str, int]


def coco(factor: float, rng: Random) -> Iterator[Folder]:
    """A project of one data set in the layout of COCO."""
    sets = {name: _images(max(2, round(count * factor)), rng) for name, count in COCO_SETS}
    yield from (Folder(path) for path in (b"raw", b"processed", b"splits", b"experiments"))
    for name, images in sets.items():
        yield Folder(b"raw/%s2017" % name.encode(), images, content=True)
    for version in (b"v1", b"v2", b"v3"):
        yield Folder(b"processed/" + version)
        for name, images in sets.items():
            part = name.encode()
            into = b"../../../raw/%s2017/" % part
            path = b"processed/%s/%s" % (version, part)
            yield Folder(path, (), [_image_link(image, into, rng) for image in images])
        parts = [Link(part, b"../../processed/%s/%s" % (version, part)) for part in _parts()]
        yield Folder(b"splits/" + version, (b"split.json",), parts, content=True)
    yield from _experiments(max(2, round(COCO_EXPERIMENTS * min(1, factor))))


def _experiments(count: int) -> Iterator[Folder]:
    for number in range(count):
        version = b"v%d" % (number % 3 + 1)
        links = [Link(part, b"../../splits/%s/%s" % (version, part)) for part in _parts()]
        if number == 0:
            links.append(Link(b"best", b"best", LOOP))
        yield Folder(b"experiments/exp-%02d" % number, (b"config.yaml",), links, content=True)


def _parts() -> list[bytes]:
    return [name.encode() for name, _ in COCO_SETS]


def _images(count: int, rng: Random) -> list[bytes]:
    """Names as COCO has them; even numbers only, so that odd ones are free for what is gone."""
    ids = rng.sample(range(max(COCO_IDS, 2 * count) // 2), count)
    return [b"%012d.jpg" % (2 * number) for number in sorted(ids)]


def _image_link(image: bytes, into: bytes, rng: Random) -> Link:
    luck = rng.random()
    if luck < 0.008:  # the image is gone
        return Link(image, b"%s%012d.jpg" % (into, int(image[:12]) + 1), MISSING)
    if luck < 0.01:  # its folder is gone
        return Link(image, b"../../../raw/2014/" + image, MISSING)
    return Link(image, into + image)


def deep(factor: float, rng: Random) -> Iterator[Folder]:
    """Many small folders: one of `DEEP_BRANCHES` in the next, each with files and links."""
    count = max(20, round(DEEP_FOLDERS * factor))
    for number in range(count):
        files = (b"f%d.txt" % i for i in range(rng.randint(4, 10)))
        links = [_deep_link(number, i, count, rng) for i in range(rng.randint(0, 4))]
        yield Folder(_deep_path(number), files, links)


def _deep_path(number: int) -> bytes:
    parts = []
    while number:
        parts.append(b"d%06d" % number)
        number = (number - 1) // DEEP_BRANCHES
    return b"/".join(reversed(parts))


def _deep_link(folder: int, number: int, count: int, rng: Random) -> Link:
    """Link `number` of a folder; the first one is sound, so that chains can end in it."""
    name = b"l%d.lnk" % number
    luck = rng.random() if number else 1.0
    other = _deep_path(rng.randrange(count))
    for limit, make in _DEEP_TEXTS:
        if luck < limit:
            return make(name, _up(folder), other)
    return Link(name, b"%s%s/f%d.txt" % (_up(folder), other or b".", rng.randrange(4)))


def _up(folder: int) -> bytes:
    return b"../" * (_deep_path(folder).count(b"/") + 1 if folder else 0)


# Shares among all links but the first of each folder, which are 60 % of all.
_DEEP_TEXTS: tuple[tuple[float, Callable[[bytes, bytes, bytes], Link]], ...] = (
    (0.070, lambda name, up, other: Link(name, b"%s%s/gone.txt" % (up, other or b"."), MISSING)),
    (0.080, lambda name, up, _: Link(name, up + b"gone/f0.txt", MISSING)),
    (0.083, lambda name, _, __: Link(name, b"f0.txt/inner", NOT_A_DIR)),
    (0.086, lambda name, _, __: Link(name, name, LOOP)),
    (0.126, lambda name, _, __: Link(name, b"l0.lnk")),
    (0.226, lambda name, up, other: Link(name, up + (other or b"."))),
)


def links1m(factor: float, rng: Random) -> Iterator[Folder]:
    """Views of a pool: folders of 1,000 links each to files anywhere in the pool."""
    pools, views = max(1, round(POOLS * factor)), max(1, round(VIEWS * factor))
    yield from (Folder(b"raw"), Folder(b"processed"))
    for number in range(pools):
        yield Folder(b"raw/%03d" % number, (b"%04d.jpg" % i for i in range(POOL_FILES)))
    for number in range(views):
        links = [_view_link(i, pools, rng) for i in range(VIEW_LINKS)]
        yield Folder(b"processed/%04d" % number, (), links)


def _view_link(number: int, pools: int, rng: Random) -> Link:
    name = b"img_%06d.jpg" % number
    pool, file = divmod(rng.randrange(pools * POOL_FILES), POOL_FILES)
    luck = rng.random()
    if luck < 0.00002:
        return Link(name, name, LOOP)
    if luck < 0.001:
        return Link(name, b"../../raw/%03d/%04d.gone" % (pool, file), MISSING)
    return Link(name, b"../../raw/%03d/%04d.jpg" % (pool, file))


SHAPES: dict[str, Callable[[float, Random], Iterator[Folder]]] = {
    "coco": coco,
    "deep": deep,
    "links1m": links1m,
}
ENTRIES = {"coco": 493_400, "deep": 1_000_000, "links1m": 1_051_000}  # about, at factor 1


def make(name: str, folder: bytes, factor: float = 1.0, seed: int = 1) -> Corpus:
    """The corpus `name` in `folder`; one that is there already is taken as it is.

    FileExistsError where something else lies in the place.
    """
    known = load(folder)
    if known is not None and (known.name, known.factor, known.seed) == (name, factor, seed):
        return known
    part = folder + b".part"
    if os.path.lexists(folder):
        raise FileExistsError(f"{os.fsdecode(folder)} is something else: remove it")
    if os.path.lexists(part):  # a run that was broken off
        shutil.rmtree(part)
    os.makedirs(part)
    tally: Counter[str] = Counter()
    for found in SHAPES[name](factor, Random(f"{name}/{seed}")):  # noqa: S311 (no secret)
        _make_folder(part, found, tally)
    os.rename(part, folder)
    truth = {word: tally[word] for word in (OK, MISSING, NOT_A_DIR, LOOP)}
    links = sum(truth.values())
    folders = tally["folder"]
    made = Corpus(name, factor, seed, tally["file"] + folders + links, folders, links, truth)
    with open(folder + b".json", "w", encoding="utf-8") as file:
        json.dump(made._asdict(), file, indent=1)
    return made


def load(folder: bytes) -> Corpus | None:
    """What is known of a complete corpus."""
    try:
        with open(folder + b".json", encoding="utf-8") as file:
            return Corpus(**json.load(file)) if os.path.isdir(folder) else None
    except FileNotFoundError:
        return None


def _make_folder(root: bytes, found: Folder, tally: Counter[str]) -> None:
    if found.path:
        os.mkdir(os.path.join(root, found.path))
        tally["folder"] += 1
    fd = os.open(os.path.join(root, found.path), os.O_RDONLY | os.O_DIRECTORY)
    for name in found.files:
        _make_file(name, fd, content=found.content)
        tally["file"] += 1
    for link in found.links:
        os.symlink(link.text, link.name, dir_fd=fd)
        tally[link.truth] += 1
    os.close(fd)


def _make_file(name: bytes, fd: int, *, content: bool) -> None:
    if not content:
        os.mknod(name, stat.S_IFREG | 0o644, dir_fd=fd)
        return
    file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644, dir_fd=fd)
    os.write(file, name)
    os.close(file)


def main() -> None:
    """Make one corpus and say what is in it."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.corpora",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", choices=SHAPES)
    parser.add_argument("folder")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--factor", type=float, default=1.0, help="1.0 is the full size")
    size.add_argument("--entries", type=int, help="about so many entries")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    factor = asked.entries / ENTRIES[asked.name] if asked.entries else asked.factor
    made = make(asked.name, os.fsencode(asked.folder), factor, asked.seed)
    json.dump(made._asdict(), sys.stdout)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
