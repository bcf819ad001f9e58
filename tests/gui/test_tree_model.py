"""The tree model keeps Qt's contract and its rows while the tree changes under it."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QDragMoveEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QTreeView

from cvlink_gui.core.filter import Filter, Marks, marks
from cvlink_gui.core.findings import Verdict
from cvlink_gui.core.links import Health, Kind, Listing, pack
from cvlink_gui.core.order import By
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.gui import theme
from cvlink_gui.gui.mime import to_mime
from cvlink_gui.gui.models.levels import DETAIL, NAME, STATE
from cvlink_gui.gui.models.tree_model import TreeModel
from cvlink_gui.gui.panels.tree_view import LinkTreeView
from tests.gui.driver import row, texts

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
NAMES = (b"a", b"b", b"c10", b"c9", b"n\xff\n")


def listing(folder: bytes, *lines: bytes | str, health: Health = Health.OK) -> Listing:
    """`name` a file, `name/` a folder, `name -> text` a link of some health."""
    rows = []
    for line in lines:
        name, arrow, text = (line.encode() if isinstance(line, str) else line).partition(b" -> ")
        kind = Kind.SYMLINK if arrow else Kind.DIR if name.endswith(b"/") else Kind.FILE
        rows.append((name.rstrip(b"/"), kind, text))
    made = pack(folder, rows)
    judged = bytes(health if kind == Kind.SYMLINK else Health.OK for kind in made.kinds)
    return replace(made, health=judged)


class Watched:
    """A model under Qt's own tester and a view, following a tree."""

    def __init__(self, tops: list | None = ()) -> None:
        """tops: None to show what lies in the root as a folder, not as a choice of top rows."""
        self.tops = tops
        self.tree = LinkTree()
        self.model = TreeModel()
        self.view = QTreeView()
        self.view.setUniformRowHeights(True)
        self.view.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.view.setModel(self.model)
        self.view.resize(400, 900)
        self.model.show_tree(self.tree)
        self.test()

    def test(self) -> None:
        # Its complaints are Qt warnings, and a Qt warning fails a test.
        self.tester = QAbstractItemModelTester(
            self.model, QAbstractItemModelTester.FailureReportingMode.Warning
        )
        self.tester.setUseFetchMore(False)  # it would fetch while it checks that rows came

    def put(self, folder: bytes | str, *lines: bytes | str, health: Health = Health.OK) -> None:
        """List a folder, as a scan does, and let the model follow."""
        name = folder.encode() if isinstance(folder, str) else folder
        node = self.tree.find(name)
        if node is None or self.tree.kind(node) is not Kind.DIR:
            return
        change = self.tree.put(listing(name, *lines, health=health))
        if change is not None:
            self.model.put(change)
        if not name:
            self.show_all()

    def show_all(self) -> None:
        """All that lies in the root as top rows."""
        self.model.set_tops(None if self.tops is None else list(self.tree.children(0)))

    def at(self, *names: str) -> QModelIndex:
        return row(self.model, *names)

    def keep(self, *names: str) -> QPersistentModelIndex:
        return QPersistentModelIndex(self.at(*names))

    def shape(self, index: QModelIndex | None = None) -> list:
        """Names and what lies below, as the model has it."""
        index = QModelIndex() if index is None else index
        found = []
        for number, text in enumerate(texts(self.model, index)):
            child = self.model.index(number, 0, index)
            assert self.model.parent(child) == index
            assert (self.model.hasChildren(child)) >= (self.model.rowCount(child) > 0)
            found.append((text, self.shape(child)))
        return found

    def painted(self) -> list[str]:
        """What the view shows, from top to bottom."""
        self.view.grab()
        found, index = [], self.view.indexAt(self.view.viewport().rect().topLeft())
        while index.isValid():
            found.append(index.data())
            index = self.view.indexBelow(index)
        return found


@pytest.fixture
def watched(qtbot):
    made = Watched()
    qtbot.addWidget(made.view)
    return made


def test_rows_come_as_a_scan_lists_folders(watched):
    watched.put("", "data/", "file", "link -> data")
    assert texts(watched.model) == ["data", "file", "link"]
    assert texts(watched.model, watched.at("data")) == []
    watched.put("data", "v10", "v2")
    assert watched.shape() == [("data", [("v2", []), ("v10", [])]), ("file", []), ("link", [])]


