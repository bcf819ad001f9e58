"""The links of a folder by the folder their targets lie in: what is true of one is true of all.

A version of 118,287 images has as many links and one target folder. A rule that looks at groups
asks once for what it would otherwise ask as often as there are images.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, compress, pairwise

from cvlink_gui.core.links import NO_TARGET, NUL, Health, Kind, Listing
from cvlink_gui.core.names import basename, join, normal
from cvlink_gui.features.project import Project

_NO_NAMES = frozenset({b"", b".", b".."})  # a text that ends so names a folder by itself
_UNWELL = re.compile(rb"[^\x00]")  # any Health but OK
_PORTION = 16  # links whose texts are compared at a time; a hundredth of them may differ
_MARK = b"\0\0"
_NO_NAME = tuple(_MARK + name + NUL for name in (b"", b".", b".."))
# Tables for bytes.translate.
_NOT_OK = bytes(number != Health.OK for number in range(256))
_NO_FILE = bytes(number != Kind.FILE for number in range(256))
_NOT = b"\1" + bytes(255)
_LINKS = bytes(number in (Kind.SYMLINK, Kind.JUNCTION) for number in range(256))


@dataclass(frozen=True, slots=True)
class Group:
    """Links of one folder whose texts differ in the last part only.

    folder  where they lie
    prefix  what their texts have in common, up to the last slash
    where   the folder they lead into, by text, as the project names it
    links   their names; `names` what each is called in `where`, `health` and `kinds` (of what
            they lead to) one byte each, in the same order
    """

    folder: bytes
    prefix: bytes
    where: bytes
    links: list[bytes]
    names: list[bytes]
    health: bytes
    kinds: bytes

    def unwell(self) -> Iterator[int]:
        """The positions of links that do not lead somewhere for sure."""
        return (found.start() for found in _UNWELL.finditer(self.health))

    def rows(self) -> Iterator[tuple[bytes, bytes, Health, Kind]]:
        """(link, name of the target, health, kind of the target), one a link."""
        for link, name, health, kind in zip(
            self.links, self.names, self.health, self.kinds, strict=True
        ):
            yield link, name, Health(health), Kind(kind)

    def leading_to_files(self) -> "Group":
        """The group with those of its links that lead to a file."""
        count = len(self.links)
        if self.health.count(Health.OK) == self.kinds.count(Kind.FILE) == count:
            return self  # nearly every group
        mask = self._lead_to_files()
        links, names = ([*compress(column, mask)] for column in (self.links, self.names))
        well, files = bytes([Health.OK]) * len(links), bytes([Kind.FILE]) * len(links)
        return Group(self.folder, self.prefix, self.where, links, names, well, files)

    def picked(self, mask: bytes) -> "Group":
        """The group with the links that have a 1 in the mask, and no 0."""
        return Group(
            self.folder,
            self.prefix,
            self.where,
            list(compress(self.links, mask)),
            list(compress(self.names, mask)),
            bytes(compress(self.health, mask)),
            bytes(compress(self.kinds, mask)),
        )

    def _lead_to_files(self) -> bytes:
        """1 for each link that leads to a file, else 0: both columns as one number each."""
        health = int.from_bytes(self.health.translate(_NOT_OK), "little")
        kinds = int.from_bytes(self.kinds.translate(_NO_FILE), "little")
        return (health | kinds).to_bytes(len(self.links), "little").translate(_NOT)

    def only(self, path: bytes) -> "Group | None":
        """The group with no link but the one at `path`, if that is one of its links."""
        name = basename(path)
        if name not in self.links:
            return None
        at = self.links.index(name)
        one = slice(at, at + 1)
        columns = [name], [self.names[at]], self.health[one], self.kinds[one]
        return Group(self.folder, self.prefix, self.where, *columns)


def groups_of(project: Project, listing: Listing, names: list[bytes]) -> list[Group]:
    """The links of one folder, grouped; `names` are those in the listing."""
    columns = _columns(listing, names)
    prefix = _prefix(_middle(listing.targets))  # in nearly every folder that of nearly all
    texts = _texts(prefix, columns[0], listing)
    after, others = texts or _after(prefix, listing.targets)
    groups = []
    if after:
        own = _without(columns, others) if others else columns
        after = own[0] if after == own[0] else after  # half the memory, and hashed once
        groups.append(_group(project, listing.folder, prefix, after, own))
    rows: defaultdict[bytes, list[int]] = defaultdict(list)
    last: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for at, text in others.items():
        head = _prefix(text)
        rows[head].append(at)
        last[head].append(text[len(head) :])
    for head, found in rows.items():
        groups.append(_group(project, listing.folder, head, last[head], _picked(columns, found)))
    return groups


_Columns = tuple[list[bytes], bytes, bytes]  # of links: names, health, kinds of what they lead to


def _columns(listing: Listing, names: list[bytes]) -> _Columns:
    """Names, health and target kinds of the links only."""
    mask = listing.kinds.translate(_LINKS)
    if all(mask):
        return names, listing.health, listing.target_kinds
    return (
        list(compress(names, mask)),
        bytes(compress(listing.health, mask)),
        bytes(compress(listing.target_kinds, mask)),
    )


def _without(columns: _Columns, rows: Iterable[int]) -> _Columns:
    """The columns but for some rows, in order; mostly a few, far from each other."""
    links, health, kinds = columns
    parts = [slice(a + 1, b) for a, b in pairwise([-1, *rows, len(links)])]
    return (
        [*chain.from_iterable(links[part] for part in parts)],
        b"".join([health[part] for part in parts]),
        b"".join([kinds[part] for part in parts]),
    )


def _picked(columns: _Columns, rows: list[int]) -> _Columns:
    links, health, kinds = columns
    return (
        [links[row] for row in rows],
        bytes([health[row] for row in rows]),
        bytes([kinds[row] for row in rows]),
    )


def _prefix(text: bytes) -> bytes:
    """A text up to its last slash; all of one that ends in no name."""
    name = text[text.rfind(b"/") + 1 :]
    return text if name in _NO_NAMES else text[: -len(name)]


def _middle(targets: bytes) -> bytes:
    """One of the texts."""
    middle = len(targets) // 2
    begin = targets.rfind(NUL, 0, middle) + 1
    return targets[begin : targets.index(NUL, begin)]


_Texts = tuple[list[bytes], dict[int, bytes]]  # what follows a prefix; other texts, by row


def _texts(prefix: bytes, links: list[bytes], listing: Listing) -> _Texts | None:
    """The texts of links that are called as their targets are; None where most are not.

    Only near others they are looked at one by one, and no name is made twice.
    """
    starts = array("I", listing.target_starts)
    if len(starts) > len(links):
        starts = array("I", [start for start in starts if start != NO_TARGET])
    middle = len(links) // 2
    is_so = listing.targets.startswith(prefix + links[middle] + NUL, starts[middle])
    if not is_so or prefix[-1:] not in (b"", b"/"):
        return None
    starts.append(len(listing.targets))
    between = NUL + prefix
    names: list[bytes] = []
    others: dict[int, bytes] = {}
    for row in range(0, len(links), _PORTION):
        portion = links[row : row + _PORTION]
        texts = listing.targets[starts[row] : starts[row + len(portion)]]
        if texts == prefix + between.join(portion) + NUL:
            names += portion
            continue
        for at, (link, text) in enumerate(zip(portion, texts.split(NUL), strict=False), row):
            if text == prefix + link:
                names.append(link)
            elif _prefix(text) == prefix:
                names.append(text[len(prefix) :])
            else:
                others[at] = text
    return names, others


def _after(prefix: bytes, targets: bytes) -> _Texts:
    """What follows a prefix in the texts of a folder, and by row the texts that are left.

    These are the ones with another slash; all of them where a text has none, or ends in no name.
    It is a search over all texts at a time: no text is empty, so two NULs can stand for one and the
    prefix.
    """
    marked = (NUL + targets[:-1]).replace(NUL + prefix, _MARK)
    others: dict[int, bytes] = {}
    kept: list[bytes] = []
    row = done = 0
    while (slash := marked.find(b"/", done)) >= 0:
        begin = marked.rindex(NUL, 0, slash)
        has_prefix = marked[begin - 1 : begin] == NUL
        row += marked.count(_MARK, done, begin - has_prefix)
        kept.append(marked[done : begin - has_prefix])
        end = marked.find(NUL, slash)
        done = len(marked) if end < 0 else end
        others[row] = (prefix if has_prefix else b"") + marked[begin + 1 : done]
        row += 1
    kept.append(marked[done:])
    names = b"".join(kept).split(_MARK)[1:]
    marked += NUL
    is_named = not any(ending in marked for ending in _NO_NAME)
    if is_named and len(names) + len(others) == targets.count(NUL):
        return names, others
    return [], dict(enumerate(targets.split(NUL)[:-1]))


def _group(
    project: Project, folder: bytes, prefix: bytes, names: list[bytes], columns: _Columns
) -> Group:
    where = project.policy.inside(normal(join(join(project.root, folder), prefix)))
    links, health, kinds = columns
    return Group(folder, prefix, where, links, names, health, kinds)
