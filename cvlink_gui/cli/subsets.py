"""`cvlink subset`: a part of a COCO data set is made of links, or proved."""

import argparse
from collections.abc import Callable, Iterator

from cvlink_gui.cli.changing import show_and_run
from cvlink_gui.cli.terminal import Output
from cvlink_gui.core.coco import total_variation
from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.names import json_path, shown
from cvlink_gui.core.plan import Plan
from cvlink_gui.core.subset import DEFAULT_SEED, Crowd, Match, Method, Wish, check
from cvlink_gui.features.project import Project, Report
from cvlink_gui.features.subset import Draft, Verified, draft, make, verify
from cvlink_gui.fs.apply import Orders

Named = Callable[[str], bytes]  # a path from the command line -> as the project names it
_ONLY_CREATE = (
    "dest", "ratio", "count", "seed", "method", "classes", "class_", "match", "min_per_class",
    "max_per_class", "min_area", "max_area", "crowd", "without_annotations", "group", "images",
    "style",
)  # fmt: skip


def subset(project: Project, arguments: argparse.Namespace, out: Output, named: Named) -> int:
    """`create` as every change; of `verify` 1 if it is not as it was made."""
    if arguments.action == "verify":
        for name in _ONLY_CREATE:
            if getattr(arguments, name) not in (None, "", 0, []):
                raise UsageError(f"`verify` does not take {name.rstrip('_').replace('_', '-')}")
        return _verify(verify(project, named(arguments.source)), out)
    if arguments.dest is None:
        raise UsageError("`create` needs a new folder", hint="See `cvlink subset -h`.")
    wish = _wish(arguments)
    made = draft(
        project,
        named(arguments.source),
        named(arguments.dest.rstrip("/") or "/"),
        wish,
        images=None if arguments.images is None else named(arguments.images),
        style=arguments.style or "",
    )
    proposal = project.propose(made.proposal, probe=not arguments.dry_run)

    def act(_plan: Plan, orders: Orders) -> Report:
        return make(project, made, lambda plan: project.run(plan, orders))

    return show_and_run(project, proposal, arguments, out, act=act, more=_json(made, out))


def _wish(arguments: argparse.Namespace) -> Wish:
    classes = [name for name in arguments.classes.split(",") if name]
    return check(
        Wish(
            arguments.ratio,
            arguments.count,
            DEFAULT_SEED if arguments.seed is None else arguments.seed,
            Method(arguments.method or Method.HASH),
            arguments.min_per_class,
            arguments.max_per_class,
            (*classes, *arguments.class_),
            Match(arguments.match or Match.ANY),
            arguments.min_area,
            arguments.max_area,
            Crowd(arguments.crowd or Crowd.KEEP),
            arguments.without_annotations,
            arguments.group,
        )
    )


def _json(made: Draft, out: Output) -> dict[str, object]:
    """What the subset is, beside its plan."""
    if not out.json_wanted:
        return {}
    subset, index = made.subset, made.source.index
    head = {**json_path(made.dest), "whole": subset is None}
    if subset is None:
        return {"subset": {**head, "images": len(index.names), "annotations": len(index.owner)}}
    before, after = subset.counts()
    classes = [
        {"id": number, "name": name, "before": b, "after": a}
        for (number, name), b, a in zip(index.classes, before, after, strict=True)
    ]
    counted = {
        "k": subset.choice.k,
        "images": len(subset.present),
        "annotations": len(subset.annotations),
        "absent": subset.absent,
        "excluded": subset.choice.excluded,
        "lost": subset.lost(),
        "total_variation": round(total_variation(before, after), 6),
        "classes": classes,
    }
    return {"subset": {**head, **counted}}


def _verify(found: Verified, out: Output) -> int:
    data = {
        "schema": "cvlink.subset_verify/1",
        **json_path(found.path),
        "ok": found.ok,
        "whole": found.whole,
        "images": found.images,
        "annotations": found.annotations,
        "problems": [
            {"what": p.what, **json_path(p.path), "message": p.message} for p in found.problems
        ],
        "notes": found.notes,
    }
    out.result(_lines(found), data)
    return 0 if found.ok else 1


def _lines(found: Verified) -> Iterator[str]:
    for problem in found.problems:
        yield f"{shown(problem.path)}: {problem.message}"
    yield from (f"note: {note}" for note in found.notes)
    if found.whole:
        yield "It is a link to a whole data set: there is nothing to make again."
    elif found.ok:
        counted = f"{found.images:,} images, {found.annotations:,} annotations"
        yield f"As it was made, to the bit: {counted}"
    else:
        count = len(found.problems)
        yield f"Not as it was made: {count:,} difference{'s' * (count > 1)}"
