"""Choosing images: by the rank of a hash, or so that every class keeps its share.

The rank is sha256 of the seed, a NUL and the file name. It does not depend on the order of a file;
a tenth is contained in a fifth; and an image that comes in leaves the others as they are.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import compress

from cvlink_gui.core.coco import Id, Index
from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.said import say
from cvlink_gui.core.subset import Crowd, Match, Method, Wish

Unit = tuple[int, ...]  # places of images that are chosen together
Labels = Sequence[Collection[int]]  # places of the classes of each image
_NO_CLASS = -2  # what images without annotations have in common
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen.

    images       places of the images, in the order of the file
    annotations  places of the annotations that are kept, in the order of the file
    k            how many images were asked for
    excluded     how many were left out, by reason; of annotations those of images left out not
    """

    images: "list[int]"
    annotations: "list[int]"
    k: int
    excluded: dict[str, int]


def choose(index: Index, wish: Wish) -> Choice:
    """The images and annotations of a subset; UsageError where nothing passes the filters."""
    excluded: Counter[str] = Counter()
    passed = _passing(index, wish, excluded)
    labels: Labels = ()
    eligible: Sequence[int] = range(len(index.names))
    if wish.needs_labels:
        labels = _labels(index, passed)
        eligible = _eligible(index, labels, wish, excluded)
    if not eligible:
        raise UsageError(say("No image passes the filters"), hint=say("Ask for less."))
    units = ranked(index.names, index.ids, eligible, wish)
    k = wish.size(len(eligible))
    chosen = _chosen(units, labels, k, wish, excluded)
    excluded["not chosen"] = len(eligible) - len(chosen) - excluded["class limit"]
    images = sorted(chosen)
    kept = annotations_of(index, images, passed)
    return Choice(images, kept, k, {why: n for why, n in excluded.items() if n})


def annotations_of(index: Index, images: Iterable[int], among: Sequence[int]) -> list[int]:
    """Those of some annotations that are of some images."""
    inside = bytearray(len(index.names) + 1)  # -1, no image, is the last one
    for number in images:
        inside[number] = 1
    if isinstance(among, range):  # all of them
        return list(compress(among, map(inside.__getitem__, index.owner)))
    return [number for number in among if inside[index.owner[number]]]


def ranked(
    names: Sequence[str], ids: Sequence[Id], places: Iterable[int], wish: Wish
) -> list[Unit]:
    """Images by rank, those of one group together."""
    begin = wish.seed.encode("utf-8", "surrogateescape") + b"\0"

    def rank(key: str) -> str:  # texts are sorted sooner than bytes
        return sha256(begin + key.encode("utf-8", "surrogateescape")).hexdigest()

    if not wish.group:
        numbers = list(places)
        keys = [rank(names[i]) for i in numbers]
        order = sorted(range(len(keys)), key=keys.__getitem__)
        if len(set(keys)) < len(keys):  # a name that is there twice
            order.sort(key=lambda at: (keys[at], _sortable(ids[numbers[at]]), numbers[at]))
        return [(numbers[at],) for at in order]
    pattern = re.compile(wish.group)
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for i in places:
        found = pattern.match(names[i])
        groups[found[0] if found and found[0] else names[i]].append(i)
    return [tuple(groups[key]) for key in sorted(groups, key=lambda key: (rank(key), key))]


def _sortable(number: Id) -> tuple[bool, Id]:
    return isinstance(number, str), number


def _passing(index: Index, wish: Wish, excluded: "Counter[str]") -> Sequence[int]:
    """The annotations of these images that the filters leave."""
    lost = index.owner.count(-1)
    excluded["annotations without an image"] = lost
    everyone: Sequence[int] = range(len(index.owner))
    if lost:
        everyone = [number for number in everyone if index.owner[number] >= 0]
    if not wish.needs_areas:
        return everyone
    begins, passed = index.begins(), []
    for number in everyone:
        why = _refused(index, range(begins[number], begins[number + 1]), wish)
        if why:
            excluded[why] += 1
        else:
            passed.append(number)
    return passed


