import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvlink_gui.core.errors import ConfigError
from cvlink_gui.core.layout import Role
from cvlink_gui.core.settings import (
    ALLOWED_ROOTS,
    LINK_STYLE,
    PROJECT_OPTIONS,
    SPLIT_NAMES,
    USER_OPTIONS,
    Option,
    Settings,
    parse_toml,
)


def parse(text: str | bytes) -> Settings:
    return parse_toml(text.encode() if isinstance(text, str) else text, b"cvlink.toml")


def test_what_is_not_set_has_its_default():
    assert parse("")[LINK_STYLE] == "relative"
    assert Settings()[SPLIT_NAMES][:3] == ("train", "val", "test")


def test_options_are_read_from_their_section_dotted_or_inline():
    for text in (
        '[links]\nstyle = "absolute"',
        'links.style = "absolute"',
        'links = {style = "absolute"}',
    ):
        assert parse(text)[LINK_STYLE] == "absolute"


def test_a_byte_order_mark_is_no_mistake():
    assert parse(b'\xef\xbb\xbf[links]\nstyle = "shortest"')[LINK_STYLE] == "shortest"


def test_roles_are_named_by_folders_however_they_are_written():
    settings = parse('[layout]\nraw = ["data/originals/", "./b"]\nsplits = ["s"]')
    assert settings.roles() == {
        b"data/originals": Role.RAW,
        b"b": Role.RAW,
        b"s": Role.SPLITS,
    }


def test_paths_may_have_any_letters():
    assert parse('[links]\nallowed_roots = ["/ü"]').paths(ALLOWED_ROOTS) == ("/ü".encode(),)


MISTAKES = [
    ('[links]\nstyle = "upside-down"', 2, "expected one of relative, absolute, shortest"),
    ("[links]\n\nstyle = 3", 3, "expected a text, not 3"),
    ('[layout]\nraw = "data"', 2, "expected a list of texts"),
    ("[layout]\n# raw = 1\nraw = [1]", 3, "expected a list of texts"),
    ('[layout]\n"raw" = [1]', 2, "expected a list of texts"),
    ("# \u2028 a line to some, not to TOML\n[layout]\nraw = true", 3, "expected a list of texts"),
    ('layout = {splits = ["s"], raw = 1}', 1, "expected a list of texts"),
    ("\nlayout . raw = 1", 2, "expected a list of texts"),
    ("[links]\n[layout.raw]\nx = 1", 2, "expected a list of texts"),
    ('[layout]\nraw = ["/elsewhere"]', 2, "expected folders inside the project"),
    ('[layout]\nraw = ["data\\\\raw"]', 2, "expected / between the parts of a path"),
    ('[layout]\nraw = ["a/../../b"]', 2, "expected folders inside the project"),
    ('[links]\nallowed_roots = ["a\\u0000b"]', 2, "without NUL"),
    ('[links]\nstile = "relative"', 2, "did you mean 'links.style'?"),
    ("\n[link]\nstyle = 1", 3, "unknown option 'link.style'; did you mean 'links.style'?"),
    ("[zzz]\nqqq = 1", 2, "unknown option 'zzz.qqq'"),
    ("[[layout]]\nraw = []", 1, "unknown option 'layout'"),
    ("style = 1", 1, "unknown option 'style'"),
    ("[links]\nstyle = 'a'\nstyle = 'b'\n", 3, "Cannot overwrite"),
    ("[links]\n[layout]\n[links]", 3, "Cannot declare"),
    ("[layout]\nraw = [\n  'a',\n\n\n", 3, "Invalid value"),
    ("[layout", 1, "Expected ']'"),
    ("a = 1 2", 1, "Expected newline"),
    ("[links]\nstyle = '", 2, "at end of document"),
    (b"[links]\n# caf\xe9\n", 2, "not valid UTF-8"),
    (b"\xef\xbb\xbf\n\n\xff", 3, "not valid UTF-8"),
    ("a = 1".encode("utf-16"), 1, "not valid UTF-8"),
    ("a = " + "[" * 5000, None, "nested too deeply"),
    ("a = " + "9" * 5000, None, "a number is too long"),
    ("x = 99999999999999999999999999", 1, "unknown option 'x'"),
]


@pytest.mark.parametrize(("text", "line", "words"), MISTAKES, ids=[m[2] for m in MISTAKES])
def test_a_mistake_is_named_with_its_line(text, line, words):
    with pytest.raises(ConfigError) as caught:
        parse(text)
    assert caught.value.line == line
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"cvlink.toml:{line}:" if line else "cvlink.toml:")


@given(st.one_of(st.binary(max_size=40), st.text("[]{}='\"\n#.ab,1\\", max_size=40)))
def test_any_bytes_are_settings_or_a_config_error(text):
    try:
        parse(text)
    except ConfigError as error:
        assert error.hint  # noqa: PT017 (either end is well)


def test_an_option_is_found_under_its_old_name():
    assert Option("a.b", "x", "", renamed_from="a.old").parse("y") == "y"


@pytest.mark.parametrize("option", [*PROJECT_OPTIONS, *USER_OPTIONS], ids=lambda o: o.key)
def test_every_option_takes_its_own_default_and_says_what_it_is_for(option):
    assert option.parse(option.default) == option.default
    assert option.key.count(".") == 1
    assert option.doc.endswith(".")


def test_true_is_no_number_and_one_is_no_truth():
    with pytest.raises(ValueError, match="whole number"):
        Option("a.b", 3, "").parse(True)
    with pytest.raises(ValueError, match="true or false"):
        Option("a.b", False, "").parse(1)
