"""What is wrong with an image, told from its first and last bytes.

The signatures are those of the formats' specifications: JPEG ITU-T T.81, PNG 1.2, GIF89a, RIFF of
WebP, BMP, TIFF 6.0.
"""

import struct
from dataclasses import dataclass

from cvlink_gui.core.said import NOTHING, Said, say

LEAST = 10  # pixels a side; ultralytics takes no smaller image (data/utils.py, verify_image)
EMPTY = say("it has 0 bytes")
POINTER = say("it is a text that stands for content not fetched")
_TEXTS = (b"version https://git-lfs", b"/annex/objects/")


@dataclass(frozen=True, slots=True)
class _Format:
    """magic: how a file begins; end: how it has to end; size: where width and height stand."""

    name: str
    magic: bytes
    end: bytes = b""
    size: str = ""
    at: int = 0


_FORMATS = (
    _Format("JPEG", b"\xff\xd8\xff", b"\xff\xd9"),
    _Format("PNG", b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82", ">II", 16),
    _Format("GIF", b"GIF8", b"\x3b", "<HH", 6),
    _Format("BMP", b"BM", b"", "<ii", 18),
    _Format("WebP", b"RIFF"),
    _Format("TIFF", b"II*\0"),
    _Format("TIFF", b"MM\0*"),
)


def what_is_wrong(size: int, first: bytes, last: bytes) -> Said:
    """What is wrong with an image by its size and both ends (64 KiB or all); "" for nothing."""
    if not size:
        return EMPTY
    if first.startswith(_TEXTS):
        return POINTER
    known = next((f for f in _FORMATS if first.startswith(f.magic)), None)
    if known is None or (known.name == "WebP" and first[8:12] != b"WEBP"):
        return say("its first bytes are those of no image")
    if not last.endswith(known.end):
        return say(
            "{format} without its end: cut short, or with something behind it", format=known.name
        )
    if known.name == "WebP" and int.from_bytes(first[4:8], "little") + 8 > size:
        return say("WebP without its end: cut short")
    sides = _jpeg_sides(first) if known.name == "JPEG" else _sides(known, first)
    if sides and min(map(abs, sides)) < LEAST:
        return say("under {least} pixels a side", least=LEAST)
    return NOTHING


def sides(first: bytes) -> tuple[int, int] | None:
    """Width and height told by the first bytes of an image; None where they do not tell."""
    known = next((f for f in _FORMATS if first.startswith(f.magic)), None)
    if known is None:
        return None
    found = _jpeg_sides(first)[::-1] if known.name == "JPEG" else _sides(known, first)
    return (abs(found[0]), abs(found[1])) if len(found) == 2 else None


def _sides(known: _Format, first: bytes) -> tuple[int, ...]:
    """Width and height; () where the format does not say them in one place."""
    length = struct.calcsize(known.size)
    if not known.size or len(first) < known.at + length:
        return ()
    return struct.unpack_from(known.size, first, known.at)


def _jpeg_sides(first: bytes) -> tuple[int, ...]:
    """Height and width of the first frame, T.81 B.2.2; () if it lies further in."""
    at = 2
    while at + 9 <= len(first) and first[at] == 0xFF:
        marker = first[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return struct.unpack_from(">HH", first, at + 5)
        at += 1 if marker == 0xFF else 2 + int.from_bytes(first[at + 2 : at + 4], "big")
    return ()