def _refused(index: Index, marks: Iterable[int], wish: Wish) -> str:
    """Why an annotation is left out: none of its marks passes."""
    low, high = wish.min_area, wish.max_area
    why = "annotations by crowd"
    for mark in marks:
        if wish.crowd is not Crowd.KEEP and index.crowd[mark] != (wish.crowd is Crowd.ONLY):
            continue
        why = "annotations by area"
        area = index.areas[mark]
        if low is None and high is None:
            return ""
        if area >= (low or 0.0) and (high is None or area <= high):
            return ""
    return why


def _labels(index: Index, passed: Sequence[int]) -> Labels:
    """The classes of every image, by the annotations that the filters leave."""
    labels: list[set[int]] = [set() for _ in index.names]
    if not index.parts:
        for number in passed:
            labels[index.owner[number]].add(index.marks[number])
        return labels
    begins = index.begins()
    for number in passed:
        labels[index.owner[number]].update(index.marks[begins[number] : begins[number + 1]])
    return labels


def _wanted(index: Index, wish: Wish) -> list[set[int]]:
    """The places of each class that is asked for; UsageError for an unknown one."""
    known: defaultdict[str, set[int]] = defaultdict(set)
    for place, (number, _) in enumerate(index.classes):
        known[str(number)].add(place)
    for name in {name for _, name in index.classes}:
        known[name] = {place for place, (_, other) in enumerate(index.classes) if other == name}
    for name in wish.classes:
        if name not in known:
            near = ", ".join(sorted(name for _, name in index.classes)[:_NAMED])
            raise UsageError(
                say("There is no class {name}", name=name),
                hint=say("There are {count}, such as {names}.", count=len(index.classes),
                         names=near),
            )  # fmt: skip
    return [known[name] for name in wish.classes]


def _eligible(index: Index, labels: Labels, wish: Wish, excluded: "Counter[str]") -> Sequence[int]:
    wanted = _wanted(index, wish)
    found = [i for i in range(len(index.names)) if _is_wanted(labels[i], wanted, wish)]
    excluded["class"] = len(index.names) - len(found)
    return _not_emptied(index, found, labels, excluded)


def _is_wanted(labels: Collection[int], wanted: list[set[int]], wish: Wish) -> bool:
    if not wanted or (not labels and wish.without_annotations):
        return True
    every = all if wish.match is Match.ALL else any
    return every(not one.isdisjoint(labels) for one in wanted)


def _not_emptied(
    index: Index, eligible: list[int], labels: Labels, excluded: "Counter[str]"
) -> list[int]:
    """Without images all of whose annotations were left out: they only look as if empty."""
    lost = ("annotations by area", "annotations by crowd")
    if not any(excluded[why] for why in lost):
        return eligible
    annotated = set(index.owner)
    kept = [i for i in eligible if labels[i] or i not in annotated]
    excluded["no annotation left"] = len(eligible) - len(kept)
    return kept


def _chosen(
    units: list[Unit], labels: Labels, k: int, wish: Wish, excluded: "Counter[str]"
) -> set[int]:
    capped = _capped(units, labels, wish.cap) if wish.cap else units
    excluded["class limit"] = _images(units) - _images(capped)
    take = _by_rank if wish.method is Method.HASH else _stratified
    if wish.without_annotations is None:
        chosen = take(capped, labels, k)
    else:
        chosen = _in_shares(capped, labels, k, wish.without_annotations, take)
    if wish.min_per_class:
        # The first of every class, whatever else is chosen, so that a tenth stays within a fifth.
        begun = set[int]() if wish.method is Method.HASH else chosen
        chosen |= _needed(capped, labels, wish.min_per_class, begun)
    return chosen


def _images(units: Iterable[Unit]) -> int:
    return sum(map(len, units))


def _by_rank(units: Sequence[Unit], _labels: Labels, k: int) -> set[int]:
    """The first k images; the last group whole."""
    chosen: set[int] = set()
    for unit in units:
        if len(chosen) >= k:
            break
        chosen.update(unit)
    return chosen


def _in_shares(
    units: Sequence[Unit],
    labels: Labels,
    k: int,
    share: float,
    take: Callable[[Sequence[Unit], Labels, int], set[int]],
) -> set[int]:
    """So many images, with a share of images without annotations, as far as there are so many."""
    empty = [unit for unit in units if not any(labels[i] for i in unit)]
    others = [unit for unit in units if any(labels[i] for i in unit)]
    count = min(round(k * share), _images(empty))
    return take(empty, labels, count) | take(others, labels, k - count)


