"""Files that are written before their folder is there, and get their names at the very end.

So what they need of the disk is had before anything else is done, and nobody ever finds a file
that is not whole. They wait on the same file system, without a name where it can do that: then a
crash leaves nothing of them. Else they wait under temporary names, in a folder that is there.
"""

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import BinaryIO, Self, TypeVar

from cvlink_gui.core.names import join, parent
from cvlink_gui.fs.files import temporary_name
from cvlink_gui.fs.junctions import open_root

T = TypeVar("T")
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@dataclass(slots=True)
class _File:
    """An open file, the path it is to have, and the temporary one it has: b"" for none."""

    fd: int
    path: bytes
    temporary: bytes


class Waiting:
    """Some files, which are removed at the end unless they were given their names."""

    def __init__(self, root: bytes, folder: bytes) -> None:
        """folder: where they wait, below the root (absolute)."""
        self._root = root
        self._folder = folder
        self._files: list[_File] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        for file in self._files:
            os.close(file.fd)
            if file.temporary:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(join(self._root, file.temporary))

    def write(self, path: bytes, fill: Callable[[BinaryIO], T]) -> T:
        """Write one, which is to be at a path below the root; OSError where that cannot be."""
        begun = self._begin(path)
        self._files.append(begun)
        with open(begun.fd, "wb", closefd=False) as file:
            made = fill(file)
            file.flush()
            os.fsync(file.fileno())
        return made

    def _begin(self, path: bytes) -> _File:
        with open_root(self._root) as beneath:
            fd = beneath.make_nameless(self._folder)
        if fd is not None:
            return _File(fd, path, b"")
        temporary = join(self._folder, temporary_name())
        return _File(os.open(join(self._root, temporary), _FLAGS, 0o666), path, temporary)

    def place(self) -> None:
        """Give them their names, in the order they were written; OSError, and none has its name.

        What lies in such a place already stays: FileExistsError.
        """
        with open_root(self._root) as beneath:
            placed: list[_File] = []
            try:
                for file in self._files:
                    if file.temporary:
                        beneath.bring(file.temporary, file.path)
                    else:
                        beneath.name(file.fd, file.path)
                    placed.append(file)
            except OSError:
                for file in reversed(placed):
                    file.temporary = file.temporary or join(self._folder, temporary_name())
                    beneath.bring(file.path, file.temporary)
                raise
            for folder in dict.fromkeys(parent(file.path) for file in placed):
                beneath.sync(folder)
        for file in placed:
            file.temporary = b""
