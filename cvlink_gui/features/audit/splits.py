"""The splits of an experiment: what its links and folders are called, and what lies behind."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from cvlink_gui.core.names import basename, join, parent
from cvlink_gui.core.settings import SPLIT_NAMES
from cvlink_gui.features.audit.contents import Content, Contents

_WORDS = re.compile(rb"[-_.]")  # what stands between the words of a name
_DIGITS = b"0123456789"
_BESIDE = frozenset({b"labels", b"annotations", b"masks"})  # folders beside that of the images


@dataclass(frozen=True, slots=True)
class Split:
    """One split of an experiment: `train`, or `images/train` and `labels/train` together.

    paths  the links or folders that are it; content: the images behind them
    role   the name of the split it plays the part of; b"" for data that is no split
    """

    name: bytes
    paths: tuple[bytes, ...]
    content: Content
    role: bytes = b""

    @property
    def images(self) -> bytes:
        """The path of it that holds its images."""
        with_images = [path for path in self.paths if basename(parent(path)) not in _BESIDE]
        return with_images[0] if with_images else self.paths[0]


def splits_of(contents: Contents, experiment: bytes) -> list[Split]:
    """The splits of an experiment, and links to data that have no split's name.

    Those that lead to a place nobody named for this project are no data: `/usr` has images too.
    A split lies in the experiment itself, or one folder further in (`images/train`, `v1/train`,
    `data/train2017`), or in `images/` and `labels/` there. Where there is none of all that, the
    images in the experiment's own folder are its data.
    """
    names = {name.encode() for name in contents.project.settings[SPLIT_NAMES]}
    found: dict[bytes, list[bytes]] = {}
    for name in _data_folders(contents, experiment):
        path = join(experiment, name)
        inner = [] if is_split(name, names) else _inner(contents, path, names)
        for split in inner:
            found.setdefault(basename(split), []).append(split)
        if not inner and (is_split(name, names) or _is_data(contents, path)):
            found.setdefault(name, []).append(path)
    own = {} if found else contents.directly_in(experiment)
    if own:
        return [Split(basename(experiment), (experiment,), own)]
    return [
        Split(
            name,
            tuple(paths),
            merged([contents.behind(path) for path in paths]),
            _role(contents, name, paths[0], names),
        )
        for name, paths in found.items()
    ]


def _inner(contents: Contents, path: bytes, names: Container[bytes]) -> list[bytes]:
    """Paths of the splits in a folder of an experiment."""
    own, *others = (
        [join(folder, name) for name in _data_folders(contents, folder) if is_split(name, names)]
        for folder in (path, join(path, b"images"), join(path, b"labels"))
    )
    return own or [split for found in others for split in found]


def is_split(name: bytes, names: Container[bytes]) -> bool:
    """True for the name of a split, and for one with a number behind it: `train2017`."""
    return name.rstrip(_DIGITS) in names


def rivals(splits: Iterable[Split]) -> Iterator[tuple[Split, Split]]:
    """Every two splits that must share nothing. What plays one part together is one split."""
    by_role: dict[bytes, list[Split]] = {}
    for split in splits:
        if split.role:
            by_role.setdefault(split.role, []).append(split)
    return combinations(map(_together, by_role.values()), 2)


def _together(splits: list[Split]) -> Split:
    if len(splits) == 1:
        return splits[0]
    paths = tuple(path for split in splits for path in split.paths)
    different = {id(split.content): split.content for split in splits}
    return replace(splits[0], paths=paths, content=merged(list(different.values())))


def pair_of(splits: Iterable[Split], paths: tuple[bytes, ...]) -> tuple[Split, Split] | None:
    """The two splits a finding with these paths is about."""
    return next((two for two in rivals(splits) if (*two[0].paths, *two[1].paths) == paths), None)


def _role(contents: Contents, name: bytes, path: bytes, names: set[bytes]) -> bytes:
    """The part of a link by its name, else by what it leads to is called: `train2017` is train."""
    if is_split(name, names):
        return name.rstrip(_DIGITS)
    real, followed = contents.trail(path)
    for place in (name, *map(basename, followed[1:]), basename(real or b"")):
        roles = {word.rstrip(_DIGITS) for word in _WORDS.split(place)} & names
        if len(roles) == 1:
            return roles.pop()
    return b""


def _is_data(contents: Contents, path: bytes) -> bool:
    """True for a link to a folder in the project or in an allowed root."""
    real = contents.real(path)
    policy = contents.project.policy
    return contents.is_link(path) and real is not None and policy.allows(policy.absolute(real))


def _data_folders(contents: Contents, path: bytes) -> list[bytes]:
    """Names in a folder that are folders, or links that lead to one."""
    real = contents.real(path)
    return [] if real is None else contents.folder(real).subfolders


def merged(parts: list[Content]) -> Content:
    """All of several contents; the very same one where there are no others."""
    if len(parts) == 1:
        return parts[0]
    whole: dict[bytes, frozenset[bytes]] = {}
    for part in parts:
        for folder, names in part.items():
            whole[folder] = whole[folder] | names if folder in whole else names
    return whole
