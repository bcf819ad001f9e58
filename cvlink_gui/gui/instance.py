"""One window a user and display: a second start hands its folder to the first and ends."""

import hashlib
import os

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 500


def _name() -> str:
    """The name of the socket: one for each user, display and place of the settings."""
    parts = (
        str(os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")),
        os.environ.get("DISPLAY", ""),
        os.environ.get("WAYLAND_DISPLAY", ""),
        os.environ.get("XDG_CONFIG_HOME", ""),
    )
    return "cvlink-gui-" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def hand_over(folder: bytes | None) -> bool:
    """Give a folder to a running window; False if there is none that answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name())
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(folder or b"\n")
    socket.flush()
    socket.waitForBytesWritten(_WAIT_MS)
    answered = socket.waitForReadyRead(_WAIT_MS)
    socket.disconnectFromServer()
    return answered


class Instance(QObject):
    """The running window's side: `wanted` carries the folder another start was asked for."""

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
        folder = bytes(socket.readAll().data())
        socket.write(b"ok")
        socket.flush()
        self.wanted.emit(b"" if folder == b"\n" else folder)
