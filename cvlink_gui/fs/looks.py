"""What lies at many paths, asked while one plan is made: a folder of targets is listed once."""

import os
from collections import Counter
from itertools import islice

from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import join
from cvlink_gui.core.plan import Absent, Blocked, Dir, Found, Look

_WORTH_LISTING = frozenset(32 * 4**n for n in range(12))  # things found in a folder
_ENTRIES_EACH = 16  # listed for each of them: one look costs as much as about ten entries
_ABSENT, _DIR, _FILE = Absent(), Dir(), Blocked(Kind.FILE)


class Looks:
    """A `Look` for the time it takes to make one plan.

    A listing only tells of files and folders (these without their permissions) that are there.
    That nothing is there is the kernel's own answer, about the path or the folder it would lie
    in: where case is ignored, a name is known that is in no listing.
    """

    def __init__(self, root: bytes, look: Look) -> None:
        """look: for one path; what it raises, this raises."""
        self._root = root
        self._look = look
        self._listed: dict[bytes, dict[bytes, Found]] = {}
        self._found: Counter[bytes] = Counter()
        self._there: dict[bytes, bool] = {b"": True}

    def __call__(self, path: bytes) -> Found:
        name = path.rpartition(b"/")[2]
        folder = path[: len(path) - len(name)]  # with its slash: b"" is the root, b"/" is not
        listed = self._listed.get(folder)
        if listed is not None and name in listed:
            return listed[name]
        if self._there.get(folder) is False:
            return _ABSENT
        found = self._look(path)
        if isinstance(found, Absent) and folder not in self._there:
            self._there[folder] = not isinstance(self._look(folder + b"."), Absent)
        elif isinstance(found, Blocked | Dir):
            self._count(folder)
        return found

    def _count(self, folder: bytes) -> None:
        """List a folder, or more of it than the last time, when enough was found there."""
        self._found[folder] += 1
        count = self._found[folder]
        if count in _WORTH_LISTING:
            path = join(self._root, folder) if folder else self._root
            self._listed[folder] = _listing(path, _ENTRIES_EACH * count)


def _listing(folder: bytes, limit: int) -> dict[bytes, Found]:
    """Files and folders among the first entries of a folder; none of one that cannot be read."""
    found: dict[bytes, Found] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in islice(entries, limit):
                if entry.is_file(follow_symlinks=False):
                    found[entry.name] = _FILE
                elif entry.is_dir(follow_symlinks=False):
                    found[entry.name] = _DIR
    except OSError:
        return found  # what is not in it is looked at one by one, and says why it cannot be
    return found
