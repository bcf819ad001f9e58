"""What has been seen of a project so far: written by one thread, read by any."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cvlink_gui.features.metrics.values import Access, Look, Reason, Values


@dataclass(frozen=True, slots=True)
class State:
    """All there is to tell at one moment.

    root       the project, as it was named: absolute
    last       what came of the last look; None before the first has ended
    values     of the last look that did not fail, so that what is unknown now has a name
    succeeded  (seconds since 1970, on the monotonic clock) when that look began
    attempted  seconds since 1970 when the last look ended
    began      when the look under way began, on the monotonic clock; None between two
    accesses   of all looks, by the mount
    """

    root: bytes
    last: Look | None = None
    values: Values | None = None
    succeeded: tuple[float, float] | None = None
    attempted: float | None = None
    began: float | None = None
    successes: int = 0
    failures: Mapping[Reason, int] = field(default_factory=dict)
    accesses: Mapping[bytes, Access] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """False before the first look has ended, and after one that has failed."""
        return self.last is not None and self.last.values is not None


class Board:
    """The state of one project; each is a new frozen value."""

    def __init__(self, root: bytes) -> None:
        self.state = State(root)
        self._began_at = 0.0

    def begin(self) -> None:
        """A look begins: what is shown stays, and grows old."""
        self._began_at = time.time()
        self.state = replace(self.state, began=time.monotonic())

    def end(self, found: Look) -> None:
        """The look has ended."""
        old = self.state
        accesses = dict(old.accesses)
        for access in found.accesses:
            before = accesses.get(access.point)
            accesses[access.point] = access if before is None else before + access
        new = replace(old, last=found, attempted=time.time(), began=None, accesses=accesses)
        if found.reason is not None:
            number = old.failures.get(found.reason, 0) + 1
            self.state = replace(new, failures={**old.failures, found.reason: number})
            return
        began = self._began_at, time.monotonic() if old.began is None else old.began
        self.state = replace(new, values=found.values, succeeded=began, successes=old.successes + 1)
