"""Names in one folder that are one name on other systems: equal but for case or Unicode form."""

import unicodedata
from collections.abc import Iterator

from cvlink_gui.core.links import NUL, Listing
from cvlink_gui.core.names import join, shown
from cvlink_gui.core.said import say
from cvlink_gui.features.audit.faults import Fault


def collisions(listing: Listing) -> Iterator[tuple[Fault, list[bytes]]]:
    """Every set of names of a folder that Windows or macOS takes for one."""
    names = listing.names
    if names.isascii() and (names.islower() or names.isupper() or not names.translate(None, _LEFT)):
        return  # nearly every folder of images: all in small letters, or in capitals
    met: dict[str, list[bytes]] = {}
    for name in names.split(NUL)[:-1]:
        met.setdefault(_folded(name), []).append(name)
    for same in met.values():
        if same[1:]:
            same_name = ", ".join(map(shown, same))
            fault = "name-collision", say("one name elsewhere: {names}", names=same_name)
            yield fault, [join(listing.folder, name) for name in same]


_LEFT = bytes(range(ord("A")))  # digits and marks: without a letter there is no case


def _folded(name: bytes) -> str:
    """What is equal for names that collide: HFS+ and APFS compare by form, NTFS by case."""
    if name.isascii():
        return name.lower().decode("ascii")
    text = name.decode("utf-8", "surrogateescape")
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
