"""`cvlink backup`, `cvlink diff` and `cvlink restore`."""

import argparse
import os
import time
from collections.abc import Iterator, Sequence

from cvlink_gui.cli.changing import show_and_run
from cvlink_gui.cli.experiments import compare
from cvlink_gui.cli.main import BY_SETTING
from cvlink_gui.cli.terminal import Output
from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.names import json_path, shown
from cvlink_gui.core.settings import SNAPSHOT_HOURS
from cvlink_gui.core.snapshots import (
    Snapshot,
    Why,
    difference,
    difference_json,
    difference_text,
)
from cvlink_gui.features import comparing, snapshots
from cvlink_gui.features.project import Project
from cvlink_gui.fs.snapshots import Stored


def backup(project: Project, arguments: argparse.Namespace, out: Output) -> int:
    """3 where not all of the project could be read."""
    if arguments.list:
        return _list(project, out)
    file = None if arguments.file is None else os.path.abspath(os.fsencode(arguments.file))
    head = {"schema": "cvlink.backup/1", **json_path(project.root, "root")}
    hours = _hours(project, arguments.if_older_than)
    if hours is not None and not snapshots.is_due(project, hours, file):
        out.result([f"The last snapshot is not {hours:g} hours old."], {**head, "done": False})
        return 0
    found = _take(project, out)
    if file is None:
        why = Why.ASKED if hours is None else Why.SCHEDULE
        file = snapshots.keep(project, found, why).path
    else:
        snapshots.save(project, found, file)
    data = {"done": True, **json_path(file, "file"), "links": len(found.links)}
    unread = [json_path(folder) for folder in found.unread]
    lines = [f"{len(found.links):,} links kept in {shown(file)}"]
    out.result(lines, {**head, **data, "unread": unread})
    for folder in found.unread:
        out.fail(f"{shown(folder)}: could not be read, so links in it are not in the snapshot")
    return 3 if found.unread else 0


def diff(project: Project, arguments: argparse.Namespace, out: Output) -> int:
    """What is on the second side and not on the first, and the other way round.

    Two names that are experiments, and no snapshots, are compared as experiments.
    """
    if arguments.b is not None and _are_experiments(project, arguments.a, arguments.b):
        return compare(project, arguments.a, arguments.b, out)
    before, old = _side(project, arguments.a, out)
    after, new = _side(project, arguments.b, out)
    found = difference(before, after)
    lines = list(difference_text(found)) or ["No difference."]
    sides = {"from": _side_json(before, old), "to": _side_json(after, new)}
    out.result(lines, {"schema": "cvlink.diff/1", **sides, **difference_json(found)})
    return 0


def restore(
    project: Project, only: Sequence[bytes], arguments: argparse.Namespace, out: Output
) -> int:
    """As every change; `--skip-refused` leaves out what cannot be."""
    path = snapshots.find(project, arguments.snapshot)
    snapshot = snapshots.read(project, path, moved=arguments.moved)
    proposal = snapshots.propose_restore(project, snapshot, only, exact=arguments.exact)
    proposal = project.propose(proposal, probe=not arguments.dry_run)
    if arguments.skip_refused and proposal.conflicts:
        left = proposal.without_refused()
        proposal = project.propose(left, probe=not arguments.dry_run)
    return show_and_run(project, proposal, arguments, out)


def _are_experiments(project: Project, *names: str) -> bool:
    known = {one.name for one in snapshots.stored(project)}
    return all(
        name not in known
        and not os.path.isfile(name)
        and comparing.is_experiment(project, os.fsencode(name))
        for name in names
    )


def _list(project: Project, out: Output) -> int:
    found = snapshots.stored(project)
    rows = [
        {
            "name": one.name,
            **json_path(one.path, "file"),
            "at": one.made,
            "whole": one.whole,
            "links": one.links,
            "why": one.why,
        }
        for one in found
    ]
    head = {"schema": "cvlink.backup/1", **json_path(project.root, "root")}
    out.result(_rows(found) if found else ["No snapshots yet."], {**head, "snapshots": rows})
    return 0


def _rows(found: Sequence[Stored]) -> Iterator[str]:
    for one in found:
        when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(one.made))
        known = "" if one.links is None else f"  {one.links:,} links  {one.why}"
        yield f"{one.name}  {when}{known}" + ("" if one.whole else "  (not all could be read)")


def _hours(project: Project, asked: float | None) -> float | None:
    """After how many hours a new snapshot is wanted; None for at once."""
    if asked != BY_SETTING:
        return asked
    hours = project.settings[SNAPSHOT_HOURS]
    if not hours:
        hint = "Say --if-older-than HOURS, or set snapshots.every_hours in cvlink.toml."
        raise UsageError("No schedule is set for snapshots", hint=hint)
    return hours


def _take(project: Project, out: Output) -> Snapshot:
    found = snapshots.take(project, lambda links: out.progress(f"{links:,} links"))
    out.progress("")
    return found


def _side(project: Project, named: str | None, out: Output) -> tuple[Snapshot, bytes | None]:
    if named is None:
        return _take(project, out), None
    path = snapshots.find(project, named)
    return snapshots.read(project, path, moved=True), path


def _side_json(side: Snapshot, file: bytes | None) -> dict[str, object]:
    name = {"file": None} if file is None else json_path(file, "file")
    return {**name, "at": round(side.made, 3), "links": len(side.links)}
