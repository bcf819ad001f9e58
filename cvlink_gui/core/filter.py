"""What the filter bar says, and what that leaves of a tree.

A node is shown if it matches, if a match lies below it, or if something above it matches. A
search walks over the one text of all names, or over the column of healths, and leaves a folder
at its first hit: which rows of a folder match is asked when they are shown. It goes step by step,
so nobody waits for a million names.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, compress, islice
from operator import and_, or_

from cvlink_gui.core.changes import Change
from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.links import NUL, Health, Kind
from cvlink_gui.core.patterns import Words, of_glob, of_regex, of_text
from cvlink_gui.core.tree import LinkTree

_TEXT_STEP = 1 << 18  # bytes of names in one step: about a millisecond
_TEST_STEP = 1 << 14  # where every name has to be tested
_NODE_STEP = 1 << 16
_LINKS = (Kind.SYMLINK, Kind.JUNCTION)
_IS_LINK = bytes(number in _LINKS for number in range(256))
_LINK = re.compile(b"[" + bytes(_LINKS) + b"]")
_LARGE = 1_000  # so large a folder is worth to remember where its matches are,
_KEPT = 2_000  # as long as they are no more than this
_AT_ONCE = 20_000  # nodes


class Mode(StrEnum):
    TEXT = "text"
    GLOB = "glob"
    REGEX = "regex"


_MADE: dict[Mode, Callable[[str], Words]] = {
    Mode.TEXT: of_text,
    Mode.GLOB: of_glob,
    Mode.REGEX: of_regex,
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Words for names, and healths a link must have (`wanted`) or must not have (`unwanted`)."""

    words: str = ""
    mode: Mode = Mode.TEXT
    wanted: Collection[Health] = ()
    unwanted: Collection[Health] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.wanted or self.unwanted)

    @property
    def healths(self) -> frozenset[Health] | None:
        """The healths a link may have; None if everything may be shown, links or not."""
        if not (self.wanted or self.unwanted):
            return None
        return frozenset(self.wanted or Health).difference(self.unwanted)

    def pattern(self) -> Words | None:
        """The words made ready; None for no words; re.error for a bad regular expression."""
        return _MADE[self.mode](self.words) if self.words else None


