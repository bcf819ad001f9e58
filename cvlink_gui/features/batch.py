"""Many links from a file, as one transaction: JSON lines or CSV with `source` and `link`."""

import csv
import io
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.names import basename, is_within, join, normal, shown
from cvlink_gui.core.plan import Objection, Proposal
from cvlink_gui.features.linking import Pair, propose_links
from cvlink_gui.features.project import Project
from cvlink_gui.fs.files import read_regular

_SIZE_LIMIT = 512 << 20  # bytes; about four million links


@dataclass(frozen=True, slots=True)
class Row:
    """One link of a batch: paths relative to the project or absolute, and the line they end on."""

    source: bytes
    link: bytes
    line: int


def read_batch(path: bytes) -> bytes:
    """The text of a batch file; UsageError if it cannot be read or is no regular file."""
    try:
        return read_regular(path, _SIZE_LIMIT)
    except OSError as error:
        raise UsageError(
            f"The batch file cannot be read: {os.strerror(error.errno or 0)}",
            path=path,
            hint="Name a file of JSON lines or CSV.",
        ) from error


def parse_batch(data: bytes, path: bytes) -> list[Row]:
    """The rows of a batch file; refused whole for one bad line.

    Raises UsageError with the line: not UTF-8, no JSON or CSV, a row without `source` or `link`.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _bad(path, line, "not valid UTF-8") from None
    is_json = text.lstrip().startswith("{")
    return list(_json_rows(text, path) if is_json else _csv_rows(text, path))


def propose_batch(
    project: Project,
    rows: Sequence[Row],
    path: bytes,
    *,
    style: str,
    replace: bool = False,
    probe: bool = True,
) -> Proposal:
    """The plan of all rows. What speaks against it names the line of the file at `path`.

    probe  as for `Project.propose`
    """
    lines: defaultdict[bytes, dict[int, None]] = defaultdict(dict)
    pairs = []
    for row in rows:
        pair = Pair(_named(project, row.link), _named(project, row.source))
        lines[pair.link][row.line] = lines[pair.target][row.line] = None
        pairs.append(pair)
    title = f"Link {len(pairs)} from {shown(basename(path))}"
    found = propose_links(
        pairs, project.policy, project.look, style=style, replace=replace, title=title
    )
    found = project.propose(found.objecting(conflicts=tuple(_doubled(pairs))), probe=probe)
    return _with_lines(found, lines, basename(path))


def _doubled(pairs: Sequence[Pair]) -> Iterator[Objection]:
    seen: set[bytes] = set()
    for pair in pairs:
        if pair.link in seen:
            yield Objection(pair.link, "two rows are about this link", "Keep one of them.")
        seen.add(pair.link)


def _with_lines(proposal: Proposal, lines: Mapping[bytes, Iterable[int]], file: bytes) -> Proposal:
    def placed(objection: Objection) -> Objection:
        # A folder that is to be made is of the rows below it.
        known = [*lines.get(objection.path, ())] or [
            line
            for path, numbers in lines.items()
            if is_within(path, objection.path)
            for line in numbers
        ]
        where = ", ".join(map(str, known[:3])) + (", ..." if known[3:] else "")
        reason = f"{shown(file)}, line {where}: {objection.reason}"
        return replace(objection, reason=reason) if known else objection

    return replace(
        proposal,
        conflicts=tuple(map(placed, proposal.conflicts)),
        warnings=tuple(map(placed, proposal.warnings)),
    )


def _named(project: Project, path: bytes) -> bytes:
    return project.policy.inside(normal(join(project.root, path)))


def _json_rows(text: str, path: bytes) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _bad(path, number, f"no JSON: {error}") from None
        yield _checked(row if isinstance(row, dict) else {}, path, number)


def _csv_rows(text: str, path: bytes) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns: list[str] = []
    try:
        for cells in filter(None, reader):
            if columns and len(cells) > len(columns):
                raise _bad(path, reader.line_num, "more cells than columns; quote a comma")
            if columns:
                row = dict(zip(columns, cells, strict=False))
                yield _checked(row, path, reader.line_num)
            elif {"source", "link"} <= set(cells):
                columns = cells
            else:
                why = "neither JSON lines nor CSV with the columns `source` and `link`"
                raise _bad(path, reader.line_num, why)
    except csv.Error as error:
        raise _bad(path, reader.line_num, f"no CSV: {error}") from None


def _checked(row: Mapping[str, object], path: bytes, number: int) -> Row:
    source, link = row.get("source"), row.get("link")
    if not isinstance(source, str) or not isinstance(link, str) or not source or not link:
        raise _bad(path, number, "a row needs the texts `source` and `link`")
    if "\0" in source + link:
        raise _bad(path, number, "a path cannot contain a NUL")
    try:
        return Row(_bytes(source), _bytes(link), number)
    except UnicodeEncodeError:
        raise _bad(path, number, "a path has half of a surrogate pair") from None


def _bytes(text: str) -> bytes:
    """UTF-8 in any locale; `\\udcff` in JSON stands for the byte ff of a name that is no UTF-8."""
    return text.encode("utf-8", "surrogateescape")


def _bad(path: bytes, line: int, why: str) -> UsageError:
    return UsageError(f"line {line}: {why}", path=path, hint="Nothing was changed; mend that line.")
