"""Somebody at a desktop: hands that press keys and move the mouse, ears in the place of eyes."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tests.e2e.conftest import Desktop, until
from tests.e2e.heard import Heard, Reader


class Person:
    """Starts the real program with settings of its own, uses it, and hears what it says."""

    def __init__(self, desktop: Desktop, reader: Reader, home: Path, *words: str) -> None:
        """home: where the program keeps settings, history and caches, and where it is started."""
        self.desktop, self.reader = desktop, reader
        kinds = ("CONFIG", "STATE", "CACHE", "DATA")
        own = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in kinds}
        environment = {**desktop.environment, **own, "HOME": str(home)}
        before = reader.programs()
        command = [sys.executable, "-m", "cvlink_gui", "--new-window", *words]
        self.process = subprocess.Popen(
            command, env=environment, cwd=home, stderr=subprocess.PIPE, text=True
        )
        fresh = until(lambda: reader.programs() - before, "the program on the bus")
        (self.place,) = fresh  # type: ignore[misc]

    def end(self) -> tuple[int, str]:
        if self.process.poll() is None:
            self.process.terminate()
        _, words = self.process.communicate(timeout=30)
        return self.process.returncode, words

    # Ears

    def everything(self) -> Iterator[Heard]:
        """All that can be heard now."""
        return self.reader.read(self.place)

    def hear(self, role: str, name: str, state: str = "showing") -> Heard:
        """The first thing with a role, a name that fits a pattern and a state, waited for."""
        return self.nth(role, name, 0, state)

    def focus(self, role: str, name: str) -> Heard:
        """The same of what has the keys."""
        return self.nth(role, name, 0, "focused")

    def nth(self, role: str, name: str, number: int, state: str = "showing") -> Heard:
        """The same of several, by their order."""

        def heard() -> Heard | None:
            fits = (
                thing
                for thing in self.everything()
                if thing.role == role and state in thing.states and re.search(name, thing.name)
            )
            return next(islice(fits, number, None), None)

        found = until(heard, f"{role} {name} {state}")
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
        self.desktop.do("mousemove", *self._middle(self.hear(role, name)))
        self.desktop.do("click", 1)

    def drag(self, thing: Heard, onto: Heard) -> None:
        """Drag one thing onto another."""
        self.desktop.drag(None, self._middle(thing), self._middle(onto))

    def _middle(self, thing: Heard) -> tuple[int, int]:
        x, y, width, high = self.reader.rect(thing.place)
        return x + width // 2, y + high // 2


def link(path: Path) -> str | None:
    """The text of a link; None where there is none."""
    return os.readlink(path) if path.is_symlink() else None
