"""What is doubted after a change; random changes are in `tests/features/mutations.py`."""

import os
from dataclasses import replace

import pytest

from cvlink_gui.core.links import Health
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.fs import proof as module
from cvlink_gui.fs import stamps
from cvlink_gui.fs.crossing import nothing_can_hang
from cvlink_gui.fs.mountinfo import Mount, mounts
from cvlink_gui.fs.proof import Doubts, Moment, Proof
from cvlink_gui.fs.proving import prove
from cvlink_gui.fs.scan import scan
from tests.conftest import build, wait
from tests.fs.volumes import on_volume

pytestmark = pytest.mark.usefixtures("quick_clocks")


def proved(root: bytes) -> Proof:
    """The proof of a folder as it is now, once all in it is old enough."""
    wait()
    began, tree = Moment.now(), LinkTree()
    for listing in scan(root):
        tree.put(listing)
    return prove(tree, root, began, nothing_can_hang)


def doubted(root: bytes, proof: Proof) -> list[bytes] | None:
    """The folders that have to be read again; None for all."""
    doubts = Doubts(root, proof, mounts(), nothing_can_hang)
    return None if doubts.are_many else doubts.folders


FROM_OUTSIDE = tuple(f"p/many/l{n} -> ../../out/f{n}" for n in range(20))


@pytest.fixture
def place(tmp_path) -> bytes:
    """The folder around a project `p` and what it leads to: `out`."""
    return build(
        tmp_path / "place",
        "p/data/a",
        "p/data/deep/b",
        "p/uses/a -> ../data/a",
        "p/uses/none -> ../data/none",
        "p/again/a -> ../uses/a",
        "p/folder -> data",
        "p/through/b -> ../folder/deep/b",
        "p/one/out -> ../../out/f1",
        "p/alone/",
        *(f"out/f{n}" for n in range(20)),
        *FROM_OUTSIDE,
    )


def test_what_nobody_touches_is_not_doubted(place):
    root = place + b"/p"
    proof = proved(root)
    assert doubted(root, proof) == []
    assert len(proof.outside_stamps) == stamps.SIZE  # one folder for twenty links


def test_a_change_is_doubted_where_it_is_and_where_links_lead_to_it(place):
    root = place + b"/p"
    proof = proved(root)
    os.unlink(root + b"/data/a")
    assert doubted(root, proof) == [b"", b"again", b"data", b"uses"]


def test_a_change_that_concerns_no_link_is_doubted_where_it_is(place):
    root = place + b"/p"
    proof = proved(root)
    build(root, "alone/new")
    assert doubted(root, proof) == [b"alone"]


def test_a_link_that_goes_through_a_link_is_asked_for_itself(place):
    root = place + b"/p"
    proof = proved(root)
    os.unlink(root + b"/data/deep/b")
    assert doubted(root, proof) == [b"data/deep", b"through"]


def test_links_out_of_the_project_are_doubted_when_their_targets_go(place):
    root = place + b"/p"
    proof = proved(root)
    os.unlink(place + b"/out/f7")
    assert doubted(root, proof) == [b"many"]
    os.unlink(place + b"/out/f1")
    assert doubted(root, proof) == [b"many", b"one"]


def test_a_folder_outside_that_is_another_now_is_no_proof(place):
    root = place + b"/p"
    proof = proved(root)
    os.rename(place + b"/out", place + b"/old")
    os.mkdir(place + b"/out")
    for n in range(20):
        os.link(place + b"/old/f%d" % n, place + b"/out/f%d" % n)
    assert doubted(root, proof) == [b"many"]


def test_of_links_that_lead_to_links_outside_each_is_asked_for(place):
    build(place, "further/x")
    os.unlink(place + b"/out/f5")
    os.symlink(b"../further/x", place + b"/out/f5")
    root = place + b"/p"
    proof = proved(root)
    assert doubted(root, proof) == []
    os.unlink(place + b"/further/x")
    assert doubted(root, proof) == [b"many"]


def test_so_many_links_to_a_folder_that_is_not_there_are_asked_for_at_once(tmp_path):
    root = build(tmp_path / "p", *(f"l{n} -> gone/{n}" for n in range(30)))
    proof = proved(root)
    assert len(proof.askers) == 1
    assert doubted(root, proof) == []
    os.mkdir(os.path.dirname(root) + b"/other")
    assert doubted(root, proof) == []
    os.mkdir(root + b"/gone")
    assert doubted(root, proof) == [b""]


def test_a_way_up_behind_a_link_is_the_kernels_not_that_of_the_text(place):
    build(place, "p/odd/l -> ../folder/../z", "p/z")
    os.unlink(place + b"/p/folder")
    os.symlink(b"../out", place + b"/p/folder")
    build(place, "z")
    root = place + b"/p"
    proof = proved(root)
    assert doubted(root, proof) == []
    os.unlink(place + b"/z")  # to where it leads; by its text it is the other one
    assert doubted(root, proof) == [b"odd"]


