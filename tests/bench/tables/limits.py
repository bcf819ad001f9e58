"""Where links save little, or cost something: reflinks, small files, slow metadata."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from tests.bench import measure
from tests.bench.native import compiled
from tests.bench.places import Place, photos, taken
from tests.bench.report import Table
from tests.bench.setting import Setting

_IMAGE = 2 << 30  # bytes of the sparse image of a file system
_PHOTO, _PHOTOS, _QUICK = 160_000, 1_000, 20
_SMALL, _QUICK_SMALL = 20_000, 200
_MICROSECONDS, _SLOW = 300, 1_000
_SYSTEMS = {"xfs": ["mkfs.xfs", "-q", "-m", "reflink=1"], "btrfs": ["mkfs.btrfs", "-q"]}
_RESOLVE = """import os, sys
for folder, _, names in os.walk(sys.argv[1], followlinks=True):
    for name in names:
        with open(os.path.realpath(os.path.join(folder, name)), "rb") as file:
            file.read(1)
"""
_OPEN = _RESOLVE.replace("os.path.realpath(os.path.join(folder, name))", "folder + '/' + name")


def reflinks(setting: Setting) -> Table:
    """File systems whose copies share blocks: what the file system itself says is used."""
    made = Table(
        "Where links do not help: file systems that share blocks",
        ("file system", "way", "s", "used on the disk", "as `du` counts it"),
    )
    for kind, command in _SYSTEMS.items():
        if shutil.which(command[0]) is None or os.geteuid() != 0:
            made.notes.append(f"Not measured on {kind}: it needs root and {command[0]}.")
            continue
        try:
            with _mounted(setting.scratch, kind, command) as folder:
                made.rows += _shared(folder, kind, _QUICK if setting.quick else _PHOTOS)
        except subprocess.CalledProcessError as error:
            made.notes.append(f"Not measured on {kind}: {error.stderr.strip().splitlines()[-1]}")
    made.notes.append(
        "One more experiment with a data set. A copy by `cp --reflink` takes no space for data "
        "until one of the two is changed, and may be changed without changing the other. A link "
        "says which data set it is; a program that reads both has it in memory once."
    )
    return made


def _shared(folder: str, kind: str, count: int) -> Iterator[tuple[str, ...]]:
    place = Place(os.path.join(folder, "p"))
    photos(place.data, count, _PHOTO)
    ways = {
        "`cp -r --reflink=never`": lambda name: place.cp(name, "--reflink=never"),
        "`cp -r --reflink=always`": lambda name: place.cp(name, "--reflink=always"),
        "a link to the folder": place.folder_link,
        "a link an image": place.file_links,
    }
    for number, (way, work) in enumerate(ways.items()):
        before, counted = _used(folder), taken(place.root)
        seconds = work(f"e{number}")
        used = (_used(folder) - before) / 1e6
        more = (taken(place.root) - counted) / 1e6
        yield kind, way, f"{seconds:.3g}", f"{used:,.1f} MB", f"{more:,.1f} MB"


def _used(folder: str) -> int:
    os.sync()
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
        found = os.statvfs(fd)
    finally:
        os.close(fd)
    return (found.f_blocks - found.f_bfree) * found.f_frsize


@contextlib.contextmanager
def _mounted(scratch: str, kind: str, command: list[str]) -> Iterator[str]:
    image, point = os.path.join(scratch, f"{kind}.img"), os.path.join(scratch, kind)
    with open(image, "wb") as file:
        file.truncate(_IMAGE)
    os.makedirs(point)
    _call(*command, image)
    _call("mount", "-o", "loop", image, point)
    try:
        yield point
    finally:
        _call("umount", point)
        os.unlink(image)


def _call(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True)


def small_files(setting: Setting) -> Table:
    """Files of a block and less: a link with a long text takes as much as the file."""
    count = _QUICK_SMALL if setting.quick else _SMALL
    made = Table(
        f"Where links do not help: {count:,} files of 100 bytes",
        ("way", "s", "more on the disk", "of that names in folders"),
    )
    place = Place(os.path.join(setting.scratch, "small", "x" * 40))
    for number in range(count):
        with open(os.path.join(place.data, f"{number:012}.txt"), "wb") as file:
            file.write(b"%100d" % number)
    ways = {
        "`cp -r`": place.cp,
        "a link a file, relative (short)": lambda name: place.file_links(name, "--relative"),
        "a link a file, absolute (long)": lambda name: place.file_links(name, "--absolute"),
        "a link to the folder": place.folder_link,
    }
    for number, (way, work) in enumerate(ways.items()):
        seconds, folder = work(f"e{number}"), place.new(f"e{number}")
        names = sum(os.lstat(path).st_blocks * 512 for path, _, _ in os.walk(folder))
        sizes = (f"{taken(folder) / 1e6:,.1f} MB", f"{names / 1e6:,.1f} MB")
        made.rows.append((way, f"{seconds:.3g}", *sizes))
    made.notes.append(
        "A text of 60 bytes and more takes a block of its own on ext4, as a small file does. "
        "Inodes are used by links as by files; only a link to the folder saves them."
    )
    return made


def latency(setting: Setting) -> Table:
    """Each call for metadata takes 300 us longer, as a model of network storage."""
    count = _QUICK if setting.quick else _SLOW
    title = f"Where links do not help: {_MICROSECONDS} us more a call, {count:,} files"
    made = Table(title, ("what lies there", "open and read, s", "resolve first, s", "calls"))
    shim = compiled("slow", setting.scratch)
    if shim is None:
        made.notes.append("Not measured: there is no C compiler here.")
        return made
    place = Place(os.path.join(setting.scratch, "late"))
    photos(place.data, count, 1_000)
    place.cp("copy")
    place.folder_link("folder")
    place.file_links("each")
    counter = os.path.join(setting.scratch, "late calls")
    environment = {
        "LD_PRELOAD": shim,
        "SLOW_BELOW": os.path.realpath(place.root),
        "SLOW_MICROSECONDS": str(_MICROSECONDS),
        "SLOW_COUNT": counter,
    }
    words = {"copy": "copies", "folder": "a link to the folder", "each": "a link an image"}
    for name, word in words.items():
        cells = []
        for program in (_OPEN, _RESOLVE):
            with open(counter, "wb") as file:
                file.write(bytes(8))
            command = [sys.executable, "-c", program, place.new(name)]
            cells.append(f"{measure.run(command, environment).seconds:.3g}")
        with open(counter, "rb") as file:
            calls = int.from_bytes(file.read(8), "little")
        made.rows.append((word, *cells, f"{calls:,}"))
    made.notes.append(
        "The shim slows calls of programs, so it does not see that the server is asked for a link "
        "as well when a client opens a path for the first time: on NFS a link an image costs up to "
        "one round trip more an image, a link to the folder one in all. Programs that resolve "
        "every path themselves (`realpath`) pay for each part of it; `calls` are those of the "
        "second column. Not run on a real network."
    )
    return made