def test_a_folder_opened_before_it_is_listed_fills_when_it_is(watched):
    watched.put("", "data/")
    watched.view.expand(watched.at("data"))
    assert watched.painted() == ["data"]
    watched.put("data", "a", "b")
    assert watched.painted() == ["data", "a", "b"]


def test_an_empty_folder_loses_its_arrow_when_it_is_listed(watched):
    watched.put("", "data/")
    assert watched.model.hasChildren(watched.at("data"))
    watched.put("data")
    assert not watched.model.hasChildren(watched.at("data"))


def test_the_view_takes_the_arrow_of_a_folder_away_that_has_become_empty(watched):
    view = LinkTreeView(watched.model, lambda *_: (False, ""), "")
    view.resize(400, 300)
    view.show()
    watched.put("", "a/", "data/")
    watched.put("data", "x")
    QApplication.processEvents()
    arrows = view.grab().toImage()
    watched.put("data")
    QApplication.processEvents()
    without = view.grab().toImage()
    watched.put("data", "x")
    QApplication.processEvents()
    assert without != arrows
    assert view.grab().toImage() == arrows


def test_the_frame_of_a_drag_stays_at_its_row_while_rows_come_and_go(watched):
    """It was kept as an index that Qt forgets when rows change: to paint it ended the program."""
    view = LinkTreeView(watched.model, lambda *_: (True, ""), "")
    view.resize(400, 300)
    view.show()
    watched.put("", "a/")
    watched.put("a", "b/")
    watched.put("a/b", "m")
    view.expandAll()
    QApplication.processEvents()
    place = view.visualRect(watched.at("a", "b", "m")).center()
    actions = Qt.DropAction.LinkAction | Qt.DropAction.CopyAction
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    mime = to_mime([b"/x"])
    view.dragMoveEvent(QDragMoveEvent(place, actions, mime, left, none))
    before = frames(view)
    watched.put("a", "a", "b/")
    QApplication.processEvents()
    assert frames(view) == [y + view.visualRect(watched.at("a", "a")).height() for y in before]
    watched.put("a", "a")
    QApplication.processEvents()
    assert frames(view) == []


def frames(view: LinkTreeView) -> list[int]:
    """Where the frames around rows begin and end."""
    image = view.viewport().grab().toImage()
    accent, x = theme.color("accent").name(), image.width() // 2
    return [y for y in range(image.height()) if image.pixelColor(x, y).name() == accent]


def test_added_names_are_inserted_between_the_others(watched):
    watched.put("", "d/")
    watched.put("d", "a", "c", "e")
    survivors = {name: watched.keep("d", name) for name in "ace"}
    inserted = []
    watched.model.rowsInserted.connect(lambda _p, first, last: inserted.append((first, last)))
    watched.put("d", "a", "b", "c", "d", "e", "f")
    assert texts(watched.model, watched.at("d")) == list("abcdef")
    assert inserted == [(1, 1), (3, 3), (5, 5)]
    assert {name: index.data() for name, index in survivors.items()} == {n: n for n in "ace"}


def test_removed_names_are_removed_and_the_others_stay_the_same_rows(watched):
    watched.put("", "d/")
    watched.put("d", *"abcdef")
    kept, gone = watched.keep("d", "e"), watched.keep("d", "b")
    watched.put("d", "a", "e")
    assert texts(watched.model, watched.at("d")) == ["a", "e"]
    assert kept.data() == "e"
    assert kept.row() == 1
    assert not gone.isValid()


def test_a_renamed_link_is_another_row(watched):
    watched.put("", "d/")
    watched.put("d", "old -> x", "z")
    old, other = watched.keep("d", "old"), watched.keep("d", "z")
    watched.put("d", "new -> x", "z")
    assert not old.isValid()
    assert other.data() == "z"


def test_the_view_paints_the_new_target_of_a_link_that_was_retargeted(watched):
    watched.put("", "l -> old", health=Health.MISSING)
    watched.view.grab()
    watched.put("", "l -> new/longer")
    watched.view.grab()
    there = watched.view.indexAt(watched.view.visualRect(watched.at("l")).center())
    assert there.siblingAtColumn(DETAIL).data() == "→ new/longer"
    assert there.siblingAtColumn(STATE).data() == "ok"


def test_the_view_paints_the_right_names_after_a_folder_is_listed_again(watched):
    watched.put("", "d/")
    watched.put("d", "b", "c")
    watched.view.expandAll()
    assert watched.painted() == ["d", "b", "c"]
    watched.put("d", "a", "b", "c")
    assert watched.painted() == ["d", "a", "b", "c"]
    watched.put("d", "c")
    assert watched.painted() == ["d", "c"]


