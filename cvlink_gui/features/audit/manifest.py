"""The frozen manifest: what an audit saw, written down, so that a later one can tell what changed.

It has every link with its text and where it ends, and every file of the data with size and time.
In folders that play no part as data, those of experiments among them, only images count: the rest
is code, and what training writes there.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cvlink_gui import __version__
from cvlink_gui.core.cached import cached_property
from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.errors import CvlinkError, StorageError, UsageError, from_os_error
from cvlink_gui.core.layout import Role
from cvlink_gui.core.links import Health, Kind
from cvlink_gui.core.names import join
from cvlink_gui.core.said import say, say_count
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.folders import images_among
from cvlink_gui.features.audit.groups import Group
from cvlink_gui.features.audit.keyed import Keyed
from cvlink_gui.features.audit.report import Audit, experiments
from cvlink_gui.features.project import Project
from cvlink_gui.fs.files import read_regular, write_atomic
from cvlink_gui.fs.hashing import stamp_of

if TYPE_CHECKING:
    from cvlink_gui.features.audit import manifest_types
    from cvlink_gui.features.audit.manifest_types import Manifest

_LIMIT = 1 << 30  # bytes; 370,000 links and 123,000 files have 60 MB
_DATA = frozenset({Role.RAW, Role.PROCESSED, Role.SPLITS})
_TOOLS = frozenset({b".git", b".dvc"})  # folders of tools are no data


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as it is: its text, where it ends, and what is there.

    real      None where it leads nowhere
    identity  (device, inode, size, mtime in ns) of a file, (device, inode) of a folder
    key       its content key, "" for none
    """

    text: bytes
    real: bytes | None
    identity: tuple[int, ...]
    key: str


Filed = tuple[int, int, int]  # inode, size, mtime in ns


class Snapshot:
    """The links and files of a scanned project, folder by folder, as they are now."""

    def __init__(self, project: Project) -> None:
        self.contents = Contents(project)
        self.project = project
        self._keyed = Keyed(self.contents)
        self._stamps: dict[bytes, tuple[int, ...]] = {}

    @cached_property
    def identity(self) -> tuple[int, int]:
        """Device and inode of the root: by these a copy elsewhere is told apart."""
        found = os.stat(self.project.root)
        return found.st_dev, found.st_ino

    def folders(self, experiments: Iterable[bytes], *, whole: bool) -> list[bytes]:
        """The real folders a manifest is about."""
        tree = self.project.tree
        reached = [folder for path in experiments for folder in self.contents.entered(path)]
        own = [tree.path(node) for node in (ROOT, *tree.folders())] if whole else []
        found = sorted({*reached, *own})
        return [path for path in found if _TOOLS.isdisjoint(path.split(b"/"))]

    def links(self, folder: bytes) -> Mapping[bytes, Linked]:
        """The links in a real folder by name."""
        keys = self._keyed.of(folder)
        return {
            link: Linked(text, real, self._stamp(real, kind), str(keys.get(link, "")))
            for group in self.contents.folder(folder).groups
            for link, text, real, kind in self._ends(group)
        }

    def files(self, folder: bytes) -> dict[bytes, Filed]:
        """The data files in a real folder by name; storage that does not answer has none."""
        path = self.project.policy.absolute(folder)
        names = self.contents.folder(folder).files
        if not self._is_data(folder):
            names = frozenset(images_among(list(names)))
        if not names or not self.contents.answers(path):
            return {}
        try:
            with os.scandir(path) as found:
                rows = [(e.name, e.stat(follow_symlinks=False)) for e in found if e.name in names]
        except OSError as error:
            raise from_os_error(error, "read it", path) from error
        return {name: (s.st_ino, s.st_size, s.st_mtime_ns) for name, s in rows}

    def _is_data(self, folder: bytes) -> bool:
        layout = self.project.layout
        if folder.startswith(b"/") or not layout.is_project:
            return bool(folder)
        return layout.role_of(folder) in _DATA

    def _ends(self, group: Group) -> Iterator[tuple[bytes, bytes, bytes | None, Kind]]:
        """(name, text, real path, kind) of the links of a group; one walk for all of them."""
        where = self.contents.end_of(group)[0]
        there = self.contents.folder(where) if where is not None else None
        for link, name, health, kind in group.rows():
            real: bytes | None = None
            if health is Health.OK and where is not None and there is not None:
                plain = name and name not in there.links
                real = join(where, name) if plain else self.contents.real(join(group.folder, link))
            yield link, group.prefix + name, real, kind

    def _stamp(self, real: bytes | None, kind: Kind) -> tuple[int, ...]:
        if real is None:
            return ()
        if real not in self._stamps:
            path = self.project.policy.absolute(real)
            try:
                stamp: tuple[int, ...] = stamp_of(path) if self.contents.answers(path) else ()
            except OSError:
                stamp = ()  # it went away since the scan
            self._stamps[real] = stamp[:2] if kind is Kind.DIR else stamp
        return self._stamps[real]


