"""What each command does: a few lines over the features.

A feature is loaded by the command that needs it: the others start without.
"""

import argparse
import os
from collections.abc import Callable

from cvlink_gui.cli import output, scanning
from cvlink_gui.cli.changing import carry_out, nothing, show_and_run
from cvlink_gui.cli.terminal import Output
from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.names import is_within, join, json_path, parent, shown
from cvlink_gui.core.plan import Absent, Dir
from cvlink_gui.core.settings import LINK_STYLE, SPLIT_NAMES
from cvlink_gui.features.project import Project
from cvlink_gui.fs.journal import Entry, State
from cvlink_gui.fs.journal import Kind as EntryKind

Arguments = argparse.Namespace


def open_project(arguments: Arguments) -> Project:
    """The project a command is about: DIR, `--project`, or the nearest folder upward."""
    return Project.open(scanning.named_root(arguments))


def load(arguments: Arguments, out: Output) -> Project:
    """The project, scanned."""
    project = open_project(arguments)
    fresh, scheduler = (getattr(arguments, name, "") for name in ("fresh", "scheduler"))
    scanning.read(project, out, fresh=bool(fresh), scheduler=scheduler)
    return project


def audit(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.cli.auditing import run

    return run(arguments, out)


def fix(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.cli.auditing import proposed_fix

    project = load(arguments, out)
    return carry_out(project, proposed_fix(project, arguments, out), arguments, out)


def link(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.features import linking

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
        pairs, project.policy, project.looks(), style=style, replace=arguments.replace
    )
    return carry_out(project, proposal, arguments, out)


def unlink(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.features import linking

    project = open_project(arguments)
    paths = [_named(project, text) for text in arguments.link]
    proposal = linking.propose_unlink(paths, project.policy, project.looks())
    return carry_out(project, proposal, arguments, out)


def batch(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.features import batch as batches

    project = open_project(arguments)
    path = _folder(arguments.file)
    rows = batches.parse_batch(batches.read_batch(path), path)
    style = arguments.style or project.settings[LINK_STYLE]
    proposal = batches.propose_batch(
        project, rows, path, style=style, replace=arguments.replace, probe=not arguments.dry_run
    )
    return show_and_run(project, proposal, arguments, out)


def retarget(arguments: Arguments, out: Output) -> int:
    if (arguments.to is None) == (arguments.prefix is None):
        raise UsageError("Say --to TARGET or --prefix OLD NEW", hint="One of them, not both.")
    from cvlink_gui.features import retarget as retargeting

    project, paths = _paths(arguments, out)
    links = retargeting.links_below(project, paths)
    if arguments.prefix is not None:
        old, new = arguments.prefix
        # Links may name OLD as it was typed, which canonical paths would not find.
        typed = project.policy.inside(_seen(project, old))
        proposal = retargeting.propose_prefix(project, typed, _named(project, new), links)
        if not proposal.plan.steps:
            real = _named(project, old)
            proposal = retargeting.propose_prefix(project, real, _named(project, new), links)
    elif not arguments.link:
        raise UsageError("--to needs the links it is about", hint="Name links or folders.")
    else:
        proposal = retargeting.propose_target(project, _named(project, arguments.to), links)
    return carry_out(project, proposal, arguments, out)


def repair(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.features import moves as moving

    project, paths = _paths(arguments, out)
    moves = moving.find_moves(project, paths)
    for move in moves.rules:
        old, new = shown(move.old) or ".", shown(move.new) or "."
        out.say(f"{old} may be {new} now: {move.evidence}")
    return carry_out(project, moving.propose_moves(project, moves), arguments, out)


def restyle(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.features import retarget as retargeting

    project, paths = _paths(arguments, out)
    links = retargeting.links_below(project, paths)
    proposal = retargeting.propose_style(project, arguments.command, links)
    return carry_out(project, proposal, arguments, out)


def history(arguments: Arguments, out: Output) -> int:
    entries = open_project(arguments).journal.history()
    lines = [output.entry_text(entry) for entry in entries] or ["No changes yet."]
    data = [output.entry_json(entry) for entry in entries]
    out.result(lines, {"schema": "cvlink.history/1", "entries": data})
    return 0


def undo(arguments: Arguments, out: Output) -> int:
    project = open_project(arguments)
    entry = project.journal.undoable() if arguments.id is None else _entry(project, arguments.id)
    if entry is None:
        return nothing("Nothing to undo", out)
    if entry.state is not State.DONE:
        raise UsageError(f"Change {entry.id} is not done: {entry.title}", hint="See `history`.")
    proposal = project.propose_again(project.plan_undo(entry), probe=not arguments.dry_run)
    return show_and_run(project, proposal, arguments, out, kind=EntryKind.UNDO, of=entry.id)


def redo(arguments: Arguments, out: Output) -> int:
    project = open_project(arguments)
    entry = project.journal.redoable()
    if entry is None:
        return nothing("Nothing to redo", out)
    proposal = project.propose_again(project.plan_redo(entry), probe=not arguments.dry_run)
    return show_and_run(project, proposal, arguments, out, kind=EntryKind.REDO, of=entry.id)


def recover(arguments: Arguments, out: Output) -> int:
    """Without --finish and --roll-back it only says what is there to recover."""
    project = open_project(arguments)
    entry = project.journal.unfinished()
    if entry is not None and arguments.forward is None:
        hint = "Say --finish to do the rest of it, or --roll-back to take it back."
        raise UsageError(f"A change was not finished: {entry.title}", hint=hint)
    report = None if entry is None else project.recover(forward=arguments.forward)
    if entry is None or report is None:  # None also where another program was faster
        out.result(["Nothing to recover."], {"schema": "cvlink.recover/1", "done": False})
        return 0
    word = "Finished" if arguments.forward else "Rolled back"
    lines = [f"{word}: {entry.title}"] if report.ok else output.report_text(report)
    out.result(lines, {"schema": "cvlink.recover/1", "done": report.ok, "title": entry.title})
    return 0 if report.ok else 3


def init(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.features import scaffold

    named = arguments.project if arguments.dir is None else arguments.dir
    root = _folder("." if named is None else named)
    made = scaffold.init_paths(root) if arguments.dry_run else scaffold.init(root)
    verb = "would make" if arguments.dry_run else "made"
    lines = [f"{verb}  {shown(path)}" for path in made] or ["all there already"]
    out.result(lines, {"schema": "cvlink.init/1", "made": [json_path(path) for path in made]})
    return 0


def doctor(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.cli import doctor as words
    from cvlink_gui.features.doctor import examine

    found = examine(scanning.named_root(arguments))
    out.result(words.text(found), words.as_json(found))
    return 0


def warm(arguments: Arguments, out: Output) -> int:
    """3 if storage fails or does not answer."""
    from cvlink_gui.cli import warm as words
    from cvlink_gui.features.warm import warm as warming

    project = open_project(arguments)
    paths = [_named(project, text) for text in arguments.path] or [b""]
    work = warming(project, paths, width=arguments.jobs)
    while True:
        try:
            progress = next(work)
        except StopIteration as end:
            found = end.value
            break
        out.progress(f"{progress.done:,} of {progress.known:,} read")
    out.progress("")
    out.result(words.text(found), words.as_json(project, found))
    return 3 if found.failed else 0


def savings(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.cli.savings import savings as work

    return work(load(arguments, out), arguments, out)


def deduplicate(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.cli.savings import deduplicate as work

    if arguments.empty and arguments.path:
        raise UsageError("--empty takes no paths", hint="It is about all files that are kept.")
    if arguments.empty:
        return work(open_project(arguments), (), arguments, out)
    project = load(arguments, out)
    return work(project, [_named(project, text) for text in arguments.path], arguments, out)


def metrics(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.cli.exporter import metrics as work

    return work(scanning.named_root(arguments), arguments, out)


def backup(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.cli.snapshots import backup as work

    return work(open_project(arguments), arguments, out)


def diff(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.cli.snapshots import diff as work

    return work(open_project(arguments), arguments, out)


def restore(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.cli.snapshots import restore as work

    project = open_project(arguments)
    only = [_named(project, text) for text in (*arguments.path, *arguments.only)]
    return work(project, only, arguments, out)


def experiment(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.cli.experiments import experiment as work

    reads = arguments.action != "create"
    project = load(arguments, out) if reads else open_project(arguments)
    return work(project, arguments, out, lambda text: _named(project, text))


def profile(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.cli.profiles import profile as work

    project = open_project(arguments)
    return work(project, arguments, out, lambda text: _named(project, text))


def mounts(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.cli.mounts import mounts as work

    project, paths = _paths(arguments, out)
    return work(project, paths, arguments, out)


def subset(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.cli.subsets import subset as work

    project = open_project(arguments)
    return work(project, arguments, out, lambda text: _named(project, text))


def sample(arguments: Arguments, out: Output) -> int:
    from cvlink_gui.features.sample import create_sample

    folder = _folder(arguments.dir)
    made = create_sample(folder)
    out.result(
        [f"Sample project in {shown(folder)}", f"Look at it: cvlink-gui {shown(folder)}"],
        {"schema": "cvlink.sample/1", **json_path(folder), "made": [json_path(p) for p in made]},
    )
    return 0


def _paths(arguments: Arguments, out: Output) -> tuple[Project, list[bytes]]:
    """The scanned project, and the paths in it that are named."""
    project = load(arguments, out)
    texts = arguments.path if "path" in arguments else arguments.link
    paths = [_named(project, text) for text in texts]
    missing = [path for path in paths if project.tree.find(path) is None]
    if missing:
        raise UsageError("There is no such path here", path=missing[0], hint="Check its spelling.")
    return project, paths


def _entry(project: Project, number: int) -> Entry:
    entry = project.journal.entry(number)
    if entry is None or entry.kind is not EntryKind.RUN:
        raise UsageError(f"There is no change {number}", hint="See `cvlink history`.")
    return entry


def _folder(text: str) -> bytes:
    """A path from the command line, absolute; an empty one is a mistake, not the current folder."""
    if not text:
        raise UsageError("A path is empty", hint="A variable of the shell may not be set.")
    return os.path.abspath(os.fsencode(text))


def _named(project: Project, text: str) -> bytes:
    """A path from the command line as the project names it.

    The folder it lies in is made canonical, the last part kept: it may be a link. On storage that
    does not answer it stays as it was typed.
    """
    seen = _seen(project, text)
    if project.storage.guard()(os.path.dirname(seen)) is not None:
        return project.policy.inside(seen)
    real = join(os.path.realpath(os.path.dirname(seen)), os.path.basename(seen))
    return project.policy.inside(real)


def _seen(project: Project, text: str) -> bytes:
    """A path from the command line, absolute, by text.

    A path that is not there as seen from the working folder is looked for below the project's
    root.
    """
    seen = _folder(text)
    raw = os.fsencode(text)
    silent = project.storage.guard(follow=False)(seen) is not None
    elsewhere = not (is_within(seen, project.root) or silent or os.path.lexists(seen))
    return join(project.root, os.path.normpath(raw)) if elsewhere and raw[:1] != b"/" else seen


def _is_new(project: Project, path: bytes) -> bool:
    """True where nothing lies at a path, in a folder that is there, and it is no experiment."""
    if not isinstance(project.look(path), Absent) or project.layout.experiment_of(path) == path:
        return False
    return isinstance(project.look(parent(path)), Dir)


RUN: dict[str, Callable[[Arguments, Output], int]] = {
    "batch": batch,
    "retarget": retarget,
    "repair": repair,
    "relative": restyle,
    "absolute": restyle,
    "history": history,
    "undo": undo,
    "redo": redo,
    "recover": recover,
    "init": init,
    "doctor": doctor,
    "metrics": metrics,
    "backup": backup,
    "diff": diff,
    "restore": restore,
    "experiment": experiment,
    "profile": profile,
    "mounts": mounts,
    "sample": sample,
    "subset": subset,
    "scan": scanning.scan,
    "audit": audit,
    "fix": fix,
    "link": link,
    "unlink": unlink,
    "warm": warm,
    "savings": savings,
    "deduplicate": deduplicate,
}
