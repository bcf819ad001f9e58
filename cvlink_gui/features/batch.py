"""Many links from a file, as one transaction: JSON lines or CSV with `source` and `link`."""

import csv
import io
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.names import basename, shown, ways_to
from cvlink_gui.core.plan import Objection, Proposal
from cvlink_gui.core.said import say
from cvlink_gui.features.linking import Pair, propose_links
from cvlink_gui.features.project import Project
from cvlink_gui.fs.files import read_regular

_SIZE_LIMIT = 512 << 20  # bytes; about four million links
_LIKE_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
_JSON_SPACE = " \t\r\n"  # RFC 8259
_DECODER = json.JSONDecoder()


class Row(NamedTuple):
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
    is_json = _LIKE_JSON.match(data) is not None
    # Line by line: a million rows are not there once more as one text.
    text = io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", newline="\n" if is_json else "")
    try:
        return list(_json_rows(text, path) if is_json else _csv_rows(text, path))
    except UnicodeDecodeError:
        raise _bad(path, _line_of_no_text(data), "not valid UTF-8") from None


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
    named = project.policy.named
    pairs = [Pair(named(row.link), named(row.source)) for row in rows]
    title = say("Link {count} from {file}", count=len(pairs), file=shown(basename(path)))
    found = propose_links(
        pairs, project.policy, project.looks(), style=style, replace=replace, title=title
    )
    found = project.propose(found.objecting(conflicts=tuple(_doubled(pairs))), probe=probe)
    return _with_lines(found, pairs, rows, basename(path))


def _doubled(pairs: Sequence[Pair]) -> Iterator[Objection]:
    counts = Counter(pair.link for pair in pairs)
    for link, count in counts.items() if len(counts) < len(pairs) else ():
        if count > 1:
            yield Objection(link, say("two rows are about this link"), say("Keep one of them."))


def _with_lines(
    proposal: Proposal, pairs: Sequence[Pair], rows: Sequence[Row], file: bytes
) -> Proposal:
    """The proposal with the lines of the rows each objection is about."""
    lines: dict[bytes, list[int]] = {o.path: [] for o in (*proposal.conflicts, *proposal.warnings)}
    for path, line in _places(pairs, rows) if lines else ():
        if path in lines:
            lines[path].append(line)
    # A folder that is to be made is of the rows below it.
    above = {path for path, found in lines.items() if not found}
    for path, line in _places(pairs, rows) if above else ():
        for folder in above.intersection(ways_to(path)):
            lines[folder].append(line)

    def placed(objection: Objection) -> Objection:
        found = [*dict.fromkeys(lines[objection.path])]
        if not found:
            return objection
        where = ", ".join(map(str, found[:3])) + (", ..." if found[3:] else "")
        reason = say(
            "{file}, line {lines}: {reason}",
            file=shown(file),
            lines=where,
            reason=objection.reason,
        )
        return replace(objection, reason=reason)

    return replace(
        proposal,
        conflicts=tuple(map(placed, proposal.conflicts)),
        warnings=tuple(map(placed, proposal.warnings)),
    )


def _places(pairs: Iterable[Pair], rows: Iterable[Row]) -> Iterator[tuple[bytes, int]]:
    """The paths each line names, as the project has them."""
    for pair, row in zip(pairs, rows, strict=True):
        yield pair.link, row.line
        yield pair.target, row.line


def _line_of_no_text(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 1


def _json_rows(text: Iterable[str], path: bytes) -> Iterator[Row]:
    for number, line in enumerate(text, 1):
        bare = line.strip(_JSON_SPACE)
        if not bare:
            continue
        try:
            row, end = _DECODER.raw_decode(bare)
            if end < len(bare):
                raise json.JSONDecodeError("Extra data", bare, end)
        except (ValueError, RecursionError) as error:
            raise _bad(path, number, f"no JSON: {error}") from None
        row = row if isinstance(row, dict) else {}
        yield _checked(row.get("source"), row.get("link"), path, number)


def _csv_rows(text: Iterable[str], path: bytes) -> Iterator[Row]:
    reader = csv.reader(text, strict=True)
    try:
        columns = next(filter(None, reader), ["source", "link"])
        if not {"source", "link"} <= set(columns):
            why = "neither JSON lines nor CSV with the columns `source` and `link`"
            raise _bad(path, reader.line_num, why)
        source, link, width = columns.index("source"), columns.index("link"), len(columns)
        for cells in filter(None, reader):
            if len(cells) > width:
                raise _bad(path, reader.line_num, "more cells than columns; quote a comma")
            row = cells + [""] * (width - len(cells))
            yield _checked(row[source], row[link], path, reader.line_num)
    except csv.Error as error:
        raise _bad(path, reader.line_num, f"no CSV: {error}") from None


def _checked(source: object, link: object, path: bytes, number: int) -> Row:
    if not isinstance(source, str) or not isinstance(link, str) or not source or not link:
        raise _bad(path, number, "a row needs the texts `source` and `link`")
    if "\0" in source or "\0" in link:
        raise _bad(path, number, "a path cannot contain a NUL")
    try:
        # In any locale; `\udcff` in JSON stands for the byte ff of a name that is no UTF-8.
        code = "utf-8", "surrogateescape"
        return Row(source.encode(*code), link.encode(*code), number)
    except UnicodeEncodeError:
        raise _bad(path, number, "a path has half of a surrogate pair") from None


def _bad(path: bytes, line: int, why: str) -> UsageError:
    return UsageError(f"line {line}: {why}", path=path, hint="Nothing was changed; mend that line.")
