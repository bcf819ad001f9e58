"""Which part each folder plays in a project: raw, processed, splits, experiments."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cvlink_gui.core.names import basename, is_within, join, parent


class Role(StrEnum):
    RAW = "raw"
    PROCESSED = "processed"
    SPLITS = "splits"
    EXPERIMENTS = "experiments"


# Names by convention: plain, Cookiecutter Data Science, Kedro, detectron2.
ROLE_NAMES: Mapping[bytes, Role] = {
    b"raw": Role.RAW,
    b"external": Role.RAW,
    b"01_raw": Role.RAW,
    b"datasets": Role.RAW,
    b"processed": Role.PROCESSED,
    b"interim": Role.PROCESSED,
    b"02_intermediate": Role.PROCESSED,
    b"03_primary": Role.PROCESSED,
    b"04_feature": Role.PROCESSED,
    b"splits": Role.SPLITS,
    b"05_model_input": Role.SPLITS,
    b"experiments": Role.EXPERIMENTS,
}
_DATA = b"data"
_BASES = (b"", _DATA)


@dataclass(frozen=True, slots=True)
class Layout:
    """Folders (relative to the root) and the role each plays; empty for no data project."""

    roles: Mapping[bytes, Role] = field(default_factory=dict)

    def folders(self, role: Role) -> list[bytes]:
        """The folders of a role, in order."""
        return sorted(path for path, known in self.roles.items() if known is role)

    def role_of(self, path: bytes) -> Role | None:
        """The role of the folder that `path` is or lies in; the innermost one counts."""
        while path:
            if path in self.roles:
                return self.roles[path]
            path = parent(path)
        return self.roles.get(b"")

    def experiment_of(self, path: bytes) -> bytes | None:
        """The experiment's folder that `path` is or lies in."""
        for folder in self.folders(Role.EXPERIMENTS):
            if path != folder and is_within(path, folder):
                return join(folder, path[len(folder) + 1 :].split(b"/")[0])
        return None

    @property
    def experiments_folder(self) -> bytes:
        """Where new experiments go."""
        return next(iter(self.folders(Role.EXPERIMENTS)), b"experiments")

    @property
    def is_project(self) -> bool:
        return bool(self.roles)


def detect(
    folders_in: Callable[[bytes], Iterable[bytes]],
    chosen: Mapping[bytes, Role] | None = None,
    links_in: Callable[[bytes], Iterable[bytes]] = lambda _path: (),
) -> Layout:
    """The layout seen from names: role folders at the root and below `data/`.

    Where nothing in `data/` has such a name, and there are links in it, these lead to data sets
    and `data/` holds versions one may choose (mmdetection, docs: "symlink the dataset root to
    $MMDETECTION/data").

    folders_in  names of the sub-folders of a relative path, linked folders included
    links_in    names of the links among them
    chosen      the user's own word, which stands above every guess: where a role is named in
                it, no folder is guessed for that role
    """
    chosen = dict(chosen or {})
    settled = set(chosen.values())
    guessed = {
        path: role
        for base in _BASES
        for path in (join(base, name) for name in folders_in(base))
        if (role := ROLE_NAMES.get(basename(path))) and role not in settled
    }
    has_roles = any(is_within(path, _DATA) for path in (*guessed, *chosen))
    if not has_roles and Role.PROCESSED not in settled and any(links_in(_DATA)):
        guessed[_DATA] = Role.PROCESSED
    return Layout(guessed | chosen)
