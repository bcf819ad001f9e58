"""Runs of whole processes: seconds, output, peak memory; rounds that take turns."""

import contextlib
import os
import resource
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

TIMEOUT = 1800.0
_SAMPLE_SECONDS = 0.004


class Run(NamedTuple):
    """One run of a program, start and end included.

    cpu    seconds of processor time, of all processes that were waited for
    error  the last line of its stderr
    """

    seconds: float
    output: bytes
    code: int
    cpu: float = 0.0
    error: str = ""


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Run:
    """Run it to its end."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        before = _cpu_of_children()
        begin = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env={**os.environ, **(environment or {})},
        )
        # With a limit of its own, `wait` looks every 50 ms: half of what short commands take.
        watchdog = threading.Timer(TIMEOUT, process.kill)
        watchdog.start()
        try:
            code = process.wait()
            seconds = time.perf_counter() - begin
        finally:
            watchdog.cancel()
        out.seek(0)
        err.seek(0)
        said = err.read().decode(errors="replace").strip()
        cpu = _cpu_of_children() - before
        return Run(seconds, out.read(), code, cpu, said.rpartition("\n")[2])


def _cpu_of_children() -> float:
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def peak_bytes(command: Sequence[str], environment: Mapping[str, str] | None = None) -> int:
    """The peaks of resident memory of a program and all its processes, added up.

    Pages that processes share count once for each, so this is an upper bound.
    """
    peaks: dict[int, int] = {}
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
    ) as process:
        while process.poll() is None:
            for pid in _family(process.pid):
                peaks[pid] = max(peaks.get(pid, 0), _peak_of(pid))
            time.sleep(_SAMPLE_SECONDS)
    return sum(peaks.values())


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    children: list[int] = []
    with contextlib.suppress(OSError):  # it may end while it is looked at
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
                children += map(int, file.read().split())
    return [pid, *(found for child in children for found in _family(child))]


def _peak_of(pid: int) -> int:
    with contextlib.suppress(OSError), open(f"/proc/{pid}/status", encoding="utf-8") as file:
        for line in file:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


class Task(NamedTuple):
    """A row of a table: `work` is called once a round, and the seconds it gives are kept.

    rounds  it takes part in so many of the first rounds; 0 for all of them
    """

    name: str
    work: Callable[[], float]
    rounds: int = 0


def rounds(tasks: Sequence[Task], count: int) -> dict[str, list[float]]:
    """Seconds by task. Tasks take turns (A B C, B C A, ...), so what slows one slows all."""
    seconds: dict[str, list[float]] = {task.name: [] for task in tasks}
    for number in range(count):
        shift = number % len(tasks)
        for task in (*tasks[shift:], *tasks[:shift]):
            if number < (task.rounds or count):
                seconds[task.name].append(task.work())
    return seconds


def ratio(ours: Sequence[float], other: Sequence[float]) -> float:
    """The median of ours / other over the rounds both took part in."""
    return statistics.median(a / b for a, b in zip(ours, other, strict=False))


def spread(seconds: Sequence[float]) -> str:
    """Median, and the smallest and the largest."""
    median = statistics.median(seconds)
    if len(seconds) == 1:
        return f"{median:.3g}"
    return f"{median:.3g} ({min(seconds):.3g} - {max(seconds):.3g})"


def cold() -> str:
    """Drop the caches of the kernel; a sentence if that cannot be done here."""
    try:
        os.sync()
        with open("/proc/sys/vm/drop_caches", "w", encoding="ascii") as file:
            file.write("3\n")
    except OSError as error:
        return f"The caches cannot be dropped here: {error.strerror}."
    return ""
