"""`python -m tests.faults [--quick] [--write FILE] [area ...]`: the programme, and its document."""

import argparse
import gc
import platform
import shlex
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from tests.faults.areas.planted import PLANTS
from tests.faults.program import HEAD, Area, Result, measure
from tests.faults.table import AREAS

_DOCUMENT = """# What the edit engine survives

Generated on {date} by `{command}`
(Linux {kernel}, Python {python}, seed {seed}, {seconds} s with {jobs} processes).
Do not edit it by hand; run the command again.

`python -m tests.faults` makes every case anew from its seed, `--quick` runs a share of each area,
and names of areas pick some. It needs Linux; the power cuts need root, loop devices and the tools
of the file systems, the killed commands use `strace` where it is installed. Nothing here was run
on kernel NFS, Windows or macOS hardware.

{table}

## The areas

{areas}

## The planted faults

Mistakes planted in the engine, each of which the area beside it has to find.

{plants}
"""


def main(words: Sequence[str] | None = None) -> int:
    parser = _parser()
    arguments = parser.parse_args(words)
    if arguments.write and arguments.area:
        parser.error("--write is for a run of all areas: the document would lose the others")
    chosen = _chosen(arguments.area)
    if chosen is None:
        sys.stderr.write("areas: " + ", ".join(area.name for area in AREAS) + "\n")
        return 2
    gc.freeze()  # children that are forked by the thousand copy less
    begin = time.monotonic()
    sys.stdout.write(f"{HEAD}\n")
    results = []
    options = {"quick": arguments.quick, "seed": arguments.seed, "jobs": arguments.jobs}
    for result in measure(chosen, **options):
        sys.stdout.write(f"{result.row()}\n")
        sys.stdout.flush()
        sys.stderr.writelines(f"{fault}\n" for fault in result.tally.faults)
        results.append(result)
        if arguments.write:  # after every area: a run that is broken off has told what it reached
            command = shlex.join(sys.argv[1:] if words is None else words)
            _write(arguments, command, results, time.monotonic() - begin)
    return int(any(result.tally.faults for result in results))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("area", nargs="*", help="areas to run, by the beginning of their names")
    parser.add_argument("--quick", action="store_true", help="a share of each area")
    parser.add_argument("--write", metavar="FILE", help="write the document")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    return parser


def _chosen(names: Sequence[str]) -> list[Area] | None:
    """The areas that begin with one of the names; None for a name of none."""
    if not all(any(area.name.startswith(name) for area in AREAS) for name in names):
        return None
    return [a for a in AREAS if not names or any(a.name.startswith(name) for name in names)]


def _write(
    arguments: argparse.Namespace, words: str, results: Sequence[Result], seconds: float
) -> None:
    areas = [f"- **{r.area.name}**: {_first_line(r.area)}" for r in results]
    plants = [f"| {plant.name} | {_area_of(plant.finder)} |" for plant in PLANTS]
    text = _DOCUMENT.format(
        date=datetime.now(UTC).strftime("%Y-%m-%d"),
        command=f"python -m tests.faults {words}",
        kernel=platform.release().partition("-")[0],
        python=platform.python_version(),
        seed=arguments.seed,
        seconds=f"{seconds:,.0f}",
        jobs=arguments.jobs,
        table="\n".join([HEAD, *(result.row() for result in results)]),
        areas="\n".join(areas),
        plants="\n".join(["| mistake | found by |", "|---|---|", *plants]),
    )
    with open(arguments.write, "w", encoding="utf-8") as file:
        file.write(text)


def _first_line(area: Area) -> str:
    return (area.run.__doc__ or area.wrong).partition("\n")[0]


def _area_of(run: object) -> str:
    return next(area.name for area in AREAS if area.run is run)


if __name__ == "__main__":
    sys.exit(main())
