"""What is kept of the last audit of a project, as it is written: MessagePack behind a checksum.

In a module of its own, so that only who reads or writes it loads msgspec.
"""

import zlib

import msgspec

SCHEMA = "cvlink.last/1"
_SUM = 4  # bytes of the checksum


class Kept(msgspec.Struct, array_like=True):
    """One folder: the columns `names`, `kinds` and `targets` of its listing.

    made    when it was audited, in seconds since 1970
    stamps  size and mtime in ns of its data files in order, as native int64; first all sizes
    """

    path: bytes
    made: float
    names: bytes
    kinds: bytes
    targets: bytes
    stamps: bytes


class Last(msgspec.Struct):
    """Inode of the root: by it another folder in the same place is told apart."""

    schema: str
    root: bytes
    inode: int
    folders: list[Kept]


_DECODER = msgspec.msgpack.Decoder(Last)
ERRORS = (msgspec.DecodeError, ValueError)


def encode(last: Last) -> list[bytes]:
    data = msgspec.msgpack.encode(last)
    return [zlib.crc32(data).to_bytes(_SUM, "little"), data]


def decode(data: bytes) -> Last:
    """ValueError or a msgspec.DecodeError for what is damaged, or of another version."""
    body = memoryview(data)[_SUM:]
    if zlib.crc32(body).to_bytes(_SUM, "little") != data[:_SUM]:
        raise ValueError("damaged")
    found = _DECODER.decode(body)
    if found.schema != SCHEMA:
        raise ValueError(f"of another version: {found.schema:.60}")
    return found
