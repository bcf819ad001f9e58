"""Values of labels: text that is always valid, and never more of them than a server can keep."""

from collections import Counter
from collections.abc import Iterable
from functools import reduce

from cvlink_gui.core.findings import Verdict
from cvlink_gui.core.names import basename, shown
from cvlink_gui.features.metrics.values import Access, Experiment

OTHERS = "(others)"  # what is beyond the limit, summed; a path with a folder is never called so
MOST_EXPERIMENTS = 100
MOST_MOUNTS = 30

_FROM_BAD = (Verdict.NOT_READY, Verdict.UNKNOWN, Verdict.READY_WITH_WARNINGS, Verdict.READY)


def experiment_labels(found: Iterable[Experiment]) -> list[tuple[str, Experiment]]:
    """Experiments with their names; of too many the worst ones, and the others as one.

    A name that several have, or that would mean the others, gives way to the path.
    """
    ordered = sorted(found, key=_from_bad)
    names = Counter(basename(experiment.path) for experiment in ordered)
    names[OTHERS.encode("ascii")] = 2
    first, rest = ordered[:MOST_EXPERIMENTS], ordered[MOST_EXPERIMENTS:]
    named = [
        (shown(e.path if names[basename(e.path)] > 1 else basename(e.path)), e)
        for e in sorted(first, key=lambda experiment: experiment.path)
    ]
    return [*named, (OTHERS, reduce(_both, rest))] if rest else named


def access_labels(found: Iterable[Access]) -> list[tuple[str, Access]]:
    """Mounts with their places; of too many the silent ones, and the others as one."""
    ordered = sorted(found, key=lambda access: (access.answers, access.point))
    first, rest = ordered[:MOST_MOUNTS], ordered[MOST_MOUNTS:]
    named = [
        (shown(access.point), access) for access in sorted(first, key=lambda access: access.point)
    ]
    return [*named, (OTHERS, reduce(lambda a, b: a + b, reversed(rest)))] if rest else named


def _from_bad(experiment: Experiment) -> tuple[int, bool, bytes]:
    return _FROM_BAD.index(experiment.verdict), not experiment.broken, experiment.path


def _both(one: Experiment, other: Experiment) -> Experiment:
    """Two as one: the first is the worse."""
    return Experiment(
        b"",
        one.broken + other.broken,
        one.verdict,
        one.errors + other.errors,
        one.warnings + other.warnings,
    )
