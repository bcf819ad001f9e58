"""The two system calls Python lacks, typed, with errno kept: openat2(2) and renameat2(2)."""

import ctypes
import errno
import os
import sys

RESOLVE_NO_MAGICLINKS = 0x02  # linux/openat2.h
RESOLVE_NO_SYMLINKS = 0x04
RESOLVE_BENEATH = 0x08
RENAME_NOREPLACE = 1  # linux/fs.h
RENAME_EXCHANGE = 2

_OPENAT2 = 437  # the same number on every architecture: it came after the tables were unified
_MACHINES = {"x86_64": 316, "aarch64": 276, "riscv64": 276, "armv7l": 382, "ppc64le": 357}
_RENAMEAT2 = _MACHINES.get(os.uname().machine, -1) if sys.platform == "linux" else -1
HAS_RENAMEAT2 = _RENAMEAT2 >= 0


class _OpenHow(ctypes.Structure):
    _fields_ = (("flags", ctypes.c_uint64), ("mode", ctypes.c_uint64), ("resolve", ctypes.c_uint64))


def openat2(folder: int, path: bytes, flags: int, resolve: int) -> int:
    """A descriptor for `path` below the open folder; OSError, ENOSYS before Linux 5.6."""
    how = _OpenHow(flags | os.O_CLOEXEC, 0, resolve)
    return _syscall(
        path,
        _OPENAT2,
        ctypes.c_int(folder),
        ctypes.c_char_p(path),
        ctypes.byref(how),
        ctypes.c_size_t(ctypes.sizeof(how)),
    )


def renameat2(old_folder: int, old: bytes, new_folder: int, new: bytes, flags: int) -> None:
    """Rename below open folders, with RENAME_NOREPLACE or RENAME_EXCHANGE.

    Raises OSError with errno: EINVAL where the file system does not know the flag, ENOSYS where
    the kernel does not know the call.
    """
    # ctypes takes integers for C's int and bytes for char*, with half of the cost of its own types.
    _syscall(old, _RENAMEAT2, old_folder, old, new_folder, new, flags)


def syncfs(folder: int, path: bytes) -> None:
    """Write out the file system an open folder lies on; OSError with errno."""
    if _libc is None or _libc.syncfs(ctypes.c_int(folder)) < 0:
        number = ctypes.get_errno() or errno.ENOSYS
        raise OSError(number, os.strerror(number), path)


_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _syscall(path: bytes, number: int, *arguments: object) -> int:
    if _libc is None or number < 0:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), path)
    while True:
        result: int = _libc.syscall(ctypes.c_long(number), *arguments)
        if result >= 0:
            return result
        number_of_error = ctypes.get_errno()
        # EAGAIN: a rename raced with a RESOLVE_BENEATH walk; the manual says to try again.
        if number_of_error not in (errno.EINTR, errno.EAGAIN):
            raise OSError(number_of_error, os.strerror(number_of_error), path)
