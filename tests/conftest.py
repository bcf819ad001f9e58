"""What all tests share: real folders with real links in them."""

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from cvlink_gui.core.plan import Link
from cvlink_gui.fs import stamps
from cvlink_gui.fs.links import Beneath
from tests.features.real_git import OWN

settings.register_profile("house", deadline=None, database=None, max_examples=60)
settings.load_profile("house")

GRAIN = 10_000_000  # ns, of `quick_clocks`
Build = Callable[..., bytes]

PROJECT = (
    "data/raw/a.jpg",
    "data/raw/b.jpg",
    "data/raw/c.jpg",
    "data/processed/v1/train/a.jpg -> ../../../raw/a.jpg",
    "data/processed/v1/val/b.jpg -> ../../../raw/b.jpg",
    "data/processed/v2/train/a.jpg -> ../../../raw/a.jpg",
    "data/processed/v2/val/c.jpg -> ../../../raw/c.jpg",
    "data/splits/v1/train -> ../../processed/v1/train",
    "data/splits/v1/val -> ../../processed/v1/val",
    "experiments/baseline/train -> ../../data/splits/v1/train",
    "experiments/baseline/val -> ../../data/splits/v1/val",
)


def build(root: Path | bytes | str, *lines: str) -> bytes:
    """Make what the lines say: `folder/`, `file`, `link -> text`; returns the folder's path.

    A file is empty; a `.jpg`, which must not be, holds its own path.
    """
    base = os.path.realpath(os.fsencode(root))
    os.makedirs(base, exist_ok=True)
    for line in lines:
        path, arrow, text = line.partition(" -> ")
        full = os.path.join(base, os.fsencode(path))
        os.makedirs(os.path.dirname(full), exist_ok=True)
        if arrow:
            os.symlink(os.fsencode(text), full)
        elif not path.endswith("/"):
            data = os.fsencode(path) if full.endswith(b".jpg") else b""
            Path(os.fsdecode(full)).write_bytes(data)
    return base


def stays_in(base: bytes, path: bytes) -> bool:
    """True if a path ends in a real folder, or is it, whichever links are on the way."""
    real = os.path.realpath(path)
    return real == base or real.startswith(base + b"/")


def seen(root: bytes) -> dict[bytes, bytes | int | None]:
    """Everything below a folder: link texts, None for a folder, the inode of anything else."""
    found: dict[bytes, bytes | int | None] = {}
    for folder, _, _ in os.walk(root):
        for entry in os.scandir(folder):
            path = os.path.relpath(entry.path, root)
            if entry.is_symlink():
                found[path] = os.readlink(entry.path)
            else:
                found[path] = None if entry.is_dir() else entry.inode()
    return found


@pytest.fixture
def root(tmp_path: Path) -> bytes:
    """A sound project: two versions, splits of one, one experiment; nobody writes to its raw."""
    made = build(tmp_path / "project", *PROJECT)
    for name in (b"a.jpg", b"b.jpg", b"c.jpg"):
        os.chmod(os.path.join(made, b"data/raw", name), 0o444)
    return made


@pytest.fixture
def full_disk_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Called with the end of a path: there no link can be made any more."""

    def full_at(end: bytes) -> None:
        real = Beneath.make

        def refuse(self: Beneath, path: bytes, link: Link) -> None:
            if path.endswith(end):
                raise OSError(errno.ENOSPC, "")
            real(self, path, link)

        monkeypatch.setattr(Beneath, "make", refuse)

    return full_at


@pytest.fixture
def quick_clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders have a stamp soon after they were made, also in helpers that read nothing else."""
    monkeypatch.setattr(stamps, "GRAIN", GRAIN)
    monkeypatch.setenv("CVLINK_NATIVE", "0")  # the compiled twin has the grain built in


def wait() -> None:
    """Until what was just made is old enough for a stamp, by `quick_clocks`."""
    time.sleep(2 * GRAIN / 1e9)


@pytest.fixture(autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch):
    """Nothing of the user's own settings, journals and caches is read or written."""
    home = tmp_path_factory.mktemp("home")
    for kind in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))


@pytest.fixture
def own_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let git know nothing of this machine."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name, value in OWN.items():
        monkeypatch.setenv(name, value)
