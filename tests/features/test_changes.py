"""Changes made by others: the tree follows them, as far as it is told of them."""

import os
import select
import shutil
import sys
import time
from random import Random

import pytest

from cvlink_gui.core.names import join
from cvlink_gui.features import changes
from cvlink_gui.features.changes import News, Watchlist
from cvlink_gui.features.survey import Survey
from cvlink_gui.fs import watch
from cvlink_gui.fs.mountinfo import Mount
from tests.conftest import build
from tests.features.mutations import World, content, fresh

watches = pytest.mark.skipif(not watch.is_possible(), reason="only Linux tells")
QUIET = 0.35  # seconds without a word after which all was told


def opened(root: bytes) -> Survey:
    survey = Survey.open(root)
    survey.load()
    return survey


def followed(
    survey: Survey, *folders: str, deep: tuple[str, ...] = (), moved: tuple[str, ...] = ()
) -> list[bytes]:
    """Follow changes in folders of the project, or absolute ones; what was listed."""
    news = News(*(_absolute(survey, paths) for paths in (folders, deep, moved)))
    listings = list(changes.follow(survey, news))
    for listing in listings:
        survey.take(listing)
    assert content(survey.tree) == content(fresh(survey.root))
    return [listing.folder for listing in listings]


def _absolute(survey, paths) -> frozenset[bytes]:
    return frozenset(join(survey.root, os.fsencode(p)) if p else survey.root for p in paths)


def test_only_the_folder_is_listed_where_nothing_leads(root):
    survey = opened(root)
    build(root, "experiments/baseline/notes.txt")
    assert followed(survey, "experiments/baseline") == [b"experiments/baseline"]


def test_links_to_what_is_gone_are_judged_anew(root):
    survey = opened(root)
    os.unlink(root + b"/data/raw/a.jpg")
    listed = followed(survey, "data/raw")
    assert b"data/processed/v1/train" in listed
    assert b"data/processed/v2/val" in listed  # its link leads into the same folder


def test_links_through_links_are_judged_anew(root):
    survey = opened(root)
    shutil.rmtree(root + b"/data/processed/v1/train")
    listed = followed(survey, "data/processed/v1")
    assert b"data/splits/v1" in listed
    assert b"experiments/baseline" in listed


def test_links_through_links_are_well_again_when_their_end_is_back(root):
    build(root, "experiments/second/train -> ../baseline/train")
    survey = opened(root)
    version = root + b"/data/processed/v1"
    os.rename(version, version + b"-away")
    followed(survey, "data/processed", deep=("data/processed/v1",))
    os.rename(version + b"-away", version)
    listed = followed(survey, "data/processed", moved=("data/processed/v1",))
    assert {b"data/splits/v1", b"experiments/baseline", b"experiments/second"} <= set(listed)


def test_links_to_files_through_links_are_judged_anew(root):
    build(root, "data/raw/b.jpg", "one/b.jpg -> ../data/raw/b.jpg", "two/b.jpg -> ../one/b.jpg")
    survey = opened(root)
    os.unlink(root + b"/data/raw/b.jpg")
    assert {b"one", b"two"} <= set(followed(survey, "data/raw"))
    build(root, "data/raw/b.jpg")
    assert {b"one", b"two"} <= set(followed(survey, "data/raw"))


def test_links_through_a_link_to_a_folder_above_are_judged_anew(root):
    build(root, "data/current -> processed", "experiments/e/x -> ../../data/current/v2/train")
    survey = opened(root)
    shutil.rmtree(root + b"/data/processed/v2/train")
    assert b"experiments/e" in followed(survey, "data/processed/v2")


def test_a_file_in_the_root_does_not_have_all_links_judged_anew(root):
    survey = opened(root)
    build(root, "README.txt")
    assert followed(survey, "") == [b""]


def test_new_folders_come_with_all_that_lies_in_them(root):
    survey = opened(root)
    build(root, "new/deep/er/file", "new/deep/l -> ../../data/raw")
    assert followed(survey, "") == [b"", b"new", b"new/deep", b"new/deep/er"]


def test_a_folder_that_is_gone_with_its_parents_is_followed_from_above(root):
    survey = opened(root)
    shutil.rmtree(root + b"/data/processed/v2")
    followed(survey, "data/processed/v2/train", "data/processed/v2", "data/processed")


def test_two_folders_that_have_changed_places_are_listed_with_all_below(root):
    build(root, "one/x/a", "one/x/same", "two/x/b", "two/x/same")
    survey = opened(root)
    os.rename(root + b"/one", root + b"/aside")
    os.rename(root + b"/two", root + b"/one")
    os.rename(root + b"/aside", root + b"/two")
    followed(survey, "", moved=("one", "two"))


