"""What each command does: a few lines over the features."""

import argparse
import os
import sys
import time
from collections.abc import Callable

from cvlink_gui.cli import output
from cvlink_gui.cli.output import Output
from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.findings import Severity
from cvlink_gui.core.names import is_within, join, json_path, parent, shown
from cvlink_gui.core.plan import Absent, Dir, Proposal, plan_json
from cvlink_gui.core.settings import LINK_STYLE, SPLIT_NAMES
from cvlink_gui.features import audit as auditing
from cvlink_gui.features import linking, scaffold
from cvlink_gui.features.project import Project
from cvlink_gui.fs import config

Arguments = argparse.Namespace
FAIL_ON = {"error": Severity.ERROR, "warning": Severity.WARNING}


def open_project(arguments: Arguments) -> Project:
    """The project a command is about: DIR, `--project`, or the nearest folder upward."""
    named = getattr(arguments, "dir", None)
    named = arguments.project if named is None else named
    return Project.open(config.find_root(b".") if named is None else os.fsencode(named))


def load(arguments: Arguments, out: Output) -> tuple[Project, float]:
    """The project, scanned, and the seconds that took."""
    project = open_project(arguments)
    begin = time.monotonic()
    for batch in project.scan():
        for listing in batch:
            project.take(listing)
        out.progress(f"{len(project.tree):,} entries")
    out.progress("")
    return project, time.monotonic() - begin


def scan(arguments: Arguments, out: Output) -> int:
    project, seconds = load(arguments, out)
    out.result(output.scan_text(project, seconds, out), output.scan_json(project, seconds))
    return 0


def audit(arguments: Arguments, out: Output) -> int:
    project, _ = load(arguments, out)
    found = auditing.audit(project, [os.fsencode(name) for name in arguments.experiment])
    out.result(output.audit_text(found, out), output.audit_json(project, found))
    limit = FAIL_ON.get(arguments.fail_on)
    return int(
        limit is not None and any(f.severity >= limit and not f.waived for f in found.findings)
    )


def link(arguments: Arguments, out: Output) -> int:
    project = open_project(arguments)
    *sources, into = [_named(project, text) for text in (*arguments.source, arguments.dest)]
    style = arguments.style or project.settings[LINK_STYLE]
    names = project.settings[SPLIT_NAMES]
    if arguments.name is not None:
        if len(sources) > 1:
            raise UsageError("--name needs exactly one source", hint="Link them one by one.")
        pairs = [linking.Pair(join(into, os.fsencode(arguments.name)), sources[0])]
    elif not arguments.dest.endswith("/") and len(sources) == 1 and _is_new(project, into):
        # Like `ln -s SOURCE NAME`: a destination that is not there is the link's own name.
        pairs = [linking.Pair(into, sources[0])]
    else:
        into = linking.landing(project.policy, sources, into)
        pairs = linking.pairs_of(linking.Drop(tuple(sources), into), project.look, names)
    proposal = linking.propose_links(
        pairs, project.policy, project.look, style=style, replace=arguments.replace
    )
    return carry_out(project, proposal, arguments, out)


def unlink(arguments: Arguments, out: Output) -> int:
    project = open_project(arguments)
    paths = [_named(project, text) for text in arguments.link]
    proposal = linking.propose_unlink(paths, project.policy, project.look)
    return carry_out(project, proposal, arguments, out)


def init(arguments: Arguments, out: Output) -> int:
    named = arguments.project if arguments.dir is None else arguments.dir
    root = _folder("." if named is None else named)
    made = scaffold.init_paths(root) if arguments.dry_run else scaffold.init(root)
    verb = "would make" if arguments.dry_run else "made"
    lines = [f"{verb}  {shown(path)}" for path in made] or ["all there already"]
    out.result(lines, {"schema": "cvlink.init/1", "made": [json_path(path) for path in made]})
    return 0


def sample(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.features.sample import create_sample

    folder = _folder(arguments.dir)
    made = create_sample(folder)
    out.result(
        [f"Sample project in {shown(folder)}", f"Look at it: cvlink-gui {shown(folder)}"],
        {"schema": "cvlink.sample/1", **json_path(folder), "made": [json_path(p) for p in made]},
    )
    return 0


def carry_out(project: Project, proposal: Proposal, arguments: Arguments, out: Output) -> int:
    """Show a proposal; ask; run it. 1 if there is a conflict, 3 if a step failed."""
    proposal = project.propose(proposal)
    plan = proposal.plan
    if proposal.conflicts or arguments.dry_run:
        out.result(output.proposal_text(proposal), plan_json(proposal))
        if proposal.conflicts:
            out.fail("nothing was changed")
        return int(bool(proposal.conflicts))
    for line in output.proposal_text(proposal):
        out.say(line)
    if plan.steps and not arguments.yes and not _agreed():
        out.fail("nothing was changed")
        return 2
    report = project.run(plan)
    done = {**plan_json(proposal), "done": report.ok}
    out.result(output.report_text(report), done)
    return 0 if report.ok else 3


def _agreed() -> bool:
    if not sys.stdin.isatty():
        hint = "Say --yes to go ahead, or --dry-run to only look."
        raise UsageError("There is no terminal to ask on", hint=hint)
    sys.stderr.write("Go ahead? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _folder(text: str) -> bytes:
    """A path from the command line, absolute; an empty one is a mistake, not the current folder."""
    if not text:
        raise UsageError("A path is empty", hint="A variable of the shell may not be set.")
    return os.path.abspath(os.fsencode(text))


def _named(project: Project, text: str) -> bytes:
    """A path from the command line as the project names it.

    A path that is not there as seen from the working folder is looked for below the project's
    root. The folder it lies in is made canonical, the last part kept: it may be a link.
    """
    seen = _folder(text)
    raw = os.fsencode(text)
    elsewhere = not is_within(seen, project.root) and not os.path.lexists(seen)
    if elsewhere and not os.path.isabs(raw):
        seen = join(project.root, os.path.normpath(raw))
    real = join(os.path.realpath(os.path.dirname(seen)), os.path.basename(seen))
    return project.policy.inside(real)


def _is_new(project: Project, path: bytes) -> bool:
    """True where nothing lies at a path, in a folder that is there, and it is no experiment."""
    if not isinstance(project.look(path), Absent) or project.layout.experiment_of(path) == path:
        return False
    return isinstance(project.look(parent(path)), Dir)


RUN: dict[str, Callable[[Arguments, Output], int]] = {
    "init": init,
    "sample": sample,
    "scan": scan,
    "audit": audit,
    "link": link,
    "unlink": unlink,
}
