"""What is counted of every folder: its entries, the folders among them, its links by health."""

from collections import Counter
from dataclasses import dataclass

from cvlink_gui.core.links import BROKEN, Health, Kind, Listing

COUNTS = 2 + len(Health)  # a row of counts: entries, folders, then links by health


@dataclass(frozen=True, slots=True)
class Totals:
    """What lies below a folder, at any depth."""

    entries: int
    folders: int
    by_health: tuple[int, ...]

    @property
    def links(self) -> int:
        return sum(self.by_health)

    @property
    def broken(self) -> int:
        return sum(self.by_health[health] for health in BROKEN)

    @property
    def worst(self) -> Health:
        """The worst health of any link below; OK where there is none."""
        return max((h for h in Health if self.by_health[h]), default=Health.OK)


def own_counts(listing: Listing) -> Counter[int]:
    """Counts of a folder's own entries, keyed by their place in a row of counts."""
    return _counted(listing.kinds, listing.health)


def own_counts_of(kinds: bytearray, health: bytearray, run: range) -> Counter[int]:
    """The same of a run of ids, from the columns of a tree."""
    part = slice(run.start, run.stop)
    return _counted(bytes(kinds[part]), bytes(health[part]))


def _counted(kinds: bytes, health: bytes) -> Counter[int]:
    links = kinds.count(Kind.SYMLINK) + kinds.count(Kind.JUNCTION)
    counts = Counter({0: len(kinds), 1: kinds.count(Kind.DIR)})
    if links:
        for value in Health:
            counts[2 + value] = health.count(value)
        counts[2 + Health.OK] -= len(kinds) - links
    return counts
