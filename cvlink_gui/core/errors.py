"""What can go wrong, in words.

CvlinkError                 what happened, to which path, what to do next
├── UsageError              exit 2: the request makes no sense (wrong path, wrong words)
│   ├── NotAProject         the folder is missing, a file, unreadable
│   └── ConfigError         cvlink.toml or the settings: file, line, what is wrong
├── PlanRefused             exit 1: a plan with conflicts; nothing was changed
└── StorageError            exit 3: the system said no
    └── NotAnswering        it said nothing at all
"""

import errno
import os
from typing import ClassVar

from cvlink_gui.core.names import shown
from cvlink_gui.core.said import NOTHING, Said, said, say, say_all


class CvlinkError(Exception):
    """An error a user can act on. `path` is raw bytes; `hint` says what to do next."""

    title: ClassVar[str] = "Something went wrong"
    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, *, path: bytes | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = said(message)
        self.path = path
        self.hint = said(hint)

    @property
    def place(self) -> str:
        """The path as it is shown; "" where it is about none."""
        return "" if self.path is None else shown(self.path)

    @property
    def words(self) -> Said:
        """Message, path and hint as one text."""
        words = self.message
        if self.path is not None:
            words = say("{message}: {path}", message=words, path=self.place)
        return say_all((words, self.hint), "\n  ") if self.hint else words

    def __str__(self) -> str:
        """The same for a terminal."""
        return str(self.words)


class UsageError(CvlinkError):
    title = "That cannot be done"
    exit_code = 2


class NotAProject(UsageError):
    title = "This folder cannot be opened"


class ConfigError(UsageError):
    title = "The settings file has a mistake"

    def __init__(
        self, message: str, *, path: bytes, line: int | None = None, hint: str = ""
    ) -> None:
        super().__init__(message, path=path, hint=hint)
        self.line = line

    @property
    def place(self) -> str:
        """The path, and the line as compilers write it."""
        return super().place + (f":{self.line}" if self.line else "")

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" + (f"\n  {self.hint}" if self.hint else "")


class PlanRefused(CvlinkError):
    title = "Nothing was changed"
    exit_code = 1


class StorageError(CvlinkError):
    title = "The storage refused"


class NotAnswering(StorageError):
    title = "The storage does not answer"


class Unexpected(CvlinkError):
    """Any other exception; `cause` is it, with its traceback."""

    title = "Something unexpected happened"

    def __init__(self, message: str, cause: BaseException) -> None:
        super().__init__(message)
        self.cause = cause


_WORDS: dict[int, tuple[Said, Said]] = {
    errno.ENOENT: (
        say("it is not there"),
        say("Check the spelling, and whether the disk is mounted."),
    ),
    errno.ENOTDIR: (say("a part of the path is not a folder"), say("Check the path.")),
    errno.EACCES: (
        say("permission denied"),
        say("Ask the owner for access, or run as another user."),
    ),
    errno.EPERM: (
        say("the system does not allow it"),
        say("The file may be immutable or owned by another user."),
    ),
    errno.EROFS: (
        say("the file system is read-only"),
        say("Remount it writable, or choose another folder."),
    ),
    errno.ENOSPC: (
        say("no space left on the device"),
        say("Free some space (or inodes) and try again."),
    ),
    errno.EDQUOT: (say("the disk quota is used up"), say("Free some space or ask for more quota.")),
    errno.EEXIST: (
        say("something is already there"),
        say("Look at what is there, then choose another name."),
    ),
    errno.ELOOP: (
        say("a link is on the way, or links go round in a circle"),
        say("Name the real folder, or point one of the links somewhere else."),
    ),
    errno.ENAMETOOLONG: (say("the name is too long"), say("Choose a shorter name.")),
    errno.EXDEV: (
        say("the path leaves the allowed folder"),
        say("A link on the way leads outside."),
    ),
    errno.ESTALE: (
        say("the network storage forgot the file"),
        say("Rescan; remount if it stays so."),
    ),
    errno.EIO: (say("the device reported an error"), say("Check the disk and the system log.")),
    errno.ENOTEMPTY: (say("the folder is not empty"), say("Only empty folders are removed.")),
    errno.ENOTSUP: (
        say("the file system does not support it"),
        say("Use a file system with symbolic links."),
    ),
    errno.EMLINK: (say("too many links in that folder"), say("Use another folder.")),
}


def from_os_error(error: OSError, doing: str, path: bytes) -> StorageError:
    """The one translation of OSError: `doing` is what was tried, in the infinitive."""
    number = error.errno or 0
    unknown = Said(os.strerror(number) if number else str(error))
    words, hint = _WORDS.get(number, (unknown, NOTHING))
    message = say("Could not {doing}: {words}", doing=said(doing), words=words)
    return StorageError(message, path=path, hint=hint)
