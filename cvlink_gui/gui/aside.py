"""A process the window asks things that may hang or die: nothing in the window waits for it."""

import contextlib
import os
import pickle
import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from cvlink_gui.fs import children
from cvlink_gui.fs.children import Inbox, Process
from cvlink_gui.gui import storage
from cvlink_gui.gui.jobs import once

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

_LOOK_MS = 250
_STUCK = 3  # processes that may be stuck in calls that never come back


class Aside(QObject):
    """Asks one process at a time, and leaves it behind where its storage hangs.

    It is started when it is first asked. `is_expecting` is for who asks to set: whether an answer
    is to come.
    """

    heard = Signal(object)  # a message, as its process sent it
    hangs = Signal(object)  # mounts that do not answer, if any; the process was left behind
    died = Signal()

    def __init__(self, bench: "Workbench", module: str, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._module = module
        self._process: Process | None = None
        self._notifier: QSocketNotifier | None = None
        self._inbox = Inbox()
        self._left: list[Process] = []
        self._heard_at = 0.0
        self._is_checking = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_possible(self) -> bool:
        """False while so many processes are stuck that no other one is started."""
        self._left = [process for process in self._left if process.poll() is None]
        return len(self._left) < _STUCK

    @property
    def quiet_seconds(self) -> float:
        """How long nothing was heard, where something is expected."""
        return time.monotonic() - self._heard_at if self._timer.isActive() else 0.0

    def ask(self, message: object) -> None:
        """Send a question; small ones only, for a pipe takes some at once and no more."""
        try:
            self._start()
        except OSError:  # no memory, or no process more: as if it had died at once
            self.died.emit()
            return
        self.expect()
        data = children.packed(pickle.dumps(message))
        with contextlib.suppress(BrokenPipeError):  # it died: that is seen where its answers end
            if not self._write(data):
                self.leave()
                self.died.emit()

    def expect(self) -> None:
        """From now on an answer is to come."""
        self._heard_at = time.monotonic()
        self._timer.start()

    def rest(self) -> None:
        """Nothing more is to come for now."""
        self._timer.stop()

    def leave(self) -> None:
        """Let the process go, whatever it does; another one is started for the next question."""
        process = self._end()
        if process is not None:
            self._left.append(process)
            # It is waited for a moment, so not here.
            self._bench.start("", once(lambda: children.abandon(process)), lambda _none: None)

    def close(self) -> None:
        """The same at the end of the program."""
        process = self._end()
        if process is not None:
            children.abandon(process)

    def _start(self) -> None:
        """Start the process, if there is none; OSError."""
        if self._process is not None:
            return
        self._process = children.start(self._module, bare=False)
        self._inbox = Inbox()
        pipes = (self._process.stdin.fileno(), self._process.stdout.fileno())
        for pipe in pipes:
            os.set_blocking(pipe, False)
        self._notifier = QSocketNotifier(pipes[1], QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)

    def _write(self, data: bytes) -> bool:
        """False where the pipe is full: who should read it has not for long."""
        if self._process is None:
            return False
        try:
            return os.write(self._process.stdin.fileno(), data) == len(data)
        except BlockingIOError:
            return False

    def _hear(self) -> None:
        if self._process is None:
            return
        self._heard_at = time.monotonic()
        try:
            messages: list[Any] = self._inbox.read(self._process.stdout.fileno())
        except BlockingIOError:
            return
        except EOFError:
            self.leave()
            self.died.emit()
            return
        for message in messages:
            self.heard.emit(message)

    def _look(self) -> None:
        """Where it was quiet for long, ask storage whether it is to blame."""
        process = self._process
        if process is None or self.quiet_seconds < storage.QUIET_SECONDS or self._is_checking:
            return
        pulse, self._is_checking = children.pulse(process), True

        def done(dead: frozenset[bytes]) -> None:
            self._is_checking = False
            patience = storage.QUIET_SECONDS if dead else storage.GIVEN_UP_SECONDS
            is_quiet = process is self._process and self.quiet_seconds >= patience
            if is_quiet and children.pulse(process) == pulse:
                self.leave()
                self.hangs.emit(dead)

        self._bench.storage.ask(done)

    def _end(self) -> Process | None:
        """Hear nothing any more; the process there was."""
        self._timer.stop()
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        process, self._process = self._process, None
        return process
