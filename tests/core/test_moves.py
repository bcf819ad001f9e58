from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvlink_gui.core.keys import ContentKey
from cvlink_gui.core.moves import (
    Lost,
    Moves,
    Place,
    best,
    moved,
    parts_alike,
    ranked,
    rule_of,
    with_all_above,
)

KEY = ContentKey("annex", "sha256", "27dd8ed44a83ff94d557", 12345)
RULE = (b"old", b"new")


@pytest.mark.parametrize(
    ("target", "place", "rule", "parts"),
    [
        (b"a/v3/train", b"b/v1/train", (b"a/v3", b"b/v1"), 1),
        (b"a/v3/train", b"b/v3/train", (b"a", b"b"), 2),
        (b"v3/train", b"b/v3/train", (b"", b"b"), 2),
        (b"/nas1/v3/x", b"/nas2/v3/x", (b"/nas1", b"/nas2"), 2),
        (b"/v3/x", b"data/v3/x", (b"/", b"data"), 2),
        (b"a/v3", b"a/v3-clean", (b"a/v3", b"a/v3-clean"), 0),
    ],
)
def test_a_rule_is_what_two_paths_differ_in(target, place, rule, parts):
    assert rule_of(target, place) == (rule, parts)


paths = st.lists(st.sampled_from([b"a", b"b", b"c"]), min_size=1, max_size=6).map(b"/".join)
roots = st.sampled_from([b"", b"/"])


@given(roots, paths, roots, paths)
def test_a_rule_leads_from_the_target_to_the_place(one, target, other, place):
    (old, new), _ = rule_of(one + target, other + place)
    assert moved(one + target, old, new) == other + place


def test_a_path_and_all_above_it_end_at_the_top():
    assert list(with_all_above(b"/a/b")) == [b"/a/b", b"/a", b"/"]
    assert list(with_all_above(b"a/b")) == [b"a/b", b"a", b""]


def test_the_evidence_is_said_in_words():
    everything = Place(b"p", RULE, 3, 32, KEY, 12345, reached=True)
    assert everything.evidence == (
        "same content key sha256:27dd8ed44a83ff94; same name and size 12,345 bytes; "
        "same last 3 parts of the path; 31 other broken links moved the same way; "
        "links lead there already"
    )
    assert Place(b"p", RULE, 1, 2).evidence == ("same name; 1 other broken link moved the same way")
    assert Place(b"p", RULE, 1, key=KEY).evidence == "same content key sha256:27dd8ed44a83ff94"


places = st.builds(
    Place,
    st.sampled_from([b"p", b"q", b"r"]),
    st.just(RULE),
    st.integers(0, 3),
    st.integers(1, 3),
    st.sampled_from([None, KEY]),
    st.sampled_from([None, 5]),
)


@given(places, places, places)
def test_no_place_is_better_than_itself_or_in_a_circle(a, b, c):
    assert not a.is_better(a)
    assert not (a.is_better(b) and b.is_better(a))
    assert a.is_better(c) or not (a.is_better(b) and b.is_better(c))


@given(st.lists(places, max_size=8))
def test_the_best_are_those_that_none_is_better_than(some):
    found = best(ranked(some))
    assert [p for p in ranked(some) if not any(q.is_better(p) for q in some)] == found
    assert bool(found) == bool(some)


def test_content_is_better_than_size_and_size_than_any_path():
    by_key, by_size = Place(b"p", RULE, key=KEY), Place(b"q", RULE, size=5)
    by_path = Place(b"r", RULE, 9, 99)
    assert best(ranked([by_path, by_size, by_key])) == [by_key]
    assert best(ranked([by_path, by_size])) == [by_size]


def test_more_links_and_a_longer_path_weigh_alike():
    links, parts = Place(b"p", RULE, 1, 9), Place(b"q", RULE, 3, 1)
    assert best(ranked([parts, links])) == [links, parts]
    assert best(ranked([parts, Place(b"r", RULE, 3, 9), links]))[0].path == b"r"


def test_only_a_name_is_no_evidence_where_links_lead_already():
    assert Place(b"p", RULE, 1, 9, reached=True).is_doubtful
    for sure in (Place(b"p", RULE, 2, 9), Place(b"p", RULE, 1, key=KEY), Place(b"p", RULE, size=5)):
        assert not sure.is_doubtful
    assert not Place(b"p", RULE, 1, 9, reached=False).is_doubtful


def test_the_rules_that_are_taken_say_how_many_links_they_mend():
    lost = [
        Lost(b"l%d" % n, b"old/%d" % n, (Place(b"new/%d" % n, RULE, 1, 3),), "why" * (n == 2))
        for n in range(3)
    ]
    moves = Moves((*lost, Lost(b"m", b"else/x", (Place(b"y/x", (b"else", b"y"), 1),))))
    first, second = moves.rules
    assert (first.old, first.new, first.links) == (b"old", b"new", (b"l0", b"l1"))
    assert (first.evidence, second.evidence) == (
        "2 of 3 broken links fit",
        "1 of 1 broken links fit",
    )
    assert moves.found.keys() == {b"l0", b"l1", b"m"}


def test_a_folder_with_a_new_name_fits_as_well_as_one_that_went_elsewhere():
    renamed = Place(b"sets/splits/first/train", (b"sets/splits/v1", b"sets/splits/first"), 1)
    elsewhere = Place(b"sets/other/v1/train", (b"sets/splits", b"sets/other"), 2)
    places = [replace(place, first=parts_alike(*place.rule)) for place in (renamed, elsewhere)]
    assert [place.first for place in places] == [2, 1]
    assert best(ranked(places)) == ranked(places)


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        (b"a/b", b"a/c", 1),
        (b"a/b", b"/a/b", 0),
        (b"", b"a", 0),
        (b"/a", b"/b", 0),
        (b"ab", b"a", 0),
    ],
)
def test_first_parts_are_counted_by_parts(old, new, count):
    assert parts_alike(old, new) == count
