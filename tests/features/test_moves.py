import os
import shutil

import pytest

from cvlink_gui.core.moves import Moves, Place
from cvlink_gui.features import moves as module
from cvlink_gui.features import places
from cvlink_gui.features.moves import find_moves, propose_repair
from cvlink_gui.features.project import Project
from tests.conftest import build
from tests.features.edits import allow, done_and_undone, new_texts, opened

MD5 = "b725f10c9c85c70d97880dfe8191b3"
KEY = "SHA256E-s4--27dd8ed44a83ff94d557f9fd0412ed5a8cbca69ea04922d88c01184a07300a5a.jpg"
OBJECT = f"annex/objects/wg/pq/{KEY}/{KEY}"


def repaired(root: bytes, *paths: bytes) -> dict[bytes, bytes]:
    return new_texts(propose_repair(opened(root), paths))


def moves(root: bytes, *paths: bytes) -> Moves:
    return find_moves(opened(root), paths)


def places_of(root: bytes, link: bytes) -> list[Place]:
    (lost,) = (lost for lost in moves(root).lost if lost.link == link)
    return list(lost.places)


def evidence(root: bytes, link: bytes) -> str:
    return propose_repair(opened(root)).notes[link].evidence


def left_out(root: bytes) -> dict[bytes, str]:
    """The reasons why links are left out, and what was not searched."""
    proposal = propose_repair(opened(root))
    assert proposal.conflicts == ()
    return {why.path: why.reason for why in proposal.warnings if "absolute" not in why.reason}


# By name and path


def test_a_version_that_was_renamed_is_found_by_one_rule_for_all_of_its_links(root):
    for name in ("x", "y"):
        build(root, f"data/processed/v3/{name}/f.jpg")
        build(root, f"data/splits/v3/{name} -> ../../processed/v3/{name}")
    os.rename(root + b"/data/processed/v3", root + b"/data/processed/v3-clean")
    (rule,) = moves(root).rules
    assert (rule.old, rule.new) == (b"data/processed/v3", b"data/processed/v3-clean")
    assert rule.evidence == "2 of 2 broken links fit"
    assert evidence(root, b"data/splits/v3/x") == (
        "same name; same first 2 parts; 1 other broken link moved the same way"
    )
    project = opened(root)
    after = done_and_undone(project, propose_repair(project))
    assert after[b"data/splits/v3/x"] == b"../../processed/v3-clean/x"
    assert after[b"data/splits/v3/y"] == b"../../processed/v3-clean/y"


def test_a_link_to_the_renamed_folder_itself_follows_the_links_into_it(root):
    build(root, "data/processed/v3/x/", "experiments/all -> ../data/processed/v3")
    build(root, "experiments/x -> ../data/processed/v3/x")
    os.rename(root + b"/data/processed/v3", root + b"/data/processed/v3-clean")
    assert repaired(root) == {
        b"experiments/all": b"../data/processed/v3-clean",
        b"experiments/x": b"../data/processed/v3-clean/x",
    }
    assert evidence(root, b"experiments/all") == "1 other broken link moved the same way"


def test_a_folder_that_was_moved_elsewhere_is_found(root):
    build(root, "archive/")
    os.rename(root + b"/data/processed", root + b"/archive/processed")
    # Both versions have a train folder; the rest of the path tells them apart.
    assert repaired(root, b"data/splits") == {
        b"data/splits/v1/train": b"../../../archive/processed/v1/train",
        b"data/splits/v1/val": b"../../../archive/processed/v1/val",
    }
    note = propose_repair(opened(root)).notes[b"data/splits/v1/train"]
    assert note.evidence == (
        "same last 3 parts of the path; 1 other broken link moved the same way"
    )
    assert note.others == (
        (b"archive/processed/v2/train", "same name; 1 other broken link moved the same way"),
    )


