"""A scan where each metadata call takes 300 us longer, as a model of network storage."""

import os
from collections.abc import Iterator

from tests.bench import measure, peers
from tests.bench.native import compiled
from tests.bench.peers import OURS, Program
from tests.bench.report import Goal, Table
from tests.bench.setting import Setting
from tests.bench.tables.scan import Comparison, truth

MICROSECONDS = 300
TITLE = f"Scan with {MICROSECONDS} us more a call"
LIMIT = 0.2
PEERS = ("bfs", "find", "fd", "os.walk, islink, exists", peers.C_JUDGE)
CORPUS, ENTRIES = "coco", 6_700  # 5,000 links


def table(setting: Setting) -> Iterator[Table]:
    """The shim slows the calls of every program that go through the C library."""
    shim = compiled("slow", setting.scratch)
    if shim is None:
        note = "Not measured: there is no C compiler here."
        yield Table(TITLE, notes=[note], goals=[Goal(TITLE, "ours / bfs", LIMIT, None)])
        return
    folder = setting.corpus(CORPUS, 700 if setting.quick else ENTRIES)
    counter = os.path.join(setting.scratch, "calls")
    environment = {
        "LD_PRELOAD": shim,
        "SLOW_BELOW": os.path.realpath(folder),
        "SLOW_MICROSECONDS": str(MICROSECONDS),
        "SLOW_COUNT": counter,
    }
    chosen = [peers.PYTHON, *(peers.BY_NAME[name] for name in PEERS)]
    _set(counter)
    right = truth(setting, folder)
    comparison = Comparison(setting, folder, chosen, right, environment=environment)
    made = comparison.table(TITLE, {"bfs": LIMIT})
    made.head = (*made.head, "calls")
    calls = {
        program.name: _calls(program, folder, setting, environment)
        for program in (OURS, *chosen)
        if not program.missing
    }
    made.rows = [(*row, calls.get(row[0], "-")) for row in made.rows]
    made.notes.append("Only calls below the folder are slowed, not those of a program's own start.")
    yield made


def _calls(program: Program, folder: str, setting: Setting, environment: dict[str, str]) -> str:
    """How many calls a program makes below the folder."""
    _set(environment["SLOW_COUNT"])
    measure.run(program.command(folder, setting.scratch), environment)
    with open(environment["SLOW_COUNT"], "rb") as file:
        return f"{int.from_bytes(file.read(8), 'little'):,}"


def _set(counter: str) -> None:
    with open(counter, "wb") as file:
        file.write(bytes(8))
