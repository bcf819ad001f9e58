"""The order of rows: names as people count, what a row says in detail, the worst first."""

import re
from array import array
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from cvlink_gui.core.changes import Change
from cvlink_gui.core.folding import folded_bytes
from cvlink_gui.core.links import NUL, Health, Kind
from cvlink_gui.core.runs import Runs
from cvlink_gui.core.tree import LinkTree

_NUMBER = re.compile(rb"\d+")
_DIGITS = bytes(ord("0") if ord("0") <= byte <= ord("9") else byte for byte in range(256))
# For the order of details, what comes first: folders, links, the rest.
_FIRST: dict[int, int] = {Kind.DIR: 0, Kind.SYMLINK: 1, Kind.JUNCTION: 1}
_GROUP = bytes(_FIRST.get(kind, 2) for kind in range(256))
# Letters of Turkish in UTF-8, and what stands behind all of the letter before them.
_PLACES = {
    "ç".encode(): b"c\x7f",
    "ğ".encode(): b"g\x7f",
    "ö".encode(): b"o\x7f",
    "ş".encode(): b"s\x7f",
    "ü".encode(): b"u\x7f",
}
_WIDTH = 20  # longer numbers are digests: they are compared as text
_SAMPLE = 4096  # bytes
_NUMBERS_LIMIT = 250_000  # about 0.2 s; more numbers than that are digests, in byte order
_FEW = 200  # new names, for each of which a place is sought
_BROKEN_LIMIT = 1 << 20


class By(StrEnum):
    NAME = "name"
    DETAIL = "detail"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Order:
    """By what rows are sorted, and in which direction."""

    by: By = By.NAME
    descending: bool = False


def natural(tree: LinkTree, folder: int) -> Sequence[int]:
    """Ids of what lies in a folder: v2 before v10, capital letters beside small ones.

    A folder whose names are numbered with leading zeros is in this order as it is listed; one
    with very many numbers keeps the order of the bytes.
    """
    run, text = tree.children(folder), tree.joined_names(folder)
    if _is_natural(text, len(run)):
        return run
    others = _others(text, run)
    if len(others) <= _FEW:
        places = ([run.start - 1, *others], [*others, run.stop])
        alike = Runs(range(one + 1, other) for one, other in zip(*places, strict=True))
        return _with(tree, alike, others).plain
    keys = natural_key(text).split(NUL)
    return array("i", sorted(run, key=lambda node: keys[node - run.start]))


def followed(tree: LinkTree, change: Change, base: Sequence[int]) -> Sequence[int]:
    """`natural` of a folder that was listed again, from what it was before.

    Where little has changed the rest is not looked at. A base that was made since is made anew.
    """
    fresh, known, run = change.fresh(), Runs.of(base), change.before
    is_whole = (
        known is not None and len(known) == len(run) and all(p.start in run for p in known.parts)
    )
    if known is None or not is_whole or len(fresh) > _FEW:
        return natural(tree, change.folder)
    if _has_digests(tree.joined_names(change.folder)):
        return change.after
    kept = Runs(chain.from_iterable(map(change.moved, known.parts)))
    return _with(tree, kept, fresh).plain


def arranged(
    tree: LinkTree,
    nodes: Sequence[int],
    order: Order,
    rank: Callable[[int], int | None] = lambda _node: None,
) -> Sequence[int]:
    """Nodes in another order; `nodes` are in that of names, which equal ones keep.

    rank  how bad a node is, where somebody knows better than the links below it
    """
    if order.by is By.NAME:
        return nodes[::-1] if order.descending else nodes
    if order.by is By.DETAIL:
        return array("i", _by_details(tree, nodes, order.descending))
    made = _states(tree, nodes, rank)
    places = sorted(range(len(nodes)), key=made.__getitem__, reverse=order.descending)
    return array("i", map(nodes.__getitem__, places))


def _with(tree: LinkTree, nodes: Runs, more: Iterable[int]) -> Runs:
    """Nodes in natural order with some more, each in its place."""

    def key(node: int) -> tuple[bytes, int]:
        return natural_key(tree.name(node)), node

    for node in more:
        nodes = nodes.inserted(bisect(nodes, key(node), key=key), Runs([range(node, node + 1)]))
    return nodes


def _others(text: bytes, run: range) -> list[int]:
    """Nodes without those of the commonest shape, which are in order: only digits differ."""
    shapes = text.translate(_DIGITS).split(NUL)[:-1]
    (usual, _), *_ = Counter(shapes).most_common(1)
    return [node for node, shape in zip(run, shapes, strict=True) if shape != usual]


def _is_natural(text: bytes, count: int) -> bool:
    """True for names of one length with their digits in the same places, and for digests."""
    width = text.find(0) + 1
    if len(text) == width * count:
        shape = text.translate(_DIGITS)
        if shape == shape[:width] * count:
            return True
    return _has_digests(text)


def _has_digests(text: bytes) -> bool:
    numbers = len(_NUMBER.findall(text, 0, _SAMPLE))
    return numbers * (len(text) // _SAMPLE) > _NUMBERS_LIMIT


def natural_key(text: bytes) -> bytes:
    """What to compare instead of a name, or of many of them at once."""
    small = text.lower() if text.isascii() else _turkish(folded_bytes(text))
    return _NUMBER.sub(_padded, small)


def _turkish(text: bytes) -> bytes:
    """ç, ğ, ö, ş and ü behind c, g, o, s and u, not behind z."""
    for letter, place in _PLACES.items():
        text = text.replace(letter, place)
    return text


def _padded(number: re.Match[bytes]) -> bytes:
    return number[0].zfill(_WIDTH)


def _states(tree: LinkTree, nodes: Sequence[int], rank: Callable[[int], int | None]) -> list[int]:
    """How bad each node is: by its health, folders by the worst below, then by how many."""
    of_link = [_badness(health, 1) for health in Health]
    made = [of_link[health] for health in map(tree.healths.__getitem__, nodes)]
    kinds = bytes(map(tree.kinds.__getitem__, nodes))
    at = kinds.find(Kind.DIR)
    while at >= 0:
        totals, known = tree.totals(nodes[at]), rank(nodes[at])
        made[at] = _badness(totals.worst, totals.broken) if known is None else known
        at = kinds.find(Kind.DIR, at + 1)
    return made


def _badness(worst: int, broken: int) -> int:
    return worst * _BROKEN_LIMIT + min(broken, _BROKEN_LIMIT - 1) if worst else 0


def _by_details(tree: LinkTree, nodes: Sequence[int], descending: bool) -> Iterator[int]:
    """Folders by how much lies in them, links by their text, then the rest."""
    kinds = bytes(map(tree.kinds.__getitem__, nodes))
    groups: dict[int, list[int]] = {0: [], 1: [], 2: []}
    for node, group in zip(nodes, kinds.translate(_GROUP), strict=True):
        groups[group].append(node)
    texts: dict[int, bytes] = {}
    for folder in set(map(tree.parent, groups[1])):
        texts.update(_texts(tree, folder))
    groups[0].sort(key=lambda node: len(tree.children(node)), reverse=descending)
    groups[1].sort(key=texts.__getitem__, reverse=descending)
    return chain.from_iterable(groups[group] for group in sorted(groups, reverse=descending))


def _texts(tree: LinkTree, folder: int) -> Iterator[tuple[int, bytes]]:
    """Every link in a folder with its text."""
    listing = tree.listing(folder)
    kinds = zip(tree.children(folder), listing.kinds, strict=True)
    links = (node for node, kind in kinds if kind in (Kind.SYMLINK, Kind.JUNCTION))
    return zip(links, listing.targets.split(NUL), strict=False)
