import os

import pytest

from cvlink_gui.core.errors import PlanRefused
from cvlink_gui.core.plan import Absent, Blocked, Dir, Link, Proposal
from cvlink_gui.features.linking import (
    Drop,
    Pair,
    landing,
    pairs_of,
    propose_links,
    propose_rename,
    propose_unlink,
    refusal,
    say_drop,
)
from cvlink_gui.features.project import Project
from tests.conftest import PROJECT, build, seen

SPLITS = ("train", "val", "test")


@pytest.fixture
def project(root):
    build(root, "experiments/improved/notes.txt", "data/plain/", "experiments/improved/models/")
    project = Project.open(root)
    project.load()
    return project


def made(proposal: Proposal) -> dict[bytes, bytes | None]:
    """Paths the plan makes or changes: link texts, None for a folder."""
    assert proposal.conflicts == ()
    return {
        step.path: step.after.text if isinstance(step.after, Link) else None
        for step in proposal.plan.steps
    }


def dropped(project: Project, into: bytes, *sources: bytes, replace: bool = False) -> Proposal:
    pairs = pairs_of(Drop(sources, into), project.look, SPLITS)
    return project.propose(
        propose_links(pairs, project.policy, project.look, style="relative", replace=replace)
    )


def reasons(proposal: Proposal) -> list[tuple[bytes, str]]:
    return [(o.path, o.reason) for o in proposal.conflicts]


def test_a_version_dropped_on_an_experiment_is_linked_split_by_split(project):
    assert made(dropped(project, b"experiments/improved", b"data/processed/v2")) == {
        b"experiments/improved/train": b"../../data/processed/v2/train",
        b"experiments/improved/val": b"../../data/processed/v2/val",
    }


def test_splits_that_are_links_themselves_are_linked_too(project):
    assert made(dropped(project, b"experiments/improved", b"data/splits/v1")) == {
        b"experiments/improved/train": b"../../data/splits/v1/train",
        b"experiments/improved/val": b"../../data/splits/v1/val",
    }


def test_a_folder_without_splits_becomes_one_link(project):
    assert made(dropped(project, b"experiments/improved", b"data/plain")) == {
        b"experiments/improved/plain": b"../../data/plain"
    }


def test_several_sources_become_a_link_each(project):
    found = dropped(project, b"experiments/improved", b"data/plain", b"data/raw/a.jpg")
    assert set(made(found)) == {b"experiments/improved/plain", b"experiments/improved/a.jpg"}


def test_two_sources_of_one_name_are_a_conflict(project):
    found = dropped(project, b"experiments/improved", b"data/processed/v1", b"data/processed/v2")
    assert (b"experiments/improved/train", "the plan has two steps for this path") in reasons(found)


def test_a_source_dropped_on_a_link_retargets_it(project):
    found = dropped(project, b"experiments/baseline/train", b"data/plain", replace=True)
    assert made(found) == {b"experiments/baseline/train": b"../../data/plain"}
    assert found.plan.counts() == {"retarget": 1}


def test_a_version_dropped_on_a_split_link_retargets_it_to_that_split(project):
    found = dropped(project, b"experiments/baseline/val", b"data/processed/v2", replace=True)
    assert made(found) == {b"experiments/baseline/val": b"../../data/processed/v2/val"}


def test_a_drop_on_the_empty_area_makes_a_new_experiment(project):
    into = landing(project.policy, [b"data/processed/v2"], b"experiments")
    assert made(dropped(project, into, b"data/processed/v2")) == {
        b"experiments/v2": None,
        b"experiments/v2/train": b"../../data/processed/v2/train",
        b"experiments/v2/val": b"../../data/processed/v2/val",
    }


def test_a_source_without_a_name_still_lands_somewhere(project):
    assert landing(project.policy, [b"/"], b"experiments") == b"experiments/data"


def test_a_drop_on_one_experiment_lands_in_it(project):
    into = b"experiments/baseline"
    assert landing(project.policy, [b"data/processed/v2"], into) == into
    made_anew = landing(project.policy, [b"data/processed/v2"], b"data/splits")
    assert made_anew == b"data/splits/v2"


def test_a_link_in_the_place_is_a_conflict_unless_it_may_be_replaced(project):
    place = b"experiments/baseline"
    assert reasons(dropped(project, place, b"data/processed/v2")) == [
        (b"experiments/baseline/train", "a link is already in this place"),
        (b"experiments/baseline/val", "a link is already in this place"),
    ]
    assert dropped(project, place, b"data/processed/v2", replace=True).plan.counts() == {
        "retarget": 2
    }


