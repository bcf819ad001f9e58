"""Names as Windows has them <-> as a project has them, and what leads elsewhere there.

In a project every path has `/` between its parts. An absolute one begins with the drive
(`/C:/data`) or the server (`/UNC/server/share`). Not run on real Windows.
"""

import errno
import os
import re
import stat
import sys

from cvlink_gui.core.links import Kind

WINDOWS: bool = sys.platform == "win32"
MOUNT_POINT = 0xA0000003  # winnt.h, IO_REPARSE_TAG_MOUNT_POINT: a junction, or a mounted volume
SYMLINK = 0xA000000C
_LEADS_ELSEWHERE = 0x20000000  # IsReparseTagNameSurrogate; not set for cloud and deduplicated files
_FOLDER = 0x10  # FILE_ATTRIBUTE_DIRECTORY
_LONG = b"\\\\?\\"  # no limit of 260 characters behind it, and no tidying of the name either
_DRIVE = re.compile(rb"[A-Za-z]:(?=\\|\Z)")
_NEVER_IN_NAMES = re.compile(rb'[\x00-\x1f<>:"/\\|?*]')
_DEVICES = re.compile(rb"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\$|conout\$) *(\.|\Z)")


def link_kind(found: os.stat_result) -> Kind | None:
    """SYMLINK or JUNCTION from an `lstat`, None for what is no link."""
    tag = reparse_tag(found)
    if tag == MOUNT_POINT:
        return Kind.JUNCTION
    return Kind.SYMLINK if tag == SYMLINK or stat.S_ISLNK(found.st_mode) else None


def leads_elsewhere(found: os.stat_result) -> bool:
    """True for links, junctions and all others that stand for another place."""
    return stat.S_ISLNK(found.st_mode) or bool(reparse_tag(found) & _LEADS_ELSEWHERE)


def is_folder_like(found: os.stat_result) -> bool:
    """True for folders and for links to folders: `rmdir` removes those, `unlink` the others."""
    return bool(getattr(found, "st_file_attributes", 0) & _FOLDER)


def reparse_tag(found: os.stat_result) -> int:
    tag: int = getattr(found, "st_reparse_tag", 0)  # only Windows has it
    return tag


def native_path(path: bytes) -> bytes:
    r"""An absolute path for the system: `/C:/a` and `C:\a` -> `\\?\C:\a`."""
    text = native_text(path)
    if text.startswith(_LONG):
        return text
    return _LONG + b"UNC" + text[1:] if text.startswith(b"\\\\") else _LONG + text


def native_text(text: bytes) -> bytes:
    r"""The text of a link for the system, which follows no `/`: `/C:/a` -> `C:\a`."""
    turned = text.replace(b"/", b"\\")
    if turned.startswith(b"\\UNC\\"):
        return b"\\" + turned[4:]
    return turned[1:] if _DRIVE.match(turned, 1) else turned


def project_text(text: bytes) -> bytes | None:
    r"""The text of a link for the project: `\\?\C:\a` -> `/C:/a`; None for a mounted volume."""
    if text.startswith(_LONG):
        text = text[len(_LONG) :]
        if text.startswith(b"UNC\\"):
            text = b"\\" + text[3:]
        elif not _DRIVE.match(text):
            return None
    if text.startswith(b"\\\\"):
        text = b"\\UNC" + text[1:]
    elif _DRIVE.match(text):
        text = b"\\" + text
    return text.replace(b"\\", b"/")


def usable(name: bytes) -> bytes:
    r"""One name, if Windows can have it; else OSError.

    `a\..\b`, `a:stream`, `nul` and `a.` mean something else there than in a project.
    """
    fits = not (_NEVER_IN_NAMES.search(name) or _DEVICES.match(name) or name[-1:] in b". ")
    try:
        name.decode("utf-8", "surrogatepass")  # how Python hands bytes to Windows, PEP 529
    except UnicodeDecodeError:
        fits = False
    if not fits:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), name)
    return name
