"""A scan of the whole tree beside the peers, with warm and with cold caches."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.bench import corpora, measure, peers
from tests.bench.peers import OURS, PYTHON, Program, Truth
from tests.bench.report import Goal, Table
from tests.bench.setting import Setting

CORPORA = ("coco", "deep", "links1m")
HEAD = ("program", "finds", "s", "ours / it", "CPU s")
# Limits of ours / peer, by corpus.
_LARGE = {"bfs": 0.8, "find": 0.5, peers.SEED: 0.15}
_REAL = {"bfs": 1.0, "find": 0.5, peers.SEED: 0.15}
GOALS: Mapping[str, Mapping[str, float]] = {
    "coco": {**_LARGE, peers.C_READ: 1.5},
    "deep": {**_LARGE, peers.C_READ: 2.1},
    "links1m": {**_LARGE, peers.C_READ: 1.5},
    "/usr": _REAL,
    "papirus": _REAL,
}
COLD_GOALS = {"bfs": 0.8}
COLD_PEERS = ("bfs", "find", peers.C_READ, peers.C_JUDGE)


def warm_cache(setting: Setting) -> Iterator[Table]:
    for name, folder in _places(setting).items():
        peers.truth_by_us(folder)  # else the first of the first round pays for what was not read
        comparison = Comparison(setting, folder, (PYTHON, *peers.PEERS), truth(setting, folder))
        yield comparison.table(f"Scan of {name}, warm cache", GOALS[name])


def cold_cache(setting: Setting) -> Iterator[Table]:
    why = "Not in a quick run." if setting.quick else measure.cold()
    if why:
        goals = [
            Goal(f"Scan of {name}, cold cache", f"ours / {peer}", limit, None)
            for name in CORPORA
            for peer, limit in COLD_GOALS.items()
        ]
        yield Table("Scan, cold cache", notes=[why], goals=goals)
        return
    chosen = [PYTHON, *(peers.BY_NAME[name] for name in COLD_PEERS)]
    for name in CORPORA:
        folder = setting.corpus(name)
        comparison = Comparison(setting, folder, chosen, truth(setting, folder), measure.cold)
        table = comparison.table(f"Scan of {name}, cold cache", COLD_GOALS)
        table.notes.append("Nothing is cached before a run, the programs themselves neither.")
        yield table


def _places(setting: Setting) -> dict[str, str]:
    return {name: setting.corpus(name) for name in CORPORA} | setting.real()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Our scan of one folder beside some peers.

    right        what every answer has to be
    before       called ahead of each run
    environment  more of it for each run
    """

    setting: Setting
    folder: str
    chosen: Sequence[Program]
    right: Truth
    before: Callable[[], object] = lambda: None
    environment: Mapping[str, str] | None = None
    wrong: dict[str, str] = field(default_factory=dict)  # by program: why it has no time
    cpu: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def times(self) -> dict[str, list[float]]:
        """Seconds by program, of those that are here."""
        self.wrong.update({peer.name: peer.missing for peer in self.chosen if peer.missing})
        here = [OURS, *(peer for peer in self.chosen if not peer.missing)]
        return measure.rounds([self._task(program) for program in here], self.setting.rounds)

    def _task(self, program: Program) -> measure.Task:
        command = program.command(self.folder, self.setting.scratch)

        def work() -> float:
            self.before()
            done = measure.run(command, self.environment)
            self.cpu[program.name].append(done.cpu)
            if fault := peers.wrong(program, done, self.right):
                self.wrong[program.name] = fault
            return done.seconds

        return measure.Task(program.name, work, self.setting.slow_rounds if program.slow else 0)

    def ratios(self, times: dict[str, list[float]]) -> dict[str, float]:
        """Ours / peer, where both answered rightly."""
        if OURS.name in self.wrong:
            return {}
        right = (peer.name for peer in self.chosen if peer.name not in self.wrong)
        return {name: measure.ratio(times[OURS.name], times[name]) for name in right}

    def table(self, title: str, limits: Mapping[str, float]) -> Table:
        """The table; `limits` are the goals, as ours / peer by peer."""
        times = self.times()
        ratios = self.ratios(times)
        right = self.right
        made = Table(f"{title}: {right.entries:,} entries, {right.links:,} links", HEAD)
        made.notes.append(f"{right.dangling:,} links dangle, {right.loops:,} lead in a circle.")
        made.wrong = not self.wrong.keys().isdisjoint((OURS.name, PYTHON.name))
        for program in (OURS, *self.chosen):
            name = program.name
            seconds = self.wrong.get(name) or measure.spread(times[name])
            shown = f"{ratios[name]:.2f}" if name in ratios else ""
            cpu = f"{median(self.cpu[name]):.3g}" if name not in self.wrong else ""
            made.rows.append((name, peers.FINDS[program.finds], seconds, shown, cpu))
        for peer, limit in limits.items():
            made.goals.append(Goal(title, f"ours / {peer}", limit, ratios.get(peer)))
        return made


def truth(setting: Setting, folder: str) -> Truth:
    """By construction for a corpus, which our own answer then has to be; else our answer."""
    if folder in setting.real().values():
        return peers.truth_by_us(folder)
    made = setting.known(folder)
    kinds = (corpora.MISSING, corpora.NOT_A_DIR, corpora.LOOP)
    return Truth(made.entries, made.links, *(made.truth[kind] for kind in kinds))
