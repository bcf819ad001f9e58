"""Whose a path of a project is: a dataset's, an experiment's, nobody's, or outside of it."""

from enum import StrEnum
from typing import NamedTuple

from cvlink_gui.core.layout import Role
from cvlink_gui.core.names import is_within, join, upward
from cvlink_gui.core.policy import Policy

_ORDER = (*Role, None)  # files with several names are held by the first of these
_OUTSIDE_PARTS = 3  # `/mnt/nas`, with the empty part before the first slash


class PlaceKind(StrEnum):
    """What a place is."""

    DATASET = "dataset"  # a folder directly in raw, processed or splits, or one of these itself
    EXPERIMENT = "experiment"
    REST = "rest"  # of the project
    OUTSIDE = "outside"  # of the project: nothing there is its own


class Owner(NamedTuple):
    """One place of a project, or outside of it; `path` is b"" for the rest of the project."""

    path: bytes
    kind: PlaceKind
    role: Role | None = None

    @property
    def rank(self) -> tuple[int, int, bytes]:
        """By what places are sorted."""
        return list(PlaceKind).index(self.kind), _ORDER.index(self.role), self.path


_REST = Owner(b"", PlaceKind.REST)


class Owners:
    """The owners in one project, by its layout."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._known: dict[bytes, Owner] = {}

    def of(self, folder: bytes) -> Owner:
        """Whose a real folder is."""
        if folder not in self._known:
            outside = folder.startswith(b"/")
            self._known[folder] = self._outside(folder) if outside else self._inside(folder)
        return self._known[folder]

    def is_shelf(self, folder: bytes) -> bool:
        """True for a folder of a role: what lies directly in it are datasets or experiments."""
        return folder in self._policy.layout.roles

    def of_link(self, folder: bytes, name: bytes) -> Owner:
        """Whose a link is that does not lead to a file: `raw/coco` may be one, and is a dataset."""
        return self._inside(join(folder, name)) if self.is_shelf(folder) else self.of(folder)

    def _inside(self, folder: bytes) -> Owner:
        roles = self._policy.layout.roles
        shelf = next((above for above in upward(folder) if above in roles), None)
        if shelf is None:
            return _REST
        name = folder[len(shelf) :].lstrip(b"/").split(b"/")[0]
        kind = PlaceKind.EXPERIMENT if roles[shelf] is Role.EXPERIMENTS else PlaceKind.DATASET
        return Owner(join(shelf, name) if name else shelf, kind, roles[shelf])

    def _outside(self, folder: bytes) -> Owner:
        """The allowed root it lies in, else the first two parts of its path."""
        allowed = (root for root in self._policy.allowed_roots if is_within(folder, root))
        parts = folder.split(b"/")[:_OUTSIDE_PARTS]
        return Owner(min(allowed, key=len, default=b"/".join(parts) or b"/"), PlaceKind.OUTSIDE)
