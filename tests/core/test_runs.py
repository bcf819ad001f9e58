"""Runs of ids say the same as a list of them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvlink_gui.core.runs import Runs


@st.composite
def runs(draw):
    """Some runs, in any order; no id in two of them."""
    parts, at = [], 0
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4)), max_size=5)):
        parts.append(range(at + gap, at + gap + length))
        at += gap + length
    return Runs(draw(st.permutations(parts)))


PLACES = st.integers(0, 20)


@given(runs(), PLACES, PLACES)
def test_places_parts_and_ids_are_those_of_a_list(made, first, end):
    plain = list(made)
    assert len(made) == len(plain)
    assert [made[place] for place in range(-len(plain), len(plain))] == plain * 2
    assert list(made[first:end]) == plain[first:end]
    assert list(made[::-1]) == plain[::-1]
    assert [made.index(node) for node in plain] == list(range(len(plain)))
    assert [node in made for node in range(40)] == [node in plain for node in range(40)]
    with pytest.raises(ValueError, match="999"):
        made.index(999)
    with pytest.raises(IndexError):
        made[len(plain)]


@given(runs(), PLACES, PLACES)
def test_ids_are_put_in_and_taken_out_as_in_a_list(made, first, end):
    plain, new = list(made), [90, 91, 92]
    first, end = sorted((min(first, len(plain)), min(end, len(plain))))
    assert list(made.without(first, end)) == plain[:first] + plain[end:]
    assert list(made.inserted(first, Runs([range(90, 93)]))) == plain[:first] + new + plain[first:]


@given(runs(), runs())
def test_what_the_other_one_has_not_is_found_as_places(made, other):
    gaps, known = made.not_in(other), set(other)
    plain = list(made)
    missing = [node for first, end in gaps for node in plain[first:end]]
    assert missing == [node for node in plain if node not in known]
    assert all(end < first for (_, end), (first, _) in pairwise(gaps))


def test_only_what_is_a_run_becomes_runs():
    assert Runs.of(range(3, 6)) == Runs([range(3, 6)])
    assert Runs.of(range(6, 3, -1)) is None
    assert Runs.of([3, 4]) is None
    assert Runs([range(3, 5), range(5, 6)]).plain == range(3, 6)
