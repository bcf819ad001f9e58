"""Files that are written before their folder is there, and get their names at the very end.

So what they need of the disk is had before anything else is done, and nobody ever finds a file
that is not whole. They wait in a folder that is there, on the same file system.
"""

import contextlib
import os
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO, Self, TypeVar

from cvlink_gui.core.names import join, parent
from cvlink_gui.fs.files import temporary_name
from cvlink_gui.fs.junctions import open_root

T = TypeVar("T")
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Waiting:
    """Some files, which are removed at the end unless they were given their names."""

    def __init__(self, root: bytes, folder: bytes) -> None:
        """folder: where they wait, below the root (absolute)."""
        self._root = root
        self._folder = folder
        self._files: list[tuple[bytes, bytes]] = []  # temporary path, and its own

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        for temporary, _ in self._files:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(join(self._root, temporary))

    def write(self, path: bytes, fill: Callable[[BinaryIO], T]) -> T:
        """Write one, which is to be at a path below the root; OSError where that cannot be."""
        temporary = join(self._folder, temporary_name())
        fd = os.open(join(self._root, temporary), _FLAGS, 0o666)
        self._files.append((temporary, path))
        with os.fdopen(fd, "wb") as file:
            made = fill(file)
            file.flush()
            os.fsync(file.fileno())
        return made

    def place(self) -> None:
        """Give them their names, in the order they were written; OSError, and none has its name.

        What lies in such a place already stays: FileExistsError.
        """
        with open_root(self._root) as beneath:
            placed: list[tuple[bytes, bytes]] = []
            try:
                for temporary, path in self._files:
                    beneath.bring(temporary, path)
                    placed.append((temporary, path))
            except OSError:
                for temporary, path in reversed(placed):
                    beneath.bring(path, temporary)
                raise
            for folder in dict.fromkeys(parent(path) for _, path in placed):
                beneath.sync(folder)
        self._files.clear()
