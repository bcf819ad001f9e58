"""Many links from a file, as one transaction: JSON lines or CSV with `source` and `link`."""

import csv
import io
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass

from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.names import normal
from cvlink_gui.fs.files import read_regular

_SIZE_LIMIT = 512 << 20  # bytes; about four million links


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


@dataclass(frozen=True, slots=True)
class Row:
    """One link of a batch: paths as the file has them, relative to the project or absolute."""

    source: bytes
    link: bytes


def parse_batch(data: bytes, path: bytes) -> list[Row]:
    """The rows of a batch file; refused whole for one bad line.

    Raises UsageError with the line: not UTF-8, no JSON or CSV, a row without `source` or `link`.
    """
    return [Row(normal(os.fsencode(s)), normal(os.fsencode(link))) for s, link in _rows(data, path)]


def _rows(data: bytes, path: bytes) -> Iterator[tuple[str, str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _bad(path, line, "not valid UTF-8") from None
    if text.lstrip().startswith("{"):
        yield from _json_rows(text, path)
    else:
        yield from _csv_rows(text, path)


def _json_rows(text: str, path: bytes) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _bad(path, number, f"no JSON: {error}") from None
        yield _checked(row if isinstance(row, dict) else {}, path, number)


def _csv_rows(text: str, path: bytes) -> Iterator[tuple[str, str]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            yield _checked(dict(row), path, reader.line_num)
    except csv.Error as error:
        raise _bad(path, reader.line_num, f"no CSV: {error}") from None


def _checked(row: dict[str, object], path: bytes, number: int) -> tuple[str, str]:
    source, link = row.get("source"), row.get("link")
    if not isinstance(source, str) or not isinstance(link, str) or not source or not link:
        raise _bad(path, number, "a row needs the texts `source` and `link`")
    if "\0" in source + link:
        raise _bad(path, number, "a path cannot contain a NUL")
    return source, link


def _bad(path: bytes, line: int, why: str) -> UsageError:
    return UsageError(f"line {line}: {why}", path=path, hint="Nothing was changed; mend that line.")
