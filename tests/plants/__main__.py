"""`python -m tests.plants [--write FILE] [RULE ...]`: all projects; the tables of the document."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cvlink_gui.core.remedies import FIXABLE, REMEDIES
from cvlink_gui.core.rules import RULES
from tests.plants.planting import Plant, wrong
from tests.plants.table import PLANTS


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.plants", description=__doc__)
    parser.add_argument("rule", nargs="*", help="rules to try; all if none is named")
    parser.add_argument("--write", metavar="FILE", help="fill in the tables of the document")
    arguments = parser.parse_args(words)
    if arguments.write and arguments.rule:
        parser.error("--write is for a run of all rules: the document would lose the others")
    chosen = [p for p in PLANTS if not arguments.rule or p.rule in arguments.rule]
    failed = 0
    for plant in chosen:
        faults = tried(plant)
        failed += bool(faults)
        sys.stderr.writelines(f"{plant.rule}, {plant.what}: {fault}\n" for fault in faults)
    sys.stdout.write(f"{len(chosen)} projects, {failed} wrong\n")
    if arguments.write and not failed:
        path = Path(arguments.write)
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    return int(failed > 0)


def tried(plant: Plant) -> list[str]:
    """What an audit of one project got wrong."""
    with tempfile.TemporaryDirectory(prefix="cvlink-plant-") as folder:
        return wrong(plant, os.fsencode(folder) + b"/project")


def filled(text: str) -> str:
    """The document with its generated parts made anew; they stand between marks."""
    text = _between(text, "rules", _rules())
    return _between(text, "plants", _plants())


def _between(text: str, name: str, lines: Iterable[str]) -> str:
    begin, end = f"<!-- {name}, by `python -m tests.plants --write` -->", f"<!-- end of {name} -->"
    head, found, rest = text.partition(begin)
    _, ended, tail = rest.partition(end)
    if not found or not ended:
        raise ValueError(f"the document has no place for {name}")
    return "".join((head, begin, "\n\n", "\n".join(lines).strip(), "\n\n", end, tail))


def _rules() -> Iterator[str]:
    for rule in RULES.values():
        yield f"### {rule.id}"
        yield f"{rule.title}. *{rule.severity.word}, {rule.tier.value}*"
        yield ""
        yield f"- **Found where** {_lowered(rule.defined)}"
        yield f"- **What it does:** {rule.meaning}"
        plan = " `cvlink fix` plans what links can do." if rule.id in FIXABLE else ""
        yield f"- **What to do:** {REMEDIES[rule.id]}{plan}"
        yield ""


def _lowered(text: str) -> str:
    """A sentence in the middle of another; names of programs and errors stay as they are."""
    plain = text[1:2].islower() or text[1:2] == " "
    return text[0].lower() + text[1:] if plain and not text.startswith("COCO") else text


def _plants() -> Iterator[str]:
    faulty = sum(plant.is_faulty for plant in PLANTS)
    sound = len(PLANTS) - faulty
    yield f"{len(PLANTS)} projects: {faulty} with a fault, all of them found;"
    yield f"{sound} without, and no false error in any of them."
    yield ""
    yield "| rule | with the fault | alike, without it |"
    yield "|---|---|---|"
    for rule in (*RULES, ""):
        rows = [plant for plant in PLANTS if plant.rule == rule]
        if rows:
            cells = (
                "; ".join(p.what for p in rows if p.is_faulty is found) for found in (True, False)
            )
            yield f"| {rule or 'none'} | {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
