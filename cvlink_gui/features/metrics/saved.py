"""What links save, counted seldom: every file is asked for what it takes."""

import time

from cvlink_gui.features.project import Project
from cvlink_gui.features.savings import ledger

_REST_SECONDS = 600.0
_REST = 50  # or so many times as long as it took


class Saved:
    """Remembers the figure from look to look, and counts again after a rest."""

    def __init__(self) -> None:
        self._bytes = 0
        self._until = 0.0

    def of(self, project: Project) -> int:
        """Bytes the links of a scanned project save, less what they take: found lately."""
        if time.monotonic() >= self._until:
            found = ledger(project)
            self._bytes = found.total.saved
            self._until = time.monotonic() + max(_REST_SECONDS, _REST * found.seconds)
        return self._bytes
