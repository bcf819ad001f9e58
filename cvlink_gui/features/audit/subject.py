"""What an audit is asked, and the one experiment a rule looks at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

from cvlink_gui.core.names import basename
from cvlink_gui.core.settings import FRAMEWORK
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.keyed import Keyed
from cvlink_gui.features.audit.kinds import Kinds, kinds_of
from cvlink_gui.features.audit.splits import Split, splits_of


def _today() -> date:
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Request:
    """How an audit is wanted.

    only       names of experiments to look at; the others, and the data folders, are left out
    deep       rules of tier T1 and T2 as well, which read the files
    framework  whose eyes to look with, in place of the project's own choice
    today      the day waivers are compared with
    progress   called with words for what is looked at and a share from 0 to 1
    cancelled  asked between files; True leaves the rules of T1 and T2 undecided
    """

    only: tuple[bytes, ...] = ()
    deep: bool = False
    framework: str = ""
    today: date = field(default_factory=_today)
    progress: Callable[[str, float], None] = lambda _words, _share: None
    cancelled: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class Subject:
    """One experiment under audit: its folder, and what has been found out about it."""

    contents: Contents
    path: bytes
    request: Request
    keyed: Keyed

    @property
    def name(self) -> bytes:
        return basename(self.path)

    @property
    def framework(self) -> str:
        """The framework asked for: auto, ultralytics, torchvision or coco."""
        return self.request.framework or self.contents.project.settings[FRAMEWORK]

    @cached_property
    def splits(self) -> list[Split]:
        """Its splits, and its links to data that have no split's name."""
        return splits_of(self.contents, self.path)

    @cached_property
    def kinds(self) -> Kinds:
        """What kind of data it holds."""
        return kinds_of(self.contents, self.path)

    @property
    def frameworks(self) -> tuple[str, ...]:
        """The frameworks whose eyes its data is looked at with: the one asked for, else its own."""
        return self.kinds.frameworks if self.framework == "auto" else (self.framework,)

    @cached_property
    def folders(self) -> tuple[bytes, ...]:
        """The real folders it reaches, its own among them."""
        return self.contents.entered(self.path)
