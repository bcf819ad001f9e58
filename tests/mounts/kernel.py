"""The kernel's own answers: real mounts in a namespace of their own, paths asked behind chroot.

Run as `unshare --mount --propagation private python -m tests.mounts.kernel`: reads one scenario a
line (JSON), answers each with one line. Nothing of cvlink_gui is used here.

in   {"tree": a folder for the new root, "mounts": [[source, destination]..], "paths": [..]}
out  {"mounts": [null or errno or "made"..], "device": of the root, "ends": [[dev, ino] or errno..]}
     "made": left out, as an engine would have to make the mount point on the host
"""

import ctypes
import errno
import json
import os
import stat
import sys
from typing import Any

_LIBC = ctypes.CDLL(None, use_errno=True)
_OPEN_TREE, _MOVE_MOUNT = 428, 429  # the same number on all architectures
_AT_FDCWD, _AT_EMPTY_PATH, _AT_RECURSIVE, _CLONE = -100, 0x1000, 0x8000, 1
_F_EMPTY_PATH, _T_SYMLINKS = 0x4, 0x10
_ASKED = 5


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def _tree_of(source: bytes) -> int:
    """A copy of what is mounted at a path and below, not attached anywhere."""
    flags = _CLONE | _AT_RECURSIVE
    return _checked(_LIBC.syscall(_OPEN_TREE, _AT_FDCWD, source, flags))


def _attach(tree: int, place: bytes) -> None:
    flags = _F_EMPTY_PATH | _T_SYMLINKS
    _checked(_LIBC.syscall(_MOVE_MOUNT, tree, b"", _AT_FDCWD, place, flags))


def _mount(tree: int, is_file: bool, place: bytes, root_device: int) -> "int | str | None":
    real = os.path.realpath(place)
    if real == b"/":
        return errno.EINVAL  # no engine covers the container's own root
    try:
        if not os.path.lexists(real):
            above = os.path.dirname(real)
            while not os.path.lexists(above):
                above = os.path.dirname(above)
            if os.lstat(above).st_dev != root_device and os.path.isdir(above):
                return "made"
            os.makedirs(os.path.dirname(real) if is_file else real, exist_ok=True)
            if is_file:
                os.close(os.open(real, os.O_CREAT | os.O_WRONLY))
        _attach(tree, place)
    except OSError as error:
        return error.errno or errno.EIO
    return None


def end_of(path: bytes) -> "list[int] | int":
    """Device and inode behind a path, or the errno.

    A walk the kernel has to begin anew (fs/namei.c: first without locks) goes on counting links
    where it was: a chain of more than twenty may end in ELOOP once. So that is asked again.
    """
    for _ in range(_ASKED):
        try:
            found = os.stat(path)
        except OSError as error:
            if error.errno != errno.ELOOP:
                return error.errno or errno.EIO
        else:
            return [found.st_dev, found.st_ino]
    return errno.ELOOP


def _answer(scenario: dict[str, Any]) -> dict[str, Any]:
    root = os.fsencode(scenario["tree"])
    _checked(_LIBC.mount(b"none", root, b"tmpfs", 0, None))
    device = os.stat(root).st_dev
    sources = [os.fsencode(source) for source, _ in scenario["mounts"]]
    trees = [(_tree_of(s), not stat.S_ISDIR(os.stat(s).st_mode)) for s in sources]
    os.chroot(root)
    os.chdir("/")
    made = [
        _mount(tree, is_file, os.fsencode(place), device)
        for (tree, is_file), (_, place) in zip(trees, scenario["mounts"], strict=True)
    ]
    ends = [end_of(os.fsencode(path)) for path in scenario["paths"]]
    return {"mounts": made, "device": device, "ends": ends}


def main() -> None:
    """Each scenario in a child: a process leaves no chroot again, and its mounts end with it."""
    for line in sys.stdin:
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            _checked(_LIBC.unshare(0x00020000))  # CLONE_NEWNS
            with os.fdopen(writer, "w") as file:
                json.dump(_answer(json.loads(line)), file)
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as file:
            sys.stdout.write(file.read() + "\n")
            sys.stdout.flush()
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
