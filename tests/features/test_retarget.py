import os
import shutil
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cvlink_gui.core.plan import Proposal
from cvlink_gui.features.project import Project
from cvlink_gui.features.retarget import (
    find_moves,
    leads_to,
    links_below,
    propose_move,
    propose_prefix,
    propose_repair,
    propose_style,
    propose_target,
)
from tests.conftest import build, seen

V1_LINKS = {
    b"data/splits/v1/train": b"../../processed/v1/train",
    b"data/splits/v1/val": b"../../processed/v1/val",
}


def opened(root: bytes) -> Project:
    project = Project.open(root)
    project.load()
    return project


def allow(root: bytes, *folders: str) -> None:
    with open(root + b"/cvlink.toml", "w") as file:
        file.write(f"links.allowed_roots = {list(folders)!r}")


def texts(root: bytes) -> dict[bytes, bytes]:
    return {path: what for path, what in seen(root).items() if isinstance(what, bytes)}


def ends(root: bytes) -> dict[bytes, bytes]:
    """What every link leads to, as the kernel sees it."""
    return {path: os.path.realpath(os.path.join(root, path)) for path in texts(root)}


def new_texts(proposal: Proposal) -> dict[bytes, bytes]:
    assert proposal.conflicts == ()
    return {step.path: step.after.text for step in proposal.plan.steps}


def reasons(proposal: Proposal) -> list[tuple[bytes, str]]:
    return [(o.path, o.reason) for o in proposal.conflicts]


def done_and_undone(project: Project, proposal: Proposal) -> dict[bytes, bytes]:
    """Carry a proposal out; gives the texts it left, after an undo has restored all of it."""
    before = seen(project.root)
    proposal = project.propose(proposal)
    assert reasons(proposal) == []
    assert project.run(proposal.plan).ok
    after = texts(project.root)
    entry = project.journal.undoable()
    assert entry is not None
    assert project.undo(entry).ok
    assert seen(project.root) == before
    return after


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


# Moved targets


def repaired(root: bytes, *paths: bytes) -> dict[bytes, bytes]:
    return new_texts(propose_repair(opened(root), paths))


def test_a_version_that_was_renamed_is_found_by_one_rule_for_all_of_its_links(root):
    for name in ("x", "y"):
        build(root, f"data/processed/v3/{name}/f.jpg")
        build(root, f"data/splits/v3/{name} -> ../../processed/v3/{name}")
    os.rename(root + b"/data/processed/v3", root + b"/data/processed/v3-clean")
    (best, *_) = find_moves(opened(root))
    assert (best.old, best.new) == (b"data/processed/v3", b"data/processed/v3-clean")
    assert best.evidence == "2 of 2 broken links fit"
    project = opened(root)
    after = done_and_undone(project, propose_repair(project))
    assert after[b"data/splits/v3/x"] == b"../../processed/v3-clean/x"
    assert after[b"data/splits/v3/y"] == b"../../processed/v3-clean/y"


def test_a_folder_that_was_moved_elsewhere_is_found(root):
    build(root, "archive/")
    os.rename(root + b"/data/processed", root + b"/archive/processed")
    # Both versions have a train folder; the rest of the path tells them apart.
    found = repaired(root, b"data/splits")
    assert found == {
        b"data/splits/v1/train": b"../../../archive/processed/v1/train",
        b"data/splits/v1/val": b"../../../archive/processed/v1/val",
    }


def test_a_single_file_that_was_moved_is_found_by_its_name(root):
    build(root, "data/raw/note.txt", "experiments/note -> ../data/raw/note.txt", "docs/")
    os.rename(root + b"/data/raw/note.txt", root + b"/docs/note.txt")
    (move,) = find_moves(opened(root))
    assert (move.old, move.new, move.links) == (b"data/raw", b"docs", (b"experiments/note",))
    assert repaired(root) == {b"experiments/note": b"../docs/note.txt"}