def test_a_single_file_that_was_moved_is_found_by_its_name(root):
    build(root, "data/raw/note.txt", "experiments/note -> ../data/raw/note.txt", "docs/")
    os.rename(root + b"/data/raw/note.txt", root + b"/docs/note.txt")
    (rule,) = moves(root).rules
    assert (rule.old, rule.new, rule.links) == (b"data/raw", b"docs", (b"experiments/note",))
    assert repaired(root) == {b"experiments/note": b"../docs/note.txt"}
    assert evidence(root, b"experiments/note") == "same name"


@pytest.mark.parametrize(("place", "old", "new"), [("deep/er/f", "", "deep/er"), ("f", "a", "")])
def test_data_that_moved_out_of_or_into_the_projects_own_folder_is_found(tmp_path, place, old, new):
    text = "../f" if not old else f"../{old}/f"
    root = build(tmp_path / "p", place, f"links/l -> {text}")
    (rule,) = moves(root).rules
    assert (rule.old, rule.new) == (old.encode(), new.encode())
    assert repaired(root) == {b"links/l": b"../" + place.encode()}


@pytest.mark.parametrize("text", ["/nowhere/nas/v7/train", "/v7/train", "../../nas/v7/train"])
def test_data_that_was_outside_and_is_inside_now_is_found(root, text):
    build(root, "data/processed/v7/train/", f"experiments/l -> {text}")
    inside = root + b"/data/processed/v7/train"
    assert repaired(root) == {
        b"experiments/l": inside if text[0] == "/" else b"../data/processed/v7/train"
    }


def test_a_place_whose_path_agrees_further_is_better_than_one_of_the_same_name(root):
    build(root, "a/v9/one.txt", "b/one.txt", "experiments/l -> ../c/v9/one.txt")
    assert repaired(root) == {b"experiments/l": b"../a/v9/one.txt"}


def test_the_rule_that_explains_more_links_is_better(root):
    build(root, "a/1.jpg", "a/2.jpg", "a/3.jpg", "b/1.jpg")
    build(root, *(f"experiments/{n} -> ../lost/{n}.jpg" for n in (1, 2, 3)))
    assert repaired(root)[b"experiments/1"] == b"../a/1.jpg"
    assert evidence(root, b"experiments/1") == "same name; 2 other broken links moved the same way"


def test_what_breaks_on_the_way_is_mended_where_it_breaks(root):
    os.rename(root + b"/data/processed/v1", root + b"/data/processed/v3")
    shutil.rmtree(root + b"/data/processed/v2")
    assert repaired(root) == {
        b"data/splits/v1/train": b"../../processed/v3/train",
        b"data/splits/v1/val": b"../../processed/v3/val",
    }
    assert opened(root).run(propose_repair(opened(root)).plan).ok
    assert moves(root).lost == ()
    assert os.path.exists(root + b"/experiments/baseline/train")


def test_only_what_is_named_is_repaired(root):
    build(root, "x/one.txt", "experiments/l -> ../c/one.txt", "data/l -> ../c/one.txt")
    assert repaired(root, b"data").keys() == {b"data/l"}
    assert repaired(root, b"experiments/l").keys() == {b"experiments/l"}
    assert repaired(root, b"data/raw") == {}
    assert repaired(root).keys() == {b"data/l", b"experiments/l"}


def test_names_of_any_bytes_are_found(root):
    build(root, "x/\udcff\n/f", "experiments/l -> ../c/\udcff\n/f")
    assert repaired(root) == {b"experiments/l": b"../x/\xff\n/f"}


# What is left out


def test_two_places_that_fit_alike_are_left_out_and_the_other_links_are_mended(root):
    build(root, "a/one.txt", "b/one.txt", "experiments/l -> ../c/one.txt")
    build(root, "a/two.txt", "experiments/m -> ../d/two.txt")
    assert left_out(root) == {b"experiments/l": "two places fit: a/one.txt and b/one.txt"}
    assert repaired(root) == {b"experiments/m": b"../a/two.txt"}


def test_a_link_that_may_not_be_changed_does_not_keep_the_others_from_being_mended(root):
    build(root, "a/one.txt", "data/raw/l -> ../c/one.txt", "experiments/l -> ../c/one.txt")
    build(root, "data/raw/m -> ../c/../d/one.txt")
    assert left_out(root) == {
        b"data/raw/l": "raw data stays as it is",
        b"data/raw/m": "raw data stays as it is",
    }
    assert repaired(root) == {b"experiments/l": b"../a/one.txt"}


