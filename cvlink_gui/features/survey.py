"""A folder whose links are looked at: its tree, from an earlier run and from the disk."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial

from cvlink_gui.core.bundle import Bundle, bundle
from cvlink_gui.core.changes import Change
from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.errors import NotAProject
from cvlink_gui.core.links import Health, Kind, Listing
from cvlink_gui.core.names import join
from cvlink_gui.core.said import say
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.features.knowledge import FEW, Knowledge
from cvlink_gui.fs import crew
from cvlink_gui.fs.proof import Moment
from cvlink_gui.fs.scan import Scanner, check_root, scan
from cvlink_gui.fs.storage import Storage

_NOTHING = bundle([])
_CONFIG = b"cvlink.toml"  # settings.CONFIG_NAME: to load that takes longer than to look


def root_of(path: bytes, storage: Storage) -> bytes:
    """The canonical path of a folder to open.

    Raises NotAProject for a path that is missing, a file, unreadable, or the whole file system;
    NotAnswering where its storage does not answer.
    """
    storage.check([os.path.abspath(path)])
    root = check_root(path)
    if root == b"/":
        hint = say("Open the folder of one project.")
        words = say("This is the whole file system, not a project")
        raise NotAProject(words, path=root, hint=hint)
    return root


class Survey:
    """The tree of one folder. Paths are bytes, relative to `root` or absolute outside of it."""

    def __init__(self, root: bytes, storage: Storage) -> None:
        """`root` is canonical, as `root_of` gives it."""
        self.root = root
        self.storage = storage
        self.tree = LinkTree()
        self._knowledge = Knowledge(root)
        self._sound_since: Moment | None = None  # all in the tree was found true after this
        self.found = 0  # entries a scan has found that it will hand out at its end

    @classmethod
    def open(cls, path: bytes) -> "Survey":
        """The folder at `path`, before it is scanned; errors as those of `Project.open`."""
        storage = Storage()
        root = root_of(path, storage)
        if os.path.lexists(join(root, _CONFIG)):
            from cvlink_gui.fs.config import read_project  # most folders have no settings

            read_project(root)
        return cls(root, storage)

    def scan(
        self,
        folders: Iterable[bytes] = (b"",),
        *,
        fresh: bool = False,
        anew: bool = False,
        helpers: int = 0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Bundle]:
        """Batches of listings from the disk, parents first; `take` them to update the tree.

        A scan of all is given only what may be another than the tree has it, where that is known
        from before (`known`, `keep`). Afterwards `storage.silent` names the mounts on the way that
        did not answer.

        fresh    read everything, whatever is known
        anew     begin with an empty tree where most has to be read; nobody must look at the other
        helpers  processes; 0 for as many as are worth it, none for little to do
        """
        folders = tuple(folders)
        if b"" not in folders:
            yield from self._read(folders, helpers, cancelled)
            return
        self._sound_since, began = None, Moment.now()
        guard = self.storage.guard()
        doubts = None if fresh else self._knowledge.doubts(self.tree, began, guard)
        if doubts is None:
            if anew:
                self.tree = LinkTree()
            at_once = anew and not helpers and crew.is_possible(began.mounts)
            found = (
                self._read_at_once(cancelled) if at_once else self._read((b"",), helpers, cancelled)
            )
        elif doubts.folders and (helpers or self._entries(doubts.folders) > FEW):
            found = self._read(doubts.folders, helpers, cancelled, doubts.sound)
        else:
            found = self._knowledge.read_again(doubts, guard, cancelled)
        for batch in found:
            self._knowledge.read += batch.entries
            yield batch
        if not cancelled():
            self._sound_since = began

    def _read(
        self,
        folders: Iterable[bytes],
        helpers: int,
        cancelled: Callable[[], bool],
        known: Collection[bytes] = (),
    ) -> Iterator[Bundle]:
        from cvlink_gui.fs.supervisor import HelperScan  # a command that edits starts without it
        from cvlink_gui.fs.suspects import Suspects

        suspects = Suspects(self.storage, self.root)
        at_work = HelperScan(
            self.root, folders, count=helpers, cancelled=cancelled, suspects=suspects, known=known
        )
        return iter(at_work)

    def _read_at_once(self, cancelled: Callable[[], bool]) -> Iterator[Bundle]:
        for tree in crew.scan(self.root, partial(setattr, self, "found")):
            if cancelled():
                return
            if tree is None:
                self._knowledge.get_ready()
            else:
                self.tree = tree
            yield _NOTHING
        if again := crew.in_trouble(self.tree):
            yield from self._read(again, 0, cancelled)

    def _entries(self, folders: Iterable[bytes]) -> int:
        nodes = map(self.tree.find, folders)
        return sum(len(self.tree.children(node)) for node in nodes if node is not None)

    def known(self) -> float | None:
        """Fill the tree with what was found in an earlier run, before it is scanned.

        Gives when all of it was found to be true, in seconds since 1970; None if nothing is known.
        """
        recalled = self._knowledge.recall()
        if recalled is None:
            return None
        self.tree, at = recalled
        return at

    def keep(self, *, always: bool = False) -> None:
        """Keep the tree for the next run, after a scan of all that came to its end.

        It may become another one with other ids, where much in it was left of earlier listings.
        While storage does not answer nothing is kept: that would ask for what lies there.

        always  for a later `scan` of this project, too; else little news is left to the next run
        """
        self.tree = self.kept(always=always)

    def kept(self, *, always: bool = False) -> LinkTree:
        """The same for somebody who shows the tree, and puts this one into its place himself."""
        if self._sound_since is None or self.storage.silent:
            return self.tree
        guard = self.storage.guard()
        return self._knowledge.keep(self.tree, self._sound_since, guard, always=always)

    def counts(self) -> dict[str, int]:
        """Entries, folders and links, and how many links of each health, by its word."""
        totals = self.tree.totals(ROOT)
        health = {h.name.lower(): totals.by_health[h] for h in Health if h is not Health.OUTSIDE}
        return {
            "entries": totals.entries,
            "folders": totals.folders,
            "links": totals.links,
            **health,
        }

    def take(self, listing: Listing) -> Change | None:
        """Put one listing into the tree."""
        return self.tree.put(listing)

    def take_all(self, found: Bundle) -> None:
        """Put many listings into the tree."""
        self.tree.put_all(found)

    def load(self) -> None:
        """Scan the whole project in this process."""
        for listing in scan(self.root, avoid=self.storage.guard()):
            self.take(listing)

    def relist(self, folders: Iterable[bytes]) -> list[Listing]:
        """Fresh listings of some folders, and of folders in them the tree does not know."""
        scanner = Scanner(self.root, self.storage.guard())
        tree = self.tree  # the window may put another one into its place, with other ids
        listings = []
        for folder in sorted(set(folders)):
            listing = scanner.judged(scanner.names(folder))
            listings.append(listing)
            for name in listing.subfolders():
                below = join(folder, name)
                node = tree.find(below)
                if node is None or tree.kind(node) is not Kind.DIR:
                    listings += scan(self.root, below, avoid=scanner.avoid)
        return listings
