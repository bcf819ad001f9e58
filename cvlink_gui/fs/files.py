"""Files the program writes: whole or not at all, the previous version kept."""

import contextlib
import errno
import os
import stat
from array import array
from collections.abc import Sequence

TEMPORARY = b".cvlink-"  # temporary names begin so
_STEP = 1 << 20
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would turn every line end into two bytes


def write_atomic(
    path: bytes,
    data: "bytes | Sequence[bytes | bytearray | array[int]]",
    *,
    keep_previous: bool = False,
    sync: bool = True,
) -> None:
    """Write `data` by temporary file, fsync, rename and fsync of the folder.

    With `keep_previous` the old file stays as `path~`; a link at `path` stays one, and what it
    leads to is written. OSError leaves the old file as it was. Without `sync` a power cut may leave
    a file that is not whole: for what can be made again.
    """
    path = os.path.realpath(path)
    folder = os.path.dirname(path)
    temporary = os.path.join(folder, temporary_name())
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        with os.fdopen(fd, "wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            if sync:
                os.fsync(file.fileno())
        os.chmod(temporary, _mode_of(path))
        if keep_previous and os.path.exists(path):
            _keep(path)
        os.replace(temporary, path)
    except BaseException:  # a cancel as well must leave nothing behind; raised again
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    if sync:
        sync_folder(folder)


def temporary_name() -> bytes:
    """A name nothing has."""
    return TEMPORARY + os.urandom(8).hex().encode("ascii")


def read_head(path: bytes, limit: int) -> bytes:
    """The first `limit` bytes of a regular file, or fewer; OSError: EINVAL for a FIFO or device.

    Those are not opened: that alone lets a FIFO's writer go on, and starts some devices.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY
    with open(os.open(path, flags), "rb") as file:
        found = os.fstat(file.fileno())  # another one may have come since
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
        data = file.read(min(limit, found.st_size + 1))  # it makes room for what it is asked for
        if not found.st_size < len(data) < limit:
            return data
        parts, left = [data], limit - len(data)  # it grows, or does not say how large it is
        while part := file.read(min(left, _STEP)):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)


def read_tail(path: bytes, limit: int) -> bytes:
    """The last whole lines of a regular file, `limit` bytes at most; OSError as of `read_head`."""
    size = os.stat(path).st_size
    if size <= limit:
        return read_regular(path, limit)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY
    with open(os.open(path, flags), "rb") as file:
        file.seek(size - limit)
        return file.read(limit).partition(b"\n")[2]


def read_part(path: bytes, begin: int, size: int) -> bytes:
    """So many bytes of a regular file, or fewer at its end; OSError: EINVAL for what is none."""
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY
    with open(os.open(path, flags), "rb", buffering=0) as file:
        left = os.fstat(file.fileno()).st_size - begin
        file.seek(begin)
        return file.read(max(0, min(size, left)))


def read_regular(path: bytes, limit: int) -> bytes:
    """All of a regular file; OSError: EINVAL for a FIFO or device, EFBIG for more than `limit`."""
    data = read_head(path, limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), path)
    return data


def sync_folder(folder: bytes) -> None:
    """Make the names in a folder durable; Windows does so itself, and opens no folders."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync_open_folder(fd)
    finally:
        os.close(fd)


def sync_open_folder(fd: int) -> None:
    """The same for an open folder; some file systems (FUSE) know no sync of a folder."""
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):
            raise


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