def test_times_that_are_set_back_hide_nothing(place):
    root = place + b"/p"
    proof = proved(root)
    before = os.stat(root + b"/alone")
    build(root, "alone/new")
    os.utime(root + b"/alone", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert doubted(root, proof) == [b"alone"]


def test_a_folder_in_the_place_of_another_is_doubted_with_all_below(place):
    root = place + b"/p"
    proof = proved(root)
    os.rename(root + b"/data", place + b"/aside")
    build(root, "data/a", "data/deep/b")
    found = doubted(root, proof)
    assert found is not None
    assert {b"", b"data", b"data/deep", b"uses", b"again"} <= set(found)
    assert b"alone" not in found


def test_of_a_folder_that_is_gone_only_itself_is_looked_for(place):
    root = place + b"/p"
    proof = proved(root)
    os.rename(root + b"/data", place + b"/aside")
    found = doubted(root, proof)
    assert found is not None
    assert b"data" in found
    assert b"data/deep" not in found


def test_a_folder_that_was_changed_just_now_proves_nothing(place, monkeypatch):
    monkeypatch.setattr(stamps, "GRAIN", 60_000_000_000)
    root = place + b"/p"
    proof = proved(root)
    assert not any(proof.stamps)
    assert not any(proof.outside_stamps)
    assert doubted(root, proof) is not None
    assert b"many" in (doubted(root, proof) or [])


def test_a_folder_that_was_changed_while_the_scan_ran_proves_nothing(place):
    root = place + b"/p"
    wait()
    began, tree = Moment.now(), LinkTree()
    listings = list(scan(root))
    build(root, "data/new")
    wait()
    late = {listing.folder: listing for listing in scan(root)}
    for listing in listings:
        tree.put(late[listing.folder] if listing.folder == b"data" else listing)
    proof = prove(tree, root, began, nothing_can_hang)
    assert doubted(root, proof) == [b"", b"again", b"data", b"uses"]


def test_a_way_that_was_changed_while_the_scan_ran_proves_nothing(place):
    root = place + b"/p"
    wait()
    began, tree = Moment.now(), LinkTree()
    for listing in scan(root):
        tree.put(listing)
    os.rename(place + b"/out", place + b"/out2")
    os.rename(place + b"/out2", place + b"/out")
    proof = prove(tree, root, began, nothing_can_hang)
    assert not any(proof.outside_stamps)
    assert b"many" in (doubted(root, proof) or [])


def test_what_storage_had_no_answer_for_is_asked_again(place):
    root = place + b"/p"
    wait()
    began, tree = Moment.now(), LinkTree()
    for listing in scan(root):
        health = bytes([Health.NOT_ANSWERING] * len(listing))
        tree.put(replace(listing, health=health) if listing.folder == b"uses" else listing)
    proof = prove(tree, root, began, nothing_can_hang)
    assert doubted(root, proof) == [b"again", b"uses"]


def test_another_user_is_told_nothing(place, monkeypatch):
    root = place + b"/p"
    proof = proved(root)
    monkeypatch.setattr(module, "viewer", lambda: b"somebody else")
    assert doubted(root, proof) is None


def test_a_mount_in_the_project_voids_all(place):
    root = place + b"/p"
    proof = proved(root)
    more = [*mounts(), Mount(root + b"/data/a", "ext4", b"/dev/x", False)]
    assert Doubts(root, proof, more, nothing_can_hang).are_many
    more[-1] = replace(more[-1], point=place + b"/out/f3")
    assert Doubts(root, proof, more, nothing_can_hang).are_many
    more[-1] = replace(more[-1], point=place + b"/elsewhere")
    assert not Doubts(root, proof, more, nothing_can_hang).are_many


def test_what_may_hang_is_looked_at_by_another_process(place):
    root = place + b"/p"
    proof = proved(root)
    far = [*mounts(), Mount(place, "nfs4", b"server:/", False)]
    proof.mounted[:] = module.mounted({root}, far)
    assert Doubts(root, proof, far, nothing_can_hang).folders == []
    build(root, "alone/new")
    os.unlink(place + b"/out/f7")
    assert Doubts(root, proof, far, nothing_can_hang).folders == [b"alone", b"many"]


def test_links_on_whose_way_a_mount_does_not_answer_are_doubted(place):
    root = place + b"/p"
    proof = proved(root)

    def silent(path: bytes) -> bytes | None:
        return place if path.endswith(b"one/out") else None

    assert Doubts(root, proof, mounts(), silent).folders == [b"one"]


def test_so_many_changes_that_all_is_read_sooner_are_many(tmp_path):
    root = build(tmp_path / "p", *(f"d{n}/f" for n in range(300)))
    proof = proved(root)
    for n in range(140):
        os.unlink(root + b"/d%d/f" % n)
    assert len(doubted(root, proof) or []) == 140
    for n in range(140, 300):
        os.unlink(root + b"/d%d/f" % n)
    assert doubted(root, proof) is None


@pytest.mark.parametrize(("kind", "expected"), [("tmpfs", True), ("vfat", False)])
def test_only_file_systems_that_keep_times_prove_anything(kind, expected, tmp_path):
    code = """
import os, time
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.fs import stamps
from cvlink_gui.fs.crossing import nothing_can_hang
from cvlink_gui.fs.proof import Moment
from cvlink_gui.fs.proving import prove
from cvlink_gui.fs.scan import scan
os.environ["CVLINK_NATIVE"] = "0"
stamps.GRAIN = 10_000_000
os.mkdir(volume + b"/d")
time.sleep(0.03)
began, tree = Moment.now(), LinkTree()
for listing in scan(volume):
    tree.put(listing)
result = any(prove(tree, volume, began, nothing_can_hang).stamps)
"""
    assert on_volume(kind, tmp_path, code) is expected