def test_a_place_better_in_one_way_and_worse_in_another_is_not_taken(root):
    build(root, "a/1.jpg", "a/2.jpg", "b/deep/1.jpg", "experiments/2 -> ../lost/deep/2.jpg")
    build(root, "experiments/1 -> ../lost/deep/1.jpg")
    assert "two places fit" in left_out(root)[b"experiments/1"]


def test_more_places_than_one_reads_are_counted(root):
    build(root, *(f"{folder}/one.txt" for folder in "abcde"), "experiments/l -> ../lost/one.txt")
    assert left_out(root) == {b"experiments/l": "5 places fit: a/one.txt, b/one.txt, c/one.txt, …"}


def test_a_link_to_the_place_is_the_same_place(root):
    build(root, "a/v9/t", "b/v9/t -> ../../a/v9/t", "experiments/l -> ../c/v9/t")
    assert repaired(root) == {b"experiments/l": b"../a/v9/t"}


def test_a_renamed_version_is_not_taken_for_another_one_that_is_in_use(root):
    build(root, "sets/v1/train/", "sets/v2/train/", "experiments/two -> ../sets/v2/train")
    build(root, "experiments/one -> ../sets/v1/train")
    os.rename(root + b"/sets/v1", root + b"/sets/first")
    assert repaired(root) == {b"experiments/one": b"../sets/first/train"}


def test_data_of_another_version_that_is_in_use_is_not_taken_for_what_was_deleted(root):
    build(root, "data/splits/v3/train -> ../../processed/v3/train")
    shutil.rmtree(root + b"/data/processed/v2")
    assert left_out(root) == {
        b"data/splits/v3/train": "only the name fits data/processed/v1/train, and links lead "
        "there already"
    }
    assert repaired(root) == {}


def test_broken_links_beside_it_do_not_make_a_place_one_that_is_in_use(root):
    build(root, "docs/note.txt", "docs/deep/x")
    build(root, "experiments/note -> ../lost/note.txt", "experiments/m -> ../docs/gone.txt")
    build(root, "experiments/deep -> ../lost/deep")
    assert repaired(root) == {
        b"experiments/note": b"../docs/note.txt",
        b"experiments/deep": b"../docs/deep",
    }


def test_a_file_beside_one_that_is_in_use_is_not_taken_for_what_was_deleted(root):
    build(root, "docs/note.txt", "docs/used.txt", "experiments/note -> ../lost/note.txt")
    build(root, "experiments/used -> ../docs/used.txt")
    assert "links lead there already" in left_out(root)[b"experiments/note"]


def test_more_than_a_name_is_enough_where_links_lead_already(root):
    build(root, "a/v9/t/", "experiments/l -> ../c/v9/t", "experiments/m -> ../a/v9/t")
    assert repaired(root) == {b"experiments/l": b"../a/v9/t"}
    assert evidence(root, b"experiments/l").endswith("links lead there already")


def test_a_name_that_very_many_have_is_not_guessed_at(root, monkeypatch):
    monkeypatch.setattr(module, "_ALIKE", 3)
    build(root, *(f"data/v{n}/t/x" for n in range(5)), "experiments/l -> ../lost/t/x")
    assert left_out(root) == {b"experiments/l": "5 places have this name, too many to compare"}
    build(root, "experiments/m -> ../lost/u/y", *(f"data/v{n}/y" for n in range(5)), "a/u/y")
    assert repaired(root) == {b"experiments/m": b"../a/u/y"}


def test_a_link_for_which_nothing_was_found_is_told(root):
    build(root, "experiments/l -> nowhere-at-all")
    assert left_out(root) == {b"experiments/l": "no place was found for it"}
    assert repaired(root) == {}


def test_links_in_a_circle_are_left_alone(root):
    build(root, "experiments/loop -> loop", "experiments/a -> b", "experiments/b -> a")
    build(root, "data/loop", "data/a", "data/b")
    assert moves(root).lost == ()


