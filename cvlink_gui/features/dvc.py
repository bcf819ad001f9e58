"""What DVC recorded of a project's data, read from its files; DVC itself is not needed.

The formats are those of doc.dvc.org (".dvc files", "dvc.yaml files", "Structure of the cache
directory", "Configuration"); what is not written there is as dvc 3 does it.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from cvlink_gui.core.cached import cached_property
from cvlink_gui.core.errors import CvlinkError, from_os_error
from cvlink_gui.core.keys import ContentKey
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import basename, join, normal, parent, ways_to
from cvlink_gui.core.said import say
from cvlink_gui.features.project import Project
from cvlink_gui.fs.crossing import must_answer
from cvlink_gui.fs.documents import read_ini, read_yaml
from cvlink_gui.fs.files import read_regular

if TYPE_CHECKING:
    from cvlink_gui.features.dvc_types import Listed, Out

_LIST_LIMIT = 1 << 30  # bytes of the list of a folder; one of COCO has 8 MB
_LEGACY = "md5-dos2unix"  # what is recorded without a word on the hash: DVC before 3
_HASH = re.compile(r"[0-9a-f]{32}(\.dir)?")
_SETTINGS = (b".dvc/config.local", b".dvc/config")  # in a repository, what counts first
_URL = re.compile(r"\w+://")
_HINT = say("Make the file anew: `dvc add`, `dvc repro` or `git checkout`.")


@dataclass(frozen=True, slots=True)
class Store:
    """A folder with a `.dvc` (absolute), and where its cache is (absolute)."""

    top: bytes
    cache: bytes

    def object(self, algorithm: str, number: str) -> bytes:
        """Where content with a hash is kept, absolute."""
        folder = self.cache if algorithm == _LEGACY else join(self.cache, b"files/md5")
        return join(folder, f"{number[:2]}/{number[2:]}".encode("ascii"))

    def has(self, key: ContentKey) -> bool:
        """True if the cache has that content."""
        return os.path.lexists(self.object(key.algorithm, key.hash))


@dataclass(frozen=True)
class Output:
    """A file or folder DVC looks after.

    path       as the project names it
    source     the .dvc file or dvc.lock that records it; `stage` its stage there
    hash       in hexadecimal, of a folder with `.dir`; "" where none is recorded
    algorithm  md5, or md5-dos2unix
    size       bytes, of all files together; `count` how many, where recorded
    imported   the repository it comes from
    """

    path: bytes
    source: bytes
    store: Store
    hash: str
    algorithm: str = "md5"
    size: int | None = None
    count: int | None = None
    stage: str = ""
    imported: str = ""
    frozen: bool = False
    given: tuple[tuple[bytes, str], ...] | None = field(default=None, repr=False)

    @property
    def is_folder(self) -> bool:
        return self.hash.endswith(".dir") or self.given is not None

    @property
    def target(self) -> bytes:
        """What `dvc pull` and its like are told: the .dvc file, or the output itself."""
        return self.source if self.source.endswith(b".dvc") else self.path

    @cached_property
    def files(self) -> Mapping[bytes, str] | None:
        """Hash by path within a folder; None if the list of them is not in the cache.

        Raises CvlinkError for a list that cannot be read.
        """
        if self.given is not None:
            return dict(self.given)
        from cvlink_gui.features import dvc_types

        path = self.store.object(self.algorithm, self.hash)
        try:
            listed = dvc_types.LISTS.decode(read_regular(path, _LIST_LIMIT))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise from_os_error(error, "read it", path) from error
        except dvc_types.ERRORS as error:
            hint = say("Fetch it again: `dvc fetch --force`.")
            words = say("no list of DVC: {why}", why=str(error))
            raise CvlinkError(words, path=path, hint=hint) from None
        return dict(_checked(listed, path))


@dataclass(frozen=True, slots=True)
class Records:
    """All that DVC recorded in a project, by the path of the output.

    errors  by the .dvc file or dvc.lock nothing is known of for it, why not
    """

    outputs: Mapping[bytes, Output]
    errors: Mapping[bytes, CvlinkError]

    def above(self, path: bytes) -> Output | None:
        """The output a path is or lies in."""
        return next((self.outputs[way] for way in ways_to(path) if way in self.outputs), None)


def records(project: Project) -> Records:
    """What the .dvc files and dvc.lock in the tree say."""
    tree = project.tree
    found: dict[bytes, Output] = {}
    errors: dict[bytes, CvlinkError] = {}
    check = partial(must_answer, project.storage.guard())
    stores = _Stores(project, check)
    nodes = [n for n in tree.ending(b".dvc", b"dvc.lock") if tree.kind(n) is Kind.FILE]
    for source in sorted(tree.paths(nodes)):
        is_lock = basename(source) == b"dvc.lock"
        if _is_inner(source) or not (is_lock or source.endswith(b".dvc")):
            continue
        try:
            check(project.policy.absolute(source))
            outputs = list((_of_lock if is_lock else _of_file)(project, stores, source))
        except CvlinkError as error:
            error.path = source if error.path is None else project.policy.inside(error.path)
            errors[source] = error
        else:
            found |= {output.path: output for output in outputs}
    return Records(found, errors)


class _Stores:
    """The store a path belongs to: that of the nearest folder upward with a `.dvc`."""

    def __init__(self, project: Project, check: Callable[[bytes], None]) -> None:
        """`check` raises NotAnswering for a place that is not to be asked."""
        self._project = project
        self.check = check
        self._known: dict[bytes, Store] = {}
        self._by_folder: dict[bytes, Store] = {}

    def of(self, path: bytes) -> Store:
        """`path` is absolute. Raises CvlinkError for settings that cannot be read."""
        folder = os.path.dirname(path)
        if folder not in self._by_folder:
            self._by_folder[folder] = self._above(folder)
        return self._by_folder[folder]

    def _above(self, top: bytes) -> Store:
        while not self._is_top(top):
            if top == os.path.dirname(top):  # files of DVC somebody copied out of a repository
                top = self._project.root
                break
            top = os.path.dirname(top)
        if top not in self._known:
            for name in _SETTINGS:
                self.check(join(top, name))
            self._known[top] = Store(top, cache_of(top))
        return self._known[top]

    def _is_top(self, folder: bytes) -> bool:
        self.check(join(folder, b".dvc"))
        return os.path.isdir(join(folder, b".dvc"))


def cache_of(top: bytes) -> bytes:
    """The cache of the DVC repository at a folder (absolute): the first setting that names it."""
    inside = join(top, b".dvc")
    for path in (*(join(top, name) for name in _SETTINGS), *_outer_settings()):
        for section, values in read_ini(path).items():
            if section.lower() == "cache" and (named := values.get("dir")):
                place = os.path.expanduser(os.fsencode(named))
                return normal(join(os.path.dirname(path), place))
    return join(inside, b"cache")


def _outer_settings() -> Iterator[bytes]:
    """The settings of the user and of the machine, as dvc/dirs.py finds them."""
    import platformdirs  # half of the start of a command

    user = platformdirs.user_config_dir("dvc", "iterative")
    machine = platformdirs.site_config_dir("dvc", "iterative")
    yield join(os.fsencode(os.environ.get("DVC_GLOBAL_CONFIG_DIR") or user), b"config")
    yield join(os.fsencode(os.environ.get("DVC_SYSTEM_CONFIG_DIR") or machine), b"config")


def _of_file(project: Project, stores: _Stores, source: bytes) -> Iterator[Output]:
    from cvlink_gui.features.dvc_types import DvcFile

    path = project.policy.absolute(source)
    read = read_yaml(path, DvcFile)
    store = stores.of(path)
    imported = next((dep.repo.url for dep in read.deps if dep.repo), "")
    for out in read.outs:
        if output := _output(project, store, source, out, read.wdir):
            plain = not imported and not read.frozen
            yield output if plain else replace(output, imported=imported, frozen=read.frozen)


def _of_lock(project: Project, stores: _Stores, source: bytes) -> Iterator[Output]:
    from cvlink_gui.features.dvc_types import Lock, Stage

    path = project.policy.absolute(source)
    try:
        stages = read_yaml(path, Lock).stages
    except CvlinkError:
        stages = read_yaml(path, dict[str, Stage])  # before schema 2.0
    store = stores.of(path)
    pipeline = join(os.path.dirname(path), b"dvc.yaml")
    stores.check(pipeline)
    places = _working_folders(pipeline)
    for name, stage in stages.items():
        place = places.get(name.partition("@")[0], ".")
        for out in stage.outs:
            if output := _output(project, store, source, out, place):
                yield replace(output, stage=name)


def _working_folders(path: bytes) -> dict[str, str]:
    """The folder each stage works in, as far as it stands there as plain text."""
    if not os.path.lexists(path):
        return {}
    from cvlink_gui.features.dvc_types import Pipeline

    stages = read_yaml(path, Pipeline).stages
    return {name: (place.do or place).wdir for name, place in stages.items()}


def _output(project: Project, store: Store, source: bytes, out: "Out", place: str) -> Output | None:
    """One output; None for what is not kept in the cache, or not on this machine."""
    if not out.cache or _URL.match(out.path) or "${" in place:
        return None
    if out.hash not in ("md5", _LEGACY) or (out.md5 and not _HASH.fullmatch(out.md5)):
        number = f"{out.hash:.40} {out.md5:.60}"
        raise CvlinkError(say("no hash of DVC: {number}", number=number), hint=_HINT)
    folder = join(parent(project.policy.absolute(source)), os.fsencode(place))
    path = project.policy.inside(normal(join(folder, os.fsencode(out.path))))
    given = None if out.files is None else tuple(_checked(out.files, source))
    return Output(path, source, store, out.md5, out.hash, out.size, out.nfiles, given=given)


def _checked(listed: "list[Listed]", path: bytes) -> Iterator[tuple[bytes, str]]:
    """(path, hash) of a list; a path that leaves the folder is none of DVC's."""
    for row in listed:
        name = os.fsencode(row.relpath)
        if normal(name) != name or name.startswith((b"/", b"../")) or not name:
            words = say("no list of DVC: it names {name}", name=f"{row.relpath!r:.80}")
            raise CvlinkError(words, path=path)
        if row.md5 and not _HASH.fullmatch(row.md5):
            words = say("no list of DVC: {number} is no md5", number=f"{row.md5!r:.80}")
            raise CvlinkError(words, path=path)
        yield name, row.md5


def _is_inner(path: bytes) -> bool:
    """True for what lies in the folder of a tool: caches have names of their own."""
    return not {b".git", b".dvc"}.isdisjoint(path.split(b"/")[:-1])
