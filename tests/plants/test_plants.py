"""A share of the projects in every run of the tests, and the document they fill in."""

import os
from collections import Counter
from pathlib import Path

import pytest

from cvlink_gui.core.rules import RULES
from tests.plants.__main__ import filled
from tests.plants.planting import Plant, wrong
from tests.plants.table import PLANTS

DOCUMENT = Path(__file__).parents[2] / "docs/audit.md"


def name(plant: Plant) -> str:
    return f"{plant.rule or 'none'}: {plant.what}"


# Of every rule the first project with the fault and the first one without it.
SHARE = list({(plant.rule, plant.is_faulty): plant for plant in reversed(PLANTS)}.values())


@pytest.mark.parametrize("plant", SHARE, ids=name)
def test_a_fault_is_found_where_it_is_and_only_there(tmp_path, plant):
    os.chmod(tmp_path, 0o755)  # noqa: S103 (one plant is looked at by a user without rights)
    assert wrong(plant, os.fsencode(tmp_path) + b"/project") == []


def test_there_are_at_least_sixty_projects_and_no_two_are_called_alike():
    assert len(PLANTS) >= 60
    assert max(Counter(map(name, PLANTS)).values()) == 1


def test_every_rule_has_a_planted_fault_and_a_sound_project_beside_it():
    for faulty in (True, False):
        assert {p.rule for p in PLANTS if p.rule and p.is_faulty is faulty} == RULES.keys()


def test_a_fault_that_is_not_found_and_a_false_error_are_told_of(tmp_path):
    missed = Plant("loop", "no loop at all", ("experiments/e/l",), ("experiments/e/l -> none",))
    said = wrong(missed, os.fsencode(tmp_path) + b"/one")
    assert [line.partition(":")[0] for line in said] == ["not found", "a false error"]
    false = Plant("dangling", "not so sound", (), ("experiments/e/l -> none",))
    said = wrong(false, os.fsencode(tmp_path) + b"/two")
    assert [line.partition(":")[0] for line in said] == [
        "found without being there",
        "a false error",
    ]


def test_the_document_has_every_rule_and_every_project():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert filled(text) == text, "run `python -m tests.plants --write docs/audit.md`"
    assert all(f"### {rule}\n" in text for rule in RULES)


def test_a_document_without_a_place_for_the_tables_is_refused():
    with pytest.raises(ValueError, match="no place for rules"):
        filled("# Audit\n")
