"""What one listing changes, compared with looking at every entry."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from cvlink_gui.core.changes import Change, Run, compared, other_names
from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.links import Kind, Listing, pack
from cvlink_gui.core.order import followed, natural, natural_key
from cvlink_gui.core.tree import LinkTree

NAMES = st.sampled_from([b"a", b"aa", b"ba", b"b", b"c10", b"c9", b"ca", b"cc", b"d1", b"xa"])
KINDS = st.sampled_from([Kind.FILE, Kind.DIR, Kind.SYMLINK])
ENTRIES = st.dictionaries(NAMES, KINDS)


def listing(entries: dict[bytes, Kind]) -> Listing:
    return pack(b"", [(name, kind, b"") for name, kind in entries.items()])


def change(before: dict[bytes, Kind], after: dict[bytes, Kind]) -> Change:
    runs = []
    for first, entries in ((5, before), (100, after)):
        found = listing(entries)
        starts = array("I", found.starts)
        run = range(first, first + len(entries))
        runs.append(Run(run, found.names, starts, found.kinds))
    return compared(0, *runs)


def survivors(before: dict[bytes, Kind], after: dict[bytes, Kind]) -> dict[int, int]:
    """New ids by old ones, by looking at every name."""
    new = {name: 100 + number for number, name in enumerate(sorted(after))}
    return {
        5 + number: new[name]
        for number, name in enumerate(sorted(before))
        if name in after and (before[name] is Kind.DIR) is (after[name] is Kind.DIR)
    }


@given(ENTRIES, ENTRIES)
def test_what_is_the_same_thing_gets_its_new_id_and_the_rest_none(before, after):
    found, same = change(before, after), survivors(before, after)
    assert {old: new for old in found.before if (new := found.now(old)) is not None} == same
    assert found.fresh() == [new for new in found.after if new not in same.values()]
    assert found.now(4) is found.now(99) is None


@given(ENTRIES, ENTRIES, st.integers(0, 10), st.integers(0, 10))
def test_consecutive_nodes_are_followed_together(before, after, first, end):
    found, same = change(before, after), survivors(before, after)
    part = found.before[first:end]
    now = [node for run in found.moved(part) for node in run]
    assert now == [same[node] for node in part if node in same]
    kept = [node for run in found.moved(part, gone=True) for node in run]
    assert kept == [same.get(node, node) for node in part]


@given(ENTRIES, ENTRIES)
def test_other_names_are_those_that_came_went_or_are_of_another_kind(before, after):
    other = {name for name, _ in before.items() ^ after.items()}
    assert other_names(listing(before), listing(after)) == other


def test_where_one_file_comes_into_a_large_folder_the_others_are_not_compared_one_by_one():
    many = {b"%05d.jpg" % number: Kind.FILE for number in range(5000)}
    found = change(many, many | {b"02500x.jpg": Kind.FILE})
    assert (found.head, found.tail, found.between) == (2501, 2499, {})
    assert found.fresh() == [100 + 2501]


@given(ENTRIES, ENTRIES)
def test_the_order_of_names_is_followed_as_if_it_was_made_anew(before, after):
    tree = LinkTree()
    tree.put(listing(before))
    base = natural(tree, ROOT)
    made = tree.put(listing(after))
    if made is not None and made.before != made.after:
        assert list(followed(tree, made, base)) == list(natural(tree, ROOT))


@given(
    st.sets(st.integers(0, 150)), st.sets(st.sampled_from([b"img_1.JPG", b"IMG_07", b"a", b"z9"]))
)
def test_names_of_one_shape_and_a_few_others_are_in_natural_order(numbers, others):
    names = sorted({b"img_%03d.jpg" % number for number in numbers} | others)
    tree = LinkTree()
    tree.put(listing(dict.fromkeys(names, Kind.FILE)))
    keys = dict(zip(tree.children(ROOT), map(natural_key, names), strict=True))
    assert list(natural(tree, ROOT)) == sorted(keys, key=keys.__getitem__)
