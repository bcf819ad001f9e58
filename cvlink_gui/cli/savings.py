"""`cvlink savings` and `cvlink deduplicate`: what links save, and what more they could save."""

import argparse
from collections.abc import Iterator, Sequence

from cvlink_gui.cli.changing import agreed, carry_out
from cvlink_gui.cli.terminal import Output
from cvlink_gui.core.names import json_path, shown
from cvlink_gui.core.sizes import size_text
from cvlink_gui.features import savings as features
from cvlink_gui.features.project import Project
from cvlink_gui.features.savings import Kept, Ledger, Row, Same

_NAMED = 3  # paths of what is not counted; JSON has more
_SETS = 20  # of equal files; JSON has all
_HEAD = ("on the disk", "as copies", "saved", "", "lent", "users")


def savings(project: Project, arguments: argparse.Namespace, out: Output) -> int:
    """The project is scanned. 3 if storage does not answer."""
    found = features.ledger(project, progress=lambda done, of: _tell(done, of, out))
    out.progress("")
    twice = _read(project, out) if arguments.duplicates else None
    lines = [*text(found), *(duplicates_text(twice) if twice is not None else ())]
    out.result(lines, as_json(project, found, twice) if out.json_wanted else {})
    return 3 if project.storage.silent else 0


def deduplicate(
    project: Project, paths: Sequence[bytes], arguments: argparse.Namespace, out: Output
) -> int:
    """The project is scanned, unless `--empty` is asked for."""
    if arguments.empty:
        return _empty(project, arguments, out)
    found = _read(project, out)
    return carry_out(project, features.propose_links(project, found, paths), arguments, out)


def _tell(done: int, of: int, out: Output) -> None:
    out.progress(f"{done:,} of {of:,} folders")


def _read(project: Project, out: Output) -> tuple[Same, ...]:
    def tell(words: str, share: float) -> None:
        out.progress(f"{share:4.0%} {words}")

    found = features.duplicates(project, progress=tell)
    out.progress("")
    return found


def _empty(project: Project, arguments: argparse.Namespace, out: Output) -> int:
    """1 if a file was left, for a reason that is said."""
    found = features.kept(project)
    words = f"{len(found.steps):,} kept files, {size_text(found.allocated)}"
    if arguments.dry_run or not found.steps:
        names = [f"  {shown(step.twin.kept)}" for step in found.steps if step.twin]
        out.result([f"Would delete {words}", *names], _emptied_json(found, 0, 0, ()))
        return 0
    out.say(f"Delete {words}. This cannot be undone.")
    if not arguments.yes and not agreed():
        out.fail("nothing was changed")
        return 2
    done = features.empty(project, found)
    left = [f"  left  {shown(o.path)}: {o.reason}. {o.hint}" for o in done.left]
    told = f"Deleted {done.deleted:,} files, {size_text(done.allocated)}"
    why = [{**json_path(o.path), "reason": o.reason, "hint": o.hint} for o in done.left]
    out.result([told, *left], _emptied_json(found, done.deleted, done.allocated, why))
    return int(bool(done.left))


def _emptied_json(
    found: Kept, deleted: int, size: int, left: Sequence[object]
) -> dict[str, object]:
    return {
        "schema": "cvlink.deduplicate/1",
        "kept": [json_path(step.twin.kept) for step in found.steps if step.twin],
        "bytes": found.allocated,
        "deleted": deleted,
        "deleted_bytes": size,
        "left": list(left),
    }


def duplicates_text(found: Sequence[Same]) -> Iterator[str]:
    """The sets of equal files, what most would be saved by first."""
    saved = sum(same.saved for same in found)
    count = sum(copy.left_out is None for same in found for copy in same.copies)
    yield ""
    yield f"{count:,} copies could be links, which would save {size_text(saved)}"
    for same in found[:_SETS]:
        yield f"{size_text(same.size)}  {shown(same.stays)}"
        for copy in same.copies:
            why = f"  ({copy.left_out})" if copy.left_out else ""
            yield f"    = {shown(copy.path)}{why}"
    if len(found) > _SETS:
        yield f"... and {len(found) - _SETS:,} sets more: --format json has all"


def text(found: Ledger) -> Iterator[str]:
    """The rows as a table, what is not counted, and what the figures do not say."""
    rows = [("", *_HEAD), *map(_columns, found.rows), ("in all", *_columns(found.total)[1:])]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for place, *numbers in rows:
        cells = [n.rjust(width) for n, width in zip(numbers, widths[1:], strict=True)]
        yield "  ".join([place.ljust(widths[0]), *cells]).rstrip()
    for missing in found.uncounted:
        paths = ", ".join(map(shown, missing.paths[:_NAMED]))
        more = f" and {missing.count - _NAMED:,} more" if missing.count > _NAMED else ""
        yield f"not counted, {missing.cause}: {paths}{more}"
    yield from found.notes


def _columns(row: Row) -> tuple[str, ...]:
    return (
        shown(row.path) or "the rest",
        size_text(row.on_disk),
        size_text(row.copies),
        size_text(row.saved),
        f"{row.share:.0%}",
        size_text(row.lent.allocated),
        f"{row.users:,}",
    )


def as_json(
    project: Project, found: Ledger, twice: Sequence[Same] | None = None
) -> dict[str, object]:
    """The `cvlink.savings/1` object; all sizes in bytes."""
    more = {} if twice is None else {"duplicates": [_same_json(same) for same in twice]}
    return {
        "schema": "cvlink.savings/1",
        **json_path(project.root, "root"),
        "total": _numbers(found.total),
        "places": [
            {**json_path(row.path), "kind": row.kind, "role": row.role, **_numbers(row)}
            for row in found.rows
        ],
        "flows": [
            {
                **json_path(flow.borrower, "borrower"),
                **json_path(flow.owner, "owner"),
                "bytes": flow.amount.allocated,
                "apparent": flow.amount.apparent,
            }
            for flow in found.flows
        ],
        "uncounted": [
            {"cause": m.cause, "count": m.count, "paths": [json_path(path) for path in m.paths]}
            for m in found.uncounted
        ],
        "notes": list(found.notes),
        **more,
        "seconds": round(found.seconds, 3),
    }


def _same_json(same: Same) -> dict[str, object]:
    return {
        **json_path(same.stays, "stays"),
        "size": same.size,
        "saved": same.saved,
        "copies": [
            {**json_path(copy.path), "bytes": copy.allocated, "left_out": copy.left_out}
            for copy in same.copies
        ],
    }


def _numbers(row: Row) -> dict[str, object]:
    return {
        "files": row.held.allocated,
        "files_apparent": row.held.apparent,
        "links": row.links,
        "link_bytes": row.link_bytes,
        "on_disk": row.on_disk,
        "copies": row.copies,
        "copies_apparent": row.held.apparent + row.borrowed.apparent,
        "saved": row.saved,
        "share": round(row.share, 4),
        "lent": row.lent.allocated,
        "users": row.users,
        "uncounted": row.uncounted,
    }
