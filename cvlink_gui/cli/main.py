"""The command `cvlink`: a table of commands, each a few lines over the features."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cvlink_gui import __version__
from cvlink_gui.cli import output
from cvlink_gui.cli.output import Output
from cvlink_gui.core.errors import CvlinkError, UsageError
from cvlink_gui.core.findings import Severity
from cvlink_gui.core.names import basename, is_within, join, json_path, parent, shown
from cvlink_gui.core.plan import Absent, Dir, Proposal, plan_json
from cvlink_gui.core.settings import LINK_STYLE, SPLIT_NAMES
from cvlink_gui.features import audit as auditing
from cvlink_gui.features import linking, sample, scaffold
from cvlink_gui.features.project import Project
from cvlink_gui.fs import config

Arguments = argparse.Namespace
FAIL_ON = {"error": Severity.ERROR, "warning": Severity.WARNING}


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a command: the names and options of `add_argument`."""

    names: tuple[str, ...]
    options: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `changes` gives it `--dry-run` and `--yes`."""

    name: str
    doc: str
    run: Callable[[Arguments, Output], int]
    arguments: tuple[Argument, ...] = ()
    changes: bool = False


def arg(*names: str, **options: object) -> Argument:
    return Argument(names, options)


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code of `docs/cli.md`."""
    arguments = parser().parse_args(sys.argv[1:] if words is None else words)
    out = Output(
        json_wanted=arguments.format == "json", quiet=arguments.quiet, color=arguments.color
    )
    try:
        run: Callable[[Arguments, Output], int] = arguments.run
        return run(arguments, out)
    except CvlinkError as error:
        out.fail(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        out.fail("interrupted")
        return 130
    except BrokenPipeError:  # the reader of our output has gone: nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def parser() -> argparse.ArgumentParser:
    """The parser, made from the table of commands."""
    top = argparse.ArgumentParser(
        prog="cvlink",
        description="See, make, mend and audit the symbolic links of a computer-vision project.",
    )
    top.add_argument("--version", action="version", version=f"cvlink {__version__}")
    _add_common(top, defaults=True)
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        sub = commands.add_parser(command.name, help=command.doc, description=command.doc)
        _add_common(sub, defaults=False)
        for argument in command.arguments:
            sub.add_argument(*argument.names, **argument.options)  # type: ignore[arg-type]
        if command.changes:
            sub.add_argument("--dry-run", action="store_true", help="print the plan, do nothing")
            sub.add_argument("--yes", action="store_true", help="do not ask")
        sub.set_defaults(run=command.run)
    return top


def _add_common(to: argparse.ArgumentParser, *, defaults: bool) -> None:
    """Options that may stand before or after the command; only the first place has defaults."""

    def default(value: object) -> object:
        return value if defaults else argparse.SUPPRESS

    to.add_argument("--project", metavar="DIR", default=default(None), help="the project's folder")
    to.add_argument("--format", choices=("text", "json"), default=default("text"))
    to.add_argument("--quiet", action="store_true", default=default(False))
    to.add_argument("--verbose", action="store_true", default=default(False))
    to.add_argument("--color", choices=("auto", "always", "never"), default=default("auto"))


def open_project(arguments: Arguments) -> Project:
    """The project a command is about: DIR, `--project`, or the nearest folder upward."""
    named = getattr(arguments, "dir", None) or arguments.project
    return Project.open(os.fsencode(named) if named else config.find_root(b"."))


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
    if not arguments.dest.endswith("/") and len(sources) == 1 and _is_new(project, into):
        # Like `ln -s SOURCE NAME`: a destination that is not there is the link's own name.
        pairs = [linking.Pair(into, sources[0])]
    else:
        pairs = linking.pairs_of(linking.Drop(tuple(sources), into), project.look, names)
    if arguments.name is not None:
        pairs = [linking.Pair(_renamed(pairs, arguments.name), pairs[0].target)]
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
    root = os.path.abspath(os.fsencode(arguments.dir or arguments.project or "."))
    made = scaffold.init_paths(root) if arguments.dry_run else scaffold.init(root)
    verb = "would make" if arguments.dry_run else "made"
    lines = [f"{verb}  {shown(path)}" for path in made] or ["all there already"]
    out.result(lines, {"schema": "cvlink.init/1", "made": [json_path(path) for path in made]})
    return 0


def make_sample(arguments: Arguments, out: Output) -> int:
    folder = os.path.abspath(os.fsencode(arguments.dir))
    made = sample.create_sample(folder)
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


def _named(project: Project, text: str) -> bytes:
    """A path from the command line as the project names it.

    A path that is not there as seen from the working folder is looked for below the project's
    root. The folder it lies in is made canonical, the last part kept: it may be a link.
    """
    raw = os.fsencode(text.rstrip("/") or "/")
    seen = os.path.abspath(raw)
    if not os.path.isabs(raw) and not is_within(seen, project.root):
        seen = join(project.root, os.path.normpath(raw))
    real = join(os.path.realpath(os.path.dirname(seen)), os.path.basename(seen))
    return project.policy.inside(real)


def _is_new(project: Project, path: bytes) -> bool:
    """True where nothing lies at a path, in a folder that is there, and it is no experiment."""
    if not isinstance(project.look(path), Absent) or project.layout.experiment_of(path) == path:
        return False
    return isinstance(project.look(parent(path)), Dir)


def _renamed(pairs: Sequence[linking.Pair], name: str) -> bytes:
    if len(pairs) != 1:
        raise UsageError("--name needs exactly one link", hint="Link the splits one by one.")
    return pairs[0].link[: -len(basename(pairs[0].link))] + os.fsencode(name)


DIR = arg("dir", metavar="DIR", nargs="?", help="the project's folder")
COMMANDS: tuple[Command, ...] = (
    Command("init", "make the folders of a project and cvlink.toml, where missing", init,
            (DIR,), changes=True),
    Command("sample", "make a small real project to try things on", make_sample,
            (arg("dir", metavar="DIR", help="a new or empty folder"),)),
    Command("scan", "count entries and links, and say how the links are", scan, (DIR,)),
    Command("audit", "one verdict for each experiment, before a training run", audit, (
        DIR,
        arg("--experiment", action="append", default=[], metavar="E", help="only this one"),
        arg("--fail-on", choices=("error", "warning", "never"), default="error"),
    )),
    Command("link", "make links to SOURCE in DEST", link, (
        arg("source", nargs="+", metavar="SOURCE"),
        arg("dest", metavar="DEST"),
        arg("--name", metavar="N", help="the link's name"),
        arg("--relative", dest="style", action="store_const", const="relative"),
        arg("--absolute", dest="style", action="store_const", const="absolute"),
        arg("--replace", action="store_true", help="retarget links that are in the place"),
    ), changes=True),
    Command("unlink", "remove links; their targets stay", unlink,
            (arg("link", nargs="+", metavar="LINK"),), changes=True),
)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
