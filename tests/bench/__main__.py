"""`python -m tests.bench [--quick] [--write FILE] [table ...]`: the benchmark and its document."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence

from tests.bench.report import GOAL_HEAD, Table, document, grid
from tests.bench.setting import Setting
from tests.bench.tables import APART, TABLES


def main(words: Sequence[str] | None = None) -> int:
    """Print each table when it is done; the exit code is 1 if an answer of ours was wrong."""
    asked = _parser().parse_args(words)
    begin = time.monotonic()
    tables: list[Table] = []
    known = {**TABLES, **{name: made for name, (made, _) in APART.items()}}
    if unknown := set(asked.table) - set(known):
        sys.stderr.write(f"no table {', '.join(sorted(unknown))}; there are {', '.join(known)}\n")
        return 2
    apart = APART.get(asked.table[0]) if len(asked.table) == 1 else None
    os.makedirs(asked.corpora, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cvlink-bench-") as scratch:
        _own_settings(scratch)
        setting = Setting(
            asked.corpora, scratch, 1 if asked.quick else asked.rounds, asked.quick, asked.huge
        )
        for name in asked.table or TABLES:
            for table in known[name](setting):
                sys.stdout.write(table.markdown() + "\n")
                sys.stdout.flush()
                tables.append(table)
                if asked.write:  # after every table: a run that is broken off has told what it saw
                    minutes = (time.monotonic() - begin) / 60
                    around = (apart[1],) if apart else ()
                    text = document(tables, _options(asked), minutes, asked.corpora, *around)
                    _write(asked.write, text)
    goals = [goal.row() for table in tables for goal in table.goals]
    sys.stdout.write(grid(GOAL_HEAD, goals) + "\n")
    return int(any(table.wrong for table in tables))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("table", nargs="*", metavar="table", help=", ".join([*TABLES, *APART]))
    parser.add_argument("--quick", action="store_true", help="small corpora, one round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--huge", action="store_true", help="`scale` up to 10,000,000 entries")
    parser.add_argument("--write", metavar="FILE", help="write the document")
    parser.add_argument(
        "--corpora",
        metavar="DIR",
        default=os.path.join(tempfile.gettempdir(), "cvlink-corpora"),
        help="where corpora are made, and kept for the next run",
    )
    return parser


def _options(asked: argparse.Namespace) -> str:
    """The command without the paths of this machine."""
    quick = ["--quick"] if asked.quick else ["--rounds", str(asked.rounds)]
    huge = ["--huge"] if asked.huge else []
    return " ".join([*quick, *huge, *asked.table])


def _own_settings(scratch: str) -> None:
    """Nothing of the user's settings, journals and caches is read or written."""
    for kind in ("CONFIG", "STATE", "DATA", "CACHE"):
        os.environ[f"XDG_{kind}_HOME"] = os.path.join(scratch, kind.lower())


def _write(file: str, text: str) -> None:
    with open(file, "w", encoding="utf-8") as out:
        out.write(text)


if __name__ == "__main__":
    sys.exit(main())
