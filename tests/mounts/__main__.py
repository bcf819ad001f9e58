"""`python -m tests.mounts [SCENARIOS] [--first SEED]`: random scenarios against the kernel.

Prints what was compared, by outcome, and every disagreement with its seed. 1 if there is one.
`--plans` compares the smallest mounts for a project in each, which are made real.
"""

import argparse
import sys
from collections import Counter

from tests.mounts.comparing import compare
from tests.mounts.planning import compare_plans


def main() -> int:
    """300 scenarios are a little over 10,000 paths."""
    parser = argparse.ArgumentParser(prog="python -m tests.mounts", description=__doc__)
    parser.add_argument("scenarios", nargs="?", type=int, default=300)
    parser.add_argument("--first", type=int, default=0, help="the seed of the first one")
    parser.add_argument("--plans", action="store_true", help="the smallest mounts, made real")
    wanted = parser.parse_args()
    work = compare_plans if wanted.plans else compare
    outcomes: Counter[str] = Counter()
    faults = []
    for found in work(range(wanted.first, wanted.first + wanted.scenarios)):
        outcomes += found.outcomes
        faults += found.faults
    for outcome, count in sorted(outcomes.items()):
        sys.stdout.write(f"{count:>8,}  {outcome}\n")
    paths = sum(n for outcome, n in outcomes.items() if outcome.startswith(("path", "link")))
    sys.stdout.write(
        f"{wanted.scenarios:,} scenarios, {paths:,} paths, {len(faults):,} disagreements\n"
    )
    for fault in faults[:20]:
        sys.stdout.write(f"  {fault}\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
