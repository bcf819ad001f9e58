import errno
from dataclasses import replace

import pytest

from cvlink_gui.core.errors import (
    ConfigError,
    CvlinkError,
    NotAProject,
    PlanRefused,
    StorageError,
    from_os_error,
)
from cvlink_gui.core.findings import Finding, Verdict, verdict
from cvlink_gui.core.rules import RULES, Severity


def finding(rule: str) -> Finding:
    return Finding(rule, RULES[rule].severity, "", "", (b"p",))


@pytest.mark.parametrize(
    ("rules", "word"),
    [
        ((), Verdict.READY),
        (("not-portable",), Verdict.READY_WITH_WARNINGS),
        (("not-portable", "dangling"), Verdict.NOT_READY),
        (("not-checked",), Verdict.UNKNOWN),
        (("not-checked", "not-portable"), Verdict.UNKNOWN),
        (("not-checked", "loop"), Verdict.NOT_READY),
    ],
)
def test_the_verdict_is_that_of_the_worst_finding(rules, word):
    assert verdict(map(finding, rules)) is word


def test_a_waived_finding_does_not_count():
    assert verdict([replace(finding("dangling"), waived=True)]) is Verdict.READY


def test_information_alone_is_no_warning():
    note = replace(finding("not-portable"), severity=Severity.INFO)
    assert verdict([note]) is Verdict.READY


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_says_what_it_means_for_a_run(rule):
    assert rule.meaning.endswith(".")
    assert RULES[rule.id] is rule


@pytest.mark.parametrize(
    ("kind", "code"),
    [(CvlinkError, 3), (NotAProject, 2), (PlanRefused, 1), (StorageError, 3)],
)
def test_an_error_says_what_happened_where_and_what_to_do(kind, code):
    error = kind("No", path=b"a\n", hint="Do")
    assert str(error) == "No: a\\n\n  Do"
    assert error.exit_code == code


def test_a_config_error_begins_as_compilers_do():
    assert str(ConfigError("bad", path=b"c.toml", line=3)) == "c.toml:3: bad"


def test_an_error_of_the_system_is_put_in_words():
    error = from_os_error(OSError(errno.EROFS, "x"), "make it", b"p")
    assert str(error).startswith("Could not make it: the file system is read-only: p\n")
    other = from_os_error(OSError(errno.ENOTBLK, "x"), "make it", b"p")
    assert str(other) == "Could not make it: Block device required: p"
