"""What is mounted where: `/proc/self/mountinfo`, proc_pid_mountinfo(5). Linux only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cvlink_gui.core.names import is_within

_PATH = "/proc/self/mountinfo"
_NETWORK = re.compile(
    r"nfs4?|cifs|smb3|smbfs|afs|ceph|9p|lustre|gpfs|beegfs|glusterfs|orangefs|davfs"
    r"|fuse\.(sshfs|glusterfs|ceph|s3fs|rclone|gcsfuse|davfs|mount-s3|goofys|juicefs|cvmfs2)"
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


def mount_of(path: bytes) -> Mount | None:
    """The mount a canonical absolute path lies on; None where the system does not say."""
    try:
        with open(_PATH, "rb") as file:
            return find(file.read().splitlines(), path)
    except OSError:
        return None


def find(lines: Iterable[bytes], path: bytes) -> Mount | None:
    """The mount in these lines that a walk from the root to `path` ends on.

    Every mount names the one it lies on. So one that was covered later by another is passed by,
    although its own point may be the longest.
    """
    mounts = [mount for line in lines if (mount := _parse(line))]
    numbers = {number for number, _, _ in mounts}
    roots = [(n, m) for n, above, m in mounts if above == n or above not in numbers]
    at, end = roots[0] if roots else (b"", None)
    while end is not None:
        below = [(n, m) for n, above, m in mounts if above == at != n and is_within(path, m.point)]
        if not below:
            break
        at, end = min(below, key=lambda pair: len(pair[1].point))
        mounts = [row for row in mounts if row[0] != at]  # no circle, whatever the lines say
    return end


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
