"""The soak: `python -m tests.scrape [--seconds N] [--seed N]`, two hours if unsaid.

Prints what came of it; the exit code is 1 if anything is wrong.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.scrape.soak import soak

HOURS_2 = 7_200


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=HOURS_2)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cvlink-scrape-") as folder:
        seen = soak(Path(folder), arguments.seconds, arguments.seed)
    rows = {
        "scrapes": f"{seen.scrapes:,}",
        "slowest": f"{seen.slowest * 1000:.0f} ms",
        "changes": f"{seen.changes:,}",
        "checks against find": f"{seen.checks:,}",
        "memory (exporter, looking), MB": _span(seen.memory, 1 << 20),
        "open files": _span(seen.files, 1),
    }
    for name, value in rows.items():
        print(f"{name:32} {value}")
    wrong = seen.judged()
    print("\n".join(wrong) or "nothing is wrong")
    return 1 if wrong else 0


def _span(used: list[tuple[int, ...]], unit: int) -> str:
    first, last = (tuple(round(n / unit, 1) for n in row) for row in (used[0], used[-1]))
    return f"{first} at first, {last} at last"


if __name__ == "__main__":
    sys.exit(main())
