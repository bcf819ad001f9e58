"""Datasets, experiments and links of a project whose paths match what somebody types."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import nlargest
from itertools import chain
from typing import NamedTuple

from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.folding import plain
from cvlink_gui.core.fuzzy import Match, Query
from cvlink_gui.core.layout import Layout, Role
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import join, shown
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.features.project import Project

Words = Sequence[re.Pattern[str]]
_DATA = (Role.RAW, Role.PROCESSED, Role.SPLITS)
_LINKS = (Kind.SYMLINK, Kind.JUNCTION)
_COMPARED = 2_000  # of a kind; more of them are left out, and it is said
_STEP = 500  # folders between two looks whether somebody still waits


class Hit(NamedTuple):
    """One path that matches; `text` is how it is shown, to which the places belong."""

    match: Match
    path: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Hits:
    """The best ones of a kind.

    count   how many match, of those that were compared
    is_all  False where there were too many to compare
    """

    best: list[Hit] = field(default_factory=list)
    count: int = 0
    is_all: bool = True


class Found(NamedTuple):
    """What matches, by kind."""

    experiments: Hits = Hits()
    datasets: Hits = Hits()
    links: Hits = Hits()


def seek(
    project: Project, typed: str, most: int, cancelled: Callable[[], bool] = lambda: False
) -> Found:
    """What matches, of each kind no more than `most`, the best first.

    The whole tree in memory is searched: not for a thread that paints. Where nothing matches a
    letter of a word in the name of a dataset or an experiment may be wrong.
    """
    search = _Search(project.tree, project.layout, Query.of(typed), most, cancelled)
    if not search.query.words:
        return Found()
    found = Found(search.placed((Role.EXPERIMENTS,)), search.placed(_DATA), search.linked())
    if any(hits.count for hits in found) or cancelled():
        return found
    search = replace(search, query=replace(search.query, is_lenient=True))
    return Found(search.placed((Role.EXPERIMENTS,)), search.placed(_DATA))


def compare(query: Query, path: bytes) -> Hit | None:
    """One path that may match; its last part counts for most."""
    text = shown(path)
    match = query.match(text, text.rfind("/") + 1)
    return None if match is None else Hit(match, path, text)


@dataclass(frozen=True, slots=True)
class _Search:
    """One search. The tree is taken once: another one may take its place meanwhile."""

    tree: LinkTree
    layout: Layout
    query: Query
    most: int
    cancelled: Callable[[], bool]

    def placed(self, roles: Sequence[Role]) -> Hits:
        """What lies right in the folders of some roles: folders, and links to folders."""
        folders = [folder for role in roles for folder in self.layout.folders(role)]
        found = (self._folders_in(folder, words) for words in self._ways() for folder in folders)
        return self._best(chain.from_iterable(found))

    def linked(self) -> Hits:
        """Links each word is in: in their name, or in that of a folder above."""
        return self._best(chain.from_iterable(map(self._links, self._ways())))

    def _ways(self) -> Sequence[Words]:
        """Words in one piece come first: letters here and there are in very many names."""
        return ((),) if self.query.is_lenient else (self.query.pieces, self.query.patterns)

    def _best(self, nodes: Iterable[int]) -> Hits:
        known: dict[int, Hit | None] = {}
        is_all = True
        for node in nodes:
            if node in known:
                continue
            if len(known) == _COMPARED:
                is_all = False
                break
            known[node] = compare(self.query, self.tree.path(node))
        hits = [hit for hit in known.values() if hit is not None]
        best = nlargest(self.most, hits, key=lambda hit: (hit.match.score, -len(hit.path)))
        return Hits(best, len(hits), is_all)

    def _folders_in(self, folder: bytes, words: Words) -> Iterator[int]:
        """But for folders that have a role themselves."""
        tree, node = self.tree, self.tree.find(folder)
        if node is None:
            return
        for child in self._named(words, node, _all(words) & ~_words_in(words, folder)):
            is_link = tree.kinds[child] in _LINKS and tree.target_kind(child) is not Kind.FILE
            is_folder = is_link or tree.kinds[child] == Kind.DIR
            if is_folder and join(folder, tree.name(child)) not in self.layout.roles:
                yield child

    def _links(self, words: Words) -> Iterator[int]:
        tree, every = self.tree, _all(words)
        above = {ROOT: 0}  # by folder: the words that are in a name on the way to it
        for number, folder in enumerate(chain((ROOT,), tree.folders())):
            if number % _STEP == 0 and self.cancelled():
                return
            if folder != ROOT:
                above[folder] = above[tree.parent(folder)] | _words_in(words, tree.name(folder))
            if self._has_links(folder):
                found = self._named(words, folder, every & ~above[folder])
                yield from (node for node in found if tree.kinds[node] in _LINKS)

    def _has_links(self, folder: int) -> bool:
        run, kinds = self.tree.children(folder), self.tree.kinds
        return any(kinds.find(kind, run.start, run.stop) >= 0 for kind in _LINKS)

    def _named(self, words: Words, folder: int, missing: int) -> Iterator[int]:
        """What lies in a folder and has all the words in its name that are missing."""
        wanted = [word for bit, word in enumerate(words) if missing >> bit & 1]
        run = self.tree.children(folder)
        if not wanted:
            return iter(run)
        names = self.tree.joined_names(folder).decode("utf-8", "surrogateescape")
        return (run[row] for row in _rows_with(plain(names), wanted))


# Some of the words of a query as bits.


def _all(words: Words) -> int:
    return (1 << len(words)) - 1


def _words_in(words: Words, name: bytes) -> int:
    text = plain(name.decode("utf-8", "surrogateescape"))
    return sum(1 << bit for bit, word in enumerate(words) if word.search(text))


def _rows_with(names: str, words: Words) -> Iterator[int]:
    """The numbers of the names, each followed by NUL, that have all the words."""
    first, *others = words
    row, counted = 0, 0
    found = first.search(names)
    while found is not None:
        at = found.start()
        row += names.count("\0", counted, at)
        begin, end = names.rfind("\0", 0, at) + 1, names.find("\0", at)
        if all(word.search(names, begin, end) for word in others):
            yield row
        counted = at
        found = first.search(names, end)