def _capped(units: Iterable[Unit], labels: Labels, cap: int) -> list[Unit]:
    """By rank, as long as no class gets more than so many images."""
    count: Counter[int] = Counter()
    kept = []
    for unit in units:
        more = Counter(label for i in unit for label in labels[i] if label >= 0)
        if all(count[label] + n <= cap for label, n in more.items()):
            count.update(more)
            kept.append(unit)
    return kept


def _needed(units: Iterable[Unit], labels: Labels, least: int, begun: set[int]) -> set[int]:
    """The first images of every class, by rank, that are missing beside those begun with."""
    count = Counter(label for i in begun for label in labels[i])
    found: set[int] = set()
    for unit in units:
        mine = [label for i in unit for label in labels[i] if label >= 0]
        if begun.isdisjoint(unit):
            if any(count[label] < least for label in mine):
                found.update(unit)
            count.update(mine)
    return found


def _stratified(units: Sequence[Unit], labels: Labels, k: int) -> set[int]:
    """Iterative stratification of multi-label data: Sechidis, Tsoumakas, Vlahavas, 2011.

    The class with the fewest images left comes first; each of its images, by rank, goes to the
    side (chosen, or left out) that still wants more of this class, else to the one that wants more
    images. Images without annotations count as a class.
    """
    total = _images(units)
    if k >= total:
        return {i for unit in units for i in unit}
    mine = [_classes_of(unit, labels) for unit in units]
    sides = _Sides(mine, [len(unit) for unit in units], k / total)
    sides.share_out()
    chosen = [number for number in range(len(units)) if sides.side[number] == _IN]
    return _made_exact(units, mine, chosen, k)


def _classes_of(unit: Unit, labels: Labels) -> frozenset[int]:
    return frozenset(label for i in unit for label in labels[i]) or frozenset({_NO_CLASS})


_IN, _OUT, _FREE = 0, 1, 2


class _Sides:
    """The units while they are shared out; `side` tells of each where it went."""

    def __init__(self, classes: Sequence[frozenset[int]], sizes: list[int], share: float) -> None:
        self.side = bytearray([_FREE]) * len(classes)
        self._classes = classes
        self._sizes = sizes
        self._members: defaultdict[int, list[int]] = defaultdict(list)
        for number, mine in enumerate(classes):
            for label in mine:
                self._members[label].append(number)
        self._left = {label: len(members) for label, members in self._members.items()}
        shares = (share, 1 - share)
        self._room = [sum(sizes) * part for part in shares]
        self._wants = [{label: n * part for label, n in self._left.items()} for part in shares]

    def share_out(self) -> None:
        while self._left:
            label = min(self._left, key=lambda one: (self._left[one], one))
            for number in self._members[label]:
                if self.side[number] == _FREE:
                    self._put(number, self._best(label))

    def _best(self, label: int) -> int:
        wants, room = self._wants, self._room
        return int((wants[_IN][label], room[_IN]) < (wants[_OUT][label], room[_OUT]))

    def _put(self, number: int, side: int) -> None:
        self.side[number] = side
        self._room[side] -= self._sizes[number]
        for label in self._classes[number]:
            self._wants[side][label] -= 1
            self._left[label] -= 1
            if not self._left[label]:
                del self._left[label]


def _made_exact(
    units: Sequence[Unit], classes: Sequence[frozenset[int]], chosen: list[int], k: int
) -> set[int]:
    """So many images: the best ranked of the others come in, or the worst ranked go.

    None goes that is the last one of a class.
    """
    size = sum(len(units[number]) for number in chosen)
    inside = set(chosen)
    for number in range(len(units)):
        if size >= k:
            break
        if number not in inside:
            inside.add(number)
            size += len(units[number])
    count = Counter(label for number in inside for label in classes[number])
    for number in reversed(chosen):
        if size - len(units[number]) < k:
            continue
        if all(count[label] > 1 for label in classes[number]):
            inside.discard(number)
            count.subtract(classes[number])
            size -= len(units[number])
    return {i for number in inside for i in units[number]}
