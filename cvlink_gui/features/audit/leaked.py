"""The images two splits share, as each of them reaches them: what a leak finding is shown with."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import join, shown
from cvlink_gui.features.audit.contents import Contents, Place
from cvlink_gui.features.audit.splits import Split, pair_of, splits_of
from cvlink_gui.features.project import Project

LEAKS = frozenset({"split-leak", "split-leak-bytes"})  # rules whose images can be looked at
MOST = 60  # pairs that are looked up: more are not looked at one by one
_SAME = " = "  # stands between the two names of one content key


@dataclass(frozen=True, slots=True)
class Image:
    """One image: its path through the split, links not followed, and its real place."""

    path: bytes
    real: bytes


@dataclass(frozen=True, slots=True)
class Leaked:
    """What two splits share: their names, some pairs of images, and how many there are in all."""

    splits: tuple[bytes, bytes]
    pairs: tuple[tuple[Image, Image], ...]
    total: int


def leaked(project: Project, finding: Finding, most: int = MOST) -> Leaked | None:
    """The images of a leak, looked up in the scanned tree; None where its splits are gone."""
    contents = Contents(project)
    experiment = project.layout.experiment_of(finding.paths[0])
    splits = [] if experiment is None else splits_of(contents, experiment)
    both = pair_of(splits, finding.paths)
    if both is None:
        return None
    one, other = both
    places = _told(both, finding)
    if not places:
        places = [(place, place) for place in contents.shared(one.content, other.content)]
    places = places[:most]
    here = _paths(contents, one, {first for first, _ in places})
    there = _paths(contents, other, {second for _, second in places})
    pairs = tuple((_image(here, first), _image(there, second)) for first, second in places)
    total = finding.evidence.get("count", len(pairs))
    return Leaked((one.name, other.name), pairs, total if isinstance(total, int) else len(pairs))


def _image(paths: dict[Place, bytes], place: Place) -> Image:
    return Image(paths.get(place, join(*place)), join(*place))


def _told(both: tuple[Split, Split], finding: Finding) -> list[tuple[Place, Place]]:
    """The pairs the evidence names, of two files each; none where it names one file for both."""
    words = list(_pairs(finding))
    ours = _known(both[0], {first for first, _ in words})
    theirs = _known(both[1], {second for _, second in words})
    return [(ours[a], theirs[b]) for a, b in words if a in ours and b in theirs]


def _pairs(finding: Finding) -> Iterator[tuple[str, str]]:
    for name in ("pairs", "files"):
        found = finding.evidence.get(name)
        for item in found if isinstance(found, list) else ():
            both = item.split(_SAME) if isinstance(item, str) else item
            if len(both) == 2:
                yield str(both[0]), str(both[1])


def _known(split: Split, words: set[str]) -> dict[str, Place]:
    """The images of a split with these names, as they are shown."""
    if not words:
        return {}
    places = ((folder, name) for folder, names in split.content.items() for name in names)
    return {text: place for place in places if (text := shown(join(*place))) in words}


def _paths(contents: Contents, split: Split, wanted: set[Place]) -> dict[Place, bytes]:
    """Where a split has these images: the first path of each, by way of its links."""
    found: dict[Place, bytes] = {}
    seen: set[bytes] = set()
    ahead = deque((path, contents.real(path)) for path in split.paths)
    while ahead and len(found) < len(wanted):
        path, real = ahead.popleft()
        if real is None or real in seen:
            continue
        seen.add(real)
        for place, name in _in_folder(contents, real, wanted):
            found.setdefault(place, join(path, name))
        for name in contents.folder(real).subfolders:
            ahead.append((join(path, name), contents.real(join(real, name))))
    return found


def _in_folder(
    contents: Contents, real: bytes, wanted: Iterable[Place]
) -> Iterator[tuple[Place, bytes]]:
    """Those of the images that one folder holds or links to, with the name it has for each."""
    meant = set(wanted)
    folder = contents.folder(real)
    yield from ((place, place[1]) for place in meant if place[0] == real)
    for end in (end for group in folder.groups for end in contents.ends(group)):
        for link, name in zip(end.links, end.names, strict=True):
            if (end.folder, name) in meant:
                yield (end.folder, name), link
