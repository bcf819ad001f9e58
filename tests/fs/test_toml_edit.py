"""A file somebody wrote by hand is still theirs after an option was set or reset."""

import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cvlink_gui.core.errors import ConfigError, UsageError
from cvlink_gui.core.settings import (
    ALLOWED_ROOTS,
    AUDIT_OFF,
    AUDIT_SEVERITY,
    LAYOUT_RAW,
    LINK_STYLE,
    PROFILES,
    PROJECT_OPTIONS,
    SNAPSHOTS_KEPT,
    SPLIT_NAMES,
    WAIVERS,
)
from cvlink_gui.features.scaffold import default_config
from cvlink_gui.fs import config

OWN = """# ours
[links]  # how we link
style = "relative"  # moved twice a year
allowed_roots = [
    "/a",  # the archive
    "/b",  # the new one
    "/c",  # of the others
]

[audit]
off = ["dangling"]  # for now
severity = { split-leak = "info" }

# agreed in March
[[audit.waivers]]
rule = "split-leak"
path = "a/*"
reason = "meant so"  # see the minutes

[profiles.dev]  # small
"data/current" = "data/v1"  # quick
"""


@pytest.fixture
def put(tmp_path):
    """A function that writes a `cvlink.toml`; it returns the root and a reader of its text."""

    def put(text: str = OWN):
        file = tmp_path / "cvlink.toml"
        file.write_text(text, encoding="utf-8")
        return os.fsencode(tmp_path), lambda: file.read_text(encoding="utf-8")

    return put


CHANGES = [
    (LINK_STYLE, "absolute", '"relative"', '"absolute"'),
    (ALLOWED_ROOTS, ["/a", "/c"], '    "/b",  # the new one\n', ""),
    (ALLOWED_ROOTS, ["/a", "/d", "/c"], '"/b"', '"/d"'),
    (AUDIT_OFF, ["dangling", "split-leak"], '["dangling"]', '["dangling", "split-leak"]'),
    (AUDIT_SEVERITY, {"split-leak": "error"}, '"info"', '"error"'),
    (WAIVERS, [{"rule": "split-leak", "path": "b/*", "reason": "meant so"}], '"a/*"', '"b/*"'),
    (PROFILES, {"dev": {"data/current": "data/v2"}}, '"data/v1"', '"data/v2"'),
]


@pytest.mark.parametrize(("option", "value", "old", "new"), CHANGES)
def test_only_what_is_meant_is_another_text(put, option, value, old, new):
    root, text = put()
    found = config.set_option(root, option, value)
    assert text() == OWN.replace(old, new)
    assert found == config.read_project(root)
    assert found[option] == option.parse(value)


def test_what_was_written_before_is_kept_beside_it(put, tmp_path):
    root, _text = put()
    config.set_option(root, LINK_STYLE, "absolute")
    assert (tmp_path / "cvlink.toml~").read_text() == OWN


def test_a_file_that_was_not_there_is_made(tmp_path):
    found = config.set_option(os.fsencode(tmp_path), LAYOUT_RAW, ["data"])
    assert (tmp_path / "cvlink.toml").read_text() == '[layout]\nraw = ["data"]\n'
    assert found[LAYOUT_RAW] == ("data",)


def test_a_value_that_is_none_is_refused_and_nothing_is_written(put):
    root, text = put()
    with pytest.raises(UsageError, match="expected one of relative"):
        config.set_option(root, LINK_STYLE, "sideways")
    with pytest.raises(UsageError, match="inside the project"):
        config.set_option(root, LAYOUT_RAW, ["/elsewhere"])
    assert text() == OWN


def test_a_file_with_a_mistake_is_not_written_to(put):
    root, text = put('[links]\nstile = "relative"\n')
    with pytest.raises(ConfigError):
        config.set_option(root, LINK_STYLE, "absolute")
    with pytest.raises(ConfigError):
        config.reset_options(root, [LINK_STYLE])
    assert text() == '[links]\nstile = "relative"\n'


def test_an_option_that_is_reset_is_gone_with_its_line_only(put):
    root, text = put()
    found = config.reset_options(root, [LINK_STYLE, SPLIT_NAMES])
    assert text() == OWN.replace('style = "relative"  # moved twice a year\n', "")
    assert LINK_STYLE.key not in found.values


def test_all_can_be_reset_and_what_is_left_is_read(put):
    root, text = put()
    assert config.reset_options(root, [*PROJECT_OPTIONS, PROFILES]).values == {}
    assert text().startswith("# ours\n")


