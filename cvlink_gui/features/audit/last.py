"""What changed since the last audit somebody asked for; kept beside the project's journal.

What is compared lies in memory after an audit of tier T0: names and link texts of folders. Of data
files size and mtime are asked as well, by the folder. No inodes: on some network storage they are
others after every mount.
"""

import os
import time
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import compress

from cvlink_gui.core.cached import cached_property
from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.findings import Finding
from cvlink_gui.core.layout import Role
from cvlink_gui.core.links import NUL, Kind
from cvlink_gui.core.names import join, shown
from cvlink_gui.core.said import say
from cvlink_gui.core.settings import AUDIT_OFF, SINCE_LAST
from cvlink_gui.core.waiving import adjusted
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.drift import Change, bytes_said, findings_of, since_audit
from cvlink_gui.features.audit.drift import Kind as Of
from cvlink_gui.features.audit.folders import images_among
from cvlink_gui.features.audit.last_file import Columns, Kept, Last, Sums, read, sums_of, written
from cvlink_gui.features.audit.report import chosen
from cvlink_gui.features.audit.request import Request
from cvlink_gui.features.frozen import RESULTS
from cvlink_gui.features.project import Project
from cvlink_gui.fs.files import write_atomic

_DATA = frozenset({Role.RAW, Role.PROCESSED, Role.SPLITS})
_NOT_DATA = RESULTS | {b".git", b".dvc"}  # what training and tools write
_LINKS = frozenset({Kind.SYMLINK, Kind.JUNCTION})
_FOLDER, _FILE = b"\0folder", b"\0file"  # in place of a link's text, which has no NUL

Reach = Mapping[bytes, frozenset[bytes] | None]  # real folder -> names in it; None for all


