"""The splits of an experiment: what its links and folders are called, and what lies behind."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from cvlink_gui.core.names import basename, join, parent
from cvlink_gui.core.settings import SPLIT_NAMES
from cvlink_gui.features.audit.contents import Content, Contents

_BESIDE = frozenset({b"labels", b"annotations", b"masks"})  # folders beside that of the images


@dataclass(frozen=True, slots=True)
class Split:
    """One split of an experiment: `train`, or `images/train` and `labels/train` together.

    paths  the links or folders that are it; content: the images behind them
    """

    name: bytes
    paths: tuple[bytes, ...]
    content: Content

    @property
    def images(self) -> bytes:
        """The path of it that holds its images."""
        with_images = [path for path in self.paths if basename(parent(path)) not in _BESIDE]
        return with_images[0] if with_images else self.paths[0]


def splits_of(contents: Contents, experiment: bytes) -> list[Split]:
    """The splits of an experiment, and links to data that have no split's name.

    Those that lead to a place nobody named for this project are no data: `/usr` has images too.
    A split lies in the experiment itself, or one folder further in (`images/train`, `v1/train`).
    """
    names = {name.encode() for name in contents.project.settings[SPLIT_NAMES]}
    found: dict[bytes, list[bytes]] = {}
    for name in _data_folders(contents, experiment):
        path = join(experiment, name)
        inner = [] if name in names else [n for n in _data_folders(contents, path) if n in names]
        for split in inner:
            found.setdefault(split, []).append(join(path, split))
        if not inner and (name in names or _is_data(contents, path)):
            found.setdefault(name, []).append(path)
    return [Split(name, tuple(paths), _merged(contents, paths)) for name, paths in found.items()]


def pair_of(splits: Iterable[Split], paths: tuple[bytes, ...]) -> tuple[Split, Split] | None:
    """The two splits a finding with these paths is about."""
    pairs = combinations(splits, 2)
    return next((pair for pair in pairs if (*pair[0].paths, *pair[1].paths) == paths), None)


def _is_data(contents: Contents, path: bytes) -> bool:
    """True for a link to a folder in the project or in an allowed root."""
    real = contents.real(path)
    policy = contents.project.policy
    return contents.is_link(path) and real is not None and policy.allows(policy.absolute(real))


def _data_folders(contents: Contents, path: bytes) -> list[bytes]:
    """Names in a folder that are folders, or links that lead to one."""
    real = contents.real(path)
    return [] if real is None else contents.folder(real).subfolders


def _merged(contents: Contents, paths: list[bytes]) -> Content:
    parts = [contents.behind(path) for path in paths]
    if len(parts) == 1:
        return parts[0]
    merged: dict[bytes, frozenset[bytes]] = {}
    for part in parts:
        for folder, names in part.items():
            merged[folder] = merged.get(folder, frozenset()) | names
    return merged
