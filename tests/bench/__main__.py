"""`python -m tests.bench [--quick] [--write FILE] [table ...]`: the benchmark and its document."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from tests.bench import parts
from tests.bench.report import GOAL_HEAD, Part, Table, document, grid
from tests.bench.setting import Setting
from tests.bench.tables import APART, TABLES

Maker = Callable[[Setting], Iterator[Table]]


def main(words: Sequence[str] | None = None) -> int:
    """Print each table when it is done; the exit code is 1 if an answer of ours was wrong."""
    asked = _parser().parse_args(words)
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
        kept = asked.keep or os.path.join(scratch, "measured")
        chosen = asked.table or list(TABLES)
        for name in chosen:
            for part in _parts(name, known[name], setting):
                parts.keep(kept, part)
                if asked.write:
                    words = [name] if apart else list(TABLES)
                    found = list(parts.known(kept, words))
                    around = (apart[1],) if apart else ()
                    text = document(found, words, _options(asked), asked.corpora, *around)
                    _write(asked.write, text)
        measured = [table for part in parts.known(kept, chosen) for table in part.tables]
    sys.stdout.write(grid(GOAL_HEAD, [g.row() for table in measured for g in table.goals]) + "\n")
    return int(any(table.wrong for table in measured))


def _parts(name: str, make: Maker, setting: Setting) -> Iterator[Part]:
    """What is measured by one word, after every table: a run may be broken off."""
    begin, load = time.monotonic(), os.getloadavg()[0]
    tables: list[Table] = []
    for table in make(setting):
        sys.stdout.write(table.markdown() + "\n")
        sys.stdout.flush()
        tables.append(table)
        minutes = (time.monotonic() - begin) / 60
        yield Part(name, tables, minutes, setting.rounds, load, datetime.now(UTC))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("table", nargs="*", metavar="table", help=", ".join([*TABLES, *APART]))
    parser.add_argument("--quick", action="store_true", help="small corpora, one round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--huge", action="store_true", help="`scale` up to 10,000,000 entries")
    parser.add_argument("--write", metavar="FILE", help="write the document")
    parser.add_argument(
        "--keep",
        metavar="DIR",
        help="keep what was measured there: the document then has all tables that are kept, "
        "so that they can be measured piece by piece",
    )
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
    piece_by_piece = asked.table if len(asked.table) == 1 and asked.table[0] in APART else []
    return " ".join([*quick, *huge, *piece_by_piece])


def _own_settings(scratch: str) -> None:
    """Nothing of the user's settings, journals and caches is read or written."""
    for kind in ("CONFIG", "STATE", "DATA", "CACHE"):
        os.environ[f"XDG_{kind}_HOME"] = os.path.join(scratch, kind.lower())


def _write(file: str, text: str) -> None:
    with open(file, "w", encoding="utf-8") as out:
        out.write(text)


if __name__ == "__main__":
    sys.exit(main())
