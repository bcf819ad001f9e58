"""A tree made from the columns of another one, and what it says of itself at once."""

import re
from array import array
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvlink_gui.core.bundle import bundle
from cvlink_gui.core.columns import COLUMN_TYPES, ROOT
from cvlink_gui.core.links import Health, Kind, Listing, pack
from cvlink_gui.core.relations import Relations
from cvlink_gui.core.tree import LinkTree
from tests.core.test_tree import ENTRIES, ERRORS, all_below, listing_of

STAMPS = st.sampled_from([b"", b"1" * 32, b"2" * 32])


@st.composite
def trees(draw: st.DrawFn) -> LinkTree:
    """A tree of which some folders were listed several times."""
    tree = LinkTree()
    tree.put_all(bundle([replace(x, stamp=draw(STAMPS)) for x in all_below(b"", draw)]))
    for _ in range(draw(st.integers(0, 8))):
        folders = [ROOT, *(n for n in tree.walk() if tree.kind(n) is Kind.DIR)]
        folder = tree.path(draw(st.sampled_from(folders)))
        entries, error = draw(ENTRIES), draw(ERRORS)
        listing = listing_of(folder, {} if error else entries, error)
        tree.put(replace(listing, stamp=draw(STAMPS), reaches=draw(REACHES)))
    return tree


REACHES = st.lists(st.sampled_from([b"", b"a", b"a/b", b"/x"]), unique=True).map(tuple)


def content(tree: LinkTree) -> dict[bytes, object]:
    """All a tree says of its nodes, by path."""
    return {
        tree.path(node): (
            tree.entry(node),
            tree.totals(node),
            tree.error(node),
            tree.is_listed(node),
            tree.listing(node).stamp,
        )
        for node in [ROOT, *tree.walk()]
    }


def copied(tree: LinkTree) -> LinkTree:
    """A tree from copies of the columns, of the types they are said to have."""
    copies: list[bytearray | array[int]] = []
    for code, column in zip(COLUMN_TYPES, tree.columns(), strict=True):
        copy = array(code) if code else bytearray()
        copies.append(copy)
        copy += column
    return LinkTree.of(copies, lambda: tree.relations)


@given(trees(), st.data())
def test_a_tree_from_the_columns_of_another_is_its_equal(tree, data):
    again = copied(tree)
    assert content(again) == content(tree)
    folder = tree.path(data.draw(st.sampled_from([ROOT, *tree.folders()])))
    news = listing_of(folder, data.draw(ENTRIES))
    assert again.put(news) == tree.put(news)
    assert content(again) == content(tree)


@given(trees())
def test_a_compacted_tree_is_its_equal_without_waste(tree):
    slim = tree.compacted()
    assert content(slim) == content(tree)
    assert slim.waste == 0
    assert slim.is_complete == tree.is_complete
    assert dict(slim.relations.items()) == dict(tree.relations.items())


@given(trees())
def test_the_links_that_are_not_well_are_found_without_a_walk(tree):
    assert sorted(tree.unwell()) == sorted(n for n in tree.links() if tree.health(n))
    assert tree.paths(tree.unwell()) == [tree.path(node) for node in tree.unwell()]


@given(trees())
def test_places_are_the_listed_folders_with_their_stamps_parents_first(tree):
    folders, stamps = tree.places()
    known = {tree.path(n): tree.listing(n).stamp for n in [ROOT, *tree.walk()] if tree.is_listed(n)}
    found = [stamps[at : at + 32].rstrip(b"\0") for at in range(0, len(stamps), 32)]
    assert dict(zip(folders, found, strict=True)) == known
    assert [tree.path(node) for node in tree.listed()] == folders
    for at, folder in enumerate(folders[1:], 1):
        assert folder.rpartition(b"/")[0] in folders[:at]


@given(trees())
def test_a_listing_out_of_the_tree_changes_nothing_when_it_is_put_in_again(tree):
    before, generation = content(tree), tree.generation
    for node in [ROOT, *tree.folders()]:
        tree.put(tree.listing(node))
    assert (content(tree), tree.generation) == (before, generation)


@pytest.mark.parametrize(
    "change",
    [
        {"names": b"b\0"},
        {"health": bytes([Health.LOOP])},
        {"target_kinds": bytes([Kind.FILE])},
        {"error": 13},
        {"stamp": b"2" * 32},
    ],
)
def test_whatever_a_listing_changes_is_another_generation(change):
    tree = LinkTree()
    listing = replace(pack(b"", [(b"a", Kind.SYMLINK, b"t")]), stamp=b"1" * 32)
    tree.put(listing)
    generation = tree.generation
    tree.put(listing)
    assert tree.generation == generation
    tree.put(replace(listing, **change))
    assert tree.generation > generation


def test_columns_that_do_not_fit_together_are_refused():
    tree = LinkTree()
    tree.put(pack(b"", [(b"a", Kind.DIR, b""), (b"b", Kind.SYMLINK, b"a")]))
    for number in range(len(COLUMN_TYPES) - 3):  # names and texts have any length
        columns = tree.columns()
        columns[number] = columns[number][:-1]
        with pytest.raises(ValueError, match="different lengths"):
            LinkTree.of(columns, Relations)
    with pytest.raises(ValueError, match="different lengths"):
        LinkTree.of(tree.columns()[1:], Relations)
    with pytest.raises(ValueError, match="nothing was listed"):
        LinkTree.of(LinkTree().columns(), Relations)


def test_relations_are_made_when_they_are_first_asked_for():
    made: list[Relations] = []

    def recall() -> Relations:
        made.append(Relations())
        made[0].put(b"d", (b"a",))
        return made[0]

    tree = LinkTree()
    tree.put(Listing(b""))
    again = LinkTree.of(tree.columns(), recall)
    assert not made
    assert again.relations.users(b"a") == {b"d"}
    assert again.relations is made[0]


def test_texts_are_searched_each_behind_a_nul():
    tree = LinkTree()
    tree.put(pack(b"", [(b"a", Kind.SYMLINK, b"one"), (b"b", Kind.SYMLINK, b"two")]))
    assert tree.any_text(re.compile(rb"\0one\0"))
    assert tree.any_text(re.compile(rb"\0two\0"))
    assert not tree.any_text(re.compile(rb"\0ne"))
