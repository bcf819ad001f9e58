"""Findings as rows, grouped by cause."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.rules import RULES, Severity
from cvlink_gui.gui.models.problems_model import ProblemsModel
from tests.gui.driver import texts

LEAK = Finding(
    "split-leak", Severity.ERROR, "train and val", "They share 3 files", (b"a/t", b"a/v"), b"a"
)
PLAIN = Finding("not-portable", Severity.WARNING, "absolute", "1 link", (b"data/\xff",))


@pytest.fixture
def model(qtbot):
    made = ProblemsModel()
    made.tester = QAbstractItemModelTester(
        made, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    return made


def test_findings_are_rows_with_their_paths_below(model):
    model.show_findings((LEAK, PLAIN))
    assert texts(model) == ["They share 3 files", "1 link"]
    assert texts(model, model.index(0, 0)) == ["a/t", "a/v"]
    assert texts(model, model.index(1, 0)) == [r"data/\xff"]


def test_the_other_columns_name_experiment_and_rule(model):
    model.show_findings((LEAK, PLAIN))
    assert texts(model, None, 1) == ["a", "data"]
    assert texts(model, None, 2) == ["split-leak", "not-portable"]


def test_other_findings_take_the_place_of_the_old_ones(model):
    model.show_findings((LEAK, PLAIN))
    model.show_findings(())
    assert model.rowCount() == 0
    model.show_findings((PLAIN,))
    assert texts(model) == ["1 link"]


def test_a_finding_leads_to_its_first_path_and_a_path_to_itself(model):
    model.show_findings((LEAK,))
    own = model.index(0, 0)
    assert model.path(own) == b"a/t"
    assert model.path(model.index(1, 0, own)) == b"a/v"
    assert model.finding(model.index(1, 0, own)) is LEAK
    assert model.path(QModelIndex()) is None
    assert model.finding(QModelIndex()) is None


def test_severity_has_an_icon_and_the_tip_says_what_it_means(model):
    model.show_findings((LEAK, PLAIN))
    error, warning = (model.index(row, 0) for row in (0, 1))
    icons = [index.data(Qt.ItemDataRole.DecorationRole).cacheKey() for index in (error, warning)]
    assert len(set(icons)) == 2
    assert RULES["split-leak"].meaning in error.data(Qt.ItemDataRole.ToolTipRole)


def test_every_row_has_an_accessible_text(model):
    model.show_findings((LEAK, PLAIN))
    own = model.index(0, 0)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert own.data(role) == "They share 3 files"
    assert model.index(0, 0, own).data(role) == "a/t"
