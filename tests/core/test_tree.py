"""LinkTree against a naive model: a dict of folders, each a dict of entries."""

import errno
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from cvlink_gui.core.bundle import bundle
from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.links import Entry, Health, Kind, Listing, pack
from cvlink_gui.core.lookup import Neighbours
from cvlink_gui.core.tree import LinkTree

NAMES = st.sampled_from([b"a", b"b", b"aa", b"ab", b"\xff", b"a\nb", b"-", b"c"])
KINDS = st.sampled_from([Kind.FILE, Kind.DIR, Kind.DIR, Kind.SYMLINK, Kind.OTHER, Kind.JUNCTION])
ENTRIES = st.dictionaries(
    NAMES,
    st.tuples(
        KINDS,
        st.sampled_from([b"t", b"../x", b"/abs/\xfe", b""]),
        st.sampled_from(Health),
        st.sampled_from(Kind),
    ),
    max_size=6,
)
ERRORS = st.sampled_from([0, 0, 0, errno.EACCES])


def listing_of(folder: bytes, entries: dict, error: int = 0) -> Listing:
    """A judged listing of entries: name -> (kind, target, health, target kind)."""
    packed = pack(folder, [(name, kind, text) for name, (kind, text, *_) in entries.items()])
    rows = [entries[name] for name in sorted(entries)]
    health = bytes(h if kind.is_link else Health.OK for kind, _, h, _ in rows)
    ends = bytes(end if kind.is_link else Kind.OTHER for kind, _, _, end in rows)
    columns = {name: getattr(packed, name) for name in Listing.__slots__}
    return Listing(**(columns | {"health": health, "target_kinds": ends, "error": error}))


def as_entry(name: bytes, kind: Kind, text: bytes, health: Health, end: Kind) -> Entry:
    return Entry(name, kind, text, health, end) if kind.is_link else Entry(name, kind)


class TreeMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.tree = LinkTree()
        self.folders: dict[bytes, dict] = {}
        self.errors: dict[bytes, int] = {}

    def known(self) -> list[bytes]:
        """Folders that are in the model, listed or seen in a listing."""
        below = [
            folder + b"/" + name if folder else name
            for folder, entries in self.folders.items()
            for name, (kind, *_) in entries.items()
            if kind is Kind.DIR
        ]
        return [b"", *sorted(below)]

    def set(self, folder: bytes, entries: dict, error: int) -> None:
        change = self.tree.put(listing_of(folder, entries, error))
        assert change is not None
        assert len(change.after) == len(entries)
        self.model(folder, entries, error)

    def model(self, folder: bytes, entries: dict, error: int) -> None:
        self.folders[folder] = entries
        self.errors[folder] = error
        kept = set(self.known())
        while not self.folders.keys() <= kept:
            self.folders = {f: e for f, e in self.folders.items() if f in kept}
            kept = set(self.known())
        self.errors = {f: e for f, e in self.errors.items() if f in kept}

    @initialize(entries=ENTRIES)
    def begin(self, entries):
        self.set(b"", entries, 0)

    @rule(data=st.data(), entries=ENTRIES, error=ERRORS)
    def a_folder_is_listed(self, data, entries, error):
        self.set(data.draw(st.sampled_from(self.known())), {} if error else entries, error)

    @rule(data=st.data(), several=st.lists(st.tuples(ENTRIES, ERRORS), max_size=5))
    def many_folders_are_listed_at_once(self, data, several):
        listings: list[Listing] = []
        for entries, error in several:
            folder = data.draw(st.sampled_from(self.known()))
            there = {} if error else entries
            listings.append(listing_of(folder, there, error))
            self.model(folder, there, error)
        self.tree.put_all(bundle(listings))

    @rule(data=st.data(), health=st.sampled_from(Health), end=st.sampled_from(Kind))
    def a_folder_is_judged_again(self, data, health, end):
        folder = data.draw(st.sampled_from(sorted(self.folders)))
        entries = self.folders[folder]
        judged = {name: (kind, text, health, end) for name, (kind, text, *_) in entries.items()}
        self.set(folder, judged, self.errors[folder])

    @rule(data=st.data(), name=NAMES, kind=KINDS)
    def one_entry_changes_its_kind_or_goes(self, data, name, kind):
        folder = data.draw(st.sampled_from(sorted(self.folders)))
        entries = dict(self.folders[folder])
        if entries.pop(name, None) is None:
            entries[name] = (kind, b"t", Health.OK, Kind.FILE)
        self.set(folder, entries, 0)

    @rule(name=NAMES)
    def a_folder_nobody_has_seen_is_not_taken_in(self, name):
        assert self.tree.put(listing_of(b"never/" + name, {})) is None

    @invariant()
    def names_kinds_and_paths_agree(self):
        for folder in self.known():
            node = self.tree.find(folder)
            assert node is not None
            assert self.tree.path(node) == folder
            assert self.tree.is_listed(node) == (folder in self.folders)
            entries = self.folders.get(folder, {})
            children = [self.tree.entry(child) for child in self.tree.children(node)]
            assert children == [as_entry(name, *entries[name]) for name in sorted(entries)]
            for name in entries:
                child = self.tree.child(node, name)
                assert child is not None
                assert self.tree.parent(child) == node
            assert self.tree.child(node, b"nobody") is None

    @invariant()
    def counts_agree_in_every_folder(self):
        for folder in self.known():
            below = [
                entry
                for path, entries in self.folders.items()
                if not folder or path == folder or path.startswith(folder + b"/")
                for entry in entries.values()
            ]
            kinds = Counter(kind for kind, *_ in below)
            health = Counter(h for kind, _, h, _ in below if kind.is_link)
            totals = self.tree.totals(self.tree.find(folder))
            assert (totals.entries, totals.folders) == (len(below), kinds[Kind.DIR])
            assert totals.by_health == tuple(health[h] for h in Health)
            assert totals.links == kinds[Kind.SYMLINK] + kinds[Kind.JUNCTION]

    @invariant()
    def errors_agree(self):
        assert dict(self.tree.errors()) == {f: e for f, e in self.errors.items() if e}

    @invariant()
    def a_walk_meets_every_entry_once(self):
        met = [self.tree.path(node) for node in self.tree.walk()]
        assert len(met) == len(set(met)) == self.tree.totals(ROOT).entries