def test_what_is_open_and_selected_survives_a_relisting(watched):
    watched.put("", "d/")
    watched.put("d", "x/", "y/")
    watched.put("d/x", "one", "two")
    watched.put("d/y", "three")
    watched.view.expandAll()
    choose = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for names in (("d", "x", "two"), ("d", "y")):
        watched.view.selectionModel().select(watched.at(*names), choose)
    watched.view.selectionModel().setCurrentIndex(
        watched.at("d", "x", "two"), QItemSelectionModel.SelectionFlag.NoUpdate
    )
    watched.put("d", "a/", "x/", "y/", "z")
    assert watched.painted() == ["d", "a", "x", "one", "two", "y", "three", "z"]
    selected = {index.data() for index in watched.view.selectionModel().selectedRows()}
    assert selected == {"two", "y"}
    assert watched.view.currentIndex().data() == "two"


def test_the_selection_can_be_asked_for_paths_while_a_row_is_removed(watched):
    """The rows that stay have their new ids before the view looks for another current row."""
    watched.put("", "d/")
    watched.put("d", "a", "b")
    asked = []

    def selected() -> None:
        rows = watched.view.selectionModel().selectedRows()
        asked.append([watched.tree.path(watched.model.node(index)) for index in rows])

    watched.view.expandAll()
    watched.view.setCurrentIndex(watched.at("d", "a"))
    watched.view.selectionModel().selectionChanged.connect(selected)
    watched.put("d", "b")
    assert asked[-1] in ([], [b"d/b"])
    assert watched.view.currentIndex().data() in ("b", "d")


@pytest.mark.parametrize(("before", "after"), [("x/", "x"), ("x/", "x -> y"), ("x", "x/")])
def test_a_name_that_changes_its_kind_leaves_no_children_behind(watched, before, after):
    watched.put("", "d/")
    watched.put("d", before, "z")
    if before.endswith("/"):
        watched.put("d/x", "inner")
        watched.view.expandAll()
        watched.view.grab()
    watched.put("d", after, "z")
    assert watched.model.rowCount(watched.at("d", "x")) == 0
    assert watched.shape() == [("d", [("x", []), ("z", [])])]
    if after.endswith("/"):
        watched.put("d/x", "fresh")
        assert watched.shape() == [("d", [("x", [("fresh", [])]), ("z", [])])]


def test_health_alone_changes_state_and_colour_in_place(watched):
    watched.put("", "d/")
    watched.put("d", "l -> t", "m -> t")
    link = watched.keep("d", "l")
    resets, moves, painted = [], [], []
    watched.model.modelReset.connect(lambda: resets.append(1))
    watched.model.rowsInserted.connect(lambda *_: moves.append(1))
    watched.model.rowsRemoved.connect(lambda *_: moves.append(1))
    watched.model.dataChanged.connect(
        lambda first, last, *_: painted.append((first.data(), last.siblingAtColumn(NAME).data()))
    )
    node = watched.model.node(link)
    watched.put("d", "l -> t", "m -> t", health=Health.MISSING)
    assert watched.model.node(link) == node
    assert link.sibling(link.row(), STATE).data() == "target missing"
    assert (resets, moves) == ([], [])
    assert painted == [("l", "m")]


def test_a_large_folder_has_all_its_rows_at_once(watched):
    names = [f"{number:05}" for number in range(12_000)]
    watched.tester = None  # it walks over all rows whenever one comes
    watched.put("", "d/")
    watched.put("d", *names)
    folder = watched.at("d")
    assert watched.model.rowCount(folder) == len(names)
    assert texts(watched.model, folder) == names
    index = watched.model.index_of(watched.tree.find(b"d/11999"))
    assert (index.row(), index.data()) == (11_999, "11999")
    assert watched.model.parent(index) == folder


def test_qt_answers_for_the_rows_of_a_large_folder_by_itself(watched, monkeypatch):
    """The view asks for every row what it is; asked in Python that would be half a second."""
    asked = []
    for question in ("data", "rowCount", "node"):
        original = getattr(TreeModel, question)
        monkeypatch.setattr(
            TreeModel, question, lambda *args, f=original: asked.append(f) or f(*args)
        )
    watched.tester = None
    watched.put("", "d/")
    watched.put("d", *(f"{number:05}" for number in range(12_000)))
    watched.view.expand(watched.at("d"))
    asked.clear()
    watched.view.doItemsLayout()
    assert 0 < len(asked) < 100


