"""Files of a project with the same bytes, and the plan that replaces them by links.

Which of them stays: one in `raw` before the others, then by place and path as in the ledger.
Nothing in `raw` is changed, nothing of git, DVC or git-annex is looked at, and what the plan cannot
do without a doubt is left out and told.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.layout import Role
from cvlink_gui.core.names import basename, is_within, join, parent, upward
from cvlink_gui.core.owners import Owners
from cvlink_gui.core.plan import KEPT, Absent, Dir, Link, Objection, Plan, Proposal, Step, Twin
from cvlink_gui.core.policy import NAME_MAX
from cvlink_gui.core.said import Said, say, say_count
from cvlink_gui.core.settings import LINK_STYLE
from cvlink_gui.core.sizes import size_text
from cvlink_gui.features.audit import Contents, Request
from cvlink_gui.features.audit.deep import is_worth_it
from cvlink_gui.features.audit.reading import Alike, Reading
from cvlink_gui.features.project import Project
from cvlink_gui.fs.stats import allocated

_STORES = frozenset({b".git", b".dvc", b".hg", b".svn"})


@dataclass(frozen=True, slots=True)
class Copy:
    """A file with the bytes of another one. `left_out` says why it cannot be linked, if so."""

    path: bytes
    allocated: int
    twin: Twin
    left_out: Said | None = None


@dataclass(frozen=True, slots=True)
class Same:
    """Files with the same bytes: the one that stays, and the others."""

    size: int
    stays: bytes
    copies: tuple[Copy, ...]

    @property
    def saved(self) -> int:
        """Bytes the disk would have back, less what links take, which is little."""
        return sum(copy.allocated for copy in self.copies if copy.left_out is None)


def duplicates(
    project: Project,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[str, float], None] = lambda _words, _share: None,
) -> tuple[Same, ...]:
    """Files of a scanned project with the same bytes: by size, both ends, then SHA-256.

    Files with several names are one. Short files that are no images are left out: labels and
    notes are often equal, and meant to be changed one by one. What most can be saved by is first.

    cancelled  asked between files, and within long ones; True raises `fs.hashing.Cancelled`
    progress   is told in words what is read, and a share from 0 to 1
    """
    request = Request(deep=True, cancelled=cancelled, progress=progress)
    reading = Reading(Contents(project), request)
    alike = reading.alike
    reading.keep()
    chooser = _Chooser(project)
    found = [same for one in alike if is_worth_it(one) and (same := chooser.same(one))]
    return tuple(sorted(found, key=lambda same: (-same.saved, same.stays)))


def propose_links(project: Project, found: Iterable[Same], below: Iterable[bytes] = ()) -> Proposal:
    """The plan that puts links in the place of copies; the files are moved into folders of it.

    Every file is compared with what its link leads to when it is replaced, and moved on its own
    file system. UsageError where there is nothing to replace.

    below  only copies at or below these paths; all if none is named
    """
    wanted = tuple(below) or (b"",)
    pairs = [
        (same, copy)
        for same in found
        for copy in same.copies
        if any(is_within(copy.path, path) for path in wanted)
    ]
    style = project.settings[LINK_STYLE]
    steps = [
        Step(c.path, c.twin, Link(project.policy.link_text(c.path, same.stays, style)))
        for same, c in pairs
        if c.left_out is None
    ]
    left = [
        Objection(c.path, say("left out: {why}", why=c.left_out))
        for _, c in pairs
        if c.left_out is not None
    ]
    if not steps:
        raise UsageError("There is no file that a link could replace", hint="Nothing was changed.")
    saved = sum(copy.allocated for _, copy in pairs if copy.left_out is None)
    title = say_count(
        len(steps),
        "Replace %Ln copy by a link ({size})",
        "Replace %Ln copies by links ({size})",
        size=size_text(saved),
    )
    stores = dict.fromkeys(parent(step.twin.kept) for step in steps if step.twin)
    made = [Step(store, Absent(), Dir(0o700)) for store in stores]
    warnings = (
        Objection(steps[0].path, _WRITING, _WRITING_HINT),
        *(Objection(store, _KEPT, _KEPT_HINT) for store in stores),
        *left,
    )
    return project.policy.check(Proposal(Plan(title, (*made, *steps)), (), warnings))


_WRITING = say("whoever writes into such a link writes into the file that stays")
_WRITING_HINT = say("Leave out files that programs change in place.")
_KEPT = say("the files are kept here: the space is free once they are deleted")
_KEPT_HINT = say("`cvlink deduplicate --empty`, or View, Savings, compares and deletes them.")


class _Chooser:
    """Which of some equal files stays, and which can give their place to a link."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._owners = Owners(project.policy)
        self._raw = project.layout.folders(Role.RAW)
        self._token = os.urandom(4).hex().encode("ascii")
        self._stores: dict[bytes, bytes] = {}
        self._counts: defaultdict[bytes, int] = defaultdict(int)
        self._devices: dict[bytes, int] = {}

    def same(self, alike: Alike) -> Same | None:
        """Equal files with their places; None where only one is left to speak of."""
        files = [own for places in alike.places if (own := self._own(places))]
        if len(files) < 2:
            return None
        files.sort(key=lambda paths: self._rank(paths[0]))
        stays = files[0][0]
        copies = (copy for paths in files[1:] for copy in self._copies(paths, stays))
        return Same(alike.size, stays, tuple(copies))

    def _own(self, places: tuple[tuple[bytes, bytes], ...]) -> list[bytes]:
        """The names of a file in the project, but for those in the stores of other programs."""
        paths = (join(*place) for place in places)
        return sorted((path for path in paths if not _is_stored(path)), key=self._rank)

    def _rank(self, path: bytes) -> tuple[object, ...]:
        return self._owners.of(parent(path)).rank, path

    def _copies(self, paths: list[bytes], stays: bytes) -> Iterator[Copy]:
        """One file by its names."""
        for path in paths:
            try:
                found, other = (os.lstat(self._project.policy.absolute(p)) for p in (path, stays))
            except OSError:
                continue  # it went away since it was read
            why = self._why_not(path, found, other)
            kept = b"" if why else self._kept(path)
            twin = Twin(kept, found.st_ino, found.st_size, found.st_mtime_ns)
            yield Copy(path, allocated(found), twin, why)

    def _why_not(self, path: bytes, found: os.stat_result, other: os.stat_result) -> Said | None:
        if any(is_within(path, raw) for raw in self._raw):
            return say("raw data stays as it is")
        if found.st_nlink > 1:
            return say("it has several names on the disk")
        rights = (found.st_mode, found.st_uid, found.st_gid)
        if rights != (other.st_mode, other.st_uid, other.st_gid):
            return say("its owner or its permissions are others than those of the file that stays")
        return None

    def _kept(self, path: bytes) -> bytes:
        """Where a file is kept: in the highest folder of the project on its own file system."""
        folder = parent(path)
        if folder not in self._stores:
            device = self._device(folder)
            top = [*takewhile(lambda place: self._device(place) == device, upward(folder))][-1]
            self._stores[folder] = join(top, KEPT + self._token)
        store = self._stores[folder]
        self._counts[store] += 1
        number = b"%d-" % self._counts[store]
        return join(store, number + basename(path)[-(NAME_MAX - len(number)) :])

    def _device(self, folder: bytes) -> int:
        if folder not in self._devices:
            self._devices[folder] = os.stat(self._project.policy.absolute(folder)).st_dev
        return self._devices[folder]


def _is_stored(path: bytes) -> bool:
    """True for what belongs to another program."""
    return not _STORES.isdisjoint(path.split(b"/"))
