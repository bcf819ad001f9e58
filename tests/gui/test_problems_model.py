"""Findings as rows: in groups, filtered, with pages of their paths below."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.rules import RULES, Severity
from cvlink_gui.gui.models.problem_rows import By, Wish
from cvlink_gui.gui.models.problems_model import (
    EXPERIMENT,
    PAGE,
    PLACES,
    RULE,
    SEVERITY,
    ProblemsModel,
)
from tests.gui.driver import texts

LEAK = Finding(
    "split-leak", Severity.ERROR, "train and val", "They share 3 files", (b"a/t", b"a/v"), b"a",
    {"count": 3, "files": ["raw/1.jpg"]},
)  # fmt: skip
LABELS = Finding(
    "labels-unreachable", Severity.ERROR, "val: no labels", "No labels", (b"a/v",), b"a",
    {"without": ["raw/x.jpg", "raw/y.jpg"]},
)  # fmt: skip
PLAIN = Finding("not-portable", Severity.WARNING, "absolute", "1 link", (b"data/\xff",))
SAME = Finding("not-portable", Severity.WARNING, "absolute", "1 link of b", (b"b/l",), b"b")
WAIVED = Finding("empty", Severity.ERROR, "0 bytes", "Empty", (b"b/e",), b"b", waived=True)


def many(count: int) -> Finding:
    paths = tuple(b"e/%06d.jpg" % number for number in range(count))
    return Finding("mount-down", Severity.ERROR, "/mnt", "Most links fail", paths, b"e")


@pytest.fixture
def model(qtbot):
    made = ProblemsModel()
    made.tester = QAbstractItemModelTester(
        made, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    return made


def tree(model: ProblemsModel) -> dict[str, list[str]]:
    return {str(group.data()): texts(model, group) for group in model.groups()}


def test_findings_are_grouped_by_experiment_the_data_last(model):
    model.show_findings((LEAK, PLAIN, LABELS))
    assert tree(model) == {"a": ["They share 3 files", "No labels"], "no experiment": ["1 link"]}


def test_they_are_grouped_by_rule_or_by_cause_when_that_is_wanted(model):
    model.show_findings((LEAK, PLAIN, SAME))
    model.choose(Wish(), By.RULE)
    assert tree(model) == {
        RULES["split-leak"].title: ["They share 3 files"],
        RULES["not-portable"].title: ["1 link", "1 link of b"],
    }
    model.choose(Wish(), By.CAUSE)
    assert tree(model) == {
        "train and val": ["They share 3 files"],
        "absolute": ["1 link", "1 link of b"],
    }


def test_paths_then_evidence_are_below_a_finding(model):
    model.show_findings((LABELS, PLAIN))
    first, other = (model.index(0, 0, group) for group in model.groups())
    assert texts(model, first) == ["a/v", "no label: raw/x.jpg", "no label: raw/y.jpg"]
    assert texts(model, other) == [r"data/\xff"]


def test_the_other_columns_say_how_bad_where_in_how_many_places_and_which_rule(model):
    model.show_findings((LEAK, PLAIN))
    group, data = model.groups()
    said = [texts(model, group, column) for column in (SEVERITY, EXPERIMENT, PLACES, RULE)]
    assert said == [["error"], ["a"], ["2"], ["split-leak"]]
    assert texts(model, data, EXPERIMENT) == ["no experiment"]


def test_63520_links_are_one_row_with_pages_below(model):
    model.show_findings((many(63_520),))
    (group,) = model.groups()
    own = model.index(0, 0, group)
    assert model.rowCount(group) == 1
    assert model.rowCount(own) == PAGE + 1
    rest = model.index(PAGE, 0, own)
    assert rest.data() == "63,020 more: Return shows the next ones"
    assert model.is_rest(rest)
    model.show_more(rest)
    assert model.rowCount(own) == 2 * PAGE + 1
    assert model.index(PAGE, 0, own).data() == "e/000500.jpg"
    assert model.path(model.index(2 * PAGE, 0, own)) is None


@pytest.mark.parametrize("more", [1, 2, PAGE])
def test_the_last_page_takes_the_place_of_the_row_that_stood_for_it(model, more):
    model.show_findings((many(PAGE + more),))
    own = model.index(0, 0, model.groups()[0])
    model.show_more(model.index(PAGE, 0, own))
    assert model.rowCount(own) == PAGE + more
    last = model.index(PAGE + more - 1, 0, own)
    assert model.path(last) == b"e/%06d.jpg" % (PAGE + more - 1)
    assert not model.is_rest(last)


@pytest.mark.parametrize(
    ("wish", "left"),
    [
        (Wish(words=("SHARE",)), ["They share 3 files"]),
        (Wish(words=("portable", "of")), ["1 link of b"]),
        (Wish(severities=frozenset({Severity.WARNING})), ["1 link of b", "1 link"]),
        (Wish(experiment=b"b"), ["1 link of b", "Empty"]),
        (Wish(severities=frozenset({Severity.ERROR})), ["They share 3 files"]),
        (Wish(words=("nothing has this",)), []),
    ],
)
def test_words_severities_and_the_experiment_choose(model, wish, left):
    model.show_findings((LEAK, PLAIN, SAME, WAIVED))
    model.choose(wish, By.EXPERIMENT)
    assert [text for found in tree(model).values() for text in found] == left


def test_words_of_a_path_leave_only_the_paths_that_have_them(model):
    model.show_findings((many(2000), LEAK))
    model.choose(Wish(words=("001234",)), By.EXPERIMENT)
    assert tree(model) == {"e": ["Most links fail"]}
    own = model.index(0, 0, model.groups()[0])
    assert texts(model, own) == ["e/001234.jpg"]
    assert own.siblingAtColumn(PLACES).data() == "1"


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (("a/", "Ğ"), ["a/Ğ.jpg"]),
        (("IMAGES", "1"), ["a/images/1.jpg", "b/Images/11.jpg"]),
        (("jpg",), ["a/images/1.jpg", "a/images/2.jpg", "b/Images/11.jpg", "a/Ğ.jpg"]),
        (("jpga",), []),
        (("images", "b/"), ["b/Images/11.jpg"]),
    ],
)
def test_paths_are_searched_one_by_one(model, words, left):
    names = ("a/images/1.jpg", "a/images/2.jpg", "b/Images/11.jpg", "a/Ğ.jpg")
    paths = tuple(name.encode() for name in names)
    model.show_findings((Finding("empty", Severity.ERROR, "0 bytes", "None", paths, b"x"),))
    model.choose(Wish(words=words), By.EXPERIMENT)
    owns = [model.index(0, 0, group) for group in model.groups()]
    assert [text for own in owns for text in texts(model, own)] == left


def test_other_findings_take_the_place_of_the_old_ones(model):
    model.show_findings((LEAK, PLAIN))
    model.show_findings(())
    assert model.rowCount() == 0
    model.show_findings((PLAIN,))
    assert tree(model) == {"no experiment": ["1 link"]}


def test_a_finding_leads_to_its_first_path_a_path_to_itself_and_a_group_nowhere(model):
    model.show_findings((LEAK,))
    (group,) = model.groups()
    own = model.index(0, 0, group)
    assert model.path(own) == b"a/t"
    assert model.path(model.index(1, 0, own)) == b"a/v"
    assert model.finding(model.index(1, 0, own)) is LEAK
    evidence = model.index(2, 0, own)
    assert (evidence.data(), model.path(evidence)) == ("in both splits: raw/1.jpg", None)
    assert (model.path(group), model.finding(group)) == (None, None)
    assert (model.path(QModelIndex()), model.finding(QModelIndex())) == (None, None)


def test_severity_has_an_icon_and_the_tip_says_what_it_means(model):
    model.show_findings((LEAK, SAME, WAIVED))
    groups = model.groups()
    rows = (model.index(0, 0, groups[0]), *(model.index(row, 0, groups[1]) for row in (0, 1)))
    icons = [index.data(Qt.ItemDataRole.DecorationRole).cacheKey() for index in rows]
    assert len(set(icons)) == 3
    assert RULES["split-leak"].meaning in rows[0].data(Qt.ItemDataRole.ToolTipRole)
    assert rows[2].siblingAtColumn(SEVERITY).data() == "waived"


def test_a_waived_finding_makes_no_group_bad(model):
    model.show_findings((WAIVED,))
    (group,) = model.groups()
    assert group.siblingAtColumn(SEVERITY).data() == ""


def test_every_row_has_an_accessible_text(model):
    model.show_findings((LEAK,))
    role = Qt.ItemDataRole.AccessibleTextRole
    (group,) = model.groups()
    own = model.index(0, 0, group)
    assert group.data(role).startswith("a, 1 error")
    assert own.data(role) == "error: They share 3 files, a, 2 places"
    assert model.index(0, 0, own).data(role) == "a/t"