def test_a_link_is_not_its_own_target_and_broken_links_are_no_place(root):
    build(root, "experiments/one.txt -> ../c/one.txt", "data/one.txt -> ../c/one.txt")
    assert all(lost.places == () for lost in moves(root).lost)


# By content


@pytest.mark.parametrize("cache", ["files/md5/60", "60"])
def test_a_cache_that_moved_is_found_by_content_keys(root, tmp_path, cache):
    store = build(tmp_path / "new", f"dvc/{cache}/{MD5}", f"copies/{cache[:-2]}61/{MD5}")
    allow(root, "../new")
    os.symlink(f"/srv/old/cache/{cache}/{MD5}", root + b"/experiments/a.jpg")
    after = repaired(root)
    assert after == {b"experiments/a.jpg": store + f"/dvc/{cache}/{MD5}".encode()}
    algorithm = "md5" if "files" in cache else "md5-dos2unix"
    words = evidence(root, b"experiments/a.jpg")
    assert words.startswith(f"same content key {algorithm}:60b725f10c9c85c7; same last ")
    assert len(places_of(root, b"experiments/a.jpg")) == 1  # the other one is other content


def test_content_outweighs_any_number_of_links_that_moved_the_same_way(root):
    hub, etag = (
        "hub/models--a/blobs",
        "403450e234d65943a7dcf7e05a771ce3c92faa84dd07db4ac20f592037a1e4bd",
    )
    build(root, f"new/{hub}/{etag}", f"copy/{etag}", "copy/b", f"x/{etag} -> /old/{hub}/{etag}")
    build(root, f"x/b -> /old/{hub}/b")
    assert repaired(root)[f"x/{etag}".encode()] == root + f"/new/{hub}/{etag}".encode()


def test_two_copies_of_the_same_content_fit_alike(root):
    build(root, f"c1/files/md5/60/{MD5}", f"c2/files/md5/60/{MD5}")
    os.symlink(f"/srv/old/files/md5/60/{MD5}", root + b"/experiments/a.jpg")
    assert "two places fit" in left_out(root)[b"experiments/a.jpg"]


def test_an_annexed_link_that_was_moved_to_another_folder_finds_its_content(root):
    build(root, f".git/{OBJECT}", "experiments/deep/")
    os.symlink(f".git/{OBJECT}", root + b"/experiments/deep/a.jpg")
    assert repaired(root) == {b"experiments/deep/a.jpg": f"../../.git/{OBJECT}".encode()}


def test_content_that_is_not_fetched_has_not_moved(root, tmp_path):
    build(tmp_path / "clone", f".git/{OBJECT}")
    allow(root, "../clone")
    build(root, ".git/annex/objects/", f"data/a.jpg -> ../.git/{OBJECT}")
    assert left_out(root) == {b"data/a.jpg": "its content is not fetched"}
    (why,) = propose_repair(opened(root)).warnings
    assert "git annex get" in why.hint


@pytest.mark.parametrize(("size", "found"), [(4, True), (5, False)])
def test_a_file_with_the_links_name_and_the_size_of_its_key_is_found(root, size, found):
    build(root, "copies/", f"data/a.jpg -> /lost/.git/{OBJECT}")
    with open(root + b"/copies/a.jpg", "wb") as file:
        file.write(b"x" * size)
    if found:
        assert repaired(root) == {b"data/a.jpg": root + b"/copies/a.jpg"}
        assert evidence(root, b"data/a.jpg") == "same name and size 4 bytes"
    else:
        assert left_out(root) == {b"data/a.jpg": "no place was found for it"}


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (f"/lost/.git/{OBJECT}", "git annex get"),
        (f"/lost/files/md5/60/{MD5}", "dvc pull"),
        ("/lost/blobs/7cb18dc9bafbfcf74629a4b760af1b160957a83e", "Download"),
    ],
)
def test_content_that_is_nowhere_is_to_be_fetched(root, text, hint):
    os.symlink(text, root + b"/data/a.jpg")
    (why,) = propose_repair(opened(root)).warnings
    assert (why.reason, hint in why.hint) == ("no place was found for it", True)