def test_more_names_than_fit_on_the_screen_come_before_the_ones_that_stay(watched):
    watched.put("", "d/")
    watched.put("d", "z1", "z2")
    kept = watched.keep("d", "z2")
    names = [*(f"{number:05}" for number in range(2_500)), "z1", "z2"]
    watched.put("d", *names)
    assert kept.data() == "z2"
    assert texts(watched.model, watched.at("d")) == names
    assert kept.row() == len(names) - 1


# Sorting


def test_rows_are_sorted_by_name_both_ways_on_every_level(watched):
    watched.put("", "a/", "b/")
    watched.put("a", "v10", "v2")
    watched.model.sort(NAME, DOWN)
    assert watched.shape() == [("b", []), ("a", [("v10", []), ("v2", [])])]
    watched.model.sort(NAME, UP)
    assert watched.shape() == [("a", [("v2", []), ("v10", [])]), ("b", [])]


def test_the_worst_rows_come_first_when_sorted_by_state(watched):
    watched.put("", "a/", "b/", "c/")
    watched.put("b", "l1 -> x", "l2 -> x", health=Health.MISSING)
    watched.put("c", "l -> x", health=Health.LOOP)
    watched.model.sort(STATE, DOWN)
    assert texts(watched.model) == ["b", "c", "a"]


def test_verdicts_rank_the_top_rows(watched):
    watched.put("", "bad/", "fine/", "so-so/")
    watched.put("fine", "l -> x", health=Health.MISSING)
    verdicts = {b"bad": (Verdict.NOT_READY, 1), b"fine": (Verdict.READY, 0)}
    watched.model.set_verdicts(verdicts | {b"so-so": (Verdict.READY_WITH_WARNINGS, 3)})
    watched.model.sort(STATE, DOWN)
    assert texts(watched.model) == ["bad", "so-so", "fine"]


def test_rows_that_get_worse_stay_where_they_are_until_somebody_tidies_up(watched):
    """A row that jumps away under the pointer is worse than one that is out of order."""
    watched.put("", "d/")
    watched.put("d", "a -> x", "b -> x", "c -> x")
    watched.model.sort(STATE, DOWN)
    kept = watched.keep("d", "a")
    for names in ("abc", "abcd"):  # b is broken, and so is d when it comes
        made = pack(b"d", [(name.encode(), Kind.SYMLINK, b"x") for name in names])
        states = [Health.MISSING if name in "bd" else Health.OK for name in names]
        watched.model.put(watched.tree.put(replace(made, health=bytes(states))))
        assert texts(watched.model, watched.at("d")) == list(names)
        assert kept.data() == "a"
    watched.model.tidy()
    assert texts(watched.model, watched.at("d")) == ["b", "d", "a", "c"]


# Top rows


def test_top_rows_come_and_go_and_the_others_stay_open(watched):
    watched.put("", "a/", "c/")
    watched.put("a", "inner")
    watched.view.expandAll()
    kept = watched.keep("a", "inner")
    watched.put("", "a/", "b/", "c/")
    assert texts(watched.model) == ["a", "b", "c"]
    assert watched.painted() == ["a", "inner", "b", "c"]
    watched.put("", "a/", "c/")
    assert texts(watched.model) == ["a", "c"]
    assert kept.data() == "inner"
    assert watched.painted() == ["a", "inner", "c"]


def test_a_top_row_that_comes_while_a_filter_is_on_is_in_its_place(watched):
    watched.put("", "a/", "b/", "d/")
    watched.model.set_marks(marks(watched.tree, Filter("d")))
    assert texts(watched.model) == ["d"]
    watched.put("", "a/", "b/", "c/", "d/", "dd/")
    assert texts(watched.model) == ["d", "dd"]


def test_a_filter_shows_matches_what_is_above_them_and_what_is_in_them(watched):
    watched.put("", "a/", "b/")
    watched.put("a", "train/", "val/")
    watched.put("a/train", "1.jpg", "2.jpg")
    watched.put("a/val", "3.jpg")
    watched.put("b", "other")
    watched.model.set_marks(marks(watched.tree, Filter("train")))
    assert watched.shape() == [("a", [("train", [("1.jpg", []), ("2.jpg", [])])])]
    watched.model.set_marks(marks(watched.tree, Filter("3.jpg")))
    assert watched.shape() == [("a", [("val", [("3.jpg", [])])])]
    watched.model.set_marks(marks(watched.tree, Filter("nowhere")))
    assert watched.shape() == []
    watched.model.set_marks(None)
    assert [name for name, _ in watched.shape()] == ["a", "b"]


