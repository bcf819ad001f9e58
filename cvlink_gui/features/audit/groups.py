"""The links of a folder by the folder their targets lie in: what is true of one is true of all.

A version of 118,287 images has as many links and one target folder. A rule that looks at groups
asks once for what it would otherwise ask as often as there are images.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

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
    return list(_split(project, listing.folder, texts, (links, health, kinds)))


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
    prefix = first[: first.rfind(b"/") + 1]
    same = (NUL + targets).count(NUL + prefix) == count
    return prefix if same and targets.count(b"/") == count * prefix.count(b"/") else None


_Columns = tuple[list[bytes], list[bytes], bytes, bytes]


def _split(
    project: Project, folder: bytes, texts: list[bytes], columns: tuple[list[bytes], bytes, bytes]
) -> Iterator[Group]:
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


def _group(project: Project, folder: bytes, prefix: bytes, columns: _Columns) -> Group:
    where = project.policy.inside(normal(join(join(project.root, folder), prefix)))
    return Group(folder, prefix, where, *columns)
