"""The links of a folder by the folder their targets lie in: what is true of one is true of all.

A version of 118,287 images has as many links and one target folder. A rule that looks at groups
asks once for what it would otherwise ask as often as there are images.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress

from cvlink_gui.core.links import NUL, Health, Kind, Listing
from cvlink_gui.core.names import basename, join, normal
from cvlink_gui.features.project import Project

_NO_NAMES = frozenset({b"", b".", b".."})  # a text that ends so names a folder by itself
_UNWELL = re.compile(rb"[^\x00]")  # any Health but OK
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

    def files(self) -> list[bytes]:
        """The links that lead to a file."""
        count = len(self.links)
        if self.health.count(Health.OK) == self.kinds.count(Kind.FILE) == count:
            return self.links  # nearly every group
        return [
            link
            for link, health, kind in zip(self.links, self.health, self.kinds, strict=True)
            if kind == Kind.FILE and health == Health.OK
        ]

    def only(self, path: bytes) -> "Group | None":
        """The group with no link but the one at `path`, if that is one of its links."""
        name = basename(path)
        if name not in self.links:
            return None
        at = self.links.index(name)
        one = slice(at, at + 1)
        columns = [name], [self.names[at]], self.health[one], self.kinds[one]
        return Group(self.folder, self.prefix, self.where, *columns)


def groups_of(project: Project, listing: Listing) -> list[Group]:
    """The links of one folder, grouped."""
    if not listing.has_links:
        return []
    texts = listing.targets.split(NUL)[:-1]
    links, health, kinds = _columns(listing)
    if (prefix := _common_prefix(listing.targets, texts[0], len(texts))) is not None:
        names = (NUL + listing.targets).replace(NUL + prefix, NUL).split(NUL)[1:-1]
        if _NO_NAMES.isdisjoint(names):
            return [_group(project, listing.folder, prefix, (links, names, health, kinds))]
    return list(_split(project, listing, texts, (links, health, kinds)))


def _columns(listing: Listing) -> tuple[list[bytes], bytes, bytes]:
    """Names, health and target kinds of the links only."""
    names = listing.names.split(NUL)[:-1]
    mask = listing.kinds.translate(_LINKS)
    if all(mask):
        return names, listing.health, listing.target_kinds
    at = [number for number, link in enumerate(mask) if link]
    return (
        [names[number] for number in at],
        bytes(listing.health[number] for number in at),
        bytes(listing.target_kinds[number] for number in at),
    )


def _common_prefix(targets: bytes, first: bytes, count: int) -> bytes | None:
    """The part up to the last slash, if it is the same in every text."""
    prefix = _prefix(first)
    same = (NUL + targets).count(NUL + prefix) == count
    return prefix if same and targets.count(b"/") == count * prefix.count(b"/") else None


_Columns = tuple[list[bytes], list[bytes], bytes, bytes]
_Others = tuple[list[bytes], bytes, bytes]  # links, health and kinds


def _split(
    project: Project, listing: Listing, texts: list[bytes], columns: _Others
) -> Iterator[Group]:
    """The groups of a folder whose texts have several prefixes: first that of most, then the rest.

    With one image in a hundred broken, taking all texts apart would take thrice as long.
    """
    prefix = _prefix(texts[len(texts) // 2])
    names = (NUL + listing.targets).replace(NUL + prefix, NUL).split(NUL)[1:-1]
    rest = [at for at, name in enumerate(names) if b"/" in name or name in _NO_NAMES]
    cut = (NUL + listing.targets).count(NUL + prefix)
    if len(texts) - len(rest) != cut - sum(texts[at].startswith(prefix) for at in rest):
        rest = list(range(len(texts)))  # texts without a slash look as if they had been cut
    mine = bytearray(b"\1" * len(texts))
    for at in rest:
        mine[at] = 0
    links, health, kinds = columns
    if len(rest) < len(texts):
        own = list(compress(links, mine)), list(compress(names, mine))
        main = *own, bytes(compress(health, mine)), bytes(compress(kinds, mine))
        yield _group(project, listing.folder, prefix, main)
    left = [links[at] for at in rest], bytes(health[at] for at in rest)
    others = *left, bytes(kinds[at] for at in rest)
    yield from _taken_apart(project, listing.folder, [texts[at] for at in rest], others)


def _taken_apart(
    project: Project, folder: bytes, texts: list[bytes], columns: _Others
) -> Iterator[Group]:
    """Groups of links, text by text."""
    rows: defaultdict[bytes, list[int]] = defaultdict(list)
    names: list[bytes] = []
    for at, text in enumerate(texts):
        name = text[text.rfind(b"/") + 1 :]
        if name in _NO_NAMES:
            name, prefix = b"", text
        else:
            prefix = text[: -len(name)]
        rows[prefix].append(at)
        names.append(name)
    links, health, kinds = columns
    for prefix, found in rows.items():
        own = [links[at] for at in found], [names[at] for at in found]
        states = bytes([health[at] for at in found]), bytes([kinds[at] for at in found])
        yield _group(project, folder, prefix, (*own, *states))


def _prefix(text: bytes) -> bytes:
    return text[: text.rfind(b"/") + 1]


def _group(project: Project, folder: bytes, prefix: bytes, columns: _Columns) -> Group:
    where = project.policy.inside(normal(join(join(project.root, folder), prefix)))
    return Group(folder, prefix, where, *columns)
