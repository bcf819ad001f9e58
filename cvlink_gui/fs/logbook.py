"""The log of the window, and what is left of a window that crashed. Nothing is ever sent.

A crash file belongs to one process, which holds a lock on it. At its end it is removed; one that
nobody holds any more was left by a process that did not come to its end. Python's faulthandler
writes into it when the process is killed by a fault of native code.
"""

import contextlib
import logging
import os
from logging.handlers import RotatingFileHandler
from typing import IO

from cvlink_gui.fs import config
from cvlink_gui.fs.files import read_head
from cvlink_gui.fs.locks import try_lock

SIZE = 1 << 20  # bytes of one file
OLDER = 3  # files kept beside it: `.1` is the newest
_PREFIX, _SUFFIX = "crash-", ".txt"
_MOST = 1 << 16  # bytes of a crash file that are read


class LogFile(RotatingFileHandler):
    """Two windows may write one log: what the other has moved away is opened anew."""

    def __init__(self, path: bytes) -> None:
        """Raise OSError where it cannot be written."""
        file = os.fsdecode(path)
        super().__init__(file, maxBytes=SIZE, backupCount=OLDER, encoding="utf-8",
                         errors="backslashreplace")  # fmt: skip

    def shouldRollover(self, record: logging.LogRecord) -> int:  # noqa: N802 (its name)
        """Before a record is written: look whether the file is still there, and how long it is."""
        if self.stream is not None and self._was_moved(self.stream.fileno()):
            self.stream.close()
            self.stream = self._open()
        if self.stream is not None:
            self.stream.seek(0, os.SEEK_END)  # 3.13 asks where it is, others write as well
        return super().shouldRollover(record)

    def _was_moved(self, fd: int) -> bool:
        try:
            there = os.stat(self.baseFilename)
        except FileNotFoundError:
            return True
        mine = os.fstat(fd)
        return (there.st_dev, there.st_ino) != (mine.st_dev, mine.st_ino)


class CrashFile:
    """The file of this process; `stream` is for faulthandler."""

    def __init__(self, folder: str, stream: IO[str]) -> None:
        self._folder = folder
        self.stream = stream

    def write(self, words: str) -> None:
        """Leave words for the next start: this process is about to end."""
        self.stream.write(words + "\n")
        self.stream.flush()

    def remove(self) -> None:
        """The process comes to its end as it should."""
        self.stream.close()
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.stream.name)


def open_log() -> logging.Handler:
    """The handler of the log; one for the terminal where no log can be kept."""
    try:
        os.makedirs(os.path.dirname(config.log_file()), exist_ok=True)
        return LogFile(config.log_file())
    except OSError:
        return logging.StreamHandler()


def open_crash_file() -> CrashFile | None:
    """The crash file of this process; None where none can be kept."""
    folder = _folder()
    path = os.path.join(folder, f"{_PREFIX}{os.getpid()}{_SUFFIX}")
    try:
        stream = open(path, "w", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115
    except OSError:
        return None
    try_lock(stream.fileno())
    return CrashFile(folder, stream)


def take_crashes() -> list[str]:
    """What crashed processes left, each told once; those that were ended from outside said nothing.

    Files of processes that still run are left alone.
    """
    try:
        names = sorted(os.listdir(_folder()))
    except OSError:
        return []
    paths = [os.path.join(_folder(), n) for n in names if n.startswith(_PREFIX)]
    return [words for path in paths if (words := _take(path))]


def _take(path: str) -> str:
    """The words of a crash file nobody holds, which is removed; "" for none."""
    try:
        with open(path, "r+b") as file:
            if not try_lock(file.fileno()):
                return ""
        words = read_head(os.fsencode(path), _MOST).decode("utf-8", "replace")
        os.unlink(path)
    except OSError:
        return ""  # another start was quicker
    return words.strip()


def _folder() -> str:
    return os.fsdecode(os.path.dirname(config.log_file()))
