"""Files the program writes: whole or not at all, the previous version kept."""

import contextlib
import os
import tempfile


def write_atomic(path: bytes, data: bytes, *, keep_previous: bool = False) -> None:
    """Write `data` by temporary file, fsync, rename and fsync of the folder.

    With `keep_previous` the old file stays as `path~`. OSError leaves the old file as it was.
    """
    folder = os.path.dirname(path)
    fd, temporary = tempfile.mkstemp(prefix=b".cvlink-", dir=folder)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode_of(path))
        if keep_previous and os.path.exists(path):
            _keep(path)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    sync_folder(folder)


def sync_folder(folder: bytes) -> None:
    """Make the names in a folder durable."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _keep(path: bytes) -> None:
    """A hard link keeps the old version, so that `path` itself is never missing."""
    previous = path + b"~"
    with contextlib.suppress(FileNotFoundError):
        os.unlink(previous)
    os.link(path, previous)


def _mode_of(path: bytes) -> int:
    try:
        return os.stat(path).st_mode & 0o777
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask
