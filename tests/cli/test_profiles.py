"""`cvlink profile`, as it is typed."""

import os

import pytest

from tests.conftest import seen
from tests.features.test_profiles import TOML


@pytest.fixture
def two(root):
    def write(text: str = TOML) -> bytes:
        with open(root + b"/cvlink.toml", "w", encoding="utf-8") as file:
            file.write(text)
        return root

    return write


def test_profiles_are_listed_with_the_one_in_effect(cvlink, told, two):
    assert told("profile", "list")[1] == {
        "schema": "cvlink.profile/1",
        "active": "none",
        "profiles": [],
    }
    two()
    code, found = told("profile", "list")
    assert (code, found["active"]) == (0, "mixed")
    assert [(p["name"], p["matching"]) for p in found["profiles"]] == [("dev", 1), ("prod", 0)]
    cvlink("profile", "switch", "dev", "--yes")
    code, out, _ = cvlink("profile", "list")
    assert out.splitlines()[:2] == ["The links are in profile: dev", "* dev: 2 of 2 links"]


def test_one_profile_is_shown_with_what_lies_behind_it(told, two):
    two(TOML.replace("processed/v2/train", "none"))
    code, found = told("profile", "show", "prod")
    assert code == 0
    current, train = found["profiles"][0]["links"]
    assert (current["path"], current["there"], current["files"]) == ("data/current", True, 2)
    assert (train["there"], train["files"]) == (False, None)


def test_a_switch_is_a_plan_like_any_other(told, two):
    root = two()
    before = seen(root)
    code, plan = told("profile", "switch", "prod", "--dry-run")
    assert (code, len(plan["steps"]), seen(root)) == (0, 2, before)
    assert plan["steps"][0]["evidence"] == "files behind it: none now, 2 then"
    assert told("profile", "switch", "prod", "--yes")[1]["done"]
    assert os.readlink(root + b"/data/current") == b"processed/v2"
    assert told("profile", "switch", "prod", "--yes")[1]["steps"] == []
    assert told("undo", "--yes")[1]["done"]


def test_the_environment_names_the_profile_where_nobody_else_does(told, cvlink, two, monkeypatch):
    root = two()
    assert cvlink("profile", "switch", "--yes")[0] == 2
    monkeypatch.setenv("CVLINK_PROFILE", "prod")
    assert told("profile", "switch", "--yes")[1]["done"]
    assert os.readlink(root + b"/data/current") == b"processed/v2"
    assert told("profile", "show")[1]["profiles"][0]["name"] == "prod"


def test_links_are_added_as_they_are_seen_from_the_working_folder(told, cvlink, two, monkeypatch):
    root = two()
    monkeypatch.chdir(os.fsdecode(root) + "/experiments")
    code, found = told("profile", "add", "prod", "val=../data/splits/v1/val", "--dry-run")
    assert (code, found["done"]) == (0, False)
    code, found = told("profile", "add", "prod", "val=../data/splits/v1/val")
    assert found["added"] == [{"path": "experiments/val", "target": "data/splits/v1/val"}]
    assert len(told("profile", "show", "prod")[1]["profiles"][0]["links"]) == 3
    assert cvlink("profile", "add", "prod")[0] == 2
    assert cvlink("profile", "add", "prod", "nothing")[0] == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [(("switch", "none"), 2), (("list", "dev"), 2), (("switch", "dev", "a=b"), 2), (("fly",), 2)],
)
def test_what_makes_no_sense_is_refused(cvlink, two, words, code):
    before = seen(two())
    assert cvlink("profile", *words)[0] == code
    assert seen(two()) == before


def test_a_mistake_in_a_profile_is_one_message_with_the_line(cvlink, two):
    root = two('[profiles.dev]\na = "data/raw"\n"a/b" = "data/processed"\n')
    before = seen(root)
    code, _, err = cvlink("profile", "switch", "dev", "--yes")
    assert (code, seen(root)) == (2, before)
    assert "cvlink.toml:3: profiles.dev.a/b: the link lies inside a" in err


def test_a_missing_target_refuses_the_plan(cvlink, two):
    root = two(TOML.replace("processed/v2/train", "none"))
    before = seen(root)
    assert (cvlink("profile", "switch", "prod", "--yes")[0], seen(root)) == (1, before)