def test_a_link_that_leads_there_already_needs_no_step(project):
    found = dropped(project, b"experiments/baseline", b"data/splits/v1")
    assert (found.plan.steps, found.conflicts) == ((), ())


@pytest.mark.parametrize(
    ("name", "words"), [("notes.txt", "a file is in"), ("models", "a folder is in")]
)
def test_what_is_no_link_is_never_replaced(project, root, name, words):
    build(root, f"data/{name}/")
    found = dropped(project, b"experiments/improved", b"data/" + name.encode(), replace=True)
    assert words in found.conflicts[0].reason
    assert found.plan.steps == ()


def test_a_source_that_is_not_there_is_a_conflict(project):
    found = dropped(project, b"experiments/improved", b"data/none")
    assert reasons(found) == [(b"data/none", "the source is not there")]


def test_a_link_is_not_made_below_a_link_or_a_file(project):
    for place in (b"experiments/baseline/train/x", b"experiments/improved/notes.txt/x"):
        found = dropped(project, place, b"data/plain")
        assert any("not a folder" in why for _, why in reasons(found))


def test_a_link_to_something_outside_is_refused_unless_allowed_and_then_absolute(root, tmp_path):
    outside = build(tmp_path / "elsewhere", "x/")
    into = b"experiments/improved"
    refused = dropped(Project.open(root), into, outside + b"/x")
    assert reasons(refused) == [
        (into + b"/x", f"leads outside the allowed roots: {os.fsdecode(outside)}/x")
    ]
    with open(root + b"/cvlink.toml", "wb") as file:
        file.write(b'links.allowed_roots = ["../elsewhere"]')
    allowed = dropped(Project.open(root), into, outside + b"/x")
    assert made(allowed) == {into: None, into + b"/x": outside + b"/x"}


def test_raw_data_is_linked_to_but_never_into(project):
    assert reasons(dropped(project, b"data/raw", b"data/plain")) == [
        (b"data/raw/plain", "raw data stays as it is")
    ]
    assert made(dropped(project, b"experiments/improved", b"data/raw"))


@pytest.mark.parametrize(
    ("sources", "into", "words"),
    [
        ([], b"experiments", "Nothing was dropped"),
        ([b"data/plain"], b"data/raw", "Raw data stays"),
        ([b"data/plain"], b"data/raw/a.jpg", "Raw data stays"),
        ([b"data/plain"], b"experiments/improved/notes.txt", "That is a file"),
        ([b"data/plain", b"data/raw"], b"experiments/baseline/val", "one thing"),
        ([b"data/plain"], b"data/plain", "itself"),
        ([b"data"], b"data/processed/v1", "v1 lies inside data"),
        ([b""], b"experiments/improved", "improved lies inside the project"),
        ([b"/"], b"experiments/improved", "improved lies inside /"),
        ([b"data/splits/v1/val"], b"experiments/baseline/val", "already leads there"),
        ([b"data/processed/v1"], b"experiments/improved", ""),
        ([b"data/splits/v1/val"], b"experiments/baseline/train", ""),
    ],
)
def test_a_drop_that_makes_no_sense_is_refused_in_words(project, sources, into, words):
    for look in (project.look, project.remember):
        said = refusal(Drop(tuple(sources), into), project.policy, look)
        assert words in said
        assert bool(said) is bool(words)


def test_a_link_that_would_lead_back_to_itself_through_others_is_a_conflict(project, root):
    build(root, "experiments/a -> b", "data/loop/back -> ../../experiments/improved")
    project.load()
    hint = "the links would go round in a circle"
    straight = propose_links(
        [Pair(b"experiments/baseline/val", b"experiments/a")],
        project.policy,
        project.look,
        style="relative",
        replace=True,
    )
    assert reasons(project.propose(straight)) == []
    round_ = propose_links(
        [Pair(b"experiments/b", b"experiments/a")], project.policy, project.look, style="relative"
    )
    assert reasons(project.propose(round_)) == [(b"experiments/b", hint)]
    inside = dropped(project, b"experiments/improved", b"data/loop")
    assert reasons(inside) == [(b"experiments/improved/loop", hint)]


def test_a_project_that_is_not_scanned_is_asked_for_circles_on_the_disk(root):
    build(root, "data/loop/back -> ../../experiments/improved", "experiments/improved/")
    project = Project.open(root)
    assert reasons(dropped(project, b"experiments/improved", b"data/loop")) == [
        (b"experiments/improved/loop", "the links would go round in a circle")
    ]


