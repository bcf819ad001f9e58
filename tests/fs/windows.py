"""A Windows volume in memory, as the system calls of Python show it. Not run on real Windows.

The facts are those that CPython's own tests state (test_os, test_shutil, test_ntpath) and its
`_winapi.CreateJunction` has:

- a junction exists, is a folder, is no link for `islink`, and its lstat is not its target's stat
- `readlink` of it is the target behind `\\\\?\\`; `unlink` and `rmdir` remove it, never its target
- `CreateJunction` takes str, makes an absolute target of what it gets, refuses a target that is
  not there and a place that is taken; a file as target is taken. It makes a folder first, which
  stays where the folder cannot be turned into a junction
- `symlink` without the right is winerror 1314; its text is not followed where it has a `/`
- `rename` overwrites nothing and moves a link itself
- names behind `\\\\?\\` may be long and are not tidied; others end at 260 characters
"""

import errno
import ntpath
import os
import stat
from types import SimpleNamespace

MOUNT_POINT, SYMLINK, CLOUD = 0xA0000003, 0xA000000C, 0x9000001A
_TAGS = {"junction": MOUNT_POINT, "volume": MOUNT_POINT, "symlink": SYMLINK, "cloud": CLOUD}
_MODES = {"file": stat.S_IFREG, "symlink": stat.S_IFLNK}


def failure(number: int, winerror: int = 0) -> OSError:
    error = OSError(number, os.strerror(number))
    error.winerror = winerror
    return error


class Windows:
    """The part of `os` that touches the disk; everything else is the real `os`."""

    def __init__(self, *folders: str):
        self.nodes: dict[str, SimpleNamespace] = {}
        self.may_link = True
        self.has_junctions = True
        self.before_each = lambda _name: None  # called before every call that changes something
        self.path = SimpleNamespace(isdir=self.isdir)
        self._inode = 0
        for folder in ("C:", *folders):
            self.add(folder)

    def __getattr__(self, name: str):
        return getattr(os, name)

    def add(self, place: str, what: str = "dir", text: str = "", *, folder: bool = True):
        self._inode += 1
        node = SimpleNamespace(what=what, text=text, folder=folder, inode=self._inode, name=place)
        self.nodes[place.lower()] = node

    def seen(self) -> dict[str, tuple[str, str]]:
        return {node.name: (node.what, node.text) for node in self.nodes.values()}

    def lstat(self, path: bytes) -> SimpleNamespace:
        node = self._node(self._place(path))
        linked = node.what in _TAGS
        return SimpleNamespace(
            st_mode=_MODES.get(node.what, stat.S_IFDIR),
            st_dev=7,
            st_ino=node.inode,
            st_file_attributes=(0x10 if node.folder else 0) | (0x400 if linked else 0),
            st_reparse_tag=_TAGS.get(node.what, 0),
        )

    def readlink(self, path: bytes) -> bytes:
        node = self._node(self._place(path))
        if node.what in ("junction", "volume") or node.text[1:2] == ":":
            return b"\\\\?\\" + node.text.encode()
        if node.what != "symlink":
            raise failure(errno.EINVAL, 4390)
        return node.text.encode()

    def symlink(self, text: bytes, path: bytes, *, target_is_directory: bool = False) -> None:
        self.before_each("symlink")
        if not self.may_link:
            raise failure(errno.EINVAL, 1314)
        self.add(self._free(path), "symlink", text.decode(), folder=target_is_directory)

    def CreateJunction(self, target: str, path: str) -> None:  # noqa: N802
        assert isinstance(target, str)
        assert not target.startswith("\\\\?\\")  # it would put `\\??\\` before it
        self.before_each("CreateJunction")
        self._node(self._place(target.encode()))
        place = self._free(path.encode())
        self.add(place)
        if not self.has_junctions:
            raise failure(errno.EINVAL, 1)
        self.add(place, "junction", target)

    def mkdir(self, path: bytes) -> None:
        self.before_each("mkdir")
        self.add(self._free(path))

    def rmdir(self, path: bytes) -> None:
        self.before_each("rmdir")
        place = self._place(path)
        if not self._node(place).folder:
            raise failure(errno.ENOTDIR, 267)
        if any(name.startswith(place.lower() + "\\") for name in self.nodes):
            raise failure(errno.ENOTEMPTY, 145)
        del self.nodes[place.lower()]

    def unlink(self, path: bytes) -> None:
        self.before_each("unlink")
        place = self._place(path)
        node = self._node(place)
        if node.folder and node.what not in ("junction", "symlink"):
            raise failure(errno.EACCES, 5)
        del self.nodes[place.lower()]

    def rename(self, path: bytes, new: bytes) -> None:
        self.before_each("rename")
        place = self._place(path)
        node = self._node(place)
        free = self._free(new)
        for name in [n for n in self.nodes if n.startswith(place.lower() + "\\")]:
            self.nodes[free.lower() + name[len(place) :]] = self.nodes.pop(name)
        del self.nodes[place.lower()]
        self.nodes[free.lower()] = node
        node.name = free

    def isdir(self, path: bytes) -> bool:
        try:
            place = self._followed(self._place(path))
            return self._node(place).what in ("dir", "cloud")
        except OSError:
            return False

    def _free(self, path: bytes) -> str:
        place = self._place(path)
        if self._node(place.rpartition("\\")[0]).what == "file":
            raise failure(errno.ENOENT, 3)
        if place.lower() in self.nodes:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        return place

    def _node(self, place: str) -> SimpleNamespace:
        if place.lower() not in self.nodes:
            raise failure(errno.ENOENT, 2)
        return self.nodes[place.lower()]

    def _place(self, path: bytes) -> str:
        """Where a path leads, its last part not followed."""
        text = path.decode()
        if text.startswith("\\\\?\\"):
            text = text[4:]
            if "/" in text or ".." in text.split("\\"):
                raise failure(errno.EINVAL, 123)
        elif len(text) > 259:
            raise failure(errno.ENOENT, 206)
        else:
            text = ntpath.normpath(text)
        text = text.removesuffix("\\")
        folder, slash, name = text.rpartition("\\")
        return self._followed(folder) + slash + name if slash else text

    def _followed(self, place: str, hops: int = 0) -> str:
        if hops > 60:
            raise failure(errno.EINVAL, 1921)
        at = ""
        for part in place.split("\\"):
            at = f"{at}\\{part}" if at else part
            node = self.nodes.get(at.lower())
            if node is not None and node.what in ("junction", "symlink"):
                if "/" in node.text:
                    raise failure(errno.ENOENT, 2)
                text = ntpath.normpath(ntpath.join(at.rpartition("\\")[0] + "\\", node.text))
                at = self._followed(text.removesuffix("\\"), hops + 1)
        return at
