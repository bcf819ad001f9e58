"""Faults that lie at places, found once for the project and told of to whoever reaches them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import is_within, join, parent
from cvlink_gui.core.said import Said, say
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.faults import STORES, Fault
from cvlink_gui.features.audit.links import finding
from cvlink_gui.features.audit.reading import Reading
from cvlink_gui.features.audit.recorded import Recorded
from cvlink_gui.features.audit.sentences import failed
from cvlink_gui.features.audit.stores import Wanted
from cvlink_gui.features.dvc import Records
from cvlink_gui.features.git import became_files
from cvlink_gui.features.repository import Repository, text_hash
from cvlink_gui.fs.files import read_head

_LONGEST = 4095  # bytes of the text of a link: PATH_MAX, linux/limits.h


class PlaceRules:
    """What git and DVC say against what lies there. One for an audit."""

    def __init__(self, contents: Contents, reading: Reading) -> None:
        records = contents.stores.records
        self._contents = contents
        self._by_folder: defaultdict[bytes, dict[Fault, dict[bytes, None]]] = defaultdict(dict)
        self._within: list[tuple[bytes, Fault, bytes]] = []
        self._told: set[tuple[bytes, Fault, bytes]] = set()  # to somebody
        for source, error in records.errors.items():
            self._cannot_tell(parent(source), error.path or source, error)
        for fault, paths in Recorded(contents, records, reading).faults():
            for path in paths:
                self._put(fault, path, records)
        for repository in contents.stores.repositories:
            self._ask_git(repository)

    def findings(self, folders: Collection[bytes], experiment: bytes | None) -> list[Finding]:
        """What is wrong at some real folders, and below places nobody can tell of."""
        causes: defaultdict[Fault, dict[bytes, None]] = defaultdict(dict)
        for folder in folders:
            for fault, paths in self._by_folder.get(folder, {}).items():
                causes[fault].update(paths)
            for scoped in self._within:
                scope, fault, path = scoped
                if (experiment or scoped not in self._told) and is_within(folder, scope):
                    causes[fault][path] = None
                    self._told.add(scoped)
        found = [finding(fault, tuple(paths), experiment) for fault, paths in causes.items()]
        return [*found, *self._pointers(folders, experiment)]

    def _pointers(self, folders: Iterable[bytes], experiment: bytes | None) -> Iterator[Finding]:
        """Small files that stand for content: it was not fetched."""
        stores = self._contents.stores
        by_system: defaultdict[str, list[Wanted]] = defaultdict(list)
        for folder in folders:
            for name, key in stores.pointers(folder).items():
                by_system[key.system].append(Wanted(key.system, join(folder, name), key.size))
        for system, wanted in by_system.items():
            paths = tuple(one.path for one in wanted)
            made = finding(("not-fetched", STORES[system]), paths, experiment)
            yield replace(made, evidence={**made.evidence, **stores.fetching(wanted)})

    def _put(self, fault: Fault, path: bytes, records: Records) -> None:
        """A fault of a file counts where it lies, that of an output wherever in it one is."""
        output = records.outputs.get(path)
        if output is None or not output.is_folder:
            self._by_folder[parent(path)].setdefault(fault, {})[path] = None
        else:
            self._within.append((path, fault, path))

    def _ask_git(self, repository: Repository) -> None:
        top = self._contents.project.policy.inside(repository.top)
        scope = b"" if top.startswith(b"/") else top
        try:
            self._contents.check(repository.top)
            for path, number in became_files(self._contents.project, repository):
                fault = "link-became-text", _became(self._text(path), number)
                self._by_folder[parent(path)].setdefault(fault, {})[path] = None
        except CvlinkError as error:
            self._cannot_tell(scope, join(top, b".git"), error)

    def _cannot_tell(self, scope: bytes, path: bytes, error: CvlinkError) -> None:
        self._within.append((scope, ("unreadable", failed(path, error)), path))

    def _text(self, path: bytes) -> bytes | None:
        place = self._contents.project.policy.absolute(path)
        try:
            return read_head(place, _LONGEST + 1) if self._contents.answers(place) else None
        except OSError:
            return None


def _became(text: bytes | None, number: bytes) -> Said:
    if text is not None and text_hash(text, number) == number:
        return say("checked out as a text: `git config core.symlinks true`, then `git checkout` it")
    return say("git has a link here, and a file lies in its place")
