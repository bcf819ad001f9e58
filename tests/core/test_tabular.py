"""Options as rows of texts: nothing is lost on the way there and back."""

import pytest

from cvlink_gui.core.said import Said
from cvlink_gui.core.settings import OPTIONS, checked, parse_toml
from cvlink_gui.core.tabular import TABLES, table_of

ALL = b"""
[layout]
raw = ["data/raw", "more"]
kinds = {"data/raw" = "COCO", "more" = "YOLO"}
[links]
allowed_roots = ["/a", "/b"]
splits = []
[audit]
off = ["dangling"]
severity = {split-leak = "info"}
[[audit.waivers]]
rule = "dangling"
path = "a/*"
reason = "known"
expires = 2027-01-31
[[audit.waivers]]
rule = "split-leak"
path = "*"
reason = "meant so"
[profiles.dev]
"a/b" = "data/small"
[profiles.none]
[mounts.training]
at = "/work"
image = ["/opt/data", "/usr/share"]
"/datasets" = "/data"
"." = "/work:rw"
"""


@pytest.mark.parametrize("option", [o for o in OPTIONS if o.key in TABLES], ids=lambda o: o.key)
def test_a_value_is_the_same_after_it_was_rows(option):
    value = parse_toml(ALL, b"cvlink.toml")[option]
    table = TABLES[option.key]
    rows = table.rows(value)
    assert all(len(row) == len(table.columns) for row in rows)
    assert checked(option, table.plain(rows)) == value


@pytest.mark.parametrize("option", OPTIONS, ids=lambda o: o.key)
def test_every_option_can_be_edited_and_has_a_title(option):
    assert option.title
    assert not option.title.endswith(".")
    is_single = isinstance(option.default, bool | int | str)
    assert is_single is (table_of(option) is None)
    assert bool(option.choices) or not isinstance(option.default, str)


WRONG = [
    ("audit.severity", [("drift", "info"), ("drift", "error")], "drift is named twice"),
    ("audit.severity", [("drif", "info")], "there is no rule 'drif' (did you mean 'drift'?)"),
    ("audit.waivers", [("drift", "*", "", "")], "expected a waiver with rule, path, reason"),
    ("audit.waivers", [("drift", "*", "why", "soon")], "expected expires to be a date"),
    ("profiles", [("", "a", "b")], "expected a name"),
    ("profiles", [("dev", "a", "")], "expected a link and the path of its target"),
    ("profiles", [("dev", "a", "b"), ("dev", "a", "c")], "a is named twice"),
    ("mounts", [("m", "/a", "data", "mounted, read only")], "its absolute path in the container"),
    ("layout.raw", [("/elsewhere",)], "expected folders inside the project"),
    ("layout.kinds", [("data", "")], "expected a table of folders with one of"),
]


@pytest.mark.parametrize(("key", "rows", "why"), WRONG)
def test_what_is_wrong_with_rows_is_said(key, rows, why):
    (option,) = [option for option in OPTIONS if option.key == key]
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (what it says is looked at)
        checked(option, TABLES[key].plain(rows))
    reason = caught.value.args[0]
    assert why in reason
    assert isinstance(reason, Said | str)