# In other folders


def test_the_other_allowed_folders_are_searched(root, tmp_path):
    new = build(tmp_path / "nas2", "sets/v9/train/x", "sets/v9/val/x")
    allow(root, "../nas2", "../nas2/sets")
    build(root, "experiments/train -> /nas1/v9/train", "experiments/v9 -> /nas1/v9")
    build(root, "experiments/val -> /nas1/v9/val")
    assert repaired(root) == {
        b"experiments/train": new + b"/sets/v9/train",
        b"experiments/val": new + b"/sets/v9/val",
        b"experiments/v9": new + b"/sets/v9",
    }


def test_an_allowed_folder_may_be_the_place_itself(root, tmp_path):
    new = build(tmp_path / "coco", "x")
    allow(root, "../coco")
    build(root, "experiments/coco -> /nas1/coco")
    assert repaired(root) == {b"experiments/coco": new}


def test_no_other_folder_is_searched(root, tmp_path):
    build(tmp_path / "data-evil", "v9/train/")
    build(root, "experiments/train -> /nas1/v9/train")
    assert repaired(root) == {}


def test_nothing_is_searched_where_nothing_is_broken(root, tmp_path, monkeypatch):
    build(tmp_path / "nas2", "x")
    allow(root, "../nas2")
    monkeypatch.setattr(places, "scan", lambda *_arguments, **_options: 1 / 0)
    assert moves(root).lost == ()


def test_a_search_that_was_cut_off_is_said_and_its_rule_finds_the_rest(root, tmp_path, monkeypatch):
    names = [f"{n}.jpg" for n in range(9)]
    new = build(tmp_path / "nas2", *(f"{'a' if n < 5 else 'b'}/{x}" for n, x in enumerate(names)))
    allow(root, "../nas2")
    for n, name in enumerate(names):
        os.symlink(f"/nas1/{'a' if n < 5 else 'b'}/{name}", root + b"/experiments/" + name.encode())
    monkeypatch.setattr(places, "ENTRIES", 4)
    found = repaired(root)
    assert found[b"experiments/8.jpg"] == new + b"/b/8.jpg"
    assert len(found) == 9
    assert left_out(root) == {new: "only 4 entries of it were searched"}


def test_only_so_many_single_places_are_looked_at(root, tmp_path, monkeypatch):
    new = build(tmp_path / "nas2", "a/x", "a/y", "b/1", "b/2", "b/3")
    allow(root, "../nas2")
    build(root, *(f"experiments/{x} -> /nas1/{x}" for x in ("a/x", "a/y", "b/1", "b/2", "b/3")))
    monkeypatch.setattr(places, "ENTRIES", 3)
    monkeypatch.setattr(places, "LOOKS", 2)
    found = left_out(root)
    assert "only 2 single places were looked at" in found.values()
    assert found[new] == "only 3 entries of it were searched"


def test_a_folder_that_cannot_be_searched_is_said(root, tmp_path):
    build(tmp_path / "p", "x")
    allow(root, "../none")
    build(root, "experiments/train -> /nas1/v9/train")
    gone = os.fsencode(tmp_path / "none")
    assert "not there" in left_out(root)[gone]


# Much of it


def test_a_thousand_links_are_repaired_by_looking_at_no_more_than_their_links(tmp_path):
    lines = [f"new/{n % 50}/{n}.jpg" for n in range(1000)]
    lines += [f"l/{n} -> ../old/{n % 7}/{n}.jpg" for n in range(1000)]
    project = opened(build(tmp_path / "p", *lines))
    assert len(find_moves(project).found) == 1000
    assert len(propose_repair(project).plan.steps) == 1000


def test_a_proposal_keeps_its_notes_when_it_is_checked(root):
    build(root, "a/one.txt", "experiments/l -> ../c/one.txt")
    project: Project = opened(root)
    checked = project.propose(propose_repair(project))
    assert checked.notes[b"experiments/l"].evidence == "same name"