@pytest.mark.parametrize("scanned", [True, False])
def test_a_link_to_a_file_nearby_makes_no_circle(root, scanned):
    build(root, "README", "data/processed/v1/README -> ../../../README", "experiments/new/")
    project = Project.open(root)
    if scanned:
        project.load()
    assert made(dropped(project, b"experiments/new", b"data/processed/v1"))


def test_what_a_drop_would_do_is_a_sentence(project):
    def said(into: bytes, *sources: bytes) -> str:
        return say_drop(Drop(sources, into), project.remember, SPLITS)

    assert said(b"experiments/improved", b"data/processed/v2") == (
        "Link train, val of v2 into improved"
    )
    assert said(b"experiments/improved", b"data/plain") == "Link plain into improved"
    assert said(b"experiments/baseline/val", b"data/processed/v2") == "Retarget val to val"
    many = [b"data/d%d" % n for n in range(6)]
    assert said(b"experiments/improved", *many) == "Link d0, d1, d2, d3 and 2 more into improved"


def test_a_link_gets_another_name_and_leads_where_it_led(project, root):
    found = propose_rename(b"experiments/baseline/val", b"dev", project.policy, project.look)
    before = seen(root)
    project.run(project.propose(found).plan)
    after = seen(root)
    assert after.pop(b"experiments/baseline/dev") == before.pop(b"experiments/baseline/val")
    assert after == before


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (b"train", "a link is already in this place"),
        (b"val", "a link is already in this place"),
        (b"", "no name for a link"),
        (b"..", "no name for a link"),
        (b"a/b", "no name for a link"),
        (b"/etc", "no name for a link"),
        (b"a\0b", "NUL"),
        (b"x" * 256, "longer than 255"),
    ],
)
def test_a_name_that_cannot_be_is_a_conflict(project, name, words):
    proposal = propose_rename(b"experiments/baseline/val", name, project.policy, project.look)
    found = project.propose(proposal)
    assert any(words in why for _, why in reasons(found))


def test_only_links_are_renamed_and_removed(project):
    for path, words in (
        (b"experiments/improved/notes.txt", "this is no link"),
        (b"experiments/improved/models", "this is no link"),
        (b"experiments/none", "there is no such link"),
    ):
        for proposal in (
            propose_rename(path, b"x", project.policy, project.look),
            propose_unlink([path], project.policy, project.look),
        ):
            assert reasons(proposal) == [(path, words)]
            assert proposal.plan.steps == ()


def test_links_are_removed_and_their_targets_stay(project, root):
    paths = [b"experiments/baseline/train", b"experiments/baseline/val"]
    before = seen(root)
    found = propose_unlink(paths, project.policy, project.look)
    assert found.plan.title == "Remove 2 links"
    project.run(found.plan)
    assert seen(root) == {path: what for path, what in before.items() if path not in paths}


def test_a_plan_that_removes_one_link_names_it_in_every_language(project):
    title = propose_unlink([b"experiments/baseline/train"], project.policy, project.look).plan.title
    assert title == "Remove link train"
    assert (title.template, title.values) == ("Remove link {name}", {"name": "train"})


def test_a_link_in_raw_data_is_not_removed(project, root):
    build(root, "data/raw/l -> a.jpg")
    found = propose_unlink([b"data/raw/l"], project.policy, project.look)
    assert reasons(found) == [(b"data/raw/l", "raw data stays as it is")]


def test_names_of_any_bytes_are_linked(project, root):
    os.makedirs(root + b"/data/\xff\n/train")
    found = dropped(project, b"experiments/improved", b"data/\xff\n")
    project.run(found.plan)
    assert os.readlink(root + b"/experiments/improved/train") == b"../../data/\xff\n/train"


def test_what_changed_since_the_plan_was_made_stops_all_of_it(project, root):
    found = dropped(project, b"experiments/baseline", b"data/processed/v2", replace=True)
    os.unlink(root + b"/experiments/baseline/val")
    before = seen(root)
    with pytest.raises(PlanRefused, match="not there any more"):
        project.run(found.plan)
    assert seen(root) == before


def test_the_tree_remembers_what_lies_on_the_disk(project):
    for path in (b"data/raw", b"data/raw/a.jpg", b"experiments/baseline/val", b"none", b""):
        on_disk, remembered = project.look(path), project.remember(path)
        if isinstance(remembered, Link):
            assert remembered.matches(on_disk)
        else:
            assert remembered == (Dir() if isinstance(on_disk, Dir) else on_disk)
    assert {type(project.remember(p)) for p in (b"", b"data/raw/a.jpg", b"x", b"/etc")} == {
        Dir,
        Blocked,
        Absent,
    }
    assert len(PROJECT) <= len(project.tree)
