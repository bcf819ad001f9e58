"""Volumes of the tests: real FUSE mounts that hang, are slow and fail on order."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.orders import Orders

_ROOT = Path(__file__).parents[2]
_PATIENCE = 30.0  # seconds a server may take to mount, on a busy machine
_GRACE = 5.0
_CONNECTIONS = "/sys/fs/fuse/connections"


class Volume:
    """One mount. `inside` is what it shows, reached without it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.inside = folder / f"{name}.inside"
        self.point = folder / name
        self._orders = folder / f"{name}.orders"
        self._calls = folder / f"{name}.calls"
        self._log = folder / f"{name}.log"
        for place in (self.inside, self.point):
            place.mkdir()
        self.order()
        words = (self.inside, self.point, self._orders, self._calls)
        with self._log.open("wb") as log:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "tests.storage.passthrough", *map(str, words)],
                cwd=_ROOT,
                env={**os.environ, "FUSE_LIBRARY_NAME": "fuse3"},
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
            )

    @property
    def place(self) -> bytes:
        """Where it is mounted, as the program names it."""
        return os.fsencode(self.point)

    def order(self, **words: object) -> None:
        """What happens to calls from now on: the fields of `Orders`; as usual if none is given."""
        Orders(**words).write(str(self._orders))  # type: ignore[arg-type]

    def calls(self, name: str = "") -> list[str]:
        """The calls it got, with their paths: all, or those of one name."""
        lines = self._calls.read_text("utf-8", "surrogateescape").splitlines()
        return [line for line in lines if line.startswith(f"{name} " if name else "")]

    def wait_until_there(self) -> None:
        end = time.monotonic() + _PATIENCE
        while str(self.point) not in Path("/proc/self/mountinfo").read_text():
            if self._server.poll() is not None or time.monotonic() > end:
                why = self._log.read_text(errors="replace").strip()[-200:]
                self.end()
                pytest.skip(f"no FUSE mount can be made here: {why}")
            time.sleep(0.01)

    def die(self) -> None:
        """Let the server die, as one that crashed: what hangs fails, and so does every call."""
        self._server.kill()
        self._server.wait()

    def end(self) -> None:
        """Unmount it. Whatever hangs in it is freed by the end of its server."""
        assert self._server.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._server.stdin.close()
        try:
            self._server.wait(_GRACE)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(LookupError):  # unmounted already
                self.abort()
            self._server.kill()
            self._server.wait(_GRACE)
        subprocess.run(["umount", "--lazy", self.point], capture_output=True)

    def abort(self) -> None:
        """The kernel's own way to free what hangs in a mount, whatever its server does."""
        minor = self._minor()
        with _connections() as folder:
            Path(folder, minor, "abort").write_text("1")

    def _minor(self) -> str:
        for line in Path("/proc/self/mountinfo").read_text().splitlines():
            fields = line.split()
            if fields[4] == str(self.point):
                return fields[2].partition(":")[2]
        raise LookupError(self.point)


@contextlib.contextmanager
def _connections() -> Iterator[str]:
    """The folder with the kernel's list of FUSE connections; mounted for a while if need be."""
    if os.listdir(_CONNECTIONS):
        yield _CONNECTIONS
        return
    subprocess.run(["mount", "-t", "fusectl", "none", _CONNECTIONS], check=True)
    try:
        yield _CONNECTIONS
    finally:
        subprocess.run(["umount", _CONNECTIONS], check=True)


def why_not() -> str:
    """Why no volume can be made here; empty if it can."""
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        return "there is no /dev/fuse here, or it may not be used"
    words = [sys.executable, "-c", "import mfusepy"]
    done = subprocess.run(
        words, env={**os.environ, "FUSE_LIBRARY_NAME": "fuse3"}, capture_output=True, text=True
    )
    return "" if done.returncode == 0 else done.stderr.strip().rpartition("\n")[2]


@contextlib.contextmanager
def volumes(folder: Path, count: int = 1) -> Iterator[list[Volume]]:
    """Some volumes, mounted below a folder, gone afterwards with all that hangs in them."""
    if why := why_not():
        pytest.skip(why)
    made: list[Volume] = []
    try:
        made.extend(Volume(folder, f"volume{number}") for number in range(count))
        for volume in made:
            volume.wait_until_there()
        yield made
    finally:
        for volume in made:
            volume.end()