def test_targets_outside_are_followed(root, tmp_path):
    outside = build(tmp_path / "out", "deep/x.jpg")
    build(root, f"experiments/e/x.jpg -> {os.fsdecode(outside)}/deep/x.jpg")
    survey = opened(root)
    os.rename(outside + b"/deep", outside + b"/other")
    place = os.fsdecode(outside) + "/deep"
    assert followed(survey, deep=(place,)) == [b"experiments/e"]
    os.rename(outside + b"/other", outside + b"/deep")
    assert followed(survey, deep=(place,)) == [b"experiments/e"]


def test_every_folder_and_all_that_links_reach_is_to_be_watched(root, tmp_path):
    build(root, f"experiments/e/x -> {tmp_path}/far/none", "experiments/e/y -> ../gone/y")
    survey = opened(root)
    wanted = dict(Watchlist(survey, 7).all())
    paths, _ = survey.tree.places()
    assert wanted.keys() >= {join(root, path) if path else root for path in paths}
    assert wanted[os.fsencode(tmp_path) + b"/far"] == 7
    assert wanted[root + b"/experiments/gone"] == 7
    assert isinstance(wanted[root], bytes)
    listing = survey.relist([b"experiments/e"])[0]
    assert dict(Watchlist(survey, 8).of(listing)).keys() == {
        root + b"/experiments/e",
        root + b"/experiments/gone",
        os.fsencode(tmp_path) + b"/far",
    }


def test_what_is_not_on_a_disk_of_this_machine_is_left_alone(root, tmp_path, monkeypatch):
    remote = [
        Mount(root + b"/data/raw", "nfs4", b"server:/raw", read_only=False),
        Mount(os.fsencode(tmp_path) + b"/far", "fuse.sshfs", b"server:", read_only=False),
    ]
    build(root, f"experiments/e/x -> {tmp_path}/far/x")
    survey = opened(root)
    monkeypatch.setattr(changes, "mounts", lambda: remote)
    touched = []
    monkeypatch.setattr(os, "stat", touched.append)
    found = Watchlist(survey, 7)
    wanted = dict(found.all())
    assert found.remote == 2
    assert not {root + b"/data/raw", os.fsencode(tmp_path) + b"/far"} & wanted.keys()
    assert touched == []


def follow_all(survey: Survey, watching: watch.Watch, began: int) -> int:
    """Follow what is told until nothing more is; how much was told."""
    told, quiet = 0, time.monotonic() + QUIET
    while time.monotonic() < quiet:
        watching.send()
        select.select([watching.news], [], [], 0.05)
        news = News()
        for kind, *rest in watching.read():
            assert kind in ("changed", "state")
            if kind == "changed":
                news |= News(*map(frozenset, rest))
        if news:
            told += len(news)
            began = time.time_ns()
            listings = list(changes.follow(survey, news))
            for listing in listings:
                survey.take(listing)
            found = Watchlist(survey, began)
            watching.ask([folder for listing in listings for folder in found.of(listing)])
            quiet = time.monotonic() + QUIET
    return told


def unlink_all(outside: bytes) -> None:
    """What a link outside leads on to is looked at with the next scan only."""
    for folder, folders, files in os.walk(outside):
        for name in (*folders, *files):
            if os.path.islink(join(folder, name)):
                os.unlink(join(folder, name))


def live(folder: bytes, seed: int, rounds: int) -> None:
    """Random changes, followed as they are told; the tree has to be what a fresh scan finds."""
    world = World(folder, Random(seed), mounts=False)  # noqa: S311 (a test's)
    began = time.time_ns()
    unlink_all(world.outside)
    survey = opened(world.root)
    watching = watch.Watch()
    watching.ask(Watchlist(survey, began).all())
    try:
        follow_all(survey, watching, began)
        for number in range(rounds):
            done = [world.change() for _ in range(world.random.choice((1, 1, 2, 5, 20)))]
            unlink_all(world.outside)
            follow_all(survey, watching, time.time_ns())
            ours, real = content(survey.tree), content(fresh(world.root))
            assert ours == real, (
                number,
                done,
                [p for p in ours.keys() | real.keys() if ours.get(p) != real.get(p)],
            )
    finally:
        watching.close()


@watches
@pytest.mark.parametrize("seed", range(3))
def test_the_tree_follows_whatever_happens(tmp_path, seed):
    live(os.path.realpath(os.fsencode(tmp_path)), seed, 12)


if __name__ == "__main__":  # FOLDER SEED ROUNDS
    live(os.fsencode(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
