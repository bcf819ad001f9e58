"""Storage that does not answer: said once, asked again, and read again when it is back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.names import shown
from cvlink_gui.fs.attended import QUIET_SECONDS as QUIET_SECONDS
from cvlink_gui.fs.storage import State, Storage
from cvlink_gui.gui.jobs import Job, once
from cvlink_gui.gui.notices import Notice, Tone
from cvlink_gui.gui.words import clock

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

GIVEN_UP_SECONDS = 30.0  # after which what stands still is left, whatever holds it

Told = Callable[[frozenset[bytes]], None]  # gets the mounts that do not answer


class StorageWatch(QObject):
    """Follows what the scans find out about the mounts.

    known  what is known of them; the program's projects share it
    """

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self.known = Storage(stays=True)
        self._bench = bench
        self._told: frozenset[bytes] = frozenset()
        self._waiting: Job | None = None
        self._askers: list[Told] = []

    def ask(self, told: Told) -> None:
        """Ask what may hang whether it answers; one question at a time, for whoever wants to know.

        None of the mounts is told where the process that asks has died: it is asked again.
        """
        self._askers.append(told)
        if len(self._askers) > 1:
            return

        def done(dead: frozenset[bytes]) -> None:
            self.follow()  # it is told, and waited for
            askers, self._askers = self._askers, []
            for tell in askers:
                tell(dead)

        def failed(_error: CvlinkError) -> None:
            done(frozenset())

        work = once(self.known.ask_all)
        self._bench.jobs.start(Job("", work, on_done=done, on_error=failed, aside=True, alone=True))

    def follow(self) -> None:
        """Say which mounts turned out not to answer, and wait for them."""
        silent = self.known.silent
        places = frozenset(state.mount.point for state in silent)
        if places - self._told:
            self._bench.noticed.emit(self._notice(silent))
        self._told = places
        if silent and self._waiting is None:
            title = self.tr("Waiting for storage that does not answer")
            work = self.known.until_back
            self._waiting = self._bench.start(
                title, lambda _job: work(), self._came_back, on_error=self._gave_up
            )

    def _notice(self, silent: list[State]) -> Notice:
        """One notice for all of them."""
        since = self.tr("{0}, since {1}")
        lines = [since.format(shown(s.mount.point), clock(s.silent_since or 0.0)) for s in silent]
        head = self.tr("This storage is not answering:")
        foot = self.tr("What lies there is not known. It is asked again by itself.")
        return Notice("\n".join((head, *lines, foot)), Tone.WARNING)

    def _gave_up(self, error: CvlinkError) -> None:
        self._waiting = None  # the next scan asks again
        self._bench.tell(error)

    def _came_back(self, states: list[State]) -> None:
        self._waiting = None
        self._told = self.known.dead
        if states:
            words = self.tr("This storage answers again: {0}")
            places = ", ".join(shown(state.mount.point) for state in states)
            self._bench.noticed.emit(Notice(words.format(places)))
            self._bench.rescan()
        self.follow()
