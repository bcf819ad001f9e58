"""Power cuts: an image's file system is shut down without a flush while a batch runs on it.

The journal lies on the same image, or (every other tree) on another disk that keeps what it has.
One tree in three has files as well that give their place to links.
Needs root, loop devices and the tools of the file system.
"""

import ctypes
import fcntl
import os
import random
import shutil
import struct
import subprocess
from collections.abc import Callable
from typing import Any

from cvlink_gui.fs import syscalls
from tests.faults.areas import copies
from tests.faults.areas.kills import Bench
from tests.faults.plans import seeded
from tests.faults.program import Tally, scratch
from tests.faults.shim import in_child, shim

_SHUTDOWN, _NO_FLUSH = 0x8004587D, struct.pack("I", 2)  # FS_IOC_SHUTDOWN, linux/fs.h
_NEW_MOUNTS, _PRIVATE = 0x20000, 0x44000  # CLONE_NEWNS; MS_REC | MS_PRIVATE
_IMAGE_BYTES = 320 << 20  # sparse; the least mkfs.xfs takes is 300 MiB


def ext4(cases: int, seed: int) -> Tally:
    """Shut down without a flush at a call of a batch, or soon after it; mounted, and recovered."""
    return _cuts("ext4", cases, seed)


def xfs(cases: int, seed: int) -> Tally:
    """The same on xfs, which writes its log in another order."""
    return _cuts("xfs", cases, seed)


def _cuts(kind: str, cases: int, seed: int) -> Tally:
    tally = Tally()
    if shutil.which(f"mkfs.{kind}") is None or os.geteuid() != 0:
        tally.skipped = f"needs root and mkfs.{kind}"
        return tally
    try:
        _own_mounts()
    except OSError as error:
        tally.skipped = f"{error.strerror} here"
        return tally
    with scratch() as folder:
        try:
            image = Image(kind, folder)
            image.mount()
        except subprocess.CalledProcessError as error:
            tally.skipped = f"no loop mounts here: {(error.stderr or b'').decode().strip()}"
            return tally
        try:
            _cut_all(image, tally, cases, seed)
        finally:
            image.unmount()
    return tally


def _cut_all(image: "Image", tally: Tally, cases: int, seed: int) -> None:
    rng = seeded("power", image.kind, seed)
    while tally.cases < cases and not tally.faults:
        folder = os.path.join(image.folder, b"%d" % tally.cases)
        elsewhere = os.path.join(os.path.dirname(image.folder), b"state%d" % tally.cases)
        kind = copies.Bench if tally.cases % 75 >= 50 else Bench  # one tree in three
        bench = kind(rng, folder, elsewhere if tally.cases % 50 >= 25 else b"state")
        for _ in range(25):
            name = f"{image.kind}, seed {seed}, case {tally.cases}"
            if tally.cases >= cases or tally.faults:
                break
            with tally.case(name):
                tally.blame(name, *_cut(image, bench, tally))


def _cut(image: "Image", bench: Bench, tally: Tally) -> list[str]:
    """One cut, at a call of a batch or soon after it, and the recovery."""
    rng, plan, newest = bench.rng, bench.plan(), bench.newest()[0]
    _write_out(image.folder)
    point = rng.randint(1, 45)
    returned = not in_child(lambda: image.cut_during(lambda: bench.work(plan), rng, point))
    image.unmount()
    image.mount()
    open_entry = bench.journal.unfinished() is not None
    tally.notes["with a plan to recover" if open_entry else "before or after the batch"] += 1
    if returned and (open_entry or bench.newest()[0] == newest):
        return ["a batch that was reported done is not in the journal as done"]
    forward = rng.random() < 0.5
    bench.recover(forward=forward)
    return bench.judge(plan, newest)


class Image:
    """A loop-mounted image of a file system."""

    def __init__(self, kind: str, folder: bytes) -> None:
        self.kind = kind
        self.folder = os.path.join(folder, b"mounted")
        self._file = os.path.join(folder, b"image")
        os.mkdir(self.folder)
        with open(self._file, "wb") as file:
            file.truncate(_IMAGE_BYTES)
        _run(f"mkfs.{kind}", "-q", self._file)

    def mount(self) -> None:
        _run("mount", "-o", "loop", self._file, self.folder)

    def unmount(self) -> None:
        _run("umount", self.folder)

    def cut_during(self, work: Callable[[], None], rng: random.Random, point: int) -> None:
        """Cut the power at a call of some work, or after it; killed where the work was done.

        Now and then a folder is written out early, as the kernel may do at any time: what is on
        the disk after the cut is then a part of what was done, in an order of its own.
        """
        fd = os.open(self.folder, os.O_RDONLY)
        fsync = os.fsync
        early = rng.choice((0, 0, 3, 6))

        def act(number: int, _name: str, call: Callable[[], Any]) -> Any:
            if number == point:
                fcntl.ioctl(fd, _SHUTDOWN, _NO_FLUSH)
                os._exit(0)
            result = call()
            if early and rng.randrange(early) == 0:
                fsync(fd)
            return result

        with shim(act):
            work()
        fcntl.ioctl(fd, _SHUTDOWN, _NO_FLUSH)
        os.kill(os.getpid(), 9)


def _own_mounts() -> None:
    """As `unshare -m --propagation private`: what is mounted here is seen by nobody else."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_MOUNTS) or libc.mount(b"none", b"/", None, _PRIVATE, None):
        raise OSError(ctypes.get_errno(), "no mount namespace of our own")


def _write_out(folder: bytes) -> None:
    """What was there before the batch is on the disk."""
    fd = os.open(folder, os.O_RDONLY)
    syscalls.syncfs(fd, folder)
    os.close(fd)


def _run(*words: str | bytes) -> None:
    subprocess.run(words, check=True, capture_output=True)
