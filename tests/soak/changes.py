"""Random changes of a project: `python -m tests.soak.changes FOLDER SEED PAUSE`.

It grows no further: names come from a small stock, and what is there already is removed. Ends with
its input, and prints how many changes it has made. PAUSE: the longest time between two, in s.
"""

import contextlib
import os
import select
import shutil
import sys
from collections.abc import Callable
from random import Random

from cvlink_gui.core.names import join

_FOLDERS = 150
_NAMES = 60
_DEPTH = 6
_BURST = 400


class Changes:
    """What somebody does to a project all day."""

    def __init__(self, root: bytes, random: Random) -> None:
        self.root = root
        self.outside = root + b"-outside"
        self.random = random
        self.deeds: list[Callable[[], object]] = [self.link] * 6
        self.deeds += [self.file] * 4 + [self.folder] * 2
        self.deeds += [self.rename, self.burst, self.version, self.target]
        os.makedirs(self.outside, exist_ok=True)

    def happen(self) -> None:
        with contextlib.suppress(OSError, shutil.Error):
            self.random.choice(self.deeds)()

    def folders(self) -> list[bytes]:
        found = [place for place, _, _ in os.walk(self.root) if b"/data/raw" not in place]
        return sorted(found)[:_FOLDERS]

    def place(self, kind: bytes) -> bytes:
        folder = self.random.choice(self.folders())
        return join(folder, b"%s%d" % (kind, self.random.randrange(_NAMES)))

    def link(self) -> None:
        path = self.place(b"l")
        if os.path.islink(path):
            os.unlink(path)
        texts = (b"gone", self.outside + b"/f1", b"../data/current", self.place(b"f"), b"l1")
        os.symlink(self.random.choice(texts), path)

    def file(self) -> None:
        path = self.place(b"f")
        if os.path.exists(path):
            os.unlink(path)
        else:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o644))

    def folder(self) -> None:
        path = self.place(b"d")
        if os.path.isdir(path):
            shutil.rmtree(path)
        elif path.count(b"/") - self.root.count(b"/") < _DEPTH and self.has_room():
            os.makedirs(path + b"/inner")
            os.symlink(b"../f1", path + b"/l")

    def has_room(self) -> bool:
        return len(self.folders()) < _FOLDERS

    def rename(self) -> None:
        folder = self.random.choice(self.folders())
        names = [name for name in os.listdir(folder) if name[:1] in b"dfl"]
        old = self.random.choice(names or [b"none"])
        os.rename(join(folder, old), join(folder, old[:1] + b"%d" % self.random.randrange(_NAMES)))

    def burst(self) -> None:
        folder = self.random.choice(self.folders())
        for number in range(_BURST):
            path = join(folder, b"b%d" % number)
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o644))
            os.unlink(path)

    def version(self) -> None:
        """A version goes away, and comes back."""
        one, other = (self.root + b"/data/processed/v1" + end for end in (b"", b"-away"))
        os.rename(one, other) if os.path.exists(one) else os.rename(other, one)

    def target(self) -> None:
        path = self.outside + b"/f1"
        if os.path.exists(path):
            os.unlink(path)
        else:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o644))


def main(folder: str, seed: str, pause: str) -> None:
    """Change something again and again."""
    random = Random(int(seed))  # noqa: S311 (a test's)
    changes, count = Changes(os.fsencode(folder), random), 0
    pauses = (0.0, 0.02, 0.05, float(pause))
    while not select.select([sys.stdin], [], [], random.choice(pauses))[0]:
        changes.happen()
        count += 1
    print(count)


if __name__ == "__main__":
    main(*sys.argv[1:])
