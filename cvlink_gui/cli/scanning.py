"""`cvlink scan`, and how all commands read a project. Loaded without what only others need."""

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator

from cvlink_gui.cli.terminal import Output
from cvlink_gui.core.bundle import Bundle
from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.links import HEALTH_WORDS, Health, Kind
from cvlink_gui.core.names import json_path, shown
from cvlink_gui.features.survey import Survey
from cvlink_gui.fs.storage import say_silent

_HEALTHS = [health.name.lower() for health in Health]
_KINDS = [kind.name.lower() for kind in Kind]


def scan(arguments: argparse.Namespace, out: Output) -> int:
    """3 if a part of it could not be checked, because storage does not answer."""
    survey = Survey.open(named_root(arguments))
    seconds = read(survey, out, fresh=arguments.fresh, scheduler=arguments.scheduler)
    data = scan_json(survey, seconds) if out.json_wanted else {}
    out.result(scan_text(survey, seconds, out), data)
    if not survey.tree.totals(ROOT).entries and not survey.tree.errors():
        out.say("The folder is empty: check the path, and whether the data is mounted.")
    keep(survey)
    return 3 if survey.storage.silent else 0


def named_root(arguments: argparse.Namespace) -> bytes:
    """The project a command is about: DIR, `--project`, or the nearest folder upward."""
    named: str | None = getattr(arguments, "dir", None)
    named = arguments.project if named is None else named
    if named is not None:
        return os.fsencode(named)
    from cvlink_gui.fs import config

    return config.find_root(b".")


def read(survey: Survey, out: Output, *, fresh: bool = False, scheduler: str = "") -> float:
    """Fill the tree; the seconds that took.

    fresh      read everything, whatever an earlier run has found
    scheduler  the address of a cluster that reads it, everything as well
    """
    begin = time.monotonic()
    for batch in _batches(survey, out, fresh=fresh, scheduler=scheduler):
        survey.take_all(batch)
        out.progress(f"{max(len(survey.tree), survey.found):,} entries")
    out.progress("")
    for state in survey.storage.silent:
        out.fail(say_silent(state))
    seconds = time.monotonic() - begin
    for line in _details(survey, seconds) if out.verbose else ():
        out.detail(line)
    return seconds


def _batches(survey: Survey, out: Output, *, fresh: bool, scheduler: str) -> Iterable[Bundle]:
    if scheduler:
        from cvlink_gui.features import cluster  # most scans do without

        return cluster.scan(survey, scheduler, say=out.say)
    if not fresh:
        survey.known()
    return survey.scan(fresh=fresh, anew=True)


def _details(survey: Survey, seconds: float) -> Iterator[str]:
    """What `--verbose` adds: each folder that could not be read, each mount that was asked."""
    for path, number in sorted(survey.tree.errors()):
        yield f"{shown(path) or '.'}: could not be read: {os.strerror(number)}"
    for state in survey.storage.states:
        place, median = shown(state.mount.point), state.median * 1000
        yield f"{place}: {state.asked:,} calls answered, {median:.1f} ms in the middle"
    yield f"{len(survey.tree):,} entries in {seconds:.3f} s"


def keep(survey: Survey) -> None:
    """Keep what was read for the next run: nothing a reader of the result has to wait for."""
    sys.stdout.flush()
    survey.keep()


def scan_json(survey: Survey, seconds: float) -> dict[str, object]:
    """The `cvlink.scan/1` object: counts, every link, every folder that could not be read."""
    tree = survey.tree
    nodes = list(tree.links())
    links = [
        {
            **json_path(path),
            **json_path(tree.target(node), "target"),
            "health": _HEALTHS[tree.healths[node]],
            "kind": _KINDS[tree.kinds[node]],
            "target_kind": None if tree.healths[node] else _KINDS[tree.target_kind(node)],
        }
        for node, path in zip(nodes, tree.paths(nodes), strict=True)
    ]
    return {
        "schema": "cvlink.scan/1",
        **json_path(survey.root, "root"),
        "counts": survey.counts(),
        "links": links,
        "errors": errors_json(survey),
        "seconds": round(seconds, 3),
    }


def errors_json(survey: Survey) -> list[dict[str, str]]:
    """Mounts that do not answer, and folders that could not be read."""
    silent = [(state.mount.point, say_silent(state)) for state in survey.storage.silent]
    errors = [(path, os.strerror(number)) for path, number in sorted(survey.tree.errors())]
    return [{**json_path(path), "message": words} for path, words in silent + errors]


def scan_text(survey: Survey, seconds: float, out: Output) -> Iterable[str]:
    """Counts, then every link that is not well, by cause."""
    tree, totals = survey.tree, survey.tree.totals(ROOT)
    yield f"{shown(survey.root)}  ({seconds:.2f} s)"
    yield f"  {totals.entries:,} entries, {totals.folders:,} folders, {totals.links:,} links"
    words = [out.colored(HEALTH_WORDS[h], "31" if h else "32") for h in Health]
    for health in sorted(Health, reverse=True):
        if count := totals.by_health[health]:
            yield f"  {count:>9,} {words[health]}"
    bad, healths = tree.unwell(), tree.healths
    rows = zip([-healths[node] for node in bad], tree.paths(bad), bad, strict=True)
    for severity, path, node in sorted(rows):
        text = tree.target(node)
        yield f"{shown(path)} -> {shown(text)}  {words[-severity]}{_elsewhere(text)}"
    for path, number in sorted(tree.errors()):
        yield f"{shown(path) or '.'}: could not be read: {os.strerror(number)}"


def _elsewhere(text: bytes) -> str:
    """What is said of a broken link that was written on Windows."""
    if b"\\" not in text and text[1:2] != b":":  # hardly any
        return ""
    from cvlink_gui.core.foreign import written_elsewhere

    found = written_elsewhere(text)
    return f" ({found})" if found else ""