TestTreeMachine = TreeMachine.TestCase
TestTreeMachine.settings = settings(max_examples=60, stateful_step_count=20)


@given(ENTRIES)
def test_a_packed_listing_unpacks_to_what_went_in(entries):
    listing = listing_of(b"f", entries)
    assert list(listing.entries()) == [as_entry(name, *entries[name]) for name in sorted(entries)]
    assert len(listing) == len(entries)
    dirs = [name for name in sorted(entries) if entries[name][0] is Kind.DIR]
    assert listing.subfolders() == dirs
    assert listing.has_links == any(kind.is_link for kind, *_ in entries.values())


def test_links_are_not_judged_when_they_are_packed():
    listing = pack(b"", [(b"l", Kind.SYMLINK, b"t"), (b"f", Kind.FILE, b"")])
    assert [e.health for e in listing.entries()] == [Health.OK, Health.UNKNOWN]


def test_the_worst_health_of_a_folder_is_that_of_any_link_below():
    tree = LinkTree()
    tree.put(listing_of(b"", {b"d": (Kind.DIR, b"", Health.OK, Kind.OTHER)}))
    bad = {b"l": (Kind.SYMLINK, b"t", Health.LOOP, Kind.OTHER)}
    tree.put(listing_of(b"d", bad))
    assert tree.worst(ROOT) is Health.LOOP
    assert tree.totals(ROOT).broken == 1
    tree.put(listing_of(b"d", {}))
    assert tree.worst(ROOT) is Health.OK


def test_a_name_with_a_nul_is_nowhere():
    tree = LinkTree()
    tree.put(pack(b"", [(b"a", Kind.FILE, b""), (b"b", Kind.FILE, b"")]))
    assert tree.find(b"a\0b") is None


def test_a_listing_of_what_is_no_folder_any_more_is_left_out():
    tree = LinkTree()
    tree.put(pack(b"", [(b"a", Kind.SYMLINK, b"b"), (b"f", Kind.FILE, b"")]))
    late = [(b"x", Kind.FILE, b"")]
    assert tree.put(pack(b"a", late)) is None
    assert tree.put(pack(b"f", late)) is None
    assert tree.totals(0).entries == 2


def all_below(folder: bytes, draw, depth: int = 3) -> list[Listing]:
    """A random tree as listings, parents first."""
    entries = draw(ENTRIES)
    listings = [listing_of(folder, entries, draw(ERRORS) if not entries else 0)]
    for name, (kind, *_) in entries.items():
        if kind is Kind.DIR and depth:
            listings += all_below(folder + b"/" + name if folder else name, draw, depth - 1)
    return listings


@given(st.data())
def test_folders_taken_in_at_once_make_the_same_tree_as_one_by_one(data):
    listings = all_below(b"", data.draw)
    cut = data.draw(st.integers(0, len(listings)))
    slow, quick = LinkTree(), LinkTree()
    for listing in listings:
        slow.put(listing)
    quick.put_all(bundle(listings[:cut]))
    quick.put_all(bundle(listings[cut:]))
    assert quick.columns() == slow.columns()
    assert quick.is_complete == slow.is_complete


@given(st.data())
def test_a_bundle_is_its_listings(data):
    listings = all_below(b"", data.draw)
    assert list(bundle(listings)) == listings


def test_neighbours_are_found_as_by_their_paths():
    tree = LinkTree()
    kinds = {b"a": Kind.DIR, b"b": Kind.FILE, b"ab": Kind.FILE, b"\xff": Kind.FILE}
    for folder in (b"", b"a"):
        tree.put(pack(folder, [(name, kind, b"") for name, kind in kinds.items()]))
    neighbours = Neighbours(tree)
    paths = [b"", b"a", b"a/b", b"a/ab", b"a/\xff", b"b", b"a/none", b"none/a", b"a/a/b", b"b/a"]
    assert [neighbours.find(path) for path in paths] == [tree.find(path) for path in paths]
    assert neighbours.find(b"/a") is None


def test_among_many_names_each_is_found_and_no_other():
    tree = LinkTree()
    names = [b"%d" % number for number in range(0, 2000, 2)]
    tree.put(pack(b"", [(name, Kind.FILE, b"") for name in names]))
    assert [tree.name(node) for name in names if (node := tree.child(ROOT, name))] == names
    odd = (b"%d" % number for number in range(-1, 2002, 2))
    assert {tree.child(ROOT, name) for name in odd} == {None}
