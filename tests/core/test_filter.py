"""What a filter leaves is what a search through every name and every link would leave."""

import re
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cvlink_gui.core import filter as filters
from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.filter import Filter, Marks, Mode, marks
from cvlink_gui.core.links import BROKEN, Health, Kind, pack
from cvlink_gui.core.lowered import PIECE, Lowered
from cvlink_gui.core.tree import LinkTree
from tests.core.test_tree import listing_of

FILE, DIR, LINK = Kind.FILE, Kind.DIR, Kind.SYMLINK
NAMES = ("a", "B", "ab", "Ba", "aab", "img_1.jpg", "img_10.JPG", "é", "É2", "x\ny", "b.", "")
BAD = Filter(wanted=tuple(BROKEN))


def grown(*listings) -> LinkTree:
    tree = LinkTree()
    for listing in listings:
        tree.put(listing)
    return tree


def entry(kind: Kind, health: Health = Health.OK):
    return (kind, b"t" if kind is LINK else b"", health, FILE)


def shown(tree: LinkTree, found: Marks) -> set[bytes]:
    """Every path that is left."""
    left, ahead = set(), [ROOT]
    while ahead:
        folder = ahead.pop()
        nodes = found.visible(folder, tree.children(folder))
        left |= {tree.path(node) for node in nodes}
        ahead += [node for node in nodes if tree.kind(node) is DIR]
    return left


def expected(tree: LinkTree, wish: Filter) -> set[bytes]:
    """The same, by looking at every node."""
    matching = {tree.path(node) for node in tree.walk() if fits(tree, node, wish)}
    paths = [tree.path(node) for node in tree.walk()]
    return {path for path in paths if any(within(m, path) or within(path, m) for m in matching)}


def within(path: bytes, folder: bytes) -> bool:
    return path == folder or path.startswith(folder + b"/")


def fits(tree: LinkTree, node: int, wish: Filter) -> bool:
    name = tree.name(node).decode()
    if wish.words and not says(name, wish):
        return False
    if not (wish.wanted or wish.unwanted):
        return True
    health = tree.health(node)
    wanted = not wish.wanted or health in wish.wanted
    return tree.kind(node).is_link and wanted and health not in wish.unwanted


def says(name: str, wish: Filter) -> bool:
    if wish.mode is Mode.TEXT:
        return wish.words.lower() in name.lower()
    if wish.mode is Mode.REGEX:
        return re.search(wish.words, name, re.IGNORECASE) is not None
    pattern = "".join({"*": ".*", "?": "."}.get(char, re.escape(char)) for char in wish.words)
    return re.fullmatch(pattern, name, re.IGNORECASE | re.DOTALL) is not None


def complete(found: Marks) -> Marks:
    while not found.is_complete:
        found.advance()
    return found


entries = st.dictionaries(
    st.sampled_from([name.encode() for name in NAMES if name]),
    st.tuples(
        st.sampled_from([FILE, DIR, DIR, LINK, LINK]),
        st.just(b"t"),
        st.sampled_from([Health.OK, Health.OK, Health.MISSING, Health.UNKNOWN]),
        st.just(FILE),
    ),
    max_size=5,
)
puts = st.lists(
    st.tuples(st.lists(st.sampled_from([b"a", b"B", b"ab"]), max_size=3).map(b"/".join), entries),
    min_size=1,
    max_size=12,
)
wishes = st.one_of(
    st.builds(Filter, st.sampled_from(["a", "B", "1", ".jp", "nowhere", "é", "\n", "img_1"])),
    st.builds(Filter, st.sampled_from(["*", "a*", "?", "*b*", "??", "*.jpg", "é*"]),
              st.just(Mode.GLOB)),
    st.builds(Filter, st.sampled_from(["^a", "b$", "[ab]{2}", "a|b", "img.*jpg$", "^.$", r"\d",
                                     r"g_\d+\.j", "g_[01]+.*g", "[^x]b", "x?"]),
              st.just(Mode.REGEX)),
    st.just(BAD),
    st.just(Filter(unwanted=tuple(BROKEN))),
    st.just(Filter("a", wanted=tuple(BROKEN))),
    st.just(Filter("b", wanted=(Health.OK,))),
    st.just(Filter("?", Mode.GLOB, unwanted=(Health.MISSING,))),
)  # fmt: skip


def put(tree: LinkTree, folder: bytes, content: dict):
    node = tree.find(folder)
    if node is not None and tree.kind(node) is DIR:
        return tree.put(listing_of(folder, content))
    return None


@pytest.fixture(scope="module", params=[(1, 2), (1_000, 2_000)], ids=["kept", "not kept"])
def sizes(request):
    """From which size of a folder on its matches are remembered, and how many of them."""
    large, kept = request.param
    with mock.patch.multiple(filters, _LARGE=large, _KEPT=kept):
        yield


@given(puts, wishes)
@example([(b"", {"é".encode(): entry(FILE)})], Filter("^.$", Mode.REGEX))
def test_what_is_left_is_what_looking_at_everything_leaves(sizes, steps, wish):
    tree = LinkTree()
    for folder, content in [(b"", {b"a": entry(DIR), b"B": entry(DIR)}), *steps]:
        put(tree, folder, content)
    assert shown(tree, marks(tree, wish)) == expected(tree, wish)


