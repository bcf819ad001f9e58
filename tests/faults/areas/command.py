"""`cvlink link` killed by SIGKILL, at a random moment or at a random system call; recovered."""

import os
import shutil
import subprocess
import sys
import time
from subprocess import DEVNULL
from typing import Any

from tests.conftest import PROJECT, build
from tests.faults.plans import seeded
from tests.faults.program import Tally, scratch
from tests.faults.tree import ANY, Tree, differences, snapshot

# Calls of the command, and how often it makes each (strace counts them apart).
_CALLS = {"symlinkat": 30, "pwrite64": 20, "fdatasync": 12, "unlink": 2, "fsync": 1, "openat2": 3}
_SOURCES = 30
_TIMEOUT = 60


def killed_commands(cases: int, seed: int) -> Tally:
    """A quarter at a random moment, the others at the n-th of some call, where strace is."""
    tally = Tally()
    rng = seeded("command", seed)
    traced = shutil.which("strace") is not None
    with scratch() as folder:
        bench = Bench(folder)
        for number in range(cases):
            if tally.enough:
                break
            where = f"seed {seed}, case {number}"
            with tally.case(where):
                if traced and number % 4 != 3:
                    call, times = rng.choice(list(_CALLS.items()))
                    inject = f"inject={call}:signal=KILL:when={rng.randint(1, times)}"
                    bench.run("link", "strace", "-qq", "-o", "/dev/null", "-e", inject)
                else:
                    bench.killed_after(rng.uniform(0.5, 1) * bench.seconds)
                tally.blame(where, *bench.recovered(tally, forward=number % 8 < 4))
    return tally


class Bench:
    """A project, its tree before and after the command, and how long the command takes."""

    def __init__(self, folder: bytes) -> None:
        sources = (f"data/lots/s{n}/a.jpg" for n in range(_SOURCES))
        self.root = build(os.path.join(folder, b"project"), *PROJECT, *sources, "experiments/big/")
        self._environment = {**os.environb, b"XDG_STATE_HOME": os.path.join(folder, b"state")}
        self.before = snapshot(self.root)
        begin = time.monotonic()
        self.run("link")
        self.seconds = time.monotonic() - begin
        self.after = {path: (kind, ANY, text) for path, (kind, _, text) in self._seen().items()}
        assert len(self.after) == len(self.before) + _SOURCES
        self._reset()

    def run(self, what: str, *more: str) -> int:
        """The exit code of a command, with options after it, or under strace."""
        words = [*more, *self._words(what)] if what == "link" else [*self._words(what), *more]
        return subprocess.run(words, **self._options(), timeout=_TIMEOUT).returncode

    def killed_after(self, seconds: float) -> None:
        process = subprocess.Popen(self._words("link"), **self._options())
        time.sleep(seconds)
        process.kill()
        process.wait()

    def recovered(self, tally: Tally, *, forward: bool) -> list[str]:
        """Faults of the tree after `cvlink recover`; all is as at first afterwards."""
        left = self.run("recover") == 2
        tally.notes["with a plan to recover" if left else "before or after the batch"] += 1
        code = self.run("recover", "--finish" if forward else "--roll-back")
        found = self._seen()
        ends = [differences(found, end) for end in (self.before, self.after)]
        faults = [] if code == 0 else [f"cvlink recover ended with {code}"]
        wanted = int(forward) if left else int(b"experiments/big/s0" in found)
        self._reset()
        return [*faults, *ends[wanted]]

    def _seen(self) -> Tree:
        return snapshot(self.root)

    def _reset(self) -> None:
        big = os.path.join(self.root, b"experiments/big")
        for name in os.listdir(big):
            os.unlink(os.path.join(big, name))

    def _words(self, what: str) -> list[bytes | str]:
        program = (sys.executable, "-m", "cvlink_gui.cli.main", "--project", self.root)
        if what != "link":
            return [*program, what]
        sources = [os.path.join(self.root, b"data/lots/s%d" % n) for n in range(_SOURCES)]
        return [*program, "link", *sources, os.path.join(self.root, b"experiments/big/"), "--yes"]

    def _options(self) -> dict[str, Any]:
        return {"env": self._environment, "stdout": DEVNULL, "stderr": DEVNULL, "stdin": DEVNULL}
