"""What a table is, how it is written as Markdown, and the document around all of them."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from tests.bench import peers, tried

_DOCUMENT = """# Performance

Generated on {date} by `python -m tests.bench {command}` in {minutes:.0f} min. Do not edit it by
hand; run the command again.

Machine: Linux {kernel}, {processors} processors, {memory:.0f} GB of memory, Python {python};
corpora on {storage}; load before the run {load:.1f}. Peers: {peers}.
{compiled_part}

All programs run as whole processes, start and end included, and take turns within a round. A cell
is the median of the rounds, with the smallest and the largest. A ratio is the median of the ratios
of the rounds; below 1 we are faster. Slow peers take part in fewer rounds. An answer is checked
in every run: a wrong one is reported instead of its time. `find`, `bfs` and `rmlint` do not see
links in a circle, `fd` and one C program judge no link; we deliver path, target, health and kind
of every link.

## Goals

{goals}
"""
_QUICK = "A quick run: its corpora are so small that only the starts of programs are seen.\n\n"
PART_HEAD = ("tables", "measured", "min", "rounds", "load before")
GOAL_HEAD = ("where", "goal", "limit", "measured", "reached")


class Goal(NamedTuple):
    """One goal and what was measured; None for what could not be measured here."""

    where: str
    words: str
    limit: float
    measured: float | None
    unit: str = ""

    def row(self) -> tuple[str, ...]:
        limit = f"<= {self.limit:g}{self.unit}"
        if self.measured is None:
            return (self.where, self.words, limit, "-", "not measured")
        reached = "yes" if self.is_reached else "**no**"
        return (self.where, self.words, limit, f"{self.measured:.3g}{self.unit}", reached)

    @property
    def is_reached(self) -> bool:
        return self.measured is not None and self.measured <= self.limit


@dataclass(slots=True)
class Table:
    """One table: a heading, its rows, what has to be known of it, the goals it speaks to."""

    title: str
    head: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    wrong: bool = False  # an answer of ours was wrong

    def markdown(self) -> str:
        parts = [f"## {self.title}", *self.notes]
        if self.rows:
            parts.append(grid(self.head, self.rows))
        return "\n\n".join(parts) + "\n"


def grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


@dataclass(frozen=True, slots=True)
class Part:
    """What one word of the command line gave.

    minutes  it took
    load     processes that ran on average in the minute before
    when     it was done
    """

    word: str
    tables: list[Table]
    minutes: float
    rounds: int
    load: float
    when: datetime

    def row(self) -> tuple[str, ...]:
        day = f"{self.when:%Y-%m-%d %H:%M}"
        return (self.word, day, f"{self.minutes:.1f}", str(self.rounds), f"{self.load:.1f}")


def document(
    parts: Sequence[Part],
    words: Sequence[str],
    command: str,
    corpora: str,
    around: str = _DOCUMENT,
) -> str:
    """The whole of `docs/performance.md`, or of another document with its text `around`.

    words  of all parts that belong into it; it says which were not measured
    """
    tables = [table for part in parts for table in part.tables]
    measured = [goal for table in tables for goal in table.goals]
    goals = [goal.row() for goal in measured]
    quick = _QUICK if "--quick" in command.split() else ""
    head = around.format(
        date=datetime.now(UTC).date(),
        command=command,
        minutes=sum(part.minutes for part in parts),
        kernel=platform.release(),
        processors=os.cpu_count(),
        memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30,
        python=platform.python_version(),
        storage=_file_system(corpora),
        load=max(part.load for part in parts),
        compiled_part=peers.compiled_part(),
        peers=", ".join(peers.versions()),
        goals=quick + (grid(GOAL_HEAD, goals) if goals else "None of these tables has one."),
    )
    missed = Table("Goals that are not reached", tried.HEAD, tried.rows(measured))
    rows = {part.word: part.row() for part in parts}
    left = ("not measured", *[""] * (len(PART_HEAD) - 2))
    each = [rows.get(word, (word, *left)) for word in words]
    when = Table("When each was measured", PART_HEAD, each)
    shown = [*([missed] if missed.rows else []), *tables, when]
    return "\n".join([head, *(table.markdown() for table in shown)])


def _file_system(folder: str) -> str:
    """The type of the file system a folder lies on."""
    device = os.stat(folder).st_dev
    wanted = f"{os.major(device)}:{os.minor(device)}"
    with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.split()[2] == wanted:
                return line.partition(" - ")[2].split()[0]
    return "a file system without a name"
