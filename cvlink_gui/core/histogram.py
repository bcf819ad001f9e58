"""How long things took: how many of them, by how many seconds, so that many can be added up."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

# Seconds. A call on a local disk needs some microseconds, on the network a millisecond, and after
# 3 s (fs/storage.DEADLINE) a mount counts as not answering.
BOUNDS = (1e-5, 1e-4, 2.5e-4, 1e-3, 5e-3, 1e-2, 5e-2, 0.1, 0.5, 1.0, 3.0)
_NONE = (0,) * (len(BOUNDS) + 1)


@dataclass(frozen=True, slots=True)
class Histogram:
    """Times in seconds.

    counts   how many there are up to each of BOUNDS and above the one before; last, above all
    seconds  the sum of all
    """

    counts: tuple[int, ...] = _NONE
    seconds: float = 0.0

    @property
    def count(self) -> int:
        return sum(self.counts)

    def up_to(self) -> list[int]:
        """How many there are up to each of BOUNDS, whatever the one before; last, all."""
        return list(accumulate(self.counts))

    def __add__(self, other: "Histogram") -> "Histogram":
        """All of both."""
        counts = tuple(a + b for a, b in zip(self.counts, other.counts, strict=True))
        return Histogram(counts, self.seconds + other.seconds)


def histogram(times: Iterable[float]) -> Histogram:
    """The histogram of some times in seconds."""
    counts, seconds = list(_NONE), 0.0
    for time in times:
        counts[bisect_left(BOUNDS, time)] += 1
        seconds += time
    return Histogram(tuple(counts), seconds)