class LastAudit:
    """The last audit of a project, beside the one under way.

    contents  those of the audit under way: what it has asked is not asked again
    """

    def __init__(self, contents: Contents, request: Request) -> None:
        self._contents = contents
        self._project = contents.project
        self._request = request
        self._met: dict[bytes, Kept | None] = {}  # folders as they are now

    def drift(self) -> list[Finding]:
        """What changed since then; nothing where there was none.

        Told for each experiment that reaches what changed, then for the rest.
        """
        request = self._request
        told = [k for k in self._known.values() if not request.only or k.path in self._reached]
        changes = {k.path: found for k in told if (found := list(self._changes(k)))}
        since = _time(min((max(self._at, self._known[p].made) for p in changes), default=0.0))
        findings: list[Finding] = []
        seen: set[Change] = set()
        for path, reach in self._reaches.items():
            mine = [c for f, found in changes.items() if f in reach for c in _met(found, reach[f])]
            seen.update(mine)
            findings += findings_of(mine, path.rpartition(b"/")[2], since, since_audit)
        if not request.only:
            left = [c for found in changes.values() for c in found if c not in seen]
            findings += findings_of(left, None, since, since_audit)
        return adjusted(findings, self._project.settings, request.today)

    def accept(self) -> None:
        """Keep what the audit under way was about: the next one does not tell of it again.

        Folders of experiments it was not about, and what could not be read, stay as known.
        """
        if not _is_wanted(self._project):
            return
        known, paths = self._known, self._about()
        rows = {p: row for p in paths if (row := self._worth_keeping(p) or known.get(p))}
        if self._request.only:
            rows = known | rows
        path = _path(self._project)
        try:
            if _sums(rows) != _sums(known):
                whole = (self._whole(row) for row in rows.values())
                self._write(path, [row for row in whole if row])
            at = self._at if self._request.only else time.time()
            if rows or known:
                os.utime(path, (at, at))  # when all of it was looked at
        except OSError as error:
            _log("could not keep", self._project, error)

    def _write(self, path: bytes, rows: list[Kept]) -> None:
        root = self._project.root
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        write_atomic(path, written(Last(root, _inode(root), rows)), sync=False)

    def _now(self, path: bytes) -> Kept | None:
        """A folder as it is now; None for one that cannot be read."""
        if path not in self._met:
            self._met[path] = _kept(self._contents, path)
        return self._met[path]

    def _worth_keeping(self, path: bytes) -> Kept | None:
        """The same; None for one that has nothing that counts as well."""
        now, contents = self._now(path), self._contents
        if now is None or (path.startswith(b"/") and not now.has_names):
            return None  # a disk may be missing: what it had is better known than that it is empty
        counts = (
            now.has_stamps or contents.folder(path).listing.has_links or _is_data(contents, path)
        )
        return now if counts else None

    def _whole(self, row: Kept) -> Kept | None:
        """A folder with its columns read; None where they are damaged."""
        try:
            columns = row.columns()
        except (OSError, ValueError) as error:
            _log("passing by a folder of", self._project, error)
            return None
        return row._replace(columns=lambda: columns)

    def _changes(self, kept: Kept) -> Iterator[Change]:
        """What is other in one folder; nothing where it cannot be read, another rule says so."""
        now = self._now(kept.path)
        if now is None or now.sums == kept.sums:
            return  # nearly every folder
        if kept.has_names and not now.has_names:
            words = say("an empty folder")  # or a disk is missing
            yield Change(Of.GONE, kept.path, shown(kept.path), words)
        elif then := self._whole(kept):
            is_data = _is_data(self._contents, kept.path)
            yield from _changed(kept.path, then.columns(), now.columns(), is_data=is_data)

    @cached_property
    def _read(self) -> tuple[dict[bytes, Kept], float]:
        wanted = _is_wanted(self._project)
        return (_recalled(self._project) if wanted else None) or ({}, 0.0)

    @property
    def _known(self) -> dict[bytes, Kept]:
        return self._read[0]

    @property
    def _at(self) -> float:
        """When all of the project was audited."""
        return self._read[1]

    @cached_property
    def _reaches(self) -> Mapping[bytes, Reach]:
        """What the experiments stand on."""
        return {p: _reach(self._contents, p) for p in chosen(self._project, self._request)}

    @cached_property
    def _reached(self) -> frozenset[bytes]:
        return frozenset().union(*self._reaches.values())

    def _about(self) -> list[bytes]:
        """The real folders of this audit, but for what training and tools write."""
        tree = self._project.tree
        own = () if self._request.only else (tree.path(n) for n in (ROOT, *tree.folders()))
        paths = dict.fromkeys([*sorted(self._reached), *own])
        return [path for path in paths if _NOT_DATA.isdisjoint(path.split(b"/"))]


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _is_wanted(project: Project) -> bool:
    return project.settings[SINCE_LAST] and "drift" not in project.settings[AUDIT_OFF]


def _path(project: Project) -> bytes:
    return os.path.join(project.journal.folder, b"last-audit")


def _recalled(project: Project) -> tuple[dict[bytes, Kept], float] | None:
    """What was kept by folder, and the time of the file; None for what is of no use."""
    path = _path(project)
    try:
        found = read(path)
        at = os.stat(path).st_mtime
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        _log("passing by", project, error)
        return None
    if (found.root, found.inode) != (project.root, _inode(project.root)):
        return None
    return {kept.path: kept for kept in found.folders}, at


def _inode(path: bytes) -> int:
    return os.stat(path).st_ino & (1 << 64) - 1  # Windows has longer ones


def _log(what: str, project: Project, why: Exception) -> None:
    import logging  # seldom needed

    logging.getLogger(__name__).info("%s %s: %s", what, shown(_path(project)), why)


def _reach(contents: Contents, experiment: bytes) -> Reach:
    """What an experiment stands on: folders it enters, and images its links lead to."""
    return {**contents.behind(experiment), **dict.fromkeys(contents.entered(experiment))}


def _met(found: Iterable[Change], names: frozenset[bytes] | None) -> Iterator[Change]:
    return (c for c in found if names is None or c.path.rpartition(b"/")[2] in names)


def _kept(contents: Contents, path: bytes) -> Kept | None:
    """A folder as it is now; None for one that cannot be read."""
    listing = contents.folder(path).listing
    if listing.error or not contents.answers(path):
        return None
    stamps = _stamps(contents, path)
    if stamps is None:
        return None
    columns = listing.names, listing.kinds, listing.targets, stamps
    return Kept(path, time.time(), sums_of(columns), lambda: columns)


