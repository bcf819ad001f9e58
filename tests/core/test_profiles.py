import pytest

from cvlink_gui.core.errors import ConfigError
from cvlink_gui.core.layout import Layout, Role
from cvlink_gui.core.policy import Policy
from cvlink_gui.core.profiles import mistakes, profiles_of, state_of
from cvlink_gui.core.settings import PROFILES, parse_toml

POLICY = Policy(b"/p", (b"/data",), Layout({b"raw": Role.RAW}))


def spelled(text: str):
    return parse_toml(text.encode(), b"cvlink.toml")[PROFILES]


def wrong(text: str) -> list[tuple[str, str]]:
    return [tuple(m) for m in mistakes(profiles_of(spelled(text), POLICY), POLICY)]


def test_profiles_are_read_as_they_are_written_and_named_as_the_project_does():
    found = spelled('[profiles.dev]\n"./now" = "/p/data/dev"\nb = "/data/x"\n[profiles.prod]\n')
    assert found == (("dev", (("./now", "/p/data/dev"), ("b", "/data/x"))), ("prod", ()))
    dev, prod = profiles_of(found, POLICY)
    assert dev.targets() == {b"now": b"data/dev", b"b": b"/data/x"}
    assert prod.claims == ()


BAD = {
    "[profiles]\ndev = 3\n": (2, "profiles.dev: expected a table"),
    "a = 1\n": (1, "unknown option"),
    "profiles = 3\n": (1, "profiles: expected a table"),
    "[profiles.dev]\na = 'x'\nb = ['y']\n": (3, "profiles.dev.b: expected a link"),
    "[profiles.dev]\n'a.b' = 3\n": (2, "profiles.dev.a.b: expected a link"),
    "[profiles.dev]\n\na = ''\n": (3, "profiles.dev.a: expected a link"),
    "[profiles.dev.a]\nb = 'x'\n": (1, "profiles.dev.a: expected a link"),
    "[profiles.dev]\na = 'x'\na = 'y'\n": (3, "overwrite"),
}


@pytest.mark.parametrize("text", BAD)
def test_a_table_that_is_no_profile_is_refused_with_its_line(text):
    line, words = BAD[text]
    with pytest.raises(ConfigError, match=words) as told:
        parse_toml(text.encode(), b"cvlink.toml")
    assert told.value.line == line


WRONG = {
    "now = 'a'\n'./now' = 'b'": "claims the link twice",
    "'../out' = 'a'": "link lies outside the project",
    "'/etc/x' = 'a'": "link lies outside the project",
    "'.' = 'a'": "link lies outside the project",
    "'raw/x' = 'a'": "raw data",
    "now = '/elsewhere'": "outside the project and links.allowed_roots",
    "now = '/data-evil'": "outside the project and links.allowed_roots",
    "now = '../x'": "outside the project and links.allowed_roots",
    "now = 'a'\n'now/b' = 'c'": "inside now, a link",
    "'d/now' = 'd'": "inside the target of d/now",
    "'d/x' = 'a'\nnow = 'd'": "inside the target of now",
    "a = 'b'\nb = 'a'": "circle",
    "a = 'b/x'\nb = 'c'\nc = 'a/y'": "circle",
}


@pytest.mark.parametrize("lines", WRONG)
def test_a_profile_that_cannot_be_is_told(lines):
    found = wrong(f"[profiles.dev]\n{lines}\n")
    assert found
    assert WRONG[lines] in found[0][1]
    assert found[0][0].startswith("profiles.dev.")


def test_two_profiles_may_claim_a_link_differently_and_need_not_claim_the_same():
    assert not wrong("[profiles.dev]\na = 'x'\nb = 'y'\n[profiles.prod]\na = 'z'\n")
    assert not wrong("[profiles.dev]\na = 'b'\nb = 'x'\n[profiles.prod]\na = 'y'\nb = 'a'\n")


def test_links_that_go_round_between_two_profiles_are_told():
    found = wrong("[profiles.dev]\na = 'b'\n[profiles.prod]\nb = 'a'\n")
    assert ("profiles.prod.b", "the links would go round in a circle after profile dev") in found


def state(links: dict[bytes, bytes], text: str):
    return state_of(profiles_of(spelled(text), POLICY), links.get)


TWO = "[profiles.dev]\na = 'd/a'\nb = 'd/b'\n[profiles.prod]\na = 'p/a'\nb = 'p/b'\n"


def test_the_state_is_recognised_from_the_links():
    dev, prod = {b"a": b"d/a", b"b": b"d/b"}, {b"a": b"p/a", b"b": b"p/b"}
    assert (state(dev, TWO).word, state(prod, TWO).word) == ("dev", "prod")
    mixed = state({**dev, b"b": b"p/b"}, TWO)
    assert (mixed.word, mixed.matching) == ("mixed", {"dev": 1, "prod": 1})
    assert state({b"a": b"d/a"}, TWO).word == "mixed"
    assert state({b"a": b"other", b"b": b"other"}, TWO).word == state({}, TWO).word == "none"


def test_of_several_whole_profiles_the_largest_counts():
    text = "[profiles.small]\na = 'x'\n[profiles.large]\na = 'x'\nb = 'y'\n[profiles.empty]\n"
    assert state({b"a": b"x", b"b": b"y"}, text).word == "large"
    assert state({b"a": b"x"}, text).word == "small"
