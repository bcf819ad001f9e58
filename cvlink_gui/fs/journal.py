"""What was meant and what was done: one journal a project, in the user's state folder.

An entry is the whole plan, written and synced before the first step, and a state that is synced
after the last one. What became of a single step needs no record: its states tell apart on the
disk, and the name of what is on its way is made from the entry's token (`temporary`).

SQLite keeps it, with a rollback journal (a write-ahead log needs shared memory, which network
homes do not have) and `synchronous=EXTRA`, so that a committed entry survives a power cut.
"""

import contextlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cvlink_gui.core.errors import StorageError, from_os_error
from cvlink_gui.core.plan import Plan, pack_plan, unpack_plan
from cvlink_gui.core.said import say
from cvlink_gui.fs.locks import try_lock

if TYPE_CHECKING:
    import sqlite3

_VERSION = 1
_POLL_SECONDS = 0.05
_END_OF_TIME = 253402300799  # the end of 9999, the last second that can be shown
_SCHEMA = """
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,        -- seconds since 1970, UTC
    title TEXT NOT NULL,
    kind TEXT NOT NULL,      -- run, undo, redo
    of INTEGER,              -- the entry that an undo or redo is about
    state TEXT NOT NULL,
    token TEXT NOT NULL,     -- part of the temporary names
    plan BLOB NOT NULL       -- core.plan.pack_plan
);
"""


class Kind(StrEnum):
    """Why a plan was carried out."""

    RUN = "run"
    UNDO = "undo"
    REDO = "redo"


class State(StrEnum):
    """Where an entry stands."""

    INTENDED = "intended"  # begun and not finished: recovery has to decide
    DONE = "done"
    UNDONE = "undone"
    ROLLED_BACK = "rolled_back"


@dataclass(frozen=True, slots=True)
class Entry:
    """One plan in the journal. `at` is in seconds since 1970."""

    id: int
    at: float
    kind: Kind
    of: int | None
    state: State
    token: str
    plan: Plan

    @property
    def title(self) -> str:
        return self.plan.title


class ProjectBusy(StorageError):
    title = "Another program is changing this project"


class JournalBroken(StorageError):
    title = "The journal cannot be read"


