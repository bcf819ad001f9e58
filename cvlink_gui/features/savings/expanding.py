"""What links stand for: the files at their ends, by who holds them.

A link to a folder stands for all that `cp -rL` would copy: files, and what links in there stand
for. Links in a circle have no end: they are the ones between folders that lead to each other.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from cvlink_gui.core.components import Components
from cvlink_gui.core.links import HEALTH_WORDS, Health, Kind
from cvlink_gui.core.names import is_within, join
from cvlink_gui.core.owners import Owner, Owners
from cvlink_gui.core.said import Said, said, say
from cvlink_gui.features.audit import Contents
from cvlink_gui.features.audit.groups import Group
from cvlink_gui.features.project import Project
from cvlink_gui.features.savings.book import NOTHING, Amount, Uncounted
from cvlink_gui.features.savings.measuring import Measures
from cvlink_gui.fs.hashing import Cancelled

OUTSIDE = 1_000_000  # entries outside of the project that are looked at
_NAMED = 20  # paths that are named for one cause
_CIRCLE = said(HEALTH_WORDS[Health.LOOP])
_GONE = say("it is not there any more")

Sums = dict[Owner, Amount]  # by who holds the files


def add(into: Sums, more: Sums) -> None:
    """Add up what has the same holder."""
    for owner, amount in more.items():
        into[owner] = into.get(owner, NOTHING) + amount


class Misses:
    """What nothing can be said of, by cause and by whose it is."""

    def __init__(self, owners: Owners) -> None:
        self._owners = owners
        self._counts: defaultdict[Said, int] = defaultdict(int)
        self._paths: defaultdict[Said, list[bytes]] = defaultdict(list)
        self.by_owner: defaultdict[Owner, int] = defaultdict(int)

    def add(self, cause: Said, folder: bytes, names: Iterable[bytes] = (b"",)) -> None:
        """Links in a folder that are not counted, or the folder itself."""
        for name in names:
            self._counts[cause] += 1
            self.by_owner[self._owners.of_link(folder, name)] += 1
            if len(self._paths[cause]) < _NAMED:
                self._paths[cause].append(join(folder, name) if name else folder)

    def all(self) -> tuple[Uncounted, ...]:
        """The causes, the most frequent first."""
        found = sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Uncounted(cause, n, tuple(self._paths[cause])) for cause, n in found)


class Expansions:
    """What the links of one project stand for; every folder is looked at once."""

    def __init__(self, project: Project, owners: Owners, cancelled: Callable[[], bool]) -> None:
        self.contents = Contents(project)
        self.measures = Measures(self.contents)
        self.misses = Misses(owners)
        self._project = project
        self._owners = owners
        self._cancelled = cancelled
        self._files: dict[bytes, Sums] = {}
        self._folders: dict[bytes, list[tuple[bytes, bytes]]] = {}
        self._sums: dict[bytes, Sums] = {}
        self._circle: dict[bytes, int] = {}  # folders that lead to each other have one number
        self._walk = Components(self._ahead)
        self._outside = 0

    def of_files(self, folder: bytes) -> Sums:
        """What its links to files stand for."""
        if folder not in self._files:
            self._note(folder)
            self._files[folder] = sums = Sums()
            for group in self.contents.folder(folder).groups:
                if Kind.FILE in group.kinds:
                    add(sums, self._ends(group.leading_to_files()))
        return self._files[folder]

    def of_folders(self, folder: bytes) -> Iterator[tuple[bytes, Sums]]:
        """(link, what it stands for) of its links to folders, but for those in a circle."""
        for link, target in self._folders_behind(folder):
            for members in self._walk.visit(target):
                self._add_up(members)
            if self._circle.get(folder) != self._circle[target]:
                yield link, self._sums[target]

    def _note(self, folder: bytes) -> None:
        """Write down what cannot be counted in a folder, but for links to folders."""
        found = self.measures.of(folder)
        if found.error:
            self.misses.add(found.error, folder)
        self.misses.add(_GONE, folder, found.gone)
        for group in self.contents.folder(folder).groups:
            for at in group.unwell():
                cause = said(HEALTH_WORDS[Health(group.health[at])])
                self.misses.add(cause, folder, [group.links[at]])

    def _ends(self, group: Group) -> Sums:
        """What some links to files stand for."""
        sums: Sums = {}
        ended = 0
        for end in self.contents.ends(group):
            found = self.measures.of(end.folder)
            amount, lost = found.amount(end.names)
            add(sums, {self._owners.of(end.folder): amount})
            ended += len(end.links)
            if lost:
                rows = zip(end.links, end.names, strict=True)
                missing = [link for link, name in rows if name not in found.sizes]
                self.misses.add(found.error or _GONE, group.folder, missing)
        if ended < len(group.links):
            ends = (link for end in self.contents.ends(group) for link in end.links)
            self.misses.add(_GONE, group.folder, set(group.links).difference(ends))
        return sums

    def _folders_behind(self, folder: bytes) -> list[tuple[bytes, bytes]]:
        """(link, real folder) of its healthy links to folders; none that lead around the root."""
        if folder not in self._folders:
            self._folders[folder] = list(self._find_folders(folder))
        return self._folders[folder]

    def _find_folders(self, folder: bytes) -> Iterator[tuple[bytes, bytes]]:
        policy = self._project.policy
        for group in self.contents.folder(folder).groups:
            if Kind.DIR not in group.kinds:
                continue
            for link, name, health, kind in group.rows():
                if kind is not Kind.DIR or health is not Health.OK:
                    continue
                target = self.contents.real(join(folder, group.prefix + name))
                if target is None:
                    self.misses.add(_GONE, folder, [link])
                elif is_within(policy.root, policy.absolute(target)):
                    self.misses.add(_CIRCLE, folder, [link])
                else:
                    yield link, target

    def _ahead(self, folder: bytes) -> list[bytes]:
        """The folders that are copied with a folder."""
        if self._cancelled():
            raise Cancelled
        below = self._below(folder)
        if folder.startswith(b"/"):
            self._outside += len(self.contents.folder(folder).listing)
            if self._outside > OUTSIDE and below:
                words = say(
                    "more than {count} entries outside of the project: what lies below is left out",
                    count=OUTSIDE,
                )
                self.misses.add(words, folder)
                self._folders[folder] = []
                return []
        return [*below, *(target for _, target in self._folders_behind(folder))]

    def _below(self, folder: bytes) -> list[bytes]:
        return [join(folder, name) for name in self.contents.folder(folder).folders]

    def _add_up(self, members: set[bytes]) -> None:
        """What folders stand for that lead to each other, when all they lead to is known."""
        number = len(self._circle)
        self._circle |= dict.fromkeys(members, number)
        for folder in sorted(members, key=len, reverse=True):
            sums: Sums = {self._owners.of(folder): self.measures.of(folder).files}
            add(sums, self.of_files(folder))
            for below in self._below(folder):
                add(sums, self._sums.get(below, {}))
            for link, target in self._folders_behind(folder):
                if target in members:
                    self.misses.add(_CIRCLE, folder, [link])
                else:
                    add(sums, self._sums[target])
            self._sums[folder] = sums
