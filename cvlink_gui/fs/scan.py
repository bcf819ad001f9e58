"""Folders -> listings: names first, then the health of the links among them.

Two twins do the work with equal results: one compiled (`native`), one in Python (`plain`).
"""

import os
from collections.abc import Iterator, Sequence
from typing import Protocol

from cvlink_gui.core.bundle import Bundle, Verdicts, bundle
from cvlink_gui.core.errors import NotAProject
from cvlink_gui.core.links import Listing
from cvlink_gui.core.said import say
from cvlink_gui.fs import native
from cvlink_gui.fs.crossing import Guard, nothing_can_hang

ROOM = 4_000  # entries after which a scan hands out what it has


class Twin(Protocol):
    """What both can do. Neither follows a link, and neither opens anything but folders."""

    def below(self, folders: Sequence[bytes], room: int) -> tuple[Bundle, list[bytes]]:
        """Names and link texts of some folders and of what lies below, nothing judged.

        room  entries after which it ends, 0 to list nothing below these folders; it also ends
              after a while. What is left is told; the first folder is always listed, and whole

        A folder that cannot be read has its errno.
        """

    def verdicts(self, names: Bundle) -> Verdicts:
        """The health of every link, and what the links reach."""


def check_root(root: bytes) -> bytes:
    """The canonical absolute path of a folder that can be scanned.

    Raises NotAProject if it is missing, no folder, or cannot be read.
    """
    try:
        real = os.path.realpath(root or b"\0", strict=True)  # not the working folder
        with os.scandir(real):
            return real
    except (FileNotFoundError, ValueError):
        hint = say("Check the spelling, and the mount.")
        raise NotAProject(say("There is no such folder"), path=root, hint=hint) from None
    except NotADirectoryError:
        hint = say("Open the folder it lies in.")
        raise NotAProject(say("This is a file, not a folder"), path=root, hint=hint) from None
    except PermissionError:
        hint = say("Ask its owner for read permission.")
        raise NotAProject(say("This folder cannot be read"), path=root, hint=hint) from None
    except OSError as error:
        words = say("This folder cannot be opened: {why}", why=os.strerror(error.errno or 0))
        raise NotAProject(words, path=root) from None


class Scanner:
    """The folders of one project, listed and judged in this process."""

    def __init__(self, root: bytes, avoid: Guard = nothing_can_hang) -> None:
        """`root` is canonical and absolute, as `check_root` gives it.

        avoid  names what does not answer on the way to a path: then the path is not touched
        """
        self.avoid = avoid
        self._twin = _twin(root, avoid)

    def below(self, folders: Sequence[bytes], room: int) -> tuple[Bundle, list[bytes]]:
        """See `Twin`."""
        return self._twin.below(folders, room)

    def verdicts(self, names: Bundle) -> Verdicts:
        """See `Twin`."""
        return self._twin.verdicts(names)

    def names(self, folder: bytes) -> Listing:
        """The folder's names and link texts, nothing judged; its errno if it cannot be read."""
        (listing,) = self.below([folder], 0)[0]
        return listing

    def judged(self, listing: Listing) -> Listing:
        """The same listing with the health of every link, and what the links reach."""
        if not listing.has_links:
            return listing
        names = bundle([listing])
        (judged,) = names.judged(self.verdicts(names))
        return judged


def _twin(root: bytes, avoid: Guard) -> Twin:
    if native.is_used() and avoid is nothing_can_hang:
        return native.Compiled(root)
    from cvlink_gui.fs.plain import Plain  # the other one does without

    return Plain(root, avoid)


def scan(
    root: bytes, folder: bytes = b"", avoid: Guard = nothing_can_hang, room: int = ROOM
) -> Iterator[Listing]:
    """Every folder from `folder` down, judged, parents first, in this process.

    Links are not followed, so no loop can hold it; a folder that cannot be read comes as a
    listing with an errno.

    avoid  names what does not answer on the way to a path: then the path is not touched
    """
    scanner = Scanner(root, avoid)
    ahead = [folder]
    while ahead:
        found, ahead = scanner.below(ahead, room)
        yield from found.judged(scanner.verdicts(found)) if found.has_links else found
