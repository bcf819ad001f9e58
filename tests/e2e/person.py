"""Somebody at a desktop: hands that press keys and move the mouse, ears in the place of eyes."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.e2e.conftest import Desktop, until
from tests.e2e.heard import Heard, Reader

PROGRAM = "cvlink-gui"


class Person:
    """Starts the real program with settings of its own, uses it, and hears what it says."""

    def __init__(self, desktop: Desktop, reader: Reader, home: Path, *words: str) -> None:
        """home: where the program keeps settings, history and caches, and where it is started."""
        self.desktop, self.reader = desktop, reader
        kinds = ("CONFIG", "STATE", "CACHE", "DATA")
        own = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in kinds}
        environment = {**desktop.environment, **own, "HOME": str(home)}
        before = set(reader.programs().values())
        command = [sys.executable, "-m", "cvlink_gui", "--new-window", *words]
        self.process = subprocess.Popen(
            command, env=environment, cwd=home, stderr=subprocess.PIPE, text=True
        )
        fresh = until(lambda: set(reader.programs().values()) - before, "the program on the bus")
        (self.place,) = fresh  # type: ignore[misc]

    def end(self) -> tuple[int, str]:
        self.process.terminate()
        _, words = self.process.communicate(timeout=30)
        return self.process.returncode, words

    # Ears

    def everything(self) -> Iterator[Heard]:
        """All that can be heard now."""
        return self.reader.read(self.place)

    def hear(self, role: str, name: str) -> Heard:
        """Something in sight with a role whose name fits a pattern, waited for."""

        def heard() -> Heard | None:
            fits = (o for o in self.everything() if o.role == role and re.search(name, o.name))
            return next(fits, None)

        found = until(heard, f"{role} {name}")
        assert isinstance(found, Heard)
        return found

    # Hands

    def keys(self, title: str, *keys: str) -> None:
        """Press keys in the window with this title."""
        self.desktop.key(self.desktop.window(title), *keys)

    def type(self, title: str, text: str) -> None:
        self.desktop.come_forward(self.desktop.window(title))
        self.desktop.do("type", "--delay", 5, text)

    def click(self, role: str, name: str) -> None:
        """Move the mouse to the middle of something, and press its left button."""
        x, y = self.middle(role, name)
        self.desktop.do("mousemove", x, y)
        self.desktop.do("click", 1)

    def drag(self, begin: tuple[str, str], end: tuple[str, str]) -> None:
        """Drag one thing onto another, each by its role and name."""
        places = self.middle(*begin), self.middle(*end)
        self.desktop.drag(None, *places)

    def middle(self, role: str, name: str) -> tuple[int, int]:
        """The middle of something on the screen."""
        x, y, width, high = self.reader.rect(self.hear(role, name).place)
        return x + width // 2, y + high // 2

    def gone(self, title: str) -> None:
        """Wait until a window has closed."""
        until(lambda: not self.desktop.windows(title), f"the end of {title}")


def link(path: Path) -> str | None:
    """The text of a link; None where there is none."""
    return os.readlink(path) if path.is_symlink() else None