@given(puts, puts, wishes, st.integers(0, 3), st.sampled_from([8, 1 << 18]))
def test_it_stays_so_while_folders_are_listed(sizes, before, after, wish, advanced, step):
    """Also where the search has not come to its end when a folder changes."""
    tree = LinkTree()
    for folder, content in [(b"", {b"a": entry(DIR), b"B": entry(DIR)}), *before]:
        put(tree, folder, content)
    found = Marks(tree, wish)
    with mock.patch.multiple(filters, _TEXT_STEP=step, _TEST_STEP=step, _NODE_STEP=step):
        for _ in range(advanced):
            found.advance()
    for folder, content in after:
        change = put(tree, folder, content)
        if change is not None:
            flipped = found.follow(change)
            assert found.follow(change) is flipped
    complete(found)
    assert shown(tree, found) == expected(tree, wish)


@pytest.fixture
def small_steps(monkeypatch):
    for step in ("_TEXT_STEP", "_TEST_STEP", "_NODE_STEP"):
        monkeypatch.setattr(filters, step, 16)


@pytest.mark.parametrize(
    "wish",
    [Filter("7"), Filter("*7", Mode.GLOB), Filter("7$", Mode.REGEX), Filter("[67]", Mode.REGEX),
     BAD, Filter("7", wanted=(Health.MISSING,)), Filter("é1")],
    ids=lambda wish: f"{wish.mode} {wish.words} {len(wish.wanted)}",
)  # fmt: skip
def test_a_search_in_many_steps_finds_the_same(small_steps, sizes, wish):
    folders = {b"f%d" % n: entry(DIR) for n in range(30)}
    tree = grown(listing_of(b"", folders))
    for n in range(30):
        bad = Health.MISSING if n % 10 == 7 else Health.OK
        content = {b"n%d" % k: entry(LINK, bad if k == 2 else Health.OK) for k in range(n)}
        content |= {"É1".encode(): entry(FILE)} if n == 4 else {}
        tree.put(listing_of(b"f%d" % n, content))
    found = Marks(tree, wish)
    told = set()
    while not found.is_complete:
        told.update(found.advance())
    assert told == set(found.ways())
    assert shown(tree, found) == expected(tree, wish)


@pytest.mark.parametrize("words", ["a(", "a{99999999999999999999}", "(" * 5_000])
def test_a_bad_regular_expression_is_refused(words):
    with pytest.raises(re.error):
        marks(LinkTree(), Filter(words, Mode.REGEX))


def test_a_chip_that_asks_for_what_another_forbids_leaves_nothing():
    tree = grown(listing_of(b"", {b"l": entry(LINK)}))
    wish = Filter(wanted=(Health.OK,), unwanted=(Health.OK,))
    assert shown(tree, marks(tree, wish)) == set()


@pytest.mark.parametrize(
    ("mode", "words", "name", "fits"),
    [
        (Mode.GLOB, "?.jpg", "é.jpg", True),
        (Mode.GLOB, "?", "éé", False),
        (Mode.GLOB, "É*", "été", True),
        (Mode.TEXT, "ÉT", "été", True),
        (Mode.REGEX, r"^img_0.*\.jpg$", "IMG_01.jpg", True),
        (Mode.REGEX, r"^img_0.*\.jpg$", "IMG_01xjpg", False),
        (Mode.REGEX, "colou?r", "color", True),
        (Mode.REGEX, "c[a-z]+ur", "colour", True),
        (Mode.REGEX, "c[a-z]*olour", "colour", True),
        (Mode.REGEX, "a+b", "xaab", True),
        (Mode.REGEX, "^É.É$", "ééé", True),
        (Mode.REGEX, r"^\w$", "é", True),
        (Mode.REGEX, "^[ö-ü]$", "ö", True),
        (Mode.REGEX, "skip", "\u017f\u212aip", True),
    ],
)
def test_words_fit_names(mode, words, name, fits):
    assert Filter(words, mode).pattern().match(name.encode()) is fits


@given(st.text("ikSs\u0131\u0130\u212a\u017fax", max_size=6), st.text("ikSsax.", max_size=4))
def test_letters_that_a_regular_expression_asks_for_are_sought_in_all_their_cases(name, words):
    found = re.search(words, name, re.IGNORECASE) is not None
    assert Filter(words, Mode.REGEX).pattern().match(name.encode()) is found if words else True


def test_a_byte_that_is_no_text_is_one_character_for_a_regular_expression():
    assert Filter("^a.b$", Mode.REGEX).pattern().match(b"a\xffb")
    assert not Filter("^a.b$", Mode.REGEX).pattern().match(b"a\xff\xfeb")


def test_few_matches_are_told_from_many():
    tree = grown(pack(b"", [(b"%d" % n, FILE, b"") for n in range(50)]))
    assert marks(tree, Filter("4")).is_few(14)
    assert not marks(tree, Filter("4")).is_few(13)


@given(st.text("aBcé\0", max_size=40), st.text("abcé", min_size=1, max_size=3), st.data())
def test_what_is_found_without_capitals_is_where_it_is_in_the_lowered_text(text, wanted, data):
    raw = bytearray(text.encode())
    needle = wanted.encode().lower()
    begin = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(begin, len(raw)))
    at = Lowered(raw).find(needle, begin, end)
    plain = bytes(raw).lower().find(needle, begin)
    assert at == (plain if 0 <= plain < end else -1)


@pytest.mark.parametrize("filler", [b"x", b"X"])
def test_what_lies_across_two_pieces_is_found_and_what_is_appended_later(filler):
    text = bytearray(filler * (PIECE - 2) + b"aBc" + filler * PIECE)
    lowered = Lowered(text)
    assert lowered.find(b"abc", 0, len(text)) == PIECE - 2
    assert lowered.find(b"abc", PIECE - 1, len(text)) == -1
    text += filler * PIECE + b"aBc"
    assert lowered.find(b"abc", PIECE, len(text)) == len(text) - 3