class Marks:
    """What one filter leaves of one tree.

    `advance` until `is_complete`; `follow` every change of the tree. Both return the folders of
    which it has changed whether a match lies below them.
    """

    def __init__(self, tree: LinkTree, wish: Filter) -> None:
        """Raises re.error for a regular expression that is none."""
        self._tree = tree
        self._words: Words | None = wish.pattern()
        self._healths: frozenset[Health] | None = wish.healths
        self._leads = bytearray(len(tree))  # by node: 1 where a match lies below
        self._direct: set[int] = set()  # folders with a match right in them
        self._kept: dict[int, list[int]] = {}  # by large folder: its matches found so far
        self._ends: dict[int, int] = {}  # by the same: where the search has passed it
        self._crowded: set[int] = set()  # folders of which they are not, or no longer, kept
        self._followed: tuple[Change | None, list[int]] = (None, [])
        # Broken links are rarer than most words; links that are well are not.
        well = self._healths is None or Health.OK in self._healths
        self._by_name = self._words is not None and well
        self._literal = self._words.literal_in(tree.text) if self._words else b""
        self._at = 1
        self._end = len(tree.text) if self._by_name else len(tree)
        if wish.is_empty or self._healths == frozenset():
            self._at = self._end

    @property
    def is_complete(self) -> bool:
        """True once the whole tree was searched."""
        return self._at >= self._end

    def advance(self) -> list[int]:
        """Search one piece more, for about a millisecond."""
        fresh: list[int] = []
        if self.is_complete:
            return fresh
        if not self._by_name:
            self._search_links(fresh)
        elif self._literal:
            self._search_text(fresh)
        else:
            self._test_names(fresh)
        return fresh

    def follow(self, change: Change) -> list[int]:
        """A folder was listed, or its links were judged; the same change may come twice."""
        if self._followed[0] is not change:
            self._leads.extend(bytes(len(self._tree) - len(self._leads)))
            self._kept.pop(change.folder, None)
            self._crowded.add(change.folder)
            if change.before != change.after:
                self._carry_over(change)
            self._followed = (change, self._reconsider(change.folder))
        return self._followed[1]

    def leads(self, folder: int) -> bool:
        """Whether a match lies below a folder."""
        return bool(self._leads[folder])

    def covers(self, node: int) -> bool:
        """Whether a node or something above it matches: then all that lies in it is shown."""
        while node > ROOT:
            if self._matches(node):
                return True
            node = self._tree.parent(node)
        return False

    def shows(self, node: int) -> bool:
        """Whether a node is shown."""
        return self.leads(node) or self.covers(node)

    def visible(self, folder: int, nodes: Sequence[int]) -> Sequence[int]:
        """Those of the nodes in a folder that are shown, in their order."""
        if self.covers(folder):
            return nodes
        run = self._tree.children(folder)
        leading = self._leads[run.start : run.stop]
        if self._is_kept(folder):
            shown = set(self._kept[folder]).union(compress(run, leading))
            return sorted(shown) if nodes == run else [node for node in nodes if node in shown]
        marked = bytes(map(or_, self._hits(folder), leading))
        if nodes == run:
            return list(compress(nodes, marked))
        return [node for node in nodes if marked[node - run.start]]

    def is_few(self, limit: int) -> bool:
        """Whether there are no more matches than that, as far as they are found."""
        hits = chain.from_iterable(
            self._kept[folder] if self._is_kept(folder) else filter(None, self._hits(folder))
            for folder in self._direct
        )
        return next(islice(hits, limit, None), None) is None

    def ways(self) -> list[int]:
        """Every folder above a match."""
        return [match.start() for match in re.finditer(b"\1", self._leads)]

    def _matches(self, node: int) -> bool:
        tree = self._tree
        if self._healths is not None and not (
            tree.kind(node).is_link and tree.health(node) in self._healths
        ):
            return False
        return self._words is None or self._words.match(tree.name(node))

    def _is_kept(self, folder: int) -> bool:
        """Whether all matches in a folder are remembered."""
        return folder in self._kept and self._at >= self._ends[folder]

    def _hits(self, folder: int) -> Iterator[object]:
        """Something true for every node in a folder that matches."""
        tree = self._tree
        run = tree.children(folder)
        named = self._words.matches(tree.joined_names(folder)) if self._words else None
        if self._healths is None:
            return iter([True] * len(run)) if named is None else named
        allowed = bytes(number in self._healths for number in range(256))
        well = tree.healths[run.start : run.stop].translate(allowed)
        links = map(and_, well, tree.kinds[run.start : run.stop].translate(_IS_LINK))
        return links if named is None else map(and_, links, named)

    def _search_text(self, fresh: list[int]) -> None:
        """Look for the literal."""
        tree, at = self._tree, self._at
        stop = min(at + _TEXT_STEP, self._end)
        while at < stop and (at := tree.lowered.find(self._literal, at, stop)) >= 0:
            at = self._take(at, fresh)
        self._at = max(at, stop)

    def _take(self, place: int, fresh: list[int]) -> int:
        """A literal was found; where to go on."""
        tree = self._tree
        folder, _, end = tree.run_at(place)
        if folder < 0:
            return end
        text = tree.text
        if self._words is not None and self._words.test is not None:
            stop = text.index(0, place)
            if not self._words.test(bytes(text[text.rfind(NUL, 0, place) + 1 : stop])):
                return stop + 1
        if self._healths is None or any(self._hits(folder)):
            self._found(folder, fresh)
        if self._healths is not None or not self._keep(folder, tree.node_at(folder, place), end):
            return end
        return text.index(0, place) + 1

    def _keep(self, folder: int, node: int, end: int) -> bool:
        """Remember a match in a large folder; False where the rest of them is passed over."""
        known = self._kept.get(folder)
        if known is None:
            small = len(self._tree.children(folder)) < _LARGE
            if small or folder in self._crowded:
                return False
            known = self._kept[folder] = []
            self._ends[folder] = end
        if len(known) >= _KEPT:
            del self._kept[folder]
            self._crowded.add(folder)
            return False
        if not known or known[-1] < node:
            known.append(node)
        return True

    def _test_names(self, fresh: list[int]) -> None:
        """Test every name, but for the rest of a folder that has a match."""
        text, at = self._tree.text, self._at
        test = self._words.test if self._words else None
        stop = text.index(0, min(at + _TEST_STEP, self._end) - 1) + 1
        skip = at
        for name in bytes(text[at : stop - 1]).split(NUL):
            if at >= skip and test is not None and test(name):
                skip = self._take(at, fresh)
            at += len(name) + 1
        self._at = max(at, skip)

    def _search_links(self, fresh: list[int]) -> None:
        """Look for links of the right health, in the column that has fewer others."""
        tree, healths = self._tree, self._healths or frozenset()
        rare = Health.OK not in healths
        column, wanted = (tree.healths, _any_of(healths)) if rare else (tree.kinds, _LINK)
        stop = min(self._at + _NODE_STEP, self._end)
        while self._at < stop and (found := wanted.search(column, self._at, stop)):
            node = found.start()
            folder = tree.parent(node)
            self._at = node + 1
            if not tree.is_current(node) or tree.health(node) not in healths:
                continue
            if self._words is None or any(self._hits(folder)):
                self._found(folder, fresh)
            end = tree.children(folder).stop
            if self._words is not None or not self._keep(folder, node, end):
                self._at = end
        self._at = max(self._at, stop)

    def _found(self, folder: int, fresh: list[int]) -> None:
        self._direct.add(folder)
        while folder >= ROOT and not self._leads[folder]:
            self._leads[folder] = 1
            fresh.append(folder)
            folder = self._tree.parent(folder)

    def _carry_over(self, change: Change) -> None:
        """Sub-folders that are there still lead to what they led to, under their new ids."""
        for old in compress(change.before, self._leads[change.before.start : change.before.stop]):
            self._leads[old] = 0
            new = change.now(old)
            if new is not None and self._tree.is_listed(new):
                self._leads[new] = 1
                self._crowded.add(new)
                if old in self._direct:
                    self._direct.add(new)
            self._direct.discard(old)

    def _reconsider(self, folder: int) -> list[int]:
        """Ask again whether a folder and those above it lead to a match."""
        flipped = []
        if any(self._hits(folder)):
            self._direct.add(folder)
        else:
            self._direct.discard(folder)
        while folder >= ROOT:
            run = self._tree.children(folder)
            now = folder in self._direct or any(self._leads[run.start : run.stop])
            if self._leads[folder] == now:
                break
            self._leads[folder] = now
            flipped.append(folder)
            folder = self._tree.parent(folder)
        return flipped


def _any_of(healths: frozenset[Health]) -> re.Pattern[bytes]:
    return re.compile(b"[" + re.escape(bytes(sorted(healths))) + b"]")


def marks(tree: LinkTree, wish: Filter) -> Marks:
    """What a filter leaves of a tree; of a small one all is found when this returns.

    Raises re.error for a regular expression that is none.
    """
    found = Marks(tree, wish)
    while len(tree) <= _AT_ONCE and not found.is_complete:
        found.advance()
    return found