@pytest.mark.parametrize("text", ['links.style = "relative"\n', 'links = {style = "relative"}\n'])
def test_dotted_keys_and_inline_tables_stay_what_they_are(put, text):
    root, now = put(text)
    config.set_option(root, LINK_STYLE, "absolute")
    assert now() == text.replace("relative", "absolute")
    assert config.set_option(root, SPLIT_NAMES, ["a"])[SPLIT_NAMES] == ("a",)


names = st.lists(st.text("abc/é\"\\#'= ", min_size=1, max_size=4), max_size=5)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=names, after=names, lines=st.booleans())
def test_any_list_becomes_any_other(put, before, after, lines):
    spelled = [json.dumps(name, ensure_ascii=False) for name in before]
    inside = "".join(f"\n  {one}, # {n}" for n, one in enumerate(spelled)) + "\n"
    root, text = put(f"[links]\nsplits = [{inside if lines else ', '.join(spelled)}]\n")
    assert config.set_option(root, SPLIT_NAMES, after)[SPLIT_NAMES] == tuple(after)
    for n, name in enumerate(before):
        if lines and before.count(name) == 1 and after.count(name) == 1 and before == after:
            assert f"# {n}" in text()


waivers = st.lists(
    st.fixed_dictionaries(
        {
            "rule": st.sampled_from(["split-leak", "dangling"]),
            "path": st.sampled_from(["a", "b", "c"]),
            "reason": st.sampled_from(["x", "y"]),
        }
    ),
    max_size=4,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=waivers, after=waivers)
def test_any_waivers_become_any_others(put, before, after):
    root, _text = put("[audit]\nsince_last = true\n")
    for value in (before, after):
        assert config.set_option(root, WAIVERS, value)[WAIVERS] == WAIVERS.parse(value)


tables = st.dictionaries(
    st.sampled_from(["dev", "prod", "a b"]),
    st.dictionaries(st.sampled_from(["x", "y/z", "w"]), st.sampled_from(["1", "2"]), max_size=3),
    max_size=3,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=tables, after=tables)
def test_any_profiles_become_any_others(put, before, after):
    root, _text = put("")
    for value in (before, after):
        found = config.set_option(root, PROFILES, value)[PROFILES]
        assert {name: dict(pairs) for name, pairs in found} == value


def test_an_option_that_stands_there_as_a_comment_comes_to_life_in_its_line(tmp_path):
    root = os.fsencode(tmp_path)
    before = default_config()
    (tmp_path / "cvlink.toml").write_text(before)
    config.set_option(root, LINK_STYLE, "absolute")
    after = (tmp_path / "cvlink.toml").read_text()
    assert after == before.replace('# style = "relative"', 'style = "absolute"')


VALUES = {
    LINK_STYLE: st.sampled_from(["absolute", "relative"]),
    SPLIT_NAMES: st.lists(st.sampled_from(["a", "b"]), max_size=2),
    AUDIT_OFF: st.lists(st.sampled_from(["loop", "drift"]), max_size=2, unique=True),
    AUDIT_SEVERITY: st.dictionaries(st.sampled_from(["loop", "drift"]), st.just("info")),
    WAIVERS: waivers,
    SNAPSHOTS_KEPT: st.integers(1, 99),
    PROFILES: tables,
}
steps = st.lists(
    st.sampled_from(list(VALUES)).flatmap(
        lambda option: st.tuples(st.just(option), st.none() | VALUES[option])
    ),
    max_size=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, text=st.sampled_from([OWN, default_config(), ""]))
def test_any_changes_one_after_the_other_leave_what_was_meant(put, steps, text):
    root, _text = put(text)
    wanted = dict(config.read_project(root).values)
    for option, value in steps:
        if value is None:
            found = config.reset_options(root, [option])
            wanted.pop(option.key, None)
        else:
            found = config.set_option(root, option, value)
            wanted[option.key] = option.parse(value)
        assert {key: plain(one) for key, one in found.values.items() if one} == {
            key: plain(one) for key, one in wanted.items() if one
        }


def plain(value):
    """Profiles and severities in any order: those of a table have none."""
    return (
        sorted((n, sorted(p) if isinstance(p, tuple) else p) for n, p in value)
        if (isinstance(value, tuple) and value and isinstance(value[0], tuple))
        else value
    )
