"""`cvlink savings`: what links save, as text and as `cvlink.savings/1`."""

import argparse
from collections.abc import Iterator

from cvlink_gui.cli.terminal import Output
from cvlink_gui.core.names import json_path, shown
from cvlink_gui.core.sizes import size_text
from cvlink_gui.features.project import Project
from cvlink_gui.features.savings import Ledger, Row, ledger

_NAMED = 3  # paths of what is not counted; JSON has more
_HEAD = ("on the disk", "as copies", "saved", "", "lent", "users")


def savings(project: Project, _arguments: argparse.Namespace, out: Output) -> int:
    """The project is scanned. 3 if storage does not answer."""

    def tell(done: int, of: int) -> None:
        out.progress(f"{done:,} of {of:,} folders")

    found = ledger(project, progress=tell)
    out.progress("")
    out.result(text(found), as_json(project, found) if out.json_wanted else {})
    return 3 if project.storage.silent else 0


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


def as_json(project: Project, found: Ledger) -> dict[str, object]:
    """The `cvlink.savings/1` object; all sizes in bytes."""
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
        "seconds": round(found.seconds, 3),
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
