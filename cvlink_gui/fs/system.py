"""What this system is and can do, whichever project is open."""

import errno
import os
import platform
from dataclasses import dataclass
from importlib import metadata

from cvlink_gui.fs import native, syscalls

_QT = ("PySide6-Essentials", "PySide6")


@dataclass(frozen=True, slots=True)
class System:
    """`qt` is None where it is not installed; nothing of it is loaded to find out.

    compiled_scan  scans are done by the compiled twin, not by the one in Python
    """

    name: str
    release: str
    python: str
    qt: str | None
    openat2: bool
    compiled_scan: bool


def system() -> System:
    return System(
        platform.system(),
        platform.release(),
        platform.python_version(),
        _qt_version(),
        _has_openat2(),
        native.is_used(),
    )


def _qt_version() -> str | None:
    for name in _QT:
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return None


def _has_openat2() -> bool:
    """False before Linux 5.6, and where a sandbox forbids the call."""
    try:
        folder = os.open(b"/", os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return False
    try:
        os.close(syscalls.openat2(folder, b".", os.O_RDONLY, syscalls.RESOLVE_BENEATH))
    except OSError as error:
        return error.errno not in (errno.ENOSYS, errno.EPERM)
    finally:
        os.close(folder)
    return True
