"""Peak memory of a scan, all processes of a program together."""

from collections.abc import Iterator

from tests.bench import measure, peers
from tests.bench.report import Goal, Table
from tests.bench.setting import Setting
from tests.bench.tables.scan import CORPORA

LIMIT = 250.0
PEERS = ("find", "bfs", "rmlint", peers.SEED)
TITLE = "Peak memory of a scan"


def table(setting: Setting) -> Iterator[Table]:
    made = Table(TITLE, ("program", *(f"{name}: MB, bytes an entry" for name in CORPORA)))
    made.notes.append(
        "The peaks of a program and of its helper processes, added up; pages they share count "
        "once for each."
    )
    folders = {name: setting.corpus(name) for name in CORPORA}
    for program in (peers.OURS, peers.PYTHON, *(peers.BY_NAME[name] for name in PEERS)):
        cells = []
        for name, folder in folders.items():
            if program.missing:
                cells.append(program.missing)
                continue
            peak = measure.peak_bytes(program.command(folder, setting.scratch))
            each = peak / setting.known(folder).entries
            cells.append(f"{peak / 1e6:.0f}, {each:.0f}")
            if program is peers.OURS:
                words = "bytes an entry"
                made.goals.append(Goal(f"{TITLE}: {name}", words, LIMIT, each))
        made.rows.append((program.name, *cells))
    yield made
