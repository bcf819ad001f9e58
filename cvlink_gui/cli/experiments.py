"""`cvlink experiment`: create, duplicate, compare."""

import argparse
import os
from collections.abc import Callable

from cvlink_gui.cli import scanning
from cvlink_gui.cli.changing import carry_out
from cvlink_gui.cli.terminal import Output
from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.names import join, shown
from cvlink_gui.core.plan import Absent
from cvlink_gui.features import comparing, experiments
from cvlink_gui.features.project import Project

Named = Callable[[str], bytes]  # a path from the command line, as the project names it
_TAKES = {"create": ("data", "splits", "replace"), "duplicate": ("other",), "compare": ("other",)}


def experiment(project: Project, arguments: argparse.Namespace, out: Output, named: Named) -> int:
    """`duplicate` and `compare` need the project scanned."""
    _check(arguments)
    if arguments.action == "compare":
        return compare(project, arguments.name, arguments.other, out)
    name = os.fsencode(arguments.name)
    if arguments.action == "duplicate":
        proposal = experiments.propose_duplicate(project, name, os.fsencode(arguments.other))
        return carry_out(project, proposal, arguments, out)
    data, splits = _data(project, arguments.data, named, out), arguments.splits.split(",")
    wanted = [os.fsencode(split.strip()) for split in splits if split.strip()]
    proposal = experiments.propose_create(project, name, data, wanted, replace=arguments.replace)
    return carry_out(project, proposal, arguments, out)


def compare(project: Project, one: str, other: str, out: Output) -> int:
    """Two experiments, named or by their paths, side by side."""
    if not project.tree.is_listed(ROOT):
        scanning.read(project, out)
    found = comparing.compare(project, os.fsencode(one), os.fsencode(other))
    out.result(comparing.comparison_text(found), comparing.comparison_json(found))
    return 0


def _data(project: Project, text: str, named: Named, out: Output) -> bytes:
    """A path as it is seen from the working folder or from the project, or a version's name."""
    path = named(text)
    if not _is_absent(project, path):
        return path
    path = experiments.find_data(project, os.fsencode(text))
    if _is_absent(project, path):
        known = ", ".join(map(shown, experiments.version_names(project))) or "none"
        out.say(f"There is no version {shown(os.fsencode(text))} of the data. There are: {known}.")
    return path


def _is_absent(project: Project, path: bytes) -> bool:
    return isinstance(project.look(join(project.root, path)), Absent)


def _check(arguments: argparse.Namespace) -> None:
    """UsageError for what the action needs and has not, or has and does not take."""
    takes = _TAKES[arguments.action]
    needed = "other" if "other" in takes else "data"
    if getattr(arguments, needed) is None:
        words = {"other": "two experiments", "data": "--data VERSION"}[needed]
        raise UsageError(f"`{arguments.action}` needs {words}", hint="See `cvlink experiment -h`.")
    for name in ("other", "data", "splits", "replace"):
        if name not in takes and getattr(arguments, name):
            words = f"`{arguments.action}` does not take {name.upper()}"
            raise UsageError(words, hint="See `cvlink experiment -h`.")
