"""What is mounted where: `/proc/self/mountinfo`, proc_pid_mountinfo(5). Linux only."""

import os
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from cvlink_gui.core.names import is_within

_PATH = "/proc/self/mountinfo"
# File systems that lie on another machine, or on the one this one is a guest of.
_NETWORK = re.compile(
    r"nfs4?|cifs|smb3|smbfs|ncpfs|afs|coda|ceph|9p|virtiofs|lustre|gpfs|beegfs|glusterfs"
    r"|orangefs|pvfs2|davfs|vboxsf|prl_fs"
    r"|fuse\.(sshfs|glusterfs|ceph|s3fs|rclone|gcsfuse|davfs2?|mount-s3|goofys|geesefs|juicefs"
    r"|cvmfs2|curlftpfs|smbnetfs|gvfsd-fuse|blobfuse2?|seaweedfs|mfs|vmhgfs-fuse|fuse_dfs)"
)
# What the kernel makes up as it is read: no storage, and never slow.
_MADE_UP = re.compile(
    r"proc|sysfs|cgroup2?|devpts|mqueue|(debug|trace|security|config|selinux|efivar|hugetlb)fs"
    r"|pstore|bpf|nsfs|fusectl|rpc_pipefs|binfmt_misc"
)
_ESCAPE = re.compile(rb"\\([0-7]{3})")  # space, tab, newline and backslash come as octal


@dataclass(frozen=True, slots=True)
class Mount:
    """One mounted file system. `point` is absolute."""

    point: bytes
    type: str
    source: bytes
    read_only: bool

    @property
    def is_network(self) -> bool:
        """True for types known to lie on another machine."""
        return _NETWORK.fullmatch(self.type) is not None

    @property
    def is_fuse(self) -> bool:
        """True where a program answers in place of the kernel."""
        return self.type == "fuseblk" or self.type.partition(".")[0] == "fuse"

    @property
    def may_hang(self) -> bool:
        """True where an answer needs more than this kernel and a disk; autofs mounts when asked."""
        return self.is_network or self.is_fuse or self.type == "autofs"

    @property
    def is_storage(self) -> bool:
        """False for what the kernel makes up, as /proc."""
        return _MADE_UP.fullmatch(self.type) is None


def mounts() -> list[Mount]:
    """All mounts a path can end on; none where the system does not say."""
    try:
        with open(_PATH, "rb") as file:
            return list(reachable(file.read().splitlines()))
    except OSError:
        return []


def mount_of(path: bytes) -> Mount | None:
    """The mount a canonical absolute path lies on; None where the system does not say."""
    return _deepest(mounts(), path)


def find(lines: Iterable[bytes], path: bytes) -> Mount | None:
    """The mount in these lines that a walk from the root to `path` ends on."""
    return _deepest(reachable(lines), path)


def reachable(lines: Iterable[bytes]) -> Iterator[Mount]:
    """The mounts in these lines that a walk from the root can end on, those above first.

    Every mount names the one it lies on. So one that was covered later by another is left out,
    and so is all that lies on it, although its own point may be the longest.
    """
    rows = [row for line in lines if (row := _parse(line))]
    numbers = {number for number, _, _ in rows}
    on: defaultdict[bytes, dict[bytes, tuple[bytes, Mount]]] = defaultdict(dict)
    ahead = []
    for number, above, mount in rows:
        if above == number or above not in numbers:
            ahead.append((number, mount))
        else:
            on[above][mount.point] = number, mount
    while ahead:
        number, mount = ahead.pop(0)
        children = on.pop(number, {})  # taken out: no circle, whatever the lines say
        if mount.point not in children:
            yield mount
        ahead += [row for point, row in children.items() if not _is_covered(point, children)]


def _is_covered(point: bytes, others: Container[bytes]) -> bool:
    """True if one of the other mounts on the same one lies above this point."""
    while point != b"/":
        point = os.path.dirname(point)
        if point in others:
            return True
    return False


def _deepest(mounts: Iterable[Mount], path: bytes) -> Mount | None:
    around = (mount for mount in mounts if is_within(path, mount.point))
    return max(around, key=lambda mount: len(mount.point), default=None)


def _parse(line: bytes) -> tuple[bytes, bytes, Mount] | None:
    """(number, number of the mount it lies on, mount); None for a line that is none."""
    here, dash, there = line.partition(b" - ")
    fields, rest = here.split(b" "), there.split(b" ")
    if not dash or len(fields) < 6 or len(rest) < 3:
        return None
    options = fields[5].split(b",") + rest[2].split(b",")
    kind = rest[0].decode("ascii", "backslashreplace")
    mount = Mount(_plain(fields[4]), kind, _plain(rest[1]), b"ro" in options)
    return fields[0], fields[1], mount


def _plain(field: bytes) -> bytes:
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 8) & 0xFF]), field)
