"""The fewest mounts for gaps, by their paths alone."""

from cvlink_gui.core.covering import Gap, cover
from cvlink_gui.core.mounts import Mount, is_broad


def fits(place: bytes, host: bytes) -> bool:
    return place != b"/" and not is_broad(host, b"/home/me", b"/srv/work/project")


def ceiling(host: bytes) -> bytes:
    return b"/".join(host.split(b"/")[:3])


def covered(*gaps: Gap) -> tuple[list[tuple[bytes, bytes]], list[Gap]]:
    mounts, stuck = cover(gaps, fits, ceiling)
    assert all(mount.read_only for mount in mounts)
    return [(mount.source, mount.place) for mount in mounts], stuck


def same(path: bytes, real: bytes = b"") -> Gap:
    return Gap(path, path, real)


def test_a_folder_is_mounted_itself_and_of_a_file_its_folder():
    assert covered(same(b"/mnt/nas/coco")) == ([(b"/mnt/nas/coco", b"/mnt/nas/coco")], [])
    file = same(b"/mnt/nas/a/1.jpg", b"/mnt/nas/store/x")
    assert covered(file) == ([(b"/mnt/nas/a", b"/mnt/nas/a")], [])


def test_several_are_covered_by_the_lowest_folder_above_them():
    gaps = [same(b"/mnt/nas/coco/train"), same(b"/mnt/nas/coco/val"), same(b"/mnt/nas/coco/x/y")]
    assert covered(*gaps) == ([(b"/mnt/nas/coco", b"/mnt/nas/coco")], [])


def test_a_folder_under_another_name_keeps_its_place():
    gaps = [Gap(b"/data/a/x", b"/mnt/nas/deep/a/x"), Gap(b"/data/b", b"/mnt/nas/deep/b")]
    assert covered(*gaps) == ([(b"/mnt/nas/deep", b"/data")], [])
    assert covered(Gap(b"/data/now", b"/mnt/nas/v2")) == ([(b"/mnt/nas/v2", b"/data/now")], [])


def test_broad_folders_are_taken_apart():
    gaps = [same(b"/mnt/a/x"), same(b"/mnt/b/y"), same(b"/home/me/data/c"), same(b"/home/me/d/e")]
    assert sorted(covered(*gaps)[0]) == [
        (b"/home/me/d/e", b"/home/me/d/e"),
        (b"/home/me/data/c", b"/home/me/data/c"),
        (b"/mnt/a/x", b"/mnt/a/x"),
        (b"/mnt/b/y", b"/mnt/b/y"),
    ]


def test_a_file_in_a_broad_folder_is_mounted_alone():
    file = same(b"/data/a.jpg", b"/mnt/nas/store/1")
    assert covered(file) == ([(b"/mnt/nas/store/1", b"/data/a.jpg")], [])


def test_what_only_a_broad_folder_would_bring_is_left():
    homes = same(b"/home")
    assert covered(homes, same(b"/mnt/nas")) == ([(b"/mnt/nas", b"/mnt/nas")], [homes])


def test_a_mount_inside_another_of_the_same_is_left_out():
    def wide(host: bytes) -> bytes:
        return host if host == b"/mnt/nas/a/b" else b"/mnt/nas"

    mounts, _ = cover([same(b"/mnt/nas/a"), same(b"/mnt/nas/a/b")], fits, wide)
    assert mounts == [Mount(b"/mnt/nas/a", b"/mnt/nas/a")]


def test_broad_are_system_folders_homes_and_what_lies_above_the_project():
    for path in (b"/", b"/data", b"/home/me", b"/home/you", b"/usr/share/x", b"/etc/a/b"):
        assert not fits(b"/x", path)
    for path in (b"/srv/work", b"/srv", b"/media/you", b"/var/lib"):
        assert not fits(b"/x", path)
    for path in (b"/srv/work/project", b"/home/me/data", b"/mnt/nas", b"/srv/work/other"):
        assert fits(b"/x", path)
