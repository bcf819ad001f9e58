"""What a container reaches, told by its mounts; the kernel's word on it is in tests/mounts."""

import os

import pytest

from cvlink_gui.core.errors import StorageError
from cvlink_gui.core.mounts import Mount
from cvlink_gui.core.namespace import End, Namespace, Stop, Unfit, Verdict, judged
from cvlink_gui.core.plan import Found
from cvlink_gui.fs.looking import look_anywhere
from tests.conftest import build


def look(path: bytes) -> Found:
    return look_anywhere(b"/", path)


@pytest.fixture
def disk(tmp_path):
    return build(
        tmp_path / "disk",
        "project/data/a.jpg",
        "project/in -> data",
        "project/out -> ../nas/a.jpg",
        "project/far -> /data/a.jpg",
        "project/lib -> /usr/lib/none",
        "nas/a.jpg",
        "nas/sub/",
    )


def space(disk: bytes, *mounts: tuple[str, str]) -> Namespace:
    return Namespace.of([Mount(disk + b"/" + s.encode(), d.encode()) for s, d in mounts], look)


def test_a_link_is_followed_in_the_container(disk):
    inside = space(disk, ("project", "/work"), ("nas", "/data"))
    assert inside.follow(b"/work/in/a.jpg").host == disk + b"/project/data/a.jpg"
    assert inside.follow(b"/work/far").host == disk + b"/nas/a.jpg"
    assert inside.follow(b"/work/in/../../data/sub").host == disk + b"/nas/sub"


def test_what_is_not_mounted_is_missing_by_its_first_name(disk):
    end = space(disk, ("project", "/work")).follow(b"/work/far")
    assert (end.place, end.stop, end.left) == (b"/data", Stop.MISSING, (b"a.jpg",))
    assert space(disk, ("project", "/work")).follow(b"/work/out").place == b"/nas"


def test_folders_above_a_mount_are_there_and_hold_nothing_else(disk):
    inside = space(disk, ("nas", "/mnt/deep/nas"))
    assert (inside.follow(b"/mnt/deep").stop, inside.follow(b"/mnt/deep").host) == (None, None)
    assert inside.follow(b"/mnt/deep/other").stop is Stop.MISSING


def test_what_the_image_brings_is_unknown(disk):
    inside = space(disk, ("project", "/work"), ("nas", "/usr/share/data"))
    assert inside.follow(b"/work/lib").stop is Stop.IMAGE
    assert inside.follow(b"/").stop is Stop.IMAGE
    assert inside.follow(b"/usr/share/data/a.jpg").stop is None
    assert inside.follow(b"/usr/share/fonts").stop is Stop.IMAGE


def test_a_destination_runs_through_a_link_of_an_earlier_mount(disk):
    inside = space(disk, ("nas", "/work/in/nas"), ("project", "/work"))
    assert inside.follow(b"/work/data/nas/a.jpg").host == disk + b"/nas/a.jpg"


def test_a_mount_that_comes_later_hides_what_was_mounted_below_its_place(disk):
    os.symlink(b"/q", disk + b"/nas/deep")
    os.makedirs(disk + b"/project/r")
    inside = space(disk, ("project/data", "/q/r"), ("nas", "/m"), ("project", "/m/sub/../deep"))
    assert inside.follow(b"/q/r").host == disk + b"/project/r"
    assert inside.follow(b"/q/r/a.jpg").stop is Stop.MISSING


@pytest.mark.parametrize(
    ("source", "place", "why"),
    [
        ("nas", "/work/data/a.jpg", "a folder and a file"),
        ("nas/a.jpg", "/work/data", "a folder and a file"),
        ("nas", "/work/data/a.jpg/x", "no folder"),
        ("nas", "/work/loop/x", "circle"),
        ("nas", "/work/top", "own /"),
    ],
)
def test_a_mount_no_engine_makes_is_unfit(disk, source, place, why):
    os.symlink(b"loop", disk + b"/project/loop")
    os.symlink(b"/", disk + b"/project/top")
    with pytest.raises(Unfit, match=why):
        space(disk, ("project", "/work"), (source, place))


@pytest.mark.parametrize(("length", "stop"), [(40, None), (41, Stop.LOOP)])
def test_forty_links_are_followed(disk, length, stop):
    for number in range(length):
        os.symlink(b"l%d" % (number + 1), disk + b"/project/l%d" % number)
    os.mkdir(disk + b"/project/l%d" % length)
    inside = space(disk, ("project", "/work"))
    assert inside.follow(b"/work/l0").stop is stop
    assert inside.enter(b"/work", b"l1").stop is stop
    assert inside.enter(b"/work", b"./l1").stop is stop


def test_the_quick_way_of_many_links_gives_what_the_whole_way_gives(disk):
    inside = space(disk, ("project", "/work"))
    for text in (
        b"data/a.jpg",
        b"./in/a.jpg",
        b"..",
        b"in/..",
        b"/data/x",
        b"none/x",
        b"/",
        b"in/",
    ):
        quick, whole = inside.enter(b"/work", text), inside.walk(b"/work", text, 1)
        if whole.place in (b"/", b"/work"):
            whole = whole._replace(left=())
        assert (quick.place, quick.stop, quick.turns) == (whole.place, whole.stop, whole.turns)


def test_what_cannot_be_looked_at_is_denied(disk):
    def refusing(path: bytes) -> Found:
        if path.endswith(b"/nas/sub"):
            raise StorageError("no")
        return look(path)

    inside = Namespace.of([Mount(disk + b"/nas", b"/data")], refusing)
    assert inside.follow(b"/data/sub/x").stop is Stop.DENIED


HERE, THERE = b"/here", b"/there"


def ended(stop: Stop | None = None, host: bytes | None = HERE) -> End:
    return End(b"/place", host, stop)


@pytest.mark.parametrize(
    ("inside", "outside", "verdict"),
    [
        (ended(), ended(), Verdict.SAME),
        (ended(host=THERE), ended(), Verdict.DIFFERENT),
        (ended(host=None), ended(), Verdict.DIFFERENT),
        (ended(), ended(Stop.MISSING), Verdict.DIFFERENT),
        (ended(Stop.MISSING), ended(), Verdict.NEEDS_MOUNT),
        (ended(Stop.NOT_A_DIR), ended(), Verdict.NEEDS_MOUNT),
        (ended(Stop.MISSING), ended(Stop.NOT_A_DIR), Verdict.BROKEN),
        (ended(Stop.MISSING), ended(Stop.LOOP), Verdict.LOOP),
        (ended(Stop.LOOP), ended(), Verdict.LOOP),
        (ended(Stop.IMAGE), ended(), Verdict.IMAGE),
        (ended(Stop.IMAGE), ended(Stop.MISSING), Verdict.IMAGE),
        (ended(Stop.DENIED), ended(), Verdict.DENIED),
        (ended(), ended(Stop.DENIED), Verdict.DENIED),
    ],
)
def test_the_verdict_is_told_by_both_ends(inside, outside, verdict):
    assert judged(inside, outside, lambda one, other: one == other) is verdict
