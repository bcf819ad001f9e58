"""Choosing images: what a seed, a ratio and filters give, whatever the order of the file."""

from array import array
from hashlib import sha256
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvlink_gui.core.choosing import choose
from cvlink_gui.core.coco import Index, total_variation
from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.subset import Crowd, Match, Method, Wish, check

CLASSES = 12


def index(count: int, seed: int = 0, order: int | None = None, names=None) -> Index:
    """Images with up to four classes each, rare ones among them; the same in any order."""
    rng = Random(seed)  # noqa: S311
    weights = [2.0**-n for n in range(CLASSES)]
    rows = []
    for number in range(count):
        labels = sorted(set(rng.choices(range(CLASSES), weights, k=rng.randrange(5))))
        rows.append((names[number] if names else f"v{number % 9}/{number:04}.jpg", number, labels))
    if order is not None:
        Random(order).shuffle(rows)  # noqa: S311
    marks = [(place, label) for place, row in enumerate(rows) for label in row[2]]
    return Index(
        [name for name, _, _ in rows],
        [number for _, number, _ in rows],
        [None] * count,
        [(label, f"c{label}") for label in range(CLASSES)],
        array("i", [place for place, _ in marks]),
        array("i", [label for _, label in marks]),
    )


def names(found: Index, wish: Wish) -> set[str]:
    return {found.names[number] for number in choose(found, check(wish)).images}


def shares(found: Index, wish: Wish) -> float:
    """Total variation of the shares of classes."""
    return total_variation(found.counts(), found.counts(choose(found, wish).annotations))


def test_the_lowest_ranks_are_chosen():
    found = index(100)
    by_rank = sorted(found.names, key=lambda n: sha256(b"42\0" + n.encode()).digest())
    assert names(found, Wish(0.2, seed="42")) == set(by_rank[:20])


@pytest.mark.parametrize(
    ("ratio", "count"), [(0.001, 1), (0.25, 12), (0.5, 25), (0.99, 50), (1, 50)]
)
def test_k_is_the_rounded_share_and_one_at_least(ratio, count):
    found = choose(index(50), Wish(ratio))
    assert (found.k, len(found.images)) == (count, count)
    assert choose(index(50), Wish(count=7)).k == 7
    assert len(choose(index(50), Wish(count=70)).images) == 50


WISHES = [
    Wish(0.1),
    Wish(0.1, min_per_class=3),
    Wish(0.1, cap=4),
    Wish(0.1, cap=6, min_per_class=2),
    Wish(0.1, without_annotations=0.5),
    Wish(0.1, without_annotations=0.0),
    Wish(0.1, classes=("c1", "2")),
    Wish(0.1, classes=("c0", "c1"), match=Match.ALL),
    Wish(0.1, group="[^/]+/"),
    Wish(0.1, group="[^/]+/", min_per_class=1),
]
STRATIFIED = [
    Wish(0.3, method=Method.STRATIFIED),
    Wish(0.3, method=Method.STRATIFIED, min_per_class=2, cap=40),
    Wish(0.3, method=Method.STRATIFIED, group="[^/]+/..."),
    Wish(0.3, method=Method.STRATIFIED, without_annotations=0.4),
]


@pytest.mark.parametrize("wish", WISHES + STRATIFIED)
@pytest.mark.parametrize("order", [1, 2])
def test_the_order_of_the_file_does_not_matter(wish, order):
    assert names(index(300), wish) == names(index(300, order=order), wish)


@pytest.mark.parametrize("wish", WISHES)
def test_a_tenth_is_in_a_fifth_is_in_a_half(wish):
    from dataclasses import replace

    tenth, fifth, half = (names(index(400), replace(wish, ratio=r)) for r in (0.1, 0.2, 0.5))
    assert tenth <= fifth <= half
    assert len(tenth) < len(half)


@given(st.integers(0, 50), st.floats(0.01, 1), st.floats(0.01, 1), st.integers(2, 60))
def test_a_smaller_ratio_is_in_a_larger_one(seed, one, other, count):
    low, high = sorted((one, other))
    found = index(count, seed)
    assert names(found, Wish(low, seed=str(seed))) <= names(found, Wish(high, seed=str(seed)))


def test_an_image_more_keeps_the_others():
    before = names(index(100), Wish(count=10))
    names_after = [f"v{number % 9}/{number:04}.jpg" for number in range(100)] + ["new.jpg"]
    after = names(index(101, names=names_after), Wish(count=10))
    assert len(before - after) <= 1
    assert after - before <= {"new.jpg"}


def test_another_seed_chooses_others():
    assert names(index(200), Wish(0.2, seed="1")) != names(index(200), Wish(0.2, seed="2"))


def test_stratified_keeps_the_shares_of_classes_better_and_loses_fewer():
    found = index(1500, seed=5)
    ranked = [shares(found, Wish(0.1, seed=str(s))) for s in range(5)]
    kept = [shares(found, Wish(0.1, seed=str(s), method=Method.STRATIFIED)) for s in range(5)]
    assert sum(kept) < 0.5 * sum(ranked)
    counts = found.counts(choose(found, Wish(0.1, method=Method.STRATIFIED)).annotations)
    assert all(after or before <= 5 for before, after in zip(found.counts(), counts, strict=True))


