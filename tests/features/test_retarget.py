import os

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cvlink_gui.core.plan import Proposal
from cvlink_gui.features.project import Project
from cvlink_gui.features.retarget import (
    leads_to,
    links_below,
    propose_move,
    propose_prefix,
    propose_style,
    propose_target,
)
from tests.conftest import build
from tests.features.edits import allow, done_and_undone, ends, new_texts, opened, reasons, texts

V1_LINKS = {
    b"data/splits/v1/train": b"../../processed/v1/train",
    b"data/splits/v1/val": b"../../processed/v1/val",
}


# Which links


def test_links_are_those_named_and_those_below_what_is_named(root):
    project = opened(root)
    assert set(links_below(project)) == texts(root).keys()
    assert links_below(project, [b"data/splits"]) == list(V1_LINKS)
    both = [b"data/splits/v1/val", b"data/splits"]
    assert links_below(project, both) == list(V1_LINKS)[::-1]
    assert links_below(project, [b"data/raw"]) == links_below(project, [b"none"]) == []


# A prefix


def test_a_prefix_is_replaced_in_all_links_into_it_and_no_other_changes(root):
    project = opened(root)
    proposal = propose_prefix(
        project, b"data/processed/v1", b"data/processed/v2", links_below(project)
    )
    before = texts(root)
    build(root, "data/processed/v2/val/x.jpg")
    assert done_and_undone(project, proposal) == before | {
        b"data/splits/v1/train": b"../../processed/v2/train",
        b"data/splits/v1/val": b"../../processed/v2/val",
    }


def test_a_prefix_is_a_folder_not_the_beginning_of_a_name(root):
    build(root, "data/processed/v1-evil/train/", "experiments/e -> ../data/processed/v1-evil/train")
    project = opened(root)
    proposal = propose_prefix(
        project, b"data/processed/v1", b"data/processed/v2", links_below(project)
    )
    assert new_texts(proposal).keys() == V1_LINKS.keys()


def test_a_link_to_the_prefix_itself_is_retargeted_too(root):
    build(root, "experiments/all -> ../data/processed/v1")
    project = opened(root)
    proposal = propose_prefix(
        project, b"data/processed/v1", b"data/processed/v2", [b"experiments/all"]
    )
    assert new_texts(proposal) == {b"experiments/all": b"../data/processed/v2"}


@pytest.mark.parametrize("folder", ["store", "data/processed/v2"])
@pytest.mark.parametrize("style", ["relative", "absolute"])
def test_a_prefix_keeps_the_style_except_for_targets_outside(root, tmp_path, folder, style):
    outside = build(tmp_path / "store", "train/", "val/")
    allow(root, "../store")
    target = root + b"/data/processed/v1/train"
    text = "../data/processed/v1/train" if style == "relative" else os.fsdecode(target)
    build(root, f"experiments/l -> {text}")
    project = opened(root)
    new = outside if folder == "store" else folder.encode()
    found = propose_prefix(project, b"data/processed/v1", new, [b"experiments/l"])
    after = done_and_undone(project, found)[b"experiments/l"]
    expected = outside if folder == "store" else root + b"/data/processed/v2"
    relative = style == "relative" and folder != "store"
    assert after == (b"../data/processed/v2/train" if relative else expected + b"/train")


def test_links_to_outside_are_moved_from_one_mount_to_another(root, tmp_path):
    old = build(tmp_path / "nas1", "a/x", "b/x")
    new = build(tmp_path / "nas2", "a/x", "b/x")
    allow(root, "../nas1", "../nas2")
    for name in (b"a", b"b"):
        os.symlink(old + b"/" + name, root + b"/experiments/" + name)
    project = opened(root)
    after = done_and_undone(project, propose_prefix(project, old, new, links_below(project)))
    assert {after[b"experiments/a"], after[b"experiments/b"]} == {new + b"/a", new + b"/b"}


@pytest.mark.parametrize(
    ("old", "new", "text", "expected"),
    [
        (b"data", b"", b"../data/x", b"../x"),
        (b"", b"data", b"../x", b"../data/x"),
        (b"/", b"/srv", b"/nas/x", b"/srv/nas/x"),
        (b"/nas", b"/", b"/nas/x", b"/x"),
        (b"/nas", b"", b"/nas/x", b"ROOT/x"),
        (b"", b"/nas", b"../x", b"/nas/x"),
    ],
)
def test_the_project_itself_and_the_root_of_all_can_be_a_prefix(root, old, new, text, expected):
    os.symlink(text, root + b"/experiments/l")
    proposal = propose_prefix(opened(root), old, new, [b"experiments/l"])
    (step,) = proposal.plan.steps
    assert step.after.text == expected.replace(b"ROOT", root)


