"""A folder seen through FUSE, that hangs, is slow and fails on order: the server process.

    python -m tests.storage.passthrough SOURCE MOUNT_POINT ORDERS CALLS

It ends, and with it the mount and whatever hangs in it, when its standard input ends or after
`LIFETIME` seconds: a test leaves nothing behind, however it ends itself.
"""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import mfusepy

from tests.storage.orders import Gate

LIFETIME = 300  # seconds; no test takes so long
_PLAIN = ("st_mode", "st_nlink", "st_size", "st_uid", "st_gid", "st_ino")
_TIMES = ("st_atime", "st_mtime", "st_ctime")
_STATFS = ("f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree")
_KINDS = {"is_symlink": 0o120000, "is_dir": 0o040000, "is_file": 0o100000}
# Nothing is remembered by the kernel, so every call comes here.
_NO_MEMORY = {"attr_timeout": 0, "entry_timeout": 0, "negative_timeout": 0, "ac_attr_timeout": 0}


class Passthrough(mfusepy.Operations):
    """The calls of a scan and of the edit engine, each let through by the gate."""

    use_ns = True

    def __init__(self, source: str, gate: Gate) -> None:
        self._source = source
        self._gate = gate

    def getattr(self, path: str, _fh: int | None = None) -> dict[str, int]:
        found = self._real("getattr", path, os.lstat)
        times = {name: getattr(found, f"{name}_ns") for name in _TIMES}
        return {name: getattr(found, name) for name in _PLAIN} | times

    def readdir(self, path: str, _fh: int) -> list[tuple[str, dict[str, int], int]]:
        entries = self._real("readdir", path, lambda place: list(os.scandir(place)))
        dots: list[tuple[str, dict[str, int], int]] = [(".", {}, 0), ("..", {}, 0)]
        return dots + [(entry.name, {"st_mode": _kind(entry)}, 0) for entry in entries]

    def readlink(self, path: str) -> str:
        return self._real("readlink", path, os.readlink)

    def statfs(self, path: str) -> dict[str, int]:
        found = self._real("statfs", path, os.statvfs)
        return {name: getattr(found, name) for name in _STATFS}

    def symlink(self, target: str, source: str) -> int:
        return self._real("symlink", target, lambda place: os.symlink(source, place)) or 0

    def unlink(self, path: str) -> int:
        return self._real("unlink", path, os.unlink) or 0

    def mkdir(self, path: str, mode: int) -> int:
        return self._real("mkdir", path, lambda place: os.mkdir(place, mode)) or 0

    def rmdir(self, path: str) -> int:
        return self._real("rmdir", path, os.rmdir) or 0

    def rename(self, old: str, new: str) -> int:
        return self._real("rename", old, lambda place: os.rename(place, self._source + new)) or 0

    def open(self, path: str, flags: int) -> int:
        return self._real("open", path, lambda place: os.open(place, flags))

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        return self._real("read", path, lambda _place: os.pread(fh, size, offset))

    def release(self, _path: str, fh: int) -> int:
        os.close(fh)
        return 0

    def _real(self, call: str, path: str, act: Callable[[str], Any]) -> Any:
        self._gate.pass_by(call, path)
        return act(self._source + path)


def _kind(entry: "os.DirEntry[str]") -> int:
    kinds = (mode for is_it, mode in _KINDS.items() if getattr(entry, is_it)())
    return next(kinds, 0)


def _ends() -> Iterator[Callable[[], object]]:
    yield sys.stdin.buffer.read  # the test is over, or died
    yield lambda: time.sleep(LIFETIME)


def _end_after(end: Callable[[], object], place: str) -> None:
    end()
    # Not waited for to its end: it may hang itself, until we are gone.
    unmounting = subprocess.Popen(["fusermount3", "-u", "-z", place], stderr=subprocess.DEVNULL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        unmounting.wait(1)
    os._exit(0)


def main() -> None:
    source, place, orders, calls = sys.argv[1:]
    os.nice(10)  # it stands for another machine, which takes no processor from this one
    for end in _ends():
        threading.Thread(target=_end_after, args=(end, place), daemon=True).start()
    mfusepy.FUSE(
        Passthrough(source, Gate(orders, calls)),
        place,
        foreground=True,
        auto_unmount=True,
        fsname=source,
        subtype="cvlink-test",
        **_NO_MEMORY,
    )


if __name__ == "__main__":
    main()
