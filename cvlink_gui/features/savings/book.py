"""The ledger of a project as values: what lies on the disk, what links stand for, what is saved.

Every byte that is saved is written down twice: for the place whose links stand for it, and for
the place that has it. So the rows add up: to the total, and to the same sum from either side.
"""

from dataclasses import dataclass, replace

from cvlink_gui.core.layout import Role
from cvlink_gui.core.owners import PlaceKind
from cvlink_gui.core.said import Said


@dataclass(frozen=True, slots=True)
class Amount:
    """Bytes: what files say they hold (`st_size`), and what they take (`st_blocks` times 512).

    The two differ: a block is taken whole, and a hole in a file takes none.
    """

    apparent: int = 0
    allocated: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.apparent + other.apparent, self.allocated + other.allocated)


NOTHING = Amount()


@dataclass(frozen=True, slots=True)
class Row:
    """One place of a project, without the other places in it.

    path      as the project names it; b"" for the rest of the project
    held      its own files. A file with several names is held by the first place that has one
    links     how many links lie in it; `link_bytes` is what they take (allocated)
    borrowed  what its links stand for, through any number of links, as often as copies of it would
              lie there; and files that another place holds under another name
    lent      how much of what it holds is borrowed, here or elsewhere, as often as it is
    users     how many other places borrow from it
    uncounted links of it, and folders in it, that nothing can be said of: see `Ledger.uncounted`
    """

    path: bytes
    kind: PlaceKind
    role: Role | None = None
    held: Amount = NOTHING
    links: int = 0
    link_bytes: int = 0
    borrowed: Amount = NOTHING
    lent: Amount = NOTHING
    users: int = 0
    uncounted: int = 0

    @property
    def on_disk(self) -> int:
        """Bytes it takes: its files and its links."""
        return self.held.allocated + self.link_bytes

    @property
    def copies(self) -> int:
        """Bytes it would take if every link were a copy of what it leads to."""
        return self.held.allocated + self.borrowed.allocated

    @property
    def saved(self) -> int:
        """Bytes its links save, less what they take; below 0 where they save nothing."""
        return self.copies - self.on_disk

    @property
    def share(self) -> float:
        """What is saved of what copies would take, 0 to 1."""
        return max(0.0, self.saved / self.copies) if self.copies else 0.0


@dataclass(frozen=True, slots=True)
class Flow:
    """What the links of one place stand for in another one, or in the same."""

    borrower: bytes
    owner: bytes
    amount: Amount


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Links and folders that nothing can be said of, for one cause: they count for nothing.

    paths  the first ones of them
    """

    cause: Said
    count: int
    paths: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All of it. `rows` are sorted by kind and path; folders themselves are not counted.

    flows      from the row that has links to the row that holds the files
    notes      what makes the figures too large or too small on these file systems
    seconds    how long it took
    """

    rows: tuple[Row, ...]
    flows: tuple[Flow, ...]
    uncounted: tuple[Uncounted, ...]
    notes: tuple[Said, ...]
    seconds: float

    @property
    def total(self) -> Row:
        """All rows as one; `users` is how many places borrow."""
        total = Row(b"", PlaceKind.REST)
        for row in self.rows:
            total = replace(
                total,
                held=total.held + row.held,
                links=total.links + row.links,
                link_bytes=total.link_bytes + row.link_bytes,
                borrowed=total.borrowed + row.borrowed,
                lent=total.lent + row.lent,
                uncounted=total.uncounted + row.uncounted,
            )
        return replace(total, users=len({flow.borrower for flow in self.flows}))