def _is_data(contents: Contents, path: bytes) -> bool:
    """True for folders of which every name counts; of the others links and images do."""
    return path.startswith(b"/") or contents.project.layout.role_of(path) in _DATA


def _sums(rows: Mapping[bytes, Kept]) -> dict[bytes, Sums]:
    """All of some folders but when they were audited."""
    return {path: row.sums for path, row in rows.items()}


def _stamps(contents: Contents, path: bytes) -> bytes | None:
    """Sizes, then times, of the data files of a folder; None if it went away."""
    own = contents.folder(path).own_files
    names = own if _is_data(contents, path) else images_among(own)
    if not names:
        return b""
    found = contents.files.all_in(path)
    if found is None:
        return None
    if len(names) == len(own):
        return found.sizes.tobytes() + found.times.tobytes()
    mask = [*map(frozenset(names).__contains__, own)]
    columns = (compress(column, mask) for column in (found.sizes, found.times))
    return b"".join(array("q", column).tobytes() for column in columns)


def _files(names: bytes, kinds: bytes, *, is_data: bool) -> list[bytes]:
    files = [n for n, kind in zip(names.split(NUL), kinds, strict=False) if kind == Kind.FILE]
    return files if is_data else images_among(files)


def _changed(path: bytes, then: Columns, now: Columns, *, is_data: bool) -> Iterator[Change]:
    """What is other in the columns of one folder."""
    (*before, stamps), (*after, other) = then, now
    if before != after:
        was, became = (_entries(*columns, is_data=is_data) for columns in (before, after))
        yield from _compared(path, was, became)
    if stamps != other:
        files = (_files(*columns[:2], is_data=is_data) for columns in (before, after))
        yield from _written(path, *map(_by_name, files, (stamps, other)))


def _entries(names: bytes, kinds: bytes, targets: bytes, *, is_data: bool) -> dict[bytes, bytes]:
    """Link texts by name; of other entries those that count, with a mark in place of a text."""
    texts = iter(targets.split(NUL))
    found: dict[bytes, bytes] = {}
    for name, kind in zip(names.split(NUL), kinds, strict=False):
        if kind in _LINKS:
            found[name] = next(texts)
        elif kind == Kind.FILE and (is_data or images_among([name])):
            found[name] = _FILE
        elif kind == Kind.DIR and is_data:
            found[name] = _FOLDER
    return found


def _compared(
    folder: bytes, before: Mapping[bytes, bytes], after: Mapping[bytes, bytes]
) -> Iterator[Change]:
    for name in sorted(before.keys() - after.keys()):
        yield Change(Of.GONE, join(folder, name))
    for name in sorted(after.keys() - before.keys()):
        yield Change(Of.NEW, join(folder, name))
    for name in sorted(before.keys() & after.keys()):
        was, now = before[name], after[name]
        if was == now:
            continue
        both = {was, now}.isdisjoint({_FILE, _FOLDER})
        found = Change(Of.RETARGETED, join(folder, name), _what(was), _what(now))
        yield replace(found, text=was) if both else replace(found, kind=Of.CHANGED)


def _what(entry: bytes) -> str:
    marks = {_FILE: say("a file"), _FOLDER: say("a folder")}
    return marks.get(entry) or shown(entry)


Stamp = tuple[int, int]  # size, mtime in ns


def _by_name(names: list[bytes], stamps: bytes) -> dict[bytes, Stamp]:
    """Empty where they do not fit: other folders count as data than then."""
    numbers = array("q", stamps)
    if len(numbers) != 2 * len(names):
        return {}
    rows = zip(numbers[: len(names)], numbers[len(names) :], strict=True)
    return dict(zip(names, rows, strict=True))


def _written(
    folder: bytes, then: Mapping[bytes, Stamp], now: Mapping[bytes, Stamp]
) -> Iterator[Change]:
    for name in sorted(then.keys() & now.keys()):
        (size, _), (other, _) = then[name], now[name]
        if then[name] == now[name] or other < 0:
            continue
        words = say("mtime of then"), say("another mtime")
        if size != other:
            words = bytes_said(size), bytes_said(other)
        yield Change(Of.CHANGED, join(folder, name), *words)
