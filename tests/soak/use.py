"""What a process uses, and a table of it."""

import os
import platform
import statistics
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import PySide6

_PARTS = 10
_MEMORY = 1.05  # times what it was
_POOL = 4  # threads the window makes when it needs them


@dataclass(frozen=True, slots=True)
class Use:
    """`memory` in bytes: what is resident."""

    memory: int
    descriptors: int
    threads: int

    @classmethod
    def now(cls) -> "Use":
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return cls(
            pages * os.sysconf("SC_PAGE_SIZE"),
            len(os.listdir("/proc/self/fd")),
            threading.active_count(),
        )


@dataclass
class Seen:
    """All that a soak has seen. `used` is one Use every half second."""

    platform: str
    seconds: float
    seed: int
    before: Use
    after: Use
    used: Sequence[Use]
    changes: int
    deeds: int
    entries: int
    faults: list[str]

    def judged(self) -> list[str]:
        """What is wrong with it: what was found, and what grew."""
        early, late = self._memory(2, 4), self._memory(_PARTS - 2, _PARTS)
        wrong = list(self.faults)
        if late > early * _MEMORY:
            wrong.append(f"memory grew to {late / early:.3f} of what it was")
        if self.after.descriptors > self.before.descriptors:
            wrong.append("descriptors were left open")
        if self.after.threads > self.before.threads + _POOL:
            wrong.append("threads were left")
        return wrong

    def _part(self, first: int, end: int) -> Sequence[Use]:
        """What was used from one tenth of the time to another."""
        size = max(1, len(self.used) // _PARTS)
        return self.used[first * size : end * size] or self.used[-1:]

    def _memory(self, first: int, end: int) -> float:
        return statistics.median(use.memory for use in self._part(first, end))

    def table(self) -> str:
        """All of it in words and figures."""
        python = f"Python {platform.python_version()}, PySide6 {PySide6.__version__}"
        where = f"Qt platform `{self.platform}`, {python}, {platform.system()}"
        early, late = self._memory(2, 4) / 1e6, self._memory(_PARTS - 2, _PARTS) / 1e6
        tenths = range(_PARTS)
        rows = [
            f"{self.seconds:,.0f} s, seed {self.seed}, {where} {platform.machine()}.",
            f"{self.changes:,} changes by another process, {self.deeds:,} things done in the",
            f"window, {self.entries:,} entries at the end.",
            "",
            "| | before | after |",
            "|---|---|---|",
            f"| median memory, second and last fifth, MB | {early:.1f} | {late:.1f} |",
            f"| descriptors at rest | {self.before.descriptors} | {self.after.descriptors} |",
            f"| threads at rest | {self.before.threads} | {self.after.threads} |",
            f"| differences between window and disk | | {len(self.faults)} |",
            "",
            "| tenth of the time | " + " | ".join(str(n + 1) for n in tenths) + " |",
            "|---|" + "---|" * _PARTS,
            _row("memory, median, MB", [f"{self._memory(n, n + 1) / 1e6:.1f}" for n in tenths]),
            _row("descriptors, most", [self._most(n, "descriptors") for n in tenths]),
            _row("threads, most", [self._most(n, "threads") for n in tenths]),
        ]
        return "\n".join(rows)

    def _most(self, part: int, name: str) -> str:
        return str(max(getattr(use, name) for use in self._part(part, part + 1)))


def _row(title: str, cells: Sequence[str]) -> str:
    return f"| {title} | " + " | ".join(cells) + " |"