def write_manifest(project: Project, audit: Audit, path: bytes) -> None:
    """Freeze what an audit was about into a file: whole or not at all.

    path  relative to the root, or absolute; what was there stays beside it as `path~`

    Raises UsageError where there is nothing to freeze, StorageError where not all could be read and
    a file is there already: neither is to take the place of a good one. Raises CvlinkError where it
    cannot be written, NotAnswering where its storage does not answer.
    """
    from cvlink_gui.features.audit import manifest_types

    full = project.policy.absolute(path)
    project.storage.check([full])
    unread = len(project.tree.errors()) + len(project.storage.silent)
    if unread and os.path.lexists(full):
        words = say_count(
            unread,
            "%Ln folder could not be read, so this file was left as it is",
            "%Ln folders could not be read, so this file was left as it is",
        )
        raise StorageError(words, path=full, hint=say("Name a new file, or mend the folders."))
    frozen = freeze(project, audit)
    if not any(folder.links or folder.files for folder in frozen.folders):
        hint = say("Check the path, and whether the data is mounted.")
        raise UsageError(
            say("There is no link and no data to freeze"), path=project.root, hint=hint
        )
    try:
        write_atomic(full, manifest_types.encode(frozen), keep_previous=True)
    except OSError as error:
        raise from_os_error(error, "write the manifest", full) from error


def read_manifest(path: bytes) -> "Manifest":
    """A manifest from a file (absolute, or relative to the working folder).

    Raises UsageError, with what is wrong, for a file that is none or cannot be read.
    """
    from cvlink_gui.features.audit import manifest_types

    hint = say("Write one with `cvlink audit --write-manifest FILE`.")
    try:
        data = read_regular(path, _LIMIT)
    except OSError as error:
        raise UsageError(from_os_error(error, "read it", path).message, path=path) from error
    try:
        found = manifest_types.DECODER.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except manifest_types.ERRORS as error:
        words = say("This is no manifest: {why}", why=str(error))
        raise UsageError(words, path=path, hint=hint) from None
    if found.schema != manifest_types.SCHEMA:
        words = say("This is no manifest of this version: {schema}", schema=found.schema[:60])
        raise UsageError(words, path=path, hint=hint)
    return found


def freeze(project: Project, audit: Audit) -> "Manifest":
    """What an audit was about, as a manifest."""
    from cvlink_gui.features.audit import manifest_types as types

    now = Snapshot(project)
    chosen = [experiment.path for experiment in audit.experiments]
    whole = set(chosen) == set(experiments(project))
    name = types.name_of
    return types.Manifest(
        types.SCHEMA,
        __version__,
        datetime.now(UTC).isoformat(timespec="seconds"),
        types.Root(name(project.root), *now.identity),
        audit.verdict.value,
        whole,
        [
            types.Experiment(name(e.path), e.verdict.value, _names(now.contents.entered(e.path)))
            for e in audit.experiments
        ],
        list(_repositories(now)),
        [
            types.Output(name(o.path), name(o.source), o.hash, o.algorithm, o.size)
            for o in now.contents.stores.records.outputs.values()
        ],
        [_folder(now, path) for path in now.folders(chosen, whole=whole)],
    )


def _names(paths: Iterable[bytes]) -> "list[manifest_types.Name]":
    from cvlink_gui.features.audit.manifest_types import name_of

    return list(map(name_of, paths))


def _repositories(now: Snapshot) -> "Iterator[manifest_types.Repository]":
    from cvlink_gui.features.audit.manifest_types import Repository, name_of

    for one in now.contents.stores.repositories:
        try:
            now.contents.check(one.top)
            commit = one.commit
        except CvlinkError:
            commit = ""  # a finding of the audit says so
        yield Repository(name_of(now.project.policy.inside(one.top)), commit)


def _folder(now: Snapshot, path: bytes) -> "manifest_types.Folder":
    from cvlink_gui.features.audit.manifest_types import File, Folder, Link, name_of

    links = [
        Link(
            name_of(name),
            name_of(link.text),
            None if link.real is None else name_of(link.real),
            list(link.identity),
            link.key,
        )
        for name, link in sorted(now.links(path).items())
    ]
    files = [File(name_of(name), *stamp) for name, stamp in sorted(now.files(path).items())]
    return Folder(name_of(path), links, files)
