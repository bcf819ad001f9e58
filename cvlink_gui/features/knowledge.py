"""What is known of a project from earlier scans: kept, recalled, and read again where in doubt."""

import os
from collections.abc import Callable, Iterator
from threading import Lock

from cvlink_gui.core.bundle import Bundle
from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.fs import index
from cvlink_gui.fs.crossing import Guard
from cvlink_gui.fs.proof import Doubts, Moment, Proof
from cvlink_gui.fs.scan import Scanner

FEW = 20_000  # entries of folders that are read sooner in this process than helpers start
_LITTLE = 0.02  # the part of a tree that is sooner read again next time than all is written
_WORTH_COMPACTING = 2  # a tree that is this many times as large as it has to be is made anew


_CAN_BE_PROVED = hasattr(os, "geteuid")  # Windows has no time at which a folder was changed


class Knowledge:
    """The index of one project, and whether the tree in memory still agrees with it."""

    def __init__(self, root: bytes) -> None:
        self.read = 0  # entries that were read again because of doubts
        self._root = root
        self._proof: Proof | None = None
        self._doubts: Doubts | None = None
        self._kept: tuple[int, int] | None = None  # generation of the tree, checksum of its file
        self._lock = Lock()  # a window may scan again while it keeps

    def recall(self) -> tuple[LinkTree, float] | None:
        """The tree as it was kept, and when all of it was last found to be true."""
        known = index.load(self._root)
        if known is None:
            return None
        self._proof, self._kept = known.proof, (known.tree.generation, known.checksum)
        return known.tree, known.at

    def doubts(self, tree: LinkTree, began: Moment, guard: Guard) -> Doubts | None:
        """What of the tree has to be read again; None if that is most of it."""
        with self._lock:
            self._doubts, self.read = None, 0
            proof = self._proof_of(tree)
            if proof is not None:
                doubts = Doubts(self._root, proof, began.mounts, guard)
                self._doubts = None if doubts.are_many else doubts
            return self._doubts

    def _proof_of(self, tree: LinkTree) -> Proof | None:
        proof, self._proof = self._proof, None  # as large as a part of the tree: not held for long
        if self._kept is None or self._kept[0] != tree.generation:
            return None
        if proof is None:
            known = index.load(self._root)
            if known is not None and known.checksum == self._kept[1]:  # nobody else has kept more
                proof = known.proof
        return proof

    def read_again(
        self, doubts: Doubts, guard: Guard, cancelled: Callable[[], bool]
    ) -> Iterator[Bundle]:
        """The folders in doubt, and new ones below them, read in this process."""
        scanner = Scanner(self._root, guard)
        ahead = doubts.folders[::-1]
        while ahead and not cancelled():
            found, below = scanner.below([ahead.pop()], 0)
            ahead += [folder for folder in below if folder not in doubts.sound]
            yield found.judged(scanner.verdicts(found)) if found.has_links else found

    def get_ready(self) -> None:
        """Load what `keep` needs, while others read the disk."""
        import cvlink_gui.fs.proving  # noqa: F401 (for later)

    def keep(self, tree: LinkTree, began: Moment, guard: Guard, *, always: bool) -> LinkTree:
        """Keep a tree of which all was found to be true since a moment; gives it, made smaller.

        always  write it even if little had to be read again, which is sooner done once more
        """
        with self._lock:
            return self._keep(tree, began, guard, always=always)

    def _keep(self, tree: LinkTree, began: Moment, guard: Guard, *, always: bool) -> LinkTree:
        doubts, self._doubts = self._doubts, None
        if doubts is not None and not doubts.folders:
            index.confirm(self._root)
            return tree
        little = doubts is not None and len(tree) > FEW and self.read < _LITTLE * len(tree)
        worthless = not tree.is_complete or tree.error(ROOT) or not _CAN_BE_PROVED
        if (little and not always) or worthless:
            return tree
        from cvlink_gui.fs.proving import prove  # a run that finds nothing new has no use for it

        if len(tree) > _WORTH_COMPACTING * (len(tree) - tree.waste):
            tree = tree.compacted()
        checksum = index.save(self._root, tree, prove(tree, self._root, began, guard))
        self._kept = None if checksum is None else (tree.generation, checksum)
        return tree