def test_a_folder_listed_again_while_a_filter_is_on_keeps_to_it(watched):
    watched.put("", "d/")
    watched.put("d", "train", "val")
    watched.model.set_marks(marks(watched.tree, Filter("train")))
    assert watched.shape() == [("d", [("train", [])])]
    watched.put("d", "train", "train2", "val", "val2")
    assert watched.shape() == [("d", [("train", []), ("train2", [])])]
    watched.put("d", "val")
    assert watched.shape() == []


def test_what_a_scan_finds_under_a_filter_is_shown_only_if_it_matches(watched):
    watched.put("", "a/", "b/", "c/")
    watched.model.set_marks(marks(watched.tree, Filter("train")))
    assert watched.shape() == []
    watched.put("a", "val", "x/")
    watched.put("b", "other")
    assert watched.shape() == []
    watched.put("a/x", "train", "val")
    assert watched.shape() == [("a", [("x", [("train", [])])])]


def test_links_that_break_while_only_broken_ones_are_shown_come_and_go(watched):
    watched.put("", "d/")
    watched.put("d", "l -> x", "m -> x")
    watched.model.set_marks(marks(watched.tree, Filter(wanted=(Health.MISSING,))))
    assert watched.shape() == []
    watched.put("d", "l -> x", "m -> x", health=Health.MISSING)
    assert watched.shape() == [("d", [("l", []), ("m", [])])]
    watched.put("d", "l -> x", "m -> x")
    assert watched.shape() == []


def test_what_is_found_later_is_shown_as_it_is_found(watched):
    watched.put("", "a/", "b/")
    watched.put("a", "train")
    watched.put("b", "train2")
    found = Marks(watched.tree, Filter("train"))
    watched.model.set_marks(found)
    assert watched.shape() == []
    while not found.is_complete:
        watched.model.follow(found.advance())
    assert watched.shape() == [("a", [("train", [])]), ("b", [("train2", [])])]


def test_invalid_bidi_and_control_names_are_shown_escaped_and_marked(watched):
    watched.put("", b"bad\xff", b"new\nline", b"rtl\xe2\x80\xaegpj", b"esc\x1b[31m", b"plain")
    assert sorted(texts(watched.model)) == sorted(
        [r"bad\xff", r"new\nline", r"rtl\u202egpj", r"esc\x1b[31m", "plain"]
    )
    for name in texts(watched.model):
        tip = watched.at(name).data(Qt.ItemDataRole.ToolTipRole)
        assert ("shown escaped" in tip) is (name != "plain")
        assert tip.isprintable() or "\n" in tip


def test_every_row_says_its_kind_and_its_state_aloud(watched):
    watched.put("", "d/", "file", "bad -> t", health=Health.MISSING)
    watched.put("d", "l -> t")
    role = Qt.ItemDataRole.AccessibleTextRole
    assert watched.at("d").data(role) == "d, folder"
    assert watched.at("file").data(role) == "file, file"
    assert watched.at("bad").data(role) == "bad, broken link, target missing"
    assert watched.at("d", "l").data(role) == "l, link, ok"


def test_a_verdict_replaces_the_state_of_a_top_row(watched):
    watched.put("", "baseline/", "faulty/")
    watched.put("baseline", "l -> t")
    watched.model.set_verdicts({b"baseline": (Verdict.READY, 0), b"faulty": (Verdict.NOT_READY, 7)})
    states = texts(watched.model, None, STATE)
    assert states[0] == "Ready"
    assert states[1].startswith("Not ready")


def test_related_rows_light_up_and_go_out(watched):
    watched.put("", "a/", "b/")
    role = Qt.ItemDataRole.BackgroundRole
    watched.model.set_related([watched.tree.find(b"a")])
    assert watched.at("a").data(role) is not None
    assert watched.at("b").data(role) is None
    watched.model.set_related([])
    assert watched.at("a").data(role) is None


