"""The links of a listing that are not well, to be judged again by somebody else."""

import re
from array import array
from dataclasses import replace

from cvlink_gui.core.links import NO_TARGET, NUL, Kind, Listing, pack

_UNWELL = re.compile(rb"[^\0]")


def doubtful(listing: Listing) -> Listing | None:
    """A listing of nothing but its links that are not well; None where all are."""
    places = _places(listing)
    if not places:
        return None
    starts, texts = array("I"), array("I")
    starts.frombytes(listing.starts)
    texts.frombytes(listing.target_starts)
    rows = [
        (
            _text(listing.names, starts[at]),
            Kind(listing.kinds[at]),
            _text(listing.targets, texts[at]) if texts[at] != NO_TARGET else b"",
        )
        for at in places
    ]
    return pack(listing.folder, rows)


def merged(listing: Listing, judged: Listing) -> Listing:
    """The listing with other verdicts on what `doubtful` gave of it; it reaches what both do."""
    health, ends = bytearray(listing.health), bytearray(listing.target_kinds)
    for number, at in enumerate(_places(listing)):
        health[at], ends[at] = judged.health[number], judged.target_kinds[number]
    reaches = tuple(sorted({*listing.reaches, *judged.reaches}))
    return replace(listing, health=bytes(health), target_kinds=bytes(ends), reaches=reaches)


def _places(listing: Listing) -> list[int]:
    return [found.start() for found in _UNWELL.finditer(listing.health)]


def _text(column: bytes, start: int) -> bytes:
    return column[start : column.index(NUL, start)]
