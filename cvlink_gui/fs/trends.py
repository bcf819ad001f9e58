"""The moments of a project, kept in the user's data folder: one SQLite file a project.

What SQLite cannot read is put aside, a row nobody can have written is passed by, and both are
logged: the past is worth less than a window that opens.
"""

import contextlib
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from cvlink_gui.core.errors import StorageError, from_os_error
from cvlink_gui.core.names import shown
from cvlink_gui.core.trends import Moment, pack, thinned, unpack

MOST = 3_000  # moments of a project: some 600 kB
_SOON = 60.0  # seconds within which a moment that says the same as the last one is not kept
_SCHEMA = "CREATE TABLE IF NOT EXISTS moment (id INTEGER PRIMARY KEY, at REAL, data TEXT)"

Work: TypeAlias = Callable[[sqlite3.Connection], list[Moment]]

log = logging.getLogger(__name__)


class Store:
    """What is kept of one project. StorageError where the folder cannot be used."""

    def __init__(self, folder: bytes, most: int = MOST) -> None:
        self.path = os.path.join(folder, b"trends.db")
        self._most = most

    @classmethod
    def of_project(cls, root: bytes) -> "Store":
        """The store of the project at a canonical root."""
        import hashlib

        import platformdirs

        data = os.fsencode(platformdirs.user_data_dir("cvlink-gui", appauthor=False))
        name = hashlib.sha256(root).hexdigest()[:24]
        return cls(os.path.join(data, b"trends", name.encode("ascii")))

    def moments(self) -> list[Moment]:
        """All that is kept, the oldest first."""
        if not os.path.exists(self.path):
            return []
        return self._doing(lambda db: [moment for _, moment in _read(db)])

    def keep(self, moment: Moment) -> list[Moment]:
        """Keep one more, unless the last one has just said the same; all that is kept then."""
        try:
            os.makedirs(os.path.dirname(self.path), mode=0o700, exist_ok=True)
        except OSError as error:
            raise from_os_error(error, "keep how the project is", self.path) from error
        return self._doing(lambda db: self._kept(db, moment))

    def _kept(self, db: sqlite3.Connection, moment: Moment) -> list[Moment]:
        found = list(_read(db))
        last = found[-1][1] if found else None
        if last is not None and 0 <= moment.at - last.at < _SOON and _is_same(last, moment):
            if moment.saved is not None and moment.saved != last.saved:
                found[-1] = found[-1][0], replace(last, saved=moment.saved)
                row = pack(found[-1][1]), found[-1][0]
                db.execute("UPDATE moment SET data = ? WHERE id = ?", row)
            return [known for _, known in found]
        number = db.execute(
            "INSERT INTO moment (at, data) VALUES (?, ?)", (moment.at, pack(moment))
        ).lastrowid
        found.append((number or 0, moment))
        if len(found) <= self._most:
            return [known for _, known in found]
        return self._thin(db, found)

    def _thin(self, db: sqlite3.Connection, found: list[tuple[int, Moment]]) -> list[Moment]:
        stay = thinned([moment for _, moment in found], self._most)
        staying = set(map(id, stay))
        gone = [(number,) for number, moment in found if id(moment) not in staying]
        db.executemany("DELETE FROM moment WHERE id = ?", gone)
        return stay

    def _doing(self, work: Work) -> list[Moment]:
        try:
            return self._done(work)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # no room, no permission, somebody else
                raise StorageError(f"{error}", path=self.path) from error
            log.warning("%s is put aside: %s", shown(self.path), error)
        try:
            os.replace(self.path, self.path + b"~")
            return self._done(work)
        except OSError as error:
            raise from_os_error(error, "put it aside", self.path) from error

    def _done(self, work: Work) -> list[Moment]:
        with contextlib.closing(sqlite3.connect(os.fsdecode(self.path))) as db, db:
            db.execute("BEGIN IMMEDIATE")
            db.execute(_SCHEMA)
            return work(db)


def _read(db: sqlite3.Connection) -> Iterator[tuple[int, Moment]]:
    """Rows that can be read, with their numbers, the oldest first."""
    for number, at, data in db.execute("SELECT id, at, data FROM moment ORDER BY id").fetchall():
        try:
            yield number, unpack(at, data)
        except ValueError as error:
            log.info("a moment of the project is passed by: %s", error)


def _is_same(last: Moment, moment: Moment) -> bool:
    """True if nothing is new in a moment, but for what is saved where nobody had added it up."""
    saved = last.saved is None or moment.saved is None or last.saved == moment.saved
    return saved and last.by_health == moment.by_health