@pytest.mark.parametrize("ratio", [0.01, 0.1, 0.37, 0.9, 1.0])
def test_stratified_chooses_so_many_as_the_ranks_do(ratio):
    found = choose(index(333), Wish(ratio, method=Method.STRATIFIED))
    assert len(found.images) == found.k == max(1, round(333 * ratio))


def test_images_without_annotations_are_kept_in_proportion_or_as_asked_for():
    found = index(1000)
    annotated = set(found.owner)
    empty = 1000 - len(annotated)

    def share(wish: Wish) -> float:
        images = choose(found, wish).images
        return sum(number not in annotated for number in images) / len(images)

    assert share(Wish(0.3, method=Method.STRATIFIED)) == pytest.approx(empty / 1000, abs=0.01)
    assert share(Wish(0.3)) == pytest.approx(empty / 1000, abs=0.06)
    for wanted in (0.0, 0.1, 0.5):
        assert share(Wish(0.2, without_annotations=wanted)) == pytest.approx(wanted, abs=0.003)
    few = choose(found, Wish(0.9, without_annotations=1.0)).images
    assert len(few) == 900
    assert sum(number not in annotated for number in few) == empty


def test_no_class_gets_more_images_than_the_limit():
    found = index(400)
    for method in Method:
        images = choose(found, Wish(0.9, cap=15, method=method)).images
        labels = [
            {found.marks[n] for n, owner in enumerate(found.owner) if owner == i} for i in images
        ]
        counts = [sum(label in mine for mine in labels) for label in range(CLASSES)]
        assert max(counts) == 15


def test_every_class_gets_as_many_images_as_asked_for_where_there_are_so_many():
    found = index(400)
    there = [len({o for o, m in zip(found.owner, found.marks, strict=True) if m == label})
             for label in range(CLASSES)]  # fmt: skip
    for method in Method:
        chosen = choose(found, Wish(0.02, min_per_class=4, method=method))
        mine = [
            len({found.owner[n] for n in chosen.annotations if found.marks[n] == label})
            for label in range(CLASSES)
        ]
        assert all(m >= min(4, t) for m, t in zip(mine, there, strict=True))


def test_classes_are_named_or_numbered_and_one_that_is_not_there_is_refused():
    found = index(200)
    any_of = choose(found, Wish(1.0, classes=("c1", "2"))).images
    all_of = choose(found, Wish(1.0, classes=("c1", "2"), match=Match.ALL)).images
    assert set(all_of) < set(any_of)
    labels = [{m for o, m in zip(found.owner, found.marks, strict=True) if o == i} for i in any_of]
    assert all(mine & {1, 2} for mine in labels)
    with pytest.raises(UsageError, match="There is no class bird"):
        choose(found, Wish(0.5, classes=("bird",)))


def test_a_group_is_chosen_whole_or_not_at_all():
    found = index(90)
    for wish in (Wish(0.3, group="[^/]+/"), Wish(0.3, group="[^/]+/", method=Method.STRATIFIED)):
        images = choose(found, wish).images
        folders = {found.names[number].split("/")[0] for number in images}
        assert len(images) == 10 * len(folders) == 30


def test_boxes_and_crowds_that_do_not_pass_are_left_out_with_images_they_leave_empty():
    found = index(300)
    areas = array("d", [float(n % 50) for n in range(len(found.owner))])
    crowd = bytes(n % 7 == 0 for n in range(len(found.owner)))
    measured = Index(found.names, found.ids, found.sides, found.classes, found.owner,
                     found.marks, areas=areas, crowd=crowd)  # fmt: skip
    limited = choose(measured, Wish(1.0, min_area=10, max_area=20))
    assert {areas[n] for n in limited.annotations} == set(range(10, 21))
    left = {found.owner[n] for n in limited.annotations}
    annotated = set(found.owner)
    assert set(limited.images) == left | (set(range(300)) - annotated)
    assert limited.excluded["no annotation left"] == len(annotated - left)
    assert limited.excluded["annotations by area"] == len(areas) - len(limited.annotations)
    dropped = choose(measured, Wish(1.0, crowd=Crowd.DROP)).annotations
    assert [n for n in range(len(areas)) if n % 7] == dropped
    only = choose(measured, Wish(1.0, crowd=Crowd.ONLY)).annotations
    assert [n for n in range(len(areas)) if n % 7 == 0] == only


@pytest.mark.parametrize(
    "wish",
    [
        Wish(),
        Wish(0.1, 5),
        Wish(0.0),
        Wish(-0.1),
        Wish(1.01),
        Wish(float("nan")),
        Wish(count=0),
        Wish(0.1, cap=-1),
        Wish(0.1, cap=2, min_per_class=3),
        Wish(0.1, without_annotations=1.5),
        Wish(0.1, min_area=10, max_area=5),
        Wish(0.1, min_area=float("nan")),
        Wish(0.1, group="("),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(wish):
    with pytest.raises(UsageError):
        check(wish)


def test_a_filter_that_nothing_passes_is_refused():
    found = index(40)
    with pytest.raises(UsageError, match="No image passes"):
        choose(found, Wish(0.5, classes=tuple(f"c{n}" for n in range(12)), match=Match.ALL))