@pytest.mark.parametrize(("place", "old", "new"), [("deep/er/f", "", "deep/er"), ("f", "a", "")])
def test_data_that_moved_out_of_or_into_the_projects_own_folder_is_found(tmp_path, place, old, new):
    text = "../f" if not old else f"../{old}/f"
    root = build(tmp_path / "p", place, f"links/l -> {text}")
    (move,) = find_moves(opened(root))
    assert (move.old, move.new) == (old.encode(), new.encode())
    assert repaired(root) == {b"links/l": b"../" + place.encode()}


@pytest.mark.parametrize("text", ["/nowhere/nas/v7/train", "/v7/train", "../../nas/v7/train"])
def test_data_that_was_outside_and_is_inside_now_is_found(root, text):
    build(root, "data/processed/v7/train/", f"experiments/l -> {text}")
    found = repaired(root)
    inside = root + b"/data/processed/v7/train"
    assert found == {b"experiments/l": inside if text[0] == "/" else b"../data/processed/v7/train"}


def test_two_places_that_fit_equally_well_are_a_conflict(root):
    build(root, "a/one.txt", "b/one.txt", "experiments/l -> ../c/one.txt")
    found = propose_repair(opened(root))
    ((path, reason),) = reasons(found)
    assert path == b"experiments/l"
    assert reason == "two places fit: a/one.txt and b/one.txt"
    assert "retarget" in found.conflicts[0].hint


def test_a_place_whose_path_agrees_further_is_better_than_one_of_the_same_name(root):
    build(root, "a/v9/one.txt", "b/one.txt", "experiments/l -> ../c/v9/one.txt")
    assert repaired(root) == {b"experiments/l": b"../a/v9/one.txt"}


def test_nothing_found_is_an_empty_plan(root):
    build(root, "experiments/l -> nowhere-at-all")
    assert find_moves(opened(root)) == []
    assert repaired(root) == {}


def test_links_in_a_circle_and_refused_ones_are_left_alone(root, monkeypatch):
    build(root, "experiments/loop -> loop", "experiments/a -> b", "experiments/b -> a")
    build(root, "data/loop", "data/a", "data/b")
    assert find_moves(opened(root)) == []


def test_what_breaks_on_the_way_is_mended_where_it_breaks(root):
    os.rename(root + b"/data/processed/v1", root + b"/data/processed/v3")
    shutil.rmtree(root + b"/data/processed/v2")
    assert repaired(root) == {
        b"data/splits/v1/train": b"../../processed/v3/train",
        b"data/splits/v1/val": b"../../processed/v3/val",
    }
    assert opened(root).run(propose_repair(opened(root)).plan).ok
    assert find_moves(opened(root)) == []
    assert os.path.exists(root + b"/experiments/baseline/train")


def test_only_what_is_named_is_repaired(root):
    build(root, "x/one.txt", "experiments/l -> ../c/one.txt", "data/l -> ../c/one.txt")
    assert repaired(root, b"data").keys() == {b"data/l"}
    assert repaired(root, b"experiments/l").keys() == {b"experiments/l"}
    assert repaired(root, b"data/raw") == {}
    assert repaired(root).keys() == {b"data/l", b"experiments/l"}


def test_a_link_is_not_its_own_target_and_broken_links_are_no_place(root):
    build(root, "experiments/one.txt -> ../c/one.txt", "data/one.txt -> ../c/one.txt")
    assert find_moves(opened(root)) == []


def test_names_of_any_bytes_are_found(root):
    build(root, "x/\udcff\n/f", "experiments/l -> ../c/\udcff\n/f")
    assert repaired(root) == {b"experiments/l": b"../x/\xff\n/f"}


def test_thousands_of_links_are_repaired_in_seconds(tmp_path):
    lines = [f"new/{n % 50}/{n}.jpg" for n in range(1000)]
    lines += [f"l/{n} -> ../old/{n % 7}/{n}.jpg" for n in range(1000)]
    root = build(tmp_path / "p", *lines)
    project = opened(root)
    begin = time.perf_counter()
    found = propose_repair(project)
    assert len(found.plan.steps) == 1000
    assert time.perf_counter() - begin < 5