def test_a_prefix_that_leads_nowhere_is_a_conflict_for_each_link_that_would_break(root):
    project = opened(root)
    proposal = propose_prefix(project, b"data/processed/v1", b"data/none", links_below(project))
    assert reasons(proposal) == [
        (b"data/splits/v1/train", "the target is not there: data/none/train"),
        (b"data/splits/v1/val", "the target is not there: data/none/val"),
    ]


def test_a_new_prefix_outside_the_allowed_roots_is_a_conflict(root, tmp_path):
    outside = build(tmp_path / "data-evil", "train/", "val/")
    project = opened(root)
    found = project.propose(propose_prefix(project, b"data/processed/v1", outside, list(V1_LINKS)))
    assert [path for path, _ in reasons(found)] == list(V1_LINKS)
    assert "outside the allowed roots" in found.conflicts[0].reason


# A target


def test_many_links_get_one_target_each_in_its_own_style(root):
    os.symlink(root + b"/data/splits/v1/val", root + b"/experiments/absolute")
    links = [b"experiments/absolute", b"experiments/baseline/val", b"data/splits/v1/val"]
    project = opened(root)
    after = done_and_undone(project, propose_target(project, b"data/processed/v2/val", links))
    assert [after[link] for link in links] == [
        root + b"/data/processed/v2/val",
        b"../../data/processed/v2/val",
        b"../../processed/v2/val",
    ]


def test_a_target_that_is_not_there_is_a_conflict(root):
    found = propose_target(opened(root), b"data/none", [b"experiments/baseline/val"])
    assert reasons(found) == [(b"experiments/baseline/val", "the target is not there: data/none")]


def test_a_link_that_leads_there_already_is_left_alone(root):
    target = b"data/splits/v1/val"
    assert new_texts(propose_target(opened(root), target, [b"experiments/baseline/val"])) == {}


@pytest.mark.parametrize("path", [b"data/raw/a.jpg", b"data/raw", b"none", b""])
def test_what_is_no_link_cannot_be_retargeted(root, path):
    found = propose_target(opened(root), b"data/raw", [path, b"experiments/baseline/val"])
    assert (path, "there is no such link") in reasons(found)


def test_two_links_that_would_lead_to_each_other_are_a_conflict(root):
    build(root, "experiments/a -> ../data/raw", "experiments/b -> ../data/raw")
    project = opened(root)
    a = propose_target(project, b"experiments/b", [b"experiments/a"])
    b = propose_target(project, b"experiments/a", [b"experiments/b"])
    both = Proposal(type(a.plan)("both", a.plan.steps + b.plan.steps))
    assert reasons(project.propose(a)) == reasons(project.propose(b)) == []
    assert reasons(project.propose(both)) == [
        (b"experiments/a", "the links would go round in a circle"),
        (b"experiments/b", "the links would go round in a circle"),
    ]


def test_a_circle_that_the_plan_itself_opens_is_none(root):
    build(root, "experiments/a -> b", "experiments/b -> ../data/raw")
    project = opened(root)
    a = propose_target(project, b"data/raw", [b"experiments/a"])
    b = propose_target(project, b"experiments/a", [b"experiments/b"])
    both = Proposal(type(a.plan)("both", a.plan.steps + b.plan.steps))
    assert reasons(project.propose(b)) == [
        (b"experiments/b", "the links would go round in a circle")
    ]
    assert reasons(project.propose(both)) == []


# Relative and absolute


@pytest.mark.parametrize("selection", [(), (b"experiments",), (b"experiments/baseline/val",)])
def test_another_style_changes_the_text_and_not_what_it_leads_to(root, tmp_path, selection):
    outside = build(tmp_path / "store", "x/")
    allow(root, "../store")
    os.symlink(outside + b"/x", root + b"/experiments/out")
    os.symlink(b"../../store/x", root + b"/experiments/out2")
    build(root, "experiments/broken -> ../none/x")
    before, led = texts(root), ends(root)
    links = links_below(opened(root), selection)

    assert opened(root).run(propose_style(opened(root), "absolute", links).plan).ok
    assert ends(root) == led
    after = texts(root)
    assert all(after[link].startswith(b"/") for link in links)
    assert all(after[link] == before[link] for link in before.keys() - set(links))

    assert opened(root).run(propose_style(opened(root), "relative", links).plan).ok
    assert ends(root) == led
    back = texts(root)
    inside = [link for link in links if not link.startswith(b"experiments/out")]
    assert all(back[link] == before[link] for link in inside)
    assert back[b"experiments/out"] == outside + b"/x"  # relative would break with a move


