"""The window beside eight mounts that hang: how late its event loop is, how long quitting takes.

A virtual machine stands still now and then. A thread that only sleeps tells: where it was late as
well, the case is measured again.
"""

import contextlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

from cvlink_gui.core.links import Health
from tests.conftest import build
from tests.faults.program import Tally, scratch
from tests.storage.volume import Volume, volumes, why_not

MOUNTS = 8
_WHEN = ("before it is opened", "while it is scanned", "after the scan")
_LEAVES = ("at once", "when all is known")
_FOLDERS = 30
_GAP_MS, _QUIT_SECONDS = 50, 2.0  # the figures to reach
_HUNG_MS, _HUNG_SECONDS = 2_000, 20.0  # more than this is no load of the machine
_STILL_MS = 20  # a sleeper is not so late beside others at work: it waits for none of them
_TRIES = 3
_NAP = 0.005
_PATIENCE = 90.0


def hung_mounts(cases: int, seed: int) -> Tally:
    """Eight FUSE mounts hang before, while or after a scan; then the window is closed."""
    tally = Tally(skipped=why_not())
    for number in range(0 if tally.skipped else cases):
        when, leaves = _WHEN[number % 3], _LEAVES[number % 2]
        where = f"seed {seed}, {when}, left {leaves}"
        with tally.case(where):
            seen = _measured(when, leaves)
            for _ in range(_TRIES - 1):
                if seen.gap <= _GAP_MS or seen.still <= _STILL_MS:
                    break
                tally.notes["measured again, as the machine itself stood still"] += 1
                seen = _measured(when, leaves)
            tally.blame(where, *_judged(tally, seen))
    return tally


class _Seen(NamedTuple):
    """How late the event loop was, and one that only sleeps, in ms; seconds to quit; its words."""

    gap: float
    still: float
    quitting: float
    said: list[str]


def _measured(when: str, leaves: str) -> _Seen:
    with (
        scratch(memory=False) as folder,
        volumes(Path(os.fsdecode(folder)), MOUNTS) as made,
    ):
        return _one(folder, made, when, leaves)


class _Sleeper(contextlib.AbstractContextManager["_Sleeper"]):
    """A thread that only sleeps; `late` is how many ms at worst it was late."""

    def __init__(self) -> None:
        self.late = 0.0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._sleep)
        self._thread.start()

    def _sleep(self) -> None:
        while not self._end.is_set():
            before = time.monotonic()
            time.sleep(_NAP)
            self.late = max(self.late, (time.monotonic() - before - _NAP) * 1000)

    def __exit__(self, *_error: object) -> None:
        self._end.set()
        self._thread.join()


def _one(folder: bytes, made: list[Volume], when: str, leaves: str) -> _Seen:
    root = _project(folder, made)
    words = [sys.executable, "-m", "tests.faults.hung_window", os.fsdecode(root)]
    if leaves != _LEAVES[0]:
        words.append("known")
    if when == _WHEN[0]:
        _hang(made)
    window = subprocess.Popen(words, env=_environment(folder), text=True, **_PIPES)
    watchdog = threading.Timer(_PATIENCE, window.kill)  # what it never says is a fault
    watchdog.start()
    try:
        said = _until(window, "scanning")
        with _Sleeper() as sleeper:  # as long as the window measures its event loop
            if when == _WHEN[1]:
                _hang(made)
            said += _until(window, "scanned") if when == _WHEN[2] else []
            _hang(made)
            assert window.stdin is not None
            window.stdin.write("go on\n")
            window.stdin.flush()
            said += _until(window, "closing")
        begin = time.monotonic()
        window.wait(_PATIENCE)
        gap = max(float(line.split()[1]) for line in said if line.startswith("late "))
        return _Seen(gap, sleeper.late, time.monotonic() - begin, said)
    finally:
        watchdog.cancel()
        window.kill()
        for pipe in (window.stdin, window.stdout):
            with contextlib.suppress(BrokenPipeError):
                assert pipe is not None
                pipe.close()


_PIPES = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}


def _judged(tally: Tally, seen: _Seen) -> list[str]:
    gap, quitting = seen.gap, seen.quitting
    tally.notes[f"event loop {_within(gap, _GAP_MS, 'ms')}"] += 1
    tally.notes[f"quitting {_within(quitting, _QUIT_SECONDS, 's')}"] += 1
    tally.notes["ms the event loop was late at worst, in all"] += round(gap)
    tally.notes["ms to quit, in all"] += round(quitting * 1000)
    faults = []
    if gap > _HUNG_MS:
        faults.append(f"the event loop stood still for {gap:.0f} ms")
    known = [line for line in seen.said if line.startswith("known ")]
    faults += [line for line in known if line != f"known {_expected()}"]
    if quitting > _HUNG_SECONDS:
        faults.append(f"quitting took {quitting:.1f} s")
    return faults


def _expected() -> list[int]:
    """Links by health: each folder has one of its own, and one into every mount."""
    counts = [0] * len(Health)
    counts[Health.OK], counts[Health.NOT_ANSWERING] = _FOLDERS, _FOLDERS * MOUNTS
    return counts


def _within(value: float, limit: float, unit: str) -> str:
    return f"within {limit:g} {unit}" if value <= limit else f"later than {limit:g} {unit}"


def _until(window: subprocess.Popen[str], word: str) -> list[str]:
    """The lines up to the one with this word."""
    assert window.stdout is not None
    lines: list[str] = []
    for line in window.stdout:
        lines.append(line.strip())
        if lines[-1] == word:
            return lines
    raise RuntimeError(f"the window ended before it said {word!r}: {lines[-3:]}")


def _project(folder: bytes, made: list[Volume]) -> bytes:
    lines = [f"data/raw/{number}.jpg" for number in range(_FOLDERS)]
    for number in range(_FOLDERS):
        lines.append(f"data/sets/{number}/own.jpg -> ../../raw/{number}.jpg")
        lines += [
            f"data/sets/{number}/far{n} -> {volume.point}/{number}.jpg"
            for n, volume in enumerate(made)
        ]
    for volume in made:
        for number in range(_FOLDERS):
            (volume.inside / f"{number}.jpg").touch()
    return build(os.path.join(folder, b"project"), *lines)


def _hang(made: list[Volume]) -> None:
    time.sleep(0.2)  # what a mount said last is believed for a moment: that is another matter
    for volume in made:
        volume.order(hang=True)


def _environment(folder: bytes) -> dict[str, str]:
    own = {
        f"XDG_{kind}_HOME": os.path.join(os.fsdecode(folder), kind.lower())
        for kind in ("CONFIG", "STATE", "CACHE", "DATA")
    }
    return {**os.environ, **own, "QT_QPA_PLATFORM": "offscreen"}
