"""One window a user and display: a second start hands its folder to the first and ends."""

import hashlib
import os
import tempfile

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 500
_ANSWER_MS = 5_000  # a window that is just being built answers late
_TURN_MS = 10_000  # another start has its turn
_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 (Wayland lets only its holder come to the front)


def _name() -> str:
    """The name of the socket: one for each user, display and place of the settings."""
    parts = (
        str(os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")),
        os.environ.get("DISPLAY", ""),
        os.environ.get("WAYLAND_DISPLAY", ""),
        os.environ.get("XDG_CONFIG_HOME", ""),
    )
    return "cvlink-gui-" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def claim(folder: bytes | None) -> "Instance | None":
    """Become the one window, or give the folder to it; None where that window has taken it.

    Of two starts at the same moment one waits for the other: both would find nobody there.
    """
    folder_of_user = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    turn = QLockFile(os.path.join(folder_of_user, f"{_name()}.lock"))
    has_turn = turn.tryLock(_TURN_MS)
    try:
        if _hand_over(folder):
            return None
        return Instance()
    finally:
        if has_turn:
            turn.unlock()


def _hand_over(folder: bytes | None) -> bool:
    """Give a folder to a running window; False if there is none that answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name())
    if not socket.waitForConnected(_WAIT_MS):
        return False
    token = os.environ.get(_TOKEN, "").encode("ascii", "replace")
    socket.write(token + b"\0" + (folder or b"") + b"\n")
    socket.flush()
    socket.waitForBytesWritten(_WAIT_MS)
    answered = socket.waitForReadyRead(_ANSWER_MS)
    socket.disconnectFromServer()
    return answered


class Instance(QObject):
    """The running window's side: `wanted` carries the folder another start was asked for.

    It listens from the beginning; who calls before the window is there is answered when it is.
    """

    wanted = Signal(object)  # bytes, empty to only come to the front

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._take)
        QLocalServer.removeServer(_name())  # left behind by a crash; nobody answers there
        self._server.listen(_name())

    def _take(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._read(socket))
        socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QLocalSocket) -> None:
        told = bytes(socket.readAll().data())
        token, _, folder = told.removesuffix(b"\n").partition(b"\0")
        if token:
            os.environ[_TOKEN] = token.decode("ascii")  # Qt takes it when the window is activated
        socket.write(b"ok")
        socket.flush()
        self.wanted.emit(folder)
