"""A project with one data set that is copied and linked into experiments, and what that takes."""

import hashlib
import json
import os
import shutil
import sys
from collections import Counter
from random import Random

from tests.bench import measure, peers
from tests.bench.corpora import Folder

TREE = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2], symlinks=True)"
READ = """import os, sys
for folder, _, names in os.walk(sys.argv[1], followlinks=True):
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            while file.read(1 << 20):
                pass
"""
_DATA = "data/processed/v1"


class Place:
    """A project in a new folder. Each method that makes something gives the seconds it took."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.data = os.path.join(root, _DATA)
        os.makedirs(self.data)
        os.makedirs(os.path.join(root, "experiments"))
        open(os.path.join(root, "cvlink.toml"), "w", encoding="utf-8").close()

    def new(self, name: str) -> str:
        """Where an experiment is to lie."""
        return os.path.join(self.root, "experiments", name)

    def cp(self, name: str, *options: str) -> float:
        """A copy by `cp -r`."""
        return _done(["cp", "-r", *options, self.data, self.new(name)])

    def copytree(self, name: str) -> float:
        """A copy by Python."""
        return _done([sys.executable, "-c", TREE, self.data, self.new(name)])

    def folder_link(self, name: str) -> float:
        """One link to the folder, by our command."""
        words = ("--project", self.root, "link", self.data, self.new(name), "--name", "data")
        return _done(peers.cvlink(*words, "--yes", "--quiet"))

    def file_links(self, name: str, *options: str) -> float:
        """A link for each file, by our command; the list of them is there before."""
        rows = os.path.join(self.root, f"{name}.jsonl")
        with open(rows, "w", encoding="utf-8") as file:
            for path in _files(self.data):
                link = os.path.join(self.new(name), os.path.relpath(path, self.data))
                file.write(json.dumps({"source": path, "link": link}) + "\n")
        words = ("--project", self.root, "batch", rows, "--yes", "--quiet", *options)
        seconds = _done(peers.cvlink(*words))
        os.unlink(rows)
        return seconds

    def read(self, name: str) -> float:
        """One pass over all files of an experiment."""
        return _done([sys.executable, "-c", READ, self.new(name)])

    def clear(self) -> None:
        """No experiments again."""
        shutil.rmtree(os.path.join(self.root, "experiments"))
        os.makedirs(os.path.join(self.root, "experiments"))


def photos(folder: str, count: int, size: int, seed: int = 1) -> None:
    """Files as large as photographs, which nothing can make smaller."""
    rng = Random(seed)  # noqa: S311 (the same ones every time)
    for number in range(count):
        with open(os.path.join(folder, f"{number:012}.jpg"), "wb") as file:
            file.write(rng.randbytes(rng.randint(size // 2, size * 3 // 2)))


def lay(folder: str, found: Folder) -> None:
    """The files of one folder of a corpus, with different bytes in each."""
    for number, name in enumerate(found.files):
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:
            file.write(b"%s %d\n" % (found.path, number))


def taken(*folders: str) -> int:
    """Bytes on the disk: blocks of files, folders and links, each inode once."""
    seen: dict[tuple[int, int], int] = {}
    for top in folders:
        for folder, _, names in os.walk(top):
            for path in (folder, *(os.path.join(folder, name) for name in names)):
                found = os.lstat(path)
                seen[found.st_dev, found.st_ino] = found.st_blocks * 512
    return sum(seen.values())


def duplicate_share(*folders: str) -> float:
    """How much of all bytes in files is there already, in another file: 0 to 1."""
    sizes: Counter[bytes] = Counter()
    total = 0
    for path in (path for folder in folders for path in _files(folder)):
        if os.path.islink(path):
            continue
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            sizes[hashlib.file_digest(file, "blake2b").digest()] = size
            total += size
    return 1 - sizes.total() / total if total else 0.0


def files_in(folder: str) -> int:
    return sum(1 for _ in _files(folder))


def _files(top: str) -> list[str]:
    found = []
    for folder, folders, names in os.walk(top):
        folders.sort()
        found += [os.path.join(folder, name) for name in sorted(names)]
    return found


def _done(command: list[str]) -> float:
    found = measure.run(command)
    if found.code:
        raise RuntimeError(f"{command[0]}: {found.error}")
    return found.seconds
