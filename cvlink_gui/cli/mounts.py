"""`cvlink mounts`: check, plan, rewrite."""

import argparse
from collections.abc import Iterable, Iterator, Sequence

from cvlink_gui.cli import output
from cvlink_gui.cli.changing import carry_out
from cvlink_gui.cli.terminal import Output
from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.mounts import Mount, MountMap
from cvlink_gui.core.names import json_path, shown
from cvlink_gui.core.namespace import Verdict
from cvlink_gui.core.plan import plan_json
from cvlink_gui.features.mounts.container import (
    LOST,
    WORDS,
    Container,
    Fate,
    counts,
    fate_json,
    root_causes,
)
from cvlink_gui.features.mounts.maps import typed_map
from cvlink_gui.features.mounts.outputs import written
from cvlink_gui.features.mounts.smallest import WAY_WORDS, Solution, solve
from cvlink_gui.features.project import Project

_NAMED = 3  # links named with one and the same cause
_SCHEMA = "cvlink.mounts/1"


def mounts(
    project: Project, paths: Sequence[bytes], arguments: argparse.Namespace, out: Output
) -> int:
    """1 where a link is not alive in the container, or will not be with what is planned."""
    chosen = typed_map(project, arguments.mount, arguments.at, arguments.map)
    if arguments.action != "plan" and (arguments.emit or arguments.way):
        raise UsageError("--emit and --way belong to `plan`", hint="See `cvlink mounts --help`.")
    if arguments.action == "check":
        return _check(project, chosen, paths, out)
    if arguments.action == "rewrite":
        found = solve(project, chosen, "relative", paths)
        assert found.proposal is not None  # noqa: S101 (this way has one)
        return carry_out(project, found.proposal, arguments, out)
    is_named = arguments.mount or arguments.at or arguments.map
    way = arguments.way or ("remap" if is_named else "same")
    return _plan(solve(project, chosen, way, paths), arguments.emit, out)


def _check(project: Project, chosen: MountMap, paths: Sequence[bytes], out: Output) -> int:
    container = Container(project, chosen)
    fates = list(container.fates(paths))
    data = {}
    if out.json_wanted:
        data = {
            "schema": _SCHEMA,
            "mounts": list(map(_mount_json, chosen.mounts)),
            **json_path(chosen.at, "at"),
            "links": list(map(fate_json, fates)),
            "counts": counts(fates),
        }
    out.result(_check_text(chosen, fates, out), data)
    return int(any(fate.verdict in LOST for fate in fates))


def _check_text(chosen: MountMap, fates: Sequence[Fate], out: Output) -> Iterator[str]:
    yield from _map_text(chosen)
    found = counts(fates)
    for verdict in Verdict:
        if found[verdict]:
            word = out.colored(WORDS[verdict], _COLORS[verdict])
            yield f"  {found[verdict]:>9,} {word}"
    for words, links in sorted(root_causes(fates).items()):
        yield str(words)
        yield from _some(links)


_COLORS = dict.fromkeys(LOST, "31") | {Verdict.SAME: "32", Verdict.IMAGE: "33"}


def _some(links: Sequence[Fate]) -> Iterator[str]:
    """The first of some links; of many how many more there are."""
    for fate in links[:_NAMED]:
        yield f"    {shown(fate.path)} -> {shown(fate.text)}"
    if len(links) > _NAMED:
        yield f"    ... and {len(links) - _NAMED:,} more"


def _map_text(chosen: MountMap) -> Iterator[str]:
    for mount in chosen.mounts:
        mode = "read-only" if mount.read_only else "can be written"
        yield f"{shown(mount.source)} -> {shown(mount.place)}  ({mode})"
    yield f"The project is at {shown(chosen.at)}"


def _plan(found: Solution, form: str, out: Output) -> int:
    """The result is what can be pasted; what has to be known beside it is said."""
    text = written(found, form) if form else ""
    data: dict[str, object] = {}
    if out.json_wanted:
        data = {
            "schema": _SCHEMA,
            "way": found.way,
            "mounts": list(map(_mount_json, found.map.mounts)),
            **json_path(found.map.at, "at"),
            "counts": found.counts,
            "left": list(map(fate_json, found.left)),
            "plan": plan_json(found.proposal) if found.proposal else None,
            "warnings": list(found.warnings),
            "emit": form or None,
            "output": text or None,
        }
    out.result(text.splitlines() if form else _plan_text(found), data)
    for line in _beside(found) if form else ():
        out.say(line)
    return int(bool(found.left))


def _plan_text(found: Solution) -> Iterator[str]:
    yield f"{WAY_WORDS[found.way]}:"
    yield from _map_text(found.map)
    yield f"  {found.counts[Verdict.SAME]:>9,} links alive"
    yield from _beside(found)


def _beside(found: Solution) -> Iterable[str]:
    if found.proposal and found.proposal.plan.steps:
        yield "First, by `cvlink mounts rewrite`:"
        yield from output.proposal_text(found.proposal)
    for warning in found.warnings:
        yield f"warning: {warning}"
    for words, links in sorted(root_causes(found.left).items()):
        yield str(words)
        yield from _some(links)


def _mount_json(mount: Mount) -> dict[str, object]:
    return {
        **json_path(mount.source, "host"),
        **json_path(mount.place, "container"),
        "read_only": mount.read_only,
    }
