import os

import pytest

from cvlink_gui.fs import mountinfo
from cvlink_gui.fs.mountinfo import Mount, find, mount_of, mounts, reachable
from tests.fs.volumes import on_volume

LINES = rb"""25 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 25 0:30 / /mnt/nas rw,relatime shared:1 master:2 - nfs4 server:/data rw,vers=4.2
31 30 0:31 / /mnt/nas/deep rw - tmpfs none rw
32 25 0:32 / /mnt rw - xfs /dev/sdb rw
33 25 0:33 / /media/my\040disk ro,nosuid - fuseblk /dev/sdc1 rw
34 25 0:34 / /home rw - fuse.sshfs me@host:/home rw
35 25 0:35 / /stack rw - tmpfs one rw
36 35 0:36 / /stack rw - overlay two ro
not a line
37 25 0:37 / /short rw
38 25 0:38 /a\134b /\134 rw - 9p none rw""".splitlines()


@pytest.mark.parametrize(
    ("path", "point", "kind"),
    [
        (b"/", b"/", "ext4"),
        (b"/etc/x", b"/", "ext4"),
        (b"/homes/x", b"/", "ext4"),
        (b"/home/me", b"/home", "fuse.sshfs"),
        (b"/mnt/nas/deep/x", b"/mnt", "xfs"),  # it was mounted over what lay below
        (b"/media/my disk/x", b"/media/my disk", "fuseblk"),
        (b"/stack/x", b"/stack", "overlay"),
        (b"/short/x", b"/", "ext4"),
        (b"/\\/x", b"/\\", "9p"),
    ],
)
def test_a_path_lies_on_the_mount_that_a_walk_from_the_root_ends_on(path, point, kind):
    found = find(LINES, path)
    assert (found.point, found.type) == (point, kind)


def test_without_the_cover_the_deeper_mount_counts():
    lines = [line for line in LINES if not line.startswith(b"32")]
    assert find(lines, b"/mnt/nas/deep/x").point == b"/mnt/nas/deep"
    assert find(lines, b"/mnt/nas/x").source == b"server:/data"


@pytest.mark.parametrize(
    ("path", "marks"),
    [
        (b"/", (False, False, False)),
        (b"/home/x", (True, True, False)),
        (b"/media/my disk", (False, True, True)),
        (b"/stack/x", (False, False, True)),
        (b"/\\/x", (True, False, False)),
    ],
)
def test_network_fuse_and_read_only_are_marked(path, marks):
    found = find(LINES, path)
    assert (found.is_network, found.is_fuse, found.read_only) == marks


@pytest.mark.parametrize(
    ("kind", "network", "may_hang", "storage"),
    [
        ("ext4", False, False, True),
        ("tmpfs", False, False, True),
        ("nfs", True, True, True),
        ("smb3", True, True, True),
        ("9p", True, True, True),
        ("ceph", True, True, True),
        ("beegfs", True, True, True),
        ("fuse.sshfs", True, True, True),
        ("fuse.s3fs", True, True, True),
        ("fuse.mergerfs", False, True, True),
        ("fuseblk", False, True, True),
        ("fuse", False, True, True),
        ("autofs", False, True, True),
        ("fusectl", False, False, False),
        ("proc", False, False, False),
        ("cgroup2", False, False, False),
        ("nfsd", False, False, True),
    ],
)
def test_types_say_where_an_answer_comes_from(kind, network, may_hang, storage):
    mount = Mount(b"/m", kind, b"", read_only=False)
    assert (mount.is_network, mount.may_hang, mount.is_storage) == (network, may_hang, storage)


def test_only_mounts_that_can_be_reached_are_listed():
    points = [mount.point for mount in reachable(LINES)]
    assert points == [b"/", b"/mnt", b"/media/my disk", b"/home", b"/\\", b"/stack"]


@pytest.mark.parametrize("lines", [[], [b""], [b"junk - x"], [b"1 2 0:1 / / rw - ext4 a"]])
def test_lines_that_make_no_sense_give_no_mount(lines):
    assert find(lines, b"/x") is None


@pytest.mark.parametrize(
    "lines",
    [
        [b"1 1 0:1 / / rw - rootfs a rw"],
        [b"1 2 0:1 / / rw - ext4 a rw", b"2 1 0:1 / / rw - ext4 a rw"],
        [
            b"1 9 0:1 / / rw - rootfs a rw",
            b"2 1 0:1 / / rw - tmpfs a rw",
            b"1 2 0:1 / / rw - x a rw",
        ],
    ],
)
def test_mounts_that_lie_on_themselves_end_the_walk(lines):
    find(lines, b"/x")


def test_a_system_without_the_file_says_nothing(monkeypatch):
    monkeypatch.setattr(mountinfo, "_PATH", "/none")
    assert mount_of(b"/") is None
    assert mounts() == []


def test_the_kernel_agrees(tmp_path):
    place = os.fsencode(os.path.realpath(tmp_path))
    with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as listed:
        if "/" not in (line.split()[4] for line in listed):
            pytest.skip("the root is no mount point here, as in a plain chroot")
    assert os.stat(mount_of(place).point).st_dev == os.stat(place).st_dev


def test_a_mount_made_a_moment_ago_is_seen(tmp_path):
    code = (
        "from cvlink_gui.fs.mountinfo import mount_of\n"
        "found = mount_of(volume + b'/d')\n"
        "result = [found.point == volume, found.type, found.read_only]"
    )
    then = "mkdir m/d && mount -o remount,ro m"
    assert on_volume("tmpfs", tmp_path, code, then=then) == [True, "tmpfs", True]
