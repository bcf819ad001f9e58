"""The ledger is made: every folder's own files and links, and what its links stand for."""

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.links import Kind
from cvlink_gui.core.owners import Owner, Owners, PlaceKind
from cvlink_gui.core.said import Said, say
from cvlink_gui.features.project import Project
from cvlink_gui.features.savings.book import Amount, Flow, Ledger, Row
from cvlink_gui.features.savings.expanding import Expansions, Sums
from cvlink_gui.features.savings.measuring import Identity
from cvlink_gui.fs.hashing import Cancelled
from cvlink_gui.fs.mountinfo import mount_of

_TELL_EVERY = 64  # folders
# A file may have blocks in common with its copy there, or be compressed.
_SHARING = frozenset({"btrfs", "xfs", "zfs", "bcachefs", "ocfs2", "apfs"})


def ledger(
    project: Project,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Ledger:
    """What links save in a scanned project. Asks what files take, and opens none of them.

    Links out of the project are followed, too; nothing on storage that does not answer is touched.

    cancelled  asked between folders; True raises `fs.hashing.Cancelled`
    progress   is told how many folders are done, and how many there are
    """
    begin, books = time.monotonic(), _Books(project, cancelled)
    folders = books.folders()
    for done, folder in enumerate(folders):
        if done % _TELL_EVERY == 0:
            progress(done, len(folders))
        if cancelled():
            raise Cancelled
        books.enter(folder)
    progress(len(folders), len(folders))
    return books.closed(begin)


class _Books:
    """The ledger while it is made. Used on one thread."""

    def __init__(self, project: Project, cancelled: Callable[[], bool]) -> None:
        self._project = project
        self._owners = Owners(project.policy)
        self._links = Expansions(project, self._owners, cancelled)
        self._rows: dict[Owner, Row] = {}
        self._flows: defaultdict[tuple[Owner, Owner], Amount] = defaultdict(Amount)
        self._held: dict[Identity, Owner] = {}

    def folders(self) -> list[bytes]:
        """The real folders of the project, in the order that says who holds a file."""
        tree, owner_of = self._project.tree, self._owners.of
        paths = (tree.path(node) for node in (ROOT, *tree.folders()))
        return sorted(paths, key=lambda path: (owner_of(path).rank, path))

    def enter(self, folder: bytes) -> None:
        """Write down one real folder."""
        owner = self._owners.of(folder)
        self._hold(folder, owner)
        self._count_links(folder, owner)
        self._borrow(owner, self._links.of_files(folder))
        for link, sums in self._links.of_folders(folder):
            self._borrow(self._owners.of_link(folder, link), sums)

    def closed(self, begin: float) -> Ledger:
        """All that was written down, as a value; `begin` on a monotonic clock."""
        missing = self._links.misses.by_owner
        for owner, count in missing.items():
            self._enter(owner, uncounted=count)
        users: defaultdict[Owner, set[Owner]] = defaultdict(set)
        for (borrower, owner), amount in self._flows.items():
            self._enter(borrower, borrowed=amount)
            self._enter(owner, lent=amount)
            users[owner] |= {borrower} - {owner}
        owners = sorted(self._rows, key=lambda owner: owner.rank)
        rows = (replace(self._rows[owner], users=len(users[owner])) for owner in owners)
        flows = sorted(self._flows.items(), key=lambda item: (item[0][0].rank, item[0][1].rank))
        return Ledger(
            tuple(row for row in rows if not _is_empty(row)),
            tuple(Flow(borrower.path, owner.path, amount) for (borrower, owner), amount in flows),
            self._links.misses.all(),
            tuple(self._notes()),
            time.monotonic() - begin,
        )

    def _hold(self, folder: bytes, owner: Owner) -> None:
        """Its files, but for those that are held under another name."""
        found = self._links.measures.of(folder)
        held = found.files
        for name, identity in found.several:
            if identity not in self._held:
                self._held[identity] = owner
                continue
            held += Amount(-found.sizes[name], -found.allocated[name])
            amount = Amount(found.sizes[name], found.allocated[name])
            self._borrow(owner, {self._held[identity]: amount})
        self._enter(owner, held=held)

    def _count_links(self, folder: bytes, owner: Owner) -> None:
        found = self._links.measures.of(folder)
        if not self._owners.is_shelf(folder):
            self._enter(owner, links=found.links, link_bytes=sum(found.link_bytes.values()))
            return
        for group in self._links.contents.folder(folder).groups:
            for link, kind in zip(group.links, group.kinds, strict=True):
                whose = owner if kind == Kind.FILE else self._owners.of_link(folder, link)
                self._enter(whose, links=1, link_bytes=found.link_bytes.get(link, 0))

    def _borrow(self, borrower: Owner, sums: Sums) -> None:
        for owner, amount in sums.items():
            self._flows[borrower, owner] += amount

    def _enter(self, owner: Owner, **more: Amount | int) -> None:
        """Add to the columns of a row."""
        row = self._rows.get(owner) or Row(*owner)
        sums = {name: getattr(row, name) + amount for name, amount in more.items()}
        self._rows[owner] = replace(row, **sums)

    def _notes(self) -> Iterator[Said]:
        """What the figures do not say on these file systems."""
        policy = self._project.policy
        outside = [o.path for o in self._rows if o.kind is PlaceKind.OUTSIDE]
        places = [policy.root, *(path for path in outside if self._links.contents.answers(path))]
        found = (mount_of(os.path.realpath(place)) for place in places)
        shared = sorted({mount.type for mount in found if mount} & _SHARING)
        if shared:
            yield say(
                "On {types} files can share blocks. Such blocks are counted for each file that "
                "has them, so less may lie on the disk than is said here.",
                types=", ".join(shared),
            )


def _is_empty(row: Row) -> bool:
    """True for a folder that only has datasets in it, as `raw`: nothing is to be said of it."""
    amounts = (row.held, row.borrowed, row.lent)
    return not (any(a.apparent or a.allocated for a in amounts) or row.links or row.uncounted)