class Journal:
    """The journal of one project. Every method raises JournalBroken for a file that is no journal.

    The file is made with the first entry; a project that was only looked at leaves nothing behind.
    """

    def __init__(self, folder: bytes) -> None:
        self.folder = folder
        self.path = os.path.join(folder, b"journal.db")

    @classmethod
    def of_project(cls, root: bytes) -> "Journal":
        """The journal of the project at a canonical root."""
        import hashlib  # half of the start of a command that has no use for it, with the next

        import platformdirs

        state = os.fsencode(platformdirs.user_state_dir("cvlink-gui", appauthor=False))
        name = hashlib.sha256(root).hexdigest()[:24]
        return cls(os.path.join(state, b"journals", name.encode("ascii")))

    @contextlib.contextmanager
    def locked(self, wait: float = 2.0) -> Iterator[None]:
        """Hold the project's lock; the kernel frees it when its holder dies, so none is stale.

        wait  seconds to wait for another program before ProjectBusy says who it is
        """
        path = os.path.join(self.folder, b"lock")
        try:
            os.makedirs(self.folder, mode=0o700, exist_ok=True)
            fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise from_os_error(error, "open the journal", path) from error
        try:
            try:
                _lock(fd, path, wait)
            except OSError as error:  # network storage without locks, for one
                raise from_os_error(error, "lock the project", path) from error
            holder = {"pid": os.getpid(), "host": _host(), "since": time.time()}
            with contextlib.suppress(OSError):  # a full disk: the lock is held all the same
                os.ftruncate(fd, 0)
                os.lseek(fd, 0, os.SEEK_SET)
                os.write(fd, json.dumps(holder).encode("utf-8"))
            yield
        finally:
            os.close(fd)

    def holder(self) -> str | None:
        """Who holds the lock just now, in words; None if nobody does."""
        path = os.path.join(self.folder, b"lock")
        try:
            fd = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise from_os_error(error, "open the journal", path) from error
        try:
            return None if try_lock(fd) else _who(fd)
        finally:
            os.close(fd)

    def begin(self, plan: Plan, kind: Kind = Kind.RUN, of: int | None = None) -> Entry:
        """Write down what is about to be done; when this returns it is on the disk."""
        now, token = time.time(), os.urandom(6).hex()
        row = (now, plan.title, kind.value, of, State.INTENDED.value, token, pack_plan(plan))
        with self._open(create=True) as db:
            cursor = db.execute(
                "INSERT INTO entry (at, title, kind, of, state, token, plan)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            number = cursor.lastrowid or 0
        return Entry(number, now, kind, of, State.INTENDED, token, plan)

    def finish(self, entry: Entry, state: State, plan: Plan | None = None) -> None:
        """Write down how it ended, and what that makes of the entry it is about.

        plan  what was really done, where that is less than what was meant
        """
        with self._open(create=False) as db:
            db.execute("UPDATE entry SET state = ? WHERE id = ?", (state.value, entry.id))
            if plan is not None:
                db.execute("UPDATE entry SET plan = ? WHERE id = ?", (pack_plan(plan), entry.id))
            if entry.of is not None and state is State.DONE:
                new = State.UNDONE if entry.kind is Kind.UNDO else State.DONE
                db.execute("UPDATE entry SET state = ? WHERE id = ?", (new.value, entry.of))

    def unfinished(self) -> Entry | None:
        """The entry that was begun and not finished, if there is one."""
        found = self._entries("WHERE state = 'intended' ORDER BY id LIMIT 1")
        return found[0] if found else None

    def history(self, limit: int = 200) -> list[Entry]:
        """The changes people made, the newest first; undos and redos show as their states."""
        wanted = f"WHERE kind = 'run' AND state != 'intended' ORDER BY id DESC LIMIT {int(limit)}"
        return self._entries(wanted)

    def entry(self, number: int) -> Entry | None:
        """The entry with a number."""
        found = self._entries(f"WHERE id = {int(number)}")
        return found[0] if found else None

    def last_about(self, entry: Entry) -> Entry | None:
        """The newest undo or redo of a change: what the disk was like just before it."""
        wanted = f"WHERE of = {int(entry.id)} AND state = 'done' ORDER BY id DESC LIMIT 1"
        found = self._entries(wanted)
        return found[0] if found else None

    def undoable(self) -> Entry | None:
        """What Undo takes back: the newest change that is done."""
        found = self._entries("WHERE kind = 'run' AND state = 'done' ORDER BY id DESC LIMIT 1")
        return found[0] if found else None

    def redoable(self) -> Entry | None:
        """What Redo does again: the change undone last."""
        found = self.redoables()
        return found[0] if found else None

    def redoables(self) -> list[Entry]:
        """What can be done again, the next one first: changes undone after the newest new one."""
        undone_at = (
            "(SELECT coalesce(max(id), 0) FROM entry AS undo"
            " WHERE undo.of = entry.id AND undo.kind = 'undo' AND undo.state = 'done')"
        )
        newest = "(SELECT max(id) FROM entry WHERE kind = 'run' AND state IN ('done', 'undone'))"
        return self._entries(
            f"WHERE kind = 'run' AND state = 'undone' AND {undone_at} > {newest}"
            f" ORDER BY {undone_at} DESC"
        )

    def _entries(self, where: str) -> list[Entry]:
        try:
            os.stat(self.path)
        except FileNotFoundError:
            return []
        except OSError as error:  # not "no entries": one of them may be unfinished
            raise from_os_error(error, "open the journal", self.path) from error
        columns = "id, at, kind, of, state, token, plan"
        with self._open(create=False, reading=True) as db:
            rows = db.execute(f"SELECT {columns} FROM entry {where}").fetchall()  # noqa: S608
        try:
            return [_entry(*row) for row in rows]
        except ValueError as error:
            raise self._broken(str(error)) from error

    @contextlib.contextmanager
    def _open(self, *, create: bool, reading: bool = False) -> Iterator["sqlite3.Connection"]:
        import sqlite3  # a command that changes nothing starts without it

        try:
            if create:
                os.makedirs(self.folder, mode=0o700, exist_ok=True)
            db = sqlite3.connect(os.fsdecode(self.path), isolation_level=None)
        except OSError as error:
            raise from_os_error(error, "open the journal", self.path) from error
        except sqlite3.Error as error:
            raise self._broken(str(error)) from error
        try:
            db.execute("PRAGMA synchronous = EXTRA")
            _check_version(db)
            # The other one would set right the size in a damaged file.
            db.execute("BEGIN" if reading else "BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")
        except (sqlite3.Error, UnicodeError) as error:  # the latter out of a damaged schema
            raise self._broken(str(error)) from error
        finally:
            db.close()

    def _broken(self, why: str) -> JournalBroken:
        return JournalBroken(
            say("The journal of this project cannot be used: {why}", why=why),
            path=self.path,
            hint=say(
                "The links are not touched by this. Move the file aside to go on; the history in "
                "it is lost then."
            ),
        )


def temporary(entry: Entry, number: int) -> bytes:
    """The name under which step `number` of an entry keeps what is on its way."""
    return f".cvlink-{entry.token}-{number}".encode("ascii")


def _entry(
    number: object, at: object, kind: object, of: object, state: object, token: object, plan: object
) -> Entry:
    """An entry from its columns; ValueError for what this program cannot have written."""
    if not (isinstance(number, int) and isinstance(at, float) and 0 <= at < _END_OF_TIME):
        raise ValueError("an entry in it has no number or no time")
    if not (isinstance(of, int | None) and isinstance(token, str) and token.isalnum()):
        raise ValueError("an entry in it has no name, or is about none")
    if not (isinstance(plan, bytes) and plan):
        raise ValueError("an entry in it has no plan")
    return Entry(number, at, Kind(str(kind)), of, State(str(state)), token, unpack_plan(plan))


def _check_version(db: "sqlite3.Connection") -> None:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version == 0:
        db.executescript(f"BEGIN;{_SCHEMA}PRAGMA user_version = {_VERSION};COMMIT;")
    elif version != _VERSION:
        raise db.DatabaseError(f"it has format {version}; this program knows {_VERSION}")


def _lock(fd: int, path: bytes, wait: float) -> None:
    until = time.monotonic() + wait
    while not try_lock(fd):
        if time.monotonic() > until:
            raise ProjectBusy(
                say("This project is being changed by {who}", who=_who(fd)),
                path=path,
                hint=say("Wait until it is done."),
            )
        time.sleep(_POLL_SECONDS)


def _who(fd: int) -> str:
    try:
        os.lseek(fd, 0, os.SEEK_SET)
        holder = json.loads(os.read(fd, 4096))
        return f"process {int(holder['pid'])} on {holder['host']!s:.64}"
    except (ValueError, KeyError, TypeError):  # it has the lock, and has not written who it is
        return "another program"


def _host() -> str:
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
