"""What a screen reader hears of the real program: names, roles and states of all there is."""

import os
import re

import pytest

from cvlink_gui.core.links import HEALTH_WORDS
from cvlink_gui.features.sample import create_sample

pytestmark = pytest.mark.display
# By what a control is: what it must tell of besides that it can be used.
CONTROLS = {
    "push button": set(),
    "check box": {"checkable"},
    "combo box": {"expandable"},
    "text": {"editable"},
    "page tab": {"selectable"},
    "page tab list": set(),
    "tree": set(),
    "tree item": {"selectable"},
    "label": set(),  # its text can be taken along
    "filler": set(),  # it scrolls
}
STATES = "|".join(map(re.escape, HEALTH_WORDS.values()))
# The first cell of a row says all of it.
TREE_ROW = re.compile(rf".+, (folder|file|(broken )?link, ({STATES}))(, .+)?", re.DOTALL)
PROBLEM_ROW = re.compile(r"(error|warning|information): .+, \d+ places?|.+, \d+ .+", re.DOTALL)
COLUMNS = {"Datasets": 3, "Experiments": 3, "Problems": 4}


@pytest.fixture
def heard(person, tmp_path):
    """All that is heard of the sample, once it is audited, and who hears it."""
    create_sample(os.fsencode(tmp_path / "street"))
    ears = person("street", "--language", "en", "--theme", "light")
    ears.hear("tree item", "^faulty, folder, Not ready")
    ears.hear("tree item", "^faulty, 6 errors")
    return list(ears.everything()), ears


def test_every_control_and_every_row_can_be_heard_and_used(heard):
    found, ears = heard
    reachable = [o for o in found if "focusable" in o.states]
    # What is beside the first cell of a row may be empty.
    unnamed = [str(o) for o in reachable if not o.name.strip() and o.role != "tree item"]
    assert unnamed == []
    assert [str(o) for o in reachable if o.role not in CONTROLS] == []
    for role, states in CONTROLS.items():
        assert [str(o) for o in reachable if o.role == role and not states <= o.states] == []
    assert [str(o) for o in reachable if not {"enabled", "sensitive"} <= o.states] == []
    assert [str(o) for o in found if o.role == "combo box" and not o.description] == []
    assert [
        o.name for o in found if o.role in ("push button", "check box") if o.name[:1] == " "
    ] == []

    for name, role in (
        ("Datasets", "tree"), ("Experiments", "tree"), ("Problems", "tree"),
        ("Inspector", "filler"), ("Filter", "text"),
    ):  # fmt: skip
        assert len([o for o in found if (o.name, o.role) == (name, role)]) == 1, name

    for name, columns in COLUMNS.items():
        cells = rows(found, name)
        first = cells[::columns]
        assert first, name
        pattern = PROBLEM_ROW if name == "Problems" else TREE_ROW
        assert [o.name for o in first if not pattern.fullmatch(o.name)] == [], name
    assert {"train, broken link, target missing", "train, link, ok"} <= names(found)
    (tab,) = (o for o in found if o.name == "Problems (12)" and o.role == "page tab")
    assert "selected" in tab.states

    ears.click("page tab", "^History$")
    ears.hear("tree", "^History$")


def rows(found, tree: str) -> list:
    """The cells of a tree, in the order they are told in."""
    at = next(n for n, o in enumerate(found) if (o.name, o.role) == (tree, "tree"))
    below = (*found[at].above, "tree")
    cells = []
    for other in found[at + 1 :]:
        if other.above[: len(below)] != below:
            break
        cells += [other] if other.role == "tree item" else []
    return cells


def names(found) -> set[str]:
    return {o.name for o in found}
