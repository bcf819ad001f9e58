from datetime import date

import pytest

from cvlink_gui.core.errors import ConfigError
from cvlink_gui.core.findings import Finding, Verdict, verdict
from cvlink_gui.core.rules import RULES, Severity
from cvlink_gui.core.settings import parse_toml
from cvlink_gui.core.waiving import adjusted

TODAY = date(2026, 11, 23)


def finding(*paths: bytes, rule: str = "dangling") -> Finding:
    return Finding(rule, RULES[rule].severity, "cause", "message", paths)


def adjust(text: str, *findings: Finding) -> list[Finding]:
    return adjusted(findings, parse_toml(text.encode(), b"cvlink.toml"), TODAY)


def waiver(path: str, more: str = "") -> str:
    return f'[[audit.waivers]]\nrule = "dangling"\npath = "{path}"\nreason = "known"\n{more}'


def test_without_settings_findings_stay_as_they_are():
    assert adjust("", finding(b"a")) == [finding(b"a")]


def test_a_rule_that_is_off_finds_nothing():
    assert adjust('audit.off = ["dangling"]', finding(b"a")) == []


def test_a_severity_of_the_project_replaces_that_of_the_rule():
    (found,) = adjust('[audit.severity]\ndangling = "info"', finding(b"a"))
    assert found.severity is Severity.INFO
    assert verdict([found]) is Verdict.READY


def test_a_waived_finding_stays_seen_with_its_reason_and_counts_no_more():
    (found,) = adjust(waiver("exp/*"), finding(b"exp/a/b"))
    assert (found.waived, found.evidence) == (True, {"reason": "known"})
    assert verdict([found]) is Verdict.READY


def test_a_waiver_for_some_paths_leaves_the_others():
    waived, rest = adjust(waiver("a"), finding(b"a", b"b"))
    assert (waived.paths, waived.waived) == ((b"a",), True)
    assert (rest.paths, rest.waived) == ((b"b",), False)


@pytest.mark.parametrize(("day", "waived"), [("2026-11-22", False), ("2026-11-23", True)])
def test_a_waiver_holds_to_the_end_of_its_last_day(day, waived):
    (found,) = adjust(waiver("a", f"expires = {day}"), finding(b"a"))
    assert found.waived is waived


def test_a_waiver_that_has_expired_says_so_in_the_evidence():
    (found,) = adjust(waiver("a", "expires = 2020-01-31"), finding(b"a"))
    assert found.evidence == {"waiver_expired": ["2020-01-31"]}


def test_a_waiver_of_another_rule_changes_nothing():
    assert adjust(waiver("*"), finding(b"a", rule="loop")) == [finding(b"a", rule="loop")]


@pytest.mark.parametrize(
    "text",
    [
        "audit.waivers = 3",
        "audit.waivers = [3]",
        '[[audit.waivers]]\nrule = "dangling"',
        '[[audit.waivers]]\nrule = "dangling"\npath = "a"\nreason = ""',
        '[[audit.waivers]]\nrule = "dangling"\npath = "a"\nreason = "x"\nexpires = "soon"',
        '[[audit.waivers]]\nrule = "dangling"\npath = "a"\nreason = "x"\nuntil = 2027-01-01',
        "audit.severity = 3",
        '[audit.severity]\ndangling = "fatal"',
        "[audit.severity]\ndangling = [1]",
    ],
)
def test_a_mistake_in_these_settings_is_named_with_its_line(text):
    with pytest.raises(ConfigError) as raised:
        parse_toml(text.encode(), b"cvlink.toml")
    assert raised.value.line == 1


@pytest.mark.parametrize(
    "text",
    [
        'audit.off = ["danglin"]',
        '[audit.severity]\ndanglin = "info"',
        '[[audit.waivers]]\nrule = "danglin"\npath = "*"\nreason = "x"',
    ],
)
def test_a_rule_nobody_knows_is_a_mistake_in_the_settings(text):
    with pytest.raises(ConfigError, match="no rule 'danglin' \\(did you mean 'dangling'"):
        parse_toml(text.encode(), b"cvlink.toml")