def test_a_folder_that_is_shown_as_it_is_has_its_own_rows_on_top(watched):
    watched.tops = None
    watched.put("", "v10/", "v2/", "file")
    assert texts(watched.model) == ["file", "v2", "v10"]
    watched.put("v2", "x")
    kept = watched.keep("v2", "x")
    watched.put("", "v1/", "v10/", "v2/")
    assert texts(watched.model) == ["v1", "v2", "v10"]
    assert kept.data() == "x"
    assert watched.model.index_of(watched.tree.find(b"v2/x")) == kept


# Any changes, in any order.

kinds = st.sampled_from(("", "/", "/", " -> t", " -> other"))
contents = st.dictionaries(st.sampled_from(NAMES), kinds, max_size=5)
folders = st.lists(st.sampled_from(NAMES), max_size=3).map(b"/".join)
puts = st.tuples(st.just("put"), folders, contents, st.sampled_from((Health.OK, Health.MISSING)))
words = st.sampled_from(("", "a", "c", "nowhere", "!"))
filters = st.tuples(st.just("filter"), words, st.booleans())
sorts = st.tuples(st.just("sort"), st.sampled_from((NAME, DETAIL, STATE)), st.sampled_from((0, 1)))
opens = st.tuples(st.just("open"), folders)
tops = st.sampled_from(([], None))


def follow(watched: Watched, step) -> None:
    """One step of a story: a folder is listed, a folder is opened, a filter is set."""
    match step:
        case ("put", folder, content, health):
            lines = [name + kind.encode() for name, kind in content.items()]
            watched.put(folder, *lines, health=health)
        case ("open", folder):
            if (node := watched.tree.find(folder)) is not None:
                watched.view.expand(watched.model.index_of(node))
        case ("sort", column, order):
            watched.model.sort(column, (UP, DOWN)[order])
        case ("filter", words, complete):
            wish = Filter(wanted=(Health.MISSING,)) if words == "!" else Filter(words)
            made = marks if complete else Marks
            watched.model.set_marks(made(watched.tree, wish) if words else None)


def fresh_shape(watched: Watched) -> list:
    """The shape a model has that was never changed, with the same order and filter."""
    fresh = Watched()
    fresh.model.sort(
        NAME
        if watched.model.order.by is By.NAME
        else DETAIL
        if watched.model.order.by is By.DETAIL
        else STATE,
        DOWN if watched.model.order.descending else UP,
    )
    on_top = None if watched.tops is None else list(watched.tree.children(0))
    fresh.model.show_tree(watched.tree, on_top)
    fresh.model.set_marks(watched.model.shows[1])
    return fresh.shape()


@given(st.lists(st.one_of(puts, puts, opens, sorts), max_size=25), tops)
@example([("sort", DETAIL, 0), ("put", b"a", {b"a": ""}, Health.OK)], [])
@example([("sort", STATE, 0), ("put", b"a", {b"a": " -> t"}, Health.MISSING)], [])
def test_after_any_relistings_the_rows_are_those_of_a_fresh_model(qapp, steps, on_top):
    watched = Watched(on_top)
    watched.put("", "a/", "b/")
    for step in steps:
        follow(watched, step)
    watched.model.tidy()
    assert watched.shape() == fresh_shape(watched)


@given(st.lists(st.one_of(puts, puts, opens), min_size=1, max_size=25), tops)
def test_after_any_relistings_a_row_one_holds_is_the_same_path(qapp, steps, on_top):
    watched = Watched(on_top)
    watched.put("", "a/", "b/")
    held: dict[bytes, QPersistentModelIndex] = {}
    for step in steps:
        follow(watched, step)
        for path, index in held.items():
            if index.isValid():
                assert watched.tree.path(watched.model.node(index)) == path
        nodes = [node for node in watched.tree.walk() if watched.model.index_of(node).isValid()]
        held = {
            watched.tree.path(node): QPersistentModelIndex(watched.model.index_of(node))
            for node in nodes
        }


@given(st.lists(st.one_of(puts, puts, filters, opens, sorts), max_size=20), tops)
@example([("filter", "a", True), ("sort", STATE, 0), ("put", b"", {}, Health.OK)], [])
def test_filters_and_sorting_between_relistings_leave_what_a_fresh_model_shows(qapp, steps, on_top):
    watched = Watched(on_top)
    watched.put("", "a/", "b/")
    for step in steps:
        follow(watched, step)
        watched.shape()
    found = watched.model.shows[1]
    while found is not None and not found.is_complete:
        watched.model.follow(found.advance())
    watched.model.tidy()
    assert watched.shape() == fresh_shape(watched)
    watched.model.set_marks(None)
    assert watched.shape() == fresh_shape(watched)