def test_an_undo_of_another_style_brings_back_the_exact_texts(root):
    build(root, "experiments/odd -> .//../data/./raw/", "experiments/dot -> ./baseline")
    project = opened(root)
    after = done_and_undone(project, propose_style(project, "absolute", links_below(project)))
    assert after[b"experiments/odd"] == root + b"/data/raw"


def test_links_of_that_style_already_are_left_alone(root):
    build(root, "experiments/odd -> .//../data/./raw/")
    assert new_texts(propose_style(opened(root), "relative", [b"experiments/odd"])) == {}


def test_a_way_up_out_of_a_linked_folder_goes_up_from_where_it_really_is(root):
    build(
        root,
        "data/deep/er/",
        "data/deep/data.yaml",
        "experiments/deep -> ../data/deep/er",
        "experiments/yaml -> deep/../data.yaml",
    )
    led = ends(root)
    assert led[b"experiments/yaml"] == root + b"/data/deep/data.yaml"
    project = opened(root)
    assert project.run(propose_style(project, "absolute", [b"experiments/yaml"]).plan).ok
    assert texts(root)[b"experiments/yaml"] == root + b"/data/deep/data.yaml"
    assert ends(root) == led


parts = st.lists(st.sampled_from([b"..", b".", b"", b"a", b"up", b"down", b"l"]), max_size=6)


@settings(max_examples=200)
@example([b"a", b"..", b"", b"."])
@given(parts)
def test_where_a_text_leads_is_where_the_kernel_goes(tmp_path_factory, some):
    root = build(
        tmp_path_factory.mktemp("p"),
        "a/a/a/",
        "a/up -> ..",
        "up -> a/a",
        "down -> a",
        "a/down -> /",
        "a/a/l -> ../up",
    )
    text = b"/".join(some)
    project = Project.open(root)
    named = project.policy.absolute(leads_to(project, b"a/new", text or b"."))
    assert os.path.realpath(named) == os.path.realpath(os.path.join(root, b"a", text))


# Moving a link


@pytest.mark.parametrize(
    ("text", "expected"),
    [(b"../../data/splits/v1/val", b"../data/splits/v1/val"), (None, None)],
)
def test_a_link_is_moved_and_leads_where_it_led(root, text, expected):
    absolute = root + b"/data/splits/v1/val"
    os.symlink(text or absolute, root + b"/experiments/baseline/l")
    project = opened(root)
    after = done_and_undone(project, propose_move(project, b"experiments/baseline/l", b""))
    assert b"experiments/baseline/l" not in after
    assert after[b"l"] == (expected[3:] if expected else absolute)


def test_a_move_into_another_folder_of_another_depth_keeps_the_target(root):
    project = opened(root)
    found = propose_move(project, b"experiments/baseline/val", b"experiments")
    after = done_and_undone(project, found)
    assert after[b"experiments/val"] == b"../data/splits/v1/val"


@pytest.mark.parametrize(
    ("link", "folder", "words"),
    [
        (b"experiments/baseline/val", b"experiments", "another link is in this place"),
        (b"experiments/baseline/val", b"data/splits/v1", "the link would contain itself"),
        (b"experiments/baseline/val", b"experiments/none", "this is not a folder"),
        (b"experiments/baseline/val", b"experiments/baseline/train", "this is not a folder"),
        (b"experiments/baseline/val", b"data/raw/a.jpg", "this is not a folder"),
        (b"experiments/baseline/val", b"data/raw", "raw data stays as it is"),
        (b"experiments/baseline/val", b"experiments/baseline", "two steps for this path"),
        (b"data/raw/a.jpg", b"experiments", "there is no such link"),
        (b"none", b"experiments", "there is no such link"),
    ],
)
def test_a_move_that_cannot_be_is_a_conflict(root, link, folder, words):
    build(root, "experiments/val -> ../data/raw")
    project = opened(root)
    found = project.propose(propose_move(project, link, folder))
    assert any(words in why for _, why in reasons(found))
