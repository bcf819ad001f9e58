"""A snapshot as it is written: JSON, read with its types checked.

In a module of its own, so that only who reads or writes one loads msgspec.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated

import msgspec

from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import normal
from cvlink_gui.core.said import Said, say
from cvlink_gui.core.snapshots import Recorded, Snapshot
from cvlink_gui.fs.exact import Name, bytes_of, name_of

_SCHEMA, _VERSION = "cvlink.snapshot/", 1
_KINDS = {"symlink": Kind.SYMLINK, "junction": Kind.JUNCTION}
_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_END_OF_TIME = 253402300799  # the end of 9999
_BOM = b"\xef\xbb\xbf"
_ANOTHER = say("Nothing was changed. Use another snapshot: `cvlink backup --list`.")


class Link(msgspec.Struct, array_like=True):
    """A link. kind: symlink or junction; times in ns since 1970; identity: device and inode."""

    path: Name
    text: Name
    kind: str
    mtime: int
    ctime: int
    identity: tuple[int, int] | None = None


class Project(msgspec.Struct):
    """Where the project was, and device and inode of that folder."""

    path: Name
    identity: tuple[int, int] | None = None


class Document(msgspec.Struct):
    """checksum: SHA-256 of the document without blanks, in this order, with an empty checksum."""

    schema: str
    tool: str
    made: Annotated[datetime, msgspec.Meta(tz=True)]
    project: Project
    unread: list[Name]
    checksum: str
    links: list[Link]


class Head(msgspec.Struct):
    """What tells which kind of file it is."""

    schema: str | None = None


def encode(snapshot: Snapshot) -> list[bytes]:
    """As JSON, a link a line: two of them can be compared by eyes and by other tools."""
    document = Document(
        f"{_SCHEMA}{_VERSION}",
        snapshot.tool,
        datetime.fromtimestamp(snapshot.made, UTC),
        Project(name_of(snapshot.root), snapshot.identity),
        [name_of(folder) for folder in snapshot.unread],
        "",
        [_row(path, link) for path, link in sorted(snapshot.links.items())],
    )
    document.checksum = _checksum(document)
    links, document.links = document.links, []
    head = msgspec.json.format(msgspec.json.encode(document), indent=1)
    end = b'"links": []\n}'
    rows = b",\n  ".join(map(msgspec.json.encode, links))
    return [head.removesuffix(end), b'"links": [\n  ', rows, b"\n ]\n}\n"]


def decode(data: bytes, path: bytes) -> Snapshot:
    """The snapshot in the text of a file; of the seed article's format as well.

    Raises UsageError, with what is wrong, for a file that is none: damaged, cut off, of a newer
    version, with a path that leads out of the project.
    """
    data = data.removeprefix(_BOM)
    schema = _schema(data)
    if schema is None:
        from cvlink_gui.fs import seed_backup  # the format of other people's scripts

        return seed_backup.decode(data, path)
    _check_version(schema, path)
    try:
        document = msgspec.json.decode(data, type=Document)
    except _ERRORS as error:
        raise _bad(Said(str(error)), path) from None
    checksum, document.checksum = document.checksum, ""
    if _checksum(document) != checksum:
        words = say("This snapshot is damaged: its checksum is another one")
        raise UsageError(words, path=path, hint=_ANOTHER)
    made = document.made.timestamp()
    if not 0 <= made < _END_OF_TIME:
        raise _bad(say("made at no time"), path)
    return Snapshot(
        dict(_links(document, path)),
        made,
        bytes_of(document.project.path),
        document.project.identity,
        tuple(map(bytes_of, document.unread)),
        document.tool,
    )


def checked(link: bytes, text: bytes, path: bytes) -> bytes:
    """The path of a link; UsageError for one that no project can have."""
    if not link or link[:1] == b"/" or normal(link) != link or link.split(b"/")[0] == b"..":
        why = say("it names a path that leads out of the project")
    elif b"\0" in link or b"\0" in text or not text:
        why = say("a path or a text in it is empty or has a NUL")
    else:
        return link
    raise _bad(why, path)


def _links(document: Document, path: bytes) -> Iterator[tuple[bytes, Recorded]]:
    seen: set[bytes] = set()
    for row in document.links:
        link, text = bytes_of(row.path), bytes_of(row.text)
        if link in seen:
            raise _bad(say("a link is there twice"), path)
        if row.kind not in _KINDS:
            raise _bad(say("no kind of link: {kind}", kind=row.kind[:20]), path)
        seen.add(link)
        times = row.mtime, row.ctime
        yield checked(link, text, path), Recorded(text, _KINDS[row.kind], *times, row.identity)


def _schema(data: bytes) -> str | None:
    """What a document says it is; None if it says nothing, or is none."""
    try:
        return msgspec.json.decode(data, type=Head).schema
    except _ERRORS:
        return None


def _check_version(schema: str, path: bytes) -> None:
    number = schema.removeprefix(_SCHEMA)
    if schema == f"{_SCHEMA}{_VERSION}":
        return
    if schema.startswith(_SCHEMA) and number.isdecimal() and len(number) < 9:
        words = say("This snapshot is of a newer version of cvlink: {schema}", schema=schema)
        raise UsageError(words, path=path, hint=say("Nothing was changed. Update cvlink."))
    raise _bad(say("its schema is {schema}", schema=repr(schema)[:40]), path)


def _bad(why: Said, path: bytes) -> UsageError:
    return UsageError(say("This is no snapshot: {why}", why=why), path=path, hint=_ANOTHER)


def _row(path: bytes, link: Recorded) -> Link:
    times = link.mtime, link.ctime
    return Link(name_of(path), name_of(link.text), link.kind.name.lower(), *times, link.identity)


def _checksum(document: Document) -> str:
    return sha256(msgspec.json.encode(document)).hexdigest()
