"""The projects that were opened last."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cvlink_gui.core.settings import RECENT
from cvlink_gui.gui.jobs import once

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

_KEPT = 10


class Recent(QObject):
    """Kept in the user's settings."""

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench

    def put(self, path: bytes) -> None:
        """Put a project on top of them."""
        text = path.decode("utf-8", "surrogateescape")
        recent = (text, *(known for known in self._bench.user[RECENT] if known != text))[:_KEPT]
        self._bench.set_user(RECENT, recent)

    def forget(self, paths: Sequence[bytes]) -> None:
        """Take projects off them."""
        kept = tuple(t for t in self._bench.user[RECENT] if os.fsencode(t) not in paths)
        self._bench.set_user(RECENT, kept)

    def find_present(
        self, paths: Sequence[bytes], then: Callable[[list[tuple[bytes, bool]]], None]
    ) -> None:
        """Which of these folders are there now."""
        guard = self._bench.storage.known.guard

        def look() -> list[tuple[bytes, bool]]:
            silent = guard()  # what does not answer is not said to be gone
            return [(path, silent(path) is not None or os.path.isdir(path)) for path in paths]

        work = once(look)
        self._bench.start(self.tr("Looking for recent projects"), work, then)
