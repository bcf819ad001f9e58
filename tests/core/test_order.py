"""Rows are in the order people count in."""

from hashlib import sha256

import pytest

from cvlink_gui.core import order as orders
from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.links import Health, Kind, pack
from cvlink_gui.core.order import By, Order, arranged, natural
from cvlink_gui.core.tree import LinkTree
from tests.core.test_tree import listing_of

FILE, DIR, LINK = Kind.FILE, Kind.DIR, Kind.SYMLINK


def files(*names: bytes) -> LinkTree:
    tree = LinkTree()
    tree.put(pack(b"", [(name, FILE, b"") for name in names]))
    return tree


def named(tree: LinkTree, nodes) -> list[bytes]:
    return [tree.name(node) for node in nodes]


@pytest.mark.parametrize(
    "names",
    [
        [b"v1", b"v2", b"v10"],
        [b"a", b"B", b"c"],
        [b"img_2_10", b"img_10_2"],
        [b"000000000009.jpg", b"000000000025.jpg", b"000000581929.jpg"],
        [b"1", b"01", b"2", b"10a"],
        [b"\xfe2", b"\xfe10"],
        [b"x" + b"9" * 21, b"x1" + b"0" * 21][::-1],
        [],
    ],
)
def test_names_are_in_natural_order(names):
    tree = files(*names)
    told = named(tree, natural(tree, ROOT))
    assert told == names or [n.lstrip(b"0") for n in told] == [n.lstrip(b"0") for n in names]


def test_a_folder_with_leading_zeros_needs_no_sorting():
    tree = files(*(b"%06d.jpg" % number for number in range(1_000)))
    assert natural(tree, ROOT) == tree.children(ROOT)


def test_very_many_numbers_stay_in_the_order_of_the_bytes(monkeypatch):
    monkeypatch.setattr(orders, "_NUMBERS_LIMIT", 1_000)
    tree = files(*(sha256(b"%d" % n).hexdigest().encode() + b"x" * (n % 2) for n in range(2_000)))
    assert natural(tree, ROOT) == tree.children(ROOT)


def link(text: bytes, health: Health = Health.OK):
    return (LINK, text, health, FILE)


@pytest.fixture
def mixed() -> LinkTree:
    tree = LinkTree()
    folder = (DIR, b"", Health.OK, Kind.OTHER)
    tree.put(
        listing_of(
            b"",
            {
                b"big": folder, b"small": folder, b"worse": folder,
                b"l1": link(b"z"), b"l2": link(b"a", Health.MISSING), b"l10": link(b"m"),
                b"file": (FILE, b"", Health.OK, Kind.OTHER),
            },
        )
    )  # fmt: skip
    tree.put(listing_of(b"big", {b"x%d" % n: link(b"t") for n in range(5)}))
    tree.put(listing_of(b"small", {b"l": link(b"t", Health.MISSING)}))
    tree.put(listing_of(b"worse", {b"l%d" % n: link(b"t", Health.MISSING) for n in range(3)}))
    return tree


def sorted_by(tree: LinkTree, by: By, *, descending: bool = False, **more) -> list[bytes]:
    nodes = arranged(tree, natural(tree, ROOT), Order(by, descending), **more)
    return named(tree, nodes)


def test_names_go_both_ways(mixed):
    names = [b"big", b"file", b"l1", b"l2", b"l10", b"small", b"worse"]
    assert sorted_by(mixed, By.NAME) == names
    assert sorted_by(mixed, By.NAME, descending=True) == names[::-1]


def test_the_worst_state_comes_first_and_what_has_more_of_it(mixed):
    worst = [b"worse", b"l2", b"small", b"big", b"file", b"l1", b"l10"]
    assert sorted_by(mixed, By.STATE, descending=True) == worst
    best = [b"big", b"file", b"l1", b"l10", b"l2", b"small", b"worse"]
    assert sorted_by(mixed, By.STATE) == best


def test_somebody_who_knows_better_ranks_folders(mixed):
    big = mixed.find(b"big")
    told = sorted_by(
        mixed, By.STATE, descending=True, rank=lambda node: 1 << 40 if node == big else None
    )
    assert told[:2] == [b"big", b"worse"]


def test_details_are_how_much_lies_in_folders_then_where_links_lead(mixed):
    details = [b"small", b"worse", b"big", b"l2", b"l10", b"l1", b"file"]
    assert sorted_by(mixed, By.DETAIL) == details
    assert sorted_by(mixed, By.DETAIL, descending=True) == details[::-1]
