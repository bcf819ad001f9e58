"""Paths in a drag: a uri-list, read and written as bytes, so that no name is bent on the way."""

from collections.abc import Sequence
from urllib.parse import quote_from_bytes, unquote_to_bytes

from PySide6.QtCore import QByteArray, QMimeData

URI_LIST = "text/uri-list"
_SCHEME = b"file://"


def to_mime(paths: Sequence[bytes]) -> QMimeData:
    """Absolute paths as other programs understand them (RFC 8089, RFC 2483)."""
    lines = [_SCHEME + quote_from_bytes(path).encode("ascii") for path in paths]
    data = QMimeData()
    data.setData(URI_LIST, QByteArray(b"".join(line + b"\r\n" for line in lines)))
    return data


def from_mime(data: QMimeData | None) -> list[bytes]:
    """The local paths in a drag or the clipboard, absolute; what is not local is left out.

    An empty clipboard may have None.
    """
    if data is None or not data.hasFormat(URI_LIST):
        return []
    paths = []
    for line in bytes(data.data(URI_LIST).data()).splitlines():
        if line.startswith(_SCHEME):
            host, slash, path = line[len(_SCHEME) :].partition(b"/")
            if host in (b"", b"localhost"):
                paths.append(unquote_to_bytes(slash + path).rstrip(b"/") or b"/")
    return paths
