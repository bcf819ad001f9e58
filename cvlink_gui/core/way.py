"""A path followed name by name, with the texts of the links on it: what the kernel does."""

import os


class Way:
    """A path that is followed name by name, as the kernel does it; nothing is asked of the disk.

    real   where one has come to: whoever follows it says so, once it is known to be no link
    ahead  the names that are left, the next one last
    turns  the links that were followed
    """

    __slots__ = ("ahead", "real", "turns")

    def __init__(self, path: bytes, real: bytes = b"/") -> None:
        self.real = real
        self.ahead = path.split(b"/")[::-1]
        self.turns = 0

    def next(self) -> bytes:
        """The place of the next name; `b""` at the end."""
        ahead = self.ahead
        while ahead:
            part = ahead.pop()
            if part == b"..":
                self.real = os.path.dirname(self.real)
            elif part not in (b"", b"."):
                return self.real + b"/" + part if self.real != b"/" else b"/" + part
        return b""

    def turn(self, text: bytes) -> None:
        """The last place is a link with this text."""
        self.turns += 1
        if text.startswith(b"/"):
            self.real = b"/"
        self.ahead += text.split(b"/")[::-1]
